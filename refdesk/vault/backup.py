"""One file that holds a whole desk: written while people work, verified before it counts."""

from __future__ import annotations

import hashlib
import zipfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from refdesk.domain.errors import Damaged, KnownFailure
from refdesk.i18n import _
from refdesk.vault import disk, envelope, slots, strict
from refdesk.vault import folder as places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from refdesk.vault.unlock import Vault

SUFFIX = ".refdeskbackup"
MAGIC = "REFDESK BACKUP"
_MANIFEST = "manifest"
_KEY_FILE = "desk.refdesk"
_LARGEST_MANIFEST = 100_000
_ENCRYPTED = 0x1  # the zip format's own encryption, which we never use
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class _Print:
    """Size in bytes and SHA-256 of one file of the backup."""

    size: int
    digest: str


def write_backup(vault: Vault, target: Path) -> None:
    """Write the desk into the one file `target`, replacing it only by a verified backup.

    Others may go on reading and writing meanwhile; the backup shows the moment it began.

    Raises:
        Damaged: The database has bad pages; an older backup at `target` is as it was.
        KnownFailure: The disk is full, read-only or broken; likewise.
    """
    copy = target.with_name(f"{target.name}.db.partial")
    partial = disk.partial_beside(target)
    with disk.told_plainly(), ExitStack() as undo:
        for path in (copy, partial):
            undo.callback(path.unlink, missing_ok=True)
            path.unlink(missing_ok=True)
        # The head goes first: a commit in between leaves the copy ahead of it, which is normal.
        parts = _small_parts(vault)
        findings = vault.copy_database(copy)
        if findings:
            raise Damaged(
                _("The backup was not written: its copy of the database has errors.")
                + "\n"
                + "\n".join(findings)
            )
        prints = {name: _print_of(content) for name, content in parts.items()}
        prints[places.DATABASE] = _print_file(copy)
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(_MANIFEST, _manifest(vault, prints))
            for name, content in parts.items():
                archive.writestr(name, content)
            archive.write(copy, places.DATABASE)
        copy.unlink()
        check_backup(vault, partial)
        partial.chmod(0o600)
        disk.sync_file(partial)
        disk.put_in_place(partial, target)


def check_backup(vault: Vault, file: Path) -> None:
    """Verify every byte of a backup against its digests, and them against the desk's own key.

    Raises:
        Damaged: A byte was lost or changed, or the backup is of another desk.
        KnownFailure: It cannot be read, or a newer version wrote it.
    """
    with _reading(file) as archive:
        manifest = _read_manifest(archive)
        if not manifest.is_signed_with(vault.backup_key):
            raise Damaged(_("This backup is of another desk, or it was changed by somebody."))
        for name, expected in _expected(manifest).items():
            _copy_member(archive, name, expected, None)


def unpack_backup(file: Path, folder: Path) -> None:
    """Unpack a backup into a new or empty `folder`, every byte checked against its digest.

    Opening the new desk proves the rest: its key file, its pages and its head carry MACs.

    Raises:
        UserError: The folder is not empty, or its parent is missing.
        Damaged: A byte was lost or changed, or it is no backup. Nothing is left behind.
        KnownFailure: The disk got in the way, or a newer version wrote it; likewise.
    """
    with _reading(file) as archive, ExitStack() as undo:
        expected = _expected(_read_manifest(archive))
        names = {_KEY_FILE: _key_file_name(archive)}
        places.make_folder(folder, undo)
        places.check_empty(folder)
        # The key file comes last, for it makes the folder a desk.
        for name in sorted(expected, key=lambda name: name == _KEY_FILE):
            path = folder / names.get(name, name)
            undo.callback(path.unlink, missing_ok=True)
            with path.open("xb") as out:
                path.chmod(0o600)
                _copy_member(archive, name, expected[name], out)
            disk.sync_file(path)
        disk.sync_folder(folder)
        undo.pop_all()


