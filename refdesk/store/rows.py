"""Records' images as rows of tables, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import Any, TypeVar

import sqlalchemy as sa

from refdesk.domain.address import PARTS
from refdesk.domain.fields import Field
from refdesk.domain.kinds.base import Kept, Plain
from refdesk.domain.record import BESIDE
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
    row: Row = {"id": row_id}
    row.update((name, beside(name, image.get(name))) for name in BESIDE)
    for name, empty in kind.simple.items():
        plain = image.get(name)
        row[name] = empty if plain is None else plain
    for own in kind.others:
        row.update(field_columns(own, image.get(own.name)))
    return row


def beside(column: str, plain: Plain) -> Plain:
    """Return what a column beside the fields keeps; sources came later, and are empty as None."""
    return plain or ({} if column == "custom" else None)


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
    return {name: own.empty if plain is None else plain}


def as_read(own: Field, plain: Plain) -> Plain:
    """Return a plain value as it comes back from the database."""
    kept = own.kind.kept
    if kept is Kept.LINKS or (kept is Kept.JSON and own.kind.empty == ()):
        return plain or []
    if kept is Kept.PARTS:
        return plain if isinstance(plain, dict) and any(plain.values()) else None
    if kept is Kept.JSON:
        return plain or None
    empty: Plain = own.empty
    return empty if plain is None else plain


def load_images(
    connection: sa.Connection, kind: RecordTable, ids: Sequence[int]
) -> dict[int, dict[str, Plain]]:
    """Return the images of the rows with these ids; missing rows are left out."""
    images: dict[int, dict[str, Plain]] = {}
    readers = _readers(kind)
    for some in batches(ids):
        chosen = {"ids": some}
        for row in connection.execute(kind.by_ids, chosen):
            images[row[0]] = {name: read(row) for name, read in readers}
        for name, query in kind.links_by_ids.items():
            for owner, value in connection.execute(query, chosen):
                plain = images[owner][name]
                assert isinstance(plain, list)  # noqa: S101  its reader made it so
                plain.append(value)
    return images


def _readers(kind: RecordTable) -> list[tuple[str, Callable[[Sequence[Any]], Plain]]]:
    """Return for each field how its plain value is read from a row: a page reads thousands."""
    places = {column.name: place for place, column in enumerate(kind.table.c)}
    readers: list[tuple[str, Callable[[Sequence[Any]], Plain]]] = []
    for name, own in kind.record.fields.items():
        kept = own.kind.kept
        if kept is Kept.LINKS:
            readers.append((name, lambda _row: []))
        elif kept is Kept.PARTS:
            parts = itemgetter(*(places[f"{name}_{part}"] for part in PARTS))
            readers.append((name, partial(_parts, parts)))
        elif kept is Kept.JSON and own.kind.empty == ():
            readers.append((name, partial(_list, itemgetter(places[name]))))
        else:
            readers.append((name, itemgetter(places[name])))
    readers.append(("custom", itemgetter(places["custom"])))
    readers.append(("sources", partial(_mapping, itemgetter(places["sources"]))))
    return readers


def _parts(parts: Callable[[Sequence[Any]], tuple[str, ...]], row: Sequence[Any]) -> Plain:
    texts = parts(row)
    return dict(zip(PARTS, texts, strict=True)) if any(texts) else None


def _mapping(value: Callable[[Sequence[Any]], Plain], row: Sequence[Any]) -> Plain:
    return value(row) or {}


def _list(value: Callable[[Sequence[Any]], Plain], row: Sequence[Any]) -> Plain:
    return value(row) or []


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
