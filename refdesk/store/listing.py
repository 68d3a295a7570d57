"""Lists: ordered ids first, rows by page later."""

from __future__ import annotations

import enum
import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from refdesk.domain.address import PARTS
from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.kinds.base import Kept, Plain
from refdesk.i18n import _
from refdesk.store.custom import custom_value
from refdesk.store.rows import sort_key
from refdesk.store.search import SearchIndex
from refdesk.store.tables import RecordTable, has_key

Column = sa.ColumnElement[Any]
SORTED = 400
"""Characters of a text that sort it."""
_IN_PARTS = frozenset({Kept.LINKS, Kept.PARTS, Kept.JSON, Kept.FLAG})
"""How values are kept that are no single column to be compared."""


class Match(enum.Enum):
    """How a filter compares."""

    IS = "is"
    IS_NOT = "is_not"
    FROM = "from"
    TO = "to"
    EMPTY = "empty"
    FILLED = "filled"
    ANY_OF = "any_of"
    NONE_OF = "none_of"
    CONTAINS = "contains"


@dataclass(frozen=True)
class Filter:
    """One condition on one field, own or custom; `plain` is the stored form of the value.

    `Match.ANY_OF` and `Match.NONE_OF` take a list of stored forms, `Match.CONTAINS` a part of a
    text in any case.
    """

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
    """Return the ids of a list in order: blank values last, ties in order of entry.

    Raises:
        UserError: a list cannot be sorted by this field, or not filtered so.
    """
    statement = _chosen(kind, index, query, sa.select(kind.table.c.id))
    if query.sort is not None and _is_bare_text(query.sort):
        column = _sort_column(kind, query.sort)
        return _ordered_by_text(connection, statement, column, query)
    # The bare rows: building 200,000 row objects would cost more than the query.
    rows = _bare(connection, _in_order(kind, query, statement), query)
    return array("q", (row_id for (row_id,) in rows))


def stored_values(
    connection: sa.Connection,
    kind: RecordTable,
    index: SearchIndex,
    query: Query,
    names: Sequence[str],
) -> Sequence[tuple[Any, ...]]:
    """Return the stored values of a few fields for each row of a list, in its order.

    For what counts thousands of records; fields of several columns cannot be asked for, and no
    order by a bare text.
    """
    statement = sa.select(*(kind.table.c[name] for name in names))
    statement = _in_order(kind, query, _chosen(kind, index, query, statement))
    return _bare(connection, statement, query)


def count(connection: sa.Connection, kind: RecordTable, index: SearchIndex, query: Query) -> int:
    """Return how many rows a list has."""
    statement = _chosen(kind, index, query, sa.select(sa.func.count()).select_from(kind.table))
    return int(connection.execute(statement).scalar_one())


def _chosen(
    kind: RecordTable, index: SearchIndex, query: Query, statement: sa.Select[Any]
) -> sa.Select[Any]:
    table = kind.table
    found = index.condition(kind, query.search)
    if found is not None:
        statement = statement.where(found)
    if query.archived is not None:
        # Where words are searched, their ids lead; an index on archived would read every row.
        flag = table.c.archived if found is None else sa.func.coalesce(table.c.archived, sa.false())
        statement = statement.where(flag.is_(query.archived))
    for one in query.filters:
        statement = statement.where(_condition(kind, one))
    return statement


def _in_order(kind: RecordTable, query: Query, statement: sa.Select[Any]) -> sa.Select[Any]:
    own = kind.table.c.id
    if query.sort is not None:
        column = _sort_column(kind, query.sort)
        order = column.desc() if query.descending else column.asc()
        statement = statement.order_by(order.nulls_last())
    return statement.order_by(own.desc() if query.descending else own.asc())


def tally(
    connection: sa.Connection, kind: RecordTable, names: Sequence[str], filters: Sequence[Filter]
) -> list[tuple[Plain, ...]]:
    """Return the stored values of these fields as they come together, each with how often.

    Archived records count too.
    """
    columns = [kind.table.c[name] for name in names]
    statement = sa.select(*columns, sa.func.count()).group_by(*columns)
    for one in filters:
        statement = statement.where(_condition(kind, one))
    return [tuple(row) for row in connection.execute(statement)]


