"""Tables in text files of every usual dialect, and the refusal of what is none."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refdesk.domain.errors import UserError
from refdesk.exchange import delimited
from refdesk.exchange.opening import Reading, open_table

HEADER = ("Name", "City")
ROWS = [["Weir Clinic", "Tamsin"], ["Çedar, Gröve", "Brindle\nFalls"]]


def read(path: Path) -> tuple[tuple[str, ...], list[tuple[int, list[str], str]]]:
    with open_table(path) as table:
        return table.header, [(row.number, row.cells, row.fault) for row in table.rows]


def table_text(rows: Iterable[Sequence[str]], delimiter: str, end: str) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_dialect_and_encoding_reads_the_same(tmp_path, delimiter, encoding, end):
    path = tmp_path / "partners.csv"
    path.write_bytes(table_text([HEADER, *ROWS], delimiter, end).encode(encoding))
    header, rows = read(path)
    assert header == HEADER
    assert rows == [(1, ROWS[0], ""), (2, ROWS[1], "")]


def test_big_endian_text_is_read(tmp_path):
    path = tmp_path / "partners.csv"
    path.write_bytes("\ufeffName,City\nWeir,Tamsin\n".encode("utf-16-be"))
    assert read(path) == (HEADER, [(1, ["Weir", "Tamsin"], "")])


def test_blank_rows_count_in_the_numbers_and_are_not_given_out(tmp_path):
    path = tmp_path / "partners.csv"
    path.write_text("\nName,City\nA,B\n,\n\nC\n", encoding="utf-8")
    assert read(path)[1] == [(1, ["A", "B"], ""), (4, ["C", ""], "")]


def test_a_cell_too_many_is_a_fault_unless_it_is_blank(tmp_path):
    path = tmp_path / "partners.csv"
    path.write_text("Name,City\nA,B,C\nD,E,,\n", encoding="utf-8")
    first, second = read(path)[1]
    assert first[2] == "The row has 3 cells, and the header has 2."
    assert second == (2, ["D", "E"], "")


def test_a_stray_quote_mark_costs_its_own_row_only(tmp_path):
    path = tmp_path / "partners.csv"
    path.write_text('Name,City\n"Joe "JJ" Weir",B\nC,D\n', encoding="utf-8")
    first, second = read(path)[1]
    assert "quote mark" in first[2]
    assert second == (2, ["C", "D"], "")


def test_a_stray_quote_mark_far_down_costs_its_own_row_only(tmp_path):
    path = tmp_path / "partners.csv"
    rows = '"Weir ""W"" Clinic",B\n' * 40_000
    path.write_text(f'Name,City\n{rows}"Joe "JJ" Weir",B\n{rows}', encoding="utf-8")
    found = read(path)[1]
    assert len(found) == 80_001
    assert [number for number, _cells, fault in found if fault] == [40_001]


@pytest.mark.parametrize(
    "text", ['Name,City\nA,B\n"C,D\nE,F\n', 'Name,City\nA,B\n"C "x" D\nmore",E\nF,G\n']
)
def test_an_open_quote_mark_refuses_the_file_and_names_the_row(tmp_path, text):
    path = tmp_path / "partners.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match="Row 2 opens a quote mark"):
        read(path)


def test_a_nul_far_down_is_a_fault_of_its_row(tmp_path):
    path = tmp_path / "partners.csv"
    path.write_text("Name,City\n" + "A,B\n" * 20_000 + "C\0,D\n", encoding="utf-8")
    with open_table(path) as table:
        rows = list(table.rows)
        assert table.position == table.size
    assert [row.number for row in rows if row.fault] == [20_001]


def test_a_letter_far_down_decides_the_encoding(tmp_path):
    path = tmp_path / "partners.csv"
    path.write_bytes(b"Name,City\n" + b"A,B\n" * 20_000 + "Zoë,D\n".encode("cp1252"))
    assert read(path)[1][-1][1] == ["Zoë", "D"]


def test_a_cell_and_a_line_have_a_limit(tmp_path, monkeypatch):
    path = tmp_path / "partners.csv"
    path.write_text("Name,City\nA," + "x" * (delimited.CELL_LIMIT + 1), encoding="utf-8")
    with pytest.raises(UserError, match="near row 1 is longer than 1,000,000"):
        read(path)
    monkeypatch.setattr(delimited, "LINE_LIMIT", 100)
    path.write_text("Name,City\nA," + "x" * 100, encoding="utf-8")
    with pytest.raises(UserError, match="line of the file is longer than 100"):
        read(path)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        (b",,\n,,\n", "no header"),
        (b'"A"x,"B\n1,2\n', "quote mark"),
        (b'"A"x,B\n1,2\n', "header cannot be read"),
        (b"Name\0,City", "not a text file"),
        (b"\xff\xfeN\x00a", "cannot be made out"),
        (b"Name,\x81\x8d,\x90z,\x9d\nab,cd,ef\n", "cannot be made out"),
        (b"Name,City\nA\0\1\2,B\n", "not a text file"),
        (b"Name,City\0" + b",Notes" * 20, "code 0000"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path, content, sentence):
    path = tmp_path / "partners.csv"
    path.write_bytes(content)
    with pytest.raises(UserError, match=sentence):
        read(path)


def lines(path: Path, content: str | bytes, reading: Reading | None = None) -> list[list[str]]:
    """Write a file and return its header, then its rows that can be read."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with open_table(path, reading or Reading()) as table:
        return [list(table.header), *(row.cells for row in table.rows if not row.fault)]


