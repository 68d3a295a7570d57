"""A painted chart: arrows go from value to value, Enter opens the records behind one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from refdesk.i18n import _
from refdesk.screens.chart import Chart, ChartKind, Mark
from refdesk.screens.chart_words import said, summary
from refdesk.ui import chart_columns, chart_intervals
from refdesk.ui.chart_columns import Columns, Lines
from refdesk.ui.chart_drawing import CENTRE, Drawing
from refdesk.ui.chart_intervals import Intervals
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

DRAWINGS: dict[ChartKind, type[Drawing]] = {
    ChartKind.BARS: Columns,
    ChartKind.LINE: Lines,
    ChartKind.INTERVALS: Intervals,
}
OPENS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
BACK, ON = {Qt.Key.Key_Left, Qt.Key.Key_Up}, {Qt.Key.Key_Right, Qt.Key.Key_Down}


class ChartView(QWidget):
    """A chart; arrows go from value to value, Enter opens the records behind one."""

    opened = Signal(int, int)

    def __init__(self, theme: Theme, chart: Chart) -> None:
        super().__init__()
        self._theme = theme
        self._drawing: Drawing | None = None
        self._hovered: Mark | None = None
        self.chosen: Mark | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._forget)
        self.show_chart(chart)

    def show_chart(self, chart: Chart) -> None:
        """Show another chart, or newer values; what is chosen stays if it is there."""
        self.chart = chart
        self._marks = list(chart.marks())
        self._hovered = None
        if self.chosen not in self._marks:
            self.chosen = None
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(summary(chart))
        fixed = chart.kind is ChartKind.INTERVALS
        policy = QSizePolicy.Policy.Fixed if fixed else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Expanding, policy)
        self.updateGeometry()
        self._forget()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        extra = 0 if self.chart.kind is ChartKind.INTERVALS else self._theme.px(36)
        return QSize(self._theme.px(480), self.minimumSizeHint().height() + extra)

    def minimumSizeHint(self) -> QSize:
        """Return the size below which the chart says nothing."""
        measure = chart_columns.least_height
        if self.chart.kind is ChartKind.INTERVALS:
            measure = chart_intervals.exact_height
        return QSize(self._theme.px(240), measure(self._theme, self.chart))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to another value, or open the records of this one."""
        key, last = Qt.Key(event.key()), len(self._marks) - 1
        at = self._marks.index(self.chosen) if self.chosen else 0
        moves = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        moves |= dict.fromkeys(BACK, max(at - 1, 0)) | dict.fromkeys(ON, min(at + 1, last))
        if key in moves and self._marks:
            self._choose(self._marks[moves[key]])
        elif key in OPENS:
            self._open(self.chosen)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Start at the newest value, or at the first row."""
        super().focusInEvent(event)
        if self.chosen is None and self._marks:
            first = self.chart.kind is ChartKind.INTERVALS
            self._choose(self._marks[0 if first else -1])
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that keys go elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the value under the pointer."""
        self._hover(self._layout().at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Say it no longer."""
        self._hover(None)
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the records of the value under the pointer."""
        mark = self._layout().at(event.position())
        if mark is not None and event.button() is Qt.MouseButton.LeftButton:
            self._choose(mark)
            self._open(mark)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the chart out anew."""
        super().resizeEvent(event)
        self._forget()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chart, and what is chosen in it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawing = self._layout()
        if not self._marks:
            words, look = _("Nothing to show yet."), (Type.BODY, "text3")
            drawing.text(painter, QRectF(self.rect()), words, CENTRE, look)
            return
        drawing.paint(painter)
        if self._hovered is not None:
            drawing.paint_chosen(painter, self._hovered, ring=False)
        elif self.chosen is not None and self.hasFocus():
            drawing.paint_chosen(painter, self.chosen, ring=True)

    def _choose(self, mark: Mark) -> None:
        self.chosen = mark
        self.update()
        if QAccessible.isActive():
            told = QAccessibleAnnouncementEvent(self, said(self.chart, mark))
            QAccessible.updateAccessibility(told)

    def _open(self, mark: Mark | None) -> None:
        if mark is not None and self.chart.point(mark).value is not None:
            self.opened.emit(mark.series, mark.point)

    def _hover(self, mark: Mark | None) -> None:
        if mark != self._hovered:
            self._hovered = mark
            opens = mark is not None and self.chart.point(mark).value is not None
            hand = Qt.CursorShape.PointingHandCursor
            self.setCursor(hand if opens else Qt.CursorShape.ArrowCursor)
            self.update()

    def _layout(self) -> Drawing:
        if self._drawing is None:
            edge = self._theme.px(4)
            area = QRectF(self.rect()).adjusted(edge, 0, -edge, 0)
            self._drawing = DRAWINGS[self.chart.kind](self._theme, self.chart, area)
        return self._drawing

    def _forget(self) -> None:
        self._drawing = None
        self.update()
