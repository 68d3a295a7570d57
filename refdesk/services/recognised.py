"""What a file holds, and what of it fills what: found out from its headings and its cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.fields import Field
from refdesk.domain.imports import ImportRun
from refdesk.domain.record import Record
from refdesk.exchange import nppes_files
from refdesk.exchange.guess import (
    IMPORTED,
    asks_day_first,
    guess_kinds,
    guess_layout,
    written_here,
)
from refdesk.exchange.layout import Layout, layout_key
from refdesk.exchange.nppes_filter import RegistryFilter
from refdesk.exchange.opening import Reading, Row, open_table
from refdesk.exchange.table import Stamp
from refdesk.exchange.targets import Target, missing_fields, place_of, targets
from refdesk.i18n import _
from refdesk.services.session import Desk

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


class Recognised:
    """One file, opened and recognised: what it holds, and what of it fills what.

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
        self.desk = desk
        self.path = path
        self.file_name = shown_name(path)
        self.filter = RegistryFilter()
        self.reading = Reading(sheet=sheet)
        self.open(what)

    def open(self, what: str) -> None:
        """Read the header and the first rows, and find out what they are, if nobody says `what`."""
        with open_table(self.path, self.reading) as table:
            self.header = table.header
            self.sheets, self.sheet, self.notes = table.sheets, table.sheet, table.notes
            self.stamp: Stamp = table.stamp
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
        kept = None if known in nppes_files.LABELS else self.kept_layout(known)
        if not known and kept is not None:
            known = kept.kind
        if not known:
            guessed = guess_kinds(self.header, self.samples, self.fields_of)
            known = guessed[0][0] if guessed and guessed[0][1] >= LIKELY else ""
        self.what = known
        self.recognised = bool(known)
        self.read_as(kept)

    def read_as(self, kept: Layout | None = None) -> None:
        """Take the columns as they were `kept`, or find out what fills what."""
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
            self.layout = guess_layout(self.of, self.header, self.fields_of, self.samples, explicit)
            brings = frozenset(one.field for one in self.brings)
            ours = written_here(self.of, self.header, self.fields_of, self.samples)
            self.layout = replace(self.layout, bring=brings, as_it_is=ours)

    def kept_layout(self, what: str) -> Layout | None:
        """Return how the newest file with these headings was read, if there was one."""
        kinds = [what] if what else [of.kind for of in IMPORTED]
        keys = [layout_key(kind, self.header) for kind in kinds]
        found = self.desk.db.having(ImportRun, "layout_key", keys)
        newest = max((row_id for ids in found.values() for row_id in ids), default=None)
        run = self.desk.db.get(ImportRun, newest) if newest else None
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
        return targets(self.of, self.fields_of) if self.of else ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The labels of needed fields that no column fills."""
        if self.of is None:
            return ()
        missing = missing_fields(self.of, self.layout.columns, self.fields_of)
        return tuple(_(own.label) for own in missing)

    @property
    def brings(self) -> tuple[Bring, ...]:
        """The references that columns fill and whose records can be added."""
        if self.of is None:
            return ()
        found: dict[str, Field] = {}
        for target in self.layout.columns.values():
            place = place_of(self.of, target, self.fields_of)
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
        return asks_day_first(self.layout.columns, self.samples, self.of, self.fields_of)

    @property
    def source(self) -> str:
        """Under which name the desk remembers what this file says."""
        return nppes_files.MAIN if self.is_registry else layout_key(self.what, self.header)

    def fields_of(self, of: type[Record]) -> Mapping[str, Field]:
        """Return the fields of a kind of record, the clinic's own among them."""
        return self.desk.fields(of)


def shown_name(path: Path) -> str:
    """Return the name of a file as it can be shown and kept."""
    name = path.name.encode("utf-8", "replace").decode("utf-8")
    return "".join(char if char.isprintable() else "?" for char in name)[:100]
