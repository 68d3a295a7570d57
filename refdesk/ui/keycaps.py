"""Keycaps: the keys of an action, drawn beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from refdesk.i18n import _
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

HEIGHT = 18
PADDING = 5
Hint = tuple[str, str]
"""A key and the word for what it does."""


def key_text(keys: str) -> str:
    """Return a key combination as this system writes it: Ctrl+L, or ⌘L on macOS."""
    if "+" not in keys or "–" in keys:
        return keys.replace("Ctrl+", key_text("Ctrl+1")[:-1]) if "–" in keys else keys
    native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return native or keys  # as in "Alt+letter", which is no key but words


def width(theme: Theme, keys: str) -> float:
    """Return how wide the keycap is."""
    metrics = QFontMetricsF(theme.font(Type.KEYCAP))
    padded = metrics.horizontalAdvance(key_text(keys)) + 2 * theme.px(PADDING)
    return max(padded, theme.px(HEIGHT))


def paint(
    painter: QPainter, theme: Theme, left: float, middle: float, keys: str, *, on_accent: bool
) -> float:
    """Paint a keycap from `left`, centred on `middle`; return its right edge."""
    high = theme.px(HEIGHT)
    cap = QRectF(left, middle - high / 2, width(theme, keys), high)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("onacc" if on_accent else "key"), 1))
    if on_accent:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setBrush(theme.color("surface2"))
    painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(4), theme.px(4))
    painter.setFont(theme.font(Type.KEYCAP))
    painter.setPen(theme.color("onacc" if on_accent else "text2"))
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key_text(keys))
    painter.restore()
    return cap.right()


class KeyHints(QWidget):
    """The keys of the focused area, at most six; those that do not fit are left out."""

    MOST = 6

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._hints: tuple[Hint, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self.update)

    def show_hints(self, hints: tuple[Hint, ...]) -> None:
        """Show other keys."""
        self._hints = hints[: self.MOST]
        said = ", ".join(f"{key_text(keys)} {word}" for keys, word in self._hints)
        self.setAccessibleName(_("Keys: {keys}").format(keys=said) if said else _("Keys"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size that shows them all."""
        return QSize(round(sum(map(self._width, self._hints))), self._theme.px(HEIGHT + 4))

    def minimumSizeHint(self) -> QSize:
        """Return a size that shows none."""
        return QSize(0, self._theme.px(HEIGHT + 4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the hints from the left."""
        painter = QPainter(self)
        font = self._theme.font(Type.SMALL)
        left, middle = 0.0, self.height() / 2
        for hint in self._hints:
            keys, word = hint
            if left + self._width(hint) > self.width() + self._theme.px(16):
                break
            end = paint(painter, self._theme, left, middle, keys, on_accent=False)
            painter.setFont(font)
            painter.setPen(self._theme.color("text2"))
            at = QRectF(end + self._theme.px(6), 0, self.width(), self.height())
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, word)
            left += self._width(hint)

    def _width(self, hint: Hint) -> float:
        metrics = QFontMetricsF(self._theme.font(Type.SMALL))
        px = self._theme.px
        return width(self._theme, hint[0]) + px(6) + metrics.horizontalAdvance(hint[1]) + px(16)
