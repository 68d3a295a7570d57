"""Many referrals moved at once: who can go, who cannot and why, and one change that is undone."""

from __future__ import annotations

import datetime as dt

import pytest

from refdesk.domain.clinic import Clinic
from refdesk.domain.errors import Cancelled, UserError
from refdesk.domain.patient import Patient
from refdesk.domain.referral import Appointment, ContactAttempt, Outcome, Referral
from refdesk.domain.stages import Stage
from refdesk.services.bulk_moves import BulkMoves, MovesPreview
from refdesk.services.changes import Changes
from refdesk.services.loops import Loops
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.work import Silent, Watched
from refdesk.store.listing import Query

S = Stage
NAMES = ("Vance, Marisol", "Osgood, Mabel", "Tenney, Harold", "Pryor, Wendell")
TOMORROW = (dt.datetime.now(dt.UTC).astimezone().date() + dt.timedelta(days=1)).isoformat()


@pytest.fixture
def records(desk: Desk) -> Records:
    """Four referrals that have just come."""
    records = Records(desk)
    records.set(Clinic, 1, {"hours": "Mon-Fri 8:00-17:00"})
    for number, name in enumerate(NAMES, start=1):
        records.add(Patient, {"name": name})
        records.add(Referral, {"patient": str(number), "source": "patient"})
    return records


@pytest.fixture
def loops(desk: Desk) -> Loops:
    return Loops(desk)


@pytest.fixture
def moves(desk: Desk, records: Records) -> BulkMoves:
    assert len(records.ids(Referral, Query())) == len(NAMES)
    return BulkMoves(desk)


def look(moves: BulkMoves, stage: Stage, ids: list[int], **values: str) -> MovesPreview:
    return moves.preview(ids, moves.wish(stage, values), Silent())


def stages(records: Records) -> list[Stage]:
    return [one.stage for one in records.page(Referral, [1, 2, 3, 4])]


def patient_of(title: str) -> str:
    return ", ".join(title.split(", ")[:2])


def test_the_preview_counts_the_visits_past_the_end_of_an_authorization(moves, records):
    ended = {"authorization": "PV-20418", "authorization_expires": "today"}
    records.set(Referral, 2, ended)
    preview = look(moves, S.SCHEDULED, [1, 2, 3], date=TOMORROW)
    assert (len(preview.go), preview.beyond) == (3, 1), "it is a warning, not a refusal"


def test_all_that_can_go_are_moved_as_one_change_and_undone_whole(desk, records, loops, moves):
    preview = look(moves, S.SCHEDULED, [1, 2, 3, 4], date=TOMORROW, provider="Dr. Hale")
    assert preview.start == {S.RECEIVED: 4}
    assert [patient_of(title) for title in preview.examples] == list(NAMES)
    assert stages(records) == [S.RECEIVED] * 4, "looking changes nothing"
    done = moves.apply(preview, Silent())
    assert (done.label, done.changed, done.left_out) == ("Move 4 referrals to scheduled", 4, 0)
    assert stages(records) == [S.SCHEDULED] * 4
    assert [loops.appointments(n)[0].provider for n in (1, 4)] == ["Dr. Hale", "Dr. Hale"]
    assert [line.stage for line in loops.history(3)] == [S.SCHEDULED]
    assert records.get(Referral, 2).appointment is not None
    assert Changes(desk).undo().startswith("Move 4 referrals to scheduled")
    assert stages(records) == [S.RECEIVED] * 4
    assert len(records.ids(Appointment, Query())) == 0
    assert desk.verify() == []


def test_those_that_cannot_go_are_named_by_their_reason_and_stay(records, loops, moves):
    loops.move(1, S.SCHEDULED, {"date": "today"})
    loops.move(1, S.ATTENDED)
    loops.move(2, S.DECLINED_BY_US)
    preview = look(moves, S.REPORTED, [1, 2, 3, 4, 99], report_how="fax")
    assert (preview.go, preview.same, preview.gone) == ((1,), 0, 1)
    first, second = preview.reasons
    assert first.sentence.startswith("Stage cannot go from Received to Reported. Possible: Contact")
    assert [patient_of(title) for title in first.titles] == list(NAMES[2:])
    assert second.sentence == (
        "Stage cannot go from Declined by us to Reported. Possible: Closed, Reopened."
    )
    done = moves.apply(preview, Silent())
    assert (done.changed, done.left_out) == (1, 4)
    assert stages(records) == [S.REPORTED, S.DECLINED_BY_US, S.RECEIVED, S.RECEIVED]


def test_those_that_stand_there_already_are_counted(loops, moves):
    loops.move(1, S.CONTACTING)
    preview = look(moves, S.CONTACTING, [1, 2])
    assert (preview.go, preview.same, preview.refused) == ((2,), 1, ())


