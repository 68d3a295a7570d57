"""Invented rows in the shape of the provider registry's file."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from refdesk.domain.kinds import NPI
from refdesk.domain.person import Person
from refdesk.exchange import nppes

EVERY = (
    *(nppes.NPI, nppes.ENTITY, nppes.ORGANISATION, nppes.LAST, nppes.FIRST, nppes.MIDDLE),
    *(nppes.SUFFIX, nppes.CREDENTIALS, nppes.OTHER_NAME, nppes.STREET, nppes.STREET2, nppes.CITY),
    *(nppes.STATE, nppes.ZIP, nppes.COUNTRY, nppes.PHONE, nppes.FAX),
    *(nppes.DEACTIVATED, nppes.REACTIVATED),
    *(nppes.TAXONOMY.format(place=place) for place in range(1, 16)),
    *(nppes.PRIMARY.format(place=place) for place in range(1, 16)),
)


def npi(number: int) -> str:
    """Return the `number`-th of many valid NPIs, most likely nobody's."""
    return str(NPI.example(Person.fields["npi"], number))


def person(number: int, **more: str) -> dict[str, str]:
    """Return a row of an invented physician; `more` by the names of the module's constants."""
    row = {
        nppes.NPI: npi(number),
        nppes.ENTITY: "1",
        nppes.LAST: "MCALDER-O'SHADE",
        nppes.FIRST: "QUILLA",
        nppes.MIDDLE: "B",
        nppes.SUFFIX: "JR.",
        nppes.CREDENTIALS: "M.D., PH.D.",
        nppes.TAXONOMY.format(place=1): "174400000X",
        nppes.TAXONOMY.format(place=2): "207X00000X",
        nppes.PRIMARY.format(place=2): "Y",
        **_place(),
    }
    return row | _named(more)


def practice(number: int, **more: str) -> dict[str, str]:
    """Return a row of an invented practice."""
    row = {
        nppes.NPI: npi(number),
        nppes.ENTITY: "2",
        nppes.ORGANISATION: "TAMSIN FAMILY CLINIC OF OHIO, LLC",
        nppes.OTHER_NAME: "<UNAVAIL>",
        nppes.TAXONOMY.format(place=1): "207Q00000X",
        nppes.PRIMARY.format(place=1): "Y",
        **_place(),
    }
    return row | _named(more)


def _place() -> dict[str, str]:
    return {
        nppes.STREET: "12 N WEIR ST",
        nppes.STREET2: "STE A",
        nppes.CITY: "TAMSIN",
        nppes.STATE: "OH",
        nppes.ZIP: "457010012",
        nppes.COUNTRY: "US",
        nppes.PHONE: "7405550117",
        nppes.FAX: "7405550118",
    }


def _named(more: Mapping[str, str]) -> dict[str, str]:
    return {getattr(nppes, name): text for name, text in more.items()}


def write_registry(
    path: Path, rows: Sequence[Mapping[str, str]], header: Sequence[str] = EVERY
) -> Path:
    """Write rows as a registry file, everything quoted as there."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, header, "", "ignore", quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)
    return path
