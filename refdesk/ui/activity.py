"""Changes in the one way: progress after 300 ms with cancel, a result bar, errors told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QEvent, QObject, QTimer

from refdesk.domain.errors import Cancelled, UserError
from refdesk.i18n import _
from refdesk.ui.alive import is_alive
from refdesk.ui.result_bar import ProgressBar, ResultBar, Sort

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from refdesk.services.work import Watched
    from refdesk.ui.jobs import Job, Jobs
    from refdesk.ui.key_map import KeyMap
    from refdesk.ui.theme import Theme

T = TypeVar("T")
PATIENCE_MS = 300
"""How long something may run before the person is told that it does."""


class Activity(QObject):
    """The bars at the bottom of one window, and the changes they tell of.

    Args:
        theme: colours and sizes.
        jobs: the lanes to the desk.
        keys: of Undo and Cancel.
        over: the widget at whose bottom the bars stand.
        show_error: is told of failures that the caller does not take itself.
    """

    def __init__(
        self,
        theme: Theme,
        jobs: Jobs,
        keys: KeyMap,
        over: QWidget,
        show_error: Callable[[BaseException], None],
    ) -> None:
        super().__init__(over)
        self._jobs, self._show_error = jobs, show_error
        self.result = ResultBar(theme, keys.keys("undo"), over)
        self.progress = ProgressBar(theme, keys.keys("cancel"), over)
        self._over = over
        self._running: list[tuple[Job[Any], str]] = []
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._show_progress)
        over.installEventFilter(self)

    @property
    def is_busy(self) -> bool:
        """Whether a change is running that could be stopped."""
        return bool(self._running)

    def run(
        self,
        words: str,
        work: Callable[[Watched], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Change the desk away from the window; see `Host.run`."""
        entry: list[tuple[Job[Any], str]] = []
        self.result.back = None  # from now on the newest change is this one

        def ended() -> None:
            if entry and entry[0] in self._running:
                self._running.remove(entry[0])
            if not self._running:
                self._patience.stop()
                self.progress.end()
            elif self.progress.isVisible():
                self._show_progress()  # what runs now, with its own words and its own Cancel

        def succeeded(answer: T) -> None:
            ended()
            if done is not None and is_alive(done):
                done(answer)

        def refused(error: BaseException) -> None:
            ended()
            if isinstance(error, Cancelled):
                self.tell(_("Stopped; nothing was changed"), Sort.REMARK)
            (failed if failed and is_alive(failed) else self._show_error)(error)

        job = self._jobs.run_change(work, succeeded, refused, progress=self._step)
        entry.append((job, words))
        self._running.append(entry[0])
        if not self._patience.isActive() and not self.progress.isVisible():
            self._patience.start()

    def tell(
        self,
        words: str,
        sort: Sort = Sort.DONE,
        *,
        undo: bool = False,
        back: Callable[[], None] | None = None,
    ) -> None:
        """Say what was done, or what else is to be known.

        Args:
            words: the news.
            sort: its mark.
            undo: whether Undo stands beside it.
            back: what Undo does then, where the news is of no change of the desk.
        """
        self.result.tell(words, sort, undo=undo, back=back)

    def refuse(self, why: str | BaseException) -> None:
        """Say why something was not done; what is no refusal is told in its own box."""
        if isinstance(why, str):
            self.tell(why, Sort.REFUSED)
        elif isinstance(why, UserError):
            self.tell(why.message, Sort.REFUSED)
        else:
            self._show_error(why)

    def lift(self, room: int) -> None:
        """Stand higher, so that the page's own buttons at the bottom stay in sight."""
        for bar in (self.result, self.progress):
            bar.lift = room
            bar.place()

    def cancel(self) -> None:
        """Stop what is running."""
        self.progress.cancel()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the bars at the bottom when the page changes its size."""
        if event.type() == QEvent.Type.Resize:
            self.result.place()
            self.progress.place()
        return super().eventFilter(watched, event)

    def _show_progress(self) -> None:
        if self._running:
            job, words = self._running[0]
            self.progress.begin(words, job.cancel)

    def _step(self, done: int, total: int | None, words: str) -> None:
        if self.progress.isVisible():
            self.progress.step(done, total, words)
