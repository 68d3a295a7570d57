"""The window of an open desk: sidebar, one page at a time, status bar."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from refdesk.domain.changes import ChangeSet
from refdesk.domain.user import User
from refdesk.i18n import _
from refdesk.screens.catalogue import BY_KIND, SCREENS
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.ui.jobs import Jobs
from refdesk.ui.list_page import ListPage
from refdesk.ui.sidebar import Sidebar
from refdesk.ui.status_bar import LOCK_KEYS, StatusBar
from refdesk.ui.theme import Theme

SIZE = (1360, 850)
SMALLEST = (560, 360)
RAIL_BELOW = 900
"""Window width in pixels at 100 % below which the sidebar shows icons alone."""


class MainWindow(QWidget):
    """Everything a person sees of an open desk.

    Args:
        theme: colours and sizes.
        jobs: the lanes to the desk.
        desk: the open desk.
        clinic: its name, already read.
    """

    lock_asked = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, jobs: Jobs, desk: Desk, clinic: str) -> None:
        super().__init__()
        self._theme, self._jobs = theme, jobs
        self._records = Records(desk)
        self.pages: dict[str, ListPage] = {}
        self.sidebar = Sidebar(theme, clinic, SCREENS)
        self.stack = QStackedWidget()
        self.status = StatusBar(theme, _who(desk.user))
        self.setWindowTitle(_("RefDesk"))
        self.setMinimumSize(*map(theme.px, SMALLEST))
        self.resize(*SIZE)
        self._lay_out()
        self.sidebar.chosen.connect(self.open_page)
        self.status.lock_asked.connect(self.lock_asked)
        self._add_shortcuts()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._show_hints)
        self._deaf = desk.listen(self._heard)
        self.sidebar.choose(SCREENS[0].kind)

    def open_page(self, kind: str) -> None:
        """Show the list of one kind of record."""
        page = self.pages.get(kind)
        if page is None:
            page = ListPage(self._theme, self._jobs, self._records, BY_KIND[kind])
            self.pages[kind] = page
            self.stack.addWidget(page)
            page.hints_changed.connect(self._show_hints)
        self.stack.setCurrentWidget(page)
        self.setWindowTitle(_("{screen} – RefDesk").format(screen=_(page.shows.of.many)))
        page.open()
        self._show_hints()

    @property
    def page(self) -> ListPage:
        """The page in sight."""
        return next(page for page in self.pages.values() if page is self.stack.currentWidget())

    def leave(self) -> None:
        """Stop hearing of changes: the desk is about to be locked."""
        self._deaf()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self._show_hints)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the person is done."""
        super().closeEvent(event)
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give a narrow window the narrow sidebar."""
        super().resizeEvent(event)
        self.sidebar.narrow(rail=self.width() < self._theme.px(RAIL_BELOW))

    def _lay_out(self) -> None:
        columns = QVBoxLayout()
        columns.setSpacing(0)
        columns.addWidget(self.stack, 1)
        columns.addWidget(self.status)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.sidebar)
        whole.addLayout(columns, 1)

    def _add_shortcuts(self) -> None:
        QShortcut(
            QKeySequence(LOCK_KEYS),
            self,
            self.lock_asked.emit,
            context=Qt.ShortcutContext.WindowShortcut,
        )
        for button in self.sidebar.buttons.values():
            if button.keys:
                QShortcut(
                    QKeySequence(button.keys),
                    self,
                    partial(self._choose, button.keys),
                    context=Qt.ShortcutContext.WindowShortcut,
                )

    def _choose(self, keys: str) -> None:
        kind = next(kind for kind, made in self.sidebar.buttons.items() if made.keys == keys)
        self.sidebar.choose(kind)
        self.page.open()

    def _heard(self, change: ChangeSet) -> None:
        kinds = frozenset(change.touched)
        self._jobs.post(lambda: self._changed(kinds))

    def _changed(self, kinds: Collection[str]) -> None:
        for page in self.pages.values():
            page.changed(kinds)

    def _show_hints(self, *_focus: object) -> None:
        current = self.stack.currentWidget()
        if isinstance(current, ListPage):
            self.status.hints.show_hints(current.hints())


def _who(user: User) -> str:
    role = _(user.role.label)
    return user.name if user.name == role else f"{user.name}, {role.lower()}"
