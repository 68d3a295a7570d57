"""The screen of saved views."""

from __future__ import annotations

from refdesk.domain.views import SavedView
from refdesk.i18n import N_
from refdesk.screens.spec import Column, FormSpec, Group, ListSpec, Look, Place, Screen

SCREEN = Screen(
    of=SavedView,
    place=Place.DESK,
    list=ListSpec(
        columns=(
            Column(name="name", width=240, grows=True, look=Look.TITLE),
            Column(name="record_kind", width=140),
            Column(name="owner", width=140),
            Column(name="changed_at", width=188, look=Look.QUIET),
        ),
        sort="name",
        empty=N_("Filter a list, then save it as a view with Ctrl+Shift+V."),
    ),
    form=FormSpec((Group(N_("View"), ("name", "tags", "notes")),)),
)
