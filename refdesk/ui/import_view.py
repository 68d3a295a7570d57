"""The plain table that the tables of the assistant are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Tokens, Type

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent


class PlainTable(QTableView):
    """Fixed rows without a grid; Tab leaves it, Home and End go to the first and last row.

    Args:
        theme: colours and sizes.
        name: for screen readers.
        high: height of a row, in pixels at 100 %.
    """

    def __init__(self, theme: Theme, name: str, high: int) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        vertical, head = self.verticalHeader(), self.horizontalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setMinimumSectionSize(1)
        vertical.setDefaultSectionSize(theme.px(high))
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setMinimumSectionSize(1)
        head.setFixedHeight(theme.px(28))
        head.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCornerButtonEnabled(False)
        self._dress()
        theme.changed.connect(self._dress)

    def share(self, shares: Sequence[int]) -> None:
        """Give every column its share of the width."""
        room, whole = self.viewport().width(), sum(shares)
        left = room
        for column, share in enumerate(shares):
            wide = left if column == len(shares) - 1 else room * share // whole
            self.setColumnWidth(column, wide)
            left -= wide

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters have a meaning of their own here."""

    def moveCursor(
        self,
        cursorAction: QAbstractItemView.CursorAction,  # noqa: N803
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Go to the first and last row by Home and End."""
        action = QAbstractItemView.CursorAction
        if cursorAction is action.MoveHome:
            return self.model().index(0, 0)
        if cursorAction is action.MoveEnd:
            return self.model().index(self.model().rowCount() - 1, 0)
        return super().moveCursor(cursorAction, modifiers)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Start at the first row."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.selectRow(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that keys go elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _dress(self) -> None:
        t: Tokens = self._theme.tokens
        px = self._theme.px
        self.setStyleSheet(f"""
QTableView {{ background: {t.surface}; border: 0; outline: 0; }}
QHeaderView {{ background: {t.surface2}; border: 0; }}
QHeaderView::section {{
    background: {t.surface2}; color: {t.text2}; border: 0;
    border-bottom: 1px solid {t.line}; padding: 0 {px(12)}px;
}}
""")
        self.horizontalHeader().setFont(self._theme.font(Type.LABEL))
