"""A clinic's own fields: the same objects as declared ones, made at run time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from refdesk.domain import fields as f
from refdesk.domain.errors import Problem
from refdesk.domain.fields import Choices, Field
from refdesk.domain.kinds import KINDS
from refdesk.domain.record import Record
from refdesk.i18n import N_, _

LINE, LONG_TEXT = 200, 20_000
"""Longest texts of a clinic's own fields, as long as those of declared ones."""


class CustomKind(Choices):
    """The kinds a clinic can give a field of its own."""

    TEXT = "text", N_("Text")
    NOTE = "note", N_("Long text")
    INTEGER = "integer", N_("Whole number")
    DECIMAL = "decimal", N_("Decimal")
    MONEY = "money", N_("Money")
    DATE = "date", N_("Date")
    TIME = "time", N_("Time")
    YES_NO = "yes_no", N_("Yes or no")
    CHOICE = "choice", N_("Choice")
    CHOICES = "choices", N_("Several choices")
    PHONE = "phone", N_("Phone")
    EMAIL = "email", N_("Email")


@dataclass(frozen=True, slots=True)
class OwnChoice:
    """A choice a clinic has named itself; its code is its label."""

    value: str
    label: str


class CustomField(
    Record,
    one=N_("Custom field"),
    many=N_("Custom fields"),
    icon="plus",
    title=("label",),
    owners_only=True,
):
    """A field that a clinic has added to one kind of record."""

    record_kind: str = f.required(f.text(N_("Of"), indexed=True, limit=60))
    label: str = f.required(f.text(N_("Label"), searchable=True, limit=80))
    field_kind: CustomKind = f.choice(CustomKind, N_("Kind"), default=CustomKind.TEXT)
    options: str = f.note(
        N_("Choices"), limit=4000, help=N_("One on each line, or parted by semicolons.")
    )
    help_text: str = f.text(N_("Help"))
    needed: bool = f.yes_no(N_("Required"))
    is_personal: bool = f.yes_no(N_("Personal"), default=True)

    @f.required_when("options")
    @f.shown_when("options")
    def _offers_choices(self) -> bool:
        return self.field_kind in {CustomKind.CHOICE, CustomKind.CHOICES}

    def check(self, before: Self | None) -> Iterator[Problem]:
        """Refuse choices that could not be told apart in a list of several."""
        yield from super().check(before)
        if self.field_kind is CustomKind.CHOICES and re.search(r"[,|]", self.options):
            yield self.fields["options"].problem(
                _("hold a comma or a bar, which part several choices.")
            )

        yield from self._what_holds_values(before)

    def _what_holds_values(self, before: Self | None) -> Iterator[Problem]:
        if before is None:
            return
        for name in ("record_kind", "field_kind"):
            if getattr(before, name) != getattr(self, name):
                yield self.fields[name].problem(
                    _("cannot change once values may be kept. Add another field instead.")
                )
        gone = [option for option in before.choices() if option not in self.choices()]
        if gone:
            yield self.fields["options"].problem(
                _("may be added to; a choice that is gone would take its values along.")
            )

    def choices(self) -> list[str]:
        """Return the choices it offers: one on each line, or parted by semicolons."""
        options = (option.strip() for option in re.split(r"[;\n]", self.options))
        return list(dict.fromkeys(option for option in options if option))

    @property
    def key(self) -> str:
        """The name under which values are kept; made of the id, so that it fits any query."""
        return f"cf{self.id}"

    def field(self) -> Field:
        """Return the field this record describes."""
        kind = KINDS[self.field_kind.value]
        return Field(
            kind=kind,
            label=self.label,
            name=self.key,
            help=self.help_text,
            required=self.needed,
            by_clinic=self.needed,
            personal=self.is_personal,
            custom=True,
            limit=LONG_TEXT if self.field_kind is CustomKind.NOTE else LINE,
            choices=tuple(OwnChoice(option, option) for option in self.choices()),
            default=kind.empty,
            aliases=(self.label,),
        )
