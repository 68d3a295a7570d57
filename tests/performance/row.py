"""One row of the bench: a figure, its floor in the same run, and the limit that follows."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Row:
    """A measured figure; `ok` when it is at most `limit`. Units: ms, s or a ratio (x)."""

    name: str
    value: float
    unit: str
    floor: float
    limit: float

    @property
    def ok(self) -> bool:
        return self.value <= self.limit

    def to_json(self) -> dict[str, object]:
        return {**asdict(self), "ok": self.ok}


def scaled(limit: float, floor: float, reference: float) -> float:
    """Return `limit`, stated for a machine whose floor is `reference`, for a machine of `floor`."""
    return round(limit * max(1.0, floor / reference), 3)


def timed(work: Callable[[], object]) -> float:
    """Return how long `work` takes, in ms."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def median_ms(work: Callable[[], object], times: int) -> float:
    """Return the median time of `work`, in ms, after one run that does not count."""
    work()
    return round(statistics.median(timed(work) for _run in range(times)), 3)


def p95_ms(works: list[Callable[[], object]]) -> float:
    """Return the 95th percentile of the times of `works`, each run once, in ms."""
    return round(statistics.quantiles([timed(work) for work in works], n=20)[-1], 3)
