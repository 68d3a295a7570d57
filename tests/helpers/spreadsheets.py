"""Files as a new clinic brings them: real-looking in shape and damage, invented in content."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from tests.exchange.workbooks import write_book
from tests.helpers import registry

Cell = str | int | float
HEADINGS = ("Account", "Type", "Main Phone", "Fax", "Address", "City", "State", "Zip", "Comments")


def clinics(*, phone: int = 7405550117, comment: str = "by the mill") -> list[list[Cell]]:
    """Return the rows of a list of practices; the first has this phone and comment."""
    town: list[Cell] = ["Tamsin", "OH"]
    return [
        ["Weir Street Family", "PCP", phone, 7405550118, "12 Weir St", *town, 45701, comment],
        ["Larkmead Pediatrics", "kids", 7405550119, "", "4 Mill Rd", "Eastmere", "MA", 2134, ""],
        ["Aldermoor Urgent Care", "UC", "740.555.0120", "N/A", "9 Quay St", *town, 45702, " "],
        ["Fenwick Dental", "dds", 7405550121.0, "", "", *town, "45701-0012", "“our” dentist"],
    ]


def write_clinics(path: Path, rows: Sequence[Sequence[Cell]]) -> Path:
    """Write a workbook of practices: a title row, numbers for phones and ZIPs, a hidden sheet."""
    table: list[list[Cell]] = [
        ["Referral sources of the clinic"],
        [],
        list(HEADINGS),
        *map(list, rows),
    ]
    sheet = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in table)
    hidden = f"<row>{_cell('Name')}</row><row>{_cell('Old list')}</row>"
    return write_book(path, {"Sources": sheet, "Old": hidden}, hidden={"Old": "hidden"})


def _cell(value: Cell) -> str:
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def write_people(path: Path) -> Path:
    """Write people as an old program does: Western letters, titles, offices that are not known."""
    return _write(
        path,
        ("Provider", "Position", "Practice Name", "Direct Line", "E-mail"),
        ("Dr. Zoë Ångström, MD", "doc", "Weir Street Family", "7405550131", "zoe@weir.example"),
        ("Núñez, José, DO", "physician", "Larkmead Pediatrics", "(740) 555-0132", "none"),
        ("Ms. Ada Sorrel", "front desk", "Weir Street Family", "740-555-0133 ext 4", ""),
        ("Mr. Theo Brandt, PA-C", "pa", "Harbor Point Clinic", "740-555-0134", "N/A"),
        encoding="cp1252",
    )


def write_log(path: Path) -> Path:
    """Write a log of referrals, with patients, doctors and practices in its rows."""
    return _write(
        path,
        ("Date", "Patient", "DOB", "Pt Phone", "Ref Dr", "Ref Practice", "Dx", "Status"),
        (
            *("11/2/2026", "Vesper, Marisol", "1/10/1958", "740-555-0141", "Ångström, Zoë"),
            *("Weir Street Family", "Knee pain", "waiting for records"),
        ),
        (
            *("11/3/2026", "Osgood, Mabel", "7/2/1961", "7405550142.0", "Núñez, José"),
            *("Larkmead Pediatrics", "Hip", "new"),
        ),
        (
            *("11/4/2026", "Imhoff, Celia", "3/3/80", "", "Pryor, Jo", "Quarry Road Clinic"),
            *("Shoulder", "waiting for records"),
        ),
        ("soon", "Dube, Lorenz", "5/5/1975", "", "", "Weir Street Family", "Back", "new"),
    )


def write_registry(path: Path) -> Path:
    """Write a file of the registry with rows of two states."""
    rows = [
        registry.person(1),
        registry.practice(2),
        registry.practice(3, ORGANISATION="HOLLOWAY CLINIC", STATE="KY", PHONE="6065550111"),
    ]
    return registry.write_registry(path, rows)


def _write(path: Path, *rows: Sequence[str], encoding: str = "utf-8") -> Path:
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file, delimiter=";" if encoding == "cp1252" else ",").writerows(rows)
    return path
