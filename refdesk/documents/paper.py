"""What a sheet is printed on, and how it is told apart from its other copies."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

POINTS_PER_MM = 72 / 25.4


class Paper(StrEnum):
    """The paper of a clinic."""

    LETTER = "letter"
    A4 = "a4"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height upright, in points."""
        return {Paper.LETTER: (612.0, 792.0), Paper.A4: (595.28, 841.89)}[self]

    @property
    def half(self) -> tuple[float, float]:
        """Half a sheet upright, in points: half letter, or A5."""
        wide, high = self.size
        return high / 2, wide


@dataclass(frozen=True, slots=True)
class Nudge:
    """How a printer misses: what moves a page right and down (mm), and its size in percent."""

    right: float = 0.0
    down: float = 0.0
    percent: float = 100.0

    @property
    def is_none(self) -> bool:
        """Whether nothing is moved."""
        return self == Nudge()


AS_IT_IS = Nudge()
"""Of a printer that does not miss."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What stands on every copy of a sheet: the day it is printed, and which copy it is."""

    printed: dt.date
    copy: int = 1
    paper: Paper = Paper.LETTER
    nudge: Nudge = AS_IT_IS
