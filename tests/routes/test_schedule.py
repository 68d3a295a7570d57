"""A day by the clock."""

import datetime as dt

import pytest

from refdesk.domain.errors import UserError
from refdesk.domain.geo import Miles, Minutes
from refdesk.domain.hours import Span
from refdesk.routes.schedule import VisitTime, timetable
from refdesk.routes.travel import Leg


def legs(*minutes: float) -> list[Leg]:
    return [Leg(Minutes(minute), Miles(1)) for minute in minutes]


def test_times_are_rounded_up_to_five_minutes():
    day = timetable(dt.time(8, 45), legs(13.2, 25, 17.1), [20, 18])
    assert day.leave == dt.time(8, 45)
    assert day.visits == (
        VisitTime(dt.time(9, 0), dt.time(9, 20)),
        VisitTime(dt.time(9, 45), dt.time(10, 5)),
    )
    assert day.back == dt.time(10, 25)


def test_a_drive_of_exactly_five_minutes_stays_five():
    assert timetable(dt.time(9), legs(0.1 + 4.9, 5), [10]).visits[0].arrive == dt.time(9, 5)


def test_a_day_without_visits_is_back_when_it_leaves():
    day = timetable(dt.time(9, 3), [], [])
    assert (day.leave, day.visits, day.back) == (dt.time(9, 3), (), dt.time(9, 3))


def test_a_day_past_midnight_is_refused_in_words():
    with pytest.raises(UserError, match="after midnight"):
        timetable(dt.time(23, 30), legs(20, 20), [30])


def test_legs_and_visits_must_belong_together():
    with pytest.raises(ValueError, match="2 legs for 2 visits"):
        timetable(dt.time(9), legs(5, 5), [10, 10])


LUNCH = Span(dt.time(12), dt.time(13))
BEFORE_NINE = Span(dt.time(0), dt.time(9))


def visits(leave: dt.time, *closures: list[Span], drive: float = 20) -> list[tuple[str, str]]:
    """Return when visits of 20 minutes begin and end, each `drive` minutes after the one before."""
    count = len(closures)
    day = timetable(leave, legs(*[drive] * (count + 1)), [20] * count, closures)
    return [(f"{visit.arrive:%H:%M}", f"{visit.leave:%H:%M}") for visit in day.visits]


def test_nobody_is_visited_over_lunch_and_the_rest_of_the_day_waits():
    assert visits(dt.time(12), [LUNCH], [LUNCH]) == [("13:00", "13:20"), ("13:40", "14:00")]
    assert visits(dt.time(11, 30), [LUNCH]) == [("13:00", "13:20")]  # would run into lunch


def test_a_visit_that_ends_when_lunch_begins_is_made_before():
    assert visits(dt.time(11, 20), [LUNCH]) == [("11:40", "12:00")]


def test_who_comes_before_the_office_opens_waits():
    assert visits(dt.time(8), [LUNCH, BEFORE_NINE]) == [("09:00", "09:20")]


def test_a_break_between_two_closures_too_short_for_a_visit_is_not_used():
    short = [BEFORE_NINE, Span(dt.time(9, 10), dt.time(10, 2))]
    assert visits(dt.time(8), short) == [("10:05", "10:25")]


def test_closures_and_visits_must_belong_together():
    with pytest.raises(ValueError, match="closures of 1 offices for 2 visits"):
        timetable(dt.time(9), legs(5, 5, 5), [10, 10], [[]])
