"""One list without its widget: ordered ids, rows by page, finding, sorting, refreshing."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from refdesk.i18n import _
from refdesk.screens.rows import Row, RowReader, shown_kinds
from refdesk.screens.spec import Column, Screen
from refdesk.services.records import Records

T = TypeVar("T")
PAGE = 64
PAGES_KEPT = 48


class Lane(Protocol):
    """Runs work elsewhere and hands its result to `done` where the list lives."""

    def __call__(self, work: Callable[[], T], done: Callable[[T], None], /) -> object:
        """Run `work`, then `done` with what it returned."""


class Watcher(Protocol):
    """Whoever shows the list."""

    def before_change(self) -> None:
        """The rows are about to be others."""

    def after_change(self) -> None:
        """The rows are others now; `ListState.top` says which one to show first.

        `ListState.stays` tells that the person did not ask: what is in sight keeps its place.
        """

    def rows_arrived(self, first: int, last: int) -> None:
        """Rows that were missing can be shown."""


@dataclass(frozen=True, slots=True)
class Empty:
    """What a list without rows says."""

    icon: str
    headline: str
    hint: str


@dataclass(slots=True)
class _Answer:
    number: int
    ids: array[int]
    total: int
    selected: int | None
    top: int
    stays: bool
    pages: dict[int, list[Row]] = field(default_factory=dict)


class ListState:
    """The rows of one screen as a person sees them.

    Args:
        records: of the open desk.
        screen: what to show.
        lane: runs the reading; its answers come to the thread of the list.
    """

    def __init__(self, records: Records, screen: Screen, lane: Lane) -> None:
        self.screen = screen
        self.columns: tuple[Column, ...] = screen.list.columns
        self.sort = screen.list.sort.removeprefix("-")
        self.descending = screen.list.sort.startswith("-")
        self.search = ""
        self.ids: array[int] = array("q")
        self.total = 0
        self.top = 0
        self.stays = False
        self.selected: int | None = None
        self.is_open = False
        self.watcher: Watcher | None = None
        self._records = records
        self._lane = lane
        self._reader = RowReader(records, screen)
        self._kinds = shown_kinds(screen)
        self._asked = 0
        self._shown = 0
        self._known_total: int | None = None
        self._pages: OrderedDict[int, list[Row]] = OrderedDict()
        self._awaited: set[int] = set()

    # What a person does

    def open(self) -> None:
        """Read the list."""
        self._ask(self.selected)

    def find(self, text: str) -> None:
        """Show only the records that hold every word of `text`."""
        if text != self.search:
            self.search = text
            self._ask(self.selected)

    def sort_by(self, name: str) -> bool:
        """Order by a field, the other way round if it already is; False where that is not offered.

        A list is ordered only by what is indexed, so that it stays fast at any size.
        """
        column = next(column for column in self.columns if column.name == name)
        if not self.screen.is_sortable(column):
            return False
        self.descending = name == self.sort and not self.descending
        self.sort = name
        self._ask(self.selected)
        return True

    def select(self, row: int) -> None:
        """Remember which record a person is at."""
        self.selected = self.ids[row] if 0 <= row < len(self.ids) else None

    def changed(self, kinds: Collection[str], top: int | None = None) -> None:
        """Read again after a change of these kinds of record; `top` is the first row in sight."""
        if self._kinds.isdisjoint(kinds):
            return
        self._known_total = None
        at_top = top is not None and 0 <= top < len(self.ids)
        if at_top and top is not None:
            self._ask(self.ids[top], stays=True)
        else:
            self._ask(self.selected)

    # What a person sees

    def row(self, number: int) -> Row | None:
        """Return the cells of a row; None while they are being read."""
        page, place = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            self._ask_page(page)
            return None
        self._pages.move_to_end(page)
        return rows[place] if place < len(rows) else None

    def row_of(self, row_id: int | None) -> int | None:
        """Return where a record stands in the list."""
        return _place(self.ids, row_id)

    @property
    def order(self) -> str:
        """The sort as `Records.query` takes it."""
        return f"-{self.sort}" if self.descending else self.sort

    def count_text(self) -> str:
        """Return how many there are, in words."""
        if not self.is_open:
            return ""
        if self.search.strip():
            words = _("{shown} of {total} {kind}")
            kind = self._counted(self.total)
            return words.format(shown=f"{len(self.ids):,}", total=f"{self.total:,}", kind=kind)
        return _("{total} {kind}").format(total=f"{self.total:,}", kind=self._counted(self.total))

    def empty(self) -> Empty | None:
        """Return what to say when there is no row; None when there are some, or not known yet."""
        if not self.is_open or self.ids:
            return None
        if self.search.strip() and self.total:
            return Empty(
                "filter-x",
                _("No {kind} matches “{text}”").format(
                    kind=self._counted(1), text=self.search.strip()[:60]
                ),
                _("Try a part of a word, or the digits of a phone number."),
            )
        return Empty(
            self.screen.icon_name,
            _("No {kind} yet").format(kind=self._counted(0)),
            _(self.screen.list.empty),
        )

    # Reading

    def _ask(self, keep: int | None, *, stays: bool = False) -> None:
        self._asked += 1
        number, search, order, total = self._asked, self.search, self.order, self._known_total
        selected, old_row = self.selected, self.row_of(self.selected)

        def read() -> _Answer:
            of, records = self.screen.of, self._records
            ids = records.ids(of, records.query(of, search=search, sort=order))
            whole = len(ids) if not search.strip() else total
            if whole is None:
                whole = len(records.ids(of, records.query(of)))
            top = _place(ids, keep)
            answer = _Answer(number, ids, whole, selected, top or 0, stays)
            if _place(ids, selected) is None and not search.strip():
                # What was selected is gone: stay where it stood.
                near = min(old_row or 0, len(ids) - 1)
                answer.selected = ids[near] if selected is not None and ids else None
            first = answer.top // PAGE
            for page in {first, min(first + 1, max(len(ids) - 1, 0) // PAGE)}:
                answer.pages[page] = self._reader.read(_of_page(ids, page))
            return answer

        self._lane(read, self._show)

    def _show(self, answer: _Answer) -> None:
        if answer.number != self._asked:
            return  # a later request is on its way
        if self.watcher:
            self.watcher.before_change()
        self._shown = answer.number
        self.ids, self.total, self.top = answer.ids, answer.total, answer.top
        self.selected, self.stays = answer.selected, answer.stays
        self._known_total = answer.total
        self._pages = OrderedDict(answer.pages)
        self._awaited.clear()
        self.is_open = True
        if self.watcher:
            self.watcher.after_change()

    def _ask_page(self, page: int) -> None:
        if page in self._awaited:
            return
        self._awaited.add(page)
        shown, ids = self._shown, self.ids

        def arrived(rows: list[Row]) -> None:
            if shown != self._shown:
                return  # rows of a list that is no longer shown
            self._awaited.discard(page)
            self._pages[page] = rows
            while len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
            if self.watcher:
                self.watcher.rows_arrived(page * PAGE, page * PAGE + len(rows) - 1)

        self._lane(lambda: self._reader.read(_of_page(ids, page)), arrived)

    def _counted(self, count: int) -> str:
        of = self.screen.of
        one, many = self.screen.list.counted or (of.one, of.many)
        return _(one if count == 1 else many).lower()


def _of_page(ids: array[int], page: int) -> array[int]:
    return ids[page * PAGE : (page + 1) * PAGE]


def _place(ids: array[int], row_id: int | None) -> int | None:
    try:
        return ids.index(row_id) if row_id is not None else None
    except ValueError:
        return None
