"""What the panels of a record's page hold, as data: facts, lines, and what can be done.

A page is made of registered panels. Each reads its content from the page's case, away from the
window; a few pieces of the window draw whatever is there.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from refdesk.screens.spec import Tone

C = TypeVar("C")
FEW = 6
"""Lines of a long panel that are shown at first."""


class Spot(enum.Enum):
    """Where a panel stands: in the broad column, beside its neighbour there, or at the side."""

    BROAD = "broad"
    HALF = "half"
    SIDE = "side"


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that can be done: its name in the program, words, letter, and on which record."""

    name: str
    words: str = field(repr=False)
    letter: str = ""
    kind: str = ""
    row_id: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what is so."""

    label: str
    value: str = field(repr=False)
    tone: Tone = Tone.PLAIN
    icon: str = ""
    is_chip: bool = False
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was or will be: when, what, who; `kind` and `row_id` are what Enter opens.

    `changes` is done by the key that changes what is selected, `removes` by Del.
    """

    when: str
    words: str = field(repr=False)
    time: str = ""
    icon: str = ""
    tone: Tone = Tone.PLAIN
    who: str = ""
    kind: str = ""
    row_id: int = 0
    is_strong: bool = False
    deed: Deed | None = None
    changes: Deed | None = None
    removes: Deed | None = None


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody, and a word about them."""

    name: str = field(repr=False)
    words: str = field(repr=False)

    @property
    def initials(self) -> str:
        """Up to two letters, the same of "Moray, Tess" as of "Tess Moray"."""
        last, comma, first = self.name.partition(",")
        words = f"{first} {last}".split() if comma else self.name.split()
        letters = [word[0].upper() for word in words if word[0].isalpha()]
        return "".join([*letters[:1], *letters[1:][-1:]])


@dataclass(frozen=True, slots=True)
class Content:
    """What a panel shows now.

    `title` stands instead of the panel's own; `opens` is what its title (or its face) leads to;
    `aside` are quiet words in the head, each with a tone; `tier` the circle of a partner's tier;
    `drop` what a place says where files can be dropped.
    """

    facts: tuple[Fact, ...] = ()
    lines: tuple[Line, ...] = ()
    deeds: tuple[Deed, ...] = ()
    empty: str = ""
    count: str = ""
    aside: tuple[tuple[str, Tone], ...] = ()
    title: str = field(default="", repr=False)
    opens: Deed | None = None
    face: Face | None = None
    tier: str = ""
    drop: str = ""
    is_long: bool = False
    """Whether only the first few lines are shown until all are asked for."""


@dataclass(frozen=True, slots=True)
class Panel(Generic[C]):
    """One panel of a page: `read` returns its content, or None where it has no place.

    `kinds` are the kinds of record that it shows.
    """

    name: str
    title: str
    icon: str
    spot: Spot
    kinds: frozenset[str]
    read: Callable[[C], Content | None]
