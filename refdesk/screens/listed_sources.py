"""The screen of the sources that a clinic has listed by name."""

from __future__ import annotations

from refdesk.domain.sources import ListedSource
from refdesk.i18n import N_
from refdesk.screens.spec import Column, FormSpec, Group, ListSpec, Look, Place, Screen

SCREEN = Screen(
    of=ListedSource,
    place=Place.DESK,
    list=ListSpec(
        columns=(
            Column(name="name", width=260, grows=True, look=Look.TITLE),
            Column(name="source", width=200),
            Column(name="created_at", width=188, look=Look.QUIET),
        ),
        sort="name",
        empty=N_("Sources that come up often appear here, to be chosen instead of typed."),
    ),
    form=FormSpec(
        (
            Group(N_("Source"), ("name", "source")),
            Group(N_("Remarks"), ("tags", "notes")),
        )
    ),
)
