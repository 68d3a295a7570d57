"""The plug is pulled between two slices: whole or not at all, and never half."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.services.changes import Changes
from refdesk.services.records import Records
from tests.helpers.desks import make_desk, reopen
from tests.store.slicer import EACH, SLICES

ROOT = Path(__file__).parents[2]
FEW, MANY = 3, 40
AFTER = [0.003 + 0.031 * place for place in range(MANY)]


def work_until_killed(folder: Path, after: float) -> None:
    """Let a process work and kill it `after` seconds."""
    victim = subprocess.Popen(
        [sys.executable, "-m", "tests.store.slicer", str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert victim.stdout is not None
    assert victim.stdout.readline() == "ready\n"
    timer = threading.Timer(after, victim.kill)
    timer.start()
    victim.stdout.read()
    victim.wait()
    timer.join()
    victim.stdout.close()


@pytest.mark.parametrize(
    "after",
    [pytest.param(s, marks=[pytest.mark.faults] if n >= FEW else []) for n, s in enumerate(AFTER)],
)
def test_a_long_change_that_is_killed_is_there_whole_or_not_at_all(
    tmp_path: Path, after: float
) -> None:
    make_desk(tmp_path / "desk").close()
    work_until_killed(tmp_path / "desk", after)
    with reopen(tmp_path / "desk") as desk:
        assert desk.verify() == []
        records = Records(desk)
        counts = [
            len(records.ids(of, records.query(of, search=words)))
            for of, words in ((Practice, "larkmead"), (Person, "okafor"))
        ]
        assert counts in ([0, 0], [SLICES * EACH] * 2)
        with desk.db.reading() as connection:
            assert desk.db.replay.unfinished(connection) == set()
        was_open = any(line.label.startswith("Take back") for line in Changes(desk).newest(1))
        assert was_open == bool(desk.notices)
    with reopen(tmp_path / "desk") as desk:
        assert desk.notices == []
