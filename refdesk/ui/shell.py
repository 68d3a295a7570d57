"""What stands behind the windows: unlocking, locking, and the lanes of one run of the program."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, QTimer, Signal

from refdesk.domain.errors import KnownFailure, RefDeskError, WrongPassphrase
from refdesk.i18n import _
from refdesk.settings import SCALE, SCHEME
from refdesk.ui.errors import Errors
from refdesk.ui.garbage import WindowCollector
from refdesk.ui.jobs import Jobs
from refdesk.ui.notice import Weight
from refdesk.ui.theme import Scheme, Theme
from refdesk.ui.unlock import UnlockWindow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from refdesk.services.drafts import Draft
    from refdesk.services.preferences import Preferences
    from refdesk.services.session import Desk, Desks
    from refdesk.services.work import Watched
    from refdesk.ui.dialogs.first_run import FirstRunWindow, NewDesk
    from refdesk.ui.main_window import MainWindow
    from refdesk.ui.window_state import WindowState

WARM_AFTER_MS = 50
"""When to begin importing what comes after the unlock window: once it has been painted."""

RECENT = "recent_desks"
"""Under which name this computer remembers the folders of its desks, the last one first."""
MOST_RECENT = 6
SAMPLE_FOLDER = "Sample desk"
Opened = tuple["Desk", str, "list[Draft]"]


class Shell(QObject):
    """Shows the unlock window, then the desk, then the unlock window again.

    Args:
        app: the program.
        desks: opens desks, or makes what opens them; made away from the window.
        folder: of the desk to unlock first.
        preferences: what has been chosen on this computer.
        propose: returns the folder that new desks are proposed in.
    """

    opened = Signal()
    locked = Signal()

    def __init__(
        self,
        app: QApplication,
        desks: Desks | Callable[[], Desks],
        folder: Path | None,
        *,
        preferences: Preferences,
        propose: Callable[[], Path] = Path.home,
    ) -> None:
        super().__init__()
        self._app, self._desks, self.preferences = app, desks, preferences
        self.theme = Theme(app, Scheme(preferences.value(SCHEME)), self._scale())
        self.errors = Errors(self.theme)
        self.jobs = Jobs(self.errors.show_error)
        self._collector = WindowCollector()
        self.desk: Desk | None = None
        self.main: MainWindow | None = None
        self.unlock = self._make_unlock(folder or next(iter(self._recent()), None))
        app.setQuitOnLastWindowClosed(False)
        self.first_run: FirstRunWindow | None = None
        self._propose = propose
        self._warming = QTimer(self)
        self._warming.setSingleShot(True)
        self._warming.setInterval(WARM_AFTER_MS)
        self._warming.timeout.connect(self._warm)

    def _make_unlock(self, folder: Path | None) -> UnlockWindow:
        window = UnlockWindow(self.theme, folder, self.try_unlock, recent=self._recent())
        window.closed.connect(self._window_closed)
        window.new_asked.connect(self.show_first_run)
        return window

    def start(self) -> None:
        """Show the unlock window, or the guide where there is no desk yet; warm up meanwhile."""
        if self.unlock.folder is None and not self.unlock.recent:
            self.show_first_run()
        else:
            self._say_sample()
            self.unlock.show()
        self._warming.start()

    def show_first_run(self) -> None:
        """Show the guide that makes a desk."""
        from refdesk.services.session import check_passphrase  # noqa: PLC0415  once on a computer
        from refdesk.ui.dialogs.first_run import FirstRunWindow  # noqa: PLC0415

        if self.first_run is None:
            window = FirstRunWindow(
                self.theme,
                self.jobs,
                self._new_desks(),
                self._create,
                self._open_sample,
                check_passphrase,
            )
            window.closed.connect(self._window_closed)
            window.open_other.connect(self._show_unlock)
            self.first_run = window
        self.first_run.show()
        self.unlock.hide()

    def try_unlock(self, folder: Path, passphrase: str) -> None:
        """Open a desk away from the window's thread."""

        def open_desk(_progress: Watched) -> Opened:
            return self._read(self._opener().open(folder, passphrase))

        self.jobs.run_change(open_desk, self._opened, self._refused)

    def _new_desks(self) -> Path:
        from refdesk.screens.places import proposed  # noqa: PLC0415  once on a computer

        return proposed(self._propose(), Path.home())

    def _create(self, wanted: NewDesk) -> None:
        from refdesk.screens import places  # noqa: PLC0415  once on a computer

        def create(_progress: Watched) -> Opened:
            places.make_above(wanted.folder)
            return self._read(
                self._opener().create(
                    wanted.folder,
                    wanted.clinic_name,
                    wanted.passphrase,
                    user=wanted.user_name,
                    letterhead=wanted.letterhead,
                )
            )

        self.jobs.run_change(create, self._opened, self._refused)

    def _open_sample(self) -> None:
        from refdesk.screens import places  # noqa: PLC0415  seldom

        folder = self._new_desks() / SAMPLE_FOLDER

        def make(progress: Watched) -> Opened:
            from refdesk.services.sample_desk import open_sample  # noqa: PLC0415  seldom

            places.make_above(folder)
            return self._read(open_sample(self._opener(), folder, progress))

        shown = self.first_run.show_progress if self.first_run else None
        self.jobs.run_change(make, self._opened, self._refused, progress=shown)

    def _show_unlock(self) -> None:
        self.unlock.show()
        self.unlock.activateWindow()
        if self.first_run is not None:
            self.first_run.hide()

    def lock(self) -> None:
        """Hide the desk at once, then close it; a running change ends first."""
        main, desk = self.main, self.desk
        if main is None or desk is None:
            return
        self.main = self.desk = None
        self.unlock.use(desk.folder)
        kept = main.keeps_something
        self.unlock.show()
        main.hide()
        self._leave(main)
        self.unlock.say_locked(kept=kept)
        self._say_sample()
        self.jobs.run_change(self._closing(desk), lambda _done: self.locked.emit())

    def close(self) -> None:
        """End the run: close the desk, end the lanes."""
        self._warming.stop()
        desk, main = self.desk, self.main
        self.desk = self.main = None
        if main is not None:
            self._leave(main)
        if desk is not None:
            self.jobs.run_change(self._closing(desk), lambda _done: None)
        self.jobs.close()
        self.unlock.deleteLater()
        if self.first_run is not None:
            self.first_run.deleteLater()
        self._collector.close()

    def _say_sample(self) -> None:
        """Tell the passphrase of the sample desk, which guards nothing."""
        if self.unlock.folder is not None and self.unlock.folder.name == SAMPLE_FOLDER:
            from refdesk.services.sample_desk import PASSPHRASE  # noqa: PLC0415  seldom

            words = _("Its passphrase is: {passphrase}").format(passphrase=PASSPHRASE)
            self.unlock.notice.tell(Weight.INFO, _("This is the sample desk."), words)

    def _recent(self) -> list[Path]:
        kept = self.preferences.computer.get(RECENT)
        known = (
            [Path(one) for one in kept if isinstance(one, str)] if isinstance(kept, list) else []
        )
        return [folder for folder in known[:MOST_RECENT] if folder.is_dir()]

    def _remember(self, folder: Path) -> None:
        recent = [folder, *(one for one in self._recent() if one != folder)][:MOST_RECENT]
        self.unlock.recent = tuple(recent)
        with contextlib.suppress(KnownFailure):  # then it is chosen by hand next time
            self.preferences.computer.put(RECENT, [str(one) for one in recent])

    def _window_state(self) -> WindowState:
        from refdesk.ui.window_state import WindowState  # noqa: PLC0415  not at start

        return WindowState(self.preferences.computer)

    def _leave(self, main: MainWindow) -> None:
        failed: Exception | None = None
        try:
            self._window_state().remember(main)
            main.leave()
        except Exception as error:  # noqa: BLE001  whatever it is, the desk is locked
            failed = error
        self.jobs.forget()
        self.errors.forget()
        main.deleteLater()
        if failed is not None:
            self.errors.show_error(failed)

    def _closing(self, desk: Desk) -> Callable[[Watched], None]:
        def close_desk(_progress: Watched) -> None:
            self.jobs.wait_for_others()
            self.preferences.close()
            desk.close()

        return close_desk

    def _read(self, desk: Desk) -> Opened:
        """Read what the window needs at once; a desk that cannot be read is closed again."""
        from refdesk.services.drafts import Drafts  # noqa: PLC0415  SQLAlchemy comes with it

        try:
            self.preferences.open(desk)
            return desk, desk.clinic.name, Drafts(desk).mine()
        except BaseException:
            self.preferences.close()
            desk.close()
            raise

    def _opener(self) -> Desks:
        return self._desks() if callable(self._desks) else self._desks

    def _opened(self, opened: Opened) -> None:
        self.desk, clinic, drafts = opened
        self._remember(self.desk.folder)
        self._show_main(self.desk, clinic, drafts)
        self.unlock.hide()
        self.unlock.welcome()
        if self.first_run is not None:
            self.first_run.welcome()
            self.first_run.hide()
            self.first_run.deleteLater()
            self.first_run = None
        self.opened.emit()

    def _show_main(self, desk: Desk, clinic: str, drafts: list[Draft]) -> None:
        from refdesk.ui.main_window import SIZE, MainWindow  # noqa: PLC0415  warmed meanwhile

        main = MainWindow(
            self.theme,
            self.jobs,
            desk,
            clinic,
            preferences=self.preferences,
            show_error=self.errors.show_error,
        )
        main.lock_asked.connect(self.lock)
        main.closed.connect(self._window_closed)
        main.scale_changed.connect(self._rescale)
        self.main = main
        self._window_state().restore(main, QSize(*SIZE))
        main.begin(drafts)

    def _rescale(self) -> None:
        """Build the window anew in another size, at once; what was typed is among the drafts."""
        main, desk = self.main, self.desk
        if main is None or desk is None:
            return
        self._window_state().remember(main)
        main.leave()
        self.jobs.forget()
        self.theme.scale_to(self._scale())
        self.unlock.deleteLater()
        self.unlock = self._make_unlock(desk.folder)
        self._show_main(desk, main.clinic, [])
        main.hide()
        main.deleteLater()
        if self.main is not None:
            self.main.drafts_changed()
            self.main.open_settings(SCALE.name)  # where the size was chosen

    def _scale(self) -> float:
        return int(self.preferences.value(SCALE)) / 100

    def _refused(self, error: BaseException) -> None:
        asked = self.first_run
        window = asked if asked is not None and asked.is_busy else self.unlock
        if isinstance(error, RefDeskError):
            window.refuse(error)
            if window is self.unlock and isinstance(error, WrongPassphrase):
                self._say_sample()
        else:
            window.stop()
            self.errors.show_error(error)

    def _window_closed(self) -> None:
        self._app.quit()

    def _warm(self) -> None:
        self.jobs.run_query(_import_the_rest, lambda _done: None)


def _import_the_rest() -> None:
    from refdesk.domain import business  # noqa: PLC0415
    from refdesk.services import changes, drafts, records, session  # noqa: PLC0415
    from refdesk.ui import main_window, today_page  # noqa: PLC0415

    session.warm()
    business.warm()
    del changes, drafts, records, main_window, today_page