@pytest.mark.parametrize(
    "content",
    [
        "sep=;\r\nName;City\r\nA, Inc.;B\r\n",
        "Name^City\nA, Inc.^B\n",
        "Name;City\n'A, Inc.';B\n",
        "Name,City\n'A, Inc.',B\n",
        '"Name,City"\n"""A, Inc."",B"\n',
        "\n\nName\tCity\nA, Inc.\tB\n",
        "Practices of the county\n\nName;City\nA, Inc.;B\n",
        "Practices;;\nAs of today;;\nName;City;Phone\nA, Inc.;B;\nC;D;9105550100\n",
        "# made by a program\nName;City\nA, Inc.;B\n# the end\n",
        "Name;City\r\nA, Inc.;B\nC;D\r\x1a",
        'Name, City\n"A, Inc.", B\n',
    ],
)
def test_every_way_to_write_a_table_is_found_out(tmp_path, content):
    header, first, *_others = lines(tmp_path / "partners.csv", content)
    assert header[:2] == ["Name", "City"]
    assert first[:2] == ["A, Inc.", "B"]


def test_quotes_escaped_by_a_backslash_are_told_from_a_path(tmp_path):
    path = tmp_path / "partners.csv"
    escaped = 'Name,City\n"Weir \\"the elder\\", Inc.",B\n'
    assert lines(path, escaped)[1] == ['Weir "the elder", Inc.', "B"]
    assert lines(path, 'Name,City\n"C:\\desk\\",B\nC,"D"\n')[1] == ["C:\\desk\\", "B"]


def test_an_open_quote_mark_behind_a_space_is_told(tmp_path):
    with pytest.raises(UserError, match="opens a quote mark"):
        lines(tmp_path / "p.csv", ' "Name\n A\n')


def test_names_with_an_apostrophe_are_not_quoted(tmp_path):
    content = "Name,City\nO'Brien,D'Angelo\n'Aiea Clinic,B\n"
    assert lines(tmp_path / "p.csv", content)[1:] == [
        ["O'Brien", "D'Angelo"],
        ["'Aiea Clinic", "B"],
    ]


def test_a_practice_with_a_number_sign_is_no_remark(tmp_path):
    content = "Name,City\n#1 Family Care,B\n#2 Family Care\n"
    assert lines(tmp_path / "p.csv", content)[1:] == [
        ["#1 Family Care", "B"],
        ["#2 Family Care", ""],
    ]


