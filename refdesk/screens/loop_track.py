"""The loop of one referral as a track: its six stages with dates, ages, and what comes next."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass

from refdesk.domain.dates import show_date, show_time
from refdesk.domain.due import NextAction
from refdesk.domain.history import StageLine, Step
from refdesk.domain.referral import Appointment, ContactAttempt
from refdesk.domain.stages import MOVES, Stage
from refdesk.i18n import _, plural
from refdesk.screens.loop_steps import step_to
from refdesk.screens.loop_words import due_words
from refdesk.services.loops import Loops, OpenLoop
from refdesk.services.records import Records
from refdesk.services.session import Desk

S = Stage
WAY = (S.RECEIVED, S.CONTACTING, S.SCHEDULED, S.ATTENDED, S.REPORTED, S.CLOSED)
_ON_THE_WAY = {S.NO_SHOW: S.CONTACTING, S.REOPENED: S.RECEIVED}
"""Side ways: the last stage of the way that still counts as done."""
LINES = 4


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


@dataclass(frozen=True, slots=True)
class LoopShown:
    """A referral's loop as its page shows it."""

    loop: OpenLoop
    nodes: tuple[Node, ...]
    possible: tuple[tuple[str, str], ...]
    """Other steps than the next one: their name, and the stage they lead to in words."""
    lines: tuple[str, ...]


def read_loop(desk: Desk, referral_id: int, now: dt.datetime) -> LoopShown:
    """Read a referral's loop.

    Raises:
        UserError: there is none of that number.
    """
    loops, records = Loops(desk), Records(desk)
    loop = loops.one(referral_id, now)
    history = loops.history(referral_id)
    attempts = loops.attempts([referral_id])[referral_id]
    visits = loops.appointments(referral_id)
    people = records.titles("user", sorted({int(line.by) for line in history if line.by}))
    own = loop.action.code
    before = loop.referral.stage
    possible = [(step_to(stage, before), _(stage.label)) for stage in MOVES[before]]
    return LoopShown(
        loop,
        track(loop, history, attempts, visits, now),
        tuple((name, words) for name, words in possible if name != own),
        tuple(_line(line, people.get(int(line.by or 0), "")) for line in history[-LINES:][::-1]),
    )


def track(
    loop: OpenLoop,
    history: Sequence[StageLine],
    attempts: Sequence[ContactAttempt],
    visits: Sequence[Appointment],
    now: dt.datetime,
) -> tuple[Node, ...]:
    """Return the stages of the way, done, next and to come."""
    referral = loop.referral
    came = {S.RECEIVED: referral.received}
    for line in history:
        if line.step is not Step.UNDONE:
            came[line.stage] = line.at
    stage = _ON_THE_WAY.get(referral.stage, referral.stage)
    reached = WAY.index(stage) if stage in WAY else _ended_at(came)
    nodes: list[Node] = []
    for place, one in enumerate(WAY):
        at = came.get(one)
        if place <= reached:
            beside = _beside(one, loop, attempts, visits)
            later = [came[other] for other in WAY[place + 1 : reached + 1] if other in came]
            until = min(later, default=now if place == reached else None)
            nodes.append(
                Node(
                    _(one.label),
                    Mark.DONE,
                    _moment(at),
                    beside,
                    _between(at, until, so_far=place == reached) if one is not S.CLOSED else "",
                )
            )
        elif place == reached + 1 and loop.action is not NextAction.NOTHING:
            mark = Mark.LATE if loop.is_overdue else Mark.NEXT
            nodes.append(Node(_(one.label), mark, due_words(loop, now)))
        else:
            nodes.append(Node(_(one.label), Mark.LATER))
    return tuple(nodes)


def stage_words(loop: OpenLoop) -> str:
    """Return where a loop stands, and that it is late."""
    label = _(loop.referral.stage.label)
    return _("{stage}, late").format(stage=label) if loop.is_overdue else label


def _ended_at(came: dict[Stage, dt.datetime]) -> int:
    """Return the last stage of the way that a loop without a visit has come to."""
    return max(place for place, one in enumerate(WAY[:-1]) if one in came)


def _moment(at: dt.datetime | None) -> str:
    if at is None:
        return ""
    local = at.astimezone()
    return f"{show_date(local.date()).rpartition(',')[0]}, {show_time(local.time())}"


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
) -> str:
    referral = loop.referral
    if stage is S.RECEIVED:
        return _(referral.channel.label) if referral.channel else ""
    if stage is S.CONTACTING:
        return _call_words(attempts)
    if stage is S.SCHEDULED and visits:
        return _("for {day}").format(day=show_date(visits[-1].date).rpartition(",")[0])
    if stage is S.ATTENDED:
        return referral.provider
    if stage is S.REPORTED and referral.report_how:
        return _(referral.report_how.label)
    return ""


def _call_words(attempts: Sequence[ContactAttempt]) -> str:
    return plural("{count} attempt", "{count} attempts", len(attempts)) if attempts else ""


def _line(line: StageLine, by: str) -> str:
    words = {
        Step.MOVED: _("Moved to {stage}"),
        Step.CORRECTED: _("Corrected to {stage}"),
        Step.UNDONE: _("Undone, back to {stage}"),
    }[line.step].format(stage=_(line.stage.label).lower())
    return "   ".join(part for part in (_moment(line.at), words, by, line.why) if part)
