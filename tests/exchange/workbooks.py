"""Small workbooks written part by part, so that a test may spoil any of them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
ROWS = '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row>'


def content_types(*parts: tuple[str, str]) -> str:
    """Return the part that says what the others are: part, kind."""
    named = "".join(
        f'<Override PartName="/{part}" '
        f'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
        for part, kind in parts
    )
    return f'<Types xmlns="{TYPES}">{named}</Types>'


def related(*parts: tuple[str, str, str]) -> str:
    """Return the part that names other parts: id, kind, target."""
    named = "".join(
        f'<Relationship Id="{own}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for own, kind, target in parts
    )
    return f'<Relationships xmlns="x">{named}</Relationships>'


def sheet(rows: str) -> str:
    """Return the part of a sheet."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def styles_of(cells: str, before: str = "") -> str:
    """Return the part of styles, given those of cells."""
    return f'<styleSheet xmlns="{MAIN}">{before}<cellXfs>{cells}</cellXfs></styleSheet>'


def rows_of(texts: Sequence[Sequence[str]]) -> str:
    """Return rows of plain texts, as a writer without places of cells has them."""
    return "".join(
        "<row>"
        + "".join(f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>' for text in cells)
        + "</row>"
        for cells in texts
    )


def write_book(
    path: Path,
    sheets: Mapping[str, str],
    *,
    hidden: Mapping[str, str] | None = None,
    more: Mapping[str, str | bytes] | None = None,
    since_1904: bool = False,
) -> Path:
    """Write a workbook of sheets, each given as its rows; `more` adds or replaces parts."""
    states = hidden or {}
    listed = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="r{at}" state="{states.get(name, "visible")}"/>'
        for at, name in enumerate(sheets, 1)
    )
    epoch = '<workbookPr date1904="1"/>' if since_1904 else ""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(
            ("xl/workbook.xml", "sheet.main"),
            *(("xl/sharedStrings.xml", "sharedStrings") for part in more or {} if "String" in part),
        ),
        "_rels/.rels": related(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{epoch}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": related(
            *((f"r{at}", "worksheet", f"worksheets/{at}.xml") for at in range(1, len(sheets) + 1)),
            ("rs", "styles", "/xl/styles.xml"),
            ("rt", "sharedStrings", "sharedStrings.xml"),
        ),
    }
    for at, rows in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/{at}.xml"] = sheet(rows)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in (parts | dict(more or {})).items():
            packed.writestr(name, content)
    return path
