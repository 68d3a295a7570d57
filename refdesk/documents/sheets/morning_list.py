"""The morning list: what is due, each row with a box to tick, the phone and a line to write on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refdesk.documents import style
from refdesk.documents.page import Document, Page, pill_width
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
from refdesk.documents.typesetting import fit, width, wrap
from refdesk.domain.dates import show_date
from refdesk.i18n import _

if TYPE_CHECKING:
    from refdesk.documents.due_model import MorningLine, MorningList
    from refdesk.documents.paper import Imprint

FIRST = 13.0  # from a row's rule to its first baseline
ROW = 30.5  # two lines of text, and room to write above the line at the right
RULE = FIRST + LEADING  # from a row's rule to the line to write on
NAME_X, PHONE_X, DUE_X, WRITE_X = 17 / 540, 224 / 540, 343 / 540, 436 / 540
GAP = 10.0
FLAG_GAP = 6.0
NAME = Style(Face.SEMIBOLD, 10.5)
LONG_NAME = Style(Face.SEMIBOLD, 9.5)
PHONE = Style(Face.BOLD, 10.5)
DUE = Style(Face.SEMIBOLD, 9.5)
LINE = Style(Face.REGULAR, 9.5)


def render_morning_list(sheet: MorningList, imprint: Imprint) -> bytes:
    """Return the sheet as PDF bytes; the same rows, date and copy number give the same bytes.

    Raises:
        UserError: a text holds a character the fonts do not have.
    """
    return draw(lay_morning_list(sheet, imprint))


def lay_morning_list(sheet: MorningList, imprint: Imprint) -> Document:
    """Lay the sheet out; see render_morning_list."""
    sheet = printable(sheet)
    title, day = _("Morning list"), long_date(sheet.date)
    page = Page(frame_of(imprint.paper))
    pages = [page]
    y = lay_due_head(page, title, day, sheet.clinic_name, sheet.facts)
    bottom = page.frame.footer + style.FOOTER_RULE_ABOVE + 6
    for group in sheet.groups:
        for number, line in enumerate(group.lines):
            if y - ROW - (HEADING if number == 0 else 0) < bottom:
                page = Page(page.frame)
                pages.append(page)
                y = lay_due_follow_on(page, title, day)
                words = _("{title}, continued").format(title=group.title)
                y = lay_heading(page, y, words if number else group.title, group.of)
            elif number == 0:
                y = lay_heading(page, y, group.title, group.of)
            else:
                page.rule(page.frame.left, page.frame.right, y, style.HAIR)
            _lay_row(page, y, line)
            y -= ROW
    if not sheet.groups:
        page.rule(page.frame.left, page.frame.right, y, style.HEAVY)
        page.text(page.frame.left, y - 26, _("Nothing is due."), style.SECTION_TITLE)
    status = _("Patient data. Keep it with you; shred it once it is typed in.")
    lay_feet(pages, title, status, imprint)
    return Document(f"{title}, {show_date(sheet.date)}", tuple(pages))


def _lay_row(page: Page, y: float, line: MorningLine) -> None:
    frame = page.frame
    cells = _cells(frame, line)
    lay_cells(page, y, cells)
    if line.flag:
        x = cells[0].x + width(cells[0].text, cells[0].look) + FLAG_GAP
        page.pill(x, y - FIRST, line.flag, style.PILL)
    page.rule(_at(frame, WRITE_X), frame.right, y - RULE, style.WRITE_IN)


def _cells(frame: Frame, line: MorningLine) -> list[Cell]:
    due = _at(frame, DUE_X)
    rows = _who(frame, line)
    if line.phones is not None:
        phone, *others = line.phones or (_("no phone"),)
        look = PHONE if line.phones else LINE
        best = " · ".join(filter(None, (*others, line.best)))
        rows.append((_at(frame, PHONE_X), due, ((phone, look), (best, LINE))))
    rows.append((due, _at(frame, WRITE_X), ((line.due, DUE), (line.action, LINE))))
    return [
        Cell(x, FIRST + LEADING * number, *fit(text, look, end - x - GAP))
        for x, end, texts in rows
        for number, (text, look) in enumerate(texts)
    ]


def _who(
    frame: Frame, line: MorningLine
) -> list[tuple[float, float, tuple[tuple[str, Style], ...]]]:
    """Return the name and what is known, on two lines; a long name takes both but for a word."""
    x = _at(frame, NAME_X)
    end = _at(frame, DUE_X if line.phones is None else PHONE_X)
    flag = pill_width(line.flag, style.PILL) + FLAG_GAP if line.flag else 0.0
    room = end - x - GAP
    known = " · ".join(filter(None, (line.words, line.beside)))
    if width(line.name, LONG_NAME) <= room - flag:
        name, look = fit(line.name, NAME, room - flag)
        return [(x, end, ((name, look), (known, LINE)))]
    first, *rest = wrap(line.name, LONG_NAME, room - flag)
    second = " · ".join(filter(None, (" ".join(rest), known)))
    return [(x, end, ((first, LONG_NAME), (second, LINE)))]


def _at(frame: Frame, part: float) -> float:
    return frame.left + part * (frame.right - frame.left)
