"""Draws every window into a folder: ``python -m tests.helpers.pictures DIR``."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QApplication, QWidget

from refdesk.screens.catalogue import SCREENS
from refdesk.ui.errors import Errors
from refdesk.ui.shell import Shell
from refdesk.ui.theme import Scheme
from tests.helpers.desks import PASSPHRASE, cheap_desks, make_desk
from tests.helpers.invented import fill

PATIENCE = 20.0
FULL = QSize(1360, 850)
DOUBLE = QSize(1920, 1080)  # a common laptop at 200 %


class Painter:
    """Drives one shell and saves what it shows."""

    def __init__(self, app: QApplication, into: Path, look: str) -> None:
        self.app, self.into, self.look = app, into, look
        self.saved: list[Path] = []

    def until(self, ready: Callable[[], bool]) -> None:
        """Let the window work until something is true."""
        end = time.monotonic() + PATIENCE
        while not ready():
            self.app.processEvents()
            if time.monotonic() > end:
                raise TimeoutError("the window did not get there")
        for _turn in range(5):
            self.app.processEvents()

    def save(self, widget: QWidget, name: str) -> None:
        """Save a picture of a window."""
        for _turn in range(5):
            self.app.processEvents()
        path = self.into / f"{name}-{self.look}.png"
        if not widget.grab().save(str(path)):
            raise OSError(path)
        self.saved.append(path)

    def unlock(self, shell: Shell, folder: Path) -> None:
        """Save the unlock window in its states, and leave the desk open."""
        shell.start()
        window = shell.unlock
        window.activateWindow()
        window.field.setFocus()
        self.until(lambda: True)
        window.field.setText("a passphrase")
        self.save(window, "unlock")
        shell.try_unlock(folder, "not the passphrase")
        self.until(window.notice.isVisible)
        self.save(window, "unlock-wrong")
        window.use(None)
        self.save(window, "unlock-no-desk")
        window.use(folder)
        window.field.setText(PASSPHRASE)
        window.button.click()
        self.save(window, "unlock-busy")
        self.until(lambda: shell.main is not None)

    def lists(self, shell: Shell, size: QSize, suffix: str = "") -> None:
        """Save every list."""
        main = shell.main
        if main is None:
            raise RuntimeError("the desk is not open")
        main.resize(size)
        for screen in SCREENS:
            main.sidebar.choose(screen.kind)
            self.until(lambda: main.page.state.is_open)
            main.page.table.setFocus()
            self.until(lambda: main.page.state.row(0) is not None or not main.page.state.ids)
            self.save(main, f"list-{screen.kind}{suffix}")


def draw(app: QApplication, into: Path, scheme: Scheme, scale: float) -> list[Path]:
    """Save every picture in one scheme and size."""
    look = scheme.value if scale == 1.0 else f"{scheme.value}-{scale:.0%}".rstrip("%")
    size = FULL if scale == 1.0 else DOUBLE
    painter = Painter(app, into, look)
    with TemporaryDirectory() as place:
        folder = Path(place) / "Cedar Grove Joint Clinic"
        with make_desk(folder, folder.name) as desk:
            fill(desk)
        shell = Shell(app, cheap_desks(), folder, scheme=scheme, scale=scale)
        painter.unlock(shell, folder)
        painter.lists(shell, size)
        states(painter, shell, size)
        shell.lock()
        painter.until(lambda: shell.main is None)
        shell.close()
        empty = Path(place) / "Empty"
        make_desk(empty).close()
        shell = Shell(app, cheap_desks(), empty, scheme=scheme, scale=scale)
        shell.try_unlock(empty, PASSPHRASE)
        painter.until(lambda: shell.main is not None)
        painter.lists(shell, size, "-empty")
        shell.close()
    return painter.saved


def states(painter: Painter, shell: Shell, size: QSize) -> None:
    """Save what a list looks like while it is used."""
    main = shell.main
    if main is None:
        raise RuntimeError("the desk is not open")
    main.resize(size)
    main.sidebar.choose("practice")
    page = main.page
    page.find_box.setFocus()
    page.find_box.setText("clinic")
    page.find_box.typed.emit("clinic")
    painter.until(lambda: len(page.state.ids) < page.state.total)
    painter.save(main, "state-found")
    page.find_box.setText("zzz")
    page.find_box.typed.emit("zzz")
    painter.until(lambda: not page.state.ids)
    painter.save(main, "state-nothing-found")
    page.find_box.setText("")
    page.find_box.typed.emit("")
    painter.until(lambda: len(page.state.ids) == page.state.total)
    page.table.header.setFocus()
    painter.save(main, "state-header-focus")
    main.resize(main.minimumSize() + QSize(100, 100))
    painter.save(main, "state-small")
    errors = Errors(shell.theme)
    errors.show_error(RuntimeError())
    painter.until(lambda: errors._dialog is not None)
    if errors._dialog is not None:
        errors._dialog.move(QPoint(0, 0))
        painter.save(errors._dialog, "state-error")
        errors._dialog.accept()


def main(arguments: list[str]) -> int:
    """Draw every picture into the folder that is named."""
    if len(arguments) != 1:
        sys.stderr.write("python -m tests.helpers.pictures DIR\n")
        return 2
    into = Path(arguments[0])
    into.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    for scheme, scale in ((Scheme.LIGHT, 1.0), (Scheme.DARK, 1.0), (Scheme.LIGHT, 2.0)):
        for path in draw(app, into, scheme, scale):
            sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
