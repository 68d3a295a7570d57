"""A process in whose window somebody types a new practice until it is killed.

Run as ``python -m tests.helpers.typist FOLDER``; each line of its output is the second, since the
first letter, and how many letters have been typed by then.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from refdesk.services.preferences import Computer, Preferences
from refdesk.ui.shell import Shell
from tests.helpers.desks import PASSPHRASE, cheap_desks
from tests.helpers.window import focused, press

LETTERS = "abcdefghijklmnopqrstuvwxyz"
EVERY_MS = 60


class Typist:
    """Unlocks the desk, asks for a new practice, and types its name without a pause."""

    def __init__(self, shell: Shell) -> None:
        self._shell, self._count, self._start = shell, 0, 0.0
        self._timer = QTimer()
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._type)
        shell.opened.connect(self._begin)
        shell.start()
        QTest.qWaitForWindowActive(shell.unlock)
        QTest.keyClicks(shell.unlock.field, PASSPHRASE)
        press("Return")

    def _begin(self) -> None:
        main = self._shell.main
        assert main is not None
        QTest.qWaitForWindowActive(main)
        main.new_record("practice")
        self._start = time.monotonic()
        self._timer.start()

    def _type(self) -> None:
        QTest.keyClicks(focused(), LETTERS[self._count % len(LETTERS)])
        self._count += 1
        sys.stdout.write(f"{time.monotonic() - self._start:.3f} {self._count}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    app = QApplication([])
    shell = Shell(app, cheap_desks(), Path(sys.argv[1]), preferences=Preferences(Computer(None)))
    typist = Typist(shell)
    sys.exit(app.exec())
