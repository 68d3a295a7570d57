"""Tables in the sheets of a workbook (.xlsx, .xlsm); its macros and links are left alone."""

from __future__ import annotations

import contextlib
import itertools
import warnings
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from refdesk.domain.errors import KnownFailure, UserError
from refdesk.exchange.cell_text import text_of
from refdesk.exchange.headings import look_like_headings
from refdesk.exchange.package import Parts, told_as_damage
from refdesk.exchange.table import (
    FIRST_ROWS,
    Reading,
    Row,
    check_unchanged,
    header_at,
    is_blank,
    stamp_of,
    tidied,
    title_notes,
)
from refdesk.i18n import _

ROW_COUNT = 1_048_576
"""How many rows a sheet may have."""
TEXT_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class _Top:
    """The first rows of a sheet that hold something, and where in them the header is."""

    sheet: Any
    rows: Sequence[tuple[int, list[str]]]
    cells: Sequence[Sequence[Any]]
    at: int
    left: int
    width: int
    size: int

    @classmethod
    def of(cls, book: _Book, sheet: Any) -> _Top:  # noqa: ANN401  openpyxl has no types
        """Read the first rows of a sheet."""
        rows: list[tuple[int, list[str]]] = []
        kept: list[Sequence[Any]] = []
        with contextlib.closing(book.rows(sheet)) as found:
            for number, cells in found:
                texts = [_text(cell, number) for cell in cells]
                if not is_blank(texts):
                    rows.append((number, texts))
                    kept.append(cells)
                if len(rows) == FIRST_ROWS:
                    break
            size = book.parts.last.size if book.parts.last else 0
        at = header_at([texts for _number, texts in rows])
        filled = [
            column
            for _number, texts in rows[at:]
            for column, text in enumerate(texts)
            if text and not text.isspace()
        ]
        left = min(filled, default=0)
        return cls(sheet, rows, kept, at, left, max(filled, default=-1) + 1 - left, size)

    @property
    def header(self) -> tuple[str, ...]:
        """What the columns are called."""
        cells = self.rows[self.at][1] if self.rows else []
        cells = cells[self.left : self.left + self.width]
        return tuple(map(tidied, cells)) + ("",) * (self.width - len(cells))


class WorkbookTable:
    """A table in a sheet of an open workbook; never more than some rows of it are in memory."""

    def __init__(self, path: Path, book: _Book, top: _Top) -> None:
        self._path = path
        self._book = book
        self._top = top
        self.stamp = stamp_of(path)
        self.sheets = tuple(sheet.title for sheet in book.sheets if not _is_hidden(sheet))
        self.sheet = str(top.sheet.title)
        self.header = top.header
        self.notes = tuple(_notes(book, top))
        self.size = top.size
        self.rows = self._rows()

    @property
    def position(self) -> int:
        """How much of `size` has been read."""
        part = self._book.parts.last
        return min(part.position, self.size) if part else 0

    def _rows(self) -> Iterator[Row]:
        top = self._top
        above = top.rows[top.at][0]
        try:
            for number, cells in self._book.rows(top.sheet, above + 1, top.left, top.width):
                texts = [_text(cell, number) for cell in cells]
                if not is_blank(texts):
                    yield Row(number - above, texts)
        except UserError:
            check_unchanged(self._path, self.stamp)
            raise
        except OSError as error:
            raise KnownFailure(_("The file can no longer be read.")) from error
        check_unchanged(self._path, self.stamp)


