"""Free texts and listed sources as rows to be chosen by Space, texts of a group set in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter

from refdesk.i18n import _
from refdesk.screens.tidy_state import TidyRow
from refdesk.ui.list_choices import NAME, HeadedList, PickPainter
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

ROW = Qt.ItemDataRole.UserRole + 1
ASIDE_SHARE, INSIDE = 0.5, 24


class TidyList(HeadedList):
    """Shows the rows; the one that was chosen stays the current one."""

    turned = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("What was said"))
        self.itemChanged.connect(lambda _item: self.turned.emit())
        self.setItemDelegate(TidyPainter(theme, self))

    def show_rows(self, rows: Sequence[TidyRow]) -> None:
        """Show these rows."""
        at, item = self.verticalScrollBar().value(), self.item(self.currentRow())
        before = str(item.data(NAME)) if self.currentRow() >= 0 else ""
        with QSignalBlocker(self):
            self.clear()
            for row in rows:
                if row.ticked is None:
                    made = self.add_heading(row.words, row.key)
                else:
                    made = self.add(row.words, row.key, ticked=row.ticked)
                made.setData(ROW, row)
            keys = [row.key for row in rows]
            chosen = [place for place, row in enumerate(rows) if row.ticked is not None]
            self.setCurrentRow(keys.index(before) if before in keys else (chosen or [-1])[0])
        self.verticalScrollBar().setValue(at)

    def ticks(self) -> dict[str, bool]:
        """Return which rows that can be ticked are, by their keys."""
        items = [self.item(row) for row in range(self.count())]
        ticks = [item for item in items if item.flags() & Qt.ItemFlag.ItemIsUserCheckable]
        return {str(item.data(NAME)): item.checkState() is Qt.CheckState.Checked for item in ticks}


class TidyPainter(PickPainter):
    """Paints headings, and each row with how often it was said at its right."""

    def inset(self, index: QModelIndex | QPersistentModelIndex) -> float:
        """Return how far a row is set in: the texts of a group are."""
        row = index.data(ROW)
        is_inside = isinstance(row, TidyRow) and row.is_inside
        return self._theme.px(INSIDE) if is_inside else 0

    def paint_words(
        self, painter: QPainter, at: QRectF, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a heading, or name and figures of a row."""
        row = index.data(ROW)
        if not isinstance(row, TidyRow):
            super().paint_words(painter, at, index)
            return
        theme, px = self._theme, self._theme.px
        if row.ticked is None:
            painter.fillRect(QRectF(at.left(), at.bottom() - 1, at.width(), 1), theme.color("line"))
        small = theme.font(Type.SMALL)
        room = at.width() * ASIDE_SHARE
        wide = min(QFontMetricsF(small).horizontalAdvance(row.aside) + 1, room)
        aside = QRectF(at.right() - wide, at.top(), wide, at.height())
        painter.setFont(small)
        painter.setPen(theme.color("text2"))
        self._say(painter, aside, row.aside)
        painter.setFont(theme.font(Type.CARD if row.ticked is None else Type.BODY))
        painter.setPen(theme.color("text2" if row.ticked is None else "text"))
        name = QRectF(at.left(), at.top(), aside.left() - at.left() - px(8), at.height())
        self._say(painter, name, row.label)

    def _say(self, painter: QPainter, at: QRectF, words: str) -> None:
        metrics = QFontMetricsF(painter.font())
        text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, at.width())
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
