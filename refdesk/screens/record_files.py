"""The panel of a record's files: a line for each, and the place where others are dropped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from refdesk.domain.attachment import Attachment
from refdesk.i18n import _
from refdesk.screens.day_words import short_date
from refdesk.screens.file_words import icon_of, measure
from refdesk.screens.panels import Content, Deed, Line
from refdesk.services.attachments import Attachments
from refdesk.services.case import Case
from refdesk.services.records import Records
from refdesk.services.session import Desk

ATTACH, RENAME, REMOVE = "attach", "rename_file", "remove_file"
"""What can be done with files, by the names of the deeds."""
DEEDS = frozenset({ATTACH, RENAME, REMOVE})
Who = Callable[[int | None], str]
"""Returns the name of one of us."""


def files(case: Case) -> Content:
    """The files of a referral, the newest first."""
    return _content(case.files, case.user, case.today)


def record_files(desk: Desk, kind: str, row_id: int, today: dt.date) -> Content:
    """Return the files of a record, the newest first."""
    found = Attachments(desk).of(kind, row_id)
    by = {int(one.created_by) for one in found if one.created_by}
    names = Records(desk).titles("user", by) if by else {}
    return _content(found, lambda who: names.get(int(who or 0), ""), today)


def _content(found: Sequence[Attachment], who: Who, today: dt.date) -> Content:
    return Content(
        lines=tuple(_line(one, who(one.created_by), today) for one in found),
        deeds=(Deed(ATTACH, _("Attach"), "F"),),
        count=str(len(found) or ""),
        drop=_("Drop a file here; it is encrypted"),
    )


def _line(file: Attachment, who: str, today: dt.date) -> Line:
    at = file.created_at.astimezone().date() if file.created_at else today
    return Line(
        short_date(at, today),
        file.name,
        time=measure(file),
        icon=icon_of(file),
        who=who,
        kind=Attachment.kind,
        row_id=file.id,
        changes=Deed(RENAME, _("Rename"), kind=Attachment.kind, row_id=file.id),
        removes=Deed(REMOVE, _("Remove"), kind=Attachment.kind, row_id=file.id),
    )
