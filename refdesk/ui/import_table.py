"""A table whose rows each ask for one choice: what a column fills, what a value means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from refdesk.i18n import _
from refdesk.screens.import_words import Option
from refdesk.ui import icons
from refdesk.ui.editors.field_style import paint_frame
from refdesk.ui.import_chooser import Chooser
from refdesk.ui.import_view import PlainTable
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
HIGH, FIELD, PADDING, ARROW = 40, 32, 12, 16
UNDECIDED = "\0"
"""The code of a row for which nothing has been chosen yet."""
OPENING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2})
MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
SELECTED = QStyle.StateFlag.State_Selected


@dataclass(frozen=True, slots=True)
class Choice:
    """One row: what stands in the file, what it may be, and what was chosen.

    `icon`, `ink` and `note` say after the choice where it comes from.
    """

    cells: tuple[str, ...]
    options: Sequence[Option]
    code: str
    icon: str = ""
    note: str = ""
    ink: str = "text3"

    @property
    def shown(self) -> str:
        """What stands in the field of the row."""
        if self.code == UNDECIDED:
            return _("Choose")
        found = next((one for one in self.options if one.code == self.code), None)
        return (found.full or found.label) if found else ""


class ChoiceModel(QAbstractTableModel):
    """The rows for Qt: cells, the choice, and the note."""

    def __init__(self, heads: Sequence[str]) -> None:
        super().__init__()
        self.heads = tuple(heads)
        self.lines: list[Choice] = []

    @property
    def choice_column(self) -> int:
        """The column of the field."""
        return len(self.heads) - 2

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.heads)

    def text(self, row: int, column: int) -> str:
        """Return what is read in a cell."""
        line = self.lines[row]
        if column < self.choice_column:
            return line.cells[column]
        return line.shown if column == self.choice_column else line.note

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return a cell's text; its head with it for a screen reader."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            head = self.heads[index.column()]
            text = self.text(index.row(), index.column())
            return f"{head}: {text}" if head else text
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Return a column's head."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.heads[section]
        return None

    def show_lines(self, lines: Sequence[Choice]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def put(self, row: int, line: Choice) -> None:
        """Show another choice in one row."""
        self.lines[row] = line
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.heads) - 1))


class ChoicePainter(QStyledItemDelegate):
    """Paints texts, the field of each row, and the note after it."""

    def __init__(self, theme: Theme, model: ChoiceModel, view: ChoiceTable) -> None:
        super().__init__(view)
        self._theme, self._model, self._view = theme, model, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell with its share of the row's ground."""
        theme, px = self._theme, self._theme.px
        state: QStyle.StateFlag = option.state
        at = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & SELECTED)
        painter.fillRect(option.rect, theme.color("soft" if chosen else "surface"))
        painter.fillRect(QRectF(at.left(), at.bottom() - 1, at.width(), 1), theme.color("line"))
        if index.column() == 0 and chosen:
            bar = "accent" if self._view.hasFocus() else "line2"
            painter.fillRect(QRectF(at.left(), at.top(), px(3), at.height()), theme.color(bar))
        line = self._model.lines[index.row()]
        inner = at.adjusted(px(PADDING), 0, -px(4), -1)
        if index.column() == self._model.choice_column:
            self._field(painter, at, line, focus=chosen and self._view.hasFocus())
        elif index.column() > self._model.choice_column:
            self._note(painter, inner, line)
        else:
            first = index.column() == 0
            words = line.cells[index.column()]
            self._words(painter, inner, words, Type.STRONG if first else Type.BODY,
                        "text" if first else "text2")  # fmt: skip
        painter.restore()

    def _field(self, painter: QPainter, at: QRectF, line: Choice, *, focus: bool) -> None:
        if not line.options:
            return
        theme, px = self._theme, self._theme.px
        middle, size = at.center().y(), px(ARROW)
        arrow = QRectF(at.left(), middle - size / 2, size, size)
        icons.paint(painter, theme, "arrow-right", "text3", arrow)
        left = at.left() + size + px(8)
        box = QRectF(left, middle - px(FIELD) / 2, at.right() - left - px(4), px(FIELD))
        wrong = line.code == UNDECIDED
        paint_frame(painter, theme, box, focus=focus, wrong=False, locked=False)
        sign = QRectF(box.right() - size - px(8), middle - size / 2, size, size)
        icons.paint(painter, theme, "chevron-down", "text2", sign)
        room = QRectF(
            box.left() + px(10), box.top(), sign.left() - box.left() - px(14), box.height()
        )
        quiet = wrong or not line.code
        self._words(painter, room, line.shown, Type.BODY, "text3" if quiet else "text")

    def _note(self, painter: QPainter, at: QRectF, line: Choice) -> None:
        theme, px = self._theme, self._theme.px
        if line.icon:
            size = px(14)
            square = QRectF(at.left(), at.center().y() - size / 2, size, size)
            icons.paint(painter, theme, line.icon, line.ink, square)
            at = at.adjusted(size + px(6), 0, 0, 0)
        self._words(painter, at, line.note, Type.SMALL, line.ink)

    def _words(self, painter: QPainter, at: QRectF, words: str, use: Type, ink: str) -> None:
        font = self._theme.font(use)
        painter.setFont(font)
        painter.setPen(self._theme.color(ink))
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, at.width())
        painter.drawText(at, MIDDLE | Qt.AlignmentFlag.AlignLeft, shown)


