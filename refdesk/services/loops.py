"""Referrals on their way to a closed loop: what each waits for, and how it moves on."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from refdesk.domain.due import NextAction, next_action
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Ref
from refdesk.domain.history import StageLine, Step
from refdesk.domain.record import Record
from refdesk.domain.referral import (
    Appointment,
    AttemptResult,
    ContactAttempt,
    Outcome,
    Referral,
    Urgency,
)
from refdesk.domain.stages import MOVES, Stage
from refdesk.domain.user import User
from refdesk.i18n import _
from refdesk.services.loop_keeper import CORRECTED
from refdesk.services.loop_moves import typed_wish
from refdesk.services.loop_past import last_stood, marked_visit
from refdesk.services.loop_rules import Rules, rules_of
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.store.listing import Filter, Match, Query

R = TypeVar("R", bound=Record)
S = Stage


@dataclass(frozen=True, slots=True)
class OpenLoop:
    """One referral as a list shows it: where it stands, since when, and what it waits for.

    `age` is in business days since it came; `late` in business days past its due time, 0 for one
    that fell due today.
    """

    referral: Referral
    patient: str = field(repr=False)
    practice: str
    action: NextAction
    tries: int
    last_try: AttemptResult | None
    age: int
    is_overdue: bool
    late: int
    attempts: Sequence[ContactAttempt] = field(repr=False)
    """All tries to reach the patient, the first one first; `tries` counts those of this round."""
    still_days: int
    """Calendar days since it moved, where that is longer than the clinic has set; else 0."""

    @property
    def is_urgent(self) -> bool:
        """Whether it was called urgent or emergent."""
        return self.referral.urgency is not Urgency.ROUTINE


class Loops:
    """Reads open loops, and moves them on; each move is one change."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._records = Records(desk)

    @cached_property
    def _rules(self) -> Rules:
        return self.rules()

    # Reading

    def open_ids(
        self,
        *,
        stages: Iterable[Stage] = (),
        until: dt.datetime | None = None,
        after: dt.datetime | None = None,
        owner: int | None = None,
        urgent: bool = False,
    ) -> list[int]:
        """Return the open loops in the order in which they are due.

        Args:
            stages: those at one of these; at any when empty.
            until: those that are due before this moment; at now, the overdue ones.
            after: those that are due at it or after it.
            owner: those of this user.
            urgent: only those that are not routine.
        """
        own = Referral.fields
        plain = own["due"].to_plain
        wanted = [Filter(own["due"], Match.FILLED)]
        codes = [stage.value for stage in stages]
        if codes:
            wanted.append(Filter(own["stage"], Match.ANY_OF, codes))
        if until is not None:
            last = until - dt.timedelta.resolution
            wanted.append(Filter(own["due"], Match.TO, plain(last)))
        if after is not None:
            wanted.append(Filter(own["due"], Match.FROM, plain(after)))
        if owner is not None:
            wanted.append(Filter(own["owner"], plain=owner))
        if urgent:
            wanted.append(Filter(own["urgency"], Match.NONE_OF, [Urgency.ROUTINE.value]))
        query = Query(filters=tuple(wanted), sort=own["due"])
        return list(self._records.ids(Referral, query))

    def still_ids(self, now: dt.datetime, owner: int | None = None) -> list[int]:
        """Return the loops not due yet that nobody has moved for longer than the clinic has set."""
        own = Referral.fields
        before = now - dt.timedelta(days=self._rules.times.still)
        wanted = [
            Filter(own["due"], Match.FROM, own["due"].to_plain(now)),
            Filter(own["moved_at"], Match.TO, own["moved_at"].to_plain(before)),
        ]
        if owner is not None:
            wanted.append(Filter(own["owner"], plain=owner))
        query = Query(filters=tuple(wanted), sort=own["due"])  # by what few open loops have
        return list(self._records.ids(Referral, query))

    def open_count(self, owner: int | None = None) -> int:
        """Return how many loops are open, of one user or of everybody."""
        own = Referral.fields
        wanted = [Filter(own["due"], Match.FILLED)]
        if owner is not None:
            wanted.append(Filter(own["owner"], plain=owner))
        return self._desk.db.count(Referral.kind, Query(filters=tuple(wanted)))

    def shown(self, ids: Sequence[int], now: dt.datetime) -> list[OpenLoop]:
        """Return loops as a list shows them, in the order of `ids`."""
        referrals = self._records.page(Referral, ids)
        rules = self._rules
        patients = self._records.titles("patient", sorted({int(one.patient) for one in referrals}))
        sent = {int(one.referring_practice) for one in referrals if one.referring_practice}
        practices = self._records.titles("practice", sorted(sent))
        tries = self.attempts([one.id for one in referrals])
        return [
            self._shown(
                one,
                patients.get(int(one.patient), ""),
                practices.get(int(one.referring_practice or 0), ""),
                tries[one.id],
                rules,
                now,
            )
            for one in referrals
        ]

    def one(self, referral_id: int, now: dt.datetime) -> OpenLoop:
        """Return one loop, open or closed.

        Raises:
            UserError: there is none of that number.
        """
        self._records.get(Referral, referral_id)
        return self.shown([referral_id], now)[0]

    def history(self, referral_id: int) -> list[StageLine]:
        """Return the moves of a referral, the first one first."""
        of = Filter(StageLine.fields["referral"], plain=referral_id)
        lines = self._records.page(StageLine, self._records.ids(StageLine, Query(filters=(of,))))
        return sorted(lines, key=lambda line: line.id)

    def attempts(self, referral_ids: Sequence[int]) -> dict[int, list[ContactAttempt]]:
        """Return the attempts to reach each patient, the first one first."""
        found: dict[int, list[ContactAttempt]] = defaultdict(list)
        for one in self.beside(ContactAttempt, referral_ids):
            found[int(one.referral)].append(one)
        for tries in found.values():
            tries.sort(key=lambda one: (one.at, one.id))
        return found

    def appointments(self, referral_id: int) -> list[Appointment]:
        """Return the appointments of a referral by day."""
        return sorted(self.beside(Appointment, [referral_id]), key=lambda one: (one.date, one.id))

    def beside(self, of: type[R], referral_ids: Sequence[int]) -> list[R]:
        """Return the records of a kind that belong to these referrals, in order of entry."""
        if not referral_ids:
            return []
        wanted = Filter(of.fields["referral"], Match.ANY_OF, list(referral_ids))
        # Archived ones too: asked for, they would lead the search past the index on referrals.
        query = Query(filters=(wanted,), archived=None)
        found = self._records.page(of, self._records.ids(of, query))
        return [one for one in found if not one.archived]

    def rules(self) -> Rules:
        """Return the clinic's clock and due times."""
        return rules_of(self._desk.db)

    def today(self) -> dt.date:
        """Return the day it is at the clinic."""
        return self.rules().clock.day_of(dt.datetime.now(dt.UTC))

    # Moving

    def move(
        self, referral_id: int, stage: Stage, values: Mapping[str, str] | None = None
    ) -> Referral:
        """Move a referral on, with what belongs to the move.

        `values` are typed, by field: of the referral, for `scheduled` of the appointment too
        (date, time, provider), for `contacting` of the attempt (result, how, next_try).

        Raises:
            UserError: it cannot go there from where it stands (the sentence names where it can),
                or something that the move needs is missing; nothing was saved.
        """
        referral = self._records.get(Referral, referral_id)
        wish = typed_wish(self._records.typed, stage, values or {}, self.today)
        after, record = wish.moved(referral), wish.record(referral_id)
        label = _("Move referral to {stage}").format(stage=_(stage.label).lower())
        with self._desk.db.change(label, by=self._desk.user.id) as work:
            if record is not None:
                self._records.check(work, record, None)
            self._records.check(work, after, referral)
            work.save(after)
            if record is not None:
                work.add(record)
        return self._records.get(Referral, referral_id)

    def correct(self, referral_id: int, stage: Stage, why: str) -> Referral:
        """Put a referral back to a stage it had, for it was moved by mistake.

        The mistake stays in the history, and so does the correction.

        Raises:
            UserError: it never was at that stage, or no reason is given.
        """
        referral = self._records.get(Referral, referral_id)
        if stage is referral.stage:
            raise UserError(_("This referral is at {stage} already.").format(stage=_(stage.label)))
        stood = last_stood(self._desk.db, referral, self.history(referral_id), stage)
        if stood is None:
            raise UserError(_("This referral was never at {stage}.").format(stage=_(stage.label)))
        if not why.strip():
            raise UserError(_("Say why the stage is corrected."))
        marked = marked_visit(referral.stage, self.appointments(referral_id))
        visit = marked if stage is S.SCHEDULED else None
        label = _("Correct the stage to {stage}").format(stage=_(stage.label).lower())
        with self._desk.db.change(label, by=self._desk.user.id) as work:
            work.notes[CORRECTED] = {referral_id}
            before, referral.stage = referral.stage, stage
            referral.moved_at, referral.round_began = stood
            by: Ref[User] = Ref(self._desk.user.id)
            work.add(
                StageLine(
                    referral=referral_id,
                    before=before,
                    stage=stage,
                    at=dt.datetime.fromisoformat(work.at),
                    by=by,
                    step=Step.CORRECTED,
                    why=why.strip()[:500],
                )
            )
            work.save(referral)
            if visit is not None:
                visit.outcome = None
                work.save(visit)
        return self._records.get(Referral, referral_id)

    def cancel_visit(self, referral_id: int) -> Appointment:
        """Cancel the appointment that is to come; the patient has to be called again.

        Raises:
            UserError: there is none.
        """
        visit = self._awaited(referral_id)
        if visit is None:
            raise UserError(_("No appointment is entered that could be cancelled."))
        visit.outcome = Outcome.CANCELLED
        return self._records.save(visit)

    def reschedule(self, visit: Appointment) -> Appointment:
        """Put another day in the place of the one that is to come, which stays as rescheduled.

        Both are one change. `visit` is new; it names its referral.

        Raises:
            UserError: no appointment is to come, or something is missing; nothing was saved.
        """
        before = self._awaited(int(visit.referral))
        if before is None:
            raise UserError(_("No appointment is entered that could be rescheduled."))
        before.outcome = Outcome.RESCHEDULED
        with self._desk.db.change(_("Reschedule visit"), by=self._desk.user.id) as work:
            self._records.check(work, visit, None)
            work.save(before)
            return work.add(visit)

    def log_attempt(self, referral_id: int, values: Mapping[str, str]) -> ContactAttempt:
        """Note an attempt to reach the patient; the first one moves the referral to Contacting.

        Raises:
            UserError: with all problems; nothing was saved.
        """
        given = {"by": str(self._desk.user.id), **values, "referral": str(referral_id)}
        return self._records.add(ContactAttempt, given)

    def possible(self, referral_id: int) -> tuple[Stage, ...]:
        """Return where a referral can go from where it stands."""
        return MOVES[self._records.get(Referral, referral_id).stage]

    # Inside

    def _awaited(self, referral_id: int) -> Appointment | None:
        """Return the appointment that is to come, or whose outcome nobody has said yet."""
        return next((one for one in self.appointments(referral_id) if one.outcome is None), None)

    def _shown(
        self,
        referral: Referral,
        patient: str,
        practice: str,
        attempts: Sequence[ContactAttempt],
        rules: Rules,
        now: dt.datetime,
    ) -> OpenLoop:
        began = referral.round_began or referral.received
        tries = [one for one in attempts if one.at >= began]
        clock, times = rules.clock, rules.times
        reached = any(one.result is AttemptResult.REACHED for one in tries)
        action = next_action(
            referral, clock.day_of(now), tries=len(tries), reached=reached, enough=times.tries
        )
        is_open = referral.due is not None
        is_overdue = referral.due is not None and referral.due < now
        unmoved = (now - (referral.moved_at or referral.received)).days
        still = unmoved if is_open and unmoved >= times.still else 0
        if still and not is_overdue:
            action = NextAction.REVIEW
        return OpenLoop(
            referral,
            patient,
            practice,
            action,
            len(tries),
            tries[-1].result if tries else None,
            max(0, clock.business_days(referral.received, now)),
            is_overdue,
            clock.business_days(referral.due, now) if is_overdue and referral.due else 0,
            attempts,
            still,
        )
