"""The appointments screen."""

from __future__ import annotations

from refdesk.domain.referral import Appointment
from refdesk.i18n import N_
from refdesk.screens.spec import Align, Column, FormSpec, Group, ListSpec, Look, Mark, Screen, Tone

OUTCOMES = {
    "attended": Mark(Tone.OK, "circle-check"),
    "no_show": Mark(Tone.WARN, "circle-alert"),
    "cancelled": Mark(Tone.PLAIN, "circle-x"),
    "rescheduled": Mark(Tone.INFO, "calendar"),
}

SCREEN = Screen(
    of=Appointment,
    list=ListSpec(
        columns=(
            Column(name="date", width=120),
            Column(name="time", width=90, align=Align.END),
            Column(name="referral", width=280, grows=True, look=Look.TITLE),
            Column(name="provider", width=160, grows=True),
            Column(name="outcome", width=150, look=Look.CHIP, marks=OUTCOMES),
        ),
        sort="-date",
        empty=N_("The days agreed with patients appear here."),
    ),
    form=FormSpec(
        (
            Group(N_("Appointment"), ("referral", "date", "time", "provider", "outcome")),
            Group(N_("Remarks"), ("tags", "notes")),
        )
    ),
)
