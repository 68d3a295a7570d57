"""Proof that every row is what the change log says it is."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from refdesk.domain.changes import CREATE, DELETE, Entry, range_digest, row_digest
from refdesk.domain.kinds.base import Plain
from refdesk.store import rows
from refdesk.store.log import ChangeLog
from refdesk.store.tables import RecordTable, Schema
from refdesk.store.work import CUSTOM

Image = dict[str, Plain]


def findings(connection: sa.Connection, schema: Schema, log: ChangeLog) -> Iterator[str]:
    """Yield in words what does not agree: the chain first, then kind by kind.

    Every row is rolled back through the log to the day it was made, where its digest must fit;
    so a row changed, added or removed past the log is found.
    """
    broken = log.verify_chain(connection)
    if broken is not None:
        yield f"change {broken}: the seal is broken"
        return
    for kind, table in schema.kinds.items():
        yield from _kind_findings(connection, kind, table, log)


def _kind_findings(
    connection: sa.Connection, kind: str, table: RecordTable, log: ChangeLog
) -> Iterator[str]:
    fields = table.record.fields
    ids = list(connection.execute(sa.select(table.table.c.id)).scalars())
    state: dict[int, Image] = {}
    for row_id, image in rows.load_images(connection, table, ids).items():
        state[row_id] = {k: v for k, v in image.items() if k not in fields or not fields[k].stamp}
    everything = log.entries_of(connection, kind, 0, 2**62)
    for _change_id, entry in reversed(everything):
        fault = _unwind(kind, state, entry)
        if fault is not None:
            yield f"{kind} {fault}: differs from the change log"
    for row_id in state:
        yield f"{kind} {row_id}: is not in the change log"


def _unwind(kind: str, state: dict[int, Image], entry: Entry) -> int | None:
    """Take one entry back; return a row that does not fit."""
    ids = range(entry.first_id, entry.last_id + 1)
    if entry.action == DELETE:
        known = next((row_id for row_id in ids if row_id in state), None)
        state.update(zip(ids, map(dict, entry.body["images"]), strict=True))
        return known
    if entry.action == CREATE:
        return _unmake(kind, state, entry)
    row = state.get(entry.first_id, {})
    fits = [_take_back(row, name, *values) for name, values in entry.body.items()]
    return None if all(fits) else entry.first_id


def _unmake(kind: str, state: dict[int, Image], entry: Entry) -> int | None:
    ids = range(entry.first_id, entry.last_id + 1)
    images = {row_id: state.pop(row_id, None) for row_id in ids}
    missing = next((row_id for row_id, image in images.items() if image is None), None)
    digests = (row_digest(kind, i, image) for i, image in images.items() if image is not None)
    fits = range_digest(digests) == entry.body["digest"]
    return missing or (None if fits else entry.first_id)


def _take_back(row: Image, name: str, before: Plain, after: Plain) -> bool:
    if not name.startswith(CUSTOM):
        fits = (row.get(name) or None) == (after or None)
        row[name] = before
        return fits
    key = name.removeprefix(CUSTOM)
    custom = row.get("custom")
    values = dict(custom) if isinstance(custom, dict) else {}
    fits = values.get(key) == after
    if before is None:
        values.pop(key, None)
    else:
        values[key] = before
    row["custom"] = values
    return fits
