"""Chosen records as chips that flow in rows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from refdesk.i18n import _
from refdesk.ui import icons
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

HIGH, GAP, WIDEST = 24, 4, 260
STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}
REMOVE = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


class Chip(QWidget):
    """One chosen record; Del takes it away."""

    removed = Signal()
    stepped = Signal(int)

    def __init__(self, theme: Theme, row_id: int) -> None:
        super().__init__()
        self._theme, self.row_id = theme, row_id
        self.text = "…"
        self.is_locked = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_text(self, text: str) -> None:
        """Show the record's name."""
        self.text = text
        self.setAccessibleName(text)
        self.setAccessibleDescription("" if self.is_locked else _("Del removes it"))
        self.setToolTip(text if self._cut() != text else "")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the name and its button; a long name is cut."""
        px = self._theme.px
        wide = QFontMetricsF(self._theme.font(Type.LABEL)).horizontalAdvance(self.text)
        side = px(16) if self.is_locked else px(32)
        return QSize(min(round(wide) + 1 + side, px(WIDEST)), px(HIGH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the chip beside it, or take this one away."""
        key = Qt.Key(event.key())
        if key in STEPS:
            self.stepped.emit(STEPS[key])
        elif key in REMOVE and not self.is_locked:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take it away by its button."""
        if not self.is_locked and self._button().contains(event.position()):
            self.removed.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that the pointer is here."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Show that the pointer has left."""
        self.update()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it is gone."""
        self.update()
        super().focusOutEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.color("accent"), px(2)) if self.hasFocus() else QPen(theme.color("key"), 1)
        inset = pen.widthF() / 2
        painter.setPen(pen)
        painter.setBrush(theme.color("surface2" if self.is_locked else "soft"))
        body = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(body, px(4), px(4))
        painter.setFont(theme.font(Type.LABEL))
        painter.setPen(theme.color("text3" if self.is_locked else "text"))
        room = QRectF(self.rect()).adjusted(px(8), 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._cut())
        if not self.is_locked:
            ink = "accent" if self.underMouse() or self.hasFocus() else "text3"
            size = px(14)
            at = QRectF(self.width() - px(20), (self.height() - size) / 2, size, size)
            icons.paint(painter, theme, "x", ink, at)

    def _button(self) -> QRectF:
        wide = self._theme.px(24)
        return QRectF(self.width() - wide, 0, wide, self.height())

    def _cut(self) -> str:
        room = self._theme.px(WIDEST) - self._theme.px(16 if self.is_locked else 32)
        metrics = QFontMetricsF(self._theme.font(Type.LABEL))
        return metrics.elidedText(self.text, Qt.TextElideMode.ElideRight, room)


class ChipFlow(QWidget):
    """Chips in rows, as wide as it is given; without chips it takes no room."""

    removed = Signal(int)
    """The id of the chip that a person took away."""
    after_last = Signal()
    """The arrow right was pressed on the last chip."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.chips: list[Chip] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()
        theme.changed.connect(self.arrange)

    def add(self, row_id: int, *, locked: bool) -> Chip:
        """Add a chip behind the others."""
        chip = Chip(self._theme, row_id)
        chip.is_locked = locked
        chip.setParent(self)
        chip.removed.connect(lambda: self.removed.emit(row_id))
        chip.stepped.connect(lambda step: self._go(chip, step))
        self.chips.append(chip)
        chip.show()
        self.arrange()
        return chip

    def remove(self, row_id: int) -> None:
        """Take a chip away; the focus goes to the one that follows it."""
        chip = next(chip for chip in self.chips if chip.row_id == row_id)
        place = self.chips.index(chip)
        had_focus = chip.hasFocus()
        self.chips.remove(chip)
        if had_focus:
            if place < len(self.chips):
                self.chips[place].setFocus()
            else:
                self.after_last.emit()
        chip.hide()
        chip.deleteLater()
        self.arrange()

    def clear(self) -> None:
        """Take every chip away."""
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips.clear()
        self.arrange()

    def arrange(self) -> None:
        """Put the chips in their rows."""
        px = self._theme.px
        left, top, wide = 0, 0, max(self.width(), px(80))
        for chip in self.chips:
            size = chip.sizeHint().boundedTo(QSize(wide, px(HIGH)))
            if left and left + size.width() > wide:
                left, top = 0, top + px(HIGH + GAP)
            chip.setGeometry(left, top, size.width(), size.height())
            left += size.width() + px(GAP)
        self.setFixedHeight(top + px(HIGH) if self.chips else 0)
        self.setVisible(bool(self.chips))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Flow anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.arrange()

    def _go(self, chip: Chip, step: int) -> None:
        place = self.chips.index(chip) + step
        if place >= len(self.chips):
            self.after_last.emit()
        elif place >= 0:
            self.chips[place].setFocus()
