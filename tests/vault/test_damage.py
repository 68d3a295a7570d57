"""Whatever happens to the database file: told as damage, never opened in silence."""

from __future__ import annotations

import shutil
import sqlite3

import pytest

from refdesk.domain.errors import Damaged
from refdesk.vault.anchor import check
from tests.vault.conftest import PASSPHRASE, notes, write_note


@pytest.fixture
def database(desk, vaults):
    with vaults.open(desk, PASSPHRASE) as vault, vault.writer.begin() as connection:
        for number in range(200):
            connection.exec_driver_sql("INSERT INTO note VALUES (?)", (f"{number} " * 200,))
    return desk / "desk.db"


@pytest.mark.parametrize(
    "keep",
    [0, 1, 15, 16, 100, 512, 1000, 4095, 4096, 5000, 8192, 20480, -4096, -4000, -1],
)
def test_a_truncated_database_is_told_at_once(desk, database, vaults, keep):
    content = database.read_bytes()
    database.write_bytes(content[:keep])
    with pytest.raises(Damaged, match=r"cut short|damaged"):
        vaults.open(desk, PASSPHRASE)
    assert database.read_bytes() == content[:keep]
    database.write_bytes(content)
    vaults.open(desk, PASSPHRASE).close()


def test_a_plain_database_in_its_place_is_told(desk, database, vaults):
    database.unlink()
    plain = sqlite3.connect(database)
    plain.execute("CREATE TABLE note (text VARCHAR)")
    plain.close()
    with pytest.raises(Damaged, match="not encrypted"):
        vaults.open(desk, PASSPHRASE)


def test_the_database_of_another_desk_is_told(desk, database, tmp_path, vaults):
    vaults.create(tmp_path / "other", "Elm", PASSPHRASE, holder="A").close()
    shutil.copy(tmp_path / "other" / "desk.db", database)
    with pytest.raises(Damaged, match="belongs to another desk"):
        vaults.open(desk, PASSPHRASE)


def test_a_missing_database_is_told(desk, database, vaults):
    database.unlink()
    with pytest.raises(Damaged, match=r"desk\.db is missing"):
        vaults.open(desk, PASSPHRASE)


def test_a_folder_in_place_of_the_database_is_told(desk, database, vaults):
    database.unlink()
    database.mkdir()
    with pytest.raises(Damaged, match="missing"):
        vaults.open(desk, PASSPHRASE)


def test_a_flipped_byte_in_any_page_is_found(desk, database, vaults):
    content = database.read_bytes()
    for place in range(7, len(content), 4096 * 7 + 101):
        changed = bytearray(content)
        changed[place] ^= 0x10
        database.write_bytes(changed)
        try:
            vault = vaults.open(desk, PASSPHRASE)
        except Damaged:
            continue
        with vault:
            assert f"HMAC verification failed for page {place // 4096 + 1}" in vault.check_pages()
            assert len(vault.check_pages()) <= 20
    database.write_bytes(content)


def test_a_first_page_that_breaks_while_open_is_a_finding(desk, database, vaults):
    with vaults.open(desk, PASSPHRASE) as vault:
        content = database.read_bytes()
        database.write_bytes(b"\x00" + content[1:])
        assert any("Restore a backup" in finding for finding in vault.check_pages())
        database.write_bytes(content)


def test_half_a_page_at_the_end_is_mended_by_the_log(desk, vaults):
    database, log = desk / "desk.db", desk / "desk.db-wal"
    with vaults.open(desk, PASSPHRASE) as vault:
        write_note(vault, "n" * 20_000)
        crashed = database.read_bytes() + b"\x00" * 100, log.read_bytes()
    database.write_bytes(crashed[0])
    log.write_bytes(crashed[1])
    with vaults.open(desk, PASSPHRASE) as vault:
        assert notes(vault)[-1] == "n" * 20_000
    with vaults.open(desk, PASSPHRASE) as vault:
        assert vault.check_pages() == []


def test_an_older_database_put_back_passes_every_check_but_the_head(desk, database, vaults):
    older = database.read_bytes()
    with vaults.open(desk, PASSPHRASE) as vault:
        write_note(vault, "newer")
        vault.write_head(2, b"2" * 32)
    database.write_bytes(older)
    with vaults.open(desk, PASSPHRASE) as vault:
        assert vault.check_pages() == []
        with pytest.raises(Damaged, match="older copy"):
            check(vault.read_head(), 1, b"1" * 32, lambda _number: None)


def test_a_lost_log_is_an_older_database(desk, vaults):
    with vaults.open(desk, PASSPHRASE) as vault:
        crashed = {path.name: path.read_bytes() for path in desk.iterdir()}
        write_note(vault, "newer")
        vault.write_head(2, b"2" * 32)
        crashed["desk.head"] = (desk / "desk.head").read_bytes()
        crashed["desk.db"] = (desk / "desk.db").read_bytes()
    for path in desk.iterdir():
        path.unlink()
    for name in ("Cedar Grove.refdesk", "desk.db", "desk.head"):
        (desk / name).write_bytes(crashed[name])
    with vaults.open(desk, PASSPHRASE) as vault:
        assert len(notes(vault)) == 1
        with pytest.raises(Damaged, match="older copy"):
            check(vault.read_head(), 1, b"1" * 32, lambda _number: None)
