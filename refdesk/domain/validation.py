"""What is wrong with a record before it is saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from refdesk.domain.asked import Asked
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
    asked: Asked | None = None,
    *,
    filled: Mapping[Field, Any] | None = None,
    comes: bool = False,
) -> Iterator[Problem]:
    """Yield everything wrong with `record`; `before` is its saved state, None when it is new.

    `asked` is what the clinic asks for; without it, what is declared. What the clinic came to need
    later, a known record may go on without; one that `comes` as it stands, from a file, is new.

    With `filled` only those values are looked at, and the fields that may be needed: the others of
    the record are known to be as they begin.
    """
    sound = True
    asked = Asked.of(type(record)) if asked is None else asked
    fields: Iterable[Field]
    if filled is None:
        fields = asked.values()
    else:
        for field, value in filled.items():
            if sentence := field.kind.check(value, field):
                sound = False
                yield field.problem(sentence)
        given = {one.name for one in filled}
        fields = (one for one in asked.needed if one.name not in given)
    for field in fields:
        value = field.value_of(record) if field.custom else getattr(record, field.name)
        if value is None or (not value and field.is_empty(value)):
            known = None if comes else before
            if is_required(field, record) and not _did_without(field, record, known):
                sound = False
                yield field.problem(_("is needed."))
        elif sentence := field.kind.check(value, field):
            sound = False
            yield field.problem(sentence)
    if sound:
        yield from record.check(before)


def _did_without(field: Field, record: Record, before: Record | None) -> bool:
    """Tell whether only the clinic needs a field, and needed it in vain before."""
    if not field.by_clinic or before is None or not field.is_empty(field.value_of(before)):
        return False
    declared = record.fields.get(field.name)
    by_program = declared is not None and is_required(declared, record)
    return is_required(field, before) and not by_program


def require_sound(record: R, before: R | None = None, asked: Asked | None = None) -> None:
    """Refuse `record` if anything is wrong with it.

    Raises:
        UserError: with all its problems.
    """
    found = tuple(problems(record, before, asked))
    if found:
        raise UserError("\n".join(problem.message for problem in found), found)
