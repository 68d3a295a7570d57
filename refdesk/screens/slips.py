"""Words that differ from a typed one by a single slip of the keys."""

from __future__ import annotations

from collections.abc import Iterable

SHORTEST = 5
"""Letters from which a slip in a word is forgiven."""
MOST = 6
"""Words that are taken for a slipped one."""


class NearWords:
    """Knows words, and finds those that somebody may have meant.

    A slip is one letter too much, too few, wrong, or in another's place. A longer word that is
    not typed to its end counts too, as far as it goes.

    Args:
        words: folded.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words))
        self._whole: dict[int, list[str]] = {}
        self._begun: dict[int, list[str]] = {}

    def knows(self, typed: str) -> bool:
        """Tell whether a word holds the typed letters just so."""
        return any(typed in word for word in self._words)

    def near(self, typed: str) -> list[str]:
        """Return the words that may be meant, or how they begin; nothing for a short one."""
        if len(typed) < SHORTEST or not typed.isalpha():
            return []
        from rapidfuzz import process  # noqa: PLC0415  seldom
        from rapidfuzz.distance import OSA  # noqa: PLC0415  seldom

        lengths = range(len(typed) - 1, len(typed) + 2)
        whole = [word for length in lengths for word in self._of_length(length)]
        # The last letter of what is not typed to its end is right: else every word is begun.
        begun = [
            word for length in lengths for word in self._beginnings(length) if word[-1] == typed[-1]
        ]
        found: list[str] = []
        for words in (whole, begun):
            hits = process.extract(typed, words, scorer=OSA.distance, score_cutoff=1, limit=None)
            for word, _distance, _place in hits:
                if typed not in word and not any(one.startswith(word) for one in found):
                    found.append(word)
        return found[:MOST]

    def _of_length(self, length: int) -> list[str]:
        if length not in self._whole:
            self._whole[length] = [word for word in self._words if len(word) == length]
        return self._whole[length]

    def _beginnings(self, length: int) -> list[str]:
        if length not in self._begun:
            begun = {word[:length] for word in self._words if len(word) > length}
            self._begun[length] = sorted(begun)
        return self._begun[length]
