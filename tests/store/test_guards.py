"""What keeps every write behind the recorder, and every name out of messages."""

from __future__ import annotations

import ast
import functools
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

import refdesk
from refdesk.services.session import Desk

ROOT = Path(refdesk.__file__).parent
SQL = re.compile(
    r"\s*(SELECT\s.+\sFROM\s|INSERT (OR \w+ )?INTO\s|UPDATE \w+ SET\s|DELETE FROM\s|PRAGMA \w"
    r"|(CREATE|DROP|ALTER) (VIRTUAL )?(TABLE|INDEX)\s)",
    re.DOTALL,
)
WRITERS = {
    "insert": {
        "store/kept.py",
        "store/log.py",
        "store/own.py",
        "store/pending.py",
        "store/rows.py",
        "store/work.py",
    },
    "update": {"store/own.py", "store/pending.py", "store/work.py"},
    "delete": {"store/own.py", "store/pending.py", "store/rows.py"},
}
"""Where rows may be written. Whoever adds a place here shows that the change log knows of it;
own.py alone writes what lies outside the log; what kept.py writes is named there by its digest."""

WRITERS_IN_WORDS = {"store/search.py", "store/migrate.py", "store/custom.py"}
"""Where SQL is written out that changes something: indexes and the settings of a connection."""


@functools.cache
def _modules() -> list[tuple[str, ast.Module]]:
    return [
        (path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8")))
        for path in sorted(ROOT.rglob("*.py"))
    ]


def _texts(tree: ast.Module) -> Iterator[str]:
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in documentation:
            yield str(node.value)


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_nobody_but_store_and_vault_speaks_sql() -> None:
    seen = 0
    for name, tree in _modules():
        found = [text for text in _texts(tree) if SQL.match(text)]
        if name.startswith(("store/", "vault/")):
            seen += len(found)
            continue
        assert found == [], name
        libraries = {module.split(".")[0] for module in _imports(tree)}
        assert not libraries & {"sqlalchemy", "sqlcipher3", "sqlite3", "alembic"}, name
    assert seen > 10, "the pattern finds no SQL where there is some"


def test_rows_are_written_in_a_few_known_places() -> None:
    found: dict[str, set[str]] = {verb: set() for verb in WRITERS}
    for name, tree in _modules():
        if name.startswith("store/migrations/"):
            continue
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in WRITERS
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id in {"sa", "sqlalchemy"}
            ):
                found[node.func.attr].add(name)
    assert found == WRITERS


def test_sql_that_writes_is_written_out_for_indexes_only() -> None:
    for name, tree in _modules():
        writing = [
            text
            for text in _texts(tree)
            if SQL.match(text) and not text.lstrip().startswith(("SELECT", "PRAGMA"))
        ]
        if name.startswith("store/") and name not in WRITERS_IN_WORDS:
            assert writing == [], name
        for text in writing:
            assert not re.match(
                r"\s*(UPDATE|DELETE FROM (?!search_)|INSERT INTO (?!search_))", text
            )


def test_a_step_of_the_tables_history_knows_nothing_of_today() -> None:
    steps = [(name, tree) for name, tree in _modules() if "/versions/" in name]
    assert steps
    for name, tree in steps:
        foreign = {module.split(".")[0] for module in _imports(tree)}
        assert foreign <= {"__future__", "sqlalchemy", "alembic"}, name


@pytest.mark.parametrize("which", ["_writer", "_reader"])
def test_no_failure_of_the_database_shows_a_bound_value(
    desk: Desk, which: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    engine: sa.Engine = getattr(desk.db, which)
    name = "Ada Brightwater"
    with engine.connect() as connection, pytest.raises(sa.exc.SQLAlchemyError) as caught:
        connection.execute(
            sa.text("SELECT nothing FROM nowhere WHERE name = :name"), {"name": name}
        )
    assert "nowhere" in str(caught.value)
    assert name not in str(caught.value) + repr(caught.value) + caplog.text
