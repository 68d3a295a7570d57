"""The heads of a list's columns: they sort by click and by key."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from refdesk.i18n import _
from refdesk.screens.list_state import ListState
from refdesk.screens.spec import Align
from refdesk.ui import icons
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

HEIGHT = 28
PADDING = 12


class RowHeader(QHeaderView):
    """Column heads; with the focus here, arrows choose a column and Enter sorts by it."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, state: ListState, table: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._theme, self._state, self._table = theme, state, table
        self._current = 0
        self.setFixedHeight(theme.px(HEIGHT))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(theme.px(32))
        self.setHighlightSections(False)
        self.sectionClicked.connect(self.chosen)
        theme.changed.connect(self.viewport().update)
        self.describe()

    def describe(self) -> None:
        """Say the order in words, and show it."""
        name = self._state.sort
        label = _(self._state.screen.of.fields[name].label)
        words = _("Columns, sorted by {field}, descending")
        if not self._state.descending:
            words = _("Columns, sorted by {field}")
        self.setAccessibleName(words.format(field=label))
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a column, or sort by it."""
        key = event.key()
        last = self.count() - 1
        moves = {
            Qt.Key.Key_Left: max(self._current - 1, 0),
            Qt.Key.Key_Right: min(self._current + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if key in moves:
            self._current = moves[Qt.Key(key)]
            self.viewport().update()
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
        for number in range(self.count()):
            left, wide = self.sectionViewportPosition(number), self.sectionSize(number)
            self.paintSection(painter, QRect(left, 0, wide, area.height()), number)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        """Paint one column's label, and the arrow if the list is in its order."""
        theme, px = self._theme, self._theme.px
        column = self._state.columns[logicalIndex]
        label = _(self._state.screen.field(column).label)
        sorts = column.name == self._state.sort
        font = theme.font(Type.LABEL)
        metrics = QFontMetricsF(font)
        inner = QRectF(rect).adjusted(px(PADDING), 0, -px(PADDING), -1)
        arrow = px(14) if sorts else 0
        label = metrics.elidedText(label, Qt.TextElideMode.ElideRight, inner.width() - arrow)
        wide = metrics.horizontalAdvance(label) + arrow
        left = inner.right() - wide if column.align is Align.END else inner.left()
        painter.setFont(font)
        sortable = self._state.screen.is_sortable(column)
        painter.setPen(theme.color("accent" if sorts else "text2" if sortable else "text3"))
        at = QRectF(left, inner.top(), wide, inner.height())
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, label)
        if sorts:
            name = "chevron-down" if self._state.descending else "chevron-up"
            size = px(12)
            square = QRectF(at.right() - size, inner.center().y() - size / 2, size, size)
            icons.paint(painter, theme, name, "accent", square)
        if self.hasFocus() and logicalIndex == self._current:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("accent"), px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(rect).adjusted(px(3), px(3), -px(3), -px(4))
            painter.drawRoundedRect(ring, px(4), px(4))
            painter.restore()
