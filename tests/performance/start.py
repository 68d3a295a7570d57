"""What a start promises: the unlock window is there almost as soon as an empty one."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.performance.row import Row

TIMES = 15
MOST = 1.5

# Both tell when the first paint is over: a timer of no time fires after the whole window is drawn.
_TELL = """
def tell():
    os.write(1, b"painted")
    os._exit(0)
"""
EMPTY = f"""
import os
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
{_TELL}
class Window(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, tell)

app = QApplication([])
window = Window()
window.resize(480, 440)
window.show()
app.exec()
"""
UNLOCK = f"""
import gc
import os
import sys
from importlib import import_module
from refdesk.app.bootstrap import BEFORE_QT
from refdesk.app.main import main
gc.disable()
for name in BEFORE_QT:
    import_module(name)
from PySide6.QtCore import QTimer
from refdesk.ui.unlock import UnlockWindow
{_TELL}
paint = UnlockWindow.paintEvent

def painted(self, event):
    paint(self, event)
    QTimer.singleShot(0, tell)

UnlockWindow.paintEvent = painted
main(sys.argv[1:])
"""


def unlock_window() -> Row:
    """From the start of the process to the painted unlock window, beside an empty QWidget."""
    with tempfile.TemporaryDirectory(prefix="refdesk-bench-") as folder:
        desk = Path(folder) / "Lakeline.refdesk"
        (Path(folder) / "settings.json").write_text('{"scheme": "light", "scale": 100}', "utf-8")
        runs: dict[str, list[float]] = {EMPTY: [], UNLOCK: []}
        for _run in range(TIMES + 1):  # in turns, so that both meet the same machine
            for code, times in runs.items():
                times.append(_ms_to_paint(code, desk))
    floor, value = (round(statistics.median(times[1:]), 1) for times in runs.values())
    return Row("unlock_window", value, "ms", floor, round(MOST * floor, 1))


def _ms_to_paint(code: str, desk: Path) -> float:
    # Compiled once, in the run that does not count, as the program that people install is.
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    given |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(desk.parent / "compiled")}
    given["REFDESK_SETTINGS"] = str(desk.parent / "settings.json")
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(desk)], stdout=subprocess.PIPE, env=given
    )
    told = process.stdout.read(7) if process.stdout else b""
    took = (time.perf_counter() - start) * 1000
    process.communicate()
    if told != b"painted":
        raise RuntimeError("the window was not painted")
    return took


ROWS = (unlock_window,)
