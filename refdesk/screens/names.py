"""Names held in memory, found by the beginnings of their words while one types."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from refdesk.domain.text import fold

K = TypeVar("K")
LAST = chr(0x10FFFF)


class Names(Generic[K]):
    """Finds what has a name with words that begin as the typed ones do.

    Args:
        named: what is to be found, each with its folded name.
    """

    def __init__(self, named: Iterable[tuple[K, str]]) -> None:
        self._keys: list[K] = []
        self._names: list[str] = []
        words: list[tuple[str, int]] = []
        for number, (key, name) in enumerate(named):
            self._keys.append(key)
            self._names.append(name)
            words.extend((word, number) for word in name.replace(",", " ").split())
        words.sort()
        self._words = [word for word, _number in words]
        self._numbers = [number for _word, number in words]

    def find(
        self, text: str, limit: int, before: Callable[[K], float] | None = None
    ) -> tuple[list[K], int]:
        """Return the first that fit, and how many do.

        First come those with the smallest `before`, then those whose name begins with the text.
        """
        parts = fold(text).replace(",", " ").split()
        if not parts:
            return [], 0
        longest = max(parts, key=len)
        numbers = self._beginning(longest)
        for part in parts:
            if part is not longest:
                numbers = {number for number in numbers if self._has(number, part)}
        wanted = " ".join(parts)

        def order(number: int) -> tuple[float, bool, str]:
            name = self._names[number]
            first = before(self._keys[number]) if before else 0.0
            return first, not name.startswith(wanted), name

        best = heapq.nsmallest(limit, numbers, key=order)
        return [self._keys[number] for number in best], len(numbers)

    def _beginning(self, part: str) -> set[int]:
        first, last = bisect_left(self._words, part), bisect_left(self._words, part + LAST)
        return set(self._numbers[first:last])

    def _has(self, number: int, part: str) -> bool:
        words = self._names[number].replace(",", " ").split()
        return any(word.startswith(part) for word in words)
