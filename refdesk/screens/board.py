"""The board: open referrals as cards, in columns by stage, the one that is due first at the top."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from refdesk.domain.dates import show_date
from refdesk.domain.due import NextAction
from refdesk.domain.referral import Urgency, impossible
from refdesk.domain.stages import MOVES, Stage
from refdesk.i18n import N_, _, plural
from refdesk.screens.loop_steps import ATTENDANCE, LETTERS, step_to
from refdesk.screens.loop_words import stands
from refdesk.screens.today_rows import Row, loop_row
from refdesk.services.loop_reading import LoopReading, OpenLoop
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.standing import Group, Narrowing, standing

S = Stage
MOST = 40
"""Cards of a column; it counts the rest, and its list shows them."""
_PLAIN = frozenset({S.RECEIVED, S.ATTENDED, S.REPORTED})
"""Stages whose column says all but since when; at the others a card says more."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is called, and the stages of its cards."""

    name: str
    title: str
    icon: str
    stages: tuple[Stage, ...]


COLUMNS: tuple[Column, ...] = (
    Column("received", N_("Received"), "inbox", (S.RECEIVED,)),
    Column("contacting", N_("Contacting"), "phone", (S.CONTACTING,)),
    Column("scheduled", N_("Scheduled"), "calendar-check", (S.SCHEDULED,)),
    Column("attended", N_("Attended"), "user", (S.ATTENDED,)),
    Column("reported", N_("Reported"), "file-check", (S.REPORTED,)),
    Column("again", N_("Call again"), "history", (S.NO_SHOW, S.REOPENED)),
    Column(
        "to_close",
        N_("To close"),
        "circle-check",
        (S.UNABLE_TO_REACH, S.DECLINED_BY_PATIENT, S.DECLINED_BY_US, S.CANCELLED),
    ),
)
"""In the order of the board; what is closed is not on it."""


@dataclass(frozen=True, slots=True)
class Card:
    """One referral: its row, who or what sent it, where it stands, and whose it is."""

    row: Row
    stage: Stage
    sent_by: str = field(repr=False)
    words: str = field(repr=False)
    owner: str = ""

    @property
    def id(self) -> int:
        """The number of the referral."""
        return self.row.row_id

    @property
    def letter(self) -> str:
        """The letter of its next step, the first of several; none where it only waits."""
        return next(iter(ATTENDANCE)) if self.row.action == "attendance" else self.row.letter

    @property
    def initials(self) -> str:
        """The first letters of the owner's first and last name."""
        names = self.owner.split()
        return "".join(name[0] for name in (*names[:1], *names[1:][-1:])).upper()


@dataclass(frozen=True, slots=True)
class Shown:
    """A column with its first cards; its group has the ids of all of them."""

    column: Column
    group: Group
    cards: tuple[Card, ...]

    @property
    def more(self) -> int:
        """How many are in the list alone."""
        return self.group.count - len(self.cards)

    @property
    def late_words(self) -> str:
        """How many are late."""
        late = self.group.late
        return _("{count} late").format(count=f"{late:,}") if late else _("none late")


@dataclass(frozen=True, slots=True)
class BoardShown:
    """The columns, and the providers one can narrow them by."""

    columns: tuple[Shown, ...]
    providers: tuple[str, ...]

    @property
    def words(self) -> str:
        """How many loops are open, and how many of them are late."""
        count = sum(one.group.count for one in self.columns)
        late = sum(one.group.late for one in self.columns)
        return _("{count} open, {late} late").format(count=f"{count:,}", late=f"{late:,}")


def read_board(desk: Desk, now: dt.datetime, narrowing: Narrowing) -> BoardShown:
    """Read the board as it is at a moment."""
    found = standing(desk, [column.stages for column in COLUMNS], now, narrowing)
    first = [row_id for group in found.groups for row_id in group.ids[:MOST]]
    loops = {one.referral.id: one for one in LoopReading(desk).shown(first, now)}
    owners = {int(one.referral.owner) for one in loops.values() if one.referral.owner}
    names = Records(desk).titles("user", sorted(owners))
    return BoardShown(
        tuple(
            Shown(
                column,
                group,
                tuple(
                    _card(loops[row_id], now, names)
                    for row_id in group.ids[:MOST]
                    if row_id in loops
                ),
            )
            for column, group in zip(COLUMNS, found.groups, strict=True)
        ),
        found.providers,
    )


def _card(loop: OpenLoop, now: dt.datetime, names: Mapping[int, str]) -> Card:
    referral = loop.referral
    words = stands(loop)
    says_more = loop.action in {NextAction.CLOSE, NextAction.REVIEW}
    if referral.stage in _PLAIN and not says_more:
        since = (referral.moved_at or referral.received).astimezone().date()
        words = _("since {day}").format(day=show_date(since).rpartition(",")[0])
    owner = names.get(int(referral.owner or 0), "")
    sent_by = loop.practice or _(referral.source.label)
    return Card(loop_row(loop, now), referral.stage, sent_by, words, owner)


def in_words(card: Card) -> str:
    """Return a card as a screen reader says it."""
    row = card.row
    owner = _("owner {name}").format(name=card.owner) if card.owner else ""
    keys = ", ".join(letters(card.stage))
    parts = (row.chip, row.name, card.sent_by, card.words, row.due, owner, keys)
    return ", ".join(part for part in parts if part)


LEADS_TO: Mapping[str, Stage] = {
    **dict.fromkeys("CX", S.CONTACTING),
    "S": S.SCHEDULED,
    "M": S.ATTENDED,
    "N": S.NO_SHOW,
    "R": S.REPORTED,
    "W": S.CLOSED,
    "L": S.UNABLE_TO_REACH,
}
"""The letters of cards, and where each leads; they mean what they do on Today."""


def letters(stage: Stage) -> dict[str, str]:
    """Return the steps of a card by their letters."""
    names = ["follow_up" if stage is S.REPORTED else "call"]
    names += [step_to(to, stage) for to in MOVES[stage]]
    if stage is S.SCHEDULED:
        names.append("reschedule")
    return {LETTERS[name]: name for name in names if name in LETTERS}


def refusal(stage: Stage, to: Sequence[Stage]) -> str:
    """Return why a card cannot go to any of these stages; the sentence names where it can."""
    return impossible(stage, to[0]).message


def open_to(stage: Stage, column: Column) -> tuple[Stage, ...]:
    """Return the stages of a column that a card can go to from where it stands."""
    return tuple(one for one in column.stages if one in MOVES[stage])


def list_filters(column: Column, narrowing: Narrowing) -> dict[str, str]:
    """Return the filters with which the list shows what a column holds; see `Host.open_list`."""
    found = {"stage": ", ".join(stage.value for stage in column.stages)}
    if narrowing.owner is not None:
        found["owner"] = str(narrowing.owner)
    if narrowing.urgent:
        found["urgency!"] = Urgency.ROUTINE.value
    if narrowing.late:
        found["due<"] = "now"
    if narrowing.provider:
        found["provider"] = narrowing.provider
    return found


def chosen_words(chosen: int, hidden: int) -> str:
    """Return how many cards are selected, and how many of them are not in sight."""
    words = plural("{count} selected", "{count} selected", chosen)
    if not hidden:
        return words
    return _("{selected}, {hidden} of them only in the list").format(
        selected=words, hidden=f"{hidden:,}"
    )
