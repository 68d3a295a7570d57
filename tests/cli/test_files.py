"""Files of records from the command line: put in, listed, saved through the gate."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from refdesk.cli import shell
from tests.cli.conftest import Run
from tests.helpers.files import LOCKED_PDF, a_pdf

REPORT = a_pdf("Imaging report", "Second page")


@pytest.fixture
def scan(run: Run, desk: Path, tmp_path: Path) -> Path:
    """A patient at the desk, and a scan on the disk."""
    run("add", desk, "patient", "name=Quill, Odetta")
    path = tmp_path / "Quill knee.pdf"
    path.write_bytes(REPORT)
    return path


def test_files_are_put_in_and_listed(run: Run, desk, scan, tmp_path):
    note = tmp_path / "note.txt"
    note.write_text("Seen on Monday.", "utf-8")
    answer = run("attach", desk, "patient", "1", scan, note, "--json")
    assert [(row["name"], row["pages"]) for row in answer.data["rows"]] == [
        ("Quill knee.pdf", 2),
        ("note.txt", None),
    ]
    assert answer.data["rows"][0]["sha256"] == hashlib.sha256(REPORT).hexdigest()
    assert answer.data["left_out"] == []
    listed = run("files", desk, "patients", "1").out
    assert ["1", "PDF", "2", "pages", "Quill", "knee.pdf"] in [
        line.split() for line in listed.splitlines()
    ]
    assert run("verify", desk).code == 0


def test_what_was_left_out_is_said_and_a_script_notices(run: Run, desk, scan, tmp_path):
    locked = tmp_path / "locked.pdf"
    locked.write_bytes(LOCKED_PDF)
    answer = run("attach", desk, "patient", "1", scan, locked)
    assert answer.code == shell.BAD_INPUT
    assert "1 file was put in, 1 was not." in answer.out
    assert "locked.pdf: The PDF is locked with a password." in answer.err
    answer = run("attach", desk, "patient", "1", tmp_path / "gone.pdf")
    assert "1 file was not put in." in answer.out
    assert "gone.pdf: It is not there any more." in answer.err


def test_copies_leave_only_with_a_purpose(run: Run, desk, scan, tmp_path):
    run("attach", desk, "patient", "1", scan)
    out = tmp_path / "out"
    out.mkdir()
    answer = run("files", desk, "patient", "1", "--save", out)
    assert answer.code == shell.BAD_INPUT
    assert "--purpose operations|treatment|payment" in answer.err
    assert list(out.iterdir()) == []
    answer = run("files", desk, "patient", "1", "--save", out, "--purpose", "treatment", "--json")
    assert answer.data == {"files": [str(out / "Quill knee.pdf")]}
    assert (out / "Quill knee.pdf").read_bytes() == REPORT
    (line,) = run("list", desk, "release", "--json").data["rows"]
    assert (line["sheet"], line["about"], line["purpose"]) == (
        "attached_pdf",
        "Patient 1",
        "treatment",
    )


def test_a_record_without_files_and_one_that_is_not_there(run: Run, desk, scan):
    assert "has no files" in run("files", desk, "patient", "1").out
    assert run("files", desk, "patient", "9").code == shell.BAD_INPUT
    answer = run("attach", desk, "release", "1", scan)
    assert answer.code == shell.BAD_INPUT
    assert "Files are not put with register of releases" in answer.err
