"""The visits screen."""

from __future__ import annotations

from refdesk.domain.touch import Visit
from refdesk.i18n import N_
from refdesk.screens.spec import Align, Column, FormSpec, Group, ListSpec, Look, Mark, Screen, Tone

STATUS = {
    "planned": Mark(Tone.INFO, "calendar"),
    "done": Mark(Tone.OK, "circle-check"),
    "cancelled": Mark(Tone.PLAIN, "circle-x"),
}

SCREEN = Screen(
    of=Visit,
    list=ListSpec(
        columns=(
            Column(name="date", width=120),
            Column(name="place_in_day", width=60, align=Align.END),
            Column(name="arrive", width=90, align=Align.END),
            Column(name="practice", width=220, grows=True, look=Look.TITLE),
            Column(name="office", width=220, grows=True, look=Look.QUIET),
            Column(name="liaison", width=130),
            Column(name="status", width=130, look=Look.CHIP, marks=STATUS),
        ),
        sort="-date",
        empty=N_("Visits appear here once a day is planned."),
    ),
    form=FormSpec(
        (
            Group(N_("Visit"), ("date", "practice", "office", "liaison", "purpose")),
            Group(N_("Beforehand"), ("talking_points", "leave_behinds")),
            Group(
                N_("On the day"), ("status", "place_in_day", "arrive", "leave", "minutes", "met")
            ),
            Group(N_("Afterwards"), ("intel", "next_step", "tags", "notes")),
        )
    ),
)
