"""When the practices of the sample desk send: by their character, the weekday and the season."""

from __future__ import annotations

import datetime as dt
import enum
import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from refdesk.domain.business import BusinessCalendar
from refdesk.domain.hours import Hours
from refdesk.services.sample_words import OPEN_HOURS, Dice

YEARS = 730
"""Days the sample looks back."""
LOYAL_LEAST = 18
"""Referrals in two years that keep a practice loyal at any moment of the second."""
_MONDAY_TO_FRIDAY = (1.55, 1.1, 1.0, 0.95, 0.75)
_GROWTH = 1.02
"""From one month to the next."""


class Character(enum.Enum):
    """How a practice sends (PRODUCT.md 5)."""

    LOYAL = "loyal"
    SEMI_LOYAL = "semi-loyal"
    QUIET = "quiet"
    LAPSED = "lapsed"
    NEW = "new"
    NEVER = "never"


C = Character
_SHARES = ((C.LOYAL, 0.25), (C.QUIET, 0.075), (C.LAPSED, 0.125), (C.NEW, 0.05), (C.NEVER, 0.25))


def characters(count: int) -> list[Character]:
    """Return the characters of so many practices; all that remain are semi-loyal."""
    found = [one for one, share in _SHARES for _n in range(max(1, round(share * count)))]
    return [*found, *[C.SEMI_LOYAL] * (count - len(found))][:count]


class Rhythm:
    """The days of the sample clinic, and how they fill."""

    def __init__(self, dice: Dice, today: dt.date) -> None:
        self._dice = dice
        self.today = today
        self.calendar = BusinessCalendar.of(Hours.parse(OPEN_HOURS), "OH")
        every = (today + dt.timedelta(days=step) for step in range(-YEARS, 45))
        self.days = [day for day in every if self.calendar.is_business_day(day)]
        self.last = bisect_left(self.days, today) - 1
        """Place of the last business day before today."""
        self._filled = [0.0, *itertools.accumulate(map(self._weight, self.days))]

    def ago(self, days: int) -> int:
        """Return the place of the first business day at most so many days ago."""
        return bisect_left(self.days, self.today - dt.timedelta(days=days))

    def past(self, days: int) -> dt.date:
        """Return the first business day at most so many days ago; always before today."""
        return self.days[min(self.last, self.ago(days))]

    def spread(self, count: int, first: int, last: int) -> list[int]:
        """Return places of `count` days from `first` to `last`, by weekday and season."""
        start, end = self._filled[first], self._filled[last + 1]
        step = (end - start) / max(1, count)
        drawn = (start + (number + self._dice.random()) * step for number in range(count))
        return [min(last, bisect_right(self._filled, at) - 1) for at in drawn]

    def days_of(self, character: Character) -> list[int]:
        """Return when a practice that is not loyal has sent."""
        dice = self._dice
        if character is C.SEMI_LOYAL:
            if dice.is_so(0.2):  # enough for a loyal one, but all within two quarters
                return self.spread(dice.randint(6, 8), self.ago(165), self.ago(15))
            before = self.spread(dice.randint(0, 5), 0, self.ago(370))
            return before + self.spread(dice.randint(1, 5), self.ago(350), self.last)
        if character is C.QUIET:
            return self.spread(dice.randint(34, 52), 0, self.ago(dice.randint(102, 140)))
        if character is C.LAPSED:
            return self.spread(dice.randint(3, 14), 0, self.ago(dice.randint(385, 480)))
        if character is C.NEW:
            return [self.last - dice.randint(0, 2) for _n in range(dice.randint(1, 2))]
        return []

    def loyal(self, practices: int, total: int) -> list[list[int]]:
        """Return when loyal practices have sent `total` referrals; a few send most of them."""
        if not practices:
            return []
        least = min(LOYAL_LEAST, max(0, total) // practices)
        weights = [((place + 0.5) / practices + 0.05) ** -1.35 for place in range(practices)]
        shared = list(itertools.accumulate(weights))
        more = max(0, total - least * practices)
        upto = [0, *(round(more * part / shared[-1]) for part in shared)]
        counts = [least + after - before for before, after in itertools.pairwise(upto)]
        return [self.spread(count, 0, self.last) for count in counts]

    def within(self, least: int, most: int) -> Sequence[int]:
        """Return the places of the business days from `most` to `least` days ago."""
        return range(self.ago(most), min(self.last, self.ago(least - 1) - 1) + 1)

    def _weight(self, day: dt.date) -> float:
        months = (day - self.today).days / 30.4
        season = 0.7 if day.month == 7 else 1.0
        if (day.month, day.day) >= (12, 19) or (day.month, day.day) <= (1, 2):
            season = 0.4
        weekday = _MONDAY_TO_FRIDAY[day.weekday()]
        return float(weekday * season * _GROWTH**months)
