"""The field-like button in the head of a page that leads to finding anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen

from refdesk.i18n import _
from refdesk.screens.actions import ANYWHERE
from refdesk.ui import icons, keycaps
from refdesk.ui.editors.matched_text import MIDDLE
from refdesk.ui.keycaps import key_text
from refdesk.ui.parts import RING, Button
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from refdesk.ui.host import Host

WIDE, SIDE, GAP = 260, 11, 8


class FindButton(Button):
    """Looks like the field that it opens; without room its words go, then the whole.

    Args:
        host: the window.
    """

    def __init__(self, host: Host) -> None:
        super().__init__(host.theme, _("Find anything"), icon="search")
        self._map = host.keys
        self._is_small = False
        self.clicked.connect(host.find_anything)
        host.keys.changed.connect(self._show_key)
        self._show_key()

    def fit(self, room: int) -> None:
        """Take no more than this room, in pixels."""
        self.setVisible(room >= self.small_width())
        small = room < self._whole()
        if small is not self._is_small:
            self._is_small = small
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the field, or of its icon."""
        high = self._theme.px(self._height) + 2 * self._theme.px(RING)
        return QSize(self.small_width() if self._is_small else self._whole(), high)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a field with a lens, what it is for, and its key."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring, width = px(RING), px(2) if self.hasFocus() else 1
        inset = ring + width / 2
        body = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        hover = self.underMouse() or self.isDown()
        painter.setPen(QPen(theme.color("accent" if self.hasFocus() else "line2"), width))
        painter.setBrush(theme.color("surface2" if hover else "surface"))
        painter.drawRoundedRect(body, px(6), px(6))
        size, middle = px(16), body.center().y()
        left = body.center().x() - size / 2 if self._is_small else ring + px(SIDE)
        icons.paint(painter, theme, "search", "text2", QRectF(left, middle - size / 2, size, size))
        if self._is_small:
            return
        right = self.width() - ring - px(GAP) - keycaps.width(theme, self._keys)
        keycaps.paint(painter, theme, right, middle, self._keys, on_accent=False)
        words = QRectF(left + size + px(GAP), 0, right - left - size - 2 * px(GAP), self.height())
        painter.setFont(theme.font(Type.BODY))
        painter.setPen(theme.color("text3"))
        painter.drawText(words, MIDDLE | Qt.AlignmentFlag.AlignLeft, self.text())

    def _whole(self) -> int:
        px = self._theme.px
        words = QFontMetricsF(self._theme.font(Type.BODY)).horizontalAdvance(self.text())
        needed = words + keycaps.width(self._theme, self._keys) + px(2 * SIDE + 16 + 3 * GAP)
        return round(max(px(WIDE), needed)) + 2 * px(RING)

    def small_width(self) -> int:
        """Return how wide its icon is, without words."""
        return self._theme.px(self._height) + 2 * self._theme.px(RING)

    def _show_key(self) -> None:
        keys = self._map.keys(ANYWHERE)
        self.set_keys(keys)
        self.setToolTip(_("{words}: {keys}").format(words=self.text(), keys=key_text(keys)))
