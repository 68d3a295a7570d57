"""The screen of the rules of forms; they are changed where forms are designed."""

from __future__ import annotations

from refdesk.domain.asked import FormRule
from refdesk.i18n import N_
from refdesk.screens.spec import Column, FormSpec, Group, ListSpec, Look, Place, Screen

SCREEN = Screen(
    of=FormRule,
    place=Place.HIDDEN,
    list=ListSpec(
        columns=(
            Column(name="record_kind", width=140),
            Column(name="field", width=200, grows=True, look=Look.TITLE),
            Column(name="heading", width=180),
            Column(name="place", width=90),
            Column(name="needed", width=100),
            Column(name="hidden", width=120),
            Column(name="when_field", width=160),
            Column(name="when_value", width=160),
            Column(name="changed_by", width=140, look=Look.QUIET),
        ),
        sort="record_kind",
        empty=N_("How forms differ from what RefDesk begins with appears here."),
    ),
    form=FormSpec((Group(N_("Remarks"), ("tags", "notes")),)),
)
