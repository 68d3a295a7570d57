"""A place on the map and the minutes between two of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

Minutes = NewType("Minutes", float)
Miles = NewType("Miles", float)


@dataclass(frozen=True, slots=True)
class GeoPoint:
    """A place, in degrees (WGS 84): latitude north, longitude east."""

    latitude: float
    longitude: float
