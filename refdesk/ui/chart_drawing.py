"""What every chart is drawn with: texts, dotted figures, the ring and the words at a value."""

from __future__ import annotations

from abc import ABC, abstractmethod

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from refdesk.screens.chart import Chart, Mark
from refdesk.screens.chart_words import said
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
LEFT = MIDDLE | Qt.AlignmentFlag.AlignLeft
RIGHT = MIDDLE | Qt.AlignmentFlag.AlignRight
CENTRE = MIDDLE | Qt.AlignmentFlag.AlignHCenter
BUBBLE = 20


class Drawing(ABC):
    """One chart laid out in an area.

    Attributes:
        spots: where the pointer meets each value.
        bodies: what the ring of the focus goes around.
    """

    def __init__(self, theme: Theme, chart: Chart, area: QRectF) -> None:
        self.theme, self.chart, self.area = theme, chart, area
        self.spots: dict[Mark, QRectF] = {}
        self.bodies: dict[Mark, QRectF] = {}

    @abstractmethod
    def paint(self, painter: QPainter) -> None:
        """Paint the chart without what is chosen in it."""

    @abstractmethod
    def paint_chosen(self, painter: QPainter, mark: Mark, *, ring: bool) -> None:
        """Paint what the focus or the pointer is on."""

    def at(self, point: QPointF) -> Mark | None:
        """Return the value under the pointer."""
        return next((mark for mark, spot in self.spots.items() if spot.contains(point)), None)

    def metrics(self, use: Type) -> QFontMetricsF:
        """Return how wide and high the letters of a use are."""
        return QFontMetricsF(self.theme.font(use))

    def text(
        self,
        painter: QPainter,
        at: QRectF,
        words: str,
        flags: Qt.AlignmentFlag | Qt.TextFlag,
        look: tuple[Type, str],
    ) -> None:
        """Draw words in a use of type and an ink, cut at the right where they do not fit."""
        use, ink = look
        painter.setFont(self.theme.font(use))
        painter.setPen(self.theme.color(ink))
        cut = self.metrics(use).elidedText(words, Qt.TextElideMode.ElideRight, at.width() + 1)
        painter.drawText(at.adjusted(0, 0, 1, 0), flags, cut)

    def ring(self, painter: QPainter, around: QRectF) -> None:
        """Draw the ring of the focus."""
        px = self.theme.px
        edge = px(3)
        painter.setPen(QPen(self.theme.color("accent"), px(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(around.adjusted(-edge, -edge, edge, edge), px(4), px(4))

    def bubble(self, painter: QPainter, mark: Mark, above: QRectF) -> None:
        """Say a value in words above its place, inside the area."""
        px = self.theme.px
        words = said(self.chart, mark)
        metrics = self.metrics(Type.LABEL)
        wide = min(metrics.horizontalAdvance(words) + 2 * px(8), self.area.width())
        high = max(px(BUBBLE), metrics.height() + px(2))
        left = min(max(above.center().x() - wide / 2, self.area.left()), self.area.right() - wide)
        top = max(above.top() - px(6) - high, self.area.top())
        body = QRectF(left, top, wide, high)
        painter.setPen(QPen(self.theme.color("line2"), 1))
        painter.setBrush(self.theme.color("surface"))
        painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
        inner = body.adjusted(px(8), 0, -px(8), 0)
        self.text(painter, inner, words, CENTRE, (Type.LABEL, "text"))


def paint_diamond(painter: QPainter, theme: Theme, centre: QPointF) -> None:
    """Paint the sign of a rate on too few cases."""
    reach = theme.px(4)
    painter.setPen(QPen(theme.color("warn"), theme.px(1.5)))
    painter.setBrush(theme.color("warn_ground"))
    corners = ((0, -reach), (reach, 0), (0, reach), (-reach, 0))
    painter.drawPolygon(QPolygonF([centre + QPointF(x, y) for x, y in corners]))


def paint_underline(painter: QPainter, theme: Theme, left: float, wide: float, y: float) -> None:
    """Paint the dotted line below a figure that opens its records."""
    pen = QPen(theme.color("accent"), max(1, theme.px(1)))
    pen.setDashPattern([1.0, 1.5])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(QPointF(left, y), QPointF(left + wide, y))
