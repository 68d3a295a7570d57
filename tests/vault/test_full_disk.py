"""A full disk and a disk that cannot be written: a sentence, and nothing lost or left."""

from __future__ import annotations

import itertools

import pytest

from refdesk.domain.errors import KnownFailure
from refdesk.vault.backup import write_backup
from tests.vault.conftest import PASSPHRASE, PATIENT, notes, write_note


def test_a_full_disk_keeps_every_acknowledged_change(disk, vaults):
    folder = disk.mount(400) / "desk"
    kept: list[str] = []

    def write_until_it_is_refused() -> None:
        for number in itertools.count():
            write_note(vault, f"{number} " * 500)
            kept.append(f"{number} " * 500)

    with vaults.create(folder, "Elm", PASSPHRASE, holder="A") as vault:
        with pytest.raises(KnownFailure, match="disk is full") as failure:
            write_until_it_is_refused()
        assert len(kept) > 10
        assert type(failure.value) is KnownFailure
        assert notes(vault) == kept
    with vaults.open(folder, PASSPHRASE) as vault:
        assert notes(vault) == kept
        assert vault.check_pages() == []


@pytest.mark.parametrize("size", [4, 8, 12, 16, 24, 32])
def test_a_desk_that_does_not_fit_leaves_nothing_behind(disk, vaults, size):
    folder = disk.mount(size)
    with pytest.raises(KnownFailure) as failure:
        vaults.create(folder / "desk", "Elm", PASSPHRASE, holder="A")
    assert type(failure.value) is KnownFailure
    assert list(folder.iterdir()) == []


def test_a_backup_that_does_not_fit_leaves_the_old_one(disk, vault):
    folder = disk.mount(64)
    target = folder / "monday.refdeskbackup"
    write_backup(vault, target)
    old = target.read_bytes()
    for number in range(30):
        write_note(vault, f"{number} " * 2000)
    with pytest.raises(KnownFailure, match="disk is full"):
        write_backup(vault, target)
    assert list(folder.iterdir()) == [target]
    assert target.read_bytes() == old


def test_a_folder_that_cannot_be_written_is_told(disk, vaults):
    folder = disk.mount(1024)
    with vaults.create(folder / "desk", "Elm", PASSPHRASE, holder="A") as vault:
        write_note(vault, PATIENT)
    disk.make_read_only()
    with pytest.raises(KnownFailure, match="cannot be written to") as failure:
        vaults.open(folder / "desk", PASSPHRASE)
    assert type(failure.value) is KnownFailure
    with pytest.raises(KnownFailure, match="cannot be written to"):
        vaults.create(folder / "other", "Oak", PASSPHRASE, holder="A")


def test_a_disk_that_turns_read_only_is_told_at_the_next_change(disk, vaults):
    folder = disk.mount(1024)
    vaults.create(folder / "desk", "Elm", PASSPHRASE, holder="A").close()
    (folder / "empty").mkdir()
    disk.make_read_only()
    with pytest.raises(KnownFailure, match="cannot be written to"):
        vaults.create(folder / "empty", "Oak", PASSPHRASE, holder="A")
    assert list((folder / "empty").iterdir()) == []
