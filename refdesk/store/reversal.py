"""What undoing a change would do, row by row, and which rows it cannot take back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa

from refdesk.domain.changes import CREATE, DELETE, UPDATE, Entry, settled
from refdesk.domain.errors import UserError
from refdesk.domain.record import Record
from refdesk.i18n import _
from refdesk.store import rows
from refdesk.store.log import ChangeLog
from refdesk.store.tables import Schema
from refdesk.store.uses import Row, in_use, references, uses_of
from refdesk.store.work import Work

WHOLE = ""
"""Stands for all fields of a row that was made or removed."""


class MovedOnError(UserError):
    """A row was changed again after the change to be undone."""

    def __init__(self, kind: str, row_id: int, by: str, name: str) -> None:
        super().__init__(
            _("This cannot be undone: {name} was changed later by “{by}”. Undo that first.").format(
                name=name, by=by
            )
        )
        self.kind, self.row_id = kind, row_id


@dataclass(frozen=True, slots=True)
class Stay:
    """A row that an undoing has to leave: a later change touched it, or a row ties it."""

    row: Row
    fields: tuple[str, ...] = ()
    by: int | None = None
    """The later change; None where `tied` says why."""
    tied: tuple[Row, str] | None = None
    """The row that refers to it and by which field, or the one it refers to that is gone."""
    missing: bool = False


class _Edge(NamedTuple):
    owner: Row
    field: str
    target: Row


class Reversal:
    """The undoing of one change, as far as its `parts`; `own` is the undoing, once begun.

    Whether a later change stands in the way is asked for each field of each row, from the part
    that touched it first on.
    """

    def __init__(
        self,
        connection: sa.Connection,
        schema: Schema,
        log: ChangeLog,
        change_id: int,
        parts: Sequence[int],
        own: int | None = None,
    ) -> None:
        self._schema, self._log = schema, log
        self._change_ids = (change_id, own or change_id)
        self._touched: dict[str, dict[int, dict[str, int]]] = {}
        self._made: dict[str, set[int]] = {}
        self._removed: set[Row] = set()
        self._coming: dict[Row, dict[str, list[Row]]] = {}
        for part in parts:
            for entry in log.entries(connection, part):
                if not schema.kinds[entry.kind].record.append_only:
                    self._note(part, entry)

    def __len__(self) -> int:
        return sum(map(len, self._touched.values()))

    def stays(self, connection: sa.Connection) -> dict[Row, Stay]:
        """Return the rows that cannot be taken back, those that moved on first.

        A row that stays keeps what it refers to, and what it refers to keeps further rows.
        """
        found = self._moved_on(connection)
        edges = list(self._edges(connection))
        by_owner: dict[Row, list[_Edge]] = {}
        for edge in edges:
            by_owner.setdefault(edge.owner, []).append(edge)
        for edge in edges:
            if edge.owner in found or self._is_tied(edge):
                found.setdefault(edge.target, Stay(edge.target, tied=(edge.owner, edge.field)))
        found = {
            **found,
            **{row: stay for row, stay in self._missing(connection) if row not in found},
        }
        waiting_for: dict[Row, list[Row]] = {}
        for row, names in self._coming.items():
            for target in _all(names):
                if target in self._removed:
                    waiting_for.setdefault(target, []).append(row)
        todo = list(found)
        while todo:
            row = todo.pop()
            tied = [Stay(e.target, tied=(row, e.field)) for e in by_owner.get(row, ())]
            gone = [Stay(r, tied=(row, ""), missing=True) for r in waiting_for.get(row, ())]
            for stay in (*tied, *gone):
                if stay.row not in found:
                    found[stay.row] = stay
                    todo.append(stay.row)
        return found

    def refusal(self, connection: sa.Connection, stay: Stay) -> UserError:
        """Return the failure that says why a row stays."""
        kind, row_id = stay.row
        if stay.by is not None:
            change = self._log.change(connection, stay.by)
            by = _(change.label) if change else ""
            return MovedOnError(kind, row_id, by, self._named(stay.row, stay.fields))
        if stay.tied is None:
            raise RuntimeError("a row stays for a reason")
        row, name = stay.tied
        if stay.missing:
            return UserError(
                _("This cannot be undone: {name} is no longer there. Undo that first.").format(
                    name=self._named(row)
                )
            )
        return in_use(self._schema, kind, row, name)

    def reverse(self, work: Work, part: int, stays: Collection[Row]) -> None:
        """Take one part back within `work`, but for the rows that stay."""
        for entry in reversed(self._log.entries(work.connection, part)):
            if self._schema.kinds[entry.kind].record.append_only:
                continue
            ids = range(entry.first_id, entry.last_id + 1)
            left = [i for i in ids if (entry.kind, i) not in stays] if stays else ids
            if entry.action == CREATE:
                work.delete(entry.kind, left)
            elif entry.action == DELETE:
                images = dict(zip(ids, entry.body["images"], strict=True))
                work.create(entry.kind, {row_id: images[row_id] for row_id in left})
            elif left:
                swapped = {name: [after, before] for name, (before, after) in entry.body.items()}
                work.update(entry.kind, entry.first_id, swapped)

    def concerns(self, connection: sa.Connection, entry: Entry) -> bool:
        """Tell whether what another did meanwhile may keep a row from being taken back."""
        touched = self._touched.get(entry.kind, {})
        ids = range(entry.first_id, entry.last_id + 1)
        if any(row_id in touched for row_id in ids):
            return True
        if entry.action == DELETE:
            gone = {(entry.kind, row_id) for row_id in ids}
            return any(not gone.isdisjoint(_all(names)) for names in self._coming.values())
        table = self._schema.kinds[entry.kind]
        images = rows.load_images(connection, table, ids)
        return any(
            target[1] in self._made.get(target[0], ())
            for image in images.values()
            for _name, named in references(table.record, image)
            for target in named
        )

    def _note(self, part: int, entry: Entry) -> None:
        touched = self._touched.setdefault(entry.kind, {})
        record = self._schema.kinds[entry.kind].record
        if entry.action == UPDATE:
            fields = touched.setdefault(entry.first_id, {})
            for name in entry.body:
                fields.setdefault(name, part)
            befores = {name: before for name, (before, _after) in entry.body.items()}
            self._note_coming((entry.kind, entry.first_id), record, befores)
            return
        ids = range(entry.first_id, entry.last_id + 1)
        for row_id in ids:
            touched.setdefault(row_id, {}).setdefault(WHOLE, part)
        if entry.action == CREATE:
            self._made.setdefault(entry.kind, set()).update(ids)
            return
        for row_id, image in zip(ids, entry.body["images"], strict=True):
            self._removed.add((entry.kind, row_id))
            self._note_coming((entry.kind, row_id), record, image)

    def _note_coming(self, row: Row, record: type[Record], image: Mapping[str, Any]) -> None:
        if row[1] in self._made.get(row[0], ()):
            return  # it goes as a whole
        for name, named in references(record, image):
            self._coming.setdefault(row, {}).setdefault(name, named)

    def _moved_on(self, connection: sa.Connection) -> dict[Row, Stay]:
        later: dict[tuple[str, int, str], list[tuple[int, int | None]]] = {}
        for kind, touched in sorted(self._touched.items()):
            span = (min(touched), max(touched))
            for one in self._log.later(connection, self._change_ids, kind, span):
                for row_id, name in _clashes(touched, one.link, one.entry):
                    later.setdefault((kind, row_id, name), []).append((one.change, one.undoes))
        found: dict[Row, tuple[int, set[str]]] = {}
        for (kind, row_id, name), changes in later.items():
            left = settled(changes)
            if left:
                by, fields = found.setdefault((kind, row_id), (left[0], set()))
                if left[0] == by and name in self._touched[kind][row_id]:
                    fields.add(name)
        return {
            row: Stay(row, tuple(sorted(fields - {WHOLE})), by)
            for row, (by, fields) in sorted(
                found.items(), key=lambda item: (item[0][0], item[1][0], item[0][1])
            )
        }

    def _edges(self, connection: sa.Connection) -> Iterator[_Edge]:
        """Yield what refers to rows that would go."""
        for kind, made in self._made.items():
            for use in uses_of(self._schema, kind):
                named = use.value.between(min(made), max(made))
                query = sa.select(use.owner, use.value).where(named, use.where)
                for owner_id, target in connection.execute(query.order_by(use.owner)):
                    if target in made:
                        here = (use.table.record.kind, owner_id)
                        yield _Edge(here, use.field, (kind, target))

    def _is_tied(self, edge: _Edge) -> bool:
        kind, row_id = edge.owner
        if row_id in self._made.get(kind, ()):
            return False
        touched = self._touched.get(kind, {}).get(row_id, {})
        is_stamp = self._schema.kinds[kind].record.fields[edge.field].stamp
        return not (edge.field in touched or (is_stamp and touched))

    def _missing(self, connection: sa.Connection) -> Iterator[tuple[Row, Stay]]:
        """Yield rows that would come to refer to what went later."""
        wanted: dict[str, set[int]] = {}
        for names in self._coming.values():
            for kind, row_id in _all(names):
                if (kind, row_id) not in self._removed:
                    wanted.setdefault(kind, set()).add(row_id)
        for kind, gone in wanted.items():
            own = self._schema.kinds[kind].table.c.id
            for some in rows.batches(sorted(gone)):
                there = sa.select(own).where(own.in_(some))
                gone.difference_update(connection.execute(there).scalars())
        for row, names in self._coming.items():
            for target in _all(names):
                if target[1] in wanted.get(target[0], ()):
                    yield row, Stay(row, tied=(target, ""), missing=True)
                    break

    def _named(self, row: Row, fields: Iterable[str] = ()) -> str:
        record = self._schema.kinds[row[0]].record
        labels = [_(record.fields[name].label) for name in fields if name in record.fields]
        in_fields = f" ({', '.join(labels)})" if labels else ""
        return f"{_(record.one).lower()} {row[1]}{in_fields}"


def _all(names: Mapping[str, Sequence[Row]]) -> Iterator[Row]:
    for named in names.values():
        yield from named


def _clashes(
    touched: Mapping[int, Mapping[str, int]], link: int, entry: Entry
) -> Iterator[tuple[int, str]]:
    """Yield the rows and fields that a later entry touches too."""
    if entry.action != UPDATE:
        for row_id in range(entry.first_id, entry.last_id + 1):
            fields = touched.get(row_id)
            if fields and min(fields.values()) < link:
                yield row_id, WHOLE
        return
    fields = touched.get(entry.first_id)
    if not fields:
        return
    for name in entry.body:
        if min(fields.get(WHOLE, link), fields.get(name, link)) < link:
            yield entry.first_id, name
