"""The screen of the register: what left the desk on paper or as a file."""

from __future__ import annotations

from refdesk.domain.register import Release
from refdesk.i18n import N_
from refdesk.screens.spec import Align, Column, FormSpec, Group, ListSpec, Look, Place, Screen

SCREEN = Screen(
    of=Release,
    place=Place.DESK,
    list=ListSpec(
        columns=(
            Column(name="created_at", width=188),
            Column(name="sheet", width=160, look=Look.TITLE),
            Column(name="about", width=240, grows=True),
            Column(name="copy_number", width=80, align=Align.END),
            Column(name="purpose", width=120),
            Column(name="with_patients", width=150),
            Column(name="created_by", width=140, look=Look.QUIET),
        ),
        sort="-created_at",
        empty=N_("Every print, PDF and export is noted here by itself."),
        counted=(N_("entry"), N_("entries")),
    ),
    form=FormSpec(
        (
            Group(
                N_("Release"),
                ("sheet", "about", "day", "copy_number", "purpose", "way", "with_patients"),
            ),
            Group(N_("Remarks"), ("tags", "notes")),
        )
    ),
)
