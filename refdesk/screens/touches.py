"""The touches screen."""

from __future__ import annotations

from refdesk.domain.touch import Touch
from refdesk.i18n import N_
from refdesk.screens.spec import Column, FormSpec, Group, ListSpec, Look, Mark, Screen

KINDS = {
    "visit": Mark(icon="map-pin"),
    "call": Mark(icon="phone"),
    "letter": Mark(icon="mail"),
    "note": Mark(icon="mail"),
    "event": Mark(icon="calendar"),
    "lunch": Mark(icon="users"),
    "email": Mark(icon="mail"),
}

SCREEN = Screen(
    of=Touch,
    icon="history",
    list=ListSpec(
        columns=(
            Column(name="date", width=120),
            Column(name="touch_kind", width=150, look=Look.CHIP, marks=KINDS),
            Column(name="practice", width=200, grows=True, look=Look.TITLE),
            Column(name="people", width=180, grows=True),
            Column(name="summary", width=260, grows=True, look=Look.QUIET),
            Column(name="by", width=130, look=Look.QUIET),
        ),
        sort="-date",
        empty=N_("Every logged contact appears here; each one restarts the cadence."),
    ),
    form=FormSpec(
        (
            Group(N_("Touch"), ("date", "touch_kind", "practice", "people", "by", "summary")),
            Group(N_("Remarks"), ("tags", "notes")),
        )
    ),
)
