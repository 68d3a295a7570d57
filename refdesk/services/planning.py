"""A liaison's day: which office comes when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from refdesk.domain.dates import show_date, show_time
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Ref
from refdesk.domain.geo import GeoPoint
from refdesk.domain.hours import DAYS
from refdesk.domain.practice import Office, PartnerStatus, Practice
from refdesk.domain.touch import Visit, VisitStatus
from refdesk.i18n import _
from refdesk.routes.places import centroid
from refdesk.routes.schedule import Timetable, VisitTime
from refdesk.routes.travel import Leg
from refdesk.services.drives import (
    PlannedStop,
    by_driving,
    clock_times,
    in_order,
    is_ordered,
    place_of,
    too_long,
)
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.store.listing import Filter, Match, Query

if TYPE_CHECKING:
    from refdesk.store.work import Work

STARTS = dt.time(8, 45)


@dataclass(frozen=True)
class PlannedDay:
    """A day in driving order: `legs` has one drive more than there are stops.

    `times` is None when the drives do not fit into one day. `said` are remarks on the day as a
    whole. `left_out` are planned visits to practices that are not to be contacted.
    """

    date: dt.date
    stops: tuple[PlannedStop, ...]
    legs: tuple[Leg, ...]
    times: Timetable | None
    said: tuple[str, ...]
    left_out: tuple[Visit, ...] = ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """Remarks on the day and on each of its stops."""
        return (*self.said, *(remark for stop in self.stops for remark in stop.remarks))

    def at(self, place: int) -> VisitTime | None:
        """Return when the stop at `place`, counted from 0, begins and ends."""
        return self.times.visits[place] if self.times else None


class Planning:
    """Plans the visits of a day."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._records = Records(desk)

    def plan(self, date: dt.date, only: Sequence[int] = ()) -> PlannedDay:
        """Order the planned visits of a day by drive minutes and save order and times.

        Args:
            date: the day.
            only: ids of the visits to take; all planned ones when empty.

        Raises:
            UserError: no visit is planned for the day.
        """
        day = self.day(date, only, afresh=True)
        label = _("Plan visits of {day}").format(day=show_date(date))
        with self._desk.db.change(label, by=self._desk.user.id) as work:
            self.save(work, day)
        return day

    def save(self, work: Work, day: PlannedDay) -> None:
        """Write order, times and offices of a planned day into its visits."""
        for place, stop in enumerate(day.stops):
            visit, times = stop.visit, day.at(place)
            visit.place_in_day = place + 1
            visit.arrive = times.arrive if times else None
            visit.leave = times.leave if times else None
            if stop.office is not None:
                visit.office = Ref(stop.office.id)
            work.save(visit)
        for visit in day.left_out:
            visit.place_in_day = visit.arrive = visit.leave = None
            work.save(visit)

    def day(self, date: dt.date, only: Sequence[int] = (), *, afresh: bool = False) -> PlannedDay:
        """Return the visits of a day in their order, saving nothing.

        Where every visit has its place in the day, that order is kept, whoever has made it;
        otherwise, or `afresh`, it is the driving order.

        Raises:
            UserError: no visit is planned for the day.
        """
        visits = [visit for visit in self._visits(date) if not only or visit.id in only]
        if not visits:
            raise UserError(
                _("No visit is planned for {day}. Add one first.").format(day=show_date(date))
            )
        remarks: list[str] = []
        stops = _welcome(self._stops(visits), remarks)
        placed = [stop for stop in stops if stop.place is not None]
        lost = [_without_place(stop) for stop in stops if stop.place is None]
        start = self._start(placed, remarks)
        kept = not afresh and is_ordered(visits)
        there, legs = (in_order if kept else by_driving)(start, placed, lost)
        leave = self._desk.clinic.visit_day_starts or STARTS
        times = clock_times(leave, legs, there, date)
        if times is None:
            remarks.append(too_long(start, leave, there, date))
        there = [
            _with_hours(stop, date, times.visits[place] if times else None)
            for place, stop in enumerate(there)
        ]
        planned = {stop.visit.id for stop in there}
        left_out = tuple(visit for visit in visits if visit.id not in planned)
        return PlannedDay(date, tuple(there), tuple(legs), times, tuple(remarks), left_out)

    def _visits(self, date: dt.date) -> list[Visit]:
        fields = Visit.fields
        query = Query(
            filters=(
                Filter(fields["date"], plain=date.isoformat()),
                Filter(fields["status"], plain=VisitStatus.PLANNED.value),
            )
        )
        return self._records.page(Visit, self._records.ids(Visit, query))

    def _stops(self, visits: Sequence[Visit]) -> list[PlannedStop]:
        practices = {
            practice.id: practice
            for practice in self._records.page(Practice, list({visit.practice for visit in visits}))
        }
        there = self._offices(list(practices))
        stops = []
        for visit in visits:
            offices = there.get(int(visit.practice), ())
            office = self._office(visit, offices)
            practice = practices[visit.practice]
            stops.append(PlannedStop(visit, practice, office, place_of(office), tuple(offices)))
        return stops

    def _offices(self, practices: Sequence[int]) -> dict[int, list[Office]]:
        of = Filter(Office.fields["practice"], Match.ANY_OF, list(practices))
        found: dict[int, list[Office]] = {}
        for office in self._records.page(Office, self._records.ids(Office, Query(filters=(of,)))):
            found.setdefault(int(office.practice), []).append(office)
        return found

    def _office(self, visit: Visit, offices: Sequence[Office]) -> Office | None:
        if visit.office is not None:
            return self._desk.db.get(Office, visit.office)  # it may be archived meanwhile
        return next((office for office in offices if place_of(office)), next(iter(offices), None))

    def _start(self, placed: Sequence[PlannedStop], remarks: list[str]) -> GeoPoint | None:
        address = self._desk.clinic.address
        start = centroid(address.zip) if address else None
        if start is None and placed:
            remarks.append(
                _("The clinic's ZIP is not known: the day starts and ends at the first stop.")
            )
            start = placed[0].place
        return start


