"""One referral from the call to the closed loop, and what every change of it leaves behind."""

from __future__ import annotations

import datetime as dt
import random
from itertools import pairwise

import pytest

from refdesk.domain.clinic import Clinic
from refdesk.domain.due import NextAction
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Ref
from refdesk.domain.history import StageLine, Step
from refdesk.domain.patient import Patient
from refdesk.domain.referral import Appointment, ContactAttempt, Outcome, Referral
from refdesk.domain.stages import Stage
from refdesk.screens.loop_words import stands
from refdesk.services.changes import Changes
from refdesk.services.loops import Loops
from refdesk.services.preferences import Computer, Preferences
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.settings import TRIES, URGENT_CONTACT
from refdesk.store.listing import Query

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


def came(records: Records, **more: str) -> int:
    """Enter a referral that came ten days ago; return its number."""
    received = (NOW - dt.timedelta(days=10)).astimezone().strftime("%Y-%m-%d 09:40")
    given = {"patient": "1", "source": "patient", "received": received, **more}
    return records.add(Referral, given).id


def stage_of(records: Records, number: int) -> Stage:
    return records.get(Referral, number).stage


def told(loops: Loops, number: int) -> list[tuple[str, str]]:
    return [(line.stage.value, line.step.value) for line in loops.history(number)]


def day(ahead: int) -> str:
    return (NOW.astimezone().date() + dt.timedelta(days=ahead)).isoformat()


def call(loops: Loops, number: int, result: str = "no_answer") -> None:
    loops.log_attempt(number, {"result": result})


# --- the loop ------------------------------------------------------------------------------------


def test_a_referral_goes_round_to_the_closed_loop(records, loops):
    number = came(records)
    call(loops, number, "reached")
    assert stage_of(records, number) is S.CONTACTING
    assert loops.one(number, NOW).action is NextAction.SCHEDULE
    loops.move(number, S.SCHEDULED, {"date": day(0), "time": "9:20 AM", "provider": "Dr. Hale"})
    assert records.get(Referral, number).appointment == NOW.astimezone().date()
    assert loops.one(number, NOW).action is NextAction.ATTENDANCE
    loops.move(number, S.ATTENDED)
    (visit,) = loops.appointments(number)
    assert visit.outcome is not None
    assert visit.outcome.value == "attended"
    loops.move(number, S.REPORTED, {"report_how": "fax"})
    assert loops.one(number, NOW).action is NextAction.FOLLOW_UP
    loops.move(number, S.CLOSED, {"followed_up": "today", "closed_reason": "Seen and told"})
    assert told(loops, number) == [
        (stage, "moved") for stage in ("contacting", "scheduled", "attended", "reported", "closed")
    ]
    assert loops.open_ids() == []
    lines = loops.history(number)
    assert all(before.at <= after.at for before, after in pairwise(lines))
    assert all(line.by == 1 for line in lines)


def test_three_calls_come_before_not_reached(records, loops):
    number = came(records)
    for count in range(3):
        with pytest.raises(UserError, match=f"after {count} of 3 attempts"):
            records.set(Referral, number, {"stage": "unable_to_reach"})
        call(loops, number)
    assert loops.one(number, NOW).action is NextAction.LETTER
    loops.move(number, S.UNABLE_TO_REACH)
    loops.move(number, S.CLOSED, {"closed_reason": "Not reached; the office was told"})
    assert told(loops, number)[-1] == ("closed", "moved")


def test_attempts_of_the_round_before_do_not_count_after_a_no_show(records, loops):
    number = came(records)
    for _count in range(3):
        call(loops, number)
    loops.move(number, S.SCHEDULED, {"date": day(0)})
    loops.move(number, S.NO_SHOW)
    assert loops.one(number, dt.datetime.now(dt.UTC)).action is NextAction.CALL
    with pytest.raises(UserError, match="after 0 of 3"):
        loops.move(number, S.UNABLE_TO_REACH)


