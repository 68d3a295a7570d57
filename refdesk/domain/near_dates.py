"""Days as people type them who mean one near today: +3, 11/24, tue."""

from __future__ import annotations

import datetime as dt
import re

from refdesk.domain.dates import EARLIEST, LATEST, PartialDate, parse_date
from refdesk.domain.errors import UserError
from refdesk.i18n import N_, _

WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
FEWEST_LETTERS = 3
MOST_WORDS = 3
"""Words of a date: Nov 24, 2026."""


def local_today() -> dt.date:
    """Return the day it is at this desk."""
    return dt.datetime.now(dt.UTC).astimezone().date()


def spelled_out(text: str, today: dt.date) -> str:
    """Return a text that begins with a day near today with the day written out, else as it is."""
    words = text.split()
    for count in range(min(len(words), MOST_WORDS), 0, -1):
        day = read_day(" ".join(words[:count]).rstrip(","), today)
        if day is not None:
            return " ".join((day.isoformat(), *words[count:]))
    return text


def read_day(text: str, today: dt.date) -> dt.date | None:
    """Return the day that a text means on the day `today`; None for no day."""
    text = " ".join(text.split())
    for reader in (_counted, _weekday, _without_year):
        day = reader(text, today)
        if day is not None:
            return day if EARLIEST <= day <= LATEST else None
    try:
        return parse_date(text)
    except UserError:
        return None


def _counted(text: str, today: dt.date) -> dt.date | None:
    match = re.fullmatch(r"([+-])([0-9]{1,4}) ?([dw]?)", text.casefold())
    if not match:
        return None
    days = int(match[2]) * (7 if match[3] == "w" else 1)
    return today + dt.timedelta(days=days if match[1] == "+" else -days)


def _weekday(text: str, today: dt.date) -> dt.date | None:
    """Return the next day of that name; today's own name means in a week."""
    word = text.casefold()
    if len(word) < FEWEST_LETTERS:
        return None
    names = [_(name).casefold() for name in WEEKDAYS]
    for number, name in enumerate(names):
        if name.startswith(word):
            return today + dt.timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return None


def _without_year(text: str, today: dt.date) -> dt.date | None:
    """Return the day of that month nearest to today."""
    try:
        part = PartialDate.parse(text)
    except UserError:
        return None
    if part.year is not None:
        return None
    days = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            days.append(dt.date(year, part.month, part.day))
        except ValueError:
            continue
    return min(days, key=lambda day: abs(day - today), default=None)
