"""The line of one day with the keys that copy days, and the words beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPalette

from refdesk.ui.editors.line import Line
from refdesk.ui.parts import Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

LONGEST = 200
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
BARE = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class DayLine(Line):
    """Up and Down go to other days, Ctrl+D takes the day above, Alt+Down gives to the next."""

    stepped = Signal(int)
    copied_down = Signal()
    copied_above = Signal()
    entered = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, LONGEST)

    def event(self, event: QEvent) -> bool:
        """Keep the copying keys from the window's shortcuts."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and _is_copying(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to another day or copy one; everything else is typing."""
        key = Qt.Key(event.key())
        if _is_copying(event):
            (self.copied_down if key == Qt.Key.Key_Down else self.copied_above).emit()
        elif key in STEPS and event.modifiers() in BARE:
            self.stepped.emit(STEPS[key])
        else:
            if key in ENTER:
                self.entered.emit()
            super().keyPressEvent(event)


class Reading(Text):
    """How a day is read; shown whole or not at all, for a few letters of it say nothing."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "", Type.SMALL, "text3")

    def minimumSizeHint(self) -> QSize:
        """Want no room of its own."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words if they fit; of what is wrong with the day, as much as fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        metrics = QFontMetricsF(self.font())
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        if text != self.text() and self._ink != "danger":
            return
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)


def _is_copying(event: QKeyEvent) -> bool:
    """Tell whether it is Ctrl+D or Alt+Down."""
    key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return (key == Qt.Key.Key_D and held == CONTROL) or (key == Qt.Key.Key_Down and held == ALT)
