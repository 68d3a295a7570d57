"""Contacts with partners: touches of any kind, and the liaison's visits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Self

from refdesk.domain import fields as f
from refdesk.domain.errors import Problem
from refdesk.domain.fields import Choices, Ref
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.record import Record
from refdesk.domain.user import User
from refdesk.i18n import N_, _


class TouchKind(Choices):
    """How a partner was contacted."""

    VISIT = "visit", N_("Visit")
    CALL = "call", N_("Call")
    LETTER = "letter", N_("Letter")
    NOTE = "note", N_("Thank-you note")
    EVENT = "event", N_("Event")
    LUNCH = "lunch", N_("Lunch")
    EMAIL = "email", N_("Email")


class Touch(Record, one=N_("Touch"), many=N_("Touches"), icon="phone", title=("practice", "date")):
    """One logged contact; any of them restarts the cadence."""

    date: dt.date = f.required(f.date(N_("Date"), indexed=True))
    touch_kind: TouchKind = f.required(f.choice(TouchKind, N_("Kind"), indexed=True))
    practice: Ref[Practice] = f.required(f.reference(Practice, N_("Practice"), searchable=True))
    people: tuple[Ref[Person], ...] = f.references(Person, N_("With"))
    by: Ref[User] | None = f.reference(User, N_("By"))
    summary: str = f.text(N_("Summary"), personal=True, searchable=True, limit=500)


class VisitStatus(Choices):
    """Whether a visit has been made."""

    PLANNED = "planned", N_("Planned")
    DONE = "done", N_("Done")
    CANCELLED = "cancelled", N_("Cancelled")


class Visit(Record, one=N_("Visit"), many=N_("Visits"), icon="route", title=("practice", "date")):
    """An in-person office visit by the liaison."""

    date: dt.date = f.required(f.date(N_("Date"), indexed=True))
    practice: Ref[Practice] = f.required(f.reference(Practice, N_("Practice"), searchable=True))
    office: Ref[Office] | None = f.reference(
        Office, N_("Office"), help=N_("Needed only where the practice has several.")
    )
    liaison: Ref[User] | None = f.reference(User, N_("Liaison"))
    status: VisitStatus = f.choice(
        VisitStatus, N_("Status"), default=VisitStatus.PLANNED, indexed=True
    )
    place_in_day: int | None = f.integer(
        N_("Stop"), help=N_("Its number in the order of the day."), aliases=("order",)
    )
    arrive: dt.time | None = f.time(N_("Arrive"))
    leave: dt.time | None = f.time(N_("Leave"))
    minutes: int | None = f.integer(N_("Minutes there"), help=N_("20 if empty."))
    met: tuple[Ref[Person], ...] = f.references(Person, N_("Met"))
    talking_points: str = f.note(N_("Talking points"), limit=2000)
    leave_behinds: str = f.note(
        N_("Leave-behinds"), limit=2000, help=N_("One on each line; boxes to tick on the log.")
    )
    purpose: str = f.text(N_("Purpose"), completes=1)
    intel: str = f.note(N_("Intel"), personal=True, limit=4000)
    next_step: str = f.text(N_("Next step"), limit=500)

    def check(self, before: Self | None) -> Iterator[Problem]:
        """Refuse a visit of no minutes, or of more than a day."""
        yield from super().check(before)
        if self.minutes is not None and not 1 <= self.minutes <= 600:
            yield self.fields["minutes"].problem(_("is 1 to 600."))
