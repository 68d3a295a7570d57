"""A small chart in words: its figures, its table, its sentence."""

from __future__ import annotations

import math
from dataclasses import dataclass

from refdesk.i18n import N_, _, plural
from refdesk.screens.chart import PERCENT, Chart, ChartKind, Mark, Point, Series

UNKNOWN = "–"
SPOKEN = {
    ChartKind.BARS: N_("Bar chart"),
    ChartKind.LINE: N_("Line chart"),
    ChartKind.INTERVALS: N_("Rates with their 95% intervals"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """A chart in rows and columns of words; `opens` says which cell opens which value's records."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    opens: dict[tuple[int, int], Mark]


def figure(point: Point, unit: str = "") -> str:
    """Return a value as a person reads it: 1,204, 73%, 0.7 d, 5 of 8."""
    if point.value is None:
        return UNKNOWN
    if point.is_small:
        return _("{count} of {cases}").format(count=point.count, cases=point.cases)
    return number(point.value, unit)


def number(value: float, unit: str = "") -> str:
    """Return a number with its unit, at most as exact as a small chart needs."""
    if unit == PERCENT:
        return f"{value:.0f}%" if value >= 1 or value == 0 else f"{value:.1f}%"
    if value == int(value):
        text = f"{value:,.0f}"
    else:
        digits = max(1, 1 - math.floor(math.log10(value)))
        text = f"{value:,.{digits}f}".rstrip("0").rstrip(".")
    return f"{text} {unit}" if unit else text


def interval(point: Point) -> str:
    """Return an interval as a person reads it: 60–74, or that the cases are too few for one."""
    if point.is_small:
        return _("small number")
    if point.low is None or point.high is None:
        return UNKNOWN
    return f"{point.low:.0f}–{point.high:.0f}"


def said(chart: Chart, mark: Mark) -> str:
    """Return one value with its name, as it is shown at the pointer and told a screen reader."""
    point = chart.point(mark)
    name = chart.labels[mark.place].said
    if len(chart.series) > 1 and not chart.groups:
        name = f"{name}, {chart.series[mark.series].label}"
    value = _("unknown") if point.value is None else figure(point, chart.unit)
    if point.is_small:
        value = f"{value}, {_('small number')}"
    elif point.low is not None:
        value = _("{value}, interval {ends}").format(value=value, ends=interval(point))
    return f"{name}: {value}"


def table(chart: Chart) -> Table:
    """Return the chart as the table that says the same."""
    with_ends = chart.kind is ChartKind.INTERVALS
    heads = [[series.label, _("95% interval")][: 1 + with_ends] for series in chart.series]
    rows = [[label.said] + [""] * len(chart.series) * (1 + with_ends) for label in chart.labels]
    opens = {}
    for mark in chart.marks():
        point, column = chart.point(mark), 1 + mark.series * (1 + with_ends)
        text = figure(point, chart.unit)
        if with_ends:
            rows[mark.place][column + 1] = interval(point)
        elif point.is_small:
            text = _("{value} (small number)").format(value=text)
        rows[mark.place][column] = text
        if point.value is not None:
            opens[mark.place, column] = mark
    header = (chart.axis, *(head for pair in heads for head in pair))
    return Table(header, tuple(map(tuple, rows)), opens)


def summary(chart: Chart) -> str:
    """Return the chart in one sentence, for who does not see it."""
    parts = [_summary(chart, series) for series in chart.series]
    told = "; ".join(parts) if parts else _("no values")
    return f"{_(SPOKEN[chart.kind])}, {chart.title}: {told}."


def _summary(chart: Chart, series: Series) -> str:
    known = [
        (point.drawn, -at, chart.labels[series.first + at].said)
        for at, point in enumerate(series.points)
        if point.drawn is not None
    ]
    small = sum(point.is_small for point in series.points)
    unknown = len(series.points) - len(known) - small
    parts = [series.label]
    if series.total is not None:
        parts[0] = f"{series.label} {figure(series.total, chart.unit)}"
    if known:
        (low, _first, lowest), (high, _last, highest) = min(known), max(known)
        ends = _("{low} ({lowest}) to {high} ({highest})")
        if low == high:
            ends = plural("one value, {{low}}", "{count} values, each {{low}}", len(known))
        shown = {"low": number(low, chart.unit), "high": number(high, chart.unit)}
        parts.append(ends.format(**shown, lowest=lowest, highest=highest))
    elif not small:
        parts.append(_("no values"))
    if small:
        parts.append(plural("{count} small number", "{count} small numbers", small))
    if unknown and known:
        parts.append(plural("{count} unknown", "{count} unknown", unknown))
    return ", ".join(parts)
