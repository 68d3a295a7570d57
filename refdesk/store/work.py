"""The unit of work: the one door through which rows change, recorded as they do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

from refdesk.domain.changes import CREATE, DELETE, UPDATE, Entry, range_digest, row_digest
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.kinds.base import Kept, Plain
from refdesk.domain.record import Record
from refdesk.i18n import _
from refdesk.store import rows
from refdesk.store.log import runs
from refdesk.store.search import SearchIndex, is_indexed
from refdesk.store.tables import RecordTable, Schema

R = TypeVar("R", bound=Record)
Image = dict[str, Plain]
LONGEST_RUN = 500
CUSTOM = "custom."


class Work:
    """One change in the making. Leaving its `with` block saves it whole or not at all."""

    def __init__(
        self,
        connection: sa.Connection,
        schema: Schema,
        search: SearchIndex,
        *,
        at: str,
        user_id: int | None,
    ) -> None:
        self.connection = connection
        self.at = at
        self.user_id = user_id
        self.entries: list[Entry] = []
        self._schema = schema
        self._search = search
        self._new: dict[str, dict[int, Image]] = {}
        self._last_ids: dict[str, int] = {}

    def add(self, record: R) -> R:
        """Add a new record and give it its id."""
        kind = record.kind
        record.id = self._next_id(kind)
        image = record.to_plain()
        image["created_at"] = self.at
        image["created_by"] = self.user_id
        self._stamp(image)
        self._new.setdefault(kind, {})[record.id] = image
        record.__dict__.update(type(record).from_plain(record.id, image).__dict__)
        if len(self._new[kind]) >= 4 * LONGEST_RUN:
            self.flush()
        return record

    def get(self, of: type[R], row_id: int) -> R:
        """Return a record as it stands within this change.

        Raises:
            UserError: there is none of that id.
        """
        image = self.images(of.kind, [row_id]).get(row_id)
        if image is None:
            raise UserError(
                _("There is no {kind} number {id}.").format(kind=_(of.one).lower(), id=row_id)
            )
        return of.from_plain(row_id, image)

    def images(self, kind: str, ids: Sequence[int]) -> dict[int, Image]:
        """Return the images of rows as they stand within this change."""
        self.flush()
        return rows.load_images(self.connection, self._schema.kinds[kind], ids)

    def save(self, record: R) -> R:
        """Save the fields of a loaded record that have changed since.

        Raises:
            UserError: somebody else changed the same field meanwhile, or the record is gone.
        """
        loaded, wanted = record.loaded, record.to_plain()
        stored = self.images(record.kind, [record.id]).get(record.id)
        if stored is None:
            raise UserError(_("This record is no longer there. Nothing was saved."))
        change: dict[str, list[Plain]] = {}
        for name, (before, after) in _differences(record, loaded, wanted).items():
            now = _value(stored, name)
            if now not in (before, after):
                label = _label(record, name)
                raise UserError(
                    _("{field} was changed meanwhile. Look at it again, then save.").format(
                        field=label
                    )
                )
            if now != after:
                change[name] = [now, after]
        if change:
            self.update(record.kind, record.id, change)
            stored = self.images(record.kind, [record.id])[record.id]
        record.__dict__.update(type(record).from_plain(record.id, stored).__dict__)
        return record

    def delete(self, kind: str, ids: Sequence[int]) -> None:
        """Remove rows for good; the end of the change refuses it if anything refers to them."""
        table = self._schema.kinds[kind]
        for first, last in runs(sorted(ids), LONGEST_RUN):
            some = list(range(first, last + 1))
            images = self.images(kind, some)
            body = {"images": [_unstamped(table, images[row_id]) for row_id in some]}
            self.entries.append(Entry(kind, DELETE, first, last, body))
            self._search.remove(self.connection, kind, some)
            for links in table.links.values():
                rows.clear_links(self.connection, links, some)
            own = table.table
            self.connection.execute(sa.delete(own).where(own.c.id.in_(some)))

    def create(self, kind: str, images: Mapping[int, Image]) -> None:
        """Bring removed rows back under their own ids."""
        waiting = self._new.setdefault(kind, {})
        for row_id, image in images.items():
            full = dict(image)
            self._stamp(full)
            waiting[row_id] = full
        self.flush()

    def update(self, kind: str, row_id: int, change: Mapping[str, Sequence[Plain]]) -> None:
        """Give fields of one row new values: ``{field: [before, after]}``."""
        self.flush()
        table = self._schema.kinds[kind]
        body = {name: list(values) for name, values in change.items()}
        self.entries.append(Entry(kind, UPDATE, row_id, row_id, body))
        values: dict[str, Any] = {"changed_at": self.at, "changed_by": self.user_id}
        custom = {k: v[1] for k, v in change.items() if k.startswith(CUSTOM)}
        if custom:
            values["custom"] = self._merged_custom(table, row_id, custom)
        for name, (_before, after) in change.items():
            own = table.record.fields.get(name)
            if own is None:
                continue
            if own.kind.kept is Kept.LINKS:
                rows.clear_links(self.connection, table.links[name], [row_id])
                linked = after if isinstance(after, list) else []
                rows.write_links(self.connection, table.links[name], [(row_id, linked)])
            else:
                values.update(rows.field_columns(own, after))
        self.connection.execute(sa.update(table.table).where(table.table.c.id == row_id), values)
        fields = table.record.fields
        if any(name in fields and is_indexed(fields[name]) for name in change):
            self._search.remove(self.connection, kind, [row_id])
            self._search.write(self.connection, kind, self.images(kind, [row_id]).items())

    def flush(self) -> None:
        """Write the rows that wait to be inserted."""
        for kind, waiting in self._new.items():
            if waiting:
                self._insert(kind, waiting)
                self._new[kind] = {}

    def finish(self) -> list[Entry]:
        """Write what waits, remember the ids given out, and return what was done."""
        self.flush()
        identity = self._schema.identity
        for kind, last in self._last_ids.items():
            own = identity.c.kind == kind
            updated = self.connection.execute(sa.update(identity).where(own), {"last_id": last})
            if not updated.rowcount:
                self.connection.execute(sa.insert(identity), {"kind": kind, "last_id": last})
        return self.entries

    def _insert(self, kind: str, waiting: Mapping[int, Image]) -> None:
        table = self._schema.kinds[kind]
        for first, last in runs(sorted(waiting), LONGEST_RUN):
            some = range(first, last + 1)
            digests = (row_digest(kind, i, _unstamped(table, waiting[i])) for i in some)
            self.entries.append(Entry(kind, CREATE, first, last, {"digest": range_digest(digests)}))
        values = [rows.to_row(table, row_id, image) for row_id, image in waiting.items()]
        self.connection.execute(sa.insert(table.table), values)
        for name, links in table.links.items():
            linked = ((row_id, image[name]) for row_id, image in waiting.items())
            rows.write_links(
                self.connection, links, ((i, v) for i, v in linked if isinstance(v, list))
            )
        self._search.write(self.connection, kind, waiting.items())

    def _next_id(self, kind: str) -> int:
        if kind not in self._last_ids:
            identity = self._schema.identity
            query = sa.select(identity.c.last_id).where(identity.c.kind == kind)
            self._last_ids[kind] = self.connection.execute(query).scalar() or 0
        self._last_ids[kind] += 1
        return self._last_ids[kind]

    def _stamp(self, image: Image) -> None:
        image["changed_at"] = self.at
        image["changed_by"] = self.user_id

    def _merged_custom(self, table: RecordTable, row_id: int, change: Mapping[str, Plain]) -> Plain:
        column, own = table.table.c.custom, table.table.c.id
        stored = self.connection.execute(sa.select(column).where(own == row_id)).scalar_one()
        merged = {**stored, **{name.removeprefix(CUSTOM): plain for name, plain in change.items()}}
        return {name: plain for name, plain in merged.items() if plain is not None}


def _differences(
    record: Record, before: Mapping[str, Plain], after: Mapping[str, Plain]
) -> dict[str, tuple[Plain, Plain]]:
    found: dict[str, tuple[Plain, Plain]] = {}
    for name, own in record.fields.items():
        if not own.stamp and before.get(name) != after.get(name):
            found[name] = (before.get(name), after.get(name))
    old, new = before.get("custom") or {}, after.get("custom") or {}
    assert isinstance(old, dict)  # noqa: S101  images keep custom values as a dict
    assert isinstance(new, dict)  # noqa: S101
    for key in old.keys() | new.keys():
        if old.get(key) != new.get(key):
            found[CUSTOM + key] = (old.get(key), new.get(key))
    return found


def _value(image: Mapping[str, Plain], name: str) -> Plain:
    if name.startswith(CUSTOM):
        custom = image.get("custom")
        return custom.get(name.removeprefix(CUSTOM)) if isinstance(custom, dict) else None
    return image.get(name)


def _label(record: Record, name: str) -> str:
    own: Field | None = record.fields.get(name)
    return _(own.label) if own else _("A field of your own")


def _unstamped(table: RecordTable, image: Mapping[str, Plain]) -> Image:
    fields = table.record.fields
    return {k: v for k, v in image.items() if k not in fields or not fields[k].stamp}


def touched_kinds(entries: Iterable[Entry]) -> set[str]:
    """Return the kinds of record that a change touched."""
    return {entry.kind for entry in entries}
