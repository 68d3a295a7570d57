"""The table that says what a chart shows."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from refdesk.i18n import _
from refdesk.screens.chart import Chart
from refdesk.screens.chart_words import Table, table
from refdesk.ui.chart_drawing import LEFT, RIGHT, paint_underline
from refdesk.ui.chart_legend import ENTER
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ROW, HEAD, PADDING = 32, 28, 12
SHRINKS = 0.4
"""Share of its width the first column gives up where that spares a sideways scroll."""


class TableModel(QAbstractTableModel):
    """The rows of a chart's table."""

    def __init__(self) -> None:
        super().__init__()
        self.table = Table((), (), {})

    def show_table(self, table: Table) -> None:
        """Hold other rows."""
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.table.header)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return a cell's text; its column with it for a screen reader."""
        text = self.table.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.table.header[index.column()]}: {text}" if text else ""
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0:
            return text
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Return the head of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.table.header[section]
        return None


class _Cells(QStyledItemDelegate):
    """Draws the cells: names at the left, figures at the right, underlined where they open."""

    def __init__(self, theme: Theme, view: ChartTable) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(0, self._theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        theme, px, rect = self._theme, self._theme.px, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.color("line"))
        opens = (index.row(), index.column()) in self._view.rows.table.opens
        text = str(index.data() or "")
        inner = QRectF(rect).adjusted(px(PADDING), 0, -px(PADDING), -1)
        font = theme.font(Type.MEDIUM if opens else Type.BODY, tabular=index.column() > 0)
        metrics = QFontMetricsF(font)
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width() + 1)
        painter.setFont(font)
        painter.setPen(
            theme.color("accent" if opens else "text" if index.column() == 0 else "text2")
        )
        painter.drawText(inner, LEFT if index.column() == 0 else RIGHT, text)
        if opens:
            wide = metrics.horizontalAdvance(text)
            y = round(inner.center().y()) + px(9) + 0.5
            paint_underline(painter, theme, inner.right() - wide, wide, y)
        if self._view.hasFocus() and self._view.currentIndex() == index:
            edge = px(2)
            painter.setPen(QPen(theme.color("accent"), px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(rect).adjusted(edge, edge, -edge, -edge - 1)
            painter.drawRoundedRect(ring, px(4), px(4))
        painter.restore()


class _Heads(QHeaderView):
    """Draws the heads of the columns."""

    def __init__(self, theme: Theme, table: ChartTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._theme, self._table = theme, table
        self.setFixedHeight(theme.px(HEAD))
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setAccessibleName(_("Columns"))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        """Paint one head."""
        theme, px = self._theme, self._theme.px
        painter.fillRect(rect, theme.color("surface2"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.color("line"))
        font = theme.font(Type.LABEL)
        painter.setFont(font)
        painter.setPen(theme.color("text2"))
        inner = QRectF(rect).adjusted(px(PADDING), 0, -px(PADDING), -1)
        words = self._table.rows.table.header[logicalIndex]
        words = QFontMetricsF(font).elidedText(
            words, Qt.TextElideMode.ElideRight, inner.width() + 1
        )
        painter.drawText(inner, LEFT if logicalIndex == 0 else RIGHT, words)


class ChartTable(QTableView):
    """A chart in rows; Enter or a click on an underlined figure opens its records."""

    opened = Signal(int, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.rows = TableModel()
        self.setModel(self.rows)
        self.setItemDelegate(_Cells(theme, self))
        self.setHorizontalHeader(_Heads(theme, self))
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setMinimumSectionSize(1)
        vertical.setDefaultSectionSize(theme.px(ROW))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.clicked.connect(self._open)
        theme.changed.connect(self.viewport().update)

    def show_chart(self, chart: Chart) -> None:
        """Show the table of a chart; the cursor stays at its row and column."""
        before = self.currentIndex()
        self.rows.show_table(table(chart))
        self.setAccessibleName(_("{title}, as a table").format(title=chart.title))
        self._share_width()
        row = min(max(before.row(), 0), self.rows.rowCount() - 1)
        column = min(max(before.column(), 0), self.rows.columnCount() - 1)
        self.setCurrentIndex(self.rows.index(row, column))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open what the cursor is on."""
        if event.key() in ENTER:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Give every column what its words need, and what is left to the first."""
        count = self.rows.columnCount()
        if not count:
            return
        columns = zip(*(self.rows.table.header, *self.rows.table.rows), strict=True)
        metrics = QFontMetricsF(self._theme.font(Type.MEDIUM, tabular=True))
        room = 2 * self._theme.px(PADDING) + 1
        wanted = [round(max(map(metrics.horizontalAdvance, words))) + room for words in columns]
        over = self.viewport().width() - sum(wanted)
        shares = [over // count + 1 if over > 0 else 0] * count
        shares[0] = over - sum(shares[1:]) if over > 0 else 0
        if -SHRINKS * wanted[0] <= over < 0:
            shares[0] = over
        for number, (wide, share) in enumerate(zip(wanted, shares, strict=True)):
            self.setColumnWidth(number, wide + share)

    def _open(self, index: QModelIndex) -> None:
        mark = self.rows.table.opens.get((index.row(), index.column()))
        if mark is not None:
            self.opened.emit(mark.series, mark.point)
