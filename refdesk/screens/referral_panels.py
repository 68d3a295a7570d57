"""The panels of a referral's page, in their order; one more is one more line."""

from __future__ import annotations

from refdesk.domain.asked import FormRule
from refdesk.domain.attachment import Attachment
from refdesk.domain.clinic import Clinic
from refdesk.domain.customs import CustomField
from refdesk.domain.letter import Letter
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.promise import Promise
from refdesk.domain.record import Record
from refdesk.domain.referral import Appointment, ContactAttempt, Referral
from refdesk.domain.sources import ListedSource
from refdesk.domain.task import Task
from refdesk.domain.user import User
from refdesk.domain.views import DeskSetting
from refdesk.i18n import N_
from refdesk.screens import referral_partner as partner
from refdesk.screens import referral_work as work
from refdesk.screens.panels import Panel, Spot
from refdesk.screens.record_files import files
from refdesk.screens.referral_history import history
from refdesk.services.case import Case

B, H, S = Spot


def _kinds(*some: type[Record]) -> frozenset[str]:
    return frozenset({Referral.kind, *(of.kind for of in some)})


_SENT = _kinds(Practice, Person, Office)
_OF_FORM = _kinds(CustomField, FormRule, ListedSource)
PANELS: tuple[Panel[Case], ...] = (
    Panel("appointment", N_("Appointment"), "", H, _kinds(Appointment), work.appointment),
    Panel("report", N_("Report"), "", H, _kinds(Practice, Person), work.report),
    Panel("attempts", N_("Contact attempts"), "", B, _kinds(ContactAttempt), work.attempts),
    Panel("tasks", N_("Tasks and promises"), "", B, _kinds(Task, Promise), work.tasks),
    Panel("letters", N_("Letters"), "", B, _kinds(Letter), work.letters),
    Panel("files", N_("Files"), "", B, _kinds(Attachment), files),
    Panel("history", N_("History"), "", B, _kinds(), history),
    Panel("practice", N_("Referring practice"), "building-2", S, _SENT, partner.practice),
    Panel("gatekeeper", N_("Gatekeeper"), "lock-open", S, _SENT, partner.gatekeeper),
    Panel("authorization", N_("Authorization"), "shield-check", S, _kinds(), partner.authorization),
    Panel("details", N_("Details"), "list", S, _OF_FORM, partner.details),
)
_OF_LOOP = _kinds(Patient, User, Clinic, DeskSetting)
KINDS = _OF_LOOP.union(*(panel.kinds for panel in PANELS))
"""The kinds of record whose changes make the page read anew."""
