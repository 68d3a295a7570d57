"""Undo and redo: replaying a change backwards, refused where a row has moved on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple

from refdesk.domain.changes import in_force
from refdesk.domain.errors import UserError
from refdesk.i18n import _
from refdesk.store.log import ChangeLog
from refdesk.store.long import LongChange
from refdesk.store.reversal import Reversal, Stay
from refdesk.store.tables import Schema
from refdesk.store.uses import Row
from refdesk.store.work import Work

if TYPE_CHECKING:
    import sqlalchemy as sa

FIRST = 1
"""The change that made the desk: its clinic and its first user."""


class Undone(NamedTuple):
    """What an undoing left: the kinds that are kept as proof, and rows that had to stay."""

    kept: tuple[str, ...]
    stay: tuple[Stay, ...] = ()


class Replay:
    """Finds what can be undone, and undoes it within a change in the making."""

    def __init__(self, schema: Schema, log: ChangeLog) -> None:
        self._schema = schema
        self._log = log

    def next_undo(self, connection: sa.Connection, user_id: int | None) -> int | None:
        """Return the newest change of this user that stands and can be undone."""
        steps = self._log.steps(connection)
        standing = in_force((step.id, step.undoes) for step in steps)
        standing -= self._log.unfinished(connection)
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
        unfinished = self._log.unfinished(connection)
        never_again = unfinished | {step.id for step in steps if step.undoes is not None}
        standing = in_force((step.id, step.undoes) for step in steps) - unfinished
        for step in reversed(steps):
            if step.user_id != user_id or step.id not in standing:
                continue
            if step.undoes is None:
                if self._undoable(connection, step.id):
                    return None
            elif step.undoes not in never_again:
                return step.id
        return None

    def standing(self, connection: sa.Connection) -> set[int]:
        """Return the ids of the changes that are not undone."""
        return in_force((step.id, step.undoes) for step in self._log.steps(connection))

    def unfinished(self, connection: sa.Connection) -> set[int]:
        """Return the long changes that were left open and are not undone."""
        return self._log.unfinished(connection) & self.standing(connection)

    def plan(self, connection: sa.Connection, change_id: int) -> tuple[Reversal, dict[Row, Stay]]:
        """Return the undoing of a change, and which of its rows would have to stay.

        Raises:
            UserError: there is no such change, or it is undone already.
        """
        self._require_undoable(connection, change_id)
        return self.plan_of_unfinished(connection, change_id)

    def apply(self, work: Work, change_id: int, *, rest: bool = False) -> Undone:
        """Undo a change within `work`; with `rest`, leave the rows that cannot be taken back.

        Raises:
            MovedOnError: a later change touched the same row, or the same field of it.
            UserError: it cannot be undone, or a row is still in use.
        """
        found, stays = self.plan(work.connection, change_id)
        _require_some(work.connection, found, stays, rest=rest)
        return self._reverse(work, change_id, found, stays)

    def apply_in_slices(self, long: LongChange, change_id: int, *, rest: bool = False) -> Undone:
        """Undo a long change as a long change: each of its parts is a slice.

        Raises:
            MovedOnError: a later change touched the same row, or the same field of it.
            UserError: it cannot be undone, or a row is still in use.
        """
        return self._reverse_in_slices(long, change_id, rest=rest, strict=True)

    def plan_of_unfinished(
        self, connection: sa.Connection, change_id: int
    ) -> tuple[Reversal, dict[Row, Stay]]:
        """Return the undoing of a change that was never finished, and what would have to stay."""
        parts = self._log.parts(connection, change_id)
        found = Reversal(connection, self._schema, self._log, change_id, parts)
        return found, found.stays(connection)

    def take_back(self, work: Work, change_id: int) -> tuple[Stay, ...]:
        """Undo a change that was never finished, as far as that can be done."""
        found, stays = self.plan_of_unfinished(work.connection, change_id)
        return self._reverse(work, change_id, found, stays).stay

    def take_back_in_slices(self, long: LongChange, change_id: int) -> tuple[Stay, ...]:
        """Undo a change that was never finished, slice by slice, as far as that can be done."""
        return self._reverse_in_slices(long, change_id, rest=True, strict=False).stay

    def _reverse(
        self, work: Work, change_id: int, found: Reversal, stays: Mapping[Row, Stay]
    ) -> Undone:
        for part in reversed(self._log.parts(work.connection, change_id)):
            found.reverse(work, part, stays)
        work.flush()
        kept = self._kept(self._log.extent(work.connection, change_id).kinds)
        return Undone(kept, tuple(stays.values()))

    def _reverse_in_slices(
        self, long: LongChange, change_id: int, *, rest: bool, strict: bool
    ) -> Undone:
        with long.reading() as connection:  # what takes longest keeps nobody waiting
            if strict:
                self._require_undoable(connection, change_id)
            parts = self._log.parts(connection, change_id)
            found = Reversal(connection, self._schema, self._log, change_id, parts)
            stays = found.stays(connection)
            if strict:
                _require_some(connection, found, stays, rest=rest)
            seen, _mac = self._log.last(connection)
            kinds = self._log.extent(connection, change_id).kinds
        while parts:
            with long.slice() as work:
                connection = work.connection
                others = self._log.since(connection, seen, long.head)
                if any(found.concerns(connection, entry) for entry in others):
                    found = Reversal(
                        connection, self._schema, self._log, change_id, parts, long.head
                    )
                    now = found.stays(connection)
                    if now and not rest:
                        raise found.refusal(connection, next(iter(now.values())))
                    stays.update(now)
                seen, _mac = self._log.last(connection)
                found.reverse(work, parts.pop(), stays)
        return Undone(self._kept(kinds), tuple(stays.values()))

    def _kept(self, kinds: Collection[str]) -> tuple[str, ...]:
        return tuple(sorted(k for k in kinds if self._schema.kinds[k].record.append_only))

    def _require_undoable(self, connection: sa.Connection, change_id: int) -> None:
        if change_id == FIRST:
            raise UserError(_("This change made the desk. It cannot be undone."))
        target = self._log.change(connection, change_id)
        if target is None or target.part_of not in (None, change_id):
            raise UserError(_("There is no change number {id}.").format(id=change_id))
        if change_id not in self.standing(connection):
            raise UserError(_("This change is undone already."))
        if self._log.unfinished(connection) & {change_id, target.undoes}:
            raise UserError(_("This change was not finished. It cannot be undone or done again."))

    def _undoable(self, connection: sa.Connection, change_id: int) -> bool:
        if change_id == FIRST:
            return False
        kinds = self._log.extent(connection, change_id).kinds
        return any(not self._schema.kinds[kind].record.append_only for kind in kinds)


def _require_some(
    connection: sa.Connection, found: Reversal, stays: Mapping[Row, Stay], *, rest: bool
) -> None:
    if not found:
        raise UserError(_("This change cannot be undone: it is kept as proof."))
    if stays and not rest:
        raise found.refusal(connection, next(iter(stays.values())))
    if len(stays) == len(found):
        raise UserError(
            _("Nothing of this change can be undone: all of it was changed later or is in use.")
        )
