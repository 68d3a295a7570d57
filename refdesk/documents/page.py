"""A page as a list of marks: what stands where, before anything is drawn. Units: points."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

import segno

from refdesk.documents import style
from refdesk.documents.paper import AS_IT_IS, Nudge
from refdesk.documents.typesetting import elide, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from refdesk.documents.style import Frame, Style

QUIET_ZONE = 4  # modules of white around a QR square


class Align(Enum):
    """Which end of a text its x is."""

    LEFT = auto()
    CENTRE = auto()
    RIGHT = auto()


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text from its left end, on its baseline."""

    x: float
    y: float
    text: str
    style: Style
    white: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A level line."""

    x1: float
    x2: float
    y: float
    weight: float


@dataclass(frozen=True, slots=True)
class Box:
    """An empty square to tick, from its lower left corner."""

    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Block:
    """A black rectangle, from its lower left corner."""

    x: float
    y: float
    width: float
    height: float
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Disc:
    """A black disc around its centre."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Square:
    """A QR square: rows of modules from the top, each a run of 0 and 1; x, y is the upper left."""

    x: float
    y: float
    module: float
    rows: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line of any direction; `dash` is black and white in points, empty for a whole."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Curve:
    """An open curve: its beginning, then for each piece two handles and an end (Bezier)."""

    start: tuple[float, float]
    pieces: tuple[tuple[float, float, float, float, float, float], ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Outline:
    """An empty rectangle, from its lower left corner."""

    x: float
    y: float
    width: float
    height: float
    weight: float
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Ring:
    """An empty circle around its centre."""

    x: float
    y: float
    radius: float
    weight: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (PNG or JPEG) from its lower left corner; the only mark that may have colour."""

    x: float
    y: float
    width: float
    height: float
    content: bytes = field(repr=False)


Mark = Text | Rule | Box | Block | Disc | Square | Line | Curve | Outline | Ring | Picture


@dataclass(slots=True)
class Page:
    """One page being laid out."""

    frame: Frame
    marks: list[Mark] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, look: Style, align: Align = Align.LEFT) -> float:
        """Set one line of text at its baseline; return its width."""
        return self._text(x, y, text, look, align)

    def inverse(self, x: float, y: float, text: str, look: Style) -> None:
        """Set one line of white text around `x`; something black lies under it."""
        self._text(x, y, text, look, Align.CENTRE, white=True)

    def _text(
        self, x: float, y: float, text: str, look: Style, align: Align, *, white: bool = False
    ) -> float:
        wide = width(text, look)
        shift = {Align.LEFT: 0.0, Align.CENTRE: wide / 2, Align.RIGHT: wide}[align]
        if text:
            self.marks.append(Text(x - shift, y, text, look, white))
        return wide

    def rule(self, x1: float, x2: float, y: float, weight: float) -> None:
        """Draw a level line."""
        self.marks.append(Rule(x1, x2, y, weight))

    def box(self, x: float, y: float, size: float) -> None:
        """Draw an empty square to tick."""
        self.marks.append(Box(x, y, size))

    def block(self, x: float, y: float, wide: float, high: float) -> None:
        """Draw a black rectangle."""
        self.marks.append(Block(x, y, wide, high))

    def disc(self, x: float, y: float, radius: float, label: str, look: Style) -> None:
        """Draw a black disc with a short white label in its middle."""
        self.marks.append(Disc(x, y, radius))
        self.inverse(x, y - look.size * 0.325, label, look)  # half a figure's height

    def pill(self, x: float, y: float, text: str, look: Style) -> None:
        """Draw `text` in white on a black pill whose left end is x and baseline y."""
        wide = pill_width(text, look)
        self.marks.append(Block(x, y - 2.6, wide, look.size + 3, radius=2))
        self.inverse(x + wide / 2, y, text, look)

    def write_in(self, x: float, right: float, y: float, label: str) -> None:
        """Draw a line to write on, its label standing on it at the left."""
        wide = self.text(x, y + style.LABEL_ABOVE_RULE, label, style.LABEL)
        self.rule(x + wide + (style.RULE_AFTER_LABEL if label else 0), right, y, style.WRITE_IN)

    def qr(self, payload: str, x: float, y: float, size: float) -> None:
        """Draw a QR square (level M) of `size` with its quiet zone; x, y is the upper left."""
        rows = tuple(bytes(row) for row in segno.make(payload, error="m", micro=False).matrix)
        module = size / (len(rows) + 2 * QUIET_ZONE)
        edge = QUIET_ZONE * module
        self.marks.append(Square(x + edge, y - edge, module, rows))


def pill_width(text: str, look: Style) -> float:
    """Return how wide a pill around `text` is."""
    return width(text, look) + 10


@dataclass(frozen=True, slots=True)
class Document:
    """Pages ready to be drawn, and what the file says of itself."""

    title: str
    pages: tuple[Page, ...]
    language: str = "en-US"
    nudge: Nudge = AS_IT_IS


def add_footers(pages: Sequence[Page], status: str, lines: Sequence[str]) -> None:
    """Put the privacy status at the foot's left and each page's line at its right."""
    for page, line in zip(pages, lines, strict=True):
        frame = page.frame
        page.rule(frame.left, frame.right, frame.footer + style.FOOTER_RULE_ABOVE, style.HAIR)
        wide = page.text(frame.right, frame.footer, line, style.FOOTER, Align.RIGHT)
        room = frame.right - frame.left - wide - 12
        page.text(frame.left, frame.footer, elide(status, style.FOOTER, room), style.FOOTER)
