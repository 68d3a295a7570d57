"""The large sample desk, made once per bench run in a folder of its own."""

from __future__ import annotations

import atexit
import datetime as dt
import shutil
import tempfile
from functools import cache
from pathlib import Path

from refdesk.services.sample import SIZES, Sample
from refdesk.services.session import Desk, Desks
from refdesk.vault.unlock import Vaults
from tests.helpers.desks import CHEAP

PASSPHRASE = "correct horse battery"


@cache
def large_folder() -> Path:
    """Return the folder of the closed desk of 200,000 referrals, 20,000 people, 60,000 patients."""
    folder = Path(tempfile.mkdtemp(prefix="refdesk-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with Desks(Vaults(CHEAP)).create(folder / "desk", "Sample Clinic", PASSPHRASE) as desk:
        Sample(desk, seed=1, today=dt.date(2026, 11, 23)).fill(SIZES["large"])
    return folder / "desk"


@cache
def large_desk() -> Desk:
    """Return the same desk, open until the bench ends; no other process can open it then."""
    desk = Desks(Vaults(CHEAP)).open(large_folder(), PASSPHRASE)
    atexit.register(desk.close)
    return desk
