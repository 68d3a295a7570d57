"""Notices inside a window."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from refdesk.ui.parts import Icon, Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from refdesk.ui.offer import Offer


class Weight(enum.Enum):
    """How grave a notice is: its colour and its icon."""

    INFO = ("info", "info")
    WARN = ("warn", "triangle-alert")
    DANGER = ("danger", "circle-x")

    @property
    def token(self) -> str:
        """Colour of the words."""
        return self.value[0]

    @property
    def icon(self) -> str:
        """Icon before the words."""
        return self.value[1]


class Notice(QWidget):
    """News on a coloured ground: a headline, and what follows from it.

    Args:
        theme: colours and sizes.
        above: room that it keeps free above itself while it is shown, in pixels at 100 %.
    """

    def __init__(self, theme: Theme, above: int = 0) -> None:
        super().__init__()
        self._theme, self._above = theme, theme.px(above)
        self._weight = Weight.INFO
        px = theme.px
        self._icon = Icon(theme, Weight.INFO.icon, "info")
        self.headline = Text(theme, use=Type.STRONG)
        self.detail = Text(theme)
        for label in (self.headline, self.detail):
            label.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(self.headline)
        words.addWidget(self.detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(10) + self._above, px(12), px(10))
        row.setSpacing(px(8))
        row.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self._row = row
        theme.changed.connect(self.update)
        self.hide()

    def tell(self, weight: Weight, headline: str, detail: str = "") -> None:
        """Show news, and have a screen reader say it."""
        self._weight = weight
        self._icon.name, self._icon.token = weight.icon, weight.token
        for label, words in ((self.headline, headline), (self.detail, detail)):
            label.setText(words)
            label.set_ink(weight.token)
            label.setVisible(bool(words))
        self.setAccessibleName(f"{headline} {detail}".strip())
        self.setVisible(True)
        self.update()
        from PySide6.QtGui import QAccessible, QAccessibleEvent  # noqa: PLC0415  not at start

        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def propose(self, offer: Offer) -> None:
        """Put what can be done about the news beside it; it stays when other news comes."""
        self._row.setAlignment(self._icon, Qt.AlignmentFlag.AlignVCenter)  # its words stand so now
        self._row.addWidget(offer, alignment=Qt.AlignmentFlag.AlignVCenter)

    def clear(self) -> None:
        """Take the news away."""
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(f"{self._weight.token}_ground"))
        radius = self._theme.px(6)
        ground = QRectF(self.rect()).adjusted(0, self._above, 0, 0)
        painter.drawRoundedRect(ground, radius, radius)
