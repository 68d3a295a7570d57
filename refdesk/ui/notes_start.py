"""A small picture of a sheet of labels, on which one chooses the first that is still there."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from refdesk.documents.labels import STOCKS
from refdesk.i18n import _
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

HIGH = 190
GAP = 3
_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0)}
_ROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class StartGrid(QWidget):
    """Chooses a label by a click or the arrows; the labels that will be used are filled."""

    chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._stock, self.start, self._used = STOCKS["5160"], 1, 1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self._say()

    def show_labels(self, stock: str, start: int, used: int) -> None:
        """Show a sheet, where it starts, and how many labels follow."""
        self._stock, self.start, self._used = STOCKS[stock], start, used
        self._say()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the picture."""
        high = self._theme.px(HIGH)
        return QSize(round(high * 612 / 792), high)

    def label_at(self, at: QPointF) -> int:
        """Return the label under a point, 0 if there is none."""
        for place in range(1, self._stock.count + 1):
            if self._cell(place).contains(at):
                return place
        return 0

    def centre_of(self, label: int) -> QPointF:
        """Return the middle of a label."""
        return self._cell(label).center()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start at the label that was clicked."""
        label = self.label_at(event.position())
        if label:
            self.chosen.emit(label)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by the arrows, to the ends by Home and End."""
        key, columns = event.key(), self._stock.columns
        if key == Qt.Key.Key_Home:
            wanted = 1
        elif key == Qt.Key.Key_End:
            wanted = self._stock.count
        elif key in _STEPS:
            wanted = self.start + _STEPS[Qt.Key(key)][0]
        elif key in _ROWS:
            wanted = self.start + _ROWS[Qt.Key(key)] * columns
        else:
            super().keyPressEvent(event)
            return
        if 1 <= wanted <= self._stock.count:
            self.chosen.emit(wanted)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sheet."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = self._sheet()
        painter.setPen(QPen(theme.color("accent" if self.hasFocus() else "line2"), 1.5))
        painter.setBrush(theme.color("surface2"))
        painter.drawRoundedRect(sheet.adjusted(0.75, 0.75, -0.75, -0.75), 4, 4)
        painter.setFont(theme.font(Type.SMALL))
        for place in range(1, self._stock.count + 1):
            self._paint_label(painter, place)

    def _paint_label(self, painter: QPainter, place: int) -> None:
        theme, at = self._theme, self._cell(place)
        used = self.start <= place < self.start + self._used
        first = place == self.start
        painter.setPen(QPen(theme.color("accent" if used else "line"), 1))
        ground = "accent" if first else "soft" if used else "surface"
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(at, 2, 2)
        if first or place in {1, self._stock.count}:
            painter.setPen(theme.color("onacc" if first else "text3"))
            painter.drawText(at, Qt.AlignmentFlag.AlignCenter, str(place))

    def _sheet(self) -> QRectF:
        high = float(self.height())
        wide = high * 612 / 792
        return QRectF(0, 0, wide, high)

    def _cell(self, place: int) -> QRectF:
        sheet, stock = self._sheet(), self._stock
        pad = self._theme.px(GAP) + 2
        row, column = divmod(place - 1, stock.columns)
        wide = (sheet.width() - 2 * pad) / stock.columns
        high = (sheet.height() - 2 * pad) / stock.rows
        cell = QRectF(pad + column * wide, pad + row * high, wide, high)
        return cell.adjusted(1, 1, -1, -1)

    def _say(self) -> None:
        words = _("First label: {label} of {count}").format(
            label=self.start, count=self._stock.count
        )
        self.setAccessibleName(words)
        self.setToolTip(words)
