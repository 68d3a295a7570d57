"""What one field offers while it is typed in, found at once by the beginnings of words."""

from __future__ import annotations

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.text import fold
from refdesk.screens.finding import MOST, Found
from refdesk.screens.names import Names
from refdesk.services.offers import Offers
from refdesk.services.session import Desk

BEHIND = 1e9
"""More uses than any text has."""


class FieldOffers:
    """The texts of one field, held in memory.

    Args:
        desk: the desk.
        kind: of the record.
        name: of its field.
    """

    def __init__(self, desk: Desk, kind: str, name: str) -> None:
        of = BY_NAME[kind]
        found = Offers(desk).of(of, of.fields[name])
        self._texts = [one.text for one in found]
        self._uses = [one.uses for one in found]
        self._folded = [fold(text) for text in self._texts]
        self._names = Names(enumerate(self._folded))

    def find(self, typed: str, limit: int = MOST) -> list[Found]:
        """Return the texts that go on from what is typed, then those with a word that does.

        Of either, the most used come first. What is typed already is not offered; where nothing
        is typed, the most used are.
        """
        wanted = fold(typed)
        if not wanted:
            return [self._found(number) for number in range(min(limit, len(self._texts)))]

        def order(number: int) -> float:
            begins = self._folded[number].startswith(wanted)
            return (0.0 if begins else BEHIND) - self._uses[number]

        numbers, _count = self._names.find(typed, limit + 1, order)
        others = [number for number in numbers if self._folded[number] != wanted]
        return [self._found(number) for number in others[:limit]]

    def _found(self, number: int) -> Found:
        return Found(number, self._texts[number])


def goes_on(typed: str, offered: Found) -> bool:
    """Tell whether an offered text begins with what is typed."""
    return bool(fold(typed)) and fold(offered.title).startswith(fold(typed))
