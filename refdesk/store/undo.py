"""Undo and redo: replaying a change set backwards, refused where a row has moved on."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from refdesk.domain.changes import CREATE, DELETE, UPDATE, Entry, in_force, settled
from refdesk.domain.errors import UserError
from refdesk.i18n import _
from refdesk.store.log import ChangeLog
from refdesk.store.rows import batches
from refdesk.store.tables import Schema
from refdesk.store.work import Work

FIRST = 1
"""The change that made the desk: its clinic and its first user."""


class MovedOnError(UserError):
    """A row was changed again after the change to be undone."""

    def __init__(self, kind: str, row_id: int, by: str, name: str) -> None:
        super().__init__(
            _("This cannot be undone: {name} was changed later by “{by}”. Undo that first.").format(
                name=name, by=by
            )
        )
        self.kind, self.row_id = kind, row_id


class Replay:
    """Finds what can be undone, and undoes it within a change in the making."""

    def __init__(self, schema: Schema, log: ChangeLog) -> None:
        self._schema = schema
        self._log = log

    def next_undo(self, connection: sa.Connection, user_id: int | None) -> int | None:
        """Return the newest change of this user that stands and can be undone."""
        steps = self._log.steps(connection)
        standing = in_force((step.id, step.undoes) for step in steps)
        own = (step for step in reversed(steps) if step.user_id == user_id)
        return next(
            (
                step.id
                for step in own
                if step.undoes is None
                and step.id in standing
                and self._undoable(connection, step.id)
            ),
            None,
        )

    def next_redo(self, connection: sa.Connection, user_id: int | None) -> int | None:
        """Return the newest undoing of this user that stands, unless work was done since."""
        steps = self._log.steps(connection)
        undoings = {step.id for step in steps if step.undoes is not None}
        standing = in_force((step.id, step.undoes) for step in steps)
        for step in reversed(steps):
            if step.user_id != user_id or step.id not in standing:
                continue
            if step.undoes is None:
                if self._undoable(connection, step.id):
                    return None
            elif step.undoes not in undoings:
                return step.id
        return None

    def standing(self, connection: sa.Connection) -> set[int]:
        """Return the ids of the changes that are not undone."""
        return in_force((step.id, step.undoes) for step in self._log.steps(connection))

    def apply(self, work: Work, change_id: int) -> list[str]:
        """Undo a change within `work`; return the kinds whose rows stay: nothing undoes those.

        Raises:
            MovedOnError: a later change touched the same row, or the same field of it.
            UserError: there is no such change, it is undone already, or a row is still in use.
        """
        connection = work.connection
        if change_id == FIRST:
            raise UserError(_("This change made the desk. It cannot be undone."))
        target = self._log.change(connection, change_id)
        if target is None:
            raise UserError(_("There is no change number {id}.").format(id=change_id))
        steps = self._log.steps(connection)
        if change_id not in in_force((step.id, step.undoes) for step in steps):
            raise UserError(_("This change is undone already."))
        entries = self._log.entries(connection, change_id)
        undone = [e for e in entries if not self._schema.kinds[e.kind].record.append_only]
        if not undone:
            raise UserError(_("This change cannot be undone: it is kept as proof."))
        self._refuse_moved_on(connection, change_id, undone)
        for entry in reversed(undone):
            self._reverse(work, entry)
        work.flush()
        self._refuse_in_use(connection, undone)
        self._refuse_missing(connection, undone)
        return sorted({entry.kind for entry in entries} - {entry.kind for entry in undone})

    def _reverse(self, work: Work, entry: Entry) -> None:
        ids = range(entry.first_id, entry.last_id + 1)
        if entry.action == CREATE:
            work.delete(entry.kind, ids)
        elif entry.action == DELETE:
            work.create(entry.kind, dict(zip(ids, entry.body["images"], strict=True)))
        else:
            swapped = {name: [after, before] for name, (before, after) in entry.body.items()}
            work.update(entry.kind, entry.first_id, swapped)

    def _refuse_moved_on(
        self, connection: sa.Connection, change_id: int, entries: Sequence[Entry]
    ) -> None:
        steps = self._log.steps(connection, after=change_id)
        later = set(settled((step.id, step.undoes) for step in steps))
        for kind in sorted({entry.kind for entry in entries}):
            wanted = _Touched(entry for entry in entries if entry.kind == kind)
            since = self._log.entries_of(connection, kind, *wanted.span, after=change_id)
            for later_id, entry in since:
                clash = wanted.clash(entry) if later_id in later else None
                if clash is not None:
                    change = self._log.change(connection, later_id)
                    label = change.label if change else ""
                    raise MovedOnError(kind, clash[0], label, self._named(kind, *clash))

    def _named(self, kind: str, row_id: int, fields: Iterable[str]) -> str:
        record = self._schema.kinds[kind].record
        labels = [_(record.fields[name].label) for name in fields if name in record.fields]
        in_fields = f" ({', '.join(labels)})" if labels else ""
        return f"{_(record.one).lower()} {row_id}{in_fields}"

    def _refuse_in_use(self, connection: sa.Connection, entries: Iterable[Entry]) -> None:
        """Refuse if a row refers to one that is removed; the whole set is put back by then."""
        removed: dict[str, list[tuple[int, int]]] = {}
        for entry in entries:
            if entry.action == CREATE:
                removed.setdefault(entry.kind, []).append((entry.first_id, entry.last_id))
        for kind, spans in removed.items():
            for span in _merged(spans):
                user = find_use(connection, self._schema, kind, span)
                if user:
                    raise UserError(user)

    def _refuse_missing(self, connection: sa.Connection, entries: Iterable[Entry]) -> None:
        """Refuse if what comes back refers to a row that went later."""
        wanted: dict[str, set[int]] = {}
        for entry in entries:
            fields = self._schema.kinds[entry.kind].record.fields
            for name, plain in _coming_back(entry):
                target = fields[name].target_kind if name in fields else ""
                if target:
                    named = plain if isinstance(plain, list) else [plain]
                    wanted.setdefault(target, set()).update(i for i in named if i is not None)
        for kind, gone in wanted.items():
            own = self._schema.kinds[kind].table.c.id
            for some in batches(sorted(gone)):
                there = sa.select(own).where(own.in_(some))
                gone.difference_update(connection.execute(there).scalars())
            if gone:
                raise UserError(
                    _("This cannot be undone: {name} is no longer there. Undo that first.").format(
                        name=self._named(kind, min(gone), ())
                    )
                )

    def _undoable(self, connection: sa.Connection, change_id: int) -> bool:
        if change_id == FIRST:
            return False
        kinds = self._log.kinds(connection, change_id)
        return any(not self._schema.kinds[kind].record.append_only for kind in kinds)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    whole: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if whole and first <= whole[-1][1] + 1:
            whole[-1] = (whole[-1][0], max(last, whole[-1][1]))
        else:
            whole.append((first, last))
    return whole


def _coming_back(entry: Entry) -> Iterator[tuple[str, Any]]:
    if entry.action == DELETE:
        for image in entry.body["images"]:
            yield from image.items()
    elif entry.action == UPDATE:
        yield from ((name, before) for name, (before, _after) in entry.body.items())


class _Touched:
    """The rows and fields of one kind that a change touched, for finding a later change to them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        spans: list[tuple[int, int]] = []
        self._fields: dict[int, set[str]] = {}
        for entry in entries:
            if entry.action == UPDATE:
                self._fields.setdefault(entry.first_id, set()).update(entry.body)
            else:
                spans.append((entry.first_id, entry.last_id))
        self._spans = _merged(spans)
        every = [*self._spans, *((row_id, row_id) for row_id in self._fields)]
        self.span = (min(first for first, _last in every), max(last for _first, last in every))

    def clash(self, entry: Entry) -> tuple[int, list[str]] | None:
        """Return a row that `entry` touches too, and the fields if both are updates."""
        place = bisect.bisect_right(self._spans, entry.last_id, key=lambda span: span[0])
        if place and entry.first_id <= self._spans[place - 1][1]:
            return max(self._spans[place - 1][0], entry.first_id), []
        if entry.action == UPDATE:
            both = self._fields.get(entry.first_id, set()) & entry.body.keys()
            return (entry.first_id, sorted(both)) if both else None
        ids = range(entry.first_id, entry.last_id + 1)
        row_id = next((i for i in ids if i in self._fields), None)
        return None if row_id is None else (row_id, [])


def find_use(
    connection: sa.Connection, schema: Schema, kind: str, span: tuple[int, int]
) -> str | None:
    """Return a sentence naming a row that refers to ids of `span`, from first to last."""
    for table in schema.kinds.values():
        for own in table.record.fields.values():
            if own.target_kind != kind:
                continue
            links = table.links.get(own.name)
            column, owner = (
                (links.c.value, links.c.owner)
                if links is not None
                else (table.table.c[own.name], table.table.c.id)
            )
            query = sa.select(owner).where(column.between(*span))
            if table.record.kind == kind:
                query = query.where(~owner.between(*span))
            user = connection.execute(query.order_by(owner).limit(1)).scalar()
            if user is not None:
                return _(
                    "{used} is still used by {user} ({field}). Change or undo that first."
                ).format(
                    used=_(schema.kinds[kind].record.one),
                    user=f"{_(table.record.one).lower()} {user}",
                    field=_(own.label),
                )
    return None
