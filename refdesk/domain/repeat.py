"""What comes again: how often, and when next."""

from __future__ import annotations

import calendar
import datetime as dt

from refdesk.domain.fields import Choices
from refdesk.i18n import N_


class Repeat(Choices):
    """How often a task or a promise comes again."""

    DAILY = "daily", N_("Every day")
    WEEKLY = "weekly", N_("Every week")
    FORTNIGHTLY = "fortnightly", N_("Every two weeks")
    MONTHLY = "monthly", N_("Every month")
    QUARTERLY = "quarterly", N_("Every three months")
    YEARLY = "yearly", N_("Every year")


_DAYS = {Repeat.DAILY: 1, Repeat.WEEKLY: 7, Repeat.FORTNIGHTLY: 14}
_MONTHS = {Repeat.MONTHLY: 1, Repeat.QUARTERLY: 3, Repeat.YEARLY: 12}


def next_due(due: dt.date, repeat: Repeat, today: dt.date) -> dt.date:
    """Return the first day after `today`, and after `due`, on which something comes again.

    What is of the 31st comes on the last day of a shorter month, and on the 31st after it.
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
