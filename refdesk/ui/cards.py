"""Cards: surfaces with a line around them, and the small ones beside a form."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from refdesk.ui.parts import RING, Button, Icon, Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

HEAD = 36


class Card(QFrame):
    """A surface with a line around it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the surface and its line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.setBrush(self._theme.color("surface"))
        radius = self._theme.px(8)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


class Line(QWidget):
    """A dividing line."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(1)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        QPainter(self).fillRect(self.rect(), self._theme.color("line"))


class SideCard(Card):
    """A card with a head: icon, title, and a quiet word at its right.

    Args:
        theme: colours and sizes.
        title: what it is about.
        icon: a name of resources/icons, none when empty.
    """

    def __init__(self, theme: Theme, title: str, icon: str = "") -> None:
        super().__init__(theme)
        px = theme.px
        self.setAccessibleName(title)
        self.title = Text(theme, title, Type.CARD)
        self.aside = Text(theme, "", Type.BODY, "text3")
        self.head = head = QHBoxLayout()
        head.setContentsMargins(px(12), px(8), px(12), px(8))
        head.setSpacing(px(8))
        if icon:
            head.addWidget(Icon(theme, icon, "text2"))
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.aside)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(px(12), px(10), px(12), px(10))
        self.body.setSpacing(px(6))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(Line(theme))
        whole.addLayout(self.body)

    def empty(self) -> None:
        """Take everything out of the card's body."""
        clear(self.body)


class ScrollArea(QScrollArea):
    """An area that tells when it has more room, or less."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell it."""
        super().resizeEvent(event)
        self.resized.emit()


def scroll_area(inside: QWidget, fixed: int = 0) -> ScrollArea:
    """Return an area that scrolls up and down, without a frame; `fixed` is its width if known."""
    area = ScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    area.setWidget(inside)
    inside.setAutoFillBackground(False)  # setting it in turns this on
    if fixed:
        area.setFixedWidth(fixed)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def narrow_bar(theme: Theme) -> str:
    """Return the style of a scroll bar that takes little room."""
    return (
        f"QScrollBar:vertical {{ width: {theme.px(8)}px; }}"
        f"QScrollBar::handle {{ margin: {theme.px(2)}px; border-radius: {theme.px(2)}px; }}"
    )


def narrow_page(theme: Theme, column: QVBoxLayout, widest: int) -> QScrollArea:
    """Return a page that scrolls, its one column at the left and no wider than `widest` pixels."""
    inside = QWidget()
    inside.setMaximumWidth(theme.px(widest))
    column.setContentsMargins(0, 0, 0, 0)
    inside.setLayout(column)
    ground = QWidget()
    row = QHBoxLayout(ground)
    row.setContentsMargins(theme.px(24), theme.px(16), theme.px(24), theme.px(16))
    row.addWidget(inside, 10)
    row.addStretch(1)
    return scroll_area(ground)


def in_line(theme: Theme, *buttons: Button) -> QHBoxLayout:
    """Return buttons beside each other, their edges in line with what stands above them."""
    px = theme.px
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(8 - RING))
    row.addSpacing(-px(RING))
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row


def clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Take every widget and layout out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, QVBoxLayout | QHBoxLayout):
            clear(inner)


def pair(theme: Theme, label: str, value: QWidget, *, room: int = 92) -> QHBoxLayout:
    """Return a row of a quiet label and what belongs to it."""
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    words = Text(theme, label, Type.BODY, "text2")
    words.setFixedWidth(theme.px(room))
    row.addWidget(words, alignment=Qt.AlignmentFlag.AlignTop)
    row.addWidget(value, 1)
    return row
