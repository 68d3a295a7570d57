"""The selected rows of a list as ranges: all of 200,000 rows are one pair."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

Ranges = tuple[tuple[int, int], ...]
"""Pairs of first and last row, from the top."""


def merged(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """Return ranges from the top, those that touch or overlap joined."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def count_of(ranges: Ranges) -> int:
    """Return how many rows there are in the ranges."""
    return sum(last - first + 1 for first, last in ranges)


def ids_of(ids: array[int], ranges: Ranges) -> array[int]:
    """Return the ids of the rows in the ranges, in their order."""
    found = array("q")
    for first, last in ranges:
        found += ids[first : last + 1]
    return found


def rows_of(ids: array[int], chosen: array[int]) -> Ranges:
    """Return where the chosen ids stand now."""
    wanted = set(chosen)
    return tuple(_runs(row for row, row_id in enumerate(ids) if row_id in wanted))


def _runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = -2
    for row in rows:
        if row != last + 1:
            if last >= 0:
                yield first, last
            first = row
        last = row
    if last >= 0:
        yield first, last
