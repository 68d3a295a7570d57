"""A process that works on a desk until it is killed, telling on its output what is safe.

Run as ``python -m tests.helpers.victim save|import|migrate FOLDER [FILE]``.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from pathlib import Path

from refdesk.domain.practice import Practice
from refdesk.services.records import Records
from refdesk.services.transfer import How, Transfer
from refdesk.services.work import Silent
from refdesk.store.migrate import upgrade
from tests.helpers.desks import CHEAP, PASSPHRASE, reopen


def tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def save(folder: Path) -> None:
    """Add and change practices for ever; each line names what was acknowledged."""
    with reopen(folder) as desk:
        records = Records(desk)
        tell("ready")
        for number in itertools.count():
            practice = records.add(Practice, {"name": f"Larkmead {number}", "website": "a"})
            tell(f"{practice.id} Larkmead {number} a")
            records.set(Practice, practice.id, {"website": f"{number}.example.org"})
            tell(f"{practice.id} Larkmead {number} {number}.example.org")


def import_(folder: Path, file: Path) -> None:
    """Import a file and undo it, for ever."""
    from refdesk.services.changes import Changes

    with reopen(folder) as desk:
        tell("ready")
        while True:
            result = Transfer(desk).import_file(file, How(kind=Practice), progress=Silent())
            tell(f"imported {result.created}")
            Changes(desk).undo()
            tell("undone")


def migrate(folder: Path, steps: Path) -> None:
    """Bring the desk's tables to the newest of the trial steps."""
    from refdesk.vault.unlock import Vaults

    with Vaults(CHEAP).open(folder, PASSPHRASE) as vault:
        tell("ready")
        upgrade(vault.writer, lambda _revision: None, steps=steps)
        tell("migrated")


if __name__ == "__main__":
    works: dict[str, Callable[..., None]] = {"save": save, "import": import_, "migrate": migrate}
    works[sys.argv[1]](*map(Path, sys.argv[2:]))
