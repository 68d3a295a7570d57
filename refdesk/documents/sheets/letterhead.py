"""The clinic at the top of what it writes: logo, name, and how to reach it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.lib.utils import ImageReader

from refdesk.documents.page import Align, Page, Picture
from refdesk.documents.style import FLOOR, Face, Style
from refdesk.documents.typesetting import SLACK, fit, width, wrap

if TYPE_CHECKING:
    from refdesk.documents.model import Letterhead

HIGH = 41.0
MARK = 32.0
GAP = 9.0
BETWEEN = "  ·  "
NAME = Style(Face.SERIF_SEMIBOLD, 17)
LEAST_NAME = Style(Face.SERIF_SEMIBOLD, 11)
TAGLINE = Style(Face.REGULAR, 9)
CONTACT = Style(Face.REGULAR, 8.5)
CONTACT_LEADING = 11.0
CONTACT_LINES = 3
RULE = 0.9
SMALL_NAME = Style(Face.SERIF_SEMIBOLD, 14)
SENDER_NAME = Style(Face.SERIF_SEMIBOLD, 11)
SENDER_LINE = Style(Face.REGULAR, 8.5)


def lay_mark(page: Page, logo: bytes, x: float, y: float, size: float) -> float:
    """Lay the logo into the square whose lower left corner is x, y; return how wide it stands.

    It keeps its proportions. Without a logo nothing is laid.
    """
    if not logo:
        return 0.0
    wide, high = _logo_size(logo, size)
    page.marks.append(Picture(x, y + (size - high) / 2, wide, high, logo))
    return wide


@lru_cache(maxsize=8)
def _logo_size(logo: bytes, size: float) -> tuple[float, float]:
    wide, high = ImageReader(BytesIO(logo)).getSize()
    scale = size / max(wide, high)
    return wide * scale, high * scale


def lay_mark_centred(page: Page, logo: bytes, centre: float, y: float, size: float) -> None:
    """Lay the logo around `centre`, in a square that stands on y."""
    if logo:
        lay_mark(page, logo, centre - _logo_size(logo, size)[0] / 2, y, size)


def lay_letterhead(page: Page, head: Letterhead) -> float:
    """Lay the letterhead at the top of a page; return the y of its rule."""
    frame = page.frame
    top, bottom = frame.ceiling, frame.ceiling - HIGH + GAP
    contact = _contact_lines(head)
    half = (frame.right - frame.left) / 2 - 12
    taken = 0.0
    for number, line in enumerate(contact):
        text, look = fit(line, CONTACT, half)
        y = top - 7 - number * CONTACT_LEADING
        taken = max(taken, page.text(frame.right, y, text, look, Align.RIGHT) + 12)
    left = frame.left + lay_mark(page, head.logo, frame.left, bottom, MARK)
    left += 9 if head.logo else 0
    room = frame.right - left - taken
    if width(head.name, LEAST_NAME) <= room + SLACK:
        page.text(left, top - (15 if head.tagline else 21), *fit(head.name, NAME, room, 11))
    else:
        lines, look = _two_lines(head.name, LEAST_NAME, room)
        for number, line in enumerate(lines):
            page.text(left, top - (8 if head.tagline else 13) - number * 11, line, look)
    page.text(left, top - 29, *fit(head.tagline, TAGLINE, room))
    page.rule(frame.left, frame.right, bottom - GAP, RULE)
    return bottom - GAP


def _two_lines(name: str, look: Style, room: float) -> tuple[list[str], Style]:
    """Return a long name on two lines as large as they may be, elided only at the floor."""
    while look.size > FLOOR and len(wrap(name, look, room)) > 2:
        look = replace(look, size=look.size - 0.5)
    return wrap(name, look, room, 2), look


def _contact_lines(head: Letterhead) -> list[str]:
    lines = [BETWEEN.join(head.address)] if head.address else []
    rest = list(head.contact)
    while len(lines) + len(rest) > CONTACT_LINES:
        rest[:2] = [BETWEEN.join(rest[:2])]
    return lines + rest


def lay_centred(page: Page, head: Letterhead) -> float:
    """Lay mark, name and address around the middle of a small page; return where they end."""
    centre = page.frame.size[0] / 2
    room = page.frame.right - page.frame.left
    y = page.frame.ceiling
    if head.logo:
        y -= MARK
        lay_mark_centred(page, head.logo, centre, y, MARK)
    y -= 20 if head.logo else 12
    lines, look = _two_lines(head.name, SMALL_NAME, room)
    for number, line in enumerate(lines):
        y -= 17 if number else 0
        page.text(centre, y, line, look, Align.CENTRE)
    if head.address:
        y -= 13
        page.text(centre, y, *fit(BETWEEN.join(head.address), CONTACT, room), Align.CENTRE)
    y -= 14
    page.rule(centre - 18, centre + 18, y, RULE)
    return y


def lay_sender(page: Page, head: Letterhead, x: float, top: float, room: float) -> None:
    """Lay the sender of an envelope: mark, name, and the lines of the address."""
    if head.logo:
        taken = lay_mark(page, head.logo, x, top - 22, 22) + 8
        x, room = x + taken, room - taken
    page.text(x, top - 6, *fit(head.name, SENDER_NAME, room))
    for number, line in enumerate(head.address):
        page.text(x, top - 18 - number * 11.5, *fit(line, SENDER_LINE, room))
