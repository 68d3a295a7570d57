"""Whom to call today, and the list of them on paper."""

from __future__ import annotations

import datetime as dt

import pytest

from refdesk.domain.calls import CallFor, Turn
from refdesk.domain.clinic import Clinic
from refdesk.domain.clock import BusinessClock
from refdesk.domain.customs import CustomField
from refdesk.domain.errors import UserError
from refdesk.domain.patient import Patient
from refdesk.domain.practice import Practice
from refdesk.domain.referral import Appointment, ContactAttempt, Referral
from refdesk.domain.register import Purpose, Release, Way
from refdesk.domain.stages import Stage
from refdesk.domain.user import User
from refdesk.services import calls as service
from refdesk.services.call_papers import CallPapers
from refdesk.services.calls import Calls
from refdesk.services.loops import Loops
from refdesk.services.printing import Printing
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.store.listing import Query
from tests.documents.days import pages_of

TODAY = dt.date(2020, 11, 24)  # a Tuesday
NOW = BusinessClock().at(TODAY, dt.time(10))
NAMES = ("Vance, Marisol", "Osgood, Mabel", "Tenney, Harold", "Novák, Petr", "Ferris, Callum")


@pytest.fixture
def records(desk: Desk) -> Records:
    """A desk with five patients and two practices."""
    records = Records(desk)
    records.set(Clinic, 1, {"hours": "Mon-Fri 8:00-17:00"})
    for name in ("Larkmead Family Medicine", "Tamsin Urgent Care"):
        records.add(Practice, {"name": name})
    for number, name in enumerate(NAMES, start=1):
        given = {"name": name, "phone": f"740-555-010{number}"}
        records.add(Patient, given)
    return records


def came(records: Records, patient: int, day: str, **more: str) -> int:
    """Enter a referral that came on a day of November; return its number."""
    received = day if " " in day else f"2020-11-{day} 09:40"
    given = {"patient": str(patient), "source": "patient", "received": received}
    return records.add(Referral, {**given, "referring_practice": "1", **more}).id


def tried(records: Records, number: int, at: str, result: str = "no_answer", **more: str) -> None:
    given = {"referral": str(number), "at": f"2020-11-{at}", "result": result, **more}
    records.add(ContactAttempt, given)


def today(desk: Desk, owner: int | None = None) -> list[tuple[str, Turn, CallFor]]:
    found = Calls(desk).today(NOW, owner)
    return [(one.patient.name, one.turn, one.reason) for one in found.calls]


def printed(desk: Desk, owner: int | None = None) -> str:
    run = CallPapers(desk).call_list(NOW, owner)
    pdf = Printing(desk).release(run, Way.PRINTED, lambda _pdf: None)
    return " ".join(" ".join(pages_of(pdf)).split())


@pytest.fixture
def morning(records: Records) -> Records:
    """A morning with a late call, an urgent one, one at its time, a no-show and one left out."""
    came(records, 1, "16")  # nobody has called, and a week has gone
    came(records, 2, "24", urgency="urgent", referring_practice="2")
    agreed = came(records, 3, "23")
    tried(records, agreed, "23 11:10", "call_back", next_try="2020-11-24 14:30")
    missed = came(records, 4, "18")
    records.add(Appointment, {"referral": str(missed), "date": "2020-11-23", "outcome": "no_show"})
    later = came(records, 5, "17")
    tried(records, later, "18 9:00", next_try="2020-11-26 9:00")
    return records


@pytest.mark.usefixtures("morning")
def test_the_calls_of_a_morning_stand_in_the_order_in_which_to_make_them(desk):
    assert today(desk) == [
        ("Vance, Marisol", Turn.FIRST, CallFor.FIRST),
        ("Osgood, Mabel", Turn.FIRST, CallFor.FIRST),
        ("Tenney, Harold", Turn.AGREED, CallFor.AGAIN),
        ("Novák, Petr", Turn.THEN, CallFor.NO_SHOW),
    ]
    assert Calls(desk).today(NOW).later == 1


def test_reached_patients_are_called_for_a_day_and_those_told_are_asked_how_it_went(desk, records):
    reached = came(records, 1, "23")
    tried(records, reached, "23 11:10", "reached")
    told, loops = came(records, 2, "2"), Loops(desk)
    loops.move(told, Stage.SCHEDULED, {"date": "today"})
    loops.move(told, Stage.ATTENDED)
    loops.move(told, Stage.REPORTED, {"report_how": "fax"})
    calls = {name: reason for name, _turn, reason in today(desk)}
    assert calls["Vance, Marisol"] is CallFor.SCHEDULE
    later = dt.datetime.now(dt.UTC) + dt.timedelta(days=30)  # its follow-up is due by then
    then = {one.patient.name: one.reason for one in Calls(desk).today(later).calls}
    assert then["Osgood, Mabel"] is CallFor.FOLLOW_UP


