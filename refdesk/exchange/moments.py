"""Dates and times as programs write them, put so that a field reads them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from refdesk.domain.dates import WEEKDAY
from refdesk.domain.kinds import DATE, DATETIME, PARTIAL_DATE, TIME, Kind
from refdesk.i18n import N_

Say = Callable[[str], None]
SERIAL = N_("a date was written as a serial number.")
TIME_SERIAL = N_("a time was written as a part of a day.")
NO_TIME = N_("the time of day was left out.")
CENTURY = N_("a year of two digits was taken for one in the past.")

_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001  a day of a spreadsheet knows no zone
_SERIAL = re.compile(r"([1-7][0-9]{4})(\.[0-9]+)?")
_FRACTION = re.compile(r"0?\.[0-9]+")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?![0-9])")
_CLOCK = re.compile(
    r"[T ,]\s*([0-9]{1,2}:[0-9]{2})(:[0-9]{2}(?:\.[0-9]+)?)?\s*([AaPp]\.?[Mm]\.?)?"
    r"\s*(Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?$"
)
_SECONDS = re.compile(r"([0-9]{1,2}:[0-9]{2}):[0-9]{2}(?:\.[0-9]+)?")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}[/.-](?:[0-9]{1,2}|[A-Za-z]+)[/.-][0-9]{2}")
_MIDNIGHTS = frozenset({"00:00", "0:00", "12:00a"})
_DIGITS = re.compile(r"([01][0-9]|2[0-3])([0-5][0-9])")


def plain_moment(kind: Kind, text: str, say: Say, *, day_first: bool) -> str:
    """Return the text of a cell as a field of that kind reads it; other text as it is."""
    if kind is TIME:
        return _plain_time(text, say)
    if match := _SERIAL.fullmatch(text):
        say(SERIAL)
        day = _EPOCH + dt.timedelta(days=int(match[1]), minutes=_minutes(match[2]))
        return f"{day:%Y-%m-%d %H:%M}" if kind is DATETIME else f"{day:%Y-%m-%d}"
    text = WEEKDAY.sub("", text, count=1) if text[:1].isalpha() else text
    if day_first:
        text = _DAY_FIRST.sub(r"\3/\1/\4", text, count=1)
    if kind in {DATE, PARTIAL_DATE}:
        return _without_time(text, say)
    if not text[:4].isdigit():  # ISO text may have its seconds
        return _SECONDS.sub(r"\1", text, count=1)
    return text


def _minutes(fraction: str | None) -> int:
    return round(float(fraction or 0) * 24 * 60)


def _without_time(text: str, say: Say) -> str:
    match = _CLOCK.search(text) if ":" in text else None
    if not match:
        return text
    if match[1] + (match[3] or "")[:1].lower() not in _MIDNIGHTS:
        say(NO_TIME)
    return text[: match.start()].rstrip(" ,")


def _plain_time(text: str, say: Say) -> str:
    if _FRACTION.fullmatch(text):
        say(TIME_SERIAL)
        return f"{_EPOCH + dt.timedelta(minutes=_minutes(text)):%H:%M}"
    if match := _DIGITS.fullmatch(text):
        return f"{match[1]}:{match[2]}"
    if (day := re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]", text)) is not None:
        text = text[day.end() :]
    return _SECONDS.sub(r"\1", text, count=1)


def in_the_past(value: dt.date, text: str, say: Say) -> dt.date:
    """Return a date of birth; a year of two digits is never to come."""
    if value <= dt.datetime.now(dt.UTC).astimezone().date():
        return value
    if not _SHORT_YEAR.fullmatch(text):
        return value
    say(CENTURY)
    # The 29th of February of a century's turn is the one day that may lack.
    return value.replace(year=value.year - 100, day=min(value.day, 28 if value.month == 2 else 31))
