"""A record's name that opens it, the name of a panel, and the round picture of a person."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy

from refdesk.ui.elided import ElidedText
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

FACE, LEAST = 36, 40
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class TitleText(ElidedText):
    """A panel's title: as wide as it is long, if there is room."""

    def __init__(self, theme: Theme, use: Type = Type.CARD) -> None:
        super().__init__(theme, use, "text")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def show_whole(self, text: str) -> None:
        """Show another title."""
        super().show_whole(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the size of the whole title."""
        wide = QFontMetricsF(self.font()).horizontalAdvance(self.whole) + 2
        margins = self.contentsMargins()
        wide += margins.left() + margins.right()
        return QSize(round(wide), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return a size at which it is cut."""
        return QSize(self._theme.px(LEAST), super().minimumSizeHint().height())


class NameLink(QAbstractButton):
    """A name that leads to its record; it loses letters where there is no room."""

    def __init__(self, theme: Theme, use: Type) -> None:
        super().__init__()
        self._theme, self._use, self.whole = theme, use, ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_name(self, name: str) -> None:
        """Show another name."""
        self.whole = name
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens it too."""
        if event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return the size of the whole name and the ring of its focus."""
        metrics, px = QFontMetricsF(self._theme.font(self._use)), self._theme.px
        wide = metrics.horizontalAdvance(self.whole) + 2 * px(4)
        return QSize(round(wide) + 1, round(metrics.height()) + 2 * px(2))

    def minimumSizeHint(self) -> QSize:
        """Return a size at which it is cut."""
        return QSize(self._theme.px(LEAST), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the name, its line under the pointer, and the ring of its focus."""
        theme, px, painter = self._theme, self._theme.px, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), px(2)))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(4), px(4))
        font = theme.font(self._use)
        metrics = QFontMetricsF(font)
        at = QRectF(self.rect()).adjusted(px(4), 0, -px(4), 0)
        text = metrics.elidedText(self.whole, Qt.TextElideMode.ElideRight, at.width() + 1)
        painter.setFont(font)
        painter.setPen(theme.color("accent"))
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        if self.underMouse():
            below = at.center().y() + metrics.ascent() / 2 + px(2)
            end = at.left() + metrics.horizontalAdvance(text)
            painter.drawLine(QPointF(at.left(), below), QPointF(end, below))


class FaceDisc(QLabel):
    """The initials of a person in a circle, beside the name that says the same."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(theme.px(FACE), theme.px(FACE))
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the circle and the letters."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("soft"))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setFont(theme.font(Type.STRONG))
        painter.setPen(theme.color("accent"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
