"""The bar above a page: where it belongs, what it shows, and its controls."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from refdesk.ui.elided import ElidedText
from refdesk.ui.parts import Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

HEIGHT = 56


class PageHead(QWidget):
    """As in "Practices / Cedar Grove" on the left, controls on the right."""

    def __init__(self, theme: Theme, above: str, title: str, *controls: QWidget) -> None:
        super().__init__()
        self._theme = theme
        px = theme.px
        self.setFixedHeight(px(HEIGHT))
        self.above = Text(theme, f"{above} /" if above else "", Type.TITLE, "text2")
        self.title = ElidedText(theme, Type.TITLE, "text")
        self.title.show_whole(title)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(24), 0, px(20), 0)
        row.setSpacing(px(6))
        row.addWidget(self.above)
        row.addWidget(self.title, 1)
        for control in controls:
            row.addWidget(control)
        self.above.setVisible(bool(above))
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the surface and the line below it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.color("line"))
