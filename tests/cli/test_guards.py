"""What a slip of the hand must not do: lose the desk, forge the register, overwrite a file."""

from __future__ import annotations

import datetime as dt

import pytest

from refdesk.domain.errors import KnownFailure
from tests.cli.conftest import Run

BAD_INPUT = 3


@pytest.fixture
def visiting(desk, run: Run):
    run("add", desk, "practice", "name=Larkmead")
    run("add", desk, "visit", "practice=1", "date=tomorrow")
    return desk


@pytest.mark.parametrize("name", ["desk.db", "desk.head", "log.pdf"])
def test_a_sheet_is_never_written_into_a_desk(visiting, run: Run, name):
    answer = run("print", visiting, "visit_log", "--out", visiting / name)
    assert (answer.code, answer.err.strip()) == (
        BAD_INPUT,
        "A desk lies in that folder. Choose another one for the file.",
    )
    assert run("list", visiting, "releases").out.strip() == "Nothing found."


def test_a_sheet_replaces_an_older_sheet_but_no_other_file(visiting, tmp_path, run: Run):
    (tmp_path / "letter.txt").write_text("keep", "utf-8")
    assert run("print", visiting, "visit_log", "--out", tmp_path / "letter.txt").code == BAD_INPUT
    assert (tmp_path / "letter.txt").read_text("utf-8") == "keep"
    assert run("print", visiting, "visit_log", "--out", tmp_path).code == BAD_INPUT
    for _copy in range(2):
        assert run("print", visiting, "visit_log", "--out", tmp_path / "log.pdf").code == 0
    assert (tmp_path / "log.pdf").read_bytes().startswith(b"%PDF-")
    assert len(run("list", visiting, "releases", "--json").data["rows"]) == 2


@pytest.mark.parametrize(
    "command",
    [
        ("set", "user", "1", "active=no"),
        ("set", "user", "1", "role=front_desk"),
        ("archive", "user", "1"),
    ],
)
def test_the_last_owner_cannot_be_locked_out(desk, run: Run, command):
    answer = run(command[0], desk, *command[1:])
    assert answer.code == BAD_INPUT
    assert "a desk needs an active owner" in answer.err
    assert run("add", desk, "user", "name=OWNER").code == BAD_INPUT, "names are told apart"


def test_the_register_and_the_clinic_are_not_entered_by_hand(desk, run: Run):
    assert run("add", desk, "release", "sheet=visit_log").code == BAD_INPUT
    assert run("add", desk, "clinic", "name=Second").code == BAD_INPUT


def test_two_fields_of_one_kind_cannot_have_the_same_label(desk, run: Run):
    assert run("add", desk, "custom_field", "record_kind=practice", "label=Parking").code == 0
    again = run("add", desk, "custom_field", "record_kind=practice", "label=parking")
    assert (again.code, again.err.strip()) == (BAD_INPUT, "Label is another field's already.")
    assert run("add", desk, "custom_field", "record_kind=practice", "label=Name").code == BAD_INPUT
    assert run("set", desk, "custom_field", "1", "help_text=Where to park").code == 0


def test_a_record_is_archived_and_brought_back(desk, run: Run):
    run("add", desk, "practice", "name=Larkmead")
    assert run("archive", desk, "practice", "1").code == 0
    assert "Nothing found." in run("list", desk, "practices").out
    assert "Larkmead" in run("list", desk, "practices", "--filter", "archived=yes").out
    assert run("restore", desk, "practice", "1").code == 0
    assert "Larkmead" in run("list", desk, "practices").out


def test_a_day_asked_of_a_moment_means_that_whole_day(desk, run: Run):
    run("add", desk, "patient", "name=Vance")
    for received in ("11/19/2026 11:59 PM", "11/20/2026", "11/20/2026 11:59 PM", "11/21/2026"):
        run("add", desk, "referral", "patient=1", "source=patient", f"received={received}")

    def found(condition: str) -> list[int]:
        rows = run("list", desk, "referrals", "--filter", condition, "--json")
        return sorted(row["id"] for row in rows.data["rows"])

    assert found("received=11/20/2026") == [2, 3]
    assert found("received>=11/20/2026") == [2, 3, 4]
    assert found("received<=11/20/2026") == [1, 2, 3]
    assert run("list", desk, "referrals", "--filter", "received!=11/20/2026").code == BAD_INPUT


def test_history_and_undo_say_which_record(desk, run: Run):
    run("add", desk, "practice", "name=Larkmead")
    run("set", desk, "practice", "1", "tier=A")
    assert "Change practice (Larkmead)" in run("history", desk).out
    assert run("undo", desk).out.strip() == "Undone: Change practice (Larkmead)"
    assert run("redo", desk).out.strip() == "Done again: Change practice (Larkmead)"
    lines = run("history", desk, "practice", "1", "--json").data["rows"]
    assert [line["label"].split(":")[0] for line in lines][-1] == "Add practice"
    assert dt.datetime.fromisoformat(lines[0]["at"]).tzinfo is not None


def test_a_passphrase_file_with_a_byte_order_mark_opens_the_desk(desk, tmp_path, run: Run):
    from tests.helpers.desks import PASSPHRASE

    (tmp_path / "notepad").write_bytes(b"\xef\xbb\xbf" + PASSPHRASE.encode() + b"\r\n")
    assert run("list", desk, "practices", passphrase=tmp_path / "notepad").code == 0


def test_the_version_is_told(capsys):
    from refdesk.app.main import main

    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("RefDesk ")


def test_a_sheet_that_was_not_registered_is_not_left_behind(
    visiting, tmp_path, run: Run, monkeypatch
):
    def refuse(*_arguments: object, **_named: object) -> None:
        raise KnownFailure("The disk is full.")

    monkeypatch.setattr("refdesk.store.log.ChangeLog.append", refuse)
    answer = run("print", visiting, "visit_log", "--out", tmp_path / "log.pdf")
    assert (answer.code, answer.err.strip()) == (BAD_INPUT, "The disk is full.")
    assert not list(tmp_path.glob("log.pdf*"))


def test_undoing_a_print_says_that_the_register_keeps_its_entry(visiting, tmp_path, run: Run):
    run("print", visiting, "visit_log", "--out", tmp_path / "log.pdf")
    assert "still listed in: register of releases" in run("undo", visiting).out


def test_the_common_options_fit_every_command(tmp_path, run: Run):
    assert run("fields", "practice", "--user", "Dana").code == 0
    assert run("demo", tmp_path / "sample", "--user", "Dana").code == 0
    assert "Dana" in run("list", tmp_path / "sample", "users", "--user", "dana").out
