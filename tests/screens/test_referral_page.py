"""The page of a referral as data: what is read again after a change is what would be read anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from refdesk.domain.clinic import Clinic
from refdesk.domain.fields import Ref
from refdesk.domain.letter import Letter, LetterKind
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.promise import Promise
from refdesk.domain.record import Record
from refdesk.domain.referral import Appointment, ContactAttempt, Referral
from refdesk.domain.stages import Stage
from refdesk.domain.task import Task
from refdesk.domain.user import User
from refdesk.domain.views import DeskSetting
from refdesk.screens.day_words import short_date, weekday_date
from refdesk.screens.loop_track import Mark, Node
from refdesk.screens.referral_page import ReferralShown, read_beside, read_referral
from refdesk.screens.referral_panels import KINDS, PANELS
from refdesk.services.changes import Changes
from refdesk.services.loops import Loops
from refdesk.services.preferences import Computer, Preferences
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.settings import TRIES
from tests.helpers.desks import make_desk

NOW = dt.datetime.now(dt.UTC)
S = Stage


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with two referrals of one practice, and something in every panel of the first."""
    with make_desk(tmp_path / "desk", "Lakeline") as desk:
        records = Records(desk)
        for name in ("Cedar Grove", "Harrow Creek"):
            records.add(Practice, {"name": name})
        records.add(Office, {"practice": "1", "name": "Weir Street"})
        records.add(Person, {"name": "Nkem Okafor", "practices": "1"})
        records.add(Person, {"name": "Tess Moray", "gatekeeper": "yes", "practices": "1"})
        records.add(Promise, {"what": "Fax the list", "practice": "1", "person": "2"})
        for name in ("Vance, Marisol", "Osgood, Mabel"):
            records.add(Patient, {"name": name})
            given = {"source": "physician", "referring_practice": "1", "referring_person": "1"}
            records.add(Referral, {"patient": "1", "received": "2026-11-03 9:40", **given})
        records.add(ContactAttempt, {"referral": "1", "result": "no_answer", "by": "1"})
        records.add(Task, {"what": "Ask for films", "referral": "1", "owner": "1"})
        letter = Letter(number="N-2026-0001", letter_kind=LetterKind.THANKS, text="Thank you.")
        with desk.db.change("Fill", by=1) as work:
            work.add(letter)
        yield desk


def said(shown: ReferralShown, name: str) -> str:
    """Return everything that a panel says."""
    place = next(place for place, panel in enumerate(PANELS) if panel.name == name)
    content = shown.contents[place]
    if content is None:
        return ""
    parts = [content.title, content.empty, content.face.name if content.face else ""]
    parts += [f"{one.label}: {one.value}" for one in content.facts]
    parts += [f"{one.when} {one.words} {one.who}" for one in content.lines]
    return "; ".join(part for part in parts if part)


CHANGES: tuple[tuple[type[Record], dict[str, str], str, str], ...] = (
    (Practice, {"name": "Cedar Grove East"}, "practice", "Cedar Grove East"),
    (Office, {"name": "Canal Street"}, "practice", "Office: Canal Street"),
    (Person, {"name": "Nkem Okafor-Lind"}, "report", "Report to Nkem Okafor-Lind"),
    (Promise, {"what": "Fax it today"}, "gatekeeper", "Fax it today"),
    (Task, {"what": "Ask for the films again"}, "tasks", "Ask for the films again"),
    (ContactAttempt, {"result": "reached"}, "attempts", "Reached"),
    (Referral, {"referring_practice": "2"}, "practice", "Harrow Creek"),
    (Referral, {"notes": "Walks with a cane"}, "details", "Notes: Walks with a cane"),
    (Referral, {"report_letter": "1"}, "report", "Letter: N-2026-0001"),
    (User, {"name": "Dana Rowe"}, "attempts", "Dana Rowe"),
    (Clinic, {"hours": "Mon-Fri 8:00-12:00"}, "history", "Moved to contacting"),
)


@pytest.mark.parametrize(("of", "values", "panel", "words"), CHANGES)
def test_what_is_read_after_a_change_is_what_would_be_read_anew(desk, of, values, panel, words):
    before = read_referral(desk, 1, NOW)
    touched: set[str] = set()
    desk.listen(lambda change: touched.update(change.touched))
    Records(desk).set(of, 1, values)
    assert touched & KINDS, "the page hears of it"
    after, anew = read_referral(desk, 1, NOW, before, touched), read_referral(desk, 1, NOW)
    assert after.contents == anew.contents
    assert (after.next, after.chips, after.nodes) == (anew.next, anew.chips, anew.nodes)
    assert words in said(after, panel)


def test_a_letter_and_a_person_that_are_new_come_up(desk):
    before = read_referral(desk, 1, NOW)
    given = {"name": "Bria Okamoto", "gatekeeper": "yes", "influence": "3", "practices": "1"}
    Records(desk).add(Person, given)
    assert "Tess Moray" in said(before, "gatekeeper")
    assert "Bria Okamoto" in said(read_referral(desk, 1, NOW, before, {"person"}), "gatekeeper")


def test_a_clinic_that_asks_for_fewer_attempts_is_heard(desk):
    for _call in range(2):
        Records(desk).add(ContactAttempt, {"referral": "1", "result": "no_answer"})
    preferences = Preferences(Computer(None))
    preferences.open(desk)
    before = read_referral(desk, 1, NOW)
    assert before.next is not None
    assert before.next.name == "not_reached", "three are enough"
    preferences.choose(TRIES, 5)
    after = read_referral(desk, 1, NOW, before, {DeskSetting.kind})
    assert after.next is not None
    assert after.next.name == "call"


