"""The visit log: a liaison's day, three stops to a page, to read in the car and to write on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refdesk.documents import style
from refdesk.documents.page import Align, Document, Page, add_footers
from refdesk.documents.pdf import draw
from refdesk.documents.printable import printable
from refdesk.documents.sheets.visit_stop import BLOCK, lay_stop
from refdesk.documents.sheets.visit_strip import ROW, lay_strip, strip_rows
from refdesk.documents.typesetting import elide, fit, width
from refdesk.domain.dates import show_date
from refdesk.i18n import _

if TYPE_CHECKING:
    import datetime as dt

    from refdesk.documents.model import Stop, VisitLog
    from refdesk.documents.paper import Imprint

FRAME = style.VISIT_LOG
STOPS_A_PAGE = 3
TITLE_Y = 753.0
FIRST_TOP = 653.0  # where the stops begin under a strip of one line
EMPTY_TOP = 706.0
NEXT_TOP = 741.0
DAYS_END = 84.0  # from its rule to its last line
NOTES_PITCH = 26.0


def render_visit_log(log: VisitLog, imprint: Imprint) -> bytes:
    """Return the sheet as PDF bytes; the same day, date and copy number give the same bytes.

    Raises:
        UserError: a text holds a character the fonts do not have.
    """
    return draw(lay_visit_log(log, imprint))


def lay_visit_log(log: VisitLog, imprint: Imprint) -> Document:
    """Lay the sheet out; see render_visit_log."""
    log = printable(log)
    pages = []
    groups = _share_out(log.stops)
    for number, stops in enumerate(groups):
        page = Page(FRAME)
        y = _lay_head(page, log) if number == 0 else _lay_follow_on(page, log, stops)
        for stop in stops:
            lay_stop(page, stop, y)
            y -= BLOCK
        if number == len(groups) - 1:
            y = _lay_days_end(page, y)
        _lay_notes(page, y)
        pages.append(page)
    name = _("Visit log {code}").format(code=log.code)
    line = _("{name}  ·  Copy {copy}  ·  Printed {date}  ·  Page {page} of {pages}")
    status = _("No patient data. Keep with you; shred after the evening entry.")
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
    return Document(f"{name}, {show_date(log.date)}", tuple(pages))


def _share_out(stops: tuple[Stop, ...]) -> list[tuple[Stop, ...]]:
    """Return the stops of each page: the strip and the day's end take a stop's room where long."""
    lower = (strip_rows(len(stops)) - 1) * ROW
    first = STOPS_A_PAGE - -int(-lower // BLOCK)
    if len(stops) == first and FIRST_TOP - lower - first * BLOCK < FRAME.footer + DAYS_END:
        first -= 1  # the day's end would stand alone on the next page
    groups = [stops[:first]]
    groups += [stops[at : at + STOPS_A_PAGE] for at in range(first, len(stops), STOPS_A_PAGE)]
    return groups


def _lay_head(page: Page, log: VisitLog) -> float:
    left = FRAME.left + page.text(FRAME.left, TITLE_Y, _("Visit log"), style.TITLE) + 15
    left += page.text(left, TITLE_Y, _long_date(log.date), style.SUBTITLE)
    room = FRAME.right - left - 15
    page.text(FRAME.right, 762, *fit(log.code, style.SHEET_CODE, room), Align.RIGHT)
    page.text(FRAME.right, 751, *fit(log.clinic_name, style.LABEL, room), Align.RIGHT)
    _lay_figures(page, log)
    if not log.stops:
        page.rule(FRAME.left, FRAME.right, EMPTY_TOP, style.HEAVY)
        sentence = _("No stops are planned for this day.")
        page.text(FRAME.left, EMPTY_TOP - 26, sentence, style.SECTION_TITLE)
        return EMPTY_TOP - 46
    lay_strip(page, log, FIRST_TOP + 42)
    return FIRST_TOP - (strip_rows(len(log.stops)) - 1) * ROW


def _lay_figures(page: Page, log: VisitLog) -> None:
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
    odometer = FRAME.right - 70
    wide = [
        max(width(caption.upper(), style.CAPTION), width(figure, style.FIGURE))
        for caption, figure in figures
    ]
    room = odometer - FRAME.left - sum(wide) - 18 * (len(figures) + 1)
    liaison = elide(log.liaison, style.FIGURE, room)
    figures.insert(0, (_("Liaison"), liaison))
    wide.insert(0, max(width(liaison, style.FIGURE), width(_("Liaison"), style.CAPTION)))
    gap = (odometer - FRAME.left - sum(wide)) / len(figures)
    x = FRAME.left
    for (caption, figure), room in zip(figures, wide, strict=True):
        page.text(x, 734, caption.upper(), style.CAPTION)
        page.text(x, 720, figure, style.FIGURE)
        x += room + gap
    page.text(odometer, 734, _("Odometer").upper(), style.CAPTION)
    page.rule(odometer, FRAME.right, 720, style.WRITE_IN)


def _lay_follow_on(page: Page, log: VisitLog, stops: tuple[Stop, ...]) -> float:
    code = page.text(FRAME.right, TITLE_Y, log.code, style.SHEET_CODE, Align.RIGHT)
    left = FRAME.left + page.text(FRAME.left, TITLE_Y, _("Visit log"), style.FOLLOW_ON_TITLE) + 12
    span = _("stops {first} to {last} of {all}") if len(stops) > 1 else _("stop {last} of {all}")
    here = span.format(first=stops[0].number, last=stops[-1].number, all=log.stops[-1].number)
    room = FRAME.right - left - code - 15
    fixed = width(f"{_long_date(log.date)}  ·    ·  {here}", style.FOLLOW_ON)
    liaison = elide(log.liaison, style.FOLLOW_ON, room - fixed)
    parts = [part for part in (_long_date(log.date), liaison, here) if part]
    page.text(left, TITLE_Y, "  ·  ".join(parts), style.FOLLOW_ON)
    return NEXT_TOP


def _lay_days_end(page: Page, top: float) -> float:
    left, right = FRAME.left, FRAME.right
    page.rule(left, right, top, style.HEAVY)
    page.text(left, top - 18, _("Day’s end"), style.SECTION_TITLE)
    labels = (_("Odometer start"), _("Odometer end"), _("Miles driven"), _("Parking, tolls $"))
    gap = 10.0
    free = right - left - gap * (len(labels) - 1)
    line = (free - sum(width(label, style.LABEL) for label in labels)) / len(labels)
    x = left
    for label in labels:
        end = x + width(label, style.LABEL) + line
        page.write_in(x, end, top - 44, label)
        x = end + gap
    page.write_in(left, left + 357, top - 68, _("For tomorrow"))
    page.write_in(left + 367, right, top - 68, _("Signed"))
    return top - DAYS_END


def _lay_notes(page: Page, top: float) -> None:
    """Rule what stays free for notes, if it is worth it."""
    bottom = FRAME.footer + style.FOOTER_RULE_ABOVE + 14
    lines = int((top - 30 - bottom) // NOTES_PITCH)
    if lines < 3:
        return
    page.rule(FRAME.left, FRAME.right, top, style.HEAVY)
    page.text(FRAME.left, top - 18, _("Notes"), style.SECTION_TITLE)
    for line in range(1, lines + 1):
        y = top - 20 - line * NOTES_PITCH
        page.rule(FRAME.left, FRAME.right, y, style.WRITE_IN)


def _long_date(date: dt.date) -> str:
    return f"{date:%A}, {date:%B} {date.day}, {date.year}"
