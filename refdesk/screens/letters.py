"""The screen of the letters: what was printed for whom."""

from __future__ import annotations

from refdesk.domain.letter import Letter
from refdesk.i18n import N_
from refdesk.screens.spec import Anywhere, Column, FormSpec, Group, ListSpec, Look, Place, Screen

SCREEN = Screen(
    of=Letter,
    place=Place.DESK,
    anywhere=Anywhere(place=5, beside=("letter_kind", "recipient", "date")),
    list=ListSpec(
        columns=(
            Column(name="number", width=150, look=Look.TITLE),
            Column(name="date", width=120),
            Column(name="letter_kind", width=150),
            Column(name="recipient", width=200, grows=True),
            Column(name="practice", width=220, grows=True, look=Look.QUIET),
            Column(name="form", width=130, look=Look.QUIET),
        ),
        sort="-number",
        empty=N_("Letters and thank-you notes stand here once they are printed."),
    ),
    form=FormSpec(
        (
            Group(
                N_("Letter"),
                ("number", "letter_kind", "form", "date", "recipient", "practice", "printed"),
            ),
            Group(N_("What it says"), ("text", "signed_by")),
            Group(N_("Remarks"), ("tags", "notes")),
        )
    ),
)
