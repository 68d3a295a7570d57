"""The calls and appointments behind the referrals of the sample desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from refdesk.domain.fields import Ref
from refdesk.domain.practice import Channel
from refdesk.domain.referral import Appointment, AttemptResult, ContactAttempt, Outcome
from refdesk.domain.stages import Stage
from refdesk.services import sample_words as words
from refdesk.services.sample_loops import Loop, Loops
from refdesk.services.sample_phrases import NEVER_REACHED
from refdesk.services.sample_rhythm import Rhythm

S = Stage
_MISSED = (
    *(AttemptResult.LEFT_MESSAGE, AttemptResult.LEFT_MESSAGE, AttemptResult.NO_ANSWER),
    *(AttemptResult.NO_ANSWER, AttemptResult.CALL_BACK, AttemptResult.WRONG_NUMBER),
)
_NEVER_BOOKED = (
    S.RECEIVED,
    S.CONTACTING,
    S.UNABLE_TO_REACH,
    S.DECLINED_BY_PATIENT,
    S.DECLINED_BY_US,
)
_OUTCOMES = {S.NO_SHOW: Outcome.NO_SHOW, S.CANCELLED: Outcome.CANCELLED, S.SCHEDULED: None}
TRIES = 3


class Calls:
    """Makes the attempts and appointments that fit the stages."""

    def __init__(
        self, dice: words.Dice, rhythm: Rhythm, loops: Loops, callers: Sequence[int]
    ) -> None:
        self._dice = dice
        self._rhythm = rhythm
        self._loops = loops
        self._callers = callers

    def attempts(self, loops: Sequence[Loop]) -> Iterator[ContactAttempt]:
        """Yield how each patient was called, one try a day."""
        for loop in loops:
            results = self._results(loop)
            for number, result in enumerate(results):
                attempt = ContactAttempt(
                    referral=Ref(loop.referral.id),
                    at=self._moment(loop, number),
                    by=Ref(self._dice.one(self._callers)),
                    how=Channel.EMAIL if self._dice.is_so(0.06) else Channel.PHONE,
                    result=result,
                )
                if result is not AttemptResult.REACHED:
                    attempt.next_try = self._next_try(loop, number, len(results))
                yield attempt

    def appointments(self, loops: Sequence[Loop]) -> Iterator[Appointment]:
        """Yield the days agreed, those that came to nothing before the one that did."""
        for loop in loops:
            stage, referral = loop.referral.stage, loop.referral
            if stage in _NEVER_BOOKED or (stage is S.CLOSED and referral.report_sent is None):
                continue
            earlier = range(loop.came + TRIES, min(loop.seen - 1, self._rhythm.last + 1))
            if earlier and self._dice.is_so(0.2):
                lost = self._dice.one((Outcome.RESCHEDULED, Outcome.RESCHEDULED, Outcome.NO_SHOW))
                yield self._appointment(loop, self._dice.one(earlier), lost)
            yield self._appointment(loop, loop.seen, _OUTCOMES.get(stage, Outcome.ATTENDED))

    def _results(self, loop: Loop) -> list[AttemptResult]:
        stage, dice = loop.referral.stage, self._dice
        if stage in {S.RECEIVED, S.DECLINED_BY_US}:
            return []
        if stage is S.UNABLE_TO_REACH or loop.referral.closed_reason == NEVER_REACHED:
            return [dice.one(_MISSED) for _n in range(TRIES)]
        days = self._rhythm.last - loop.came + 1
        if stage is S.CONTACTING:
            return [dice.one(_MISSED) for _n in range(min(days, dice.randint(1, TRIES - 1)))]
        missed = dice.one((0, 0, 0, 1, 1, 2))
        days = min(days, max(1, loop.seen - loop.came))
        return [*[dice.one(_MISSED) for _n in range(min(missed, days - 1))], AttemptResult.REACHED]

    def _moment(self, loop: Loop, number: int) -> dt.datetime:
        if number:
            return self._loops.at(loop.came + number)
        # The same day, so after it came.
        return loop.referral.received + dt.timedelta(minutes=self._dice.randint(5, 25))

    def _next_try(self, loop: Loop, number: int, count: int) -> dt.datetime | None:
        if number < count - 1:
            return self._loops.at(loop.came + number + 1)
        if loop.referral.stage is not S.CONTACTING:
            return None
        tries_on = self._rhythm.last - loop.came <= TRIES
        return self._loops.at(self._rhythm.last + 1 if tries_on else loop.came + count)

    def _appointment(self, loop: Loop, place: int, outcome: Outcome | None) -> Appointment:
        hour = self._dice.randrange(words.OPENS, words.CLOSES)
        return Appointment(
            referral=Ref(loop.referral.id),
            date=self._rhythm.days[place],
            time=dt.time(hour, self._dice.one((0, 20, 40))),
            provider=loop.referral.provider,
            outcome=outcome,
        )
