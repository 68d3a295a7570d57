"""What a clinic asks for in a record: the declared fields and its own, under its own rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from refdesk.domain import fields as f
from refdesk.domain.fields import Condition, Field
from refdesk.domain.kinds import YESNO
from refdesk.domain.record import Record
from refdesk.i18n import N_

if TYPE_CHECKING:
    from refdesk.domain.kinds.base import Plain

YES, NO = "yes", "no"


class FormRule(
    Record,
    one=N_("Form rule"),
    many=N_("Form rules"),
    icon="sliders-horizontal",
    title=("record_kind", "field"),
    entered=False,
    owners_only=True,
):
    """How a clinic asks for one field of one kind of record.

    `field` is its name. It stands at `place` under `heading`; where both are empty, as
    it is declared. With `when_field`, it is asked for only when that field has the value
    `when_value`: a code, or "yes" or "no"; or has any, where that is empty.
    """

    record_kind: str = f.text(N_("Of"), program=True, indexed=True, limit=60)
    field: str = f.text(N_("Field"), program=True, limit=60)
    heading: str = f.text(N_("Heading"), program=True, limit=80)
    place: int | None = f.integer(N_("Place"), program=True)
    needed: bool = f.yes_no(N_("Required"), program=True)
    hidden: bool = f.yes_no(N_("Not asked for"), program=True)
    when_field: str = f.text(N_("Only when"), program=True, limit=60)
    when_value: str = f.text(N_("Is"), program=True, limit=200)


class Asked(dict[str, Field]):
    """The fields of one kind of record by name, as they are asked for.

    Args:
        declared: those of the record.
        own: those the clinic has added.
        rules: how the clinic asks for some of either.
    """

    def __init__(
        self,
        declared: Mapping[str, Field],
        own: Iterable[Field] = (),
        rules: Iterable[FormRule] = (),
    ) -> None:
        super().__init__(declared)
        self.update({field.name: field for field in own})
        self.plain: Mapping[str, Field] = dict(self)
        """The same fields before the clinic's rules."""
        self.rules = {rule.field: rule for rule in rules if rule.field in self}
        for name, rule in self.rules.items():
            self[name] = _ruled(self.plain[name], rule, self.plain)

    @classmethod
    def of(cls, of: type[Record]) -> Self:
        """Return what is asked for where a clinic has said nothing."""
        if of.kind not in _DECLARED:
            _DECLARED[of.kind] = cls(of.fields)
        return _DECLARED[of.kind]  # type: ignore[return-value]  # of this very class

    @property
    def own(self) -> tuple[Field, ...]:
        """The fields that the clinic has added."""
        return tuple(field for field in self.values() if field.custom)

    def is_left_out(self, name: str) -> bool:
        """Tell whether the clinic never asks for a field."""
        rule = self.rules.get(name)
        return rule is not None and rule.hidden and may_be_left_out(self.plain[name])

    @cached_property
    def needed(self) -> tuple[Field, ...]:
        """The fields that must be filled in, always or sometimes."""
        return tuple(one for one in self.values() if one.required or one.required_when)


_DECLARED: dict[str, Asked] = {}


def may_be_left_out(field: Field) -> bool:
    """Tell whether a clinic can leave a field out, or ask for it only sometimes."""
    by_program = (field.required and not field.by_clinic) or field.required_when is not None
    return may_be_ruled(field) and not by_program and not field.by_step


def may_be_needed(field: Field) -> bool:
    """Tell whether a clinic can need a field: a yes or no of the program always has its answer."""
    return may_be_ruled(field) and (field.kind is not YESNO or field.custom)


def may_be_ruled(field: Field) -> bool:
    """Tell whether a clinic has a say in how a field is asked for."""
    return not field.program and field.name not in {"stage", "archived"}


def conditions_of(field: Field) -> bool:
    """Tell whether another field can be asked for by the value of this one."""
    return bool(field.choices) or field.kind is YESNO or bool(field.target_kind)


def _ruled(field: Field, rule: FormRule, fields: Mapping[str, Field]) -> Field:
    """Return a field as the rule asks for it."""
    needed = rule.needed or field.by_clinic
    if field.by_clinic:  # an own field that says it of itself
        field = replace(field, required=False, by_clinic=False)
    asked = field.shown_when
    if may_be_left_out(field):
        if rule.hidden:
            return replace(field, shown_when=_never)
        other = fields.get(rule.when_field)
        if other is not None:
            asked = _both(asked, _has(other, rule.when_value))
    if not needed or field.required or not may_be_needed(field):
        return replace(field, shown_when=asked)
    if asked is None:
        return replace(field, required=True, by_clinic=True)
    when = _either(field.required_when, asked)
    return replace(field, shown_when=asked, required_when=when, by_clinic=True)


def _never(_record: Any) -> bool:  # noqa: ANN401  a condition takes any record
    return False


def _both(first: Condition | None, second: Condition) -> Condition:
    return second if first is None else lambda record: first(record) and second(record)


def _either(first: Condition | None, second: Condition) -> Condition:
    return second if first is None else lambda record: first(record) or second(record)


def _has(field: Field, wanted: str) -> Condition:
    def holds(record: Any) -> bool:  # noqa: ANN401  a condition takes any record
        value = field.value_of(record)
        if field.kind is YESNO:
            return bool(value) is (wanted != NO)
        if field.is_empty(value):
            return False
        return not wanted or wanted in _plain_texts(field.to_plain(value))

    return holds


def _plain_texts(plain: Plain) -> list[str]:
    return [str(one) for one in plain] if isinstance(plain, list) else [str(plain)]
