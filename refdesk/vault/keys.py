"""Keys: derived from a passphrase, wrapped, sealed, parted by purpose, and wiped."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from refdesk.domain.errors import Damaged, KnownFailure, Problem, UserError
from refdesk.i18n import _

KEY_BYTES = 32
SALT_BYTES = 16
SHORTEST_PASSPHRASE = 8
_NONCE_BYTES = 12
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class WrongKeyError(Exception):
    """The key does not fit, or what it should open was changed."""


@dataclass(frozen=True, slots=True)
class KdfParams:
    """What Argon2id is asked to spend: memory in KiB, passes, parallel lanes."""

    memory_kib: int
    time: int
    lanes: int

    def within(self, floor: KdfParams, ceiling: KdfParams) -> bool:
        """Return whether each number lies between those of `floor` and `ceiling`."""
        return (
            floor.memory_kib <= self.memory_kib <= ceiling.memory_kib
            and floor.time <= self.time <= ceiling.time
            and floor.lanes <= self.lanes <= ceiling.lanes
            and self.memory_kib >= 8 * self.lanes  # Argon2's own rule
        )


@dataclass(frozen=True, slots=True)
class KdfPolicy:
    """The cost of a passphrase for new slots, and what a file may ask for.

    The floor is the second choice of RFC 9106; the ceiling keeps a forged file from
    asking for terabytes.
    """

    memory_kib: int = 128 * 1024
    time: int = 3
    lanes: int = 4
    floor: KdfParams = KdfParams(64 * 1024, 3, 1)
    ceiling: KdfParams = KdfParams(1024 * 1024, 16, 16)

    @property
    def params(self) -> KdfParams:
        """What new slots are made with."""
        return KdfParams(self.memory_kib, self.time, self.lanes)

    def check(self, params: KdfParams) -> None:
        """Refuse parameters read from a file that are too weak or absurd, before any work.

        Raises:
            Damaged: They lie outside the floor and the ceiling.
        """
        if not params.within(self.floor, self.ceiling):
            raise Damaged(
                _(
                    "The key file asks for an impossible or unsafe effort to check the "
                    "passphrase. It was changed by somebody. Restore the key file from a backup."
                )
            )


STANDARD = KdfPolicy()


def check_new_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too short to protect anything.

    Raises:
        UserError: It has fewer than 8 characters.
    """
    if len(unicodedata.normalize("NFKC", passphrase)) < SHORTEST_PASSPHRASE:
        sentence = _("The passphrase needs at least {count} characters.").format(
            count=SHORTEST_PASSPHRASE
        )
        raise UserError(sentence, (Problem("passphrase", sentence),))


def derive(passphrase: str, params: KdfParams, salt: bytes) -> bytearray:
    """Return the 32-byte Argon2id key of a passphrase, the same however it was typed (NFKC).

    Raises:
        KnownFailure: The computer has not enough free memory.
    """
    # A strict encoding would raise with the passphrase inside the exception.
    typed = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    try:
        key = hash_secret_raw(
            typed, salt, params.time, params.memory_kib, params.lanes, KEY_BYTES, Type.ID
        )
    except HashingError as error:
        raise KnownFailure(
            _(
                "There is not enough free memory to check the passphrase. "
                "Close some programs and try again."
            )
        ) from error
    return bytearray(key)


def wrap(key: bytes | bytearray, secret: bytes, header: bytes) -> bytes:
    """Return `secret` encrypted under `key` and bound to `header` (AES-256-GCM)."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, secret, header)


def unwrap(key: bytes | bytearray, wrapped: bytes, header: bytes) -> bytearray:
    """Return what `wrap` was given.

    Raises:
        WrongKeyError: Another key, another header, or a changed byte.
    """
    try:
        opened = AESGCM(key).decrypt(wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], header)
    except (InvalidTag, ValueError) as error:
        raise WrongKeyError from error
    return bytearray(opened)


def new_key_pair() -> tuple[bytearray, bytes]:
    """Return a fresh X25519 private key and its public key, 32 bytes each."""
    private = X25519PrivateKey.generate()
    return bytearray(private.private_bytes_raw()), private.public_key().public_bytes_raw()


def seal(secret: bytes | bytearray, public_key: bytes, purpose: bytes) -> bytes:
    """Return `secret` so that only the holder of the private key can read it (HPKE)."""
    return _SUITE.encrypt(secret, X25519PublicKey.from_public_bytes(public_key), info=purpose)


def unseal(sealed: bytes, private_key: bytes | bytearray, purpose: bytes) -> bytearray:
    """Return what `seal` was given.

    Raises:
        WrongKeyError: Another key, another purpose, or a changed byte.
    """
    try:
        private = X25519PrivateKey.from_private_bytes(bytes(private_key))
        return bytearray(_SUITE.decrypt(sealed, private, info=purpose))
    except (InvalidTag, ValueError) as error:
        raise WrongKeyError from error


def wipe(*keys: bytearray) -> None:
    """Overwrite the keys with zeros.

    Copies that Python or a library made are out of reach: nothing is promised about the
    memory of an open program.
    """
    for key in keys:
        key[:] = bytes(len(key))


class DeskKeys:
    """The keys of one open desk, each for one purpose.

    All but the chain's grow from the data key. The chain of changes must outlive a new data key,
    so its key is random once and for all, and the key file keeps it wrapped.

    Raises:
        WrongKeyError: `wrapped_chain` was not wrapped with this data key.
    """

    def __init__(
        self, data_key: bytearray, desk_id: str, wrapped_chain: bytes | None = None
    ) -> None:
        self.data = data_key
        self._desk_id = desk_id
        self._wrapping = self._part(b"chain wrapping", desk_id)
        if wrapped_chain is None:
            self.chain = bytearray(secrets.token_bytes(KEY_BYTES))
        else:
            self.chain = unwrap(self._wrapping, wrapped_chain, self._chain_header())
        self.database = self._part(b"database", desk_id)
        self.key_file = self._part(b"key file", desk_id)
        self.head = self._part(b"head", desk_id)
        self.backup = self._part(b"backup", desk_id)

    def wrapped_chain(self) -> bytes:
        """Return the chain's key wrapped for the key file."""
        return wrap(self._wrapping, bytes(self.chain), self._chain_header())

    def _chain_header(self) -> bytes:
        return f"RefDesk chain key 1 {self._desk_id}".encode("ascii")

    def _part(self, purpose: bytes, desk_id: str) -> bytearray:
        salt = bytes.fromhex(desk_id)
        hkdf = HKDF(SHA256(), KEY_BYTES, salt=salt, info=b"RefDesk 1 " + purpose)
        return bytearray(hkdf.derive(self.data))

    def wipe(self) -> None:
        """Overwrite every key; best effort, see `wipe`."""
        wipe(
            self._wrapping,
            self.data,
            self.database,
            self.chain,
            self.key_file,
            self.head,
            self.backup,
        )
