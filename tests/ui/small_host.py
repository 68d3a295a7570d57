"""A window's host for tests of one page or dialog: a real desk, real lanes, and no window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from refdesk.services.preferences import Computer, Preferences
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.work import Watched
from refdesk.settings import Setting
from refdesk.ui.jobs import Jobs
from refdesk.ui.key_map import KeyMap
from refdesk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class SmallHost:
    """Runs changes in the lane and notes what a person would be told."""

    def __init__(self, theme: Theme, desk: Desk, computer: Computer | None = None) -> None:
        self.theme, self.desk, self.records = theme, desk, Records(desk)
        self.told: list[BaseException] = []
        self.jobs = Jobs(self.told.append)
        self.preferences = Preferences(computer or Computer(None))
        self.preferences.open(desk)
        self.keys = KeyMap(self.preferences)
        self.preferences.listen(self._chosen)
        self.running = 0

    def run(
        self,
        words: str,
        work: Callable[[Watched], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Change the desk away from the window."""
        assert words
        self.running += 1

        def ended(result: Any) -> None:
            self.running -= 1
            if done is not None:
                done(result)

        def went_wrong(error: BaseException) -> None:
            self.running -= 1
            (failed or self.told.append)(error)

        self.jobs.run_change(work, ended, went_wrong)

    def show_error(self, error: BaseException) -> None:
        """Note what the person is told."""
        self.told.append(error)

    def _chosen(self, setting: Setting) -> None:
        self.jobs.post(lambda: self.keys.setting_changed(setting))


def shown(qtbot, widget: QWidget) -> None:
    """Show a widget and wait until it has been painted."""
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
