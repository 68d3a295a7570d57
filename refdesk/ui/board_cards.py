"""The cards of one column of the board: gone through by keys, selected, dragged."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDrag,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPixmap,
)
from PySide6.QtWidgets import QFrame, QListView

from refdesk.i18n import _
from refdesk.screens.board import LEADS_TO, Card, in_words
from refdesk.ui.board_painter import CARD, CardPainter, Index
from refdesk.ui.cards import narrow_bar
from refdesk.ui.theme import Theme

MIME = "application/x-refdesk-referrals"
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ALONG = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class CardModel(QAbstractListModel):
    """The cards of a column, and which of all cards are selected."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: tuple[Card, ...] = ()
        self.chosen: Collection[int] = frozenset()

    def show_cards(self, cards: Sequence[Card], chosen: Collection[int]) -> None:
        """Show other cards."""
        self.beginResetModel()
        self.cards, self.chosen = tuple(cards), chosen
        self.endResetModel()

    def show_chosen(self, chosen: Collection[int]) -> None:
        """Show which cards are selected now."""
        self.chosen = chosen
        if self.cards:
            self.dataChanged.emit(self.index(0), self.index(len(self.cards) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's
        """Return how many cards there are."""
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return a card, its words, or whether it is selected."""
        if not 0 <= index.row() < len(self.cards):
            return None
        card = self.cards[index.row()]
        if role == CARD:
            return card
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return in_words(card)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = in_words(card)
            return _("selected: {card}").format(card=words) if card.id in self.chosen else words
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let cards be dragged."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled


class CardList(QListView):
    """One column of cards.

    Args:
        theme: colours and sizes.
        name: what the column is called.
    """

    acted = Signal(object, str)
    """A letter was pressed on a card."""
    opened = Signal(object)
    left = Signal(int)
    """An arrow goes to the column before (-1) or after (1)."""
    turned = Signal(int)
    """A card is to be selected, or not any more: the number of its referral."""
    added = Signal(int)
    """A card is to be selected beside the others."""
    all_asked = Signal()
    none_asked = Signal()
    moved_to = Signal()
    """Another card is the current one."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.cards = CardModel()
        self.setModel(self.cards)
        self.painter_of_cards = CardPainter(theme, self)
        self.setItemDelegate(self.painter_of_cards)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet(narrow_bar(theme))
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setAcceptDrops(False)  # the whole column takes what is dropped
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(CARD)))
        theme.changed.connect(self.doItemsLayout)

    @property
    def letters_act(self) -> bool:
        """Whether single letters are steps."""
        return self.painter_of_cards.shows_letters

    def let_letters_act(self, *, act: bool) -> None:
        """Turn the single letters on or off."""
        self.painter_of_cards.shows_letters = act
        self.viewport().update()

    def show_cards(self, cards: Sequence[Card], chosen: Collection[int]) -> None:
        """Show other cards; the current one stays so, or the one that takes its place."""
        card, row = self.card(), self.currentIndex().row()
        self.cards.show_cards(cards, chosen)
        self.painter_of_cards.chosen = chosen
        ids = [one.id for one in cards]
        place = ids.index(card.id) if card and card.id in ids else min(max(row, 0), len(ids) - 1)
        self.setCurrentIndex(self.cards.index(place) if ids else QModelIndex())

    def show_chosen(self, chosen: Collection[int]) -> None:
        """Show which cards are selected now."""
        self.painter_of_cards.chosen = chosen
        self.cards.show_chosen(chosen)

    def card(self) -> Card | None:
        """Return the current card."""
        found = self.currentIndex().data(CARD)
        return found if isinstance(found, Card) else None

    def go_to(self, height: int) -> None:
        """Make the card at a height of the column the current one, or the nearest, and focus it."""
        index = self.indexAt(self.viewport().rect().center())
        for row in range(len(self.cards.cards)):
            rect = self.visualRect(self.cards.index(row))
            if rect.bottom() >= height:
                index = self.cards.index(row)
                break
        else:
            index = self.cards.index(len(self.cards.cards) - 1)
        self.setCurrentIndex(index)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def height_now(self) -> int:
        """Return at which height the current card stands."""
        return self.visualRect(self.currentIndex()).center().y()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which card is the current one."""
        super().currentChanged(current, previous)
        self.moved_to.emit()

    def keyboardSearch(self, search: str) -> None:
        """Find nothing by letters: they are steps."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go, open, select, and do what a letter stands for."""
        card, key = self.card(), Qt.Key(event.key())
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_asked.emit()
        elif bare and key in _STEPS:
            self.left.emit(_STEPS[key])
        elif bare and key == Qt.Key.Key_Escape:
            self.none_asked.emit()
        elif card is None:
            super().keyPressEvent(event)
        elif bare and key == Qt.Key.Key_Space:
            self.turned.emit(card.id)
        elif bare and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(card)
        elif event.modifiers() == Qt.KeyboardModifier.ShiftModifier and key in _ALONG:
            self._select_along(card, _ALONG[key])
        elif bare and self.letters_act and event.text().upper() in LEADS_TO:
            self.acted.emit(card, event.text().upper())
        else:
            super().keyPressEvent(event)

    def _select_along(self, card: Card, step: int) -> None:
        self.added.emit(card.id)
        following = self.cards.index(self.currentIndex().row() + step)
        if following.isValid():
            self.setCurrentIndex(following)
            self.added.emit(following.data(CARD).id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select a card by a click with Ctrl."""
        super().mousePressEvent(event)
        card = self.indexAt(event.position().toPoint()).data(CARD)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and isinstance(card, Card):
            self.turned.emit(card.id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a current card where there are any."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.cards.cards:
            self.setCurrentIndex(self.cards.index(0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keys go elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag the selected cards if the current one is among them, else it alone."""
        card = self.card()
        if card is not None:
            drag = QDrag(self)
            drag.setMimeData(carried(self.ids_of(card)))
            drag.setPixmap(self._picture())
            drag.exec(Qt.DropAction.MoveAction)

    def ids_of(self, card: Card) -> list[int]:
        """Return the referrals that go with a card: all that are selected, if it is."""
        return sorted(self.cards.chosen) if card.id in self.cards.chosen else [card.id]

    def _picture(self) -> QPixmap:
        rect = self.visualRect(self.currentIndex())
        return self.viewport().grab(rect)


def carried(ids: Sequence[int]) -> QMimeData:
    """Return what is dragged: the numbers of referrals, and nothing that names a patient."""
    found = QMimeData()
    found.setData(MIME, QByteArray(json.dumps(list(ids)).encode()))
    return found


def dropped(data: QMimeData) -> list[int]:
    """Return the referrals that were dropped; none if it was something else."""
    if not data.hasFormat(MIME):
        return []
    return [int(one) for one in json.loads(bytes(data.data(MIME).data()))]
