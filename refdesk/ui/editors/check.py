"""A check box painted with the theme's colours."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from refdesk.ui import icons
from refdesk.ui.editors.field_style import HIGH
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

BOX, GAP, RING = 16, 8, 4


class Check(QCheckBox):
    """A box with a check mark, and the words beside it."""

    turned = Signal()
    """The person has checked the box, or taken the mark back."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__(words.replace("&", "&&"))
        self._theme, self.words = theme, words
        self._is_wrong = self._is_locked = False
        self.shows_lock = True
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _on: None if self._is_locked else self.turned.emit())
        theme.changed.connect(self.update)

    def set_wrong(self, *, wrong: bool) -> None:
        """Show the border of a problem, or take it back."""
        self._is_wrong = wrong
        self.update()

    def set_locked(self, *, locked: bool) -> None:
        """Let the mark be read but not changed."""
        self._is_locked = locked
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of box and words, with room for the ring of the focus."""
        px = self._theme.px
        words = QFontMetricsF(self._theme.font(Type.BODY)).horizontalAdvance(self.words)
        lock = px(BOX) + px(GAP) if self._has_lock() else 0
        return QSize(round(words) + px(BOX + GAP) + 2 * px(RING) + lock + 1, px(HIGH))

    def minimumSizeHint(self) -> QSize:
        """Return a size at which the words are cut."""
        px = self._theme.px
        return QSize(min(self.sizeHint().width(), px(120)), px(HIGH))

    def hitButton(self, pos: QPoint) -> bool:
        """Be clickable all over."""
        return self.rect().contains(pos)

    def nextCheckState(self) -> None:
        """Turn over unless it is locked."""
        if not self._is_locked:
            super().nextCheckState()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn over by Space; arrows belong to whoever holds several boxes."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the box, the words and the ring."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        box = QRectF(px(RING), middle - px(BOX) / 2, px(BOX), px(BOX))
        self._paint_box(painter, box)
        left = box.right() + px(GAP)
        lock = px(BOX) + px(GAP) if self._has_lock() else 0
        room = self.width() - left - px(RING) - lock + 1
        painter.setFont(theme.font(Type.BODY))
        painter.setPen(theme.color("text3" if self._is_locked else "text"))
        metrics = QFontMetricsF(painter.font())
        words = metrics.elidedText(self.words, Qt.TextElideMode.ElideRight, room)
        at = QRectF(left, 0, room, self.height())
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        if self._has_lock():
            after = left + metrics.horizontalAdvance(words) + px(GAP)
            icons.paint(painter, theme, "lock", "text3", QRectF(after, box.top(), px(BOX), px(BOX)))
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(self.rect()).adjusted(px(1), px(4), -px(1), -px(4))
            painter.drawRoundedRect(ring, px(5), px(5))

    def _has_lock(self) -> bool:
        return self._is_locked and self.shows_lock

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        theme, px = self._theme, self._theme.px
        on = self.isChecked()
        border = "key" if self._is_locked else "accent" if on else "line2"
        fill = "surface2" if self._is_locked else "accent" if on else "surface"
        wide = 1
        if self._is_wrong:
            border, wide = "danger", px(2)
        painter.setPen(QPen(theme.color(border), wide))
        painter.setBrush(theme.color(fill))
        half = wide / 2
        painter.drawRoundedRect(box.adjusted(half, half, -half, -half), px(4), px(4))
        if on:
            ink = "text2" if self._is_locked else "onacc"
            inset = px(2)
            icons.paint(painter, theme, "check", ink, box.adjusted(inset, inset, -inset, -inset))