def test_a_no_show_is_booked_anew_and_both_visits_stay(records, loops):
    number = came(records)
    loops.move(number, S.SCHEDULED, {"date": day(0)})
    loops.move(number, S.NO_SHOW)
    loops.move(number, S.SCHEDULED, {"date": day(7)})
    assert [one.outcome.value if one.outcome else "" for one in loops.appointments(number)] == [
        "no_show",
        "",
    ]
    referral = records.get(Referral, number)
    assert referral.appointment is not None
    assert referral.appointment.isoformat() == day(7)
    assert loops.one(number, NOW).action is NextAction.WAIT


def test_a_cancelled_visit_takes_the_referral_back_to_contacting(records, loops):
    number = came(records)
    loops.move(number, S.SCHEDULED, {"date": day(3)})
    (visit,) = loops.appointments(number)
    records.set(Appointment, visit.id, {"outcome": "cancelled"})
    assert stage_of(records, number) is S.CONTACTING
    assert records.get(Referral, number).appointment is None


def test_a_visit_is_rescheduled_in_one_change_that_keeps_both_days(desk, records, loops):
    number = came(records)
    loops.move(number, S.SCHEDULED, {"date": day(3), "provider": "Dr. Hale"})
    due, told_before = records.get(Referral, number).due, told(loops, number)
    later = dt.date.fromisoformat(day(9))
    made = loops.reschedule(Appointment(referral=Ref(number), date=later, provider="Dr. Hale"))
    before, after = loops.appointments(number)
    assert (before.outcome, after.outcome) == (Outcome.RESCHEDULED, None)
    assert after.id == made.id
    referral = records.get(Referral, number)
    assert (referral.stage, referral.appointment) == (S.SCHEDULED, later)
    assert referral.due is not None
    assert due is not None
    assert referral.due > due, "it is due by the new day"
    assert told(loops, number) == told_before, "the stage has not changed"
    Changes(desk).undo()
    (only,) = loops.appointments(number)
    assert only.outcome is None
    assert records.get(Referral, number).due == due


def test_nothing_is_rescheduled_where_no_visit_is_to_come(records, loops):
    number = came(records)
    with pytest.raises(UserError, match="No appointment is entered that could be rescheduled"):
        loops.reschedule(Appointment(referral=Ref(number), date=NOW.date()))
    assert loops.appointments(number) == []


def test_a_move_that_is_not_possible_names_those_that_are(records, loops):
    number = came(records)
    with pytest.raises(UserError, match=r"from Received to Reported\. Possible: Contacting, Sch"):
        loops.move(number, S.REPORTED, {"report_how": "fax"})
    assert told(loops, number) == []


def test_a_move_without_what_it_needs_saves_nothing(records, loops):
    number = came(records)
    with pytest.raises(UserError, match="Date"):
        loops.move(number, S.SCHEDULED)
    assert stage_of(records, number) is S.RECEIVED
    assert loops.appointments(number) == []


def test_a_mistake_is_corrected_and_stays_in_the_history(records, loops):
    number = came(records)
    loops.move(number, S.SCHEDULED, {"date": day(0)})
    since = records.get(Referral, number).moved_at
    loops.move(number, S.ATTENDED)
    with pytest.raises(UserError, match="Say why"):
        loops.correct(number, S.SCHEDULED, " ")
    loops.correct(number, S.SCHEDULED, "Marked the wrong patient")
    assert told(loops, number)[-2:] == [("attended", "moved"), ("scheduled", "corrected")]
    assert records.get(Referral, number).moved_at == since
    with pytest.raises(UserError, match="never at Closed"):
        loops.correct(number, S.CLOSED, "no")
    with pytest.raises(UserError, match="at Scheduled already"):
        loops.correct(number, S.SCHEDULED, "no")


def test_a_no_show_is_booked_anew_for_the_same_day(records, loops):
    number = came(records)
    loops.move(number, S.SCHEDULED, {"date": day(0)})
    loops.move(number, S.NO_SHOW)
    records.add(Appointment, {"referral": str(number), "date": day(0)})
    assert told(loops, number)[-1] == ("scheduled", "moved")


