"""The patients to be called today, in the order in which to call them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from refdesk.domain.calls import CallFor, Turn, Waiting, tries_that_count
from refdesk.domain.due import TO_BE_CALLED, next_action
from refdesk.domain.patient import Patient
from refdesk.domain.referral import Appointment, AttemptResult, ContactAttempt, Outcome, Referral
from refdesk.domain.stages import Stage
from refdesk.services.loop_reading import LoopReading, OpenLoop
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.store.listing import Filter, Match, Query
from refdesk.store.rows import batches

MOST = 99
"""Calls that one person makes in a day, and more."""
AT_ONCE = 500
"""Referrals read at a time."""
MISSED = dt.timedelta(days=14)
"""For so long a next try that nobody made is still made up for."""


@dataclass(frozen=True, slots=True)
class CallToMake:
    """One call: whom, what for, and when in the day."""

    loop: OpenLoop = field(repr=False)
    patient: Patient = field(repr=False)
    waiting: Waiting
    reason: CallFor
    turn: Turn


@dataclass(frozen=True, slots=True)
class CallsToMake:
    """The calls of a day in their order, at most `MOST` of all `count`.

    `later` patients are left out because a later day was agreed with them.
    """

    calls: tuple[CallToMake, ...]
    count: int = 0
    later: int = 0


class Calls:
    """Finds out whom to call."""

    def __init__(self, desk: Desk) -> None:
        self._records = Records(desk)
        self._loops = LoopReading(desk)

    def today(self, now: dt.datetime, owner: int | None = None) -> CallsToMake:
        """Return the calls of the day on which `now` is.

        Args:
            now: the moment.
            owner: whose referrals; everybody's where None.
        """
        clock = self._loops.rules().clock
        chosen: list[tuple[Turn, Waiting]] = []
        later = 0
        for waiting in self._waiting(now, owner):
            turn = waiting.turn(now, clock)
            if turn is not None:
                chosen.append((turn, waiting))
            elif waiting.is_called and waiting.is_agreed_for_later(now, clock):
                later += 1
        chosen.sort(key=lambda one: one[1].place(one[0], now))
        first = chosen[:MOST]
        ids = [waiting.referral.id for _turn, waiting in first]
        loops = {loop.referral.id: loop for loop in self._loops.shown(ids, now)}
        patients = self._patients(loops.values())
        outcomes = self.outcomes(ids)
        calls = tuple(
            CallToMake(
                loops[waiting.referral.id],
                patients[int(waiting.referral.patient)],
                waiting,
                waiting.call_for(outcomes.get(waiting.referral.id)),
                turn,
            )
            for turn, waiting in first
        )
        return CallsToMake(calls, len(chosen), later)

    def put_off(self, now: dt.datetime) -> frozenset[int]:
        """Return the referrals whose patient is to be called, but agreed to a later moment."""
        agreed = dict.fromkeys(int(one.referral) for one in self.agreed(now))
        return frozenset(
            one.referral.id
            for one in self.waiting(list(agreed), now)
            if one.is_called and one.next_try is not None and one.next_try > now
        )

    def agreed(self, since: dt.datetime, until: dt.datetime | None = None) -> list[ContactAttempt]:
        """Return the attempts at which a next try was agreed, between two moments or after one."""
        own = ContactAttempt.fields["next_try"]
        between = [Filter(own, Match.FROM, own.to_plain(since))]
        if until is not None:
            between.append(Filter(own, Match.TO, own.to_plain(until)))
        query = Query(filters=tuple(between), sort=own)
        return self._records.page(ContactAttempt, self._records.ids(ContactAttempt, query))

    def waiting(self, referral_ids: Sequence[int], now: dt.datetime) -> list[Waiting]:
        """Return those of these referrals whose loop is open, with what they wait for."""
        rules = self._loops.rules()
        today, enough = rules.clock.day_of(now), rules.times.tries
        found: list[Waiting] = []
        for some in batches(referral_ids, AT_ONCE):
            attempts = self._loops.attempts(some)
            for referral in self._records.page(Referral, some):
                if referral.due is None or referral.archived:
                    continue
                tries = tries_that_count(referral, attempts.get(referral.id, ()))
                reached = any(one.result is AttemptResult.REACHED for one in tries)
                action = next_action(
                    referral, today, tries=len(tries), reached=reached, enough=enough
                )
                found.append(Waiting(referral, action, tries))
        return found

    def outcomes(self, referral_ids: Sequence[int]) -> dict[int, Outcome]:
        """Return what became of the latest appointment of each referral that had one."""
        visits = self._loops.beside(Appointment, referral_ids)
        known = sorted(visits, key=lambda one: (one.date, one.id))
        return {int(one.referral): one.outcome for one in known if one.outcome is not None}

    def _waiting(self, now: dt.datetime, owner: int | None) -> list[Waiting]:
        clock = self._loops.rules().clock
        tonight = clock.at(clock.day_of(now), dt.time(23, 59, 59))
        to_be_called = self._loops.open_ids(stages=TO_BE_CALLED, owner=owner)
        told = self._loops.open_ids(stages=(Stage.REPORTED,), until=tonight, owner=owner)
        agreed = [int(one.referral) for one in self.agreed(now - MISSED, tonight)]
        found = self.waiting(list(dict.fromkeys((*to_be_called, *told, *agreed))), now)
        return [one for one in found if owner is None or one.referral.owner == owner]

    def _patients(self, loops: Iterable[OpenLoop]) -> Mapping[int, Patient]:
        ids = sorted({int(loop.referral.patient) for loop in loops})
        return {one.id: one for one in self._records.page(Patient, ids)}
