"""Letters and notes that were printed for somebody."""

from __future__ import annotations

import datetime as dt

from refdesk.domain import fields as f
from refdesk.domain.fields import Choices, Ref
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.domain.record import Record
from refdesk.domain.register import Release
from refdesk.i18n import N_


class LetterKind(Choices):
    """What a letter is for."""

    THANKS = "thanks", N_("Thank-you note")


class LetterForm(Choices):
    """What a letter is printed on."""

    CARD = "card", N_("Folded card")
    HALF = "half", N_("Half letter")
    LETTERHEAD = "letterhead", N_("Letterhead")


class Letter(
    Record,
    one=N_("Letter"),
    many=N_("Letters"),
    icon="mail",
    title=("number",),
    append_only=True,
):
    """One letter or note as it was printed: to whom, what it said, and in which run."""

    number: str = f.required(f.text(N_("Number"), indexed=True, searchable=True, limit=20))
    letter_kind: LetterKind = f.required(f.choice(LetterKind, N_("Kind"), indexed=True))
    form: LetterForm | None = f.choice(LetterForm, N_("Printed on"))
    date: dt.date | None = f.date(N_("Date"), indexed=True)
    recipient: Ref[Person] | None = f.reference(Person, N_("Recipient"), searchable=True)
    practice: Ref[Practice] | None = f.reference(Practice, N_("Practice"), searchable=True)
    text: str = f.note(N_("Text"), personal=True)
    signed_by: str = f.text(N_("Signed by"))
    printed: Ref[Release] | None = f.reference(Release, N_("Run"))
