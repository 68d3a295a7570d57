"""Due times by the clinic's clock: over nights, weekends, holidays, and when the clocks change."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refdesk.domain.business import BusinessCalendar
from refdesk.domain.clock import BusinessClock
from refdesk.domain.hours import Hours

EAST = ZoneInfo("America/New_York")
HOURS = Hours.parse("Mon-Thu 8:00-12:00, 13:00-17:00; Fri 8:00-12:00")
CLOCK = BusinessClock(BusinessCalendar.of(HOURS), HOURS, EAST)


def at(text: str) -> dt.datetime:
    """Return a wall-clock time in the east."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=EAST)


def shown(moment: dt.datetime) -> str:
    return f"{moment.astimezone(EAST):%Y-%m-%d %H:%M}"


# Worked out by hand with a calendar: Nov 26, 2026 is Thanksgiving; Jan 1, 2027 is a Friday.
@pytest.mark.parametrize(
    ("since", "days", "due"),
    [
        ("2026-11-16 09:40", 1, "2026-11-17 09:40"),  # Monday to Tuesday, same time
        ("2026-11-16 09:40", 0, "2026-11-16 17:00"),  # the same day: until we close
        ("2026-11-20 10:00", 0, "2026-11-20 12:00"),  # on a short Friday too
        ("2026-11-19 15:30", 1, "2026-11-20 12:00"),  # Friday closes before that time
        ("2026-11-20 11:00", 1, "2026-11-23 11:00"),  # over a weekend
        ("2026-11-20 16:30", 1, "2026-11-24 08:00"),  # came after closing: begins on Monday
        ("2026-11-21 13:00", 0, "2026-11-23 17:00"),  # came on a Saturday
        ("2026-11-16 12:30", 1, "2026-11-17 13:00"),  # over lunch: begins when it ends
        ("2026-11-16 06:10", 3, "2026-11-19 08:00"),  # before opening
        ("2026-11-25 10:00", 1, "2026-11-27 10:00"),  # over Thanksgiving
        ("2026-12-31 10:00", 1, "2027-01-04 10:00"),  # over New Year and a weekend
        ("2026-10-30 10:00", 1, "2026-11-02 10:00"),  # the clocks went back on Nov 1
        ("2027-03-12 10:00", 1, "2027-03-15 10:00"),  # and ahead on Mar 14
        ("2026-12-23 10:00", 5, "2026-12-31 10:00"),  # over Christmas, on a Friday
    ],
)
def test_the_due_times_of_a_calendar_on_the_wall(since, days, due):
    assert shown(CLOCK.due(at(since), days)) == due


def test_calendar_days_end_when_the_clinic_closes_on_a_business_day():
    assert shown(CLOCK.due_in_calendar_days(at("2026-11-16 09:40"), 7)) == "2026-11-23 17:00"
    assert shown(CLOCK.due_in_calendar_days(at("2026-11-19 09:40"), 7)) == "2026-11-27 12:00"


def test_own_closed_days_count_as_holidays():
    closed = BusinessCalendar(closed={dt.date(2026, 11, 17)})
    clock = BusinessClock(closed, None, EAST)
    assert shown(clock.due(at("2026-11-16 09:40"), 1)) == "2026-11-18 09:40"


def test_a_clinic_that_has_not_said_its_hours_works_from_eight_to_five():
    clock = BusinessClock(zone=EAST)
    assert shown(clock.due(at("2026-11-16 18:00"), 0)) == "2026-11-17 17:00"
    assert shown(clock.opens(dt.date(2026, 11, 17))) == "2026-11-17 08:00"


def test_a_time_that_the_clocks_leave_out_is_as_much_later():
    night = Hours.parse("Sun 1:00 AM-2:30 AM, 3:30 AM-6:00 AM")
    clock = BusinessClock(BusinessCalendar.of(night), night, EAST)
    assert shown(clock.at(dt.date(2027, 3, 14), dt.time(2, 30))) == "2027-03-14 03:30"


def test_without_a_zone_the_clock_is_that_of_this_computer():
    clock = BusinessClock()
    day = clock.day_of(clock.at(dt.date(2026, 11, 16), dt.time(12)))
    assert day == dt.date(2026, 11, 16)


MINUTES = st.integers(0, 700 * 24 * 60)
MOMENTS = MINUTES.map(lambda count: at("2026-01-01 00:00") + dt.timedelta(minutes=count))


@given(MOMENTS, st.integers(0, 15))
def test_nothing_is_due_before_it_began_or_while_the_clinic_is_closed(since, days):
    due = CLOCK.due(since, days)
    assert due >= since
    local = due.astimezone(EAST)
    assert CLOCK.calendar.is_business_day(local.date())
    assert any(span.start <= local.time() <= span.end for span in HOURS.on(local.date()))


@given(MOMENTS, st.integers(0, 15))
def test_a_longer_time_is_never_due_sooner(since, days):
    assert CLOCK.due(since, days) <= CLOCK.due(since, days + 1)


@given(MOMENTS, st.timedeltas(dt.timedelta(0), dt.timedelta(days=9)), st.integers(1, 9))
def test_what_began_later_is_never_due_sooner(since, later, days):
    assert CLOCK.due(since, days) <= CLOCK.due(since + later, days)


@given(MOMENTS, st.integers(0, 15))
def test_the_business_days_between_are_those_that_were_given(since, days):
    begun = CLOCK.begins(since)
    assert CLOCK.business_days(begun, CLOCK.due(since, days)) == days
