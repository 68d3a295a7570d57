"""What can be done from anywhere, found by its words: actions, lists, new records, settings."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from refdesk.domain.text import fold
from refdesk.i18n import N_, _
from refdesk.screens.actions import ACTIONS, ANYWHERE, normal
from refdesk.screens.catalogue import SCREENS
from refdesk.screens.list_words import new_words
from refdesk.screens.slips import NearWords
from refdesk.screens.spec import Begun, Place
from refdesk.settings import SETTINGS, Scope

USUAL = ("new_referral", "today", "board", "drafts", "settings", "keys")
"""What is offered before anything is typed, by name."""
LEFT_OUT = frozenset({ANYWHERE, "find", "back", "larger_plain", "open", "close", "go_on"})
"""Actions that mean nothing once this is in sight."""
OTHER_ICON = "arrow-right"
SHORTEST_ALSO = 3
"""Letters of a word that is looked for in what is not shown, too."""
SCOPES: Mapping[Scope, str] = {
    Scope.COMPUTER: N_("Setting of this computer"),
    Scope.USER: N_("Setting of mine"),
    Scope.DESK: N_("Setting of the desk"),
}


class Sort(enum.Enum):
    """What a command leads to."""

    ACTION = "action"
    LIST = "list"
    NEW = "new"
    SETTING = "setting"


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do; `name` is that of the action, the kind of record or the setting.

    `also` are words that find it and are not shown; `entries` are already in a new record.
    """

    sort: Sort
    name: str
    label: str = field(repr=False)
    icon: str
    keys: str = ""
    detail: str = ""
    also: str = ""
    entries: Mapping[str, object] = field(default_factory=dict, repr=False)


class Commands:
    """The commands that can be done now.

    Args:
        keys: of every action, as Qt writes them.
        can: the names of the actions that can be done where the person is.
        lists: the key of each list that has one, by the kind of its records.
        is_owner: whether the person owns the desk.
    """

    def __init__(
        self,
        keys: Mapping[str, str],
        can: Collection[str],
        lists: Mapping[str, str],
        *,
        is_owner: bool,
    ) -> None:
        found = (
            *_actions(keys, can),
            *_lists(lists),
            *_new(is_owner=is_owner),
            *_settings(),
        )
        self.all: tuple[Command, ...] = found
        said = [_said(one) for one in found]
        self._words = [words for words, _also in said]
        self._also = [also for _words, also in said]
        self._near = NearWords(word for words in (*self._words, *self._also) for word in words)

    def usual(self) -> list[Command]:
        """Return what is done most, for when nothing is typed."""
        known = {one.name: one for one in self.all if one.sort is Sort.ACTION}
        return [known[name] for name in USUAL if name in known]

    def find(self, text: str, *, slips: bool = True) -> list[tuple[Command, str]]:
        """Return the commands that fit, best first, each with the words that it was found by.

        Where none fits just so, and `slips` are forgiven, those that may be meant.
        """
        typed = normal(text)
        by_key = [one for one in self.all if one.keys and typed == one.keys]
        if by_key and not typed.isalnum():
            return [(one, "") for one in by_key]
        words = fold(text).split()
        found = self._fitting(words)
        if not found and words and slips:
            options = [self._near.near(word) or [word] for word in words]
            for meant in product(*options):
                found += [one for one in self._fitting(list(meant)) if one not in found]
        return found

    def _fitting(self, words: Sequence[str]) -> list[tuple[Command, str]]:
        marked, ranked = " ".join(words), []
        for place, one in enumerate(self.all):
            rank = _rank(words, self._words[place], self._also[place])
            if rank is not None:
                ranked.append((rank, place, one))
        return [(one, marked) for _fit, _place, one in sorted(ranked, key=lambda one: one[:2])]


def begin(begun: Begun) -> Command:
    """Return the command that begins a record with something in it; no key does just that."""
    return Command(Sort.NEW, begun.kind, begun.label, "plus", entries=begun.entries)


def is_named(command: Command, text: str) -> bool:
    """Tell whether a text is just what a command is called, as "today" is."""
    wanted = fold(text)
    return bool(wanted) and wanted in {fold(command.label), fold(command.label.partition(":")[0])}


def _rank(words: Sequence[str], said: Sequence[str], also: Sequence[str]) -> int | None:
    """Return how well a command fits, 0 the best; None if it does not."""
    if not words:
        return 0
    if all(any(one.startswith(word) for one in said) for word in words):
        return 0 if said[0].startswith(words[0]) else 1
    # A short word would find many of those that are not shown.
    long = [word for word in words if len(word) >= SHORTEST_ALSO]
    hidden = also if len(long) == len(words) else ()
    if all(any(one.startswith(word) for one in (*said, *hidden)) for word in words):
        return 2
    return 3 if all(any(word in one for one in said) for word in words) else None


def _said(one: Command) -> tuple[list[str], list[str]]:
    return fold(one.label).split(), fold(f"{one.detail} {one.also}").split()


def _actions(keys: Mapping[str, str], can: Collection[str]) -> Iterator[Command]:
    for action in ACTIONS:
        if action.name in can and action.name not in LEFT_OUT:
            area, icon = _(action.area.value), action.icon or OTHER_ICON
            made = Command(Sort.ACTION, action.name, _(action.label), icon, keys[action.name])
            yield replace(made, also=area)
    if "about" in can:
        yield Command(Sort.ACTION, "about", _("About RefDesk"), "info")


def _lists(keys: Mapping[str, str]) -> Iterator[Command]:
    for screen in SCREENS:
        if screen.place is not Place.HIDDEN:
            own = keys.get(screen.kind, "")
            label, icon = _(screen.of.many), screen.icon_name
            yield Command(Sort.LIST, screen.kind, label, icon, own, _("List"))


def _new(*, is_owner: bool) -> Iterator[Command]:
    for screen in SCREENS:
        may = screen.of.entered and (is_owner or not screen.of.owners_only)
        if may and screen.place is not Place.HIDDEN and screen.kind != "referral":
            yield Command(Sort.NEW, screen.kind, new_words(screen), "plus")


def _settings() -> Iterator[Command]:
    for one in SETTINGS:
        options = " ".join(_(label) for _value, label in one.allowed)
        also = f"{_(one.group)} {_(one.help)} {options}"
        detail = _(SCOPES[one.scope])
        yield Command(Sort.SETTING, one.name, _(one.label), "settings", "", detail, also)
