"""What any reader of foreign files hands on: records as they arrive, one row at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from refdesk.domain.fields import Field
from refdesk.domain.npi import Npi
from refdesk.domain.record import Record


@dataclass(frozen=True, slots=True, repr=False)
class Arrival:
    """One record as a file brings it: the filled fields by name.

    `office` holds the fields of the office that comes with a practice. `remarks` says what of the
    row was left out, in sentences without personal data.
    """

    of: type[Record]
    values: Mapping[str, Any]
    office: Mapping[str, Any] | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Retired:
    """An NPI that the registry took out of use."""

    npi: Npi
    on: dt.date


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
