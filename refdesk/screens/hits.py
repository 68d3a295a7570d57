"""What was found from anywhere, as it is shown: hits in groups, and how many there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from refdesk.i18n import N_, _
from refdesk.screens.commands import Command, Commands, Sort, is_named

A_GROUP, ALL = 5, 20
"""Hits of one group, and of all, at most."""
COUNTED = 1_000
"""So many of a kind are counted; of more it is only said that there are."""
COMMAND = "command"
"""What hits are of that are no record."""
NOTHING = N_("Nothing fits. Fewer letters find more; digits find phones.")
"""What is said where nothing was found."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: a record by kind and id, or a command.

    `marked` are the words that were found in its title and its detail, which are not those that
    were typed where a slip was forgiven.
    """

    kind: str
    id: int
    title: str = field(repr=False)
    detail: str = field(default="", repr=False)
    icon: str = ""
    marked: str = field(default="", repr=False)
    keys: str = ""
    command: Command | None = None
    is_exact: bool = False

    @property
    def does(self) -> bool:
        """Whether something is done, and not opened."""
        return self.command is not None and self.command.sort is Sort.ACTION


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one sort under a heading; `count` is how many there are in all."""

    title: str
    hits: tuple[Hit, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for a text, the best group first."""

    groups: tuple[Group, ...] = ()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """All that is shown, from the top."""
        return tuple(hit for group in self.groups for hit in group.hits)

    @property
    def count(self) -> int:
        """How many there are in all."""
        return sum(group.count for group in self.groups)


def command_group(
    text: str, commands: Commands, most: int, *, slips: bool, first: Sequence[Hit] = ()
) -> Iterator[Group]:
    """Yield the `first` and the commands that fit; with `slips`, else those that may be meant."""
    found = commands.find(text, slips=slips)
    hits = (*first, *(command_hit(one, marked, text) for one, marked in found))[:most]
    if hits:
        yield Group(_("Commands"), hits, len(first) + len(found))


def command_hit(one: Command, marked: str = "", typed: str = "") -> Hit:
    """Return a command as a hit."""
    exact = is_named(one, typed)
    return Hit(COMMAND, 0, one.label, one.detail, one.icon, marked, one.keys, one, exact)


def trimmed(groups: Iterable[Group]) -> tuple[Group, ...]:
    """Return groups of so few hits that all can be seen; large ones give way."""
    found, most = tuple(groups), A_GROUP
    while sum(min(len(one.hits), most) for one in found) > ALL:
        most -= 1
    return tuple(replace(one, hits=one.hits[:most]) for one in found)
