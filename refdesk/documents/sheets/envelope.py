"""Envelopes, one to a page: the sender at the upper left, the address in the middle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from refdesk.documents.page import Document, Page
from refdesk.documents.paper import Paper
from refdesk.documents.pdf import draw
from refdesk.documents.printable import printable
from refdesk.documents.sheets.letterhead import lay_sender
from refdesk.documents.style import FLOOR, Face, Frame, Style
from refdesk.documents.typesetting import wrap
from refdesk.domain.errors import UserError
from refdesk.i18n import _

if TYPE_CHECKING:
    from refdesk.documents.model import Addressed, Addresses
    from refdesk.documents.paper import Imprint


@dataclass(frozen=True, slots=True)
class Envelope:
    """Size in points, and where the address begins: x, and its first baseline from the top."""

    name: str
    size: tuple[float, float]
    x: float
    first: float


ENVELOPES = {
    (Paper.LETTER, "10"): Envelope("#10", (684, 297), 304, 156),
    (Paper.LETTER, "a2"): Envelope("A2", (414, 315), 168, 148),
    (Paper.A4, "10"): Envelope("DL", (623.62, 311.81), 280, 164),
    (Paper.A4, "a2"): Envelope("C6", (459.21, 323.15), 186, 152),
}
"""By the clinic's paper: for a letter in three, and for a card."""
KINDS = ("10", "a2")
SENDER = (30.0, 34.0)  # from the left, and from the top
SIZE, LEADING = 12.0, 15.8
SIDE, BELOW = 24.0, 45.0  # free at the right; below, where the post prints its bars
STEP = 0.5


def render_envelopes(addresses: Addresses, kind: str, imprint: Imprint) -> bytes:
    """Return the envelopes as PDF bytes; `kind` is one of `KINDS`.

    Raises:
        UserError: there is no such envelope, an address is too long, or a text holds a
            character the fonts do not have.
    """
    return draw(lay_envelopes(addresses, kind, imprint))


def lay_envelopes(addresses: Addresses, kind: str, imprint: Imprint) -> Document:
    """Lay the envelopes out; see render_envelopes."""
    if kind not in KINDS:
        raise UserError(_("An envelope is one of: {kinds}.").format(kinds=", ".join(KINDS)))
    envelope = ENVELOPES[imprint.paper, kind]
    addresses = printable(addresses, serif=True)
    pages = []
    for to in addresses.to:
        page = Page(Frame(envelope.size, side=0, top=0, footer=0))
        top = envelope.size[1] - SENDER[1] + 2
        lay_sender(page, addresses.head, SENDER[0], top, envelope.size[0] / 2 - SENDER[0])
        _lay_address(page, to, envelope)
        pages.append(page)
    title = _("Envelopes {name}").format(name=envelope.name)
    return Document(title, tuple(pages), nudge=imprint.nudge)


def _lay_address(page: Page, to: Addressed, envelope: Envelope) -> None:
    """Lay the lines: what is too wide is wrapped, what is then too high is set smaller.

    Raises:
        UserError: it does not fit at the smallest type; no street and no town is ever cut.
    """
    top = envelope.size[1] - envelope.first
    room, high = envelope.size[0] - envelope.x - SIDE, top - BELOW
    size = SIZE
    while size >= FLOOR:
        leading = LEADING * size / SIZE
        lines = _lines(to, size, room)
        if (len(lines) - 1) * leading <= high:
            for number, (line, look) in enumerate(lines):
                page.text(envelope.x, top - number * leading, line, look)
            return
        size -= STEP
    raise UserError(
        _("{place} is too long for an envelope {name}. Shorten it.").format(
            place=to.place, name=envelope.name
        )
    )


def _lines(to: Addressed, size: float, room: float) -> list[tuple[str, Style]]:
    looks = [Style(Face.REGULAR if at else Face.SEMIBOLD, size) for at in range(len(to.lines))]
    texts = zip(to.lines, looks, strict=True)
    return [(line, look) for text, look in texts for line in wrap(text, look, room)]
