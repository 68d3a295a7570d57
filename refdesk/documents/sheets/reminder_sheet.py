"""Reminders on paper: what comes up, day by day, each with a box to tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refdesk.documents import style
from refdesk.documents.page import Document, Page
from refdesk.documents.pdf import draw
from refdesk.documents.printable import printable
from refdesk.documents.sheets.due_head import lay_due_follow_on, lay_due_head
from refdesk.documents.sheets.due_rows import (
    HEADING,
    LEADING,
    Cell,
    lay_cells,
    lay_heading,
)
from refdesk.documents.sheets.visit_head import frame_of, lay_feet, long_date
from refdesk.documents.style import Face, Frame, Style
from refdesk.documents.typesetting import wrap
from refdesk.domain.dates import show_date
from refdesk.i18n import _

if TYPE_CHECKING:
    from refdesk.documents.due_model import ReminderDay, ReminderLine, ReminderSheet
    from refdesk.documents.paper import Imprint

TIME_X, WHAT_X, PRACTICE_X, WHO_X = 20 / 540, 78 / 540, 320 / 540, 464 / 540
GAP = 12.0
TIME = Style(Face.SEMIBOLD, 9.5)
WHAT = Style(Face.SEMIBOLD, 9.5)
LINE = Style(Face.REGULAR, 9.5)
FIRST, BELOW = 14.0, 6.0  # from a row's rule to its first baseline; from its last to the next rule
MOST_LINES = 4


def render_reminders(sheet: ReminderSheet, imprint: Imprint) -> bytes:
    """Return the sheet as PDF bytes; the same reminders, date and copy give the same bytes.

    Raises:
        UserError: a text holds a character the fonts do not have.
    """
    return draw(lay_reminders(sheet, imprint))


def lay_reminders(sheet: ReminderSheet, imprint: Imprint) -> Document:
    """Lay the sheet out; see render_reminders."""
    sheet = printable(sheet)
    title, days = _("Reminders"), _days(sheet)
    page = Page(frame_of(imprint.paper))
    pages = [page]
    y = lay_due_head(page, title, days, sheet.clinic_name, sheet.facts)
    bottom = page.frame.footer + style.FOOTER_RULE_ABOVE + 6
    for day in sheet.days:
        for number, line in enumerate(day.lines):
            cells = _cells(page.frame, line)
            high = max(cell.down for cell in cells) + BELOW
            if y - high - (HEADING if number == 0 else 0) < bottom:
                page = Page(page.frame)
                pages.append(page)
                y = _lay_day(page, day, lay_due_follow_on(page, title, days), goes_on=number > 0)
            elif number == 0:
                y = _lay_day(page, day, y, goes_on=False)
            else:
                page.rule(page.frame.left, page.frame.right, y, style.HAIR)
            lay_cells(page, y, cells)
            y -= high
    if not sheet.days:
        page.rule(page.frame.left, page.frame.right, y, style.HEAVY)
        sentence = _("Nothing comes up in these days.")
        page.text(page.frame.left, y - 26, sentence, style.SECTION_TITLE)
    lay_feet(pages, title, _status(sheet), imprint)
    return Document(f"{title}, {show_date(sheet.first)}", tuple(pages))


def _lay_day(page: Page, day: ReminderDay, y: float, *, goes_on: bool) -> float:
    words = long_date(day.date)
    return lay_heading(page, y, _("{day}, continued").format(day=words) if goes_on else words)


def _cells(frame: Frame, line: ReminderLine) -> list[Cell]:
    wide = frame.right - frame.left
    time, what, practice, who = (
        frame.left + part * wide for part in (TIME_X, WHAT_X, PRACTICE_X, WHO_X)
    )
    columns = (
        (time, what, ((line.time, TIME),)),
        (what, practice, ((line.what, WHAT), (line.more, LINE))),
        (practice, who, ((line.practice, LINE),)),
        (who, frame.right + GAP, ((line.who, LINE),)),
    )
    cells: list[Cell] = []
    for x, end, texts in columns:
        down = FIRST
        for text, look in texts:
            for row in wrap(text, look, end - x - GAP, MOST_LINES):
                cells.append(Cell(x, down, row, look))
                down += LEADING
    return cells


def _days(sheet: ReminderSheet) -> str:
    if sheet.first == sheet.last:
        return show_date(sheet.first)
    return _("{first} to {last}").format(first=show_date(sheet.first), last=show_date(sheet.last))


def _status(sheet: ReminderSheet) -> str:
    if not sheet.personal:
        return _("No names; R-1 stands for referral 1. Shred after use.")
    return _("Shred after use. Personal data: {fields}").format(fields=", ".join(sheet.personal))
