"""The hills on the front of a card: five lines, the nearer hiding what lies behind."""

from __future__ import annotations

import math
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from refdesk.documents.page import Curve

if TYPE_CHECKING:
    from refdesk.documents.page import Page

WIDE, HIGH = 184.0, 94.0
STEP = WIDE / 12  # from one place of a line to the next
BESIDE_TOP = 5.0  # where a line is bent most it has places nearer to each other
ROUND = 0.3  # how blunt a top is; 0 would be a spike

Hill = tuple[float, float, float]
"""Where its top is, how much it rises there, and how far it spreads."""

RIDGES: tuple[tuple[float, float, tuple[Hill, ...]], ...] = (
    (0.54, 54.0, ((62, 25, 17), (120, 34, 19), (156, 15, 12))),
    (0.71, 38.0, ((35, 29, 18), (96, 35, 21), (151, 29, 18))),
    (0.94, 23.0, ((58, 34, 20), (125, 26, 17), (167, 16, 10))),
    (1.2, 9.0, ((26, 19, 16), (84, 29, 20), (145, 23, 16))),
    (1.5, -4.0, ((53, 18, 24), (114, 15, 18), (162, 11, 16))),
)
"""From the farthest: weight of its line, the level it rises from, and its hills."""


def lay_hills(page: Page, centre: float, bottom: float) -> None:
    """Draw the hills around `centre`, the lowest on `bottom`."""
    page.marks.extend(_hills(centre - WIDE / 2, bottom))


@cache
def _hills(left: float, bottom: float) -> tuple[Curve, ...]:
    curves = []
    for ridge, (weight, _level, hills) in enumerate(RIDGES):
        places = {at * STEP for at in range(round(WIDE / STEP) + 1)}
        for top, _rise, _spread in hills:
            places = {x for x in places if abs(x - top) > BESIDE_TOP * 1.5}
            places |= {top - BESIDE_TOP, top, top + BESIDE_TOP}
        places |= set(_crossings(ridge))
        spans: list[list[tuple[float, float]]] = []
        for span in pairwise(sorted(places)):
            if _hidden(ridge, sum(span) / 2):
                continue
            if spans and spans[-1][-1][1] == span[0]:
                spans[-1].append(span)
            else:
                spans.append([span])
        curves += [_curve(ridge, weight, span, left, bottom) for span in spans]
    return tuple(curves)


def _crossings(ridge: int) -> list[float]:
    """Return where a line goes behind a nearer one or comes out again."""
    crossings = []
    for left, right in pairwise(range(round(WIDE) + 1)):
        low, high = float(left), float(right)
        if _hidden(ridge, low) == _hidden(ridge, high):
            continue
        for _halving in range(10):
            middle = (low + high) / 2
            if _hidden(ridge, middle) == _hidden(ridge, low):
                low = middle
            else:
                high = middle
        crossings.append((low + high) / 2)
    return crossings


def _height(ridge: int, x: float) -> float:
    _weight, level, hills = RIDGES[ridge]
    return level + sum(
        rise * math.exp(ROUND - math.hypot((x - top) / spread, ROUND))
        for top, rise, spread in hills
    )


def _hidden(ridge: int, x: float) -> bool:
    return any(_height(nearer, x) >= _height(ridge, x) for nearer in range(ridge + 1, len(RIDGES)))


def _curve(
    ridge: int, weight: float, spans: list[tuple[float, float]], left: float, bottom: float
) -> Curve:
    pieces = []
    for x1, x2 in spans:
        handle = (x2 - x1) / 3
        y1, y2 = bottom + _height(ridge, x1), bottom + _height(ridge, x2)
        pieces.append(
            (
                left + x1 + handle,
                y1 + handle * _slope(ridge, x1),
                left + x2 - handle,
                y2 - handle * _slope(ridge, x2),
                left + x2,
                y2,
            )
        )
    x = spans[0][0]
    return Curve((left + x, bottom + _height(ridge, x)), tuple(pieces), weight)


def _slope(ridge: int, x: float) -> float:
    return (_height(ridge, x + 0.01) - _height(ridge, x - 0.01)) / 0.02
