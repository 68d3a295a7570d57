"""Small parts of every window: texts, buttons, and the program's mark."""

from __future__ import annotations

import enum

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from refdesk.ui import icons, keycaps
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

RING = 4
"""Room around a button for the ring that shows its focus."""


class Text(QLabel):
    """Words in one of the theme's fonts and colours; never read as markup."""

    def __init__(
        self, theme: Theme, text: str = "", use: Type = Type.BODY, ink: str = "text"
    ) -> None:
        super().__init__(text)
        self._theme, self._use, self._ink = theme, use, ink
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._dress()
        theme.changed.connect(self._dress)

    def set_ink(self, ink: str) -> None:
        """Show the words in another colour."""
        self._ink = ink
        self._dress()

    def _dress(self) -> None:
        colors = self.palette()
        colors.setColor(QPalette.ColorRole.WindowText, self._theme.color(self._ink))
        self.setPalette(colors)
        self.setFont(self._theme.font(self._use))


class Icon(QWidget):
    """One icon beside words that say the same."""

    def __init__(self, theme: Theme, name: str, token: str, size: int = 16) -> None:
        super().__init__()
        self._theme, self.name, self.token = theme, name, token
        self.setFixedSize(theme.px(size), theme.px(size))
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon."""
        painter = QPainter(self)
        icons.paint(painter, self._theme, self.name, self.token, QRectF(self.rect()))


class Mark(QWidget):
    """The program's mark on its accent square."""

    def __init__(self, theme: Theme, size: int) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(theme.px(size), theme.px(size))
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent"))
        painter.drawRoundedRect(whole, whole.width() * 0.2, whole.width() * 0.2)
        inset = whole.width() * 0.22
        icons.paint(
            painter, self._theme, "mark", "onacc", whole.adjusted(inset, inset, -inset, -inset)
        )


class Look(enum.Enum):
    """How much a button asks for attention; one primary on a page."""

    PRIMARY = "primary"
    DEFAULT = "default"
    QUIET = "quiet"


class Button(QPushButton):
    """A button with its icon and its key.

    Args:
        theme: colours and sizes.
        text: the verb; an ampersand before its mnemonic.
        look: how much it asks for attention.
        icon: a name of resources/icons.
        keys: the key that does the same.
        height: without the ring.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        look: Look = Look.DEFAULT,
        *,
        icon: str = "",
        keys: str = "",
        height: int = 32,
    ) -> None:
        super().__init__(text)
        self._theme, self._look, self._icon, self._keys = theme, look, icon, keys
        self._height = height
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text.replace("&", ""))
        theme.changed.connect(self.update)

    def set_words(self, text: str, keys: str | None = None) -> None:
        """Give the button another verb, and another key where one is given."""
        self._keys = self._keys if keys is None else keys
        self.setText(text)
        self.setAccessibleName(text.replace("&", ""))
        self.updateGeometry()

    @property
    def keys(self) -> str:
        """The key that does the same, empty without one."""
        return self._keys

    def set_keys(self, keys: str) -> None:
        """Give the button another key that does the same."""
        self._keys = keys
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the words, icon, key and ring."""
        px = self._theme.px
        side = 0 if self._look is Look.QUIET else 12
        wide = self._content_width() + 2 * px(side) + 2 * px(RING)
        return QSize(round(wide), px(self._height) + 2 * px(RING))

    def minimumSizeHint(self) -> QSize:
        """Return the same: a verb is never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, not the default one of a dialog."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
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
        """Paint ground, ring, icon, verb and key."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = px(RING)
        body = QRectF(self.rect()).adjusted(ring, ring, -ring, -ring)
        ink = self._paint_ground(painter, body)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            edge = px(RING) - px(1)
            painter.drawRoundedRect(body.adjusted(-edge, -edge, edge, edge), px(9), px(9))
        left = body.center().x() - self._content_width() / 2
        middle = body.center().y()
        if self._icon:
            size = px(16)
            icons.paint(
                painter, theme, self._icon, ink, QRectF(left, middle - size / 2, size, size)
            )
            left += size + px(8)
        painter.setFont(self._font())
        painter.setPen(theme.color(ink))
        wide = self._text_width()
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
        if self._look is Look.QUIET and self.isEnabled() and self.underMouse():
            painter.drawLine(QPointF(left, middle + px(9)), QPointF(left + wide, middle + px(9)))
        painter.drawText(QRectF(left, body.top(), wide + 1, body.height()), flags, self.text())
        if self._keys:
            keycaps.paint(
                painter, theme, left + wide + px(8), middle, self._keys, on_accent=ink == "onacc"
            )

    def _paint_ground(self, painter: QPainter, body: QRectF) -> str:
        """Paint the ground and return the token of what stands on it."""
        theme = self._theme
        hover = self.isEnabled() and (self.underMouse() or self.isDown())
        if not self.isEnabled():
            quiet = self._look is Look.QUIET
            fill, edge, ink = ("", "", "text3") if quiet else ("surface2", "key", "text3")
        elif self._look is Look.PRIMARY:
            fill, edge, ink = "accent", "accent", "onacc"
        elif self._look is Look.DEFAULT:
            fill, edge, ink = ("surface2" if hover else "surface"), "line2", "text"
        else:
            fill, edge, ink = "", "", "accent"
        ground = theme.color(fill) if fill else QColor(Qt.GlobalColor.transparent)
        if self._look is Look.PRIMARY and hover:
            ground = ground.darker(112) if not theme.is_dark else ground.lighter(108)
        painter.setPen(QPen(theme.color(edge), 1) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        radius = theme.px(6)
        painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        return ink

    def _font(self) -> QFont:
        return self._theme.font(Type.STRONG if self._look is Look.PRIMARY else Type.MEDIUM)

    def _text_width(self) -> float:
        return QFontMetricsF(self._font()).horizontalAdvance(self.text().replace("&", ""))

    def _content_width(self) -> float:
        px = self._theme.px
        wide = self._text_width()
        if self._icon:
            wide += px(16) + (px(8) if self.text() else 0)
        if self._keys:
            wide += px(8) + keycaps.width(self._theme, self._keys)
        return wide
