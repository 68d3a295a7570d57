"""What is wrong with a record before it is saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from refdesk.domain.errors import Problem, UserError
from refdesk.domain.fields import Field
from refdesk.domain.record import Record
from refdesk.i18n import _

R = TypeVar("R", bound=Record)


def is_required(field: Field, record: Record) -> bool:
    """Tell whether `field` must be filled in, as `record` stands."""
    return field.required or bool(field.required_when and field.required_when(record))


def is_shown(field: Field, record: Record) -> bool:
    """Tell whether `field` is asked for, as `record` stands."""
    return field.shown_when is None or field.shown_when(record)


def problems(
    record: R,
    before: R | None = None,
    customs: Iterable[Field] = (),
    *,
    filled: Mapping[Field, Any] | None = None,
) -> Iterator[Problem]:
    """Yield everything wrong with `record`; `before` is its saved state, None when it is new.

    With `filled` only those values are looked at, and the fields that may be needed: the others of
    the record are known to be as they begin.
    """
    sound = True
    fields: Iterable[Field]
    if filled is None:
        fields = (*record.fields.values(), *customs)
    else:
        for field, value in filled.items():
            if sentence := field.kind.check(value, field):
                sound = False
                yield field.problem(sentence)
        needed = (*_needed(type(record)), *(one for one in customs if one.required))
        fields = (one for one in needed if one not in filled)
    for field in fields:
        value = field.value_of(record) if field.custom else getattr(record, field.name)
        if value is None or (not value and field.is_empty(value)):
            if field.required or (field.required_when and field.required_when(record)):
                sound = False
                yield field.problem(_("is needed."))
        elif sentence := field.kind.check(value, field):
            sound = False
            yield field.problem(sentence)
    if sound:
        yield from record.check(before)


def _needed(of: type[Record]) -> tuple[Field, ...]:
    if of.kind not in _NEEDED:
        fields = of.fields.values()
        _NEEDED[of.kind] = tuple(one for one in fields if one.required or one.required_when)
    return _NEEDED[of.kind]


_NEEDED: dict[str, tuple[Field, ...]] = {}


def require_sound(record: R, before: R | None = None, customs: Iterable[Field] = ()) -> None:
    """Refuse `record` if anything is wrong with it.

    Raises:
        UserError: with all its problems.
    """
    found = tuple(problems(record, before, customs))
    if found:
        raise UserError("\n".join(problem.message for problem in found), found)
