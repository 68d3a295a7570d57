"""Reminders on paper: what comes up, day by day."""

from __future__ import annotations

import datetime as dt
from itertools import groupby

from refdesk.documents.due_model import ReminderDay, ReminderLine, ReminderSheet
from refdesk.domain.clock import BusinessClock
from refdesk.domain.dates import show_time
from refdesk.domain.errors import UserError
from refdesk.domain.register import Purpose
from refdesk.i18n import N_, _
from refdesk.services.reminders import Reminder, Reminders, ReminderWish, about, holds_patients
from refdesk.services.run import Run
from refdesk.services.session import Desk

MOST = 1_000


class ReminderPapers:
    """Makes the sheet of reminders."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def reminders(self, wish: ReminderWish, purpose: Purpose, now: dt.datetime) -> Run:
        """Return what comes up, ready to be printed.

        Raises:
            UserError: nothing comes up, or too much for paper.
        """
        from refdesk.documents.sheets.reminder_sheet import render_reminders  # noqa: PLC0415  heavy

        service = Reminders(self._desk)
        found, clock = service.coming(wish, now), service.clock
        if not found:
            raise UserError(_("Nothing comes up in these days, so there is nothing to print."))
        if len(found) > MOST:
            raise UserError(
                _(
                    "{count} reminders are too many for paper; {most} are the most. Choose fewer "
                    "days, or save them as a file."
                ).format(count=f"{len(found):,}", most=f"{MOST:,}")
            )
        sheet = self._sheet(wish, found, clock, clock.day_of(now))
        return Run(
            sheet="reminders",
            title=_("Reminders"),
            label=N_("Print reminders"),
            about=about(wish, found),
            day=sheet.first,
            purpose=purpose,
            with_patients=holds_patients(found),
            render=lambda imprint: render_reminders(sheet, imprint),
        )

    def _sheet(
        self, wish: ReminderWish, found: list[Reminder], clock: BusinessClock, today: dt.date
    ) -> ReminderSheet:
        whose = _("Everybody") if wish.owner is None else self._desk.user.name
        numbered = enumerate(found, start=1)
        days = groupby(numbered, key=lambda one: one[1].day)
        return ReminderSheet(
            clinic_name=self._desk.clinic.name,
            first=today,
            last=today + dt.timedelta(days=wish.days - 1),
            facts=((_("For"), whose), (_("Reminders"), f"{len(found):,}")),
            days=tuple(
                ReminderDay(
                    date=day, lines=tuple(_line(number, one, clock) for number, one in lines)
                )
                for day, lines in days
            ),
            personal=tuple(map(_, wish.personal)),
        )


def _line(number: int, one: Reminder, clock: BusinessClock) -> ReminderLine:
    return ReminderLine(
        number=number,
        time=show_time(one.at.astimezone(clock.zone).time()) if one.at else "",
        what=one.what,
        more=one.more,
        practice=one.practice,
        who=one.who,
    )
