"""The look of all paper in exact numbers: faces, type sizes, ink, page frames. Units: points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

LETTER = (612.0, 792.0)
FLOOR = 8.0  # no text is smaller
UNKNOWN = "–"  # stands where a time or a drive is not known

HEAVY = 1.4  # rules: the sheet's own
SECTION = 1.0
BOX = 0.7
WRITE_IN = 0.38
HAIR = 0.25

FOOTER_RULE_ABOVE = 12.0
LABEL_ABOVE_RULE = 2.5
RULE_AFTER_LABEL = 6.0


class Face(StrEnum):
    """A font, by the name of its file."""

    REGULAR = "RefDeskSans-Regular"
    ITALIC = "RefDeskSans-Italic"
    SEMIBOLD = "RefDeskSans-SemiBold"
    BOLD = "RefDeskSans-Bold"
    CODE = "RefDeskCode-SemiBold"
    SERIF = "RefDeskSerif-Regular"
    SERIF_ITALIC = "RefDeskSerif-Italic"
    SERIF_SEMIBOLD = "RefDeskSerif-SemiBold"


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set; `tracking` is the extra space after each letter."""

    face: Face
    size: float
    tracking: float = 0.0

    def scaled(self, factor: float) -> Style:
        """Return the same style at `factor` of its size, never below the floor."""
        return replace(self, size=max(min(FLOOR, self.size), self.size * factor))


@dataclass(frozen=True, slots=True)
class Frame:
    """The page of a kind of sheet: its size, its margins, and the baseline of its footer."""

    size: tuple[float, float]
    side: float
    top: float
    footer: float

    @property
    def left(self) -> float:
        """Left edge of what is printed."""
        return self.side

    @property
    def right(self) -> float:
        """Right edge of what is printed."""
        return self.size[0] - self.side

    @property
    def ceiling(self) -> float:
        """Top edge of what is printed."""
        return self.size[1] - self.top


VISIT_LOG = Frame(LETTER, side=36, top=27, footer=20)

TITLE = Style(Face.BOLD, 22)
FOLLOW_ON_TITLE = Style(Face.BOLD, 16)
SUBTITLE = Style(Face.REGULAR, 16)
FOLLOW_ON = Style(Face.REGULAR, 11)
SECTION_TITLE = Style(Face.BOLD, 13)
FIGURE = Style(Face.BOLD, 13)
CAPTION = Style(Face.REGULAR, 8, tracking=0.5)
LABEL = Style(Face.REGULAR, 9)
FOOTER = Style(Face.REGULAR, 8)
PILL = Style(Face.BOLD, 8)
SHEET_CODE = Style(Face.CODE, 12)
CODE = Style(Face.CODE, 10)
STOP_NAME = Style(Face.BOLD, 14.5)
STOP_WINDOW = Style(Face.BOLD, 17)
STOP_LINE = Style(Face.REGULAR, 9.5)
PERSON = Style(Face.BOLD, 11)
ROLE = Style(Face.REGULAR, 10)
LIKES = Style(Face.ITALIC, 10)
FACT = Style(Face.REGULAR, 10.2)
FACT_STRONG = Style(Face.BOLD, 10.2)
