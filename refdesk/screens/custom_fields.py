"""The screen of the clinic's own fields."""

from __future__ import annotations

from refdesk.domain.customs import CustomField
from refdesk.i18n import N_
from refdesk.screens.spec import Column, FormSpec, Group, ListSpec, Look, Place, Screen

SCREEN = Screen(
    of=CustomField,
    icon="tag",
    place=Place.DESK,
    list=ListSpec(
        columns=(
            Column(name="label", width=220, grows=True, look=Look.TITLE),
            Column(name="record_kind", width=140),
            Column(name="field_kind", width=140),
            Column(name="needed", width=90),
            Column(name="is_personal", width=90),
            Column(name="help_text", width=260, grows=True, look=Look.QUIET),
        ),
        sort="record_kind",
        empty=N_("Fields of your own appear here; they work in every list, form and import."),
    ),
    form=FormSpec(
        (
            Group(N_("Field"), ("record_kind", "label", "field_kind", "options", "help_text")),
            Group(N_("Rules"), ("needed", "is_personal")),
            Group(N_("Remarks"), ("tags", "notes")),
        )
    ),
)
