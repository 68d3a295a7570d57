"""Undo and redo: replaying a change set backwards, refused where a row has moved on."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from refdesk.domain.changes import CREATE, DELETE, UPDATE, Entry, in_force, settled
from refdesk.domain.errors import UserError
from refdesk.i18n import _
from refdesk.store.log import ChangeLog
from refdesk.store.tables import Schema
from refdesk.store.work import Work


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
        self._refuse_in_use(connection, undone)
        for entry in reversed(undone):
            self._reverse(work, entry)
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
        self, connection: sa.Connection, change_id: int, entries: Iterable[Entry]
    ) -> None:
        steps = self._log.steps(connection, after=change_id)
        wanted = _Touched(entries)
        for later_id in settled((step.id, step.undoes) for step in steps):
            for entry in self._log.entries(connection, later_id):
                row_id = wanted.clash(entry)
                if row_id is not None:
                    change = self._log.change(connection, later_id)
                    label = change.label if change else ""
                    record = self._schema.kinds[entry.kind].record
                    name = f"{_(record.one).lower()} {row_id}"
                    raise MovedOnError(entry.kind, row_id, label, name)

    def _refuse_in_use(self, connection: sa.Connection, entries: Iterable[Entry]) -> None:
        removed: dict[str, list[tuple[int, int]]] = {}
        for entry in entries:
            if entry.action == CREATE:
                removed.setdefault(entry.kind, []).append((entry.first_id, entry.last_id))
        merged = {kind: _merged(spans) for kind, spans in removed.items()}
        for kind, spans in merged.items():
            for span in spans:
                user = find_use(connection, self._schema, kind, span, merged)
                if user:
                    raise UserError(user)

    def _undoable(self, connection: sa.Connection, change_id: int) -> bool:
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


class _Touched:
    """The rows and fields that a change touched, for finding a later change to the same."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._rows: dict[str, list[tuple[int, int]]] = {}
        self._fields: dict[tuple[str, int], set[str]] = {}
        for entry in entries:
            if entry.action == UPDATE:
                self._fields.setdefault((entry.kind, entry.first_id), set()).update(entry.body)
            else:
                self._rows.setdefault(entry.kind, []).append((entry.first_id, entry.last_id))

    def clash(self, entry: Entry) -> int | None:
        """Return a row that `entry` touches too, in the same field if both are updates."""
        for first, last in self._rows.get(entry.kind, ()):
            if first <= entry.last_id and entry.first_id <= last:
                return max(first, entry.first_id)
        if entry.action == UPDATE:
            fields = self._fields.get((entry.kind, entry.first_id), set())
            return entry.first_id if fields & entry.body.keys() else None
        ids = range(entry.first_id, entry.last_id + 1)
        return next((i for i in ids if (entry.kind, i) in self._fields), None)


def find_use(
    connection: sa.Connection,
    schema: Schema,
    kind: str,
    span: tuple[int, int],
    leaving: dict[str, list[tuple[int, int]]],
) -> str | None:
    """Return a sentence naming a row that refers to ids of `span` and is not itself leaving."""
    for other, table in schema.kinds.items():
        for own in table.record.fields.values():
            if own.target_kind != kind or own.stamp or own.name == "created_by":
                continue
            links = table.links.get(own.name)
            column, owner = (
                (links.c.value, links.c.owner)
                if links is not None
                else (table.table.c[own.name], table.table.c.id)
            )
            query = sa.select(owner).where(column.between(*span))
            for first, last in leaving.get(other, ()):
                query = query.where(~owner.between(first, last))
            user = connection.execute(query.limit(1)).scalar()
            if user is not None:
                return _(
                    "{used} is still used by {user} ({field}). Change or undo that first."
                ).format(
                    used=_(schema.kinds[kind].record.one),
                    user=f"{_(table.record.one).lower()} {user}",
                    field=_(own.label),
                )
    return None
