"""How wide the columns of a printed list are, and on which way of the page they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from refdesk.documents.model import ListSheet
from refdesk.documents.paper import Paper
from refdesk.documents.style import FLOOR, Face, Frame, Style
from refdesk.documents.typesetting import width, wrap

SIDE, TOP, FOOTER_Y = 36, 27, 20
GAP = 10.0
HEAD = Style(Face.SEMIBOLD, 8.5)
CELL = Style(Face.REGULAR, 9.2)
SMALL = Style(Face.REGULAR, FLOOR)
MOST_LINES = 2

_WHOLE = 95.0  # a column so narrow keeps its texts on one line: phones, dates, choices
_EASY = 150.0  # what a long text needs to be read well
_WORD = 120.0
_WRAPPED = 70.0  # the least that a wrapped text gets
_NARROWEST = 44.0
_LEAST = 20.0
MOST_COLUMNS = int((792 - 2 * SIDE + GAP) // (_NARROWEST + GAP))  # on its side, whichever paper


@dataclass(frozen=True, slots=True)
class Place:
    """One column on the page: its left edge and its width."""

    x: float
    room: float


@dataclass(frozen=True, slots=True)
class Lines:
    """A text as it stands in its column; `cut` where it did not fit."""

    texts: tuple[str, ...]
    look: Style
    cut: bool = False


class Measure:
    """Measures the texts of one list, each once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, Style], float] = {}

    def width(self, text: str, look: Style) -> float:
        """Return the width of one line in points."""
        known = self._known.get((text, look))
        if known is None:
            known = self._known[text, look] = width(text, look)
        return known

    def lines(self, text: str, look: Style, room: float) -> Lines:
        """Return a text on at most two lines: wrapped, then smaller, then cut."""
        if self.width(text, look) <= room:
            return Lines((text,), look)
        small = Style(look.face, min(look.size, SMALL.size))
        for style in (look, small):
            lines = wrap(text, style, room)
            whole = all(self.width(word, style) <= room for word in text.split(" "))
            if len(lines) <= MOST_LINES and (whole or style is small):
                return Lines(tuple(lines), style)
        return Lines(tuple(wrap(text, small, room, MOST_LINES)), small, cut=True)


def lay_columns(
    sheet: ListSheet, measure: Measure, paper: Paper
) -> tuple[Frame, tuple[Place, ...]]:
    """Return the page, upright where that gives every column room, and where the columns stand."""
    wants = [_Want(sheet, number, measure) for number in range(len(sheet.columns))]
    easy = sum(min(want.whole, _EASY) for want in wants) + GAP * (len(wants) - 1)
    wide, high = paper.size
    size = (wide, high) if easy <= wide - 2 * SIDE else (high, wide)
    frame = Frame(size, side=SIDE, top=TOP, footer=FOOTER_Y)
    room = frame.right - frame.left - GAP * (len(wants) - 1)
    places, x = [], frame.left
    for share in _shares(wants, room):
        places.append(Place(x, share))
        x += share + GAP
    return frame, tuple(places)


class _Want:
    """The width at which every text stands on one line, on two, and the least that serves."""

    def __init__(self, sheet: ListSheet, number: int, measure: Measure) -> None:
        texts = {row.cells[number] for row in sheet.rows}
        words = {word for text in texts for word in text.split()}
        head = sheet.columns[number].label
        head_wide = measure.width(head, HEAD)
        head_word = max((measure.width(word, HEAD) for word in head.split()), default=0.0)
        longest = max((measure.width(text, CELL) for text in texts), default=0.0)
        word = max((measure.width(word, CELL) for word in words), default=0.0)
        on_two_lines = max(head_word, head_wide * 0.64, _LEAST)
        self.whole = max(longest, min(head_wide, _WHOLE), on_two_lines)
        broken = longest if longest <= _WHOLE else max(min(word, _WORD), _WRAPPED)
        self.least = max(broken, on_two_lines)
        two_lines = max(self.least, longest * 0.55)
        self.halved = self.least if longest <= _WHOLE else min(self.whole, two_lines)


def _shares(wants: Sequence[_Want], room: float) -> list[float]:
    """Return the width of each column; together they fill the room."""
    whole = [want.whole for want in wants]
    if sum(whole) <= room:
        return [wide * room / sum(whole) for wide in whole]
    halved, least = [want.halved for want in wants], [want.least for want in wants]
    if sum(halved) <= room:
        return _levelled(halved, whole, room)
    if sum(least) <= room:
        return _levelled(least, halved, room)
    return _levelled([0.0] * len(wants), least, room)


def _levelled(low: Sequence[float], high: Sequence[float], room: float) -> list[float]:
    """Return widths between `low` and `high` that fill the room: as even as these allow."""
    below, above = 0.0, room
    for _halving in range(30):
        level = (below + above) / 2
        widths = [min(max(level, least), most) for least, most in zip(low, high, strict=True)]
        below, above = (below, level) if sum(widths) > room else (level, above)
    return [min(max(below, least), most) for least, most in zip(low, high, strict=True)]
