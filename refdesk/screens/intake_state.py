"""The intake of a referral: its form, and that of a patient who is new, as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.patient import Patient
from refdesk.domain.practice import Channel
from refdesk.domain.record import Record
from refdesk.domain.referral import Referral
from refdesk.domain.sources import Source
from refdesk.domain.validation import is_required, is_shown, problems
from refdesk.screens import entry
from refdesk.screens.entry import Entry
from refdesk.screens.form_state import FormState, by_field
from refdesk.screens.patients import SCREEN as PATIENTS
from refdesk.screens.referrals import CLOSING, SCREEN
from refdesk.screens.spec import Group
from refdesk.services.intake import PATIENT, Intake, of_patient
from refdesk.services.records import Records, new_record
from refdesk.services.session import Desk

ASKED_OF_PATIENT = ("birth_date", "phone", "language", "best_time")
"""What is asked of a new patient besides the name; the rest can be filled in later."""
BEGUN: Mapping[str, Entry] = {
    "source": Source.PHYSICIAN.value,
    "channel": Channel.PHONE.value,
}
"""What most referrals begin with."""
MOMENT = "received"
"""When the referral came: the moment the form was begun, also for one that goes on later."""


class IntakeState(FormState):
    """A new referral, and its patient.

    What is typed into the field of the patient, and is nobody of the desk, is the name of a new
    patient; the fields of that one are asked for then. Their names begin with `PATIENT`.

    Args:
        desk: for what the clinic asks for.
        entries: made already.
    """

    def __init__(self, desk: Desk, entries: Mapping[str, Entry] | None = None) -> None:
        super().__init__(SCREEN.form, new_record(Referral, {}), desk.fields(Referral))
        self._asked_of_patient = desk.fields(Patient)
        self._add_patient()
        for name, given in {**BEGUN, **(entries or {})}.items():
            if name in self.fields and entry.fits(self.fields[name], given):
                self.entries[name] = given

    @property
    def touched(self) -> tuple[str, ...]:
        """The names of the fields in which something was typed; what is begun is nobody's."""
        return tuple(
            name
            for name, given in self.entries.items()
            if given != BEGUN.get(name, self._begun[name])
        )

    @property
    def has_new_patient(self) -> bool:
        """Whether the patient is somebody who is not on the desk."""
        return self.entries["patient"]["id"] is None and bool(self.patient_typed)

    @property
    def patient_typed(self) -> str:
        """What was typed for the patient."""
        return " ".join(str(self.entries["patient"]["text"]).split())

    def home(self, name: str) -> tuple[str, str]:
        """Return the kind of record that a field belongs to, and what it is called there."""
        if name.startswith(PATIENT):
            return Patient.kind, name.removeprefix(PATIENT)
        return super().home(name)

    def new_patient(self) -> Patient:
        """Return the new patient as the form stands; what cannot be read yet is left out."""
        patient = new_record(Patient, {Patient.fields["name"]: self.patient_typed})
        for name, own in self._of_patient():
            try:
                own.set_on(patient, entry.read(own, self.entries[PATIENT + name]))
            except UserError:
                continue
        return patient

    def check(self) -> bool:
        """Look at every field; tell whether patient and referral can be saved."""
        shown, _needed = self.asked()
        self.problems = {}
        for name in self.fields:
            if name in shown:
                self._note(name, self._unreadable(name))
        for problem in problems(self.working(), None, self._asked):
            if not (problem.field == "patient" and self.has_new_patient):
                self._note(problem.field, problem.message)
        if self.has_new_patient:
            for problem in problems(self.new_patient(), None, self._asked_of_patient):
                self._note(of_patient(problem.field), problem.message)
        self._note_objections()
        return not self.problems

    def asked(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the names of the fields that are shown, and of those that are needed."""
        shown, needed = super().asked()
        if not self.has_new_patient:
            return shown, needed
        patient, fields = self.new_patient(), dict(self._of_patient())
        return (
            shown | {PATIENT + name for name, own in fields.items() if is_shown(own, patient)},
            needed | {PATIENT + name for name, own in fields.items() if is_required(own, patient)},
        )

    def save(self, records: Records, record: Record | None = None) -> Record:
        """Save the referral, and a patient who is new, as one change; away from the window.

        Raises:
            UserError: with all problems; nothing was saved.
        """
        referral = record if isinstance(record, Referral) else self.working()
        if not isinstance(referral, Referral):
            raise TypeError(referral.kind)
        patient = self.new_patient() if self.has_new_patient else None
        return Intake(records.desk).take(referral, patient)

    def draft(self) -> dict[str, Any]:
        """Return what was typed, and when the referral came, to be kept as a draft."""
        kept = super().draft()
        if MOMENT in self.fields:
            kept["entries"].setdefault(MOMENT, self.entries[MOMENT])
        return kept

    # Inside

    def _add_patient(self) -> None:
        self.groups = tuple(self._with_patient(self.groups))
        kept = {name for group in self.groups for name in group.names}
        self.fields = {name: own for name, own in self.fields.items() if name in kept}
        for name, own in self._of_patient():
            self.fields[PATIENT + name] = replace(own, name=PATIENT + name)
            self._begun[PATIENT + name] = self.entries[PATIENT + name] = entry.write(
                own, own.value_of(new_record(Patient, {}))
            )
        self.fields = {name: self.fields[name] for group in self.groups for name in group.names}
        self._beside = frozenset(name for name in self.fields if name.startswith(PATIENT))

    def _with_patient(self, groups: tuple[Group, ...]) -> Iterator[Group]:
        """Yield the groups without what closes the loop, the patient's fields after the patient."""
        of_new = tuple(PATIENT + name for name, _own in self._of_patient())
        for group in groups:
            names = tuple(
                one
                for name in group.names
                if name not in CLOSING
                for one in ((name, *of_new) if name == "patient" else (name,))
            )
            if names:
                yield Group(group.label, names)

    def _of_patient(self) -> Iterator[tuple[str, Field]]:
        """Yield what is asked of a new patient: the usual, and what the clinic needs or added."""
        asked = self._asked_of_patient
        for name in (*PATIENTS.form.names, *(own.name for own in asked.own)):
            own = asked[name]
            is_asked = own.required or own.by_clinic or own.custom
            if name != "name" and (name in ASKED_OF_PATIENT or is_asked):
                yield name, own

    def _objections(self) -> dict[str, str]:
        """Return what the referral, and a patient who is new, refuse of their fields together."""
        said = super()._objections()
        if self.has_new_patient:
            of_new = by_field(self.new_patient().check(None))
            said |= {of_patient(name): sentence for name, sentence in of_new.items()}
        return said

    def _unreadable(self, name: str) -> str:
        if name == "patient" and self.has_new_patient:
            return ""
        return super()._unreadable(name)