def test_a_loop_that_ended_without_a_visit_waits_for_closing_alone(desk):
    Loops(desk).move(1, S.CANCELLED)
    shown = read_referral(desk, 1, NOW)
    marks = [node.mark for node in shown.nodes]
    assert marks[0] is Mark.DONE
    assert marks[2:5] == [Mark.LATER] * 3
    assert marks[-1] in {Mark.NEXT, Mark.LATE}


def test_a_no_show_goes_back_to_be_called_and_both_days_stay(desk):
    loops, today = Loops(desk), NOW.astimezone().date()
    loops.move(2, S.SCHEDULED, {"date": today.isoformat()})
    loops.move(2, S.NO_SHOW)
    shown = read_referral(desk, 2, NOW)
    assert [node.mark for node in shown.nodes][:2] == [Mark.DONE, Mark.DONE]
    assert shown.next is not None
    assert shown.next.letter == "C"
    names = [deed.name for deed in shown.others]
    assert {"schedule", "declined_by_patient", "correct"} <= set(names)
    assert "Outcome: No-show" in said(shown, "appointment")
    Records(desk).add(Appointment, {"referral": "2", "date": today.isoformat()})
    again = read_referral(desk, 2, NOW)
    assert "Outcome: Today" in said(again, "appointment")
    assert "No-show" in said(again, "appointment")


def test_the_visit_that_counts_leads_its_card_and_stands_on_the_track(desk):
    loops, today = Loops(desk), NOW.astimezone().date()

    def node(place: int) -> Node:
        return read_referral(desk, 2, NOW).nodes[place]

    def put_off(days: int) -> None:
        loops.reschedule(Appointment(referral=Ref(2), date=today + dt.timedelta(days)))

    loops.move(2, S.SCHEDULED, {"date": (today + dt.timedelta(22)).isoformat()})
    put_off(10)
    assert node(2).second == f"for {short_date(today + dt.timedelta(10), today)}"
    put_off(0)
    loops.move(2, S.NO_SHOW)
    assert "Outcome: No-show" in said(read_referral(desk, 2, NOW), "appointment")
    assert node(1).first == weekday_date(today, today), "who agreed to a visit was reached"
    assert node(0).between
    assert node(1).between
    Loops(desk).move(2, S.SCHEDULED, {"date": today.isoformat(), "time": "2:00 PM"})
    assert node(2).second == f"for {short_date(today, today)}"
    loops.move(2, S.ATTENDED)
    shown = read_referral(desk, 2, NOW)
    content = shown.contents[0]
    assert content is not None
    assert content.facts[0].value == f"{weekday_date(today, today)}, 2:00 PM"
    assert "Outcome: Attended" in said(shown, "appointment")
    assert shown.deeds()["A"].row_id == 4, "A edits that one"
    assert [line.words for line in content.lines] == ["Rescheduled", "Rescheduled", "No-show"]


def test_what_was_done_before_a_correction_or_a_reopening_is_told_as_of_before(desk):
    loops, today = Loops(desk), NOW.astimezone().date().isoformat()
    loops.move(1, S.SCHEDULED, {"date": today})
    loops.move(1, S.ATTENDED)
    loops.move(1, S.REPORTED, {"report_how": "fax"})
    loops.move(1, S.CLOSED, {"closed_reason": "Seen", "followed_up": today})
    closed = said(read_referral(desk, 1, NOW), "report")
    assert "; Sent: " in closed
    assert "; Closed because: Seen" in closed
    loops.move(1, S.REOPENED)
    opened = read_referral(desk, 1, NOW)
    every = [*(deed for one in opened.contents if one for deed in one.deeds), *opened.others]
    assert [deed.name for deed in every if deed.letter == "C"] == ["call"], "one meaning"
    assert "follow_up" in [deed.name for deed in opened.others]
    loops.correct(1, S.ATTENDED, "It was the letter of another patient")
    shown = read_referral(desk, 1, NOW)
    assert shown.next is not None
    assert shown.next.words == "Report sent"
    for one in (opened, shown):
        card = said(one, "report")
        for words in ("Sent before: ", "Followed up before: ", "Closed before because: Seen"):
            assert f"; {words}" in card
        for words in ("Sent: ", "Followed up: ", "Closed because: "):
            assert f"; {words}" not in card


def test_one_letter_does_the_next_step_before_anything_else(desk):
    records, today = Records(desk), NOW.astimezone().date().isoformat()
    records.set(Referral, 1, {"stage": "scheduled"})
    records.set(Referral, 1, {"stage": "attended"})
    records.set(Referral, 1, {"stage": "reported", "report_sent": today, "report_how": "fax"})
    deeds = read_referral(desk, 1, NOW).deeds()
    assert deeds["C"].name == "follow_up", "not the logging of a call"
    assert deeds["T"].name == "task"


def test_the_place_among_the_open_loops_is_that_of_their_due_times(desk):
    records = Records(desk)
    first = read_beside(desk, 2)
    assert (first.number, first.count, first.before, first.after) == (1, 2, 0, 1)
    records.set(Referral, 2, {"stage": "cancelled"})
    records.set(Referral, 2, {"stage": "closed", "closed_reason": "Seen elsewhere"})
    closed = read_beside(desk, 2)
    assert (closed.number, closed.count, closed.before, closed.after) == (0, 1, 0, 1)
    Changes(desk).undo()
    assert read_beside(desk, 2).count == 2
