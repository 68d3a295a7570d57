"""Records as the cells of a list: display strings, references by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.record import Record
from refdesk.screens.spec import Column, Mark, Screen
from refdesk.services.records import Records


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell."""

    text: str = ""
    mark: Mark | None = None


Row = tuple[Cell, ...]
Titles = Mapping[str, Mapping[int, str]]


class RowReader:
    """Reads the rows of one screen."""

    def __init__(self, records: Records, screen: Screen) -> None:
        self._records, self._screen = records, screen

    def read(self, ids: Sequence[int]) -> list[Row]:
        """Return the rows of these records in their order; blank where a record is gone."""
        records = {record.id: record for record in self._records.page(self._screen.of, ids)}
        titles = self._titles(list(records.values()))
        gone: Row = tuple(Cell() for _column in self._screen.list.columns)
        return [self._row(records[i], titles) if i in records else gone for i in ids]

    def _titles(self, records: Sequence[Record]) -> Titles:
        wanted: dict[str, set[int]] = {}
        for column in self._screen.list.columns:
            own = self._screen.field(column)
            if own.target_kind:
                for record in records:
                    value = own.value_of(record)
                    ids = value if isinstance(value, tuple) else (value,)
                    wanted.setdefault(own.target_kind, set()).update(
                        int(row_id) for row_id in ids if row_id is not None
                    )
        return {kind: self._records.titles(kind, sorted(ids)) for kind, ids in wanted.items()}

    def _row(self, record: Record, titles: Titles) -> Row:
        return tuple(self._cell(column, record, titles) for column in self._screen.list.columns)

    def _cell(self, column: Column, record: Record, titles: Titles) -> Cell:
        own = self._screen.field(column)
        value = own.value_of(record)
        if own.is_empty(value):
            return Cell()
        if own.target_kind:
            ids = value if isinstance(value, tuple) else (value,)
            known = titles[own.target_kind]
            return Cell(", ".join(known.get(row_id, f"#{row_id}") for row_id in ids))
        mark = column.marks.get(str(own.to_plain(value))) if column.marks else None
        return Cell(own.show(value), mark)


def shown_kinds(screen: Screen) -> frozenset[str]:
    """Return the kinds of record whose change can change what a list shows."""
    return frozenset(_shown_kinds(screen))


def _shown_kinds(screen: Screen) -> Iterator[str]:
    yield screen.kind
    waiting = [screen.field(column).target_kind for column in screen.list.columns]
    while waiting:
        kind = waiting.pop()
        if kind:
            yield kind
            of = BY_NAME[kind]
            waiting.extend(of.fields[name].target_kind for name in of.title)
