"""Proof that every row is what the change log says it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from refdesk.domain.changes import (
    CREATE,
    DELETE,
    Entry,
    canonical,
    is_blank,
    range_digest,
    row_digest,
)
from refdesk.domain.kinds.base import Plain
from refdesk.store import rows
from refdesk.store.kept import kept_findings
from refdesk.store.log import ChangeLog
from refdesk.store.tables import RecordTable, Schema
from refdesk.store.work import BESIDE

Image = dict[str, Plain]
Stamp = tuple[Plain, Plain]


def findings(connection: sa.Connection, schema: Schema, log: ChangeLog) -> Iterator[str]:
    """Yield in words what does not agree: the chain first, then kind by kind.

    Every row is rolled back through the log to the day it was made, where its digest must fit;
    so a row changed, added or removed past the log is found.
    """
    broken = log.verify_chain(connection)
    if broken is not None:
        yield f"change {broken}: the seal is broken"
        return
    stamps: dict[int, Stamp] = {
        change.id: (change.at, change.user_id) for change in log.links(connection)
    }
    for kind, table in schema.kinds.items():
        past = _Past(kind)
        yield from _read(connection, table, past)
        last_id = 0
        for change_id, entry in reversed(log.entries_of(connection, kind, 0, 2**62)):
            last_id = max(last_id, entry.last_id)
            for row_id, fault in past.unwind(entry, stamps[change_id]):
                yield f"{kind} {row_id}: {fault}"
        for row_id in past.rows:
            yield f"{kind} {row_id}: is not in the change log"
        yield from _identity(connection, schema, kind, last_id)
    yield from kept_findings(connection, schema)


def _read(connection: sa.Connection, table: RecordTable, past: _Past) -> Iterator[str]:
    """Read a kind's rows into `past`; yield columns that are not what their fields make them."""
    fields = table.record.fields
    own = table.table
    for some in rows.batches(connection.execute(sa.select(own.c.id)).scalars().all()):
        images = rows.load_images(connection, table, some)
        for row in connection.execute(table.by_ids, {"ids": some}).mappings():
            image = images[row["id"]]
            past.stamps[row["id"]] = (image["changed_at"], image["changed_by"])
            past.rows[row["id"]] = {
                name: plain
                for name, plain in image.items()
                if name not in fields or not fields[name].stamp
            }
            if not _agrees(dict(row), rows.to_row(table, row["id"], image)):
                yield f"{past.kind} {row['id']}: is kept in a way the program never writes"
    for name, links in table.links.items():
        stray = sa.select(links.c.owner).where(links.c.owner.not_in(sa.select(own.c.id)))
        for owner in connection.execute(stray.distinct()).scalars():
            yield f"{past.kind} {owner}: has {name}, but is not there"


def _agrees(row: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    return all(row[name] == value for name, value in wanted.items())


def _identity(connection: sa.Connection, schema: Schema, kind: str, last_id: int) -> Iterator[str]:
    """Yield if the next record of a kind would not get the next id: ids name a record for ever."""
    own = schema.identity.c
    given = connection.execute(sa.select(own.last_id).where(own.kind == kind)).scalar() or 0
    if given != last_id:
        yield f"{kind}: the last number given is {given}, and the change log says {last_id}"


class _Past:
    """The rows of one kind, as they were before the entries taken back so far."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.rows: dict[int, Image] = {}
        self.stamps: dict[int, Stamp] = {}

    def unwind(self, entry: Entry, stamp: Stamp) -> Iterator[tuple[int | str, str]]:
        """Take one entry back; yield rows that do not fit, and what is wrong with them."""
        ids = range(entry.first_id, entry.last_id + 1)
        for row_id in ids:
            # The newest change of a row is met first; its time and user stand in the row.
            if self.stamps.pop(row_id, stamp) != stamp:
                yield row_id, "its time or user of change differs from the change log"
        if entry.action == DELETE:
            yield from ((row_id, "was removed") for row_id in ids if row_id in self.rows)
            self.rows.update(zip(ids, map(dict, entry.body["images"]), strict=True))
        elif entry.action == CREATE:
            yield from self._unmake(entry, ids)
        else:
            row = self.rows.get(entry.first_id)
            if row is not None:
                for name, (before, after) in entry.body.items():
                    if not _take_back(row, name, before, after):
                        yield entry.first_id, f"{name} differs from the change log"

    def _unmake(self, entry: Entry, ids: range) -> Iterator[tuple[int | str, str]]:
        images = {row_id: self.rows.pop(row_id, None) for row_id in ids}
        missing = [row_id for row_id, image in images.items() if image is None]
        yield from ((row_id, "is missing") for row_id in missing)
        digests = (row_digest(self.kind, i, image) for i, image in images.items() if image)
        if not missing and range_digest(digests) != entry.body["digest"]:
            whose = f"{entry.first_id} to {entry.last_id}" if len(ids) > 1 else entry.first_id
            yield whose, "differs from the change log"


def _take_back(row: Image, name: str, before: Plain, after: Plain) -> bool:
    prefix, dot, key = name.partition(".")
    if not dot:
        fits = _same(row.get(name), after)
        row[name] = before
        return fits
    column = BESIDE[prefix + dot]
    kept = row.get(column)
    values = dict(kept) if isinstance(kept, dict) else {}
    fits = _same(values.pop(key, None), after)
    if before is not None:
        values[key] = before
    row[column] = values
    return fits


def _same(one: Plain, other: Plain) -> bool:
    return canonical(None if is_blank(one) else one) == canonical(
        None if is_blank(other) else other
    )
