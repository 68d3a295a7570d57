"""Every kind of record the desk keeps: one line each, referenced kinds before those that refer."""

from __future__ import annotations

from refdesk.domain.asked import FormRule
from refdesk.domain.attachment import Attachment
from refdesk.domain.clinic import Clinic
from refdesk.domain.customs import CustomField
from refdesk.domain.errors import UserError
from refdesk.domain.history import StageLine
from refdesk.domain.imports import ImportRun
from refdesk.domain.letter import Letter
from refdesk.domain.outbound import OutboundReferral
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.promise import Promise
from refdesk.domain.record import Record
from refdesk.domain.referral import Appointment, ContactAttempt, Referral
from refdesk.domain.register import Release
from refdesk.domain.sources import ListedSource
from refdesk.domain.task import Task
from refdesk.domain.text import fold
from refdesk.domain.touch import Touch, Visit
from refdesk.domain.user import User
from refdesk.domain.views import DeskSetting, SavedView
from refdesk.i18n import _

CATALOGUE: tuple[type[Record], ...] = (
    User,
    Clinic,
    CustomField,
    Practice,
    Office,
    Person,
    Patient,
    ListedSource,
    Release,
    Letter,
    Referral,
    ContactAttempt,
    Appointment,
    StageLine,
    OutboundReferral,
    Task,
    Touch,
    Visit,
    Promise,
    ImportRun,
    SavedView,
    DeskSetting,
    FormRule,
    Attachment,
)

BY_NAME: dict[str, type[Record]] = {record.kind: record for record in CATALOGUE}


def record_kind(name: str) -> type[Record]:
    """Return the kind of record called `name`, singular or plural, in any case.

    Raises:
        UserError: there is no such kind; the sentence names those there are.
    """
    wanted = fold(name)
    for record in CATALOGUE:
        if wanted in {
            fold(record.kind),
            fold(record.one),
            fold(record.many),
            fold(_(record.one)),
            fold(_(record.many)),
            fold(record.kind) + "s",
        }:
            return record
    known = ", ".join(fold(record.kind).replace(" ", "_") for record in CATALOGUE)
    raise UserError(
        _("There is no kind of record called {name}. There are: {known}.").format(
            name=name[:60], known=known
        )
    )