def test_a_row_of_data_is_not_passed_over_as_a_title(tmp_path):
    content = "Name,City\nAda Weir,\nJo Frye,Brindle,Falls\nBo Lund,Brindle,Falls\n"
    assert lines(tmp_path / "p.csv", content)[0] == ["Name", "City"]


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("utf-8", ""),
        ("utf-16-le", ""),
        ("utf-16-be", ""),
        ("utf-32", ""),
        ("utf-32-le", ""),
        ("utf-32-be", ""),
        ("cp1252", "Western European (Windows)"),
        ("mac_roman", "Western European (Mac)"),
    ],
)
def test_letters_are_found_out_without_a_mark(tmp_path, encoding, note):
    path = tmp_path / "partners.csv"
    end = "\r" if encoding == "mac_roman" else "\n"
    path.write_bytes(end.join(["Name,City", "Zoë,Çedar", ""]).encode(encoding))
    with open_table(path) as table:
        assert [row.cells for row in table.rows] == [["Zoë", "Çedar"]]
        assert [note in said for said in table.notes] == [True] * bool(note)


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_a_few_letters_that_are_no_utf8_leave_the_others_whole(tmp_path, mark):
    path = tmp_path / "partners.csv"
    path.write_bytes(mark + "Name,City\nZoë,Çedar\n".encode() * 40 + "José,B\n".encode("cp1252"))
    with open_table(path) as table:
        rows = [row.cells for row in table.rows]
        assert "Some letters were not in UTF-8" in table.notes[0]
    assert rows[0] == ["Zoë", "Çedar"]
    assert rows[-1] == ["José", "B"]


def test_a_person_may_choose_letters_and_what_parts_the_cells(tmp_path):
    path = tmp_path / "partners.csv"
    content = "Name;City,State\nŁódź;B,C\n".encode("cp1250")
    chosen = Reading(encoding="cp1250", delimiter=";")
    assert lines(path, content, chosen) == [["Name", "City,State"], ["Łódź", "B,C"]]
    with pytest.raises(UserError, match="letters are not utf-8"):
        lines(path, content, Reading(encoding="utf-8"))
    with pytest.raises(UserError, match="letters are not rot13"):
        lines(path, content, Reading(encoding="rot13"))
    with pytest.raises(UserError, match="Cells cannot be parted by"):
        lines(path, content, Reading(delimiter='"'))


def test_ten_megabytes_in_a_cell_are_refused(tmp_path):
    path = tmp_path / "partners.csv"
    path.write_text('Name,City\nA,"' + "word\n" * 2_000_000 + '"\nB,C\n', encoding="utf-8")
    with pytest.raises(UserError, match="near row 1 is longer"):
        read(path)
    path.write_text("Name,City\nA," + "x" * 10_000_000 + "\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"line of the file is longer|near row 1 is longer"):
        read(path)


def test_defused_formulas_and_line_ends_across_pieces_are_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(delimited, "CHUNK", 7)
    rows = [["'=1+1", "Zoë"], ["two\r\nlines", "x" * 40], ["last", "\r"]] * 3
    path = tmp_path / "partners.csv"
    path.write_bytes(table_text([HEADER, *rows], ",", "\r\n").encode())
    assert [cells for _number, cells, _fault in read(path)[1]] == [
        ["=1+1", "Zoë"],
        ["two\r\nlines", "x" * 40],
        ["last", "\r"],
    ] * 3


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@given(st.lists(st.lists(cells, min_size=2, max_size=2), max_size=8), st.sampled_from(",;\t|"))
def test_what_was_written_is_read_again(tmp_path_factory, rows, delimiter):
    path = tmp_path_factory.mktemp("table") / "t.csv"
    path.write_bytes(table_text([HEADER, *rows], delimiter, "\r\n").encode())
    header, found = read(path)
    assert header == HEADER
    assert [row[1] for row in found] == [row for row in rows if any(map(str.strip, row))]


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("table") / "t.csv"
    path.write_bytes(content)
    with contextlib.suppress(UserError):
        header, rows = read(path)
        assert all(len(cells) == len(header) for _number, cells, _fault in rows)
