"""The six questions every step of the tables' history must answer, and what a step may not do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from refdesk.domain.person import Person
from refdesk.services.session import Desk
from refdesk.store import migrate
from refdesk.store.migrate import STEPS, downgrade, newest, prepare_search, revision, upgrade
from refdesk.store.tables import build_schema
from refdesk.vault.engine import create_database, open_engines
from tests.store.steps import NOW, OWN_INDEX, TRIAL, ignore, indexes_of, no_backup, schema_of
from tests.store.stories import add, example, faults, state, undo

STEP_NUMBERS = sorted(path.name.split("_")[0] for path in STEPS.glob("versions/[0-9]*.py"))


def test_the_tables_after_all_steps_are_those_the_records_declare(
    engine: sa.Engine, tmp_path: Path
) -> None:
    assert upgrade(engine, no_backup)
    path = tmp_path / "declared.db"
    create_database(path, bytearray(32))
    declared = open_engines(path, bytearray(32))
    with declared.writer.connect() as connection:
        build_schema().metadata.create_all(connection)
        connection.commit()
    assert schema_of(engine) == schema_of(declared.writer)
    declared.reader.dispose()
    declared.writer.dispose()
    with engine.connect() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(STEPS))
        command.check(config)  # raises if a new step would have anything to say


@pytest.mark.parametrize("step", STEP_NUMBERS)
def test_every_step_goes_up_and_down_and_up_again_to_the_same(engine: sa.Engine, step: str) -> None:
    before = STEP_NUMBERS[STEP_NUMBERS.index(step) - 1] if step != STEP_NUMBERS[0] else None
    if before:
        upgrade(engine, no_backup, to=before)
    lower = schema_of(engine)
    upgrade(engine, ignore, to=step)
    upper = schema_of(engine)
    assert upper != lower
    downgrade(engine, to=before or "base")
    assert schema_of(engine) == lower
    upgrade(engine, ignore, to=step)
    assert schema_of(engine) == upper


def test_a_desk_that_is_up_to_date_is_left_alone(engine: sa.Engine) -> None:
    assert upgrade(engine, no_backup)
    assert not upgrade(engine, no_backup)
    with engine.connect() as connection:
        assert revision(connection) == newest() == STEP_NUMBERS[-1]


def test_a_step_up_and_down_keeps_every_row(full: Desk, steps: Callable[..., Path]) -> None:
    folder = steps(step9001=TRIAL)
    engine, rows = full.db._writer, state(full)
    told: list[str] = []
    tables, indexes = schema_of(engine), indexes_of(engine)
    assert OWN_INDEX in indexes
    assert upgrade(engine, told.append, steps=folder)
    assert told == [NOW]
    assert state(full) == rows
    assert faults(full) == []
    assert indexes_of(engine) >= indexes
    with full.db.reading() as connection:
        ask = connection.exec_driver_sql
        assert ask("SELECT DISTINCT points FROM patient").scalars().all() == [7]
        assert ask("SELECT DISTINCT trial FROM person").scalars().all() == ["yes"]
        assert ask("SELECT count(*) FROM trial").scalar() == 2
        assert ask("PRAGMA foreign_key_check").all() == []
        links = ask("SELECT \"table\" FROM pragma_foreign_key_list('person')").scalars().all()
    assert sorted(links) == ["user", "user", "user"]
    undo(full)  # the deletion from before the step
    assert faults(full) == []

    downgrade(engine, steps=folder, to=NOW)
    undo(full)
    assert faults(full) == []
    assert indexes_of(engine) == indexes
    after = schema_of(engine)
    assert {k: v for k, v in after.items() if k != "person"} == {
        k: v for k, v in tables.items() if k != "person"
    }
    lost = set(tables["person"]) - set(after["person"])
    assert all("CHECK" in what for what in lost), "a rebuilt table lost more than its checks"


def test_a_rebuilt_table_holds_its_references_to_the_end_of_a_change(
    full: Desk, steps: Callable[..., Path]
) -> None:
    upgrade(full.db._writer, ignore, steps=steps(step9001=TRIAL))
    record = example(Person, 9)
    record.id = 0
    add(full, record)
    assert faults(full) == []


def test_a_step_that_drops_a_table_drops_the_indexes_of_its_own_fields(full: Desk) -> None:
    downgrade(full.db._writer, to="base")
    assert OWN_INDEX not in indexes_of(full.db._writer)
    assert schema_of(full.db._writer) == {}


def test_the_index_for_searching_is_filled_from_the_rows(full: Desk) -> None:
    with full.db._writer.begin() as connection:
        connection.exec_driver_sql("DROP TABLE search_person")
        connection.exec_driver_sql("DELETE FROM search_index WHERE kind = 'person'")
    prepare_search(full.db, full.db._writer)
    from refdesk.store.listing import Query

    assert list(full.db.ids("person", Query(search="exam"))) == [1, 2]


def test_a_step_names_what_json_it_keeps() -> None:
    from refdesk.store.migrations.render import render_item

    context: Any = None
    assert render_item("type", sa.JSON(), context) == "sa.JSON(none_as_null=True)"
    assert render_item("type", sa.Text(), context) is False


def test_a_new_step_is_written_for_what_has_changed(tmp_path: Path) -> None:
    from tests.helpers.migration import write_step

    folder = tmp_path / "steps"
    shutil.copytree(STEPS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    write_step("Nothing new", folder)
    made = next(folder.glob("versions/*nothing_new.py")).read_text("utf-8")
    assert "refdesk" not in made
    assert "op.create" not in made
    assert migrate.newest(folder) == f"{int(STEP_NUMBERS[-1]) + 1:04d}"
