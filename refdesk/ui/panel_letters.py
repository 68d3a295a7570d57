"""What a letter does on a page made of panels: it turns a card, does a deed, or leads to a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from refdesk.screens.panels import Deed
    from refdesk.ui.panel_card import PanelCard


class PanelLetters:
    """Does what letters stand for.

    Args:
        page: which shows the cards.
        cards: of its panels.
        do: does a deed.
        turned: shows a card from its beginning that has become longer or shorter.
    """

    def __init__(
        self,
        page: QWidget,
        cards: Sequence[PanelCard],
        do: Callable[[Deed], None],
        turned: Callable[[PanelCard], None],
    ) -> None:
        self._page, self._cards, self._do, self._turned = page, cards, do, turned

    def press(self, letter: str, deeds: Mapping[str, Deed]) -> bool:
        """Do what a letter stands for; False where it stands for nothing here.

        Args:
            letter: in capitals.
            deeds: of the page, by their letters.
        """
        card = next((one for one in self._cards if one.turns_by(letter)), None)
        if card is not None:
            card.turn_all()
            self._turned(card)
        elif letter in deeds:
            self._do(deeds[letter])
        else:
            return self._press_line(letter)
        return True

    def _press_line(self, letter: str) -> bool:
        """Do what the only line with a letter offers; of several, lead to the first."""
        lists = [one.lines for one in self._cards if one.isVisibleTo(self._page)]
        found = [(lines, row) for lines in lists for row in lines.rows_with(letter)]
        if found:
            lines, row = found[0]
            lines.setCurrentRow(row)
            lines.setFocus(Qt.FocusReason.OtherFocusReason)
            line = lines.line()
            if len(found) == 1 and line is not None and line.deed is not None:
                self._do(line.deed)
        return bool(found)


def letter_of(event: QKeyEvent) -> str:
    """Return the letter of a key pressed alone, in capitals; empty for any other key."""
    shift = Qt.KeyboardModifier.ShiftModifier  # some signs need it
    is_bare = not event.modifiers() & ~(shift | Qt.KeyboardModifier.KeypadModifier)
    return event.text().upper() if is_bare else ""
