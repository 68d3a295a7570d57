"""What an import does to one record, kept until everything is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from refdesk.domain.fields import Field, Ref
from refdesk.domain.kinds.base import Plain
from refdesk.domain.practice import Practice
from refdesk.domain.record import Record
from refdesk.services.records import new_record
from refdesk.store.work import CUSTOM

Image = Mapping[str, Plain]


@dataclass(slots=True, repr=False)
class Step:
    """A record to add, or empty fields of one to fill; `owner` is the practice of a new office.

    `before` holds the stored values of the fields to fill, as they were when the row was matched;
    it is None for a record to add.
    """

    of: type[Record]
    values: Mapping[Field, Any]
    row_id: int = 0
    before: Image | None = None
    owner: Step | None = None

    def record(self) -> Record:
        """Return the record to add; an owner must have been added before."""
        record = new_record(self.of, self.values)
        if self.owner is not None:
            self.of.fields["practice"].set_on(record, Ref[Practice](self.owner.row_id))
        return record

    def change(self, image: Image) -> dict[str, list[Plain]]:
        """Return what to change in a row; what somebody has typed since it was matched stays."""
        change: dict[str, list[Plain]] = {}
        for own, value in self.values.items():
            now = stored(image, own)
            if self.before is not None and now == self.before[own.name]:
                change[CUSTOM + own.name if own.custom else own.name] = [now, own.to_plain(value)]
        return change


def stored(image: Image, own: Field) -> Plain:
    """Return what a row keeps for a field."""
    if own.custom:
        custom = image.get("custom")
        return custom.get(own.name) if isinstance(custom, dict) else None
    return image.get(own.name)
