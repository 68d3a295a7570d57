"""Days and times as people type them who mean one near today: +3, 11/24, tue, now."""

from __future__ import annotations

import datetime as dt
import re

from refdesk.domain.dates import parse_date, parse_time, show_date, show_time
from refdesk.domain.errors import UserError
from refdesk.domain.near_dates import WEEKDAYS, read_day
from refdesk.i18n import N_, _

SHORT_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
NOW = "now"
LAST_OF_NIGHT = 6
"""Up to this hour, a figure without AM or PM means the afternoon: nobody is seen at night."""
_BARE = re.compile(r"([0-9]{1,2}?)[:.]?([0-9]{2})?")


def local_now() -> dt.datetime:
    """Return the time at this desk."""
    return dt.datetime.now(dt.UTC).astimezone()


def read_time(text: str) -> dt.time | None:
    """Return the time of day that a text means; None for none."""
    if is_now(text):
        return local_now().time()
    bare = _BARE.fullmatch(text.strip())
    if bare is not None:
        return _of_the_day(bare[1], bare[2] or "0")
    try:
        return parse_time(text)
    except UserError:
        return None


def _of_the_day(hours: str, minutes: str) -> dt.time | None:
    """Return the time that figures alone mean: 2:30 is in the afternoon, 02:30 is not."""
    hour = int(hours)
    if hour <= LAST_OF_NIGHT and len(hours) == 1 and hour:
        hour += 12
    return dt.time(hour, int(minutes)) if hour < 24 and int(minutes) < 60 else None


def is_now(text: str) -> bool:
    """Tell whether the text means this minute."""
    return text.strip().casefold() in {NOW, _("now").casefold()}


def as_date(text: str) -> str:
    """Return a text with a day meant from today written out, so that it means the same tomorrow."""
    try:
        parse_date(text)
    except UserError:
        pass
    else:
        if any(letter.isdigit() for letter in text):
            return text
    day = read_day(text, local_now().date())
    return text if day is None else show_date(day)


def as_time(text: str) -> str:
    """Return a text with "now", and figures without AM or PM, written out."""
    is_open = is_now(text) or _BARE.fullmatch(text.strip()) is not None
    time = read_time(text) if is_open else None
    return text if time is None else show_time(time)


def split_moment(text: str) -> tuple[str, str]:
    """Return the date and the time of an entry, whatever is in them."""
    if _is_time(text):
        return "", text
    for match in reversed(list(re.finditer(r",? (?:at )?", text[:100]))):
        if _is_date(text[: match.start()]):
            return text[: match.start()], text[match.end() :]
    date, _comma, time = text.rpartition(", ")
    return (date, time) if _is_time(time) or is_now(time) else (text, "")


def _is_time(text: str) -> bool:
    try:
        parse_time(text)
    except UserError:
        return False
    return True


def join_moment(date: str, time: str) -> str:
    """Return the entry of a date and a time."""
    return ", ".join(part for part in (date, time) if part.strip())


def said(day: dt.date) -> str:
    """Return a day in full, to be read aloud."""
    return _("{weekday}, {month} {day}, {year}").format(
        weekday=_(WEEKDAYS[day.weekday()]),
        month=_(MONTHS[day.month - 1]),
        day=day.day,
        year=day.year,
    )


def _is_date(text: str) -> bool:
    try:
        parse_date(text)
    except UserError:
        return False
    return True
