"""One walk through a file: every row read, matched and checked, with nothing saved."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from refdesk.domain.changes import ChangeSet
from refdesk.domain.errors import UserError
from refdesk.exchange.arrival import Arrival, Asked, Reader, Retired, UnknownChoice
from refdesk.exchange.opening import Row, Table
from refdesk.i18n import _
from refdesk.services.outcomes import Outcome
from refdesk.services.planned import Planner
from refdesk.services.references import References
from refdesk.services.staged import Stage, Staged
from refdesk.services.turn import PassedOver
from refdesk.services.work import Progress
from refdesk.store.rows import batches

AT_ONCE = 500
"""Rows looked up between two reports of progress."""
MOST_WORDS = 500
"""Different words of theirs that a person is asked about."""
PASSED_AT_ONCE = 10_000
Read = Arrival | Retired | UserError


@runtime_checkable
class Sieve(Protocol):
    """A reader that wants only some rows."""

    def wanted(self, cells: Sequence[str]) -> bool:
        """Tell from the raw cells of a row whether it is to be read at all."""


@runtime_checkable
class Joins(Protocol):
    """A reader for which several rows can make one."""

    def joined(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield rows, those that belong together as one."""


@dataclass(slots=True)
class Seen:
    """What a walk through the file found, besides the rows in the stage.

    `remarked` are the places of rows with a remark; `quiet` are those of rows that change nothing
    unless the file's value of a field is taken.
    """

    stage: Stage
    passed: int = 0
    repairs: Counter[str] = field(default_factory=Counter)
    unknown: Counter[Asked] = field(default_factory=Counter)
    conflicts: Counter[tuple[str, str]] = field(default_factory=Counter)
    quiet: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    also: Counter[str] = field(default_factory=Counter)
    kinds: set[str] = field(default_factory=set)
    notes: tuple[str, ...] = ()
    remarked: set[int] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    stop: Callable[[], None] = lambda: None

    def heard(self, change: ChangeSet) -> None:
        """Note which kinds of record were changed since the walk began."""
        self.touched.update(change.touched)

    def note(self, staged: Staged) -> None:
        """Count what a row that is about to be staged brings and where it meets the desk."""
        if staged.remarks:
            self.remarked.add(len(self.stage))
        for step in staged.steps:
            self.kinds.add(step.kind)
            for name in step.kept:
                self.conflicts[step.kind, name] += 1
                if staged.outcome is Outcome.UNCHANGED:
                    self.quiet.setdefault((step.kind, name), set()).add(len(self.stage))
            if step.is_new and step is not staged.about:
                self.also[step.kind] += 1

    @property
    def rows(self) -> int:
        """All rows, those that were passed over too."""
        return len(self.stage) + self.passed


def walk(
    table: Table,
    reader: Reader,
    planner: Planner,
    references: References,
    seen: Seen,
    progress: Progress,
) -> None:
    """Read all rows of a table into the stage of `seen`.

    Raises:
        UserError: the file cannot be read on, or has too many rows.
        KnownFailure: the file changed, or the disk failed.
        Cancelled: a person stopped it.
    """
    with collection_paused():
        for some in batches(_wanted(table, reader, seen, progress), AT_ONCE):
            words = _("Read {count:,} rows").format(count=seen.rows)
            progress.step(table.position, table.size, words)
            references.prepare(mention for row in some for mention in reader.mentions(row.cells))
            read = [(row, _read(reader, row)) for row in some]
            planner.prepare([one for _row, one in read if not isinstance(one, UserError)])
            for row, one in read:
                _stage(row, one, planner, seen)
    words = _("Read {count:,} rows").format(count=seen.rows)
    progress.step(table.size, table.size, words)


def _wanted(table: Table, reader: Reader, seen: Seen, progress: Progress) -> Iterator[Row]:
    """Yield the rows that the reader wants; those of a registry file are mostly passed over."""
    if not isinstance(reader, Sieve):
        return table.rows
    rows = _sifted(table, reader, seen, progress)
    return reader.joined(rows) if isinstance(reader, Joins) else rows


def _sifted(table: Table, reader: Sieve, seen: Seen, progress: Progress) -> Iterator[Row]:
    wanted = reader.wanted
    for count, row in enumerate(table.rows, start=1):
        if count % PASSED_AT_ONCE == 0:
            words = _("Read {count:,} rows").format(count=count)
            progress.step(table.position, table.size, words)
        if row.fault or wanted(row.cells):
            yield row
        else:
            seen.passed += 1


def _read(reader: Reader, row: Row) -> Read:
    if row.fault:
        return UserError(row.fault)
    try:
        return reader.read(row.cells)
    except UserError as error:
        return error


def _stage(row: Row, one: Read, planner: Planner, seen: Seen) -> None:
    stage = seen.stage
    try:
        if isinstance(one, UserError):
            raise one
        staged = planner.plan(one, row.number)
    except PassedOver:
        seen.passed += 1
        return
    except UserError as error:
        if isinstance(error, UnknownChoice):
            _ask(error, seen)
        reason = " ".join(error.message.split())
        stage.add(Staged(row.number, Outcome.REJECTED, reason=reason, cells=row.cells))
        return
    if staged.about is None:
        staged.cells = row.cells
    if isinstance(one, Arrival) and (one.repairs or one.first or one.then):
        seen.repairs.update(set(_repairs(one)))
    seen.note(staged)
    stage.add(staged)


def _ask(error: UnknownChoice, seen: Seen) -> None:
    for asked in error.asked:
        if len(seen.unknown) < MOST_WORDS or asked in seen.unknown:
            seen.unknown[asked] += 1


def _repairs(one: Arrival) -> Sequence[str]:
    found = list(one.repairs)
    for some in (*one.first.values(), one.then):
        for other in some:
            found += other.repairs
    return found


@contextmanager
def collection_paused() -> Iterator[None]:
    """Keep the garbage collector from walking all that an import holds, again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
