"""What the sheets of a day say of promises, in-days and people, out of the records."""

from __future__ import annotations

import datetime as dt

import pytest

from refdesk.domain.clinic import Clinic
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.promise import Promise
from refdesk.domain.register import Release, Way
from refdesk.domain.touch import Visit
from refdesk.services.printing import Printing
from refdesk.services.records import Records
from refdesk.services.run import Run
from refdesk.services.session import Desk
from refdesk.services.visit_papers import VisitPapers
from tests.documents.days import pages_of

DAY = dt.date(2026, 11, 24)


@pytest.fixture
def records(desk: Desk) -> Records:
    records = Records(desk)
    records.set(Clinic, 1, {"address.zip": "45701"})
    records.add(Practice, {"name": "Larkmead Family Medicine"})
    office = {"practice": "1", "address.city": "Logan", "address.zip": "43138"}
    records.add(Office, {**office, "lunch": "Mon-Fri 12:00-13:00", "entry_note": "rear lot"})
    records.add(Visit, {"date": "2026-11-24", "practice": "1", "talking_points": "Knee clinic"})
    return records


def said(desk: Desk, run: Run) -> str:
    return " ".join(" ".join(pages_of(Printing(desk).preview(run))).split())


def log(desk: Desk) -> str:
    return said(desk, VisitPapers(desk).visit_log(DAY))


def promise(records: Records, what: str, **fields: str) -> None:
    records.add(Promise, {"what": what, "practice": "1", **fields})


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"due": "2026-11-27"}, "PROMISED Splint protocol due Nov 27 "),
        ({"due": "2027-01-08"}, "PROMISED Splint protocol due Jan 8, 2027 "),
        ({"due": "2026-11-24"}, "PROMISED Splint protocol TODAY"),
        ({"due": "2026-11-20"}, "PROMISED Splint protocol due Nov 20 LATE"),
        ({}, "PROMISED Splint protocol LUNCH"),
        ({"kept": "2026-11-12"}, "PROMISED Splint protocol kept Nov 12 "),
        ({"kept": "2026-02-12"}, "PROMISED Nothing open"),
    ],
)
def test_a_promise_stands_on_the_log_with_its_day(records, desk, fields, words):
    promise(records, "Splint protocol", **fields)
    assert words in log(desk)


def test_a_patient_named_in_what_was_typed_is_said_before_the_log_is_carried_about(records, desk):
    papers = VisitPapers(desk)
    records.add(Person, {"name": "Dana Whitlow", "practices": "1"})
    for name in ("Quill, Jane", "Whitlow, Dana"):
        records.add(Patient, {"name": name})
    records.set(Visit, 1, {"talking_points": "Ask Dana Whitlow for the films"})
    assert papers.visit_log(DAY).remarks == ()
    records.set(Visit, 1, {"talking_points": "How is Jane Quill?"})
    assert papers.visit_log(DAY).remarks == ("Look again: “Jane Quill” may be a patient.",)


@pytest.mark.usefixtures("records")
def test_nothing_promised_is_said(desk):
    assert "PROMISED Nothing open" in log(desk)


def test_open_promises_come_soonest_first_and_hide_what_was_kept(records, desk):
    promise(records, "Later thing", due="2026-12-09")
    promise(records, "Sooner thing", due="2026-11-25")
    promise(records, "Done thing", kept="2026-11-20")
    text = log(desk)
    assert text.index("Sooner thing") < text.index("Later thing")
    assert "Done thing" not in text
    for number in range(3):
        promise(records, f"Further thing {number}", due="2026-12-20")
    assert "+2 more" in log(desk)


