"""A liaison's day as it is put together: offices in, out, up and down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from refdesk.domain.dates import show_date
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Ref
from refdesk.domain.practice import Office, PartnerStatus, Practice
from refdesk.domain.touch import Visit, VisitStatus
from refdesk.i18n import _
from refdesk.services.planning import PlannedDay, Planning
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.store.listing import Filter, Query

MOST = 40
"""Visits of a day; the solver and a liaison have their limits."""


class DayOfVisits:
    """Changes the visits of a day, each step one change that undo takes back."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._records = Records(desk)
        self._planning = Planning(desk)

    def read(self, date: dt.date) -> PlannedDay | None:
        """Return the day as it stands, None where no visit is planned."""
        return self._planning.day(date) if self._visits(date) else None

    def add(self, date: dt.date, practice_id: int) -> None:
        """Plan a visit, after those that are there.

        Raises:
            UserError: the practice is on the day already, must not be contacted, or is one too
                many.
        """
        practice, visits = self._records.get(Practice, practice_id), self._visits(date)
        if practice.status is PartnerStatus.DO_NOT_CONTACT:
            raise UserError(_("{name} is not to be contacted.").format(name=practice.name))
        if any(visit.practice == practice_id for visit in visits):
            raise UserError(_("{name} is on this day already.").format(name=practice.name))
        if len(visits) >= MOST:
            raise UserError(_("A day has room for {count} visits.").format(count=MOST))
        places = [visit.place_in_day for visit in visits]
        place = None if None in places else max((one or 0 for one in places), default=0) + 1
        label = _("Add {name} to {day}").format(name=practice.name, day=show_date(date))
        with self._desk.db.change(label, by=self._desk.user.id) as work:
            visit = Visit(date=date, practice=Ref(practice_id), liaison=Ref(self._desk.user.id))
            visit.place_in_day = place
            work.add(visit)

    def take_out(self, visit_id: int) -> None:
        """Take a planned visit off its day.

        Raises:
            UserError: it is gone, or has been made.
        """
        visit = self._records.get(Visit, visit_id)
        if visit.status is not VisitStatus.PLANNED:
            raise UserError(_("This visit is not planned any more."))
        label = _("Take a visit off {day}").format(day=show_date(visit.date))
        with self._desk.db.change(label, by=self._desk.user.id) as work:
            work.delete(Visit.kind, [visit_id])

    def plan(self, date: dt.date) -> PlannedDay:
        """Put the day into driving order; see `Planning.plan`."""
        return self._planning.plan(date)

    def order(self, date: dt.date, visit_ids: Sequence[int]) -> None:
        """Keep the order that a person wants, with the times that follow from it.

        Raises:
            UserError: these are not the visits of the day any more.
        """
        visits = {visit.id: visit for visit in self._visits(date)}
        if set(visit_ids) != set(visits) or len(visit_ids) != len(visits):
            raise UserError(_("The visits of this day have changed. Look at them again."))
        label = _("Order visits of {day}").format(day=show_date(date))
        with self._desk.db.change(label, by=self._desk.user.id) as work:
            for place, visit_id in enumerate(visit_ids, start=1):
                visits[visit_id].place_in_day = place
                work.save(visits[visit_id])

    def stay(self, visit_id: int, minutes: int | None) -> None:
        """Plan so many minutes there; None for the usual ones.

        Raises:
            UserError: a visit cannot take so long.
        """
        visit = self._records.get(Visit, visit_id)
        visit.minutes = minutes
        self._records.save(visit)

    def go_to(self, visit_id: int, office_id: int) -> None:
        """Visit this office of the practice.

        Raises:
            UserError: the visit or the office is gone, or it is another practice's.
        """
        visit = self._records.get(Visit, visit_id)
        office = self._records.get(Office, office_id)
        if office.practice != visit.practice:
            raise UserError(_("That office belongs to another practice."))
        visit.office = Ref(office_id)
        self._records.save(visit)

    def _visits(self, date: dt.date) -> list[Visit]:
        fields = Visit.fields
        planned = Filter(fields["status"], plain=VisitStatus.PLANNED.value)
        on_day = Filter(fields["date"], plain=date.isoformat())
        query = Query(filters=(on_day, planned))
        return self._records.page(Visit, self._records.ids(Visit, query))
