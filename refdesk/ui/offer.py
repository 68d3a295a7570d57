"""What a notice offers to do: a button with the one key that does so wherever it is in sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from refdesk.ui.parts import Button, Look

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from refdesk.ui.key_map import KeyMap
    from refdesk.ui.theme import Theme


class Offer(Button):
    """Does what a notice is about; of several in sight, the first has the key.

    Args:
        theme: colours and sizes.
        keys: of this user.
        words: the verb.
    """

    def __init__(self, theme: Theme, keys: KeyMap, words: str) -> None:
        super().__init__(theme, words, Look.QUIET, keys=keys.keys("offer"), height=26)
        self._map, self.has_key = keys, True
        keys.changed.connect(self._show_key)

    def give_key(self, *, given: bool) -> None:
        """Show that the key is for this one, or for another."""
        self.has_key = given
        self._show_key()

    def _show_key(self) -> None:
        self.set_keys(self._map.keys("offer") if self.has_key else "")


def lead(offers: Sequence[Offer]) -> None:
    """Give the key to the first of some that stand below each other."""
    for number, one in enumerate(offers):
        one.give_key(given=number == 0)


def offered(within: QWidget) -> Offer | None:
    """Return what the key is for, None where nothing in sight offers anything."""
    found = within.findChildren(Offer)
    return next((one for one in found if one.has_key and one.isVisible()), None)
