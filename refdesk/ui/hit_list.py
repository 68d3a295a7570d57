"""What was found from anywhere: hits under headings, chosen by the keys of the line above."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter
from PySide6.QtWidgets import QListWidgetItem, QStyle, QStyleOptionViewItem

from refdesk.i18n import _
from refdesk.screens.hits import COUNTED, Answer, Group, Hit
from refdesk.ui import icons, keycaps
from refdesk.ui.cards import narrow_bar
from refdesk.ui.editors.matched_text import MIDDLE, elided, paint_matched
from refdesk.ui.list_choices import NAME, HeadedList, PickPainter
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

ROW, HEADING, SIDE, TEXT, ENDS, GAP = 40, 28, 16, 46, 110, 16
"""Heights; room at the sides; where words begin; room of the verb at the right; between texts."""
TITLE_SHARE = 0.6
"""The most of a row's words that its title takes where something stands beside it."""
SHORTEST_BESIDE = 3
"""Letters of a word that is marked in what stands beside a title."""
ENTER = "Enter"


class HitList(HeadedList):
    """The hits; the focus stays in the line above."""

    taken = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Found"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(False)
        self.setItemDelegate(HitPainter(theme, self))
        self.setVerticalScrollMode(HeadedList.ScrollMode.ScrollPerPixel)

    def show_answer(self, answer: Answer) -> None:
        """Show other hits, the first of them chosen."""
        self.clear()
        for group in answer.groups:
            self.add_heading(_heading(group), None)
            for hit in group.hits:
                self.add(", ".join(filter(None, (hit.title, hit.detail))), hit)
        self.to_end(-1)

    def hit(self) -> Hit | None:
        """Return the chosen hit."""
        row = self.currentRow()
        found = self._data(row) if row >= 0 else None
        return found if isinstance(found, Hit) else None

    def step(self, steps: int) -> None:
        """Choose the hit so many rows on; the first follows the last."""
        rows = self._rows()
        if not rows:
            return
        at = rows.index(self.currentRow()) if self.currentRow() in rows else 0
        wanted = at + steps
        if abs(steps) == 1:
            wanted %= len(rows)
        self._choose(rows[min(max(wanted, 0), len(rows) - 1)])

    def to_end(self, side: int) -> None:
        """Choose the first hit (-1) or the last (1)."""
        rows = self._rows()
        if rows:
            self._choose(rows[0 if side < 0 else -1])

    def high(self) -> int:
        """Return how high the list is with everything in sight."""
        px = self._theme.px
        hits = len(self._rows())
        return hits * px(ROW) + (self.count() - hits) * px(HEADING)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the hit under the pointer."""
        super().mouseReleaseEvent(event)
        item = self.itemAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and item is not None and item.flags():
            self.taken.emit()

    def _rows(self) -> list[int]:
        return [row for row in range(self.count()) if isinstance(self._data(row), Hit)]

    def _data(self, row: int) -> object:
        item: QListWidgetItem = self.item(row)
        return item.data(NAME)

    def _choose(self, row: int) -> None:
        self.setCurrentRow(row)
        above = self.item(row - 1) if row else None
        if above is not None and not above.flags():
            self.scrollToItem(above)  # a heading stays with its first hit

    def _dress(self) -> None:
        surface = self._theme.tokens.surface
        self.setStyleSheet(
            f"QListWidget {{ background: {surface}; border: 0; padding: 0; outline: 0; }}"
            f"{narrow_bar(self._theme)}"
        )


class HitPainter(PickPainter):
    """Paints headings and hits."""

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of a row."""
        px = self._theme.px
        return QSize(px(120), px(ROW if index.data(NAME) is not None else HEADING))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint a heading, or a hit with what tells it from its namesakes."""
        theme, px = self._theme, self._theme.px
        at, hit = QRectF(option.rect), index.data(NAME)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not isinstance(hit, Hit):
            painter.setFont(theme.font(Type.LABEL))
            painter.setPen(theme.color("text3"))
            painter.drawText(at.adjusted(px(SIDE), 0, -px(SIDE), 0), MIDDLE, index.data())
        else:
            state: QStyle.StateFlag = option.state
            is_chosen = bool(state & QStyle.StateFlag.State_Selected)
            if is_chosen:
                painter.fillRect(at, theme.color("soft"))
                bar = QRectF(at.left(), at.top(), px(3), at.height())
                painter.fillRect(bar, theme.color("accent"))
            elif state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(at, theme.color("surface2"))
            size = px(16)
            icon = QRectF(at.left() + px(SIDE), at.center().y() - size / 2, size, size)
            icons.paint(painter, theme, hit.icon, "accent" if is_chosen else "text2", icon)
            self._end(painter, at, hit, is_chosen=is_chosen)
            self._words(painter, at, hit, is_chosen=is_chosen)
        painter.restore()

    def _end(self, painter: QPainter, at: QRectF, hit: Hit, *, is_chosen: bool) -> None:
        """Paint the verb of the chosen row, or the key that does the same as a row."""
        theme, px = self._theme, self._theme.px
        keys = ENTER if is_chosen else hit.keys
        if not keys:
            return
        left = at.right() - px(SIDE) - keycaps.width(theme, keys)
        keycaps.paint(painter, theme, left, at.center().y(), keys, on_accent=False)
        if is_chosen:
            font = theme.font(Type.MEDIUM)
            verb = _("Do") if hit.does else _("Open")
            wide = QFontMetricsF(font).horizontalAdvance(verb)
            painter.setFont(font)
            painter.setPen(theme.color("accent"))
            painter.drawText(
                QRectF(left - px(7) - wide, at.top(), wide + 1, at.height()), MIDDLE, verb
            )

    def _words(self, painter: QPainter, at: QRectF, hit: Hit, *, is_chosen: bool) -> None:
        theme, px = self._theme, self._theme.px
        strong, small = theme.font(Type.STRONG), theme.font(Type.SMALL)
        room = at.adjusted(px(TEXT), 0, -px(ENDS), 0)
        most = room.width() * TITLE_SHARE if hit.detail else room.width()
        title = elided(strong, hit.title, most)
        painter.setFont(strong)
        paint_matched(painter, theme, room, title, hit.marked)
        if not hit.detail:
            return
        wide = QFontMetricsF(strong).horizontalAdvance(title)
        left = room.width() - wide - px(GAP)
        detail = elided(small, hit.detail, left)
        beside = min(QFontMetricsF(small).horizontalAdvance(detail), left)
        painter.setFont(small)
        ink = "text2" if is_chosen else "text3"
        there = QRectF(room.right() - beside, at.top(), beside, at.height())
        # A letter or two would be marked in the middle of words that found nothing.
        marked = " ".join(word for word in hit.marked.split() if len(word) >= SHORTEST_BESIDE)
        paint_matched(painter, theme, there, detail, marked, ink=ink)


def _heading(group: Group) -> str:
    if group.count <= len(group.hits):
        return group.title
    if group.count > COUNTED:
        words, count = _("{title}: {shown} of over {count}"), COUNTED
    else:
        words, count = _("{title}: {shown} of {count}"), group.count
    return words.format(title=group.title, shown=len(group.hits), count=f"{count:,}")
