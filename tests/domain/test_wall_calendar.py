"""The clinic's clock beside a calendar on the wall that was written out by hand."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from refdesk.domain.business import BusinessCalendar
from refdesk.domain.clock import BusinessClock
from refdesk.domain.hours import Hours
from tests.helpers.wall import EVERY_DAY, LATE_WEEK, MINUTES, OFFICE, SHORT_FRIDAY, Wall

EAST = ZoneInfo("America/New_York")
FIRST = dt.datetime(2026, 1, 1, 5, tzinfo=dt.UTC)
MOMENTS = st.integers(0, 500 * 24 * 60 * 60).map(lambda count: FIRST + dt.timedelta(seconds=count))
DAYS = st.integers(0, 12)
OWN_DAYS = st.frozensets(
    st.dates(dt.date(2026, 12, 20), dt.date(2027, 1, 10)), min_size=0, max_size=6
)
WALLS = st.builds(Wall, st.sampled_from(sorted(MINUTES)), OWN_DAYS)


def clock_of(wall: Wall) -> BusinessClock:
    hours = Hours.parse(wall.hours)
    week = BusinessCalendar.of(hours)
    return BusinessClock(BusinessCalendar(week.weekdays, None, wall.closed), hours, EAST)


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{text}:00+00:00")


@given(WALLS, MOMENTS, DAYS)
@example(Wall(OFFICE), utc("2026-10-30T18:30"), 1)  # the clocks go back that Sunday
@example(Wall(EVERY_DAY), utc("2026-11-01T05:30"), 1)  # half past one, for the first time
@example(Wall(EVERY_DAY), utc("2026-11-01T06:30"), 1)  # and for the second
@example(Wall(LATE_WEEK), utc("2027-03-13T21:00"), 2)  # they go ahead that Sunday
@example(Wall(EVERY_DAY), utc("2027-03-13T07:30"), 1)  # to a time that is left out then
@example(Wall(SHORT_FRIDAY), utc("2026-12-24T20:00"), 3)  # Christmas, a Friday
@example(Wall(OFFICE), utc("2026-12-31T21:59"), 0)  # the last minutes of a year
@example(Wall(OFFICE), utc("2026-12-31T22:00"), 1)  # after closing, over New Year
@example(Wall(OFFICE), utc("2027-07-02T13:00"), 1)  # July 4 is a Sunday
def test_what_is_due_is_due_by_the_calendar_on_the_wall(wall, since, days):
    assert clock_of(wall).due(since, days) == wall.due(since, days)


@given(WALLS, MOMENTS, st.integers(0, 40))
@example(Wall(OFFICE), utc("2026-12-23T15:00"), 9)
@example(Wall(LATE_WEEK), utc("2026-11-19T15:00"), 7)
def test_calendar_days_end_with_the_working_day_on_the_wall(wall, since, days):
    day = wall.local(since).date() + dt.timedelta(days=days)
    assert clock_of(wall).due_in_calendar_days(since, days) == wall.closes(day)


@given(WALLS, MOMENTS, st.timedeltas(dt.timedelta(0), dt.timedelta(days=120)))
def test_lateness_is_counted_in_the_working_days_on_the_wall(wall, since, later):
    until = since + later
    counted = clock_of(wall).business_days(since, until)
    assert counted == wall.working_days_between(since, until)


@given(MOMENTS)
def test_the_clock_on_the_wall_is_that_of_new_york(moment):
    assert Wall().local(moment) == moment.astimezone(EAST).replace(tzinfo=None)
