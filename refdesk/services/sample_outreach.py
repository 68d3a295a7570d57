"""What the liaison of the sample desk has done: touches, visits and promises."""

from __future__ import annotations

import datetime as dt
import heapq
import itertools
from collections.abc import Iterator, Mapping, Sequence

from refdesk.domain.fields import Ref
from refdesk.domain.geo import GeoPoint
from refdesk.domain.practice import Office, Tier
from refdesk.domain.promise import Promise
from refdesk.domain.touch import Touch, TouchKind, Visit, VisitStatus
from refdesk.routes.places import centroid
from refdesk.routes.travel import drive
from refdesk.services import sample_phrases as phrases
from refdesk.services import sample_words as words
from refdesk.services.sample_partners import Partner
from refdesk.services.sample_rhythm import YEARS, Character, Rhythm

IDEAL = {Tier.A: 14, Tier.B: 28, Tier.C: 84, Tier.PROSPECT: 56}
"""Days between touches (PRODUCT.md 5)."""
GREEN, AMBER, RED = "green", "amber", "red"
_CADENCE = (GREEN, AMBER, RED, GREEN, GREEN)
PLANNED = ((0, 3), (1, 6), (4, 4), (9, 3))
"""Days of visits to come: business days from today, and how many stops."""
# Days from today: made, due and kept. None: no day.
_PROMISES: tuple[tuple[int, int | None, int | None], ...] = (
    (-9, 0, None),
    (-20, 0, None),
    (-6, 2, None),
    (-12, 3, None),
    (-3, 9, None),
    (-25, -5, None),
    (-40, -9, None),
    (-62, -34, None),
    (-30, None, None),
    *((-made, -made + 10, -made + 10 - early) for made, early in ((35, 3), (48, 1), (70, 0))),
    *((-made, -made + 14, -made + 14 - early) for made, early in ((90, 5), (130, 2), (210, 8))),
    (-75, -61, -52),
    (-160, -150, -146),
    (-300, -280, -281),
    (-420, -400, -404),
)