class ChoiceTable(PlainTable):
    """Rows walked by the arrows; Enter, or a letter, opens the choices of one.

    Args:
        theme: colours and sizes.
        name: of the table, for screen readers.
        heads: of the cells, of the choice, of the note.
        shares: of the width that each column gets.
    """

    picked = Signal(int, str)
    """In this row the person has chosen this code."""

    def __init__(
        self, theme: Theme, name: str, heads: Sequence[str], shares: Sequence[int]
    ) -> None:
        super().__init__(theme, name, HIGH)
        self._shares = tuple(shares)
        self.rows = ChoiceModel(heads)
        self.setModel(self.rows)
        self.setItemDelegate(ChoicePainter(theme, self.rows, self))
        self.setSelectionMode(self.SelectionMode.SingleSelection)
        self.chooser = Chooser(theme, self)
        self.chooser.chosen.connect(self._choose)
        self._asked = -1

    def show_lines(self, lines: Sequence[Choice]) -> None:
        """Show other rows; the person stays at the same one."""
        row = max(self.currentIndex().row(), 0)
        self.rows.show_lines(lines)
        if lines:
            self.selectRow(min(row, len(lines) - 1))

    def put(self, row: int, code: str, **parts: str) -> None:
        """Show another choice in one row, and another note if it is given."""
        self.rows.put(row, replace(self.rows.lines[row], code=code, **parts))  # type: ignore[arg-type]

    def walk_on(self, row: int) -> None:
        """Go to the next row for which nothing has been chosen."""
        open_ = (n for n, line in enumerate(self.rows.lines) if line.code == UNDECIDED and n > row)
        self.selectRow(next(open_, row))

    def ask(self, row: int, typed: str = "") -> None:
        """Open the choices of a row."""
        if not 0 <= row < len(self.rows.lines) or not self.rows.lines[row].options:
            return
        index = self.rows.index(row, self.rows.choice_column)
        self.scrollTo(index)
        at = self.visualRect(index).translated(self.viewport().pos())
        at.setLeft(at.left() + self._theme.px(ARROW + 8))
        line = self.rows.lines[row]
        self._asked = row
        about = f"{self.rows.heads[self.rows.choice_column]}: {line.cells[0]}"
        self.chooser.ask(at, line.options, line.code, about=about, typed=typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the choices, or take the choice back."""
        row = self.currentIndex().row()
        held = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        key = Qt.Key(event.key())
        if row < 0 or held:
            super().keyPressEvent(event)
        elif key in OPENING:
            self.ask(row)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._take_back(row)
        elif event.text().isprintable() and event.text().strip():
            self.ask(row, event.text())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the choices where the field is."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == self.rows.choice_column:
            self.ask(index.row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns."""
        super().resizeEvent(event)
        self.share(self._shares)

    def _take_back(self, row: int) -> None:
        if any(not one.code for one in self.rows.lines[row].options):
            self.picked.emit(row, "")

    def _choose(self, code: str) -> None:
        if 0 <= self._asked < len(self.rows.lines):
            self.picked.emit(self._asked, code)
