"""A calendar on the wall: holidays, clock changes and opening hours of 2026 and 2027 by hand.

What the program works out with libraries is written here as tables, in another way, to hold it to.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

# 5 U.S.C. 6103: holidays on a Saturday are observed on Friday, on a Sunday on Monday.
FEDERAL = """
2026-01-01 2026-01-19 2026-02-16 2026-05-25 2026-06-19 2026-07-03 2026-09-07 2026-10-12 2026-11-11
2026-11-26 2026-12-25
2027-01-01 2027-01-18 2027-02-15 2027-05-31 2027-06-18 2027-07-05 2027-09-06 2027-10-11 2027-11-11
2027-11-25 2027-12-24 2027-12-31
"""
ON_A_WEEKEND = "2026-07-04 2027-06-19 2027-07-04 2027-12-25"
"""Holidays themselves that are observed on another day, for who works on weekends."""
HOLIDAYS = frozenset(dt.date.fromisoformat(day) for day in (FEDERAL + ON_A_WEEKEND).split())
# New York, by the moments (UTC) at which its clocks were or will be changed.
SUMMER = tuple(
    tuple(dt.datetime.fromisoformat(moment) for moment in year.split(" to "))
    for year in ("2026-03-08T07 to 2026-11-01T06", "2027-03-14T07 to 2027-11-07T06")
)
OFFICE, SHORT_FRIDAY, LATE_WEEK, EVERY_DAY = (
    "Mon-Fri 8:00-17:00",
    "Mon-Thu 8:00-12:00, 13:00-17:00; Fri 8:00-12:00",
    "Tue-Sat 9:00-18:00",
    "Mon-Sun 0:00-23:55",
)
Spans = tuple[tuple[int, int], ...]
MINUTES: dict[str, dict[int, Spans]] = {
    OFFICE: dict.fromkeys(range(5), ((480, 1020),)),
    SHORT_FRIDAY: {**dict.fromkeys(range(4), ((480, 720), (780, 1020))), 4: ((480, 720),)},
    LATE_WEEK: dict.fromkeys(range(1, 6), ((540, 1080),)),
    EVERY_DAY: dict.fromkeys(range(7), ((0, 1435),)),
}
"""Opening hours in minutes of the day, Monday being 0."""


def _offset_at(utc: dt.datetime) -> dt.timedelta:
    is_summer = any(start <= utc < end for start, end in SUMMER)
    return dt.timedelta(hours=-4 if is_summer else -5)


@dataclass(frozen=True)
class Wall:
    """A clinic in New York: its hours, by their words in `MINUTES`, and its own closed days."""

    hours: str = OFFICE
    closed: frozenset[dt.date] = frozenset()

    def local(self, moment: dt.datetime) -> dt.datetime:
        """Return what the clock on the wall shows, without a zone."""
        utc = moment.astimezone(dt.UTC).replace(tzinfo=None)
        return utc + _offset_at(utc)

    def moment(self, day: dt.date, minute: float) -> dt.datetime:
        """Return when the clock on the wall shows a minute of a day; the first time of two.

        One that the clocks leave out is as much later as they go ahead.
        """
        wall = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minute)
        for hours in (4, 5):
            utc = wall + dt.timedelta(hours=hours)
            if _offset_at(utc) == dt.timedelta(hours=-hours):
                return utc.replace(tzinfo=dt.UTC)
        return (wall + dt.timedelta(hours=5)).replace(tzinfo=dt.UTC)

    def spans(self, day: dt.date) -> Spans:
        """Return when the clinic works on a day, in minutes; nothing if it does not."""
        if day in HOLIDAYS or day in self.closed:
            return ()
        return MINUTES[self.hours].get(day.weekday(), ())

    def working_days(self, first: dt.date) -> list[dt.date]:
        """Return the days on which the clinic works from a day on, for half a year."""
        days = (first + dt.timedelta(days=step) for step in range(180))
        return [day for day in days if self.spans(day)]

    def closes(self, day: dt.date) -> dt.datetime:
        """Return when the clinic closes on the first day at or after `day` on which it works."""
        day = self.working_days(day)[0]
        return self.moment(day, self.spans(day)[-1][1])

    def due(self, since: dt.datetime, days: int) -> dt.datetime:
        """Return when something is due, `days` working days after it began at `since`."""
        agenda = self.working_days(self.local(since).date())
        while since >= self.closes(agenda[0]):
            agenda.pop(0)
        if days == 0:
            return self.closes(agenda[0])
        midnight = dt.datetime.combine(agenda[0], dt.time())
        at = (self.local(since) - midnight).total_seconds() / 60
        starts = [max(at, start) for start, end in self.spans(agenda[0]) if at < end]
        later = [
            max(starts[0], start) for start, end in self.spans(agenda[days]) if starts[0] < end
        ]
        if not later:
            return self.closes(agenda[days])
        return self.moment(agenda[days], later[0])

    def working_days_between(self, start: dt.datetime, end: dt.datetime) -> int:
        """Return how many working days come after the day of `start`, up to that of `end`."""
        first, last = self.local(start).date(), self.local(end).date()
        return sum(first < day <= last for day in self.working_days(first))
