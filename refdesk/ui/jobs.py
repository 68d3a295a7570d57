"""Work away from the window: lanes that change the desk, read it, and keep what is being typed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from refdesk.services.work import Watched
from refdesk.ui.alive import is_alive

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")
Failed = Callable[[BaseException], None]
Shown = Callable[[int, int | None, str], None]


class Job(Generic[T]):
    """Work that was handed over; `cancel` stops it at its next step, or before it began."""

    def __init__(self, progress: Watched) -> None:
        self.progress = progress
        self.future: Future[None] | None = None

    def cancel(self) -> None:
        """Stop the work; its result is not delivered if it has not begun."""
        self.progress.cancelled = True
        if self.future is not None:
            self.future.cancel()


class Jobs(QObject):
    """Runs work in the lanes and delivers what came of it in the window's thread.

    Args:
        show_error: is told of every failure that the caller does not take itself.
    """

    _ready = Signal()

    def __init__(self, show_error: Failed) -> None:
        super().__init__()
        self._show_error = show_error
        self._results: deque[tuple[int, Callable[[], None]]] = deque()
        self._files: ThreadPoolExecutor | None = None
        self._age = 0
        self._is_open = True
        self._ready.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @cached_property
    def _writer(self) -> ThreadPoolExecutor:
        return _lane("refdesk-change")

    @cached_property
    def _reader(self) -> ThreadPoolExecutor:
        return _lane("refdesk-query")

    @cached_property
    def _keeper(self) -> ThreadPoolExecutor:
        return _lane("refdesk-keep")

    def run_query(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
    ) -> Job[T]:
        """Read in the background; `done` gets the result, `failed` what went wrong."""
        job: Job[T] = Job(Watched(lambda *_step: None))
        return self._start(self._reader, job, work, done, failed)

    def run_keeping(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
    ) -> Job[T]:
        """Keep or read what belongs to the person, such as a draft, one after another.

        Never behind long work: that holds the desk for moments, but its lane for minutes.
        """
        job: Job[T] = Job(Watched(lambda *_step: None))
        return self._start(self._keeper, job, work, done, failed)

    def run_reading(
        self,
        work: Callable[[Watched], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        progress: Shown | None = None,
    ) -> Job[T]:
        """Read a file in the background, for minutes if need be; lists and forms do not wait.

        Args:
            work: is handed the progress it reports to; there it also learns that it is to stop.
            done: gets the result in the window's thread.
            failed: gets what went wrong; without it the person is told.
            progress: gets each step in the window's thread.
        """
        if self._files is None:
            self._files = _lane("refdesk-file")
        return self._long(self._files, work, done, failed, progress)

    def run_change(
        self,
        work: Callable[[Watched], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        progress: Shown | None = None,
    ) -> Job[T]:
        """Change the desk in the background, one change after another.

        Args:
            work: is handed the progress it reports to; there it also learns that it is to stop.
            done: gets the result in the window's thread.
            failed: gets what went wrong; without it the person is told.
            progress: gets each step in the window's thread.
        """
        return self._long(self._writer, work, done, failed, progress)

    def _long(
        self,
        lane: ThreadPoolExecutor,
        work: Callable[[Watched], T],
        done: Callable[[T], None],
        failed: Failed | None,
        progress: Shown | None,
    ) -> Job[T]:
        job: Job[T] = Job(self._watched(progress))
        return self._start(lane, job, lambda: work(job.progress), done, failed)

    def post(self, call: Callable[[], None]) -> None:
        """Call something in the window's thread, from any thread."""
        self._post(self._age, call)

    def forget(self) -> None:
        """Drop every result that has not been delivered: the window it was for is gone."""
        self._age += 1

    def wait_for_others(self) -> None:
        """Return when what is being read or kept is done; for the lane that changes."""
        lanes = (self._keeper, self._reader, self._files)
        for lane in filter(None, lanes):
            lane.submit(lambda: None).result()

    def close(self) -> None:
        """Finish every change that was asked for, drop what waits to be read, end the lanes."""
        self.forget()
        self._is_open = False
        self._writer.shutdown()
        self._keeper.shutdown()
        self._reader.shutdown(cancel_futures=True)
        if self._files is not None:
            self._files.shutdown(cancel_futures=True)

    def _watched(self, progress: Shown | None) -> Watched:
        age = self._age

        def shown(done: int, total: int | None, text: str) -> None:
            if progress is not None:
                self._post(age, lambda: progress(done, total, text))

        return Watched(shown)

    def _start(
        self,
        lane: ThreadPoolExecutor,
        job: Job[T],
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed | None,
    ) -> Job[T]:
        age, refused = self._age, failed or self._show_error

        def run() -> None:
            try:
                result = work()
            except BaseException as error:  # noqa: BLE001  told to the person in the window's thread
                failure = error
                self._post(age, lambda: self._refuse(refused, failure))
            else:
                self._post(age, lambda: done(result) if is_alive(done) else None)

        if self._is_open:  # else a window that is just going asks for rows nobody will see
            job.future = lane.submit(run)
        return job

    def _refuse(self, refused: Failed, failure: BaseException) -> None:
        (refused if is_alive(refused) else self._show_error)(failure)

    def _post(self, age: int, call: Callable[[], None]) -> None:
        # A queue of our own: a Python object inside a Qt event may be freed by another thread.
        self._results.append((age, call))
        self._ready.emit()

    @Slot()
    def _deliver(self) -> None:
        age, call = self._results.popleft()
        if age == self._age:
            call()


def _lane(name: str) -> ThreadPoolExecutor:
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  the first window waits for nothing

    return ThreadPoolExecutor(1, name)