def _welcome(stops: Sequence[PlannedStop], remarks: list[str]) -> list[PlannedStop]:
    """Return the stops at which a liaison may call, those that are in doubt with a note.

    Raises:
        UserError: there is none.
    """
    kept, refused = [], []
    for stop in stops:
        practice = stop.practice
        if practice.status is PartnerStatus.DO_NOT_CONTACT:
            sentence = _("{practice} is not to be contacted: it is left out.")
            refused.append(sentence.format(practice=practice.name))
            continue
        if practice.archived:
            remark = _("{practice} is archived.").format(practice=practice.name)
            stop = stop.noted(_("Archived on our list"), remark)  # noqa: PLW2901
        elif practice.status is PartnerStatus.INACTIVE:
            remark = _("{practice} is inactive.").format(practice=practice.name)
            stop = stop.noted(_("Inactive on our list"), remark)  # noqa: PLW2901
        kept.append(stop)
    if not kept:
        raise UserError("\n".join([*refused, _("No other visit is planned for this day.")]))
    remarks += refused
    return kept


def _without_place(stop: PlannedStop) -> PlannedStop:
    remark = _("{practice} has no office with a known ZIP: its drive is not known.")
    return stop.noted(_("ZIP not known"), remark.format(practice=stop.practice.name))


def _with_hours(stop: PlannedStop, date: dt.date, times: VisitTime | None) -> PlannedStop:
    """Return the stop with a note where its office will not be open."""
    if not stop.office or not stop.office.hours:
        return stop
    day = DAYS[date.weekday()]
    spans = stop.office.hours.on(date)
    if not spans:
        remark = _("{practice} is not open on {day}.")
        return stop.noted(
            _("Not open on {day}").format(day=day),
            remark.format(practice=stop.practice.name, day=day),
        )
    closes = spans[-1].end
    if times is None or times.leave <= closes:
        return stop
    remark = _("{practice} closes at {closes} on {day}, before this visit would end ({leave}).")
    words = {"closes": show_time(closes), "day": day, "leave": show_time(times.leave)}
    return stop.noted(
        _("Closes at {closes} on {day}").format(**words),
        remark.format(practice=stop.practice.name, **words),
    )
