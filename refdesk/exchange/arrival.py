"""What any reader of foreign files hands on: records as they arrive, one row at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from refdesk.domain.errors import Problem, UserError
from refdesk.domain.fields import Field
from refdesk.domain.npi import Npi
from refdesk.domain.record import Record


@dataclass(frozen=True, slots=True, repr=False)
class Arrival:
    """One record as a file brings it: the filled fields by name.

    `first` holds, by reference field, the records it refers to that come with it; what such a
    field names by number stands in `values` as ever. `then` holds the offices of a practice that
    comes. `remarks` says what of the row was left out and `repairs` what was mended, in sentences
    without personal data. A row that is `known_only` completes a record of the desk and adds none.
    """

    of: type[Record]
    values: Mapping[str, Any]
    first: Mapping[str, tuple[Arrival, ...]] = field(default_factory=dict)
    then: tuple[Arrival, ...] = ()
    remarks: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
    known_only: bool = False


@dataclass(frozen=True, slots=True)
class Retired:
    """An NPI that the registry took out of use."""

    npi: Npi
    on: dt.date


class Asked(NamedTuple):
    """A word of the file that stands where one of our choices must stand."""

    target: str
    text: str


class UnknownChoice(UserError):
    """The row says, perhaps among other faults, what none of our choices is called."""

    def __init__(
        self, message: str, problems: tuple[Problem, ...], asked: tuple[Asked, ...]
    ) -> None:
        super().__init__(message, problems)
        self.asked = asked

    @property
    def target(self) -> str:
        """What the first of the unknown words should fill."""
        return self.asked[0].target

    @property
    def text(self) -> str:
        """The first of the unknown words, as it is written."""
        return self.asked[0].text


class Reader(Protocol):
    """Reads the rows of one kind of file."""

    @property
    def unused(self) -> tuple[str, ...]:
        """The columns that fill nothing and that a person may have meant to."""

    def mentions(self, cells: Sequence[str]) -> Iterable[tuple[Field, str]]:
        """Return the references of one row as written, for looking many up at once."""

    def read(self, cells: Sequence[str]) -> Arrival | Retired:
        """Return what one row says.

        Raises:
            UserError: the row cannot be read; with all its problems.
        """
