"""The one reading of a file that runs: its progress is shown, and it can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QTimer

from refdesk.domain.errors import Cancelled, RefDeskError

if TYPE_CHECKING:
    from refdesk.services.work import Watched
    from refdesk.ui.host import Host
    from refdesk.ui.import_frame import Reading
    from refdesk.ui.jobs import Job

T = TypeVar("T")
PATIENCE_MS = 300
"""How long a file is read before the person is told that it is."""


class FileReader:
    """Reads away from the window; an answer that nobody waits for any more is dropped.

    Args:
        host: the window.
        panel: shows how far it is.
        show: shows that a reading has begun, or ended.
    """

    def __init__(self, host: Host, panel: Reading, show: Callable[[], None]) -> None:
        self._host, self._panel, self._show = host, panel, show
        self._job: Job[Any] | None = None
        self.is_shown = False
        """Whether it takes so long that the person is told."""
        self._patience = QTimer(panel)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._tell)

    @property
    def is_running(self) -> bool:
        """Whether something is being read."""
        return self._job is not None

    def run(
        self,
        verb: str,
        work: Callable[[Watched], T],
        done: Callable[[T], None],
        failed: Callable[[RefDeskError], None],
    ) -> None:
        """Read; `failed` gets what a person can be told on the page, a bug goes its own way."""
        jobs: list[Job[Any]] = []

        def is_mine() -> bool:
            return bool(jobs) and self._job is jobs[0]

        def ended(answer: T) -> None:
            if is_mine():
                self._end()
                done(answer)

        def refused(error: BaseException) -> None:
            if not is_mine():
                return
            self._end()
            self._show()
            if isinstance(error, RefDeskError):
                failed(error)
            elif not isinstance(error, Cancelled):
                self._host.show_error(error)

        def step(done: int, total: int | None, words: str) -> None:
            if is_mine():
                self._panel.step(done, total, words)

        self._panel.begin(verb)
        jobs.append(self._host.jobs.run_reading(work, ended, refused, progress=step))
        self._job = jobs[0]
        self.is_shown = False
        self._patience.start()
        self._show()

    def stop(self) -> None:
        """Stop what is being read."""
        if self._job is not None:
            self._job.cancel()
            self._end()
            self._show()

    def _tell(self) -> None:
        if self._job is not None:
            self.is_shown = True
            self._show()

    def _end(self) -> None:
        self._job = None
        self.is_shown = False
        self._patience.stop()
