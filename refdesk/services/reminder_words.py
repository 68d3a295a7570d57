"""What a reminder says: by numbers alone, or with names where a person wished for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from refdesk.domain.calls import CallFor
from refdesk.domain.codes import referral_code
from refdesk.domain.fields import Ref
from refdesk.domain.patient import Patient
from refdesk.domain.promise import Promise
from refdesk.domain.record import Record
from refdesk.domain.referral import Appointment, ContactAttempt, Referral
from refdesk.domain.task import Task
from refdesk.domain.text import inside
from refdesk.i18n import _
from refdesk.services.records import Records


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A record that comes up, and what belongs to it; `reason` is what a patient is called for."""

    record: Record = field(repr=False)
    day: dt.date
    at: dt.datetime | None = None
    owner: Ref[Any] | None = None
    practice: Ref[Any] | None = None
    referral: Referral | None = field(default=None, repr=False)
    reason: CallFor = CallFor.AGREED


class Names:
    """The names of those whom reminders concern; patients and people only where wished for."""

    def __init__(self, records: Records, found: Sequence[Found], *, with_patients: bool) -> None:
        self._titles: Mapping[str, Mapping[int, str]] = {
            "practice": records.titles("practice", _ids(one.practice for one in found)),
            "user": records.titles("user", _ids(one.owner for one in found)),
        }
        self._patients: Mapping[int, Patient] = {}
        if with_patients:
            promises = [one.record for one in found if isinstance(one.record, Promise)]
            people = records.titles("person", _ids(one.person for one in promises))
            self._titles = {**self._titles, "person": people}
            concerned = _ids(one.referral.patient for one in found if one.referral)
            self._patients = {one.id: one for one in records.page(Patient, concerned)}

    def of(self, kind: str, row_id: Ref[Any] | None) -> str:
        """Return the name of a record; empty where there is none."""
        return self._titles[kind].get(int(row_id), "") if row_id is not None else ""

    def patient(self, referral: Referral) -> Patient:
        """Return the patient of a referral."""
        return self._patients[int(referral.patient)]


def plain(found: Found) -> str:
    """Return what comes up by kind and number: nothing that anybody has typed."""
    record, number = found.record, found.record.id
    code = referral_code(found.referral.id) if found.referral else ""
    if isinstance(record, ContactAttempt):
        return _("Call for referral {code}: {reason}").format(code=code, reason=_reason(found))
    if isinstance(record, Appointment):
        return _("Visit of referral {code}").format(code=code)
    if isinstance(record, Promise):
        return _("Promise {number}").format(number=number)
    if code:
        return _("Task {number} for referral {code}").format(number=number, code=code)
    return _("Task {number}").format(number=number)


def named(found: Found, names: Names) -> str:
    """Return what comes up in full: whom it concerns, and what was typed."""
    record = found.record
    whom = _called(names.patient(found.referral)) if found.referral else ""
    if isinstance(record, ContactAttempt):
        return _("Call {patient}: {reason}").format(patient=whom, reason=_reason(found))
    if isinstance(record, Appointment):
        return _("Visit of {patient}").format(patient=whom)
    if isinstance(record, Promise):
        to = names.of("person", record.person)
        return _("{what}, to {person}").format(what=record.what, person=to) if to else record.what
    what = record.what if isinstance(record, Task) else ""
    return _("{what} ({patient})").format(what=what, patient=whom) if whom else what


def how_to_reach(found: Found, names: Names) -> str:
    """Return phone and best time of a patient who is to be called; empty for all else."""
    if not isinstance(found.record, ContactAttempt) or found.referral is None:
        return ""
    patient = names.patient(found.referral)
    phone = Patient.fields["phone"].show(patient.phone)
    return " · ".join(part for part in (phone, patient.best_time) if part)


def _called(patient: Patient) -> str:
    return patient.name or patient.control_number


def _reason(found: Found) -> str:
    return inside(_(found.reason.label))


def _ids(refs: Iterable[Ref[Any] | None]) -> list[int]:
    return sorted({int(one) for one in refs if one is not None})
