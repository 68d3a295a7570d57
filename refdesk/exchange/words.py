"""Words of other lists for our choices, and the words for nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from refdesk.domain.fields import Field
from refdesk.domain.kinds import NOTE, TEXT
from refdesk.domain.kinds.choices import OneChoice
from refdesk.domain.text import fold

NOTHING = frozenset({"n/a", "#n/a", "null", "<unavail>", "-", "--", "---", "–", "—"})
"""What means nothing in any field."""
MAYBE_NOTHING = NOTHING | frozenset(
    [
        "na",
        "n.a.",
        "n.a",
        "none",
        "nil",
        "unknown",
        "unk",
        "unk.",
        "tbd",
        "tba",
        "?",
        "??",
        "???",
        ".",
        "not available",
        "not applicable",
        "not provided",
        "not known",
        "not given",
        "none given",
        "none listed",
        "[none]",
        "(none)",
        "(blank)",
        "blank",
        "<null>",
    ]
)
"""What means nothing where no name or remark is meant."""

_ALIASES: Mapping[tuple[str, str], str] = {
    ("practice", "practice_kind"): (
        "primary_care: pcp, primary care physician, primary, family, family medicine, "
        "family practice, internal medicine, pediatrics, peds, gp, general practice, "
        "general practitioner"
        "|specialist: specialty, specialty care, specialty practice, ortho, orthopedics, sports, "
        "sports medicine, pain, pain mgmt, pain management, chiro, chiropractor, chiropractic, pt, "
        "physical therapy, cardiology, cardio, neurology, neuro, podiatry"
        "|urgent_care: uc, urgent, urgent care center, walk in clinic"
        "|hospital: hosp, medical center, health system"
        "|dentist: dental, dds, dmd, dental office|employer: company, business"
    ),
    ("practice", "relationship"): (
        "source: referral source, referrer, refers to us, inbound, sends, sends to us"
        "|destination: outbound, we refer, receives, refer out"
        "|both: two way, mutual, reciprocal|power_partner: power, key partner"
    ),
    ("practice", "status"): (
        "active: current, open, enabled, yes|inactive: closed, former, retired, disabled, no"
        "|do_not_contact: dnc, do not call"
    ),
    ("", "channel"): (
        "phone: tel, telephone, call, phone call, p|fax: facsimile, f, fax machine, efax, e fax"
        "|email: e mail, electronic mail, e|paper: mail, letter, post, paper, us mail, mailed"
        "|pdf_form: pdf, pdf form|portal: web, online, web portal, ehr portal"
        "|walk_in: in person, walk in, walked in, drop in"
    ),
    ("", "source"): (
        "physician: dr, doctor, md, provider, practice, clinic, office, pcp, referring provider, "
        "physician referral, provider referral, doctor referral"
        "|patient: self, self referral, self referred, self refer"
        "|advertisement: ad, ads, advert, advertising, google, internet, web, website, online"
        "|word_of_mouth: friend, family, friend or family, family friend, wom|event: health fair"
    ),
    ("", "urgency"): (
        "routine: normal, standard, elective, low, regular, r"
        "|urgent: high, asap, soon, expedited, u, rush|emergent: stat, emergency, e, immediate"
    ),
    ("person", "role"): (
        "physician: md, do, doctor, dr, provider, doc, pcp, surgeon, attending"
        "|np_pa: np, pa, pa c, nurse practitioner, physician assistant, app, arnp, aprn, fnp, "
        "midlevel, mid level"
        "|referral_coordinator: referrals, referral, coordinator, referral specialist, "
        "referral clerk, referral coord, ref coord"
        "|front_desk: reception, receptionist, front office, scheduler, front"
        "|nurse: rn, lpn, lvn|medical_assistant: ma, cma, rma, med asst, medical asst"
        "|office_manager: manager, om, practice manager, administrator, office mgr, practice admin"
    ),
    ("referral", "stage"): (
        "received: new, open, pending, referred|contacting: contacted, calling, in progress, "
        "attempting, attempting contact, working|scheduled: appointment made, booked, appt made, "
        "appt scheduled, sched"
        "|attended: seen, arrived, kept, visit completed|reported: report sent, letter sent"
        "|closed: done, complete, completed, loop closed, finished|no_show: ns, dna, missed, "
        "did not show, no shows|unable_to_reach: unable to reach, unable to contact, utr, utc, "
        "not reachable, no response|declined_by_patient: declined, patient declined, refused, "
        "pt declined|declined_by_us: rejected, not accepted, denied|cancelled: canceled, cxl"
    ),
    ("touch", "touch_kind"): (
        "call: phone, phone call, telephone, called|visit: drop in, drop by, in person, meeting, "
        "office visit, stop by|letter: mail, mailing|note: thank you, thank you card, card"
        "|lunch: lunch and learn, lunch n learn|email: e mail, emailed"
    ),
    ("appointment", "outcome"): (
        "attended: seen, completed, complete, arrived, show, showed, kept, checked out"
        "|no_show: ns, dna, did not show, missed|cancelled: canceled, cxl|rescheduled: resched, rs"
    ),
    ("contact_attempt", "result"): (
        "reached: spoke, spoke with, spoke with patient, answered, talked, contacted"
        "|left_message: lm, lvm, left vm, voicemail, left voicemail, vm, lmom, left msg"
        "|no_answer: no ans, na, unanswered|wrong_number: wn, wrong no, disconnected, bad number"
        "|call_back: cb, callback, will call back, call back requested"
    ),
    ("visit", "status"): "planned: scheduled|done: completed, complete|cancelled: canceled",
}
_SAME = {
    "preferred_channel": "channel",
    "preferred_contact": "channel",
    "report_how": "channel",
    "how": "channel",
    "secondary_source": "source",
}
_SHORTEST = 3


def _table(line: str) -> dict[str, str]:
    return {
        fold(word): code
        for code, _colon, words in (part.partition(":") for part in line.split("|"))
        for word in words.split(",")
    }


_TABLES = {key: _table(line) for key, line in _ALIASES.items()}


def chosen(kind: str, own: Field, text: str) -> Any | None:  # noqa: ANN401  a choice of the field
    """Return the choice that `text` means: its name, a usual word for it, or its beginning."""
    if (found := _FIND.find(text, own)) is not None:
        return found
    wanted, name = fold(text), _SAME.get(own.name, own.name)
    table = _TABLES.get((kind, name)) or _TABLES.get(("", name)) or {}
    if not own.custom and wanted in table:
        return own.codes.get(table[wanted])
    if len(wanted) < _SHORTEST:
        return None
    begun = [one for one in own.choices if fold(_FIND.show(one, own)).startswith(wanted)]
    return begun[0] if len(begun) == 1 else None


_FIND = OneChoice()


def says_nothing(own: Field, text: str) -> bool:
    """Tell whether the text of a cell stands for an empty one in this field."""
    if len(text) > 16:
        return False
    word = text.casefold()
    if own.kind in {TEXT, NOTE}:
        return word in NOTHING
    return word in MAYBE_NOTHING


def said_yes(text: str) -> bool | None:
    """Return whether a cell says yes or no in a form that no field reads; None for neither."""
    return _YES_NO.get(text.casefold().rstrip(".!"))


_YES_NO = {
    **dict.fromkeys(("t", "✓", "✔", "☑", "☒", "checked", "si", "sí", "yep", "yeah", "ok"), True),
    **dict.fromkeys(("enabled", "1.0", "-1"), True),
    **dict.fromkeys(("f", "☐", "✗", "✘", "unchecked", "nope", "0.0", "disabled", "never"), False),
}
