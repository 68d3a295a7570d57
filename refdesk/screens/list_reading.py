"""Reading a list for a request: its ids in order, its first rows, where the person was."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from refdesk.domain.fields import Field
from refdesk.screens.list_columns import columns_of
from refdesk.screens.rows import Row, RowReader
from refdesk.screens.selection import Ranges, rows_of
from refdesk.screens.spec import Column, Screen
from refdesk.screens.views import Arrangement, fitting
from refdesk.services.conditions import Condition, Conditions
from refdesk.services.records import Records
from refdesk.services.session import Desk

PAGE = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request of a list.

    `old_row` is where the selected record stood before news came; `same_rows` tells that all rows
    are selected, and that they stay the same in another order.
    """

    number: int
    wanted: Arrangement = field(repr=False)
    total: int | None
    keep: int | None
    selected: int | None
    old_row: int | None
    chosen: array[int] | None = field(repr=False)
    same_rows: bool
    stays: bool


@dataclass(slots=True, kw_only=True)
class Answer:
    """What a list shows from now on."""

    asked: Asked
    fields: Mapping[str, Field]
    columns: tuple[Column, ...]
    fits: Arrangement
    note: str
    titles: Mapping[str, Mapping[int, str]] = field(repr=False)
    ids: array[int] = field(repr=False)
    total: int
    top: int
    selected: int | None
    ranges: Ranges
    pages: dict[int, list[Row]] = field(repr=False)


class ListReader:
    """Reads the lists of one screen; in another thread than the window's."""

    def __init__(self, desk: Desk, screen: Screen) -> None:
        self._desk, self._screen = desk, screen
        self._records = Records(desk)
        self._conditions = Conditions(desk)
        self.rows = RowReader(self._records, screen)

    def read(self, asked: Asked, widths: Mapping[str, int]) -> Answer:
        """Return the answer to a request."""
        of, wanted = self._screen.of, asked.wanted
        fields = self._desk.fields(of)
        fits, note = fitting(wanted, fields)
        fits = replace(fits, sort=fits.sort or self._screen.list.sort)
        query = self._conditions.query(of, fits.conditions, search=fits.search, sort=fits.sort)
        ids = self._records.ids(of, query)
        columns = columns_of(self._screen, fields, fits.columns, widths)
        selected = asked.selected
        if place(ids, selected) is None and asked.old_row is not None:
            # What was selected is gone: stay where it stood.
            selected = ids[min(asked.old_row, len(ids) - 1)] if ids else None
        top = place(ids, asked.keep) or 0
        first = top // PAGE
        pages = {first, min(first + 1, max(len(ids) - 1, 0) // PAGE)}
        shown = [(column, fields[column.name]) for column in columns]
        return Answer(
            asked=asked,
            fields=fields,
            columns=columns,
            fits=fits,
            note=note,
            titles=self._titles(fields, fits.conditions),
            ids=ids,
            total=self._total(asked, fits, len(ids)),
            top=top,
            selected=selected,
            ranges=self._chosen(asked, ids),
            pages={page: self.rows.read(of_page(ids, page), shown) for page in pages},
        )

    def count(self, conditions: tuple[Condition, ...], search: str) -> int:
        """Return how many records meet all conditions."""
        of = self._screen.of
        return len(self._records.ids(of, self._conditions.query(of, conditions, search=search)))

    def _total(self, asked: Asked, fits: Arrangement, count: int) -> int:
        if not fits.search.strip() and not fits.conditions:
            return count
        return self.count((), "") if asked.total is None else asked.total

    def _chosen(self, asked: Asked, ids: array[int]) -> Ranges:
        if asked.chosen is None:
            return ()
        if asked.same_rows and len(asked.chosen) == len(ids):
            return ((0, len(ids) - 1),)
        return rows_of(ids, asked.chosen)

    def _titles(
        self, fields: Mapping[str, Field], conditions: tuple[Condition, ...]
    ) -> dict[str, dict[int, str]]:
        wanted: dict[str, list[int]] = {}
        for one in conditions:
            kind = fields[one.name].target_kind
            if kind:
                wanted.setdefault(kind, []).extend(
                    value for value in one.values if isinstance(value, int)
                )
        return {kind: self._records.titles(kind, ids) for kind, ids in wanted.items()}


def of_page(ids: array[int], page: int) -> array[int]:
    """Return the ids of one page of rows."""
    return ids[page * PAGE : (page + 1) * PAGE]


def place(ids: array[int], row_id: int | None) -> int | None:
    """Return where an id stands; None if it does not."""
    try:
        return ids.index(row_id) if row_id is not None else None
    except ValueError:
        return None
