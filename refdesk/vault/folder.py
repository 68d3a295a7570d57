"""The folder of a desk: which files lie in it, and names that are safe on every system."""

from __future__ import annotations

import contextlib
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from refdesk.domain.errors import Damaged, UserError
from refdesk.domain.text import NOT_IN_NAMES, RESERVED_NAMES
from refdesk.i18n import _
from refdesk.vault.disk import told_plainly

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import ExitStack
    from pathlib import Path

KEY_SUFFIX = ".refdesk"
DATABASE = "desk.db"
HEAD = "desk.head"
LOCK = "desk.lock"

_LONGEST_NAME_BYTES = 120  # leaves room for suffixes, and for the folder's own name on Windows
_LEFT_BY_SYSTEMS = frozenset({".DS_Store", "desktop.ini", "Thumbs.db"})


@dataclass(frozen=True, slots=True)
class DeskFolder:
    """A folder with exactly one key file in question."""

    folder: Path
    key_file: Path

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.folder / DATABASE

    @property
    def head(self) -> Path:
        """The head file."""
        return self.folder / HEAD

    @property
    def lock(self) -> Path:
        """The lock file."""
        return self.folder / LOCK

    def everything(self) -> Iterator[Path]:
        """Every file that a desk may consist of."""
        yield self.key_file
        yield self.head
        yield from (self.folder / f"{DATABASE}{end}" for end in ("", "-wal", "-shm", "-journal"))
        yield self.lock


def find(path: Path) -> DeskFolder:
    """Return the desk at `path`: its folder, or its key file.

    Raises:
        UserError: There is no desk here, or several key files.
        Damaged: The key file is gone from a folder that holds a database.
    """
    with told_plainly():
        if path.is_file():
            if path.suffix.lower() == KEY_SUFFIX:
                return DeskFolder(path.parent, path)
            raise UserError(
                _("This file is not a desk. Choose the folder of a desk, or its .refdesk file.")
            )
        if not path.is_dir():
            raise UserError(_("There is no folder here. Check the name and the disk."))
        key_files = [item for item in path.iterdir() if _is_key_file(item)]
        if len(key_files) == 1:
            return DeskFolder(path, key_files[0])
        if key_files:
            raise UserError(
                _(
                    "This folder holds several .refdesk files. Move the ones that do not belong "
                    "to this desk to another folder, or open the right one by itself."
                )
            )
        if (path / DATABASE).exists():
            raise Damaged(
                _(
                    "The key file (.refdesk) of this desk is missing, and nothing can be read "
                    "without it. Put it back from a backup."
                )
            )
        raise UserError(_("This folder is not a desk: it holds no .refdesk file."))


def _is_key_file(path: Path) -> bool:
    # A Mac leaves "._name" beside each file on a foreign disk.
    return path.suffix.lower() == KEY_SUFFIX and path.name[0] != "." and path.is_file()


def make_folder(folder: Path, undo: ExitStack) -> None:
    """Make `folder` unless it is there; `undo` removes it again if it was made and is empty.

    Raises:
        UserError: The folder above it is missing.
        KnownFailure: The disk is full, read-only or broken.
    """
    with told_plainly():
        if folder.exists():
            return
        if not folder.parent.is_dir():
            raise UserError(_("The folder that should hold the new one does not exist."))
        folder.mkdir()
    undo.callback(_remove_folder, folder)


def _remove_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


def check_empty(folder: Path, *, besides: str = "") -> None:
    """Refuse a folder that holds anything but the file called `besides`.

    Raises:
        UserError: It is no folder, or holds something.
    """
    with told_plainly():
        if not folder.is_dir():
            raise UserError(_("There is no folder to put this in. Check the name and the disk."))
        if {item.name for item in folder.iterdir()} - _LEFT_BY_SYSTEMS - {besides}:
            raise UserError(_("This folder is not empty. Choose a new or an empty folder."))


def key_file_name(name: str) -> str:
    """Return the key file's name for a clinic; safe on Windows, macOS and Linux."""
    text = unicodedata.normalize("NFC", name).encode("utf-8", "replace").decode("utf-8")
    text = _tidy(" ".join(NOT_IN_NAMES.sub(" ", text).split()))
    text = _tidy(text.encode("utf-8")[:_LONGEST_NAME_BYTES].decode("utf-8", "ignore"))
    if not text or RESERVED_NAMES.match(text):
        text = f"Desk {text}".rstrip()
    return text + KEY_SUFFIX


def _tidy(text: str) -> str:
    return text.lstrip(" .").rstrip(" .")
