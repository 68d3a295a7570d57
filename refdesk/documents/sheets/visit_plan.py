"""The visit plan: the day in driving order on as few pages as may be, to read and to pass on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from refdesk.documents import style
from refdesk.documents.page import Align, Document, Page
from refdesk.documents.pdf import draw
from refdesk.documents.printable import printable
from refdesk.documents.sheets.visit_head import (
    TITLE,
    frame_of,
    lay_feet,
    lay_head,
    long_date,
)
from refdesk.documents.style import Face, Style
from refdesk.documents.typesetting import fit, width, wrap
from refdesk.domain.dates import show_date
from refdesk.i18n import _

if TYPE_CHECKING:
    from refdesk.documents.model import Stop, StopPerson, VisitLog
    from refdesk.documents.paper import Imprint

NEXT_TOP = 51.0  # from the upper edge to the first row of a further page
NAME = Style(Face.BOLD, 12)
WINDOW = Style(Face.BOLD, 12)
NUMBER = Style(Face.BOLD, 12)
LINE = style.STOP_LINE
STRONG = Style(Face.SEMIBOLD, 9.5)
NAME_X, WINDOW_X, MEET_X = 30 / 540, 222 / 540, 306 / 540
GAP = 12.0
FIRST, LEADING, BELOW = 16.0, 12.2, 7.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One line of a row: where it begins, how far below the row's rule, and how it is set."""

    x: float
    down: float
    text: str
    look: Style


def render_visit_plan(plan: VisitLog, imprint: Imprint) -> bytes:
    """Return the sheet as PDF bytes; the same day, date and copy number give the same bytes.

    Raises:
        UserError: a text holds a character the fonts do not have.
    """
    return draw(lay_visit_plan(plan, imprint))


def lay_visit_plan(plan: VisitLog, imprint: Imprint) -> Document:
    """Lay the sheet out; see render_visit_plan."""
    plan = printable(plan)
    page = Page(frame_of(imprint.paper))
    pages, y = [page], lay_head(page, plan, _("Visit plan"))
    bottom, first = page.frame.footer + style.FOOTER_RULE_ABOVE + 8, True
    for stop in plan.stops:
        cells = _cells(page, stop)
        high = max(cell.down for cell in cells) + BELOW
        if y - high < bottom:
            page = Page(page.frame)
            pages.append(page)
            y, first = _lay_follow_on(page, plan), True
        _lay_row(page, stop, cells, y, first=first)
        y, first = y - high, False
    if plan.stops:
        if y - FIRST - BELOW < bottom:
            page = Page(page.frame)
            pages.append(page)
            y = _lay_follow_on(page, plan)
        _lay_way_back(page, plan, y)
    name = _("Visit plan {code}").format(code=plan.code)
    lay_feet(pages, name, _("No patient data. Shred after the day."), imprint)
    return Document(f"{name}, {show_date(plan.date)}", tuple(pages))


def _lay_row(page: Page, stop: Stop, cells: list[Cell], top: float, *, first: bool) -> None:
    page.rule(page.frame.left, page.frame.right, top, style.HEAVY if first else style.HAIR)
    page.disc(page.frame.left + 10, top - 14.5, 10, str(stop.number), NUMBER)
    for cell in cells:
        page.text(cell.x, top - cell.down, cell.text, cell.look)


def _cells(page: Page, stop: Stop) -> list[Cell]:
    left, right = page.frame.left, page.frame.right
    name, window, meet = (left + part * (right - left) for part in (NAME_X, WINDOW_X, MEET_X))
    titles = wrap(stop.name, NAME, window - name - GAP)
    cells = [Cell(name, FIRST + 14 * row, text, NAME) for row, text in enumerate(titles)]
    down = FIRST + 14 * (len(titles) - 1)
    about = [*_address(stop.address, window - name - GAP), stop.phone]
    cells += _below(name, down, [(text, LINE) for text in about if text])
    time, look = fit(stop.window or style.UNKNOWN, WINDOW, meet - window - GAP)
    cells.append(Cell(window, FIRST, time, look))
    cells += _below(window, FIRST, [(text, LINE) for text in _drive(stop)])
    room = right - meet
    people = [line for person in stop.people for line in _person(person, room)]
    if stop.more_people:
        people.append((_("+{count} more").format(count=stop.more_people), LINE))
    for fact in stop.facts:
        if fact.label in (_("Lunch"), _("Note")):
            said = _("{caption}: {text}").format(caption=fact.label, text=fact.text)
            look = STRONG if fact.strong else LINE
            people += [(text, look) for text in wrap(said, look, room)]
    return cells + _below(meet, FIRST - LEADING, people)


def _address(address: str, room: float) -> list[str]:
    """Return an address on one line, or with its town on a line of its own."""
    street, *town = address.rsplit(", ", 2)
    if width(address, LINE) <= room or len(town) < 2:
        return wrap(address, LINE, room)
    return [*wrap(f"{street},", LINE, room), *wrap(", ".join(town), LINE, room)]


def _below(x: float, down: float, lines: list[tuple[str, Style]]) -> list[Cell]:
    return [
        Cell(x, down + LEADING * row, text, look) for row, (text, look) in enumerate(lines, start=1)
    ]


def _drive(stop: Stop) -> tuple[str, ...]:
    if stop.drive_minutes is None or stop.miles is None:
        return (_("drive {time}").format(time=style.UNKNOWN),)
    return (
        _("{count} min drive").format(count=stop.drive_minutes),
        _("{miles:,.1f} mi").format(miles=stop.miles),
    )


def _person(person: StopPerson, room: float) -> list[tuple[str, Style]]:
    """Return name and role on one line where they fit; neither likes nor rank."""
    whole = ", ".join(part for part in (person.name, person.role) if part)
    if width(whole, STRONG) <= room:
        return [(whole, STRONG)]
    role = [(text, LINE) for text in wrap(person.role, LINE, room)]
    return [*((text, STRONG) for text in wrap(person.name, STRONG, room)), *role]


def _lay_way_back(page: Page, plan: VisitLog, top: float) -> None:
    left, right = page.frame.left, page.frame.right
    page.rule(left, right, top, style.HEAVY)
    back = _("back {time}").format(time=plan.back or style.UNKNOWN)
    words = [_("Clinic"), back]
    if plan.back_minutes is not None and plan.back_miles is not None:
        words.append(_("{count} min drive").format(count=plan.back_minutes))
        words.append(_("{miles:,.1f} mi").format(miles=plan.back_miles))
    page.block(left + 4, top - 20, 12, 12)
    page.text(left + NAME_X * (right - left), top - FIRST, "  ·  ".join(words), STRONG)


def _lay_follow_on(page: Page, plan: VisitLog) -> float:
    frame, y = page.frame, page.frame.size[1] - TITLE
    page.text(frame.right, y, plan.code, style.SHEET_CODE, Align.RIGHT)
    left = frame.left + page.text(frame.left, y, _("Visit plan"), style.FOLLOW_ON_TITLE) + 12
    page.text(left, y, long_date(plan.date), style.FOLLOW_ON)
    return frame.size[1] - NEXT_TOP
