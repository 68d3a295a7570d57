"""One call of a call list: what we know at the left, what comes of it at the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from refdesk.documents import style
from refdesk.documents.page import Align, Page, pill_width
from refdesk.documents.style import Face, Frame, Style
from refdesk.documents.typesetting import fit, width, wrap
from refdesk.i18n import _

if TYPE_CHECKING:
    from refdesk.documents.due_model import Call

LEAST = 84.0  # with the three lines to write on
WRITE = 282 / 540  # from the margin to the column we write in, of what is between the margins
GAP = 16.0
TEXT = 30.0  # from the margin to the words
PITCH = 24.0
FIRST = 21.0  # from the block's rule to the first line to write on
BOX, BOX_GAP = 9.0, 3.5
BELOW = 9.0
CAPTION_ROOM = 34.0
NUMBER = Style(Face.BOLD, 12)
NAME = Style(Face.BOLD, 13)
SMALL_NAME = Style(Face.BOLD, 10)
PHONE = Style(Face.BOLD, 13)
LINE = Style(Face.REGULAR, 9.5)
STRONG = Style(Face.SEMIBOLD, 9.5)
CODE = Style(Face.CODE, 9)
CHOICE = Style(Face.REGULAR, 9.4)
LEADING = 12.0
FLAG_GAP = 7.0
NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what we know: how far it stands below the block's rule, and from its margin."""

    x: float
    down: float
    text: str
    look: Style


@dataclass(frozen=True, slots=True)
class Block:
    """A call laid out, and its height."""

    call: Call
    lines: tuple[Line, ...]
    high: float


def block_of(frame: Frame, call: Call) -> Block:
    """Return a call laid out for pages of this frame."""
    room = WRITE * (frame.right - frame.left) - TEXT - GAP
    lines = _known(call, room)
    high = max(LEAST, max(line.down for line in lines) + BELOW)
    return Block(call, tuple(lines), high)


def lay_block(page: Page, block: Block, top: float) -> None:
    """Lay one call into the block below its rule at `top`."""
    left, call = page.frame.left, block.call
    page.disc(left + 11, top - 15, 11, str(call.number), NUMBER)
    for line in block.lines:
        page.text(left + TEXT + line.x, top - line.down, line.text, line.look)
    name = block.lines[0]
    x = left + TEXT + width(name.text, name.look) + FLAG_GAP
    for flag in call.flags:
        page.pill(x, top - name.down, flag, style.PILL)
        x += pill_width(flag, style.PILL) + FLAG_GAP
    _lay_write_ins(page, call, top)


def _known(call: Call, room: float) -> list[Line]:
    flags = sum(pill_width(flag, style.PILL) + FLAG_GAP for flag in call.flags)
    lines = [
        Line(0, 16 + 11.5 * row, text, look)
        for row, (text, look) in enumerate(_name(call.name, room - flags))
    ]
    down = lines[-1].down + 15
    for phone in call.phones or (_("no phone"),):
        text, look = fit(phone, PHONE if call.phones else STRONG, room)
        lines.append(Line(0, down, text, look))
        down += 14
    after = width(lines[-1].text, lines[-1].look) + 10
    if call.best and after + width(call.best, LINE) <= room:
        lines.append(Line(after, down - 14, call.best, LINE))
    else:
        for text in wrap(call.best, LINE, room, 2):
            lines.append(Line(0, down - 1, text, LINE))
            down += LEADING
    for number, text in enumerate(wrap(f"{call.what_for} · {call.due}", STRONG, room, 2)):
        lines.append(Line(0, down - 0.5 + LEADING * number, text, STRONG))
    down = lines[-1].down + LEADING + 0.5
    return lines + _facts(call, room, down)


def _name(name: str, room: float) -> list[tuple[str, Style]]:
    """Return a name on one line where it can be read so, else on two."""
    whole, look = fit(name, NAME, room, SMALL_NAME.size)
    if whole == name:
        return [(whole, look)]
    return [(text, SMALL_NAME) for text in wrap(name, SMALL_NAME, room, 2)]


def _facts(call: Call, room: float, down: float) -> list[Line]:
    """Return where the patient comes from and how often we tried, behind their captions."""
    lines: list[Line] = []
    tries = "; ".join(one.replace(" ", NO_BREAK) for one in call.tries)
    if call.more_tries:
        tries = _("{count} before; {tries}").format(count=call.more_tries, tries=tries)
    facts = (
        (_("From"), call.practice),
        (_("Tries"), tries or _("none yet")),
        (_("Owner"), call.owner),
    )
    for label, text in facts:
        if not text:
            continue
        lines.append(Line(0, down, label.upper(), style.CAPTION))
        for row in wrap(text, LINE, room - CAPTION_ROOM, 3):
            lines.append(Line(CAPTION_ROOM, down, row, LINE))
            down += LEADING
    return lines


def _lay_write_ins(page: Page, call: Call, top: float) -> None:
    frame = page.frame
    left, right = frame.left + WRITE * (frame.right - frame.left), frame.right
    rows = [top - FIRST - PITCH * row for row in range(3)]
    x = _lay_choices(page, left, rows[0], (_("reached"), _("left message"), _("no answer")))
    code, look = fit(call.code, CODE, right - x)
    page.text(right, rows[0] + style.LABEL_ABOVE_RULE, code, look, Align.RIGHT)
    x = _lay_choices(page, left, rows[1], (_("wrong number"), _("call back")))
    page.write_in(x, right, rows[1], _("Next try"))
    initials = right - 62
    if call.books:
        middle = left + (initials - left) * 0.55
        page.write_in(left, middle - 6, rows[2], _("Visit on"))
        page.write_in(middle, initials - 8, rows[2], _("at"))
    else:
        page.write_in(left, initials - 8, rows[2], _("How it went"))
    page.write_in(initials, right, rows[2], _("Initials"))


def _lay_choices(page: Page, x: float, y: float, words: tuple[str, ...]) -> float:
    """Set choices with their boxes; return where the next thing may begin."""
    y += style.LABEL_ABOVE_RULE
    for word in words:
        page.box(x, y - 1.7, BOX)
        x += BOX + BOX_GAP
        x += page.text(x, y, word, CHOICE) + 12
    return x
