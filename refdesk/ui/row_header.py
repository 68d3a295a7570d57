"""The heads of a list's columns: they sort, and widen, by mouse and by key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHeaderView, QTableView, QToolTip

from refdesk.i18n import _
from refdesk.screens.list_columns import NARROWEST, WIDEST
from refdesk.screens.list_state import ListState
from refdesk.screens.spec import Align
from refdesk.ui import icons
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

HEIGHT = 28
PADDING = 12
STEP = 16
"""How much a key widens a column, in pixels at 100 %."""


class RowHeader(QHeaderView):
    """Column heads; with the focus here, arrows choose a column and Enter sorts by it."""

    chosen = Signal(int)
    widened = Signal(int, int)
    """A person gave a column a width, in pixels at 100 %."""

    def __init__(self, theme: Theme, state: ListState, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._theme, self._state, self._table = theme, state, table
        self._current = 0
        self._dragged: int | None = None
        self._shares = False
        self.setFixedHeight(theme.px(HEIGHT))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(theme.px(32))
        self.setHighlightSections(False)
        self.sectionClicked.connect(self.chosen)
        self.sectionResized.connect(self._resized)
        theme.changed.connect(self.viewport().update)
        self.describe()

    def take_widths(self, widths: Sequence[int]) -> None:
        """Show these widths; they are not taken for a person's."""
        self._shares = True
        for number, width in enumerate(widths):
            self.resizeSection(number, width)
        self._shares = False

    def describe(self) -> None:
        """Say the order in words, and show it."""
        self._current = min(self._current, max(len(self._state.columns) - 1, 0))
        label = _(self._state.fields[self._state.sort].label)
        words = _("Columns, sorted by {field}, descending")
        if not self._state.descending:
            words = _("Columns, sorted by {field}")
        self.setAccessibleName(words.format(field=label))
        self._describe_current()
        self.viewport().update()

    def _describe_current(self) -> None:
        column = self._state.columns[self._current]
        words = _("{field}; Enter sorts by it") if self._state.is_sortable(column) else "{field}"
        self.setAccessibleDescription(words.format(field=self._state.label(column)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to widen a column where its edge is."""
        self._dragged = None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the width that a column was dragged to."""
        super().mouseReleaseEvent(event)
        number, self._dragged = self._dragged, None
        if number is not None:
            self._widen(number, self.sectionSize(number))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a column, sort by it, or widen it."""
        key = event.key()
        last = self.count() - 1
        moves = {
            Qt.Key.Key_Left: max(self._current - 1, 0),
            Qt.Key.Key_Right: min(self._current + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        wide = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if wide and key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            step = self._theme.px(STEP) * (1 if key == Qt.Key.Key_Right else -1)
            self._widen(self._current, self.sectionSize(self._current) + step)
        elif key in moves:
            self._current = moves[Qt.Key(key)]
            self._describe_current()
            self._show_current()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit(self._current)
        elif key == Qt.Key.Key_Down:
            self._table.setFocus()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which column a key would sort by."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it no longer."""
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """Say in a tooltip what a column is called when its label is cut, and whether it sorts."""
        if isinstance(event, QHelpEvent):
            self._tell(event)
            return True
        return super().viewportEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of the whole head, then its columns."""
        painter = QPainter(self.viewport())
        area = self.viewport().rect()
        # The corners of the card shine through: its line runs below the head.
        painter.fillRect(area, self._theme.color("bg"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.setBrush(self._theme.color("surface2"))
        card = QRectF(-0.5, -0.5, self._table.width() + 1, area.height() * 3)
        painter.drawRoundedRect(card, self._theme.px(8), self._theme.px(8))
        painter.fillRect(0, area.height() - 1, area.width(), 1, self._theme.color("line"))
        for number in range(min(self.count(), len(self._state.columns))):
            left, wide = self.sectionViewportPosition(number), self.sectionSize(number)
            self.paintSection(painter, QRect(left, 0, wide, area.height()), number)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        """Paint one column's label, and the arrow if the list is in its order."""
        theme, px = self._theme, self._theme.px
        column = self._state.columns[logicalIndex]
        label = self._state.label(column)
        sorts = column.name == self._state.sort
        font = theme.font(Type.LABEL)
        metrics = QFontMetricsF(font)
        inner = QRectF(rect).adjusted(px(PADDING), 0, -px(PADDING), -1)
        arrow = px(14) if sorts else 0
        label = metrics.elidedText(label, Qt.TextElideMode.ElideRight, inner.width() - arrow)
        wide = metrics.horizontalAdvance(label) + arrow
        left = inner.right() - wide if column.align is Align.END else inner.left()
        painter.setFont(font)
        sortable = self._state.is_sortable(column)
        painter.setPen(theme.color("accent" if sorts else "text2" if sortable else "text3"))
        at = QRectF(left, inner.top(), wide, inner.height())
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, label)
        if sorts:
            name = "chevron-down" if self._state.descending else "chevron-up"
            size = px(12)
            square = QRectF(at.right() - size, inner.center().y() - size / 2, size, size)
            icons.paint(painter, theme, name, "accent", square)
        edge = rect.right()
        painter.fillRect(edge, px(8), 1, rect.height() - px(16), theme.color("line"))
        if self.hasFocus() and logicalIndex == self._current:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("accent"), px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(rect).adjusted(px(3), px(3), -px(3), -px(4))
            painter.drawRoundedRect(ring, px(4), px(4))
            painter.restore()

    def _resized(self, number: int, _before: int, _after: int) -> None:
        if not self._shares:
            self._dragged = number

    def _widen(self, number: int, width: int) -> None:
        at_full = round(width / self._theme.scale)
        self.widened.emit(number, min(max(at_full, NARROWEST), WIDEST))

    def _show_current(self) -> None:
        left = self.sectionPosition(self._current) - self.offset()
        over = left + self.sectionSize(self._current) - self.viewport().width()
        move = left if left < 0 else max(over, 0)
        if move:
            bar = self._table.horizontalScrollBar()
            bar.setValue(bar.value() + move)
        self.viewport().update()

    def _tell(self, event: QHelpEvent) -> None:
        number = self.logicalIndexAt(event.pos())
        if not 0 <= number < len(self._state.columns):
            return
        column = self._state.columns[number]
        words = _("{field}: sorts the list") if self._state.is_sortable(column) else "{field}"
        QToolTip.showText(
            event.globalPos(), words.format(field=self._state.label(column)), self.viewport()
        )
