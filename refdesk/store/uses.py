"""Which records refer to which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

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


class Use(NamedTuple):
    """Where a kind of record refers to another: by which field, whose it is, and what it names."""

    table: RecordTable
    field: str
    owner: sa.ColumnElement[Any]
    value: sa.ColumnElement[Any]
    where: sa.ColumnElement[bool] = sa.true()


def uses_of(schema: Schema, kind: str) -> Iterator[Use]:
    """Yield every place where records refer to records of `kind`."""
    for table in schema.kinds.values():
        columns, record = table.table.c, table.record
        for own in record.fields.values():
            if own.target_kind == kind:
                links = table.links.get(own.name)
                if links is not None:
                    yield Use(table, own.name, links.c.owner, links.c.value)
                else:
                    yield Use(table, own.name, columns.id, columns[own.name])
        if record.belongs:
            of, number = record.belongs
            yield Use(table, number, columns.id, columns[number], columns[of] == kind)


def references(record: type[Record], image: Mapping[str, Any]) -> Iterator[tuple[str, list[Row]]]:
    """Yield the fields of an image that refer to records, and which."""
    for name, plain in image.items():
        target = record.fields[name].target_kind if name in record.fields else ""
        if target:
            named = plain if isinstance(plain, list) else [plain]
            yield name, [(target, row_id) for row_id in named if row_id is not None]
    if record.belongs:
        of, number = record.belongs
        if image.get(of) and image.get(number) is not None:
            yield number, [(str(image[of]), int(image[number]))]


def find_use(
    connection: sa.Connection, schema: Schema, kind: str, span: tuple[int, int]
) -> str | None:
    """Return a sentence naming a row that refers to ids of `span`, from first to last."""
    for use in uses_of(schema, kind):
        query = sa.select(use.owner).where(use.value.between(*span), use.where)
        if use.table.record.kind == kind:
            query = query.where(~use.owner.between(*span))
        user = connection.execute(query.order_by(use.owner).limit(1)).scalar()
        if user is not None:
            return in_use(schema, kind, (use.table.record.kind, user), use.field).message
    return None
