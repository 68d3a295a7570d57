"""Text measured before it is drawn: shape, wrap, shrink, elide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache

import uharfbuzz

from refdesk.documents.style import FLOOR, Face, Style
from refdesk.settings import resource

ELLIPSIS = "…"
SLACK = 0.01  # points; sums of floats
REMEMBERED = 4_096
"""Texts whose shape is remembered: a form says the same words at every stop."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn sign: the character it stands for and its place, in thousandths of the size."""

    index: int
    number: int
    advance: float
    dx: float
    dy: float


def font_file(face: Face) -> str:
    """Return the path of a face's font."""
    return str(resource(f"fonts/{face}.ttf"))


@cache
def _font(face: Face) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(font_file(face))))


@cache
def covered(face: Face) -> frozenset[int]:
    """Return the code points a face can draw."""
    return frozenset(_font(face).face.unicodes)


def shape(text: str, face: Face) -> list[Glyph]:
    """Return the glyphs of one line, kerned and with accents on their letters."""
    buffer = _shaped(text, face)
    scale = 1000 / _font(face).face.upem
    return [
        Glyph(
            info.cluster,
            info.codepoint,
            place.x_advance * scale,
            place.x_offset * scale,
            place.y_offset * scale,
        )
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]


def width(text: str, style: Style) -> float:
    """Return the width of one line in points; tracking stands between letters only."""
    if not text:
        return 0.0
    return advance(text, style.face) * style.size + style.tracking * (len(text) - 1)


@lru_cache(maxsize=REMEMBERED)
def advance(text: str, face: Face) -> float:
    """Return the width of one line without tracking, as a multiple of the size."""
    places = _shaped(text, face).glyph_positions
    return float(sum(place.x_advance for place in places)) / float(_font(face).face.upem)


def _shaped(text: str, face: Face) -> uharfbuzz.Buffer:
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(_font(face), buffer)
    return buffer


def elide(text: str, style: Style, room: float) -> str:
    """Return `text`, cut with an ellipsis where it is wider than `room` points."""
    if width(text, style) <= room + SLACK:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip() + ELLIPSIS, style) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip(" ,;·") + ELLIPSIS


def fit(text: str, style: Style, room: float, floor: float = FLOOR) -> tuple[str, Style]:
    """Return the line set small enough for `room`, down to `floor`; then elided."""
    wide = width(text, style)
    if wide <= room + SLACK:
        return text, style
    size = max(floor, style.size * room / wide - 0.05)
    smaller = replace(style, size=size)
    return elide(text, smaller, room), smaller


def wrap(text: str, style: Style, room: float, most: int | None = None) -> list[str]:
    """Break `text` into lines no wider than `room`; at most `most`, the last one then elided.

    Line ends in the text are kept. A word wider than the room is broken. A last line of one word
    gets a companion.
    """
    lines = [line for part in text.split("\n") for line in _wrap_part(part, style, room)]
    if most is not None and len(lines) > most:
        rest = " ".join(lines[most - 1 :])
        lines = [*lines[: most - 1], elide(rest, style, room)]
    return lines


def _wrap_part(text: str, style: Style, room: float) -> list[str]:
    lines: list[list[str]] = [[]]
    for word in text.split(" "):
        for piece in _pieces(word, style, room):
            if lines[-1] and width(" ".join([*lines[-1], piece]), style) > room + SLACK:
                lines.append([])
            lines[-1].append(piece)
    if len(lines) > 1 and len(lines[-1]) == 1 and len(lines[-2]) > 2:
        together = [lines[-2][-1], *lines[-1]]
        if width(" ".join(together), style) <= room:
            lines[-2:] = [lines[-2][:-1], together]
    return [" ".join(line) for line in lines if line]


def _pieces(word: str, style: Style, room: float) -> list[str]:
    pieces = []
    while word and width(word, style) > room + SLACK:
        cut = len(word) - 1
        while cut > 1 and width(word[:cut], style) > room:
            cut -= 1
        pieces.append(word[:cut])
        word = word[cut:]
    return [*pieces, word] if word else pieces
