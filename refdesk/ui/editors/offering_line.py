"""A line that offers, below it, the texts that other records hold already."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from shiboken6 import isValid

from refdesk.screens.field_offers import goes_on
from refdesk.ui.editors.list_line import ARROWS, ENTER, PLAIN, ListLine

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from refdesk.screens.field_offers import FieldOffers
    from refdesk.screens.finding import Found
    from refdesk.ui.theme import Theme

Ask = Callable[[Callable[["FieldOffers"], None]], None]
"""Reads what a field offers, and hands it over."""


class OfferingLine(ListLine):
    """Offers while one types; what is typed stays as it is until a text is taken.

    Args:
        theme: colours and sizes.
        longest: how many characters can be typed.
    """

    taken = Signal()
    """A text of the list was put in place of the one typed."""
    low = True

    def __init__(self, theme: Theme, longest: int) -> None:
        super().__init__(theme, longest)
        self._ask: Ask | None = None
        self.offers: FieldOffers | None = None
        self.textEdited.connect(self._offer)

    def offer_from(self, ask: Ask) -> None:
        """Say where the texts come from; they are read when the focus comes here."""
        self._ask = ask

    def take(self, row: int) -> None:
        """Put a row of the list in place of what was typed."""
        if self._list is not None and 0 <= row < len(self._list.rows):
            text = self._list.rows[row].title
            self.close_list()
            self.write(text)
            self.end(False)  # noqa: FBT003  Qt's
            self.taken.emit()

    def set_locked(self, *, locked: bool) -> None:
        """Let the text be read but not changed; then nothing is offered either."""
        if locked:
            self.close_list()
        super().set_locked(locked=locked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose in the list; everything else is typing."""
        key = Qt.Key(event.key())
        if not self.isReadOnly() and event.modifiers() in PLAIN and self._is_for_list(key):
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Read what is offered: something may have been added since."""
        super().focusInEvent(event)
        if self._ask is not None and not self.isReadOnly():
            self._ask(self._got)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list; what was typed stays."""
        super().focusOutEvent(event)
        self.close_list()

    def _got(self, offers: FieldOffers) -> None:
        if not isValid(self):
            return
        is_first, self.offers = self.offers is None, offers
        if is_first and self.hasFocus() and self.isModified():  # typed faster than it was read
            self._offer(self.text())

    def _offer(self, text: str) -> None:
        found = self.offers.find(text) if self.offers is not None and text.strip() else []
        self._show(text, found)

    def _show(self, text: str, found: list[Found]) -> None:
        if not found:
            self.close_list()
            return
        # Only what goes on from what is typed is taken by Enter at once: a word inside of another
        # text must not be turned into that one by the key that saves.
        self.made_list().show_found(found, text, takes=goes_on(text, found[0]))
        self.say()

    def _is_for_list(self, key: Qt.Key) -> bool:
        """Do what a key means for the list; tell whether it means anything."""
        if self._list is None or not self.is_open:
            return key == Qt.Key.Key_Down and self._opened()
        if key in ARROWS:
            self._list.step(ARROWS[key])
            self.say()
        elif key in ENTER and self._list.current >= 0:
            self.take(self._list.current)
        elif key == Qt.Key.Key_Escape:
            self.close_list()
        else:
            return False
        return True

    def _opened(self) -> bool:
        """Open with what fits, or with all that is usual; tell whether there is any."""
        if self.offers is None:
            return False
        self._show("", self.offers.find(self.text()) or self.offers.find(""))
        return self.is_open
