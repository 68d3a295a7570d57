"""Days and moments as a page says them where many stand under each other."""

from __future__ import annotations

import datetime as dt

from refdesk.domain.dates import show_date, show_time
from refdesk.domain.hours import DAYS
from refdesk.i18n import _, plural
from refdesk.screens.spec import Tone


def short_date(day: dt.date, today: dt.date) -> str:
    """Return ``Nov 4``, with the year where it is another."""
    whole = show_date(day)
    return whole if day.year != today.year else whole.rpartition(",")[0]


def weekday_date(day: dt.date, today: dt.date) -> str:
    """Return ``Wed, Nov 4``, with the year where it is another."""
    return f"{_(DAYS[day.weekday()])}, {short_date(day, today)}"


def moment_words(at: dt.datetime, today: dt.date) -> str:
    """Return ``Nov 4, 9:30 AM``, at this desk."""
    local = at.astimezone()
    return f"{short_date(local.date(), today)}, {show_time(local.time())}"


def days_left(day: dt.date, today: dt.date) -> str:
    """Return how far off a day is, in words; "ended" for one that has passed."""
    left = (day - today).days
    if left < 0:
        return _("ended")
    return plural("{count} day left", "{count} days left", left) if left else _("last day")


def due_day(due: dt.date | None, today: dt.date) -> tuple[str, Tone]:
    """Return when something is due in words, and how that is marked: "4 d late", "today"."""
    if due is None:
        return "", Tone.PLAIN
    late = (today - due).days
    if late > 0:
        return _("{days} d late").format(days=late), Tone.WARN
    return (_("today"), Tone.PLAIN) if late == 0 else (show_date(due), Tone.PLAIN)
