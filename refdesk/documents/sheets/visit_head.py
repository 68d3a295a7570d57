"""What stands at the head and the foot of the sheets of a day: figures and order strip."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from refdesk.documents import style
from refdesk.documents.page import Align, Page, add_footers
from refdesk.documents.paper import Imprint, Paper
from refdesk.documents.sheets.visit_strip import ROW, lay_strip, strip_rows
from refdesk.documents.style import Frame
from refdesk.documents.typesetting import elide, fit, width
from refdesk.domain.dates import show_date
from refdesk.i18n import _

if TYPE_CHECKING:
    from refdesk.documents.model import VisitLog

# From the upper edge of the page:
TITLE = 39.0
FIGURES = 72.0
FIRST_TOP = 139.0  # what follows a strip of one line
EMPTY_TOP = 86.0
ODOMETER = 70.0  # from the right margin


def frame_of(paper: Paper) -> Frame:
    """Return the pages of a day's sheets on this paper: margins stay."""
    like = style.VISIT_LOG
    return Frame(paper.size, like.side, like.top, like.footer)


def lay_head(page: Page, log: VisitLog, title: str) -> float:
    """Lay title, figures and order strip; return where the rest begins."""
    frame, top = page.frame, page.frame.size[1]
    left = frame.left + page.text(frame.left, top - TITLE, title, style.TITLE) + 15
    left += page.text(left, top - TITLE, long_date(log.date), style.SUBTITLE)
    room = frame.right - left - 15
    page.text(frame.right, top - 30, *fit(log.code, style.SHEET_CODE, room), Align.RIGHT)
    page.text(frame.right, top - 41, *fit(log.clinic_name, style.LABEL, room), Align.RIGHT)
    _lay_figures(page, log)
    if not log.stops:
        page.rule(frame.left, frame.right, top - EMPTY_TOP, style.HEAVY)
        sentence = _("No stops are planned for this day.")
        page.text(frame.left, top - EMPTY_TOP - 26, sentence, style.SECTION_TITLE)
        return top - EMPTY_TOP - 46
    lay_strip(page, log, top - FIRST_TOP + 42)
    return top - FIRST_TOP - (strip_rows(len(log.stops)) - 1) * ROW


def _lay_figures(page: Page, log: VisitLog) -> None:
    frame, y = page.frame, page.frame.size[1] - FIGURES
    hours, minutes = divmod(log.office_minutes, 60)
    no_drives = bool(log.stops) and log.back_minutes is None
    drive, miles = _("{count} min").format(count=log.drive_minutes), f"{log.miles:,.1f}"
    figures = [
        (
            _("Leave – back"),
            f"{log.leave} – {log.back}" if log.leave or log.back else style.UNKNOWN,
        ),
        (_("Stops"), str(len(log.stops))),
        (_("Drive"), style.UNKNOWN if no_drives else drive),
        (_("Miles"), style.UNKNOWN if no_drives else miles),
        (_("In offices"), _("{hours} h {minutes:02}").format(hours=hours, minutes=minutes)),
    ]
    if not log.office_minutes:
        figures.pop()
    odometer = frame.right - ODOMETER
    wide = [
        max(width(caption.upper(), style.CAPTION), width(figure, style.FIGURE))
        for caption, figure in figures
    ]
    room = odometer - frame.left - sum(wide) - 18 * (len(figures) + 1)
    liaison = elide(log.liaison, style.FIGURE, room)
    figures.insert(0, (_("Liaison"), liaison))
    wide.insert(0, max(width(liaison, style.FIGURE), width(_("Liaison"), style.CAPTION)))
    gap = (odometer - frame.left - sum(wide)) / len(figures)
    x = frame.left
    for (caption, figure), room in zip(figures, wide, strict=True):
        page.text(x, y + 14, caption.upper(), style.CAPTION)
        page.text(x, y, figure, style.FIGURE)
        x += room + gap


def lay_feet(pages: Sequence[Page], name: str, status: str, imprint: Imprint) -> None:
    """Lay the footers: privacy status, and name, copy, date and page."""
    line = _("{name}  ·  Copy {copy}  ·  Printed {date}  ·  Page {page} of {pages}")
    lines = [
        line.format(
            name=name,
            copy=imprint.copy,
            date=show_date(imprint.printed),
            page=number,
            pages=len(pages),
        )
        for number in range(1, len(pages) + 1)
    ]
    add_footers(pages, status, lines)


def long_date(date: dt.date) -> str:
    """Return ``Tuesday, November 24, 2026``."""
    return f"{date:%A}, {date:%B} {date.day}, {date.year}"
