"""The provider registry's file (NPPES): people, practices with an office, and retired NPIs.

Columns are found by name, so files with fewer columns, or of other years, are read as well.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from refdesk.domain.address import Address
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.domain.record import Record
from refdesk.domain.text import fold
from refdesk.exchange import casing, taxonomy
from refdesk.exchange.arrival import Arrival, Retired
from refdesk.i18n import _

NPI = "NPI"
ENTITY = "Entity Type Code"
ORGANISATION = "Provider Organization Name (Legal Business Name)"
OTHER_NAME = "Provider Other Organization Name"
LAST = "Provider Last Name (Legal Name)"
FIRST = "Provider First Name"
MIDDLE = "Provider Middle Name"
SUFFIX = "Provider Name Suffix Text"
CREDENTIALS = "Provider Credential Text"
STREET = "Provider First Line Business Practice Location Address"
STREET2 = "Provider Second Line Business Practice Location Address"
CITY = "Provider Business Practice Location Address City Name"
STATE = "Provider Business Practice Location Address State Name"
ZIP = "Provider Business Practice Location Address Postal Code"
COUNTRY = "Provider Business Practice Location Address Country Code (If outside U.S.)"
PHONE = "Provider Business Practice Location Address Telephone Number"
FAX = "Provider Business Practice Location Address Fax Number"
DEACTIVATED = "NPI Deactivation Date"
REACTIVATED = "NPI Reactivation Date"
TAXONOMY = "Healthcare Provider Taxonomy Code_{place}"
PRIMARY = "Healthcare Provider Primary Taxonomy Switch_{place}"
TAXONOMIES = 15

NEEDED = (NPI, ENTITY, ORGANISATION, LAST, FIRST)
_NOTHING = "<UNAVAIL>"
_HOME = frozenset({"", "US", "USA", "PR", "VI", "GU", "AS", "MP", "UM"})


def is_nppes(header: Sequence[str]) -> bool:
    """Tell whether a table with this header is a dissemination file."""
    return not _missing(header)


def _missing(header: Sequence[str]) -> list[str]:
    known = {fold(name) for name in header}
    return [name for name in NEEDED if fold(name) not in known]


class Registry:
    """Reads the rows of one dissemination file.

    Phones and addresses that are none, or lie abroad, are left out with a remark: the rest of a
    registry row is still worth having.
    """

    unused: tuple[str, ...] = ()

    def __init__(self, header: Sequence[str]) -> None:
        missing = _missing(header)
        if missing:
            raise UserError(
                _("This is not the registry's file: the column {name} is missing.").format(
                    name=missing[0]
                )
            )
        self._index = {fold(name): place for place, name in reversed(list(enumerate(header)))}
        places = range(1, TAXONOMIES + 1)
        self._codes = [self._at(TAXONOMY.format(place=place)) for place in places]
        self._primary = [self._at(PRIMARY.format(place=place)) for place in places]

    def _at(self, name: str) -> int | None:
        return self._index.get(fold(name))

    def mentions(self, cells: Sequence[str]) -> tuple[()]:  # noqa: ARG002  as every reader
        """Return nothing: the registry does not refer to records of the desk."""
        return ()

    def read(self, cells: Sequence[str]) -> Arrival | Retired:
        """Return what one row says.

        Raises:
            UserError: the row is neither a person nor an organisation with a valid NPI.
        """
        row = _RegistryRow(self._index, cells)
        npi = Person.fields["npi"].parse(row[NPI])
        if npi is None:
            raise UserError(_("NPI is needed."))
        retired = _retired_on(row)
        if retired is not None:
            return Retired(npi, retired)
        if row[ENTITY] == "1":
            return self._person(row, npi)
        if row[ENTITY] == "2":
            return self._practice(row, npi)
        raise UserError(_("Entity Type Code is neither 1 (a person) nor 2 (an organization)."))

    def _person(self, row: _RegistryRow, npi: object) -> Arrival:
        remarks: list[str] = []
        titles = casing.credentials(row[CREDENTIALS])
        code = self._taxonomy(row)
        values: dict[str, Any] = {
            "name": casing.person_name(row[FIRST], row[MIDDLE], row[LAST], row[SUFFIX]),
            "credentials": titles,
            "npi": npi,
            "role": taxonomy.role(code, titles),
            "specialty": taxonomy.specialty(code),
            "phone": _phone(Person.fields["phone"], row[PHONE], remarks),
            "fax": _phone(Person.fields["fax"], row[FAX], remarks),
            "address": _address(row, remarks),
        }
        return Arrival(Person, _filled(Person, values), remarks=tuple(remarks))

    def _practice(self, row: _RegistryRow, npi: object) -> Arrival:
        remarks: list[str] = []
        code = self._taxonomy(row)
        phone = _phone(Practice.fields["phone"], row[PHONE], remarks)
        fax = _phone(Practice.fields["fax"], row[FAX], remarks)
        values: dict[str, Any] = {
            "name": casing.organisation(row[ORGANISATION] or row[OTHER_NAME]),
            "npi": npi,
            "practice_kind": taxonomy.practice_kind(code),
            "specialty": taxonomy.specialty(code),
            "phone": phone,
            "fax": fax,
        }
        office = {"address": _address(row, remarks), "phone": phone, "fax": fax}
        filled = {name: value for name, value in office.items() if value is not None}
        return Arrival(Practice, _filled(Practice, values), filled or None, tuple(remarks))

    def _taxonomy(self, row: _RegistryRow) -> str:
        """Return the code marked as primary, else the first."""
        codes = [(code, row.at(switch) == "Y") for code, switch in self._pairs(row)]
        return next((code for code, primary in codes if primary), codes[0][0] if codes else "")

    def _pairs(self, row: _RegistryRow) -> Iterator[tuple[str, int | None]]:
        for place, switch in zip(self._codes, self._primary, strict=True):
            if code := row.at(place).upper():
                yield code, switch


class _RegistryRow:
    """The cells of one row by column name; what the registry withholds is empty."""

    def __init__(self, index: Mapping[str, int], cells: Sequence[str]) -> None:
        self._index = index
        self._cells = cells

    def __getitem__(self, name: str) -> str:
        return self.at(self._index.get(_FOLDED[name]))

    def at(self, place: int | None) -> str:
        text = "" if place is None else self._cells[place].strip()
        return "" if text == _NOTHING else text


_PLACE = (STREET, STREET2, CITY, STATE, ZIP, COUNTRY, PHONE, FAX)
_READ = (*NEEDED, OTHER_NAME, MIDDLE, SUFFIX, CREDENTIALS, *_PLACE, DEACTIVATED, REACTIVATED)
_FOLDED = {name: fold(name) for name in _READ}


def _retired_on(row: _RegistryRow) -> dt.date | None:
    own = Person.fields["npi_deactivated"]
    ended: dt.date | None = own.parse(row[DEACTIVATED])
    back: dt.date | None = own.parse(row[REACTIVATED])
    return ended if ended and not (back and back >= ended) else None


def _phone(own: Field, text: str, remarks: list[str]) -> object:
    try:
        return own.parse(text)
    except UserError as error:
        remarks.append(_("{fault} It was left out.").format(fault=error.message))
        return None


def _address(row: _RegistryRow, remarks: list[str]) -> Address | None:
    if row[COUNTRY].upper() not in _HOME:
        remarks.append(_("The address lies outside the United States and was left out."))
        return None
    try:
        typed = {"street": row[STREET], "street2": row[STREET2], "city": row[CITY]}
        cased = {part: casing.place(text) for part, text in typed.items()}
        return Address.of(**cased, state=row[STATE], zip=row[ZIP]) or None
    except UserError as error:
        fault = Person.fields["address"].problem(error.message).message
        remarks.append(_("{fault} It was left out.").format(fault=fault))
        return None


def _filled(of: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if not of.fields[name].is_empty(value)}
