"""Desks to try things on: cheap passphrases, a small disk, a disk that cannot be written."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from refdesk.vault.keys import KdfParams, KdfPolicy
from refdesk.vault.unlock import Vault, Vaults

CHEAP = KdfPolicy(memory_kib=8, time=1, lanes=1, floor=KdfParams(8, 1, 1))
PASSPHRASE = "seven green herons"
PATIENT = "Zebediah Quillfeather"


def write_note(vault: Vault, text: str) -> None:
    with vault.writer.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS note (text VARCHAR NOT NULL)")
        connection.exec_driver_sql("INSERT INTO note VALUES (?)", (text,))


def notes(vault: Vault) -> list[str]:
    with vault.reader.connect() as connection:
        return list(connection.exec_driver_sql("SELECT text FROM note ORDER BY rowid").scalars())


@pytest.fixture
def vaults():
    return Vaults(CHEAP)


@pytest.fixture
def desk(tmp_path: Path, vaults: Vaults) -> Path:
    """The folder of a closed desk that holds one note and knows of one commit."""
    folder = tmp_path / "Cedar Grove"
    with vaults.create(folder, "Cedar Grove", PASSPHRASE, holder="Dr Alder") as vault:
        write_note(vault, PATIENT)
        vault.write_head(1, b"1" * 32)
    return folder


@pytest.fixture
def vault(desk, vaults):
    with vaults.open(desk, PASSPHRASE) as opened:
        yield opened


class Disk:
    """A small disk of its own, mounted for one test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def mount(self, size_kib: int) -> Path:
        self.folder.mkdir()
        words = ("mount", "-t", "tmpfs", "-o", f"size={size_kib}k", "test", str(self.folder))
        if shutil.which("mount") is None or subprocess.run(words, check=False).returncode:
            pytest.skip("only the owner of the system may mount a disk for this test")
        return self.folder

    def make_read_only(self) -> None:
        subprocess.run(("mount", "-o", "remount,ro", str(self.folder)), check=True)


@pytest.fixture
def disk(tmp_path):
    made = Disk(tmp_path / "disk")
    yield made
    if made.folder.is_mount():
        subprocess.run(("umount", str(made.folder)), check=True)
