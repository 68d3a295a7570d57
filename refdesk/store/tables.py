"""The tables of the desk, generated from the fields of its records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import sqlalchemy as sa

from refdesk.domain.address import PARTS
from refdesk.domain.catalogue import CATALOGUE
from refdesk.domain.fields import Field
from refdesk.domain.kinds import NOTE, TEXT
from refdesk.domain.kinds.base import Kept
from refdesk.domain.kinds.links import TAG_LENGTH
from refdesk.domain.kinds.texts import Text
from refdesk.domain.record import Record

LINE, PAGE = 1_000, 100_000
"""Longest text of a line and of a note, in the database; the fields are stricter."""


@dataclass(frozen=True)
class RecordTable:
    """One kind of record in the database: its table, and one table per field of links."""

    record: type[Record]
    table: sa.Table
    links: dict[str, sa.Table] = field(default_factory=dict)

    @cached_property
    def by_ids(self) -> sa.Select[Any]:
        """The query for the rows of some ``ids``; made once, for it costs more than its answer."""
        return sa.select(self.table).where(self.table.c.id.in_(_some_ids()))

    @cached_property
    def links_by_ids(self) -> dict[str, sa.Select[Any]]:
        """For each field of links, the query for the (owner, value) of some owners, in order."""
        return {
            name: sa.select(links.c.owner, links.c.value)
            .where(links.c.owner.in_(_some_ids()))
            .order_by(links.c.owner, links.c.position)
            for name, links in self.links.items()
        }

    @cached_property
    def simple(self) -> dict[str, Any]:
        """The fields that are kept as one column of their plain value, and the empty value."""
        fields = self.record.fields.values()
        return {own.name: own.empty for own in fields if _is_simple(own)}

    @cached_property
    def others(self) -> tuple[Field, ...]:
        """The other fields of the table itself: in several columns, or in JSON."""
        fields = self.record.fields.values()
        return tuple(
            own for own in fields if own.kind.kept is not Kept.LINKS and not _is_simple(own)
        )

    def sort_column(self, name: str) -> sa.ColumnElement[object]:
        """Return the column that orders records by the field `name`."""
        own = self.record.fields[name]
        return self.table.c[f"{name}_key" if has_key(own) else name]


@dataclass(frozen=True)
class Schema:
    """Every table of a desk."""

    metadata: sa.MetaData
    kinds: dict[str, RecordTable]
    change: sa.Table
    change_entry: sa.Table
    identity: sa.Table
    draft: sa.Table
    preference: sa.Table
    kept: sa.Table


def _is_simple(own: Field) -> bool:
    composed = own.kind.kept in {Kept.LINKS, Kept.PARTS, Kept.JSON}
    return not composed and not has_key(own)


def _some_ids() -> sa.BindParameter[Any]:
    return sa.bindparam("ids", expanding=True)


def has_key(field_: Field) -> bool:
    """Tell whether a folded key stands beside the text, for sorting and exact finding."""
    return field_.indexed and field_.kind is TEXT


def build_schema(catalogue: Iterable[type[Record]] = CATALOGUE) -> Schema:
    """Return the tables for the records of `catalogue`; made once, for it takes a while."""
    return _build(tuple(catalogue))


@cache
def _build(catalogue: tuple[type[Record], ...]) -> Schema:
    names = {
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
    metadata = sa.MetaData(naming_convention=names)
    kinds = {record.kind: _record_table(record, metadata) for record in catalogue}
    change = sa.Table(
        "change",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("user_id", sa.Integer),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("undoes", sa.Integer),
        sa.Column("part_of", sa.Integer, index=True),
        sa.Column("more", sa.Boolean, nullable=False, server_default=sa.text("false")),
        sa.Column("mac", sa.LargeBinary, nullable=False),
    )
    entry = sa.Table(
        "change_entry",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("change_id", _reference("change"), nullable=False, index=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("first_id", sa.Integer, nullable=False),
        sa.Column("last_id", sa.Integer, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Index("ix_change_entry_rows", "kind", "last_id", "first_id"),
    )
    identity = sa.Table(
        "identity",
        metadata,
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("last_id", sa.Integer, nullable=False),
    )
    return Schema(metadata, kinds, change, entry, identity, *_of_users(metadata), _kept(metadata))


def _kept(metadata: sa.MetaData) -> sa.Table:
    """Return the table of bytes kept once each, by their SHA-256; rows only ever join it."""
    return sa.Table(
        "kept",
        metadata,
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )


def _of_users(metadata: sa.MetaData) -> tuple[sa.Table, sa.Table]:
    """Return the tables outside the change log: what a user has begun, and likes."""
    draft = sa.Table(
        "draft",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("user_id", sa.Integer, nullable=False, index=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("row_id", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
    )
    preference = sa.Table(
        "preference",
        metadata,
        sa.Column("user_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.JSON, nullable=False),
    )
    return draft, preference


def _reference(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")


def _record_table(record: type[Record], metadata: sa.MetaData) -> RecordTable:
    columns: list[sa.Column[object] | sa.Index | sa.CheckConstraint] = []
    columns.append(sa.Column("id", sa.Integer, primary_key=True, autoincrement=False))
    links: dict[str, sa.Table] = {}
    for own in record.fields.values():
        if own.kind.kept is Kept.LINKS:
            links[own.name] = _link_table(record, own, metadata)
        else:
            columns.extend(_columns(own))
    columns.append(
        sa.Column(
            "custom", sa.JSON(none_as_null=True), nullable=False, server_default=sa.text("'{}'")
        )
    )
    columns.append(sa.Column("sources", sa.JSON(none_as_null=True)))
    table = sa.Table(record.kind, metadata, *columns)
    for own in record.fields.values():
        if own.indexed:
            column = f"{own.name}_key" if has_key(own) else own.name
            sa.Index(f"ix_{record.kind}_{own.name}", table.c.archived, table.c[column], table.c.id)
    return RecordTable(record, table, links)


def _columns(own: Field) -> Iterator[sa.Column[object] | sa.CheckConstraint]:
    kept, name = own.kind.kept, own.name
    if kept is Kept.PARTS:
        for part in PARTS:
            yield from _text(f"{name}_{part}", LINE)
    elif isinstance(own.kind, Text):
        yield from _text(name, PAGE if own.kind is NOTE else LINE)
        if has_key(own):
            yield sa.Column(f"{name}_key", sa.Text)
    elif kept is Kept.FLAG:
        yield sa.Column(name, sa.Boolean, nullable=False, server_default=sa.text("false"))
    elif kept is Kept.JSON:
        yield sa.Column(name, sa.JSON(none_as_null=True))
    elif own.target is not None:
        yield sa.Column(name, sa.Integer, _reference(own.target_kind), index=True)
    else:
        yield sa.Column(name, sa.BigInteger if kept is Kept.NUMBER else sa.Text)


def _text(name: str, longest: int) -> Iterator[sa.Column[object] | sa.CheckConstraint]:
    yield sa.Column(name, sa.Text, nullable=False, server_default=sa.text("''"))
    yield sa.CheckConstraint(f"length({name}) <= {longest}", name=f"{name}_length")


def _link_table(record: type[Record], own: Field, metadata: sa.MetaData) -> sa.Table:
    owner = sa.Column("owner", sa.Integer, _reference(record.kind), primary_key=True)
    position = sa.Column("position", sa.Integer, primary_key=True)
    if own.target is not None:
        value = sa.Column(
            "value", sa.Integer, _reference(own.target_kind), nullable=False, index=True
        )
        return sa.Table(f"{record.kind}_{own.name}", metadata, owner, position, value)
    check = sa.CheckConstraint(f"length(value) <= {TAG_LENGTH}", name="value_length")
    text = sa.Column("value", sa.Text, nullable=False, index=True)
    return sa.Table(f"{record.kind}_{own.name}", metadata, owner, position, text, check)
