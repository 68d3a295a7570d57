"""Who or what sends patients: the kinds of source, and those a clinic has listed by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from refdesk.domain import fields as f
from refdesk.domain.errors import Problem
from refdesk.domain.fields import Choices
from refdesk.domain.record import Record
from refdesk.i18n import N_, _


class Source(Choices):
    """Who or what sent the patient."""

    PHYSICIAN = "physician", N_("Physician or practice")
    PATIENT = "patient", N_("Patient")
    EVENT = "event", N_("Event")
    ADVERTISEMENT = "advertisement", N_("Advertisement")
    SCHOOL = "school", N_("School")
    WORD_OF_MOUTH = "word_of_mouth", N_("Word of mouth")
    OTHER = "other", N_("Other")


NAMED = frozenset(Source) - {Source.PHYSICIAN, Source.PATIENT}
"""Sources that are said in words, or by one of the list; the others are records of their own."""


class ListedSource(
    Record, one=N_("Listed source"), many=N_("Listed sources"), icon="tags", title=("name",)
):
    """A source that comes up often enough to be chosen from a list, such as a church bulletin."""

    name: str = f.required(f.text(N_("Name"), searchable=True, indexed=True, limit=80))
    source: Source = f.choice(
        Source,
        N_("Kind of source"),
        default=Source.OTHER,
        indexed=True,
        help=N_("Under which its referrals are counted."),
    )

    def check(self, before: Self | None) -> Iterator[Problem]:
        """Refuse sources that are records of their own."""
        yield from super().check(before)
        if self.source not in NAMED:
            yield self.fields["source"].problem(
                _("is no kind to list: physicians, practices and patients are chosen themselves.")
            )
