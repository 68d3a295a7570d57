"""What a file is once it is open: a header and rows of text cells, whatever it was before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from refdesk.domain.errors import KnownFailure
from refdesk.exchange.headings import look_like_data, look_like_headings
from refdesk.i18n import _

FIRST_ROWS = 30
"""How many filled rows are looked at to find the header."""
_TITLE_ROWS = 10


@dataclass(frozen=True, slots=True)
class Reading:
    """What a person chose of how a file is read; what is blank is found out."""

    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""


class Row(NamedTuple):
    """One row: as many cells as the header has; `fault` says why it cannot be read."""

    number: int
    cells: list[str]
    fault: str = ""


class Stamp(NamedTuple):
    """By what a file is known to be the same as before."""

    size: int
    changed: int


class Table(Protocol):
    """An open table. `rows` can be walked once.

    Rows are numbered in the order of the file: 1 is the first after the header. Blank rows count
    in the numbers, so that they fit what a spreadsheet shows, but are not given out.
    """

    @property
    def header(self) -> tuple[str, ...]:
        """What the columns are called; blank where one has no heading."""

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheets of a workbook that a person may choose from."""

    @property
    def sheet(self) -> str:
        """The sheet that is read."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences on how the file was read, where that is not plain."""

    @property
    def size(self) -> int:
        """How much there is to read."""

    @property
    def position(self) -> int:
        """How much of `size` has been read."""

    @property
    def stamp(self) -> Stamp:
        """By what a second opening knows that the file is the same."""

    @property
    def rows(self) -> Iterator[Row]:
        """The rows below the header."""


def stamp_of(path: Path) -> Stamp:
    """Return the stamp of a file as it lies there now."""
    found = path.stat()
    return Stamp(found.st_size, found.st_mtime_ns)


def check_unchanged(path: Path, stamp: Stamp) -> None:
    """Make sure that a file is the one that was opened.

    Raises:
        KnownFailure: it changed, or is gone.
    """
    try:
        same = stamp_of(path) == stamp
    except OSError:
        same = False
    if not same:
        raise changed()


def changed() -> KnownFailure:
    """Return what is said of a file that is no longer the one that was opened."""
    return KnownFailure(
        _("The file was changed while it was read. Close it elsewhere and start again.")
    )


def is_blank(cells: Sequence[str]) -> bool:
    """Tell whether a row holds nothing."""
    return not any(cell and not cell.isspace() for cell in cells)


def tidied(cell: str) -> str:
    """Return a heading on one line, without what surrounds it."""
    return " ".join(cell.split())


def header_at(rows: Sequence[Sequence[str]]) -> int:
    """Return which of the first rows names the columns: lines of a title may stand above it.

    A line is passed over only where it is much narrower than the header, so that no row of data
    is taken for the names of columns.
    """
    filled = [sum(1 for cell in cells if cell and not cell.isspace()) for cells in rows]
    first = next((at for at, count in enumerate(filled) if count), 0)
    counts = Counter(count for count in filled if count)
    usual = max(counts, key=lambda count: (counts[count], count), default=0)
    if usual < 2 and max(counts, default=0) < 2:
        return first
    usual = max(usual, 2)
    start = first
    while start + 1 < len(rows) and filled[start] < 2 and 2 * filled[start] <= usual:
        start += 1
    if filled[start] < 2 or look_like_data([tidied(cell) for cell in rows[start]]):
        return first
    below = range(start + 1, min(start + _TITLE_ROWS, len(rows)))
    if _heads(rows[start]):
        # Names of groups of columns stand above the header, with room between them.
        below = range(start + 1, min(start + 2, len(rows)))
        least = 2 * filled[start]
    else:
        least = max(filled[start] + 1, (usual + 1) // 2)
    return next((at for at in below if filled[at] >= least and _heads(rows[at])), start)


def _heads(cells: Sequence[str]) -> bool:
    return look_like_headings([tidied(cell) for cell in cells])


def title_notes(passed_over: int) -> tuple[str, ...]:
    """Return what is said of the lines above the header."""
    if not passed_over:
        return ()
    if passed_over == 1:
        return (_("The first line is a title and was passed over."),)
    return (
        _("The first {count} lines are a title and were passed over.").format(count=passed_over),
    )
