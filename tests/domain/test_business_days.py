"""Business days, against calendars of 2026 and 2027 written out by hand."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refdesk.domain import business
from refdesk.domain.business import BusinessCalendar
from refdesk.domain.errors import UserError
from refdesk.domain.hours import Hours

# 5 U.S.C. 6103: holidays on a Saturday are observed on Friday, on a Sunday on Monday.
FEDERAL = """
2026-01-01 2026-01-19 2026-02-16 2026-05-25 2026-06-19 2026-07-03 2026-09-07 2026-10-12 2026-11-11
2026-11-26 2026-12-25
2027-01-01 2027-01-18 2027-02-15 2027-05-31 2027-06-18 2027-07-05 2027-09-06 2027-10-11 2027-11-11
2027-11-25 2027-12-24 2027-12-31
"""
CLOSED = {dt.date.fromisoformat(day) for day in FEDERAL.split()}
PLAIN = BusinessCalendar()
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31))
CALENDARS = st.builds(
    BusinessCalendar,
    st.frozensets(st.integers(0, 6), min_size=1),
    st.sampled_from((None, "OH", "MA", "TX", "AP")),
    st.frozensets(st.dates(dt.date(2026, 1, 1), dt.date(2026, 3, 31)), max_size=30),
)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_two_years_are_as_the_government_prints_them():
    for number in range(730):
        date = day("2026-01-01") + dt.timedelta(days=number)
        works = date.weekday() < 5 and date not in CLOSED
        assert PLAIN.is_business_day(date) is works, date


@pytest.mark.parametrize(
    ("start", "count", "due", "why"),
    [
        ("2026-11-23", 0, "2026-11-23", "a Monday is itself"),
        ("2026-11-23", 1, "2026-11-24", "the next day"),
        ("2026-11-20", 1, "2026-11-23", "over a weekend"),
        ("2026-11-21", 0, "2026-11-23", "a Saturday rolls on to Monday"),
        ("2026-11-21", 1, "2026-11-23", "the first business day after a Saturday is Monday"),
        ("2026-11-25", 1, "2026-11-27", "over Thanksgiving"),
        ("2026-11-25", 5, "2026-12-03", "five days, a holiday and a weekend"),
        ("2026-12-24", 1, "2026-12-28", "over Christmas on a Friday"),
        ("2026-12-31", 1, "2027-01-04", "over the year's end"),
        ("2027-12-30", 1, "2028-01-03", "New Year on a Saturday is observed in the old year"),
        ("2026-07-02", 1, "2026-07-06", "July 4 on a Saturday is observed on Friday"),
        ("2027-07-02", 1, "2027-07-06", "July 4 on a Sunday is observed on Monday"),
        ("2028-02-28", 1, "2028-02-29", "a leap day"),
        ("2026-01-01", 250, "2026-12-31", "a year has 250 of them after New Year's Day"),
    ],
)
def test_due_days_are_counted_over_weekends_and_holidays(
    start: str, count: int, due: str, why: str
):
    assert PLAIN.add(day(start), count) == day(due), why


def test_a_holiday_has_a_name():
    assert PLAIN.holiday(day("2026-11-26")) == "Thanksgiving Day"
    assert PLAIN.holiday(day("2026-07-03")) == "Independence Day (observed)"
    assert PLAIN.holiday(day("2026-11-24")) is None


def test_a_state_keeps_its_own_holidays_and_an_unknown_one_the_federal():
    patriots = day("2026-04-20")
    assert BusinessCalendar(state="MA").holiday(patriots) == "Patriots' Day"
    for state in (None, "OH", "AP", "ZZ"):
        assert BusinessCalendar(state=state).is_business_day(patriots)


def test_the_clinics_own_closed_days_do_not_count():
    retreat = BusinessCalendar(closed=frozenset({day("2026-11-24"), day("2026-11-25")}))
    assert not retreat.is_business_day(day("2026-11-24"))
    assert retreat.add(day("2026-11-23"), 1) == day("2026-11-27")


def test_the_week_is_that_of_the_clinics_hours():
    hours = Hours.parse("Tue-Thu 8-5; Sat 8-12")
    calendar = BusinessCalendar.of(hours, "OH")
    assert calendar.weekdays == {1, 2, 3, 5}
    assert calendar.state == "OH"
    assert calendar.add(day("2026-11-19"), 1) == day("2026-11-21")
    assert calendar.add(day("2026-11-21"), 1) == day("2026-11-24")


@pytest.mark.parametrize("hours", [None, Hours()])
def test_a_clinic_that_has_not_said_its_hours_works_monday_to_friday(hours: Hours | None):
    calendar = BusinessCalendar.of(hours, "")
    assert calendar == PLAIN


@pytest.mark.parametrize("weekdays", [frozenset(), {7}, {-1, 2}])
def test_a_week_without_a_day_is_a_mistake_of_the_programmer(weekdays: set[int]):
    with pytest.raises(ValueError, match="at least one day of the week"):
        BusinessCalendar(weekdays)


def test_a_clinic_that_never_opens_is_told_so_instead_of_waited_for():
    start = day("2026-11-24")
    year = frozenset(start + dt.timedelta(days=number) for number in range(400))
    closed = BusinessCalendar(closed=year)
    for count in (0, 1, 3):
        with pytest.raises(UserError) as refused:
            closed.add(start, count)
        assert refused.value.message.startswith("The clinic has no business day in the year after ")
        assert refused.value.message.endswith(", 2026. Check its closed days.")
    nearly = BusinessCalendar(closed=year - {start + dt.timedelta(days=365)})
    assert nearly.next_business_day(start) == day("2027-11-24")


def test_business_days_are_counted_forwards_only():
    with pytest.raises(ValueError, match="count business days forwards"):
        PLAIN.add(day("2026-11-24"), -1)


def test_days_between_are_counted_without_the_first_and_with_the_last():
    assert PLAIN.between(day("2026-11-20"), day("2026-11-23")) == 1
    assert PLAIN.between(day("2026-11-24"), day("2026-11-24")) == 0
    assert PLAIN.between(day("2026-11-25"), day("2026-11-30")) == 2
    assert PLAIN.between(day("2026-11-30"), day("2026-11-25")) == -2
    assert PLAIN.between(day("2026-01-01"), day("2026-12-31")) == 250


@given(CALENDARS, DAYS, st.integers(1, 40))
def test_counting_between_undoes_adding(calendar: BusinessCalendar, start: dt.date, count: int):
    due = calendar.add(start, count)
    assert calendar.is_business_day(due)
    assert calendar.between(start, due) == count
    assert calendar.between(due, start) == -count


@given(CALENDARS, DAYS, st.integers(0, 15), st.integers(1, 15))
def test_adding_twice_is_adding_the_sum(
    calendar: BusinessCalendar, start: dt.date, first: int, more: int
):
    start = calendar.next_business_day(start)
    assert calendar.add(calendar.add(start, first), more) == calendar.add(start, first + more)


@given(CALENDARS, DAYS)
def test_the_next_business_day_is_the_first_from_that_day_on(
    calendar: BusinessCalendar, start: dt.date
):
    found = calendar.next_business_day(start)
    skipped = [start + dt.timedelta(days=n) for n in range((found - start).days)]
    assert not any(map(calendar.is_business_day, skipped))
    assert calendar.next_business_day(found) == found == calendar.add(start, 0)


def test_holidays_can_be_read_in_before_they_are_asked_for(monkeypatch):
    business._public.cache_clear()
    business.warm()
    monkeypatch.setattr("holidays.country_holidays", None)  # nobody may ask for them again
    new_year = dt.date(business.COUNTED_FROM, 1, 1)
    assert business.BusinessCalendar().holiday(new_year) == "New Year's Day"
