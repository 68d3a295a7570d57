"""Which letters of a name are those that were typed, whatever their case and accents."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from refdesk.domain.text import fold


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters from `start` up to `end`."""

    start: int
    end: int
    is_match: bool


def pieces(text: str, typed: str) -> list[Piece]:
    """Return `text` cut where what was typed begins and ends."""
    letters = [_letter(char) for char in text]
    marked = [False] * len(text)
    for word in fold(typed).split():
        start, end = _place(letters, word)
        if not end and word.isdecimal():  # figures stand in groups, as in a phone number
            start, end = _place([letter.strip() for letter in letters], word)
        for place in range(start, end):
            marked[place] = True
    cut = [place for place in range(1, len(text)) if marked[place] != marked[place - 1]]
    edges = [0, *cut, len(text)] if text else [0]
    return [Piece(start, end, marked[start]) for start, end in pairwise(edges)]


def _letter(char: str) -> str:
    """Return a letter as it is searched: nothing for what joins words, a space for what parts."""
    return fold(char) or ("" if fold(f"a{char}b") == "ab" else " ")


def _place(letters: list[str], word: str) -> tuple[int, int]:
    """Return where a folded word stands, at the start of a word of the text if it can."""
    found = [
        (start, end)
        for start, letter in enumerate(letters)
        if letter.strip() and (end := _end(letters, start, word))
    ]
    first = [(start, end) for start, end in found if start == 0 or letters[start - 1] == " "]
    return next(iter(first or found), (0, 0))


def _end(letters: list[str], start: int, word: str) -> int:
    """Return where `word` ends if it stands at `start`, else 0."""
    left = word
    for place in range(start, len(letters)):
        if not left.startswith(letters[place][: len(left)]):
            return 0
        left = left[len(letters[place]) :]
        if not left:
            return place + 1
    return 0
