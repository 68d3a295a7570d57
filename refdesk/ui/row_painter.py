"""Paints the rows of a list: texts, chips and tier circles."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from refdesk.screens.rows import Cell
from refdesk.screens.spec import Align, Column, Elide, Look, Tone
from refdesk.ui import icons
from refdesk.ui.row_model import RowModel
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

Index = QModelIndex | QPersistentModelIndex
HEIGHT = 32
PADDING = 12
TONES = {
    Tone.PLAIN: ("text2", "surface2"),
    Tone.ACCENT: ("accent", "soft"),
    Tone.INFO: ("info", "info_ground"),
    Tone.OK: ("ok", "ok_ground"),
    Tone.WARN: ("warn", "warn_ground"),
    Tone.DANGER: ("danger", "danger_ground"),
}
USES = {Look.TITLE: Type.STRONG, Look.CHIP: Type.LABEL, Look.TIER: Type.KEYCAP}
INKS = {Look.QUIET: "text3"}
# Put together once: joining flags costs as much as drawing a short text.
MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
LEFT, RIGHT = MIDDLE | Qt.AlignmentFlag.AlignLeft, MIDDLE | Qt.AlignmentFlag.AlignRight
ANTIALIASING = QPainter.RenderHint.Antialiasing
SELECTED = QStyle.StateFlag.State_Selected
MOST_REMEMBERED = 8_192


class RowPainter(QStyledItemDelegate):
    """Draws the cells of one list."""

    def __init__(self, theme: Theme, model: RowModel, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme, self._model, self._view = theme, model, view
        self.hovered = -1
        self._fonts: dict[Type, tuple[QFont, QFontMetricsF]] = {}
        self._widths: dict[tuple[Type, str], float] = {}
        theme.changed.connect(self.forget)

    def forget(self) -> None:
        """Measure anew, after the theme changed."""
        self._fonts.clear()
        self._widths.clear()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(0, self._theme.px(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell with its share of the row's ground."""
        theme, px = self._theme, self._theme.px
        rect = option.rect
        state = option.state
        selected = bool(state & SELECTED)
        row, number = index.row(), index.column()
        ground = "soft" if selected else "surface2" if row == self.hovered else "surface"
        painter.fillRect(rect, theme.color(ground))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.color("line"))
        if number == 0 and row == self._view.currentIndex().row():
            bar = "accent" if self._view.hasFocus() else "line2"
            painter.fillRect(rect.x(), rect.y(), px(3), rect.height(), theme.color(bar))
        cell = self._model.cell(row, number)
        if not cell.text:
            return
        column = self._model.state.columns[number]
        inner = QRectF(rect).adjusted(px(PADDING), 0, -px(PADDING), -1)
        if column.look is Look.TIER:
            self._tier(painter, inner, cell)
        elif cell.mark is not None:
            self._chip(painter, inner, cell, selected=selected)
        else:
            self._text(painter, inner, column, cell)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        _option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Show a cell's whole text where it was cut."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return False
        cell = self._model.cell(index.row(), index.column())
        column = self._model.state.columns[index.column()]
        room = view.visualRect(index).width() - 2 * self._theme.px(PADDING)
        taken = self._width(USES.get(column.look, Type.BODY), cell.text)
        if cell.mark is not None:
            taken += self._theme.px(32)
        cut = taken > room or (column.look is Look.TIER and len(cell.text) > 1)
        QToolTip.showText(event.globalPos(), cell.text if cut else "", view)
        return True

    def _text(self, painter: QPainter, at: QRectF, column: Column, cell: Cell) -> None:
        use = USES.get(column.look, Type.BODY) if column.look is Look.TITLE else Type.BODY
        font, metrics = self._font(use)
        text = cell.text
        if self._width(use, text) > at.width():
            middle = column.elide is Elide.MIDDLE
            mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
            text = metrics.elidedText(text, mode, at.width())
        painter.setFont(font)
        painter.setPen(self._theme.color(INKS.get(column.look, "text")))
        painter.drawText(at, RIGHT if column.align is Align.END else LEFT, text)

    def _chip(self, painter: QPainter, at: QRectF, cell: Cell, *, selected: bool) -> None:
        theme, px = self._theme, self._theme.px
        mark = cell.mark
        if mark is None:
            return
        ink, ground = TONES[mark.tone]
        if selected and mark.tone in {Tone.ACCENT, Tone.PLAIN}:
            ground = "surface"
        font, metrics = self._font(Type.LABEL)
        icon = px(14) + px(4) if mark.icon else 0
        room = at.width() - icon - 2 * px(7)
        text = cell.text
        wide = self._width(Type.LABEL, text)
        if wide > room:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            wide = min(metrics.horizontalAdvance(text), room)
        high = px(20)
        left = at.left() - px(1)
        body = QRectF(left, at.center().y() - high / 2, wide + icon + 2 * px(7), high)
        painter.save()
        painter.setRenderHint(ANTIALIASING)
        edge = "line" if mark.tone is Tone.PLAIN else ground
        painter.setPen(QPen(theme.color(edge), 1))
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
        inner = body.adjusted(px(7), 0, 0, 0)
        if mark.icon:
            size = px(14)
            square = QRectF(inner.left(), inner.center().y() - size / 2, size, size)
            icons.paint(painter, theme, mark.icon, ink, square)
        painter.setFont(font)
        painter.setPen(theme.color(ink))
        painter.drawText(inner.adjusted(icon, 0, 0, 0), LEFT, text)
        painter.restore()

    def _tier(self, painter: QPainter, at: QRectF, cell: Cell) -> None:
        theme, px = self._theme, self._theme.px
        size = px(18)
        circle = QRectF(at.left(), at.center().y() - size / 2, size, size)
        filled, dashed = cell.text == "A", len(cell.text) > 1
        painter.save()
        painter.setRenderHint(ANTIALIASING)
        pen = QPen(theme.color("text2" if filled else "line2"), 1.2)
        if dashed:
            pen.setDashPattern([2.0, 2.0])
        painter.setPen(pen)
        if filled:
            painter.setBrush(theme.color("text2"))
        painter.drawEllipse(circle.adjusted(0.6, 0.6, -0.6, -0.6))
        painter.setFont(self._font(Type.KEYCAP)[0])
        painter.setPen(theme.color("surface" if filled else "text2"))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, cell.text[:1])
        painter.restore()

    def _font(self, use: Type) -> tuple[QFont, QFontMetricsF]:
        found = self._fonts.get(use)
        if found is None:
            font = self._theme.font(use)
            found = self._fonts[use] = (font, QFontMetricsF(font))
        return found

    def _width(self, use: Type, text: str) -> float:
        key = (use, text)
        found = self._widths.get(key)
        if found is None:
            if len(self._widths) > MOST_REMEMBERED:
                self._widths.clear()
            found = self._widths[key] = self._font(use)[1].horizontalAdvance(text)
        return found
