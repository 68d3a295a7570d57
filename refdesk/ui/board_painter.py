"""Paints the cards of the board."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from refdesk.screens.board import Card
from refdesk.screens.spec import Tone
from refdesk.ui import icons, keycaps
from refdesk.ui.row_painter import TONES
from refdesk.ui.theme import Theme
from refdesk.ui.today_list import DUE_ICONS, say
from refdesk.ui.tokens import Type

Index = QModelIndex | QPersistentModelIndex
CARD = Qt.ItemDataRole.UserRole + 1
GAP, PAD = 3, 10
HIGH, WITH_CHIP = 90, 114
"""Height of a card with the room around it, in pixels at 100 %."""


class CardPainter(QStyledItemDelegate):
    """Paints a card: urgency, patient, practice, where it stands, when it is due, whose it is."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        self.chosen: Collection[int] = frozenset()
        self.shows_letters = True

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a card."""
        card = index.data(CARD)
        high = WITH_CHIP if isinstance(card, Card) and is_urgent(card) else HIGH
        return QSize(self._theme.px(100), self._theme.px(high))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground and the lines of a card."""
        card = index.data(CARD)
        if not isinstance(card, Card):
            return
        px = self._theme.px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(option.rect).adjusted(px(2), px(GAP), -px(2), -px(GAP))
        chosen = card.id in self.chosen
        self._ground(painter, body, option.state, index, chosen=chosen)
        at = body.adjusted(px(PAD), px(7), -px(PAD), -px(7))
        if chosen:
            size = px(16)
            box = QRectF(at.right() - size, at.top() + px(1), size, size)
            self._tick(painter, box)
        self._lines(painter, at, card, room=px(22) if chosen else 0)
        painter.restore()

    def _ground(
        self,
        painter: QPainter,
        body: QRectF,
        state: QStyle.StateFlag,
        index: Index,
        *,
        chosen: bool,
    ) -> None:
        theme, px = self._theme, self._theme.px
        current = index.row() == self._view.currentIndex().row() and self._view.hasFocus()
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = "soft" if chosen else "surface2" if over else "surface"
        wide = px(2) if current else 1
        painter.setPen(QPen(theme.color("accent" if current or chosen else "line"), wide))
        painter.setBrush(theme.color(ground))
        half = wide / 2
        painter.drawRoundedRect(body.adjusted(half, half, -half, -half), px(6), px(6))

    def _lines(self, painter: QPainter, at: QRectF, card: Card, *, room: int) -> None:
        theme, px, row = self._theme, self._theme.px, card.row
        top = at.top()
        if is_urgent(card):
            self._chip(painter, QRectF(at.left(), top, at.width() - room, px(20)), row.chip)
            top += px(24)
            room = 0
        line = QRectF(at.left(), top, at.width() - room, px(19))
        say(painter, line, row.name, theme.font(Type.STRONG), theme.color("text"))
        small, ink = theme.font(Type.SMALL), theme.color("text2")
        line = QRectF(at.left(), line.bottom(), at.width(), px(17))
        said = QRectF(line)
        said.setRight(self._owner(painter, line, card))
        say(painter, said, card.sent_by, small, ink)
        line.translate(0, px(17))
        say(painter, line, card.words, small, ink)
        self._due(painter, QRectF(at.left(), line.bottom(), at.width(), px(20)), card)

    def _owner(self, painter: QPainter, at: QRectF, card: Card) -> float:
        """Paint the owner's initials at the right; return where they begin."""
        if not card.initials:
            return at.right()
        theme, px = self._theme, self._theme.px
        font = theme.font(Type.KEYCAP)
        wide = max(QFontMetricsF(font).horizontalAdvance(card.initials) + px(10), px(20))
        pill = QRectF(at.right() - wide, at.center().y() - px(9), wide, px(18))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("surface2"))
        painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), px(9), px(9))
        painter.setFont(font)
        painter.setPen(theme.color("text2"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, card.initials)
        return pill.left() - px(6)

    def _due(self, painter: QPainter, at: QRectF, card: Card) -> None:
        theme, px, row = self._theme, self._theme.px, card.row
        if card.letter and self.shows_letters:
            left = at.right() - keycaps.width(theme, card.letter)
            keycaps.paint(painter, theme, left, at.center().y(), card.letter, on_accent=False)
            at = at.adjusted(0, 0, left - at.right() - px(6), 0)
        icon = DUE_ICONS.get(row.tone, "")
        ink = TONES[row.tone][0] if icon else "text2"
        if icon:
            mark = QRectF(at.left(), at.center().y() - px(7), px(14), px(14))
            icons.paint(painter, theme, icon, ink, mark)
            at = at.adjusted(px(19), 0, 0, 0)
        font = theme.font(Type.MEDIUM if icon else Type.SMALL)
        say(painter, at, row.due, font, theme.color(ink))

    def _chip(self, painter: QPainter, at: QRectF, words: str) -> None:
        theme, px = self._theme, self._theme.px
        font = theme.font(Type.LABEL)
        ink, ground = TONES[Tone.DANGER]
        wide = min(QFontMetricsF(font).horizontalAdvance(words) + px(14), at.width())
        chip = QRectF(at.left(), at.top(), wide, at.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(chip, px(4), px(4))
        say(painter, chip.adjusted(px(7), 0, -px(4), 0), words, font, theme.color(ink))

    def _tick(self, painter: QPainter, at: QRectF) -> None:
        theme, px = self._theme, self._theme.px
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(at, px(3), px(3))
        inset = px(2)
        icons.paint(painter, theme, "check", "onacc", at.adjusted(inset, inset, -inset, -inset))


def is_urgent(card: Card) -> bool:
    """Tell whether a card says how urgent it is."""
    return card.row.chip_tone is Tone.DANGER
