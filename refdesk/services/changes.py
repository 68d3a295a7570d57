"""Undo, redo and the history of records, in words."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.changes import CREATE, DELETE, ChangeSet, Entry
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.history import StageLine
from refdesk.domain.patient import Patient
from refdesk.domain.record import Record
from refdesk.domain.referral import Appointment, ContactAttempt, Referral
from refdesk.domain.user import User
from refdesk.i18n import N_, _
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.store.log import Extent
from refdesk.store.reversal import Stay
from refdesk.store.work import CUSTOM, SOURCE

MOST_AT_ONCE = 2_000
"""Rows of a long change that are undone in one go; more are undone in slices too."""
MOST_NAMED = 20
_OF_A_STEP = frozenset({Referral.kind, Appointment.kind, ContactAttempt.kind, StageLine.kind})
"""What a step of a loop changes."""


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


@dataclass(frozen=True)
class Blocked:
    """What of a change would have to stay if the rest of it is undone.

    `counts` are of kinds, `names` say of some records what stands in the way.
    """

    total: int
    counts: tuple[tuple[str, int], ...]
    names: tuple[str, ...]
    others: int
    """How many rows of the change can be undone."""

    @property
    def stay(self) -> int:
        """How many rows stay."""
        return sum(count for _kind, count in self.counts)


class CannotUndo(UserError):
    """Rows of a change stand in the way of undoing it; the others could be undone."""

    def __init__(self, message: str, change_id: int, blocked: Blocked) -> None:
        super().__init__(message)
        self.change_id, self.blocked = change_id, blocked


class Changes:
    """What has been changed on a desk, and taking it back."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._records = Records(desk)

    def undo(self, change_id: int | None = None, *, rest: bool = False) -> str:
        """Undo a change, or this user's newest; return its label.

        With `rest`, what was changed later or is in use stays, and everything else is undone.

        Raises:
            UserError: there is nothing to undo, or a row has moved on.
            CannotUndo: likewise, and the rest of the change could be undone without it.
        """
        db = self._desk.db
        if change_id is None:
            with db.reading() as connection:
                change_id = db.replay.next_undo(connection, self._desk.user.id)
        if change_id is None:
            raise UserError(_("There is nothing to undo."))
        try:
            return self._reverse(change_id, N_("Undo: {label}"), rest=rest)
        except UserError as error:
            blocked = None if rest else self._blocked(change_id)
            if blocked is None or not blocked.others:
                raise
            raise CannotUndo(error.message, change_id, blocked) from None

    def blocked(self, change_id: int) -> Blocked | None:
        """Return what would have to stay if a change is undone; None if nothing would.

        Raises:
            UserError: there is no such change, or it is undone already.
        """
        db = self._desk.db
        with db.reading() as connection:
            found, stays = db.replay.plan(connection, change_id)
            some = tuple(stays.values())[:MOST_NAMED]
            by = {one.by for one in some if one.by is not None}
            labels = {i: one.label for i in by if (one := db.log.change(connection, i))}
        if not stays:
            return None
        counts = Counter(kind for kind, _row_id in stays)
        return Blocked(
            total=len(found),
            counts=tuple((_(BY_NAME[kind].many), counts[kind]) for kind in sorted(counts)),
            names=tuple(self._why(one, labels) for one in some),
            others=len(found) - len(stays),
        )

    def _blocked(self, change_id: int) -> Blocked | None:
        with contextlib.suppress(UserError):
            return self.blocked(change_id)
        return None

    def _why(self, stay: Stay, labels: Mapping[int, str]) -> str:
        name = self._name(stay.row)
        if stay.by is not None:
            label = _(labels.get(stay.by, ""))
            return _("{name}: changed later by “{label}”").format(name=name, label=label)
        other = self._name(stay.tied[0]) if stay.tied else ""
        if stay.missing:
            return _("{name}: {other} is no longer there").format(name=name, other=other)
        return _("{name}: used by {other}").format(name=name, other=other)

    def _name(self, row: tuple[str, int]) -> str:
        kind, row_id = row
        title = self._records.titles(kind, [row_id]).get(row_id, "")
        return title or f"{_(BY_NAME[kind].one)} {row_id}"

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
            extent = db.log.extent(connection, change_id)
        if named is None:
            return ""
        about = self._about(extent)
        return f"{_(named.label)} ({about})" if about else _(named.label)

    def newest(self, limit: int = 50) -> list[Line]:
        """Return the newest changes of the desk, newest first."""
        db = self._desk.db
        with db.reading() as connection:
            sets = db.log.newest(connection, limit)
            standing = db.replay.standing(connection)
            extents = [db.log.extent(connection, one.id) for one in sets]
        return [
            self._line(one, standing, extent.rows, self._about(extent))
            for one, extent in zip(sets, extents, strict=True)
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
            whole = db.log.wholes(connection, {link for link, _entry in found})
            for link, entry in found:
                by_change.setdefault(whole[link], []).append(entry)
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
                self._title_of(by_change[one.id]),
                self._field_changes(of, by_change[one.id]),
            )
            for one in sets
            if one is not None
        ]
        return sorted(lines, key=lambda line: line.change, reverse=True)

    def _reverse(
        self, change_id: int, words: str, label_of: int | None = None, *, rest: bool = False
    ) -> str:
        db, by = self._desk.db, self._desk.user.id
        with db.reading() as connection:
            named = db.log.change(connection, label_of or change_id)
            extent = db.log.extent(connection, change_id)
            parts = db.log.parts(connection, change_id)
        self._desk.require_owner(extent.kinds)
        label = named.label if named else ""
        about = self._about(extent)
        done = _(words).format(label=label)
        if len(parts) > 1 and extent.rows > MOST_AT_ONCE:
            with db.long_change(done, by=by, undoes=change_id) as long:
                undone = db.replay.apply_in_slices(long, change_id, rest=rest)
        else:
            with db.change(done, by=by, undoes=change_id) as work:
                undone = db.replay.apply(work, change_id, rest=rest)
        about = about or self._about(extent)
        said = f"{label} ({about})" if about else label
        if undone.stay:
            said = _("{said}; {count} stay").format(said=said, count=f"{len(undone.stay):,}")
        if not undone.kept:
            return said
        names = ", ".join(_(BY_NAME[kind].many).lower() for kind in undone.kept)
        return _("{said}; still listed in: {names}").format(said=said, names=names)

    def _about(self, extent: Extent) -> str:
        """Return which record a change was of; of a step of one referral, whose that is."""
        if extent.only is None:
            return self._whose(extent)
        kind, row_id = extent.only
        return self._records.titles(kind, [row_id]).get(row_id, "")

    def _whose(self, extent: Extent) -> str:
        moved = extent.single.get(Referral.kind)
        if moved is None or not extent.kinds <= _OF_A_STEP:
            return ""
        patients = [int(one.patient) for one in self._records.page(Referral, [moved])]
        return "".join(self._records.titles(Patient.kind, patients).values())

    def _title_of(self, entries: Sequence[Entry]) -> str:
        rows = {(entry.kind, entry.first_id, entry.last_id) for entry in entries}
        kind, first, last = next(iter(rows))
        return (
            self._records.titles(kind, [first]).get(first, "")
            if len(rows) == 1 and first == last
            else ""
        )

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
                if name.startswith(SOURCE):
                    continue  # what a file said is no field of the record
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
