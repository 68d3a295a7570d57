"""Progress of long work, and the way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from refdesk.domain.errors import Cancelled


class Progress(Protocol):
    """What long work reports to, and where it learns that a person wants it to stop."""

    def step(self, done: int, total: int | None, text: str) -> None:
        """Report `done` of `total` (None: unknown) in words.

        Raises:
            Cancelled: a person stopped the work.
        """


class Silent:
    """Progress that nobody watches."""

    def step(self, done: int, total: int | None, text: str) -> None:
        """Do nothing."""


class Watched:
    """Progress shown by a function, stopped by setting `cancelled`."""

    def __init__(self, show: Callable[[int, int | None, str], None]) -> None:
        self._show = show
        self.cancelled = False

    def step(self, done: int, total: int | None, text: str) -> None:
        """Show the step, or stop.

        Raises:
            Cancelled: `cancelled` was set.
        """
        if self.cancelled:
            raise Cancelled
        self._show(done, total, text)
