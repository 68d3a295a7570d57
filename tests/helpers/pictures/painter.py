"""Drives one shell and saves what it shows."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from refdesk.services.preferences import Computer, Preferences
from refdesk.ui.form_page import FormPage
from refdesk.ui.list_page import ListPage
from refdesk.ui.main_window import MainWindow
from refdesk.ui.shell import Shell
from tests.helpers.desks import PASSPHRASE, cheap_desks
from tests.helpers.window import press

PATIENCE = 20.0
FULL = QSize(1360, 850)
DOUBLE = QSize(1920, 1080)  # a common laptop at 200 %
NARROW = QSize(700, 500)
W = TypeVar("W", bound=QWidget)


class Painter:
    """Keeps one shell open and saves pictures of its windows.

    Args:
        app: the program.
        into: the folder for the pictures.
        scheme: light or dark.
        scale: in percent.
    """

    def __init__(self, app: QApplication, into: Path, scheme: str, scale: int) -> None:
        self.app, self.into = app, into
        self.scheme, self.scale = scheme, scale
        self.look = scheme if scale == 100 else f"{scheme}-{scale}"
        self.size = FULL if scale == 100 else DOUBLE
        self.saved: list[Path] = []

    def shell(self, folder: Path | None, propose: Path) -> Shell:
        """Return a shell with this look."""
        preferences = Preferences(Computer(None))
        preferences.computer.put("scheme", self.scheme)
        preferences.computer.put("scale", self.scale)
        return Shell(
            self.app, cheap_desks(), folder, preferences=preferences, propose=lambda: propose
        )

    def open(self, shell: Shell, folder: Path) -> MainWindow:
        """Unlock a desk; return its window."""
        shell.unlock.use(folder)
        shell.try_unlock(folder, PASSPHRASE)
        return self.opened(shell)

    def opened(self, shell: Shell) -> MainWindow:
        """Wait for the window of the desk that is being opened."""
        self.until(lambda: shell.main is not None)
        main = shell.main
        if main is None:
            raise RuntimeError("the desk is not open")
        main.resize(self.size)
        main.activateWindow()
        self.read(main)
        return main

    def until(self, ready: Callable[[], object]) -> None:
        """Let the window work until something is true."""
        end = time.monotonic() + PATIENCE
        while not ready():
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)
            if time.monotonic() > end:
                raise TimeoutError("the window did not get there")
        self.settle()

    def settle(self) -> None:
        """Let what is under way come to its end."""
        for _turn in range(5):
            self.app.processEvents()

    def read(self, main: MainWindow) -> None:
        """Wait until everything that was asked of the desk has been answered."""
        answered: list[object] = []
        main.jobs.run_query(lambda: None, answered.append)
        self.until(lambda: answered)
        answered.clear()  # an answer may have asked again
        main.jobs.run_query(lambda: None, answered.append)
        self.until(lambda: answered)

    def save(self, widget: QWidget, name: str) -> Path:
        """Save a picture of a window."""
        self.settle()
        path = self.into / f"{name}-{self.look}.png"
        if not widget.grab().save(str(path)):
            raise OSError(path)
        self.saved.append(path)
        return path

    def press(self, keys: str) -> None:
        """Press a key where the focus is."""

        press(keys)
        self.settle()

    def type_text(self, text: str) -> None:
        """Type ASCII where the focus is."""
        focused = self.app.focusWidget()
        if focused is not None:
            QTest.keyClicks(focused, text)
        self.settle()

    def open_list(self, main: MainWindow, kind: str) -> ListPage:
        """Show the list of a kind, its rows in sight and with the focus."""
        self._come_back(main)
        main.open_list(kind)
        self.until(lambda: isinstance(main.page, ListPage) and main.page.state.is_open)
        page = main.page
        if not isinstance(page, ListPage):
            raise TypeError(kind)
        self.until(lambda: page.state.row(0) is not None or not page.state.ids)
        page.open()
        return page

    def open_form(self, main: MainWindow, kind: str, row_id: int = 0) -> FormPage:
        """Show the form of a record, or of a new one."""
        self._come_back(main)
        before = main.page
        if row_id:
            main.open_form(kind, row_id)
        else:
            main.new_record(kind)
        self.until(lambda: main.page is not before)
        page = main.page
        if not isinstance(page, FormPage):
            raise TypeError(kind)
        self.read(main)
        return page

    def dialog(self, of: type[W]) -> W:
        """Wait for a dialog or a menu of a class; return it."""
        self.until(lambda: self._shown(of))
        found = self._shown(of)[-1]
        found.activateWindow()
        self.settle()
        return found

    def drop(self, window: QDialog | QMenu) -> None:
        """Close a dialog or a menu."""
        if isinstance(window, QDialog):
            window.reject()
        else:
            window.close()
        self.settle()
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _come_back(self, main: MainWindow) -> None:
        main.activateWindow()  # a dialog may have been in front
        main.activity.result.hide()

    def _shown(self, of: type[W]) -> list[W]:
        tops: list[Any] = self.app.topLevelWidgets()
        return [one for one in tops if isinstance(one, of) and one.isVisible()]
