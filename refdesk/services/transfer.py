"""Bringing files in: read, matched and looked at first, then saved in slices as one change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.errors import UserError
from refdesk.domain.imports import ImportRun
from refdesk.domain.record import Record
from refdesk.exchange import nppes_files
from refdesk.exchange.nppes_filter import RegistryFilter
from refdesk.i18n import _
from refdesk.services.applied import Applier
from refdesk.services.incoming import IMPORTED, Incoming
from refdesk.services.looked import Look, Unknown
from refdesk.services.outcomes import Outcome
from refdesk.services.reading import collection_paused
from refdesk.services.session import Desk
from refdesk.services.work import Progress

REPORTED = 500
"""Rows that a kept report names one by one."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A row, and why it was rejected or what of it was left out."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of the rows of a file; every row is counted once.

    `remarks` are about rows that came in without one of their values, or mean a record of the desk
    or of a row before them; `skipped` rows are about nobody the desk knows; `repairs` say what was
    mended, in how many rows; `unknown` are words of the file that are none of our choices;
    `unused` names the columns that fill no field; `change` is the id of
    the change, if there was anything to save.
    """

    rows: int
    created: int
    updated: int
    unchanged: int
    duplicates: int
    rejected: tuple[Remark, ...]
    remarks: tuple[Remark, ...] = ()
    unused: tuple[str, ...] = ()
    skipped: int = 0
    left_out: int = 0
    repairs: tuple[tuple[str, int], ...] = ()
    also: tuple[tuple[str, int], ...] = ()
    unknown: tuple[Unknown, ...] = ()
    change: int | None = None


@dataclass(frozen=True, slots=True)
class How:
    """How a file is read where it does not tell by itself.

    Args:
        kind: what its rows are; None for what the file tells.
        nppes: the file is one of the provider registry.
        column_map: column → field, ``address.city`` or ``patient.birth_date``.
        values: field → word of theirs → word of ours.
        bring: reference fields whose records are added where they are not there yet.
        chosen: which rows of the registry's file.
        sheet: the sheet of a workbook.
        day_first: whether 3/4 is the third of April; None for what the file tells.
    """

    kind: type[Record] | None = None
    nppes: bool = False
    column_map: Mapping[str, str] | None = None
    values: Mapping[str, Mapping[str, str]] | None = None
    bring: Collection[str] = ()
    chosen: RegistryFilter | None = None
    sheet: str = ""
    day_first: bool | None = None


class Transfer:
    """Files in. Reading and matching happen outside any change."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def begin(self, path: Path) -> Incoming:
        """Open a file and recognise what it holds.

        Raises:
            UserError: the file is no table.
            KnownFailure: the disk failed.
        """
        return Incoming(self._desk, path)

    def prepared(self, path: Path, how: How) -> Incoming:
        """Open a file and say how it is to be read.

        Raises:
            UserError: the file is no table, its kind is not known, or columns lack.
            KnownFailure: the disk failed.
        """
        kind = how.kind
        if kind is not None and kind not in IMPORTED:
            raise UserError(_("{kind} cannot be imported.").format(kind=_(kind.many)))
        coming = Incoming(self._desk, path, what=kind.kind if kind else "", sheet=how.sheet)
        if not (coming.what or how.nppes):
            raise UserError(_("Say what its rows are, for example with --as practice."))
        if how.nppes and not coming.is_registry:
            coming.what = nppes_files.MAIN  # its reader says which column is missing
        if coming.is_registry and how.column_map:
            raise UserError(_("The columns of an NPPES file are known; leave the map out."))
        if how.column_map:
            coming.guess(how.column_map)
        for target, words in (how.values or {}).items():
            for theirs, ours in words.items():
                coming.answer(target, theirs, ours)
        coming.bring_only(how.bring)
        if how.day_first is not None:
            coming.write_day_first(how.day_first)
        if how.chosen is not None:
            coming.filter_by(how.chosen)
        return coming

    def import_file(
        self, path: Path, how: How, *, dry_run: bool = False, progress: Progress
    ) -> ImportResult:
        """Bring the rows of a file in, as one change that is undone whole.

        What a person typed is never overwritten: a row that means a record of the desk fills what
        is empty, and changes what the same kind of file said before. Archived records are left as
        they are. Rows that fail are left out, each with its reason. A `dry_run` saves nothing.

        Raises:
            UserError: the file is no table, its kind is not known, or columns lack.
            KnownFailure: the disk failed.
            Cancelled: a person stopped it; nothing was saved.
        """
        coming = self.prepared(path, how)
        look = coming.look(progress)
        try:
            if dry_run:
                return result_of(look, coming.unused, None)
            return self._apply(coming, look, progress)
        finally:
            look.close()

    def apply(self, coming: Incoming, look: Look, progress: Progress) -> ImportResult:
        """Save what was looked at and not left out; a look can be saved once.

        Raises:
            UserError: the desk has changed since the look; nothing was saved.
            KnownFailure: the disk failed; nothing was saved.
            Cancelled: a person stopped it; nothing was saved.
        """
        look.use()
        return self._apply(coming, look, progress)

    def _apply(self, coming: Incoming, look: Look, progress: Progress) -> ImportResult:
        applier = Applier(self._desk, look.seen.stage, coming.source, look.taken)

        def report() -> ImportRun:
            return _report(coming, look, applier.refused)

        words = _("Import {file}").format(file=look.file)
        with collection_paused():
            change = applier.run(words, report, progress)
        result = result_of(look, coming.unused, change, applier.refused)
        added = {kind: applier.added[kind] for kind in look.seen.also}
        if coming.of is not None and coming.of.kind in added:
            added[coming.of.kind] -= result.created
        named = tuple((_(BY_NAME[kind].many), count) for kind, count in added.items() if count > 0)
        return replace(result, also=named)


