"""The fields of a form as rows under their headings: moved, required and left out by keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
)
from PySide6.QtWidgets import QAbstractItemView

from refdesk.i18n import _
from refdesk.screens.design_words import Row
from refdesk.ui import icons
from refdesk.ui.list_choices import NAME, HeadedList, PickPainter
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

ROW = Qt.ItemDataRole.UserRole + 1
MARK_SHARE, ICON = 0.55, 14
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_HELD = Qt.KeyboardModifier.AltModifier


class DesignList(HeadedList):
    """Shows the rows of a form; says what a person wants of the field that is chosen."""

    shifted = Signal(int)
    """Up (-1) or down (1)."""
    need_asked = Signal()
    leave_asked = Signal()
    opened = Signal()
    dragged = Signal(object)
    """The keys of all rows in their new order."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Fields of the form"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setItemDelegate(DesignPainter(theme, self))
        self.model().rowsMoved.connect(lambda *_rows: self.dragged.emit(self._keys()))
        self.itemDoubleClicked.connect(lambda _item: self.opened.emit())

    def show_rows(self, rows: Sequence[Row], chosen: str) -> None:
        """Show these rows, one of them chosen.

        A new field of the clinic's own gets its name when it is saved: then it is the one in its
        place. With nothing chosen it is the first field.
        """
        place = self.currentRow() if chosen else -1
        at = self.verticalScrollBar().value()
        with QSignalBlocker(self):
            self.clear()
            for row in rows:
                if row.is_heading:
                    item = self.add_heading(row.words, row.key)
                else:
                    item = self.add(row.words, row.key)
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
                item.setData(ROW, row)
                item.setToolTip("\n".join(part for part in (row.words, row.why) if part))
            keys = [row.key for row in rows]
            fields = [row.key for row in rows if not row.is_heading]
            same = keys[place] if 0 <= place < len(keys) else ""
            key = next((one for one in (chosen, same, *fields) if one in fields), "")
            self.setCurrentRow(keys.index(key) if key else -1)
        self.verticalScrollBar().setValue(at)
        if self.currentRow() >= 0:
            self.scrollToItem(self.currentItem())

    def chosen(self) -> str:
        """Return the name of the field that is chosen; empty for none."""
        return str(self.currentItem().data(NAME)) if self.currentRow() >= 0 else ""

    def say(self, words: str) -> None:
        """Have a screen reader say what was done."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and an arrow move, Space requires, Del leaves out, Enter opens."""
        key = Qt.Key(event.key())
        if event.modifiers() & _HELD and key in _STEPS:
            self.shifted.emit(_STEPS[key])
        elif key == Qt.Key.Key_Space:
            self.need_asked.emit()
        elif key == Qt.Key.Key_Delete:
            self.leave_asked.emit()
        elif key in _ENTER and not event.modifiers():
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def _keys(self) -> list[str]:
        return [str(self.item(row).data(NAME)) for row in range(self.count())]


class DesignPainter(PickPainter):
    """Paints headings, and each field with what is asked of it at its right."""

    def paint_words(
        self, painter: QPainter, at: QRectF, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a heading, or name, star, mark and lock of a field."""
        row = index.data(ROW)
        if not isinstance(row, Row):
            super().paint_words(painter, at, index)
        elif row.is_heading:
            self._paint_heading(painter, at, row)
        else:
            self._paint_field(painter, at, row)

    def _paint_heading(self, painter: QPainter, at: QRectF, row: Row) -> None:
        theme = self._theme
        line = QRectF(at.left(), at.bottom() - 1, at.width(), 1)
        painter.fillRect(line, theme.color("line"))
        painter.setFont(theme.font(Type.CARD))
        painter.setPen(theme.color("text2"))
        self._say(painter, at, row.label)

    def _paint_field(self, painter: QPainter, at: QRectF, row: Row) -> None:
        theme, px = self._theme, self._theme.px
        at = at.adjusted(px(8), 0, 0, 0)
        lock = QRectF(at.right() - px(ICON), at.center().y() - px(ICON) / 2, px(ICON), px(ICON))
        if row.why:
            icons.paint(painter, theme, "lock", "text3", lock)
        elif row.is_left_out:
            icons.paint(painter, theme, "eye-off", "text3", lock)
        at.setRight(lock.left() - px(8))
        small = theme.font(Type.SMALL)
        wide = min(QFontMetricsF(small).horizontalAdvance(row.mark) + 1, at.width() * MARK_SHARE)
        mark = QRectF(at.right() - wide, at.top(), wide, at.height())
        painter.setFont(small)
        painter.setPen(theme.color("text2"))
        self._say(painter, mark, row.mark)
        star = px(10) if row.is_needed and not row.is_left_out else 0
        room = QRectF(at.left(), at.top(), mark.left() - at.left() - px(10) - star, at.height())
        painter.setFont(theme.font(Type.BODY))
        painter.setPen(theme.color("text3" if row.is_left_out else "text"))
        end = self._say(painter, room, row.label)
        if star:
            painter.setPen(theme.color("danger"))
            self._say(painter, QRectF(end + px(4), at.top(), star, at.height()), "*")

    def _say(self, painter: QPainter, at: QRectF, words: str) -> float:
        """Write words; return where they end."""
        metrics = QFontMetricsF(painter.font())
        text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, at.width())
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        return at.left() + metrics.horizontalAdvance(text)
