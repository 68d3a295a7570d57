"""Business days of a clinic: its week, less public holidays and its own closed days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from refdesk.domain.dates import show_date
from refdesk.domain.errors import UserError
from refdesk.domain.hours import Hours
from refdesk.i18n import _

WEEK = frozenset(range(5))
LONGEST_CLOSURE = 366
COUNTED_FROM = 2020
"""A year near those that are asked for; earlier ones count backwards from it."""


@dataclass(frozen=True)
class BusinessCalendar:
    """When a clinic works: weekdays (Monday is 0), state for public holidays, own closed days."""

    weekdays: AbstractSet[int] = WEEK
    state: str | None = None
    closed: AbstractSet[dt.date] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= set(range(7)):
            raise ValueError("a clinic works on at least one day of the week")

    @classmethod
    def of(cls, hours: Hours | None, state: str | None = None) -> BusinessCalendar:
        """Return the calendar of a clinic open at `hours`; Monday to Friday where unknown."""
        weekdays = frozenset(day for day in range(7) if hours and hours.days[day])
        return cls(weekdays or WEEK, state or None)

    def holiday(self, day: dt.date) -> str | None:
        """Return the name of the public holiday on `day`, if it is one."""
        return _public(self.state, day.year).get(day)

    def is_business_day(self, day: dt.date) -> bool:
        """Tell whether the clinic works on `day`."""
        return day.weekday() in self.weekdays and day not in self.closed and not self.holiday(day)

    def next_business_day(self, day: dt.date) -> dt.date:
        """Return the first business day on or after `day`.

        Raises:
            UserError: none comes within a year.
        """
        for step in range(LONGEST_CLOSURE):
            later = day + dt.timedelta(days=step)
            if self.is_business_day(later):
                return later
        raise UserError(
            _(
                "The clinic has no business day in the year after {day}. Check its closed days."
            ).format(day=show_date(day))
        )

    def add(self, day: dt.date, count: int) -> dt.date:
        """Return the `count`-th business day after `day`; 0 is `day`, or the next one that is."""
        if count < 0:
            raise ValueError("count business days forwards")
        if count == 0:
            return self.next_business_day(day)
        for _step in range(count):
            day = self.next_business_day(day + dt.timedelta(days=1))
        return day

    def between(self, start: dt.date, end: dt.date) -> int:
        """Return the business days after `start` up to and with `end`; negative if before."""
        return self._until(end) - self._until(start)

    def _until(self, day: dt.date) -> int:
        """Return the business days from the first of `COUNTED_FROM` to `day`."""
        years = range(COUNTED_FROM, day.year)
        whole = sum(_counted(self, year)[-1] for year in years)
        before = sum(_counted(self, year)[-1] for year in range(day.year, COUNTED_FROM))
        return whole - before + _counted(self, day.year)[day.timetuple().tm_yday - 1]


def warm() -> None:
    """Read in the public holidays, which takes longer than anything that is asked of them."""
    BusinessCalendar().is_business_day(dt.date(COUNTED_FROM, 1, 1))


@lru_cache(maxsize=512)
def _public(state: str | None, year: int) -> Mapping[dt.date, str]:
    """Return the public holidays of a year; those of the whole country where no state is known."""
    import holidays  # noqa: PLC0415  a start does not need it

    found = holidays.country_holidays("US", years=year)
    if state in found.subdivisions:
        found = holidays.country_holidays("US", state, years=year)
    return {day: str(name) for day, name in found.items()}


@lru_cache(maxsize=512)
def _counted(calendar: BusinessCalendar, year: int) -> tuple[int, ...]:
    """Return how many business days a year has had by each of its days."""
    first = dt.date(year, 1, 1)
    days = (dt.date(year + 1, 1, 1) - first).days
    works = (calendar.is_business_day(first + dt.timedelta(days=step)) for step in range(days))
    return tuple(accumulate(works))
