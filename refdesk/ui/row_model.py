"""The rows of a list for Qt: ids in order, cells by page, nothing read that is not in sight."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from refdesk.screens.list_state import ListState
from refdesk.screens.rows import Cell
from refdesk.screens.spec import Align

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
BLANK = Cell()


class RowModel(QAbstractTableModel):
    """A list state as a table; its view is told when rows arrive or change."""

    def __init__(self, state: ListState) -> None:
        super().__init__()
        self.state = state
        self._labels = [state.label(column) for column in state.columns]

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of records in the list."""
        return 0 if parent.isValid() else len(self.state.ids)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.state.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return a cell's text; its label with it for a screen reader."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(index.row(), index.column()).text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self.cell(index.row(), index.column()).text
            return f"{self._labels[index.column()]}: {text}" if text else ""
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401
        """Return a column's label."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._labels[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            end = self.state.columns[section].align is Align.END
            side = Qt.AlignmentFlag.AlignRight if end else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell; a blank one while its page is being read."""
        cells = self.state.row(row)
        return cells[column] if cells is not None else BLANK

    def before_change(self) -> None:
        """Tell the view that every row may change."""
        self.beginResetModel()

    def after_change(self) -> None:
        """Tell the view that the rows are new, and perhaps the columns."""
        self._labels = [self.state.label(column) for column in self.state.columns]
        self.endResetModel()

    def rows_arrived(self, first: int, last: int) -> None:
        """Tell the view which rows can be painted now."""
        self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))
