"""The change log in the database: written in the change's own transaction, read back by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, NamedTuple

import sqlalchemy as sa

from refdesk.domain.changes import START, ChangeSet, Entry, seal
from refdesk.store.rows import batches
from refdesk.store.tables import Schema


class Step(NamedTuple):
    """A change in brief, however many parts it has."""

    id: int
    undoes: int | None
    user_id: int | None


class Later(NamedTuple):
    """What a link of the chain did to some rows, and the change it is a part of."""

    link: int
    change: int
    undoes: int | None
    entry: Entry


class Extent(NamedTuple):
    """How many rows a change touched, of which kinds, and the only one if it was one.

    `single` are the kinds of which it touched one row alone, with that row.
    """

    rows: int
    kinds: frozenset[str]
    only: tuple[str, int] | None
    single: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Header:
    """What a change says of itself; `part_of` is 0 for the first part of a long change."""

    user_id: int | None
    label: str
    undoes: int | None = None
    part_of: int | None = None
    more: bool = False


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
        self, connection: sa.Connection, at: str, header: Header, entries: Sequence[Entry]
    ) -> ChangeSet:
        """Write a change with its entries, sealed to the one before it."""
        before_id, before_mac = self.last(connection)
        said = {"at": at, **asdict(header)}
        if header.part_of == 0:
            said["part_of"] = before_id + 1
        unsealed = ChangeSet(id=before_id + 1, mac=b"", **said)
        mac = seal(self._key, before_mac, unsealed, entries)
        connection.execute(sa.insert(self._change), {"id": unsealed.id, "mac": mac, **said})
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
        return replace(unsealed, mac=mac, touched=frozen)

    def steps(self, connection: sa.Connection) -> list[Step]:
        """Return every change in brief, in order."""
        table = self._change
        query = sa.select(table.c.id, table.c.undoes, table.c.user_id).where(self._is_whole())
        return [Step(*row) for row in connection.execute(query.order_by(table.c.id))]

    def parts(self, connection: sa.Connection, change_id: int) -> list[int]:
        """Return the links of a change in order: itself alone, but for a long one."""
        table = self._change
        of_it = (table.c.id == change_id) | (table.c.part_of == change_id)
        return list(
            connection.execute(sa.select(table.c.id).where(of_it).order_by(table.c.id)).scalars()
        )

    def wholes(self, connection: sa.Connection, links: Iterable[int]) -> dict[int, int]:
        """Return for each of some links the change it is a part of."""
        table, found = self._change, {link: link for link in links}
        for some in batches(sorted(found)):
            query = sa.select(table.c.id, table.c.part_of).where(
                table.c.id.in_(some), table.c.part_of.is_not(None)
            )
            found.update((row.id, row.part_of) for row in connection.execute(query))
        return found

    def unfinished(self, connection: sa.Connection) -> set[int]:
        """Return the long changes whose last part was never written."""
        table = self._change
        ends = sa.func.sum(sa.case((table.c.more, 0), else_=1))
        query = sa.select(table.c.part_of).where(table.c.part_of.is_not(None))
        return set(connection.execute(query.group_by(table.c.part_of).having(ends == 0)).scalars())

    def extent(self, connection: sa.Connection, change_id: int) -> Extent:
        """Return how far a change reached, without reading what it did."""
        table = self._entry
        first, last = sa.func.min(table.c.first_id), sa.func.max(table.c.last_id)
        rows = sa.func.sum(table.c.last_id - table.c.first_id + 1)
        query = sa.select(table.c.kind, first, last, rows).group_by(table.c.kind)
        found = connection.execute(query.where(self._is_of(change_id))).all()
        only = found[0] if len(found) == 1 and found[0][1] == found[0][2] else None
        return Extent(
            sum(row[3] for row in found),
            frozenset(row[0] for row in found),
            (only[0], only[1]) if only is not None else None,
            {row[0]: row[1] for row in found if row[1] == row[2]},
        )

    def _is_whole(self) -> sa.ColumnElement[bool]:
        return self._change.c.part_of.is_(None) | (self._change.c.part_of == self._change.c.id)

    def _is_of(self, change_id: int) -> sa.ColumnElement[bool]:
        parts = sa.select(self._change.c.id).where(self._change.c.part_of == change_id)
        return (self._entry.c.change_id == change_id) | self._entry.c.change_id.in_(parts)

    def change(self, connection: sa.Connection, change_id: int) -> ChangeSet | None:
        """Return one change without its entries."""
        query = sa.select(self._change).where(self._change.c.id == change_id)
        row = connection.execute(query).first()
        return None if row is None else _change_set(row)

    def newest(self, connection: sa.Connection, limit: int) -> list[ChangeSet]:
        """Return the newest changes, newest first, each long one once."""
        query = sa.select(self._change).where(self._is_whole())
        rows = connection.execute(query.order_by(self._change.c.id.desc()).limit(limit))
        return [_change_set(row) for row in rows]

    def links(self, connection: sa.Connection) -> Iterator[ChangeSet]:
        """Yield every link of the chain in order."""
        for row in connection.execute(sa.select(self._change).order_by(self._change.c.id)):
            yield _change_set(row)

    def entries(self, connection: sa.Connection, link: int) -> list[Entry]:
        """Return what one link of the chain did, in the order it was done."""
        query = sa.select(self._entry).where(self._entry.c.change_id == link)
        return [_entry(row) for row in connection.execute(query.order_by(self._entry.c.id))]

    def later(
        self, connection: sa.Connection, own: Sequence[int], kind: str, span: tuple[int, int]
    ) -> list[Later]:
        """Return what changes not of `own` did to rows of `span` since the first, in order."""
        table, links = self._entry, self._change
        query = (
            sa.select(table, links.c.part_of, links.c.undoes)
            .join(links, links.c.id == table.c.change_id)
            .where(
                table.c.kind == kind,
                table.c.last_id >= span[0],
                table.c.first_id <= span[1],
                table.c.change_id > own[0],
                links.c.part_of.is_(None) | links.c.part_of.not_in(own),
            )
        )
        rows = connection.execute(query.order_by(table.c.change_id, table.c.id))
        return [Later(r.change_id, r.part_of or r.change_id, r.undoes, _entry(r)) for r in rows]

    def since(self, connection: sa.Connection, link: int, change_id: int | None) -> list[Entry]:
        """Return what others than `change_id` did after `link`."""
        table, links = self._entry, self._change
        query = (
            sa.select(table)
            .join(links, links.c.id == table.c.change_id)
            .where(table.c.change_id > link)
            .where(links.c.part_of.is_(None) | (links.c.part_of != (change_id or 0)))
        )
        return [_entry(row) for row in connection.execute(query.order_by(table.c.id))]

    def entries_of(
        self, connection: sa.Connection, kind: str, first_id: int, last_id: int
    ) -> list[tuple[int, Entry]]:
        """Return what was done to these rows: (link of the chain, entry), in order."""
        table = self._entry
        query = sa.select(table).where(
            table.c.kind == kind,
            table.c.last_id >= first_id,
            table.c.first_id <= last_id,
        )
        rows = connection.execute(query.order_by(table.c.change_id, table.c.id))
        return [(row.change_id, _entry(row)) for row in rows]

    def verify_chain(self, connection: sa.Connection) -> int | None:
        """Return the id of the first change whose seal is broken, None if all hold.

        A newest change that was cut off with all its entries leaves a sound chain: that the
        database is older than it was, only the head outside of it can tell.
        """
        mac, expected = START, 1
        for change in self.links(connection):
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
    return ChangeSet(
        id=row.id,
        at=row.at,
        user_id=row.user_id,
        label=row.label,
        undoes=row.undoes,
        mac=row.mac,
        part_of=row.part_of,
        more=row.more,
    )


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
