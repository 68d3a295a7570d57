"""The line in which anything is asked for: it has the keys, also those that choose below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -5, Qt.Key.Key_PageDown: 5}
ENDS = {Qt.Key.Key_Home: -1, Qt.Key.Key_End: 1}
ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class AskLine(QLineEdit):
    """The line; keys that move go to the hits below it."""

    stepped = Signal(int)
    ended = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the hits; with a key held, in the line."""
        key = Qt.Key(event.key())
        is_held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in STEPS and not is_held:
            self.stepped.emit(STEPS[key])
        elif key in ENDS and not is_held:
            self.ended.emit(ENDS[key])
        elif key in ENTER:
            event.ignore()
        else:
            super().keyPressEvent(event)
