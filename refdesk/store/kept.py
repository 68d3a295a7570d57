"""Bytes kept in the vault, each once: printed pages, pictures, what is attached."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import sqlalchemy as sa

from refdesk.domain.kinds import DIGEST
from refdesk.store.tables import Schema


def keep(connection: sa.Connection, schema: Schema, content: bytes) -> str:
    """Keep `content` if it is not kept yet; return its digest."""
    digest = hashlib.sha256(content).hexdigest()
    kept = schema.kept
    known = sa.select(kept.c.digest).where(kept.c.digest == digest)
    if connection.execute(known).first() is None:
        row = {"digest": digest, "size": len(content), "content": content}
        connection.execute(sa.insert(kept), row)
    return digest


def content_of(connection: sa.Connection, schema: Schema, digest: str) -> bytes | None:
    """Return the kept bytes; None if they are not there or are not what their digest says."""
    kept = schema.kept
    found = connection.execute(sa.select(kept.c.content).where(kept.c.digest == digest)).scalar()
    if found is None or hashlib.sha256(found).hexdigest() != digest:
        return None
    return bytes(found)


def kept_findings(connection: sa.Connection, schema: Schema) -> Iterator[str]:
    """Yield in words which kept bytes are damaged, and which records name bytes that are gone."""
    kept = schema.kept
    sound: set[str] = set()
    for digest in connection.execute(sa.select(kept.c.digest)).scalars().all():
        if content_of(connection, schema, digest) is None:
            yield f"kept {digest[:12]}: differs from its digest"
        else:
            sound.add(digest)
    for kind, table in schema.kinds.items():
        for own in table.record.fields.values():
            if own.kind is DIGEST:
                column = table.table.c[own.name]
                query = sa.select(table.table.c.id, column).where(column != "")
                for row_id, digest in connection.execute(query):
                    if digest not in sound:
                        yield f"{kind} {row_id}: its {own.name} is missing"
