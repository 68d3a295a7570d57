"""A file on its way in: what it holds, how it is to be read, and what it would do to the desk."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.imports import ImportRun
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.domain.record import Record
from refdesk.domain.text import fold
from refdesk.exchange import nppes_files
from refdesk.exchange.arrival import Reader
from refdesk.exchange.guess import (
    IMPORTED,
    asks_day_first,
    guess_kinds,
    guess_layout,
    written_here,
)
from refdesk.exchange.layout import Layout, layout_key
from refdesk.exchange.matching import require
from refdesk.exchange.nppes_filter import RegistryFilter
from refdesk.exchange.nppes_rows import Holders
from refdesk.exchange.opening import Reading, Row, Table, open_table
from refdesk.exchange.sheet import Sheet
from refdesk.exchange.table import Stamp
from refdesk.exchange.targets import Target, missing_fields, place_of, targets
from refdesk.i18n import _
from refdesk.services.looked import Look, Unknown
from refdesk.services.planned import Planner
from refdesk.services.reading import Seen, walk
from refdesk.services.references import References
from refdesk.services.session import Desk
from refdesk.services.staged import MOST, Stage, too_many
from refdesk.services.work import Progress

__all__ = [
    "IMPORTED",
    "Bring",
    "ColumnLook",
    "Incoming",
    "RegistryFilter",
    "Target",
]

LIKELY = 0.22
"""How well a table must fit a kind of record, from 0 to 1, to be taken for it unasked."""
SAMPLES = 200
"""Rows that are read to see what the columns hold."""
SHOWN = 3


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """One column: its heading, some of what stands in it, and the target it fills."""

    index: int
    heading: str
    samples: tuple[str, ...]
    target: str
    remembered: bool


@dataclass(frozen=True, slots=True)
class Bring:
    """A reference whose records can be added where they are not there yet."""

    field: str
    label: str
    on: bool


class Incoming:
    """One file, opened and recognised; nothing of the desk is changed before `services.transfer`.

    Args:
        desk: the open desk.
        path: the file.
        what: what its rows are, where a person said so: a kind of record, or a registry file.
        sheet: the sheet of a workbook.

    Raises:
        UserError: the file is no table.
        KnownFailure: the disk failed.
    """

    def __init__(self, desk: Desk, path: Path, *, what: str = "", sheet: str = "") -> None:
        self._desk = desk
        self.path = path
        self.file_name = shown_name(path)
        self.filter = RegistryFilter()
        self._reading = Reading(sheet=sheet)
        self._open(what)

    def _open(self, what: str) -> None:
        with open_table(self.path, self._reading) as table:
            self.header = table.header
            self.sheets, self.sheet, self.notes = table.sheets, table.sheet, table.notes
            self._stamp: Stamp = table.stamp
            self._rows: list[Row] = []
            for row in table.rows:
                self._rows.append(row)
                if len(self._rows) == SAMPLES:
                    break
        self.samples = [row.cells for row in self._rows if not row.fault]
        self._remembered: frozenset[int] = frozenset()
        self._recognise(what)

    def _recognise(self, what: str) -> None:
        known = what or nppes_files.recognise(self.header)
        kept = None if known in nppes_files.LABELS else self._kept_layout(known)
        if not known and kept is not None:
            known = kept.kind
        if not known:
            guessed = guess_kinds(self.header, self.samples, self._fields_of)
            known = guessed[0][0] if guessed and guessed[0][1] >= LIKELY else ""
        self.what = known
        self.recognised = bool(known)
        self._read_as(kept)

    def _read_as(self, kept: Layout | None = None) -> None:
        if self.of is None:
            self.layout = Layout(self.what, {})
            return
        if kept is not None and kept.kind == self.what:
            self.layout = kept
            self._remembered = frozenset(kept.columns)
        else:
            self._remembered = frozenset()
            self.guess({})

    def guess(self, explicit: Mapping[str, str]) -> None:
        """Find out anew what fills what; what `explicit` says of a heading holds.

        Raises:
            UserError: the header is a row of data, or `explicit` names what is not there.
        """
        if self.of is not None:
            self.layout = guess_layout(
                self.of, self.header, self._fields_of, self.samples, explicit
            )
            brings = frozenset(one.field for one in self.brings)
            ours = written_here(self.of, self.header, self._fields_of, self.samples)
            self.layout = replace(self.layout, bring=brings, as_it_is=ours)

    def _kept_layout(self, what: str) -> Layout | None:
        """Return how the newest file with these headings was read, if there was one."""
        kinds = [what] if what else [of.kind for of in IMPORTED]
        keys = [layout_key(kind, self.header) for kind in kinds]
        found = self._desk.db.having(ImportRun, "layout_key", keys)
        newest = max((row_id for ids in found.values() for row_id in ids), default=None)
        run = self._desk.db.get(ImportRun, newest) if newest else None
        return Layout.from_json(run.reading, self.header) if run and run.reading else None

    # What is known of the file

    @property
    def of(self) -> type[Record] | None:
        """The kind of record of its rows; None for a registry file, or where it is not known."""
        return BY_NAME.get(self.what)

    @property
    def is_registry(self) -> bool:
        """Whether it is a file of the provider registry, whose columns are known."""
        return self.what in nppes_files.LABELS

    @property
    def whats(self) -> tuple[tuple[str, str], ...]:
        """All that the rows of a file may be: code and label."""
        registry = nppes_files.recognise(self.header)
        kinds = [(of.kind, _(of.many)) for of in IMPORTED]
        return ((registry, _(nppes_files.LABELS[registry])), *kinds) if registry else tuple(kinds)

    @property
    def columns(self) -> tuple[ColumnLook, ...]:
        """The columns from the left."""
        return tuple(
            ColumnLook(
                index,
                heading,
                self._samples_of(index),
                self.layout.columns.get(index, ""),
                index in self._remembered,
            )
            for index, heading in enumerate(self.header)
        )

    def _samples_of(self, index: int) -> tuple[str, ...]:
        cells = (row[index].strip() for row in self.samples if index < len(row))
        return tuple(dict.fromkeys(cell for cell in cells if cell))[:SHOWN]

    @property
    def targets(self) -> tuple[Target, ...]:
        """All that a column may fill."""
        return targets(self.of, self._fields_of) if self.of else ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The labels of needed fields that no column fills."""
        if self.of is None:
            return ()
        missing = missing_fields(self.of, self.layout.columns, self._fields_of)
        return tuple(_(own.label) for own in missing)

    @property
    def brings(self) -> tuple[Bring, ...]:
        """The references that columns fill and whose records can be added."""
        if self.of is None:
            return ()
        found: dict[str, Field] = {}
        for target in self.layout.columns.values():
            place = place_of(self.of, target, self._fields_of)
            if place and not place.steps and f"{place.field.name}.name" in self._all_targets():
                found[place.field.name] = place.field
        return tuple(
            Bring(name, _(own.label), name in self.layout.bring) for name, own in found.items()
        )

    def _all_targets(self) -> frozenset[str]:
        return frozenset(target.name for target in self.targets)

    @property
    def day_first(self) -> bool:
        """Whether 3/4 is the third of April."""
        return self.layout.day_first

    @property
    def asks_day_first(self) -> bool:
        """Whether a date of the file can be read both ways."""
        if self.of is None:
            return False
        return asks_day_first(self.layout.columns, self.samples, self.of, self._fields_of)

    # What a person chooses

    def choose_sheet(self, name: str) -> None:
        """Read another sheet of the workbook."""
        self._reading = replace(self._reading, sheet=name)
        self._open("")

    def choose_what(self, code: str) -> None:
        """Read the rows as something else."""
        if code != self.what:
            self.what = code
            self._read_as(self._kept_layout(code) if code in BY_NAME else None)

    def assign(self, index: int, target: str) -> None:
        """Have a column fill `target`, which no other does then; "" fills nothing."""
        columns = {
            other: name
            for other, name in self.layout.columns.items()
            if other != index and name != target
        }
        if target:
            columns[index] = target
        self.layout = replace(self.layout, columns=columns)

    def bring(self, field: str, on: bool) -> None:  # noqa: FBT001  a wish
        """Add the records that a reference names and that are not there yet, or reject its row."""
        fields = self.layout.bring | {field} if on else self.layout.bring - {field}
        self.layout = replace(self.layout, bring=frozenset(fields))

    def bring_only(self, fields: Collection[str]) -> None:
        """Add the records that these references name, by name or label, and no others.

        Raises:
            UserError: one is no such reference of this file.
        """
        known = {fold(name): one.field for one in self.brings for name in (one.field, one.label)}
        for name in fields:
            if fold(name) not in known:
                raise UserError(
                    _("No column names records to add for {field}. There are: {fields}.").format(
                        field=name[:60], fields=", ".join(one.field for one in self.brings) or "–"
                    )
                )
        self.layout = replace(self.layout, bring=frozenset(known[fold(name)] for name in fields))

    def write_day_first(self, on: bool) -> None:  # noqa: FBT001  a wish
        """Read 3/4 as the third of April, or as the fourth of March."""
        self.layout = replace(self.layout, day_first=on)

    def filter_by(self, chosen: RegistryFilter) -> None:
        """Bring in only some rows of a registry file."""
        self.filter = chosen

    def answer(self, target: str, text: str, ours: str) -> None:
        """Say what a word of theirs means: a text of ours, or "" for leaving the field blank."""
        words = {**self.layout.values.get(target, {}), fold(text): ours}
        self.layout = replace(self.layout, values={**self.layout.values, target: words})

    # What it would do

    def look(self, progress: Progress) -> Look:
        """Read the whole file and match its rows; nothing is saved.

        Raises:
            UserError: a needed field is filled by no column, or the file cannot be read on.
            KnownFailure: the file was changed since it was chosen, or the disk failed.
            Cancelled: a person stopped it.
        """
        if not self.what:
            raise UserError(_("Say what the rows of this file are."))
        if self.of is not None:
            require(self.of, self.header, self.layout.columns, self._fields_of)
        self._refuse_too_many()
        seen = Seen(Stage())
        seen.stop = self._desk.listen(seen.heard)
        try:
            self._walk(seen, progress)
        except BaseException:
            seen.stop()
            raise
        unknown = tuple(
            self._unknown(target, text, rows) for (target, text), rows in seen.unknown.most_common()
        )
        return Look(self._desk, self.file_name, self.what, self.header, seen, unknown=unknown)

    def _walk(self, seen: Seen, progress: Progress) -> None:
        references = References(self._desk)
        with open_table(self.path, self._reading, self._stamp) as table:
            reader = self._reader(table, references)
            planner = Planner(
                self._desk,
                references,
                seen.stage,
                self.source,
                registry=self.is_registry,
                adds=getattr(reader, "adds", frozenset()),
            )
            walk(table, reader, planner, references, seen, progress)
        seen.notes = tuple(getattr(reader, "notes", ()))
        self.unused = reader.unused

    def _refuse_too_many(self) -> None:
        """Refuse a list that is far too long before a minute is spent on reading it."""
        if self.is_registry or self.sheets or len(self.samples) < SAMPLES:
            return
        usual = sum(len(cell) + 1 for row in self.samples for cell in row) / len(self.samples)
        if self._stamp.size > 3 * MOST * max(usual, 2.0):
            raise too_many()

    @property
    def source(self) -> str:
        """Under which name the desk remembers what this file says."""
        return nppes_files.MAIN if self.is_registry else layout_key(self.what, self.header)

    def _reader(self, table: Table, references: References) -> Reader:
        if self.is_registry:
            return nppes_files.reader(self.what, table.header, self.filter, self._holders())
        of = self.of
        if of is None:
            raise UserError(_("Say what the rows of this file are."))
        return Sheet(of, table.header, self._fields_of, self.layout, references.value)

    def _holders(self) -> Holders:
        people, practices = (
            frozenset(map(str, self._desk.db.filled(of, "npi"))) for of in (Person, Practice)
        )
        return Holders(people=people, practices=practices)

    def _unknown(self, target: str, text: str, rows: int) -> Unknown:
        place = place_of(self.of, target, self._fields_of) if self.of else None
        choices = place.field.choices if place else ()
        options = tuple((_(one.label), _(one.label)) for one in choices)
        return Unknown(target, _(place.field.label) if place else target, text, rows, options)

    def _fields_of(self, of: type[Record]) -> Mapping[str, Field]:
        return self._desk.fields(of)


def shown_name(path: Path) -> str:
    """Return the name of a file as it can be shown and kept."""
    name = path.name.encode("utf-8", "replace").decode("utf-8")
    return "".join(char if char.isprintable() else "?" for char in name)[:100]
