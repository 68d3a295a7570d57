"""The order in which a day's offices are driven to."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from refdesk.domain.geo import Miles, Minutes
from refdesk.routes.check import check_round_trip
from refdesk.routes.travel import Leg, drive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from refdesk.domain.geo import GeoPoint

TICKS_PER_MINUTE = 1000  # the solver counts in whole numbers
ITERATIONS = 1000
SEED = 1


@dataclass(frozen=True, slots=True)
class DayOrder:
    """A round trip: which stop comes first, second …, and the drives there, between and back."""

    order: tuple[int, ...]
    legs: tuple[Leg, ...]

    @property
    def minutes(self) -> Minutes:
        """Minutes at the wheel, clinic to clinic."""
        return Minutes(sum(leg.minutes for leg in self.legs))

    @property
    def miles(self) -> Miles:
        """Miles on the road, clinic to clinic."""
        return Miles(sum(leg.miles for leg in self.legs))


def order_day(start: GeoPoint, stops: Sequence[GeoPoint]) -> DayOrder:
    """Return the quickest round trip from `start` over all `stops`; the same places, the same trip.

    `order` holds positions in `stops`; `legs` has one drive more than there are stops (none
    without stops). Both directions take as long: the one that begins with the stop named earlier
    is returned.
    """
    places = (start, *stops)
    order = tuple(range(len(stops)))
    claimed: Minutes | None = None
    if len(stops) > 2:  # up to two, every order is the same round trip
        order, claimed = _solve(places)
    order = min(order, order[::-1])
    route = [0, *(stop + 1 for stop in order), 0] if order else []
    day = DayOrder(order, tuple(drive(places[a], places[b]) for a, b in pairwise(route)))
    check_round_trip(start, stops, day.order, day.legs, day.minutes if claimed is None else claimed)
    return day


def round_trip(start: GeoPoint, stops: Sequence[GeoPoint]) -> tuple[Leg, ...]:
    """Return the drives from `start` over `stops` in their order and back; none without stops."""
    if not stops:
        return ()
    return tuple(drive(a, b) for a, b in pairwise((start, *stops, start)))


def _solve(places: Sequence[GeoPoint]) -> tuple[tuple[int, ...], Minutes]:
    # Imported late: the library takes a tenth of a second and only planning needs it.
    from pyvrp import Model  # noqa: PLC0415
    from pyvrp.stop import MaxIterations  # noqa: PLC0415

    model = Model()
    spots = [model.add_location(place.longitude, place.latitude) for place in places]
    model.add_depot(spots[0])
    for spot in spots[1:]:
        model.add_client(spot)
    model.add_vehicle_type()
    for a, here in zip(spots, places, strict=True):
        for b, there in zip(spots, places, strict=True):
            if a is not b:
                model.add_edge(a, b, round(drive(here, there).minutes * TICKS_PER_MINUTE))
    found = model.solve(MaxIterations(ITERATIONS), SEED, collect_stats=False, display=False)
    order = tuple(
        visit.idx for route in found.best.routes() for visit in route if visit.is_client()
    )
    return order, Minutes(found.best.distance() / TICKS_PER_MINUTE)
