"""A file on its way in: what it holds, how it is to be read, and what it would do to the desk."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.errors import UserError
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.domain.referral import Referral
from refdesk.domain.text import fold
from refdesk.exchange import nppes_files
from refdesk.exchange.arrival import Reader
from refdesk.exchange.guess import (
    IMPORTED,
)
from refdesk.exchange.matching import require
from refdesk.exchange.nppes_filter import RegistryFilter
from refdesk.exchange.nppes_rows import Holders
from refdesk.exchange.opening import Table, open_table
from refdesk.exchange.sheet import Sheet
from refdesk.exchange.targets import Target, place_of
from refdesk.i18n import _
from refdesk.services.listed import ListedSources
from refdesk.services.looked import Look, Unknown
from refdesk.services.planned import Planner
from refdesk.services.reading import Seen, walk
from refdesk.services.recognised import SAMPLES, Bring, ColumnLook, Recognised
from refdesk.services.references import References
from refdesk.services.staged import MOST, Stage, too_many
from refdesk.services.work import Progress

__all__ = ["IMPORTED", "Bring", "ColumnLook", "Incoming", "RegistryFilter", "Target"]


class Incoming(Recognised):
    """One file on its way in; nothing of the desk is changed before `services.transfer`."""

    def choose_sheet(self, name: str) -> None:
        """Read another sheet of the workbook."""
        self.reading = replace(self.reading, sheet=name)
        self.open("")

    def choose_what(self, code: str) -> None:
        """Read the rows as something else."""
        if code != self.what:
            self.what = code
            self.read_as(self.kept_layout(code) if code in BY_NAME else None)

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
            require(self.of, self.header, self.layout.columns, self.fields_of)
        self._refuse_too_many()
        seen = Seen(Stage())
        seen.stop = self.desk.listen(seen.heard)
        try:
            self._walk(seen, progress)
        except BaseException:
            seen.stop()
            raise
        unknown = tuple(
            self._unknown(target, text, rows) for (target, text), rows in seen.unknown.most_common()
        )
        return Look(self.desk, self.file_name, self.what, self.header, seen, unknown=unknown)

    def _walk(self, seen: Seen, progress: Progress) -> None:
        references = References(self.desk)
        with open_table(self.path, self.reading, self.stamp) as table:
            reader = self._reader(table, references)
            planner = Planner(
                self.desk,
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
        if self.stamp.size > 3 * MOST * max(usual, 2.0):
            raise too_many()

    def _reader(self, table: Table, references: References) -> Reader:
        if self.is_registry:
            return nppes_files.reader(self.what, table.header, self.filter, self._holders())
        of = self.of
        if of is None:
            raise UserError(_("Say what the rows of this file are."))
        listed = ListedSources(self.desk).by_name() if of is Referral else {}
        return Sheet(of, table.header, self.fields_of, self.layout, references.value, listed)

    def _holders(self) -> Holders:
        people, practices = (
            frozenset(map(str, self.desk.db.filled(of, "npi"))) for of in (Person, Practice)
        )
        return Holders(people=people, practices=practices)

    def _unknown(self, target: str, text: str, rows: int) -> Unknown:
        place = place_of(self.of, target, self.fields_of) if self.of else None
        choices = place.field.choices if place else ()
        options = tuple((_(one.label), _(one.label)) for one in choices)
        return Unknown(target, _(place.field.label) if place else target, text, rows, options)
