"""A shell over a small desk, unlocked through the real window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from refdesk.domain.practice import Practice
from refdesk.services.preferences import Computer, Preferences
from refdesk.services.records import Records
from refdesk.ui.main_window import MainWindow
from refdesk.ui.shell import Shell
from tests.helpers.desks import PASSPHRASE, cheap_desks, make_desk

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

MainWindow.begins_with = "lists"  # where most stories begin; those of Today open it
NAMES = ["Cedar Grove", "Harrow Creek", "Aldermoor", "Tilbrook"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a closed desk with four practices."""
    folder = tmp_path / "Lakeline"
    with make_desk(folder, "Lakeline") as desk:
        records = Records(desk)
        for name in NAMES:
            records.add(Practice, {"name": name})
    return folder


@pytest.fixture
def shell(qapp: QApplication, folder: Path) -> Iterator[Shell]:
    """A started shell that shows its unlock window."""
    preferences = Preferences(Computer(None))
    preferences.computer.put("scheme", "light")
    shell = Shell(qapp, cheap_desks(), folder, preferences=preferences)
    shell.start()
    yield shell
    shell.close()
    shell.unlock.close()


@pytest.fixture
def main(shell: Shell, qtbot) -> MainWindow:
    """The window of the open desk, its first list read."""
    return unlock_by_keys(shell, qtbot)


def unlock_by_keys(shell: Shell, qtbot, passphrase: str = PASSPHRASE) -> MainWindow:
    window = shell.unlock
    qtbot.waitUntil(lambda: not window.is_busy)
    window.activateWindow()
    qtbot.keyClicks(window.field, passphrase)
    with qtbot.waitSignal(shell.opened):
        qtbot.keyClick(window.field, Qt.Key.Key_Return)
    main = shell.main
    assert main is not None
    main.resize(1360, 850)
    main.activateWindow()
    page: Any = main.page
    qtbot.waitUntil(lambda: page.state.is_open)
    return main


def shown(main: MainWindow, column: int = 0) -> list[str]:
    """Return what a person reads in a column of the list in sight."""
    page: Any = main.page
    model = page.table.rows
    return [model.index(row, column).data() for row in range(model.rowCount())]
