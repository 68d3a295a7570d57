"""The practices screen."""

from __future__ import annotations

from refdesk.domain.practice import Practice
from refdesk.i18n import N_
from refdesk.screens.begin_referral import from_practice
from refdesk.screens.spec import (
    Anywhere,
    Column,
    FormSpec,
    Group,
    ListSpec,
    Look,
    Mark,
    Screen,
    Tone,
)

STATUS = {
    "active": Mark(Tone.OK, "circle-check"),
    "inactive": Mark(),
    "do_not_contact": Mark(Tone.DANGER, "circle-x"),
}

SCREEN = Screen(
    of=Practice,
    anywhere=Anywhere(
        place=2, beside=("practice_kind", "specialty", "phone"), begins=from_practice
    ),
    in_passing=("name", "practice_kind", "phone", "fax", "preferred_channel"),
    list=ListSpec(
        columns=(
            Column(name="name", width=240, grows=True, look=Look.TITLE),
            Column(name="tier", width=64, look=Look.TIER, tells=False),
            Column(name="practice_kind", width=120),
            Column(name="relationship", width=116, tells=False),
            Column(name="specialty", width=140, grows=True, look=Look.QUIET),
            Column(name="phone", width=132),
            Column(name="fax", width=132),
            Column(name="status", width=156, look=Look.CHIP, marks=STATUS),
        ),
        sort="name",
        empty=N_("The practices you import or enter appear here at once."),
    ),
    form=FormSpec(
        (
            Group(
                N_("Practice"),
                ("name", "other_names", "practice_kind", "specialty", "npi", "npi_deactivated"),
            ),
            Group(
                N_("How to reach them"),
                (
                    "phone",
                    "other_phone",
                    "fax",
                    "email",
                    "direct_address",
                    "website",
                    "preferred_channel",
                    "ehr",
                ),
            ),
            Group(
                N_("Relationship"),
                (
                    *("relationship", "tier", "status", "ideal_interval", "liaison"),
                    *("how_we_know", "competitor_ties", "conditions"),
                ),
            ),
            Group(N_("Remarks"), ("tags", "notes")),
        )
    ),
)
