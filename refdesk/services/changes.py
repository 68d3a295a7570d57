"""Undo, redo and the history of records, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.changes import CREATE, DELETE, ChangeSet, Entry
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.record import Record
from refdesk.domain.user import User
from refdesk.i18n import N_, _
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.store.work import CUSTOM


@dataclass(frozen=True)
class FieldChange:
    """What happened to one field, as a person reads it."""

    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One line of history; `about` names the record if it was one."""

    change: int
    at: dt.datetime
    by: str
    label: str
    undone: bool
    rows: int
    about: str = ""
    fields: tuple[FieldChange, ...] = ()


class Changes:
    """What has been changed on a desk, and taking it back."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._records = Records(desk)

    def undo(self, change_id: int | None = None) -> str:
        """Undo a change, or this user's newest; return its label.

        Raises:
            UserError: there is nothing to undo, or a row has moved on.
        """
        db = self._desk.db
        if change_id is None:
            with db.reading() as connection:
                change_id = db.replay.next_undo(connection, self._desk.user.id)
        if change_id is None:
            raise UserError(_("There is nothing to undo."))
        return self._reverse(change_id, N_("Undo: {label}"))

    def redo(self) -> str:
        """Do again what this user undid last; return its label.

        Raises:
            UserError: nothing was undone, or work was done since.
        """
        db = self._desk.db
        with db.reading() as connection:
            undoing = db.replay.next_redo(connection, self._desk.user.id)
            undone = db.log.change(connection, undoing) if undoing else None
        if undoing is None or undone is None or undone.undoes is None:
            raise UserError(_("There is nothing to redo."))
        return self._reverse(undoing, N_("Redo: {label}"), label_of=undone.undoes)

    def offered(self) -> tuple[str, str]:
        """Return what undo and redo would do now, in words; empty where there is nothing."""
        db = self._desk.db
        with db.reading() as connection:
            undo = db.replay.next_undo(connection, self._desk.user.id)
            redo = db.replay.next_redo(connection, self._desk.user.id)
            undoing = db.log.change(connection, redo) if redo else None
        again = undoing.undoes if undoing else None
        return self._words(undo), self._words(again)

    def _words(self, change_id: int | None) -> str:
        if change_id is None:
            return ""
        db = self._desk.db
        with db.reading() as connection:
            named = db.log.change(connection, change_id)
            entries = db.log.entries(connection, change_id)
        if named is None:
            return ""
        about = self._about(entries)
        return f"{_(named.label)} ({about})" if about else _(named.label)

    def newest(self, limit: int = 50) -> list[Line]:
        """Return the newest changes of the desk, newest first."""
        db = self._desk.db
        with db.reading() as connection:
            sets = list(db.log.changes(connection, limit=limit, newest_first=True))
            standing = db.replay.standing(connection)
            entries = {one.id: db.log.entries(connection, one.id) for one in sets}
        return [
            self._line(
                one, standing, sum(map(_rows, entries[one.id])), self._about(entries[one.id])
            )
            for one in sets
        ]

    def of_record(self, of: type[Record], row_id: int) -> list[Line]:
        """Return the history of one record, newest first.

        Raises:
            UserError: there was never such a record.
        """
        db = self._desk.db
        with db.reading() as connection:
            found = db.log.entries_of(connection, of.kind, row_id, row_id)
            by_change: dict[int, list[Entry]] = {}
            for change_id, entry in found:
                by_change.setdefault(change_id, []).append(entry)
            sets = [db.log.change(connection, change_id) for change_id in by_change]
            standing = db.replay.standing(connection)
        if not found:
            raise UserError(
                _("There is no {kind} number {id}.").format(kind=_(of.one).lower(), id=row_id)
            )
        lines = [
            self._line(
                one,
                standing,
                1,
                self._about(by_change[one.id]),
                self._field_changes(of, by_change[one.id]),
            )
            for one in sets
            if one is not None
        ]
        return sorted(lines, key=lambda line: line.change, reverse=True)

    def _reverse(self, change_id: int, words: str, label_of: int | None = None) -> str:
        db = self._desk.db
        with db.reading() as connection:
            named = db.log.change(connection, label_of or change_id)
            entries = db.log.entries(connection, change_id)
        self._desk.require_owner({entry.kind for entry in entries})
        label = named.label if named else ""
        about = self._about(entries)
        done = _(words).format(label=label)
        with db.change(done, by=self._desk.user.id, undoes=change_id) as work:
            kept = db.replay.apply(work, change_id)
        about = about or self._about(entries)
        said = f"{label} ({about})" if about else label
        names = ", ".join(_(BY_NAME[kind].many).lower() for kind in kept)
        return _("{said}; kept as proof: {names}").format(said=said, names=names) if kept else said

    def _about(self, entries: Sequence[Entry]) -> str:
        touched = {(entry.kind, entry.first_id, entry.last_id) for entry in entries}
        if len(touched) != 1:
            return ""
        kind, first, last = next(iter(touched))
        return self._records.titles(kind, [first]).get(first, "") if first == last else ""

    def _line(
        self,
        one: ChangeSet,
        standing: set[int],
        rows: int,
        about: str,
        fields: tuple[FieldChange, ...] = (),
    ) -> Line:
        at = dt.datetime.fromisoformat(one.at)
        user = self._desk.db.get(User, one.user_id) if one.user_id else None
        name = user.name if user else _("RefDesk")
        return Line(one.id, at, name, _(one.label), one.id not in standing, rows, about, fields)

    def _field_changes(self, of: type[Record], entries: Iterable[Entry]) -> tuple[FieldChange, ...]:
        fields = self._desk.fields(of)
        found: list[FieldChange] = []
        for entry in entries:
            if entry.action in {CREATE, DELETE}:
                continue
            for name, (before, after) in entry.body.items():
                own = fields.get(name.removeprefix(CUSTOM))
                label = _(own.label) if own else name.removeprefix(CUSTOM)
                texts = (self._shown(own, plain) for plain in (before, after))
                found.append(FieldChange(name.removeprefix(CUSTOM), label, *texts))
        return tuple(found)

    def _shown(self, own: Field | None, plain: Any) -> str:  # noqa: ANN401  any stored value
        if own is None:
            return "" if plain is None else str(plain)
        value = own.from_plain(plain)
        if own.target_kind and not own.is_empty(value):
            ids = value if isinstance(value, tuple) else (value,)
            titles: Mapping[int, str] = self._records.titles(BY_NAME[own.target_kind].kind, ids)
            return ", ".join(titles.get(row_id, f"#{row_id}") for row_id in ids)
        return own.show(value)


def _rows(entry: Entry) -> int:
    return entry.last_id - entry.first_id + 1
