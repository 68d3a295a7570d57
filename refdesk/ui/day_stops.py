"""The stops of a day as rows: number, times, name, drive, and a mark where something is to know."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractItemView

from refdesk.i18n import _
from refdesk.screens.day_state import StopLine
from refdesk.ui import icons
from refdesk.ui.list_choices import PickList, PickPainter
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

LINE = Qt.ItemDataRole.UserRole + 1
NUMBER, TIMES, DRIVE, ICON = 28, 150, 120, 18


class StopList(PickList):
    """Shows the stops; they are moved by dragging, or by whoever holds the list."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Stops of the day"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setItemDelegate(StopPainter(theme, self))

    def show_lines(self, lines: list[StopLine]) -> None:
        """Show these stops; nobody is told of the rows that went."""
        self.blockSignals(True)  # noqa: FBT003  Qt's
        self.clear()
        for line in lines:
            item = self.add(line.words, line.visit)
            item.setData(LINE, line)
            item.setToolTip("\n".join((line.name, line.address, *line.notes)))
        self.blockSignals(False)  # noqa: FBT003  Qt's


class StopPainter(PickPainter):
    """Paints the parts of a stop under each other from row to row."""

    def paint_words(
        self, painter: QPainter, at: QRectF, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint number, times, name and drive."""
        line = index.data(LINE)
        if not isinstance(line, StopLine):
            super().paint_words(painter, at, index)
            return
        theme, px = self._theme, self._theme.px
        right = Qt.AlignmentFlag.AlignRight
        number = QRectF(at.left(), at.top(), px(NUMBER - 10), at.height())
        times = QRectF(at.left() + px(NUMBER), at.top(), px(TIMES), at.height())
        drive = QRectF(at.right() - px(DRIVE), at.top(), px(DRIVE), at.height())
        mark = QRectF(drive.left() - px(ICON + 8), 0, px(16), px(16))
        mark.moveTop(at.center().y() - mark.height() / 2)
        name = QRectF(times.right(), at.top(), mark.left() - times.right() - px(8), at.height())
        body, strong = theme.font(Type.BODY), theme.font(Type.STRONG)
        _say(painter, number, str(line.number), body, theme.color("text3"), right)
        _say(painter, times, line.times, body, theme.color("text2"))
        _say(painter, name, line.name, strong, theme.color("text"))
        _say(painter, drive, line.drive, body, theme.color("text2"), right)
        if line.notes:
            icons.paint(painter, theme, "triangle-alert", "warn", mark)


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
