"""The stage history of the sample's referrals: by which steps each came to where it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from refdesk.domain.fields import Ref
from refdesk.domain.history import StageLine
from refdesk.domain.stages import Stage
from refdesk.services.sample_phrases import NEVER_REACHED
from refdesk.services.sample_rhythm import Rhythm

if TYPE_CHECKING:
    from refdesk.services.sample_loops import Loop, Loops

S = Stage
TRIES = 3
FOLLOW_UP_AFTER = 4
"""Business days after the report."""
_SHORT = dt.timedelta(minutes=5)


def steps(loop: Loop, rhythm: Rhythm) -> list[tuple[Stage, int]]:
    """Return the moves of a loop, each with the place of its day."""
    stage, came, last = loop.referral.stage, loop.came, rhythm.last

    def by(place: int) -> int:
        return min(place, last)

    called, booked = (S.CONTACTING, came), (S.SCHEDULED, by(came + 1))
    seen, told = (S.ATTENDED, by(loop.seen)), (S.REPORTED, loop.told)
    closed = (S.CLOSED, by(loop.told + FOLLOW_UP_AFTER))
    if stage is S.CLOSED and loop.referral.report_sent is None:
        never = loop.referral.closed_reason == NEVER_REACHED
        ended = S.UNABLE_TO_REACH if never else S.DECLINED_BY_PATIENT
        return [called, (ended, by(came + TRIES)), (stage, by(came + TRIES + 1))]
    return {
        S.RECEIVED: [],
        S.DECLINED_BY_US: [(stage, by(came + 1))],
        S.CONTACTING: [called],
        S.DECLINED_BY_PATIENT: [called, (stage, by(came + 1))],
        S.UNABLE_TO_REACH: [called, (stage, by(came + TRIES))],
        S.SCHEDULED: [called, booked],
        S.CANCELLED: [called, booked, (stage, seen[1])],
        S.NO_SHOW: [called, booked, (stage, seen[1])],
        S.ATTENDED: [called, booked, seen],
        S.REPORTED: [called, booked, seen, told],
        S.CLOSED: [called, booked, seen, told, closed],
        S.REOPENED: [called, booked, seen, told, closed, (stage, max(loop.told, last - 1))],
    }[stage]


def moments(loop: Loop, rhythm: Rhythm, loops: Loops) -> list[tuple[Stage, dt.datetime]]:
    """Return the moves of a loop with their times, each after the one before."""
    found: list[tuple[Stage, dt.datetime]] = []
    before = loop.referral.received
    for number, (stage, place) in enumerate(steps(loop, rhythm)):
        at = max(before + _SHORT, loops.at(place, 40 + 35 * number))
        if number == 0:
            at = before + 6 * _SHORT
        found.append((stage, at))
        before = at
    return found


def lines(
    some: Sequence[Loop], rhythm: Rhythm, loops: Loops, callers: Sequence[int]
) -> Iterator[StageLine]:
    """Yield the history of these loops."""
    for number, loop in enumerate(some):
        before = S.RECEIVED
        for stage, at in moments(loop, rhythm, loops):
            by = callers[number % len(callers)]
            yield StageLine(
                referral=loop.referral.id, before=before, stage=stage, at=at, by=Ref(by)
            )
            before = stage
