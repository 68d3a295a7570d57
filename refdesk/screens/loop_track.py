"""The loop of one referral as a track: its six stages with dates, ages, and what comes next."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from refdesk.domain.dates import show_time
from refdesk.domain.due import ENDED, NextAction, ends_too_soon
from refdesk.domain.history import StageLine, Step
from refdesk.domain.referral import Appointment, ContactAttempt, Referral, visit_that_counts
from refdesk.domain.stages import Stage
from refdesk.i18n import _, plural
from refdesk.screens.day_words import short_date, weekday_date
from refdesk.screens.loop_words import within
from refdesk.services.loop_reading import OpenLoop

S = Stage
WAY = (S.RECEIVED, S.CONTACTING, S.SCHEDULED, S.ATTENDED, S.REPORTED, S.CLOSED)
_ON_THE_WAY = {S.NO_SHOW: S.CONTACTING, S.REOPENED: S.RECEIVED}
"""Side ways: the last stage of the way that still counts as done."""


class Mark(enum.Enum):
    """How a stage of the track stands."""

    DONE = "done"
    NEXT = "next"
    LATE = "late"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Node:
    """One stage: its mark, up to two lines below it, and the time to the next one."""

    label: str
    mark: Mark
    first: str = ""
    second: str = ""
    between: str = ""


def track(
    loop: OpenLoop,
    history: Sequence[StageLine],
    attempts: Sequence[ContactAttempt],
    visits: Sequence[Appointment],
    now: dt.datetime,
) -> tuple[Node, ...]:
    """Return the stages of the way, done, next and to come."""
    referral, today = loop.referral, now.astimezone().date()
    came = stage_dates(referral, history)
    if S.SCHEDULED in came:  # who agreed to a visit was reached, though no call was logged
        came.setdefault(S.CONTACTING, came[S.SCHEDULED])
    stage = _ON_THE_WAY.get(referral.stage, referral.stage)
    reached = WAY.index(stage) if stage in WAY else _ended_at(came)
    following = WAY.index(S.CLOSED) if referral.stage in ENDED else reached + 1
    nodes: list[Node] = []
    for place, one in enumerate(WAY):
        at = came.get(one)
        if place <= reached:
            beside = _beside(one, loop, attempts, visits, today)
            later = [came[other] for other in WAY[place + 1 : reached + 1] if other in came]
            until = min(later, default=now if place == reached else None)
            nodes.append(
                Node(
                    _(one.label),
                    Mark.DONE,
                    weekday_date(at.astimezone().date(), today) if at else "",
                    beside,
                    _between(at, until, so_far=place == reached) if one is not S.CLOSED else "",
                )
            )
        elif place == following and loop.action is not NextAction.NOTHING:
            mark = Mark.LATE if loop.is_overdue else Mark.NEXT
            nodes.append(Node(_(one.label), mark, *_due(loop, today)))
        else:
            last = _("after follow-up") if one is S.CLOSED else ""
            nodes.append(Node(_(one.label), Mark.LATER, last))
    return tuple(nodes)


def stage_dates(referral: Referral, history: Iterable[StageLine]) -> dict[Stage, dt.datetime]:
    """Return when a referral came to each stage the last time, without what was taken back."""
    every = {S.RECEIVED: [referral.received]}
    taken: dict[Stage, dt.datetime] = {}
    for line in history:
        been = every.setdefault(line.stage, [])
        if line.step is Step.MOVED:
            been.append(line.at)
            continue
        if line.before and line.before is not S.RECEIVED and every.get(line.before):
            taken[line.before] = every[line.before].pop()  # the round before stays
        if line.stage in taken and not been:  # what was undone is done again
            been.append(taken[line.stage])
    came = {stage: been[-1] for stage, been in every.items() if been}
    if referral.moved_at is not None and referral.stage is not S.RECEIVED:
        came[referral.stage] = referral.moved_at
    return came


def _ended_at(came: dict[Stage, dt.datetime]) -> int:
    """Return the last stage of the way that a loop without a visit has come to."""
    return max(place for place, one in enumerate(WAY[:-1]) if one in came)


def _due(loop: OpenLoop, today: dt.date) -> tuple[str, str]:
    """Return by when the next stage is due, and how late that is.

    Where the authorization ends before the visit, it is a new one that is due, not the visit.
    """
    due = loop.referral.due
    if due is None:
        return "", ""
    local = due.astimezone()
    day = _("due {day}").format(day=weekday_date(local.date(), today))
    late = ""
    if loop.late:
        late = plural("{count} workday late", "{count} workdays late", loop.late)
    elif loop.is_overdue:
        late = _("late since {time}").format(time=show_time(local.time()))
    if loop.referral.stage is S.SCHEDULED and ends_too_soon(loop.referral):
        return _("new authorization"), late or day
    is_today = local.date() == today
    return day, late or (_("by {time}").format(time=show_time(local.time())) if is_today else "")


def _between(start: dt.datetime | None, end: dt.datetime | None, *, so_far: bool) -> str:
    if start is None or end is None:
        return ""
    days = max(0, (end.astimezone().date() - start.astimezone().date()).days)
    words = _("{days} d so far") if so_far else _("{days} d")
    return words.format(days=days)


def _beside(
    stage: Stage,
    loop: OpenLoop,
    attempts: Sequence[ContactAttempt],
    visits: Sequence[Appointment],
    today: dt.date,
) -> str:
    referral = loop.referral
    if stage is S.RECEIVED:
        time = show_time(referral.received.astimezone().time())
        how = within(_(referral.channel.label)) if referral.channel else ""
        return f"{time}, {how}" if how else time
    if stage is S.CONTACTING and attempts:
        return plural("{count} attempt", "{count} attempts", len(attempts))
    visit = visit_that_counts(visits)
    if stage is S.SCHEDULED and visit is not None:
        return _("for {day}").format(day=short_date(visit.date, today))
    if stage is S.ATTENDED:
        return visit.provider if visit and visit.provider else referral.provider
    if stage is S.REPORTED and referral.report_how:
        return _(referral.report_how.label)
    return ""
