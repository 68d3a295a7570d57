"""Tables in text files (CSV of the usual dialects and encodings), read row by row."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from refdesk.domain.errors import KnownFailure, UserError
from refdesk.exchange.csv_out import restored
from refdesk.exchange.dialect import Dialect, can_part, dialect_of, is_remark
from refdesk.exchange.encodings import CHUNK, SAMPLE, Letters, check_text, letters_of
from refdesk.exchange.table import (
    FIRST_ROWS,
    Reading,
    Row,
    changed,
    check_unchanged,
    header_at,
    is_blank,
    stamp_of,
    tidied,
    title_notes,
)
from refdesk.i18n import _

CELL_LIMIT = 1_000_000
"""Longest cell, in characters."""
LINE_LIMIT = 8_000_000
"""Longest line of the file, in characters."""
_DEFUSED = re.compile("'['=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")
"""How a cell begins that a spreadsheet was kept from running."""
_KEPT = 8
"""How many pieces of the file are kept, to look at a row that cannot be read."""

_Record = tuple[int, list[str], str]


class TextTable:
    """A table in an open text file; never more than some rows of it are in memory."""

    sheets: tuple[str, ...] = ()
    sheet = ""

    def __init__(self, file: BinaryIO, path: Path, letters: Letters, dialect: Dialect) -> None:
        self._file = file
        self._path = path
        self._dialect = dialect
        self.stamp = stamp_of(path)
        self.size = self.stamp.size
        file.seek(0)
        self._above = 1
        self._source = _Lines(file, letters, dialect.skip)
        records = self._records()
        first = list(itertools.islice(records, FIRST_ROWS))
        width = max((len(cells) for _number, cells, _fault in first), default=0)
        remarks = [one for one in first if is_remark(one[1], width)]
        lines = [one for one in first if one not in remarks]
        if not lines:
            raise UserError(_("The file has no header: its first row must name the columns."))
        at = header_at([cells for _number, cells, _fault in lines])
        self.header = _header(lines[: at + 1])
        self.notes = (*_notes(letters, remarks), *title_notes(at))
        below = (one for one in first if one[0] > lines[at][0])
        self._above = lines[at][0]
        self.rows = self._rows(itertools.chain(below, records))

    @property
    def position(self) -> int:
        """How many bytes of `size` have been read."""
        return min(self._file.tell(), self.size)

    def _rows(self, records: Iterator[_Record]) -> Iterator[Row]:
        width = len(self.header)
        source, above = self._source, self._above
        for number, cells, fault in records:
            if len(cells) == width and not source.is_odd:
                yield Row(number - above, cells)
            elif not is_remark(cells, width) and cells != ["\x1a"]:
                kept = [restored(cell) for cell in cells[:width]] + [""] * (width - len(cells))
                yield Row(number - above, kept, fault or _fault_in(cells, width))
        check_unchanged(self._path, self.stamp)

    def _records(self) -> Iterator[_Record]:
        """Give out the rows that are not blank, numbered from the start of the file."""
        lines = csv.reader(self._source.lines(), strict=True, **self._dialect.options())
        reader = lines
        if self._dialect.wrapped:
            lines = csv.reader(self._source.lines(), strict=True)
            inner = (cells[0] if cells else "" for cells in lines)
            reader = csv.reader(inner, **self._dialect.options())
        number = 0
        while True:
            number += 1
            start = lines.line_num
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield number, [], self._fault(number, error, (start, lines.line_num))
            else:
                if (cells and cells[0].strip()) or not is_blank(cells):
                    yield number, cells, ""

    def _fault(self, number: int, error: csv.Error, lines: tuple[int, int]) -> str:
        """Return why one row cannot be read; refuse the file where its other rows are unsure."""
        if "field limit" in str(error):
            raise UserError(
                _(
                    "A cell near row {row} is longer than {limit:,} characters. "
                    "Most likely a quote mark is missing there."
                ).format(row=self._below(number), limit=CELL_LIMIT)
            ) from None
        quote = self._dialect.quote
        if self._source.ended or self._dialect.wrapped or self._source.count(quote, *lines) % 2:
            raise UserError(
                _(
                    "Row {row} opens a quote mark that is not closed, so the rows after it "
                    "cannot be told apart. Mend that row."
                ).format(row=self._below(number))
            ) from None
        return _("The row has a quote mark inside a quoted cell; write it twice.")

    def _below(self, number: int) -> int:
        return max(number - self._above, 0)


class _Lines:
    """The lines of a file, none too long, decoded piece by piece."""

    def __init__(self, file: BinaryIO, letters: Letters, skip: int) -> None:
        self._file = file
        self._decoder = letters.decoder()
        self._skip = skip
        self._kept: deque[tuple[int, list[str]]] = deque(maxlen=_KEPT)
        self.ended = False
        self.is_odd = False

    def lines(self) -> Iterator[str]:
        """Return the lines, with their ends."""
        return itertools.chain.from_iterable(self._pieces())

    def count(self, mark: str, start: int, end: int) -> int:
        """Count a mark in some lines that were read last; an odd number where they are gone."""
        if not self._kept or self._kept[0][0] > start:
            return 1
        return sum(
            line.count(mark)
            for first, lines in self._kept
            for line in lines[max(start - first, 0) : max(end - first, 0)]
        )

    def _pieces(self) -> Iterator[list[str]]:
        rest, number = "", 0
        while True:
            text, is_last = self._read()
            text = rest + text
            cut = max(text.rfind("\n"), text.rfind("\r", 0, len(text) - 1)) + 1
            cut = len(text) if is_last else cut
            text, rest = text[:cut], text[cut:]
            if text:
                lines = list(io.StringIO(text, newline=""))
                self._kept.append((number, lines))
                number += len(lines)
                self.is_odd = self.is_odd or "\0" in text or bool(_DEFUSED.search(text))
                _check_length(lines)
                yield lines
            _check_length((rest,))
            if is_last:
                self.ended = True
                return

    def _read(self) -> tuple[str, bool]:
        try:
            data = self._file.read(CHUNK)
            text = self._decoder.decode(data, final=not data)
        except UnicodeError:
            raise changed() from None
        except OSError as error:
            raise KnownFailure(_("The file can no longer be read.")) from error
        text, self._skip = text[self._skip :], max(self._skip - len(text), 0)
        return text, not data


def _check_length(lines: list[str] | tuple[str, ...]) -> None:
    if max(map(len, lines)) >= LINE_LIMIT:
        raise UserError(
            _("A line of the file is longer than {limit:,} characters.").format(limit=LINE_LIMIT)
        )


def _header(down_to: list[_Record]) -> tuple[str, ...]:
    cells = down_to[-1][1]
    fault = next((fault for _number, _cells, fault in down_to if fault), "")
    if not fault and any("\0" in cell for cell in cells):
        fault = _fault_in(cells, len(cells))
    if fault:
        raise UserError(_("The header cannot be read: {why}").format(why=fault))
    return tuple(tidied(restored(cell)) for cell in cells)


def _fault_in(cells: list[str], width: int) -> str:
    if not is_blank(cells[width:]):
        return _("The row has {count} cells, and the header has {width}.").format(
            count=len(cells), width=width
        )
    if any("\0" in cell for cell in cells):
        return _("The row holds a character that cannot be kept (code 0000).")
    return ""


def _notes(letters: Letters, remarks: list[_Record]) -> Iterator[str]:
    if letters.note:
        yield letters.note
    if remarks:
        yield _("Lines that begin with # were passed over.")


@contextmanager
def open_text(path: Path, reading: Reading = Reading()) -> Iterator[TextTable]:  # noqa: B008  frozen
    """Open a text file as a table of a header and rows.

    Raises:
        UserError: it is no table.
        KnownFailure: the disk failed, or the file changed, while it was read.
    """
    if reading.delimiter and not can_part(reading.delimiter):
        raise UserError(_("Cells cannot be parted by {mark}.").format(mark=reading.delimiter))
    with path.open("rb") as file:
        letters = letters_of(file, reading.encoding)
        file.seek(0)
        head = file.read(SAMPLE)
        text = letters.sample(head)
        if not text.strip():
            raise UserError(_("The file is empty."))
        check_text(text, "\0")
        cut = max(text.rfind("\n"), text.rfind("\r")) + 1
        sample = text[:cut] if len(head) == SAMPLE and cut else text
        csv.field_size_limit(CELL_LIMIT)
        yield TextTable(file, path, letters, dialect_of(sample, reading.delimiter))
