"""The key file: one slot per user, each with the data key sealed to that user."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from refdesk.domain.errors import Damaged, KnownFailure
from refdesk.i18n import _
from refdesk.vault import envelope, keys, strict
from refdesk.vault.disk import told_plainly, write_atomically

if TYPE_CHECKING:
    from pathlib import Path

MAGIC = "REFDESK KEY FILE"
KINDS = ("passphrase", "recovery", "device")
LARGEST_BYTES = 1_000_000
MOST_SLOTS = 256
DESK_ID_BYTES = 16
_WRAPPED_BYTES = 60  # nonce 12, key 32, tag 16
_SEALED_BYTES = 80  # encapsulated key 32, data key 32, tag 16


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in: a private key under somebody's passphrase, and the data key sealed to it.

    `kdf` is None for kinds whose wrapping key is random and needs no stretching. `pending`
    marks a slot for a new data key while the database is being re-keyed.
    """

    slot_id: str
    kind: str
    holder: str
    kdf: keys.KdfParams | None
    salt: bytes
    public_key: bytes
    private_key: bytes
    sealed_key: bytes
    pending: bool = False


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What a key file says; believe it only once `check_seal` was content."""

    desk_id: str
    name: str
    slots: tuple[Slot, ...]
    chain_key: bytes


def new_passphrase_slot(
    desk_id: str, holder: str, passphrase: str, data_key: bytearray, policy: keys.KdfPolicy
) -> Slot:
    """Return a slot that opens the desk with `passphrase`."""
    slot_id, salt = secrets.token_hex(8), secrets.token_bytes(keys.SALT_BYTES)
    private, public = keys.new_key_pair()
    wrapping = keys.derive(passphrase, policy.params, salt)
    header = _header(desk_id, slot_id, "passphrase", policy.params, salt, public)
    wrapped = keys.wrap(wrapping, bytes(private), header)
    sealed = keys.seal(data_key, public, _purpose(desk_id, slot_id))
    keys.wipe(private, wrapping)
    return Slot(slot_id, "passphrase", holder, policy.params, salt, public, wrapped, sealed)


def open_slot(
    key_file: KeyFile, slot: Slot, passphrase: str, policy: keys.KdfPolicy
) -> bytearray | None:
    """Return the data key; None when the passphrase is not this slot's.

    Raises:
        Damaged: The slot asks for an absurd effort, or was changed.
    """
    if slot.kdf is None:
        return None
    policy.check(slot.kdf)
    wrapping = keys.derive(passphrase, slot.kdf, slot.salt)
    desk_id, slot_id = key_file.desk_id, slot.slot_id
    header = _header(desk_id, slot_id, slot.kind, slot.kdf, slot.salt, slot.public_key)
    try:
        private = keys.unwrap(wrapping, slot.private_key, header)
    except keys.WrongKeyError:
        return None
    try:
        return keys.unseal(slot.sealed_key, private, _purpose(desk_id, slot_id))
    except keys.WrongKeyError as error:
        raise tampered() from error
    finally:
        keys.wipe(private, wrapping)


def _header(
    desk_id: str, slot_id: str, kind: str, kdf: keys.KdfParams, salt: bytes, public_key: bytes
) -> bytes:
    """Return what a wrapped private key is bound to; the label may change without the holder."""
    bound = [desk_id, slot_id, kind, _kdf_out(kdf), salt.hex(), public_key.hex()]
    return json.dumps(["RefDesk slot 1", *bound], sort_keys=True).encode("ascii")


def _purpose(desk_id: str, slot_id: str) -> bytes:
    return f"RefDesk data key 1 {desk_id} {slot_id}".encode("ascii")


def write(path: Path, key_file: KeyFile, mac_key: bytearray) -> None:
    """Write the key file; a crash leaves the old one or the new one.

    Raises:
        KnownFailure: The disk is full, read-only or broken.
    """
    content: dict[str, object] = {
        "desk": key_file.desk_id,
        "name": key_file.name,
        "slots": [_slot_out(slot) for slot in key_file.slots],
        "chain": strict.text_of(key_file.chain_key),
    }
    write_atomically(path, envelope.encode(MAGIC, content, mac_key))


def load(path: Path) -> bytes:
    """Return the bytes of the key file, at most one more than a key file may have."""
    with told_plainly(), path.open("rb") as file:
        return file.read(LARGEST_BYTES + 1)


def parse(raw: bytes) -> KeyFile:
    """Return what the key file says, checked against accidental damage.

    Raises:
        Damaged: A byte was lost or changed, or it is another kind of file.
        KnownFailure: A newer version of the program wrote it.
    """
    try:
        return _key_file_in(envelope.decode(MAGIC, raw, LARGEST_BYTES).content)
    except envelope.MalformedError as error:
        raise Damaged(
            _(
                "The key file (.refdesk) is damaged, or is not the key file of a desk. "
                "Put it back from a backup; your passphrase may well be right."
            )
        ) from error
    except envelope.NewerFormatError as error:
        raise KnownFailure(
            _("A newer version of RefDesk made this desk. Install that version to open it.")
        ) from error


def check_seal(raw: bytes, mac_key: bytearray) -> None:
    """Refuse a key file that was changed by somebody without the data key.

    Raises:
        Damaged: The MAC does not fit.
    """
    if not envelope.decode(MAGIC, raw, LARGEST_BYTES).is_signed_with(mac_key):
        raise tampered()


def tampered() -> Damaged:
    """Return the failure for a key file that was changed on purpose."""
    return Damaged(
        _(
            "The key file (.refdesk) was changed by somebody outside of RefDesk. "
            "Do not use this desk; restore the key file from a backup."
        )
    )


def _key_file_in(entry: object) -> KeyFile:
    content = strict.fields(entry, "desk", "name", "slots", "chain")
    entries = content["slots"]
    if not isinstance(entries, list) or not 1 <= len(entries) <= MOST_SLOTS:
        raise envelope.MalformedError
    slots = tuple(map(_slot_in, entries))
    if len({slot.slot_id for slot in slots}) != len(slots):
        raise envelope.MalformedError
    name = strict.label(content["name"])
    chain_key = strict.binary_of(content["chain"], _WRAPPED_BYTES)
    return KeyFile(strict.hexadecimal(content["desk"], DESK_ID_BYTES), name, slots, chain_key)


def _slot_out(slot: Slot) -> dict[str, object]:
    return {
        "id": slot.slot_id,
        "kind": slot.kind,
        "holder": slot.holder,
        "kdf": _kdf_out(slot.kdf) if slot.kdf else None,
        "salt": strict.text_of(slot.salt),
        "public": strict.text_of(slot.public_key),
        "private": strict.text_of(slot.private_key),
        "sealed": strict.text_of(slot.sealed_key),
        "pending": slot.pending,
    }


def _slot_in(entry: object) -> Slot:
    content = strict.fields(
        entry, "id", "kind", "holder", "kdf", "salt", "public", "private", "sealed", "pending"
    )
    kind = content["kind"]
    kdf = None if content["kdf"] is None else _kdf_in(content["kdf"])
    if kind not in KINDS or (kind == "passphrase") != (kdf is not None):
        raise envelope.MalformedError
    return Slot(
        slot_id=strict.hexadecimal(content["id"], 8),
        kind=str(kind),
        holder=strict.label(content["holder"]),
        kdf=kdf,
        salt=strict.binary_of(content["salt"], keys.SALT_BYTES),
        public_key=strict.binary_of(content["public"], keys.KEY_BYTES),
        private_key=strict.binary_of(content["private"], _WRAPPED_BYTES),
        sealed_key=strict.binary_of(content["sealed"], _SEALED_BYTES),
        pending=strict.flag(content["pending"]),
    )


def _kdf_out(kdf: keys.KdfParams) -> dict[str, int]:
    return {"memory_kib": kdf.memory_kib, "time": kdf.time, "lanes": kdf.lanes}


def _kdf_in(entry: object) -> keys.KdfParams:
    content = strict.fields(entry, "memory_kib", "time", "lanes")
    return keys.KdfParams(**{name: strict.number(value) for name, value in content.items()})
