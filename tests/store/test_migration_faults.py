"""A step that cannot be taken leaves the desk as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from refdesk.domain.errors import KnownFailure
from refdesk.services.session import Desk
from refdesk.store.migrate import revision, upgrade
from tests.store.steps import BREAKS, NOW, TRIAL, Schema, ignore, indexes_of, no_backup, schema_of
from tests.store.stories import faults, state


def test_the_backup_comes_first_and_knows_the_old_revision(
    full: Desk, steps: Callable[..., Path]
) -> None:
    engine, tables = full.db._writer, schema_of(full.db._writer)
    seen: list[tuple[str, Schema]] = []
    upgrade(engine, lambda at: seen.append((at, schema_of(engine))), steps=steps(step9001=TRIAL))
    assert seen == [(NOW, tables)]


def test_a_backup_that_fails_stops_the_step(full: Desk, steps: Callable[..., Path]) -> None:
    def full_disk(_revision: str) -> None:
        raise KnownFailure("The disk is full.")

    tables = schema_of(full.db._writer)
    with pytest.raises(KnownFailure, match="disk is full"):
        upgrade(full.db._writer, full_disk, steps=steps(step9001=TRIAL))
    assert schema_of(full.db._writer) == tables


def test_a_desk_of_a_newer_version_is_refused_and_not_touched(full: Desk) -> None:
    engine, rows = full.db._writer, state(full)
    tables = schema_of(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(KnownFailure, match=r"made by a newer version of RefDesk\. Install that"):
        upgrade(engine, no_backup)
    assert (state(full), schema_of(engine)) == (rows, tables)
    with full.db.reading() as connection:
        assert revision(connection) == "0999"


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ("SELECT no_such_column FROM practice", "no_such_column"),
        ("DELETE FROM practice WHERE id = 1", "a migration left references to rows"),
    ],
)
@pytest.mark.parametrize("number", ["9001", "9002"])
def test_a_step_that_fails_leaves_the_old_desk_whole(
    full: Desk, steps: Callable[..., Path], last: str, said: str, number: str
) -> None:
    """All steps or none: the one before the broken step is taken back too."""
    before = NOW if number == "9001" else "9001"
    broken = BREAKS.format(number=number, before=before, last=last)
    more = (
        {f"step{number}": broken} if number == "9001" else {"step9001": TRIAL, "step9002": broken}
    )
    engine, rows = full.db._writer, state(full)
    tables, indexes = schema_of(engine), indexes_of(engine)
    with pytest.raises(Exception, match=said):
        upgrade(engine, ignore, steps=steps(**more))
    assert (state(full), schema_of(engine), indexes_of(engine)) == (rows, tables, indexes)
    with full.db.reading() as connection:
        assert revision(connection) == NOW
    assert faults(full) == []
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        connection.rollback()