class Outreach:
    """Makes the touches, visits and promises."""

    def __init__(self, dice: words.Dice, rhythm: Rhythm, liaison: int, others: int) -> None:
        self._dice = dice
        self._rhythm = rhythm
        self._liaison = liaison
        self._others = others
        self._visited: list[tuple[Partner, int, tuple[int, ...]]] = []

    def touches(self, partners: Sequence[Partner], most: int) -> Iterator[Touch]:
        """Yield the touches, the newest of a tier green, amber and red, at `most` so many each."""
        never = itertools.cycle((False, True, False, False))
        turns = {tier: itertools.cycle(_CADENCE) for tier in Tier}
        for partner in partners:
            if partner.tier is Tier.PROSPECT and next(never):
                continue
            colour = next(turns[partner.tier]) if partner.welcome else RED
            for day in reversed(self._days(partner, colour, most)):
                yield self._touch(partner, day)

    def _days(self, partner: Partner, colour: str, most: int) -> list[int]:
        """Return the days of touches, the newest first."""
        rhythm, ideal = self._rhythm, IDEAL[partner.tier]
        span = {
            GREEN: (1, ideal - 1),
            AMBER: (ideal + 1, ideal * 3 // 2 - 1),
            RED: (ideal * 3 // 2 + 1, ideal * 5 // 2),
        }[colour]
        if not partner.welcome:
            span = (200, 330)
        day = self._dice.one(rhythm.within(*span))
        days = [day]
        while len(days) < most:
            before = rhythm.days[day] - dt.timedelta(
                days=round(ideal * self._dice.uniform(0.6, 1.6))
            )
            if (rhythm.today - before).days > YEARS - 10:
                break
            day = min(day - 1, rhythm.ago((rhythm.today - before).days))
            days.append(day)
        return days

    def _touch(self, partner: Partner, day: int) -> Touch:
        dice, kind = self._dice, self._dice.one(phrases.KINDS)
        by_phone = kind in {TouchKind.CALL, TouchKind.EMAIL}
        known = (*partner.desk, *partner.senders)
        people = tuple(sorted(dice.sample(known, min(len(known), dice.one((1, 1, 2))))))
        if kind is TouchKind.VISIT:
            self._visited.append((partner, day, people))
        return Touch(
            date=self._rhythm.days[day],
            touch_kind=kind,
            practice=Ref(partner.id),
            people=tuple(Ref(one) for one in people),
            by=Ref(self._others if by_phone and dice.is_so(0.4) else self._liaison),
            summary=dice.one(phrases.SUMMARIES[kind]),
        )

    def past_visits(self) -> Iterator[Visit]:
        """Yield the visits behind the touches, as the evening's entry left them."""
        dice = self._dice
        for partner, day, people in sorted(self._visited, key=lambda one: one[1]):
            arrive = dt.datetime.combine(
                self._rhythm.days[day], dt.time(dice.randint(9, 15), dice.randrange(0, 60, 5))
            )
            stay = dice.randrange(10, 40, 5)
            yield Visit(
                date=arrive.date(),
                practice=Ref(partner.id),
                office=Ref(partner.offices[0]),
                liaison=Ref(self._liaison),
                status=VisitStatus.DONE,
                arrive=arrive.time(),
                leave=(arrive + dt.timedelta(minutes=stay)).time(),
                minutes=stay,
                met=tuple(Ref(one) for one in people),
                leave_behinds=dice.one(phrases.LEAVE_BEHINDS),
                purpose=dice.one(phrases.PURPOSES),
                intel=dice.one(phrases.INTEL),
                next_step=dice.one(phrases.NEXT_STEPS),
            )

    def planned_days(self) -> Iterator[tuple[dt.date, int]]:
        """Yield the days with visits to come, and how many stops each has."""
        calendar, today = self._rhythm.calendar, self._rhythm.today
        for ahead, stops in PLANNED:
            if ahead or calendar.is_business_day(today):
                yield calendar.add(today, ahead), stops

    def planned_visits(
        self, partners: Sequence[Partner], offices: Mapping[int, Office]
    ) -> Iterator[Visit]:
        """Yield the visits to come: each day some practices near each other that are open."""
        dice = self._dice
        home = centroid(words.TOWNS[0][1])
        places = {one.id: _place(offices[one.offices[0]]) for one in partners}
        free = [one for one in partners if one.welcome and one.character is not Character.NEW]
        free.sort(key=lambda one: _minutes(home, places[one.id]))
        for date, stops in self.planned_days():
            there = [one for one in free if _open_on(offices.get(one.offices[0]), date)]
            if not there:
                continue
            near = _nearest(there, places, stops)
            free = [one for one in free if one not in near]
            for partner in near:
                yield self._planned(partner, date, VisitStatus.PLANNED)
        if free:
            day = self._rhythm.days[dice.one(self._rhythm.within(3, 20))]
            cancelled = self._planned(free[0], day, VisitStatus.CANCELLED)
            cancelled.intel = "Snowed in; office closed early."
            yield cancelled

    def _planned(self, partner: Partner, date: dt.date, status: VisitStatus) -> Visit:
        return Visit(
            date=date,
            practice=Ref(partner.id),
            office=Ref(partner.offices[0]),
            liaison=Ref(self._liaison),
            status=status,
            talking_points=self._dice.one(phrases.TALKS),
            leave_behinds=self._dice.one(phrases.LEAVE_BEHINDS),
            purpose=self._dice.one(phrases.PURPOSES),
        )

    def promises(self, partners: Sequence[Partner], rounds: int) -> Iterator[Promise]:
        """Yield promises kept, kept late, due today and this week, and overdue."""
        dice = self._dice
        welcome = [one for one in partners if one.welcome]
        whats = dice.sample(phrases.PROMISES, len(phrases.PROMISES))
        for (made, due, kept), what in zip(
            _PROMISES * rounds, itertools.cycle(whats), strict=False
        ):
            partner = dice.one(welcome)
            known = (*partner.desk, *partner.senders)
            promise = Promise(
                what=what,
                practice=Ref(partner.id),
                person=Ref(dice.one(known)),
                made=self._rhythm.past(-made),
                by=Ref(self._liaison if dice.is_so(0.8) else self._others),
            )
            promise.due = self._due(due) if due is not None else None
            if kept is not None:
                promise.kept = self._rhythm.past(-kept)
            yield promise

    def _due(self, from_today: int) -> dt.date:
        if from_today < 0:
            return self._rhythm.past(-from_today)
        return self._rhythm.calendar.add(self._rhythm.today + dt.timedelta(days=from_today), 0)


def _open_on(office: Office | None, date: dt.date) -> bool:
    return office is not None and bool(office.hours and office.hours.on(date))


def _nearest(
    there: Sequence[Partner], places: Mapping[int, GeoPoint | None], stops: int
) -> list[Partner]:
    """Return the first of them and those nearest to it."""
    first = places[there[0].id]
    return heapq.nsmallest(stops, there, lambda one: _minutes(first, places[one.id]))


def _minutes(start: GeoPoint | None, end: GeoPoint | None) -> float:
    return float(drive(start, end).minutes) if start and end else 1_000.0


def _place(office: Office) -> GeoPoint | None:
    return centroid(office.address.zip) if office.address else None
