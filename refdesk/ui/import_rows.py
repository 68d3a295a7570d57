"""The rows of a file as a list: what each comes to, with a box to leave it out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from shiboken6 import isValid

from refdesk.i18n import _
from refdesk.screens.import_words import CHANGING
from refdesk.screens.selection import merged
from refdesk.ui.import_row_painter import (
    BRING,
    NUMBER,
    OUTCOME,
    TITLE,
    LookPainter,
    outcome_words,
    says,
)
from refdesk.ui.import_view import PlainTable
from refdesk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent

    from refdesk.services.looked import Look, RowLook
    from refdesk.ui.jobs import Jobs

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
HIGH = 32
FEW, WIDE = (44, 80, 164), (3, 4)
"""Widths of the first columns at 100 %, and how the others share what is left."""
PAGE, REMEMBERED = 64, 8_192
ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class LookModel(QAbstractTableModel):
    """The rows of a look that are shown now; they are read by page, away from the window.

    Args:
        jobs: the lanes to the desk, from which titles are read.
    """

    arrived = Signal()

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self.look: Look | None = None
        self.positions: Sequence[int] = ()
        self._rows: dict[int, RowLook] = {}
        self._asked: set[int] = set()
        self._turn = 0
        self.heads = (_("In"), _("Row"), _("What it is"), _("Who or what"), _("What happens"))

    def show_rows(self, look: Look | None, positions: Sequence[int]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.look, self.positions = look, positions
        self.forget()
        self.endResetModel()

    def forget(self) -> None:
        """Read every row anew: what happens with it may have changed."""
        self._turn += 1
        self._rows.clear()
        self._asked.clear()

    def at(self, row: int) -> RowLook | None:
        """Return what one row comes to; None while it is being read."""
        found = self._rows.get(self.positions[row])
        if found is None:
            self._ask(row // PAGE)
        return found

    def note_included(self, positions: Iterable[int], *, on: bool) -> None:
        """Show that these rows come in, or do not."""
        for position in positions:
            known = self._rows.get(position)
            if known is not None:
                self._rows[position] = replace(known, included=on)
        self._repaint(0, len(self.positions) - 1)

    def _ask(self, page: int) -> None:
        look = self.look
        if page in self._asked or look is None:
            return
        if len(self._rows) > REMEMBERED:
            self._rows.clear()
            self._asked.clear()
        self._asked.add(page)
        turn, first = self._turn, page * PAGE
        wanted = self.positions[first : first + PAGE]

        def read() -> dict[int, RowLook]:
            return {position: look.row(position) for position in wanted}

        def show(found: dict[int, RowLook]) -> None:
            if turn == self._turn and isValid(self):
                self._rows.update(found)
                self._repaint(first, first + len(found) - 1)
                self.arrived.emit()

        self._jobs.run_query(read, show)

    def _repaint(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.heads) - 1))

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.positions)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return a cell's text; its head with it for a screen reader."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._text(self.at(index.row()), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self._text(self.at(index.row()), index.column())
            return f"{self.heads[index.column()]}: {text}" if text else ""
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Return a column's head."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section == NUMBER:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return self.heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _text(self, row: RowLook | None, column: int) -> str:
        if row is None:
            return ""
        if column == BRING:
            if row.outcome not in CHANGING:
                return ""
            return _("comes in") if row.included else _("left out")
        if column == NUMBER:
            return f"{row.number:,}"
        if column == OUTCOME:
            return outcome_words(row)
        return row.title if column == TITLE else says(row)


class RowsTable(PlainTable):
    """The rows; Space leaves the selected ones out, or takes them in again."""

    turned = Signal(object, bool)
    """These positions are to come in, or not."""
    opened = Signal()
    """The person wants to see a row field by field, or no longer."""
    moved = Signal()
    """Another row is the current one."""

    def __init__(self, theme: Theme, jobs: Jobs) -> None:
        super().__init__(theme, _("Rows of the file"), HIGH)
        self.rows = LookModel(jobs)
        self.rows.arrived.connect(self.moved)
        self.setModel(self.rows)
        self.setItemDelegate(LookPainter(theme, self.rows, self))
        self.setSelectionMode(self.SelectionMode.ExtendedSelection)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.selectionModel().currentRowChanged.connect(lambda *_rows: self._current_moved())

    def show_rows(self, look: Look | None, positions: Sequence[int]) -> None:
        """Show these rows, the first of them current."""
        self.rows.show_rows(look, positions)
        self.scrollToTop()
        if positions:
            self.selectRow(0)
        self.moved.emit()

    def current(self) -> RowLook | None:
        """Return the current row."""
        row = self.currentIndex().row()
        return self.rows.at(row) if 0 <= row < self.rows.rowCount() else None

    def show_current(self) -> None:
        """Bring the current row in sight."""
        self.scrollTo(self.currentIndex())

    def chosen(self) -> list[int]:
        """Return the positions of the selected rows."""
        ranges = self.selectionModel().selection().toList()
        found = merged((one.top(), one.bottom()) for one in ranges)
        return [self.rows.positions[row] for first, last in found for row in range(first, last + 1)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the selected rows out by Space, or take them in again."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Space and plain == Qt.KeyboardModifier.NoModifier:
            self.turn()
        elif event.key() in ENTER and plain == Qt.KeyboardModifier.NoModifier:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Turn the box that was clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if index.isValid() and index.column() == BRING and plain:
            self.turn()

    def turn(self) -> None:
        """Turn the selected rows over, all to what the current one is not."""
        row = self.current()
        if row is not None and row.outcome in CHANGING:
            self.turned.emit(self.chosen(), not row.included)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns."""
        super().resizeEvent(event)
        px = self._theme.px
        widths = [px(wide) for wide in FEW]
        left = max(self.viewport().width() - sum(widths), px(120))
        title = left * WIDE[0] // sum(WIDE)
        for column, wide in enumerate((*widths, title, left - title)):
            self.setColumnWidth(column, wide)

    def _current_moved(self) -> None:
        self.viewport().update()
        self.moved.emit()
