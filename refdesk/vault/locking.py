"""One desk, one program: a lock of the operating system that dies with its process."""

from __future__ import annotations

import importlib
import os
from typing import TYPE_CHECKING, Self

from refdesk.domain.errors import AccessRefused
from refdesk.i18n import _
from refdesk.vault.disk import told_plainly

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType


def _take_posix(descriptor: int) -> None:
    # flock belongs to the open file, so it also parts two openings within one process.
    fcntl = importlib.import_module("fcntl")
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _take_windows(descriptor: int) -> None:
    msvcrt = importlib.import_module("msvcrt")
    msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)


# Each raises OSError when another opening holds the lock; closing the file frees it.
TAKE: dict[str, Callable[[int], None]] = {"posix": _take_posix, "nt": _take_windows}


class DeskLock:
    """Holds `desk.lock` while the desk is open; a killed process frees it at once."""

    def __init__(self, path: Path, system: str = os.name) -> None:
        self._path = path
        self._take = TAKE[system]
        self._descriptor: int | None = None

    def __enter__(self) -> Self:
        """Take the lock.

        Raises:
            AccessRefused: The desk is open in another window or by another user.
            KnownFailure: The folder cannot be written to.
        """
        with told_plainly():
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            self._take(descriptor)
        except OSError as error:
            os.close(descriptor)
            raise AccessRefused(
                _(
                    "This desk is open in another window or by another user. "
                    "Close it there, then try again."
                )
            ) from error
        self._descriptor = descriptor
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Free the lock; the file stays, for removing it would race with the next opening."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
