"""How the columns of one source are read: which fills what, and what its words mean."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from refdesk.domain.text import fold


@dataclass(frozen=True, slots=True)
class Layout:
    """What fills what: ``phone``, ``address.city``, ``patient.birth_date``, ``office.hours``.

    Args:
        kind: a kind of record, or ``nppes`` and the like.
        columns: index of a column → target; a column that is not mentioned fills nothing.
        values: target → folded text of theirs → text of ours; "" leaves the field blank.
        bring: reference fields whose records are added where they are not there yet.
        day_first: 3/4 is the third of April.
        as_it_is: this program may have written the file: what reads as it stands is not mended.
    """

    kind: str
    columns: Mapping[int, str]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    bring: frozenset[str] = frozenset()
    day_first: bool = False
    as_it_is: bool = False

    def to_json(self, header: Sequence[str]) -> str:
        """Return the layout by the headings of its columns, so that it outlives their order."""
        columns = [
            [*_heading(header, index), target] for index, target in sorted(self.columns.items())
        ]
        plain = {
            "kind": self.kind,
            "columns": columns,
            "values": {target: dict(words) for target, words in self.values.items()},
            "bring": sorted(self.bring),
            "day_first": self.day_first,
            "as_it_is": self.as_it_is,
        }
        return json.dumps(plain, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str, header: Sequence[str]) -> Layout | None:
        """Return the layout that was kept for columns of these headings; None if it is none."""
        try:
            plain = json.loads(text)
            places = {_heading(header, index): index for index in range(len(header))}
            kept = ((places.get((name, nth)), target) for name, nth, target in plain["columns"])
            return cls(
                kind=str(plain["kind"]),
                columns={index: str(target) for index, target in kept if index is not None},
                values={target: _words(words) for target, words in plain["values"].items()},
                bring=frozenset(map(str, plain["bring"])),
                day_first=bool(plain["day_first"]),
                as_it_is=bool(plain.get("as_it_is")),
            )
        except (ValueError, TypeError, KeyError, AttributeError):
            return None


def _heading(header: Sequence[str], index: int) -> tuple[str, int]:
    """Return the folded heading of a column, and the how manieth of that name it is."""
    name = fold(header[index])
    return name, sum(fold(other) == name for other in header[:index])


def _words(plain: Mapping[str, Any]) -> dict[str, str]:
    return {str(theirs): str(ours) for theirs, ours in plain.items()}


def layout_key(kind: str, header: Sequence[str]) -> str:
    """Return 16 hex digits that stand for files of this kind with these headings in this order."""
    told = json.dumps([kind, *map(fold, header)])
    return hashlib.sha256(told.encode()).hexdigest()[:16]
