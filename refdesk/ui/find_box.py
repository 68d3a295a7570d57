"""The box that finds as you type."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from refdesk.ui import icons, keycaps
from refdesk.ui.theme import Theme

WITH_CAP = 200
"""How wide the box is, in pixels at 100 %, before its key stands in it."""
WAIT_MS = 120
"""Pause after a key before the list is read: shorter than a person notices."""


class FindBox(QLineEdit):
    """A field with a lens that tells what was typed once the typing pauses."""

    typed = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, name: str, keys: str) -> None:
        super().__init__()
        self._theme, self._keys = theme, keys
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setMinimumWidth(theme.px(104))
        self.setMaximumWidth(theme.px(320))
        self.setMaxLength(200)
        self.show_keys(keys)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(WAIT_MS)
        self._pause.timeout.connect(self._tell)
        self.textEdited.connect(lambda _text: self._pause.start())

    def show_keys(self, keys: str) -> None:
        """Say which key leads here."""
        self._keys = keys
        self._leave_room()

    def show_text(self, text: str) -> None:
        """Show what the list is searched for; `typed` is not emitted."""
        self._pause.stop()
        if text != self.text():
            self.setText(text)

    @property
    def is_waiting(self) -> bool:
        """Whether what was typed has not been told yet."""
        return self._pause.isActive()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties the box, then leaves it; Enter and the arrow down go to the list."""
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._tell()
        elif key in {
            Qt.Key.Key_Escape,
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Down,
        }:
            if self._pause.isActive():
                self._tell()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lens, and the key that leads here or empties the box."""
        super().paintEvent(event)
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        size, middle = px(16), self.height() / 2
        at = QRectF(px(11), middle - size / 2, size, size)
        icons.paint(painter, theme, "search", "accent" if self.hasFocus() else "text2", at)
        if not self._has_cap():
            return
        keys = "Esc" if self.text() else self._keys
        left = self.width() - px(10) - keycaps.width(theme, keys)
        keycaps.paint(painter, theme, left, middle, keys, on_accent=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the key out where the words need its room."""
        super().resizeEvent(event)
        self._leave_room()

    def _has_cap(self) -> bool:
        return self.width() >= self._theme.px(WITH_CAP)

    def _leave_room(self) -> None:
        px = self._theme.px
        side = round(keycaps.width(self._theme, self._keys)) + px(4) if self._has_cap() else 0
        self.setTextMargins(px(24), 0, side, 0)
        self.update()

    def _tell(self) -> None:
        self._pause.stop()
        self.typed.emit(self.text())


class DialogFindBox(FindBox):
    """The box of a dialog; Esc leaves the dialog once nothing is typed in it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the dialog have the Esc that has nothing to empty."""
        if event.key() == Qt.Key.Key_Escape and not self.text():
            event.ignore()
        else:
            super().keyPressEvent(event)
