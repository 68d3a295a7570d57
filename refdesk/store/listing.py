"""Lists: ordered ids first, rows by page later."""

from __future__ import annotations

import enum
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.kinds.base import Kept, Plain
from refdesk.i18n import _
from refdesk.store.custom import custom_value
from refdesk.store.search import SearchIndex
from refdesk.store.tables import RecordTable, has_key


class Match(enum.Enum):
    """How a filter compares."""

    IS = "is"
    IS_NOT = "is_not"
    FROM = "from"
    TO = "to"
    EMPTY = "empty"
    FILLED = "filled"


@dataclass(frozen=True)
class Filter:
    """One condition on one field, own or custom; `plain` is the stored form of the value."""

    field: Field
    match: Match = Match.IS
    plain: Plain = None


@dataclass(frozen=True)
class Query:
    """What a list shows, and in which order; archived records only if asked for."""

    search: str = ""
    filters: tuple[Filter, ...] = ()
    sort: Field | None = None
    descending: bool = False
    archived: bool | None = False
    limit: int | None = None


def ordered_ids(
    connection: sa.Connection, kind: RecordTable, index: SearchIndex, query: Query
) -> array[int]:
    """Return the ids of a list in order: blank values last, ties in order of entry."""
    table = kind.table
    statement = sa.select(table.c.id)
    found = index.condition(table, kind.record, query.search)
    if found is not None:
        statement = statement.where(found)
    if query.archived is not None:
        # Where words are searched, their ids lead; an index on archived would read every row.
        flag = table.c.archived if found is None else sa.func.coalesce(table.c.archived, sa.false())
        statement = statement.where(flag.is_(query.archived))
    for one in query.filters:
        statement = statement.where(_condition(kind, one))
    if query.sort is not None:
        column = _sort_column(kind, query.sort)
        order = column.desc() if query.descending else column.asc()
        statement = statement.order_by(order.nulls_last())
    tie = table.c.id.desc() if query.descending else table.c.id.asc()
    statement = statement.order_by(tie).limit(query.limit)
    cursor = connection.execute(statement).cursor
    assert cursor is not None  # noqa: S101  a select always has one
    # The bare cursor: building 200,000 row objects would cost more than the query.
    return array("q", (row_id for (row_id,) in cursor.fetchall()))


def _sort_column(kind: RecordTable, own: Field) -> sa.ColumnElement[object]:
    if own.custom:
        return custom_value(kind.table.c.custom, own.name)
    if own.kind.kept in {Kept.LINKS, Kept.JSON}:
        raise UserError(_("A list cannot be sorted by {field}.").format(field=_(own.label)))
    if own.kind.kept is Kept.PARTS:
        return kind.table.c[f"{own.name}_city"]
    return kind.sort_column(own.name)


def _condition(kind: RecordTable, one: Filter) -> sa.ColumnElement[bool]:
    own = one.field
    if own.kind.kept is Kept.LINKS:
        return _linked(kind, one)
    if own.kind.kept is Kept.PARTS:
        return _parts(kind, one)
    column = custom_value(kind.table.c.custom, own.name) if own.custom else kind.table.c[own.name]
    if own.kind.kept is Kept.JSON:
        return _json(column, one)
    blank = column.is_(None) | (column == "") if own.kind.empty == "" else column.is_(None)
    if own.kind.kept is Kept.FLAG and not own.custom:
        blank = column.is_(False)
    conditions: dict[Match, sa.ColumnElement[bool]] = {
        Match.EMPTY: blank,
        Match.FILLED: ~blank,
        Match.IS: column == one.plain,
        Match.IS_NOT: column.is_distinct_from(one.plain),
        Match.FROM: column >= one.plain,
        Match.TO: column <= one.plain,
    }
    if own.custom and own.kind.kept is Kept.FLAG:
        # A flag that was never set is a no.
        yes = column.is_(sa.true())
        return yes if one.plain is (one.match is Match.IS) else ~sa.func.coalesce(yes, sa.false())
    return conditions[one.match]


def _linked(kind: RecordTable, one: Filter) -> sa.ColumnElement[bool]:
    links = kind.links[one.field.name]
    owners = sa.select(links.c.owner)
    wanted: Sequence[Plain] = one.plain if isinstance(one.plain, list) else [one.plain]
    if one.match in {Match.EMPTY, Match.FILLED} or not wanted:
        has = kind.table.c.id.in_(owners)
        return has if one.match is Match.FILLED else ~has
    all_of = sa.and_(
        *(kind.table.c.id.in_(owners.where(links.c.value == value)) for value in wanted)
    )
    return ~all_of if one.match is Match.IS_NOT else all_of


def _parts(kind: RecordTable, one: Filter) -> sa.ColumnElement[bool]:
    parts = one.plain if isinstance(one.plain, dict) else {}
    filled = {part: text for part, text in parts.items() if text}
    columns = [column for column in kind.table.c if column.name.startswith(f"{one.field.name}_")]
    if one.match in {Match.EMPTY, Match.FILLED} or not filled:
        blank = sa.and_(*(column == "" for column in columns))
        return ~blank if one.match is Match.FILLED else blank
    same = sa.and_(*(kind.table.c[f"{one.field.name}_{part}"] == t for part, t in filled.items()))
    return ~same if one.match is Match.IS_NOT else same


def _json(column: sa.ColumnElement[object], one: Filter) -> sa.ColumnElement[bool]:
    # Codes never hold quotes, so the code with its quotes is found in the stored text.
    text = sa.cast(column, sa.Text)
    wanted: Sequence[Plain] = one.plain if isinstance(one.plain, list) else [one.plain]
    if one.match in {Match.EMPTY, Match.FILLED} or not wanted:
        return column.is_(None) if one.match is Match.EMPTY else column.is_not(None)
    all_of = sa.and_(*(text.contains(f'"{code}"', autoescape=True) for code in wanted))
    return (
        sa.func.coalesce(all_of, sa.false())
        if one.match is Match.IS
        else ~sa.func.coalesce(all_of, sa.false())
    )


__all__ = ["Filter", "Match", "Query", "has_key", "ordered_ids"]
