"""The morning list as it leaves Today: its rows with the phones, and what is left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from refdesk.domain.clinic import Clinic
from refdesk.domain.errors import UserError
from refdesk.domain.patient import Patient
from refdesk.domain.referral import Referral
from refdesk.domain.register import Purpose, Release, Way
from refdesk.domain.task import Task
from refdesk.screens import today_rows
from refdesk.screens.morning import morning_list
from refdesk.screens.today_rows import Board
from refdesk.services.printing import Printing
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.store.listing import Query
from tests.documents.days import pages_of
from tests.helpers.desks import make_desk

NOW = dt.datetime.now(dt.UTC)
LONG_AGO = (NOW - dt.timedelta(days=30)).strftime("%Y-%m-%d 09:00")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with make_desk(tmp_path / "desk", "Lakeline") as opened:
        yield opened


@pytest.fixture
def records(desk: Desk) -> Records:
    """Two patients wait to be called, one of them urgently."""
    records = Records(desk)
    records.set(Clinic, 1, {"hours": "Mon-Sun 0:00-23:55"})
    given = {"phone": "740-555-0101", "best_time": "after 4 PM", "language": "Spanish"}
    records.add(Patient, {"name": "Vance, Marisol", **given})
    records.add(Patient, {"name": "Osgood, Mabel"})
    for number, urgency in (("1", "urgent"), ("2", "routine")):
        given = {"patient": number, "source": "patient", "received": LONG_AGO}
        records.add(Referral, {**given, "urgency": urgency})
    return records


def printed(desk: Desk) -> str:
    run = morning_list(Board(desk, NOW))
    pdf = Printing(desk).release(run, Way.PRINTED, lambda _pdf: None)
    return " ".join(" ".join(pages_of(pdf)).split())


@pytest.mark.usefixtures("records")
def test_who_is_to_be_called_stands_there_with_phone_and_best_time(desk):
    said = printed(desk)
    for words in (
        *("FOR Everybody", "ROWS 2", "URGENT 1", "Overdue 2 of 2 open loops"),
        *("Vance, Marisol", "(740) 555-0101", "after 4 PM · Spanish", "No contact yet"),
        *("Osgood, Mabel", "no phone", "d late", "Call", "Page 1 of 1"),
    ):
        assert words in said, words


def test_a_task_has_no_patients_phone_though_it_has_the_number_of_a_referral(records, desk):
    for number in (1, 2):
        records.archive(Referral, number)
    records.add(Task, {"what": "Order labels", "due": "today"})
    said = printed(desk)
    assert "Order labels" in said
    assert "555-0101" not in said
    assert "no phone" not in said


def test_the_sheet_passes_the_gate_and_stands_in_the_register(records, desk):
    printed(desk)
    (line,) = records.page(Release, records.ids(Release, Query()))
    assert (line.sheet, line.with_patients) == ("morning_list", True)
    assert line.purpose is Purpose.TREATMENT
    assert line.paper
    assert "Copy 2" in printed(desk)


@pytest.mark.usefixtures("records")
def test_rows_without_a_place_are_counted_on_the_sheet_and_beside_it(desk, monkeypatch):
    monkeypatch.setattr(today_rows, "MOST", 1)
    said = printed(desk)
    assert "2 of 2 open loops; 1 is on this sheet" in said
    assert "Osgood" not in said
    (remark,) = morning_list(Board(desk, NOW)).remarks
    assert remark.startswith("1 more row is left out")


def test_nothing_due_is_no_sheet(records, desk):
    for number in (1, 2):
        records.archive(Referral, number)
    with pytest.raises(UserError, match="Nothing is due"):
        morning_list(Board(desk, NOW))
