"""Today: sections that register themselves, each with its rows and their next action.

A further kind of record adds a section here by one line in `SECTIONS`; window, paper and command
line show whatever is there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from refdesk.domain.dates import show_time
from refdesk.domain.promise import Promise
from refdesk.domain.record import Record
from refdesk.domain.referral import Appointment
from refdesk.domain.stages import Stage
from refdesk.domain.task import Task
from refdesk.i18n import N_, _, plural
from refdesk.screens.day_words import due_day
from refdesk.screens.loop_words import last_step
from refdesk.screens.spec import Tone
from refdesk.screens.today_rows import MOST, Board, Filled, Row, loop_row

S = Stage


@dataclass(frozen=True, slots=True)
class Section:
    """One card of Today.

    `kinds` are the kinds of record whose changes make it read anew.
    """

    name: str
    title: str
    icon: str
    empty: str
    kinds: frozenset[str]
    read: Callable[[Board], Filled]


def _overdue(board: Board) -> Filled:
    loops = board.loops
    urgent = loops.open_ids(until=board.now, owner=board.owner, urgent=True)
    late = loops.open_ids(until=board.now, owner=board.owner)
    still = loops.still_ids(board.now, board.owner)
    ids = list(dict.fromkeys((*urgent, *late, *still)))
    return Filled(
        board.rows_of(ids),
        len(late),
        aside=_("{count} urgent").format(count=f"{len(urgent):,}") if urgent else "",
        also=len(still),
        of=_among(len(late), loops.open_count(board.owner), len(still)),
    )


def _among(late: int, count: int, still: int) -> str:
    """Return how many of all open loops are overdue: "12 of 210 open loops, 3 more not moved"."""
    if not count:
        return ""
    among = plural("{{late}} of {count} open loop", "{{late}} of {count} open loops", count)
    words = among.format(late=f"{late:,}")
    if not still:
        return words
    return _("{words}, {still} more not moved").format(words=words, still=f"{still:,}")


def _due_later(*stages: Stage) -> Callable[[Board], Filled]:
    def read(board: Board) -> Filled:
        ids = board.loops.open_ids(stages=stages, after=board.now, owner=board.owner)
        rows = board.rows_of(ids, last_step)
        return Filled(rows, len(ids), rows[0].due if rows and not rows[0].is_put_off else "")

    return read


def _visits(board: Board) -> Filled:
    ids = board.loops.open_ids(
        stages=(S.SCHEDULED,), after=board.now, until=board.tonight, owner=board.owner
    )
    times = {
        int(visit.referral): visit.time
        for visit in board.loops.beside(Appointment, ids)
        if visit.time is not None and visit.outcome is None and visit.date == board.today
    }
    ids.sort(key=lambda one: times.get(one, dt.time.max))
    rows = [loop_row(one, board.now) for one in board.loops.shown(ids[:MOST], board.now)]
    timed = (
        replace(row, due=show_time(times[row.row_id])) if row.row_id in times else row
        for row in rows
    )
    return Filled(tuple(timed), len(ids))


def _tasks(board: Board) -> Filled:
    ids = board.work.tasks(board.today, board.owner)
    tasks = board.records.page(Task, ids[:MOST])
    owners = board.records.titles("user", sorted({int(one.owner) for one in tasks if one.owner}))
    rows = tuple(
        Row(
            Task.kind,
            one.id,
            one.what,
            _(one.repeat.label) if one.repeat else "",
            owners.get(int(one.owner or 0), _("Anybody")),
            *due_day(one.due, board.today),
            action="done",
            action_words=_("Done"),
            letter="K",
        )
        for one in tasks
    )
    return Filled(rows, len(ids), _late(rows))


def _late(rows: Sequence[Row]) -> str:
    """Return how many of some rows are late, in words."""
    late = sum(row.tone is not Tone.PLAIN for row in rows)
    return _("{count} late").format(count=late) if late else ""


def _promises(board: Board) -> Filled:
    ids = board.work.promises(board.today, board.owner)
    found = board.records.page(Promise, ids[:MOST])
    people = board.records.titles("person", sorted({int(p.person) for p in found if p.person}))
    practices = board.records.titles("practice", sorted({int(p.practice) for p in found}))
    rows = tuple(
        Row(
            Promise.kind,
            one.id,
            one.what,
            people.get(int(one.person or 0), ""),
            practices.get(int(one.practice), ""),
            *due_day(one.due, board.today),
            action="kept",
            action_words=_("Kept"),
            letter="K",
        )
        for one in found
    )
    return Filled(rows, len(ids), _late(rows))


def _kinds(*some: type[Record]) -> frozenset[str]:
    return frozenset({"clinic", "desk_setting", *(of.kind for of in some)})


LOOP_KINDS = frozenset(
    {
        *("referral", "contact_attempt", "appointment", "patient", "practice"),
        *("clinic", "desk_setting"),
    }
)
"""The kinds of record that a row of an open loop is made of."""
SECTIONS: tuple[Section, ...] = (
    Section(
        "open_loops",
        N_("Overdue"),
        "history",
        N_("Nothing is overdue. Every open loop is within its due time."),
        LOOP_KINDS,
        _overdue,
    ),
    Section(
        "first_contacts",
        N_("First contacts"),
        "phone",
        N_("Nobody waits for a first call."),
        LOOP_KINDS,
        _due_later(S.RECEIVED, S.NO_SHOW, S.REOPENED),
    ),
    Section(
        "to_schedule",
        N_("To schedule"),
        "calendar",
        N_("Nobody waits for an appointment."),
        LOOP_KINDS,
        _due_later(S.CONTACTING),
    ),
    Section(
        "visits",
        N_("Patients today"),
        "calendar-check",
        N_("No patient of a referral is expected today."),
        LOOP_KINDS,
        _visits,
    ),
    Section(
        "reports",
        N_("Reports due"),
        "file-text",
        N_("No report is owed."),
        LOOP_KINDS,
        _due_later(S.ATTENDED),
    ),
    Section(
        "follow_ups",
        N_("Follow-ups"),
        "user",
        N_("No patient is to be asked how it went."),
        LOOP_KINDS,
        _due_later(S.REPORTED),
    ),
    Section("tasks", N_("Tasks"), "circle-check", N_("No task is due."), _kinds(Task), _tasks),
    Section(
        "promises",
        N_("Promises due"),
        "clipboard-list",
        N_("No promise is due."),
        _kinds(Promise),
        _promises,
    ),
)
"""In the order of the page."""
