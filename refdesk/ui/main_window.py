"""The window of an open desk: sidebar, one page at a time, status bar."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.changes import ChangeSet
from refdesk.domain.user import User
from refdesk.i18n import _
from refdesk.screens.catalogue import SCREENS
from refdesk.services.drafts import Draft
from refdesk.services.preferences import Preferences
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.settings import LOCK_AFTER, SCALE, SCHEME, Setting
from refdesk.ui.activity import Activity
from refdesk.ui.dialog import Dialog
from refdesk.ui.editors.field_style import field_style
from refdesk.ui.idle import IdleLock
from refdesk.ui.key_map import KeyMap
from refdesk.ui.list_page import ListPage
from refdesk.ui.notice import Notice, Weight
from refdesk.ui.own_pages import OWN_PAGES
from refdesk.ui.pages import Pages
from refdesk.ui.sidebar import Extra, Sidebar
from refdesk.ui.status_bar import StatusBar
from refdesk.ui.theme import Scheme, Theme
from refdesk.ui.way_back import Place
from refdesk.ui.window_actions import WindowActions

if TYPE_CHECKING:
    from refdesk.ui.jobs import Jobs

T = TypeVar("T")
SIZE = (1360, 850)
SMALLEST = (560, 360)
SETTLED_MS = 700
"""How long another size must stand before the window is built anew for it."""
RAIL_BELOW = 900
"""Window width in pixels at 100 % below which the sidebar shows icons alone."""


class MainWindow(WindowActions):
    """Everything a person sees of an open desk; what its pages know as their host.

    Args:
        theme: colours and sizes.
        jobs: the lanes to the desk.
        desk: the open desk.
        clinic: its name, already read.
        preferences: of computer, user and desk.
        show_error: tells of failures in the one way.
    """

    begins_with = "today"
    """The page that is in sight first; else it is the first list."""

    closed = Signal()
    scale_changed = Signal()

    def __init__(
        self,
        theme: Theme,
        jobs: Jobs,
        desk: Desk,
        clinic: str,
        *,
        preferences: Preferences,
        show_error: Callable[[BaseException], None],
    ) -> None:
        super().__init__()
        self.theme, self.jobs, self.desk, self.preferences = theme, jobs, desk, preferences
        theme.add_style(field_style)
        self.records = Records(desk)
        self.show_error = show_error
        self.keys = KeyMap(preferences)
        self.clinic = clinic
        self._noticed = 0
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLED_MS)
        self._settling.timeout.connect(self.scale_changed)
        self._has_left = False
        self.sidebar = Sidebar(theme, clinic, SCREENS, self._extras())
        self.stack = Pages(self)
        self.notice = Notice(theme)
        self.status = StatusBar(theme, _who(desk.user))
        self._centre = QWidget()
        self.activity = Activity(theme, jobs, self.keys, self._centre, show_error)
        self.idle = IdleLock(lambda: int(preferences.value(LOCK_AFTER)))
        self.setWindowTitle(_("RefDesk"))
        self.setMinimumSize(*map(theme.px, SMALLEST))
        self.resize(*SIZE)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self.sidebar.say("drafts", "")
        self.sidebar.choose(SCREENS[0].kind)

    def begin(self, drafts: Sequence[Draft]) -> None:
        """Show the window; the form that was in sight when the desk was locked is given back."""
        self.show()
        if self.begins_with == "today":
            self.open_today()
        else:
            self.page.open()
        self.idle.start()
        self.show_begun(drafts)
        left_open = next((one for one in drafts if one.body.get("open")), None)
        if left_open is not None:
            self.jobs.post(
                lambda: self.resume(left_open)
            )  # no draft can stand in the way of opening
        if self.desk.notices:
            self._noticed = len(self.desk.notices)
            self.notice.tell(Weight.WARN, _("When this desk was opened:"), self.desk.notices[-1])

    # What a person does anywhere

    @property
    def pages(self) -> Mapping[str, ListPage]:
        """The lists that have been opened, by kind of record."""
        return self.stack.lists

    @property
    def keeps_something(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.page.is_begun

    def leave(self) -> None:
        """Keep what was typed and stop hearing of changes: the desk is about to be locked."""
        if self._has_left:
            return
        self._has_left = True
        try:
            for dialog in self.findChildren(Dialog):
                dialog.leave()
            self.stack.leave()
            for open_dialog in self.findChildren(QDialog):
                open_dialog.hide()  # whatever it has running stops
        finally:
            self.idle.stop()
            self._deaf()
            self._unread()
            app = QApplication.instance()
            if isinstance(app, QApplication):
                app.focusChanged.disconnect(self._focus_moved)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the person is done."""
        super().closeEvent(event)
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give a narrow window the narrow sidebar."""
        super().resizeEvent(event)
        self.sidebar.narrow(rail=self.width() < self.theme.px(RAIL_BELOW))

    # Inside

    def _extras(self) -> Sequence[Extra]:
        keys, is_owner = self.keys.keys, self.desk.user.opens_as_owner()
        pages = [
            Extra(
                own.name,
                _(own.title),
                own.icon,
                keys(own.name),
                is_page=True,
                is_first=own.is_first,
                at_foot=own.at_foot,
            )
            for own in OWN_PAGES.values()
            if own.icon and (is_owner or not own.for_owners)
        ]
        return (
            *(one for one in pages if one.is_first),
            Extra("drafts", _("Drafts"), "square-pen", keys("drafts")),
            Extra("changes", _("Undo and redo"), "undo-2", keys("changes")),
            *(one for one in pages if not (one.is_first or one.at_foot)),
            Extra("about", _("About RefDesk"), "info"),
            *(one for one in pages if one.at_foot),
            Extra("help", _("Help"), "life-buoy", keys("help"), at_foot=True),
        )

    def _lay_out(self) -> None:
        centre = QVBoxLayout(self._centre)  # over it the bars stand, whatever page is shown
        centre.setContentsMargins(0, 0, 0, 0)
        centre.setSpacing(0)
        centre.addWidget(self.notice)
        centre.addWidget(self.stack, 1)
        columns = QVBoxLayout()
        columns.setSpacing(0)
        columns.addWidget(self._centre, 1)
        columns.addWidget(self.status)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.sidebar)
        whole.addLayout(columns, 1)

    def _connect(self) -> None:
        self.sidebar.chosen.connect(self._chosen)
        self.sidebar.asked.connect(self._act)
        self.sidebar.left.connect(self.to_page)
        self.status.lock_asked.connect(self.lock_asked)
        self.activity.result.undo_asked.connect(self.undo)
        self.idle.due.connect(self.lock_asked)
        self.idle.told.connect(self.status.lock_button.say)
        self.stack.arrived.connect(self._arrived)
        self.stack.hints_changed.connect(self._show_hints)
        self.stack.unknown.connect(self._act)
        self.keys.bind(self, self._act)
        self.keys.changed.connect(self._show_keys_beside)
        for kind, button in self.sidebar.buttons.items():
            if button.keys:
                shortcut = QShortcut(QKeySequence(button.keys), self, partial(self._go_to, kind))
                shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self._deaf = self.desk.listen(self._heard)
        self._unread = self.preferences.listen(self._chosen_setting)

    def _go_to(self, kind: str) -> None:
        self.sidebar.choose(kind)
        self._chosen(kind)

    def _chosen(self, kind: str) -> None:
        shown = self.stack.currentWidget()
        if isinstance(shown, ListPage) and shown.shows.kind == kind:
            shown.open()
        else:
            self.open_list(kind)

    def _arrived(self, place: Place) -> None:
        self._show_in_sidebar(place)
        self._name_window(place)
        self.activity.lift(self.page.foot_room())
        self._show_hints()

    def _show_keys_beside(self) -> None:
        for name, button in self.sidebar.extras.items():
            if button.keys:
                button.keys = self.keys.keys(name)
                button.update()
        self._show_hints()

    def _show_in_sidebar(self, place: Place) -> None:
        what, kind, _row_id = place
        self.sidebar.blockSignals(True)  # noqa: FBT003  Qt's
        if what in self.sidebar.extras:
            self.sidebar.choose_extra(what)
        elif kind in self.sidebar.buttons:
            self.sidebar.choose(kind)
        self.sidebar.blockSignals(False)  # noqa: FBT003  Qt's

    def _name_window(self, place: Place) -> None:
        # Never the record's own name: a window's title shows in places nobody thinks of.
        what, kind, _row_id = place
        if what in OWN_PAGES:
            words = _(OWN_PAGES[what].title)
        else:
            words = _(BY_NAME[kind].many if what == "list" else BY_NAME[kind].one) if kind else ""
        shown = _("{screen} – RefDesk").format(screen=words) if words else _("RefDesk")
        self.setWindowTitle(shown)

    def _heard(self, change: ChangeSet) -> None:
        kinds = frozenset(change.touched)
        self.jobs.post(lambda: self._changed(kinds))

    def _changed(self, kinds: Collection[str]) -> None:
        for page in self.pages.values():
            page.changed(kinds)
        if not isinstance(self.page, ListPage):
            self.page.changed(kinds)
        notices = self.desk.notices
        if len(notices) > self._noticed:
            self._noticed = len(notices)
            self.notice.tell(Weight.WARN, _("Your change is saved, but:"), notices[-1])

    def _chosen_setting(self, setting: Setting) -> None:
        self.jobs.post(lambda: self._take_setting(setting))

    def _take_setting(self, setting: Setting) -> None:
        if setting is SCHEME:
            self.theme.choose(Scheme(self.preferences.value(SCHEME)))
        elif setting is SCALE:
            self._settling.start()  # who types "150" passes 100 on the way
        elif setting is LOCK_AFTER:
            self.idle.tick()
        self.keys.setting_changed(setting)

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.page.isAncestorOf(now):
            self.page.focus_moved(now)
        self._show_hints()

    def _show_hints(self) -> None:
        self.status.hints.show_hints((*self.page.hints(), self.keys.hint("help", _("help"))))


def _who(user: User) -> str:
    role = _(user.role.label)
    return user.name if user.name == role else f"{user.name}, {role.lower()}"
