"""The program's window from start to end."""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer

from refdesk.services.preferences import Computer, Preferences
from refdesk.ui.main_window import MainWindow
from refdesk.ui.start import run
from tests.helpers.desks import PASSPHRASE, cheap_desks, reopen
from tests.ui.conftest import NAMES, shown


def test_the_program_runs_until_its_window_is_closed_and_leaves_the_desk_locked(qapp, folder):
    seen: list[str] = []
    hook = sys.excepthook

    def look() -> None:
        for window in qapp.topLevelWidgets():
            if isinstance(window, MainWindow) and window.pages["practice"].state.is_open:
                seen.extend(shown(window))
                timer.stop()
                window.close()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(20)
    assert run(cheap_desks, folder, Preferences(Computer(None)), passphrase=PASSPHRASE) == 0
    assert seen == sorted(NAMES)
    assert sys.excepthook is hook
    reopen(folder).close()
