"""Where a ZIP code lies, from a table that ships with the program."""

from __future__ import annotations

import re
from functools import lru_cache

from refdesk.domain.geo import GeoPoint

_ZIP = re.compile(r"(\d{5})(?:[- ]?\d{4})?", re.ASCII)


def centroid(zip_code: str) -> GeoPoint | None:
    """Return the middle of a ZIP code area (``45750`` or ``45750-1234``); None where unknown.

    The middle lies about 2 km from an address of the area (median; one in ten over 6 km).
    Military mail has ZIP codes but no place.
    """
    found = _ZIP.fullmatch(zip_code.strip())
    return _look_up(found[1]) if found else None


@lru_cache(maxsize=4096)
def _look_up(five_digits: str) -> GeoPoint | None:
    # The first look-up unpacks the table (a third of a second): never at program start.
    import zipcodes  # noqa: PLC0415

    for row in zipcodes.matching(five_digits):  # type: ignore[no-untyped-call]
        latitude, longitude = float(row["lat"] or 0), float(row["long"] or 0)
        if (latitude, longitude) != (0.0, 0.0):
            return GeoPoint(latitude, longitude)
    return None
