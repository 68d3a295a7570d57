"""One row of the sidebar: icon, name and key; on the rail the icon alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton

from refdesk.ui import icons
from refdesk.ui.keycaps import key_text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

WIDTH, RAIL = 200, 56
ROW, LEAST = 36, 26
"""Height of a row, and where the window is low."""
TIGHT = 97
"""How far letters stand apart, in percent, where words and key would not fit beside another."""
FAR = 1_000
STEPS: dict[int, int] = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Home: -FAR,
    Qt.Key.Key_End: FAR,
}


class NavButton(QAbstractButton):
    """One screen in the sidebar."""

    again = Signal()
    """It was chosen while it was the chosen one."""
    moved = Signal(int)
    """The focus is to go on by so many rows; far beyond them for the first or the last."""
    left = Signal()
    """The person goes back to the page."""

    def __init__(self, theme: Theme, words: str, icon: str, keys: str) -> None:
        super().__init__()
        self._theme, self._icon, self.keys = theme, icon, keys
        self.setText(words)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(theme.px(ROW))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._was_chosen = False
        self.pressed.connect(self._remember)
        self.clicked.connect(self._say_again)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the size of a row."""
        return QSize(self._theme.px(RAIL), self._theme.px(ROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from row to row and choose nothing; Enter chooses, Esc leads to the page."""
        key = event.key()
        if key in STEPS:
            self.moved.emit(STEPS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that the pointer is here."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Show that the pointer has left."""
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint icon, name and key; on the rail the icon alone."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(px(8), px(2), -px(8), -px(2))
        is_rail = self.width() < px(WIDTH) * 0.6
        ground = "soft" if self.isChecked() else "surface2" if self.underMouse() else ""
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(ground))
            painter.drawRoundedRect(body, px(6), px(6))
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            bar = QRectF(body.left(), body.top() + px(6), px(3), body.height() - 2 * px(6))
            painter.drawRoundedRect(bar, px(1.5), px(1.5))
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(body.adjusted(1, 1, -1, -1), px(6), px(6))
        ink = "accent" if self.isChecked() else "text2"
        size = px(18)
        left = body.center().x() - size / 2 if is_rail else body.left() + px(10)
        square = QRectF(left, body.center().y() - size / 2, size, size)
        icons.paint(painter, theme, self._icon, ink, square)
        if not is_rail:
            self._paint_words(painter, body.adjusted(px(37), 0, -px(4), 0), ink)

    def _remember(self) -> None:
        self._was_chosen = self.isChecked()

    def _say_again(self) -> None:
        if self._was_chosen:
            self.again.emit()

    def _paint_words(self, painter: QPainter, at: QRectF, ink: str) -> None:
        theme = self._theme
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        keys = key_text(self.keys)
        small = theme.font(Type.KEYCAP)
        taken = QFontMetricsF(small).horizontalAdvance(keys) + theme.px(4) if keys else 0
        font = theme.font(Type.STRONG if self.isChecked() else Type.MEDIUM)
        if QFontMetricsF(font).horizontalAdvance(self.text()) > at.width() - taken:
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, TIGHT)
        painter.setFont(font)
        painter.setPen(theme.color(ink))
        metrics = QFontMetricsF(font)
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, at.width())
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, words)
        painter.setFont(small)
        if metrics.horizontalAdvance(words) + taken <= at.width():
            painter.setPen(theme.color("accent" if self.isChecked() else "text3"))
            painter.drawText(at, right, keys)
