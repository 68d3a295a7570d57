"""The screen of the imports: which files came in, and what came of them."""

from __future__ import annotations

from refdesk.domain.imports import ImportRun
from refdesk.i18n import N_
from refdesk.screens.spec import Align, Column, FormSpec, Group, ListSpec, Look, Place, Screen

SCREEN = Screen(
    of=ImportRun,
    place=Place.DESK,
    list=ListSpec(
        columns=(
            Column(name="created_at", width=188),
            Column(name="file", width=220, grows=True, look=Look.TITLE),
            Column(name="brought", width=140),
            Column(name="rows", width=80, align=Align.END),
            Column(name="created", width=80, align=Align.END),
            Column(name="updated", width=90, align=Align.END),
            Column(name="rejected", width=90, align=Align.END),
            Column(name="created_by", width=140, look=Look.QUIET),
        ),
        sort="-created_at",
        empty=N_("Every file that is brought in leaves its report here."),
    ),
    form=FormSpec(
        (
            Group(
                N_("Import"),
                (
                    *("file", "brought", "rows", "created", "updated", "unchanged"),
                    *("duplicates", "left_out", "rejected"),
                ),
            ),
            Group(N_("Report"), ("report",)),
            Group(N_("Remarks"), ("tags", "notes")),
        )
    ),
)
