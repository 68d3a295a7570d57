"""Starts the window."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from refdesk.ui.shell import Shell
from refdesk.ui.theme import STYLE, STYLED

if TYPE_CHECKING:
    from refdesk.services.preferences import Preferences
    from refdesk.services.session import Desks


def run(
    desks: Desks | Callable[[], Desks],
    folder: Path | None,
    preferences: Preferences,
    propose: Callable[[], Path] = Path.home,
    *,
    passphrase: str | None = None,
) -> int:
    """Show the unlock window and return the program's exit code when the person is done.

    Args:
        desks: opens desks; a function that makes them is called away from the window.
        folder: of the desk to unlock; None for the one that was open last.
        preferences: what has been chosen on this computer.
        propose: returns the folder that new desks are proposed in.
        passphrase: unlocks at once; for tests only.
    """
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else _new_app()
    app.setApplicationName("RefDesk")
    app.setApplicationDisplayName("")
    shell = Shell(app, desks, folder, preferences=preferences, propose=propose)
    shell.errors.install()
    try:
        shell.start()
        if folder is not None and passphrase is not None:
            shell.try_unlock(folder, passphrase)
        return app.exec()
    finally:
        shell.errors.uninstall()
        shell.close()


def _new_app() -> QApplication:
    # Asked for by name here, the style costs nothing; asked for later, Qt hands out an object whose
    # class alone takes 5 ms to make.
    app = QApplication([*sys.argv[:1], "-style", STYLE])
    app.setProperty(STYLED, STYLE)
    return app
