"""A file that a person asked for: it appears whole under its name, or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Self

from refdesk.domain.errors import KnownFailure, UserError
from refdesk.i18n import _

_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_FORBIDDEN = frozenset({errno.EROFS, errno.EACCES, errno.EPERM, errno.EBUSY})
_NO_PLACE = frozenset({errno.ENOENT, errno.ENOTDIR})


class NewFile:
    """Writes beside the place of a file; `finish` puts it there, anything else leaves nothing.

    Args:
        path: the file.
        begins: how a file must begin that may be replaced; any may when empty.

    Raises:
        UserError: something that must not be overwritten is in the way.
        KnownFailure: the folder is gone, full or read-only, or another program holds the file.
    """

    def __init__(self, path: Path, begins: bytes = b"") -> None:
        self._path, self._begins = path, begins
        self._partial = path.with_name(f"{path.name}.partial")
        self._stream: BinaryIO | None = None

    def __enter__(self) -> Self:
        with told_plainly(), _named_well():
            self._refuse_what_is_there()
            # What leaves the desk is for the person who asked for it.
            handle = os.open(self._partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            self._stream = os.fdopen(handle, "wb")
        return self

    def __exit__(self, *_failure: object) -> None:
        with contextlib.suppress(OSError):
            self._close()
        with contextlib.suppress(OSError, ValueError):
            self._partial.unlink(missing_ok=True)

    def write(self, content: bytes) -> None:
        """Add to the content.

        Raises:
            KnownFailure: the disk is full or gone.
        """
        with told_plainly():
            self.stream.write(content)

    def complete(self) -> None:
        """Wait until the content is on the disk; only the name is missing then.

        Raises:
            KnownFailure: the disk is full or gone.
        """
        with told_plainly():
            self.stream.flush()
            os.fsync(self.stream.fileno())
            self._close()

    def finish(self) -> None:
        """Give the complete file its name.

        Raises:
            KnownFailure: another program holds a file of that name.
        """
        with told_plainly():
            self._partial.replace(self._path)

    @property
    def stream(self) -> BinaryIO:
        """Where the content goes."""
        if self._stream is None:
            raise RuntimeError("written outside its with block, or after it was complete")
        return self._stream

    def _close(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close()

    def _refuse_what_is_there(self) -> None:
        if any(self._path.absolute().parent.glob("*.refdesk")):
            raise UserError(_("A desk lies in that folder. Choose another one for the file."))
        if self._path.is_dir():
            raise UserError(_("That is a folder. Give the file a name in it."))
        if self._path.exists():
            with self._path.open("r+b") as there:  # Windows refuses while a spreadsheet shows it
                if there.read(len(self._begins)) not in {b"", self._begins}:
                    raise UserError(
                        _("That file is there already and is of another kind. Choose another name.")
                    )


@contextlib.contextmanager
def told_plainly() -> Iterator[None]:
    """Turn what the disk refuses into a sentence about the file."""
    try:
        yield
    except OSError as error:
        raise KnownFailure(_sentence(error.errno)) from None


@contextlib.contextmanager
def _named_well() -> Iterator[None]:
    try:
        yield
    except ValueError:  # a sign that no system has in names
        raise UserError(_("A file cannot have that name.")) from None


def _sentence(number: int | None) -> str:
    if number in _FULL:
        return _("The disk is full. No file was written. Free some space, then try again.")
    if number in _NO_PLACE:
        return _("That folder is not there any more. No file was written. Choose another one.")
    if number in _FORBIDDEN:
        return _(
            "The file could not be written: the folder is read-only, or another program has the "
            "file open. Close it there, or choose another name."
        )
    return _("The file could not be written. Choose another folder, then try again.")
