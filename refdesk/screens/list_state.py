"""One list without its widget: ordered ids, rows by page, finding, filtering, sorting."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from refdesk.domain.fields import Field
from refdesk.i18n import _, plural
from refdesk.screens.filters import sentence
from refdesk.screens.list_columns import columns_of, is_sortable, sound_names, sound_widths
from refdesk.screens.list_reading import PAGE, Answer, Asked, ListReader, of_page, place
from refdesk.screens.list_words import Empty, counted, empty_words
from refdesk.screens.rows import Row, shown_kinds
from refdesk.screens.selection import Ranges, count_of, ids_of
from refdesk.screens.spec import Column, Screen
from refdesk.screens.views import MOST_CONDITIONS, Arrangement
from refdesk.services.conditions import Condition
from refdesk.services.session import Desk

T = TypeVar("T")
PAGES_KEPT = 48


class Lane(Protocol):
    """Runs work elsewhere and hands its result to `done` where the list lives."""

    def __call__(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None],
        /,
    ) -> object:
        """Run `work`, then `done` with what it returned, or `failed` with what went wrong."""


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

    def asked(self) -> None:
        """The list is being read."""

    def failed(self) -> None:
        """The list could not be read; `ListState.failure` says why."""


class ListState:
    """The rows of one screen as a person sees them.

    Args:
        desk: the open desk.
        screen: what to show.
        lane: runs the reading; its answers come to the thread of the list.
        remembered: columns, their widths and the order, as `memory` returned them.
    """

    def __init__(
        self,
        desk: Desk,
        screen: Screen,
        lane: Lane,
        remembered: Any = None,  # noqa: ANN401  any JSON
    ) -> None:
        kept = remembered if isinstance(remembered, dict) else {}
        self.screen = screen
        self.names: tuple[str, ...] | None = sound_names(kept.get("columns"))
        self.widths: dict[str, int] = sound_widths(kept.get("widths"))
        self.fields: Mapping[str, Field] = screen.of.fields
        self.columns: tuple[Column, ...] = columns_of(screen, self.fields, self.names, self.widths)
        order = kept.get("sort")
        self.sort = ""
        self.descending = False
        self._order(order if isinstance(order, str) and order else screen.list.sort)
        self.search = ""
        self.conditions: tuple[Condition, ...] = ()
        self.titles: Mapping[str, Mapping[int, str]] = {}
        self.ids: array[int] = array("q")
        self.total = 0
        self.top = 0
        self.stays = False
        self.selected: int | None = None
        self.ranges: Ranges = ()
        self.note = ""
        self.failure: BaseException | None = None
        self.is_open = False
        self.watcher: Watcher | None = None
        self._lane = lane
        self._reader = ListReader(desk, screen)
        self._asked = 0
        self._shown = 0
        self._known_total: int | None = None
        self._pages: OrderedDict[int, list[Row]] = OrderedDict()
        self._awaited: set[int] = set()

    # What a person does

    def open(self) -> None:
        """Read the list; once more after it could not be read."""
        self._ask(self.selected)

    def find(self, text: str) -> None:
        """Show only the records that hold every word of `text`."""
        if text != self.search:
            self.search = text
            self._ask(self.selected)

    def filter_by(self, conditions: Sequence[Condition]) -> None:
        """Show only the records that meet every condition."""
        wanted = tuple(dict.fromkeys(conditions))[:MOST_CONDITIONS]
        if wanted != self.conditions:
            self.conditions = wanted
            self._ask(self.selected)

    def show_all(self) -> None:
        """Take every filter and the search away."""
        if self.conditions or self.search:
            self.conditions, self.search = (), ""
            self._ask(self.selected)

    def arrange(self, wanted: Arrangement) -> None:
        """Show the list as a saved view does."""
        self.search, self.conditions = wanted.search, wanted.conditions
        self.names = wanted.columns
        self._order(wanted.sort or self.screen.list.sort)
        self._ask(self.selected)

    def show_columns(self, names: Sequence[str] | None) -> None:
        """Show these columns from the left; None shows those of the screen, as wide as at first."""
        self.names = tuple(names) if names else None
        if names is None:
            self.widths = {}
        self._ask(self.selected)

    def widen(self, name: str, width: int) -> None:
        """Give a column a width, in pixels at 100 %."""
        self.widths[name] = width
        self.columns = columns_of(self.screen, self.fields, self.names, self.widths)

    def sort_by(self, name: str) -> bool:
        """Order by a field, the other way round if it already is; False where that is not offered.

        A list is ordered only by what is indexed, so that it stays fast at any size.
        """
        if not is_sortable(self.fields[name]):
            return False
        self.descending = name == self.sort and not self.descending
        self.sort = name
        self._ask(self.selected, same_rows=True)
        return True

    def select(self, row: int) -> None:
        """Remember which record a person is at."""
        self.selected = self.ids[row] if 0 <= row < len(self.ids) else None

    def choose(self, ranges: Ranges) -> None:
        """Remember which rows are selected, as pairs of first and last."""
        self.ranges = ranges

    def changed(self, kinds: Collection[str], top: int | None = None) -> None:
        """Read again after a change of these kinds of record; `top` is the first row in sight."""
        own = [self.fields[name] for name in self._names_in_use() if name in self.fields]
        if shown_kinds(self.screen.of, own).isdisjoint(kinds):
            return
        self._known_total = None
        if top is not None and 0 <= top < len(self.ids):
            self._ask(self.ids[top], stays=True, news=True)
        else:
            self._ask(self.selected, news=True)

    # What a person sees

    def row(self, number: int) -> Row | None:
        """Return the cells of a row; None while they are being read."""
        page, where = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            self._ask_page(page)
            return None
        self._pages.move_to_end(page)
        return rows[where] if where < len(rows) else None

    def row_of(self, row_id: int | None) -> int | None:
        """Return where a record stands in the list."""
        return place(self.ids, row_id)

    def chosen(self) -> array[int]:
        """Return the ids of the selected records, in the order of the list."""
        return ids_of(self.ids, self.ranges)

    @property
    def chosen_count(self) -> int:
        """How many records are selected."""
        return count_of(self.ranges)

    def label(self, column: Column) -> str:
        """Return what stands over a column."""
        return _(self.fields[column.name].label)

    def is_sortable(self, column: Column) -> bool:
        """Tell whether the list can be ordered by a column."""
        return is_sortable(self.fields[column.name])

    @property
    def order(self) -> str:
        """The sort; a minus before it turns the order round."""
        return f"-{self.sort}" if self.descending else self.sort

    @property
    def is_narrowed(self) -> bool:
        """Whether something is searched or filtered."""
        return bool(self.search.strip() or self.conditions)

    def arrangement(self) -> Arrangement:
        """Return how the list is arranged now."""
        return Arrangement(self.search, self.conditions, self.order, self.names)

    def memory(self) -> dict[str, Any]:
        """Return what to remember of the list for this user."""
        names = list(self.names) if self.names else None
        return {"columns": names, "widths": dict(self.widths), "sort": self.order}

    def sentences(self) -> list[str]:
        """Return every condition in words."""
        found = []
        for one in self.conditions:
            own = self.fields.get(one.name)
            if own is not None:
                found.append(sentence(own, one, self.titles.get(own.target_kind)))
        return found

    def narrowed_words(self) -> str:
        """Return what is searched and filtered, in words for paper."""
        search = self.search.strip()
        found = [_("holds “{text}”").format(text=search)] if search else []
        return "; ".join([*found, *self.sentences()])

    def count_text(self) -> str:
        """Return how many there are, in words."""
        if not self.is_open:
            return ""
        words = _("{total} {kind}")
        if self.is_narrowed:
            words = _("{shown} of {total} {kind}")
        kind = counted(self.screen, self.total)
        text = words.format(shown=f"{len(self.ids):,}", total=f"{self.total:,}", kind=kind)
        if self.chosen_count > 1:
            chosen = plural("{count} selected", "{count} selected", self.chosen_count)
            return _("{count}, {selected}").format(count=text, selected=chosen)
        return text

    def short_count_text(self) -> str:
        """Return the same in fewer words: ``3 selected``, or ``10 of 15``."""
        if not self.is_open:
            return ""
        if self.chosen_count > 1:
            return plural("{count} selected", "{count} selected", self.chosen_count)
        if self.is_narrowed:
            words = _("{shown} of {total}")
            return words.format(shown=f"{len(self.ids):,}", total=f"{self.total:,}")
        return f"{self.total:,}"

    def empty(self) -> Empty | None:
        """Return what to say when there is no row; None when there are some, or not known yet."""
        if not self.is_open or self.ids:
            return None
        return empty_words(self.screen, self.search, len(self.conditions), self.total)

    # Reading

    def _order(self, sort: str) -> None:
        self.sort, self.descending = sort.removeprefix("-"), sort.startswith("-")

    def _names_in_use(self) -> set[str]:
        return {column.name for column in self.columns} | {one.name for one in self.conditions}

    def _ask(
        self, keep: int | None, *, stays: bool = False, news: bool = False, same_rows: bool = False
    ) -> None:
        self._asked += 1
        asked = Asked(
            number=self._asked,
            wanted=self.arrangement(),
            total=self._known_total,
            keep=keep,
            selected=self.selected,
            old_row=self.row_of(self.selected) if news else None,
            chosen=self.chosen() if self.chosen_count > 1 else None,
            same_rows=same_rows and self.chosen_count == len(self.ids),
            stays=stays,
        )
        widths = dict(self.widths)
        if self.watcher:
            self.watcher.asked()
        self._lane(lambda: self._reader.read(asked, widths), self._show, self._refused)

    def _show(self, answer: Answer) -> None:
        asked = answer.asked
        if asked.number != self._asked:
            return  # a later request is on its way
        if self.watcher:
            self.watcher.before_change()
        self._shown = asked.number
        self.failure = None
        self.fields, self.columns = answer.fields, answer.columns
        self.conditions, self.titles = answer.fits.conditions, answer.titles
        self.names = answer.fits.columns
        self._order(answer.fits.sort)
        self.note = answer.note
        self.ids, self.total, self.top = answer.ids, answer.total, answer.top
        self.selected, self.stays, self.ranges = answer.selected, asked.stays, answer.ranges
        self._known_total = answer.total
        self._pages = OrderedDict(answer.pages)
        self._awaited.clear()
        self.is_open = True
        if self.watcher:
            self.watcher.after_change()

    def _refused(self, error: BaseException) -> None:
        self.failure = error
        if self.watcher:
            self.watcher.failed()

    def _ask_page(self, page: int) -> None:
        if page in self._awaited:
            return
        self._awaited.add(page)
        shown, ids = self._shown, of_page(self.ids, page)
        columns = [(column, self.fields[column.name]) for column in self.columns]

        def arrived(rows: list[Row]) -> None:
            if shown != self._shown:
                return  # rows of a list that is no longer shown
            self._awaited.discard(page)
            self._pages[page] = rows
            while len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
            if self.watcher:
                self.watcher.rows_arrived(page * PAGE, page * PAGE + len(rows) - 1)

        self._lane(lambda: self._reader.rows.read(ids, columns), arrived, self._refused)


__all__ = ["PAGE", "PAGES_KEPT", "Empty", "ListState"]
