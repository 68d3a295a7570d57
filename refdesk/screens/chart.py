"""A small chart as data: what its series say, its axis, its table and its sentence."""

from __future__ import annotations

import enum
import math
from collections.abc import Iterator
from dataclasses import dataclass

FEWEST_CASES = 10
"""A rate on fewer cases shows its count instead; see PRODUCT.md 5."""
PERCENT = "%"
STEPS = (1, 2, 5, 10)
LOWEST, HIGHEST = 0.0, 100.0


class ChartKind(enum.Enum):
    """How the values are drawn."""

    BARS = "bars"
    LINE = "line"
    INTERVALS = "intervals"


class Period(enum.Enum):
    """Which time a series speaks of: now is solid, earlier is outlined."""

    CURRENT = "current"
    EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class Point:
    """One value; None is unknown. A rate also has its count and cases, and perhaps an interval.

    Args:
        value: not negative; a rate in percent.
        count: how many of the cases.
        cases: how many there were.
        low: lower end of the 95 % interval, in percent.
        high: upper end.
    """

    value: float | None = None
    count: int | None = None
    cases: int | None = None
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        if self.value is not None and not (0 <= self.value < math.inf):
            raise ValueError("a chart shows no negative and no endless value")
        if (self.low is None) != (self.high is None):
            raise ValueError("an interval has two ends")
        if self.low is not None and self.high is not None:
            inside = self.value is not None and self.low <= self.value <= self.high
            if not (inside and self.low >= LOWEST and self.high <= HIGHEST):
                raise ValueError("an interval lies around its rate, within 0 to 100 %")

    @property
    def is_small(self) -> bool:
        """Whether this is a rate on too few cases to be shown as one."""
        return self.cases is not None and 0 < self.cases < FEWEST_CASES

    @property
    def drawn(self) -> float | None:
        """Value to draw; None where nothing is known or a rate would say too much."""
        return None if self.is_small else self.value


def rate(count: int, cases: int, low: float | None = None, high: float | None = None) -> Point:
    """Return `count` of `cases` as a rate in percent; unknown where there are no cases."""
    if not 0 <= count <= cases:
        raise ValueError("a count lies between none and all of its cases")
    if cases == 0:
        return Point(count=0, cases=0)
    return Point(100 * count / cases, count, cases, low, high)


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one name, side by side from the place `first` of the axis.

    Args:
        label: in the legend.
        points: its values.
        period: now or earlier.
        first: place on the axis of the first value, from 0.
        total: the figure beside the legend; a total opens all records of the series.
    """

    label: str
    points: tuple[Point, ...]
    period: Period = Period.CURRENT
    first: int = 0
    total: Point | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """The name of one place on the axis: short below it, in full where it is said."""

    short: str
    full: str = ""

    @property
    def said(self) -> str:
        """Return the name as it is said."""
        return self.full or self.short


@dataclass(frozen=True, slots=True)
class Group:
    """A caption under the axis from the place `first`; a dashed line parts it from the last."""

    caption: str
    first: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A small chart.

    Args:
        title: of its card.
        kind: how it is drawn.
        axis: what the labels are, as the head of the table's first column.
        labels: of the places on the axis.
        series: its values.
        unit: "%" or a short unit that stands behind a number ("d"); none for counts.
        groups: captions under the axis.
        note: a line below the chart.
    """

    title: str
    kind: ChartKind
    axis: str
    labels: tuple[Label, ...]
    series: tuple[Series, ...]
    unit: str = ""
    groups: tuple[Group, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        for series in self.series:
            if series.first < 0 or series.first + len(series.points) > len(self.labels):
                raise ValueError("a series reaches beyond the labels of its axis")
        if self.kind is ChartKind.INTERVALS and self.unit != PERCENT:
            raise ValueError("intervals are drawn for rates in percent")

    def marks(self) -> Iterator[Mark]:
        """Return every value in the order a person meets them: by place, then by series."""
        for place in range(len(self.labels)):
            for number, series in enumerate(self.series):
                at = place - series.first
                if 0 <= at < len(series.points):
                    yield Mark(number, at, place)

    def point(self, mark: Mark) -> Point:
        """Return the value of a mark."""
        return self.series[mark.series].points[mark.point]

    @property
    def highest(self) -> float:
        """Largest value that is drawn; 0 where there is none."""
        points = [point.drawn for series in self.series for point in series.points]
        return max((value for value in points if value is not None), default=0.0)

    @property
    def is_whole(self) -> bool:
        """Whether every value is a whole number, so that no part of one stands on the axis."""
        points = [point for series in self.series for point in series.points]
        return all(point.drawn is None or point.drawn == int(point.drawn) for point in points)

    @property
    def has_small(self) -> bool:
        """Whether a rate was on too few cases to be shown."""
        return any(point.is_small for series in self.series for point in series.points)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where one value is: which series, which of its points, which place on the axis."""

    series: int
    point: int
    place: int


def ticks(highest: float, most: int = 5, *, whole: bool = False) -> tuple[float, ...]:
    """Return even round steps from 0 to at least `highest`, in at most `most` steps.

    Args:
        highest: largest value; not negative.
        most: how many steps have room, at least one.
        whole: whether a part of one would be nonsense.

    Raises:
        ValueError: a negative or endless value.
    """
    if not 0 <= highest < math.inf:
        raise ValueError("an axis begins at 0 and ends somewhere")
    if highest == 0:
        return (0.0, 1.0)
    power = math.floor(math.log10(highest / most))
    if whole:
        power = max(power, 0)
    unit = 10.0**power
    # A hair is taken off: 3 * 0.1 is a little more than 0.3, and must not cost a further step.
    step = next(step for step in STEPS if math.ceil(highest / (step * unit) - 1e-9) <= most)
    steps = math.ceil(highest / (step * unit) - 1e-9)
    return tuple(round(at * step * unit, max(0, -power)) for at in range(steps + 1))
