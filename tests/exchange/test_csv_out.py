"""Tables for spreadsheets: what is written reads back, and nothing in it runs."""

from __future__ import annotations

import csv
import datetime as dt
import errno
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from refdesk.domain.address import PARTS, Address
from refdesk.domain.dates import PartialDate
from refdesk.domain.errors import KnownFailure, UserError
from refdesk.domain.fields import Field
from refdesk.domain.kinds import KINDS
from refdesk.domain.phone import Phone
from refdesk.exchange.csv_out import CsvFile, cells, defused, headings, restored
from refdesk.exchange.opening import open_table
from tests.domain.samples import field_of

ALONE = sorted(set(KINDS) - {"reference", "references", "address"})
HOSTILE = ["=1+1", "+1 trust", "-cmd", "@SUM(A1)", "'=x", "''-x", "\uff1dsum", "’tis", "'quoted'"]


def read_back(own: Field, written: list[str]) -> Any:
    if own.kind.name == "address":
        return Address.of(**dict(zip(PARTS, map(restored, written), strict=True))) or None
    return own.parse(restored(written[0]))


def through(path: Path, rows: list[list[str]]) -> list[list[str]]:
    with CsvFile(path) as file:
        file.add(rows)
        file.complete()
        file.finish()
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


@pytest.mark.parametrize("kind", [*ALONE, "address"])
@given(number=st.integers(0, 100_000))
def test_every_example_of_every_kind_reads_back_as_it_was(kind, number):
    own = field_of(kind)
    value = own.kind.example(own, number)
    assert read_back(own, cells(own, value, {})) == value


@pytest.mark.parametrize("kind", [*ALONE, "address", "reference", "references"])
def test_what_is_not_filled_in_is_a_blank_cell(kind):
    own = field_of(kind)
    assert set(cells(own, own.empty, {})) == {"no" if own.empty is False else ""}


@given(st.text(max_size=60))
def test_any_text_reads_back(text):
    own = field_of("note")
    try:
        value = own.parse(text)
    except UserError:
        assume(False)
    assert read_back(own, cells(own, value, {})) == value


@given(st.timedeltas(dt.timedelta(), dt.timedelta(days=60_000)), st.booleans())
def test_any_moment_reads_back_to_the_microsecond(later, whole):
    value = dt.datetime(1950, 1, 1, tzinfo=dt.UTC) + later
    value = value.replace(second=0, microsecond=0) if whole else value
    own = field_of("datetime")
    assert read_back(own, cells(own, value, {})) == value


@given(st.dates(dt.date(1850, 1, 1), dt.date(2199, 12, 31)), st.booleans())
def test_any_birthday_reads_back(day, known):
    own = field_of("partial_date")
    value = PartialDate(day.month, day.day, day.year if known else None)
    assert read_back(own, cells(own, value, {})) == value


@given(st.decimals(-(10**9), 10**9, places=2))
def test_any_sum_of_money_reads_back(value):
    own = field_of("money")
    assert read_back(own, cells(own, value, {})) == value


