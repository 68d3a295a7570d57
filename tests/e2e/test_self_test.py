"""The program tries itself: what an installer runs after it has put RefDesk somewhere."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from refdesk.app import self_test
from tests.helpers.desks import cheap_desks


@pytest.mark.usefixtures("qapp")
def test_every_step_is_told_and_nothing_stays_behind(tmp_path: Path, capsys):
    assert self_test.run([str(tmp_path / "here")], cheap_desks()) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.rsplit(" ", 2)[0].split("  ")[0] for line in told[:-1]] == [
        "New desk",
        "File brought in",
        "Practice found",
        "Visit log",
        "Thank-you note, envelope",
        "Fax kept and looked at",
        "Reminders for a calendar",
        "Holidays",
        "Help",
        "Desk checked and locked",
        "Window",
    ]
    assert told[-1] == "All is well."
    assert list((tmp_path / "here").iterdir()) == []


def test_a_step_that_fails_is_told_and_nothing_stays_behind(tmp_path: Path, capsys, monkeypatch):
    monkeypatch.setattr(self_test, "CHRISTMAS", dt.date(2026, 12, 23))
    assert self_test.run([str(tmp_path)], cheap_desks()) == 1
    assert capsys.readouterr().out.endswith("Failed: it is not so that Christmas is one\n")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, capsys):
    (tmp_path / "file").write_text("in the way", "utf-8")
    assert self_test.run([str(tmp_path / "file")], cheap_desks()) == 1
    assert "could not be made" in capsys.readouterr().out
