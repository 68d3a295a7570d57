"""Which town a ZIP code belongs to, from a table that ships with the program."""

from __future__ import annotations

import re
from functools import lru_cache

_ZIP = re.compile(r"(\d{5})(?:[- ]?\d{4})?", re.ASCII)


def town_of(zip_code: str) -> tuple[str, str] | None:
    """Return city and two-letter state of a ZIP code (``45750`` or ``45750-1234``).

    None where it is no ZIP code or not known. The first call unpacks the table (a third of a
    second); made once in the background, it costs the window nothing.
    """
    found = _ZIP.fullmatch(zip_code.strip())
    return _look_up(found[1]) if found else None


def warm() -> None:
    """Unpack the table, away from the window."""
    town_of("10001")


@lru_cache(maxsize=1024)
def _look_up(five_digits: str) -> tuple[str, str] | None:
    import zipcodes  # noqa: PLC0415  unpacks its table: never at program start

    for row in zipcodes.matching(five_digits):  # type: ignore[no-untyped-call]
        if row["city"] and row["state"]:
            return row["city"], row["state"]
    return None
