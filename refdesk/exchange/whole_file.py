"""Reads a file whole, within a bound, or says in one sentence why it cannot be taken."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from refdesk.domain.errors import KnownFailure, UserError
from refdesk.i18n import _

MB = 2**20


def whole_file(path: Path, most: int) -> bytes:
    """Return what is in a file; no sentence names it, for its name may be a patient's.

    Args:
        path: the file.
        most: bytes that are read at most; a larger file is refused before it is read.

    Raises:
        UserError: there is no such file, or it is empty, too large or no file.
        KnownFailure: it cannot be read, or is being written just now.
    """
    try:
        _look_at(path.stat(), most)  # before it is opened: a pipe would wait for ever
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            _look_at(found, most)
            content = file.read(most + 1)
    except FileNotFoundError:
        raise UserError(_("It is not there any more.")) from None
    except PermissionError:
        raise KnownFailure(
            _("Another program may hold it open, or you may not have the right to read it.")
        ) from None
    except (OSError, ValueError):
        raise KnownFailure(_("It cannot be read.")) from None
    if len(content) != found.st_size:
        raise KnownFailure(_("It is still being written. Put it in once it is whole."))
    return content


def check_size(size: int, most: int) -> None:
    """Refuse what is empty or too large.

    Raises:
        UserError: says how large it may be.
    """
    if not size:
        raise UserError(_("It is empty."))
    if size > most:
        raise UserError(
            _("It is too large: {size} MB. At most {most} MB go in.").format(
                size=f"{max(size / MB, most / MB + 0.1):,.1f}", most=f"{most / MB:,.0f}"
            )
        )


def _look_at(found: os.stat_result, most: int) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise UserError(_("It is a folder. Choose the files in it."))
    if not stat.S_ISREG(found.st_mode):
        raise UserError(_("It is no file."))
    check_size(found.st_size, most)
