"""The head: sequence and MAC of the last commit, kept outside the database.

An older database put back, or a lost write-ahead log, passes every check of its own pages;
only something outside can tell.
"""

from __future__ import annotations

import hmac
import os
import struct
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from refdesk.domain.errors import Damaged, KnownFailure
from refdesk.i18n import _
from refdesk.vault.disk import told_plainly, write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MAC_BYTES = 32
_PLACE_BYTES = 4096  # one disk block each, so that a torn write harms one record only
_RECORD = struct.Struct(f">8sQQ{MAC_BYTES}s")  # magic, turn, sequence, MAC of the commit
_MAGIC = b"RDHEAD1\n"
_TOTAL = _RECORD.size + MAC_BYTES


@dataclass(frozen=True, slots=True)
class Head:
    """The last commit that was recorded: its number from 1 (0 = none yet) and its MAC."""

    sequence: int
    mac: bytes


GENESIS = Head(0, bytes(MAC_BYTES))


def check(
    head: Head | None,
    last_sequence: int,
    last_mac: bytes,
    mac_at: Callable[[int], bytes | None],
) -> None:
    """Compare the head with the database's last commit; a database ahead is a crash, not an alarm.

    Args:
        head: What `desk.head` says; None when it is missing or unreadable.
        last_sequence: Number of the database's last commit, 0 when it has none.
        last_mac: MAC of that commit.
        mac_at: Returns the MAC of the commit with a given number, None when there is none.

    Raises:
        Damaged: The head is missing, or the database is behind it or forked from it.
    """
    if head is None:
        if last_sequence:
            raise Damaged(_missing())
        return
    if last_sequence < head.sequence:
        raise Damaged(_older())
    if head.sequence == 0:
        return
    found = last_mac if last_sequence == head.sequence else mac_at(head.sequence)
    if found is None or not hmac.compare_digest(found, head.mac):
        raise Damaged(_forked())


def _missing() -> str:
    return _(
        "The file desk.head is missing or damaged, so it cannot be shown that this desk is the "
        "newest one. If you know that it is, accept it with: refdesk verify DIR --accept"
    )


def _older() -> str:
    return _(
        "An older copy of the database was put back: the last changes are missing from it. "
        "Restore the newest backup, or, if you put the older copy back on purpose, accept it "
        "with: refdesk verify DIR --accept"
    )


def _forked() -> str:
    return _(
        "The database does not continue the desk that was last open here: its history differs. "
        "Restore the newest backup, or, if this is the copy you want, accept it with: "
        "refdesk verify DIR --accept"
    )


@contextmanager
def _saved_all_the_same() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise KnownFailure(
            _(
                "The change is saved, but the file desk.head could not be written. "
                "Check that the disk is connected, sound and not full before you go on."
            )
        ) from error


class HeadFile:
    """`desk.head`: two records in turn, so that a torn write never loses both."""

    def __init__(self, path: Path, key: bytearray, desk_id: str, sync_every: int = 32) -> None:
        self._path = path
        self._key = key
        self._desk_id = desk_id.encode("ascii")
        self._sync_every = sync_every
        self._unsynced = 0
        self._turn = 0
        self._file: BinaryIO | None = None

    def read(self) -> Head | None:
        """Return the newest sound record; None when the file is missing or unreadable."""
        newest = self._newest()
        return newest[1] if newest else None

    def write(self, sequence: int, mac: bytes) -> None:
        """Record a commit; it reaches the disk with every `sync_every`-th call and at close.

        Raises:
            KnownFailure: The disk refused; the commit itself is safe in the database.
        """
        if len(mac) != MAC_BYTES:
            raise ValueError(len(mac))  # struct would cut or pad it in silence
        with _saved_all_the_same():
            file = self._opened()
            self._turn += 1
            file.seek(self._turn % 2 * _PLACE_BYTES)
            file.write(self._record(self._turn, sequence, mac))
            self._unsynced += 1
            if self._unsynced >= self._sync_every:
                self._sync(file)

    def accept(self, sequence: int, mac: bytes) -> None:
        """Write the file anew, whatever it said before.

        Raises:
            KnownFailure: The disk refused; the old file is as it was.
        """
        self.close()
        self._turn = 1
        content = bytes(_PLACE_BYTES) + self._record(1, sequence, mac).ljust(_PLACE_BYTES, b"\0")
        write_atomically(self._path, content)

    def close(self) -> None:
        """Sync what was written and let the file go; writing again opens it again."""
        if self._file is not None:
            file, self._file = self._file, None
            with _saved_all_the_same(), file:
                self._sync(file)

    def _opened(self) -> BinaryIO:
        if self._file is None:
            newest = self._newest()
            if newest is None:
                write_atomically(self._path, bytes(2 * _PLACE_BYTES))
            self._turn = newest[0] if newest else 0
            # Unbuffered: a killed process must not take the last records with it.
            self._file = self._path.open("r+b", buffering=0)
        return self._file

    def _sync(self, file: BinaryIO) -> None:
        os.fsync(file.fileno())
        self._unsynced = 0

    def _newest(self) -> tuple[int, Head] | None:
        with told_plainly():
            if not self._path.exists():
                return None
            with self._path.open("rb") as file:
                raw = file.read(2 * _PLACE_BYTES)
        records = (self._parse(raw[place:]) for place in (0, _PLACE_BYTES))
        return max((r for r in records if r), key=lambda record: record[0], default=None)

    def _record(self, turn: int, sequence: int, mac: bytes) -> bytes:
        record = _RECORD.pack(_MAGIC, turn, sequence, mac)
        return record + self._mac(record)

    def _parse(self, raw: bytes) -> tuple[int, Head] | None:
        record, mac = raw[: _RECORD.size], raw[_RECORD.size : _TOTAL]
        if not hmac.compare_digest(mac, self._mac(record)) or len(record) < _RECORD.size:
            return None
        _magic, turn, sequence, commit = _RECORD.unpack(record)
        return turn, Head(sequence, commit)

    def _mac(self, record: bytes) -> bytes:
        return hmac.digest(self._key, self._desk_id + record, "sha256")
