"""The settings of a connection, and the errors of the library in our words."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from sqlcipher3 import dbapi2

from refdesk.domain.errors import AccessRefused, Damaged, KnownFailure
from refdesk.vault import engine
from tests.vault.conftest import PASSPHRASE, PATIENT, notes, write_note

KEY = bytearray(b"k" * 32)


@pytest.fixture
def path(tmp_path):
    engine.create_database(tmp_path / "desk.db", KEY)
    return tmp_path / "desk.db"


@pytest.mark.parametrize("side", ["writer", "reader"])
def test_every_connection_has_the_measured_settings(vault, side):
    expected = {
        "cipher_page_size": "4096",
        "page_size": "4096",
        "journal_mode": "wal",
        "synchronous": 2,
        "cache_size": -98304,
        "temp_store": 2,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "foreign_keys": 1,
        "application_id": 0x52464453,
    }
    with getattr(vault, side).connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in expected}
        connection.rollback()
    assert found == expected


def test_a_change_takes_the_write_lock_at_once_and_is_all_or_nothing(vault):
    def fail() -> None:
        with vault.writer.begin() as connection:
            connection.exec_driver_sql("INSERT INTO note VALUES ('half')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert notes(vault) == [PATIENT]


def test_the_write_lock_is_taken_when_the_change_begins(vault, desk, monkeypatch):
    monkeypatch.setattr(engine, "_BUSY_SECONDS", 0.0)
    second = engine._connect(desk / "desk.db", vault._keys.database, "rw")
    with vault.writer.begin(), pytest.raises(dbapi2.OperationalError, match="locked"):
        second.execute("BEGIN IMMEDIATE")
    second.close()


def test_threads_that_write_wait_for_each_other(desk, vaults, monkeypatch):
    monkeypatch.setattr(engine, "_BUSY_SECONDS", 0.0)
    with vaults.open(desk, PASSPHRASE) as vault, ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: write_note(vault, str(number)), range(80)))
        assert len(notes(vault)) == 81


def test_a_page_that_was_being_written_is_no_finding(path, monkeypatch):
    looks = iter([["page 2", "page 3"], ["page 3"]])
    monkeypatch.setattr(engine, "_look_for_damage", lambda *_: next(looks))
    assert engine.check_pages(path, KEY) == ["page 3"]


def test_a_reader_sees_one_moment_and_cannot_write(vault):
    with vault.reader.connect() as connection:
        count = sa.text("SELECT count(*) FROM note")
        assert connection.scalar(count) == 1
        write_note(vault, "meanwhile")
        assert connection.scalar(count) == 1
    assert len(notes(vault)) == 2
    with (
        vault.reader.connect() as connection,
        pytest.raises(KnownFailure, match="cannot be written to"),
    ):
        connection.exec_driver_sql("INSERT INTO note VALUES ('x')")


def test_a_bug_stays_a_bug_and_hides_the_values(vault):
    with (
        vault.writer.connect() as connection,
        pytest.raises(sa.exc.IntegrityError) as bug,
    ):
        connection.execute(
            sa.text("INSERT INTO note SELECT :v WHERE 0 UNION SELECT NULL"), {"v": PATIENT}
        )
    assert PATIENT not in str(bug.value)
    with vault.writer.connect() as connection, pytest.raises(sa.exc.OperationalError):
        connection.exec_driver_sql("SELECT nonsense FROM nowhere")


def test_a_database_that_another_program_holds_is_refused(path, monkeypatch):
    monkeypatch.setattr(engine, "_BUSY_SECONDS", 0.0)
    holder = engine._connect(path, KEY, "rw")
    holder.execute("BEGIN IMMEDIATE")
    writer = engine._engine(lambda: engine._connect(path, KEY, "rw"), "BEGIN IMMEDIATE", 1)
    with pytest.raises(AccessRefused, match="Another program"), writer.begin():
        pytest.fail("two writers")
    holder.close()
    with writer.begin():
        pass
    writer.dispose()


def test_a_key_of_another_length_never_becomes_a_passphrase(tmp_path):
    (tmp_path / "x.db").touch()
    with pytest.raises(ValueError, match="31"):
        engine.check_pages(tmp_path / "x.db", KEY[:31])


def test_a_library_that_cannot_encrypt_writes_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(dbapi2, "connect", sqlite3.connect)
    with pytest.raises(RuntimeError, match="cannot encrypt"):
        engine.create_database(tmp_path / "desk.db", KEY)
    assert (tmp_path / "desk.db").read_bytes() == b""


def test_an_encrypted_database_of_another_program_is_foreign(path):
    stranger = engine._connect(path, KEY, "rw")
    stranger.execute("PRAGMA application_id = 7")
    stranger.close()
    with pytest.raises(Damaged, match="belongs to another desk"):
        engine.open_engines(path, KEY)


def test_the_wrong_key_is_a_foreign_database_and_nothing_on_the_terminal(path, capfd):
    with pytest.raises(Damaged, match="belongs to another desk"):
        engine.open_engines(path, bytearray(32))
    assert capfd.readouterr() == ("", "")


def test_a_missing_database_is_not_made_anew(tmp_path):
    with pytest.raises(Damaged, match="missing from this folder"):
        engine.open_engines(tmp_path / "desk.db", KEY)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "kind", "sentence"),
    [
        (dbapi2.SQLITE_FULL, KnownFailure, "The disk is full. Nothing of this change was saved"),
        (dbapi2.SQLITE_READONLY, KnownFailure, "cannot be written to"),
        (dbapi2.SQLITE_IOERR | 10 << 8, KnownFailure, "could not be read or written"),
        (dbapi2.SQLITE_CANTOPEN, KnownFailure, "could not be read or written"),
        (dbapi2.SQLITE_CORRUPT, Damaged, "Restore a backup"),
        (dbapi2.SQLITE_NOTADB, Damaged, "Restore a backup"),
        (dbapi2.SQLITE_BUSY | 2 << 8, AccessRefused, "Another program"),
        (dbapi2.SQLITE_LOCKED, AccessRefused, "Another program"),
    ],
)
def test_each_known_error_of_the_library_has_its_sentence(code, kind, sentence):
    error = dbapi2.OperationalError("text of the library")
    error.sqlite_errorcode = code
    failure = engine.known_failure(error)
    assert type(failure) is kind
    assert sentence in str(failure)


def test_an_unknown_error_while_connecting_stays_a_bug(path, monkeypatch):
    monkeypatch.setattr(engine, "_EVERY_CONNECTION", ("key = ", "no such syntax ("))
    with pytest.raises(dbapi2.Error):
        engine.check_pages(path, KEY)
