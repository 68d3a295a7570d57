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
WHOLE = 0.8  # of the marks that carry a figure
PART = 0.35
NUMBER = Style(Face.BOLD, 10.5)
HEADING = Style(Face.BOLD, 10.5)
WORDS = Style(Face.REGULAR, 9)
FIGURE = Style(Face.SEMIBOLD, 8.5)
INCHES, MILLIMETERS = 7, 170
TICK = 9.0
DOWN = 3
"""Inches of the upright ruler."""
RULER_X = 54.0
RULER_BELOW = 46.0  # the top of its label
BAND = 72.0  # what one ruler takes
INDENT = 28.0  # of words beside the number of a label

# Labels by their stock: the corners keep their crosshairs, and 3 inches need 3.5 of labels.
RULERS = {"5160": (13, 19), "5161": (7, 11), "5163": (3, 5)}
UPRIGHT = {"5160": (20, 23, 26, 29), "5161": (11, 13, 15, 17), "5163": (5, 7)}
WORDED = {"5160": (2, 5, 8, 11), "5161": (3, 4, 5, 6), "5163": (6, 6, 8, 8)}


def render_ruler_sheet(stock: Stock, start: int, imprint: Imprint) -> bytes:
    """Return the test sheet as PDF bytes, moved as labels on this printer would be."""
    return draw(lay_ruler_sheet(stock, start, imprint))


def lay_ruler_sheet(stock: Stock, start: int, imprint: Imprint) -> Document:
    """Lay the test sheet out; see render_ruler_sheet."""
    page = Page(FRAME)
    rulers = ruler_labels(stock)
    upright = UPRIGHT[stock.name]
    for place in range(1, stock.count + 1):
        if place not in rulers and place not in upright:
            _lay_label(page, stock, place)
    for place in (1, stock.columns, stock.count - stock.columns + 1, stock.count):
        _lay_cross(page, stock, place)
    _lay_words(page, stock, start, imprint)
    _lay_rulers(page, stock, rulers)
    _lay_upright(page, stock, upright)
    page.text(306, 14, _foot(stock, imprint), style.FOOTER, Align.CENTRE)
    title = _("Test sheet {stock}").format(stock=stock.name)
    return Document(title, (page,), nudge=imprint.nudge)


def ruler_labels(stock: Stock) -> range:
    """Return the labels that give way to the two level rulers."""
    return range(*RULERS[stock.name])


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
        (_("Ruler test sheet"),
         _("Avery {stock}, {count} per sheet").format(stock=stock.name, count=stock.count),
         _("Print on plain paper at 100 %,"), _("hold it to a label sheet and a light.")),
        (_("If it is off"), _("Measure the shift of the crosshair"),
         _("in label 1. Type it as the nudge"), _("for this printer; print again.")),
        (_("Write it down"),),
        (_("Nudge of this sheet"),
         _("right {right:.1f} mm, down {down:.1f} mm").format(right=nudge.right, down=nudge.down),
         _("size {percent:g} %").format(percent=nudge.percent),
         _("start position {start}").format(start=start)),
    )  # fmt: skip
    places = [_words_from(stock, number) for number in range(len(words))]
    for (x, top), (heading, *lines) in zip(places, words, strict=True):
        page.text(x, top - 15, heading, HEADING)
        for number, line in enumerate(lines, start=1):
            page.text(x, top - 16 - number * 12, line, WORDS)
    left, top = places[2]
    right = left + 150
    page.write_in(left, right, top - 39, _("Printer"))
    page.write_in(left, left + 70, top - 63, _("right"))
    page.write_in(left + 78, right, top - 63, _("down"))


def _words_from(stock: Stock, number: int) -> tuple[float, float]:
    """Return where words begin: beside the number of a label, or in its lower half."""
    labels = WORDED[stock.name]
    x, top = stock.corner(labels[number])
    return x + INDENT, top - BAND * labels[:number].count(labels[number])


def _lay_rulers(page: Page, stock: Stock, labels: range) -> None:
    for first in labels[:: stock.columns]:
        x, top = stock.corner(first)
        wide = (stock.columns - 1) * stock.pitch_x + stock.width
        page.marks.append(Outline(x, top - stock.height, wide, stock.height, EDGE, radius=5))
        page.text(x + 9, top - 15, f"{first}–{first + stock.columns - 1}", NUMBER)
    y = stock.corner(labels[0])[1] - RULER_BELOW
    words = _("Inches. 0 to 7 must measure exactly 7 in (504 pt). If not: turn off “fit to page”.")
    _lay_ruler(page, y, INCHES * 16, 72 / 16, (16, 8), 1)
    page.text(RULER_X, y - 14, words, WORDS)
    y -= BAND
    _lay_ruler(page, y, MILLIMETERS, POINTS_PER_MM, (10, 5), 10)
    words = _("Millimeters. 0 to 170 must measure exactly 170 mm.")
    page.text(RULER_X, y - 14, words, WORDS)


def _lay_ruler(
    page: Page, y: float, steps: int, step: float, longer: tuple[int, int], unit: int
) -> None:
    """Lay a ruler on `y`: a mark each `step` points, figures on the longest."""
    page.rule(RULER_X, RULER_X + steps * step, y, EDGE)
    for number in range(steps + 1):
        x = RULER_X + number * step
        page.marks.append(Line(x, y, x, y + _length(number, *longer), _weight(number, longer[0])))
        if number % longer[0] == 0:
            page.text(x, y + 14, str(number // longer[0] * unit), FIGURE, Align.CENTRE)


def _lay_upright(page: Page, stock: Stock, labels: tuple[int, ...]) -> None:
    """Lay the ruler that measures how far a printer stretches a page downward."""
    x, top = stock.corner(labels[0])
    bottom = stock.corner(labels[-1])[1] - stock.height
    page.marks.append(Outline(x, bottom, stock.width, top - bottom, EDGE, radius=5))
    page.text(x + 9, top - 15, ", ".join(map(str, labels)), NUMBER)
    for label in labels[1:]:  # where a label ends and the next begins
        edge = stock.corner(label)[1]
        for start in (x, x + stock.width - TICK):
            page.rule(start, start + TICK, edge, PART)
    x, y = x + stock.width * 0.4, bottom + 14
    page.marks.append(Line(x, y, x, y + DOWN * 72, EDGE))
    for number in range(DOWN * 16 + 1):
        level = y + number * 72 / 16
        page.rule(x, x + _length(number, 16, 8), level, _weight(number, 16))
        if number % 16 == 0:
            inches = _("{inches} in").format(inches=number // 16) if number else "0"
            page.text(x + 15, level - 3, inches, FIGURE)


def _length(number: int, whole: int, half: int) -> float:
    return 11.0 if number % whole == 0 else 7.0 if number % half == 0 else 4.0


def _weight(number: int, whole: int) -> float:
    return PART if number % whole else WHOLE


def _foot(stock: Stock, imprint: Imprint) -> str:
    lengths = (stock.left, stock.top, stock.width, stock.height, stock.pitch_x, stock.pitch_y)
    inches = [f"{points / 72:.4g}" for points in lengths]
    measures = _("left {} in, top {} in, label {} × {} in, pitch {} × {} in").format(*inches)
    sheet = _("RefDesk test sheet {stock}").format(stock=stock.name)
    printed = _("Copy {copy}  ·  Printed {date}  ·  Page 1 of 1").format(
        copy=imprint.copy, date=show_date(imprint.printed)
    )
    return f"{sheet}  ·  {measures}  ·  {printed}"
