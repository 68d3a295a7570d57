"""Which disks belong to another computer: network shares, told apart on each system."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Any

_REMOTE = (
    "9p afpfs afs ceph cifs davfs davfs2 fuse.davfs2 fuse.gvfsd-fuse fuse.rclone fuse.sshfs "
    "glusterfs fuse.glusterfs lustre ncpfs nfs nfs4 smb3 smbfs sshfs webdav"
)
REMOTE = frozenset(_REMOTE.split())
"""Kinds of file system that live on another computer, as Linux and macOS call them."""

DRIVE_REMOTE = 4  # GetDriveTypeW
_MAC_MOUNT = re.compile(r"^.+? on (?P<point>/.*) \((?P<kind>[\w.]+)[,)]")
_ESCAPED = re.compile(r"\\([0-7]{3})")


def is_remote(folder: Path) -> bool:
    """Tell whether a folder lies on another computer; when in doubt, it does not."""
    try:
        if sys.platform == "win32":
            return is_unc(folder) or _drive_type(folder.resolve().anchor) == DRIVE_REMOTE
        return kind_of(folder.resolve(), _mounts()) in REMOTE
    except (OSError, subprocess.SubprocessError):
        return False


def is_unc(folder: PurePath) -> bool:
    r"""Tell whether a Windows path names a server: ``\\server\share`` but not ``\\?\C:``."""
    drive = PureWindowsPath(folder).drive.casefold()
    if drive.startswith("\\\\?\\"):
        return drive.startswith("\\\\?\\unc\\")
    return drive.startswith("\\\\") and not drive.startswith("\\\\.\\")


def kind_of(folder: PurePath, mounts: dict[PurePosixPath, str]) -> str:
    """Return the kind of file system that holds a folder, by its nearest mount point."""
    place = PurePosixPath(folder)
    return next((mounts[near] for near in (place, *place.parents) if near in mounts), "")


def linux_mounts(text: str) -> dict[PurePosixPath, str]:
    """Read ``/proc/self/mounts``: the kind of file system at each mount point."""
    found = {}
    for line in text.splitlines():
        _source, point, kind, *_rest = line.split(" ")
        plain = _ESCAPED.sub(lambda octal: chr(int(octal[1], 8)), point)
        found[PurePosixPath(plain)] = kind
    return found


def mac_mounts(text: str) -> dict[PurePosixPath, str]:
    """Read what ``mount`` of macOS prints: the kind of file system at each mount point."""
    lines = map(_MAC_MOUNT.match, text.splitlines())
    return {PurePosixPath(line["point"]): line["kind"] for line in lines if line}


def _mounts() -> dict[PurePosixPath, str]:
    if sys.platform == "darwin":
        asked = subprocess.run(["/sbin/mount"], capture_output=True, check=True, timeout=10)
        return mac_mounts(asked.stdout.decode("utf-8", "replace"))
    return linux_mounts(Path("/proc/self/mounts").read_text("utf-8", "replace"))


def _drive_type(anchor: str) -> int:
    ctypes: Any = importlib.import_module("ctypes")
    return int(ctypes.windll.kernel32.GetDriveTypeW(anchor))
