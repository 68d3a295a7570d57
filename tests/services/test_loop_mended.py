"""What was once told wrong of a loop, each as a person would have met it."""

from __future__ import annotations

import datetime as dt

import pytest

from refdesk.domain.clinic import Clinic
from refdesk.domain.errors import UserError
from refdesk.domain.patient import Patient
from refdesk.domain.referral import Appointment, Outcome, Referral
from refdesk.domain.stages import Stage
from refdesk.services.changes import Changes
from refdesk.services.loops import Loops
from refdesk.services.records import Records
from refdesk.services.session import Desk

S = Stage
NOW = dt.datetime.now(dt.UTC)


@pytest.fixture
def records(desk: Desk) -> Records:
    records = Records(desk)
    records.set(Clinic, 1, {"hours": "Mon-Fri 8:00-17:00"})
    records.add(Patient, {"name": "Vance, Marisol"})
    return records


@pytest.fixture
def loops(desk: Desk) -> Loops:
    return Loops(desk)


def came(records: Records, days_ago: float = 10) -> int:
    received = (NOW - dt.timedelta(days=days_ago)).isoformat()
    return records.add(Referral, {"patient": "1", "source": "patient", "received": received}).id


def day(ahead: int) -> str:
    return (NOW.astimezone().date() + dt.timedelta(days=ahead)).isoformat()


def referral(records: Records, number: int) -> Referral:
    return records.get(Referral, number)


def to_come(records: Records, number: int) -> str:
    visit = referral(records, number).appointment
    return visit.isoformat() if visit else ""


def outcomes(loops: Loops, number: int) -> list[Outcome | None]:
    return [one.outcome for one in loops.appointments(number)]


def test_a_day_of_receipt_that_is_put_right_is_what_the_first_call_is_due_by(records):
    number = came(records, 10)
    late = referral(records, number).due
    records.set(Referral, number, {"received": NOW.isoformat()})
    after = referral(records, number)
    assert after.moved_at == after.received
    assert after.due is not None
    assert late is not None
    assert after.due > late


def test_a_day_of_receipt_and_the_first_move_are_put_right_in_one_go(desk, records, loops):
    number = came(records, 10)
    with desk.db.change("Put right", by=1) as work:
        one = work.get(Referral, number)
        one.received, one.stage = NOW - dt.timedelta(days=3), S.DECLINED_BY_US
        work.save(one)
    (line,) = loops.history(number)
    assert (line.before, line.stage) == (S.RECEIVED, S.DECLINED_BY_US)
    assert line.at >= referral(records, number).received


def test_a_referral_cannot_have_come_after_it_was_called(desk, records, loops):
    number = came(records, 10)
    loops.log_attempt(number, {"result": "no_answer", "at": (NOW - dt.timedelta(8)).isoformat()})
    typed = {"received": (NOW - dt.timedelta(days=6)).isoformat()}
    with pytest.raises(UserError, match=r"Received lies after .+ when the referral came to Cont"):
        records.set(Referral, number, typed)
    records.set(Referral, number, {"received": (NOW - dt.timedelta(days=9)).isoformat()})
    Changes(desk).undo()
    Changes(desk).undo()
    records.set(Referral, number, typed)
    assert referral(records, number).moved_at == referral(records, number).received


def test_a_referral_that_is_said_to_come_tomorrow_has_no_stage_before_it_came(records, loops):
    number = came(records, -1)
    loops.move(number, S.DECLINED_BY_US)
    (line,) = loops.history(number)
    assert line.at >= referral(records, number).received


def test_a_visit_entered_for_the_wrong_referral_is_no_longer_awaited_there(records, loops):
    wrong, right = came(records), came(records)
    loops.move(wrong, S.SCHEDULED, {"date": day(5)})
    visit = loops.appointments(wrong)[0]
    records.set(Appointment, visit.id, {"referral": str(right)})
    assert to_come(records, wrong) == ""
    assert to_come(records, right) == day(5)


def test_undoing_an_older_visit_leaves_the_other_one_to_come(desk, records, loops):
    number = came(records)
    loops.move(number, S.SCHEDULED, {"date": day(2)})
    with desk.db.reading() as connection:
        older = desk.db.log.last(connection)[0]
    records.add(Appointment, {"referral": str(number), "date": day(9)})
    Changes(desk).undo(older)
    assert to_come(records, number) == day(9)
    assert desk.verify() == []


