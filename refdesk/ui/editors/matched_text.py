"""Painting a text on one line with the letters marked that were typed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from refdesk.ui.editors.matched import pieces
from refdesk.ui.theme import Theme

MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


def paint_matched(
    painter: QPainter, theme: Theme, at: QRectF, shown: str, typed: str, *, ink: str = "text"
) -> None:
    """Paint `shown` from the left of `at` in the painter's font; it must fit."""
    metrics = QFontMetricsF(painter.font())
    for piece in pieces(shown, typed):
        left = at.left() + metrics.horizontalAdvance(shown[: piece.start])
        right = at.left() + metrics.horizontalAdvance(shown[: piece.end])
        color = theme.color("accent" if piece.is_match else ink)
        painter.setPen(color)
        room = QRectF(left, at.top(), right - left + theme.px(8), at.height())
        painter.drawText(room, MIDDLE, shown[piece.start : piece.end])
        if piece.is_match:
            pen = QPen(color, max(1.0, theme.px(1)))
            pen.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(pen)
            base = at.center().y() + metrics.ascent() / 2 + theme.px(2)
            painter.drawLine(QPointF(left, base), QPointF(right, base))


def elided(font: QFont, text: str, room: float) -> str:
    """Return as much of a text as there is room for."""
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
