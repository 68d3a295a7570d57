"""Where a desk may lie: a name that every system takes, and the disks that would spoil it."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path, PurePath

from refdesk.domain.errors import KnownFailure
from refdesk.domain.text import NOT_IN_NAMES, RESERVED_NAMES
from refdesk.i18n import _
from refdesk.screens import shares

LONGEST_NAME = 80
"""Bytes of a folder's name; a path on Windows has 260 characters for everything."""
LONGEST_PATH = 180
"""Characters of a folder's path: room for the names of the files in it."""

_LEFT_BY_SYSTEMS = frozenset({".DS_Store", "desktop.ini", "Thumbs.db"})
_KEY_SUFFIX = ".refdesk"

# What each service calls its folder, as far as its name alone tells.
_CLOUDS = (
    ("OneDrive", re.compile(r"onedrive( ?- ?.+)?")),
    ("Dropbox", re.compile(r"dropbox( ?\(.+\))?")),
    ("iCloud", re.compile(r"icloud ?drive|mobile documents|com~apple~clouddocs|icloud~.+")),
    ("Google Drive", re.compile(r"google ?drive( ?-.+| \(.+\))?|my drive|drivefs")),
    ("Box", re.compile(r"box sync")),
    ("Nextcloud", re.compile(r"(nextcloud|owncloud)[0-9]?")),
    ("pCloud", re.compile(r"pcloud ?drive")),
)
# Files and folders that a service leaves at the top of what it copies.
_MARKS = (
    ("Dropbox", (".dropbox", ".dropbox.cache")),
    ("Google Drive", (".tmp.drivedownload", ".tmp.driveupload")),
    ("OneDrive", (".849C9593-D756-4E56-8D6E-42412F2A707B",)),
    ("Nextcloud", (".nextcloudsync.log", ".owncloudsync.log")),
    ("Syncthing", (".stfolder",)),
    ("Resilio Sync", (".sync/ID",)),
)
# Where OneDrive tells programs on Windows that its folders are, whatever they are called.
_ONEDRIVE = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")


def folder_name(clinic: str) -> str:
    """Return the name of a folder for a clinic; safe on Windows, macOS and Linux."""
    text = unicodedata.normalize("NFC", clinic).encode("utf-8", "replace").decode("utf-8")
    text = " ".join(NOT_IN_NAMES.sub(" ", text).split()).strip(" .")
    if len(text.encode("utf-8")) > LONGEST_NAME:
        text = text.encode("utf-8")[:LONGEST_NAME].decode("utf-8", "ignore")
        text = (text.rsplit(" ", 1)[0] if " " in text else text).strip(" .,-–&")
    if not text or RESERVED_NAMES.match(text):
        text = f"Desk {text}".rstrip()
    return text


def proposed(documents: Path, home: Path) -> Path:
    """Return the folder that new desks go into: beside the documents, unless these are synced."""
    chosen = documents / "RefDesk"
    return home / "RefDesk" if synced_by(chosen) or shares.is_remote(chosen) else chosen


def synced_by(folder: Path) -> str:
    """Return the name of the service that copies a folder to other computers, or nothing."""
    resolved = folder.resolve()
    return next(
        filter(None, (named_after(folder), named_after(resolved), *map(_marked, _above(resolved)))),
        "",
    )


def named_after(folder: PurePath) -> str:
    """Return the service after which one of the folders above is named, or nothing."""
    parts = [part.casefold() for part in folder.parts]
    for part in parts:
        for service, pattern in _CLOUDS:
            if pattern.fullmatch(part):
                return service
    if ("library", "cloudstorage") in pairwise(parts):
        return _("a cloud service")
    return ""


def fault(folder: Path, is_remote: Callable[[Path], bool] = shares.is_remote) -> str:
    """Return why a new desk cannot lie in a folder, as a sentence; nothing when it can.

    It looks at the disk, which a share that sleeps may take seconds to answer.
    """
    try:
        found = next(filter(None, (check(folder) for check in _CHECKS)), "")
        if found or not is_remote(folder):
            return found
    except OSError:
        return _("This folder cannot be read. Choose another one.")
    return _(
        "This folder is on a network share, where several computers would spoil the desk. "
        "Choose a folder on this computer; backups may go to the network."
    )


def make_above(folder: Path) -> None:
    """Make the folders above that of a new desk.

    Raises:
        KnownFailure: one cannot be made.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise KnownFailure(
            _("The folder that should hold the desk cannot be made. Choose another place.")
        ) from None


def _odd(folder: Path) -> str:
    if not folder.is_absolute():
        return _("This is only part of a path. Choose a folder of this computer.")
    if len(str(folder)) > LONGEST_PATH:
        return _("This path is too long for Windows. Choose a folder nearer to the top.")
    return ""


def _cloud(folder: Path) -> str:
    service = synced_by(folder)
    if not service:
        return ""
    return _(
        "This folder is copied by {service}, which spoils an open desk. "
        "Choose a folder that stays on this computer; backups may go to {service}."
    ).format(service=service)


def _taken(folder: Path) -> str:
    if not folder.exists():
        return ""
    if not folder.is_dir():
        return _("There is a file of this name. Choose another folder.")
    names = {item.name for item in folder.iterdir()} - _LEFT_BY_SYSTEMS
    if any(PurePath(name).suffix.lower() == _KEY_SUFFIX for name in names):
        return _("There is a desk in this folder already. Open it, or choose another folder.")
    return _("This folder is not empty. Choose a new or an empty folder.") if names else ""


def _closed(folder: Path) -> str:
    there = next((place for place in _above(folder) if place.exists()), None)
    if there is None:
        return _("There is no such disk. Choose another folder.")
    if not there.is_dir():
        return _("A file stands where a folder should be. Choose another folder.")
    if not os.access(there, os.W_OK | os.X_OK):
        return _("You may not write into this folder. Choose another one.")
    return ""


_CHECKS = (_odd, _cloud, _taken, _closed)


def _above(folder: Path) -> Iterator[Path]:
    yield folder
    yield from folder.parents


def _marked(folder: Path) -> str:
    for service, names in _MARKS:
        if any((folder / name).exists() for name in names):
            return service
    if str(folder) in filter(None, map(os.environ.get, _ONEDRIVE)):
        return "OneDrive"
    # With "Desktop & Documents" in iCloud a Mac keeps the same folder under another name.
    twin = Path.home() / "Library" / "Mobile Documents" / "com~apple~CloudDocs" / folder.name
    return "iCloud" if twin.exists() and twin.samefile(folder) else ""
