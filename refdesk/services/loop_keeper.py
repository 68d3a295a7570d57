"""What follows from every change of a referral: its history, its dates, its due time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from refdesk.domain.due import ENDED, due
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Ref
from refdesk.domain.history import StageLine, Step, first_move
from refdesk.domain.referral import (
    Appointment,
    ContactAttempt,
    Outcome,
    Referral,
    too_few,
    too_late,
)
from refdesk.domain.stages import Stage, may_move
from refdesk.domain.user import User
from refdesk.i18n import N_
from refdesk.services.loop_beside import Beside
from refdesk.services.loop_rules import Rules, rules_of
from refdesk.services.loop_touches import (
    Touched,
    V,
    batches,
    by_referral,
    stage_of,
    touched_by,
)
from refdesk.store.listing import Filter, Match, Query

if TYPE_CHECKING:
    from refdesk.store.database import Database
    from refdesk.store.pending import Image
    from refdesk.store.work import Work

S = Stage
NEW_ROUND = frozenset({S.NO_SHOW, S.REOPENED})
"""Stages at which a new round of calls begins."""
_CALLED = frozenset({S.RECEIVED, S.NO_SHOW, S.REOPENED})
_BEFORE_VISIT = frozenset({S.RECEIVED, S.CONTACTING})
_RULES = "loop_rules"
TOLD = "loops_told"
"""Among the notes of a change that writes the history of its referrals itself, whole."""
CORRECTED = "loops_corrected"
"""The referrals of a change whose stage is corrected, not moved."""
_CAME = {Outcome.ATTENDED: S.ATTENDED, Outcome.NO_SHOW: S.NO_SHOW}
_OUTCOMES = {stage: outcome for outcome, stage in _CAME.items()}


class LoopKeeper:
    """Keeps stage history, stage dates and due times, whoever changes a referral and how.

    A move of any kind writes a line of history; an attempt or an appointment takes its referral
    along. Due times follow from the referral's own dates, and are reckoned anew whenever one of
    those, the clinic's hours or a setting changes.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    def begin(self, work: Work, kind: str, row_id: int, image: Image) -> None:
        """Give a new referral its dates and its due time."""
        if kind != Referral.kind:
            return
        if image["moved_at"] is None:
            image["moved_at"] = image["received"]
            if image["stage"] != S.RECEIVED.value:  # it comes as it stands: since when, nobody says
                image["moved_at"] = max(work.at, str(image["received"]))
        if image["owner"] is None:
            image["owner"] = work.user_id
        image["due"] = self._due(work, Referral.from_plain(row_id, image))

    def settle(self, work: Work, *, is_undo: bool) -> None:
        """Write history and dates of the referrals that a change has touched.

        Raises:
            UserError: a referral would count as not reached after too few attempts, or the
                clinic has no business day within a year.
        """
        work.flush()
        touched = touched_by(work.entries, is_undo=is_undo)
        if touched.is_empty or TOLD in work.notes:
            return
        if touched.all_open:
            work.notes.pop(_RULES, None)
        if is_undo:
            self._note_undone(work, touched)
            self._note_visits(work, touched)
        else:
            self._follow(work, touched)
        again = touched.referrals
        if touched.all_open:
            again = again | self._open_ids()
        for some in batches(sorted(again)):
            self._reckon(work, some)

    def catch_up(self) -> None:
        """Reckon every open loop; for a desk that comes from a version without due times."""
        with self._db.change(N_("Due times"), by=None) as work:
            for some in batches(sorted(self._open_ids())):
                self._reckon(work, some)

    # Inside

    def _of_work(self, work: Work) -> Rules:
        rules = work.notes.get(_RULES)
        if not isinstance(rules, Rules):
            rules = work.notes[_RULES] = rules_of(self._db, work)
        return rules

    def _due(self, work: Work, referral: Referral) -> str | None:
        rules = self._of_work(work)
        moment = due(referral, rules.clock, rules.times)
        return Referral.fields["due"].to_plain(moment)  # type: ignore[return-value]  # a moment's

    def _reckon(self, work: Work, ids: Iterable[int]) -> None:
        for row_id, image in work.images(Referral.kind, list(ids)).items():
            moment = self._due(work, Referral.from_plain(row_id, image))
            if moment != image["due"]:
                work.derive(Referral.kind, row_id, {"due": moment})

    def _open_ids(self) -> set[int]:
        stage = Filter(Referral.fields["stage"], Match.NONE_OF, [S.CLOSED.value])
        return set(self._db.ids(Referral.kind, Query(filters=(stage,), archived=None)))

    def _note_undone(self, work: Work, touched: Touched) -> None:
        there = work.images(Referral.kind, sorted(touched.moved))
        for row_id, before in touched.moved.items():
            image = there.get(row_id)
            if image is not None:
                after = stage_of(image)
                work.add(_line(work, row_id, before, after, _moment(work.at), Step.UNDONE))

    def _note_visits(self, work: Work, touched: Touched) -> None:
        """Note the visits to come anew where undoing has brought visits back, or taken some."""
        seen = by_referral(work, Appointment, touched.visits)
        for some in batches(sorted({*seen, *touched.unbooked})):
            beside = Beside(self._db, work, some, _of(seen, some))
            for row_id, image in work.images(Referral.kind, some).items():
                referral = Referral.from_plain(row_id, image)
                _note_next(referral, beside.awaited(row_id))
                work.save(referral)
                touched.referrals.add(row_id)

    def _follow(self, work: Work, touched: Touched) -> None:
        attempts = by_referral(work, ContactAttempt, touched.attempts)
        visits = by_referral(work, Appointment, touched.visits)
        concerned = {*touched.moved, *touched.came, *attempts, *visits, *touched.unbooked}
        for some in batches(sorted(concerned)):
            beside = Beside(self._db, work, some, _of(visits, some), _of(attempts, some))
            for row_id, image in work.images(Referral.kind, some).items():
                referral = Referral.from_plain(row_id, image)
                seen = visits.get(row_id, [])
                decided = [one for one in seen if one.id in touched.decided]
                if row_id in touched.came:
                    before = touched.moved.get(row_id, referral.stage)
                    self._came_otherwise(referral, before, touched.came[row_id])
                if row_id in touched.moved:
                    decided = self._moved(work, referral, touched.moved[row_id], beside, decided)
                since = referral.moved_at or referral.received
                calls = [one.at for one in attempts.get(row_id, []) if one.at >= since]
                if calls and referral.stage in _CALLED:
                    self._go(work, referral, S.CONTACTING, min(calls))
                if decided or row_id in visits or row_id in touched.unbooked:
                    _note_next(referral, beside.awaited(row_id))
                    self._visited(work, referral, decided)
                work.save(referral)
                touched.referrals.add(row_id)

    def _moved(
        self,
        work: Work,
        referral: Referral,
        before: Stage,
        beside: Beside,
        decided: list[Appointment],
    ) -> list[Appointment]:
        """Tell a move; return the visits that are decided by now.

        Raises:
            UserError: the patient would count as not reached after too few attempts.
        """
        if referral.stage is S.UNABLE_TO_REACH:
            made, enough = beside.tries(referral), self._of_work(work).times.tries
            if made < enough:
                problem = too_few(made, enough)
                raise UserError(problem.message, (problem,))
        if referral.id in work.notes.get(CORRECTED, ()):
            return decided
        decided = decided or _settle_visits(work, referral, before, beside)
        at = self._came_at(work, referral, decided)
        work.add(_line(work, referral.id, before, referral.stage, at, Step.MOVED))
        _date(referral, at)
        return decided

    def _came_otherwise(self, referral: Referral, before: Stage, old: str) -> None:
        """Let a referral that waits for its first call wait from when it came.

        Raises:
            UserError: it would have come after it was moved.
        """
        if before is S.RECEIVED:
            if referral.moved_at == _moment(old):
                referral.moved_at = referral.received
            return
        of = Filter(StageLine.fields["referral"], plain=referral.id)
        ids = sorted(self._db.ids(StageLine.kind, Query(filters=(of,))))
        first = first_move(self._db.page(StageLine, ids))
        if first is not None and first.at < referral.received:
            problem = too_late(first.stage, first.at)
            raise UserError(problem.message, (problem,))

    def _came_at(self, work: Work, referral: Referral, decided: list[Appointment]) -> dt.datetime:
        """Return when a referral came to its stage: when its visit was, else now."""
        told = [self._begins(work, one) for one in decided if _came_to(one) is referral.stage]
        return _within(work, referral, told[-1] if told else None)

    def _begins(self, work: Work, one: Appointment) -> dt.datetime:
        clock = self._of_work(work).clock
        return clock.at(one.date, one.time) if one.time else clock.opens(one.date)

    def _go(self, work: Work, referral: Referral, stage: Stage, at: dt.datetime | None) -> None:
        """Take a referral along to a stage, if it may go there."""
        if not may_move(referral.stage, stage):
            return
        work.save(referral)  # where it stands is recorded, though it goes on at once
        at = _within(work, referral, at)
        work.add(_line(work, referral.id, referral.stage, stage, at, Step.MOVED))
        referral.stage = stage
        _date(referral, at)

    def _visited(self, work: Work, referral: Referral, decided: list[Appointment]) -> None:
        """Take the referral along with what was agreed, or with what came of it."""
        clock = self._of_work(work).clock
        since = clock.day_of(referral.moved_at or referral.received)
        for one in sorted(decided, key=lambda one: (one.date, one.id)):
            stage, is_new_round = _came_to(one), referral.stage in NEW_ROUND
            is_of_before = one.date < since or (one.date == since and is_new_round and one.outcome)
            if stage is referral.stage or (is_of_before and referral.stage not in _BEFORE_VISIT):
                continue  # it is told already, or history that is entered late
            if one.outcome is None:
                self._go(work, referral, S.SCHEDULED, None)
            elif stage is not None:
                if not may_move(referral.stage, stage):
                    self._go(work, referral, S.SCHEDULED, None)
                self._go(work, referral, stage, self._begins(work, one))
            elif referral.appointment is None and referral.stage is S.SCHEDULED:
                self._go(work, referral, S.CONTACTING, None)


