"""The clock times of a planned day."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from refdesk.domain.errors import UserError
from refdesk.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from refdesk.domain.hours import Span
    from refdesk.routes.travel import Leg

STEP = 5  # minutes; a sheet that promises 9:07 promises too much
DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class VisitTime:
    """When the liaison walks in and out of one office."""

    arrive: dt.time
    leave: dt.time


@dataclass(frozen=True, slots=True)
class Timetable:
    """A day by the clock: out of the clinic, each visit, and back."""

    leave: dt.time
    visits: tuple[VisitTime, ...]
    back: dt.time


def timetable(
    leave: dt.time,
    legs: Sequence[Leg],
    minutes: Sequence[int],
    closures: Sequence[Sequence[Span]] = (),
) -> Timetable:
    """Return the clock times of a day that leaves the clinic at `leave`.

    `minutes` is the length of each visit; `legs` has one drive more (none without visits).
    `closures` are, for each visit, the spans in which its office is closed: a visit that would
    run into one begins when it ends. Every arrival and departure is rounded up to the next five
    minutes.
    """
    if len(legs) != (len(minutes) + 1 if minutes else 0):
        raise ValueError(f"{len(legs)} legs for {len(minutes)} visits")
    if closures and len(closures) != len(minutes):
        raise ValueError(f"closures of {len(closures)} offices for {len(minutes)} visits")
    now: float = _minutes(leave)
    visits = []
    for leg, stay, closed in zip(legs, minutes, closures or [()] * len(minutes), strict=False):
        arrive = _opened(_next_step(now + leg.minutes), stay, closed)
        now = _next_step(arrive + stay)
        visits.append(VisitTime(_clock(arrive), _clock(now)))
    back = _next_step(now + legs[-1].minutes) if legs else now
    return Timetable(leave, tuple(visits), _clock(back))


def _opened(arrive: int, stay: int, closed: Sequence[Span]) -> int:
    for span in sorted(closed, key=lambda span: span.start):
        if arrive < _minutes(span.end) and _next_step(arrive + stay) > _minutes(span.start):
            arrive = _next_step(_minutes(span.end))
    return arrive


def _minutes(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def _next_step(minutes: float) -> int:
    return math.ceil(round(minutes / STEP, 6)) * STEP


def _clock(minutes: float) -> dt.time:
    if minutes >= DAY:
        raise UserError(_("The day would end after midnight. Leave earlier or take out a stop."))
    return dt.time(int(minutes) // 60, int(minutes) % 60)
