"""Desks for tests: made in milliseconds, because their passphrase is cheap to try."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from refdesk.services.session import Desk, Desks
from refdesk.vault.keys import KdfParams, KdfPolicy
from refdesk.vault.unlock import Vaults

CHEAP = KdfPolicy(memory_kib=8, time=1, lanes=1, floor=KdfParams(8, 1, 1))
PASSPHRASE = "correct horse battery"


def cheap_desks() -> Desks:
    """Return what makes and opens desks without the cost of a real key derivation."""
    return Desks(Vaults(CHEAP))


def make_desk(folder: Path, clinic: str = "Cedar Grove") -> Desk:
    """Return a new open desk; close it in the end.

    It is the copy of one that was made once: making the tables takes most of a short test's time.
    """
    shutil.copytree(_template(clinic), folder, dirs_exist_ok=True)
    return cheap_desks().open(folder, PASSPHRASE)


def make_other_desk(folder: Path, clinic: str = "Cedar Grove") -> Desk:
    """Return a new open desk with keys of its own, as another clinic would have it."""
    return cheap_desks().create(folder, clinic, PASSPHRASE)


@cache
def _template(clinic: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="refdesk-desk-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    cheap_desks().create(folder / "desk", clinic, PASSPHRASE).close()
    return folder / "desk"


def reopen(folder: Path) -> Desk:
    """Return a desk that was made by `make_desk`, opened again."""
    return cheap_desks().open(folder, PASSPHRASE)
