"""Which reminders a person chose last, and what can be chosen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from refdesk.domain.dates import MONTHS
from refdesk.i18n import _, plural
from refdesk.services.reminders import USUAL_DAYS, ReminderOf, ReminderWish

DAYS = (7, USUAL_DAYS, 30, 90)
MEMORY = "reminders"
"""Under which name it is remembered for a user."""


def chosen_last(kept: Any) -> tuple[int, frozenset[ReminderOf]]:  # noqa: ANN401  any JSON
    """Return days and kinds as they were chosen last; the usual ones where nothing sound is kept.

    Whose reminders, and whether with names, is asked each time.
    """
    own = kept if isinstance(kept, dict) else {}
    codes = own.get("of")
    of = frozenset(one for one in ReminderOf if isinstance(codes, list) and one.value in codes)
    days = own.get("days")
    return (days if days in DAYS else USUAL_DAYS), of or frozenset(ReminderOf)


def memory(wish: ReminderWish) -> dict[str, Any]:
    """Return what is kept of a choice."""
    return {"days": wish.days, "of": sorted(one.value for one in wish.of)}


def counted(count: int, wish: ReminderWish, today: dt.date) -> str:
    """Return ``20 reminders, Nov 30 to Dec 13``."""
    words = plural("{count} reminder", "{count} reminders", count)
    last = today + dt.timedelta(days=wish.days - 1)
    return _("{reminders}, {first} to {last}").format(
        reminders=words, first=_short(today), last=_short(last)
    )


def file_name(today: dt.date) -> str:
    """Return what a file is called at first; nobody's name."""
    return _("RefDesk reminders {day}").format(day=today.isoformat()) + ".ics"


def codes_of(days: Iterable[int]) -> list[tuple[str, str]]:
    """Return lengths of time as code and label."""
    return [(str(count), plural("{count} day", "{count} days", count)) for count in days]


def _short(day: dt.date) -> str:
    return f"{MONTHS[day.month - 1]} {day.day}"