def test_who_was_tried_often_enough_or_is_closed_or_archived_is_not_called(desk, records):
    enough = came(records, 1, "16")
    for at in ("17 9:00", "18 9:00", "19 9:00"):
        tried(records, enough, at)
    gone = came(records, 2, "16")
    tried(records, gone, "23 9:00", next_try="2020-11-24 14:00")
    records.archive(Referral, gone)
    closed = came(records, 3, "16")
    tried(records, closed, "23 9:00", next_try="2020-11-24 14:00")
    records.set(Referral, closed, {"stage": "declined_by_us"})
    records.set(Referral, closed, {"stage": "closed", "closed_reason": "No capacity"})
    after = {"referral": str(closed), "at": "now", "result": "call_back"}
    records.add(ContactAttempt, {**after, "next_try": "2020-11-24 14:00"})
    assert today(desk) == []


def test_a_call_agreed_with_somebody_who_has_a_visit_is_made_too(desk, records):
    number = came(records, 1, "16")
    records.add(Appointment, {"referral": str(number), "date": "2020-12-01"})
    at = records.get(Referral, number).moved_at
    assert at is not None
    after = (at + dt.timedelta(minutes=5)).astimezone()
    call = {"referral": str(number), "at": after.isoformat(), "result": "call_back"}
    soon = after + dt.timedelta(hours=1)
    records.add(ContactAttempt, {**call, "next_try": soon.isoformat()})
    (one,) = Calls(desk).today(soon - dt.timedelta(minutes=1)).calls
    assert one.reason is CallFor.AGREED


def test_mine_are_the_referrals_that_are_mine(desk, morning):
    other = morning.add(User, {"name": "Dana Rowe"})
    morning.set(Referral, 1, {"owner": str(other.id)})
    assert "Vance, Marisol" not in [name for name, _turn, _reason in today(desk, desk.user.id)]
    assert [name for name, _turn, _reason in today(desk, other.id)] == ["Vance, Marisol"]


def test_the_sheet_says_whom_to_call_what_for_and_what_came_of_it(desk, morning):
    said = printed(desk)
    for words in (
        *("Call list Tuesday, November 24, 2020", "FOR Everybody", "Late or urgent"),
        *("Vance, Marisol", "(740) 555-0101", "First contact · 5 business days late"),
        *("URGENT", "due today by 5:00 PM", "Tamsin Urgent Care"),
        *("Agreed times: 2:30 PM no. 3", "Nov 23, 11:10 AM asked to call back"),
        *("No-show, to rebook", "R-1", "AGREED 1"),
        *("reached", "left message", "no answer", "wrong number", "call back"),
        *("Next try", "Visit on", "Initials", "Page 1 of 1", "Copy 1"),
    ):
        assert words in said, words
    assert "Ferris" not in said
    (line,) = morning.page(Release, morning.ids(Release, Query()))
    assert (line.sheet, line.with_patients, line.purpose) == ("call_list", True, Purpose.TREATMENT)
    assert line.paper
    assert line.day == TODAY
    assert "Copy 2" in printed(desk)


@pytest.mark.usefixtures("morning")
def test_what_is_left_out_is_said_beside_the_sheet(desk, monkeypatch):
    assert CallPapers(desk).call_list(NOW).remarks == (
        "1 patient is left out: a later day was agreed.",
    )
    monkeypatch.setattr(service, "MOST", 3)
    assert CallPapers(desk).call_list(NOW).remarks[0] == "The first 3 of 4 calls are on the sheet."
    assert "Novák" not in printed(desk)


def test_nobody_to_call_is_no_sheet(desk, records):
    with pytest.raises(UserError, match=r"Nobody is to be called today\.$"):
        CallPapers(desk).call_list(NOW)
    later = came(records, 5, "17")
    tried(records, later, "18 9:00", next_try="2020-11-26 9:00")
    with pytest.raises(UserError, match="1 patient is left out"):
        CallPapers(desk).call_list(NOW)


def test_every_phone_of_a_patient_stands_on_the_sheet_and_a_number_where_there_is_no_name(
    desk, records
):
    records.add(CustomField, {"record_kind": "patient", "label": "Work", "field_kind": "phone"})
    given = {"name": "", "control_number": "CG-1045", "best_time": "mornings"}
    records.set(Patient, 1, {**given, "language": "Spanish", "Work": "740-555-0199"})
    came(records, 1, "16")
    said = printed(desk)
    for words in ("CG-1045", "(740) 555-0101", "(740) 555-0199", "mornings · Spanish"):
        assert words in said


def test_whose_a_call_is_stands_beside_it_only_where_there_are_several(desk, morning):
    assert "OWNER" not in printed(desk)
    other = morning.add(User, {"name": "Dana Rowe"})
    morning.set(Referral, 1, {"owner": str(other.id)})
    assert "OWNER Dana Rowe" in printed(desk)
    own = printed(desk, desk.user.id)
    assert f"FOR {desk.user.name}" in own
    assert "OWNER" not in own


@pytest.mark.usefixtures("morning")
def test_what_a_call_is_about_never_stands_in_a_log(desk):
    assert "Vance" not in repr(Calls(desk).today(NOW))
