"""A layout that puts its widgets side by side and goes on in the next row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def fit(widget: QWidget, least: int = 0) -> None:
    """Make a widget as high as its rows are at its width."""
    layout = widget.layout()
    if layout is not None:
        high = max(layout.heightForWidth(widget.width()), least)
        if high != widget.maximumHeight():
            widget.setFixedHeight(high)


class Flow(QLayout):
    """Widgets in rows as wide as there is room.

    Args:
        gap: between widgets and between rows, in pixels.
        last_fills: whether the last widget takes what is left of its row.
    """

    def __init__(self, gap: int, *, row_gap: int | None = None, last_fills: bool = False) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap, self._row_gap = gap, gap if row_gap is None else row_gap
        self._last_fills = last_fills
        self.setContentsMargins(QMargins())

    def insert(self, place: int, widget: QWidget) -> None:
        """Put a widget before the one at `place`."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item in at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem:
        """Return an item; None past the end, as Qt wants it."""
        return self._items[index] if 0 <= index < len(self._items) else None  # type: ignore[return-value]

    def takeAt(self, index: int) -> QLayoutItem:
        """Hand an item back; None past the end, as Qt wants it."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None  # type: ignore[return-value]

    def expandingDirections(self) -> Qt.Orientation:
        """Want no more room than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow layout is a high one."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return how high the rows are together."""
        return self._lay(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put every widget in its place."""
        super().setGeometry(rect)
        self._lay(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the size of everything in one row."""
        sizes = [item.sizeHint() for item in self._items]
        wide = sum(size.width() for size in sizes) + self._gap * max(len(sizes) - 1, 0)
        high = max((size.height() for size in sizes), default=0)
        return QSize(wide, high).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        """Return the size of the largest widget."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _lay(self, rect: QRect, *, move: bool) -> int:
        room = rect.marginsRemoved(self.contentsMargins())
        left, top, high = room.left(), room.top(), 0
        for item in self._items:
            is_last = self._last_fills and item is self._items[-1]
            size = item.minimumSize() if is_last else item.sizeHint()
            size = size.boundedTo(QSize(max(room.width(), 1), size.height()))
            if left > room.left() and left + size.width() > room.right() + 1:
                left, top, high = room.left(), top + high + self._row_gap, 0
            if is_last:
                size.setWidth(max(room.right() + 1 - left, 1))
            if move:
                item.setGeometry(QRect(QPoint(left, top), size))
            left += size.width() + self._gap
            high = max(high, size.height())
        return top + high + self.contentsMargins().bottom() - rect.top()
