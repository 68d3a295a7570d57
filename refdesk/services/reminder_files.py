"""Reminders that leave the desk as a calendar file: through the gate, and into the register."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from pathlib import Path

from refdesk.domain.errors import UserError
from refdesk.domain.register import Purpose, Release, Way
from refdesk.exchange.calendar_out import BEGINS, CalendarEntry, calendar_file
from refdesk.exchange.new_file import NewFile
from refdesk.i18n import N_, _
from refdesk.services.outgoing import ExportDone
from refdesk.services.printing import today
from refdesk.services.records import Records
from refdesk.services.reminders import Reminder, Reminders, ReminderWish, about, holds_patients
from refdesk.services.session import Desk
from refdesk.store.listing import Filter, Query

SHEET = "calendar_file"
VISIT_MINUTES, CALL_MINUTES = 30, 15


class ReminderFiles:
    """Writes reminders to files and registers each."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._records = Records(desk)

    def save(
        self, wish: ReminderWish, path: Path, purpose: Purpose, now: dt.datetime
    ) -> ExportDone:
        """Write reminders as a calendar file.

        The file lies under its name only once the register has its line; if anything fails,
        nothing of it is left.

        Args:
            wish: which reminders.
            path: ends in .ics.
            purpose: why it leaves.
            now: the moment.

        Raises:
            UserError: nothing comes up, or the file is none to write a calendar to.
            KnownFailure: the folder is gone, full or read-only, or another program has the file.
        """
        if path.suffix.lower() != ".ics":  # so that no file of another kind is overwritten
            raise UserError(_("Give the file a name that ends in .ics."))
        found = Reminders(self._desk).coming(wish, now)
        if not found:
            raise UserError(_("Nothing comes up in these days, so there is nothing to save."))
        name = _("RefDesk, {clinic}").format(clinic=self._desk.clinic.name)
        content = calendar_file([self._entry(one) for one in found], name, now)
        with NewFile(path, begins=BEGINS) as file:
            file.write(content)
            file.complete()
            with self._desk.db.change(
                N_("Save reminders for a calendar"), by=self._desk.user.id
            ) as work:
                work.add(self._line(wish, found, purpose))
            file.finish()
        return ExportDone(path, len(found))

    def _entry(self, one: Reminder) -> CalendarEntry:
        # Made of random digits and a number: it says nothing of anybody.
        uid = uuid.uuid5(uuid.UUID(self._desk.id), f"{one.kind} {one.row_id}")
        title = ", ".join(part for part in (one.what, one.practice) if part)
        who = _("For {user}").format(user=one.who) if one.who else ""
        return CalendarEntry(
            uid=str(uid),
            day=one.day,
            at=one.at,
            minutes=VISIT_MINUTES if one.kind == "appointment" else CALL_MINUTES,
            title=title,
            text="\n".join(part for part in (one.more, who) if part),
            changed=one.changed,
        )

    def _line(self, wish: ReminderWish, found: Sequence[Reminder], purpose: Purpose) -> Release:
        day, own = today(), Release.fields
        same = Query(
            filters=(Filter(own["sheet"], plain=SHEET), Filter(own["day"], plain=day.isoformat()))
        )
        return Release(
            sheet=SHEET,
            about=about(wish, found),
            day=day,
            copy_number=len(self._records.ids(Release, same)) + 1,
            purpose=purpose,
            with_patients=holds_patients(found),
            way=Way.SAVED,
        )
