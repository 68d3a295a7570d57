"""The people screen."""

from __future__ import annotations

from refdesk.domain.person import Person
from refdesk.i18n import N_
from refdesk.screens.begin_referral import from_person
from refdesk.screens.colleagues import colleagues
from refdesk.screens.spec import Anywhere, Column, FormSpec, Group, ListSpec, Look, Screen

SCREEN = Screen(
    of=Person,
    anywhere=Anywhere(
        place=1, beside=("role", "practices", "phone"), others=colleagues, begins=from_person
    ),
    in_passing=("name", "credentials", "role", "practices", "phone", "fax"),
    list=ListSpec(
        columns=(
            Column(name="name", width=190, grows=True, look=Look.TITLE),
            Column(name="credentials", width=96, look=Look.QUIET),
            Column(name="role", width=150),
            Column(name="practices", width=220, grows=True),
            Column(name="specialty", width=140, grows=True, look=Look.QUIET),
            Column(name="phone", width=156),
        ),
        sort="name",
        empty=N_("The people at your practices appear here: those who send, and gatekeepers."),
    ),
    form=FormSpec(
        (
            Group(
                N_("Person"),
                ("name", "credentials", "salutation", "role", "specialty", "npi"),
            ),
            Group(N_("Where they work"), ("practices", "offices", "in_days", "npi_deactivated")),
            Group(
                N_("How to reach them"),
                (
                    *("phone", "other_phone", "fax", "email", "direct_address"),
                    "preferred_contact",
                    *("address", "do_not_contact"),
                ),
            ),
            Group(
                N_("Knowing them"),
                (
                    *("gatekeeper", "influence", "languages", "birthday", "likes"),
                    *("warm_contact", "warm_how"),
                ),
            ),
            Group(N_("Remarks"), ("tags", "notes")),
        )
    ),
)
