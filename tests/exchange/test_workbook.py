"""Sheets of workbooks become rows of text, and what is broken or dangerous is refused in words."""

from __future__ import annotations

import contextlib
import datetime as dt
import zipfile
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from refdesk.domain.errors import RefDeskError, UserError
from refdesk.exchange import package, workbook
from refdesk.exchange.opening import Reading, open_table
from tests.exchange.workbooks import (
    MAIN,
    ROWS,
    content_types,
    rows_of,
    sheet,
    styles_of,
    write_book,
)


def read(path: Path, sheet: str = "") -> list[list[str]]:
    with open_table(path, Reading(sheet=sheet)) as table:
        found = [list(table.header), *(row.cells for row in table.rows)]
        assert table.position == table.size
    return found


def refused(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        read(path)
    return caught.value.message


# Number, its format, what a person reads.
CELLS = [
    (dt.date(2026, 11, 24), "mm/dd/yyyy", "2026-11-24"),
    (dt.date(2026, 11, 24), '[$-409]d" of "mmmm\\, yyyy;@', "2026-11-24"),
    (dt.date(2026, 11, 1), "mmm", "2026-11-01"),
    (dt.date(1900, 1, 1), "yyyy-mm-dd", "1900-01-01"),
    (dt.datetime.fromisoformat("2026-11-24 14:30"), "m/d/yy h:mm", "2026-11-24 14:30"),
    (dt.datetime.fromisoformat("2026-11-24 14:30:05"), "m/d/yy h:mm", "2026-11-24 14:30:05"),
    (dt.time(14, 30), "h:mm AM/PM", "14:30"),
    (dt.timedelta(hours=37, minutes=30), "[h]:mm", "37:30"),
    (501, "00000", "00501"),
    (284011234, "00000\\-0000", "28401-1234"),
    (12345678, "000\\-00\\-0000", "012-34-5678"),
    (9105550100, "[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", "9105550100"),
    (9105550100, "General", "9105550100"),
    (9105550100.0, "0.00E+00", "9105550100"),
    (12.5, '#,##0.00 "days"', "12.5"),
    (0.1 + 0.2, "General", "0.3"),
    (1e-7, "General", "0.0000001"),
    (-3, "00000", "-3"),
    (0.255, "0.0%", "25.5%"),
    (True, "General", "yes"),
    (False, "General", "no"),
    ("#N/A", "General", ""),
    ("910-555-0100\n910-555-0101", "General", "910-555-0100\n910-555-0101"),
    ("00501", "@", "00501"),
    (3_000_000, "yyyy-mm-dd", ""),
    (0, "yyyy-mm-dd", "0"),
]


@pytest.mark.parametrize(("value", "code", "shown"), CELLS)
def test_a_cell_is_read_as_a_person_reads_it(tmp_path, value, code, shown):
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["Name", "Seen"])
    page.append(["Ada Weir"])
    cell = page.cell(2, 2)
    cell.value = value
    cell.number_format = code
    book.save(tmp_path / "book.xlsx")
    assert read(tmp_path / "book.xlsx")[1][1:] == [shown]


def test_dates_of_a_mac_count_from_1904(tmp_path):
    styles = styles_of('<xf numFmtId="0"/><xf numFmtId="14"/>')
    rows = f'{ROWS}<row r="2"><c r="A2" s="1"><v>43428</v></c></row>'
    path = tmp_path / "book.xlsx"
    write_book(path, {"A": rows}, more={"xl/styles.xml": styles}, since_1904=True)
    assert read(path)[1] == ["2022-11-25"]
    write_book(path, {"A": rows}, more={"xl/styles.xml": styles})
    assert read(path)[1] == ["2018-11-24"]