def test_what_was_agreed_and_seen_before_it_was_typed_moves_all_the_same(records, loops):
    number = came(records)
    loops.move(number, S.SCHEDULED, {"date": day(-2)})
    loops.move(number, S.ATTENDED)
    assert told(loops, number) == [("scheduled", "moved"), ("attended", "moved")]


def test_a_scheduled_referral_is_called_again_by_a_move_of_its_own(records, loops):
    number = came(records)
    loops.move(number, S.SCHEDULED, {"date": day(3)})
    loops.move(number, S.CONTACTING, {"result": "call_back"})
    assert told(loops, number)[-1] == ("contacting", "moved")
    assert len(loops.attempts([number])[number]) == 1


def test_a_no_show_by_mistake_gives_the_calls_of_its_round_back(records, loops):
    number = came(records)
    call(loops, number)
    loops.move(number, S.SCHEDULED, {"date": day(0)})
    loops.move(number, S.NO_SHOW)
    assert loops.one(number, NOW).tries == 0
    loops.correct(number, S.SCHEDULED, "The patient was in the other room")
    assert loops.one(number, NOW).tries == 1


# --- what follows, whoever changes it ------------------------------------------------------------


def test_undo_takes_a_move_back_and_adds_a_line(desk, records, loops):
    number = came(records)
    before = records.get(Referral, number)
    call(loops, number)
    Changes(desk).undo()
    after = records.get(Referral, number)
    assert (after.stage, after.moved_at, after.due) == (before.stage, before.moved_at, before.due)
    assert told(loops, number) == [("contacting", "moved"), ("received", "undone")]
    Changes(desk).redo()
    assert stage_of(records, number) is S.CONTACTING
    assert told(loops, number)[-1] == ("contacting", "undone")


def test_the_adding_of_a_referral_is_undone_though_it_has_a_history(desk, records, loops):
    number = came(records)
    call(loops, number)
    Changes(desk).undo()
    Changes(desk).undo()
    assert list(records.ids(Referral, Query())) == []
    assert len(loops.history(number)) == 2
    assert desk.verify() == []
    Changes(desk).redo()
    assert records.get(Referral, number).due is not None


def test_due_times_follow_the_clinics_hours_and_its_settings(desk, records):
    number = came(records, urgency="urgent")
    due = records.get(Referral, number).due
    records.set(Clinic, 1, {"hours": "Mon-Fri 8:00-15:00"})
    earlier = records.get(Referral, number).due
    assert due is not None
    assert earlier is not None
    assert due - earlier == dt.timedelta(hours=2)
    preferences = Preferences(Computer(None))
    preferences.open(desk)
    preferences.choose(URGENT_CONTACT, 2)
    later = records.get(Referral, number).due
    assert later is not None
    assert later > due
    Changes(desk).undo()
    assert records.get(Referral, number).due == earlier
    Changes(desk).undo()
    assert records.get(Referral, number).due == due
    preferences.close()
    assert desk.verify() == []


def test_a_clinic_says_how_many_attempts_are_enough(desk, records, loops):
    preferences = Preferences(Computer(None))
    preferences.open(desk)
    preferences.choose(TRIES, 1)
    number = came(records)
    call(loops, number)
    loops.move(number, S.UNABLE_TO_REACH)
    assert stage_of(records, number) is S.UNABLE_TO_REACH


def test_a_visit_entered_with_its_outcome_moves_through_scheduled(records, loops):
    number = came(records)
    given = {"referral": str(number), "date": day(-1), "outcome": "attended"}
    records.add(Appointment, given)
    assert told(loops, number) == [("scheduled", "moved"), ("attended", "moved")]


def test_old_visits_entered_late_move_nothing(records, loops):
    number = came(records)
    loops.move(number, S.SCHEDULED, {"date": day(0)})
    loops.move(number, S.NO_SHOW)
    given = {"referral": str(number), "date": day(-5), "outcome": "attended"}
    records.add(Appointment, given)
    assert stage_of(records, number) is S.NO_SHOW


def test_a_visit_that_is_deleted_is_no_longer_to_come(records, loops):
    number = came(records)
    loops.move(number, S.SCHEDULED, {"date": day(3)})
    records.remove(Appointment, loops.appointments(number)[0].id)
    assert records.get(Referral, number).appointment is None


