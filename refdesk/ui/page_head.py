"""The bar above a page: where it belongs, what it shows, and its controls."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

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
        controls: from the left; what finds anything gives way where there is no room.
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
        """Let what finds anything give way to the title."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Fit anew when a control takes more room, or less."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        px = self._theme.px
        finds = [one for one in self._controls if isinstance(one, FindButton)]
        title = self.title.fontMetrics().horizontalAdvance(self.title.whole) + px(8)
        others = (one for one in (self.above, *self._controls) if one not in finds)
        shown = [one for one in others if not one.isHidden()]
        taken = sum(one.sizeHint().width() + px(GAP) for one in shown)
        for one in finds:
            one.fit(self.width() - px(2 * SIDE) - title - taken)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the surface and the line below it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.color("line"))
