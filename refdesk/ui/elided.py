"""Words on one line that lose letters when there is no room, and give them to the tooltip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from refdesk.ui.parts import Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetricsF, QResizeEvent


class ElidedText(Text):
    """A name that loses its end, or a path that loses its middle."""

    def __init__(self, theme: Theme, use: Type, ink: str, *, middle: bool = False) -> None:
        super().__init__(theme, "", use, ink)
        mode = Qt.TextElideMode
        self._mode = mode.ElideMiddle if middle else mode.ElideRight
        self.whole = ""
        self.setMinimumWidth(theme.px(40))

    def show_whole(self, text: str) -> None:
        """Show another text, as much as fits."""
        self.whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as fits now."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self.whole, self._mode, self.width()))


def shortened(words: str, inner: str, metrics: QFontMetricsF, wide: float) -> str:
    """Return words that fit, of which only `inner` loses its end while the others have room."""
    end = Qt.TextElideMode.ElideRight
    if metrics.horizontalAdvance(words) > wide and inner in words:
        before, after = words.split(inner, 1)
        room = wide - metrics.horizontalAdvance(f"{before}{after}")
        words = f"{before}{metrics.elidedText(inner, end, room)}{after}"
    return metrics.elidedText(words, end, wide)
