"""Bringing files in: every row read, matched and checked first, then saved as one change."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from refdesk.domain.customs import CustomField
from refdesk.domain.errors import UserError
from refdesk.domain.practice import Practice
from refdesk.domain.record import Record
from refdesk.domain.user import User
from refdesk.exchange.arrival import Arrival, Reader, Retired
from refdesk.exchange.headings import names_an_address
from refdesk.exchange.nppes import Registry, is_nppes
from refdesk.exchange.sheet import Sheet
from refdesk.exchange.tabular import Row, Table, open_table
from refdesk.i18n import _
from refdesk.services.known import References
from refdesk.services.planned import Outcome, Planner
from refdesk.services.session import Desk
from refdesk.services.steps import Step
from refdesk.services.work import Progress
from refdesk.store.rows import batches
from refdesk.store.work import Work

AT_ONCE = 500
"""Rows looked up or saved between two reports of progress."""

NOT_IMPORTED: tuple[type[Record], ...] = (User, CustomField)


@dataclass(frozen=True, slots=True)
class Remark:
    """A row, and why it was rejected or what of it was left out."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of the rows of a file; every row is counted once.

    `remarks` are about rows that came in without one of their values, or mean a record of the desk
    or of a row before them; `unused` names the columns that fill no field; `hints` say what more
    could be done with the file.
    """

    rows: int
    created: int
    updated: int
    unchanged: int
    duplicates: int
    rejected: tuple[Remark, ...]
    remarks: tuple[Remark, ...] = ()
    unused: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


@dataclass(slots=True)
class _Tally:
    counts: Counter[Outcome] = field(default_factory=Counter)
    rejected: list[Remark] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return self.counts.total() + len(self.rejected)

    def result(self, unused: tuple[str, ...], hints: tuple[str, ...]) -> ImportResult:
        return ImportResult(
            rows=self.rows,
            created=self.counts[Outcome.CREATED],
            updated=self.counts[Outcome.UPDATED],
            unchanged=self.counts[Outcome.UNCHANGED],
            duplicates=self.counts[Outcome.DUPLICATE],
            rejected=tuple(self.rejected),
            remarks=tuple(self.remarks),
            unused=unused,
            hints=hints,
        )


class Transfer:
    """Files in. Reading and matching happen before the change is opened."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def import_file(
        self,
        path: Path,
        *,
        kind: type[Record] | None,
        nppes: bool = False,
        column_map: Mapping[str, str] | None = None,
        dry_run: bool = False,
        progress: Progress,
    ) -> ImportResult:
        """Bring the rows of a file in, as one change that is undone whole.

        A row that means a record of the desk fills only fields that are empty there: what a person
        typed is never overwritten. The one exception: a practice whose NPI was taken out of use
        becomes inactive, once. Archived records are left as they are. Rows that fail are left out,
        each with its reason; the others are saved. With `dry_run` nothing is saved.

        Args:
            path: a CSV file.
            kind: what its rows are; None for an NPPES file, which is known by its columns.
            nppes: the file is an NPPES dissemination file.
            column_map: column → field, or ``address.city``, where the names do not tell.
            dry_run: only count.
            progress: told of every few hundred rows, and asked whether to stop.

        Raises:
            UserError: the file is no table, its kind is not known, or columns lack.
            KnownFailure: the disk failed.
            Cancelled: a person stopped it; nothing was saved.
        """
        if kind is not None and (kind in NOT_IMPORTED or not kind.entered):
            raise UserError(_("{kind} cannot be imported.").format(kind=_(kind.many)))
        with _collection_paused():
            with open_table(path) as table:
                references = References(self._desk)
                reader = self._reader(table, kind, nppes, column_map or {}, references)
                tally = self._plan(table, reader, references, progress)
            if tally.steps and not dry_run:
                words = _("Import {file}").format(file=_file_name(path))
                self._save(tally.steps, words, progress)
        return tally.result(reader.unused, _hints(kind, reader.unused))

    def _reader(
        self,
        table: Table,
        kind: type[Record] | None,
        nppes: bool,  # noqa: FBT001  handed on
        column_map: Mapping[str, str],
        references: References,
    ) -> Reader:
        if nppes or (kind is None and is_nppes(table.header)):
            if column_map:
                raise UserError(_("The columns of an NPPES file are known; leave the map out."))
            return Registry(table.header)
        if kind is None:
            raise UserError(_("Say what its rows are, for example with --as practice."))
        fields = self._desk.fields(kind).values()
        read = partial(references.value, kind)
        return Sheet(kind, table.header, fields, column_map, read)

    def _plan(
        self, table: Table, reader: Reader, references: References, progress: Progress
    ) -> _Tally:
        tally = _Tally()
        planner = Planner(self._desk, references)
        for some in batches(table.rows, AT_ONCE):
            words = _("Read {count:,} rows").format(count=tally.rows)
            progress.step(table.position, table.size, words)
            references.prepare(mention for row in some for mention in reader.mentions(row.cells))
            read = [(row.number, _read(reader, row)) for row in some]
            planner.prepare([one for _row, one in read if not isinstance(one, UserError)])
            for number, one in read:
                _count(tally, planner, number, one)
        words = _("Read {count:,} rows").format(count=tally.rows)
        progress.step(table.size, table.size, words)
        return tally

    def _save(self, steps: Sequence[Step], words: str, progress: Progress) -> None:
        done = 0
        with self._desk.db.change(words, by=self._desk.user.id) as work:
            for some in batches(steps, AT_ONCE):
                progress.step(done, len(steps), _("Saving"))
                _save_some(work, some)
                done += len(some)
            progress.step(done, done, _("Saving"))


def _hints(kind: type[Record] | None, unused: Sequence[str]) -> tuple[str, ...]:
    if kind is Practice and any(names_an_address(name) for name in unused):
        return (_("Import the same file once more with --as office to bring the addresses in."),)
    return ()


def _read(reader: Reader, row: Row) -> Arrival | Retired | UserError:
    if row.fault:
        return UserError(row.fault)
    try:
        return reader.read(row.cells)
    except UserError as error:
        return error


def _count(
    tally: _Tally, planner: Planner, number: int, one: Arrival | Retired | UserError
) -> None:
    try:
        if isinstance(one, UserError):
            raise one
        plan = planner.plan(one, number)
    except UserError as error:
        tally.rejected.append(Remark(number, " ".join(error.message.split())))
        return
    tally.counts[plan.outcome] += 1
    tally.steps.extend(plan.steps)
    said = (*one.remarks, *plan.remarks) if isinstance(one, Arrival) else plan.remarks
    tally.remarks.extend(Remark(number, text) for text in said)


def _save_some(work: Work, steps: Sequence[Step]) -> None:
    ids: dict[str, list[int]] = {}
    for step in steps:
        if step.before is not None:
            ids.setdefault(step.of.kind, []).append(step.row_id)
    images = {kind: work.images(kind, some) for kind, some in ids.items()}
    for step in steps:
        if step.before is None:
            step.row_id = work.add(step.record()).id
            continue
        image = images[step.of.kind].get(step.row_id)
        if image is None:
            raise UserError(
                _("A record was removed while the file was read. Nothing was saved. Import again.")
            )
        if change := step.change(image):
            work.update(step.of.kind, step.row_id, change)


@contextmanager
def _collection_paused() -> Iterator[None]:
    """Keep the garbage collector from walking all that an import holds, again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _file_name(path: Path) -> str:
    name = path.name.encode("utf-8", "replace").decode("utf-8")
    return "".join(char if char.isprintable() else "?" for char in name)[:100]
