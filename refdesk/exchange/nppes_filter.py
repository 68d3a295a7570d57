"""Which rows of the registry's file a clinic wants: by state, ZIP, specialty and type."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from refdesk.domain.address import STATES, state_code
from refdesk.domain.errors import Problem, UserError
from refdesk.exchange import taxonomy
from refdesk.i18n import _

Sieve = Callable[[Sequence[str]], bool]
ENTITIES = ("1", "2")
MOST_WISHES = 50
_CODES = 4096


@dataclass(frozen=True, slots=True)
class RegistryFilter:
    """What a person typed to choose rows; a blank part chooses all, and every part must fit.

    `state` is one state or several, `zip` one or several beginnings, `taxonomy` words of a
    specialty or the beginning of a code (several are parted by commas), `entity` 1 for people and
    2 for organizations.
    """

    state: str = ""
    zip: str = ""
    taxonomy: str = ""
    entity: str = ""

    def __bool__(self) -> bool:
        return any(part.strip() for part in (self.state, self.zip, self.taxonomy, self.entity))

    @property
    def states(self) -> frozenset[str]:
        """The states as two letters; what is none is as typed."""
        return frozenset(state_code(text) or text for text in _several_states(self.state))

    @property
    def zips(self) -> tuple[str, ...]:
        """The beginnings of ZIPs, digits only where they are right."""
        return tuple(
            re.sub(r"^([0-9]{5})-(?=[0-9]{1,4}$)", r"\1", text)
            for text in re.split(r"[\s,;]+", self.zip)
            if text
        )

    @property
    def wishes(self) -> tuple[str, ...]:
        """The specialties, each as typed."""
        return tuple(
            text for piece in re.split(r"[,;]", self.taxonomy) if (text := " ".join(piece.split()))
        )

    def check(self) -> tuple[Problem, ...]:
        """Return what is wrong with it, each problem at its part; with one, no file is read."""
        return tuple(self._problems())

    def _problems(self) -> Iterator[Problem]:
        if any(not state_code(text) for text in self.states):
            yield Problem("state", _("State: type two letters, as in OH; part several by commas."))
        if any(not re.fullmatch(r"[0-9]{1,9}", text) for text in self.zips):
            yield Problem("zip", _("ZIP: type the first digits, as in 457 or 45701."))
        unknown = next((wish for wish in self.wishes if not taxonomy.is_known(wish)), "")
        if unknown:
            yield Problem(
                "taxonomy",
                _(
                    "Specialty: none is called “{wish}”. Type a word of its name, as in family or "
                    "cardio, or the beginning of a taxonomy code, as in 207Q."
                ).format(wish=unknown[:40]),
            )
        if self.entity.strip() not in {"", *ENTITIES}:
            yield Problem("entity", _("Type: choose 1 (people) or 2 (organizations)."))
        for name in ("state", "zip", "taxonomy"):
            if getattr(self, name).count(",") >= MOST_WISHES or len(getattr(self, name)) > 1000:
                yield Problem(name, _("That is too much to look for at once."))


def _several_states(text: str) -> list[str]:
    """Return the states of ``OH, North Carolina`` and of ``OH KY``."""
    found: list[str] = []
    for piece in filter(None, (piece.strip() for piece in re.split(r"[,;]", text))):
        words = piece.split()
        apart = len(words) > 1 and all(state_code(word) for word in words)
        found += words if apart and not state_code(piece) else [piece]
    return found


@dataclass(frozen=True, slots=True)
class Places:
    """Where the columns are by which rows are chosen."""

    entity: int | None
    state: int | None
    zip: int | None
    codes: tuple[int, ...]


def sieve(chosen: RegistryFilter, places: Places) -> Sieve:
    """Return what tells from the raw cells of a row whether it is wanted.

    Raises:
        UserError: the filter is wrong, or the file lacks the column it looks at.
    """
    if problems := chosen.check():
        raise UserError(" ".join(problem.message for problem in problems), problems)
    tests: list[Sieve] = []
    if chosen.states:
        tests.append(_by_state(chosen.states, _there(places.state, _("state"))))
    if chosen.zips:
        tests.append(_by_zip(chosen.zips, _there(places.zip, _("ZIP"))))
    if chosen.entity.strip():
        tests.append(_by_entity(chosen.entity.strip(), _there(places.entity, _("type"))))
    if chosen.wishes:
        _there(next(iter(places.codes), None), _("specialty"))
        tests.append(_by_taxonomy(chosen.wishes, places.codes))
    if len(tests) == 1:
        return tests[0]
    return lambda cells: all(test(cells) for test in tests)


def _there(place: int | None, what: str) -> int:
    if place is None:
        raise UserError(
            _("This file has no column for the {what}, so it cannot be chosen by that.").format(
                what=what
            )
        )
    return place


def _by_state(states: frozenset[str], place: int) -> Sieve:
    @lru_cache(_CODES)
    def spelled(text: str) -> bool:
        return state_code(text) in states

    def fits(cells: Sequence[str]) -> bool:
        cell = cells[place]
        return cell in states or (cell not in STATES and spelled(cell))

    return fits


def _by_zip(prefixes: tuple[str, ...], place: int) -> Sieve:
    def fits(cells: Sequence[str]) -> bool:
        cell = cells[place].strip()
        if len(cell) not in {5, 9}:  # a ZIP+4 with its dash, or one that lost its zeros
            cell = cell.replace("-", "")
            cell = cell.zfill(5 if len(cell) < 5 else 9) if cell else ""
        return cell.startswith(prefixes)

    return fits


def _by_entity(entity: str, place: int) -> Sieve:
    return lambda cells: cells[place].strip() == entity


def _by_taxonomy(wishes: tuple[str, ...], places: tuple[int, ...]) -> Sieve:
    @lru_cache(_CODES)
    def meant(code: str) -> bool:
        return any(taxonomy.fits(code.strip().upper(), wish) for wish in wishes)

    def fits(cells: Sequence[str]) -> bool:
        return any(code and meant(code) for code in (cells[place] for place in places))

    return fits