def test_attempts_are_asked_of_each(records, loops, moves):
    for _count in range(3):
        loops.log_attempt(1, {"result": "no_answer"})
    loops.log_attempt(2, {"result": "no_answer"})
    preview = look(moves, S.UNABLE_TO_REACH, [1, 2, 3])
    assert preview.go == (1,)
    assert {reason.sentence.partition(" after ")[2] for reason in preview.reasons} == {
        "1 of 3 attempts. Log each attempt first.",
        "0 of 3 attempts. Log each attempt first.",
    }
    moves.apply(preview, Silent())
    assert stages(records)[0] is S.UNABLE_TO_REACH


def test_an_attempt_of_all_is_logged_with_the_move(records, loops, moves):
    moves.apply(look(moves, S.CONTACTING, [1, 2], result="left_message", how="email"), Silent())
    tries = records.page(ContactAttempt, records.ids(ContactAttempt, Query()))
    assert [(int(one.referral), one.result.value) for one in tries] == [
        (1, "left_message"),
        (2, "left_message"),
    ]
    assert stages(records)[:2] == [S.CONTACTING, S.CONTACTING]
    assert len(loops.history(1)) == 1


def test_closing_keeps_a_follow_up_that_was_made_and_fills_in_the_others(records, loops, moves):
    for number in (1, 2):
        loops.move(number, S.SCHEDULED, {"date": "today"})
        loops.move(number, S.ATTENDED)
        loops.move(number, S.REPORTED, {"report_how": "fax"})
    loops.move(3, S.CANCELLED)
    records.set(Referral, 1, {"followed_up": "today", "feedback": "Was content"})
    given = {"closed_reason": "Year's end", "follow_up_waived": "Moved away"}
    preview = look(moves, S.CLOSED, [1, 2, 3, 4], **given)
    assert preview.go == (1, 2, 3)
    moves.apply(preview, Silent())
    waived = [records.get(Referral, n).follow_up_waived for n in (1, 2, 3)]
    assert waived == ["", "Moved away", ""]
    assert stages(records) == [S.CLOSED, S.CLOSED, S.CLOSED, S.RECEIVED]


def test_a_follow_up_that_is_owed_holds_a_loop_open(loops, moves):
    loops.move(1, S.SCHEDULED, {"date": "today"})
    loops.move(1, S.ATTENDED)
    loops.move(1, S.REPORTED, {"report_how": "fax"})
    preview = look(moves, S.CLOSED, [1], closed_reason="Seen")
    assert preview.go == ()
    assert "or a reason why there is no follow-up" in preview.reasons[0].sentence
    with pytest.raises(UserError, match="None of them can be moved so"):
        moves.apply(preview, Silent())


def test_what_was_awaited_is_settled_for_each(loops, moves):
    for number in (1, 2):
        loops.move(number, S.SCHEDULED, {"date": "today"})
    moves.apply(look(moves, S.NO_SHOW, [1, 2]), Silent())
    assert [loops.appointments(n)[0].outcome for n in (1, 2)] == [Outcome.NO_SHOW] * 2


@pytest.mark.parametrize(
    ("stage", "given", "problem"),
    [
        (S.CLOSED, {}, "Closed because is needed."),
        (S.REPORTED, {}, "Report sent by is needed."),
        (S.SCHEDULED, {}, "Date is needed."),
        (S.CONTACTING, {"how": "fax"}, "Result is needed."),
        (S.CLOSED, {"closed_reason": "x" * 501}, "Closed because"),
    ],
)
def test_what_all_of_them_need_is_asked_for_once(stage, given, problem, moves):
    with pytest.raises(UserError) as refused:
        look(moves, stage, [1, 2], **given)
    assert refused.value.problems[0].message.startswith(problem)


def test_what_was_changed_since_is_looked_at_anew(records, loops, moves):
    preview = look(moves, S.CONTACTING, [1, 2])
    loops.move(1, S.DECLINED_BY_US)
    done = moves.apply(preview, Silent())
    assert (done.changed, done.left_out) == (1, 1)
    assert stages(records)[:2] == [S.DECLINED_BY_US, S.CONTACTING]


def test_a_person_who_stops_it_leaves_every_referral_where_it_was(records, moves):
    preview = look(moves, S.CONTACTING, [1, 2, 3, 4])

    def stop(done: int, _total: int | None, _words: str) -> None:
        watched.cancelled = done == 0

    watched = Watched(stop)
    with pytest.raises(Cancelled):
        moves.apply(preview, watched)
    assert stages(records) == [S.RECEIVED] * 4
