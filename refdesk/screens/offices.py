"""The offices screen."""

from __future__ import annotations

from refdesk.domain.practice import Office
from refdesk.i18n import N_
from refdesk.screens.spec import Column, FormSpec, Group, ListSpec, Look, Screen

SCREEN = Screen(
    of=Office,
    list=ListSpec(
        columns=(
            Column(name="practice", width=220, grows=True, look=Look.TITLE),
            Column(name="name", width=150, grows=True),
            Column(name="address", width=240, grows=True, look=Look.QUIET),
            Column(name="phone", width=132),
            Column(name="drop_in", width=180, grows=True, look=Look.QUIET),
        ),
        sort="name",
        empty=N_("The offices of your practices appear here: street, hours and drop-in times."),
    ),
    form=FormSpec(
        (
            Group(N_("Office"), ("practice", "name", "address", "phone", "fax")),
            Group(N_("Hours"), ("hours", "lunch", "drop_in")),
            Group(N_("Visiting"), ("entry_note", "lunch_rule", "latitude", "longitude")),
            Group(N_("Remarks"), ("tags", "notes")),
        )
    ),
)
