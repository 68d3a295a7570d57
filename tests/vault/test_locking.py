"""One desk is open in one program only; a killed program frees it at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import types
from pathlib import Path

import pytest

from refdesk.domain.errors import AccessRefused, KnownFailure
from refdesk.vault.locking import DeskLock
from tests.vault.conftest import PASSPHRASE, notes

ELSEWHERE = """
import sys
from pathlib import Path
from tests.vault.conftest import CHEAP, PASSPHRASE, write_note
from refdesk.vault.unlock import Vaults

vault = Vaults(CHEAP).open(Path(sys.argv[1]), PASSPHRASE)
write_note(vault, "written elsewhere")
print("open", flush=True)
sys.stdin.read()
vault.close()
"""


@pytest.fixture
def elsewhere(desk):
    with subprocess.Popen(
        [sys.executable, "-c", ELSEWHERE, str(desk)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def test_a_desk_that_another_process_has_open_is_refused(desk, elsewhere, vaults):
    with pytest.raises(AccessRefused, match="open in another window or by another user"):
        vaults.open(desk, PASSPHRASE)
    elsewhere.communicate("")
    assert elsewhere.returncode == 0
    vaults.open(desk, PASSPHRASE).close()


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such signal")
def test_a_killed_process_frees_the_desk_and_loses_nothing(desk, elsewhere, vaults):
    elsewhere.send_signal(signal.SIGKILL)
    elsewhere.wait()
    with vaults.open(desk, PASSPHRASE) as vault:
        assert notes(vault)[-1] == "written elsewhere"


def test_two_windows_of_one_process_are_told_apart(desk, vaults):
    with (
        vaults.open(desk, PASSPHRASE),
        pytest.raises(AccessRefused, match="open in another window"),
    ):
        vaults.open(desk, PASSPHRASE)
    vaults.open(desk, PASSPHRASE).close()


def test_a_wrong_passphrase_leaves_the_desk_free(desk, vaults):
    for _attempt in range(2):
        with pytest.raises(AccessRefused, match="passphrase"):
            vaults.open(desk, "not the passphrase")
    vaults.open(desk, PASSPHRASE).close()


def test_a_lock_in_no_folder_is_a_known_failure(tmp_path):
    with pytest.raises(KnownFailure), DeskLock(tmp_path / "none" / "desk.lock"):
        pytest.fail("locked in thin air")


def test_leaving_twice_is_leaving_once(tmp_path):
    lock = DeskLock(tmp_path / "desk.lock")
    with lock:
        lock.__exit__(None, None, None)


def test_windows_locks_the_first_byte_of_the_file(tmp_path, monkeypatch):
    held: set[int] = set()

    def locking(descriptor: int, mode: int, count: int) -> None:
        assert (mode, count) == (2, 1)
        if held:
            raise PermissionError(13, "Permission denied")
        held.add(descriptor)

    fake = types.SimpleNamespace(LK_NBLCK=2, locking=locking)
    monkeypatch.setitem(sys.modules, "msvcrt", fake)
    with (
        DeskLock(tmp_path / "desk.lock", system="nt"),
        pytest.raises(AccessRefused),
        DeskLock(tmp_path / "desk.lock", system="nt"),
    ):
        pytest.fail("locked twice")
