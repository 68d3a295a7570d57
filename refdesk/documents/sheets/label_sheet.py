"""Address labels, from whichever label of the first sheet is the next one free."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refdesk.documents.page import Document, Page
from refdesk.documents.pdf import draw
from refdesk.documents.printable import printable
from refdesk.documents.style import FLOOR, LETTER, Face, Frame, Style
from refdesk.documents.typesetting import elide, wrap
from refdesk.domain.errors import UserError
from refdesk.i18n import _

if TYPE_CHECKING:
    from refdesk.documents.labels import Stock
    from refdesk.documents.model import Addressed, Addresses
    from refdesk.documents.paper import Imprint

FRAME = Frame(LETTER, side=0, top=0, footer=0)
SIZES = ((10.0, 13.0), (9.0, 11.7), (8.5, 10.4), (FLOOR, 9.4))
"""Type and leading of an address, the largest first."""
CAP = 0.66  # height of a capital, as a share of the size
FREE = 20.0  # above and below an address: a printer misses by a millimeter or two
LEAST_FREE = 12.0
Line = tuple[str, Face]


def render_labels(addresses: Addresses, stock: Stock, start: int, imprint: Imprint) -> bytes:
    """Return labels as PDF bytes; the first stands on label `start`, from 1.

    Raises:
        UserError: there is no such label, a street or town is too long for one, or a text holds a
            character the fonts do not have.
    """
    return draw(lay_labels(addresses, stock, start, imprint))


def lay_labels(addresses: Addresses, stock: Stock, start: int, imprint: Imprint) -> Document:
    """Lay the labels out; see render_labels."""
    if not 1 <= start <= stock.count:
        raise UserError(
            _("A sheet of {stock} has labels 1 to {count}. Start at one of them.").format(
                stock=stock.name, count=stock.count
            )
        )
    pages = [Page(FRAME)]
    for number, to in enumerate(printable(addresses).to, start=start - 1):
        sheet, place = divmod(number, stock.count)
        if sheet == len(pages):
            pages.append(Page(FRAME))
        _lay_address(pages[-1], to, stock, *stock.corner(place + 1))
    title = _("Labels {stock}").format(stock=stock.name)
    return Document(title, tuple(pages), nudge=imprint.nudge)


def _lay_address(page: Page, to: Addressed, stock: Stock, x: float, top: float) -> None:
    lines, size, leading = _fitting(to, stock)
    high = (len(lines) - 1) * leading + size * CAP
    y = top - (stock.height - high) / 2 - size * CAP
    for line, face in lines:
        page.text(x + stock.padding, y, line, Style(face, size))
        y -= leading


def _fitting(to: Addressed, stock: Stock) -> tuple[list[Line], float, float]:
    """Return the lines of an address, their type and leading.

    What is too wide is wrapped; what is then too high is set smaller; where that does not help,
    all but street and town, the last two, are cut.
    """
    texts = [text for text in to.lines if text]
    room = stock.width - 2 * stock.padding
    for size, leading in SIZES:
        lines = [
            line for number, text in enumerate(texts) for line in _set(text, number, size, room)
        ]
        if len(lines) <= int((stock.height - FREE) / leading):
            return lines, size, leading
    size, leading = SIZES[-1]
    named = len(texts) - 2
    place = [
        line
        for number, text in enumerate(texts[named:], start=named)
        for line in _set(text, number, size, room)
    ]
    left = int((stock.height - LEAST_FREE) / leading) - len(place)
    if named < 1 or left < 1:
        raise UserError(
            _("{place} is too long for a label {stock}: shorten its street or town.").format(
                place=to.place, stock=stock.name
            )
        )
    rest = _cut(texts[:named], left, size, room)
    return [*rest, *place], size, leading


def _cut(texts: list[str], left: int, size: float, room: float) -> list[Line]:
    """Return at most `left` lines: one for each text, the last wrapped over what is left."""
    *first, last = texts[:left]
    looks = [Style(_face(number), size) for number in range(len(texts))]
    lines = [(elide(text, look, room), look.face) for text, look in zip(first, looks, strict=False)]
    look = looks[len(first)]
    return [*lines, *((line, look.face) for line in wrap(last, look, room, left - len(first)))]


def _set(text: str, number: int, size: float, room: float) -> list[Line]:
    look = Style(_face(number), size)
    return [(line, look.face) for line in wrap(text, look, room)]


def _face(number: int) -> Face:
    return Face.REGULAR if number else Face.SEMIBOLD
