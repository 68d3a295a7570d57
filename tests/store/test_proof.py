"""Whatever is done past the recorder, the proof of the desk finds it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from refdesk.domain.catalogue import BY_NAME, CATALOGUE
from refdesk.domain.referral import Referral
from refdesk.services.session import Desk
from refdesk.store.tables import build_schema
from tests.helpers.desks import make_desk
from tests.store.stories import (
    add,
    again,
    bare,
    delete,
    example,
    faults,
    fill,
    past_the_recorder,
    practice,
    save,
    take_back,
    tamper,
)

SCHEMA = build_schema()
FOLLOW = {("referral", "due")}
"""Columns that follow from recorded ones and are reckoned anew: no proof is kept of them."""
COLUMNS = [
    (kind, column.name)
    for kind, table in SCHEMA.kinds.items()
    for column in table.table.c
    if column.name != "id" and (kind, column.name) not in FOLLOW
]
LINKS = [links.name for table in SCHEMA.kinds.values() for links in table.links.values()]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with two records of every kind, every field filled in."""
    with bare(make_desk(tmp_path_factory.mktemp("proof") / "desk")) as desk:
        fill(desk, each=2)
        assert faults(desk) == []
        yield desk


def _faults_after(desk: Desk, sql: str, *parameters: object) -> list[str]:
    """Return what the proof finds after a tampering, which is then taken back."""
    from refdesk.store.verify import findings

    with desk.db._writer.connect() as connection:
        done = connection.exec_driver_sql(sql, parameters)
        assert done.rowcount, "the story is about a row that is not there"
        found = list(findings(connection, desk.db.schema, desk.db.log))
        connection.rollback()
    return found


def _other(value: object) -> object:
    if isinstance(value, int):
        return 1 - value if value in (0, 1) else value + 1
    if isinstance(value, str) and value.startswith(("{", "[")):
        return json.dumps({"cf1": "forged"}) if value.startswith("{") else "[]"
    return f"{value}x"


@pytest.mark.parametrize(("kind", "column"), COLUMNS)
def test_a_changed_column_is_found(full: Desk, kind: str, column: str) -> None:
    with full.db.reading() as connection:
        select = f'SELECT "{column}" FROM "{kind}" WHERE id = 2'
        stored = connection.exec_driver_sql(select).scalar_one()
    found = _faults_after(full, f'UPDATE "{kind}" SET "{column}" = ? WHERE id = 2', _other(stored))
    assert any(line.startswith(f"{kind} 2: ") for line in found), found


@pytest.mark.parametrize(
    ("kind", "column"),
    [
        pair if pair[0] == Referral.kind else pytest.param(*pair, marks=pytest.mark.long)
        for pair in COLUMNS
        if SCHEMA.kinds[pair[0]].table.c[pair[1]].nullable
    ],
)
def test_a_blanked_column_is_found(full: Desk, kind: str, column: str) -> None:
    """Two users' and times of entry are blank already on the first rows; every other is filled."""
    sql = f'UPDATE "{kind}" SET "{column}" = NULL WHERE id = 2 AND "{column}" IS NOT NULL'
    assert any(line.startswith(f"{kind} 2: ") for line in _faults_after(full, sql))


@pytest.mark.parametrize("table", LINKS)
def test_a_changed_removed_or_added_link_is_found(full: Desk, table: str) -> None:
    kind = next(k for k, t in SCHEMA.kinds.items() if table in {x.name for x in t.links.values()})
    for sql in (
        f'UPDATE "{table}" SET value = 2 WHERE owner = 2 AND position = 0',
        f'DELETE FROM "{table}" WHERE owner = 2 AND position = 0',
        f'INSERT INTO "{table}" (owner, position, value) VALUES (2, 7, 2)',
    ):
        assert any(line.startswith(f"{kind} 2") for line in _faults_after(full, sql)), sql


def test_links_in_another_order_are_found(full: Desk) -> None:
    found = _faults_after(full, "UPDATE person_tags SET position = 5 - position WHERE owner = 2")
    assert found == ["person 2: differs from the change log"]


