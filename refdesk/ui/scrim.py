"""A shade over a window while something stands before it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

SHADE = QColor(20, 33, 31, 96)


class Scrim(QWidget):
    """Covers its window, whatever size that takes.

    Args:
        window: to be covered.
        moved: is called when the window has moved or has another size.
    """

    def __init__(self, window: QWidget, moved: Callable[[], None]) -> None:
        super().__init__(window)
        self._moved = moved
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(window.size())
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window."""
        if watched is self.parent() and event.type() in {QEvent.Type.Resize, QEvent.Type.Move}:
            self.resize(self.window().size())
            self._moved()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shade."""
        QPainter(self).fillRect(self.rect(), SHADE)
