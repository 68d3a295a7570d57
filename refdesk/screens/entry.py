"""What stands in a form's field while a person types: the value, or what may become one.

An entry is plain JSON, so that a form half filled in can be kept as a draft:

==============  =================================================================
kind            entry
==============  =================================================================
choice          the code, ``""`` for none
choices         the codes
yes or no       true or false, ``None`` where a clinic's own field has no answer yet
reference       ``{"id": 12 or None, "text": what was typed to find one}``
references      ``{"ids": [12, 15], "text": what was typed to find another}``
address         ``{"street": "…", "street2": "…", "city": "…", "state": "…", "zip": "…"}``
hours           seven lists of ``[from, to]`` as typed
all others      the text as typed
==============  =================================================================
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from refdesk.domain.address import PARTS, Address
from refdesk.domain.dates import parse_time, show_date, show_time
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.hours import DAYS, Hours, Span
from refdesk.domain.kinds import (
    ADDRESS,
    CHOICE,
    CHOICES,
    DATE,
    HOURS,
    REFERENCE,
    REFERENCES,
    YESNO,
)
from refdesk.domain.kinds.base import Kind
from refdesk.i18n import _

Entry = Any
"""Plain JSON, by the kind of the field; see above."""


def write(own: Field, value: Any) -> Entry:  # noqa: ANN401  by kind
    """Return the entry that shows `value`."""
    writer = _WRITE.get(own.kind)
    if writer is not None:
        return writer(own, value)
    if own.is_empty(value):
        return ""
    if own.kind is DATE:
        return show_date(value)
    return own.show(value)


def read(own: Field, entry: Entry) -> Any:  # noqa: ANN401  by kind
    """Return the value that an entry stands for; an empty entry is the empty value.

    Raises:
        UserError: with one problem at this field.
    """
    reader = _READ.get(own.kind)
    try:
        return own.parse(entry) if reader is None else reader(own, entry)
    except UserError as error:
        raise error if error.problems else own.error(error.message) from None


def is_blank(own: Field, entry: Entry) -> bool:
    """Tell whether nothing has been typed or chosen."""
    if own.kind is YESNO:
        return not entry
    if own.kind is HOURS:
        return not any(text.strip() for spans in entry or () for pair in spans for text in pair)
    if isinstance(entry, dict):
        return not any(value for value in entry.values())
    return not (entry.strip() if isinstance(entry, str) else entry)


def fits(own: Field, entry: object) -> bool:
    """Tell whether an entry has the shape of its kind; one kept by another version may not."""
    sound = _SHAPES.get(own.kind)
    return isinstance(entry, str) if sound is None else sound(entry)


def _is_found(entry: object, name: str, sound: Callable[[Any], bool]) -> bool:
    return (
        isinstance(entry, dict)
        and set(entry) == {name, "text"}
        and isinstance(entry["text"], str)
        and sound(entry[name])
    )


def _are_numbers(ids: object) -> bool:
    return isinstance(ids, list) and all(isinstance(one, int) for one in ids)


def _is_day(spans: object) -> bool:
    return isinstance(spans, list) and all(
        isinstance(span, list) and len(span) == 2 and all(isinstance(text, str) for text in span)
        for span in spans
    )


def _write_choice(own: Field, value: Any) -> str:  # noqa: ANN401
    return own.to_plain(value) or ""  # type: ignore[return-value]


def _read_choice(own: Field, entry: str) -> Any:  # noqa: ANN401
    return own.from_plain(entry or None)


def _write_reference(_own: Field, value: Any) -> Entry:  # noqa: ANN401
    return {"id": None if value is None else int(value), "text": ""}


def _read_reference(own: Field, entry: Any) -> Any:  # noqa: ANN401
    _refuse_open_text(own, entry)
    return own.from_plain(entry.get("id"))


def _write_references(own: Field, value: Any) -> Entry:  # noqa: ANN401
    return {"ids": own.to_plain(value), "text": ""}


def _read_references(own: Field, entry: Any) -> Any:  # noqa: ANN401
    _refuse_open_text(own, entry)
    return own.from_plain(entry.get("ids") or [])


def _refuse_open_text(own: Field, entry: Any) -> None:  # noqa: ANN401
    if str(entry.get("text", "")).strip():
        raise own.error(_("names nobody yet: choose one of those found, or clear the text."))


def _write_address(_own: Field, value: Address | None) -> Entry:
    return {part: getattr(value, part) if value else "" for part in PARTS}


def _read_address(own: Field, entry: Any) -> Any:  # noqa: ANN401
    parts = {part: str(entry.get(part, "")) for part in PARTS}
    found = Address.of(**parts) or None
    wrong = own.check(found)
    if wrong:
        raise UserError(wrong.message, (wrong,))
    return found


def _write_hours(_own: Field, value: Hours | None) -> Entry:
    days = value.days if value else ((),) * 7
    return [[[show_time(span.start), show_time(span.end)] for span in spans] for spans in days]


def _read_hours(_own: Field, entry: Any) -> Hours | None:  # noqa: ANN401
    days = []
    for name, spans in zip(DAYS, entry, strict=True):
        pairs = [(a, b) for a, b in spans if a.strip() or b.strip()]
        try:
            day = [Span(parse_time(start), parse_time(end)) for start, end in pairs]
        except UserError as error:
            raise UserError(
                _("on {day}: the time {what}").format(day=_(name), what=error.message)
            ) from None
        days.append(tuple(sorted(day, key=lambda span: span.start)))
    found = Hours(tuple(days))
    return found or None


_WRITE: dict[Kind, Callable[[Field, Any], Entry]] = {
    CHOICE: _write_choice,
    CHOICES: lambda own, value: own.to_plain(value),
    YESNO: lambda _own, value: value,
    REFERENCE: _write_reference,
    REFERENCES: _write_references,
    ADDRESS: _write_address,
    HOURS: _write_hours,
}
_READ: dict[Kind, Callable[[Field, Entry], Any]] = {
    CHOICE: _read_choice,
    CHOICES: lambda own, entry: own.from_plain(entry or None),
    YESNO: lambda own, entry: own.empty if entry is None else bool(entry),
    REFERENCE: _read_reference,
    REFERENCES: _read_references,
    ADDRESS: _read_address,
    HOURS: _read_hours,
}
_SHAPES: dict[Kind, Callable[[Any], bool]] = {
    YESNO: lambda entry: entry is None or isinstance(entry, bool),
    CHOICES: lambda entry: isinstance(entry, list) and all(isinstance(one, str) for one in entry),
    REFERENCE: lambda entry: _is_found(entry, "id", lambda i: i is None or isinstance(i, int)),
    REFERENCES: lambda entry: _is_found(entry, "ids", _are_numbers),
    ADDRESS: lambda entry: (
        isinstance(entry, dict) and all(isinstance(text, str) for text in entry.values())
    ),
    HOURS: lambda entry: (
        isinstance(entry, list) and len(entry) == len(DAYS) and all(map(_is_day, entry))
    ),
}
