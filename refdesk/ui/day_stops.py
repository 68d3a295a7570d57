"""The stops of a day as rows of two lines: name and times, and where, or what is to know there."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from refdesk.i18n import _
from refdesk.screens.day_state import NOTHING, StopLine
from refdesk.ui import icons
from refdesk.ui.list_choices import PickList, PickPainter
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

LINE = Qt.ItemDataRole.UserRole + 1
ROW, NUMBER, GAP = 46, 28, 12


class StopList(PickList):
    """Shows the stops; they are moved by dragging, or by whoever holds the list."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Stops of the day"))
        self.nothing = _(NOTHING)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setItemDelegate(StopPainter(theme, self))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows; where there are none, what to do."""
        super().paintEvent(event)
        if self.count():
            return
        painter = QPainter(self.viewport())
        painter.setFont(self._theme.font(Type.BODY))
        painter.setPen(self._theme.color("text2"))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(QRectF(self.viewport().rect()), flags, self.nothing)

    def show_lines(self, lines: list[StopLine]) -> None:
        """Show these stops; nobody is told of the rows that went."""
        self.blockSignals(True)  # noqa: FBT003  Qt's
        self.clear()
        for line in lines:
            item = self.add(line.words, line.visit)
            item.setData(LINE, line)
            item.setToolTip("\n".join((line.name, line.address, *line.notes)))
        self.setAccessibleDescription("" if lines else self.nothing)
        self.viewport().update()
        self.blockSignals(False)  # noqa: FBT003  Qt's


class StopPainter(PickPainter):
    """Paints each stop on two lines, its parts under each other from row to row."""

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of a row."""
        return QSize(self._theme.px(120), self._theme.px(ROW))

    def paint_words(
        self, painter: QPainter, at: QRectF, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint number, name and times; then address or warning, and drive."""
        line = index.data(LINE)
        if not isinstance(line, StopLine):
            super().paint_words(painter, at, index)
            return
        theme, px = self._theme, self._theme.px
        body, strong, small = (theme.font(use) for use in (Type.BODY, Type.STRONG, Type.SMALL))
        middle, half = at.center().y(), px(20)
        first = QRectF(at.left() + px(NUMBER), middle - half, at.width() - px(NUMBER), half)
        second = first.translated(0, half)
        number = QRectF(at.left(), first.top(), px(NUMBER - 10), half)
        right = Qt.AlignmentFlag.AlignRight
        _say(painter, number, str(line.number), body, theme.color("text3"), right)
        _say(painter, first, line.times, body, theme.color("text2"), right)
        first.setRight(first.right() - _wide(line.times, body) - px(GAP))
        _say(painter, first, line.name, strong, theme.color("text"))
        _say(painter, second, line.drive, small, theme.color("text2"), right)
        second.setRight(second.right() - _wide(line.drive, small) - px(GAP))
        if line.warning:
            mark = QRectF(second.left(), second.center().y() - px(7), px(14), px(14))
            icons.paint(painter, theme, "triangle-alert", "warn", mark)
            second.setLeft(mark.right() + px(5))
        words, ink = (line.warning, "warn") if line.warning else (line.address, "text3")
        _say(painter, second, words, small, theme.color(ink))


def _wide(words: str, font: QFont) -> float:
    return QFontMetricsF(font).horizontalAdvance(words)


def _say(
    painter: QPainter,
    at: QRectF,
    words: str,
    font: QFont,
    ink: QColor,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    painter.setFont(font)
    painter.setPen(ink)
    text = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, at.width())
    painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | side, text)
