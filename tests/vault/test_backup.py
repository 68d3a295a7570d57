"""A backup is one file that becomes the same desk again, or says that it cannot."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from refdesk.domain.errors import Damaged, KnownFailure, UserError
from refdesk.vault import backup, engine, envelope
from refdesk.vault.anchor import Head
from refdesk.vault.backup import check_backup, unpack_backup, write_backup
from tests.vault.conftest import PASSPHRASE, PATIENT, notes, write_note

Change = Callable[[dict[str, bytes]], None]


@pytest.fixture
def target(tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder / "2026-11-23 1730.refdeskbackup"


@pytest.fixture
def written(vault, target):
    write_backup(vault, target)
    return target


def repack(file: Path, change: Change) -> None:
    """Write the backup anew with its parts changed, as another program could."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_a_backup_becomes_the_same_desk_again(vault, vaults, written, tmp_path):
    unpack_backup(written, tmp_path / "restored")
    with vaults.open(tmp_path / "restored", PASSPHRASE) as restored:
        assert restored.desk_id == vault.desk_id
        assert notes(restored) == [PATIENT]
        assert restored.read_head() == Head(1, b"1" * 32)
        assert restored.check_pages() == []
        check_backup(restored, written)


def test_a_backup_is_one_file_and_nothing_in_it_can_be_read(written):
    assert list(written.parent.iterdir()) == [written]
    assert PATIENT.encode() not in written.read_bytes()
    assert written.stat().st_mode & 0o077 == 0


def test_people_go_on_working_while_a_backup_is_written(
    vault, target, tmp_path, vaults, monkeypatch
):
    copy = engine.copy_database

    def slow_copy(*arguments):
        write_note(vault, "before the copy")
        copy(*arguments)
        write_note(vault, "after the copy")

    monkeypatch.setattr(engine, "copy_database", slow_copy)
    with vault.reader.connect() as connection:
        connection.exec_driver_sql("SELECT * FROM note")
        write_backup(vault, target)
    unpack_backup(target, tmp_path / "restored")
    with vaults.open(tmp_path / "restored", PASSPHRASE) as restored:
        assert notes(restored) == [PATIENT, "before the copy"]


def test_a_backup_of_a_desk_without_a_head_is_a_desk_without_a_head(
    vault, desk, target, tmp_path, vaults
):
    (desk / "desk.head").unlink()
    write_backup(vault, target)
    unpack_backup(target, tmp_path / "restored")
    with vaults.open(tmp_path / "restored", PASSPHRASE) as restored:
        assert restored.read_head() is None


def test_leftovers_of_a_crash_do_not_stop_the_next_backup(vault, target):
    for end in (".partial", ".db.partial"):
        target.with_name(target.name + end).write_bytes(b"half")
    write_backup(vault, target)
    assert list(target.parent.iterdir()) == [target]


def test_a_copy_with_errors_never_replaces_a_good_backup(vault, written, monkeypatch):
    good = written.read_bytes()
    monkeypatch.setattr(engine, "check_pages", lambda *_: ["row 7 missing from index note_text"])
    with pytest.raises(Damaged, match="row 7 missing"):
        write_backup(vault, written)
    assert written.read_bytes() == good
    assert list(written.parent.iterdir()) == [written]


def test_a_backup_that_the_disk_wrote_wrongly_is_noticed(vault, written, monkeypatch):
    good = written.read_bytes()
    monkeypatch.setattr(
        zipfile.ZipFile, "write", lambda archive, _copy, name: archive.writestr(name, b"x" * 8192)
    )
    with pytest.raises(Damaged, match="damaged or is no backup"):
        write_backup(vault, written)
    assert written.read_bytes() == good
    assert list(written.parent.iterdir()) == [written]


def test_a_missing_backup_folder_is_a_sentence(vault, tmp_path):
    with pytest.raises(KnownFailure, match="could not be read or written"):
        write_backup(vault, tmp_path / "none" / "x.refdeskbackup")