def often(
    connection: sa.Connection, kind: RecordTable, name: str, newest: int
) -> list[tuple[str, int]]:
    """Return the texts of one field in the newest records, each with how often, most first.

    Archived records count too. Only so many are looked at, so that no desk is too large for it.
    """
    column = kind.table.c[name]
    recent = sa.select(column.label("text")).order_by(kind.table.c.id.desc()).limit(newest)
    texts, count = recent.subquery().c.text, sa.func.count()
    statement = sa.select(texts, count).where(texts.is_not(None), texts != "").group_by(texts)
    found = connection.execute(statement.order_by(count.desc(), texts))
    return [(str(text), int(times)) for text, times in found]


def _bare(connection: sa.Connection, statement: sa.Select[Any], query: Query) -> Sequence[Any]:
    cursor = connection.execute(statement.limit(query.limit)).cursor
    assert cursor is not None  # noqa: S101  a select always has one
    return cursor.fetchall()


def _is_bare_text(own: Field) -> bool:
    return (own.kind.empty == "" and not has_key(own)) or own.kind.kept is Kept.PARTS


def _ordered_by_text(
    connection: sa.Connection, statement: sa.Select[Any], column: Column, query: Query
) -> array[int]:
    """Order by a text that has no folded key beside it: no database sorts as people do."""
    statement = statement.add_columns(sa.func.substr(column, 1, SORTED))
    keys: dict[str | None, str | None] = {None: None, "": None}
    filled: list[tuple[str, int]] = []
    blank: list[int] = []
    for row_id, text in _bare(connection, statement, Query()):
        key = keys[text] if text in keys else keys.setdefault(text, sort_key(text))
        if key is None:
            blank.append(row_id)
        else:
            filled.append((key, row_id))
    filled.sort(reverse=query.descending)
    blank.sort(reverse=query.descending)
    return array("q", [row_id for _key, row_id in filled] + blank)[: query.limit]


def _sort_column(kind: RecordTable, own: Field) -> Column:
    if own.kind.kept in {Kept.LINKS, Kept.JSON}:
        raise UserError(_("A list cannot be sorted by {field}.").format(field=_(own.label)))
    if own.custom:
        column: Column = custom_value(kind.table.c.custom, own.name)
        # A flag that was never set is a no.
        return sa.func.coalesce(column, 0) if own.kind.kept is Kept.FLAG else column
    if own.kind.kept is Kept.PARTS:
        return kind.table.c[f"{own.name}_city"]
    if own.target is not None:
        return _name_of(kind.table, own)
    return kind.sort_column(own.name)


def _name_of(table: sa.FromClause, own: Field) -> Column:
    """Return what a reference names, for sorting: people read names, not numbers."""
    record = BY_NAME[own.target_kind]
    (key,) = table.c[own.name].foreign_keys
    named = key.column.table.alias()
    first = record.fields[record.title[0]]
    keys = [named.c[f"{name}_key"] for name in record.title if has_key(record.fields[name])]
    name = _name_of(named, first) if first.target is not None else sa.func.coalesce(*keys, None)
    return sa.select(name).where(named.c.id == table.c[own.name]).scalar_subquery()


def _condition(kind: RecordTable, one: Filter) -> sa.ColumnElement[bool]:
    own, kept = one.field, one.field.kind.kept
    if one.match in {Match.ANY_OF, Match.NONE_OF}:
        return _any_of(kind, one)
    if kept in _IN_PARTS:
        return _unordered(kind, one)
    column = _custom_or_own(kind, own)
    filled = column.is_not(None) & (column != "") if own.kind.empty == "" else column.is_not(None)
    is_blank = one.plain is None or one.plain == ""
    if one.match is Match.FILLED or (one.match is Match.IS_NOT and is_blank):
        return filled
    if one.match is Match.EMPTY or is_blank:
        return ~filled
    if one.match is Match.IS_NOT:
        return column.is_distinct_from(one.plain)
    return filled & _compared(column, one)


