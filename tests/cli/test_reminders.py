"""Reminders and the call list from the command line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pypdfium2
import pytest
from icalendar import Calendar

from refdesk.cli import shell
from tests.cli.conftest import Run


@pytest.fixture
def clinic(run: Run, desk: Path) -> Path:
    """A desk with a patient to be called tomorrow at nine, one who waits, and a task."""
    run("set", desk, "clinic", "1", "hours=Mon-Sun 0:00-23:55")
    for number, name in enumerate(("Vance, Marisol", "Osgood, Mabel"), start=1):
        run("add", desk, "patient", f"name={name}", f"phone=740-555-010{number}")
        given = (f"patient={number}", "source=patient", "received=2026-11-02 09:40")
        assert run("add", desk, "referral", *given).code == 0
    tomorrow = dt.datetime.now(dt.UTC).astimezone().date() + dt.timedelta(days=1)
    call = ("referral=1", "result=call_back", f"next_try={tomorrow} 9:00")
    assert run("add", desk, "contact_attempt", *call).code == 0
    assert run("add", desk, "task", "what=Order labels", "due=today").code == 0
    return desk


def titles(path: Path) -> list[str]:
    return [str(one["summary"]) for one in Calendar.from_ical(path.read_bytes()).walk("VEVENT")]


def text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pdf)


def test_reminders_are_written_for_a_calendar_without_names(run: Run, clinic, tmp_path):
    file = tmp_path / "out.ics"
    done = run("reminders", clinic, file, "--json")
    assert done.data == {"file": str(file), "rows": 2}
    assert titles(file) == ["Task 1", "Call for referral R-1: another try"]
    assert "Vance" not in file.read_text("utf-8")
    assert f"Wrote {file}." in run("reminders", clinic, file, "--days", "1").out
    assert titles(file) == ["Task 1"]
    assert run("reminders", clinic, file, "--mine").code == 0
    assert titles(file) == ["Call for referral R-1: another try"]
    assert run("reminders", clinic, file, "--of", "Task").code == 0
    assert titles(file) == ["Task 1"]


def test_names_leave_only_when_it_is_said_why(run: Run, clinic, tmp_path):
    file = tmp_path / "out.ics"
    refused = run("reminders", clinic, file, "--names")
    assert refused.code == shell.BAD_INPUT
    assert "personal data: Patient, Phone" in refused.err
    assert "--purpose operations|treatment|payment" in refused.err
    assert not file.exists()
    assert run("reminders", clinic, file, "--names", "--purpose", "treatment").code == 0
    assert titles(file) == ["Order labels", "Call Vance, Marisol: another try"]
    (line,) = run("list", clinic, "release", "--json").data["rows"]
    assert (line["sheet"], line["purpose"], line["with_patients"]) == (
        *("calendar_file", "treatment"),
        True,
    )


def test_what_is_asked_for_wrongly_is_told(run: Run, clinic, tmp_path):
    wrong = run("reminders", clinic, tmp_path / "out.ics", "--of", "birthdays")
    assert wrong.code == shell.BAD_INPUT
    assert "There are: call, visit, task, promise." in wrong.err
    assert run("reminders", clinic, tmp_path / "out.pdf").code == shell.BAD_INPUT
    assert run("reminders", clinic, tmp_path / "out.ics", "--days", "0").code != 0
    assert run("reminders", clinic, tmp_path / "out.ics", "--purpose", "fun").code != 0
    assert not list(tmp_path.glob("out*"))


def test_the_call_list_and_the_reminders_are_printed(run: Run, clinic, tmp_path):
    file = tmp_path / "out.pdf"
    printed = run("print", clinic, "call_list", "--out", file)
    assert printed.code == 0
    assert "1 patient is left out: a later day was agreed." in printed.err
    assert "Osgood, Mabel (740) 555-0102" in text(file)
    assert "Vance" not in text(file)
    assert run("print", clinic, "call_list", "--mine", "--out", file).code == 0
    assert "FOR Owner" in text(file)
    assert run("print", clinic, "morning_list", "--out", file).code == 0
    for words in ("Morning list", "FOR Everybody", "Osgood, Mabel", "(740) 555-0102"):
        assert words in text(file)
    assert run("print", clinic, "Morning list", "--mine", "--out", file).code == 0
    assert "FOR Owner" in text(file)
    assert run("print", clinic, "reminders", "--days", "2", "--out", file).code == 0
    assert "Call for referral R-1" in text(file)
    assert run("print", clinic, "reminders", "--names", "--out", file).code == shell.BAD_INPUT
    why = ("--names", "--purpose", "treatment")
    assert run("print", clinic, "reminders", *why, "--of", "call", "--out", file).code == 0
    assert "Call Vance, Marisol" in text(file)
    assert "Order labels" not in text(file)
