"""Files written so that a crash leaves the old or the new one, and failures told in sentences."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from refdesk.domain.errors import KnownFailure
from refdesk.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_FORBIDDEN = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


def disk_full() -> KnownFailure:
    """Return the failure for a full disk."""
    return KnownFailure(
        _(
            "The disk is full. Nothing of this change was saved. "
            "Free some space on the disk and try again."
        )
    )


def read_only() -> KnownFailure:
    """Return the failure for a folder, or a file in it, that may not be written."""
    return KnownFailure(
        _(
            "This folder cannot be written to, or another program holds a file in it. "
            "A desk needs a folder that you may change."
        )
    )


def unreadable() -> KnownFailure:
    """Return the failure for a disk that does not do what it is asked."""
    return KnownFailure(
        _(
            "A file of the desk could not be read or written. "
            "Check that the disk is connected and sound, then try again."
        )
    )


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn every OSError of the block into a KnownFailure with its own sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise disk_full() from error
        if error.errno in _FORBIDDEN:
            raise read_only() from error
        raise unreadable() from error


def partial_beside(target: Path) -> Path:
    """Return the path of the unfinished file that will become `target`."""
    return target.with_name(f"{target.name}.partial")


def sync_file(path: Path) -> None:
    """Wait until the content of `path` is on the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path, system: str = os.name) -> None:
    """Wait until the names in `folder` are on the disk; Windows does so by itself."""
    if system == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def put_in_place(partial: Path, target: Path) -> None:
    """Make the finished and synced `partial` the file `target`, lastingly."""
    partial.replace(target)
    sync_folder(target.parent)


def write_atomically(target: Path, content: bytes) -> None:
    """Write `target`, readable by its owner only; a crash leaves the old file or the new one.

    Raises:
        KnownFailure: The disk is full, read-only or broken; the old file is as it was.
    """
    partial = partial_beside(target)
    with told_plainly():
        try:
            descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                # An earlier crash may have left the file with wider rights than asked above.
                partial.chmod(0o600)
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            put_in_place(partial, target)
        finally:
            partial.unlink(missing_ok=True)
