"""Desks for tests: made in milliseconds, because their passphrase is cheap to try."""

from __future__ import annotations

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
    """Return a new open desk; close it in the end."""
    return cheap_desks().create(folder, clinic, PASSPHRASE)


def reopen(folder: Path) -> Desk:
    """Return a desk that was made by `make_desk`, opened again."""
    return cheap_desks().open(folder, PASSPHRASE)
