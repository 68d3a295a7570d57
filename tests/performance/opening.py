"""What an unlock promises: the first page at once, in a process that stays small."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys

from tests.performance.large_desk import PASSPHRASE, large_folder
from tests.performance.row import Row, scaled

TIMES = 5

# A process of its own: what it reports is its own memory, and imports are warmed as in real life.
CODE = """
import json, sys, time
from pathlib import Path
from PySide6.QtWidgets import QApplication
from refdesk.services.preferences import Computer, Preferences
from refdesk.services.session import Desks
from refdesk.ui.shell import Shell
from refdesk.vault import keys
from refdesk.vault.unlock import Vaults
from tests.helpers.desks import CHEAP

folder, passphrase = Path(sys.argv[1]), sys.argv[2]
derived = []
derive = keys.derive

def timed(*given):
    key = derive(*given)
    derived.append(time.perf_counter())
    return key

keys.derive = timed
app = QApplication([])
shell = Shell(app, Desks(Vaults(CHEAP)), folder, preferences=Preferences(Computer(None)))
shell.start()

def until(ready):
    while not ready():
        app.processEvents()
        time.sleep(0.0005)  # else the waiting itself takes the reader's time

until(lambda: "refdesk.ui.main_window" in sys.modules and "refdesk.store.database" in sys.modules)
quiet = time.perf_counter() + 1.0
until(lambda: time.perf_counter() > quiet)
painted = []

def open_desk():
    shell.try_unlock(folder, passphrase)
    until(lambda: shell.main is not None)
    shell.main.resize(1360, 850)
    until(lambda: shell.main.page is shell.main.stack.today)
    until(lambda: not shell.main.page._is_dirty)
    app.processEvents()
    painted.append(time.perf_counter())

def memory(name):
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024

open_desk()
main = shell.main
main.open_list("referral")
until(lambda: main.page.shows.kind == "referral" and main.page.state.is_open)
bar = main.page.table.verticalScrollBar()
for step in range(60):
    bar.setValue(bar.maximum() * step // 60)
    app.processEvents()
print(json.dumps({
    "ms": (painted[0] - derived[0]) * 1000, "rss": memory("VmRSS"), "peak": memory("VmHWM"),
}))
shell.close()
"""


def _measured(times: int) -> list[dict[str, float]]:
    found = []
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    for _run in range(times):
        done = subprocess.run(
            [sys.executable, "-c", CODE, str(large_folder()), PASSPHRASE],
            capture_output=True, check=True, text=True, env=environment,
        )  # fmt: skip
        found.append(json.loads(done.stdout.strip().splitlines()[-1]))
    return found


def first_page() -> Row:
    """From the derived key to Today with its rows painted, on the large desk, imports warmed."""
    from tests.performance.core import open_desk

    floor = open_desk().floor
    value = statistics.median(one["ms"] for one in _measured(TIMES))
    return Row("first_page", round(value, 1), "ms", floor, scaled(500.0, floor, 212.0))


def memory() -> Row:
    """Memory of the program after the list of 200,000 referrals was scrolled through, in MB."""
    (found,) = _measured(1)
    return Row("memory", round(found["rss"], 1), "MB", round(found["peak"], 1), 220.0)


ROWS = (first_page, memory)
