"""What the command import says, to a person and to a script."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from refdesk.app.main import main
from refdesk.cli import shell
from refdesk.services.session import Desks
from tests.helpers.desks import PASSPHRASE, cheap_desks, make_desk

Import = Callable[..., tuple[int, str, str]]


@pytest.fixture
def import_(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Import]:
    make_desk(tmp_path / "desk").close()
    key, file = tmp_path / "passphrase", tmp_path / "list.csv"
    key.write_text(PASSPHRASE + "\n", "utf-8")
    shell.use(shell.Shell(cheap_desks))

    def run(text: str, *words: str) -> tuple[int, str, str]:
        file.write_text(text, "utf-8")
        given = ["import", str(tmp_path / "desk"), str(file), "--passphrase-file", str(key)]
        code = main([*given, *words])
        told = capsys.readouterr()
        return code, told.out, told.err

    yield run
    shell.use(shell.Shell(Desks))


def test_a_script_gets_remarks_and_unused_columns(import_):
    text = "Name,Phone,Shoe size\nWeir Clinic,7405550117,9\nWeir Clinic,,9\n"
    code, out, _err = import_(text, "--as", "practice", "--json")
    assert code == 0
    assert json.loads(out) == {
        "rows": 2,
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "duplicates": 1,
        "skipped": 0,
        "rejected": [],
        "remarks": [{"row": 2, "reason": "Is the same as row 1."}],
        "repairs": [],
        "also": {},
        "unknown": [],
        "unused": ["Shoe size"],
        "change": 2,
    }


def test_a_person_reads_counts_and_what_rows_are_counted_from(import_):
    code, out, err = import_("Name,Phone\nWeir Clinic,12\nTamsin,\n", "--as", "practice")
    assert code == 0
    assert out.splitlines()[:2] == [
        "2 rows: 1 new, 0 changed, 0 unchanged, 0 twice in the file, 1 rejected.",
        "Rows are counted below the headings.",
    ]
    assert out.splitlines()[2].startswith("Row 1: Phone is not a phone number.")
    assert err == ""
    code, out, _err = import_("Name\nTamsin\n", "--as", "practice")
    assert (code, out) == (
        0,
        "1 row: 0 new, 0 changed, 1 unchanged, 0 twice in the file, 0 rejected.\n",
    )


def test_a_word_that_is_none_of_ours_is_named_and_given_its_meaning(import_):
    text = "Name,Tier\nWeir Clinic,Gold\nTamsin,Gold\nMillrace,B\n"
    code, out, err = import_(text, "--as", "practice")
    assert (code, out.splitlines()[0].split(":")[1].split(",")[0].strip()) == (0, "1 new")
    assert "Tier: “Gold” is none of ours (2 rows). Say --value tier:Gold=OURS." in err
    code, out, err = import_(text, "--as", "practice", "--value", "tier:Gold=A")
    assert (code, out.splitlines()[0].split(":")[1].split(",")[0].strip()) == (0, "2 new")
    assert "Gold" not in err


def test_a_file_that_tells_nothing_asks_for_its_kind(import_):
    code, _out, err = import_("Shoe size,Hat size\n9,7\n")
    assert code == 3
    assert "Say what its rows are, for example with --as practice." in err


def test_a_file_of_nothing_but_rejected_rows_ends_as_bad_input(import_):
    code, out, _err = import_("Name,Phone\nWeir Clinic,12\n", "--as", "practice", "--json")
    assert (code, len(json.loads(out)["rejected"])) == (3, 1)
    many = "Name,Phone\n" + "Weir Clinic,12\n" * 22
    code, out, _err = import_(many, "--as", "practice")
    assert (code, out.splitlines()[-1]) == (3, "And 2 more rows.")
    assert import_("Name,Phone\n", "--as", "practice")[0] == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--as", "practice", "--value", "tier"), "A value is written field:THEIRS=OURS"),
        (("--as", "practice", "--bring", "liaison"), "No column names records to add for liaison."),
        (("--as", "practice", "--map", "Tel"), "A map is written COLUMN=field, as in"),
        (("--as", "practice", "--map", "=phone"), "A map is written COLUMN=field, as in"),
        (("--as", "practice", "--map", "Tel="), "Say which field the column Tel fills"),
        (
            ("--as", "practice", "--map", "Tel=phone", "--map", "Tel=fax"),
            "The column Tel is mapped twice.",
        ),
        (
            ("--as", "practice", "--map", "Tel=phone", "--map", "Name=phone"),
            "The columns Tel and Name are both mapped to Phone.",
        ),
    ],
)
def test_a_wrong_command_is_answered_with_what_to_type(import_, words, sentence):
    code, out, err = import_("Name,Tel\nWeir Clinic,7405550117\n", *words)
    assert (code, out) == (3, "")
    assert sentence in err


def test_a_column_may_have_an_equals_sign(import_):
    code, _out, err = import_(
        "Name,Tel=\nA,7405550117\n", "--as", "practice", "--map", "Tel==phone"
    )
    assert (code, err) == (0, "")


def test_a_patient_of_a_first_line_is_not_shown(import_):
    code, out, err = import_("Jane Secret,3/14/1975\n", "--as", "patient")
    assert (code, out) == (3, "")
    assert err.strip().endswith(
        "The first line does not look like headings. Put a line of headings above the rows."
    )
    assert "Secret" not in err
