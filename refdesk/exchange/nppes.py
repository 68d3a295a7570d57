"""The provider registry's file (NPPES): people, practices with an office, and retired NPIs.

Columns are found by name, so files with fewer columns, or of other years, are read as well.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from refdesk.domain.address import Address
from refdesk.domain.errors import UserError
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.text import fold
from refdesk.exchange import casing, taxonomy
from refdesk.exchange.arrival import Arrival, Retired
from refdesk.exchange.nppes_filter import Places, RegistryFilter, sieve
from refdesk.exchange.nppes_rows import (
    Header,
    Holders,
    RegistryFile,
    RegistryRow,
    address,
    filled,
    phone,
)
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
_PLACE = (STREET, STREET2, CITY, STATE, ZIP, COUNTRY, PHONE, FAX)
EVERYTHING = RegistryFilter()
_READ = (*NEEDED, OTHER_NAME, MIDDLE, SUFFIX, CREDENTIALS, *_PLACE, DEACTIVATED, REACTIVATED)


def is_nppes(header: Sequence[str]) -> bool:
    """Tell whether a table with this header is a dissemination file."""
    return not Header(header).lacking(NEEDED)


class Registry(RegistryFile):
    """Reads the rows of one dissemination file.

    Phones and addresses that are none, or lie abroad, are left out with a remark: the rest of a
    registry row is still worth having.

    Args:
        header: the names of the columns.
        chosen: which rows are wanted. An NPI that was taken out of use is wanted whatever the
            filter says: the registry blanks the rest of its row.
        holders: the NPIs of the desk; with them, a retired NPI that nobody here has is not wanted.

    Raises:
        UserError: it is another file, or it cannot be filtered so.
    """

    adds = frozenset({"other_names"})

    def __init__(
        self,
        header: Sequence[str],
        chosen: RegistryFilter = EVERYTHING,
        holders: Holders | None = None,
    ) -> None:
        columns = Header(header)
        if missing := columns.lacking(NEEDED):
            raise UserError(
                _("This is not the registry's file: the column {name} is missing.").format(
                    name=missing[0]
                )
            )
        self._places = columns.places(_READ)
        places = range(1, TAXONOMIES + 1)
        pairs = ((TAXONOMY.format(place=place), PRIMARY.format(place=place)) for place in places)
        self._codes = [
            (at, columns.place(switch))
            for code, switch in pairs
            if (at := columns.place(code)) is not None
        ]
        codes = tuple(place for place, _switch in self._codes)
        state, code = self._places[STATE], self._places[ZIP]
        self._fits = sieve(chosen, Places(self._places[ENTITY], state, code, codes))
        self._entity = columns.place(ENTITY) or 0
        self._holders = holders

    def wanted(self, cells: Sequence[str]) -> bool:
        """Tell from the raw cells of a row whether it is to be read at all."""
        if not cells[self._entity]:
            row = RegistryRow(self._places, cells)
            if row[DEACTIVATED] and not row[ENTITY]:
                return self._holders is None or row[NPI] in self._holders
        return self._fits(cells)

    def read(self, cells: Sequence[str]) -> Arrival | Retired:
        """Return what one row says.

        Raises:
            UserError: the row is neither a person nor an organisation with a valid NPI.
        """
        row = RegistryRow(self._places, cells)
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

    def _person(self, row: RegistryRow, npi: object) -> Arrival:
        said = row.said
        titles = casing.credentials(row[CREDENTIALS])
        code = self._taxonomy(row)
        values: dict[str, Any] = {
            "name": casing.person_name(row[FIRST], row[MIDDLE], row[LAST], row[SUFFIX]),
            "credentials": titles,
            "npi": npi,
            "role": taxonomy.role(code, titles),
            "specialty": taxonomy.specialty(code),
            "phone": phone(Person.fields["phone"], row[PHONE], said),
            "fax": phone(Person.fields["fax"], row[FAX], said),
            "address": _address(row),
        }
        kept = filled(Person, values, said)
        return Arrival(Person, kept, remarks=tuple(said.remarks), repairs=_once(said.repairs))

    def _practice(self, row: RegistryRow, npi: object) -> Arrival:
        said = row.said
        code = self._taxonomy(row)
        name = casing.organisation(row[ORGANISATION] or row[OTHER_NAME])
        other = casing.organisation(row[OTHER_NAME])
        numbers = {
            "phone": phone(Practice.fields["phone"], row[PHONE], said),
            "fax": phone(Practice.fields["fax"], row[FAX], said),
        }
        values: dict[str, Any] = {
            "name": name,
            "other_names": other if fold(other) != fold(name) else "",
            "npi": npi,
            "practice_kind": taxonomy.practice_kind(code),
            "specialty": taxonomy.specialty(code),
            **numbers,
        }
        kept = filled(Practice, values, said)
        office = filled(Office, {"address": _address(row), **numbers}, said)
        return Arrival(
            Practice,
            kept,
            then=(Arrival(Office, office),) if office else (),
            remarks=tuple(said.remarks),
            repairs=_once(said.repairs),
        )

    def _taxonomy(self, row: RegistryRow) -> str:
        """Return the code marked as primary, else the first."""
        codes = [(code, row.at(switch).upper() == "Y") for code, switch in self._pairs(row)]
        return next((code for code, primary in codes if primary), codes[0][0] if codes else "")

    def _pairs(self, row: RegistryRow) -> Iterator[tuple[str, int | None]]:
        for place, switch in self._codes:
            if code := row.at(place).upper():
                yield code, switch


def _once(sentences: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sentences))


def _retired_on(row: RegistryRow) -> dt.date | None:
    own = Person.fields["npi_deactivated"]
    ended: dt.date | None = own.parse(row[DEACTIVATED])
    back: dt.date | None = own.parse(row[REACTIVATED])
    return ended if ended and not (back and back >= ended) else None


def _address(row: RegistryRow) -> Address | None:
    names = {"street": STREET, "street2": STREET2, "city": CITY, "state": STATE, "zip": ZIP}
    return address({part: row[name] for part, name in names.items()}, row[COUNTRY], row.said)
