"""Tables in the sheets of a workbook (.xlsx, .xlsm); its macros and links are left alone."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from refdesk.domain.errors import KnownFailure, UserError
from refdesk.exchange.headings import look_like_headings
from refdesk.exchange.package import Parts, local, open_parts, told_as_damage
from refdesk.exchange.table import (
    FIRST_ROWS,
    Reading,
    Row,
    check_unchanged,
    header_at,
    stamp_of,
    tidied,
    title_notes,
)
from refdesk.exchange.worksheet import Formats, SharedTexts, SheetRow, Worksheet
from refdesk.i18n import _


class _Listed(NamedTuple):
    name: str
    part: str
    is_hidden: bool


@dataclass(slots=True)
class _Top:
    """The first rows of a sheet, and where in them the header is."""

    sheet: _Listed
    source: Worksheet
    rows: list[SheetRow]
    rest: Iterator[SheetRow]
    at: int = 0
    left: int = 0
    width: int = 0

    def __post_init__(self) -> None:
        texts = [_cells(cells, 0, max(cells) + 1) for _number, cells in self.rows]
        self.at = header_at(texts)
        below = [cells for _number, cells in self.rows[self.at :]]
        self.left = min((min(cells) for cells in below), default=0)
        self.width = max((max(cells) + 1 for cells in below), default=0) - self.left

    @property
    def header(self) -> tuple[str, ...]:
        """What the columns are called."""
        cells = self.rows[self.at][1] if self.rows else {}
        return tuple(tidied(cell) for cell in _cells(cells, self.left, self.width))


class WorkbookTable:
    """A table in a sheet of an open workbook; never more than some rows of it are in memory."""

    def __init__(self, path: Path, book: _Book, top: _Top) -> None:
        self._path = path
        self._top = top
        self.stamp = stamp_of(path)
        self.sheets = tuple(sheet.name for sheet in book.sheets if not sheet.is_hidden)
        self.sheet = top.sheet.name
        self.header = top.header
        self.notes = tuple(_notes(book, top))
        self.size = book.parts.size(top.sheet.part)
        self.rows = self._rows()

    @property
    def position(self) -> int:
        """How much of `size` has been read."""
        return min(self._top.source.read, self.size)

    def _rows(self) -> Iterator[Row]:
        top = self._top
        above = top.rows[top.at][0]
        left, width = top.left, top.width
        columns = range(left, left + width)
        try:
            with told_as_damage():
                for number, cells in itertools.chain(top.rows[top.at + 1 :], top.rest):
                    get = cells.get
                    yield Row(number - above, [get(column, "") for column in columns])
        except UserError:
            check_unchanged(self._path, self.stamp)
            raise
        except OSError as error:
            raise KnownFailure(_("The file can no longer be read.")) from error
        check_unchanged(self._path, self.stamp)


class _Book:
    """What a workbook says of itself before any sheet is read."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.sheets: list[_Listed] = []
        self._since_1904 = False
        main, related = _main_part(parts)
        self._related = related
        parts.walk(main, self._start, lambda _tag: None, lambda _text: None)
        named = dict(related.values())
        self._texts = SharedTexts(parts, named.get("sharedStrings", ""))
        formats = Formats.read(parts, named.get("styles", ""), since_1904=self._since_1904)
        self._shown = formats.shown

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        tag = local(tag)
        if tag == "workbookPr":
            self._since_1904 = attributes.get("date1904", "0") in {"1", "true", "on"}
        elif tag == "sheet":
            by_id = {local(name): value for name, value in attributes.items() if ":" in name}
            kind, part = self._related.get(by_id.get("id", ""), ("", ""))
            if kind == "worksheet" and self.parts.size(part):
                hidden = attributes.get("state", "visible") != "visible"
                self.sheets.append(_Listed(attributes.get("name", ""), part, hidden))

    def top(self, sheet: _Listed) -> _Top:
        """Read the first rows of a sheet."""
        source = Worksheet(self.parts, sheet.part, self._texts, self._shown)
        rows = source.rows()
        return _Top(sheet, source, list(itertools.islice(rows, FIRST_ROWS)), rows)


def _main_part(parts: Parts) -> tuple[str, dict[str, tuple[str, str]]]:
    main = next((part for kind, part in parts.related("").values() if kind == "officeDocument"), "")
    for name in (main, "xl/workbook.xml"):
        if parts.size(name):
            return name, parts.related(name)
    message = "the workbook has no main part"
    raise ValueError(message)


def _cells(cells: Mapping[int, str], left: int, width: int) -> list[str]:
    return [cells.get(column, "") for column in range(left, left + width)]


def _chosen(book: _Book, name: str) -> _Top:
    if name:
        found = next((sheet for sheet in book.sheets if sheet.name == name), None)
        if found is None:
            raise UserError(_("The workbook has no sheet {name}.").format(name=name))
        return _with_rows(book.top(found))
    visible = [sheet for sheet in book.sheets if not sheet.is_hidden]
    if not visible:
        raise UserError(_("The workbook has no visible sheet with a table."))
    best: tuple[int, _Top] | None = None
    for sheet in visible:
        top = book.top(sheet)
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
        raise UserError(_("The sheet {name} is empty.").format(name=top.sheet.name))
    return top


_WORTHS: Sequence[str] = ("something", "several columns", "rows below", "headings that are known")


def _worth(top: _Top) -> int:
    """Return how much a sheet looks like a table: the first that does so wholly is taken."""
    several = sum(map(bool, top.header)) > 1
    below = several and len(top.rows) > top.at + 1
    return bool(top.rows) + several + below + (below and look_like_headings(top.header))


def _notes(book: _Book, top: _Top) -> Iterator[str]:
    hidden = [sheet.name for sheet in book.sheets if sheet.is_hidden and sheet != top.sheet]
    if hidden:
        yield _("Hidden sheets were passed over: {names}.").format(names=", ".join(hidden))
    yield from title_notes(top.at)
    if top.source.uncomputed:
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
    with path.open("rb") as file, open_parts(file) as parts:
        with told_as_damage():
            book = _Book(parts)
            table = WorkbookTable(path, book, _chosen(book, reading.sheet))
        yield table