def _settle_visits(
    work: Work, referral: Referral, before: Stage, beside: Beside
) -> list[Appointment]:
    """Say of the visits that were awaited what became of them, as the move tells."""
    if referral.stage in _OUTCOMES:
        settled, outcome = beside.awaited(referral.id)[:1], _OUTCOMES[referral.stage]
    elif referral.stage in ENDED or (before, referral.stage) == (S.SCHEDULED, S.CONTACTING):
        settled, outcome = beside.awaited(referral.id), Outcome.CANCELLED
    else:
        return []
    for one in settled:
        one.outcome = outcome
        work.save(one)
    return settled


def _note_next(referral: Referral, awaited: list[Appointment]) -> None:
    """Note the first visit that is still to come."""
    referral.appointment = awaited[0].date if awaited else None


def _of(by_id: dict[int, list[V]], ids: list[int]) -> list[V]:
    return [one for row_id in ids for one in by_id.get(row_id, [])]


def _within(work: Work, referral: Referral, at: dt.datetime | None) -> dt.datetime:
    """Return when a stage begins: not later than now, and never before the one that it follows."""
    now = _moment(work.at)
    return max(min(at or now, now), referral.moved_at or referral.received)


def _came_to(one: Appointment) -> Stage | None:
    return _CAME.get(one.outcome) if one.outcome else None


def _line(
    work: Work, row_id: int, before: Stage, stage: Stage, at: dt.datetime, step: Step
) -> StageLine:
    by: Ref[User] | None = Ref(work.user_id) if work.user_id else None
    return StageLine(referral=row_id, before=before, stage=stage, at=at, by=by, step=step)


def _date(referral: Referral, at: dt.datetime) -> None:
    referral.moved_at = at
    if referral.stage in NEW_ROUND:
        referral.round_began = at


def _moment(plain: str) -> dt.datetime:
    found = Referral.fields["moved_at"].from_plain(plain)
    if not isinstance(found, dt.datetime):
        raise TypeError("a change has its moment")
    return found
