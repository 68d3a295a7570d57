"""How long and how far it is from one place to another by car, as a rule of thumb."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from refdesk.domain.geo import Miles, Minutes

if TYPE_CHECKING:
    from refdesk.domain.geo import GeoPoint

EARTH_KM = 6371.0
KM_PER_MILE = 1.609344


@dataclass(frozen=True, slots=True)
class Leg:
    """One drive: minutes at the wheel and miles on the road, both unrounded."""

    minutes: Minutes
    miles: Miles

    @property
    def shown_minutes(self) -> int:
        """Whole minutes as a sheet shows them, rounded up."""
        return whole_minutes(self.minutes)

    @property
    def shown_miles(self) -> float:
        """Miles as a sheet shows them, to a tenth; a sheet's sum is the sum of these."""
        return round(float(self.miles), 1)


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the straight line (km), its road km per straight km, and the speed on it."""

    from_km: float
    to_km: float
    detour: float
    miles_per_hour: float


# Town, country road, highway. Each kilometre is charged at the band it lies in, as income is
# taxed: so a farther place never takes less, there is no jump at 5 or 40 km, and a detour over a
# third place is never shorter than the direct drive (a concave function of a distance is one).
BANDS = (
    Band(0.0, 5.0, 1.4, 25.0),
    Band(5.0, 40.0, 1.3, 40.0),
    Band(40.0, math.inf, 1.2, 55.0),
)


def drive(a: GeoPoint, b: GeoPoint) -> Leg:
    """Return the drive from `a` to `b`: straight line times a detour, at the speed of its band."""
    straight = straight_km(a, b)
    minutes = miles = 0.0
    for band in BANDS:
        within = max(0.0, min(straight, band.to_km) - band.from_km)
        road = within * band.detour / KM_PER_MILE
        miles += road
        minutes += road / band.miles_per_hour * 60
    return Leg(Minutes(minutes), Miles(miles))


def straight_km(a: GeoPoint, b: GeoPoint) -> float:
    """Return the great-circle distance in km (haversine)."""
    north_a, north_b = math.radians(a.latitude), math.radians(b.latitude)
    half_north = (north_b - north_a) / 2
    half_east = math.radians(b.longitude - a.longitude) / 2
    chord = (
        math.sin(half_north) ** 2 + math.cos(north_a) * math.cos(north_b) * math.sin(half_east) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, chord)))


def whole_minutes(minutes: float) -> int:
    """Round up to whole minutes; a hair above a whole minute, from adding floats, stays there."""
    return math.ceil(round(minutes, 6))
