"""The sidebar: every screen, one click or one key away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from refdesk.i18n import _
from refdesk.screens.spec import Place, Screen
from refdesk.ui.cards import narrow_bar
from refdesk.ui.nav_button import LEAST, RAIL, ROW, WIDTH, NavButton
from refdesk.ui.parts import Mark, Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

EDGE = 6
"""Room above and below the rows that stay in sight."""


@dataclass(frozen=True, slots=True)
class Extra:
    """A button below the screens: what the window can do, by the name of its action.

    `is_page` ones stay chosen, as the screens do.
    """

    name: str
    words: str
    icon: str
    keys: str = ""
    is_page: bool = False
    is_first: bool = False
    """Whether it stands above the screens."""
    at_foot: bool = False
    """Whether it stays in sight below them, however low the window."""


class Sidebar(QWidget):
    """The program's mark, the clinic, and a button for every screen.

    Rows are lower in a low window; what has no room then is scrolled, with the chosen row in sight.
    """

    chosen = Signal(str)
    asked = Signal(str)
    """An action of the key map was clicked."""
    left = Signal()
    """The focus is to go back to the page."""

    def __init__(
        self, theme: Theme, clinic: str, screens: Sequence[Screen], extras: Sequence[Extra] = ()
    ) -> None:
        super().__init__()
        self._theme = theme
        px = theme.px
        self._names = Text(theme, _("RefDesk"), Type.CARD)
        self._clinic = Text(theme, "", Type.SMALL, "text3")
        self._clinic_name = clinic
        self.buttons: dict[str, NavButton] = {}
        self.extras: dict[str, NavButton] = {}
        self._group = QButtonGroup(self)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._names)
        names.addWidget(self._clinic)
        self._head = QHBoxLayout()
        self._head.setContentsMargins(px(14), px(18), px(8), px(16))
        self._head.setSpacing(px(10))
        self._head.addWidget(Mark(theme, 28))
        self._head.addLayout(names, 1)
        rows = QWidget()
        column, self._foot = QVBoxLayout(rows), QVBoxLayout()
        for one in (column, self._foot):
            one.setContentsMargins(0, 0, 0, 0)
            one.setSpacing(0)
        self._foot.setContentsMargins(0, px(EDGE), 0, px(EDGE))
        for extra in extras:
            if extra.is_first:
                self._add_extra(column, extra)
        self._add(column, [one for one in screens if one.place is Place.WORK])
        column.addStretch(1)
        self._add(column, [one for one in screens if one.place is Place.DESK])
        for extra in extras:
            if not extra.is_first:
                self._add_extra(self._foot if extra.at_foot else column, extra)
        self._area = _scroll_area(theme, rows)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 1, 0)
        whole.setSpacing(0)
        whole.addLayout(self._head)
        whole.addWidget(self._area, 1)
        whole.addLayout(self._foot)
        self._group.buttonToggled.connect(self._toggled)
        self._area.verticalScrollBar().rangeChanged.connect(self._keep_in_sight)
        theme.changed.connect(self.update)
        self.narrow(rail=False)

    def narrow(self, *, rail: bool) -> None:
        """Show names, or icons alone."""
        wide = self._theme.px(RAIL if rail else WIDTH)
        self.setFixedWidth(wide)
        self._names.setVisible(not rail)
        self._clinic.setVisible(not rail)
        room = wide - self._theme.px(14 + 28 + 10 + 8)
        metrics = self._clinic.fontMetrics()
        self._clinic.setText(
            metrics.elidedText(self._clinic_name, Qt.TextElideMode.ElideRight, max(room, 0))
        )
        self._clinic.setToolTip(self._clinic_name)

    def choose(self, kind: str) -> None:
        """Choose a screen as a click would."""
        self.buttons[kind].setChecked(True)
        self._keep_in_sight()

    def choose_extra(self, name: str) -> None:
        """Show that a page of the window itself is in sight."""
        self.extras[name].setChecked(True)
        self._keep_in_sight()

    def take_focus(self) -> None:
        """Give the focus to the chosen row, else to the first."""
        button = self._group.checkedButton() or self._rows()[0]
        button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def say(self, name: str, words: str) -> None:
        """Give a button below the screens other words; without any it is hidden."""
        button = self.extras[name]
        button.setText(words)
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.setVisible(bool(words))
        button.update()
        self._fit()

    def _add_extra(self, column: QVBoxLayout, extra: Extra) -> None:
        button = NavButton(self._theme, extra.words, extra.icon, extra.keys)
        self.extras[extra.name] = button
        self._put(column, button)
        if extra.is_page:
            self._group.addButton(button)
        else:
            button.setCheckable(False)
        button.clicked.connect(partial(self.asked.emit, extra.name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the rows to the height."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, the line at its right, and one where rows go on below the others."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("side"))
        line = self._theme.color("line")
        painter.fillRect(self.width() - 1, 0, 1, self.height(), line)
        if self._area.verticalScrollBar().maximum():
            painter.fillRect(0, self._area.geometry().bottom() + 1, self.width(), 1, line)

    def _add(self, column: QVBoxLayout, screens: Sequence[Screen]) -> None:
        for screen in screens:
            number = len(self.buttons) + 1
            keys = f"Ctrl+{number}" if number < 10 and screen.place is Place.WORK else ""
            button = NavButton(self._theme, _(screen.of.many), screen.icon_name, keys)
            self.buttons[screen.kind] = button
            self._group.addButton(button)
            self._put(column, button)
            button.again.connect(partial(self.chosen.emit, screen.kind))

    def _put(self, column: QVBoxLayout, button: NavButton) -> None:
        column.addWidget(button)
        button.moved.connect(partial(self._move, button))
        button.left.connect(self.left)

    def _rows(self) -> list[NavButton]:
        """Return the rows in sight or to be scrolled to, from the top."""
        return [one for one in self.findChildren(NavButton) if not one.isHidden()]

    def _move(self, button: NavButton, steps: int) -> None:
        """Give the focus to the row so many steps on."""
        rows = self._rows()
        at = min(max(rows.index(button) + steps, 0), len(rows) - 1)
        rows[at].setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(rows[at], 0, 0)

    def _fit(self) -> None:
        """Make the rows as high as the window has room for."""
        px, rows = self._theme.px, self._rows()
        room = self.height() - self._head.sizeHint().height() - 2 * px(EDGE)
        high = min(px(ROW), max(px(LEAST), room // max(len(rows), 1)))
        for one in self.findChildren(NavButton):
            if one.height() != high:
                one.setFixedHeight(high)

    def _keep_in_sight(self) -> None:
        """Scroll to the chosen row where it is one of those that scroll."""
        button = self._group.checkedButton()
        inside = self._area.widget()
        if button is not None and inside is not None and inside.isAncestorOf(button):
            self._area.ensureWidgetVisible(button, 0, 0)

    def _toggled(self, button: QAbstractButton, checked: bool) -> None:  # noqa: FBT001  Qt's
        if checked:
            chosen = next((kind for kind, made in self.buttons.items() if made is button), "")
            if chosen:
                self.chosen.emit(chosen)


def _scroll_area(theme: Theme, inside: QWidget) -> QScrollArea:
    """Return an area that scrolls where the window is too low for all rows, its bar narrow."""
    area = QScrollArea()
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setStyleSheet(narrow_bar(theme))
    area.viewport().setAutoFillBackground(False)
    area.setWidget(inside)
    inside.setAutoFillBackground(False)
    return area
