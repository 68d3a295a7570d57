"""Dates and times as people type them, and dates that may lack the year."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from refdesk.domain.errors import UserError
from refdesk.i18n import _

EARLIEST = dt.date(1850, 1, 1)
LATEST = dt.date(2199, 12, 31)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS = {name.lower(): number for number, name in enumerate(MONTHS, start=1)}
_FULL_MONTHS = (
    *("", "january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)

_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}


def parse_date(text: str) -> dt.date:
    """Read ``2026-11-24``, ``11/24/26``, ``Nov 24, 2026``, ``24 Nov 2026`` or ``tomorrow``.

    Raises:
        UserError: it is no date, or lies outside 1850 to 2199.
    """
    if (days := _NEAR.get(text.strip().casefold())) is not None:
        return dt.datetime.now(dt.UTC).astimezone().date() + dt.timedelta(days=days)
    wrong = UserError(_("is not a date. Type it as 11/24/2026."))
    year, month, day = _year_month_day(text.strip(), wrong)
    try:
        value = dt.date(year, month, day)
    except ValueError:
        raise wrong from None
    if not EARLIEST <= value <= LATEST:
        raise UserError(_("is a date outside the years 1850 to 2199."))
    return value


_WRITTEN = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<y>[0-9]{4})[-/.](?P<m>[0-9]{1,2})[-/.](?P<d>[0-9]{1,2})(?:[T ]00:00(?::00)?)?",
        r"(?P<m>[0-9]{1,2})[/.-](?P<d>[0-9]{1,2})[/.-](?P<y>[0-9]{4}|[0-9]{2})",
        r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})",
        (
            r"(?P<name>[A-Za-z]{3,9})\.?[ -](?P<d>[0-9]{1,2})(?:st|nd|rd|th)?(?:, ?|[ -])"
            r"(?P<y>[0-9]{4})"
        ),
        r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?\.?[ -](?P<name>[A-Za-z]{3,9})\.?,?[ -](?P<y>[0-9]{4})",
        r"(?P<d>[0-9]{1,2})-(?P<name>[A-Za-z]{3,9})-(?P<y>[0-9]{2})",
        r"(?P<y>[0-9]{4})-(?P<name>[A-Za-z]{3,9})-(?P<d>[0-9]{1,2})",
    )
)
WEEKDAY = re.compile(
    r"(?i)(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,? (?=\w)"
)


def _year_month_day(text: str, wrong: UserError) -> tuple[int, int, int]:
    bare = WEEKDAY.sub("", text, count=1) if text[:1].isalpha() else text
    for pattern in _WRITTEN:
        if match := pattern.fullmatch(bare):
            found = match.groupdict()
            month = _month(found["name"]) if "name" in found else int(found["m"])
            return _full_year(found["y"]), month, int(found["d"])
    raise wrong


def _full_year(text: str) -> int:
    """Return the year; one of two digits is at most five years ahead, so births lie in the past."""
    if len(text) > 2:
        return int(text)
    latest = dt.datetime.now(dt.UTC).year + 5
    return latest - (latest - int(text)) % 100


def _month(name: str) -> int:
    """Return the number of the month called `name`, short or in full; 0 for no month."""
    short = _MONTHS.get(name[:3].lower(), 0)
    return short if _FULL_MONTHS[short].startswith(name.lower()) or name.lower() == "sept" else 0


def parse_time(text: str) -> dt.time:
    """Read ``9:20``, ``9:20 AM``, ``9am`` or ``14:05``; to the minute.

    Raises:
        UserError: it is no time of day.
    """
    wrong = UserError(_("is not a time. Type it as 9:20 AM."))
    match = re.fullmatch(
        r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(?::00)?\s*([AaPp])?\.?[Mm]?\.?", text.strip()
    )
    if not match or not (match[2] or match[3]):
        raise wrong
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half and not 1 <= hour <= 12:
        raise wrong
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return dt.time(hour, minute)
    except ValueError:
        raise wrong from None


def show_date(value: dt.date) -> str:
    """Return ``Nov 24, 2026``."""
    return f"{MONTHS[value.month - 1]} {value.day}, {value.year}"


def show_time(value: dt.time) -> str:
    """Return ``9:20 AM``."""
    return f"{value.hour % 12 or 12}:{value:%M} {'AM' if value.hour < 12 else 'PM'}"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A month and day, with the year where it is known (a birthday)."""

    month: int
    day: int
    year: int | None = None

    def __post_init__(self) -> None:
        try:
            # 2000 had a February 29.
            dt.date(2000 if self.year is None else self.year, self.month, self.day)
        except ValueError:
            raise UserError(_("is not a day of the year. Type it as 11/24.")) from None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read a date with or without its year.

        Raises:
            UserError: it is neither.
        """
        text = text.strip()
        if match := re.fullmatch(r"(?:--)?([0-9]{1,2})[/-]([0-9]{1,2})", text):
            return cls(int(match[1]), int(match[2]))
        if match := re.fullmatch(r"([A-Za-z]{3,9})\.? ([0-9]{1,2})", text):
            return cls(_month(match[1]), int(match[2]))
        full = parse_date(text)
        return cls(full.month, full.day, full.year)

    @classmethod
    def from_plain(cls, plain: str) -> PartialDate:
        """Read the stored form back."""
        year, month, day = plain[:-6], plain[-5:-3], plain[-2:]
        return cls(int(month), int(day), None if year == "-" else int(year))

    def to_plain(self) -> str:
        """Return ISO 8601: ``1974-11-24``, or ``--11-24`` without a year."""
        year = "-" if self.year is None else f"{self.year:04d}"
        return f"{year}-{self.month:02d}-{self.day:02d}"

    def __str__(self) -> str:
        shown = f"{MONTHS[self.month - 1]} {self.day}"
        return shown if self.year is None else f"{shown}, {self.year}"