def test_a_flipped_byte_anywhere_never_becomes_another_desk(vaults, written, tmp_path):
    sound = written.read_bytes()
    for turn, place in enumerate(range(0, len(sound), 101)):
        changed = bytearray(sound)
        changed[place] ^= 0x04
        written.write_bytes(changed)
        folder = tmp_path / f"restored{turn}"
        try:
            unpack_backup(written, folder)
        except KnownFailure:
            assert not folder.exists()
        else:  # a byte of the zip's own bookkeeping, such as a date
            with vaults.open(folder, PASSPHRASE) as restored:
                assert notes(restored) == [PATIENT]


def test_each_cut_is_told(written, tmp_path):
    sound = written.read_bytes()
    for length in range(0, len(sound), 997):
        written.write_bytes(sound[:length])
        with pytest.raises(Damaged, match="damaged or is no backup"):
            unpack_backup(written, tmp_path / "restored")


def test_a_backup_goes_into_a_new_or_empty_folder_only(written, tmp_path, desk):
    with pytest.raises(UserError, match="not empty"):
        unpack_backup(written, desk)
    with pytest.raises(UserError, match="does not exist"):
        unpack_backup(written, tmp_path / "none" / "restored")
    with pytest.raises(KnownFailure):
        unpack_backup(tmp_path / "no.refdeskbackup", tmp_path / "restored")


def test_the_backup_of_another_desk_is_not_ours(vaults, written, tmp_path):
    with (
        vaults.create(tmp_path / "other", "Elm", PASSPHRASE, holder="A") as other,
        pytest.raises(Damaged, match="of another desk"),
    ):
        check_backup(other, written)


def drop_key(parts):
    del parts["desk.refdesk"]


def rename_database(parts):
    parts["../desk.db"] = parts.pop("desk.db")


def change_database(parts):
    parts["desk.db"] = bytes(len(parts["desk.db"]))


def shorten_database(parts):
    parts["desk.db"] = parts["desk.db"][:-4096]


def huge_manifest(parts):
    parts["manifest"] = bytes(200_000)


def manifest(content: dict[str, object]) -> Change:
    def change(parts: dict[str, bytes]) -> None:
        parts["manifest"] = envelope.encode(backup.MAGIC, content, b"k" * 32)

    return change


@pytest.mark.parametrize(
    "change",
    [
        drop_key,
        rename_database,
        change_database,
        shorten_database,
        huge_manifest,
        manifest({}),
        manifest({"desk": "ab" * 16, "files": []}),
        manifest({"desk": "ab" * 16, "files": {"../../evil": {}}}),
        manifest({"desk": "ab" * 16, "files": {"desk.db": {}, "desk.refdesk": {}, "x": {}}}),
        manifest({"desk": "ab" * 16, "files": {"desk.db": {}, "desk.refdesk": {}}}),
    ],
)
def test_a_backup_of_another_form_is_refused_and_leaves_nothing(written, tmp_path, change):
    repack(written, change)
    before = set(tmp_path.rglob("*"))
    with pytest.raises(Damaged, match="damaged or is no backup"):
        unpack_backup(written, tmp_path / "restored")
    assert set(tmp_path.rglob("*")) == before


def test_a_compressed_or_locked_archive_is_none_of_ours(written, tmp_path):
    sound = written.read_bytes()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest", b"x" * 100)
    with pytest.raises(Damaged):
        unpack_backup(written, tmp_path / "restored")
    locked = bytearray(sound)
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    written.write_bytes(locked)
    with pytest.raises(Damaged):
        unpack_backup(written, tmp_path / "restored")


def test_a_newer_backup_asks_for_the_newer_program(written, tmp_path, monkeypatch):
    monkeypatch.setattr(envelope, "VERSION", 2)
    content = envelope.encode(backup.MAGIC, {}, b"k" * 32)
    monkeypatch.undo()
    repack(written, lambda parts: parts.update(manifest=content))
    with pytest.raises(KnownFailure, match="newer version") as failure:
        unpack_backup(written, tmp_path / "restored")
    assert type(failure.value) is KnownFailure
