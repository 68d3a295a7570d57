"""The rows of Today: one thing to do in each, and the desk that they are read from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from refdesk.domain.stages import Stage
from refdesk.i18n import _
from refdesk.screens.loop_words import action_words, due_tone, due_words, stands
from refdesk.screens.spec import Tone
from refdesk.services.calls import Calls
from refdesk.services.due_work import DueWork
from refdesk.services.loop_reading import OpenLoop
from refdesk.services.loops import Loops
from refdesk.services.records import Records
from refdesk.services.session import Desk

MOST = 40
"""Rows of a section; it counts the rest, and its list shows them."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to do: what it is of, whom it concerns, when it is due, and the action's letter."""

    kind: str
    row_id: int
    name: str = field(repr=False)
    words: str = field(repr=False)
    beside: str = field(repr=False)
    due: str = ""
    tone: Tone = Tone.PLAIN
    chip: str = ""
    chip_tone: Tone = Tone.PLAIN
    action: str = ""
    """What the action is called by the program, such as "call"."""
    action_words: str = ""
    letter: str = ""
    is_put_off: bool = False
    """Whether the patient is to be called at a later moment, as was agreed."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A section with its rows, and how many of what its title says there are in all.

    `also` counts what stands below them and is something else; `of` says what they are a part of.
    """

    rows: tuple[Row, ...]
    count: int
    aside: str = ""
    also: int = 0
    of: str = ""

    @property
    def rest(self) -> int:
        """How many have no row here."""
        return self.count + self.also - len(self.rows)


class Board:
    """What sections read from: the desk at one moment, of one person or of everybody.

    Args:
        desk: the open desk.
        now: the moment.
        owner: whose work is shown; everybody's where None.
    """

    def __init__(self, desk: Desk, now: dt.datetime, owner: int | None = None) -> None:
        self.desk, self.now, self.owner = desk, now, owner
        self.records, self.loops, self.work = Records(desk), Loops(desk), DueWork(desk)

    @cached_property
    def today(self) -> dt.date:
        """The day it is at the clinic."""
        return self.loops.rules().clock.day_of(self.now)

    @cached_property
    def tonight(self) -> dt.datetime:
        """The last moment of today."""
        clock = self.loops.rules().clock
        return clock.at(self.today, dt.time(23, 59, 59))

    @cached_property
    def put_off(self) -> frozenset[int]:
        """The referrals whose patient is to be called at a later moment."""
        return Calls(self.desk).put_off(self.now)

    def rows_of(
        self, ids: Sequence[int], say: Callable[[OpenLoop, dt.datetime], str] | None = None
    ) -> tuple[Row, ...]:
        """Return the first of these loops as rows; those put off come after all others.

        Args:
            ids: of the loops, in order.
            say: says how a loop stands, in a section whose title says more than usual.
        """
        later = [one for one in ids if one in self.put_off]
        first = [one for one in ids if one not in self.put_off]
        found = self.loops.shown([*first, *later][:MOST], self.now)
        rows = (loop_row(one, self.now, say(one, self.now) if say else "") for one in found)
        return tuple(
            replace(row, chip=row.chip or _("Later"), is_put_off=True)
            if row.row_id in self.put_off
            else row
            for row in rows
        )


def loop_row(loop: OpenLoop, now: dt.datetime, words: str = "") -> Row:
    """Return a loop as a row: where it stands or these words, when it is due, its next action."""
    referral = loop.referral
    chip, tone = "", Tone.PLAIN
    if loop.is_urgent:
        chip, tone = _(referral.urgency.label), Tone.DANGER
    elif referral.stage is Stage.RECEIVED and not loop.is_overdue:
        chip, tone = _("New"), Tone.ACCENT
    return Row(
        "referral",
        referral.id,
        loop.patient,
        words or stands(loop),
        loop.practice,
        due_words(loop, now),
        due_tone(loop),
        chip,
        tone,
        loop.action.code,
        action_words(loop),
        loop.action.letter,
    )
