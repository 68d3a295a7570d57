"""The unit of work: the one door through which rows change, recorded as they do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa

from refdesk.domain.changes import CREATE, DELETE, UPDATE, Entry, range_digest, row_digest
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.kinds.base import Kept, Plain
from refdesk.domain.record import Record
from refdesk.i18n import _
from refdesk.store import rows
from refdesk.store.kept import keep
from refdesk.store.log import runs
from refdesk.store.pending import Image, Pending
from refdesk.store.search import SearchIndex, is_indexed
from refdesk.store.tables import RecordTable, Schema

R = TypeVar("R", bound=Record)
LONGEST_RUN = 500
MOST_KNOWN = 4_000
CUSTOM = "custom."
SOURCE = "source."
BESIDE = {CUSTOM: "custom", SOURCE: "sources"}
"""What the names of values beside the fields begin with, and the column that keeps them."""


class Keeper(Protocol):
    """Keeps what follows from rows: called for every change, whoever makes it."""

    def begin(self, work: Work, kind: str, row_id: int, image: Image) -> None:
        """Fill in what a new row begins with."""

    def settle(self, work: Work, *, is_undo: bool) -> None:
        """Write what follows from a change that is about to be saved.

        Raises:
            UserError: the change breaks a rule between records.
        """


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
        keeper: Keeper | None = None,
    ) -> None:
        self.connection = connection
        self.at = at
        self.user_id = user_id
        self.entries: list[Entry] = []
        self.notes: dict[str, Any] = {}
        """What its keeper notes during the change."""
        self._keeper = keeper
        self._schema = schema
        self._pending = Pending(connection, schema, search)
        self._known: dict[str, dict[int, Image]] = {}
        self._last_ids: dict[str, int] = {}

    def add(self, record: R) -> R:
        """Add a new record and give it its id."""
        image = record.to_plain()
        given = dict(image)
        record.id = self.add_image(record.kind, image)
        for name, own in record.fields.items():
            if image[name] is not given[name]:
                own.set_on(record, own.from_plain(image[name]))
        record.__dict__["loaded"] = image
        return record

    def add_image(self, kind: str, image: Image) -> int:
        """Add a new record by its plain values, all of them; return its id."""
        row_id = self._next_id(kind)
        image["created_at"] = self.at
        image["created_by"] = self.user_id
        self._stamp(image)
        if self._keeper is not None:
            self._keeper.begin(self, kind, row_id, image)
        self._pending.add(kind, row_id, image)
        if self._pending.is_full(kind):
            self.flush()
        return row_id

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

    def keep(self, content: bytes) -> str:
        """Keep bytes in the vault, each once; return the digest that a field names them by."""
        return keep(self.connection, self._schema, content)

    def images(self, kind: str, ids: Sequence[int]) -> dict[int, Image]:
        """Return the images of rows as they stand within this change."""
        if self._pending.holds(kind, ids):
            self.flush()
        found = rows.load_images(self.connection, self._schema.kinds[kind], ids)
        known = self._known.setdefault(kind, {})
        if len(known) + len(found) > MOST_KNOWN:
            known.clear()
        known.update(found)
        return {row_id: dict(image) for row_id, image in found.items()}

    def save(self, record: R) -> R:
        """Save the fields of a loaded record that have changed since.

        Raises:
            UserError: somebody else changed the same field meanwhile, or the record is gone.
        """
        stored = self._image(record.kind, record.id)
        change: dict[str, list[Plain]] = {}
        for name, (before, after) in _differences(record).items():
            now = _value(stored, name)
            if now not in (before, after):
                raise UserError(
                    _("{field} was changed meanwhile. Look at it again, then save.").format(
                        field=_label(record, name)
                    )
                )
            if now != after:
                change[name] = [now, after]
        if change:
            self.update(record.kind, record.id, change)
            stored = self._image(record.kind, record.id)
        record.__dict__.update(type(record).from_plain(record.id, dict(stored)).__dict__)
        return record

    def delete(self, kind: str, ids: Iterable[int]) -> None:
        """Remove rows for good; the end of the change refuses it if anything refers to them.

        Raises:
            UserError: a row is not there, or is kept as proof.
        """
        table = self._changeable(kind)
        ids = sorted(set(ids))
        if self._pending.holds(kind, ids):
            self.flush()
        for first, last in runs(ids, LONGEST_RUN):
            some = list(range(first, last + 1))
            images = rows.load_images(self.connection, table, some)
            if len(images) != len(some):
                raise UserError(_gone())
            body = {"images": [_unstamped(table, images[row_id]) for row_id in some]}
            self.entries.append(Entry(kind, DELETE, first, last, body))
            self._pending.remove(kind, some)
        self._known.pop(kind, None)

    def create(self, kind: str, images: Mapping[int, Image]) -> None:
        """Bring removed rows back under their own ids."""
        for row_id, image in images.items():
            full = dict(image)
            self._stamp(full)
            self._pending.add(kind, row_id, full)
        self.flush()

    def update(self, kind: str, row_id: int, change: Mapping[str, Sequence[Plain]]) -> None:
        """Give fields of one row new values: ``{field: [before, after]}``.

        Raises:
            UserError: the row is kept as proof; or, when it is written, it is not there.
        """
        table = self._changeable(kind)
        fields = table.record.fields
        if self._pending.is_new(kind, row_id):
            self.flush()
        body = {name: list(values) for name, values in change.items()}
        self.entries.append(Entry(kind, UPDATE, row_id, row_id, body))
        columns: dict[str, Any] = {"changed_at": self.at, "changed_by": self.user_id}
        links: dict[str, Sequence[Plain]] = {}
        for prefix, column in BESIDE.items():
            if any(name.startswith(prefix) for name in change):
                stored = self._image(kind, row_id).get(column)
                columns[column] = rows.beside(column, _merged(stored, change, prefix))
        for name, (_before, after) in change.items():
            own = fields.get(name)
            if own is None:
                continue
            if own.kind.kept is Kept.LINKS:
                links[name] = after if isinstance(after, list) else []
            else:
                columns.update(rows.field_columns(own, after))
        found_anew = any(name in fields and is_indexed(fields[name]) for name in change)
        self._pending.change(kind, row_id, columns, links, found_anew=found_anew)
        self._remember(kind, row_id, change, columns)
        if self._pending.is_full(kind):
            self.flush()

    def derive(self, kind: str, row_id: int, values: Mapping[str, Plain]) -> None:
        """Give fields that follow from others (`stamp` fields) their values, unrecorded."""
        fields = self._schema.kinds[kind].record.fields
        columns: dict[str, Any] = {}
        for name, plain in values.items():
            if not fields[name].stamp:
                raise ValueError(f"{kind}.{name} is recorded")
            columns.update(rows.field_columns(fields[name], plain))
        self._pending.change(kind, row_id, columns, {}, found_anew=False)
        self._known.get(kind, {}).get(row_id, {}).update(values)

    def flush(self) -> None:
        """Write the rows that wait."""
        for kind in self._pending.new_kinds():
            self._insert(kind, self._pending.take_new(kind))
        self._pending.write_changes()

    def finish(self) -> list[Entry]:
        """Write what waits, remember the ids given out, and return what was done."""
        self.flush()
        self._pending.write_index()
        identity = self._schema.identity
        for kind, last in self._last_ids.items():
            own = identity.c.kind == kind
            updated = self.connection.execute(sa.update(identity).where(own), {"last_id": last})
            if not updated.rowcount:
                self.connection.execute(sa.insert(identity), {"kind": kind, "last_id": last})
        return self.entries

    def _changeable(self, kind: str) -> RecordTable:
        table = self._schema.kinds[kind]
        if table.record.append_only:
            raise UserError(
                _("{kind}: this is kept as proof and can be neither changed nor removed.").format(
                    kind=_(table.record.one)
                )
            )
        return table

    def _image(self, kind: str, row_id: int) -> Image:
        """Return a row as it stands within this change: as last read, or from the database."""
        image = self._known.get(kind, {}).get(row_id)
        image = self.images(kind, [row_id]).get(row_id) if image is None else image
        if image is None:
            raise UserError(_gone())
        return image

    def _remember(
        self, kind: str, row_id: int, change: Mapping[str, Sequence[Plain]], columns: rows.Row
    ) -> None:
        known = self._known.get(kind, {})
        image = known.get(row_id)
        if image is None:
            return
        fields = self._schema.kinds[kind].record.fields
        after = {n: rows.as_read(fields[n], v[1]) for n, v in change.items() if n in fields}
        image = {**image, **after}
        self._stamp(image)
        for column in BESIDE.values():
            image[column] = columns.get(column, image[column]) or {}
        known[row_id] = image

    def _insert(self, kind: str, waiting: Mapping[int, Image]) -> None:
        table = self._schema.kinds[kind]
        for first, last in runs(sorted(waiting), LONGEST_RUN):
            some = range(first, last + 1)
            digests = (row_digest(kind, i, _unstamped(table, waiting[i])) for i in some)
            self.entries.append(Entry(kind, CREATE, first, last, {"digest": range_digest(digests)}))
        self._pending.insert(kind, waiting)

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


def _merged(stored: Plain, change: Mapping[str, Sequence[Plain]], prefix: str) -> Image:
    merged = dict(stored) if isinstance(stored, dict) else {}
    for name, (_before, after) in change.items():
        if name.startswith(prefix):
            merged[name.removeprefix(prefix)] = after
    return {name: plain for name, plain in merged.items() if plain is not None}


def _differences(record: Record) -> dict[str, tuple[Plain, Plain]]:
    before, after = record.loaded, record.to_plain()
    found: dict[str, tuple[Plain, Plain]] = {}
    for name, own in record.fields.items():
        if not own.stamp and before.get(name) != after.get(name):
            found[name] = (before.get(name), after.get(name))
    for prefix in BESIDE:
        old, new = _beside(before, prefix), _beside(after, prefix)
        for key in old.keys() | new.keys():
            if old.get(key) != new.get(key):
                found[prefix + key] = (old.get(key), new.get(key))
    return found


def _beside(image: Mapping[str, Plain], prefix: str) -> dict[str, Plain]:
    kept = image.get(BESIDE[prefix])
    return kept if isinstance(kept, dict) else {}


def _value(image: Mapping[str, Plain], name: str) -> Plain:
    prefix, dot, key = name.partition(".")
    return _beside(image, prefix + dot).get(key) if dot else image.get(name)


def _label(record: Record, name: str) -> str:
    own: Field | None = record.fields.get(name)
    return _(own.label) if own else _("A field of your own")


def _gone() -> str:
    return _("A record is no longer there. Nothing was saved.")


def _unstamped(table: RecordTable, image: Mapping[str, Plain]) -> Image:
    fields = table.record.fields
    return {k: v for k, v in image.items() if k not in fields or not fields[k].stamp}