def test_a_promise_to_another_practice_is_not_said_here(records, desk):
    other = records.add(Practice, {"name": "Tamsin Urgent Care"})
    records.add(Promise, {"what": "Other thing", "practice": str(other.id)})
    assert "Other thing" not in log(desk)


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("Mon-Tue 8-17; Thu 8-14", "Dr. Okafor Mon, Tue, Thu until 2"),
        ("Mon-Fri 8-17", "Dr. Okafor daily"),
        ("Mon 8-17; Wed-Fri 8-17", "Dr. Okafor out Tue"),
        ("Tue-Wed 8-17; Fri 9:30-17", "Dr. Okafor Tue, Wed, Fri from 9:30"),
    ],
)
def test_the_log_says_on_which_days_a_person_is_in(records, desk, hours, words):
    person = {"name": "Ngozi Okafor", "credentials": "MD", "role": "physician", "practices": "1"}
    records.add(Person, {**person, "in_days": hours})
    assert f"IN {words} LUNCH" in log(desk)


def test_two_people_share_the_line_and_are_called_as_they_are_greeted(records, desk):
    person = {"practices": "1", "in_days": "Mon-Fri 8-17"}
    records.add(Person, {"name": "Dana Whitlow", **person})
    records.add(Person, {"name": "Ngozi Okafor", "salutation": "Dear Dr. Okafor,", **person})
    assert "Dana Whitlow daily; Dr. Okafor daily" in log(desk)


def test_two_who_are_called_the_same_are_told_apart_by_their_names(records, desk):
    person = {"practices": "1", "role": "referral_coordinator", "salutation": "Edith"}
    records.add(Person, {"name": "Wójcik, Edith", **person, "in_days": "Mon 8-17; Wed 8-17"})
    records.add(Person, {"name": "Osgood, Edith", **person, "in_days": "Fri 8-17"})
    assert "IN Edith Osgood Fri; Edith Wójcik Mon, Wed" in log(desk)


@pytest.mark.parametrize(
    ("credentials", "words"),
    [
        ("NP", "Ana Roe, NP nurse practitioner"),
        ("DNP, NP", "Ana Roe, DNP, NP nurse practitioner"),
        ("PA-C", "Ana Roe, PA-C physician assistant"),
        ("", "Ana Roe NP or PA"),
    ],
)
def test_who_is_nurse_practitioner_or_physician_assistant_is_called_so(
    records, desk, credentials, words
):
    person = {"name": "Ana Roe", "role": "np_pa", "practices": "1", "credentials": credentials}
    records.add(Person, person)
    assert words in log(desk)


def test_neither_sheet_tells_influence_or_tier(records, desk):
    records.set(Practice, 1, {"tier": "A"})
    person = {"name": "Dana Whitlow", "practices": "1", "influence": "3", "likes": "green tea"}
    records.add(Person, person)
    papers = VisitPapers(desk)
    for run in (papers.visit_log(DAY), papers.visit_plan(DAY)):
        text = said(desk, run).lower()
        assert "dana whitlow" in text
        assert "influence" not in text
        assert "tier" not in text
    assert "green tea" not in said(desk, papers.visit_plan(DAY))


@pytest.mark.usefixtures("records")
def test_the_plan_says_where_when_and_whom(desk):
    text = said(desk, VisitPapers(desk).visit_plan(DAY))
    assert "Visit plan" in text
    assert "Larkmead Family Medicine" in text
    assert "Lunch: closed 12:00–1:00" in text
    assert "Knee clinic" not in text


def test_both_sheets_go_through_the_register_and_number_their_own_copies(records, desk):
    printing = Printing(desk)
    days = VisitPapers(desk)
    for make in (days.visit_log, days.visit_plan, days.visit_plan):
        printing.release(make(DAY), Way.SAVED, lambda _pdf: None)
    register = records.page(Release, records.ids(Release, records.query(Release)))
    assert sorted((line.sheet, line.copy_number) for line in register) == [
        ("visit_log", 1),
        ("visit_plan", 1),
        ("visit_plan", 2),
    ]
    assert records.get(Visit, 1).place_in_day == 1


def test_a_role_stands_in_words_and_one_that_says_nothing_is_left_out(records, desk):
    for name, role in (("Roe, Ana", "np_pa"), ("Lind, Jo", "other")):
        records.add(Person, {"name": name, "practices": "1", "role": role})
    text = said(desk, VisitPapers(desk).visit_plan(DAY))
    assert "Ana Roe, NP or PA" in text
    assert "Jo Lind Ana Roe" in text
