"""The table of a list: fixed rows, columns that share the width, places kept by record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from refdesk.screens.list_state import ListState
from refdesk.screens.selection import merged
from refdesk.ui.row_header import RowHeader
from refdesk.ui.row_model import RowModel
from refdesk.ui.row_painter import HEIGHT, RowPainter
from refdesk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent

NARROWEST = 0.75
"""How far growing columns shrink before the list scrolls sideways."""
FLAG = QItemSelectionModel.SelectionFlag


class RowTable(QTableView):
    """Shows a row model; implements `ListState`'s watcher."""

    refreshed = Signal()
    chosen = Signal()
    """Other rows are selected."""
    acted = Signal(str)
    """A key of the rows was pressed, by the name of its action."""
    arranged = Signal()
    """The person has given the list another order or a column another width."""
    asking = Signal()
    refused = Signal()

    def __init__(self, theme: Theme, state: ListState) -> None:
        super().__init__()
        self._theme, self._state = theme, state
        self._above = 0
        self._is_changing = False
        self.rows = RowModel(state)
        self._painter = RowPainter(theme, self.rows, self)
        self.header = RowHeader(theme, state, self)
        self.setHorizontalHeader(self.header)
        self.setItemDelegate(self._painter)
        self.setModel(self.rows)
        self._configure()
        self.header.chosen.connect(self._sort)
        self.header.widened.connect(self._widen)
        self.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.selectionModel().selectionChanged.connect(self._rows_chosen)
        self.doubleClicked.connect(lambda _index: self.acted.emit("open"))
        theme.changed.connect(self.viewport().update)
        state.watcher = self

    def _configure(self) -> None:
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setMinimumSectionSize(1)
        vertical.setDefaultSectionSize(self._theme.px(HEIGHT))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def top_row(self) -> int:
        """Return the first row in sight."""
        return self.rowAt(0)

    def asked(self) -> None:
        """Tell that the list is being read."""
        self.asking.emit()

    def failed(self) -> None:
        """Tell that it could not be."""
        self.refused.emit()

    def before_change(self) -> None:
        """Keep still while the rows are exchanged."""
        self._is_changing = True
        top = self.top_row()
        self._above = -self.rowViewportPosition(top) if top >= 0 else 0
        self.rows.before_change()

    def after_change(self) -> None:
        """Show the new rows, the same records selected and the same record first."""
        self.rows.after_change()
        self.header.describe()
        self.share_width()
        row = self._state.row_of(self._state.selected)
        if row is None and self.hasFocus() and self._state.ids:
            row = self._state.top
        self._select(row)
        top = self.rows.index(self._state.top, 0)
        self.scrollTo(top, QAbstractItemView.ScrollHint.PositionAtTop)
        if self._state.stays:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self._above)
        self._is_changing = False
        self._rows_chosen()
        self.refreshed.emit()

    def _select(self, row: int | None) -> None:
        model, last = self.selectionModel(), self.rows.columnCount() - 1
        ranges = self._state.ranges or (((row, row),) if row is not None else ())
        selection = QItemSelection()
        for first, end in ranges:
            selection.append(
                QItemSelectionRange(self.rows.index(first, 0), self.rows.index(end, last))
            )
        model.select(selection, FLAG.ClearAndSelect)
        if row is not None:
            model.setCurrentIndex(self.rows.index(row, 0), FLAG.NoUpdate)

    def rows_arrived(self, first: int, last: int) -> None:
        """Paint rows that were being read."""
        self.rows.rows_arrived(first, last)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns."""
        super().resizeEvent(event)
        self.share_width()

    def share_width(self) -> None:
        """Give every column its width: what is over goes to those that grow."""
        columns = self._state.columns
        widths = [self._theme.px(column.width) for column in columns]
        growing = [number for number, column in enumerate(columns) if column.grows]
        flexible = sum(widths[number] for number in growing)
        over = max(self.viewport().width() - sum(widths), int(-flexible * (1 - NARROWEST)))
        left = over
        for number in growing:
            share = over * widths[number] // flexible if number != growing[-1] else left
            widths[number] += share
            left -= share
        self.header.take_widths(widths)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, archive and select by the keys that belong to rows."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.acted.emit("select_all")
        elif plain == Qt.KeyboardModifier.NoModifier and event.key() in KEYS:
            self.acted.emit(KEYS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: looking through rows that are not read would read them all."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the row under the pointer."""
        self._hover(self.rowAt(round(event.position().y())))
        super().mouseMoveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Forget the row under the pointer when it leaves."""
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Start at the first row in sight when none is selected."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._state.ids:
            self.selectRow(max(self.top_row(), 0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that keys go elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def moveCursor(
        self,
        cursorAction: QAbstractItemView.CursorAction,  # noqa: N803
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Home and End go to the first and last row, not to the ends of one."""
        action = QAbstractItemView.CursorAction
        if cursorAction is action.MoveHome:
            return self.rows.index(0, 0)
        if cursorAction is action.MoveEnd:
            return self.rows.index(self.rows.rowCount() - 1, 0)
        return super().moveCursor(cursorAction, modifiers)

    def _hover(self, row: int) -> None:
        before, self._painter.hovered = self._painter.hovered, row
        if before != row:
            self._repaint_rows(before, row)

    def _repaint_rows(self, *rows: int) -> None:
        for row in rows:
            if row >= 0:
                y, high = self.rowViewportPosition(row), self._theme.px(HEIGHT)
                self.viewport().update(0, y, self.viewport().width(), high)

    def _row_chosen(self, current: QModelIndex, before: QModelIndex) -> None:
        self._repaint_rows(before.row(), current.row())
        if current.isValid():
            self._state.select(current.row())

    def _rows_chosen(self) -> None:
        if self._is_changing:
            return
        # Ranges, never selectedRows(): with all of 200,000 selected that takes seconds.
        ranges = self.selectionModel().selection().toList()
        self._state.choose(merged((one.top(), one.bottom()) for one in ranges))
        self.chosen.emit()

    def _sort(self, number: int) -> None:
        if self._state.sort_by(self._state.columns[number].name):
            self.arranged.emit()

    def _widen(self, number: int, width: int) -> None:
        self._state.widen(self._state.columns[number].name, width)
        self.share_width()
        self.arranged.emit()


KEYS = {
    Qt.Key.Key_Return: "open",
    Qt.Key.Key_Enter: "open",
    Qt.Key.Key_Delete: "archive",
}
