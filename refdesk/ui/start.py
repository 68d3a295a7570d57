"""Starts the window."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from refdesk.ui.shell import Shell

if TYPE_CHECKING:
    from refdesk.services.session import Desks


def run(
    desks: Desks | Callable[[], Desks], folder: Path | None, *, passphrase: str | None = None
) -> int:
    """Show the unlock window and return the program's exit code when the person is done.

    Args:
        desks: opens desks; a function that makes them is called away from the window.
        folder: of the desk to unlock, or None to let the person choose.
        passphrase: unlocks at once; for tests only.
    """
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("RefDesk")
    app.setApplicationDisplayName("")
    shell = Shell(app, desks, folder)
    shell.errors.install()
    try:
        shell.start()
        if folder is not None and passphrase is not None:
            shell.try_unlock(folder, passphrase)
        return app.exec()
    finally:
        shell.errors.uninstall()
        shell.close()