def _small_parts(vault: Vault) -> dict[str, bytes]:
    parts = {_KEY_FILE: slots.load(vault.key_file)}
    head = vault.folder / places.HEAD
    if head.is_file():
        parts[places.HEAD] = head.read_bytes()
    return parts


def _manifest(vault: Vault, prints: dict[str, _Print]) -> bytes:
    files = {name: {"size": p.size, "sha256": p.digest} for name, p in prints.items()}
    content: dict[str, object] = {"desk": vault.desk_id, "files": files}
    return envelope.encode(MAGIC, content, vault.backup_key)


@contextmanager
def _reading(file: Path) -> Iterator[zipfile.ZipFile]:
    """Open the backup; whatever is wrong inside becomes one sentence."""
    try:
        with disk.told_plainly(), zipfile.ZipFile(file) as archive:
            yield archive
    except envelope.NewerFormatError as error:
        raise KnownFailure(
            _("A newer version of RefDesk wrote this backup. Install that version to use it.")
        ) from error
    # The zip reader meets forged sizes, flags and methods with errors of these kinds.
    except (
        envelope.MalformedError,
        zipfile.BadZipFile,
        NotImplementedError,
        EOFError,
    ) as error:
        raise Damaged(
            _("This file is damaged or is no backup of a desk. Use another backup.")
        ) from error


def _read_manifest(archive: zipfile.ZipFile) -> envelope.Envelope:
    return envelope.decode(
        MAGIC, _read_small(archive, _MANIFEST, _LARGEST_MANIFEST), _LARGEST_MANIFEST
    )


def _key_file_name(archive: zipfile.ZipFile) -> str:
    raw = _read_small(archive, _KEY_FILE, slots.LARGEST_BYTES)
    return places.key_file_name(slots.parse(raw).name)


def _expected(manifest: envelope.Envelope) -> dict[str, _Print]:
    content = strict.fields(manifest.content, "desk", "files")
    strict.hexadecimal(content["desk"], slots.DESK_ID_BYTES)
    files = content["files"]
    if not isinstance(files, dict):
        raise envelope.MalformedError
    needed = {places.DATABASE, _KEY_FILE}
    # Names from a file never become paths: only these are known.
    if not needed <= set(files) <= needed | {places.HEAD}:
        raise envelope.MalformedError
    return {name: _print_in(entry) for name, entry in files.items()}


def _print_in(entry: object) -> _Print:
    content = strict.fields(entry, "size", "sha256")
    digest = strict.hexadecimal(content["sha256"], hashlib.sha256().digest_size)
    return _Print(strict.number(content["size"]), digest)


def _member(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    found = [info for info in archive.infolist() if info.filename == name]
    if len(found) != 1 or found[0].compress_type != zipfile.ZIP_STORED:
        raise envelope.MalformedError
    if found[0].flag_bits & _ENCRYPTED:
        raise envelope.MalformedError
    return found[0]


def _read_small(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    info = _member(archive, name)
    if info.file_size > most:
        raise envelope.MalformedError
    return archive.read(info)


def _copy_member(
    archive: zipfile.ZipFile, name: str, expected: _Print, out: IO[bytes] | None
) -> None:
    with archive.open(_member(archive, name)) as source:
        if _print_stream(source, out) != expected:
            raise envelope.MalformedError


def _print_of(content: bytes) -> _Print:
    return _Print(len(content), hashlib.sha256(content).hexdigest())


def _print_file(path: Path) -> _Print:
    with path.open("rb") as source:
        return _print_stream(source, None)


def _print_stream(source: IO[bytes], out: IO[bytes] | None) -> _Print:
    size, digest = 0, hashlib.sha256()
    while chunk := source.read(_CHUNK):
        size += len(chunk)
        digest.update(chunk)
        if out is not None:
            out.write(chunk)
    return _Print(size, digest.hexdigest())
