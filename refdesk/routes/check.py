"""An independent look at a planned day: does the answer say what was asked?"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from refdesk.routes.travel import Leg, drive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from refdesk.domain.geo import GeoPoint, Minutes


class UnsoundRoute(Exception):
    """The planner's answer contradicts itself: a bug, never a person's mistake."""


def check_round_trip(
    start: GeoPoint,
    stops: Sequence[GeoPoint],
    order: Sequence[int],
    legs: Sequence[Leg],
    claimed: Minutes,
) -> None:
    """Raise UnsoundRoute unless every stop comes once, each leg is its drive, and the sum is right.

    `claimed` is the drive of the whole day in minutes as the solver counted it; its whole-number
    arithmetic may differ by a hundredth of a minute a leg.
    """
    if sorted(order) != list(range(len(stops))):
        raise UnsoundRoute(f"Order {list(order)} does not visit each of {len(stops)} stops once")
    route = [start, *(stops[stop] for stop in order), start] if order else []
    expected = [drive(a, b) for a, b in pairwise(route)]
    if len(legs) != len(expected):
        raise UnsoundRoute(f"{len(legs)} legs where {len(expected)} drives are needed")
    for number, (leg, right) in enumerate(zip(legs, expected, strict=True), start=1):
        if not (_same(leg.minutes, right.minutes) and _same(leg.miles, right.miles)):
            raise UnsoundRoute(f"Leg {number} is not the drive between its two places")
    total = math.fsum(leg.minutes for leg in expected)
    if abs(total - claimed) > 0.01 * max(1, len(legs)):
        raise UnsoundRoute(f"The solver counted {claimed:.2f} minutes, the legs add to {total:.2f}")


def _same(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)
