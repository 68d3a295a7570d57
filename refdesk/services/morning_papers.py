"""The morning list on paper: what Today shows, with the phones and room to write."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from refdesk.documents.due_model import MorningGroup, MorningLine, MorningList
from refdesk.domain.errors import UserError
from refdesk.domain.patient import Patient
from refdesk.domain.referral import Referral
from refdesk.domain.register import Purpose
from refdesk.i18n import N_, _, plural
from refdesk.services.reach import Reach, reach_of
from refdesk.services.records import Records
from refdesk.services.run import Run
from refdesk.services.session import Desk


@dataclass(frozen=True, slots=True)
class MorningRow:
    """One thing to do, in words; of a referral, the phone stands beside it."""

    kind: str
    row_id: int
    name: str = field(repr=False)
    words: str = field(repr=False)
    beside: str = field(repr=False)
    due: str
    action: str
    flag: str = ""


@dataclass(frozen=True, slots=True)
class MorningSection:
    """Some rows under their title; `of` says how many there are, `rest` how many are left out."""

    title: str
    of: str
    rows: Sequence[MorningRow]
    rest: int = 0


class MorningPapers:
    """Makes the morning list."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._records = Records(desk)

    def run(self, sections: Sequence[MorningSection], day: dt.date, whose: str) -> Run:
        """Return the list of a day, ready to be printed; it names patients, and says so.

        Args:
            sections: in their order; those without rows are left out.
            day: at the clinic.
            whose: whose work it is, in words.

        Raises:
            UserError: nothing is due.
        """
        from refdesk.documents.sheets.morning_list import (  # noqa: PLC0415  heavy
            render_morning_list,
        )

        if not any(section.rows for section in sections):
            raise UserError(_("Nothing is due, so there is nothing to print."))
        sheet = self._sheet([one for one in sections if one.rows], day, whose)
        return Run(
            sheet="morning_list",
            title=_("Morning list"),
            label=N_("Print the morning list"),
            about=whose,
            day=day,
            purpose=Purpose.TREATMENT,
            with_patients=True,
            render=lambda imprint: render_morning_list(sheet, imprint),
            remarks=_remarks(sum(one.rest for one in sections)),
        )

    def _sheet(self, sections: Sequence[MorningSection], day: dt.date, whose: str) -> MorningList:
        rows = [row for section in sections for row in section.rows]
        reach = self._reach([row.row_id for row in rows if row.kind == Referral.kind])
        numbers = itertools.count(1)
        groups = (
            MorningGroup(
                title=section.title,
                of=_of(section),
                lines=tuple(_line(next(numbers), row, reach) for row in section.rows),
            )
            for section in sections
        )
        urgent = len({row.row_id for row in rows if row.flag})
        return MorningList(
            clinic_name=self._desk.clinic.name,
            date=day,
            facts=((_("For"), whose), (_("Rows"), f"{len(rows):,}"), (_("Urgent"), f"{urgent:,}")),
            groups=tuple(groups),
        )

    def _reach(self, referral_ids: Sequence[int]) -> dict[int, Reach]:
        """Return how the patient of each referral is reached."""
        referrals = self._records.page(Referral, list(dict.fromkeys(referral_ids)))
        ids = sorted({int(one.patient) for one in referrals})
        known = reach_of(self._desk, self._records.page(Patient, ids))
        return {one.id: known.get(int(one.patient), Reach()) for one in referrals}


def _line(number: int, row: MorningRow, reach: Mapping[int, Reach]) -> MorningLine:
    way = reach.get(row.row_id) if row.kind == Referral.kind else None
    return MorningLine(
        number=number,
        name=row.name,
        words=row.words,
        beside=row.beside,
        due=row.due,
        action=row.action,
        flag=row.flag.upper(),
        phones=way.phones if way else None,
        best=way.best if way else "",
    )


def _of(section: MorningSection) -> str:
    if not section.rest:
        return section.of
    here = plural("{count} is on this sheet", "{count} are on this sheet", len(section.rows))
    return _("{of}; {here}").format(of=section.of, here=here)


def _remarks(rest: int) -> tuple[str, ...]:
    """Return what is said of rows that have no place on the sheet."""
    if not rest:
        return ()
    return (
        plural(
            "{count} more row is left out; its section names how many there are.",
            "{count} more rows are left out; their sections name how many there are.",
            rest,
        ),
    )