def test_overdue_loops_come_first_and_say_how_late_they_are(records, loops):
    late, fresh = came(records), came(records, received="now")
    shown = loops.shown(loops.open_ids(), NOW)
    assert [one.referral.id for one in shown] == [late, fresh]
    assert [one.is_overdue for one in shown] == [True, False]
    assert shown[0].late >= 3
    assert loops.open_ids(until=NOW) == [late]
    assert loops.open_ids(owner=2) == []


def test_a_loop_that_nobody_moves_for_a_month_is_to_be_looked_at(records, loops):
    number = came(records)
    loops.move(number, S.SCHEDULED, {"date": day(90)})
    later = NOW + dt.timedelta(days=31)
    assert loops.still_ids(later) == [number]
    one = loops.one(number, later)
    assert one.action is NextAction.REVIEW
    assert one.still_days >= 30


def test_an_authorization_that_ends_too_soon_comes_up_until_it_is_mended(records, loops):
    number = came(records, authorization="PV-1", authorization_expires=day(20))
    loops.move(number, S.SCHEDULED, {"date": day(30)})
    soon = records.get(Referral, number).due
    assert soon is not None
    assert soon < NOW + dt.timedelta(days=6)
    assert stands(loops.one(number, NOW)) == "Authorization ends before the visit"
    records.set(Referral, number, {"authorization_expires": day(60)})
    later = records.get(Referral, number).due
    assert later is not None
    assert later > NOW + dt.timedelta(days=29)
    assert stands(loops.one(number, NOW)).startswith("Visit on")


def test_history_is_kept_as_proof(desk, records, loops):
    number = came(records)
    call(loops, number)
    (line,) = loops.history(number)
    line.why = "Forged"
    with (
        pytest.raises(UserError, match="kept as proof"),
        desk.db.change("Forge", by=1) as work,
    ):
        work.save(line)
    assert StageLine.append_only
    assert Step.MOVED is line.step
    assert len(records.ids(ContactAttempt, Query())) == 1


# --- whatever is done ----------------------------------------------------------------------------

NEEDED = {
    S.SCHEDULED: {"date": day(0)},
    S.REPORTED: {"report_how": "fax"},
    S.CLOSED: {"closed_reason": "Done", "followed_up": "today"},
}


def tries_left(loops: Loops, number: int) -> bool:
    return loops.one(number, NOW).tries < 3


@pytest.mark.parametrize("seed", range(6))
def test_no_sequence_of_moves_loses_a_date_and_undo_restores_all_of_it(seed, desk, records, loops):
    choose, number, changes = random.Random(seed), came(records), Changes(desk)
    start = records.get(Referral, number).loaded
    moves = done = 0
    for _step in range(14):
        before = records.get(Referral, number)
        if choose.random() < 0.3:
            call(loops, number)
        else:
            stage = choose.choice(loops.possible(number))
            if stage is S.UNABLE_TO_REACH and tries_left(loops, number):
                with pytest.raises(UserError, match="attempts"):
                    loops.move(number, stage)
                assert records.get(Referral, number).loaded == before.loaded
                continue
            loops.move(number, stage, NEEDED.get(stage, {}))
        done += 1
        after = records.get(Referral, number)
        moves += after.stage is not before.stage
        assert (after.due is None) is (after.stage is S.CLOSED)
        assert after.moved_at is not None
        assert after.moved_at >= (before.moved_at or after.received)
    lines = loops.history(number)
    assert len(lines) == moves
    assert [line.before for line in lines[1:]] == [line.stage for line in lines[:-1]]
    assert all(one.at <= other.at for one, other in pairwise(lines))
    for _step in range(done):
        changes.undo()
    end = records.get(Referral, number).loaded
    stamps = {"changed_at", "changed_by"}
    assert {k: v for k, v in end.items() if k not in stamps} == {
        k: v for k, v in start.items() if k not in stamps
    }
    assert len(loops.history(number)) == 2 * moves
    assert list(records.ids(Appointment, Query())) == []
    assert desk.verify() == []
