"""The promises screen."""

from __future__ import annotations

from refdesk.domain.promise import Promise
from refdesk.i18n import N_
from refdesk.screens.spec import Column, FormSpec, Group, ListSpec, Look, Screen

SCREEN = Screen(
    of=Promise,
    list=ListSpec(
        columns=(
            Column(name="due", width=120),
            Column(name="what", width=280, grows=True, look=Look.TITLE),
            Column(name="practice", width=200, grows=True),
            Column(name="person", width=150, grows=True),
            Column(name="by", width=130, look=Look.QUIET),
            Column(name="kept", width=120),
        ),
        sort="due",
        empty=N_("What we said we would do appears here until it is done, and after."),
    ),
    form=FormSpec(
        (
            Group(
                N_("Promise"), ("what", "practice", "person", "made", "due", "by", "repeat", "kept")
            ),
            Group(N_("Remarks"), ("tags", "notes")),
        )
    ),
)
