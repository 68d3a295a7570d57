"""Which records refer to which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from refdesk.domain.errors import UserError
from refdesk.domain.record import Record
from refdesk.i18n import _
from refdesk.store.tables import RecordTable, Schema

Row = tuple[str, int]
"""A kind of record and an id."""


def in_use(schema: Schema, kind: str, user: Row, field: str) -> UserError:
    """Return the failure that names a row which refers to one of `kind`."""
    record = schema.kinds[user[0]].record
    return UserError(
        _("{used} is still used by {user} ({field}). Change or undo that first.").format(
            used=_(schema.kinds[kind].record.one),
            user=f"{_(record.one).lower()} {user[1]}",
            field=_(record.fields[field].label),
        )
    )


def reference_columns(
    table: RecordTable, name: str
) -> tuple[sa.ColumnElement[Any], sa.ColumnElement[Any]]:
    """Return the columns of a reference: whose it is, and what it names."""
    links = table.links.get(name)
    if links is not None:
        return links.c.owner, links.c.value
    return table.table.c.id, table.table.c[name]


def references(record: type[Record], image: Mapping[str, Any]) -> Iterator[tuple[str, list[Row]]]:
    """Yield the fields of an image that refer to records, and which."""
    for name, plain in image.items():
        target = record.fields[name].target_kind if name in record.fields else ""
        if target:
            named = plain if isinstance(plain, list) else [plain]
            yield name, [(target, row_id) for row_id in named if row_id is not None]


def find_use(
    connection: sa.Connection, schema: Schema, kind: str, span: tuple[int, int]
) -> str | None:
    """Return a sentence naming a row that refers to ids of `span`, from first to last."""
    for table in schema.kinds.values():
        for own in table.record.fields.values():
            if own.target_kind != kind:
                continue
            owner, value = reference_columns(table, own.name)
            query = sa.select(owner).where(value.between(*span))
            if table.record.kind == kind:
                query = query.where(~owner.between(*span))
            user = connection.execute(query.order_by(owner).limit(1)).scalar()
            if user is not None:
                return in_use(schema, kind, (table.record.kind, user), own.name).message
    return None
