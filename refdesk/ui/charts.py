"""Charts in the window: a card with title, legend, the painted chart and its table."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QStackedLayout, QVBoxLayout, QWidget

from refdesk.i18n import _
from refdesk.screens.chart import Chart
from refdesk.ui.chart_legend import Legend
from refdesk.ui.chart_table import ChartTable
from refdesk.ui.chart_view import ChartView
from refdesk.ui.keycaps import Hint
from refdesk.ui.parts import Button, Look, Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

__all__ = ["TOTAL", "ChartCard", "ChartView"]

TABLE_KEY = "T"
HEAD, PADDING = 36, 12
TOTAL = -1
"""Stands for the point when a whole series is opened."""


class Wrapped(Text):
    """Words that wrap and say how high they are: a stack does not ask height for width."""

    def __init__(self, theme: Theme, text: str, use: Type, ink: str = "text") -> None:
        super().__init__(theme, text, use, ink)
        self.setWordWrap(True)

    def hasHeightForWidth(self) -> bool:
        """Return no: the height is a fixed least one."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the words need at this width."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Take the height that the words need."""
        self.setMinimumHeight(max(self.heightForWidth(self.width()), 0))


class ChartCard(QFrame):
    """A chart with title and legend; T shows the same as a table.

    `opened` tells the series and the point whose records to show; the point is `TOTAL` for all.
    """

    opened = Signal(int, int)

    def __init__(self, theme: Theme, chart: Chart) -> None:
        super().__init__()
        self._theme = theme
        self.title = Wrapped(theme, "", Type.CARD)
        self.legend = Legend(theme)
        self.button = Button(theme, _("Table"), Look.QUIET, height=26)
        self.chart = ChartView(theme, chart)
        self.table = ChartTable(theme)
        self.note = Wrapped(theme, "", Type.KEYCAP, "text3")
        self.note.setContentsMargins(theme.px(4), 0, theme.px(4), 0)
        self._put_together()
        self.button.clicked.connect(self.toggle_table)
        self.shortcut = QShortcut(
            QKeySequence(TABLE_KEY),
            self,
            self.toggle_table,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )
        self.chart.opened.connect(self.opened)
        self.table.opened.connect(self.opened)
        self.legend.chosen.connect(lambda series: self.opened.emit(series, TOTAL))
        theme.changed.connect(self.update)
        self.show_chart(chart)

    def show_chart(self, chart: Chart) -> None:
        """Show another chart, or newer values."""
        self.title.setText(chart.title)
        self.legend.show_chart(chart)
        self.chart.show_chart(chart)
        self.table.show_chart(chart)
        self.note.setText(chart.note)
        self.note.setVisible(bool(chart.note))
        self.title.fit()
        self.note.fit()
        self._arrange()

    @property
    def is_table(self) -> bool:
        """Whether the table is shown."""
        return self._stack.currentWidget() is self.table

    def toggle_table(self) -> None:
        """Show the table instead of the chart, or the chart again; the focus goes along."""
        had_focus = self.chart.hasFocus() or self.table.hasFocus()
        to_table = not self.is_table
        self._stack.setCurrentIndex(1 if to_table else 0)
        self.button.set_words(_("Chart") if to_table else _("Table"))
        if had_focus:
            (self.table if to_table else self.chart).setFocus()

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of this card."""
        arrows = "↑ ↓ ← →" if self.is_table else "← →"
        other = _("as chart") if self.is_table else _("as table")
        return ((arrows, _("figure")), (_("Enter"), _("open its records")), (TABLE_KEY, other))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the legend below the title where there is no room beside it."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the surface, its line, and the line below the head."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.setBrush(self._theme.color("surface"))
        radius = self._theme.px(8)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        below = self._head.geometry().bottom()
        painter.fillRect(1, below, self.width() - 2, 1, self._theme.color("line"))

    def _put_together(self) -> None:
        px = self._theme.px
        self._head = QWidget()
        self._head.setMinimumHeight(px(HEAD))
        self._grid = QGridLayout(self._head)
        self._grid.setContentsMargins(px(PADDING), 0, px(PADDING - 4), 0)
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self.title, 0, 0)
        self._grid.addWidget(self.legend, 0, 1)
        self._grid.addWidget(self.button, 0, 2)
        drawn = QWidget()
        inner = QVBoxLayout(drawn)
        inner.setContentsMargins(px(PADDING - 4), px(4), px(PADDING - 4), px(PADDING - 4))
        inner.setSpacing(px(8))
        inner.addWidget(self.chart)
        inner.addWidget(self.note)
        self._stack = QStackedLayout()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, px(4))  # the card's line, and its round corners
        whole.setSpacing(0)
        whole.addWidget(self._head)
        whole.addLayout(self._stack, 1)  # first, or its pages would be windows for a moment
        self._stack.addWidget(drawn)
        self._stack.addWidget(self.table)

    def _arrange(self) -> None:
        px = self._theme.px
        words = self.title.fontMetrics().horizontalAdvance(self.title.text())
        button = self.button.sizeHint().width()
        room = self.width() - 2 * px(PADDING) - button - px(12)
        beside = words + px(24) + self.legend.sizeHint().width() <= room
        side = Qt.AlignmentFlag.AlignRight if beside else Qt.AlignmentFlag.AlignLeft
        above = 0 if beside else px(6)
        self._grid.setContentsMargins(px(PADDING), above, px(PADDING - 4), above)
        self._grid.removeWidget(self.legend)
        if beside:
            self._grid.addWidget(self.legend, 0, 1, side)
        else:
            self._grid.addWidget(self.legend, 1, 0, 1, 3, side)
