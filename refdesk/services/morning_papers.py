"""The morning list on paper: what Today shows, section by section."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from refdesk.documents.model import ListColumn, ListRow, ListSheet
from refdesk.domain.dates import show_date
from refdesk.domain.errors import UserError
from refdesk.domain.register import Purpose
from refdesk.i18n import N_, _, plural
from refdesk.services.run import Run
from refdesk.services.session import Desk

COLUMNS = (N_("What"), N_("Who"), N_("Where it stands"), N_("Practice"), N_("Due"), N_("Next"))
PERSONAL = (N_("Who"), N_("Where it stands"))


@dataclass(frozen=True, slots=True)
class MorningRow:
    """One line: its section, and what stands in the columns after it."""

    section: str
    cells: tuple[str, ...] = field(repr=False)


class MorningPapers:
    """Makes the morning list."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def run(self, rows: Sequence[MorningRow], day: dt.date, whose: str) -> Run:
        """Return the list of a day, ready to be printed; it names patients, and says so.

        Args:
            rows: in the order of the sections.
            day: at the clinic.
            whose: whose work it is, in words.

        Raises:
            UserError: nothing is due.
        """
        from refdesk.documents.sheets.list_sheet import render_list  # noqa: PLC0415  heavy

        if not rows:
            raise UserError(_("Nothing is due, so there is nothing to print."))
        name = _("Morning list")
        sheet = ListSheet(
            clinic_name=self._desk.clinic.name,
            name=name,
            title=_("{name}, {day}").format(name=name, day=show_date(day)),
            count=plural("{count} row", "{count} rows", len(rows)),
            filters=whose,
            columns=tuple(ListColumn(label=_(label)) for label in COLUMNS),
            rows=tuple(
                ListRow(number=number, cells=(row.section, *row.cells))
                for number, row in enumerate(rows, start=1)
            ),
            personal=tuple(map(_, PERSONAL)),
        )
        return Run(
            sheet="morning_list",
            title=name,
            label=N_("Print the morning list"),
            about=whose,
            day=day,
            purpose=Purpose.TREATMENT,
            with_patients=True,
            render=lambda imprint: render_list(sheet, imprint)[0],
        )
