"""Small files that show accidental damage by a checksum and tampering by a MAC."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass

VERSION = 1


class MalformedError(ValueError):
    """The bytes are not what was written."""


class NewerFormatError(Exception):
    """The bytes are sound, but a later version of the program wrote them."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What was read; nothing of it is to be trusted before `is_signed_with` was true."""

    content: dict[str, object]
    signed: bytes
    mac: bytes

    def is_signed_with(self, key: bytes | bytearray) -> bool:
        """Return whether the whole file was written by somebody who holds `key`."""
        return hmac.compare_digest(self.mac, hmac.digest(key, self.signed, "sha256"))


def encode(magic: str, content: dict[str, object], key: bytes | bytearray) -> bytes:
    """Return the file: title with version, checksum, MAC and JSON, each on one line."""
    title = f"{magic} {VERSION}\n".encode("ascii")
    body = _canonical(content)
    mac = hmac.digest(key, title + body, "sha256").hex().encode("ascii")
    checksum = hashlib.sha256(title + mac + b"\n" + body).hexdigest().encode("ascii")
    return title + checksum + b"\n" + mac + b"\n" + body + b"\n"


def decode(magic: str, raw: bytes, largest: int) -> Envelope:
    """Return what `raw`, of at most `largest` bytes, holds, checked against accidents only.

    Raises:
        MalformedError: A byte was lost or changed, or it is another kind of file.
        NewerFormatError: A later version of the program wrote it.
    """
    if len(raw) > largest or not raw.startswith(magic.encode("ascii") + b" "):
        raise MalformedError
    title, checksum, mac, body = _lines(raw)
    # The version is covered by the checksum, so a flipped bit in it is damage, not a newer file.
    if hashlib.sha256(title + mac + b"\n" + body).hexdigest().encode("ascii") != checksum:
        raise MalformedError
    if title != f"{magic} {VERSION}\n".encode("ascii"):
        raise NewerFormatError
    try:
        content = json.loads(body)
        if not isinstance(content, dict) or _canonical(content) != body:
            raise MalformedError
        return Envelope(content, title + body, bytes.fromhex(mac.decode("ascii")))
    except (ValueError, RecursionError) as error:
        raise MalformedError from error


def _lines(raw: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    parts = raw.split(b"\n")
    if len(parts) != 5 or parts[4]:
        raise MalformedError
    return parts[0] + b"\n", parts[1], parts[2], parts[3]


def _canonical(content: dict[str, object]) -> bytes:
    """Return the one way to write `content`; any other spelling of it is refused."""
    return json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    ).encode("ascii")
