"""The panels beside a referral: who sent it, who opens the door there, who pays, details."""

from __future__ import annotations

from refdesk.domain.due import ends_too_soon
from refdesk.domain.fields import Field
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.domain.referral import Referral
from refdesk.domain.sources import Source
from refdesk.domain.validation import is_shown
from refdesk.i18n import _
from refdesk.screens.arranged import arranged
from refdesk.screens.day_words import days_left, short_date
from refdesk.screens.panels import Content, Deed, Face, Fact
from refdesk.screens.referral_work import promise_line
from refdesk.screens.referrals import SCREEN
from refdesk.screens.spec import Tone
from refdesk.services.case import Case

SOON = 14
"""Days before its end from which an authorization is marked."""
TOLD_ELSEWHERE = frozenset(
    {
        *("patient", "reason", "icd10", "urgency", "provider", "received", "channel", "stage"),
        *("referring_practice", "referring_person", "needs"),
        *("insurer", "authorization", "authorization_expires"),
        *("report_sent", "report_how", "report_letter"),
        *("followed_up", "follow_up_waived", "closed_reason", "feedback"),
    }
)
"""Fields that other parts of the page show."""


def practice(case: Case) -> Content | None:
    """The practice that sent the patient, and how it is reached."""
    one, sender = case.practice, case.sender
    if one is None:
        return None
    named = [sender.name, sender.credentials] if sender else []
    office = case.office
    address = office.address.one_line() if office and office.address else ""
    facts = [
        Fact(_("Referred by"), ", ".join(part for part in named if part), is_strong=True),
        Fact(_("Office"), address or (office.name if office else "")),
        *(_of(one, name) for name in ("phone", "fax")),
        Fact(_("Prefers"), _of(one, "preferred_channel").value),
        _of(one, "ehr"),
    ]
    if case.referral.needs:
        own = case.referral.fields["needs"]
        waiting = own.show(case.referral.needs)
        facts.append(Fact(_("Still needed"), waiting, Tone.WARN, "triangle-alert"))
    return Content(
        facts=tuple(fact for fact in facts if fact.value),
        title=one.name,
        opens=Deed("open", one.name, kind=Practice.kind, row_id=one.id),
        tier=_(one.tier.label),
    )


def gatekeeper(case: Case) -> Content | None:
    """Who opens the door at that practice, and what we have promised there."""
    if case.practice is None:
        return None
    one = case.gatekeeper
    if one is None:
        return Content(empty=_("No gatekeeper of this practice is known."))
    facts = [_of(one, name) for name in ("in_days", "phone", "languages", "likes")]
    facts.insert(2, Fact(_("Prefers"), _of(one, "preferred_contact").value))
    mine = [promise for promise in case.promises if promise.person == one.id]
    influence = one.influence or 0
    dots = "●" * influence + "○" * (3 - influence)
    said = _("{influence} of 3").format(influence=influence)
    lines = tuple(promise_line(promise, case) for promise in mine)
    role = _(one.role.label) if one.role else ""
    return Content(
        facts=tuple(fact for fact in facts if fact.value),
        lines=lines,
        aside=((_("influence"), Tone.PLAIN), (dots, Tone.ACCENT), (said, Tone.PLAIN))
        if influence
        else (),
        opens=Deed("open", one.name, kind=Person.kind, row_id=one.id),
        face=Face(one.name, role),
    )


def authorization(case: Case) -> Content:
    """Who pays, under which number, and until when."""
    referral = case.referral
    ends = referral.authorization_expires
    facts = [_of(referral, "insurer")]
    if referral.authorization:
        facts.append(Fact(_("Number"), referral.authorization, is_strong=True))
    if ends is not None:
        left = (ends - case.today).days
        tone = Tone.DANGER if left < 0 else Tone.WARN if left <= SOON else Tone.PLAIN
        words = f"{short_date(ends, case.today)}, {days_left(ends, case.today)}"
        facts.append(Fact(_("Valid to"), words, tone, "clock" if tone is not Tone.PLAIN else ""))
    if ends_too_soon(referral) and referral.appointment:
        visit = short_date(referral.appointment, case.today)
        words = _("It ends before the visit on {day}").format(day=visit)
        facts.append(Fact(_("Warning"), words, Tone.DANGER, "triangle-alert"))
    return Content(
        facts=tuple(fact for fact in facts if fact.value),
        empty=_("No authorization is entered."),
    )


def details(case: Case) -> Content | None:
    """Whatever else is filled in, the clinic's own fields among it."""
    asked = case.desk.fields(Referral)
    names = [name for group in arranged(SCREEN.form, asked) for name in group.names]
    told = TOLD_ELSEWHERE
    if case.practice and case.referral.source is Source.PHYSICIAN:
        told |= {"source"}  # it stands above
    facts = [_shown(case, asked[name]) for name in names if name not in told]
    filled = tuple(fact for fact in facts if fact.value)
    return Content(facts=filled) if filled else None


def _shown(case: Case, own: Field) -> Fact:
    value, is_asked = own.value_of(case.referral), is_shown(own, case.referral)
    is_told = is_asked and not own.is_empty(value)
    words = case.records.shown(own, case.referral) if is_told else ""
    return Fact(_(own.label), words)


def _of(record: Practice | Person | Referral, name: str) -> Fact:
    own = record.fields[name]
    value = own.value_of(record)
    return Fact(_(own.label), "" if own.is_empty(value) else own.show(value))