def test_texts_come_whole_however_they_are_kept(tmp_path):
    shared = (
        f'<sst xmlns="{MAIN}"><si><t>Weir</t></si><si><r><t>We</t></r><r><t>ir</t></r>'
        '<rPh sb="0" eb="1"><t>no</t></rPh></si>'
        "<si><t>two_x000D_\nlines_x0000_</t></si></sst>"
    )
    cells = (
        '<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c s="99"><v>7</v></c>'
        '<c t="str"><f>A1</f><v>Weir</v></c><c t="d"><v>2026-11-24T14:30:00</v></c>'
        '<c t="e"><v>#REF!</v></c><c><f>1+1</f></c><c t="b"><v>1</v></c><c t="str"><v>word</v></c>'
    )
    path = tmp_path / "book.xlsx"
    heads = rows_of([list("abcdefghij")])
    write_book(path, {"A": f"{heads}<row>{cells}</row>"}, more={"xl/sharedStrings.xml": shared})
    assert read(path)[1] == [
        "Weir", "Weir", "two\nlines", "7", "Weir", "2026-11-24 14:30", "", "", "yes", "word"
    ]  # fmt: skip
    with open_table(path) as table:
        assert ["Some formulas have no result" in note for note in table.notes] == [True]


def test_the_words_above_groups_of_columns_are_passed_over(tmp_path):
    groups = [["", "Address", "", "Reached by", ""], ["Practice", "Street", "City", "Phone", "Fax"]]
    rows = rows_of([*groups, ["Weir", "1 Elm St", "Tamsin", "910-555-0100", "910-555-0101"]])
    path = write_book(tmp_path / "book.xlsx", {"A": rows})
    assert read(path)[0] == ["Practice", "Street", "City", "Phone", "Fax"]


