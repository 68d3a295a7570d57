"""Headings that lists use besides ours, and those of records that come along in the same row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.fields import Field
from refdesk.domain.practice import Office, Practice
from refdesk.domain.record import Record
from refdesk.domain.text import fold
from refdesk.exchange.headings import NAME_WORDS, Headings, heading_words
from refdesk.exchange.targets import BROUGHT, IN_OFFICES, OFFICE, FieldsOf, Place, place_of
from refdesk.i18n import _

_MRN = "mrn, chart, chart number, account number, patient id, medical record number, pt id"
_FIRST, _MIDDLE, _LAST = (", ".join(words) for words in NAME_WORDS.values())
_ALSO: Mapping[str, Mapping[str, str]] = {
    "": {"notes": "comments, comment, remarks, memo", "tags": "labels, categories, category"},
    "practice": {
        "name": "practice, account, group, group name, office name, business name",
        "practice_kind": "practice type, category",
        "liaison": "rep, liaison, account manager, owner",
        "specialty": "specialties, specialization",
        "ehr": "emr, ehr system",
        "other_phone": "back line, backline, back office phone, private line",
        "website": "web, site, homepage, web address",
    },
    "person": {
        "name": "provider, doctor, physician, person, employee, staff, provider full name",
        "credentials": "degree, degrees, credential, designation",
        "role": "title, position, job title, job, function",
        "practices": "office, practice name, group, location name, practice location, employer",
        "specialty": "primary specialty, specialties",
    },
    "patient": {
        "name": "client, client name, pt, pt name",
        "control_number": _MRN,
        "language": "preferred language, primary language",
    },
    "referral": {
        "patient": "pt, pt name, client, client name, name",
        "patient.birth_date": "dob, birth date, birthdate, date of birth, birthday, pt dob",
        "patient.phone": "phone, cell, home phone, contact number, pt phone, contact phone",
        "patient.control_number": f"{_MRN}, control number",
        "patient.language": "language, preferred language",
        "patient.name.first": _FIRST,
        "patient.name.middle": _MIDDLE,
        "patient.name.last": _LAST,
        "received": (
            "date, referred on, date of referral, referred, date in, received on, intake, "
            "intake date, date of intake"
        ),
        "referring_person": (
            "dr, doctor, physician, md, ref dr, ref md, referring md, ref provider, referrer, pcp, "
            "referred by provider, ordering provider, ordering physician, requesting provider"
        ),
        "referring_practice": (
            "practice, clinic, facility, office, practice name, clinic name, referring facility, "
            "ref practice, ref office, ref clinic, referring location, referred from"
        ),
        "stage": "status, referral status, current status",
        "reason": (
            "condition, diagnosis, dx, chief complaint, problem, referral reason, "
            "reason for visit, reason for consult"
        ),
        "icd10": "icd, icd code, dx code, diagnosis code, icd10 code",
        "urgency": "priority",
        "insurer": "plan, payor, primary insurance, carrier, insurance name",
        "provider": "seen by, assigned provider, specialist, scheduled with",
        "channel": "method, how received, received via, received by",
        "source": "referral source, source type",
    },
    "touch": {
        "touch_kind": "type, method, contact type, activity, activity type",
        "people": "contact, person, spoke with, with whom, contact name, provider",
        "practice": "account, clinic, office, organization, practice name",
        "summary": "notes, comments, discussion, description, details, outcome",
        "by": "rep, liaison, user, staff, logged by",
    },
    "visit": {
        "practice": "account, clinic, organization, practice name",
        "intel": "notes, comments, discussion",
        "met": "contact, person, spoke with, people, who",
        "next_step": "follow up, followup, next steps",
        "liaison": "rep, by",
    },
    "promise": {
        "what": "task, commitment, action item, description",
        "person": "contact, for, promised to",
        "due": "deadline, due by",
        "kept": "completed, completed on",
    },
    "contact_attempt": {
        "at": "date, time, called at, attempted",
        "how": "method, channel",
        "result": "outcome, status",
        "next_try": "call back, follow up",
        "by": "user, staff, caller, called by",
    },
    "appointment": {
        "date": "appointment date, appt date, visit date, scheduled for",
        "time": "appointment time, appt time",
        "outcome": "status, appointment status, appt status, result",
        "provider": "doctor, seen by, with",
        "referral": "referral id, referral number",
    },
}
_CALLED: Mapping[str, str] = {
    "patient": "patient, pt, client",
    "practice": "practice, clinic, facility, organization, office, group",
    "person": "person, provider, physician, doctor, contact",
}

_PLACES = frozenset({"office", "location", "site"})


class Along:
    """Finds what headings name that are not a field of the record by its own words."""

    def __init__(self, of: type[Record], fields_of: FieldsOf) -> None:
        self._of = of
        self._fields_of = fields_of
        self._also = {
            fold(word): target
            for kind in ("", of.kind)
            for target, words in _ALSO.get(kind, {}).items()
            for word in words.split(",")
        }
        self._loose = {heading_words(word): target for word, target in self._also.items()}
        self._known: dict[type[Record], Headings] = {}
        self._before = list(self._ways_to(of))

    def _ways_to(self, of: type[Record]) -> Iterator[tuple[frozenset[str], Field]]:
        """Yield the words before a heading that tell of which record that comes along it is."""
        links = [
            own
            for own in self._fields_of(of).values()
            if own.target_kind in BROUGHT and not own.program
        ]
        kinds = [own.target_kind for own in links]
        for own in links:
            names = [own.label, _(own.label), *own.aliases]
            if kinds.count(own.target_kind) == 1:
                names += _CALLED[own.target_kind].split(", ")
            for name in names:
                yield heading_words(name), own

    def meant(self, heading: str) -> Place | None:
        """Return where the column of a heading leads, if anywhere."""
        folded, words = fold(heading), heading_words(heading)
        if not words:
            return None
        if target := self._also.get(folded) or self._loose.get(words):
            return place_of(self._of, target, self._fields_of)
        for before, own in sorted(self._before, key=lambda way: -len(way[0])):
            if before < words and (place := self._within(own, words - before)):
                return place
        return self._office(self._of, (), words) if self._of is Practice else None

    def _within(self, own: Field, words: frozenset[str]) -> Place | None:
        of = BY_NAME[own.target_kind]
        found = self._headings(of).meant(" ".join(sorted(words)))
        if found and not found.field.target_kind:
            return Place(of, (own.name,), found.field, found.part)
        return self._office(of, (own.name,), words) if of is Practice else None

    def _office(
        self, of: type[Record], steps: tuple[str, ...], words: frozenset[str]
    ) -> Place | None:
        found = self._headings(Office).meant(" ".join(sorted(words)))
        if of is not Practice or found is None or found.field.name in IN_OFFICES:
            return None
        if found.field.name in Practice.fields and not words & _PLACES:
            return None  # a second "Telephone" is not that of an office
        return Place(Office, (*steps, OFFICE), found.field, found.part)

    def _headings(self, of: type[Record]) -> Headings:
        if of not in self._known:
            fields = [own for own in self._fields_of(of).values() if not own.program]
            self._known[of] = Headings(of, fields)
        return self._known[of]
