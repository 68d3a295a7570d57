"""What a screen shows, as data: its columns and their order, its form, its place in the sidebar."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from refdesk.domain.fields import Field
from refdesk.domain.record import Record

if TYPE_CHECKING:
    from refdesk.services.records import Records


class Align(enum.Enum):
    """On which side of its column a text stands."""

    START = "start"
    END = "end"


class Elide(enum.Enum):
    """Where a text that does not fit loses letters."""

    END = "end"
    MIDDLE = "middle"


class Look(enum.Enum):
    """How a cell is drawn."""

    TEXT = "text"
    TITLE = "title"
    QUIET = "quiet"
    CHIP = "chip"
    TIER = "tier"


class Tone(enum.Enum):
    """What a chip says by its colour, beside its word and icon."""

    PLAIN = "plain"
    ACCENT = "accent"
    INFO = "info"
    OK = "ok"
    WARN = "warn"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Mark:
    """The dress of one value of a choice."""

    tone: Tone = Tone.PLAIN
    icon: str = ""


Marks = Mapping[str, Mark]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One field as a column of a list.

    Args:
        name: of the field.
        width: in pixels at 100 %, and the weight with which a growing column shares what is left.
        grows: whether it takes part in what is left.
        marks: by stored code, for `Look.CHIP`.
        tells: whether the value says something without its label, beside a name that was found.
    """

    name: str
    width: int = 140
    grows: bool = False
    align: Align = Align.START
    elide: Elide = Elide.END
    look: Look = Look.TEXT
    marks: Marks | None = None
    tells: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSpec:
    """The list of one kind of record.

    Args:
        columns: from the left.
        sort: the field that orders it at first; a minus before it turns the order round.
        empty: the sentence for a desk that has none yet: what comes next.
        counted: the words beside the number of rows, where the names of the kind do not fit.
    """

    columns: tuple[Column, ...]
    sort: str
    empty: str
    counted: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Fields of a form that stand together under a heading."""

    label: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormSpec:
    """The form of one kind of record; a clinic's own fields follow by themselves."""

    groups: tuple[Group, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields, in order."""
        return tuple(name for group in self.groups for name in group.names)


class Place(enum.Enum):
    """Where the sidebar offers a screen; a hidden one is reached from elsewhere."""

    WORK = "work"
    DESK = "desk"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Begun:
    """A new record with entries already in it, and what it is called."""

    kind: str
    label: str
    entries: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anywhere:
    """How the records of a kind take part where anything is found from anywhere.

    Args:
        place: of their group among the others.
        beside: the fields that tell a hit from its namesakes.
        more: says what else stands beside hits, by their ids.
        others: says who else may be meant by a few hits, by id, each with why.
        begins: returns the new record that the one who was named may call for, by id and title.
        through: the reference by whose hits the records are found, the newest first; they are also
            found by their number then.
    """

    place: int
    beside: tuple[str, ...] = ()
    more: Callable[[Records, Sequence[int]], Mapping[int, str]] | None = None
    others: Callable[[Records, Sequence[int]], Mapping[int, str]] | None = None
    begins: Callable[[Records, int, str], Begun] | None = None
    through: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """Everything the window needs to show one kind of record.

    Args:
        of: the kind of record.
        list: its list.
        form: its form.
        icon: another one than its own.
        place: where the sidebar offers it.
        anywhere: how its records are found from anywhere, if they are.
        in_passing: the fields that are asked when one is added from within another form; without
            any, those of the first group.
    """

    of: type[Record]
    list: ListSpec
    form: FormSpec
    icon: str = ""
    place: Place = Place.WORK
    anywhere: Anywhere | None = None
    in_passing: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """Name of the kind of record."""
        return self.of.kind

    @property
    def icon_name(self) -> str:
        """File of resources/icons, without its ending."""
        return self.icon or self.of.icon

    def field(self, column: Column) -> Field:
        """Return the field that a column shows."""
        return self.of.fields[column.name]

    def is_sortable(self, column: Column) -> bool:
        """Tell whether the list can be ordered by a column, fast at any size."""
        return self.field(column).indexed
