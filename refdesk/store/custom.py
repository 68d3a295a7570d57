"""One custom field's value inside the JSON column, written so that an index can serve it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

if TYPE_CHECKING:
    from sqlalchemy.sql.compiler import SQLCompiler

_KEY = re.compile(r"cf[0-9]+")


class _CustomValue(GenericFunction[Any]):
    """The value under a key; the key stands in the text of the query, never as a parameter."""

    inherit_cache = True
    name = "custom_value"


@compiles(_CustomValue)
def _extract(element: _CustomValue, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401
    column, key = list(element.clauses)
    return f"json_extract({compiler.process(column, **kw)}, '$.\"{key.name}\"')"


@compiles(_CustomValue, "postgresql")
def _arrow(element: _CustomValue, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401
    column, key = list(element.clauses)
    return f"({compiler.process(column, **kw)} ->> '{key.name}')"


def custom_value(column: sa.ColumnElement[Any], key: str) -> sa.ColumnElement[Any]:
    """Return the expression for the value under `key`, a generated ``cf`` and number."""
    if not _KEY.fullmatch(key):
        raise ValueError("a custom field's key is made of its id")
    return _CustomValue(column, sa.column(key))


def index_name(kind: str, key: str) -> str:
    """Return the name of the index that serves one custom field."""
    return f"ix_{kind}_custom_{key}"


def make_index(connection: sa.Connection, table: sa.Table, key: str) -> None:
    """Make the index that sorts and filters one custom field, if it is not there."""
    name = index_name(table.name, key)
    value = custom_value(sa.column("custom"), key).compile(dialect=connection.dialect)
    connection.exec_driver_sql(
        f'CREATE INDEX IF NOT EXISTS {name} ON "{table.name}" (archived, {value}, id)'
    )
