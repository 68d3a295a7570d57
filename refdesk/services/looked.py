"""What a person looks at before a file is brought in: every row, and what it comes to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.customs import CustomField
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.kinds.base import Plain
from refdesk.domain.register import Purpose, Release
from refdesk.exchange.csv_out import CsvFile, defused
from refdesk.i18n import _, plural
from refdesk.services.outcomes import Outcome
from refdesk.services.reading import Seen
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.staged import Staged
from refdesk.services.steps import Step
from refdesk.services.typed import Typed
from refdesk.services.work import Progress
from refdesk.store.rows import batches


@dataclass(frozen=True, slots=True)
class FieldLook:
    """What a row says of one field; `kept` if the desk's own value stays."""

    label: str
    before: str
    after: str
    kept: bool = False


@dataclass(frozen=True, slots=True)
class RowLook:
    """One row as a person sees it; a new record has no values before."""

    number: int
    title: str
    outcome: Outcome
    reason: str
    changes: tuple[FieldLook, ...]
    included: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field where rows say otherwise than the desk: the desk's stays unless it is to `take`."""

    field: str
    label: str
    rows: int
    take: bool


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word of the file that is none of our choices, and these."""

    target: str
    label: str
    text: str
    rows: int
    choices: tuple[tuple[str, str], ...]


class Look:
    """What a file would do to the desk, and what of it a person wants.

    Args:
        desk: the open desk.
        file: its name, made fit to be shown.
        what: what its rows are.
        header: of the table.
        seen: what the walk through the file found.
        unknown: the words that need an answer.
    """

    def __init__(
        self,
        desk: Desk,
        file: str,
        what: str,
        header: Sequence[str],
        seen: Seen,
        *,
        unknown: tuple[Unknown, ...] = (),
    ) -> None:
        self._desk, self._records = desk, Records(desk)
        self.file, self.what, self.header = file, what, tuple(header)
        self.seen, self.unknown = seen, unknown
        self.taken: set[tuple[str, str]] = set()
        self.is_used = False
        self._kinds = {*seen.kinds, CustomField.kind}

    def close(self) -> None:
        """Stop hearing of changes; the look is put away."""
        self.seen.stop()

    @property
    def is_stale(self) -> bool:
        """Whether records of these kinds were changed since the file began to be looked at."""
        return not self._kinds.isdisjoint(self.seen.touched)

    def use(self) -> None:
        """Note that it is being saved, which can be done once.

        Raises:
            UserError: it was saved before, or the desk has changed meanwhile.
        """
        if self.is_used or self.is_stale:
            raise UserError(
                _("The desk was changed since this file was looked at. Look at it again.")
            )
        self.is_used = True

    @property
    def rows(self) -> int:
        """All rows of the file, those that were passed over too."""
        return self.seen.rows

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """How many rows come to what, those that are left out too."""
        stage = self.seen.stage
        found = {outcome: stage.counts[outcome] for outcome in Outcome}
        found[Outcome.SKIPPED] = self.seen.passed
        taken = len(self._by_taking())
        found[Outcome.UNCHANGED] -= taken
        found[Outcome.UPDATED] += taken
        return found

    @property
    def coming(self) -> Mapping[Outcome, int]:
        """How many rows come to what, without those that are left out."""
        found = dict(self.counts)
        stage, taken = self.seen.stage, self._by_taking()
        for place, left_out in enumerate(stage.left_out):
            if left_out:
                outcome = Outcome.UPDATED if place in taken else stage.outcome(place)
                found[outcome] -= 1
        return found

    def _by_taking(self) -> set[int]:
        """Return the places of rows that change only because the file's value is taken."""
        return set().union(*(self.seen.quiet.get(key, ()) for key in self.taken))

    @property
    def also(self) -> Mapping[str, int]:
        """How many more new records come with the rows, by the name of their kind."""
        return {_(BY_NAME[kind].many): count for kind, count in self.seen.also.items()}

    @property
    def repairs(self) -> tuple[tuple[str, int], ...]:
        """What was mended, and in how many rows; the most frequent first."""
        return tuple(self.seen.repairs.most_common())

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of the whole file."""
        return self.seen.notes

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The fields where rows say otherwise than the desk."""
        return tuple(
            Conflict(f"{kind}.{name}", self._label(kind, name), rows, (kind, name) in self.taken)
            for (kind, name), rows in self.seen.conflicts.most_common()
        )

    @property
    def left_out(self) -> int:
        """How many rows a person wants to leave out."""
        return sum(self.seen.stage.left_out)

    def rows_of(self, outcome: Outcome | None = None) -> Sequence[int]:
        """Return the places of the rows that come to this, in order."""
        places = self.seen.stage.places(outcome)
        taken = self._by_taking()
        if taken and outcome is Outcome.UNCHANGED:
            return [place for place in places if place not in taken]
        if taken and outcome is Outcome.UPDATED:
            return sorted({*places, *taken})
        return places

    def row(self, place: int) -> RowLook:
        """Return one row as a person sees it."""
        stage = self.seen.stage
        row = stage[place]
        reason = " ".join([*([row.reason] if row.reason else []), *row.remarks])
        changes = tuple(self._changes(row))
        included = not stage.left_out[place]
        outcome = row.outcome
        if outcome is Outcome.UNCHANGED and place in self._by_taking():
            outcome = Outcome.UPDATED
        return RowLook(row.number, self._title(row), outcome, reason, changes, included)

    def include(self, places: Collection[int], on: bool) -> None:  # noqa: FBT001  a wish
        """Bring rows in, or leave them out."""
        for place in places:
            self.seen.stage.left_out[place] = not on

    def take(self, field: str, on: bool) -> None:  # noqa: FBT001  a wish
        """Take the file's value of a field of `conflicts` over the desk's, or keep the desk's."""
        kind, _dot, name = field.partition(".")
        (self.taken.add if on else self.taken.discard)((kind, name))

    def take_named(self, field: str) -> None:
        """Take the file's value of a field, called by its name, wherever the desk says otherwise.

        Raises:
            UserError: there is no such field.
        """
        own = Typed(self._desk).field(BY_NAME[self.what], field)
        self.taken.add((self.what, own.name))

    @property
    def rejects_any(self) -> bool:
        """Whether a row was rejected."""
        return bool(self.seen.stage.counts[Outcome.REJECTED])

    def write_rejected(self, path: Path, purpose: Purpose, progress: Progress) -> int:
        """Save the rejected rows as a table to mend and bring in again; return how many.

        Raises:
            UserError: there are none, or the file cannot be such a table.
            KnownFailure: the folder is gone, full or read-only, or another program has the file.
            Cancelled: a person stopped it; no file is left.
        """
        if path.suffix.lower() != ".csv":
            raise UserError(_("Give the file a name that ends in .csv."))
        places = self.rows_of(Outcome.REJECTED)
        if not places:
            raise UserError(_("No row was rejected: there is nothing to save."))
        width = len(self.header)
        with CsvFile(path) as file:
            file.add([[*map(defused, self.header), _("Why it was rejected")]])
            done = 0
            for some in batches(places, 500):
                progress.step(done, len(places), _("Saving the rejected rows"))
                rows = (self.seen.stage[place] for place in some)
                file.add(
                    [*map(defused, _padded(row.cells, width)), defused(row.reason)] for row in rows
                )
                done += len(some)
            file.complete()
            with self._desk.db.change(_("Save rejected rows"), by=self._desk.user.id) as work:
                work.add(self._release(len(places), purpose))
            file.finish()
        return len(places)

    def _release(self, rows: int, purpose: Purpose) -> Release:
        of = BY_NAME.get(self.what)
        return Release(
            sheet="rejected_rows",
            about=plural("{count} row of an import", "{count} rows of an import", rows),
            day=dt.datetime.now(dt.UTC).astimezone().date(),
            purpose=purpose,
            with_patients=bool(of and of.patient_data),
        )

    def _title(self, row: Staged) -> str:
        if row.about is not None:
            return self._titled(row.about)
        return ", ".join(cell.strip() for cell in row.cells if cell.strip())[:80]

    def _titled(self, step: Step) -> str:
        if step.row_id > 0:
            return self._records.titles(step.kind, [step.row_id]).get(step.row_id, "")
        if step.row_id < 0:
            return self._named(step.kind, step.row_id)
        of, fields = BY_NAME[step.kind], self._desk.fields(BY_NAME[step.kind])
        parts = (self._shown(fields[name], step.values.get(name)) for name in of.title)
        return " – ".join(part for part in parts if part)

    def _named(self, kind: str, number: int) -> str:
        """Return the title of a record, one of the same file if its number is below zero."""
        if number > 0:
            return self._records.titles(kind, [number]).get(number, "")
        stage = self.seen.stage
        row = stage[stage.adds[-number]]
        return self._titled(next(step for step in row.steps if step.serial == -number))

    def _changes(self, row: Staged) -> Iterator[FieldLook]:
        for step in row.steps:
            before = "" if step is row.about else f"{_(BY_NAME[step.kind].one)}: "
            fields = self._desk.fields(BY_NAME[step.kind])
            for name, plain in step.values.items():
                if name in fields:
                    own = fields[name]
                    was = "" if step.is_new else self._shown(own, step.before.get(name))
                    yield FieldLook(before + _(own.label), was, self._shown(own, plain))
            for name, plain in step.kept.items():
                if name in fields:
                    own = fields[name]
                    was = self._shown(own, step.before.get(name))
                    kept = (step.kind, name) not in self.taken
                    yield FieldLook(before + _(own.label), was, self._shown(own, plain), kept)

    def _shown(self, own: Field, plain: Plain) -> str:
        if own.target_kind and plain:
            numbers: list[int] = plain if isinstance(plain, list) else [int(str(plain))]
            return ", ".join(self._named(own.target_kind, number) for number in numbers)
        return own.show(own.from_plain(plain))

    def _label(self, kind: str, name: str) -> str:
        own = self._desk.fields(BY_NAME[kind]).get(name)
        label = _(own.label) if own else name
        return label if kind == self.what else f"{_(BY_NAME[kind].one)}: {label}"


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]
