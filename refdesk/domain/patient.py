"""Patients: the minimum that closing a loop needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Self

from refdesk.domain import fields as f
from refdesk.domain.errors import Problem
from refdesk.domain.phone import Phone
from refdesk.domain.record import Record
from refdesk.i18n import N_, _


class Patient(
    Record,
    one=N_("Patient"),
    many=N_("Patients"),
    icon="user",
    title=("name", "control_number"),
    patient_data=True,
):
    """A referred patient, by name or by control number."""

    name: str = f.text(
        N_("Name"), personal=True, searchable=True, indexed=True, help=N_("Last name, first name.")
    )
    control_number: str = f.text(
        N_("Control number"), personal=True, searchable=True, indexed=True, limit=60
    )
    birth_date: dt.date | None = f.date(
        N_("Date of birth"), personal=True, indexed=True, aliases=("dob", "birthday")
    )
    phone: Phone | None = f.phone(
        N_("Phone"), personal=True, searchable=True, aliases=("cell", "home phone")
    )
    language: str = f.text(N_("Language"), personal=True, completes=1)
    best_time: str = f.text(N_("Best time to call"), personal=True, completes=f.SEVERAL)
    heard_from: str = f.text(N_("How they heard of us"), personal=True, completes=f.SEVERAL)

    @f.required_when("name")
    def _has_no_number(self) -> bool:
        return not self.control_number

    def check(self, before: Self | None) -> Iterator[Problem]:
        """Refuse a birth date to come."""
        yield from super().check(before)
        if self.birth_date and self.birth_date > dt.datetime.now(dt.UTC).astimezone().date():
            yield self.fields["birth_date"].problem(_("lies in the future."))
