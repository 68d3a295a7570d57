"""Tables in text files (CSV of the usual dialects and encodings), read row by row."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO

from refdesk.domain.errors import KnownFailure, UserError
from refdesk.exchange.csv_out import restored
from refdesk.i18n import _

CELL_LIMIT = 1_000_000
"""Longest cell, in characters."""
LINE_LIMIT = 8_000_000
"""Longest line of the file, in characters."""
SAMPLE = 65_536
CHUNK = 1 << 20
DELIMITERS = ",;\t|"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: as many cells as the header has; `fault` says why it cannot be read."""

    number: int
    cells: list[str]
    fault: str = ""


class Table:
    """An open table. `rows` can be walked once.

    Rows are numbered in the order of the file: 1 is the first after the header. Blank rows count
    in the numbers, so that they fit what a spreadsheet shows, but are not given out.
    """

    def __init__(self, file: BinaryIO, source: _Lines, delimiter: str, size: int) -> None:
        self._file = file
        self._source = source
        self._reader = csv.reader(source, delimiter=delimiter, skipinitialspace=True, strict=True)
        self.size = size
        self.header = self._header()
        self.rows = self._rows()

    @property
    def position(self) -> int:
        """How many bytes of `size` have been read."""
        return min(self._file.tell(), self.size)

    def _header(self) -> tuple[str, ...]:
        for row in self._records(0):
            if row.fault:
                raise UserError(_("The header cannot be read: {why}").format(why=row.fault))
            if not _is_blank(row.cells):
                return tuple(" ".join(restored(cell).split()) for cell in row.cells)
        raise UserError(_("The file has no header: its first row must name the columns."))

    def _rows(self) -> Iterator[Row]:
        width = len(self.header)
        for row in self._records(1):
            cells, fault = row.cells, row.fault
            if not fault and _is_blank(cells):
                continue
            if not fault and not _is_blank(cells[width:]):
                fault = _("The row has {count} cells, and the header has {width}.").format(
                    count=len(cells), width=width
                )
            if not fault and any("\0" in cell for cell in cells):
                fault = _("The row holds a character that cannot be kept (code 0000).")
            cells = [restored(cell) for cell in cells[:width]] + [""] * (width - len(cells))
            yield Row(row.number, cells, fault)

    def _records(self, number: int) -> Iterator[Row]:
        while True:
            self._source.start_row()
            try:
                yield Row(number, next(self._reader))
            except StopIteration:
                return
            except csv.Error as error:
                yield Row(number, [], self._fault(number, error))
            number += 1

    def _fault(self, number: int, error: csv.Error) -> str:
        """Return why one row cannot be read; refuse the file where its other rows are unsure."""
        if "field limit" in str(error):
            raise UserError(
                _(
                    "A cell near row {row} is longer than {limit:,} characters. "
                    "Most likely a quote mark is missing there."
                ).format(row=number, limit=CELL_LIMIT)
            ) from None
        if self._source.ended or self._source.quotes % 2:
            raise UserError(
                _(
                    "Row {row} opens a quote mark that is not closed, so the rows after it "
                    "cannot be told apart. Mend that row."
                ).format(row=number)
            ) from None
        return _("The row has a quote mark inside a quoted cell; write it twice.")


class _Lines:
    """The lines of a file, none too long, and the quote marks of the row being read."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.ended = False
        self.quotes = 0

    def start_row(self) -> None:
        self.quotes = 0

    def __iter__(self) -> Iterator[str]:
        while line := self._file.readline(LINE_LIMIT):
            if len(line) >= LINE_LIMIT:
                raise UserError(
                    _("A line of the file is longer than {limit:,} characters.").format(
                        limit=LINE_LIMIT
                    )
                )
            self.quotes += line.count('"')
            yield line
        self.ended = True


@contextmanager
def open_table(path: Path) -> Iterator[Table]:
    """Open a text file as a table of a header and rows; never more than a row in memory.

    Raises:
        UserError: there is no such file, or it is no table.
        KnownFailure: the disk failed, or the file changed, while it was read.
    """
    with _opened(path) as file:
        encoding = _encoding(file)
        file.seek(0)
        sample = _sample(file, encoding)
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        csv.field_size_limit(CELL_LIMIT)
        with io.TextIOWrapper(file, encoding=encoding, newline="") as text:
            try:
                yield Table(file, _Lines(text), _delimiter(sample), size)
            except UnicodeDecodeError:
                raise KnownFailure(_("The file was changed while it was read.")) from None


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        if path.is_dir():
            raise UserError(_("{name} is a folder. Choose a file.").format(name=_name(path)))
        if path.exists() and not path.is_file():
            raise UserError(_("{name} is not a file.").format(name=_name(path)))
        file = path.open("rb")
    except FileNotFoundError:
        raise UserError(_("There is no file {name}.").format(name=_name(path))) from None
    except (OSError, ValueError):
        raise UserError(_("{name} cannot be read.").format(name=_name(path))) from None
    with file:
        try:
            yield file
        except OSError as error:
            raise KnownFailure(_("The file can no longer be read.")) from error


def _name(path: Path) -> str:
    return ascii(path.name)[1:-1] if not path.name.isprintable() else path.name


def _encoding(file: BinaryIO) -> str:
    head = file.read(SAMPLE)
    _refuse_other_formats(head)
    marked = next((encoding for bom, encoding in _BOMS if head.startswith(bom)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        if _decodes(file, encoding):
            return encoding
    raise UserError(
        _("The file's letters cannot be made out. Save it anew as CSV in UTF-8, then try again.")
    )


def _refuse_other_formats(head: bytes) -> None:
    if head.startswith(_WORKBOOKS):
        raise UserError(_("This is a workbook, not a text file. Save it as CSV first."))
    if re.match(rb"(?i)\s*<(!doctype|html|\?xml)", head.removeprefix(codecs.BOM_UTF8)):
        raise UserError(_("This is a web page, not a table. Save it as CSV first."))


def _decodes(file: BinaryIO, encoding: str) -> bool:
    """Tell whether the whole file can be read so; a row far down may decide it."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _sample(file: BinaryIO, encoding: str) -> str:
    head = file.read(SAMPLE)
    text = head.decode(encoding, errors="ignore")
    if not text.strip():
        raise UserError(_("The file is empty."))
    if "\0" in text:
        raise UserError(_("This is not a text file. Save it as CSV first."))
    cut = text.rfind("\n")
    return text[:cut] if len(head) == SAMPLE and cut > 0 else text


def _delimiter(sample: str) -> str:
    """Return what parts the cells: the one by which most rows are as wide as the header."""
    best, score = DELIMITERS[0], (0.0, 1)
    for delimiter in DELIMITERS:
        widths = _widths(sample, delimiter)
        if widths and widths[0] > 1:
            agreed = sum(width == widths[0] for width in widths) / len(widths)
            if (agreed, widths[0]) > score:
                best, score = delimiter, (agreed, widths[0])
    return best


def _widths(sample: str, delimiter: str) -> list[int]:
    lines: TextIO = io.StringIO(sample, newline="")
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    try:
        return [len(cells) for cells in reader if not _is_blank(cells)]
    except csv.Error:
        return []


def _is_blank(cells: list[str]) -> bool:
    return not any(cell and not cell.isspace() for cell in cells)