def test_titles_blank_rows_and_blank_columns_are_passed_over(tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page["B2"] = "Practices of the county"
    page.merge_cells("B2:F2")
    page["B3"] = "as of today"
    for at, heading in enumerate(["Practice", "City", None, "Phone"], 2):
        page.cell(5, at, heading)
    page["B6"], page["C6"], page["E6"] = "Weir Clinic", "Tamsin", "910-555-0100"
    page["B9"], page["H9"] = "Lund Clinic", "a word aside"
    book.save(tmp_path / "book.xlsx")
    with open_table(tmp_path / "book.xlsx") as table:
        rows = list(table.rows)
        assert table.header[:4] == ("Practice", "City", "", "Phone")
        assert table.notes == ("The first 2 lines are a title and were passed over.",)
    assert [row.number for row in rows] == [1, 4]
    assert rows[0].cells[:4] == ["Weir Clinic", "Tamsin", "", "910-555-0100"]


def test_the_first_visible_sheet_with_a_table_is_taken_and_another_may_be_chosen(tmp_path):
    sheets = {
        "Hidden": rows_of([["Name", "City"], ["secret", "x"]]),
        "Deep": rows_of([["Name", "City"], ["deeper", "x"]]),
        "Read me": rows_of([["How to fill this in"], ["Type every practice once."]]),
        "Empty": "",
        "Partners": rows_of([["Practice", "City"], ["Weir", "Tamsin"]]),
        "More": rows_of([["Practice", "City"], ["Lund", "Brindle"]]),
    }
    hidden = {"Hidden": "hidden", "Deep": "veryHidden"}
    path = write_book(tmp_path / "partners.csv", sheets, hidden=hidden)
    with open_table(path) as table:
        assert table.sheets == ("Read me", "Empty", "Partners", "More")
        assert table.sheet == "Partners"
        assert table.notes == ("Hidden sheets were passed over: Hidden, Deep.",)
    assert read(path, "More")[1] == ["Lund", "Brindle"]
    assert read(path, "Hidden")[1] == ["secret", "x"]
    with pytest.raises(UserError, match="no sheet Gone"):
        read(path, "Gone")
    with pytest.raises(UserError, match="sheet Empty is empty"):
        read(path, "Empty")
    assert "no visible sheet" in refused(write_book(path, {"A": ROWS}, hidden={"A": "hidden"}))


def test_a_workbook_of_another_writer_is_read(tmp_path):
    """Prefixes on every element, the names of the strict form, a wrong dimension, no places."""
    strict = "http://purl.oclc.org/ooxml"
    main = (
        f'<x:workbook xmlns:x="{strict}/spreadsheetml/main" conformance="strict" '
        f'xmlns:q="{strict}/officeDocument/relationships"><x:sheets>'
        '<x:sheet name="A" sheetId="1" q:id="a"/></x:sheets></x:workbook>'
    )
    page = (
        f'<x:worksheet xmlns:x="{strict}/spreadsheetml/main"><x:dimension ref="A1"/><x:sheetData>'
        '<x:row><x:c t="inlineStr"><x:is><x:t>Name</x:t></x:is></x:c></x:row>'
        "<x:row><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    links = (
        f'<R><Relationship Id="a" Type="{strict}/officeDocument/relationships/worksheet" '
        'Target="a.xml"/></R>'
    )
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("[Content_Types].xml", content_types(("xl/workbook.xml", "sheet.main")))
        packed.writestr("xl/workbook.xml", main)
        packed.writestr("xl/_rels/workbook.xml.rels", links)
        packed.writestr("xl/a.xml", page)
    assert read(path) == [["Name"], ["7"]]


def test_what_no_table_needs_may_be_amiss(tmp_path):
    more: dict[str, str | bytes] = {
        "xl/styles.xml": styles_of(
            '<xf numFmtId="0"/>', "<fonts><font><sz val='x'/></font></fonts>"
        ),
        "docProps/core.xml": "not even XML",
        "xl/theme/theme1.xml": "<!DOCTYPE theme>",
    }
    path = write_book(tmp_path / "book.xlsx", {"A": rows_of([["Name"], ["Weir"]])}, more=more)
    assert read(path) == [["Name"], ["Weir"]]


def test_a_chart_that_has_a_sheet_to_itself_is_passed_over(tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["Name", "City"])
    page.append(["Weir", "Tamsin"])
    book.create_chartsheet("Chart", 0)
    book.save(tmp_path / "book.xlsx")
    with open_table(tmp_path / "book.xlsx") as table:
        assert table.sheets == ("Sheet",)


def test_a_long_sheet_is_read_however_little_may_be_held(tmp_path, monkeypatch):
    monkeypatch.setattr(package, "HELD_TAGS", 5_000)
    rows = rows_of([["Name"], *([f"Weir {at}"] for at in range(2_000))])
    path = write_book(tmp_path / "book.xlsx", {"A": rows})
    assert read(path)[-1] == ["Weir 1999"]


@pytest.mark.parametrize("place", ["XFE1", "ZZZ1", "A1048577"])
def test_a_cell_far_out_costs_no_more_than_its_row(tmp_path, place):
    row = place.lstrip("XFEZA")
    rows = rows_of([["Name"], ["Weir"]]) + f'<row r="{row}"><c r="{place}"><v>1</v></c></row>'
    path = write_book(tmp_path / "book.xlsx", {"A": rows})
    if place.startswith("A"):
        assert "damaged" in refused(path)
    else:
        assert read(path) == [["Name"], ["Weir"]]


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    path = tmp_path / "book.xlsx"
    write_book(path, {"A": ROWS}, more={"xl/media/image.png": bytes(30_000_000)})
    assert "more than can be read safely" in refused(path)
    write_book(path, {"A": ROWS})
    for name, least in [("UNPACKED_LIMIT", 100), ("PART_COUNT", 1), ("DIRECTORY_LIMIT", 10)]:
        with monkeypatch.context() as patch:
            patch.setattr(package, name, least)
            assert "more than can be read safely" in refused(path)
    for name, least in [("HELD_LIMIT", 2000), ("HELD_TAGS", 500), ("TEXT_TAGS", 500)]:
        for part in ("xl/sharedStrings.xml", "xl/styles.xml", "xl/worksheets/1.xml"):
            write_book(path, {"A": ROWS}, more={part: sheet("<row>" + "<c/>" * 600 + "</row>")})
            is_text = part == "xl/sharedStrings.xml"
            with monkeypatch.context() as patch:
                patch.setattr(package, name, least)
                if name == "HELD_LIMIT" or (name == "TEXT_TAGS") == is_text:
                    assert "more than can be read safely" in refused(path)


def test_a_part_that_is_larger_than_it_says_is_damage(tmp_path):
    path = tmp_path / "book.xlsx"
    rows = ROWS + "<row/>" * 50_000
    write_book(path, {"A": rows})
    size = len(sheet(rows)).to_bytes(4, "little")
    content = path.read_bytes()
    assert content.count(size) == 2
    path.write_bytes(content.replace(size, (200).to_bytes(4, "little")))
    assert "damaged" in refused(path)


@pytest.mark.parametrize(
    "more",
    [
        {"xl/worksheets/1.xml": '<!DOCTYPE a [<!ENTITY b "x">]><worksheet>&b;</worksheet>'},
        {"xl/workbook.xml": '<!DOCTYPE a SYSTEM "file:///etc/passwd"><workbook/>'},
        {"xl/sharedStrings.xml": "<!DOCTYPE sst><sst/>"},
        {"xl/worksheets/1.xml": "<worksheet><sheetData><row>"},
        {"xl/worksheets/1.xml": "no XML at all"},
        {"xl/worksheets/1.xml": sheet('<row><c r="ZZZZ1"><v>1</v></c></row>')},
        {"xl/workbook.xml": ""},
        {"xl/styles.xml": "<styleSheet><cellXfs>"},
    ],
)
def test_a_broken_workbook_is_refused_in_one_sentence(tmp_path, more):
    assert "damaged" in refused(write_book(tmp_path / "book.xlsx", {"A": ROWS}, more=more))


def test_a_cell_has_a_limit(tmp_path):
    long = rows_of([["Name"], ["x" * (workbook.TEXT_LIMIT + 1)]])
    assert "longer than 1,000,000" in refused(write_book(tmp_path / "book.xlsx", {"A": long}))


def test_macros_and_links_are_left_alone(tmp_path):
    more: dict[str, str | bytes] = {
        "xl/vbaProject.bin": b"\0macro",
        "xl/externalLinks/externalLink1.xml": "not even XML",
    }
    path = write_book(tmp_path / "book.xlsm", {"A": rows_of([["Name"], ["Weir"]])}, more=more)
    assert read(path) == [["Name"], ["Weir"]]


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    rows = rows_of([["Practice", "City"], ["Weir", "Tamsin"], ["Lund", "Brindle"]])
    return write_book(tmp_path_factory.mktemp("book") / "b.xlsx", {"A": rows}).read_bytes()


@given(st.data())
def test_no_spoilt_byte_breaks_the_reader(book, tmp_path_factory, data):
    spoilt = bytearray(book)
    for _time in range(data.draw(st.integers(1, 5))):
        spoilt[data.draw(st.integers(0, len(book) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("book") / "b.xlsx"
    path.write_bytes(spoilt[: data.draw(st.integers(1, len(book)))])
    with contextlib.suppress(RefDeskError):
        read(path)


PIECES = st.sampled_from([
    "<row>", "</row>", '<row r="-1">', '<c r="A1">', '<c r="9">', '<c t="s" s="99">', "</c>",
    '<c t="d">', '<c t="n" s="1">', "<v>", "</v>", "1e999", "nan", "-5", "61.5", "x", "<is>",
    "</is>", "<t>", "</t>", "<rPh>", "</rPh>", "<f>", "</f>", "&#10;", "_xD800_", "<x/>",
])  # fmt: skip


@given(st.lists(PIECES, max_size=25))
def test_no_order_of_elements_breaks_the_reader(tmp_path_factory, pieces):
    styles = styles_of('<xf numFmtId="0"/><xf numFmtId="22"/>')
    path = tmp_path_factory.mktemp("book") / "b.xlsx"
    for rows in (ROWS + "".join(pieces), f"{ROWS}<row><c s='1'><v>{''.join(pieces)}</v></c></row>"):
        write_book(path, {"A": rows}, more={"xl/styles.xml": styles})
        with contextlib.suppress(RefDeskError):
            found = read(path)
            assert len({len(cells) for cells in found}) == 1
