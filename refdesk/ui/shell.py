"""What stands behind the windows: unlocking, locking, and the lanes of one run of the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from refdesk.domain.errors import RefDeskError
from refdesk.ui.errors import Errors
from refdesk.ui.garbage import WindowCollector
from refdesk.ui.jobs import Jobs
from refdesk.ui.theme import Scheme, Theme
from refdesk.ui.unlock import UnlockWindow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from refdesk.services.session import Desk, Desks
    from refdesk.services.work import Watched
    from refdesk.ui.main_window import MainWindow

WARM_AFTER_MS = 50
"""When to begin importing what comes after the unlock window: once it has been painted."""

Opened = tuple["Desk", str]


class Shell(QObject):
    """Shows the unlock window, then the desk, then the unlock window again.

    Args:
        app: the program.
        desks: opens desks, or makes what opens them; made away from the window.
        folder: of the desk to unlock first.
        scheme: which palette to show.
        scale: size of text and controls, 1.0 to 2.0.
    """

    opened = Signal()
    locked = Signal()

    def __init__(
        self,
        app: QApplication,
        desks: Desks | Callable[[], Desks],
        folder: Path | None,
        *,
        scheme: Scheme = Scheme.SYSTEM,
        scale: float = 1.0,
    ) -> None:
        super().__init__()
        self._app, self._desks = app, desks
        self.theme = Theme(app, scheme, scale)
        self.errors = Errors(self.theme)
        self.jobs = Jobs(self.errors.show_error)
        self._collector = WindowCollector()
        self.desk: Desk | None = None
        self.main: MainWindow | None = None
        self.unlock = UnlockWindow(self.theme, folder, self.try_unlock)
        self.unlock.closed.connect(self._window_closed)
        app.setQuitOnLastWindowClosed(False)
        self._warming = QTimer(self)
        self._warming.setSingleShot(True)
        self._warming.setInterval(WARM_AFTER_MS)
        self._warming.timeout.connect(self._warm)

    def start(self) -> None:
        """Show the unlock window, and import what comes after it meanwhile."""
        self.unlock.show()
        self._warming.start()

    def try_unlock(self, folder: Path, passphrase: str) -> None:
        """Open a desk away from the window's thread."""

        def open_desk(_progress: Watched) -> Opened:
            desk = self._opener().open(folder, passphrase)
            return desk, desk.clinic.name

        self.jobs.run_change(open_desk, self._opened, self._refused)

    def lock(self) -> None:
        """Hide the desk at once, then close it; a running change ends first."""
        main, desk = self.main, self.desk
        if main is None or desk is None:
            return
        self.main = self.desk = None
        self.unlock.use(desk.folder)
        self.unlock.show()
        main.hide()
        main.leave()
        self.jobs.forget()
        self.jobs.run_change(self._closing(desk), lambda _done: self.locked.emit())
        main.deleteLater()

    def close(self) -> None:
        """End the run: close the desk, end the lanes."""
        self._warming.stop()
        desk = self.desk
        self.desk = None
        if self.main is not None:
            self.main.leave()
            self.main.deleteLater()
            self.main = None
        if desk is not None:
            self.jobs.run_change(self._closing(desk), lambda _done: None)
        self.jobs.close()
        self.unlock.deleteLater()
        self._collector.close()

    def _closing(self, desk: Desk) -> Callable[[Watched], None]:
        def close_desk(_progress: Watched) -> None:
            self.jobs.wait_for_readers()
            desk.close()

        return close_desk

    def _opener(self) -> Desks:
        return self._desks() if callable(self._desks) else self._desks

    def _opened(self, opened: Opened) -> None:
        from refdesk.ui.main_window import MainWindow  # noqa: PLC0415  warmed meanwhile

        self.desk, clinic = opened
        main = MainWindow(self.theme, self.jobs, self.desk, clinic)
        main.lock_asked.connect(self.lock)
        main.closed.connect(self._window_closed)
        self.main = main
        main.show()
        main.page.open()
        self.unlock.hide()
        self.unlock.welcome()
        self.opened.emit()

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, RefDeskError):
            self.unlock.refuse(error)
        else:
            self.unlock.stop()
            self.errors.show_error(error)

    def _window_closed(self) -> None:
        self._app.quit()

    def _warm(self) -> None:
        self.jobs.run_query(_import_the_rest, lambda _done: None)


def _import_the_rest() -> None:
    from refdesk.services import changes, records, session  # noqa: PLC0415
    from refdesk.ui import main_window  # noqa: PLC0415

    del changes, records, session, main_window
