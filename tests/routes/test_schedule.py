"""A day by the clock."""

import datetime as dt

import pytest

from refdesk.domain.errors import UserError
from refdesk.domain.geo import Miles, Minutes
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
