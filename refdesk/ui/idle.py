"""Locks the desk when nobody types or points for a while, and counts down to it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from refdesk.i18n import plural

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

TICK_MS = 1_000
SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
"""What shows that somebody is there."""


class IdleLock(QObject):
    """Counts from the last key or movement in any window of the program.

    Args:
        minutes: returns after how many minutes to lock.
        clock: seconds that only grow, but may stand still while the computer sleeps.
        calendar: seconds that go on meanwhile, but may be set.
    """

    due = Signal()
    told = Signal(str)
    """The countdown in words, when they change."""

    def __init__(
        self,
        minutes: Callable[[], int],
        clock: Callable[[], float] = time.monotonic,
        calendar: Callable[[], float] = time.time,
    ) -> None:
        super().__init__()
        self._minutes, self._clock, self._calendar = minutes, clock, calendar
        self._last = (clock(), calendar())
        self._said = ""
        self._watched: list[QWindow] = []
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)
            self._watch(app.focusWindow())

    def start(self) -> None:
        """Begin to count."""
        self._last = (self._clock(), self._calendar())
        self._timer.start()
        self.tick()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.disconnect(self._watch)
        for window in self._watched:
            window.removeEventFilter(self)
        self._watched.clear()

    def tick(self) -> None:
        """Say how long there is left, or that the time is over."""
        left = self._left()
        if left <= 0:
            self._timer.stop()
            self.due.emit()
            return
        minutes = int(-(-left // 60))
        if left <= 60:
            words = plural("Locks in {count} second", "Locks in {count} seconds", int(left))
        else:
            words = plural("Locks in {count} min", "Locks in {count} min", minutes)
        if words != self._said:
            self._said = words
            self.told.emit(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that somebody is there."""
        if event.type() in SIGNS:
            if self._left() <= 0:  # as after a sleep: whoever comes back first is not yet known
                self.tick()
            else:
                self._last = (self._clock(), self._calendar())
        return super().eventFilter(watched, event)

    def _left(self) -> float:
        ticked, passed = self._clock() - self._last[0], self._calendar() - self._last[1]
        return self._minutes() * 60 - max(ticked, passed)

    def _watch(self, window: QWindow | None) -> None:
        # Each window alone, not the whole program: a filter there sees every event of every widget.
        if window is not None and window not in self._watched:
            self._watched.append(window)
            window.installEventFilter(self)
            window.destroyed.connect(lambda: self._forget(window))

    def _forget(self, window: QWindow) -> None:
        if window in self._watched:
            self._watched.remove(window)
