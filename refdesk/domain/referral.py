"""Inbound referrals, the attempts to reach the patient, and the appointments."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Self

from refdesk.domain import fields as f
from refdesk.domain.errors import Problem
from refdesk.domain.fields import Choices, Ref
from refdesk.domain.letter import Letter
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Channel, Practice
from refdesk.domain.record import Record
from refdesk.domain.sources import NAMED, ListedSource, Source
from refdesk.domain.stages import MOVES, Stage, may_move
from refdesk.domain.user import User
from refdesk.i18n import N_, _


class Urgency(Choices):
    """How soon the patient must be seen."""

    ROUTINE = "routine", N_("Routine")
    URGENT = "urgent", N_("Urgent")
    EMERGENT = "emergent", N_("Emergent")


class Need(Choices):
    """What we still need from the referring office."""

    RECORDS = "records", N_("Records")
    IMAGING = "imaging", N_("Imaging")


_ICD10 = re.compile(r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?")


class Referral(
    Record,
    one=N_("Referral"),
    many=N_("Referrals"),
    icon="inbox",
    title=("patient", "received"),
    patient_data=True,
):
    """A patient sent to us."""

    received: dt.datetime = f.moment_now(
        N_("Received"), indexed=True, aliases=("date received", "referral date")
    )
    patient: Ref[Patient] = f.required(f.reference(Patient, N_("Patient"), searchable=True))
    source: Source = f.required(f.choice(Source, N_("Source"), indexed=True))
    listed_source: Ref[ListedSource] | None = f.reference(
        ListedSource, N_("Listed source"), searchable=True
    )
    source_detail: str = f.text(
        N_("Source, specified"), personal=True, searchable=True, completes=f.SEVERAL
    )
    secondary_source: Source | None = f.choice(Source, N_("Secondary source"))
    secondary_listed: Ref[ListedSource] | None = f.reference(
        ListedSource, N_("Secondary listed source")
    )
    secondary_detail: str = f.text(
        N_("Secondary source, specified"), personal=True, completes=f.SEVERAL
    )
    referring_patient: Ref[Patient] | None = f.reference(
        Patient,
        N_("Recommended by patient"),
        help=N_("Recorded to know it; no reward is ever tied to it."),
    )
    referring_practice: Ref[Practice] | None = f.reference(
        Practice,
        N_("Referring practice"),
        searchable=True,
        aliases=("referring office", "referring clinic"),
    )
    referring_person: Ref[Person] | None = f.reference(
        Person,
        N_("Referring physician"),
        searchable=True,
        aliases=("referring provider", "referring doctor", "referred by"),
    )
    channel: Channel | None = f.choice(Channel, N_("Channel"), indexed=True)
    provider: str = f.text(N_("Our provider"), indexed=True, completes=1, clinic_list="providers")
    reason: str = f.text(
        N_("Reason or condition"),
        personal=True,
        completes=f.SEVERAL,
        limit=500,
        aliases=("reason for referral",),
    )
    icd10: str = f.text(N_("ICD-10"), personal=True, limit=100, help=N_("Such as M54.5."))
    urgency: Urgency = f.choice(Urgency, N_("Urgency"), default=Urgency.ROUTINE, indexed=True)
    insurer: str = f.text(
        N_("Insurer"),
        personal=True,
        completes=1,
        clinic_list="insurers",
        aliases=("insurance", "insurance company", "payer"),
    )
    authorization: str = f.text(N_("Authorization number"), personal=True)
    authorization_expires: dt.date | None = f.date(N_("Authorization expires"), personal=True)
    needs: tuple[Need, ...] = f.choices(Need, N_("Needed from the office"))
    stage: Stage = f.choice(Stage, N_("Stage"), default=Stage.RECEIVED, indexed=True)
    owner: Ref[User] | None = f.reference(
        User, N_("Owner"), help=N_("Who sees to it that the loop is closed.")
    )
    report_sent: dt.date | None = f.date(N_("Report sent"), by_step=True)
    report_how: Channel | None = f.choice(Channel, N_("Report sent by"))
    report_letter: Ref[Letter] | None = f.reference(Letter, N_("Report letter"))
    followed_up: dt.date | None = f.date(
        N_("Patient followed up"),
        by_step=True,
        help=N_("When the patient was asked how it went."),
    )
    follow_up_waived: str = f.text(
        N_("No follow-up because"),
        personal=True,
        by_step=True,
        completes=f.SEVERAL,
        limit=500,
        help=N_("Instead of a follow-up."),
    )
    closed_reason: str = f.text(
        N_("Closed because"), personal=True, by_step=True, completes=f.SEVERAL, limit=500
    )
    feedback: str = f.note(N_("Patient's feedback"), personal=True)
    moved_at: dt.datetime | None = f.moment(N_("At this stage since"), program=True, indexed=True)
    round_began: dt.datetime | None = f.moment(N_("Round began"), program=True)
    appointment: dt.date | None = f.date(N_("Appointment"), program=True, indexed=True)
    due: dt.datetime | None = f.moment(N_("Due"), program=True, stamp=True, indexed=True)

    @f.shown_when("listed_source", "source_detail")
    def _source_has_a_name(self) -> bool:
        return self.source in NAMED

    @f.required_when("source_detail")
    def _source_needs_words(self) -> bool:
        return self.source is Source.OTHER and self.listed_source is None

    @f.shown_when("secondary_listed")
    def _second_has_a_name(self) -> bool:
        return self.secondary_source in NAMED

    @f.shown_when("secondary_detail")
    def _second_takes_words(self) -> bool:
        return self.secondary_source in NAMED or self._are_both_physicians()

    @f.required_when("secondary_detail")
    def _second_needs_words(self) -> bool:
        is_other = self.secondary_source is Source.OTHER and self.secondary_listed is None
        return is_other or self._are_both_physicians()

    @f.shown_when("referring_patient")
    def _came_by_a_patient(self) -> bool:
        return Source.PATIENT in {self.source, self.secondary_source}

    @f.required_when("referring_practice")
    def _nobody_named(self) -> bool:
        by_physician = Source.PHYSICIAN in {self.source, self.secondary_source}
        return by_physician and self.referring_person is None

    def _are_both_physicians(self) -> bool:
        return self.source is Source.PHYSICIAN is self.secondary_source

    @f.shown_when("authorization_expires")
    def _authorized(self) -> bool:
        return bool(self.authorization)

    @f.required_when("report_how")
    @f.shown_when("report_how")
    def _reported(self) -> bool:
        return self.report_sent is not None

    @f.shown_when("followed_up", "follow_up_waived", "feedback")
    def _was_told(self) -> bool:
        return self.report_sent is not None

    def check(self, before: Self | None) -> Iterator[Problem]:
        """Refuse codes that are not ICD-10 in form, and moves that the loop does not know."""
        yield from super().check(before)
        if self.referring_patient is not None and self.referring_patient == self.patient:
            yield self.fields["referring_patient"].problem(_("is the patient, who came."))
        codes = [code for code in re.split(r"[,;\s]+", self.icd10.upper()) if code]
        if not all(_ICD10.fullmatch(code) for code in codes):
            yield self.fields["icd10"].problem(_("is not a code. Type it as M54.5."))
        start = before.stage if before else Stage.RECEIVED
        moves = self.stage in MOVES and self.stage is not start  # in a form it may be none yet
        if moves and not may_move(start, self.stage):
            yield impossible(start, self.stage)
        elif moves:
            yield from self._needed_at(start)

    def _needed_at(self, start: Stage) -> Iterator[Problem]:
        """Yield what is missing for the stage that a referral moves to."""
        if self.stage is Stage.REPORTED and self.report_sent is None:
            yield self.fields["report_sent"].problem(_("is needed to move on to Reported."))
        if self.stage is not Stage.CLOSED:
            return
        if not self.closed_reason:
            yield Problem("closed_reason", _("Say why the loop is closed."))
        told = start in {Stage.REPORTED, Stage.REOPENED} and self.report_sent is not None
        if told and self.followed_up is None and not self.follow_up_waived:
            yield self.fields["followed_up"].problem(
                _("is needed to close the loop, or a reason why there is no follow-up.")
            )


SOURCES = (
    ("source", "listed_source", "source_detail"),
    ("secondary_source", "secondary_listed", "secondary_detail"),
)
"""The fields of the primary and of the secondary source: its kind, which of the list, its words."""


def misplaced(record: Referral, listed: Mapping[int, ListedSource]) -> Iterator[Problem]:
    """Yield where a referral names a listed source of another kind than it says.

    Where physician or patient is said, nobody is asked for a listed source, and it says nothing.

    Args:
        record: the referral.
        listed: the listed sources it names, by number; those that are not there are left out.
    """
    for kind, name, _detail in SOURCES:
        said, chosen = getattr(record, kind), getattr(record, name)
        found = listed.get(int(chosen)) if chosen is not None else None
        if found is not None and said in NAMED and said is not found.source:
            yield record.fields[name].problem(
                _(
                    "is under {kind}: {source} is listed there. Choose that kind, or another."
                ).format(kind=_(found.source.label), source=found.name)
            )


def impossible(before: Stage, after: Stage) -> Problem:
    """Return that a referral cannot go from one stage to another, and where it can."""
    if before is after:
        return Problem("stage", _("It is at {stage} already.").format(stage=_(after.label)))
    possible = ", ".join(_(stage.label) for stage in MOVES[before])
    return Referral.fields["stage"].problem(
        _("cannot go from {before} to {after}. Possible: {possible}.").format(
            before=_(before.label), after=_(after.label), possible=possible
        )
    )


def too_few(made: int, enough: int) -> Problem:
    """Return that a patient does not count as not reached yet."""
    return Referral.fields["stage"].problem(
        _(
            "cannot go to Not reached after {made} of {enough} attempts. Log each attempt first."
        ).format(made=made, enough=enough)
    )


def too_late(stage: Stage, at: dt.datetime) -> Problem:
    """Return that a referral cannot have come after it was moved to a stage at `at`."""
    own = Referral.fields["received"]
    return own.problem(
        _("lies after {moment}, when the referral came to {stage}.").format(
            moment=own.show(at), stage=_(stage.label)
        )
    )


class AttemptResult(Choices):
    """What came of trying to reach a patient."""

    REACHED = "reached", N_("Reached")
    LEFT_MESSAGE = "left_message", N_("Left a message")
    NO_ANSWER = "no_answer", N_("No answer")
    WRONG_NUMBER = "wrong_number", N_("Wrong number")
    CALL_BACK = "call_back", N_("Asked to call back")


class ContactAttempt(
    Record,
    one=N_("Contact attempt"),
    many=N_("Contact attempts"),
    icon="phone",
    title=("referral", "at"),
    patient_data=True,
):
    """One try to reach the patient of a referral."""

    referral: Ref[Referral] = f.required(f.reference(Referral, N_("Referral")))
    at: dt.datetime = f.moment_now(N_("When"), indexed=True)
    by: Ref[User] | None = f.reference(User, N_("Who"))
    how: Channel = f.choice(Channel, N_("How"), default=Channel.PHONE)
    result: AttemptResult = f.required(f.choice(AttemptResult, N_("Result")))
    next_try: dt.datetime | None = f.moment(N_("Next try"), indexed=True)


class Outcome(Choices):
    """What became of an appointment."""

    ATTENDED = "attended", N_("Attended")
    NO_SHOW = "no_show", N_("No-show")
    CANCELLED = "cancelled", N_("Cancelled")
    RESCHEDULED = "rescheduled", N_("Rescheduled")


class Appointment(
    Record,
    one=N_("Appointment"),
    many=N_("Appointments"),
    icon="calendar-check",
    title=("referral", "date"),
    patient_data=True,
):
    """A day agreed with the patient of a referral."""

    referral: Ref[Referral] = f.required(f.reference(Referral, N_("Referral")))
    date: dt.date = f.required(f.date(N_("Date"), indexed=True))
    time: dt.time | None = f.time(N_("Time"))
    provider: str = f.text(N_("Provider"), completes=1, clinic_list="providers")
    outcome: Outcome | None = f.choice(Outcome, N_("Outcome"), indexed=True)


def visit_that_counts(visits: Sequence[Appointment]) -> Appointment | None:
    """Return the visit that is to come, else the one that was decided last, else any.

    One that was put off or called off counts only where no other is there.

    Args:
        visits: of one referral, by day.
    """
    awaited = next((one for one in visits if one.outcome is None), None)
    held = [one for one in visits if one.outcome in {Outcome.ATTENDED, Outcome.NO_SHOW}]
    newest = max(visits, key=lambda one: one.id, default=None)
    return awaited or (held[-1] if held else newest)
