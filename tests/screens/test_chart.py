"""Charts in words: what a table, a sentence and an axis say."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refdesk.screens.chart import (
    Chart,
    ChartKind,
    Group,
    Label,
    Mark,
    Period,
    Point,
    Series,
    rate,
    ticks,
)
from refdesk.screens.chart_words import figure, interval, number, said, summary, table


def points(*values: float | None) -> tuple[Point, ...]:
    return tuple(map(Point, values))


def chart(*series: Series, **changes) -> Chart:
    """Return a chart over as many months as its longest series needs."""
    count = max((one.first + len(one.points) for one in series), default=0)
    months = ("Nov", "Dec", "Jan", "Feb", "Mar", "Apr")
    told: dict[str, Any] = {
        "title": "Referrals",
        "kind": ChartKind.BARS,
        "axis": "Month",
        "labels": tuple(Label(m[0], f"{m} 2026") for m in months[:count]),
    } | changes
    return Chart(series=series, **told)


@pytest.mark.parametrize(
    ("highest", "most", "shown"),
    [
        (0, 5, (0, 1)),
        (5, 3, (0, 2, 4, 6)),
        (46, 5, (0, 10, 20, 30, 40, 50)),
        (100, 5, (0, 20, 40, 60, 80, 100)),
        (0.003, 5, (0, 0.001, 0.002, 0.003)),
        (1.4, 3, (0, 0.5, 1, 1.5)),
        (1_204_000, 4, (0, 500_000, 1_000_000, 1_500_000)),
        (7, 1, (0, 10)),
    ],
)
def test_an_axis_has_round_even_steps(highest, most, shown):
    assert ticks(highest, most) == shown


def test_an_axis_of_counts_has_no_part_of_one():
    assert ticks(2, 5, whole=True) == (0, 1, 2)
    assert ticks(1, 5, whole=True) == (0, 1)


@pytest.mark.parametrize("value", [-1, -0.001, math.inf, math.nan])
def test_an_axis_refuses_what_is_below_zero_or_endless(value):
    with pytest.raises(ValueError, match="axis"):
        ticks(value)
    with pytest.raises(ValueError, match="negative"):
        Point(value)


@given(st.floats(1e-6, 1e12), st.integers(1, 12), st.booleans())
def test_an_axis_reaches_its_highest_value_in_few_steps(highest, most, whole):
    steps = ticks(highest, most, whole=whole)
    assert steps[0] == 0
    assert len(steps) - 1 <= most
    assert steps[-1] >= highest * (1 - 1e-8)
    assert steps[-2] < highest
    assert len(set(steps)) == len(steps)
    if whole:
        assert all(step == int(step) for step in steps)


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (1204, "", "1,204"),
        (0.7, "d", "0.7 d"),
        (72.6, "%", "73%"),
        (0.4, "%", "0.4%"),
        (0, "%", "0%"),
        (0.004, "", "0.004"),
        (2.5, "", "2.5"),
    ],
)
def test_a_number_is_as_exact_as_a_small_chart_needs(value, unit, shown):
    assert number(value, unit) == shown


def test_a_rate_on_fewer_than_ten_cases_shows_its_count():
    assert figure(rate(5, 8), "%") == "5 of 8"
    assert interval(rate(5, 8)) == "small number"
    assert figure(rate(5, 10), "%") == "50%"
    assert figure(rate(0, 0), "%") == "–"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: rate(9, 8),
        lambda: Point(50, low=40),
        lambda: Point(50, low=60, high=70),
        lambda: Point(99, low=90, high=101),
        lambda: chart(Series("a", points(1)), labels=()),
        lambda: chart(Series("a", points(1), first=-1)),
        lambda: chart(Series("a", points(1)), kind=ChartKind.INTERVALS),
    ],
)
def test_a_chart_that_cannot_be_true_is_refused(wrong):
    with pytest.raises(ValueError, match=r"[a-z]"):
        wrong()


def test_the_table_says_every_value_beside_its_month_and_series():
    told = chart(
        Series("year before", points(2, None), Period.EARLIER),
        Series("last year", (Point(3), rate(5, 8)), first=1),
    )
    shown = table(told)
    assert shown.header == ("Month", "year before", "last year")
    assert shown.rows == (
        ("Nov 2026", "2", ""),
        ("Dec 2026", "–", "3"),
        ("Jan 2026", "", "5 of 8 (small number)"),
    )
    assert shown.opens == {(0, 1): Mark(0, 0, 0), (1, 2): Mark(1, 0, 1), (2, 2): Mark(1, 1, 2)}


def test_the_table_of_rates_has_their_intervals():
    rates = (rate(68, 100, 60, 74), rate(5, 8), rate(0, 0))
    shown = table(chart(Series("Conversion", rates), kind=ChartKind.INTERVALS, unit="%"))
    assert shown.header == ("Month", "Conversion", "95% interval")
    assert [row[1:] for row in shown.rows] == [
        ("68%", "60–74"),
        ("5 of 8", "small number"),
        ("–", "–"),
    ]


def test_one_sentence_tells_the_range_and_what_is_missing():
    told = chart(
        Series("year before", points(2, 1, 4), Period.EARLIER, total=Point(7)),
        Series("us", (Point(50), rate(5, 8), Point()), first=3),
    )
    assert summary(told) == (
        "Bar chart, Referrals: year before 7, 1 (Dec 2026) to 4 (Jan 2026); "
        "us, one value, 50, 1 small number, 1 unknown."
    )


@pytest.mark.parametrize(
    ("series", "words"),
    [
        ((), "no values"),
        ((Series("us", points(0, 0)),), "us, 2 values, each 0"),
        ((Series("us", points(None, None)),), "us, no values"),
        ((Series("us", (rate(1, 2),)),), "us, 1 small number"),
    ],
)
def test_a_sentence_about_little_is_true_too(series, words):
    assert summary(chart(*series)) == f"Bar chart, Referrals: {words}."


def test_a_value_is_said_with_its_month_and_with_its_series_where_that_is_not_clear():
    two = (Series("before", points(2)), Series("now", (rate(5, 8),)))
    assert said(chart(two[0]), Mark(0, 0, 0)) == "Nov 2026: 2"
    assert said(chart(*two), Mark(1, 0, 0)) == "Nov 2026, now: 5 of 8, small number"
    assert said(chart(*two, groups=(Group("2026"),)), Mark(0, 0, 0)) == "Nov 2026: 2"
    assert said(chart(Series("now", points(None))), Mark(0, 0, 0)) == "Nov 2026: unknown"
    ends = chart(Series("now", (rate(68, 100, 60, 74),)), kind=ChartKind.INTERVALS, unit="%")
    assert said(ends, Mark(0, 0, 0)) == "Nov 2026: 68%, interval 60–74"
