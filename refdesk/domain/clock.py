"""Due times: business days and opening hours, on the clinic's own clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from refdesk.domain.business import BusinessCalendar
from refdesk.domain.hours import Hours, Span

USUAL = (Span(dt.time(8), dt.time(17)),)
"""The hours of a clinic that has not said its own."""


@dataclass(frozen=True)
class BusinessClock:
    """When a clinic works, to the minute.

    Args:
        calendar: its business days.
        hours: its opening hours; 8 to 5 where unknown.
        zone: its time zone; that of this computer where none is given.
    """

    calendar: BusinessCalendar = field(default_factory=BusinessCalendar)
    hours: Hours | None = None
    zone: dt.tzinfo | None = None

    def day_of(self, moment: dt.datetime) -> dt.date:
        """Return the calendar day of a moment, at the clinic."""
        return moment.astimezone(self.zone).date()

    def at(self, day: dt.date, time: dt.time) -> dt.datetime:
        """Return a wall-clock time of the clinic as a moment, in UTC.

        A time that the clocks leave out in spring is as much later as they go forward.
        """
        naive = dt.datetime.combine(day, time)
        local = naive.astimezone() if self.zone is None else naive.replace(tzinfo=self.zone)
        return local.astimezone(dt.UTC)

    def spans(self, day: dt.date) -> tuple[Span, ...]:
        """Return the opening hours of a business day."""
        return (self.hours.on(day) if self.hours else ()) or USUAL

    def opens(self, day: dt.date) -> dt.datetime:
        """Return when a business day begins."""
        return self.at(day, self.spans(day)[0].start)

    def closes(self, day: dt.date) -> dt.datetime:
        """Return when a business day ends."""
        return self.at(day, self.spans(day)[-1].end)

    def begins(self, moment: dt.datetime) -> dt.datetime:
        """Return the first moment at or after `moment` at which the clinic is open."""
        day = self.day_of(moment)
        if self.calendar.is_business_day(day):
            for span in self.spans(day):
                if moment < self.at(day, span.end):
                    return max(moment.astimezone(dt.UTC), self.at(day, span.start))
            day += dt.timedelta(days=1)
        return self.opens(self.calendar.next_business_day(day))

    def due(self, since: dt.datetime, days: int) -> dt.datetime:
        """Return when something that began at `since` is due, `days` business days later.

        No days: until the clinic closes on the day it began. Else at the same time of a later
        business day, put off to the next opening where the clinic is closed at that time, and
        ahead to closing time where it closes earlier. What begins while it is closed begins when
        it opens.

        Raises:
            UserError: the clinic has no business day within a year.
        """
        begun = self.begins(since)
        day = self.day_of(begun)
        if days == 0:
            return self.closes(day)
        later = self.calendar.add(day, days)
        time = begun.astimezone(self.zone).time()
        for span in self.spans(later):
            if time < span.end:
                return self.at(later, max(time, span.start))
        return self.closes(later)

    def due_in_calendar_days(self, since: dt.datetime, days: int) -> dt.datetime:
        """Return the closing time of the first business day at least `days` calendar days on.

        Raises:
            UserError: the clinic has no business day within a year.
        """
        day = self.day_of(since) + dt.timedelta(days=days)
        return self.closes(self.calendar.next_business_day(day))

    def business_days(self, since: dt.datetime, until: dt.datetime) -> int:
        """Return the business days from one moment's day to another's; negative if before."""
        return self.calendar.between(self.day_of(since), self.day_of(until))
