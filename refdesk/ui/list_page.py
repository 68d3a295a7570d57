"""A list of one kind of record, drawn from its screen description."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from refdesk.domain.errors import RefDeskError
from refdesk.domain.referral import Referral
from refdesk.domain.register import Release
from refdesk.domain.sources import ListedSource
from refdesk.i18n import _
from refdesk.screens.filters import typed_conditions
from refdesk.screens.import_words import IMPORTED
from refdesk.screens.list_state import ListState
from refdesk.screens.list_words import new_words
from refdesk.screens.spec import Screen
from refdesk.ui.bar_button import BarButton
from refdesk.ui.filter_bar import FilterBar
from refdesk.ui.find_box import FindBox
from refdesk.ui.host import Page
from refdesk.ui.keycaps import Hint
from refdesk.ui.list_dialogs import ListDialogs, memory_name
from refdesk.ui.list_hints import list_hints
from refdesk.ui.list_menu import ListMenu, list_style
from refdesk.ui.list_tasks import THANKED, ListTasks
from refdesk.ui.list_views import ListViews
from refdesk.ui.parts import Look
from refdesk.ui.row_places import RowPlaces
from refdesk.ui.row_table import RowTable
from refdesk.ui.top_bar import TopBar, side_of

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QResizeEvent

    from refdesk.ui.host import Host
    from refdesk.ui.theme import Theme

PATIENCE_MS = 300
"""How long a list is read before the person is told that it is."""


class ListPage(Page):
    """Title, count, find box, filters and rows of one screen.

    Args:
        host: the window.
        screen: what to show.
    """

    unknown = Signal(str)
    """A letter of the rows was pressed for an action that only the window knows."""

    def __init__(self, host: Host, screen: Screen) -> None:
        super().__init__()
        theme, many = host.theme, _(screen.of.many)
        theme.add_style(list_style)
        self._host = host
        self.shows = screen
        self.title_text = many
        remembered = host.preferences.remembered(memory_name(screen.kind))
        self.state = ListState(host.desk, screen, host.jobs.run_query, remembered)
        self.find_box = FindBox(
            theme, _("Find in {kind}").format(kind=many.lower()), host.keys.keys("find")
        )
        self.new_button = BarButton(theme, new_words(screen), "plus", Look.PRIMARY)
        self.filter_button = BarButton(theme, _("Filter"), "list-filter")
        self.views_button = BarButton(theme, _("Views"), "bookmark")
        self.more_button = BarButton(theme, _("More"), "ellipsis")
        made = (self.filter_button, self.views_button, self.more_button)
        self.also = _also(theme, screen)
        buttons = (self.new_button, *self.also.values(), *made) if screen.of.entered else made
        self.top_bar = TopBar(theme, many, self.find_box, buttons)
        self.filter_bar = FilterBar(theme)
        self.table = RowTable(theme, self.state)
        self.table.setAccessibleName(many)
        self.places = RowPlaces(theme, many.lower(), self.table, self.find_box)
        self.empty, self.trouble = self.places.empty, self.places.trouble
        self.tasks = ListTasks(host, self.state, self)
        self.views = ListViews(host, self.state, self, self.views_button, self.table.setFocus)
        self.dialogs = ListDialogs(host, self.state, self, self._to_rows)
        self.menu: ListMenu | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._lay_out()
        self._connect()
        self._show_keys()

    def _lay_out(self) -> None:
        self._body = QVBoxLayout()
        self._body.addWidget(self.places)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.top_bar)
        whole.addWidget(self.filter_bar)
        whole.addLayout(self._body, 1)
        order = (
            self.find_box,
            *((self.new_button,) if self.shows.of.entered else ()),
            *self.also.values(),
            self.filter_button,
            self.views_button,
            self.more_button,
            self.filter_bar.clear_button,
            self.table.header,
            self.table,
        )
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        keys = self._host.keys
        self.find_box.typed.connect(self.state.find)
        self.find_box.left.connect(self._to_rows)
        self.new_button.clicked.connect(self._act("new"))
        self.filter_button.clicked.connect(self._act("filter"))
        self.views_button.clicked.connect(self._act("views"))
        for name, button in self.also.items():
            button.clicked.connect(self._act(name))
        self.more_button.clicked.connect(self._show_more)
        self.filter_bar.removed.connect(self.dialogs.remove_filter)
        self.filter_bar.asked.connect(self.dialogs.ask_filter)
        self.filter_bar.cleared.connect(self._act("clear_filters"))
        self.filter_bar.left.connect(self._to_rows)
        self.table.acted.connect(self.act)
        self.table.asking.connect(self._patience.start)
        self.table.refreshed.connect(self._show)
        self.table.refused.connect(self._refused)
        self.table.chosen.connect(self._show_count)
        self.table.arranged.connect(self.dialogs.remember)
        self.table.customContextMenuRequested.connect(
            lambda at: self.show_menu(self.table.viewport().mapToGlobal(at))
        )
        for place in (self.empty, self.trouble):
            place.acted.connect(self._letter)
        self._patience.timeout.connect(self._still_reading)
        keys.bind_letters(self.table, self._letter)
        keys.changed.connect(self._show_keys)

    # What the window asks of the page

    def open(self) -> None:
        """Show the list, read on the first time, and give its rows the focus."""
        if not self.state.is_open:
            self.state.open()
        self._to_rows()

    def changed(self, kinds: Collection[str]) -> None:
        """Show what has changed, where the person is."""
        if self.state.is_open:
            self.state.changed(kinds, self.table.top_row())

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """Return what the page can do now."""
        found: dict[str, Callable[[], None]] = {
            "find": self._to_find_box,
            "filter": self.ask_filter,
            "columns": self.dialogs.ask_columns,
            "views": self.views.ask,
            "read_again": self.state.open,
        }
        if self.shows.of.entered:
            found["new"] = partial(self._host.new_record, self.shows.kind)
        if self.shows.of is ListedSource:
            found["tidy"] = self._host.open_tidy
        if self.shows.of in IMPORTED:
            found["import"] = self._host.open_import
        if self.state.is_narrowed:
            found["clear_filters"] = self.clear_filters
        if self.state.ids:
            found |= {
                "select_all": self.select_all,
                "print": self.tasks.print,
                "export": self.tasks.export,
            }
        if self.state.ids and self.state.selected is not None:
            found |= self._of_rows()
        return found

    def _of_rows(self) -> dict[str, Callable[[], None]]:
        """Return what can be done with the rows that are chosen."""
        found = {"open": self.open_record, "edit": self.tasks.edit}
        if self.shows.of.entered:
            found["archive"] = self.tasks.archive
        if self.shows.of is Referral:
            found["move_many"] = self.tasks.move
        if self.shows.of in THANKED:
            found["thank"] = self.tasks.thank
        if self.shows.of is Release:
            found["print_again"] = self.tasks.print_again
        return found

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of the part that has the focus."""
        return list_hints(self, self._host.keys.hint)

    # What a person does

    def open_record(self) -> None:
        """Open the record of the current row."""
        if self.state.selected is not None:
            self._host.open_record(self.shows.kind, self.state.selected)

    def select_all(self) -> None:
        """Select every row."""
        self.table.setFocus()
        self.table.selectAll()

    def clear_filters(self) -> None:
        """Show every record again."""
        self.views.current = None
        self.find_box.show_text("")
        self.state.show_all()
        self.table.setFocus()

    def ask_filter(self) -> None:
        """Ask for a new filter."""
        self.dialogs.ask_filter()

    def show_filters(self, typed: Mapping[str, str]) -> None:
        """Show only the records with these values, typed, by field name; see `Typed.filters`."""
        self.find_box.show_text("")
        self.views.current = None
        self.state.arrange(
            replace(
                self.state.arrangement(),
                search="",
                conditions=typed_conditions(self.state.fields, typed),
            )
        )

    def show_menu(self, at: QPoint | None = None) -> None:
        """Show everything that can be done with the list."""
        self.menu = ListMenu(
            self, self._host.keys, self.handlers(), self.act, restores=self.tasks.restores
        )
        button = self.more_button
        self.menu.show_at(at or button.mapToGlobal(QPoint(0, button.height())))

    def _show_more(self) -> None:
        self.show_menu()

    def _act(self, name: str) -> Callable[..., None]:
        def act(*_checked: bool) -> None:
            self.act(name)

        return act

    def _letter(self, name: str) -> None:
        if not self.act(name):
            self.unknown.emit(name)

    # What the page shows

    def _to_find_box(self) -> None:
        self.find_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_box.selectAll()

    def _to_rows(self) -> None:
        self.places.take_focus(has_rows=self.state.empty() is None)

    def _show(self) -> None:
        self._patience.stop()
        empty = self.state.empty()
        if empty is not None:
            self.empty.show_words(empty)
        self.places.put(self.table if empty is None else self.empty)
        if not self.find_box.is_waiting:
            self.find_box.show_text(self.state.search)
        self.filter_bar.show_filters(self.state.sentences())
        if self.state.note:
            self._host.remark(self.state.note)
            self.state.note = ""
        self._show_count()

    def _show_count(self) -> None:
        self.top_bar.show_count(self.state.count_text(), self.state.short_count_text())
        self.hints_changed.emit()

    def _still_reading(self) -> None:
        if not self.state.is_open:
            self.places.put(self.places.loading)
        self.top_bar.show_count(_("Reading …"))

    def _refused(self) -> None:
        self._patience.stop()
        failure = self.state.failure
        if failure is None:
            return
        self.trouble.show_failure(_(self.shows.of.many).lower(), failure)
        self.places.put(self.trouble)
        self.top_bar.show_count("")
        if not isinstance(failure, RefDeskError):
            self._host.show_error(failure)  # a bug takes the one path of all bugs

    def _show_keys(self) -> None:
        keys = self._host.keys.keys
        self.find_box.show_keys(keys("find"))
        self.new_button.show_keys(keys("new"), as_cap=True)
        self.filter_button.show_keys(keys("filter"))
        self.views_button.show_keys(keys("views"))
        for name, button in self.also.items():
            button.show_keys(keys(name))
        self.more_button.show_keys("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave less room at the sides of a narrow page."""
        super().resizeEvent(event)
        px = self._host.theme.px
        side = px(side_of(self._host.theme, self.width()))
        self._body.setContentsMargins(side, px(16), side, px(16))
        self.filter_bar.set_side(side)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell nobody that a list is read which is not in sight."""
        self._patience.stop()
        super().hideEvent(event)


def _also(theme: Theme, screen: Screen) -> dict[str, BarButton]:
    """Return the buttons that only the list of one kind has, by their action."""
    if screen.of is not ListedSource:
        return {}
    return {"tidy": BarButton(theme, _("Tidy up “other” …"), "tags")}