class _Book:
    """A workbook that openpyxl reads, out of parts that are watched over."""

    def __init__(self, file: BinaryIO) -> None:
        from openpyxl.reader.excel import (  # type: ignore[import-untyped]  # noqa: PLC0415  slow
            ExcelReader,
            apply_stylesheet,
        )

        # What a table does not need, such as charts, it warns of by the hundred.
        warnings.filterwarnings("ignore", module=r"openpyxl\.")
        self.parts = Parts(file)
        reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
        reader.archive = self.parts
        reader.read_chartsheet = lambda *_sheet: None
        # Not read(): who wrote it and its theme are nothing to a table, and may be amiss.
        reader.read_manifest()
        reader.read_strings()
        reader.read_workbook()
        apply_stylesheet(self.parts, reader.wb)
        self.parts.is_listing = True
        reader.read_worksheets()
        self.parts.is_listing = False
        self._book = reader.wb
        self.sheets: list[Any] = self._book.worksheets

    def rows(
        self,
        sheet: Any,  # noqa: ANN401
        first: int = 1,
        left: int = 0,
        width: int | None = None,
    ) -> Generator[tuple[int, Sequence[Any]]]:
        """Give out the cells of the rows from one on, blank ones too."""
        sheet.reset_dimensions()  # what it says of its size is often wrong
        right = None if width is None else left + width
        rows = sheet.iter_rows(min_row=first, min_col=left + 1, max_col=right)
        with contextlib.closing(rows):
            for number in range(first, ROW_COUNT + 2):
                with told_as_damage():
                    cells = next(rows, None)
                    if cells is not None and number > ROW_COUNT:
                        message = "a row lies beyond the last"
                        raise ValueError(message)
                if cells is None:
                    return
                if self.parts.last:
                    self.parts.last.row_came()
                yield number, cells

    def lacks_results(self, top: _Top) -> bool:
        """Tell whether a cell of the first rows has a formula and no result."""
        shown = {number: cells for (number, _texts), cells in zip(top.rows, top.cells, strict=True)}
        last = max(shown, default=0)
        self._book._data_only = False  # noqa: SLF001  else a formula cannot be told from a blank
        try:
            # A formula that openpyxl does not understand is no reason to refuse its result.
            with contextlib.suppress(UserError), contextlib.closing(self.rows(top.sheet)) as rows:
                for number, cells in itertools.takewhile(lambda row: row[0] <= last, rows):
                    pairs = zip(cells, shown.get(number, ()), strict=False)
                    if any(own.data_type == "f" and was.value is None for own, was in pairs):
                        return True
        finally:
            self._book._data_only = True  # noqa: SLF001
        return False


def _is_hidden(sheet: Any) -> bool:  # noqa: ANN401
    return bool(sheet.sheet_state != "visible")


def _text(cell: Any, row: int) -> str:  # noqa: ANN401
    """Return the text of a cell; an error is blank."""
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, str):
        if len(value) > TEXT_LIMIT:
            raise UserError(
                _("A cell in row {row} is longer than {limit:,} characters.").format(
                    row=row, limit=TEXT_LIMIT
                )
            )
        return "" if value.isspace() else text_of(value, "")
    try:
        code = cell.number_format
    except LookupError:  # a style that is not there
        code = ""
    return text_of(value, code)


def _chosen(book: _Book, name: str) -> _Top:
    if name:
        found = next((sheet for sheet in book.sheets if sheet.title == name), None)
        if found is None:
            raise UserError(_("The workbook has no sheet {name}.").format(name=name))
        return _with_rows(_Top.of(book, found))
    visible = [sheet for sheet in book.sheets if not _is_hidden(sheet)]
    if not visible:
        raise UserError(_("The workbook has no visible sheet with a table."))
    best: tuple[int, _Top] | None = None
    for sheet in visible:
        top = _Top.of(book, sheet)
        worth = _worth(top)
        if best is None or worth > best[0]:
            best = (worth, top)
        if worth == len(_WORTHS):
            break
    if best is None or not best[0]:
        raise UserError(_("The workbook has no visible sheet with a table."))
    return best[1]


def _with_rows(top: _Top) -> _Top:
    if not top.rows:
        raise UserError(_("The sheet {name} is empty.").format(name=top.sheet.title))
    return top


_WORTHS: Sequence[str] = ("something", "several columns", "rows below", "headings that are known")


def _worth(top: _Top) -> int:
    """Return how much a sheet looks like a table: the first that does so wholly is taken."""
    several = sum(map(bool, top.header)) > 1
    below = several and len(top.rows) > top.at + 1
    return bool(top.rows) + several + below + (below and look_like_headings(top.header))


def _notes(book: _Book, top: _Top) -> Iterator[str]:
    hidden = [sheet.title for sheet in book.sheets if _is_hidden(sheet) and sheet is not top.sheet]
    if hidden:
        yield _("Hidden sheets were passed over: {names}.").format(names=", ".join(hidden))
    yield from title_notes(top.at)
    if book.lacks_results(top):
        yield _(
            "Some formulas have no result in the file and are read as blank. Open the workbook in "
            "its program and save it once."
        )


@contextmanager
def open_workbook(path: Path, reading: Reading = Reading()) -> Iterator[WorkbookTable]:  # noqa: B008  frozen
    """Open a sheet of a workbook as a table of a header and rows.

    Raises:
        UserError: the workbook is damaged, locked or too large, or has no such table.
        KnownFailure: the disk failed, or the file changed, while it was read.
    """
    with path.open("rb") as file, contextlib.ExitStack() as stack:
        with told_as_damage():
            book = _Book(file)
        stack.enter_context(book.parts)
        yield WorkbookTable(path, book, _chosen(book, reading.sheet))
