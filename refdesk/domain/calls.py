"""Whom to call today, what for, and in which order."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from refdesk.domain.due import TO_BE_CALLED, NextAction
from refdesk.domain.referral import AttemptResult, ContactAttempt, Outcome, Referral, Urgency
from refdesk.domain.stages import Stage
from refdesk.i18n import N_

if TYPE_CHECKING:
    from refdesk.domain.clock import BusinessClock

S = Stage


class CallFor(enum.Enum):
    """What a patient is called for."""

    FIRST = N_("First contact")
    AGAIN = N_("Another try")
    SCHEDULE = N_("To schedule")
    NO_SHOW = N_("No-show, to rebook")
    CANCELLED = N_("Visit cancelled, to rebook")
    FOLLOW_UP = N_("Follow-up after the report")
    AGREED = N_("Call back, as agreed")

    @property
    def label(self) -> str:
        """Its words, to be translated."""
        return str(self.value)


class Turn(enum.Enum):
    """When in the day a call is made."""

    FIRST = N_("Late or urgent")
    AGREED = N_("At the time agreed")
    THEN = N_("After these")

    @property
    def label(self) -> str:
        """Its words, to be translated."""
        return str(self.value)


_LEVEL = {Urgency.EMERGENT: 0, Urgency.URGENT: 1, Urgency.ROUTINE: 2}
_REBOOKED = {Outcome.NO_SHOW: CallFor.NO_SHOW, Outcome.CANCELLED: CallFor.CANCELLED}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A referral whose patient may have to be called, with the attempts that count for it now.

    Args:
        referral: where it stands.
        action: what it waits for.
        tries: the attempts at what it waits for, the first one first.
    """

    referral: Referral = field(repr=False)
    action: NextAction
    tries: Sequence[ContactAttempt] = field(repr=False)

    @property
    def next_try(self) -> dt.datetime | None:
        """When the next try was agreed at the last one."""
        return self.tries[-1].next_try if self.tries else None

    @property
    def is_called(self) -> bool:
        """Whether it is the patient that the referral waits for."""
        stage = self.referral.stage
        if stage in TO_BE_CALLED:
            return self.action is not NextAction.LETTER
        return stage is S.REPORTED and self.action is not NextAction.CLOSE

    def call_for(self, last: Outcome | None) -> CallFor:
        """Return what the patient is called for.

        Args:
            last: what became of the latest appointment whose outcome is known.
        """
        stage = self.referral.stage
        if stage is S.REPORTED:
            return CallFor.FOLLOW_UP
        if stage not in TO_BE_CALLED:
            return CallFor.AGREED
        if last in _REBOOKED:
            return _REBOOKED[last]
        if any(one.result is AttemptResult.REACHED for one in self.tries):
            return CallFor.SCHEDULE
        return CallFor.AGAIN if self.tries else CallFor.FIRST

    def turn(self, now: dt.datetime, clock: BusinessClock) -> Turn | None:
        """Return when today the patient is to be called; None where not today.

        What was agreed decides. Else a call is made today if it is due today, or if the patient
        is to be reached for a visit and nobody has tried today.
        """
        today = clock.day_of(now)
        if self.next_try is not None:
            if clock.day_of(self.next_try) > today:
                return None
            return Turn.AGREED if self.next_try > now else Turn.FIRST
        if not self.is_called:
            return None
        due = self.referral.due
        if due is not None and clock.day_of(due) <= today:
            return Turn.FIRST if due < now or self._level < 2 else Turn.THEN
        if self.referral.stage is S.REPORTED or self._was_tried_on(today, clock):
            return None
        return Turn.FIRST if self._level < 2 else Turn.THEN

    def is_agreed_for_later(self, now: dt.datetime, clock: BusinessClock) -> bool:
        """Tell whether the next try was agreed for a later day."""
        return self.next_try is not None and clock.day_of(self.next_try) > clock.day_of(now)

    def place(self, turn: Turn, now: dt.datetime) -> tuple[int, int, int, dt.datetime, int]:
        """Return what sorts the calls of a day: late ones first, among them the urgent ones."""
        due = self.referral.due or now
        if turn is Turn.AGREED and self.next_try is not None:
            return (1, 0, 0, self.next_try, self.referral.id)
        missed = self.next_try is not None
        in_time = 0 if due < now or missed else 1
        return (0 if turn is Turn.FIRST else 2, in_time, self._level, due, self.referral.id)

    @property
    def _level(self) -> int:
        return _LEVEL[self.referral.urgency]

    def _was_tried_on(self, day: dt.date, clock: BusinessClock) -> bool:
        return any(clock.day_of(one.at) == day for one in self.tries)


def tries_that_count(
    referral: Referral, attempts: Sequence[ContactAttempt]
) -> tuple[ContactAttempt, ...]:
    """Return the attempts at what a referral waits for now: of this round, or at this stage."""
    if referral.stage in TO_BE_CALLED:
        since = referral.round_began or referral.received
    else:
        since = referral.moved_at or referral.received
    return tuple(one for one in attempts if one.at >= since)