def _compared(column: Column, one: Filter) -> sa.ColumnElement[bool]:
    if one.match is Match.IS:
        return column == one.plain
    if one.match is Match.CONTAINS:
        return sa.cast(column, sa.Text).icontains(str(one.plain), autoescape=True)
    return column >= one.plain if one.match is Match.FROM else column <= one.plain


def _any_of(kind: RecordTable, one: Filter) -> sa.ColumnElement[bool]:
    """Return the condition that a value is one of several, or none of them."""
    plains = one.plain if isinstance(one.plain, list) else [one.plain]
    if one.field.kind.kept not in _IN_PARTS and all(plain not in (None, "") for plain in plains):
        found: sa.ColumnElement[bool] = _custom_or_own(kind, one.field).in_(plains)
    else:
        each = (_condition(kind, Filter(one.field, Match.IS, plain)) for plain in plains)
        found = sa.or_(sa.false(), *each)
    return found if one.match is Match.ANY_OF else ~sa.func.coalesce(found, sa.false())


def _unordered(kind: RecordTable, one: Filter) -> sa.ColumnElement[bool]:
    if one.match in {Match.FROM, Match.TO, Match.CONTAINS}:
        raise UserError(
            _(
                "{field} has no order. Filter by a value, not from, up to or by a part of it."
            ).format(field=_(one.field.label))
        )
    if one.match in {Match.IS, Match.FILLED}:
        return _holds(kind, one)
    # What is not so: a row of which nothing is known is not so either.
    opposite = Match.IS if one.match is Match.IS_NOT else Match.FILLED
    return ~sa.func.coalesce(_holds(kind, Filter(one.field, opposite, one.plain)), sa.false())


def _custom_or_own(kind: RecordTable, own: Field) -> Column:
    return custom_value(kind.table.c.custom, own.name) if own.custom else kind.table.c[own.name]


def _holds(kind: RecordTable, one: Filter) -> sa.ColumnElement[bool]:
    """Return the condition that a value of several parts is filled in, or holds the wanted ones."""
    kept = one.field.kind.kept
    if kept is Kept.LINKS:
        return _linked(kind, one)
    if kept is Kept.PARTS:
        return _parts(kind, one)
    column = _custom_or_own(kind, one.field)
    if kept is Kept.FLAG:
        wanted = one.match is Match.FILLED or one.plain is True
        return column.is_(sa.true()) if wanted else ~sa.func.coalesce(column, sa.false())
    if one.match is Match.FILLED:
        return column.is_not(None)
    if not one.plain:
        return column.is_(None)
    text = sa.cast(column, sa.Text)
    codes = one.plain if isinstance(one.plain, list) else [one.plain]
    codes = codes if all(isinstance(code, str) for code in codes) else [codes]
    # A code stands in the stored text as JSON writes it, with its quotes; hours as a whole.
    return sa.and_(*(text.contains(json.dumps(code), autoescape=True) for code in codes))


def _linked(kind: RecordTable, one: Filter) -> sa.ColumnElement[bool]:
    links = kind.links[one.field.name]
    owners = sa.select(links.c.owner)
    if one.match is Match.FILLED:
        return kind.table.c.id.in_(owners)
    if not one.plain:
        return kind.table.c.id.not_in(owners)
    wanted = one.plain if isinstance(one.plain, list) else [one.plain]
    return sa.and_(*(kind.table.c.id.in_(owners.where(links.c.value == value)) for value in wanted))


def _parts(kind: RecordTable, one: Filter) -> sa.ColumnElement[bool]:
    columns = {part: kind.table.c[f"{one.field.name}_{part}"] for part in PARTS}
    if one.match is Match.FILLED:
        return sa.or_(*(column != "" for column in columns.values()))
    parts = one.plain if isinstance(one.plain, dict) else {}
    filled = {part: text for part, text in parts.items() if text}
    if not filled:
        return sa.and_(*(column == "" for column in columns.values()))
    return sa.and_(*(columns[part] == text for part, text in filled.items()))


__all__ = ["Filter", "Match", "Query", "count", "often", "ordered_ids", "stored_values", "tally"]
