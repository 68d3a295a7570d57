"""Where the ink of a line must lie, from the outlines of its letters; and where it does lie."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import pypdfium2 as pdfium
import uharfbuzz

from refdesk.documents.paper import POINTS_PER_MM
from refdesk.documents.style import Face, Style
from refdesk.documents.typesetting import font_file, shape

DPI = 300
SCALE = DPI / 72
CLOSE = 0.3
"""Millimeters by which ink may miss its place."""
AROUND = 0.55 * POINTS_PER_MM
"""What is looked at around a line: less than the white between two lines."""


@dataclass(frozen=True, slots=True)
class Ink:
    """The edges of what is printed, in points from the upper left corner of the page."""

    left: float
    top: float
    right: float
    bottom: float

    def wider(self, by: float) -> Ink:
        """Return these edges, each `by` points further out."""
        return Ink(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def moved(self, right: float, down: float) -> Ink:
        """Return these edges from another corner."""
        return Ink(self.left + right, self.top + down, self.right + right, self.bottom + down)

    def meets(self, other: Ink) -> bool:
        """Tell whether the two overlap."""
        beside = self.right < other.left or other.right < self.left
        return not beside and self.top <= other.bottom and other.top <= self.bottom


@cache
def _font(face: Face) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(font_file(face))))


def expected(text: str, look: Style, x: float, y: float) -> Ink:
    """Return where the ink of a line lies that begins at x, its baseline `y` below the page's top.

    The white beside the first and the last letter is no ink, and an accent is.
    """
    font, share = _font(look.face), look.size / _font(look.face).face.upem
    edges, pen = [], 0.0
    for glyph in shape(text, look.face):
        drawn = font.get_glyph_extents(glyph.number)
        if drawn is not None and drawn.width:
            left = x + pen + glyph.dx * look.size / 1000 + drawn.x_bearing * share
            top = y - glyph.dy * look.size / 1000 - drawn.y_bearing * share
            edges.append((left, top, left + drawn.width * share, top - drawn.height * share))
        pen += glyph.advance * look.size / 1000 + look.tracking
    lefts, tops, rights, bottoms = zip(*edges, strict=True)
    return Ink(min(lefts), min(tops), max(rights), max(bottoms))


def rendered(pdf: bytes) -> list[Any]:
    """Return each page as rows of grey dots, fine enough to measure."""
    with pdfium.PdfDocument(pdf) as document:
        return [page.render(scale=SCALE, grayscale=True).to_numpy().squeeze() for page in document]


def found(picture: Any, within: Ink) -> Ink | None:
    """Return the edges of what is printed within a part of a page, None if nothing is."""
    rows = slice(max(0, round(within.top * SCALE)), max(0, round(within.bottom * SCALE)))
    columns = slice(max(0, round(within.left * SCALE)), max(0, round(within.right * SCALE)))
    dark = picture[rows, columns] < 128
    across, down = dark.any(axis=0).nonzero()[0], dark.any(axis=1).nonzero()[0]
    if not len(across):
        return None
    return Ink(
        (columns.start + across[0]) / SCALE,
        (rows.start + down[0]) / SCALE,
        (columns.start + across[-1] + 1) / SCALE,
        (rows.start + down[-1] + 1) / SCALE,
    )


def missed_by(picture: Any, place: Ink) -> float:
    """Return by how many millimeters the worst edge of what is printed there misses its place."""
    ink = found(picture, place.wider(AROUND))
    assert ink is not None, "nothing is printed there"
    edges = zip(
        (ink.left, ink.top, ink.right, ink.bottom),
        (place.left, place.top, place.right, place.bottom),
        strict=True,
    )
    return max(abs(one - other) for one, other in edges) / POINTS_PER_MM


def assert_set(picture: Any, text: str, look: Style, x: float, y: float) -> None:
    """The line stands there, to a third of a millimeter on each of its four sides."""
    assert missed_by(picture, expected(text, look, x, y)) <= CLOSE, text
