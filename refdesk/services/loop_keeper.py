"""What follows from every change of a referral: its history, its dates, its due time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from refdesk.domain.due import due
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Ref
from refdesk.domain.history import StageLine, Step
from refdesk.domain.referral import Appointment, ContactAttempt, Outcome, Referral
from refdesk.domain.stages import Stage, may_move
from refdesk.domain.user import User
from refdesk.i18n import N_, _
from refdesk.services.loop_rules import Rules, rules_of
from refdesk.services.loop_touches import Touched, batches, by_referral, stage_of, touched_by
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

    def _follow(self, work: Work, touched: Touched) -> None:
        told = work.notes.get(CORRECTED, set())
        attempts = by_referral(work, ContactAttempt, touched.attempts)
        visits = by_referral(work, Appointment, touched.visits)
        concerned = sorted({*touched.moved, *attempts, *visits, *touched.unbooked})
        for some in batches(concerned):
            for row_id, image in work.images(Referral.kind, some).items():
                referral = Referral.from_plain(row_id, image)
                before = touched.moved.get(row_id)
                tries, seen = attempts.get(row_id, []), visits.get(row_id, [])
                decided = [one for one in seen if one.id in touched.decided]
                if referral.stage is S.UNABLE_TO_REACH and before is not None:
                    self._require_tries(work, referral, tries)
                if before is not None and row_id not in told:
                    at = self._came_at(work, referral, decided)
                    work.add(_line(work, row_id, before, referral.stage, at, Step.MOVED))
                    _date(referral, at)
                since = referral.moved_at or referral.received
                calls = [one.at for one in tries if one.at >= since]
                if calls and referral.stage in _CALLED:
                    self._go(work, referral, S.CONTACTING, min(calls))
                if row_id in visits or row_id in touched.unbooked:
                    self._note_next(work, referral, seen)
                    self._visited(work, referral, decided)
                work.save(referral)
                touched.referrals.add(row_id)

    def _came_at(self, work: Work, referral: Referral, decided: list[Appointment]) -> dt.datetime:
        """Return when a referral came to its stage: when its visit was, else now."""
        told = [self._begins(work, one) for one in decided if _came_to(one) is referral.stage]
        now = _moment(work.at)
        return min(max(told[-1] if told else now, referral.moved_at or referral.received), now)

    def _begins(self, work: Work, one: Appointment) -> dt.datetime:
        clock = self._of_work(work).clock
        return clock.at(one.date, one.time) if one.time else clock.opens(one.date)

    def _go(self, work: Work, referral: Referral, stage: Stage, at: dt.datetime | None) -> None:
        """Take a referral along to a stage, if it may go there."""
        if not may_move(referral.stage, stage):
            return
        now = _moment(work.at)
        at = min(max(at or now, referral.moved_at or referral.received), now)
        work.add(_line(work, referral.id, referral.stage, stage, at, Step.MOVED))
        referral.stage = stage
        _date(referral, at)

    def _note_next(self, work: Work, referral: Referral, seen: list[Appointment]) -> None:
        """Note the first appointment that is still to come."""
        of = Filter(Appointment.fields["referral"], plain=referral.id)
        ids = {*self._db.ids(Appointment.kind, Query(filters=(of,))), *(one.id for one in seen)}
        images = work.images(Appointment.kind, sorted(ids))
        known = (Appointment.from_plain(row_id, image) for row_id, image in images.items())
        days = [one.date for one in known if one.outcome is None and not one.archived]
        referral.appointment = min(days, default=None)

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

    def _require_tries(self, work: Work, referral: Referral, tries: list[ContactAttempt]) -> None:
        of = Filter(ContactAttempt.fields["referral"], plain=referral.id)
        ids = {*self._db.ids(ContactAttempt.kind, Query(filters=(of,))), *(one.id for one in tries)}
        began = referral.round_began or referral.received
        images = work.images(ContactAttempt.kind, sorted(ids))
        made = sum(
            ContactAttempt.from_plain(row_id, image).at >= began for row_id, image in images.items()
        )
        enough = self._of_work(work).times.tries
        if made < enough:
            problem = Referral.fields["stage"].problem(
                _(
                    "cannot go to Not reached after {made} of {enough} attempts. Log each attempt "
                    "first."
                ).format(made=made, enough=enough)
            )
            raise UserError(problem.message, (problem,))


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
