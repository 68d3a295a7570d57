"""Tasks: what one of us has to do, once or again and again."""

from __future__ import annotations

import calendar
import datetime as dt

from refdesk.domain import fields as f
from refdesk.domain.fields import Choices, Ref
from refdesk.domain.practice import Practice
from refdesk.domain.record import Record
from refdesk.domain.referral import Referral
from refdesk.domain.user import User
from refdesk.i18n import N_


class Repeat(Choices):
    """How often a task comes again."""

    DAILY = "daily", N_("Every day")
    WEEKLY = "weekly", N_("Every week")
    FORTNIGHTLY = "fortnightly", N_("Every two weeks")
    MONTHLY = "monthly", N_("Every month")
    QUARTERLY = "quarterly", N_("Every three months")
    YEARLY = "yearly", N_("Every year")


_DAYS = {Repeat.DAILY: 1, Repeat.WEEKLY: 7, Repeat.FORTNIGHTLY: 14}
_MONTHS = {Repeat.MONTHLY: 1, Repeat.QUARTERLY: 3, Repeat.YEARLY: 12}


class Task(
    Record,
    one=N_("Task"),
    many=N_("Tasks"),
    icon="circle-check",
    title=("what", "due"),
    patient_data=True,
):
    """Something to be done by one of us, by a day."""

    what: str = f.required(
        f.text(N_("What"), personal=True, searchable=True, indexed=True, limit=500)
    )
    due: dt.date | None = f.date(N_("By when"), indexed=True, aliases=("due", "due date"))
    owner: Ref[User] | None = f.reference(
        User, N_("Owner"), aliases=("assigned to", "responsible"), help=N_("Anybody if empty.")
    )
    repeat: Repeat | None = f.choice(
        Repeat, N_("Repeat"), help=N_("The next one is added when this one is done.")
    )
    referral: Ref[Referral] | None = f.reference(Referral, N_("Referral"))
    practice: Ref[Practice] | None = f.reference(Practice, N_("Practice"), searchable=True)
    done: dt.date | None = f.date(N_("Done"), indexed=True, aliases=("done on", "completed"))


def next_due(due: dt.date, repeat: Repeat, today: dt.date) -> dt.date:
    """Return the first day after `today`, and after `due`, on which a task comes again.

    A task of the 31st comes on the last day of a shorter month, and on the 31st after it.
    """
    count = 1
    while (day := _later(due, repeat, count)) <= today:
        count += 1
    return day


def _later(due: dt.date, repeat: Repeat, count: int) -> dt.date:
    if repeat in _DAYS:
        return due + dt.timedelta(days=_DAYS[repeat] * count)
    years, month = divmod(due.month - 1 + _MONTHS[repeat] * count, 12)
    year = due.year + years
    return dt.date(year, month + 1, min(due.day, calendar.monthrange(year, month + 1)[1]))
