"""One stop of a visit log: what we know at the left, what we write at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refdesk.documents import style
from refdesk.documents.page import Align, Page
from refdesk.documents.sheets.visit_knowledge import lay_knowledge
from refdesk.documents.style import Face, Frame, Style
from refdesk.documents.typesetting import elide, fit, width, wrap
from refdesk.i18n import _

if TYPE_CHECKING:
    from refdesk.documents.model import Stop

BLOCK = 204.0  # on letter; a longer page shares its length out
WRITE = 252 / 540  # from the margin to the column we write in, of what is between the margins
QR = 62.0
BESIDE_QR = 66.0  # from the right margin to what stands beside the square
BOX = 9.0
BOX_GAP = 3.5
APART = 6.0  # a box stands nearer to its own word than to the one before
PITCH = 24.0  # of the lines to write on, on letter
ROWS = 7
PURPOSE = Style(Face.REGULAR, 9.4)
NUMBER = Style(Face.BOLD, 16)
SMALL_NAME = Style(Face.BOLD, 10)


def block_of(frame: Frame) -> float:
    """Return the height of a stop on pages of this frame: three of them fill one."""
    return BLOCK + (frame.size[1] - style.LETTER[1]) / 3


def lay_stop(page: Page, stop: Stop, top: float) -> None:
    """Lay one stop into the block below its rule at `top`."""
    left, right = page.frame.left, page.frame.right
    page.rule(left, right, top, style.HEAVY)
    page.disc(left + 14, top - 18, 14, str(stop.number), NUMBER)
    _lay_heading(page, stop, top)
    lay_knowledge(page, stop, top, block_of(page.frame))
    _lay_write_ins(page, top)


def _lay_heading(page: Page, stop: Stop, top: float) -> None:
    start, end = page.frame.left + 34, page.frame.right - BESIDE_QR
    window, look = fit(stop.window or style.UNKNOWN, style.STOP_WINDOW, 190)
    wide = page.text(end, top - 17, window, look, Align.RIGHT)
    _lay_name(page, stop.name, start, top, end - wide - start - 12)
    wide = page.text(end, top - 29.5, _drive(stop), style.STOP_LINE, Align.RIGHT)
    _lay_address(page, stop, start, top, end - wide - start - 12)
    if stop.code:
        _lay_code(page, stop.code, end + 10, top)


def _drive(stop: Stop) -> str:
    if stop.drive_minutes is None or stop.miles is None:
        return _("drive {time}").format(time=style.UNKNOWN)
    return _("{count} min drive  ·  {miles:,.1f} mi").format(
        count=stop.drive_minutes, miles=stop.miles
    )


def _lay_address(page: Page, stop: Stop, x: float, top: float, room: float) -> None:
    """Set the address on one line if it can be read so; else its town and ZIP on a second."""
    phone = f"   {stop.phone}" if stop.phone else ""
    whole = stop.address + phone
    line, look = fit(whole, style.STOP_LINE, room)
    if line == whole:
        page.text(x, top - 29.5, line.strip(), look)
        return
    street, *town = stop.address.rsplit(", ", 2)
    if len(town) < 2:
        street, *town = wrap(stop.address, look, room)
    below = elide(", ".join(town), look, room - width(phone, look)) + phone  # never cut a number
    page.text(x, top - 26.2, elide(street, look, room), look)
    page.text(x, top - 34.6, below.strip(), look)


def _lay_name(page: Page, name: str, x: float, top: float, room: float) -> None:
    if width(name, style.STOP_NAME) * SMALL_NAME.size / style.STOP_NAME.size <= room:
        page.text(x, top - 16, *fit(name, style.STOP_NAME, room))
        return
    for row, line in enumerate(wrap(name, SMALL_NAME, room, 2)):
        page.text(x, top - 8.6 - row * 9.2, line, SMALL_NAME)


def _lay_code(page: Page, code: str, x: float, top: float) -> None:
    """Set the QR square and its code, for people who type; the quiet zone passes the margin."""
    page.qr(f"RD1:V/{code}", x, top - 1, QR)
    room = 2 * (page.frame.right - x - QR / 2)
    look = style.CODE if width(code, style.CODE) <= room else style.CODE.scaled(0)
    for row, line in enumerate(wrap(code, look, room)):
        page.text(x + QR / 2, top - 67 - row * 8, line, look, Align.CENTRE)


def _lay_write_ins(page: Page, top: float) -> None:
    frame = page.frame
    right = frame.right
    left = frame.left + WRITE * (right - frame.left)
    short = right - 62  # beside the QR square
    pitch = PITCH + (block_of(frame) - BLOCK) / (ROWS - 1)
    rows = [top - 51 - pitch * row for row in range(ROWS)]
    page.write_in(left, left + 107, rows[0], _("Arrived"))
    page.write_in(left + 116, short, rows[0], _("Left"))
    page.write_in(left, short, rows[1], _("Met"))
    _lay_purposes(page, left, rows[2])
    page.write_in(left, right, rows[3], _("Intel"))
    page.write_in(left, right, rows[4], "")
    for y, label in ((rows[5], _("Next step")), (rows[6], _("I promised"))):
        page.write_in(left, left + 179, y, label)
        page.write_in(left + 188, right, y, _("by"))


def _lay_purposes(page: Page, left: float, y: float) -> None:
    """Set the purposes of a visit with their boxes, spread over the column."""
    y += style.LABEL_ABOVE_RULE
    purposes = (_("check-in"), _("new service"), _("thanks"), _("problem"), _("lunch"))
    label = page.text(left, y, _("Purpose"), style.LABEL)
    x = left + label + 8
    free = page.frame.right - x - len(purposes) * (BOX + BOX_GAP)
    look, gap = PURPOSE, 0.0
    for share in (1.0, 0.94, 0.88):
        look = PURPOSE.scaled(share)
        gap = (free - sum(width(purpose, look) for purpose in purposes)) / (len(purposes) - 1)
        if gap >= APART:
            break
    for purpose in purposes:
        page.box(x, y - 1.7, BOX)
        x += BOX + BOX_GAP
        x += page.text(x, y, purpose, look) + gap
