"""Writes files in the shape of the registry's, of any size: invented rows under its 330 columns."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from refdesk.exchange.nppes import PRIMARY, TAXONOMIES, TAXONOMY
from refdesk.exchange.specialties import SPECIALTIES
from refdesk.services.sample_words import FIRST, LAST, PLACES
from tests.helpers.registry import npi

STATE = "NC"
"""The state that about one row in twenty lies in, with its ZIPs."""
ZIPS = "28"
_STATES = ("OH", "TX", "NY", "CA", "FL", "MD", "IN", "PA", "AZ", "TN", "NJ", "VA", "GA", "MI", "WA")
_BLOCK = 400
"""Rows that are made anew; a file repeats them with other NPIs, which is as fast as writing."""


def _place(kind: str) -> list[str]:
    return [
        f"Provider First Line Business {kind} Address",
        f"Provider Second Line Business {kind} Address",
        f"Provider Business {kind} Address City Name",
        f"Provider Business {kind} Address State Name",
        f"Provider Business {kind} Address Postal Code",
        f"Provider Business {kind} Address Country Code (If outside U.S.)",
        f"Provider Business {kind} Address Telephone Number",
        f"Provider Business {kind} Address Fax Number",
    ]


@cache
def header() -> tuple[str, ...]:
    """Return the columns in the order of the file."""
    name = ("Last Name", "First Name", "Middle Name", "Name Prefix Text", "Name Suffix Text")
    official = "Authorized Official"
    columns = [
        *("NPI", "Entity Type Code", "Replacement NPI", "Employer Identification Number (EIN)"),
        "Provider Organization Name (Legal Business Name)",
        *("Provider Last Name (Legal Name)", *(f"Provider {part}" for part in name[1:])),
        *("Provider Credential Text", "Provider Other Organization Name"),
        "Provider Other Organization Name Type Code",
        *(f"Provider Other {part}" for part in (*name, "Credential Text")),
        "Provider Other Last Name Type Code",
        *_place("Mailing"),
        *_place("Practice Location"),
        *("Provider Enumeration Date", "Last Update Date", "NPI Deactivation Reason Code"),
        *("NPI Deactivation Date", "NPI Reactivation Date", "Provider Sex Code"),
        *(f"{official} {part}" for part in (*name[:3], "Title or Position", "Telephone Number")),
    ]
    for place in range(1, TAXONOMIES + 1):
        columns += [TAXONOMY.format(place=place), f"Provider License Number_{place}"]
        columns += [f"Provider License Number State Code_{place}", PRIMARY.format(place=place)]
    for place in range(1, 51):
        other = "Other Provider Identifier"
        columns += [f"{other}_{place}", f"{other} Type Code_{place}"]
        columns += [f"{other} State_{place}", f"{other} Issuer_{place}"]
    columns += ["Is Sole Proprietor", "Is Organization Subpart"]
    columns += ["Parent Organization LBN", "Parent Organization TIN"]
    columns += [f"{official} {part}" for part in (*name[3:], "Credential Text")]
    columns += [f"Healthcare Provider Taxonomy Group_{place}" for place in range(1, 16)]
    return (*columns, "Certification Date")


def write_nppes(path: Path, megabytes: float, seed: int = 1) -> int:
    """Write a file of at least so many megabytes (of 1,000,000 bytes); return its rows.

    The same seed writes the same bytes.
    """
    rows = _rows(random.Random(seed))
    block = [next(rows) for _row in range(_BLOCK)]
    count = 0
    with path.open("wb") as file:
        file.write(_line(header()))
        while file.tell() < megabytes * 1_000_000:
            file.writelines(
                b'"%s"%s' % (npi(count + at).encode(), row) for at, row in enumerate(block)
            )
            count += len(block)
    return count


def _line(cells: tuple[str, ...] | list[str]) -> bytes:
    return (",".join(f'"{cell}"' for cell in cells) + "\n").encode()


def _rows(source: random.Random) -> Iterator[bytes]:
    """Yield rows without the NPI at their beginning."""
    columns = header()
    while True:
        row = _row(source)
        yield b"," + _line([row.get(name, "") for name in columns[1:]])


def _row(source: random.Random) -> dict[str, str]:
    chance = source.random()
    if chance < 0.03:
        return {"NPI Deactivation Date": "03/03/2021"}
    home = source.random() < 0.05
    state = STATE if home else source.choice(_STATES)
    start = ZIPS if home else str(source.randint(10, 99))
    phone = f"{source.randint(201, 989)}555{source.randint(100, 199):04d}"
    town = source.choice(PLACES).upper()
    row = {"Entity Type Code": "1", "Provider Enumeration Date": "05/31/2005"}
    row |= {"Last Update Date": "10/30/2008", "Certification Date": "05/31/2020"}
    for kind in ("Mailing", "Practice Location"):
        street = f"{source.randint(1, 9999)} {source.choice(PLACES).upper()} ST"
        code = f"{start}{source.randint(0, 9_999_999):07d}"
        cells = [street, source.choice(["", "STE 200"]), town, state, code, "US", phone, phone]
        row |= dict(zip(_place(kind), cells, strict=True))
    for place in range(1, source.choice([2, 2, 3, 5])):
        row[TAXONOMY.format(place=place)] = source.choice(list(SPECIALTIES))
        row[PRIMARY.format(place=place)] = "Y" if place == 1 else "N"
        row[f"Provider License Number_{place}"] = f"{source.randint(10000, 99999)}"
        row[f"Provider License Number State Code_{place}"] = state
    return row | (_organisation(source, town) if chance < 0.25 else _person(source))


def _person(source: random.Random) -> dict[str, str]:
    return {
        "Provider Last Name (Legal Name)": source.choice(LAST).upper(),
        "Provider First Name": source.choice(FIRST).upper(),
        "Provider Middle Name": source.choice("ABCDEF"),
        "Provider Credential Text": source.choice(["M.D.", "FNP-C", "P.T., DPT"]),
        "Provider Sex Code": source.choice("FM"),
        "Is Sole Proprietor": source.choice("NYX"),
    }


def _organisation(source: random.Random, town: str) -> dict[str, str]:
    return {
        "Entity Type Code": "2",
        "Provider Organization Name (Legal Business Name)": f"{town} FAMILY CLINIC, LLC",
        "Provider Other Organization Name": source.choice(["", f"{town} HEALTH"]),
        "Authorized Official Last Name": source.choice(LAST).upper(),
        "Authorized Official First Name": source.choice(FIRST).upper(),
        "Authorized Official Title or Position": "OWNER",
        "Is Organization Subpart": source.choice("NNY"),
    }
