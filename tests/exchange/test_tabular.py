"""Tables in text files of every usual dialect, and the refusal of what is none."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refdesk.domain.errors import UserError
from refdesk.exchange import tabular
from refdesk.exchange.tabular import open_table

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
    path.write_text("Name,City\nA," + "x" * (tabular.CELL_LIMIT + 1), encoding="utf-8")
    with pytest.raises(UserError, match="near row 1 is longer than 1,000,000"):
        read(path)
    monkeypatch.setattr(tabular, "LINE_LIMIT", 100)
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
        (b"PK\x03\x04 and more", "workbook"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"Name\0,City", "not a text file"),
        (b"\xff\xfeN\x00a", "cannot be made out"),
        (b"Name,\x81\x8d\n", "cannot be made out"),
        ("Name,City".encode("utf-16-le"), "not a text file"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path, content, sentence):
    path = tmp_path / "partners.csv"
    path.write_bytes(content)
    with pytest.raises(UserError, match=sentence):
        read(path)


def test_a_folder_and_a_missing_file_are_refused_by_name(tmp_path):
    with pytest.raises(UserError, match="is a folder"):
        read(tmp_path)
    with pytest.raises(UserError, match=r"There is no file gone\.csv"):
        read(tmp_path / "gone.csv")
    with pytest.raises(UserError, match="cannot be read"):
        read(tmp_path / ("x" * 300))
    with pytest.raises(UserError, match="cannot be read"):
        read(tmp_path / "nul\0.csv")


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
