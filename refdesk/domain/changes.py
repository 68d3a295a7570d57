"""The arithmetic of the change log: what a change set says, and the chain that seals it."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from refdesk.domain.kinds.base import Plain

START = b"\x00" * 32
"""What stands before the first change of a desk."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a change set did to a run of rows of one kind.

    `body` is ``{"digest": hex}`` for created rows, ``{field: [before, after]}`` for one changed
    row, ``{"images": [...]}`` in order of id for removed rows.
    """

    kind: str
    action: str
    first_id: int
    last_id: int
    body: Mapping[str, Any]


CREATE, UPDATE, DELETE = "create", "update", "delete"


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """One saved change: who, when, in which words, and the rows it touched.

    A long change is saved as several links of the chain: each is `part_of` the first, which is
    part of itself, and says whether `more` of them follow.
    """

    id: int
    at: str
    user_id: int | None
    label: str
    undoes: int | None
    mac: bytes
    touched: Mapping[str, frozenset[int]] = field(default_factory=dict)
    part_of: int | None = None
    more: bool = False


def canonical(value: object) -> bytes:
    """Return the one way to write `value` as JSON."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass")


def row_digest(kind: str, row_id: int, image: Mapping[str, Plain]) -> bytes:
    """Return the digest of a row's content.

    Empty values are left out, so that a field added later does not change the digests of old rows.
    """
    filled = {name: value for name, value in image.items() if not is_blank(value)}
    return hashlib.sha256(canonical([kind, row_id, filled])).digest()


def is_blank(value: Plain) -> bool:
    """Tell whether a stored value is one that a new, empty field would have; zero is a value."""
    return value is None or value is False or (not isinstance(value, int) and not value)


def range_digest(digests: Iterable[bytes]) -> str:
    """Return the digest of rows in order of their ids, as hex."""
    return hashlib.sha256(b"".join(digests)).hexdigest()


def seal(key: bytes, before: bytes, change: ChangeSet, entries: Sequence[Entry]) -> bytes:
    """Return the MAC that chains `change` to the one before it (HMAC-SHA-256)."""
    mac = hmac.new(key, before, hashlib.sha256)
    header = [change.id, change.at, change.user_id, change.label, change.undoes]
    if change.part_of is not None or change.more:  # else as it was before there were parts
        header += [change.part_of, change.more]
    mac.update(canonical(header))
    for entry in entries:
        mac.update(b"\n")
        mac.update(canonical([entry.kind, entry.action, entry.first_id, entry.last_id, entry.body]))
    return mac.digest()


def settled(later: Iterable[tuple[int, int | None]]) -> list[int]:
    """Return which of the `later` changes still count, given as (id, the id it undoes).

    A change and the undoing of it cancel when both are among them.
    """
    undoes = dict(later)
    for change_id in sorted(undoes, reverse=True):
        target = undoes.get(change_id)
        if change_id in undoes and target in undoes:
            del undoes[change_id], undoes[target]
    return sorted(undoes)


def in_force(changes: Iterable[tuple[int, int | None]]) -> set[int]:
    """Return the ids of the changes that are not undone, given all as (id, the id it undoes)."""
    standing: set[int] = set()
    undone: set[int] = set()
    for change_id, undoes in sorted(changes, reverse=True):
        if change_id in undone:
            continue
        standing.add(change_id)
        if undoes is not None:
            undone.add(undoes)
    return standing
