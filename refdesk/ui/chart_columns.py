"""Draws bars and lines over an axis of places."""

from __future__ import annotations

import math
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from refdesk.screens.chart import Chart, Mark, Period, ticks
from refdesk.screens.chart_words import UNKNOWN, figure, number
from refdesk.ui.chart_drawing import CENTRE, LEFT, RIGHT, Drawing, paint_diamond
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

TOP, LABELS, GROUPS, GAP = 24, 18, 16, 8
STEP = 30
"""Room between two lines of the grid."""
LEAST = 60
"""Height of the smallest plot."""
BAR_SHARE, WIDEST_BAR = 0.77, 48
MOST_LABELLED = 12
"""With more places than these only the newest value is written above its bar."""
READABLE = 44
"""Where a place is narrower, labels are left out rather than cut."""
AXIS = (Type.KEYCAP, "text3")


def least_height(theme: Theme, chart: Chart) -> int:
    """Return the height below which bars say nothing."""
    return theme.px(TOP + LEAST + LABELS + (GROUPS if chart.groups else 0))


class Columns(Drawing):
    """What bars and lines share: grid, axis, groups, and the words at values."""

    def __init__(self, theme: Theme, chart: Chart, area: QRectF) -> None:
        super().__init__(theme, chart, area)
        px = theme.px
        below = px(LABELS + (GROUPS if chart.groups else 0))
        high = max(area.height() - px(TOP) - below, 1.0)
        self.ticks = ticks(chart.highest, max(1, int(high // px(STEP))), whole=chart.is_whole)
        widest = max(self._wide(number(tick, chart.unit)) for tick in self.ticks)
        left = area.left() + widest + px(GAP)
        self.plot = QRectF(left, area.top() + px(TOP), area.right() - left, high)
        self.slot = self.plot.width() / max(len(chart.labels), 1)
        for mark in chart.marks():
            self.bodies[mark] = self.body(mark)
            spot = self.bodies[mark]
            self.spots[mark] = QRectF(spot.left(), area.top(), spot.width(), area.height())

    def body(self, mark: Mark) -> QRectF:
        """Return the bar of a value, standing on the axis; as high as nothing if not drawn."""
        here = [
            at
            for at, series in enumerate(self.chart.series)
            if 0 <= mark.place - series.first < len(series.points)
        ]
        wide = min(self.slot * BAR_SHARE, self.theme.px(WIDEST_BAR) * len(here)) / len(here)
        left = self.centre(mark.place) - wide * len(here) / 2 + here.index(mark.series) * wide
        top = self.y(self.chart.point(mark).drawn or 0)
        return QRectF(left, top, wide, self.plot.bottom() - top)

    def centre(self, place: int) -> float:
        """Return the middle of a place on the axis."""
        return self.plot.left() + (place + 0.5) * self.slot

    def y(self, value: float) -> float:
        """Return the height of a value."""
        return self.plot.bottom() - value / self.ticks[-1] * self.plot.height()

    def paint(self, painter: QPainter) -> None:
        """Paint grid, axis, values and their labels."""
        self._grid(painter)
        self._labels(painter)
        self._groups(painter)
        self.values(painter)
        for mark in self.bodies:
            self._gap(painter, mark)
        for mark in self._labelled():
            self._value(painter, mark)

    def paint_chosen(self, painter: QPainter, mark: Mark, *, ring: bool) -> None:
        """Paint the ring and say the value above it."""
        body = self.bodies[mark]
        if ring:
            self.ring(painter, body)
        self.bubble(painter, mark, body)

    def values(self, painter: QPainter) -> None:
        """Paint the values themselves: bars."""
        theme, radius = self.theme, self.theme.px(2)
        for mark, body in self.bodies.items():
            if not self.chart.point(mark).drawn:
                continue
            inner = body.adjusted(1, 0, -1, 0) if body.width() > self.theme.px(6) else body
            if self.chart.series[mark.series].period is Period.CURRENT:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("accent"))
                painter.drawRoundedRect(inner, radius, radius)
            else:
                painter.setPen(QPen(theme.color("line2"), 1))
                painter.setBrush(theme.color("bar2"))
                painter.drawRoundedRect(inner.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _grid(self, painter: QPainter) -> None:
        px = self.theme.px
        for tick in self.ticks:
            y = round(self.y(tick)) + 0.5
            painter.setPen(QPen(self.theme.color("line"), 1))
            painter.drawLine(QPointF(self.plot.left() - px(2), y), QPointF(self.plot.right(), y))
            left = self.area.left()
            at = QRectF(left, y - px(8), self.plot.left() - px(GAP) - left, px(16))
            self.text(painter, at, number(tick, self.chart.unit), RIGHT, AXIS)

    def _labels(self, painter: QPainter) -> None:
        px = self.theme.px
        labels = self.chart.labels
        widest = max((self._wide(label.short) for label in labels), default=0.0)
        room, every = self.slot - px(4), 1
        if widest > room and self.slot < px(READABLE):
            every = math.ceil((min(widest, px(READABLE)) + px(4)) / self.slot)
            room = every * self.slot - px(4)
        for place in range(0, len(labels), every):
            left = self.centre(place) - room / 2
            at = QRectF(left, self.plot.bottom() + px(3), room, px(15))
            self.text(painter, at, labels[place].short, CENTRE, (Type.KEYCAP, "text2"))

    def _groups(self, painter: QPainter) -> None:
        px = self.theme.px
        groups = self.chart.groups
        ends = [*(group.first for group in groups[1:]), len(self.chart.labels)]
        for group, end in zip(groups, ends, strict=False):
            left = self.plot.left() + group.first * self.slot
            inset = px(6) if group.first else (1 - BAR_SHARE) / 2 * min(self.slot, px(WIDEST_BAR))
            wide = (end - group.first) * self.slot - inset - px(4)
            top = self.plot.bottom() + px(LABELS)
            at = QRectF(left + inset, top, wide, px(GROUPS))
            self.text(painter, at, group.caption, LEFT, (Type.KEYCAP, "text2"))
            if group.first:
                pen = QPen(self.theme.color("text3"), 1)
                pen.setDashPattern([3.0, 3.0])
                painter.setPen(pen)
                x = round(left) + 0.5
                painter.drawLine(
                    QPointF(x, self.plot.top() - px(6)), QPointF(x, self.area.bottom())
                )

    def _gap(self, painter: QPainter, mark: Mark) -> None:
        """Show that a value is not known, or that its cases are too few for a rate."""
        px, point, body = self.theme.px, self.chart.point(mark), self.bodies[mark]
        foot = QPointF(body.center().x(), self.plot.bottom() - px(6))
        if point.is_small:
            paint_diamond(painter, self.theme, foot)
        elif point.value is None:
            at = QRectF(foot.x() - px(8), foot.y() - px(8), px(16), px(14))
            self.text(painter, at, UNKNOWN, CENTRE, AXIS)

    def _labelled(self) -> list[Mark]:
        """Return the values that are written out: all if there is room, else the newest."""
        known = [mark for mark in self.bodies if self.chart.point(mark).value is not None]
        room = self.room() - self.theme.px(2)
        wide = any(self._wide(self._figure(mark)) > room for mark in known)
        if not wide and len(self.chart.labels) <= MOST_LABELLED:
            return known
        counts = [mark for mark in known if self.chart.point(mark).is_small]
        newest = [mark for mark in known if mark not in counts][-1:]
        return newest + [mark for mark in counts if self._wide(self._figure(mark)) <= self.slot]

    def room(self) -> float:
        """Return how wide the figure above one value may be."""
        if len(self.chart.series) == 1:
            return self.slot
        return min(map(QRectF.width, self.bodies.values()), default=0.0) + self.theme.px(8)

    def _value(self, painter: QPainter, mark: Mark) -> None:
        px, body = self.theme.px, self.bodies[mark]
        wide = self._wide(self._figure(mark))
        rise = px(14) if self.chart.point(mark).is_small else px(2)
        at = QRectF(body.center().x() - wide / 2, body.top() - rise - px(14), wide, px(14))
        at.moveRight(min(at.right(), self.area.right()))
        self.text(painter, at, self._figure(mark), CENTRE, (Type.KEYCAP, "text"))

    def _figure(self, mark: Mark) -> str:
        return figure(self.chart.point(mark), self.chart.unit)

    def _wide(self, words: str) -> float:
        return self.metrics(Type.KEYCAP).horizontalAdvance(words)


class Lines(Columns):
    """A line through the values; it is broken where one is not known."""

    def body(self, mark: Mark) -> QRectF:
        """Return the dot of a value."""
        reach = self.theme.px(4)
        centre = QPointF(self.centre(mark.place), self.y(self.chart.point(mark).drawn or 0))
        return QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach)

    def room(self) -> float:
        """Return none with several lines: figures would lie on the others."""
        return self.slot if len(self.chart.series) == 1 else 0.0

    def values(self, painter: QPainter) -> None:
        """Paint lines and dots, what is earlier first."""
        order = sorted(
            range(len(self.chart.series)),
            key=lambda at: self.chart.series[at].period is Period.CURRENT,
        )
        for number_ in order:
            marks = [mark for mark in self.bodies if mark.series == number_]
            drawn = [mark for mark in marks if self.chart.point(mark).drawn is not None]
            self._line(painter, drawn, current=self._is_current(number_))
            self._dots(painter, drawn, current=self._is_current(number_))

    def _is_current(self, series: int) -> bool:
        return self.chart.series[series].period is Period.CURRENT

    def _line(self, painter: QPainter, drawn: list[Mark], *, current: bool) -> None:
        path = QPainterPath()
        for one, next_ in pairwise(drawn):
            if next_.place == one.place + 1:
                path.moveTo(self.bodies[one].center())
                path.lineTo(self.bodies[next_].center())
        pen = QPen(self.theme.color("accent" if current else "line2"), self.theme.px(2))
        if not current:
            pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    def _dots(self, painter: QPainter, drawn: list[Mark], *, current: bool) -> None:
        theme, few = self.theme, len(self.chart.labels) <= MOST_LABELLED
        places = {mark.place for mark in drawn}
        inset = theme.px(1)
        for mark in drawn:
            if few or mark.place + 1 not in places:
                painter.setPen(QPen(theme.color("accent" if current else "line2"), theme.px(1.5)))
                painter.setBrush(theme.color("accent" if current else "surface"))
                painter.drawEllipse(self.bodies[mark].adjusted(inset, inset, -inset, -inset))
