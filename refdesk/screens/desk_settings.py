"""The screen of the desk's settings; they are changed on the settings page."""

from __future__ import annotations

from refdesk.domain.views import DeskSetting
from refdesk.i18n import N_
from refdesk.screens.spec import Column, FormSpec, Group, ListSpec, Look, Place, Screen

SCREEN = Screen(
    of=DeskSetting,
    place=Place.HIDDEN,
    list=ListSpec(
        columns=(
            Column(name="label", width=240, grows=True, look=Look.TITLE),
            Column(name="value", width=160),
            Column(name="changed_by", width=140),
            Column(name="changed_at", width=188, look=Look.QUIET),
        ),
        sort="name",
        empty=N_("Settings of the whole desk that somebody has changed appear here."),
    ),
    form=FormSpec((Group(N_("Remarks"), ("tags", "notes")),)),
)
