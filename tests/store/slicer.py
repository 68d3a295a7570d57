"""A process that works in slices until it is killed; see test_unfinished.

Run as ``python -m tests.store.slicer FOLDER``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from refdesk.domain.fields import Ref
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.services import changes
from refdesk.services.changes import Changes
from tests.helpers.desks import reopen

SLICES, EACH = 6, 20


def main(folder: Path) -> None:
    """Import in slices and undo it in slices, for ever."""
    changes.MOST_AT_ONCE = EACH
    with reopen(folder) as desk:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            with desk.db.long_change("Import", by=1) as long:
                for _slice in range(SLICES):
                    with long.slice() as work:
                        for number in range(EACH):
                            made = work.add(Practice(name=f"Larkmead {number}"))
                            work.add(Person(name="Okafor", practices=(Ref(made.id),)))
            Changes(desk).undo()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
