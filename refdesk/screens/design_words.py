"""A form that is designed, as rows: each field with what is asked of it, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from refdesk.domain.asked import YES, may_be_left_out, may_be_needed, may_be_ruled
from refdesk.domain.fields import Field
from refdesk.domain.kinds import YESNO
from refdesk.i18n import _


@dataclass(frozen=True, slots=True)
class Line:
    """What a clinic asks of one field."""

    name: str
    needed: bool = False
    left_out: bool = False
    when_field: str = ""
    when_value: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the form: a field, or a heading, whose name is empty.

    `mark` is what is asked of it, `why` what cannot be asked of it.
    """

    key: str
    label: str
    mark: str = ""
    why: str = ""
    is_heading: bool = False
    is_needed: bool = False
    is_left_out: bool = False
    is_own: bool = False

    @property
    def words(self) -> str:
        """The row as it is read out."""
        return ", ".join(part for part in (self.label, self.mark) if part)

    @property
    def whole_mark(self) -> str:
        """What is asked of the field, as a sentence: in the row there may be no room for all."""
        return f"{self.mark[:1].upper()}{self.mark[1:]}." if self.mark else ""


def row_of(own: Field, line: Line, fields: Mapping[str, Field]) -> Row:
    """Return the row of a field; `fields` are all of the form before any rule."""
    by_program = own.required and not own.by_clinic
    return Row(
        own.name,
        _(own.label),
        mark_of(own, line, fields),
        why_locked(own),
        is_needed=by_program or line.needed,
        is_left_out=line.left_out,
        is_own=own.custom,
    )


def mark_of(own: Field, line: Line, fields: Mapping[str, Field]) -> str:
    """Return what is asked of a field in a few words; nothing where it is simply asked for."""
    if line.left_out:
        return _("left out")
    parts = []
    if own.required and not own.by_clinic:
        parts.append(_("always required"))
    elif line.needed:
        parts.append(_("required"))
    elif own.required_when is not None:
        parts.append(_("required where it applies"))
    if line.when_field in fields:
        parts.append(condition_words(fields[line.when_field], line.when_value))
    return ", ".join(parts)


def condition_words(other: Field, value: str) -> str:
    """Return ``when Source is School``."""
    label = _(other.label)
    if not value and other.kind is not YESNO:
        return _("when {field} is filled in").format(field=label)
    return _("when {field} is {value}").format(field=label, value=value_words(other, value))


def value_words(other: Field, value: str) -> str:
    """Return a value that a condition asks for, as a person reads it."""
    if other.kind is YESNO:
        return _("yes") if value in {"", YES} else _("no")
    if not value:
        return _("anything")
    choice = other.codes.get(value)
    return _(choice.label) if choice is not None else value


def why_locked(own: Field) -> str:
    """Return what a clinic cannot ask of a field and why, as a sentence; empty if it can ask all.

    Every field can be moved.
    """
    if not may_be_ruled(own):
        return _("RefDesk keeps this field itself. It can be moved, and nothing else.")
    if own.required and not own.by_clinic:
        return _("RefDesk itself needs this field: it stays and is always required.")
    if own.by_step:
        return _("A step of the loop needs this field, so it stays.")
    if not may_be_left_out(own):
        return _("RefDesk itself needs this field where it applies, so it stays.")
    if not may_be_needed(own):
        return _("A yes or no always has an answer, so it cannot be required.")
    return ""