def test_links_of_a_record_that_is_not_there_are_found(desk: Desk) -> None:
    tamper(desk, "INSERT INTO person_tags (owner, position, value) VALUES (99, 0, 'ghost')")
    assert faults(desk) == ["person 99: has tags, but is not there"]


@pytest.mark.parametrize("of", CATALOGUE, ids=lambda of: of.kind)
def test_a_removed_row_is_found(full: Desk, of: type) -> None:
    kind = of.kind  # type: ignore[attr-defined]
    with full.db._writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.exec_driver_sql(f'DELETE FROM "{kind}" WHERE id = 2')
        from refdesk.store.verify import findings

        found = list(findings(connection, full.db.schema, full.db.log))
        connection.rollback()
    assert f"{kind} 2: is missing" in found


def test_a_removed_row_that_was_changed_before_is_found(desk: Desk) -> None:
    one = practice(desk, "First")
    one.name = "Second"
    save(desk, one)
    tamper(desk, "DELETE FROM practice")
    assert faults(desk) == ["practice 1: is missing"]


def test_an_added_row_is_found(desk: Desk) -> None:
    tamper(desk, "INSERT INTO practice (id, name, name_key) VALUES (7, 'Forged', 'forged')")
    assert faults(desk) == ["practice 7: is not in the change log"]


def test_a_removed_row_that_was_put_back_by_hand_is_found(desk: Desk) -> None:
    gone = practice(desk, "Quillby Orthopedics")
    delete(desk, gone)
    assert faults(desk) == []
    tamper(
        desk,
        "INSERT INTO practice (id, name, name_key) VALUES (1, 'Quillby Orthopedics', "
        "'quillby orthopedics')",
    )
    assert "practice 1: was removed" in faults(desk)


def test_zero_and_nothing_are_not_the_same(desk: Desk) -> None:
    one = practice(desk, ideal_interval=30)
    one.ideal_interval = 0
    save(desk, one)
    tamper(desk, "UPDATE practice SET ideal_interval = NULL WHERE id = 1")
    assert faults(desk) == ["practice 1: ideal_interval differs from the change log"]
    tamper(desk, "UPDATE practice SET ideal_interval = 0 WHERE id = 1")
    one.ideal_interval = None
    save(desk, one)
    assert faults(desk) == []
    tamper(desk, "UPDATE practice SET ideal_interval = 0 WHERE id = 1")
    assert faults(desk) == ["practice 1: ideal_interval differs from the change log"]


def test_yes_and_one_are_not_the_same_in_a_clinics_own_field(desk: Desk) -> None:
    one = practice(desk)
    one.set_custom("cf1", True)
    save(desk, one)
    tamper(desk, """UPDATE practice SET custom = '{"cf1": 1}' WHERE id = 1""")
    assert faults(desk) == ["practice 1: custom.cf1 differs from the change log"]


def test_a_row_changed_twice_is_proven_at_each_step(desk: Desk) -> None:
    one = practice(desk, "First")
    one.set_custom("cf1", "a")
    one.name = "Second"
    save(desk, one)
    one.set_custom("cf1", None)
    one.set_custom("cf2", 7)
    one.name = "Third"
    save(desk, one)
    assert faults(desk) == []
    tamper(desk, "UPDATE practice SET name = 'Second', name_key = 'second' WHERE id = 1")
    assert faults(desk) == ["practice 1: name differs from the change log"]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE change SET label = 'Nothing' WHERE id = 3",
        "UPDATE change SET user_id = 2 WHERE id = 3",
        "UPDATE change SET user_id = NULL WHERE id = 3",
        "UPDATE change SET at = '2001-01-01T00:00:00.000000Z' WHERE id = 3",
        "UPDATE change SET undoes = 2 WHERE id = 3",
        "UPDATE change SET mac = zeroblob(32) WHERE id = 3",
        "DELETE FROM change WHERE id = 3",
        "UPDATE change SET id = 30 WHERE id = 3",
        "UPDATE change_entry SET kind = 'office' WHERE change_id = 3",
        "UPDATE change_entry SET action = 'delete' WHERE change_id = 3",
        "UPDATE change_entry SET first_id = 2 WHERE change_id = 3",
        "UPDATE change_entry SET last_id = 2 WHERE change_id = 3",
        """UPDATE change_entry SET body = '{"name": ["x", "y"]}' WHERE change_id = 3""",
        "UPDATE change_entry SET change_id = 2 WHERE change_id = 3",
        "UPDATE change_entry SET id = -id WHERE change_id = 3",
        "DELETE FROM change_entry WHERE change_id = 3 AND kind = 'practice'",
        "INSERT INTO change_entry SELECT 99, 3, kind, action, 1, 1, body FROM change_entry LIMIT 1",
    ],
)
def test_a_log_that_was_touched_is_found(desk: Desk, sql: str) -> None:
    one = practice(desk, "First")
    with desk.db.change("Rename", by=1) as work:
        one.name = "Second"
        work.save(one)
        work.add(example(BY_NAME["patient"], 1))
    practice(desk, "Third")
    tamper(desk, sql)
    found = faults(desk)
    assert len(found) == 1
    assert found[0] in ("change 3: the seal is broken", "change 2: the seal is broken")


