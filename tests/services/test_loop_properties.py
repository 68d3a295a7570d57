"""Any sequence of what a clinic does with referrals: what the loop promises holds after each step.

The stage, its dates and its due time are held to what a person would write beside them, with a
calendar on the wall (`tests.helpers.wall`) and a memory of where each referral has stood.
"""

from __future__ import annotations

import datetime as dt
import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from refdesk.domain.clinic import Clinic
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Ref
from refdesk.domain.history import StageLine, Step
from refdesk.domain.patient import Patient
from refdesk.domain.referral import (
    Appointment,
    AttemptResult,
    ContactAttempt,
    Outcome,
    Referral,
    Urgency,
)
from refdesk.domain.stages import MOVES, Stage
from refdesk.domain.views import DeskSetting
from refdesk.services.changes import Changes
from refdesk.services.loops import Loops
from refdesk.services.preferences import Computer, Preferences
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.settings import DUE_TIMES
from refdesk.store import database
from refdesk.store.listing import Query
from tests.helpers.desks import make_desk
from tests.helpers.wall import MINUTES, OFFICE, Wall

S = Stage
TO_BE_CALLED = {S.RECEIVED, S.NO_SHOW, S.REOPENED}
ENDED = {S.UNABLE_TO_REACH, S.DECLINED_BY_PATIENT, S.DECLINED_BY_US, S.CANCELLED}
BEGINNINGS = (
    dt.datetime(2026, 10, 28, 13, 5, tzinfo=dt.UTC),  # the clocks go back on Sunday
    dt.datetime(2026, 12, 21, 19, 40, tzinfo=dt.UTC),  # Christmas and the end of the year
    dt.datetime(2027, 3, 10, 14, 15, tzinfo=dt.UTC),  # the clocks go ahead on Sunday
)
KINDS = (Referral, ContactAttempt, Appointment, DeskSetting, Clinic)
STAMPS = {"changed_at", "changed_by"}
ANY = st.integers(0, 10**6)
STAGES = st.sampled_from(tuple(Stage))
AHEAD = st.integers(-4, 40)
TIMES = st.sampled_from([None, dt.time(9, 20), dt.time(15)])
OUTCOMES = st.sampled_from([None, *Outcome])
Rows = dict[tuple[str, int], dict[str, Any]]


@dataclass
class Hand:
    """The hand of the clock by which the desk is told the time."""

    now: dt.datetime = BEGINNINGS[0]


class Told(NamedTuple):
    """One line of history."""

    before: Stage | None
    stage: Stage
    at: dt.datetime
    step: Step


@dataclass(frozen=True)
class Seen:
    """Every row that a loop is made of, and the history of each referral."""

    rows: Rows = field(repr=False)
    lines: dict[int, tuple[Told, ...]] = field(repr=False)

    def all(self, of: type[Any]) -> list[Any]:
        kind = of.kind
        found = ((i, image) for (k, i), image in self.rows.items() if k == kind)
        return [of.from_plain(row_id, dict(image)) for row_id, image in sorted(found)]

    def referral(self, row_id: int) -> Referral:
        return Referral.from_plain(row_id, dict(self.rows["referral", row_id]))

    def visits(self, referral: int) -> list[Appointment]:
        return [one for one in self.all(Appointment) if int(one.referral) == referral]

    def awaited(self, referral: int) -> list[Appointment]:
        visits = self.visits(referral)
        found = (one for one in visits if one.outcome is None and not one.archived)
        return sorted(found, key=lambda one: (one.date, one.id))

    def tries(self, referral: int) -> list[ContactAttempt]:
        return [one for one in self.all(ContactAttempt) if int(one.referral) == referral]


