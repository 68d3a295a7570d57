"""Reading referrals on their way to a closed loop: which are open, and what each waits for."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from refdesk.domain.due import NextAction, next_action
from refdesk.domain.history import StageLine
from refdesk.domain.record import Record
from refdesk.domain.referral import (
    Appointment,
    AttemptResult,
    ContactAttempt,
    Referral,
    Urgency,
)
from refdesk.domain.stages import MOVES, Stage
from refdesk.services.loop_rules import Rules, rules_of
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.store.listing import Filter, Match, Query

R = TypeVar("R", bound=Record)


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


class LoopReading:
    """Reads loops, and what belongs to them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._records = Records(desk)

    @cached_property
    def _rules(self) -> Rules:
        return self.rules()

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

    def possible(self, referral_id: int) -> tuple[Stage, ...]:
        """Return where a referral can go from where it stands."""
        return MOVES[self._records.get(Referral, referral_id).stage]

    # Inside

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
