"""The register of what left the desk on paper or as a file."""

from __future__ import annotations

import datetime as dt

from refdesk.domain import fields as f
from refdesk.domain.fields import Choices
from refdesk.domain.record import Record
from refdesk.domain.sheets import sheet_title
from refdesk.i18n import N_


class Purpose(Choices):
    """Why something leaves the desk (45 CFR 164.528 asks)."""

    OPERATIONS = "operations", N_("Operations")
    TREATMENT = "treatment", N_("Treatment")
    PAYMENT = "payment", N_("Payment")


class Way(Choices):
    """How something left the desk."""

    PRINTED = "printed", N_("Printed")
    SAVED = "saved", N_("Saved as a file")
    AGAIN = "again", N_("Printed again")


class Release(
    Record,
    one=N_("Release"),
    many=N_("Register of releases"),
    icon="printer",
    title=("sheet", "about"),
    append_only=True,
):
    """One sheet or file that left the desk; undo leaves it."""

    sheet: str = f.required(f.text(N_("Sheet"), indexed=True, limit=60, called=sheet_title))
    about: str = f.text(N_("About"), limit=200, help=N_("Such as the day of a visit log."))
    day: dt.date | None = f.date(N_("Day"))
    copy_number: int | None = f.integer(N_("Copy"))
    purpose: Purpose = f.choice(Purpose, N_("Purpose"), default=Purpose.OPERATIONS)
    with_patients: bool = f.yes_no(N_("Holds patient data"))
    way: Way | None = f.choice(Way, N_("How"))
    paper: str = f.kept(N_("Paper"), help=N_("The very pages that left, kept once for a run."))
