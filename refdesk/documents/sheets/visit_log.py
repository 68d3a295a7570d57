"""The visit log: a liaison's day, three stops to a page, to read in the car and to write on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refdesk.documents import style
from refdesk.documents.page import Align, Document, Page
from refdesk.documents.pdf import draw
from refdesk.documents.printable import printable
from refdesk.documents.sheets.visit_head import (
    FIGURES,
    FIRST_TOP,
    ODOMETER,
    TITLE,
    frame_of,
    lay_feet,
    lay_head,
    long_date,
)
from refdesk.documents.sheets.visit_stop import block_of, lay_stop
from refdesk.documents.sheets.visit_strip import ROW, strip_rows
from refdesk.documents.typesetting import elide, width
from refdesk.domain.dates import show_date
from refdesk.i18n import _

if TYPE_CHECKING:
    from refdesk.documents.model import Stop, VisitLog
    from refdesk.documents.paper import Imprint
    from refdesk.documents.style import Frame

STOPS_A_PAGE = 3
NEXT_TOP = 51.0
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
    frame = frame_of(imprint.paper)
    pages = []
    groups = _share_out(log.stops, frame)
    for number, stops in enumerate(groups):
        page = Page(frame)
        y = _lay_first(page, log) if number == 0 else _lay_follow_on(page, log, stops)
        for stop in stops:
            lay_stop(page, stop, y)
            y -= block_of(frame)
        if number == len(groups) - 1:
            y = _lay_days_end(page, y)
        _lay_notes(page, y)
        pages.append(page)
    name = _("Visit log {code}").format(code=log.code)
    status = _("No patient data. Keep with you; shred after the evening entry.")
    lay_feet(pages, name, status, imprint)
    return Document(f"{name}, {show_date(log.date)}", tuple(pages))


def _share_out(stops: tuple[Stop, ...], frame: Frame) -> list[tuple[Stop, ...]]:
    """Return the stops of each page: the strip and the day's end take a stop's room where long."""
    lower = (strip_rows(len(stops)) - 1) * ROW
    block = block_of(frame)
    first = STOPS_A_PAGE - -int(-lower // block)
    left = frame.size[1] - FIRST_TOP - lower - first * block
    if len(stops) == first and left < frame.footer + DAYS_END:
        first -= 1  # the day's end would stand alone on the next page
    groups = [stops[:first]]
    groups += [stops[at : at + STOPS_A_PAGE] for at in range(first, len(stops), STOPS_A_PAGE)]
    return groups


def _lay_first(page: Page, log: VisitLog) -> float:
    y = lay_head(page, log, _("Visit log"))
    odometer = page.frame.right - ODOMETER
    baseline = page.frame.size[1] - FIGURES
    page.text(odometer, baseline + 14, _("Odometer").upper(), style.CAPTION)
    page.rule(odometer, page.frame.right, baseline, style.WRITE_IN)
    return y


def _lay_follow_on(page: Page, log: VisitLog, stops: tuple[Stop, ...]) -> float:
    frame, y = page.frame, page.frame.size[1] - TITLE
    code = page.text(frame.right, y, log.code, style.SHEET_CODE, Align.RIGHT)
    left = frame.left + page.text(frame.left, y, _("Visit log"), style.FOLLOW_ON_TITLE) + 12
    span = _("stops {first} to {last} of {all}") if len(stops) > 1 else _("stop {last} of {all}")
    here = span.format(first=stops[0].number, last=stops[-1].number, all=log.stops[-1].number)
    room = frame.right - left - code - 15
    fixed = width(f"{long_date(log.date)}  ·    ·  {here}", style.FOLLOW_ON)
    liaison = elide(log.liaison, style.FOLLOW_ON, room - fixed)
    parts = [part for part in (long_date(log.date), liaison, here) if part]
    page.text(left, y, "  ·  ".join(parts), style.FOLLOW_ON)
    return frame.size[1] - NEXT_TOP


def _lay_days_end(page: Page, top: float) -> float:
    left, right = page.frame.left, page.frame.right
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
    bottom = page.frame.footer + style.FOOTER_RULE_ABOVE + 14
    lines = int((top - 30 - bottom) // NOTES_PITCH)
    if lines < 3:
        return
    page.rule(page.frame.left, page.frame.right, top, style.HEAVY)
    page.text(page.frame.left, top - 18, _("Notes"), style.SECTION_TITLE)
    for line in range(1, lines + 1):
        y = top - 20 - line * NOTES_PITCH
        page.rule(page.frame.left, page.frame.right, y, style.WRITE_IN)
