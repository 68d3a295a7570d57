"""The bar above a page: its title, how many there are, and the page's own controls."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from refdesk.ui.parts import Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

HEIGHT = 56


class TopBar(QWidget):
    """Title and count on the left, controls on the right."""

    def __init__(self, theme: Theme, title: str, *controls: QWidget) -> None:
        super().__init__()
        self._theme = theme
        px = theme.px
        self.setFixedHeight(px(HEIGHT))
        self.title = Text(theme, title, Type.TITLE)
        self.count = Text(theme, "", Type.BODY, "text3")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(24), 0, px(24), 0)
        row.setSpacing(px(12))
        row.addWidget(self.title)
        row.addWidget(self.count, alignment=Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        for control in controls:
            row.addWidget(control, 2)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the surface and the line below it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.color("line"))
