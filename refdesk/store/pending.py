"""Writes that wait: one statement for many rows costs a tenth of one statement for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from refdesk.domain.errors import UserError
from refdesk.domain.kinds.base import Plain
from refdesk.i18n import _
from refdesk.store import rows
from refdesk.store.search import SearchIndex
from refdesk.store.tables import RecordTable, Schema

Image = dict[str, Plain]
MOST = 2_000
"""Rows of one kind that wait at most."""


class Pending:
    """New and changed rows of one change that are not written yet."""

    def __init__(self, connection: sa.Connection, schema: Schema, search: SearchIndex) -> None:
        self._connection = connection
        self._schema = schema
        self._search = search
        self._new: dict[str, dict[int, Image]] = {}
        self._columns: dict[str, dict[int, rows.Row]] = {}
        self._links: dict[tuple[str, str], dict[int, Sequence[Plain]]] = {}
        self._found_anew: dict[str, set[int]] = {}
        self._not_found: dict[str, list[int]] = {}

    def add(self, kind: str, row_id: int, image: Image) -> None:
        """Have a new row written."""
        self._new.setdefault(kind, {})[row_id] = image

    def change(
        self,
        kind: str,
        row_id: int,
        columns: rows.Row,
        links: Mapping[str, Sequence[Plain]],
        *,
        found_anew: bool,
    ) -> None:
        """Have columns and links of a row written, and its search document if `found_anew`."""
        self._columns.setdefault(kind, {}).setdefault(row_id, {}).update(columns)
        for name, linked in links.items():
            self._links.setdefault((kind, name), {})[row_id] = linked
        if found_anew:
            self._found_anew.setdefault(kind, set()).add(row_id)

    def remove(self, kind: str, ids: Sequence[int]) -> None:
        """Remove rows and their links now, and have them taken out of the search index.

        The index is slow where its writes take turns with those of other tables.
        """
        table = self._schema.kinds[kind]
        for links in table.links.values():
            rows.clear_links(self._connection, links, ids)
        for some in rows.batches(ids):
            own = table.table
            self._connection.execute(sa.delete(own).where(own.c.id.in_(some)))
        self._not_found.setdefault(kind, []).extend(ids)

    def is_new(self, kind: str, row_id: int) -> bool:
        """Tell whether this row waits to be inserted."""
        return row_id in self._new.get(kind, ())

    def holds(self, kind: str, ids: Iterable[int]) -> bool:
        """Tell whether anything of these rows waits."""
        new, changed = self._new.get(kind, {}), self._columns.get(kind, {})
        return bool(new or changed) and any(i in new or i in changed for i in ids)

    def is_full(self, kind: str) -> bool:
        """Tell whether so many rows wait that they had better be written."""
        return max(len(self._new.get(kind, ())), len(self._columns.get(kind, ()))) >= MOST

    def take_new(self, kind: str) -> dict[int, Image]:
        """Return the new rows of a kind, no longer waiting, for `insert`."""
        return self._new.pop(kind, {})

    def new_kinds(self) -> list[str]:
        """Return the kinds that have new rows waiting."""
        return list(self._new)

    def insert(self, kind: str, waiting: Mapping[int, Image]) -> None:
        """Write new rows with their links and search documents."""
        self._take_out(kind)
        table = self._schema.kinds[kind]
        values = [rows.to_row(table, row_id, image) for row_id, image in waiting.items()]
        self._connection.execute(sa.insert(table.table), values)
        for name, links in table.links.items():
            # An image of the log may be older than the field.
            linked = ((row_id, _linked(image.get(name))) for row_id, image in waiting.items())
            rows.write_links(self._connection, links, linked)
        self._search.write(self._connection, kind, waiting.items())

    def write_changes(self) -> None:
        """Write the changed columns and links.

        Raises:
            UserError: a row to change is not there.
        """
        columns, self._columns = self._columns, {}
        for kind, by_row in columns.items():
            self._write_columns(self._schema.kinds[kind], by_row)
        links, self._links = self._links, {}
        for (kind, name), by_owner in links.items():
            table = self._schema.kinds[kind].links[name]
            rows.clear_links(self._connection, table, list(by_owner))
            rows.write_links(self._connection, table, by_owner.items())

    def write_index(self) -> None:
        """Take out of the search index what is gone, and index anew what reads otherwise now."""
        for kind in list(self._not_found):
            self._take_out(kind)
        found_anew, self._found_anew = self._found_anew, {}
        for kind, ids in found_anew.items():
            in_order = sorted(ids)
            self._search.remove(self._connection, kind, in_order)
            for some in rows.batches(in_order):
                images = rows.load_images(self._connection, self._schema.kinds[kind], some)
                self._search.write(self._connection, kind, images.items())

    def _take_out(self, kind: str) -> None:
        # In order of id: a step back makes the index write a new part of itself.
        self._search.remove(self._connection, kind, sorted(self._not_found.pop(kind, ())))

    def _write_columns(self, table: RecordTable, by_row: Mapping[int, rows.Row]) -> None:
        alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for row_id, values in by_row.items():
            alike.setdefault(tuple(values), []).append({"row_id": row_id, **values})
        statement = sa.update(table.table).where(table.table.c.id == sa.bindparam("row_id"))
        for group in alike.values():
            written = self._connection.execute(statement, group)
            if written.rowcount != len(group):
                raise UserError(_("A record is no longer there. Nothing was saved."))


def _linked(plain: Plain) -> Sequence[Plain]:
    return plain if isinstance(plain, list) else ()
