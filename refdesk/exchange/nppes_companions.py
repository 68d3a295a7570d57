"""The files that come beside the registry's: they complete what the desk has by its NPI."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

from refdesk.domain.errors import UserError
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.record import Record
from refdesk.domain.text import fold
from refdesk.exchange import casing
from refdesk.exchange.arrival import Arrival, Retired
from refdesk.exchange.nppes_rows import (
    Header,
    Holders,
    R,
    RegistryFile,
    RegistryRow,
    Said,
    SheetRow,
    address,
    filled,
    phone,
)
from refdesk.i18n import _

NPI = "NPI"
NAME = "Provider Other Organization Name"
NAME_TYPE = "Provider Other Organization Name Type Code"
KIND = "Endpoint Type"
ENDPOINT = "Endpoint"
_SECOND = "Provider Secondary Practice Location Address"
STREET = f"{_SECOND}- Address Line 1"
STREET2 = f"{_SECOND}-  Address Line 2"
CITY = f"{_SECOND} - City Name"
STATE = f"{_SECOND} - State Name"
ZIP = f"{_SECOND} - Postal Code"
COUNTRY = f"{_SECOND} - Country Code (If outside U.S.)"
PHONE = f"{_SECOND} - Telephone Number"
EXTENSION = f"{_SECOND} - Telephone Extension"
FAX = "Provider Practice Location Address - Fax Number"
ENDED = ("NPPES Deactivation Date", "NPI Deactivation Date", "Deactivation Date")

AT_MOST = 100
"""Rows of one NPI that come as one; more come as further rows, so that memory stays flat."""
PARTED_BY = "; "


class Companion(RegistryFile, ABC):
    """Reads a file of which several rows in a row may be about one NPI.

    Args:
        header: the names of the columns.
        holders: the NPIs of the desk; a row of any other is not wanted.

    Raises:
        UserError: it is another file.
    """

    needed: ClassVar[tuple[str, ...]]
    also: ClassVar[tuple[str, ...]] = ()

    def __init__(self, header: Sequence[str], holders: Holders) -> None:
        columns = Header(header)
        if missing := columns.lacking(self.needed):
            raise UserError(
                _("This is not that file of the registry: the column {name} is missing.").format(
                    name=missing[0]
                )
            )
        self._places = columns.places((*self.needed, *self.also))
        self._npi_at = columns.place(NPI) or 0
        self._width = columns.width
        self._holders = holders

    def wanted(self, cells: Sequence[str]) -> bool:
        """Tell from the raw cells of a row whether it is to be read at all."""
        return self._npi(cells) in self._holders

    def joined(self, rows: Iterable[R]) -> Iterator[R]:
        """Yield wanted rows, those of one NPI that follow each other as one, as the first."""
        held: R | None = None
        for row in rows:
            if held is not None and self._belongs(held, row):
                held.cells.extend(row.cells)
                continue
            if held is not None:
                yield held
            held = row
        if held is not None:
            yield held

    def read(self, cells: Sequence[str]) -> Arrival:
        """Return what the rows of one NPI say.

        Raises:
            UserError: the NPI is none.
        """
        npi = Person.fields["npi"].parse(self._npi(cells))
        if npi is None:
            raise UserError(_("NPI is needed."))
        of: type[Record] = Practice if npi.digits in self._holders.practices else Person
        starts = range(0, len(cells), self._width)
        said = Said()
        rows = [RegistryRow(self._places, cells[at : at + self._width], said) for at in starts]
        values, offices = self._said_by(rows, of, said)
        return Arrival(
            of,
            filled(of, {"npi": npi, **values}, said),
            then=offices,
            remarks=tuple(dict.fromkeys(said.remarks)),
            repairs=tuple(dict.fromkeys(said.repairs)),
            known_only=True,
        )

    @abstractmethod
    def _said_by(
        self, rows: Sequence[RegistryRow], of: type[Record], said: Said
    ) -> tuple[Mapping[str, Any], tuple[Arrival, ...]]:
        """Return the values of the record and the offices of the practice."""

    def _npi(self, cells: Sequence[str]) -> str:
        return cells[self._npi_at].strip()

    def _belongs(self, held: SheetRow, row: SheetRow) -> bool:
        room = len(held.cells) < AT_MOST * self._width
        same = self._npi(held.cells) == self._npi(row.cells)
        return same and room and not (held.fault or row.fault)


class Locations(Companion):
    """Further places of practices: each becomes an office of the practice.

    Those of people are passed over: where a person works besides is most often another employer's
    place, and the desk keeps places with the practice they belong to.
    """

    needed = (NPI, STREET, CITY, STATE, ZIP)
    also = (STREET2, COUNTRY, PHONE, EXTENSION, FAX)

    @property
    def notes(self) -> tuple[str, ...]:
        """Say what becomes of the places of people."""
        return (
            _(
                "Further places of practices become offices. Those of people are passed over: "
                "a place is kept with the practice it belongs to."
            ),
        )

    def wanted(self, cells: Sequence[str]) -> bool:
        """Tell whether the row is about a practice of the desk."""
        return self._npi(cells) in self._holders.practices

    def _said_by(
        self,
        rows: Sequence[RegistryRow],
        of: type[Record],  # noqa: ARG002  as its base
        said: Said,
    ) -> tuple[Mapping[str, Any], tuple[Arrival, ...]]:
        offices: dict[str, Arrival] = {}
        for row in rows:
            values = _office(row, said)
            if "address" in values:
                known = fold(values["address"].one_line())
                offices.setdefault(known, Arrival(Office, values))
        return {}, tuple(offices.values())


def _office(row: RegistryRow, said: Said) -> dict[str, Any]:
    names = {"street": STREET, "street2": STREET2, "city": CITY, "state": STATE, "zip": ZIP}
    parts = {part: row[name] for part, name in names.items()}
    values = {
        "address": address(parts, row[COUNTRY], said),
        "phone": phone(Office.fields["phone"], row[PHONE], said, row[EXTENSION]),
        "fax": phone(Office.fields["fax"], row[FAX], said),
    }
    return filled(Office, values, said)


class OtherNames(Companion):
    """What practices are called besides; these names are added to those that the desk has."""

    needed = (NPI, NAME, NAME_TYPE)
    adds = frozenset({"other_names"})

    def wanted(self, cells: Sequence[str]) -> bool:
        """Tell whether the row is about a practice of the desk."""
        return self._npi(cells) in self._holders.practices

    def _said_by(
        self, rows: Sequence[RegistryRow], of: type[Record], said: Said
    ) -> tuple[Mapping[str, Any], tuple[Arrival, ...]]:
        names = PARTED_BY.join(casing.organisation(row[NAME]) for row in rows if row[NAME])
        limit = of.fields["other_names"].limit
        kept = added("", names, limit)
        if len(kept) < len(added("", names, len(names))):
            said.remarks.append(_("There are more other names than fit; some were left out."))
        return {"other_names": kept}, ()


class Endpoints(Companion):
    """Where records may be sent: a Direct address is kept, other ends are passed over."""

    needed = (NPI, KIND, ENDPOINT)

    def wanted(self, cells: Sequence[str]) -> bool:
        """Tell whether the row is a Direct address of somebody the desk has."""
        kind = self._places[KIND]
        direct = kind is not None and cells[kind].strip().upper() == "DIRECT"
        return direct and super().wanted(cells)

    def _said_by(
        self, rows: Sequence[RegistryRow], of: type[Record], said: Said
    ) -> tuple[Mapping[str, Any], tuple[Arrival, ...]]:
        own = of.fields["direct_address"]
        found: dict[str, str] = {}
        for row in rows:
            try:
                address = own.parse(row[ENDPOINT])
            except UserError as error:
                said.remarks.append(_("{fault} It was left out.").format(fault=error.message))
                continue
            if address:
                found.setdefault(address.casefold(), address)
        if len(found) > 1:
            said.remarks.append(_("There are several Direct addresses; the first was taken."))
        return {"direct_address": next(iter(found.values()), "")}, ()


class Deactivated(RegistryFile):
    """Reads the registry's monthly list of NPIs that are out of use.

    Args:
        header: the names of the columns.
        holders: the NPIs of the desk; a row of any other is not wanted.

    Raises:
        UserError: it is another file.
    """

    def __init__(self, header: Sequence[str], holders: Holders) -> None:
        columns = Header(header)
        npi, ended = columns.place(NPI), columns.place(*ENDED)
        if npi is None or ended is None:
            missing = ENDED[0] if npi is not None else NPI
            raise UserError(
                _("This is not that file of the registry: the column {name} is missing.").format(
                    name=missing
                )
            )
        self._npi, self._ended, self._holders = npi, ended, holders

    def wanted(self, cells: Sequence[str]) -> bool:
        """Tell from the raw cells of a row whether it is to be read at all."""
        return cells[self._npi].strip() in self._holders

    def read(self, cells: Sequence[str]) -> Retired:
        """Return what one row says.

        Raises:
            UserError: it lacks an NPI or the day.
        """
        npi = Person.fields["npi"].parse(cells[self._npi])
        own = Person.fields["npi_deactivated"]
        on = own.parse(cells[self._ended])
        if npi is None or on is None:
            raise UserError(_("The row needs an NPI and the day it was deactivated."))
        return Retired(npi, on)


def added(now: str, more: str, limit: int) -> str:
    """Return the names of `now` and those of `more` that are not there yet, as far as they fit."""
    names = {fold(name): name for name in _parted(now)}
    length = len(now)
    for name in _parted(more):
        room = len(PARTED_BY) * bool(length) + len(name)
        if fold(name) not in names and length + room <= limit:
            names[fold(name)] = name
            length += room
    return PARTED_BY.join(names.values()) if len(names) > len(_parted(now)) else now


def _parted(text: str) -> list[str]:
    return [name for piece in text.split(PARTED_BY.strip()) if (name := piece.strip())]