def test_an_entry_under_no_seal_hides_nothing(desk: Desk) -> None:
    """Without its change an entry is sealed by nothing, and must not explain a forged row."""
    practice(desk, "First")
    forged = json.dumps({"name": ["First", "Forged"]})
    with past_the_recorder(desk) as connection:
        connection.exec_driver_sql("UPDATE practice SET name = 'Forged', name_key = 'forged'")
        connection.exec_driver_sql(
            "INSERT INTO change_entry VALUES (99, 77, 'practice', 'update', 1, 1, ?)", (forged,)
        )
    assert faults(desk) == ["change 77: the seal is broken"]


def test_two_changes_swapped_are_found(desk: Desk) -> None:
    practice(desk, "First")
    practice(desk, "Second")
    with past_the_recorder(desk) as connection:
        for before, after in ((2, 90), (3, 2), (90, 3)):
            connection.exec_driver_sql("UPDATE change SET id = ? WHERE id = ?", (after, before))
            connection.exec_driver_sql(
                "UPDATE change_entry SET change_id = ? WHERE change_id = ?", (after, before)
            )
    assert faults(desk) == ["change 2: the seal is broken"]


def test_the_newest_change_cut_off_leaves_rows_that_betray_it(desk: Desk) -> None:
    one = practice(desk, "First")
    one.name = "Second"
    save(desk, one)
    with past_the_recorder(desk) as connection:
        connection.exec_driver_sql("DELETE FROM change_entry WHERE change_id = 3")
        connection.exec_driver_sql("DELETE FROM change WHERE id = 3")
    assert set(faults(desk)) == {
        "practice 1: its time or user of change differs from the change log",
        "practice 1: differs from the change log",
    }


def test_a_number_that_would_be_given_twice_is_found(desk: Desk) -> None:
    practice(desk)
    tamper(desk, "UPDATE identity SET last_id = 0 WHERE kind = 'practice'")
    assert faults(desk) == ["practice: the last number given is 0, and the change log says 1"]


def test_the_last_numbers_are_given_out_once_even_after_an_undo(desk: Desk) -> None:
    take_back(desk, add(desk, example(BY_NAME["patient"], 1)))
    second = example(BY_NAME["patient"], 2)
    add(desk, second)
    assert second.id == 2
    assert faults(desk) == []


def test_stamps_say_who_saved_last_and_when(desk: Desk) -> None:
    one = practice(desk)
    one.website = "example.org"
    save(desk, one, by=None)
    assert again(desk, one).changed_by is None
    assert again(desk, one).created_by == 1
    assert faults(desk) == []


def test_a_desk_that_was_never_touched_is_sound(full: Desk) -> None:
    assert full.verify() == []


def test_the_proof_reads_every_table_with_rows(full: Desk) -> None:
    """A table that the proof forgot would be found by nothing: so each has rows here."""
    with full.db.reading() as connection:
        for name in sa.inspect(connection).get_table_names():
            # Drafts and preferences are nobody's proof: they lie outside the change log.
            if name not in {"draft", "preference"} and not name.startswith(("search_", "alembic")):
                assert connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar(), name
