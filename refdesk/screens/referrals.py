"""The referrals screen."""

from __future__ import annotations

from refdesk.domain.referral import Referral
from refdesk.i18n import N_
from refdesk.screens.spec import (
    Anywhere,
    Column,
    FormSpec,
    Group,
    ListSpec,
    Look,
    Mark,
    Screen,
    Tone,
)

STAGES = {
    "received": Mark(Tone.PLAIN, "inbox"),
    "contacting": Mark(Tone.INFO, "phone"),
    "scheduled": Mark(Tone.ACCENT, "calendar-check"),
    "attended": Mark(Tone.OK, "user"),
    "reported": Mark(Tone.OK, "file-check"),
    "closed": Mark(Tone.PLAIN, "circle-check"),
    "no_show": Mark(Tone.WARN, "circle-alert"),
    "unable_to_reach": Mark(Tone.WARN, "phone"),
    "declined_by_patient": Mark(Tone.PLAIN, "circle-x"),
    "declined_by_us": Mark(Tone.PLAIN, "circle-x"),
    "cancelled": Mark(Tone.PLAIN, "circle-x"),
    "reopened": Mark(Tone.INFO, "history"),
}
URGENCY = {
    "urgent": Mark(Tone.DANGER, "circle-alert"),
    "emergent": Mark(Tone.DANGER, "triangle-alert"),
}
CLOSING = (
    *("stage", "owner", "report_sent", "report_how", "report_letter"),
    *("followed_up", "follow_up_waived", "closed_reason", "feedback"),
)
"""What comes after the intake."""

SCREEN = Screen(
    of=Referral,
    anywhere=Anywhere(place=4, beside=("stage", "referring_practice"), through="patient"),
    list=ListSpec(
        columns=(
            Column(name="received", width=188),
            Column(name="patient", width=170, grows=True, look=Look.TITLE),
            Column(name="stage", width=188, look=Look.CHIP, marks=STAGES),
            Column(name="urgency", width=126, look=Look.CHIP, marks=URGENCY),
            Column(name="due", width=188),
            Column(name="referring_practice", width=170, grows=True),
            Column(name="referring_person", width=140, grows=True, look=Look.QUIET),
            Column(name="provider", width=110, look=Look.QUIET),
        ),
        sort="-received",
        empty=N_("Referrals appear here as soon as one is entered or imported."),
    ),
    form=FormSpec(
        (
            Group(
                N_("Where it came from"),
                (
                    *("source", "secondary_source", "referring_person", "referring_practice"),
                    *("referring_patient", "listed_source", "source_detail"),
                    *("secondary_listed", "secondary_detail", "channel", "received"),
                ),
            ),
            Group(N_("Patient"), ("patient",)),
            Group(N_("Referral"), ("reason", "icd10", "provider", "urgency")),
            Group(
                N_("Insurance and records"),
                ("insurer", "authorization", "authorization_expires", "needs"),
            ),
            Group(N_("Closing the loop"), CLOSING),
            Group(N_("Remarks"), ("tags", "notes")),
        )
    ),
)
