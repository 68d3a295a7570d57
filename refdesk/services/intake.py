"""Taking a referral in: who is on file already, and patient and referral as one change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from refdesk.domain.errors import Problem, UserError
from refdesk.domain.fields import Ref
from refdesk.domain.patient import Patient
from refdesk.domain.phone import Phone
from refdesk.domain.referral import Referral
from refdesk.domain.stages import Stage
from refdesk.domain.text import fold
from refdesk.i18n import N_
from refdesk.services.records import Records, label
from refdesk.services.session import Desk
from refdesk.store.listing import Filter, Match, Query

PATIENT = "patient."
"""What the names of a new patient's fields begin with, among those of the referral."""
LOOKED_AT = 40
LIKE = 80
"""From so much likeness in 100 on, two names with the same birth date are one, misspelt."""
MOST = 3


@dataclass(frozen=True, slots=True)
class OnFile:
    """A patient of the desk who may be the one that is being typed in.

    `is_sure` where name and birth date, or name and phone, are the same; `open` is a referral of
    theirs whose loop is open.
    """

    patient: Patient
    is_sure: bool
    open: Referral | None


class Intake:
    """Looks for what is there already, and adds what is not."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._records = Records(desk)

    def on_file(
        self, name: str, birth_date: dt.date | None = None, phone: Phone | None = None
    ) -> list[OnFile]:
        """Return the patients who may be this one, the surest first; a few at most."""
        words = _words(name)
        found = []
        for patient in self._candidates(name, birth_date, phone):
            same_name = bool(words) and _words(patient.name) == words
            same_birth = birth_date is not None and patient.birth_date == birth_date
            same_phone = phone is not None and patient.phone == phone
            other_birth = None not in {birth_date, patient.birth_date} and not same_birth
            like = same_name or (same_birth and _alike(patient.name, name))
            if (like and not other_birth) or (same_phone and (like or not words)):
                found.append((patient, like and (same_birth or same_phone)))
        found.sort(key=lambda one: (not one[1], -one[0].id))
        return [
            OnFile(patient, is_sure=is_sure, open=self.open_of(patient.id))
            for patient, is_sure in found[:MOST]
        ]

    def names_nobody(self, text: str) -> bool:
        """Tell whether what was typed as a name is found with no patient, not even as a part."""
        query = self._records.query(Patient, search=text[:100], limit=1)
        return not self._records.ids(Patient, query)

    def known(self, patient_id: int) -> OnFile:
        """Return a patient of the desk who was chosen.

        Raises:
            UserError: there is none of that number.
        """
        patient = self._records.get(Patient, patient_id)
        return OnFile(patient, is_sure=True, open=self.open_of(patient_id))

    def open_of(self, patient_id: int) -> Referral | None:
        """Return a patient's newest referral whose loop is open, if there is one."""
        own = Referral.fields
        wanted = (
            Filter(own["patient"], plain=patient_id),
            Filter(own["stage"], Match.NONE_OF, [Stage.CLOSED.value]),
        )
        found = self._records.page(Referral, self._records.ids(Referral, Query(filters=wanted)))
        return max(found, key=lambda one: (one.received, one.id), default=None)

    def take(self, referral: Referral, patient: Patient | None) -> Referral:
        """Add a referral, and its patient where the patient is new, as one change.

        Raises:
            UserError: with all problems, those of the patient named as `PATIENT` says; nothing was
                saved.
        """
        records = self._records
        with self._desk.db.change(label(N_("Add {kind}"), Referral), by=self._desk.user.id) as work:
            if patient is not None:
                try:
                    records.check(work, patient, None)
                except UserError as error:
                    raise _of_patient(error) from None
                referral.patient = Ref(work.add(patient).id)
                work.flush()
            records.check(work, referral, None)
            return work.add(referral)

    def _candidates(
        self, name: str, birth_date: dt.date | None, phone: Phone | None
    ) -> Iterable[Patient]:
        records, own = self._records, Patient.fields
        queries = []
        if len(name.strip()) > 1:
            queries.append(Query(search=name[:100], limit=LOOKED_AT))
        if birth_date is not None:
            born = Filter(own["birth_date"], plain=own["birth_date"].to_plain(birth_date))
            queries.append(Query(filters=(born,), limit=LOOKED_AT))
        if phone is not None:
            queries.append(Query(search=own["phone"].show(phone), limit=LOOKED_AT))
        ids = dict.fromkeys(row_id for query in queries for row_id in records.ids(Patient, query))
        return records.page(Patient, list(ids))


def _words(name: str) -> frozenset[str]:
    return frozenset(fold(name).replace(",", " ").split())


def _alike(one: str, other: str) -> bool:
    from rapidfuzz import fuzz  # noqa: PLC0415  with its first use

    first, second = (" ".join(sorted(_words(name))) for name in (one, other))
    return fuzz.ratio(first, second) >= LIKE


def _of_patient(error: UserError) -> UserError:
    return UserError(
        error.message,
        tuple(Problem(of_patient(one.field), one.message) for one in error.problems),
    )


def of_patient(name: str) -> str:
    """Return the name of a patient's field among those of an intake; the name is the patient."""
    return "patient" if name == "name" else PATIENT + name