def test_a_stage_that_is_chosen_on_the_form_says_what_became_of_the_visit(desk, records, loops):
    number = came(records)
    loops.move(number, S.SCHEDULED, {"date": day(0)})
    records.set(Referral, number, {"stage": "no_show"})
    assert outcomes(loops, number) == [Outcome.NO_SHOW]
    Changes(desk).undo()
    assert outcomes(loops, number) == [None]
    assert to_come(records, number) == day(0)


@pytest.mark.parametrize("stage", [S.CANCELLED, S.CONTACTING])
def test_a_visit_that_was_called_off_is_not_what_the_next_one_is_due_by(stage, records, loops):
    number = came(records)
    loops.move(number, S.SCHEDULED, {"date": day(1)})
    loops.move(number, stage)
    assert outcomes(loops, number) == [Outcome.CANCELLED]
    if stage is S.CANCELLED:
        loops.move(number, S.REOPENED)
    loops.move(number, S.SCHEDULED, {"date": day(20)})
    assert to_come(records, number) == day(20)


def test_an_attended_visit_leaves_the_next_one_to_come(records, loops):
    number = came(records)
    loops.move(number, S.SCHEDULED, {"date": day(0)})
    records.add(Appointment, {"referral": str(number), "date": day(14)})
    loops.move(number, S.ATTENDED)
    assert outcomes(loops, number) == [Outcome.ATTENDED, None]
    assert to_come(records, number) == day(14)


@pytest.mark.parametrize("stage", [S.ATTENDED, S.NO_SHOW, S.CONTACTING, S.CANCELLED])
def test_a_correction_to_scheduled_awaits_the_visit_again(stage, records, loops):
    number = came(records)
    loops.move(number, S.SCHEDULED, {"date": day(0)})
    loops.move(number, stage)
    loops.correct(number, S.SCHEDULED, "Marked the wrong patient")
    assert outcomes(loops, number) == [None]
    assert to_come(records, number) == day(0)


def test_a_correction_to_scheduled_leaves_a_visit_that_was_agreed_since(records, loops):
    number = came(records)
    loops.move(number, S.SCHEDULED, {"date": day(0)})
    loops.move(number, S.NO_SHOW)
    loops.move(number, S.SCHEDULED, {"date": day(7)})
    loops.correct(number, S.NO_SHOW, "The new visit is another patient's")
    loops.correct(number, S.SCHEDULED, "It was right")
    assert outcomes(loops, number) == [Outcome.NO_SHOW, None]


def test_a_correction_goes_back_to_since_when_it_stood_there_through_undo(desk, records, loops):
    number = came(records)
    loops.move(number, S.CONTACTING)
    Changes(desk).undo()
    loops.move(number, S.DECLINED_BY_US)
    loops.correct(number, S.RECEIVED, "Not this one")
    one = referral(records, number)
    assert one.moved_at == one.received


def test_a_stage_that_was_passed_through_at_once_can_be_corrected_to(records, loops):
    number = came(records)
    given = {"referral": str(number), "date": day(-1), "outcome": "attended"}
    records.add(Appointment, given)
    scheduled = loops.history(number)[0].at
    loops.correct(number, S.SCHEDULED, "Not seen yet")
    assert referral(records, number).moved_at == scheduled


def test_it_is_the_last_time_at_a_stage_that_is_corrected_to(records, loops):
    number = came(records)
    loops.move(number, S.SCHEDULED, {"date": day(0)})
    loops.move(number, S.NO_SHOW)
    given = {"referral": str(number), "date": day(1), "outcome": "attended"}
    records.add(Appointment, given)
    stages = [(line.stage, line.at) for line in loops.history(number)]
    assert [stage for stage, _at in stages] == [S.SCHEDULED, S.NO_SHOW, S.SCHEDULED, S.ATTENDED]
    loops.correct(number, S.SCHEDULED, "Not seen yet")
    assert referral(records, number).moved_at == stages[2][1]


def test_what_falls_due_this_very_moment_is_not_late_yet_and_never_in_no_list(records, loops):
    number = came(records, 0)
    due = referral(records, number).due
    assert due is not None
    just_before, just_after = (due - dt.timedelta.resolution, due + dt.timedelta.resolution)
    for moment, is_late in ((just_before, False), (due, False), (just_after, True)):
        assert loops.open_ids(until=moment) == ([number] if is_late else [])
        assert loops.open_ids(after=moment) == ([] if is_late else [number])
        assert loops.one(number, moment).is_overdue is is_late
