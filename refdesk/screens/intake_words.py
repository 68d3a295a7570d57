"""What stands beside an intake: who sends, who is on file already, and what happens next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from refdesk.domain.dates import show_date, show_time
from refdesk.domain.due import due
from refdesk.domain.fields import Field
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.record import Record
from refdesk.domain.referral import Referral
from refdesk.domain.stages import Stage
from refdesk.i18n import _
from refdesk.services.intake import OnFile
from refdesk.services.loop_rules import Rules
from refdesk.services.records import Records
from refdesk.services.session import Desk

Facts = tuple[tuple[str, str], ...]
"""Labels, each with what is so."""


@dataclass(frozen=True, slots=True)
class SenderShown:
    """A practice that sends: its name, and what one asks it for."""

    title: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class PatientShown:
    """A patient on file; `open_id` is a referral of theirs whose loop is open."""

    patient_id: int
    name: str = field(repr=False)
    about: str = field(repr=False)
    is_sure: bool
    open_id: int = 0
    open_words: str = field(default="", repr=False)


def sender_shown(desk: Desk, practice_id: int) -> SenderShown | None:
    """Return the practice beside an intake; None if it is gone."""
    records = Records(desk)
    practice = next(iter(records.page(Practice, [practice_id])), None)
    if practice is None:
        return None
    of = {"practice": str(practice_id)}
    offices = records.page(Office, records.ids(Office, records.query(Office, filters=of, limit=1)))
    office = offices[0] if offices else None
    where = office.address.one_line() if office and office.address else ""
    facts = [(_("Office"), where)]
    facts += [_fact(practice, name) for name in ("fax", "phone")]
    facts.append((_("Prefers"), _fact(practice, "preferred_channel")[1]))
    facts.append((_("Asks for"), _gatekeeper(records, practice_id)))
    return SenderShown(practice.name, tuple((label, value) for label, value in facts if value))


def patient_shown(one: OnFile, records: Records) -> PatientShown:
    """Return a patient on file in words."""
    patient, referral = one.patient, one.open
    born = patient.birth_date
    about = (
        _("born {day}").format(day=show_date(born)) if born else "",
        _fact(patient, "phone")[1],
    )
    words = ""
    if referral is not None:
        practice = referral.referring_practice
        by = records.titles(Practice.kind, [int(practice)]).get(int(practice)) if practice else ""
        words = _("Open referral of {day}: {stage}").format(
            day=show_date(referral.received.astimezone().date()), stage=_(referral.stage.label)
        )
        words = ", ".join(filter(None, (words, by)))
    return PatientShown(
        patient.id,
        patient.name or patient.control_number,
        ", ".join(filter(None, about)),
        one.is_sure,
        referral.id if referral else 0,
        words,
    )


def what_happens_next(referral: Referral, rules: Rules, owner: str) -> Facts:
    """Return by when a referral that is taken in now has to be dealt with, and by whom."""
    clock, times = rules.clock, rules.times
    contact = due(referral, clock, times)
    called = referral.copy()
    called.stage = Stage.CONTACTING
    found = (
        (_("First contact"), _by(contact, rules)),
        (_("Scheduled"), _by(due(called, clock, times), rules)),
        (_("Owner"), owner),
    )
    return tuple((label, value) for label, value in found if value)


def _by(moment: dt.datetime | None, rules: Rules) -> str:
    if moment is None:
        return ""
    local = moment.astimezone(rules.clock.zone)
    today = rules.clock.day_of(dt.datetime.now(dt.UTC))
    day = _("Today") if local.date() == today else show_date(local.date()).rpartition(",")[0]
    return _("{day}, by {time}").format(day=day, time=show_time(local.time()))


def _gatekeeper(records: Records, practice_id: int) -> str:
    filters = {"practices": str(practice_id), "gatekeeper": "yes"}
    ids = records.ids(Person, records.query(Person, filters=filters, limit=40))
    people = [one for one in records.page(Person, ids) if not one.do_not_contact]
    first = max(people, key=lambda one: (one.influence or 0, -one.id), default=None)
    if first is None:
        return ""
    role = _(first.role.label).lower() if first.role else ""
    return ", ".join(filter(None, (first.name, role)))


def _fact(record: Record, name: str) -> tuple[str, str]:
    own: Field = record.fields[name]
    value = own.value_of(record)
    return _(own.label), "" if own.is_empty(value) else own.show(value)
