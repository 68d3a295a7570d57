"""The users screen."""

from __future__ import annotations

from refdesk.domain.user import User
from refdesk.i18n import N_
from refdesk.screens.spec import Column, FormSpec, Group, ListSpec, Look, Place, Screen

SCREEN = Screen(
    of=User,
    place=Place.DESK,
    list=ListSpec(
        columns=(
            Column(name="name", width=240, grows=True, look=Look.TITLE),
            Column(name="role", width=160),
            Column(name="active", width=90),
            Column(name="created_at", width=188, look=Look.QUIET),
        ),
        sort="name",
        empty=N_("Those who unlock this desk appear here."),
    ),
    form=FormSpec((Group(N_("User"), ("name", "role", "active", "tags", "notes")),)),
)
