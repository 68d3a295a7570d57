"""The clinic profile screen."""

from __future__ import annotations

from refdesk.domain.clinic import Clinic
from refdesk.i18n import N_
from refdesk.screens.spec import Column, FormSpec, Group, ListSpec, Look, Place, Screen

SCREEN = Screen(
    of=Clinic,
    place=Place.DESK,
    list=ListSpec(
        columns=(
            Column(name="name", width=220, grows=True, look=Look.TITLE),
            Column(name="address", width=260, grows=True),
            Column(name="phone", width=132),
            Column(name="fax", width=132),
            Column(name="changed_at", width=188, look=Look.QUIET),
        ),
        sort="created_at",
        empty=N_("What your letterhead says appears here."),
    ),
    form=FormSpec(
        (
            Group(
                N_("Letterhead"),
                ("name", "tagline", "address", "phone", "fax", "email", "website", "npi"),
            ),
            Group(
                N_("What we offer"),
                (
                    "hours",
                    "closed_days",
                    "providers",
                    "services",
                    "insurers",
                    "how_to_refer",
                    "visit_day_starts",
                ),
            ),
            Group(N_("Remarks"), ("tags", "notes")),
        )
    ),
)
