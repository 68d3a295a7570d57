"""The order of a day's visits."""

from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refdesk.domain.geo import GeoPoint, Miles, Minutes
from refdesk.routes.check import UnsoundRoute, check_round_trip
from refdesk.routes.plan import DayOrder, order_day
from refdesk.routes.travel import Leg, drive

CLINIC = GeoPoint(40.30, -81.90)
points = st.builds(GeoPoint, st.floats(40.0, 40.6), st.floats(-82.2, -81.6))
few = st.sampled_from([GeoPoint(40.1, -82.0), GeoPoint(40.2, -81.9), CLINIC])


def best_minutes(start: GeoPoint, stops: list[GeoPoint]) -> float:
    """Try every order; independent of the solver."""
    places = [start, *stops]
    table = [[drive(a, b).minutes for b in places] for a in places]
    orders = permutations(range(1, len(places)))
    return min(sum(table[a][b] for a, b in pairwise([0, *order, 0])) for order in orders)


@settings(deadline=None, max_examples=40)
@given(points, st.lists(st.one_of(points, few), max_size=7))
def test_no_other_order_is_quicker(start, stops):
    day = order_day(start, stops)
    assert sorted(day.order) == list(range(len(stops)))
    assert day.minutes == pytest.approx(best_minutes(start, stops), abs=0.01)


@settings(deadline=None, max_examples=20)
@given(st.lists(points, min_size=8, max_size=25))
def test_a_long_day_is_sound_and_the_same_every_time(stops):
    day = order_day(CLINIC, stops)
    assert len(day.legs) == len(stops) + 1
    assert order_day(CLINIC, stops) == day
    given_order = sum(drive(a, b).minutes for a, b in pairwise([CLINIC, *stops, CLINIC]))
    assert day.minutes <= given_order + 0.01


def test_a_day_without_stops_has_no_drive():
    day = order_day(CLINIC, [])
    assert day == DayOrder((), ())
    assert (day.minutes, day.miles) == (Minutes(0), Miles(0))


def test_one_stop_is_there_and_back():
    stop = GeoPoint(40.4, -81.9)
    day = order_day(CLINIC, [stop])
    assert day.order == (0,)
    assert day.legs == (drive(CLINIC, stop), drive(stop, CLINIC))


def test_two_stops_keep_their_order():
    assert order_day(CLINIC, [GeoPoint(40.4, -81.9), GeoPoint(40.1, -81.9)]).order == (0, 1)


def test_offices_in_one_building_take_no_drive_between_them():
    house = GeoPoint(40.4, -81.9)
    day = order_day(CLINIC, [house, GeoPoint(40.5, -81.7), house, house])
    assert sum(leg.minutes == Minutes(0) for leg in day.legs) == 2


def test_stops_on_a_line_are_driven_outwards_from_the_one_named_first():
    stops = [GeoPoint(40.30, -81.90 + east) for east in (0.1, 0.3, 0.2, 0.4)]
    assert order_day(CLINIC, stops).order in {
        (0, 2, 1, 3),
        (0, 1, 3, 2),
        (0, 2, 3, 1),
        (0, 3, 1, 2),
    }
    assert order_day(CLINIC, stops).minutes == pytest.approx(best_minutes(CLINIC, stops))


STOPS = [GeoPoint(40.4, -81.9), GeoPoint(40.1, -81.8), GeoPoint(40.2, -82.0)]


def legs_of(order: list[int]) -> list[Leg]:
    return [drive(a, b) for a, b in pairwise([CLINIC, *(STOPS[stop] for stop in order), CLINIC])]


def total(legs: list[Leg]) -> Minutes:
    return Minutes(sum(leg.minutes for leg in legs))


def test_the_checker_accepts_a_true_answer():
    legs = legs_of([2, 0, 1])
    check_round_trip(CLINIC, STOPS, [2, 0, 1], legs, total(legs))


@pytest.mark.parametrize("order", [[0, 1], [0, 1, 1], [0, 1, 3], [0, 1, 2, 2], []])
def test_the_checker_refuses_a_stop_left_out_or_visited_twice(order):
    legs = legs_of([0, 1, 2])
    with pytest.raises(UnsoundRoute, match="once"):
        check_round_trip(CLINIC, STOPS, order, legs, total(legs))


def test_the_checker_refuses_a_missing_way_back():
    legs = legs_of([0, 1, 2])
    with pytest.raises(UnsoundRoute, match="drives are needed"):
        check_round_trip(CLINIC, STOPS, [0, 1, 2], legs[:-1], total(legs))


def test_the_checker_refuses_legs_of_another_order():
    legs = legs_of([2, 1, 0])
    with pytest.raises(UnsoundRoute, match="Leg 1"):
        check_round_trip(CLINIC, STOPS, [0, 1, 2], legs, total(legs))


def test_the_checker_refuses_a_leg_with_wrong_miles():
    legs = legs_of([0, 1, 2])
    legs[1] = Leg(legs[1].minutes, Miles(legs[1].miles + 0.1))
    with pytest.raises(UnsoundRoute, match="Leg 2"):
        check_round_trip(CLINIC, STOPS, [0, 1, 2], legs, total(legs))


def test_the_checker_refuses_a_sum_that_is_not_the_sum():
    legs = legs_of([0, 1, 2])
    with pytest.raises(UnsoundRoute, match="add to"):
        check_round_trip(CLINIC, STOPS, [0, 1, 2], legs, Minutes(total(legs) - 1))
