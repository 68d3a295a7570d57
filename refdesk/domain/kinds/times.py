"""Dates, birthdays, times of day and moments, all kept as ISO text."""

from __future__ import annotations

import datetime as dt
import re

from refdesk.domain.dates import (
    EARLIEST,
    LATEST,
    PartialDate,
    parse_date,
    parse_time,
    show_date,
    show_time,
)
from refdesk.domain.errors import UserError
from refdesk.domain.kinds.base import Kind, Spec, register
from refdesk.i18n import _

MOMENT = "%Y-%m-%dT%H:%M:%S.%fZ"


class Date(Kind):
    """A calendar date, without a time zone."""

    name = "date"
    value_type = dt.date

    def to_plain(self, value: dt.date | None) -> str | None:
        """Return ISO text."""
        return value.isoformat() if value else None

    def from_plain(self, plain: str | None, spec: Spec) -> dt.date | None:
        """Read ISO text."""
        return dt.date.fromisoformat(plain) if plain else None

    def parse(self, text: str, spec: Spec) -> dt.date:
        """Read a date in any of the usual forms."""
        return parse_date(text)

    def show(self, value: dt.date, spec: Spec) -> str:
        """Return ``Nov 24, 2026``."""
        return show_date(value)

    def check(self, value: object, spec: Spec) -> str | None:
        """Refuse dates that no clinic means."""
        if isinstance(value, dt.datetime) or not isinstance(value, dt.date):
            return super().check(None, spec)
        return (
            None if EARLIEST <= value <= LATEST else _("is a date outside the years 1850 to 2199.")
        )

    def example(self, spec: Spec, number: int) -> dt.date:
        """Return a day of 2026 or after."""
        return dt.date(2026, 1, 1) + dt.timedelta(days=number % 20_000)


class PartialDateKind(Kind):
    """A month and day, with the year where it is known."""

    name = "partial_date"
    value_type = PartialDate

    def to_plain(self, value: PartialDate | None) -> str | None:
        """Return ISO text."""
        return value.to_plain() if value else None

    def from_plain(self, plain: str | None, spec: Spec) -> PartialDate | None:
        """Read ISO text."""
        return PartialDate.from_plain(plain) if plain else None

    def parse(self, text: str, spec: Spec) -> PartialDate:
        """Read a date with or without its year."""
        return PartialDate.parse(text)

    def check(self, value: object, spec: Spec) -> str | None:
        """Refuse years that no clinic means."""
        if not isinstance(value, PartialDate):
            return super().check(value, spec)
        known = value.year is None or EARLIEST.year <= value.year <= LATEST.year
        return None if known else _("is a date outside the years 1850 to 2199.")

    def example(self, spec: Spec, number: int) -> PartialDate:
        """Return a birthday, every second one without its year."""
        return PartialDate(number % 12 + 1, number % 28 + 1, 1970 if number % 2 else None)


class Time(Kind):
    """A time of day, to the minute."""

    name = "time"
    value_type = dt.time

    def to_plain(self, value: dt.time | None) -> str | None:
        """Return ``09:20``."""
        return f"{value:%H:%M}" if value is not None else None

    def from_plain(self, plain: str | None, spec: Spec) -> dt.time | None:
        """Read ``09:20``."""
        return dt.time.fromisoformat(plain) if plain else None

    def parse(self, text: str, spec: Spec) -> dt.time:
        """Read a time of day."""
        return parse_time(text)

    def show(self, value: dt.time, spec: Spec) -> str:
        """Return ``9:20 AM``."""
        return show_time(value)

    def example(self, spec: Spec, number: int) -> dt.time:
        """Return a time of day."""
        return dt.time(number % 24, number % 60)


class DateTime(Kind):
    """A moment, kept in UTC and shown in local time."""

    name = "datetime"
    value_type = dt.datetime

    def to_plain(self, value: dt.datetime | None) -> str | None:
        """Return UTC text of fixed length, so that text order is time order."""
        return value.astimezone(dt.UTC).strftime(MOMENT) if value else None

    def from_plain(self, plain: str | None, spec: Spec) -> dt.datetime | None:
        """Read UTC text."""
        return dt.datetime.fromisoformat(plain) if plain else None

    def parse(self, text: str, spec: Spec) -> dt.datetime:
        """Read ISO text, or a date and a local time; a date alone is its midnight."""
        text = " ".join(text.split())
        try:
            value = dt.datetime.fromisoformat(text)
        except ValueError:
            value = _near(text) or _date_then_time(text)
        if EARLIEST <= value.date() <= LATEST:  # outside, some systems know no local time
            value = value.astimezone(dt.UTC)
            if EARLIEST <= value.date() <= LATEST:
                return value
        raise UserError(_("is a date outside the years 1850 to 2199."))

    def show(self, value: dt.datetime, spec: Spec) -> str:
        """Return ``Nov 24, 2026, 9:20 AM`` in local time."""
        local = value.astimezone()
        return f"{show_date(local.date())}, {show_time(local.time())}"

    def check(self, value: object, spec: Spec) -> str | None:
        """Refuse moments without a time zone."""
        if not isinstance(value, dt.datetime):
            return super().check(None, spec)
        if value.tzinfo is None:
            return _("lacks its time zone.")
        return (
            None
            if EARLIEST <= value.date() <= LATEST
            else _("is a date outside the years 1850 to 2199.")
        )

    def example(self, spec: Spec, number: int) -> dt.datetime:
        """Return a moment of 2026 or after."""
        start = dt.datetime(2026, 1, 1, 8, tzinfo=dt.UTC)
        return start + dt.timedelta(hours=number % 100_000)


def _near(text: str) -> dt.datetime | None:
    """Return what "now" or a mere time of today means, None for anything else."""
    now = dt.datetime.now(dt.UTC).astimezone()
    if text.strip().casefold() == "now":
        return now
    try:
        return dt.datetime.combine(now.date(), parse_time(text))
    except UserError:
        return None


def _date_then_time(text: str) -> dt.datetime:
    words = re.split(r"[ T]|, ", text.replace(" at ", " "))
    for count in range(min(len(words), 3), 0, -1):  # "Nov 24, 2026" is a date of three words
        try:
            day = parse_date(" ".join(words[:count]))
        except UserError:
            continue
        rest = " ".join(words[count:])
        return dt.datetime.combine(day, parse_time(rest) if rest else dt.time())
    raise UserError(_("is not a date with a time. Type it as 11/24/2026 9:20 AM."))


DATE = register(Date())
PARTIAL_DATE = register(PartialDateKind())
TIME = register(Time())
DATETIME = register(DateTime())
