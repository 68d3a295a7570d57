"""Making a desk, opening it with a passphrase, and the open desk itself."""

from __future__ import annotations

import contextlib
import secrets
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

from refdesk.domain.errors import Damaged, KnownFailure, Problem, UserError, WrongPassphrase
from refdesk.i18n import _
from refdesk.vault import folder as places
from refdesk.vault import keys, slots, strict
from refdesk.vault.anchor import GENESIS, Head, HeadFile
from refdesk.vault.locking import DeskLock

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    import sqlalchemy as sa

    from refdesk.vault.folder import DeskFolder


class Vault:
    """An open desk: its keys, its two engines and its head. Close it to lock it."""

    def __init__(
        self,
        desk: DeskFolder,
        key_file: slots.KeyFile,
        slot: slots.Slot,
        desk_keys: keys.DeskKeys,
        closing: ExitStack,
        sync_head_every: int,
    ) -> None:
        from refdesk.vault import engine  # noqa: PLC0415  the unlock window does without SQL

        self.folder = desk.folder
        self.key_file = desk.key_file
        self.desk_id = key_file.desk_id
        self.name = key_file.name
        self.slot_id = slot.slot_id
        self.holder = slot.holder
        self._database = desk.database
        self._keys = desk_keys
        self._engine = engine
        self._is_open = True
        self._head = HeadFile(desk.head, desk_keys.head, key_file.desk_id, sync_head_every)
        closing.callback(self._head.close)
        self.writer: sa.Engine
        self.reader: sa.Engine
        self.writer, self.reader = engine.open_engines(desk.database, desk_keys.database)
        # The writer goes last of the two: only it can empty the log into the database.
        closing.callback(self.writer.dispose)
        closing.callback(self.reader.dispose)
        self._closing = closing.pop_all()

    @property
    def chain_key(self) -> bytes:
        """Key of the audit chain, 32 bytes."""
        return bytes(self._key(self._keys.chain))

    @property
    def backup_key(self) -> bytes:
        """Key that signs this desk's backups, 32 bytes."""
        return bytes(self._key(self._keys.backup))

    def read_head(self) -> Head | None:
        """Return the head, for `anchor.check`; None when the file is missing or unreadable."""
        self._key(self._keys.head)
        return self._head.read()

    def write_head(self, sequence: int, mac: bytes) -> None:
        """Record a commit outside the database: its number from 1 and its 32-byte MAC.

        Raises:
            KnownFailure: The disk refused; the commit itself is safe.
        """
        self._key(self._keys.head)
        self._head.write(sequence, mac)

    def accept_head(self, sequence: int, mac: bytes) -> None:
        """Make the database's last commit the head, whatever the head said before.

        Raises:
            KnownFailure: The disk refused; the head is as it was.
        """
        self._key(self._keys.head)
        self._head.accept(sequence, mac)

    def check_pages(self) -> list[str]:
        """Read every page of the database and return what is wrong; empty when it is sound."""
        return self._engine.check_pages(self._database, self._key(self._keys.database))

    def copy_database(self, target: Path) -> list[str]:
        """Write a consistent copy under the same key; return what is wrong with the copy.

        Raises:
            Damaged: A page of the database could not be read.
            KnownFailure: The disk is full, read-only or broken.
        """
        key = self._key(self._keys.database)
        self._engine.copy_database(self._database, key, target)
        return self._engine.check_pages(target, key)

    def close(self) -> None:
        """Close the database, sync the head, wipe the keys and free the lock; twice is once."""
        self._is_open = False
        self._closing.close()

    def __enter__(self) -> Self:
        """Return the open desk."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    def _key(self, key: bytearray) -> bytearray:
        if not self._is_open:
            raise RuntimeError("the desk is closed and its keys are wiped")
        return key


class Vaults:
    """Makes and opens desks, with one policy for the cost of a passphrase."""

    def __init__(
        self, policy: keys.KdfPolicy = keys.STANDARD, *, sync_head_every: int = 32
    ) -> None:
        self._policy = policy
        self._sync_head_every = sync_head_every

    def describe(self, path: Path) -> slots.KeyFile:
        """Return what the key file says without a passphrase: clinic and holders, unproven.

        Raises:
            UserError: There is no desk at `path`.
            Damaged: The key file or the database is missing, or the key file is damaged.
        """
        return slots.parse(_load(places.find(path)))

    def create(self, folder: Path, name: str, passphrase: str, *, holder: str) -> Vault:
        """Make a desk in a new or empty `folder` and return it open.

        Args:
            folder: Its parent must exist.
            name: The clinic's name; also names the key file.
            passphrase: At least 8 characters.
            holder: Label of the first user's slot.

        Raises:
            UserError: A name or the passphrase will not do, or the folder is not empty.
            KnownFailure: The disk is full, read-only or broken. Nothing is left behind.
        """
        keys.check_new_passphrase(passphrase)
        name, holder = _label("name", name), _label("holder", holder)
        desk = places.DeskFolder(folder, folder / places.key_file_name(name))
        with ExitStack() as undo, ExitStack() as closing:
            places.make_folder(folder, undo)
            places.check_empty(folder)
            closing.enter_context(DeskLock(desk.lock))
            # Somebody may have made a desk here between the first look and the lock.
            places.check_empty(folder, besides=places.LOCK)
            undo.callback(_remove, desk)
            vault = self._build(desk, name, passphrase, holder, closing)
            undo.pop_all()
            return vault

    def open(self, path: Path, passphrase: str, *, slot_id: str | None = None) -> Vault:
        """Open the desk at `path`, its folder or its key file.

        Args:
            path: The folder of the desk or its `.refdesk` file.
            passphrase: Of any user; each slot tried costs one derivation.
            slot_id: Try this slot only, when it is known who is asking.

        Raises:
            UserError: There is no desk at `path`.
            AccessRefused: Wrong passphrase, or the desk is open elsewhere.
            Damaged: A file is missing, damaged, foreign or was changed.
            KnownFailure: The disk got in the way, or the desk is of a newer version.
        """
        desk = places.find(path)
        _load(desk)
        with ExitStack() as closing:
            closing.enter_context(DeskLock(desk.lock))
            raw = _load(desk)
            key_file = slots.parse(raw)
            _check_finished(key_file)
            slot, data_key = self._unlock(key_file, passphrase, slot_id)
            desk_keys = _keys(key_file, data_key)
            closing.callback(desk_keys.wipe)
            slots.check_seal(raw, desk_keys.key_file)
            return Vault(desk, key_file, slot, desk_keys, closing, self._sync_head_every)

    def _build(
        self, desk: DeskFolder, name: str, passphrase: str, holder: str, closing: ExitStack
    ) -> Vault:
        from refdesk.vault import engine  # noqa: PLC0415  the unlock window does without SQL

        desk_id = secrets.token_hex(slots.DESK_ID_BYTES)
        desk_keys = keys.DeskKeys(bytearray(secrets.token_bytes(keys.KEY_BYTES)), desk_id)
        closing.callback(desk_keys.wipe)
        slot = slots.new_passphrase_slot(desk_id, holder, passphrase, desk_keys.data, self._policy)
        engine.create_database(desk.database, desk_keys.database)
        head = HeadFile(desk.head, desk_keys.head, desk_id)
        head.accept(GENESIS.sequence, GENESIS.mac)
        key_file = slots.KeyFile(desk_id, name, (slot,), desk_keys.wrapped_chain())
        # The key file makes the folder a desk, so it comes when everything else is there.
        slots.write(desk.key_file, key_file, desk_keys.key_file)
        return Vault(desk, key_file, slot, desk_keys, closing, self._sync_head_every)

    def _unlock(
        self, key_file: slots.KeyFile, passphrase: str, slot_id: str | None
    ) -> tuple[slots.Slot, bytearray]:
        for slot in key_file.slots:
            if slot_id in {None, slot.slot_id}:
                data_key = slots.open_slot(key_file, slot, passphrase, self._policy)
                if data_key is not None:
                    return slot, data_key
        raise WrongPassphrase(
            _("The passphrase is not right. Check the keyboard's language and Caps Lock.")
        )


def _keys(key_file: slots.KeyFile, data_key: bytearray) -> keys.DeskKeys:
    try:
        return keys.DeskKeys(data_key, key_file.desk_id, key_file.chain_key)
    except keys.WrongKeyError as error:
        raise slots.tampered() from error


def _remove(desk: DeskFolder) -> None:
    for path in desk.everything():
        with contextlib.suppress(OSError):
            path.unlink()


def _load(desk: DeskFolder) -> bytes:
    """Return the key file's bytes; a key file without its database says what to bring."""
    raw = slots.load(desk.key_file)
    if not desk.database.exists():
        raise Damaged(
            _(
                "This is only the key file of the desk “{name}”; its database desk.db is missing. "
                "Bring the whole folder of the desk here, or restore a backup."
            ).format(name=slots.parse(raw).name)
        )
    return raw


def _check_finished(key_file: slots.KeyFile) -> None:
    if any(slot.pending for slot in key_file.slots):
        raise KnownFailure(
            _(
                "A change of this desk's keys was begun and not finished. "
                "Open it with the version of RefDesk that began it."
            )
        )


def _label(field: str, text: str) -> str:
    tidy = " ".join(text.split())
    if not strict.is_label(tidy):
        sentence = _("This name needs 1 to {most} ordinary characters.").format(
            most=strict.LONGEST_LABEL
        )
        raise UserError(sentence, (Problem(field, sentence),))
    return tidy
