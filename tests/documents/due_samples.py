"""Invented calls, mornings and reminders for the tests of paper; nobody in them is real."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from refdesk.documents.due_model import (
    Call,
    CallGroup,
    CallList,
    MorningGroup,
    MorningLine,
    MorningList,
    ReminderDay,
    ReminderLine,
    ReminderSheet,
)

DAY = dt.date(2026, 11, 24)
LATE = (
    Call(
        number=1,
        name="Vance, Marisol",
        code="R-1204",
        phones=("(740) 555-0101",),
        best="after 4 PM · Spanish",
        what_for="First contact",
        due="2 business days late",
        flags=("URGENT",),
        tries=("Nov 20, 9:15 AM no answer", "Nov 23, 2:10 PM left a message"),
        practice="Larkmead Family Medicine",
    ),
    Call(
        number=2,
        name="Osgood, Mabel",
        code="R-1187",
        phones=("(740) 555-0102",),
        what_for="No-show, to rebook",
        due="4 business days late",
        practice="Tamsin Urgent Care",
    ),
)
AGREED = Call(
    number=3,
    name="CG-1045",
    code="R-1190",
    phones=("(740) 555-0103",),
    best="lunch break, never on Fridays",
    what_for="To schedule",
    due="due Nov 27",
    flags=("2:30 PM",),
    agreed="2:30 PM",
    tries=("Nov 23, 9:05 AM asked to call back",),
    more_tries=2,
    practice="Ashgrove Internal Medicine",
)
THEN = (
    Call(
        number=4,
        name="Tenney, Harold",
        code="R-1102",
        phones=("(740) 555-0104", "(740) 555-0105"),
        what_for="Follow-up after the report",
        due="due today by 5:00 PM",
        practice="Wickery Women’s Health",
        books=False,
    ),
)


def calls(count: int = 4) -> CallList:
    """Return a list of so many calls in three turns."""
    late = [
        replace(LATE[at % 2], number=at + 1, code=f"R-{1204 - at}")
        for at in range(max(0, count - 2))
    ]
    agreed = [replace(AGREED, number=len(late) + 1)] if count > 1 else []
    then = [replace(THEN[0], number=len(late) + len(agreed) + 1)] if count else []
    groups = (("Late or urgent", late), ("At the time agreed", agreed), ("After these", then))
    return CallList(
        clinic_name="Alder Ridge Spine & Joint",
        date=DAY,
        facts=(("For", "Everybody"), ("Calls", str(count)), ("Late", str(len(late)))),
        groups=tuple(CallGroup(title=title, calls=tuple(some)) for title, some in groups if some),
    )


def one_call(**changes: object) -> CallList:
    """Return a list of one call that differs from ours in `changes`."""
    call = replace(LATE[0], **changes)  # type: ignore[arg-type]
    return replace(calls(0), groups=(CallGroup(title="Late or urgent", calls=(call,)),))


LOOPS = (
    MorningLine(
        number=1,
        name="Vance, Marisol",
        words="No contact yet",
        beside="Larkmead Family Medicine",
        due="2 d late",
        action="Call",
        flag="URGENT",
        phones=("(740) 555-0101",),
        best="after 4 PM · Spanish",
    ),
    MorningLine(
        number=2,
        name="Osgood, Mabel",
        words="Authorization ends before the visit",
        beside="Tamsin Urgent Care",
        due="late since 9:40 AM",
        action="Send report",
        phones=(),
    ),
)
PROMISE = MorningLine(
    number=3,
    name="Fax the list of insurers",
    words="Corey Abernathy",
    beside="Wickery Women’s Health",
    due="today",
    action="Kept",
)


def morning(count: int = 3) -> MorningList:
    """Return a morning of so many rows, the last of them a promise."""
    late = [replace(LOOPS[at % 2], number=at + 1) for at in range(max(0, count - 1))]
    due = [replace(PROMISE, number=len(late) + 1)] if count else []
    groups = (("Overdue", f"{len(late)} of 210 open loops", late), ("Promises due", "1", due))
    return MorningList(
        clinic_name="Alder Ridge Spine & Joint",
        date=DAY,
        facts=(("For", "Everybody"), ("Rows", str(count))),
        groups=tuple(
            MorningGroup(title=title, of=of, lines=tuple(some))
            for title, of, some in groups
            if some
        ),
    )


def one_row(**changes: object) -> MorningList:
    """Return a morning of one row that differs from ours in `changes`."""
    line = replace(LOOPS[0], **changes)  # type: ignore[arg-type]
    return replace(morning(0), groups=(MorningGroup(title="Overdue", of="1", lines=(line,)),))


REMINDERS = (
    ReminderLine(
        number=1, time="", what="Task 41", practice="Larkmead Family Medicine", who="Dana Rowe"
    ),
    ReminderLine(
        number=2,
        time="9:20 AM",
        what="Visit of referral R-1204",
        practice="Ashgrove Internal Medicine",
        who="Corey Abernathy",
    ),
    ReminderLine(
        number=3,
        time="2:30 PM",
        what="Call for referral R-1190: no-show, to rebook",
        practice="Wickery Women’s Health",
        who="Dana Rowe",
    ),
    ReminderLine(number=4, time="", what="Promise 7", practice="Tamsin Urgent Care"),
)


def reminders(count: int = 4, per_day: int = 3) -> ReminderSheet:
    """Return a sheet of so many reminders, a few on each day."""
    lines = [replace(REMINDERS[at % len(REMINDERS)], number=at + 1) for at in range(count)]
    days = tuple(
        ReminderDay(
            date=DAY + dt.timedelta(days=number), lines=tuple(lines[first : first + per_day])
        )
        for number, first in enumerate(range(0, count, per_day))
    )
    return ReminderSheet(
        clinic_name="Alder Ridge Spine & Joint",
        first=DAY,
        last=DAY + dt.timedelta(days=13),
        facts=(("For", "Everybody"), ("Reminders", str(count))),
        days=days,
    )


def one_reminder(**changes: object) -> ReminderSheet:
    """Return a sheet of one reminder that differs from ours in `changes`."""
    line = replace(REMINDERS[2], **changes)  # type: ignore[arg-type]
    return replace(reminders(0), days=(ReminderDay(date=DAY, lines=(line,)),))
