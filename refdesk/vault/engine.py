"""The one place that opens a database: encrypted, with the settings that were measured."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from refdesk.domain.errors import AccessRefused, Damaged, KnownFailure
from refdesk.i18n import _
from refdesk.vault import disk
from refdesk.vault.keys import KEY_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

APPLICATION_ID = 0x52464453  # "RFDS": tells a desk from another encrypted database
PAGE_BYTES = 4096
READERS = 4
_PLAIN_HEADER = b"SQLite format 3\x00"
_FINDINGS = 20
_BUSY_SECONDS = 5.0

_EVERY_CONNECTION = (
    "cipher_compatibility = 4",
    f"cipher_page_size = {PAGE_BYTES}",
    "temp_store = MEMORY",  # a temporary file would be plain text
    f"cache_size = {-96 * 1024}",  # negative: KiB
    "recursive_triggers = ON",  # else INSERT OR REPLACE walks past delete triggers
    "trusted_schema = OFF",
    "foreign_keys = ON",
)
_WRITER = ("journal_mode = WAL", "synchronous = FULL")


class Engines(NamedTuple):
    """One connection that writes, and a few that only read."""

    writer: sa.Engine
    reader: sa.Engine


def create_database(path: Path, key: bytearray) -> None:
    """Make the encrypted, empty database `path`, marked as ours.

    Raises:
        KnownFailure: The disk is full, read-only or broken.
    """
    _touch(path)
    connection = _connect(path, key, "rw")
    with _told_plainly(), contextlib.closing(connection):
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def open_engines(path: Path, key: bytearray) -> Engines:
    """Return the engines of the database `path`; the first look into it is already done.

    Raises:
        Damaged: It is missing, cut, unencrypted, damaged, or of another desk.
        AccessRefused: Another program holds it.
        KnownFailure: It can only be read, or the disk is broken.
    """
    check_file(path)
    writer = _engine(lambda: _connect(path, key, "rw"), "BEGIN IMMEDIATE", 1)
    try:
        _check_ours(writer)
    except BaseException:
        writer.dispose()
        raise
    return Engines(writer, _engine(lambda: _connect(path, key, "ro"), "BEGIN", READERS))


def _check_ours(writer: sa.Engine) -> None:
    with writer.connect() as connection:
        application = connection.exec_driver_sql("PRAGMA application_id").scalar()
    if application != APPLICATION_ID:
        raise Damaged(_foreign())


def check_file(path: Path) -> None:
    """Refuse a file that SQLCipher would take for a new, empty or unencrypted database.

    Raises:
        Damaged: It is missing, cut short, or not encrypted.
    """
    with disk.told_plainly():
        if not path.is_file():
            raise Damaged(
                _(
                    "The database desk.db is missing from this folder. Bring it here from where "
                    "the desk was, or restore a backup."
                )
            )
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(len(_PLAIN_HEADER))
        log = path.with_name(f"{path.name}-wal")
        has_log = log.is_file() and log.stat().st_size > 0
    if start == _PLAIN_HEADER:
        raise Damaged(
            _(
                "The database desk.db is not encrypted, so RefDesk did not make it. "
                "Restore a backup."
            )
        )
    # After a power loss half a page may stand at the end; the log beside it then mends that.
    if size < PAGE_BYTES or (size % PAGE_BYTES and not has_log):
        raise Damaged(_("The database desk.db was cut short. Restore a backup."))


def check_pages(path: Path, key: bytearray) -> list[str]:
    """Read every page of the database and return what is wrong; empty when it is sound."""
    findings = _look_for_damage(path, key)
    if findings:
        # A page that is being written looks broken to whoever reads it; a broken one does so twice.
        again = set(_look_for_damage(path, key))
        findings = [finding for finding in findings if finding in again]
    return findings[:_FINDINGS]


def _look_for_damage(path: Path, key: bytearray) -> list[str]:
    findings: list[str] = []
    # After its first bad page a connection reports every later one: one connection per check.
    for pragma in ("cipher_integrity_check", f"integrity_check({_FINDINGS})"):
        try:
            connection = _connect(path, key, "ro")
            with _told_plainly(), contextlib.closing(connection):
                rows = connection.execute(f"PRAGMA {pragma}").fetchall()
        except Damaged as damage:
            findings.append(damage.message)
        else:
            findings += [line for (text,) in rows for line in text.splitlines() if line != "ok"]
    return findings


def copy_database(path: Path, key: bytearray, target: Path) -> None:
    """Write a consistent copy under the same key, while others may go on writing.

    Raises:
        Damaged: A page could not be read.
        KnownFailure: The disk is full, read-only or broken.
    """
    _touch(target)
    connection = _connect(path, key, "ro")
    with _told_plainly(), contextlib.closing(connection):
        connection.execute("VACUUM INTO ?", (str(target.absolute()),))


def _touch(path: Path) -> None:
    # Made here rather than by the library, so that only its owner may read it.
    with disk.told_plainly():
        path.touch(0o600, exist_ok=False)


def _connect(path: Path, key: bytearray, mode: str) -> dbapi2.Connection:
    if len(key) != KEY_BYTES:
        raise ValueError(len(key))  # SQLCipher would take it for a passphrase, in silence
    with _told_plainly():
        connection = dbapi2.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=_BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            _prepare(connection, key, _EVERY_CONNECTION + (() if mode == "ro" else _WRITER))
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare(connection: dbapi2.Connection, key: bytearray, settings: tuple[str, ...]) -> None:
    if not connection.execute("PRAGMA cipher_version").fetchone():
        # Without SQLCipher the key is ignored and everything is written as plain text.
        raise RuntimeError("the database library cannot encrypt")
    connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to the terminal
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for setting in settings:
        connection.execute(f"PRAGMA {setting}")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _engine(connect: Callable[[], dbapi2.Connection], begin: str, connections: int) -> sa.Engine:
    engine = sa.create_engine(
        "sqlite://",
        module=dbapi2,
        creator=connect,
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        hide_parameters=True,
    )

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    @sa.event.listens_for(engine, "handle_error")
    def _tell_plainly(context: sa.ExceptionContext) -> KnownFailure | None:
        return known_failure(context.original_exception)

    return engine


@contextlib.contextmanager
def _told_plainly() -> Iterator[None]:
    try:
        yield
    except dbapi2.Error as error:
        failure = known_failure(error)
        if failure is None:
            raise
        raise failure from error


def known_failure(error: BaseException) -> KnownFailure | None:
    """Return the failure behind an error of the database library; None when it is a bug."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the kind of error
    make = _KNOWN.get(code)
    return make() if make else None


def _foreign() -> str:
    return _(
        "The database desk.db is damaged, or it belongs to another desk than the key file "
        "beside it. Restore a backup."
    )


def _busy() -> AccessRefused:
    return AccessRefused(
        _(
            "Another program is using the database of this desk. Close it, wait a moment "
            "and try again. Nothing of this change was saved."
        )
    )


_KNOWN: dict[int, Callable[[], KnownFailure]] = {
    dbapi2.SQLITE_BUSY: _busy,
    dbapi2.SQLITE_LOCKED: _busy,
    dbapi2.SQLITE_READONLY: disk.read_only,
    dbapi2.SQLITE_IOERR: disk.unreadable,
    dbapi2.SQLITE_CORRUPT: lambda: Damaged(_foreign()),
    dbapi2.SQLITE_FULL: disk.disk_full,
    dbapi2.SQLITE_CANTOPEN: disk.unreadable,
    dbapi2.SQLITE_NOTADB: lambda: Damaged(_foreign()),
}
