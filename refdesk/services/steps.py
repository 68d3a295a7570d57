"""What an import does to one record, kept as plain values until everything is saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from refdesk.domain.fields import Field
from refdesk.domain.kinds.base import Plain
from refdesk.domain.record import Record
from refdesk.services.records import new_record
from refdesk.store.work import CUSTOM

Image = Mapping[str, Plain]
Fields = Mapping[str, Field]


@dataclass(slots=True, repr=False)
class Step:
    """A record to add, or fields of one to change; every value is plain.

    A record to add has a `serial`, counted from 2 within the file; until it is saved, others name
    it by that number below zero. `before` holds the stored values of the fields to change as they
    were when the row was matched: what somebody has typed since then stays. `said` is what the
    file says of the record, for the next import; `kept` what the desk says otherwise and keeps.
    """

    kind: str
    values: dict[str, Plain]
    serial: int = 0
    row_id: int = 0
    before: dict[str, Plain] = field(default_factory=dict)
    said: dict[str, Plain] = field(default_factory=dict)
    kept: dict[str, Plain] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Whether a record is added."""
        return self.serial > 0

    def to_plain(self) -> list[Any]:
        """Return the step as plain values."""
        said = None if self.said == self.values else self.said
        return [self.kind, self.values, self.serial, self.row_id, self.before, said, self.kept]

    @classmethod
    def from_plain(cls, kept: list[Any]) -> Step:
        """Return the step that `to_plain` wrote."""
        step = cls(*kept)
        if kept[5] is None:
            step.said = step.values
        return step

    def change(self, image: Image, fields: Fields) -> dict[str, list[Plain]]:
        """Return what to change in a row; what somebody has typed since it was matched stays."""
        change: dict[str, list[Plain]] = {}
        for name, after in self.values.items():
            own = fields.get(name)
            if own is None:  # a field of the clinic's own that was taken away meanwhile
                continue
            now = stored(image, own)
            if now == self.before.get(name) and now != after:
                change[CUSTOM + name if own.custom else name] = [now, after]
        return change


def record_of(of: type[Record], values: Mapping[str, Plain], fields: Fields) -> Record:
    """Return a new record with these plain values."""
    known = ((fields[name], plain) for name, plain in values.items() if name in fields)
    return new_record(of, {own: own.from_plain(plain) for own, plain in known})


def stored(image: Image, own: Field) -> Plain:
    """Return what a row keeps for a field."""
    if own.custom:
        custom = image.get("custom")
        return custom.get(own.name) if isinstance(custom, dict) else None
    return image.get(own.name)


def resolved(
    values: Mapping[str, Plain], fields: Fields, number: Callable[[int], int]
) -> dict[str, Plain]:
    """Return plain values whose references to records of the same file have their ids."""
    found = dict(values)
    for name, plain in values.items():
        own = fields.get(name)
        if own is None or not own.target_kind:
            continue
        if isinstance(plain, list):
            found[name] = [number(one) if one < 0 else one for one in plain]
        elif isinstance(plain, int) and plain < 0:
            found[name] = number(plain)
    return found
