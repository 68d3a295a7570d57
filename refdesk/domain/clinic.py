"""The clinic itself: what its letterhead and its forms say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Self

from refdesk.domain import fields as f
from refdesk.domain.address import Address
from refdesk.domain.business import BusinessCalendar
from refdesk.domain.dates import parse_date
from refdesk.domain.errors import Problem, UserError
from refdesk.domain.hours import Hours
from refdesk.domain.npi import Npi
from refdesk.domain.phone import Phone
from refdesk.domain.record import Record
from refdesk.i18n import N_


class Clinic(Record, one=N_("Clinic"), many=N_("Clinic profile"), icon="hospital", entered=False):
    """The one clinic of the desk."""

    name: str = f.required(f.text(N_("Name"), searchable=True))
    tagline: str = f.text(N_("Line below the name"), help=N_("Stands under the name on paper."))
    logo: str = f.kept(N_("Logo"), help=N_("A picture for the letterhead."))
    address: Address | None = f.address(
        N_("Address"), help=N_("Letterhead, and where the liaison's day starts and ends.")
    )
    phone: Phone | None = f.phone(N_("Phone"))
    fax: Phone | None = f.phone(N_("Fax"))
    email: str = f.email(N_("Email"))
    website: str = f.text(N_("Website"))
    npi: Npi | None = f.npi(N_("NPI"))
    hours: Hours | None = f.hours(N_("Hours"), help=N_("Due times count only these hours."))
    closed_days: str = f.note(
        N_("Closed days"),
        limit=4_000,
        help=N_("Besides public holidays; one date on each line. Due times leave them out."),
    )
    providers: str = f.note(N_("Our providers"), help=N_("One on each line, with credentials."))
    services: str = f.note(N_("Services and conditions treated"), help=N_("One on each line."))
    insurers: str = f.note(N_("Insurers accepted"), help=N_("One on each line."))
    how_to_refer: str = f.note(
        N_("How to refer"),
        help=N_("What happens next, who schedules, when the patient is called."),
    )
    visit_day_starts: dt.time | None = f.time(
        N_("Visit day starts"), help=N_("When the liaison leaves; 8:45 AM if empty.")
    )

    def calendar(self) -> BusinessCalendar:
        """Return the days on which the clinic works."""
        state = self.address.state if self.address else None
        closed = frozenset(parse_date(line) for line in self._closed_lines())
        return replace(BusinessCalendar.of(self.hours, state), closed=closed)

    def check(self, before: Self | None) -> Iterator[Problem]:
        """Refuse closed days that are no dates."""
        yield from super().check(before)
        for line in self._closed_lines():
            try:
                parse_date(line)
            except UserError as error:
                yield self.fields["closed_days"].problem(f"“{line[:40]}” {error.message}")
                return

    def _closed_lines(self) -> list[str]:
        return [line.strip() for line in self.closed_days.splitlines() if line.strip()]
