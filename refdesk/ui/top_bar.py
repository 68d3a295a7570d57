"""The bar above a list: its title, how many there are, the find box and the list's buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from refdesk.ui.bar_button import BarButton
from refdesk.ui.parts import RING, Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

HEIGHT = 56
SIDE, NARROW_SIDE, NARROW = 24, 16, 640


class TopBar(QWidget):
    """Title and count on the left, find box and buttons on the right.

    Args:
        theme: colours and sizes.
        title: of the page.
        find_box: takes what room there is.
        buttons: from the left; the last of them keep their words longest.
    """

    def __init__(
        self, theme: Theme, title: str, find_box: QWidget, buttons: tuple[BarButton, ...]
    ) -> None:
        super().__init__()
        self._theme, self._find_box, self._buttons = theme, find_box, buttons
        px = theme.px
        self.setFixedHeight(px(HEIGHT))
        self.title = Text(theme, title, Type.TITLE)
        self.title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.title.setMinimumWidth(px(40))
        self.count = Text(theme, "", Type.BODY, "text3")
        self.count.setMinimumWidth(px(40))
        self._words = self._short = ""
        self._names = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._names.addWidget(self.title)
        self._names.addWidget(self.count, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(px(8 - RING))
        self._row.addLayout(self._names)
        self._row.addSpacing(px(8))
        self._row.addStretch(1)
        self._row.addWidget(find_box, 4)
        self._row.addSpacing(px(8 - RING))
        for button in buttons:
            self._row.addWidget(button)
        theme.changed.connect(self.update)
        self._fit()

    def show_count(self, words: str, short: str = "") -> None:
        """Say how many there are; `short` says it where there is no room."""
        if (words, short or words) != (self._words, self._short):
            self._words, self._short = words, short or words
            self.count.setToolTip(words)
            self.count.setAccessibleName(words)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the words from the buttons where there is no room."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Return the width at which everything is still within reach."""
        px = self._theme.px
        icons = len(self._buttons) * px(40 + 2 * RING)
        wide = icons + self._find_box.minimumWidth() + px(40 + 24 + 32)
        return QSize(wide, px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the surface and the line below it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.color("line"))

    def _fit(self) -> None:
        px = self._theme.px
        icon = px(40 + 2 * RING)
        wide = [button.whole_width() for button in self._buttons]
        kept = [
            full if button.is_primary else icon
            for full, button in zip(wide, self._buttons, strict=True)
        ]
        side = px(side_of(self._theme, self.width()))
        gaps = px(8 - RING) * (len(wide) + 2) + 2 * side + px(12) + self._find_box.minimumWidth()
        room = self.width() - gaps
        self.count.setText(self._words)
        title, count = self.title.sizeHint().width(), self.count.sizeHint().width()
        stacked = room < title + px(12) + count + sum(kept)
        names = max(title, count) if stacked else title + px(12) + count
        every = room >= names + sum(wide)
        primary = room >= names + sum(kept)
        for button in self._buttons:
            button.set_compact(compact=not (every or (primary and button.is_primary)))
        left = room - (sum(wide) if every else sum(kept) if primary else icon * len(wide))
        if stacked and count > left:
            self.count.setText(self._short)
        self._stack_names(stacked=stacked)
        top = px(8) if stacked else 0
        self._row.setContentsMargins(side, top, side - px(RING), top)
        for label in (self.title, self.count):
            label.setMinimumWidth(max(min(label.sizeHint().width(), left), px(40)))

    def _stack_names(self, *, stacked: bool) -> None:
        way = QBoxLayout.Direction
        self._names.setDirection(way.TopToBottom if stacked else way.LeftToRight)
        self._names.setSpacing(0 if stacked else self._theme.px(12))


def side_of(theme: Theme, width: int) -> int:
    """Return the empty room at the sides of a page of that width, in pixels at 100 %."""
    return SIDE if width >= theme.px(NARROW) else NARROW_SIDE
