"""The change log in the database: written in the change's own transaction, read back by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from refdesk.domain.changes import START, ChangeSet, Entry, seal
from refdesk.store.rows import batches
from refdesk.store.tables import Schema


class Step(NamedTuple):
    """A change in brief."""

    id: int
    undoes: int | None
    user_id: int | None


class ChangeLog:
    """The chained log of one desk."""

    def __init__(self, schema: Schema, key: bytes) -> None:
        self._change = schema.change
        self._entry = schema.change_entry
        self._key = key

    def last(self, connection: sa.Connection) -> tuple[int, bytes]:
        """Return the id and MAC of the newest change; (0, START) before the first."""
        table = self._change
        query = sa.select(table.c.id, table.c.mac).order_by(table.c.id.desc()).limit(1)
        row = connection.execute(query).first()
        return (row.id, row.mac) if row else (0, START)

    def mac_at(self, connection: sa.Connection, change_id: int) -> bytes | None:
        """Return the MAC of one change, None if there is none of that id."""
        if change_id == 0:
            return START
        mac: bytes | None = connection.execute(
            sa.select(self._change.c.mac).where(self._change.c.id == change_id)
        ).scalar()
        return mac

    def append(
        self,
        connection: sa.Connection,
        *,
        at: str,
        user_id: int | None,
        label: str,
        undoes: int | None,
        entries: Sequence[Entry],
    ) -> ChangeSet:
        """Write a change with its entries, sealed to the one before it."""
        before_id, before_mac = self.last(connection)
        unsealed = ChangeSet(before_id + 1, at, user_id, label, undoes, b"")
        mac = seal(self._key, before_mac, unsealed, entries)
        connection.execute(
            sa.insert(self._change),
            {"id": unsealed.id, "at": at, "user_id": user_id, "label": label}
            | {"undoes": undoes, "mac": mac},
        )
        for some in batches(entries):
            connection.execute(
                sa.insert(self._entry),
                [
                    {
                        "change_id": unsealed.id,
                        "kind": entry.kind,
                        "action": entry.action,
                        "first_id": entry.first_id,
                        "last_id": entry.last_id,
                        "body": entry.body,
                    }
                    for entry in some
                ],
            )
        touched: dict[str, set[int]] = {}
        for entry in entries:
            touched.setdefault(entry.kind, set()).update(range(entry.first_id, entry.last_id + 1))
        frozen = {kind: frozenset(ids) for kind, ids in touched.items()}
        return ChangeSet(unsealed.id, at, user_id, label, undoes, mac, frozen)

    def steps(self, connection: sa.Connection, after: int = 0) -> list[Step]:
        """Return every change later than `after` in brief, in order."""
        table = self._change
        query = sa.select(table.c.id, table.c.undoes, table.c.user_id).where(table.c.id > after)
        return [Step(*row) for row in connection.execute(query.order_by(table.c.id))]

    def kinds(self, connection: sa.Connection, change_id: int) -> set[str]:
        """Return the kinds of record that one change touched."""
        table = self._entry
        query = sa.select(table.c.kind).where(table.c.change_id == change_id).distinct()
        return set(connection.execute(query).scalars())

    def change(self, connection: sa.Connection, change_id: int) -> ChangeSet | None:
        """Return one change without its entries."""
        query = sa.select(self._change).where(self._change.c.id == change_id)
        row = connection.execute(query).first()
        return None if row is None else _change_set(row)

    def changes(
        self, connection: sa.Connection, *, limit: int | None = None, newest_first: bool = False
    ) -> Iterator[ChangeSet]:
        """Yield changes in order."""
        order = self._change.c.id.desc() if newest_first else self._change.c.id
        query = sa.select(self._change).order_by(order).limit(limit)
        for row in connection.execute(query):
            yield _change_set(row)

    def entries(self, connection: sa.Connection, change_id: int) -> list[Entry]:
        """Return what one change did, in the order it was done."""
        query = sa.select(self._entry).where(self._entry.c.change_id == change_id)
        return [_entry(row) for row in connection.execute(query.order_by(self._entry.c.id))]

    def entries_of(
        self, connection: sa.Connection, kind: str, first_id: int, last_id: int, after: int = 0
    ) -> list[tuple[int, Entry]]:
        """Return what changes after `after` did to these rows: (change id, entry), in order."""
        table = self._entry
        query = sa.select(table).where(
            table.c.kind == kind,
            table.c.last_id >= first_id,
            table.c.first_id <= last_id,
            table.c.change_id > after,
        )
        rows = connection.execute(query.order_by(table.c.change_id, table.c.id))
        return [(row.change_id, _entry(row)) for row in rows]

    def verify_chain(self, connection: sa.Connection) -> int | None:
        """Return the id of the first change whose seal is broken, None if all hold.

        A newest change that was cut off with all its entries leaves a sound chain: that the
        database is older than it was, only the head outside of it can tell.
        """
        mac, expected = START, 1
        for change in self.changes(connection):
            if change.id != expected:
                return expected
            mac = seal(self._key, mac, change, self.entries(connection, change.id))
            if mac != change.mac:
                return change.id
            expected += 1
        # An entry without its change would be under no seal, and yet be believed.
        query = sa.select(self._entry.c.change_id).where(
            ~self._entry.c.change_id.between(1, expected - 1)
        )
        stray: int | None = connection.execute(query.limit(1)).scalar()
        return stray


def _change_set(row: sa.Row[Any]) -> ChangeSet:
    return ChangeSet(row.id, row.at, row.user_id, row.label, row.undoes, row.mac)


def _entry(row: sa.Row[Any]) -> Entry:
    return Entry(row.kind, row.action, row.first_id, row.last_id, row.body)


def runs(ids: Iterable[int], longest: int) -> Iterator[tuple[int, int]]:
    """Yield ordered `ids` as (first, last) of runs without a gap, each at most `longest` long."""
    first = last = None
    for row_id in ids:
        if first is None or last is None:
            first = last = row_id
        elif row_id == last + 1 and row_id - first < longest:
            last = row_id
        else:
            yield first, last
            first = last = row_id
    if first is not None and last is not None:
        yield first, last