class AnyLoop(RuleBasedStateMachine):
    def __init__(self, desk: Desk, hand: Hand) -> None:
        super().__init__()
        self.desk, self.hand = desk, hand
        self.records, self.loops, self.changes = Records(desk), Loops(desk), Changes(desk)
        self.preferences = Preferences(Computer(None))
        self.preferences.open(desk)
        self.records.set(Clinic, 1, {"hours": OFFICE})
        self.records.add(Patient, {"name": "Vance, Marisol"})
        self.wall = Wall()
        self.seen = self._look()
        self.in_force: list[tuple[Seen, Seen]] = []
        self.undone: list[tuple[Seen, Seen]] = []
        self.stood: dict[tuple[int, Stage], tuple[Any, Any]] = {}

    def teardown(self) -> None:
        self.preferences.close()
        self.desk.close()

    @initialize(beginning=st.sampled_from(BEGINNINGS), hours=st.integers(0, 200))
    def a_day_begins(self, beginning: dt.datetime, hours: int) -> None:
        self.hand.now = beginning
        self.a_referral_comes(hours, Urgency.ROUTINE)
        self.a_referral_comes(hours // 2, Urgency.URGENT)

    # --- what a clinic does ----------------------------------------------------------------------

    @rule(hours=st.integers(1, 120))
    def time_goes_by(self, hours: int) -> None:
        self.hand.now += dt.timedelta(hours=hours, seconds=hours)

    @precondition(lambda self: len(self.ids) < 3)
    @rule(hours=st.integers(-30, 200), urgency=st.sampled_from(tuple(Urgency)))
    def a_referral_comes(self, hours: int, urgency: Urgency) -> None:
        received = self.hand.now - dt.timedelta(hours=hours)
        given = {"patient": "1", "source": "patient", "urgency": urgency.value}
        self._do(lambda: self.records.add(Referral, {**given, "received": received.isoformat()}))

    @precondition(lambda self: self.ids)
    @rule(which=ANY, result=st.sampled_from(tuple(AttemptResult)), minutes=st.integers(0, 4000))
    def the_patient_is_called(self, which: int, result: AttemptResult, minutes: int) -> None:
        number = self.pick(which)
        before = self.seen.referral(number)
        at = self.hand.now - dt.timedelta(minutes=minutes)
        given = {"result": result.value, "at": at.isoformat()}
        error = self._do(lambda: self.loops.log_attempt(number, given))
        if before.archived:
            assert "archived. Restore it first" in str(error)
            return
        after = self.seen.referral(number)
        if before.stage in TO_BE_CALLED and at >= since(before):
            assert (after.stage, after.moved_at) == (S.CONTACTING, at)
        else:
            assert after.stage is before.stage

    @precondition(lambda self: self.ids)
    @rule(which=ANY, where=ANY, ahead=AHEAD, at=TIMES, form=st.booleans())
    def it_is_moved(
        self, which: int, where: int, ahead: int, at: dt.time | None, form: bool
    ) -> None:
        number = self.pick(which)
        before, awaited = self.seen.referral(number), self.seen.awaited(number)
        some = tuple(Stage) if where % 4 == 0 else MOVES[before.stage]
        stage = some[where // 4 % len(some)]
        given = self._needed(stage)
        if form:
            error = self._do(
                lambda: self.records.set(Referral, number, {**given, "stage": stage.value})
            )
        else:
            if stage is S.SCHEDULED:
                given = {"date": self._day(ahead), "time": at.isoformat() if at else ""}
                if before.archived and stage in MOVES[before.stage]:
                    return  # a visit of it is refused, as it is elsewhere
            error = self._do(lambda: self.loops.move(number, stage, given))
        if stage is before.stage and form:
            assert error is None
        elif stage not in MOVES[before.stage]:
            names = ", ".join(one.label for one in MOVES[before.stage])
            assert f"Possible: {names}." in str(error)
        elif stage is S.UNABLE_TO_REACH and self._made(before) < self._times("tries"):
            assert "attempts" in str(error)
        else:
            assert error is None
            assert self.seen.referral(number).stage is stage
            self._visits_agree(before, stage, awaited)

    @precondition(lambda self: self.ids)
    @rule(which=ANY, ahead=AHEAD, at=TIMES, outcome=OUTCOMES)
    def a_visit_is_entered(
        self, which: int, ahead: int, at: dt.time | None, outcome: Outcome | None
    ) -> None:
        number = self.pick(which)
        before = self.seen.referral(number)
        given = {"referral": str(number), "date": self._day(ahead)}
        given |= {"time": at.isoformat()} if at else {}
        given |= {"outcome": outcome.value} if outcome else {}
        error = self._do(lambda: self.records.add(Appointment, given))
        if before.archived:
            assert "archived. Restore it first" in str(error)
            return
        is_of_now = dt.date.fromisoformat(given["date"]) > self.wall.local(since(before)).date()
        if outcome is None and is_of_now and S.SCHEDULED in MOVES[before.stage]:
            assert self.seen.referral(number).stage is S.SCHEDULED

    @precondition(lambda self: self.visits)
    @rule(which=ANY, outcome=OUTCOMES)
    def something_comes_of_a_visit(self, which: int, outcome: Outcome | None) -> None:
        visit = self.visit(which)
        before = self.seen.referral(int(visit.referral))
        given = {"outcome": outcome.value if outcome else ""}
        assert self._do(lambda: self.records.set(Appointment, visit.id, given)) is None
        came = {Outcome.ATTENDED: S.ATTENDED, Outcome.NO_SHOW: S.NO_SHOW}
        is_news = visit.outcome is not outcome and not visit.archived
        is_of_now = visit.date > self.wall.local(since(before)).date()
        if before.stage is S.SCHEDULED and outcome in came and is_news and is_of_now:
            assert self.seen.referral(before.id).stage is came[outcome]

    @precondition(lambda self: self.visits)
    @rule(
        which=ANY,
        ahead=AHEAD,
        what=st.sampled_from(["put off", "another day", "archive", "remove", "another's"]),
    )
    def a_visit_is_entered_otherwise(self, which: int, ahead: int, what: str) -> None:
        visit, set_to = self.visit(which), partial(self.records.set, Appointment)
        if what == "put off":
            self._put_off(int(visit.referral), self._day(ahead))
        elif what == "another day":
            self._do(lambda: set_to(visit.id, {"date": self._day(ahead)}))
        elif what == "archive":
            away = not visit.archived
            self._do(lambda: self.records.archive(Appointment, visit.id, archived=away))
        elif what == "remove":
            self._do(lambda: self.records.remove(Appointment, visit.id))
        else:
            other = next((one for one in self.ids if one != int(visit.referral)), self.ids[0])
            self._do(lambda: set_to(visit.id, {"referral": str(other)}))

    @precondition(lambda self: self.ids)
    @rule(which=ANY, stage=STAGES)
    def its_stage_is_corrected(self, which: int, stage: Stage) -> None:
        number = self.pick(which)
        before = self.seen.referral(number)
        was_there = (number, stage) in self.stood
        error = self._do(lambda: self.loops.correct(number, stage, "Marked the wrong patient"))
        if stage is before.stage:
            assert "already" in str(error)
        elif not was_there:
            assert "never at" in str(error)
        else:
            after = self.seen.referral(number)
            assert error is None
            assert after.stage is stage
            was = (after.received, None) if stage is S.RECEIVED else self.stood[number, stage]
            assert (after.moved_at, after.round_began) == was

    @precondition(lambda self: self.ids)
    @rule(which=ANY, hours=st.integers(-100, 200))
    def its_day_was_typed_wrong(self, which: int, hours: int) -> None:
        number = self.pick(which)
        before = self.seen.referral(number)
        received = before.received - dt.timedelta(hours=hours)
        given = {"received": received.isoformat()}
        error = self._do(lambda: self.records.set(Referral, number, given))
        if before.stage is S.RECEIVED:
            assert error is None
        elif received > since(before):
            assert "Received lies after" in str(error)

    @rule(which=ANY, ahead=AHEAD, what=st.sampled_from(["urgency", "sight", "hours", "setting"]))
    def something_else_changes(self, which: int, ahead: int, what: str) -> None:
        if what == "hours":
            hours = sorted(MINUTES)[which % len(MINUTES)]
            closed = [self._day(ahead + step) for step in range(which % 4)]
            given = {"hours": hours, "closed_days": "\n".join(closed)}
            self._do(lambda: self.records.set(Clinic, 1, given))
        elif what == "setting":
            setting = DUE_TIMES[which % len(DUE_TIMES)]
            value, _label = setting.allowed[ahead % len(setting.allowed)]
            self._do(lambda: self.preferences.choose(setting, value))
        elif self.ids and what == "sight":
            number = self.pick(which)
            away = not self.seen.referral(number).archived
            self._do(lambda: self.records.archive(Referral, number, archived=away))
        elif self.ids:
            urgency = tuple(Urgency)[which % len(Urgency)]
            ends = self._day(ahead) if which % 2 else ""
            given = {"urgency": urgency.value, "authorization": "PV-1"}
            given |= {"authorization_expires": ends}
            self._do(lambda: self.records.set(Referral, self.pick(which), given))

    # --- undo and redo ---------------------------------------------------------------------------

    @precondition(lambda self: self.in_force)
    @rule()
    def the_newest_change_is_undone(self) -> None:
        before, after = self.in_force.pop()
        assert self._turn_back(self.changes.undo) is None
        assert self._plain(self.seen) == self._plain(before)
        self.undone.append((before, after))

    @precondition(lambda self: self.undone)
    @rule()
    def it_is_done_again(self) -> None:
        before, after = self.undone.pop()
        assert self._turn_back(self.changes.redo) is None
        assert self._plain(self.seen) == self._plain(after)
        self.in_force.append((before, after))

    @precondition(lambda self: len(self.in_force) > 1)
    @rule(which=ANY)
    def an_old_change_is_undone(self, which: int) -> None:
        with self.desk.db.reading() as connection:
            standing = sorted(self.desk.db.replay.standing(connection))[-len(self.in_force) :]
        target = standing[which % len(standing)]
        error = self._turn_back(lambda: self.changes.undo(target))
        if error is None:  # what was before each change is another from here on
            self.in_force.clear()
            self.undone.clear()

    # --- what holds after every step -------------------------------------------------------------

    @invariant()
    def every_loop_is_due_when_the_wall_says(self) -> None:
        for one in self.seen.all(Referral):
            assert one.due == self._due(one), one.stage

    @invariant()
    def the_visit_to_come_is_the_first_that_is_awaited(self) -> None:
        for one in self.seen.all(Referral):
            days = [visit.date for visit in self.seen.awaited(one.id)]
            assert one.appointment == min(days, default=None)

    @invariant()
    def open_and_overdue_are_what_they_are_called(self) -> None:
        now, loops = self.hand.now, [one for one in self.seen.all(Referral) if not one.archived]
        opened = [one for one in loops if one.stage is not S.CLOSED]
        late = {one.id for one in opened if one.due is not None and one.due < now}
        assert set(self.loops.open_ids()) == {one.id for one in opened}
        assert set(self.loops.open_ids(until=now)) == late
        assert set(self.loops.open_ids(after=now)) == {one.id for one in opened} - late
        shown = self.loops.shown([one.id for one in opened], now)
        assert {one.referral.id for one in shown if one.is_overdue} == late

    @invariant()
    def a_stage_never_begins_before_the_referral_came(self) -> None:
        for one in self.seen.all(Referral):
            assert since(one) >= one.received
            assert one.stage is not S.RECEIVED or one.moved_at == one.received

    # --- inside ----------------------------------------------------------------------------------

    @property
    def ids(self) -> list[int]:
        return sorted(row_id for kind, row_id in self.seen.rows if kind == Referral.kind)

    @property
    def visits(self) -> list[int]:
        return sorted(row_id for kind, row_id in self.seen.rows if kind == Appointment.kind)

    def pick(self, which: int) -> int:
        return self.ids[which % len(self.ids)]

    def visit(self, which: int) -> Appointment:
        row_id = self.visits[which % len(self.visits)]
        return Appointment.from_plain(row_id, dict(self.seen.rows["appointment", row_id]))

    def _day(self, ahead: int) -> str:
        return (self.wall.local(self.hand.now).date() + dt.timedelta(days=ahead)).isoformat()

    def _needed(self, stage: Stage) -> dict[str, str]:
        if stage is S.REPORTED:
            return {"report_sent": self._day(0), "report_how": "fax"}
        if stage is S.CLOSED:
            return {"closed_reason": "Seen and told", "followed_up": self._day(0)}
        return {}

    def _put_off(self, number: int, day: str) -> None:
        before, awaited = self.seen.referral(number), self.seen.awaited(number)
        new = Appointment(referral=Ref(number), date=dt.date.fromisoformat(day))
        error = self._do(lambda: self.loops.reschedule(new))
        if before.archived:
            assert error is not None
        elif not awaited:
            assert "No appointment is entered" in str(error)
        else:
            visits = {one.id: one for one in self.seen.visits(number)}
            assert visits[awaited[0].id].outcome is Outcome.RESCHEDULED
            assert visits[new.id].outcome is None

    def _do(self, action: Callable[[], object]) -> UserError | None:
        """Do something; return why it was refused. What is refused leaves everything as it was."""
        before, number = self.seen, self._number()
        error = self._try(action)
        if self._number() == number:
            assert self.seen == before
            return error
        assert error is None
        assert self._number() == number + 1
        self._history_tells(before, is_undo=False)
        self.in_force.append((before, self.seen))
        self.undone.clear()
        return None

    def _turn_back(self, action: Callable[[], object]) -> UserError | None:
        before = self.seen
        error = self._try(action)
        if error is not None:
            assert self.seen == before
        self._history_tells(before, is_undo=True)
        return error

    def _try(self, action: Callable[[], object]) -> UserError | None:
        found: UserError | None = None
        try:
            action()
        except UserError as error:
            found = error
        self.seen = self._look()
        clinic = self.seen.all(Clinic)[0]
        closed = frozenset(map(dt.date.fromisoformat, clinic.closed_days.split()))
        hours = next(text for text in MINUTES if hours_of(text) == clinic.hours)
        self.wall = replace(self.wall, hours=hours, closed=closed)
        return found

    def _history_tells(self, before: Seen, *, is_undo: bool) -> None:
        """Hold the new lines of history to what has changed."""
        for row_id in {*before.lines, *self.seen.lines}:
            old, lines = before.lines.get(row_id, ()), self.seen.lines.get(row_id, ())
            assert lines[: len(old)] == old, "a line is never changed"
        for one in self.seen.all(Referral):
            was_there = ("referral", one.id) in before.rows
            was = before.referral(one.id) if was_there else None
            told = self.seen.lines.get(one.id, ())[len(before.lines.get(one.id, ())) :]
            at, moved_at = (was.stage, since(was)) if was else (S.RECEIVED, one.received)
            round_began = was.round_began if was else None
            for line in told:
                assert line.before is at
                at = line.stage
                if line.step is Step.MOVED:
                    assert moved_at <= line.at <= max(self.hand.now, moved_at)
                    moved_at = line.at
                    round_began = moved_at if at in {S.NO_SHOW, S.REOPENED} else round_began
                    self.stood[one.id, at] = (moved_at, round_began)
            assert at is one.stage
            assert {line.step for line in told} <= ({Step.UNDONE} if is_undo else set(Step))
            if not is_undo and Step.CORRECTED not in {line.step for line in told}:
                assert (since(one), one.round_began) == (
                    one.received if at is S.RECEIVED else moved_at,
                    round_began,
                )
            self.stood[one.id, one.stage] = (one.moved_at, one.round_began)

    def _visits_agree(self, before: Referral, stage: Stage, awaited: list[Appointment]) -> None:
        """Hold the visits that were awaited to where their referral went."""
        came = {S.ATTENDED: Outcome.ATTENDED, S.NO_SHOW: Outcome.NO_SHOW}
        visits = {one.id: one for one in self.seen.visits(before.id)}
        if stage in came and awaited:
            assert visits[awaited[0].id].outcome is came[stage]
        if stage in ENDED or (before.stage is S.SCHEDULED and stage is S.CONTACTING):
            assert all(visits[one.id].outcome is Outcome.CANCELLED for one in awaited)

    def _due(self, one: Referral) -> dt.datetime | None:
        wall, began = self.wall, since(one)
        visit, ends = one.appointment, one.authorization_expires
        days = {
            S.ATTENDED: self._times("report"),
            S.SCHEDULED: 1,
            **dict.fromkeys(ENDED, self._times("wrap_up")),
        }
        routine = one.urgency is Urgency.ROUTINE
        to_call = self._times("first_contact" if routine else "urgent_contact")
        if one.stage is S.CLOSED:
            return None
        if one.stage is S.REPORTED:
            day = wall.local(began).date() + dt.timedelta(days=self._times("follow_up"))
            return wall.closes(day)
        if one.stage is S.CONTACTING:
            return wall.due(one.round_began or one.received, self._times("schedule"))
        if one.stage is S.SCHEDULED and visit and not (ends and ends < visit):
            return wall.closes(visit)
        return wall.due(began, days.get(one.stage, to_call))

    def _made(self, one: Referral) -> int:
        began = one.round_began or one.received
        return sum(each.at >= began for each in self.seen.tries(one.id))

    def _times(self, name: str) -> int:
        chosen = {one.name: one.value for one in self.seen.all(DeskSetting)}
        default = next(one.default for one in DUE_TIMES if one.name == name)
        return int(chosen.get(name, default))

    def _number(self) -> int:
        with self.desk.db.reading() as connection:
            return self.desk.db.log.last(connection)[0]

    def _look(self) -> Seen:
        db = self.desk.db
        rows: Rows = {}
        for of in KINDS:
            for one in db.page(of, db.ids(of.kind, Query(archived=None))):
                rows[of.kind, one.id] = {k: v for k, v in one.loaded.items() if k not in STAMPS}
        lines: dict[int, tuple[Told, ...]] = {}
        for line in db.page(StageLine, sorted(db.ids(StageLine.kind, Query()))):
            told = Told(line.before, line.stage, line.at, line.step)
            lines[int(line.referral or 0)] = (*lines.get(int(line.referral or 0), ()), told)
        return Seen(rows, lines)

    def _plain(self, seen: Seen) -> Rows:
        return seen.rows


def since(one: Referral) -> dt.datetime:
    return one.moved_at or one.received


def hours_of(text: str) -> Any:
    return Clinic.fields["hours"].parse(text)


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hand]:
    """A clinic in New York whose time does not go on by itself."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system cannot be moved to New York")
    hand = Hand()
    told = SimpleNamespace(datetime=SimpleNamespace(now=lambda _zone: hand.now), UTC=dt.UTC)
    monkeypatch.setattr(database, "dt", told)
    with monkeypatch.context() as east:
        east.setenv("TZ", "America/New_York")
        time.tzset()
        yield hand
    time.tzset()


def run(folder: Path, hand: Hand, **more: Any) -> None:
    numbers = itertools.count()

    def fresh() -> AnyLoop:
        hand.now = BEGINNINGS[0]
        return AnyLoop(make_desk(folder / str(next(numbers))), hand)

    run_state_machine_as_test(
        fresh,  # type: ignore[arg-type]
        settings=settings(deadline=None, **more),
    )


def test_whatever_is_done_the_loop_keeps_its_promises(tmp_path, hand):
    run(tmp_path, hand, max_examples=12, stateful_step_count=20, derandomize=True)


@pytest.mark.long
def test_whatever_is_done_for_long_the_loop_keeps_its_promises(tmp_path, hand):
    run(tmp_path, hand, max_examples=300, stateful_step_count=50)
