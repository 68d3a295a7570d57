"""The contact attempts screen."""

from __future__ import annotations

from refdesk.domain.referral import ContactAttempt
from refdesk.i18n import N_
from refdesk.screens.spec import Column, FormSpec, Group, ListSpec, Look, Mark, Screen, Tone

RESULTS = {
    "reached": Mark(Tone.OK, "circle-check"),
    "left_message": Mark(Tone.INFO, "mail"),
    "no_answer": Mark(Tone.WARN, "phone"),
    "wrong_number": Mark(Tone.DANGER, "circle-x"),
    "call_back": Mark(Tone.INFO, "clock"),
}

SCREEN = Screen(
    of=ContactAttempt,
    list=ListSpec(
        columns=(
            Column(name="at", width=188),
            Column(name="referral", width=280, grows=True, look=Look.TITLE),
            Column(name="result", width=160, look=Look.CHIP, marks=RESULTS),
            Column(name="how", width=120),
            Column(name="by", width=140, look=Look.QUIET),
            Column(name="next_try", width=188),
        ),
        sort="-at",
        empty=N_("Every try to reach a patient appears here, with its result."),
    ),
    form=FormSpec(
        (
            Group(N_("Contact attempt"), ("referral", "at", "by", "how", "result", "next_try")),
            Group(N_("Remarks"), ("tags", "notes")),
        )
    ),
)
