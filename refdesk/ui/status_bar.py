"""The bar at the bottom: the keys of the moment, who is here, and the lock."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from refdesk.i18n import _
from refdesk.ui import icons, keycaps
from refdesk.ui.keycaps import KeyHints
from refdesk.ui.parts import Icon, Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

HEIGHT = 28
LOCK_KEYS = "Ctrl+L"


class LockButton(QAbstractButton):
    """Locks the desk."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setToolTip(_("Lock the desk now"))
        self.say("")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def say(self, countdown: str) -> None:
        """Show when the desk locks by itself."""
        self.setText(countdown or _("Lock"))
        name = _("Lock the desk now")
        self.setAccessibleName(f"{name}. {countdown}" if countdown else name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of icon, word and key."""
        px = self._theme.px
        words = QFontMetricsF(self._theme.font(Type.SMALL)).horizontalAdvance(self.text())
        wide = px(14) + px(6) + words + px(6) + keycaps.width(self._theme, LOCK_KEYS)
        return QSize(round(wide + 2 * px(4)), self._theme.px(HEIGHT - 4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint icon, word and key."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, left = self.height() / 2, float(px(4))
        size = px(14)
        ink = "accent" if self.underMouse() else "text2"
        icons.paint(painter, theme, "lock", ink, QRectF(left, middle - size / 2, size, size))
        left += size + px(6)
        painter.setFont(theme.font(Type.SMALL))
        painter.setPen(theme.color(ink))
        words = painter.fontMetrics().horizontalAdvance(self.text())
        at = QRectF(left, 0, words + 1, self.height())
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, self.text())
        keycaps.paint(painter, theme, left + words + px(6), middle, LOCK_KEYS, on_accent=False)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), px(2)))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(4), px(4))


class StatusBar(QWidget):
    """Keys on the left; user, encryption and lock on the right."""

    lock_asked = Signal()

    def __init__(self, theme: Theme, user: str) -> None:
        super().__init__()
        self._theme = theme
        px = theme.px
        self.setFixedHeight(px(HEIGHT))
        self.hints = KeyHints(theme)
        self.hints.show_hints(())
        self.user = Text(theme, user, Type.SMALL, "text2")
        self.sealed = Text(theme, _("Encrypted, this computer only"), Type.SMALL, "text2")
        self.lock_button = LockButton(theme)
        self.lock_button.clicked.connect(self.lock_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(24), 1, px(20), 0)
        row.setSpacing(px(6))
        row.addWidget(self.hints, 1)
        for icon, words in (("user", self.user), ("shield-check", self.sealed)):
            row.addSpacing(px(12))
            row.addWidget(Icon(theme, icon, "text2", 14))
            row.addWidget(words)
        row.addSpacing(px(8))
        row.addWidget(self.lock_button)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the line above it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("side"))
        painter.fillRect(0, 0, self.width(), 1, self._theme.color("line"))
