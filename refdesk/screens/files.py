"""The screen of files; they are put with the record they belong to."""

from __future__ import annotations

from refdesk.domain.attachment import Attachment
from refdesk.i18n import N_
from refdesk.screens.spec import Align, Column, FormSpec, Group, ListSpec, Look, Place, Screen

SCREEN = Screen(
    of=Attachment,
    place=Place.HIDDEN,
    list=ListSpec(
        columns=(
            Column(name="created_at", width=188),
            Column(name="name", width=300, grows=True, look=Look.TITLE),
            Column(name="record_kind", width=120),
            Column(name="record_number", width=100, align=Align.END),
            Column(name="media", width=160, look=Look.QUIET),
            Column(name="pages", width=90, align=Align.END),
            Column(name="size", width=120, align=Align.END),
            Column(name="created_by", width=140, look=Look.QUIET),
        ),
        sort="-created_at",
        empty=N_("Files appear here as soon as one is put with a referral."),
    ),
    form=FormSpec(
        (
            Group(N_("File"), ("name",)),
            Group(N_("Remarks"), ("tags", "notes")),
        )
    ),
)
