"""Records' images as rows of tables, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

from refdesk.domain.address import PARTS
from refdesk.domain.fields import Field
from refdesk.domain.kinds.base import Kept, Plain
from refdesk.domain.text import fold
from refdesk.store.tables import RecordTable, has_key

T = TypeVar("T")
Row = dict[str, Any]
Image = Mapping[str, Plain]
AT_ONCE = 500
"""Ids in one statement: well below every database's limit of parameters."""


def batches(items: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """Yield `items` in lists of at most `size`."""
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def sort_key(text: str) -> str | None:
    """Return the folded text that sorts a record; None for text without letters or digits."""
    return fold(text)[:200] or None


def to_row(kind: RecordTable, row_id: int, image: Image) -> Row:
    """Return the columns of a record's own row, without its links."""
    row: Row = {"id": row_id, "custom": image.get("custom") or {}}
    for name, own in kind.record.fields.items():
        if own.kind.kept is not Kept.LINKS:
            row.update(field_columns(own, image.get(name)))
    return row


def field_columns(own: Field, plain: Plain) -> Row:
    """Return the columns that keep one field's plain value."""
    name = own.name
    if own.kind.kept is Kept.PARTS:
        parts = plain if isinstance(plain, dict) else {}
        return {f"{name}_{part}": parts.get(part, "") for part in PARTS}
    if has_key(own):
        return {name: plain or "", f"{name}_key": sort_key(str(plain or ""))}
    if own.kind.kept is Kept.JSON:
        return {name: plain or None}
    return {name: own.kind.empty if plain is None else plain}


def column_names(own: Field) -> list[str]:
    """Return the columns to read for one field."""
    if own.kind.kept is Kept.PARTS:
        return [f"{own.name}_{part}" for part in PARTS]
    return [own.name]


def load_images(
    connection: sa.Connection, kind: RecordTable, ids: Sequence[int]
) -> dict[int, dict[str, Plain]]:
    """Return the images of the rows with these ids; missing rows are left out."""
    images: dict[int, dict[str, Plain]] = {}
    for some in batches(ids):
        query = sa.select(kind.table).where(kind.table.c.id.in_(some))
        for row in connection.execute(query).mappings():
            images[row["id"]] = _image(kind, row)
        for name, links in kind.links.items():
            linked = sa.select(links.c.owner, links.c.value).where(links.c.owner.in_(some))
            for owner, value in connection.execute(
                linked.order_by(links.c.owner, links.c.position)
            ):
                plain = images[owner][name]
                assert isinstance(plain, list)  # noqa: S101  _image made it so
                plain.append(value)
    return images


def _image(kind: RecordTable, row: sa.RowMapping) -> dict[str, Plain]:
    image: dict[str, Plain] = {}
    for name, own in kind.record.fields.items():
        kept = own.kind.kept
        if kept is Kept.LINKS:
            image[name] = []
        elif kept is Kept.PARTS:
            parts = {part: row[f"{name}_{part}"] for part in PARTS}
            image[name] = parts if any(parts.values()) else None
        else:
            image[name] = row[name]
            if kept is Kept.JSON and image[name] is None and isinstance(own.kind.empty, tuple):
                image[name] = []
    image["custom"] = row["custom"]
    return image


def write_links(
    connection: sa.Connection, links: sa.Table, rows: Iterable[tuple[int, Sequence[Plain]]]
) -> None:
    """Insert the links of owners that have none."""
    values = [
        {"owner": owner, "position": position, "value": value}
        for owner, plain in rows
        for position, value in enumerate(plain)
    ]
    if values:
        connection.execute(sa.insert(links), values)


def clear_links(connection: sa.Connection, links: sa.Table, owners: Sequence[int]) -> None:
    """Remove the links of these owners."""
    for some in batches(owners):
        connection.execute(sa.delete(links).where(links.c.owner.in_(some)))
