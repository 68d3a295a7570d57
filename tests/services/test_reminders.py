"""What comes up, for a calendar and on paper: numbers and practices, names only when asked for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from refdesk.domain.catalogue import CATALOGUE
from refdesk.domain.clinic import Clinic
from refdesk.domain.clock import BusinessClock
from refdesk.domain.errors import KnownFailure, UserError
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.domain.promise import Promise
from refdesk.domain.referral import Appointment, ContactAttempt, Referral
from refdesk.domain.register import Purpose, Release, Way
from refdesk.domain.task import Task
from refdesk.domain.user import User
from refdesk.services import reminder_papers
from refdesk.services.changes import Changes
from refdesk.services.due_work import DueWork
from refdesk.services.printing import Printing
from refdesk.services.records import Records
from refdesk.services.reminder_files import ReminderFiles
from refdesk.services.reminder_papers import ReminderPapers
from refdesk.services.reminders import ReminderOf, Reminders, ReminderWish
from refdesk.services.session import Desk
from refdesk.store.listing import Query
from tests.documents.days import pages_of
from tests.domain.conftest import in_ohio  # noqa: F401  a fixture
from tests.helpers.desks import make_desk, make_other_desk

TODAY = dt.date(2020, 11, 24)  # a Tuesday
NOW = BusinessClock().at(TODAY, dt.time(10))
USUAL, NAMED = ReminderWish(), ReminderWish(names=True)
MARK = "Zzyzx"
"""Stands in every personal field of the desk below, and nowhere else."""


@pytest.fixture
def records(desk: Desk) -> Records:
    """A desk on which something of each kind comes up, every personal word marked."""
    records = Records(desk)
    records.set(Clinic, 1, {"hours": "Mon-Fri 8:00-17:00"})
    records.add(Practice, {"name": "Larkmead, Łódź & Tamsin", "notes": MARK})
    records.add(User, {"name": "Dana Rowe"})
    records.add(
        Person,
        {"name": f"{MARK}, Ada", "practices": "1", "phone": "740-555-0180", "likes": MARK},
    )
    patient = {"name": f"{MARK}, Marisol", "control_number": MARK, "birth_date": "1956-03-11"}
    told = {"phone": "740-555-0101", "language": MARK, "best_time": MARK, "heard_from": MARK}
    records.add(Patient, {**patient, **told, "notes": MARK})
    referral = {"patient": "1", "received": "2020-11-16 09:40", "referring_practice": "1"}
    words = {"reason": MARK, "insurer": MARK, "authorization": MARK, "notes": MARK}
    for owner in ("1", "2"):
        by = {"source": "other", "source_detail": MARK, "referring_person": "1", "owner": owner}
        records.add(Referral, {**referral, **words, **by})
    call = {"referral": "1", "at": "2020-11-23 11:10", "result": "call_back", "notes": MARK}
    records.add(ContactAttempt, {**call, "next_try": "2020-11-25 14:30"})
    visit = {"referral": "2", "date": "2020-11-30", "time": "9:20", "notes": MARK}
    records.add(Appointment, visit)
    records.add(Task, {"what": MARK, "due": "2020-11-24", "referral": "1", "notes": MARK})
    records.add(Task, {"what": MARK, "due": "2020-11-26", "owner": "2"})
    promise = {"what": MARK, "practice": "1", "person": "1", "due": "2020-12-02", "by": "1"}
    records.add(Promise, {**promise, "notes": MARK})
    return records


def saved(desk: Desk, path: Path, wish: ReminderWish = USUAL, **more: Any) -> list[Any]:
    """Save reminders; return the entries that a calendar program reads."""
    given = {"purpose": Purpose.TREATMENT, "now": NOW, **more}
    ReminderFiles(desk).save(wish, path, **given)
    return list(Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def titles(events: list[Any]) -> list[str]:
    return [str(event["summary"]) for event in events]


def register(records: Records) -> list[Release]:
    return records.page(Release, records.ids(Release, Query()))


def printed(desk: Desk, wish: ReminderWish = USUAL) -> str:
    run = ReminderPapers(desk).reminders(wish, Purpose.TREATMENT, NOW)
    pdf = Printing(desk).release(run, Way.PRINTED, lambda _pdf: None)
    return " ".join(" ".join(pages_of(pdf)).split())


# What comes up


@pytest.mark.usefixtures("records")
def test_calls_visits_tasks_and_promises_come_up_in_the_order_of_their_days(desk):
    found = Reminders(desk).coming(USUAL, NOW)
    assert [(one.day.day, one.what, one.who) for one in found] == [
        (24, "Task 1 for referral R-1", ""),
        (25, "Call for referral R-1: another try", "Owner"),
        (26, "Task 2", "Dana Rowe"),
        (30, "Visit of referral R-2", "Dana Rowe"),
        (2, "Promise 1", "Owner"),
    ]
    assert [one.practice != "" for one in found] == [True, True, False, True, True]


@pytest.mark.usefixtures("records")
def test_only_what_was_wished_for_comes_up(desk):
    def found(**wish: Any) -> list[str]:
        return [one.kind for one in Reminders(desk).coming(ReminderWish(**wish), NOW)]

    assert found(days=1) == ["task"]
    assert found(days=3) == ["task", "contact_attempt", "task"]
    assert found(of=frozenset({ReminderOf.VISIT, ReminderOf.PROMISE})) == ["appointment", "promise"]
    assert found(owner=1) == ["contact_attempt", "promise"]
    assert found(owner=2) == ["task", "appointment"]
    assert found(days=9, of=frozenset({ReminderOf.PROMISE})) == ["promise"]
    assert found(days=8, of=frozenset({ReminderOf.PROMISE})) == []


def test_what_is_done_or_superseded_or_of_a_closed_loop_does_not_come_up(desk, records):
    DueWork(desk).done(1, TODAY)
    DueWork(desk).kept(1, TODAY)
    tried = {"referral": "1", "at": "2020-11-24 9:00", "result": "no_answer"}
    records.add(ContactAttempt, tried)
    records.set(Appointment, 1, {"outcome": "cancelled"})
    assert [one.what for one in Reminders(desk).coming(USUAL, NOW)] == ["Task 2"]
    later = {"referral": "2", "date": "2020-12-01"}
    records.add(Appointment, later)
    assert len(Reminders(desk).coming(USUAL, NOW)) == 2
    records.archive(Referral, 2)
    assert len(Reminders(desk).coming(USUAL, NOW)) == 1


# As a file for a calendar


@pytest.mark.usefixtures("records")
def test_the_file_is_read_by_a_calendar(desk, tmp_path):
    events = saved(desk, tmp_path / "out.ics")
    assert titles(events) == [
        "Task 1 for referral R-1, Larkmead, Łódź & Tamsin",
        "Call for referral R-1: another try, Larkmead, Łódź & Tamsin",
        "Task 2",
        "Visit of referral R-2, Larkmead, Łódź & Tamsin",
        "Promise 1, Larkmead, Łódź & Tamsin",
    ]
    at = BusinessClock().at
    begins = [event["dtstart"].dt for event in events]
    assert begins == [
        TODAY,
        at(dt.date(2020, 11, 25), dt.time(14, 30)),
        dt.date(2020, 11, 26),
        at(dt.date(2020, 11, 30), dt.time(9, 20)),
        dt.date(2020, 12, 2),
    ]
    assert {str(event["class"]) for event in events} == {"PRIVATE"}
    assert [len(event.walk("VALARM")) for event in events] == [0, 1, 0, 1, 0]


@pytest.mark.usefixtures("records")
def test_no_personal_word_and_no_number_of_a_patient_is_in_the_usual_file(desk, tmp_path):
    saved(desk, tmp_path / "out.ics")
    content = (tmp_path / "out.ics").read_text("utf-8").replace("\r\n ", "")
    for told in (MARK, "555-01", "5550101", "1956-03-11", "19560311", "Marisol", "Ada"):
        assert told not in content
    checked = [
        str(own.show(own.value_of(record)))
        for of in CATALOGUE
        for record in desk.db.page(of, desk.db.ids(of.kind, Query()))
        for own in of.fields.values()
        if own.personal and not own.is_empty(own.value_of(record))
    ]
    assert len(checked) > 25, "the desk holds what must not leave"
    assert not [text for text in checked if text in content]
    assert MARK not in printed(desk)


@pytest.mark.usefixtures("records")
def test_with_names_the_file_says_whom_it_concerns_and_never_why_they_came(desk, tmp_path):
    events = saved(desk, tmp_path / "out.ics", NAMED)
    assert titles(events)[1].startswith(f"Call {MARK}, Marisol: another try")
    assert "(740) 555-0101" in str(events[1]["description"])
    assert titles(events)[0].startswith(f"{MARK} ({MARK}, Marisol)")
    assert titles(events)[4].startswith(f"{MARK}, to {MARK}, Ada")
    assert titles(events)[3].startswith(f"Visit of {MARK}, Marisol")
    assert "1956-03-11" not in (tmp_path / "out.ics").read_text("utf-8")


def test_every_file_has_its_line_in_the_register_and_undo_leaves_it(desk, records, tmp_path):
    saved(desk, tmp_path / "out.ics")
    saved(desk, tmp_path / "out.ics", NAMED, purpose=Purpose.OPERATIONS)
    saved(desk, tmp_path / "out.ics", ReminderWish(owner=2, of=frozenset({ReminderOf.TASK})))
    assert Changes(desk).newest(1)[0].label == "Save reminders for a calendar"
    Changes(desk).undo()
    first, second, third = register(records)
    assert Release.fields["sheet"].show(first.sheet) == "Reminders for a calendar"
    assert (first.about, first.way) == ("5 reminders; no names", Way.SAVED)
    assert first.with_patients, "days remain a patient's own, by number too"
    assert second.about == (
        "5 reminders: Patient, Phone, Best time to call, Task, Promise, Promised to"
    )
    assert (second.with_patients, second.purpose) == (True, Purpose.OPERATIONS)
    assert (third.about, third.with_patients) == ("1 reminder; no names", False)
    assert [one.copy_number for one in (first, second, third)] == [1, 2, 3]


def test_an_entry_stays_the_same_one_and_another_desk_has_others(desk, records, tmp_path):
    before = {str(one["uid"]): int(one["sequence"]) for one in saved(desk, tmp_path / "a.ics")}
    records.set(Task, 2, {"due": "2020-11-27"})
    after = {str(one["uid"]): int(one["sequence"]) for one in saved(desk, tmp_path / "b.ics")}
    named = saved(desk, tmp_path / "c.ics", NAMED)
    assert set(before) == set(after) == {str(one["uid"]) for one in named}
    assert len(set(before)) == 5
    assert all(after[uid] >= before[uid] for uid in before)
    with make_other_desk(tmp_path / "other") as other:
        Records(other).add(Task, {"what": "x", "due": "2020-11-24"})
        (one,) = saved(other, tmp_path / "d.ics")
        assert str(one["uid"]) not in before


def test_a_file_that_cannot_be_written_is_not_registered(desk, records, tmp_path):
    with pytest.raises(UserError, match=r"Give the file a name that ends in \.ics"):
        saved(desk, tmp_path / "out.csv")
    with pytest.raises(KnownFailure, match="That folder is not there any more"):
        saved(desk, tmp_path / "gone" / "out.ics")
    with pytest.raises(UserError, match="Nothing comes up"):
        saved(desk, tmp_path / "out.ics", now=NOW + dt.timedelta(days=60))
    (tmp_path / "photo.ics").write_bytes(b"GIF89a something else")
    with pytest.raises(UserError, match="of another kind"):
        saved(desk, tmp_path / "photo.ics")
    assert register(records) == []
    assert [path.name for path in tmp_path.glob("*.ics*")] == ["photo.ics"]


@pytest.mark.usefixtures("records")
def test_what_cannot_be_registered_is_no_file(desk, tmp_path, monkeypatch):
    def refuse(*_args: object) -> None:
        raise KnownFailure("full")

    monkeypatch.setattr(type(desk.db), "_append", refuse)
    with pytest.raises(KnownFailure, match="full"):
        saved(desk, tmp_path / "out.ics")
    assert not list(tmp_path.glob("out*"))


@pytest.mark.usefixtures("in_ohio")
def test_visits_keep_their_hour_when_the_clocks_go_back(tmp_path):
    with make_desk(tmp_path / "desk") as desk:
        records = Records(desk)
        records.add(Patient, {"name": "Vance, Marisol"})
        records.add(Referral, {"patient": "1", "source": "patient", "received": "2020-10-20 9:00"})
        for day in ("2020-10-31", "2020-11-01", "2020-11-02"):
            records.add(Appointment, {"referral": "1", "date": day, "time": "9:20 AM"})
        now = dt.datetime(2020, 10, 30, 12, tzinfo=dt.UTC)
        events = saved(desk, tmp_path / "out.ics", now=now)
    assert [f"{one['dtstart'].dt:%m-%d %H:%M}" for one in events] == [
        "10-31 13:20",
        "11-01 14:20",  # the clocks went back at two
        "11-02 14:20",
    ]


# On paper


def test_the_sheet_says_the_same_by_day_and_is_registered(desk, records):
    said = printed(desk)
    for words in (
        *("Reminders Nov 24, 2020 to Dec 7, 2020", "FOR Everybody", "REMINDERS 5"),
        *("Tuesday, November 24, 2020", "Task 1 for referral R-1", "Larkmead, Łódź & Tamsin"),
        *("2:30 PM Call for referral R-1: another try", "9:20 AM Visit of referral R-2"),
        *("Wednesday, December 2, 2020", "Promise 1", "Dana Rowe", "No names", "Page 1 of 1"),
    ):
        assert words in said, words
    named = printed(desk, NAMED)
    assert f"Call {MARK}, Marisol: another try (740) 555-0101 · {MARK}" in named
    assert "Personal data: Patient, Phone" in named
    first, second = register(records)
    assert (first.sheet, first.about) == ("reminders", "5 reminders; no names")
    assert first.with_patients
    assert second.about.startswith("5 reminders: Patient, Phone")
    assert first.paper != second.paper


@pytest.mark.usefixtures("records")
def test_a_sheet_of_ones_own_reminders_is_for_oneself(desk):
    said = printed(desk, ReminderWish(owner=desk.user.id))
    assert f"FOR {desk.user.name}" in said
    assert "R-2" not in said


@pytest.mark.usefixtures("records")
def test_nothing_or_too_much_is_no_sheet(desk, monkeypatch):
    with pytest.raises(UserError, match="Nothing comes up"):
        printed(desk, ReminderWish(of=frozenset()))
    monkeypatch.setattr(reminder_papers, "MOST", 4)
    with pytest.raises(UserError, match="5 reminders are too many for paper; 4 are the most"):
        printed(desk)


@pytest.mark.usefixtures("records")
def test_what_comes_up_never_stands_in_a_log(desk):
    assert MARK not in repr(Reminders(desk).coming(NAMED, NOW))
