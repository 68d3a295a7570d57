"""The test sheet of a stock of labels: rulers and crosshairs that show how a printer misses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refdesk.documents import style
from refdesk.documents.page import Align, Document, Line, Outline, Page, Ring
from refdesk.documents.paper import POINTS_PER_MM
from refdesk.documents.pdf import draw
from refdesk.documents.sheets.label_sheet import FRAME
from refdesk.documents.style import Face, Style
from refdesk.domain.dates import show_date
from refdesk.i18n import _

if TYPE_CHECKING:
    from refdesk.documents.labels import Stock
    from refdesk.documents.paper import Imprint

EDGE = 0.5
NUMBER = Style(Face.BOLD, 10.5)
HEADING = Style(Face.BOLD, 10.5)
WORDS = Style(Face.REGULAR, 9)
FIGURE = Style(Face.SEMIBOLD, 8.5)
INCHES, MILLIMETERS = 7, 170
RULER_X = 54.0


def render_ruler_sheet(stock: Stock, start: int, imprint: Imprint) -> bytes:
    """Return the test sheet as PDF bytes, moved as labels on this printer would be."""
    return draw(lay_ruler_sheet(stock, start, imprint))


def lay_ruler_sheet(stock: Stock, start: int, imprint: Imprint) -> Document:
    """Lay the test sheet out; see render_ruler_sheet."""
    page = Page(FRAME)
    rows = _ruler_rows(stock)
    for place in range(1, stock.count + 1):
        if (place - 1) // stock.columns not in rows:
            _lay_label(page, stock, place)
    for place in (1, stock.columns, stock.count - stock.columns + 1, stock.count):
        _lay_cross(page, stock, place)
    _lay_words(page, stock, start, imprint)
    _lay_rulers(page, stock)
    foot = _("RefDesk test sheet {stock}  ·  {across} × {down} labels  ·  Printed {date}").format(
        stock=stock.name,
        across=stock.columns,
        down=stock.rows,
        date=show_date(imprint.printed),
    )
    page.text(306, 14, foot, style.FOOTER, Align.CENTRE)
    title = _("Test sheet {stock}").format(stock=stock.name)
    return Document(title, (page,), nudge=imprint.nudge)


def _lay_label(page: Page, stock: Stock, place: int) -> None:
    x, top = stock.corner(place)
    page.marks.append(Outline(x, top - stock.height, stock.width, stock.height, EDGE, radius=5))
    page.text(x + 9, top - 15, str(place), NUMBER)


def _lay_cross(page: Page, stock: Stock, place: int) -> None:
    x, top = stock.corner(place)
    x, y = x + stock.width / 2, top - stock.height / 2
    page.marks.append(Ring(x, y, 7, EDGE))
    page.marks.append(Line(x - 14, y, x + 14, y, EDGE))
    page.marks.append(Line(x, y - 14, x, y + 14, EDGE))


def _lay_words(page: Page, stock: Stock, start: int, imprint: Imprint) -> None:
    nudge = imprint.nudge
    words = (
        (_("Ruler test sheet"), _("Print on plain paper at 100 %,"),
         _("hold it to a label sheet and a light.")),
        (_("If it is off"), _("Measure the shift of a crosshair,"),
         _("type it as the nudge of this printer.")),
        (_("Nudge of this sheet"),
         _("right {right:.1f} mm, down {down:.1f} mm, {percent:g} %").format(
             right=nudge.right, down=nudge.down, percent=nudge.percent),
         _("start at label {start}").format(start=start)),
    )  # fmt: skip
    places = (4, 5, 6) if stock.rows < 10 else range(stock.columns + 2, 99, stock.columns)
    for place, (heading, *lines) in zip(places, words, strict=False):
        x, top = stock.corner(place)
        page.text(x + 32, top - 15, heading, HEADING)
        for number, line in enumerate(lines, start=1):
            page.text(x + 32, top - 17 - number * 12, line, WORDS)


def _ruler_rows(stock: Stock) -> tuple[int, ...]:
    """Return the rows, from 0, whose labels give way to the rulers."""
    return (3,) if stock.rows < 10 else (7, 8)


def _lay_rulers(page: Page, stock: Stock) -> None:
    rows = _ruler_rows(stock)
    for row in rows:
        x, top = stock.corner(row * stock.columns + 1)
        wide = (stock.columns - 1) * stock.pitch_x + stock.width
        page.marks.append(Outline(x, top - stock.height, wide, stock.height, EDGE, radius=5))
        first = row * stock.columns + 1
        page.text(x + 9, top - 15, f"{first}–{first + stock.columns - 1}", NUMBER)
    _x, top = stock.corner(rows[0] * stock.columns + 1)
    inches, millimeters = top - 46, top - 46 - 72
    _lay_ruler(page, inches, INCHES * 16, 72 / 16, (16, 8), 1)
    words = _("Inches: 0 to 7 must measure exactly 7 in. If not, turn off “fit to page”.")
    page.text(RULER_X, inches - 12, words, WORDS)
    _lay_ruler(page, millimeters, MILLIMETERS, POINTS_PER_MM, (10, 5), 10)
    words = _("Millimeters: 0 to 170 must measure exactly 170 mm.")
    page.text(RULER_X, millimeters - 12, words, WORDS)


def _lay_ruler(
    page: Page, y: float, steps: int, step: float, longer: tuple[int, int], unit: int
) -> None:
    """Lay a ruler on `y`: a mark each `step` points, figures on the longest."""
    whole, half = longer
    page.rule(RULER_X, RULER_X + steps * step, y, EDGE)
    for number in range(steps + 1):
        x = RULER_X + number * step
        long = 11.0 if number % whole == 0 else 7.0 if number % half == 0 else 4.0
        page.marks.append(Line(x, y, x, y + long, EDGE))
        if number % whole == 0:
            figure = str(number // whole * unit)
            page.text(x, y + 13, figure, FIGURE, Align.CENTRE)
