"""How the parts of a record's page stand: its head, the broad cards, and the narrow ones beside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from refdesk.screens.panels import Spot
from refdesk.ui.cards import scroll_area
from refdesk.ui.line_list import LineList

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from refdesk.ui.theme import Theme

SIDE, SIDE_FROM, HALF_FROM = 308, 860, 560
"""Width of the side; of the page from which it is beside; of a column for two cards in a row."""
AROUND = 24
_WAY = QBoxLayout.Direction


class RecordFrame(QWidget):
    """What scrolls below the bar of a page.

    Args:
        theme: sizes.
        above: what stands over the first column, from the top.
        cards: the cards with their spots; two halves that follow each other share a row.
    """

    def __init__(
        self, theme: Theme, above: Sequence[QWidget], cards: Sequence[tuple[QWidget, Spot]]
    ) -> None:
        super().__init__()
        self._theme = theme
        px = theme.px
        inside = self._inside = QWidget()
        self._side = QWidget()
        self._columns = QBoxLayout(_WAY.LeftToRight, inside)
        self._columns.setContentsMargins(px(24), px(16), px(24), px(16))
        self._columns.setSpacing(px(16))
        broad, side = QVBoxLayout(), QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        for column in (broad, side):
            column.setSpacing(px(12))
        self._halves: list[QBoxLayout] = []
        for widget in above:
            broad.addWidget(widget)
        is_open = False
        for widget, spot in cards:
            if spot is Spot.HALF:
                if not is_open:
                    self._halves.append(QBoxLayout(_WAY.LeftToRight))
                    self._halves[-1].setSpacing(px(12))
                    broad.addLayout(self._halves[-1])
                self._halves[-1].addWidget(widget, 1)
            else:
                (side if spot is Spot.SIDE else broad).addWidget(widget)
            is_open = spot is Spot.HALF
        broad.addStretch(1)
        side.addStretch(1)
        self._columns.addLayout(broad, 1)
        self._columns.addWidget(self._side)
        self.area = scroll_area(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    def to_top(self) -> None:
        """Show the page from its beginning."""
        self.area.verticalScrollBar().setValue(0)

    def show_from(self, card: QWidget) -> None:
        """Scroll to the beginning of a card that has just become longer or shorter."""
        layout = card.layout()
        if layout is not None:
            layout.activate()
        QCoreApplication.sendEvent(self._inside, QEvent(QEvent.Type.LayoutRequest))
        top = card.mapTo(self._inside, QPoint(0, 0)).y()
        self.area.verticalScrollBar().setValue(top - self._theme.px(AROUND) // 2)

    def bring_in_sight(self, now: QWidget) -> None:
        """Scroll to what has the focus; of a list, to the line that is chosen."""
        inside, around = self._inside, self._theme.px(AROUND)
        if isinstance(now, LineList) and now.currentRow() >= 0:
            at = now.visualItemRect(now.item(now.currentRow())).center()
            point = now.viewport().mapTo(inside, at)
            self.area.ensureVisible(point.x(), point.y(), 0, 2 * around)
        elif inside.isAncestorOf(now):
            self.area.ensureWidgetVisible(now, 0, around)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the side below, and halves under each other, where there is little room."""
        super().resizeEvent(event)
        px, wide = self._theme.px, self.width()
        is_beside = wide >= px(SIDE_FROM)
        room = wide - 2 * px(24) - (px(SIDE + 16) if is_beside else 0)
        self._columns.setDirection(_WAY.LeftToRight if is_beside else _WAY.TopToBottom)
        self._side.setMinimumWidth(px(SIDE) if is_beside else 0)
        self._side.setMaximumWidth(px(SIDE) if is_beside else 16_777_215)
        for half in self._halves:
            half.setDirection(_WAY.LeftToRight if room >= px(HALF_FROM) else _WAY.TopToBottom)
