"""Draws rates in rows, each with its interval between 0 and 100 %."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from refdesk.i18n import _
from refdesk.screens.chart import HIGHEST, PERCENT, Chart, Mark, Period, Point
from refdesk.screens.chart_words import figure, interval, number
from refdesk.ui.chart_drawing import CENTRE, LEFT, RIGHT, Drawing, paint_underline
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

ROW, AXIS, GAP = 32, 20, 16
MOST_LABEL = 0.36
"""Share of the width that names may take."""
GRID = (0.0, 25.0, 50.0, 75.0, HIGHEST)


def exact_height(theme: Theme, chart: Chart) -> int:
    """Return the height of all rows and the axis."""
    return theme.px(ROW) * max(1, sum(1 for _mark in chart.marks())) + theme.px(AXIS)


class Intervals(Drawing):
    """Name, rate, interval in words, interval drawn."""

    def __init__(self, theme: Theme, chart: Chart, area: QRectF) -> None:
        super().__init__(theme, chart, area)
        px = theme.px
        row = px(ROW)
        for at, mark in enumerate(chart.marks()):
            body = QRectF(area.left(), area.top() + at * row, area.width(), row)
            self.bodies[mark] = self.spots[mark] = body
        points = [chart.point(mark) for mark in self.bodies]
        self._name = min(
            self._widest([label.said for label in chart.labels], Type.BODY),
            area.width() * MOST_LABEL,
        )
        self._figure = self._widest([figure(point, PERCENT) for point in points], Type.MEDIUM)
        self._ends = self._widest([_ends(point) for point in points], Type.SMALL)
        left = area.left() + self._name + px(GAP) + self._figure + px(6) + self._ends + px(GAP)
        # Half the width of "0%" and "100%" stands outside the track.
        reach = self.metrics(Type.KEYCAP).horizontalAdvance(number(HIGHEST, PERCENT)) / 2
        right = max(area.right() - max(reach, px(4)), left + 1)
        self.track = QRectF(left, area.top(), right - left, row * len(self.bodies))

    def x(self, value: float) -> float:
        """Return where a rate stands on the track."""
        return self.track.left() + value / HIGHEST * self.track.width()

    def paint(self, painter: QPainter) -> None:
        """Paint the grid, then row by row."""
        px = self.theme.px
        for value in GRID:
            x = round(self.x(value)) + 0.5
            painter.setPen(QPen(self.theme.color("line"), 1))
            painter.drawLine(QPointF(x, self.track.top()), QPointF(x, self.track.bottom()))
            if value % 50 == 0:
                at = QRectF(x - px(24), self.track.bottom() + px(2), px(48), px(AXIS - 4))
                look = (Type.KEYCAP, "text3")
                self.text(painter, at, number(value, PERCENT), CENTRE, look)
        before = -1
        for mark, row in self.bodies.items():
            self._row(painter, mark, row, is_first=mark.place != before)
            before = mark.place

    def paint_chosen(self, painter: QPainter, mark: Mark, *, ring: bool) -> None:
        """Paint the ring around the row, and its whole name where that was cut."""
        if ring:
            edge = self.theme.px(4)
            self.ring(painter, self.bodies[mark].adjusted(edge, edge, -edge, -edge))
        if self._widest([self.chart.labels[mark.place].said], Type.BODY) > self._name:
            self.bubble(painter, mark, self.bodies[mark])

    def _row(self, painter: QPainter, mark: Mark, row: QRectF, *, is_first: bool) -> None:
        px, point = self.theme.px, self.chart.point(mark)
        if is_first:
            name = QRectF(row.left(), row.top(), self._name, row.height())
            words = self.chart.labels[mark.place].said
            self.text(painter, name, words, LEFT, (Type.BODY, "text"))
        left = row.left() + self._name + px(GAP)
        at = QRectF(left, row.top(), self._figure, row.height())
        words, opens = figure(point, PERCENT), point.value is not None
        look = (Type.MEDIUM, "accent" if opens else "text3")
        self.text(painter, at, words, RIGHT, look)
        if opens:
            wide = self.metrics(Type.MEDIUM).horizontalAdvance(words)
            y = round(at.center().y()) + px(9) + 0.5
            paint_underline(painter, self.theme, at.right() - wide, wide, y)
        ends = QRectF(at.right() + px(6), row.top(), self._ends, row.height())
        self.text(painter, ends, _ends(point), LEFT, (Type.SMALL, "text3"))
        if point.is_small:
            self._chip(painter, row)
        elif point.value is not None:
            current = self.chart.series[mark.series].period is Period.CURRENT
            self._interval(painter, point, row.center().y(), current=current)

    def _interval(self, painter: QPainter, point: Point, y: float, *, current: bool) -> None:
        theme, px = self.theme, self.theme.px
        painter.setPen(QPen(theme.color("key"), max(1, px(1))))
        painter.drawLine(QPointF(self.track.left(), y), QPointF(self.track.right(), y))
        if point.low is not None and point.high is not None:
            left, right = self.x(point.low), self.x(point.high)
            painter.setPen(Qt.PenStyle.NoPen if current else QPen(theme.color("line2"), 1))
            painter.setBrush(theme.color("bar" if current else "bar2"))
            painter.drawRect(QRectF(left, y - px(2.5), right - left, px(5)))
        painter.setPen(QPen(theme.color("accent" if current else "line2"), px(1.5)))
        painter.setBrush(theme.color("accent" if current else "surface"))
        painter.drawEllipse(QPointF(self.x(point.value or 0), y), px(4), px(4))

    def _chip(self, painter: QPainter, row: QRectF) -> None:
        px, words = self.theme.px, _("small number")
        metrics = self.metrics(Type.LABEL)
        wide = min(metrics.horizontalAdvance(words) + 2 * px(7), self.track.width())
        body = QRectF(self.track.left() - px(1), row.center().y() - px(10), wide, px(20))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("warn_ground"))
        painter.drawRoundedRect(body, px(4), px(4))
        inner = body.adjusted(px(7), 0, -px(7), 0)
        self.text(painter, inner, words, CENTRE, (Type.LABEL, "warn"))

    def _widest(self, words: list[str], use: Type) -> float:
        return max(map(self.metrics(use).horizontalAdvance, words), default=0.0)


def _ends(point: Point) -> str:
    return "" if point.is_small or point.low is None else interval(point)