def result_of(
    look: Look,
    unused: tuple[str, ...],
    change: int | None,
    refused: Collection[tuple[int, str]] = (),
) -> ImportResult:
    """Return what became of the rows of a file."""
    counts, stage = look.coming, look.seen.stage
    remarks = [Remark(number, reason) for number, reason in refused]
    for place in sorted(look.seen.remarked):
        row = stage[place]
        remarks += (Remark(row.number, text) for text in row.remarks)
    rows = (stage[place] for place in stage.places(Outcome.REJECTED))
    rejected = [Remark(row.number, row.reason) for row in rows]
    return ImportResult(
        rows=look.rows,
        created=counts[Outcome.CREATED],
        updated=counts[Outcome.UPDATED],
        unchanged=counts[Outcome.UNCHANGED],
        duplicates=counts[Outcome.DUPLICATE],
        rejected=tuple(rejected),
        remarks=tuple(remarks),
        unused=unused,
        skipped=counts[Outcome.SKIPPED],
        left_out=look.left_out,
        repairs=look.repairs,
        also=tuple(look.also.items()),
        unknown=look.unknown,
        change=change,
    )


def _report(coming: Incoming, look: Look, refused: Collection[tuple[int, str]]) -> ImportRun:
    counts = look.coming
    reading = coming.layout.to_json(coming.header) if coming.of else ""
    label = next((label for code, label in coming.whats if code == coming.what), coming.what)
    return ImportRun(
        file=look.file,
        brought=label,
        rows=look.rows,
        created=counts[Outcome.CREATED],
        updated=counts[Outcome.UPDATED],
        unchanged=counts[Outcome.UNCHANGED],
        duplicates=counts[Outcome.DUPLICATE],
        left_out=look.left_out + counts[Outcome.SKIPPED],
        rejected=counts[Outcome.REJECTED],
        report=_reasons(coming, look, refused),
        layout=coming.source,
        reading=reading if len(reading) <= ImportRun.fields["reading"].limit else "",
    )


def _reasons(coming: Incoming, look: Look, refused: Collection[tuple[int, str]]) -> str:
    """Return the report in words: what filled what, what was mended, and what did not come in."""
    labels = {target.name: target.label for target in coming.targets}
    lines = [
        f"{one.heading} → {labels[one.target]}" for one in coming.columns if one.target in labels
    ]
    lines += (f"{sentence} ({rows:,})" for sentence, rows in look.repairs)
    words = _("Row {row}: {reason}")
    lines += (words.format(row=number, reason=reason) for number, reason in refused)
    places = look.rows_of(Outcome.REJECTED)
    for place in places[:REPORTED]:
        row = look.seen.stage[place]
        lines.append(words.format(row=row.number, reason=row.reason))
    if len(places) > REPORTED:
        lines.append(_("And {count:,} more rows.").format(count=len(places) - REPORTED))
    limit = ImportRun.fields["report"].limit
    while sum(map(len, lines)) + len(lines) > limit:
        lines.pop()
    return "\n".join(lines)
