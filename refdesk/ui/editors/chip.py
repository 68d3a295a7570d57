"""One word of several in a field, which a press or Del takes away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton

from refdesk.i18n import _
from refdesk.ui import icons
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

WIDEST_WORD = 240
_REMOVING = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}


class Chip(QAbstractButton):
    """One tag; pressing it, or Del, takes it away."""

    removed = Signal(object)
    went = Signal(object, int)

    def __init__(self, theme: Theme, word: str) -> None:
        super().__init__()
        self._theme, self.word = theme, word
        self.is_locked = False
        self.setText(word.replace("&", "&&"))
        self.setAccessibleName(_("Remove {word}").format(word=word))
        self.setToolTip(word)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # arrows in the line lead here
        self.clicked.connect(self._remove)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the size of the word and its cross."""
        px = self._theme.px
        words = QFontMetricsF(self._theme.font(Type.LABEL)).horizontalAdvance(self.word)
        cross = 0 if self.is_locked else px(18)
        return QSize(round(min(words, px(WIDEST_WORD))) + px(16) + cross + 1, px(22))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the neighbours, or take the tag away."""
        if event.key() in _REMOVING:
            self._remove()
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.went.emit(self, -1 if event.key() == Qt.Key.Key_Left else 1)
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Leave other keys to the form."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the word on its ground."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = px(2) if self.hasFocus() else 1
        painter.setPen(QPen(theme.color("accent" if self.hasFocus() else "key"), wide))
        painter.setBrush(theme.color("surface2" if self.is_locked else "soft"))
        half = wide / 2
        body = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(body, px(4), px(4))
        painter.setFont(theme.font(Type.LABEL))
        painter.setPen(theme.color("text3" if self.is_locked else "text"))
        cross = 0 if self.is_locked else px(18)
        room = self.width() - px(16) - cross + 1
        metrics = QFontMetricsF(painter.font())
        word = metrics.elidedText(self.word, Qt.TextElideMode.ElideRight, room)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(px(8), 0, room, self.height()), flags, word)
        if cross:
            at = QRectF(self.width() - px(19), (self.height() - px(12)) / 2, px(12), px(12))
            ink = "accent" if self.underMouse() else "text2"
            icons.paint(painter, theme, "x", ink, at)

    def _remove(self) -> None:
        if not self.is_locked:
            self.removed.emit(self)
