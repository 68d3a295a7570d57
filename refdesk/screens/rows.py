"""Records as the cells of a list: display strings, references by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.fields import Field
from refdesk.domain.record import Record
from refdesk.i18n import _
from refdesk.screens.spec import Column, Mark, Screen
from refdesk.services.records import Records


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell."""

    text: str = ""
    mark: Mark | None = None


Row = tuple[Cell, ...]
Titles = Mapping[str, Mapping[int, str]]
Shown = Sequence[tuple[Column, Field]]
"""The columns of a list from the left, each with its field."""


class RowReader:
    """Reads the rows of one screen."""

    def __init__(self, records: Records, screen: Screen) -> None:
        self._records, self._of = records, screen.of
        self._declared = [(column, screen.field(column)) for column in screen.list.columns]

    def read(self, ids: Sequence[int], shown: Shown | None = None) -> list[Row]:
        """Return the rows of these records in their order; blank where a record is gone.

        Args:
            ids: of the records.
            shown: the columns, those of the screen when none are given.
        """
        shown = self._declared if shown is None else shown
        records = {record.id: record for record in self._records.page(self._of, ids)}
        titles = self._titles(list(records.values()), shown)
        gone: Row = tuple(Cell() for _column in shown)
        return [
            tuple(_cell(column, own, records[i], titles) for column, own in shown)
            if i in records
            else gone
            for i in ids
        ]

    def _titles(self, records: Sequence[Record], shown: Shown) -> Titles:
        wanted: dict[str, set[int]] = {}
        for _column, own in shown:
            if own.target_kind:
                for record in records:
                    value = own.value_of(record)
                    ids = value if isinstance(value, tuple) else (value,)
                    wanted.setdefault(own.target_kind, set()).update(
                        int(row_id) for row_id in ids if row_id is not None
                    )
        return {kind: self._records.titles(kind, sorted(ids)) for kind, ids in wanted.items()}


def _cell(column: Column, own: Field, record: Record, titles: Titles) -> Cell:
    value = own.value_of(record)
    if own.is_empty(value):
        return Cell()
    if own.target_kind:
        ids = value if isinstance(value, tuple) else (value,)
        known = titles[own.target_kind]
        return Cell(", ".join(known.get(row_id, f"#{row_id}") for row_id in ids))
    if own.name == "record_kind" and value in BY_NAME:
        return Cell(_(BY_NAME[value].many))
    mark = column.marks.get(str(own.to_plain(value))) if column.marks else None
    return Cell(" ".join(own.show(value).split()), mark)  # a note stands on one line


def shown_kinds(of: type[Record], fields: Iterable[Field]) -> frozenset[str]:
    """Return the kinds of record whose change can change what a list shows."""
    return frozenset(_shown_kinds(of, fields))


def _shown_kinds(of: type[Record], fields: Iterable[Field]) -> Iterator[str]:
    yield of.kind
    yield "custom_field"
    waiting = [own.target_kind for own in fields]
    known = set()
    while waiting:
        kind = waiting.pop()
        if kind and kind not in known:
            known.add(kind)
            yield kind
            target = BY_NAME[kind]
            waiting.extend(target.fields[name].target_kind for name in target.title)