def test_numbers_stay_numbers_and_dates_sort():
    assert cells(field_of("integer"), -1240, {}) == ["-1240"]
    assert cells(field_of("money"), Decimal("-1240.50"), {}) == ["-1240.50"]
    assert cells(field_of("decimal", places=4), Decimal("-0.0001"), {}) == ["-0.0001"]
    assert cells(field_of("date"), dt.date(2026, 11, 24), {}) == ["2026-11-24"]
    assert cells(field_of("time"), dt.time(9, 20), {}) == ["09:20"]
    assert cells(field_of("partial_date"), PartialDate(11, 24), {}) == ["Nov 24"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_run_by_a_spreadsheet(text):
    for kind in ("text", "tags", "email"):
        own = field_of(kind)
        value = (text,) if kind == "tags" else text
        (written,) = cells(own, value, {})
        assert written[0] not in "=+-@\t\r\uff1d\uff0b\uff0d\uff20"
        assert restored(written) == text
    assert restored(defused(text)) == text


@given(st.text("'=+-@\t\r x\uff1d", max_size=6))
def test_defusing_is_undone_to_the_letter(text):
    assert restored(defused(text)) == text


def test_a_foreign_number_and_a_name_are_no_formula():
    assert cells(field_of("phone"), Phone("+442079460958"), {}) == ["'+44 20 7946 0958"]
    assert cells(field_of("references", target="person"), (4, 9), {4: "=Okafor, Nkem"}) == [
        "'=Okafor, Nkem; #9"
    ]
    assert headings([_labelled("=A")]) == ["'=A"]


def _labelled(label: str) -> Field:
    return Field(kind=KINDS["text"], label=label, name="answer")


def test_an_address_has_a_column_for_each_part():
    own = field_of("address")
    assert headings([_labelled("Name"), own]) == [
        *("Name", "Street", "Street 2", "City", "State", "ZIP")
    ]
    assert cells(own, Address(city="Tamsin"), {}) == ["", "", "Tamsin", "", ""]


def test_choices_that_a_comma_would_part_are_written_by_their_code():
    class Odd:
        value, label = "b", "Left, then right"

    class Plain:
        value, label = "a", "Hip"

    odd, plain = Odd(), Plain()
    own = Field(kind=KINDS["choices"], label="Answer", name="answer", choices=(plain, odd))
    assert cells(own, (plain, odd), {}) == ["a; b"]
    assert read_back(own, ["a; b"]) == (plain, odd)


def test_of_two_choices_with_one_label_the_second_is_written_by_its_code():
    class One:
        value, label = "front", "Desk"

    class Other:
        value, label = "back", "Desk"

    one, other = One(), Other()
    own = Field(kind=KINDS["choice"], label="Answer", name="answer", choices=(one, other))
    assert [cells(own, value, {}) for value in (one, other)] == [["Desk"], ["back"]]
    assert read_back(own, ["back"]) is other


def test_a_table_opens_in_a_spreadsheet_and_in_an_import(tmp_path):
    rows = [["Name", "Notes"], ["Hőgye, Solveig", 'said "yes"\nthen, no'], ["Łoś", ""]]
    path = tmp_path / "list.csv"
    assert through(path, rows) == rows
    assert path.read_bytes().startswith(b"\xef\xbb\xbfName,Notes\r\n")
    with open_table(path) as table:
        assert table.header == ("Name", "Notes")
        assert [row.cells for row in table.rows] == rows[1:]
    assert [entry.name for entry in tmp_path.iterdir()] == ["list.csv"]


def test_a_table_replaces_the_one_of_that_name_and_is_for_its_owner(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("old")
    through(path, [["Name"], ["new"]])
    assert "new" in path.read_text(encoding="utf-8")
    assert path.stat().st_mode & 0o077 == 0 or os.name == "nt"


def test_a_table_left_before_its_end_leaves_the_old_one(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("old")
    with CsvFile(path) as file:
        file.add([["new"]])
        file.complete()
    assert [(entry.name, entry.read_text()) for entry in tmp_path.iterdir()] == [
        ("list.csv", "old")
    ]


def test_a_folder_that_is_gone_is_told(tmp_path):
    with pytest.raises(KnownFailure, match="That folder is not there any more"):
        CsvFile(tmp_path / "gone" / "list.csv").__enter__()


def test_what_must_not_be_overwritten_is_left(tmp_path):
    with pytest.raises(UserError, match="That is a folder"):
        CsvFile(tmp_path).__enter__()
    with pytest.raises(UserError, match="A file cannot have that name"):
        CsvFile(tmp_path / "a\0b").__enter__()
    (tmp_path / "Clinic.refdesk").touch()
    with pytest.raises(UserError, match="A desk lies in that folder"):
        CsvFile(tmp_path / "list.csv").__enter__()


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EROFS, "the folder is read-only, or another program has the file open"),
        (errno.EACCES, "the folder is read-only, or another program has the file open"),
        (errno.EIO, "Choose another folder"),
    ],
)
def test_what_the_disk_refuses_is_told_and_leaves_nothing(tmp_path, monkeypatch, number, sentence):
    def refuse(_descriptor: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", refuse)
    with CsvFile(tmp_path / "list.csv") as file:
        file.add([["Name"]])
        with pytest.raises(KnownFailure, match=sentence):
            file.complete()
    assert not list(tmp_path.iterdir())


def test_a_file_that_another_program_holds_is_told(tmp_path, monkeypatch):
    def refuse(*_names: object) -> None:
        raise PermissionError(errno.EACCES, "held")

    with CsvFile(tmp_path / "list.csv") as file:
        file.complete()
        monkeypatch.setattr(Path, "replace", refuse)
        with pytest.raises(KnownFailure, match="Close it there, or choose another name"):
            file.finish()
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_disk_that_fills_up_while_rows_are_written_is_told(tmp_path):
    (tmp_path / "list.csv.partial").symlink_to("/dev/full")
    with pytest.raises(KnownFailure, match="The disk is full"), CsvFile(tmp_path / "list.csv") as f:
        f.add([["x" * 1000]] * 1000)
    assert not list(tmp_path.iterdir())
