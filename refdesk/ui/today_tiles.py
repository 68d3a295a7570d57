"""The strip at the top of Today: one figure for each section, with the key that leads there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from refdesk.i18n import _
from refdesk.ui import keycaps
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

HIGH = 60
LINE = 16
NARROWEST = 116
"""Width of a figure with its words, in pixels at 100 %."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure: what it counts, and a quiet word below."""

    count: int
    title: str
    aside: str = ""

    @property
    def said(self) -> str:
        """What a screen reader says of it."""
        words = f"{self.title}: {self.count:,}"
        return f"{words} ({self.aside})" if self.aside else words


class Tiles(QWidget):
    """Paints the figures side by side; a click leads to the section."""

    chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._tiles: tuple[Tile, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Show other figures."""
        self._tiles = tuple(tiles)
        said = ", ".join(one.said for one in tiles)
        self.updateGeometry()
        self.setAccessibleName(_("Today in figures: {figures}").format(figures=said))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the strip, in one row or in two."""
        return QSize(self._theme.px(600), self._rows() * self._theme.px(HIGH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take a second row where the words would be cut."""
        super().resizeEvent(event)
        self.updateGeometry()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the section whose figure was clicked."""
        places = [n for n in range(len(self._tiles)) if self._place(n).contains(event.position())]
        if places:
            self.chosen.emit(places[0] + 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card and its figures."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(card, px(8), px(8))
        line = theme.color("line")
        for place, tile in enumerate(self._tiles):
            at = self._place(place)
            if at.left():
                painter.fillRect(QRectF(at.left(), at.top() + 1, 1, at.height() - 2), line)
            if at.top() and not at.left():
                painter.fillRect(QRectF(1, at.top(), self.width() - 2, 1), line)
            self._paint_tile(painter, at.adjusted(px(12), 0, -px(8), 0), tile, str(place + 1))

    def _rows(self) -> int:
        wide = self.width() / max(len(self._tiles), 1)
        return 1 if wide >= max(map(self._needs, self._tiles), default=0) else 2

    def _needs(self, tile: Tile) -> float:
        """Return the width at which no word of a title is cut."""
        theme, px = self._theme, self._theme.px
        words = QFontMetricsF(theme.font(Type.LABEL))
        figure = QFontMetricsF(theme.font(Type.FIGURE)).horizontalAdvance(f"{tile.count:,}")
        title = max(words.horizontalAdvance(word) for word in tile.title.split())
        return max(px(NARROWEST), px(12 + 10 + 6 + 18 + 8) + figure + title)

    def _place(self, number: int) -> QRectF:
        rows = self._rows()
        in_row = -(-len(self._tiles) // rows)
        wide, high = self.width() / in_row, self.height() / rows
        row, column = divmod(number, in_row)
        return QRectF(column * wide, row * high, wide, high)

    def _paint_tile(self, painter: QPainter, at: QRectF, tile: Tile, key: str) -> None:
        theme, px = self._theme, self._theme.px
        middle, left = at.center().y(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        figure = theme.font(Type.FIGURE)
        count = f"{tile.count:,}"
        painter.setFont(figure)
        painter.setPen(theme.color("text" if tile.count else "text3"))
        painter.drawText(at, left, count)
        start = at.left() + QFontMetricsF(figure).horizontalAdvance(count) + px(10)
        cap = keycaps.width(theme, key)
        room = at.right() - cap - px(6) - start
        if room > px(24):
            lines = [(words, "text") for words in self._title(tile, room)]
            lines += [(tile.aside, "text2")] if tile.aside else []
            top = middle - len(lines) * px(LINE) / 2
            for words, ink in lines:
                self._say(painter, QRectF(start, top, room, px(LINE)), words, ink)
                top += px(LINE)
        keycaps.paint(painter, theme, at.right() - cap, middle, key, on_accent=False)

    def _title(self, tile: Tile, room: float) -> tuple[str, ...]:
        """Return the title of a figure; a long one takes two lines."""
        metrics = QFontMetricsF(self._theme.font(Type.LABEL))
        if metrics.horizontalAdvance(tile.title) <= room or " " not in tile.title:
            return (tile.title,)
        first, _space, second = tile.title.rpartition(" ")
        return first, second

    def _say(self, painter: QPainter, at: QRectF, words: str, ink: str) -> None:
        font = self._theme.font(Type.LABEL if ink == "text" else Type.SMALL)
        painter.setFont(font)
        painter.setPen(self._theme.color(ink))
        text = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, at.width())
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
