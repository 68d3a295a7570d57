"""A list of one kind of record, drawn from its screen description; read-only."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QFrame, QStackedLayout, QVBoxLayout, QWidget

from refdesk.i18n import _
from refdesk.screens.list_state import ListState
from refdesk.screens.spec import Screen
from refdesk.services.records import Records
from refdesk.ui.find_box import FindBox
from refdesk.ui.jobs import Jobs
from refdesk.ui.keycaps import Hint
from refdesk.ui.parts import Icon, Text
from refdesk.ui.row_table import RowTable
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type
from refdesk.ui.top_bar import TopBar

FIND_KEYS = "Ctrl+F"
LIST_KEYS = "Ctrl+1–9"


class Card(QFrame):
    """A surface with a line around it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the surface and its line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.setBrush(self._theme.color("surface"))
        radius = self._theme.px(8)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


class EmptyState(QWidget):
    """What a list without rows says: what is true, and what comes next."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        px = theme.px
        self.icon = Icon(theme, "inbox", "text3", 20)
        self.headline = Text(theme, "", Type.STRONG)
        self.hint = Text(theme, "", Type.BODY, "text3")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(24), px(24), px(48))
        column.setSpacing(px(4))
        column.addStretch(1)
        column.addWidget(self.icon, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(px(8))
        for label in (self.headline, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(1)


class ListPage(QWidget):
    """Title, count, find box and rows of one screen."""

    hints_changed = Signal()

    def __init__(self, theme: Theme, jobs: Jobs, records: Records, screen: Screen) -> None:
        super().__init__()
        px = theme.px
        many = _(screen.of.many)
        self.shows = screen
        self.state = ListState(records, screen, jobs.run_query)
        self.find_box = FindBox(theme, _("Find in {kind}").format(kind=many.lower()), FIND_KEYS)
        self.top_bar = TopBar(theme, many, self.find_box)
        self.table = RowTable(theme, self.state)
        self.table.setAccessibleName(many)
        self.empty = EmptyState(theme)
        card = Card(theme)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, px(4))  # the card's line, and its round corners
        self._stack = QStackedLayout()
        inside.addLayout(self._stack)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        body = QVBoxLayout()
        body.setContentsMargins(px(24), px(16), px(24), px(16))
        body.addWidget(card)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.top_bar)
        whole.addLayout(body, 1)
        self.setTabOrder(self.find_box, self.table.header)
        self.setTabOrder(self.table.header, self.table)
        self.find_box.typed.connect(self.state.find)
        self.find_box.left.connect(self._to_rows)
        self.table.refreshed.connect(self._show_count)
        QShortcut(
            QKeySequence(FIND_KEYS),
            self,
            self._to_find_box,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )

    def open(self) -> None:
        """Show the list, read on the first time, and give its rows the focus."""
        if not self.state.is_open:
            self.state.open()
        self._to_rows()

    def changed(self, kinds: Collection[str]) -> None:
        """Show what has changed, where the person is."""
        if self.state.is_open:
            self.state.changed(kinds, self.table.top_row())

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of the part that has the focus."""
        if self.find_box.hasFocus():
            return (("Enter", _("to the list")), ("Esc", _("show all")))
        if self.table.header.hasFocus():
            return (("← →", _("column")), (_("Enter"), _("sort")), ("↓", _("to the list")))
        find = (FIND_KEYS, _("find"))
        if not self.state.ids:
            return (find, (LIST_KEYS, _("another list")))
        return (
            ("↑ ↓", _("row")),
            (_("Home End"), _("first, last")),
            find,
            ("Shift+Tab", _("sort")),
            (LIST_KEYS, _("another list")),
        )

    def _to_find_box(self) -> None:
        self.find_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_box.selectAll()

    def _to_rows(self) -> None:
        (self.find_box if self.state.empty() else self.table).setFocus()

    def _show_count(self) -> None:
        self.top_bar.count.setText(self.state.count_text())
        empty = self.state.empty()
        if empty is not None:
            self.empty.icon.name = empty.icon
            self.empty.icon.update()
            self.empty.headline.setText(empty.headline)
            self.empty.hint.setText(empty.hint)
        had_focus = self.table.hasFocus() or self.table.header.hasFocus()
        self._stack.setCurrentIndex(0 if empty is None else 1)
        if empty is not None and had_focus:
            self.find_box.setFocus()  # the rows are hidden, and keys must go somewhere
        self.hints_changed.emit()
