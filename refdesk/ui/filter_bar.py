"""The filters that are on, in words: each can be changed or taken away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from refdesk.i18n import _
from refdesk.ui import icons
from refdesk.ui.editors.flow import Flow
from refdesk.ui.parts import Button, Look
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

HIGH, SIDE, CROSS, WIDEST = 24, 8, 14, 420
FORWARD = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}


class Chip(QAbstractButton):
    """One filter: Enter changes it, Del or its cross takes it away."""

    removed = Signal()
    stepped = Signal(int)

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._theme = theme
        self.setText(words)
        self.setAccessibleName(_("Filter: {words}, remove").format(words=words))
        self.setAccessibleDescription(_("Enter changes it, Del removes it"))
        self.setToolTip(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the size of the words and the cross."""
        px = self._theme.px
        words = QFontMetricsF(self._theme.font(Type.LABEL)).horizontalAdvance(self.text())
        wide = round(words) + px(SIDE) * 2 + px(6) + px(CROSS) + 1
        return QSize(min(wide, px(WIDEST)), px(HIGH))

    def minimumSizeHint(self) -> QSize:
        """Return a size at which the words are cut."""
        return QSize(self._theme.px(80), self._theme.px(HIGH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the filter away, go to the next one, or change this one."""
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit()
        elif key in FORWARD:
            self.stepped.emit(FORWARD[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the filter away where the cross is."""
        inside = self.rect().contains(event.position().toPoint())
        if inside and self.isDown() and event.position().x() >= self._cross().left() - 4:
            self.setDown(False)
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that the pointer is here."""
        self.update()
        super().enterEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, words and cross."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        wide = px(2) if self.hasFocus() else 1
        edge = "accent" if self.hasFocus() or self.underMouse() else "key"
        inset = (wide - 1) / 2
        painter.setPen(QPen(theme.color(edge), wide))
        painter.setBrush(theme.color("soft"))
        painter.drawRoundedRect(body.adjusted(inset, inset, -inset, -inset), px(4), px(4))
        font = theme.font(Type.LABEL)
        painter.setFont(font)
        painter.setPen(theme.color("accent"))
        cross = self._cross()
        words = QRectF(px(SIDE), 0, cross.left() - px(6) - px(SIDE) + 1, self.height())
        mode = Qt.TextElideMode.ElideRight
        text = QFontMetricsF(font).elidedText(self.text(), mode, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        icons.paint(painter, theme, "x", "accent", cross)

    def _cross(self) -> QRectF:
        px = self._theme.px
        size = px(CROSS)
        return QRectF(self.width() - px(SIDE) - size, (self.height() - size) / 2, size, size)


class FilterBar(QWidget):
    """All filters of a list, and the way to be rid of them."""

    removed = Signal(int)
    asked = Signal(int)
    """A person wants to change the filter of that number."""
    cleared = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        px = theme.px
        self.chips: list[Chip] = []
        self._flow = Flow(px(6))
        self.set_side(px(24))
        self.setLayout(self._flow)
        self.clear_button = Button(theme, _("Clear all"), Look.QUIET, height=HIGH - 8)
        self.clear_button.clicked.connect(self.cleared)
        self._flow.addWidget(self.clear_button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("Filters"))
        theme.changed.connect(self.update)
        self.hide()

    def set_side(self, side: int) -> None:
        """Leave this much room at both sides, in pixels."""
        high = self._theme.px(8)
        self._flow.setContentsMargins(side, high, side, high)

    def show_filters(self, sentences: Sequence[str]) -> None:
        """Show these filters; the focus stays at the same place."""
        if [chip.text() for chip in self.chips] == list(sentences):
            return
        at = next((n for n, chip in enumerate(self.chips) if chip.hasFocus()), None)
        had_focus = at is not None or self.clear_button.hasFocus()
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        for number, words in enumerate(sentences):
            chip = Chip(self._theme, words)
            chip.removed.connect(partial(self.removed.emit, number))
            chip.clicked.connect(partial(self._ask, number))
            chip.stepped.connect(partial(self._step, number))
            self._flow.insert(number, chip)
            chip.show()
            self.chips.append(chip)
        order: list[QWidget] = [*self.chips, self.clear_button]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)
        self.setVisible(bool(self.chips))
        self.updateGeometry()
        if had_focus and self.chips:
            self.chips[min(at or 0, len(self.chips) - 1)].setFocus()
        elif had_focus:
            self.left.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the surface and the line below it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.color("line"))

    def _ask(self, number: int, *_checked: bool) -> None:
        self.asked.emit(number)

    def _step(self, number: int, step: int) -> None:
        order: list[QWidget] = [*self.chips, self.clear_button]
        order[(number + step) % len(order)].setFocus(Qt.FocusReason.TabFocusReason)
