"""The bar above a page: where it belongs, what it shows, and its controls."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from refdesk.ui.bar_button import BarButton
from refdesk.ui.elided import ElidedText
from refdesk.ui.find_button import FindButton
from refdesk.ui.parts import Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

HEIGHT = 56
SIDE, GAP = 24, 6


class PageHead(QWidget):
    """As in "Practices / Cedar Grove" on the left, controls on the right.

    Args:
        theme: colours and sizes.
        above: where the page belongs.
        title: of the page.
        controls: from the left. Where there is no room, what finds anything gets small, quiet
            words go, buttons keep their icons alone, and what finds anything goes, in this order.
    """

    def __init__(self, theme: Theme, above: str, title: str, *controls: QWidget) -> None:
        super().__init__()
        self._theme, self._controls = theme, controls
        px = theme.px
        self.setFixedHeight(px(HEIGHT))
        self.above = Text(theme, f"{above} /" if above else "", Type.TITLE, "text2")
        self.title = ElidedText(theme, Type.TITLE, "text")
        self.title.show_whole(title)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(SIDE), 0, px(20), 0)
        row.setSpacing(px(GAP))
        row.addWidget(self.above)
        row.addWidget(self.title, 1)
        for control in controls:
            row.addWidget(control)
        self.above.setVisible(bool(above))
        theme.changed.connect(self.update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let controls give way to the title."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Fit anew when a control takes more room, or less."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        px, controls = self._theme.px, self._controls
        finds = [one for one in controls if isinstance(one, FindButton)]
        texts = [one for one in controls if isinstance(one, Text)]
        buttons = [one for one in controls if isinstance(one, BarButton)]
        others = [one for one in controls if one not in (*finds, *texts, *buttons)]
        fixed = [one for one in (self.above, *others) if not one.isHidden()]
        title = self.title.fontMetrics().horizontalAdvance(self.title.whole) + px(8)
        room = self.width() - px(2 * SIDE) - title - self._taken(fixed)
        whole = sum(one.whole_width() + px(GAP) for one in buttons)
        small = sum(one.small_width() + px(GAP) for one in finds)
        has_words = room >= whole + small + self._taken(texts)
        for text in texts:
            text.setVisible(has_words)
        is_compact = room < whole + small
        for button in buttons:
            button.set_compact(compact=is_compact)
        room -= self._taken(buttons) + (self._taken(texts) if has_words else 0)
        for one in finds:
            one.fit(room)

    def _taken(self, controls: Sequence[QWidget]) -> int:
        return sum(one.sizeHint().width() + self._theme.px(GAP) for one in controls)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the surface and the line below it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.color("line"))
