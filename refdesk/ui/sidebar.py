"""The sidebar: every screen, one click or one key away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
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
from refdesk.ui import icons
from refdesk.ui.cards import narrow_bar
from refdesk.ui.keycaps import key_text
from refdesk.ui.parts import Mark, Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

WIDTH, RAIL = 200, 56
ROW = 34
TIGHT = 97
"""How far letters stand apart, in percent, where words and key would not fit beside another."""


class NavButton(QAbstractButton):
    """One screen in the sidebar."""

    def __init__(self, theme: Theme, words: str, icon: str, keys: str) -> None:
        super().__init__()
        self._theme, self._icon, self.keys = theme, icon, keys
        self.setText(words)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(theme.px(ROW))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the size of a row."""
        return QSize(self._theme.px(RAIL), self._theme.px(ROW))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that the pointer is here."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Show that the pointer has left."""
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint icon, name and key; on the rail the icon alone."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(px(8), px(1), -px(8), -px(1))
        is_rail = self.width() < px(WIDTH) * 0.6
        ground = "soft" if self.isChecked() else "surface2" if self.underMouse() else ""
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(ground))
            painter.drawRoundedRect(body, px(6), px(6))
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            bar = QRectF(body.left(), body.top() + px(6), px(3), body.height() - 2 * px(6))
            painter.drawRoundedRect(bar, px(1.5), px(1.5))
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(body.adjusted(1, 1, -1, -1), px(6), px(6))
        ink = "accent" if self.isChecked() else "text2"
        size = px(18)
        left = body.center().x() - size / 2 if is_rail else body.left() + px(10)
        square = QRectF(left, body.center().y() - size / 2, size, size)
        icons.paint(painter, theme, self._icon, ink, square)
        if not is_rail:
            self._paint_words(painter, body.adjusted(px(37), 0, -px(4), 0), ink)

    def _paint_words(self, painter: QPainter, at: QRectF, ink: str) -> None:
        theme = self._theme
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        keys = key_text(self.keys)
        small = theme.font(Type.KEYCAP)
        taken = QFontMetricsF(small).horizontalAdvance(keys) + theme.px(4) if keys else 0
        font = theme.font(Type.STRONG if self.isChecked() else Type.MEDIUM)
        if QFontMetricsF(font).horizontalAdvance(self.text()) > at.width() - taken:
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, TIGHT)
        painter.setFont(font)
        painter.setPen(theme.color(ink))
        metrics = QFontMetricsF(font)
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, at.width())
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, words)
        painter.setFont(small)
        if metrics.horizontalAdvance(words) + taken <= at.width():
            painter.setPen(theme.color("accent" if self.isChecked() else "text3"))
            painter.drawText(at, right, keys)


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


class Sidebar(QWidget):
    """The program's mark, the clinic, and a button for every screen."""

    chosen = Signal(str)
    asked = Signal(str)
    """An action of the key map was clicked."""

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
        self._group = QButtonGroup(self)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._names)
        names.addWidget(self._clinic)
        head = QHBoxLayout()
        head.setContentsMargins(px(14), px(18), px(8), px(16))
        head.setSpacing(px(10))
        head.addWidget(Mark(theme, 28))
        head.addLayout(names, 1)
        rows = QWidget()
        rows.setAutoFillBackground(False)
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, px(8))
        column.setSpacing(px(2))
        self.extras: dict[str, NavButton] = {}
        for extra in extras:
            if extra.is_first:
                self._add_extra(column, extra)
        self._add(column, [one for one in screens if one.place is Place.WORK])
        column.addStretch(1)
        self._add(column, [one for one in screens if one.place is Place.DESK])
        for extra in extras:
            if not extra.is_first:
                self._add_extra(column, extra)
        self._area = _scroll_area(theme, rows)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 1, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._area, 1)
        self._group.buttonToggled.connect(self._toggled)
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
        self._area.ensureWidgetVisible(self.buttons[kind], 0, 0)

    def choose_extra(self, name: str) -> None:
        """Show that a page of the window itself is in sight."""
        self.extras[name].setChecked(True)
        self._area.ensureWidgetVisible(self.extras[name], 0, 0)

    def say(self, name: str, words: str) -> None:
        """Give a button below the screens other words; without any it is hidden."""
        button = self.extras[name]
        button.setText(words)
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.setVisible(bool(words))
        button.update()

    def _add_extra(self, column: QVBoxLayout, extra: Extra) -> None:
        button = NavButton(self._theme, extra.words, extra.icon, extra.keys)
        self.extras[extra.name] = button
        column.addWidget(button)
        if extra.is_page:
            self._group.addButton(button)
        else:
            button.setCheckable(False)
        button.clicked.connect(partial(self.asked.emit, extra.name))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the line at its right."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("side"))
        line = self._theme.color("line")
        painter.fillRect(self.width() - 1, 0, 1, self.height(), line)

    def _add(self, column: QVBoxLayout, screens: Sequence[Screen]) -> None:
        for screen in screens:
            number = len(self.buttons) + 1
            keys = f"Ctrl+{number}" if number < 10 and screen.place is Place.WORK else ""
            button = NavButton(self._theme, _(screen.of.many), screen.icon_name, keys)
            self.buttons[screen.kind] = button
            self._group.addButton(button)
            column.addWidget(button)

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
