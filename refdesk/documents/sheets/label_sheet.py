"""Address labels, from whichever label of the first sheet is the next one free."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refdesk.documents.page import Document, Page
from refdesk.documents.pdf import draw
from refdesk.documents.printable import printable
from refdesk.documents.style import FLOOR, LETTER, Face, Frame, Style
from refdesk.documents.typesetting import elide, width, wrap
from refdesk.domain.errors import UserError
from refdesk.i18n import _

if TYPE_CHECKING:
    from refdesk.documents.labels import Stock
    from refdesk.documents.model import Addressed, Addresses
    from refdesk.documents.paper import Imprint

FRAME = Frame(LETTER, side=0, top=0, footer=0)
SIZES = ((10.0, 13.0), (8.5, 10.4), (FLOOR, 9.4))
"""Type and leading of an address, the largest first."""
CAP = 0.66  # height of a capital, as a share of the size


def render_labels(addresses: Addresses, stock: Stock, start: int, imprint: Imprint) -> bytes:
    """Return labels as PDF bytes; the first stands on label `start`, from 1.

    Raises:
        UserError: there is no such label, or a text holds a character the fonts do not have.
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
    room = stock.width - 2 * stock.padding
    lines, size, leading = _fitting(to.lines, room, stock.height - 6)
    high = (len(lines) - 1) * leading + size * CAP
    y = top - (stock.height - high) / 2 - size * CAP
    for line, face in lines:
        page.text(x + stock.padding, y, line, Style(face, size))
        y -= leading


def _fitting(
    texts: tuple[str, ...], room: float, high: float
) -> tuple[list[tuple[str, Face]], float, float]:
    """Return the lines of an address, their type and leading.

    What is too wide is wrapped, then set smaller; where that does not help, all but the last two
    lines, street and town, are cut.
    """
    for size, leading in SIZES:
        lines = _wrapped(texts, size, room)
        fits = (len(lines) - 1) * leading + size <= high
        if fits and (len(lines) == len(texts) or size < SIZES[0][0]):
            return lines, size, leading
    size, leading = SIZES[-1]
    most = int((high - size) // leading) + 1
    kept = [*texts[: max(0, most - 2)], *texts[-2:]] if len(texts) > most else list(texts)
    cut = [
        (elide(text, Style(_face(number), size), room), _face(number))
        for number, text in enumerate(kept)
    ]
    return cut, size, leading


def _wrapped(texts: tuple[str, ...], size: float, room: float) -> list[tuple[str, Face]]:
    lines = []
    for number, text in enumerate(texts):
        look = Style(_face(number), size)
        parts = [text] if width(text, look) <= room else wrap(text, look, room)
        lines += [(part, look.face) for part in parts]
    return lines


def _face(number: int) -> Face:
    return Face.REGULAR if number else Face.SEMIBOLD
