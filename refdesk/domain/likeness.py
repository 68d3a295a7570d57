"""Free texts that mean the same, told by their words and for a slip of the keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
    from rapidfuzz import process  # noqa: PLC0415  seldom
    from rapidfuzz.distance import OSA  # noqa: PLC0415  seldom

    by_words: dict[str, list[str]] = {}
    for text in sorted(counts, key=lambda one: (-counts[one], one)):
        by_words.setdefault(words_key(text), []).append(text)
    totals = {key: sum(counts[text] for text in texts) for key, texts in by_words.items()}
    groups: dict[str, list[str]] = {}
    centres: dict[str, list[str]] = {}
    for key in sorted(by_words, key=lambda one: (-totals[one], one)):
        near = centres.setdefault(_unslipped(key), []) if len(key) >= _SHORTEST else []
        found = process.extractOne(key, near, scorer=OSA.distance, score_cutoff=1)
        if found is None:
            groups[key] = list(by_words[key])
            near.append(key)
        else:
            groups[found[0]] += by_words[key]
    return [tuple(texts) for texts in groups.values()]


def nearest_first(wanted: str, names: Iterable[str]) -> list[str]:
    """Return names by how near they come to one that was typed, the nearest first."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415  seldom

    word = fold(wanted)
    return sorted(names, key=lambda name: OSA.normalized_distance(word, fold(name)))


def words_key(text: str) -> str:
    """Return what two texts of the same words have in common."""
    words = fold(text).split()
    return " ".join(sorted({*words} - _FILLERS) or words)


def _unslipped(key: str) -> str:
    """Return what a slip leaves as it is: the first letters of the words, and the figures."""
    first = sorted(word[0] for word in key.split())
    return "".join((*first, " ", *filter(str.isdecimal, key)))
