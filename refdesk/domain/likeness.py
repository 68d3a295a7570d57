"""Free texts that mean the same, told by their words and for a slip of the keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from refdesk.domain.text import fold

_FILLERS = frozenset({"a", "an", "at", "by", "from", "in", "of", "on", "our", "the", "via"})
_SHORTEST = 7
"""So many letters a text has at least before a slip in it is overlooked."""


def alike(counts: Mapping[str, int]) -> list[tuple[str, ...]]:
    """Return texts in groups of like ones, those of the most frequent words first in each.

    Case, accents, signs, small words and the order of words say nothing, and in a longer text one
    letter too much, too few, wrong or in another's place; the first letters of its words and its
    figures do.

    Args:
        counts: how often each text was used.
    """
    by_words: dict[str, list[str]] = {}
    for text in sorted(counts, key=lambda one: (-counts[one], one)):
        by_words.setdefault(words_key(text), []).append(text)
    totals = {key: sum(counts[text] for text in texts) for key, texts in by_words.items()}
    groups: dict[str, list[str]] = {}
    slips: dict[str, list[str]] = {}
    for key in sorted(by_words, key=lambda one: (-totals[one], one)):
        centre = next((one for one in _centres(key, slips) if _is_slip(key, one)), None)
        if centre is None:
            groups[key] = list(by_words[key])
            for slip in _slips(key):
                slips.setdefault(slip, []).append(key)
        else:
            groups[centre] += by_words[key]
    return [tuple(texts) for texts in groups.values()]


def words_key(text: str) -> str:
    """Return what two texts of the same words have in common."""
    words = fold(text).split()
    return " ".join(sorted({*words} - _FILLERS) or words)


def _slips(key: str) -> Iterator[str]:
    """Yield what a slip can leave of a text: itself, and it without one of its letters."""
    yield key
    if len(key) >= _SHORTEST:
        for place in range(len(key)):
            yield key[:place] + key[place + 1 :]


def _centres(key: str, slips: Mapping[str, list[str]]) -> Iterator[str]:
    if len(key) >= _SHORTEST:
        for slip in _slips(key):
            yield from slips.get(slip, ())


def _is_slip(one: str, other: str) -> bool:
    """Tell whether two texts differ by one slip that changes neither first letters nor figures."""
    figures = ["".join(filter(str.isdecimal, text)) for text in (one, other)]
    first = [sorted(word[0] for word in text.split()) for text in (one, other)]
    return figures[0] == figures[1] and first[0] == first[1] and _is_one_step(one, other)


def _is_one_step(one: str, other: str) -> bool:
    """Tell whether one letter more, less, other or swapped with its neighbour makes the other."""
    short, long = sorted((one, other), key=len)
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    if len(short) < len(long):
        return len(long) - len(short) == 1 and short[start:] == long[start + 1 :]
    swapped = short[start + 1 : start + 2] + short[start : start + 1] + short[start + 2 :]
    return short[start + 1 :] == long[start + 1 :] or swapped == long[start:]
