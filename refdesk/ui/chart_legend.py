"""What the colours of a chart mean, and the totals that open their records."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from refdesk.i18n import _
from refdesk.screens.chart import Chart, ChartKind, Period
from refdesk.screens.chart_words import figure
from refdesk.ui.chart_drawing import paint_diamond, paint_underline
from refdesk.ui.parts import Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

SWATCH = 11
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
ROOM = 3
"""Around a figure, for the ring of its focus."""


class Swatch(QWidget):
    """How a series is drawn; None is the sign of a small number."""

    def __init__(self, theme: Theme, kind: ChartKind, period: Period | None) -> None:
        super().__init__()
        self._theme, self._kind, self._period = theme, kind, period
        wide = SWATCH + 5 if kind is ChartKind.LINE and period else SWATCH
        self.setFixedSize(theme.px(wide), theme.px(SWATCH))
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the square, the line or the sign."""
        theme, whole = self._theme, QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = self._period is Period.CURRENT
        if self._period is None:
            paint_diamond(painter, theme, whole.center())
        elif self._kind is ChartKind.LINE:
            pen = QPen(theme.color("accent" if current else "line2"), theme.px(2))
            if not current:
                pen.setDashPattern([3.0, 2.0])
            painter.setPen(pen)
            y = whole.center().y()
            painter.drawLine(QPointF(0, y), QPointF(whole.width(), y))
        else:
            painter.setPen(QPen(theme.color("accent" if current else "line2"), 1))
            painter.setBrush(theme.color("accent" if current else "bar2"))
            radius = theme.px(2)
            painter.drawRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


class FigureLink(QAbstractButton):
    """An underlined figure that opens its records by click, Enter or Space."""

    def __init__(self, theme: Theme, text: str, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setText(text)
        self.setAccessibleName(name)
        self.setAccessibleDescription(_("Opens the records."))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the size of the figure and its ring."""
        px, metrics = self._theme.px, QFontMetricsF(self._theme.font(Type.LABEL))
        wide = metrics.horizontalAdvance(self.text()) + 2 * px(ROOM + 2)
        return QSize(round(wide), px(22))

    def minimumSizeHint(self) -> QSize:
        """Return the same: a figure is never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter too, as everywhere."""
        if event.key() in ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the figure, its line, and the ring."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme.font(Type.LABEL)
        painter.setFont(font)
        painter.setPen(theme.color("accent"))
        inner = QRectF(self.rect()).adjusted(px(ROOM + 2), 0, -px(ROOM + 2), 0)
        painter.drawText(inner.adjusted(0, 0, 1, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        y = round(inner.center().y()) + px(7) + 0.5
        paint_underline(painter, theme, inner.left(), inner.width(), y)
        if self.hasFocus():
            edge = px(1)
            painter.setPen(QPen(theme.color("accent"), px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
            painter.drawRoundedRect(ring, px(4), px(4))


class Legend(QWidget):
    """The series of one chart in a row; empty where the title says it all."""

    chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(16))
        self.figures: list[FigureLink] = []

    def show_chart(self, chart: Chart) -> None:
        """Name the series of a chart."""
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.figures = []
        many = len(chart.series) > 1
        for number, series in enumerate(chart.series):
            if many or series.total is not None:
                self._row.addWidget(self._series(chart, number))
        if chart.has_small and chart.kind is not ChartKind.INTERVALS:
            self._row.addWidget(self._entry(chart, None, _("small number")))
        self.setVisible(self._row.count() > 0)

    def _series(self, chart: Chart, number: int) -> QWidget:
        series = chart.series[number]
        entry = self._entry(chart, series.period, series.label)
        if series.total is not None:
            text = figure(series.total, chart.unit)
            link = FigureLink(self._theme, text, f"{series.label}: {text}")
            link.clicked.connect(lambda: self.chosen.emit(number))
            self.figures.append(link)
            row = entry.layout()
            if row is not None:
                row.addWidget(link)
        return entry

    def _entry(self, chart: Chart, period: Period | None, words: str) -> QWidget:
        entry = QWidget()
        row = QHBoxLayout(entry)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.px(6))
        row.addWidget(Swatch(self._theme, chart.kind, period))
        row.addWidget(Text(self._theme, words, Type.SMALL, "text2"))
        return entry
