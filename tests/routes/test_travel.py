"""Rules of thumb for a drive."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refdesk.domain.geo import GeoPoint
from refdesk.routes.travel import drive, straight_km, whole_minutes

CLINIC = GeoPoint(40.0, -82.0)
points = st.builds(GeoPoint, st.floats(39.0, 41.0), st.floats(-83.0, -81.0))


def north(km: float) -> GeoPoint:
    return GeoPoint(40.0 + math.degrees(km / 6371.0), -82.0)


def test_a_degree_of_latitude_is_111_kilometres():
    assert straight_km(CLINIC, GeoPoint(41.0, -82.0)) == pytest.approx(111.195, abs=0.01)


def test_the_other_side_of_the_world_is_half_its_girth_away():
    assert straight_km(GeoPoint(0, 0), GeoPoint(0, 180)) == pytest.approx(math.pi * 6371)


@pytest.mark.parametrize(
    ("km", "road_km", "minutes"),
    [
        (0, 0, 0),
        (2, 2.8, 4.2),
        (5, 7, 10.4),
        (20, 26.5, 28.6),
        (40, 52.5, 52.8),
        (100, 124.5, 101.6),
    ],
)
def test_a_drive_is_the_straight_line_with_detours_at_the_speed_of_its_road(km, road_km, minutes):
    leg = drive(CLINIC, north(km))
    assert leg.miles * 1.609344 == pytest.approx(road_km, abs=0.01)
    assert leg.minutes == pytest.approx(minutes, abs=0.1)


@given(st.floats(0, 150), st.floats(0, 150))
def test_a_farther_place_never_takes_less(a, b):
    near, far = sorted((a, b))
    assert drive(CLINIC, north(near)).minutes <= drive(CLINIC, north(far)).minutes + 1e-9
    assert drive(CLINIC, north(near)).miles <= drive(CLINIC, north(far)).miles + 1e-9


@given(points, points)
def test_the_way_back_is_as_long(a, b):
    assert drive(a, b).minutes == pytest.approx(drive(b, a).minutes)


@given(points, points, points)
def test_a_detour_is_never_shorter(a, b, c):
    assert drive(a, c).minutes <= drive(a, b).minutes + drive(b, c).minutes + 1e-9


@pytest.mark.parametrize(
    ("minutes", "shown"), [(0, 0), (0.2, 1), (14, 14), (14.0000000001, 14), (14.01, 15)]
)
def test_minutes_are_shown_rounded_up(minutes, shown):
    assert whole_minutes(minutes) == shown


def test_a_leg_shows_whole_minutes():
    assert drive(CLINIC, north(2)).shown_minutes == 5
