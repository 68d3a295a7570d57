"""The drives of a day: legs between its stops, the clock that follows, and what is too much."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from refdesk.domain.errors import UserError
from refdesk.domain.geo import GeoPoint, Miles, Minutes
from refdesk.domain.hours import Span
from refdesk.domain.practice import Office, Practice
from refdesk.domain.touch import Visit
from refdesk.i18n import _
from refdesk.routes.places import centroid
from refdesk.routes.plan import order_day, round_trip
from refdesk.routes.schedule import Timetable, timetable
from refdesk.routes.travel import Leg

SHORTEST = Leg(Minutes(5), Miles(1.5))
"""What a drive takes at least: a ZIP's middle is about 2 km from an address (median)."""
NO_DRIVE = Leg(Minutes(0), Miles(0))
STAY = 20
"""Minutes in an office, where a visit does not say."""
NAMED = 3
"""So many practices are named in one remark."""


@dataclass(frozen=True)
class PlannedStop:
    """One visit of a planned day; `office` and `place` where they are known.

    `offices` are all that the practice has. `notes` say what the liaison must know before driving
    there, `remarks` say the same in whole sentences that name the practice.
    """

    visit: Visit
    practice: Practice
    office: Office | None
    place: GeoPoint | None
    offices: tuple[Office, ...] = ()
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    def noted(self, note: str, remark: str) -> PlannedStop:
        """Return this stop with one note more."""
        return replace(self, notes=(*self.notes, note), remarks=(*self.remarks, remark))


def is_ordered(visits: Sequence[Visit]) -> bool:
    """Tell whether every visit has a place of its own in the day."""
    places = {visit.place_in_day for visit in visits}
    return None not in places and len(places) == len(visits)


def by_driving(
    start: GeoPoint | None, placed: Sequence[PlannedStop], lost: Sequence[PlannedStop]
) -> tuple[list[PlannedStop], list[Leg]]:
    """Return the stops in driving order, and the drives: one more than there are stops."""
    order = order_day(start, [stop.place for stop in placed if stop.place]) if start else None
    there = [placed[place] for place in order.order] if order else []
    # What has no place is driven to last, on the way home: no minutes are known for it.
    legs = _within_town(order.legs) if order else []
    if lost:
        legs = [*legs[:-1], *(NO_DRIVE for _stop in lost), *(legs[-1:] or [NO_DRIVE])]
    return [*there, *lost], legs


def in_order(
    start: GeoPoint | None, placed: Sequence[PlannedStop], lost: Sequence[PlannedStop]
) -> tuple[list[PlannedStop], list[Leg]]:
    """Return the stops by their places in the day, and the drives."""
    there = sorted((*placed, *lost), key=lambda stop: stop.visit.place_in_day or 0)
    return there, drives(start, there)


def drives(start: GeoPoint | None, there: Sequence[PlannedStop]) -> list[Leg]:
    """Return the drives of a round trip; none is known to a stop without a place."""
    places = [stop.place for stop in there if stop.place]
    known = iter(_within_town(round_trip(start, places)) if start else ())
    legs = [next(known) if stop.place else NO_DRIVE for stop in there]
    return [*legs, next(known, NO_DRIVE)]


def clock_times(
    leave: dt.time, legs: Sequence[Leg], stops: Sequence[PlannedStop], date: dt.date
) -> Timetable | None:
    """Return the clock times of a day, None where it would end after midnight."""
    stays = [stop.visit.minutes or STAY for stop in stops]
    try:
        return timetable(leave, legs, stays, [_closures(stop.office, date) for stop in stops])
    except UserError:
        return None


def too_long(
    start: GeoPoint | None, leave: dt.time, there: Sequence[PlannedStop], date: dt.date
) -> str:
    """Return that a day is too long, and without which of its stops it would not be.

    The one goes first without which the day is shortest.
    """
    rest, out = list(there), []
    while len(rest) > 1:
        worst = min(rest, key=lambda stop: _minutes(start, [one for one in rest if one != stop]))
        rest.remove(worst)
        out.append(worst)
        if clock_times(leave, drives(start, rest), rest, date):
            break
    else:
        return _("These stops do not fit into one day, so no times are given.")
    names = [stop.practice.name for stop in out[:NAMED]]
    if len(out) > NAMED:
        names.append(_("{count} more").format(count=len(out) - NAMED))
    return _(
        "These stops do not fit into one day, so no times are given. "
        "Without {names} they would: move those to another day."
    ).format(names=", ".join(names))


def _minutes(start: GeoPoint | None, there: Sequence[PlannedStop]) -> float:
    return sum(leg.minutes for leg in drives(start, there)) + sum(
        stop.visit.minutes or STAY for stop in there
    )


def _closures(office: Office | None, date: dt.date) -> list[Span]:
    """Return when nobody receives a visit: before opening, between hours, and over lunch."""
    if office is None:
        return []
    closed = list(office.lunch.on(date)) if office.lunch else []
    opened = dt.time(0)
    for span in office.hours.on(date) if office.hours else ():
        if opened < span.start:
            closed.append(Span(opened, span.start))
        opened = span.end
    return closed


def _within_town(legs: Sequence[Leg]) -> list[Leg]:
    """Return the drives, none shorter than two offices with the same ZIP are likely to be apart."""
    return [
        Leg(Minutes(max(leg.minutes, SHORTEST.minutes)), Miles(max(leg.miles, SHORTEST.miles)))
        for leg in legs
    ]


def place_of(office: Office | None) -> GeoPoint | None:
    """Return where an office lies: its own point, or the middle of its ZIP."""
    if office is None:
        return None
    if office.latitude is not None and office.longitude is not None:
        return GeoPoint(float(office.latitude), float(office.longitude))
    return centroid(office.address.zip) if office.address else None
