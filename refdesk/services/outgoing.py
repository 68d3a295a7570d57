"""Lists that leave the desk as files: through the gate, and into the register."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.record import Record
from refdesk.domain.register import Purpose
from refdesk.exchange.csv_out import CsvFile, cells, headings
from refdesk.i18n import _
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.shown import NOBODY, Shown, fields_of, personal_fields, release, slices
from refdesk.services.typed import naming_field
from refdesk.services.work import Progress
from refdesk.store.rows import sort_key


@dataclass(frozen=True, slots=True)
class ExportDone:
    """The file that was written, and how many records it holds."""

    path: Path
    rows: int


class Outgoing:
    """Writes lists to files and registers each."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._records = Records(desk)

    def needs_purpose(self, shown: Shown) -> tuple[Field, ...]:
        """Return the columns that hold personal data; if there are any, a purpose is asked for.

        Raises:
            UserError: a column is no field.
        """
        return personal_fields(self._desk, shown)

    def export_csv(
        self, shown: Shown, path: Path, purpose: Purpose, progress: Progress
    ) -> ExportDone:
        """Write what a list shows as a table for spreadsheets, which an import reads back.

        The file lies under its name only once the register has its line; if anything fails or a
        person stops it, nothing of it is left.

        Raises:
            UserError: nothing is shown, or the file is none to write such a table to.
            KnownFailure: the folder is gone, full or read-only, or another program has the file.
            Cancelled: a person stopped it.
        """
        fields = fields_of(self._desk, shown)
        if path.suffix.lower() != ".csv":  # so that no file of another kind is overwritten
            raise UserError(_("Give the file a name that ends in .csv."))
        if not shown.ids:
            raise UserError(_("The list is empty: there is nothing to export."))
        label = _("Export {kind}").format(kind=_(shown.of.many).lower())
        rows = 0
        with CsvFile(path) as file:
            file.add([headings(fields)])
            for found, titles in slices(self._records, shown, fields, progress):
                certain = {kind: self._certain(kind, named) for kind, named in titles.items()}
                file.add(_row(record, fields, certain) for record in found)
                rows += len(found)
            file.complete()
            entry, _today = release(self._desk, shown, "csv", rows, purpose)
            with self._desk.db.change(label, by=self._desk.user.id) as work:
                work.add(entry)
            file.finish()
        return ExportDone(path, rows)

    def _certain(self, kind: str, titles: Mapping[int, str]) -> dict[int, str]:
        """Return names that an import finds again, with the number where the name is not enough."""
        of = BY_NAME[kind]
        name = naming_field(of)
        column = f"{name}_key" if name else ""
        keys = {row_id: sort_key(title) for row_id, title in titles.items()} if name else {}
        found = (
            self._desk.db.having(of, column, list({*filter(None, keys.values())})) if name else {}
        )
        return {
            row_id: title
            if len(found.get(keys.get(row_id), ())) == 1 and not _MISREAD.search(title)
            else f"{_PARTS.sub(',', title)} (#{row_id})".strip()
            for row_id, title in titles.items()
        }


_PARTS = re.compile(r"[;\n]")
_MISREAD = re.compile(r"[;\n]|^\W*[0-9]+\W*$|,\s*#?[0-9]+\s*(,|$)|\(#[0-9]+\)\s*$|^\s|\s$")


def _row(
    record: Record, fields: Sequence[Field], titles: Mapping[str, Mapping[int, str]]
) -> list[str]:
    row: list[str] = []
    for own in fields:
        row += cells(own, own.value_of(record), titles.get(own.target_kind, NOBODY))
    return row
