"""The left column of a visit log's stop: whom to meet, what to know, what to leave behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from refdesk.documents import style
from refdesk.documents.page import Page, pill_width
from refdesk.documents.style import Face, Style
from refdesk.documents.typesetting import elide, fit, width, wrap
from refdesk.i18n import _, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from refdesk.documents.model import Fact, Stop, StopPerson

SHARE = 240 / 540  # of what is between the margins
FACT_X = 51.0  # from the margin to the text behind a caption
FIRST = 46.0  # from the stop's rule to the first baseline
BOX = 9.0
BOX_GAP = 3.7
ITEM_GAP = 7.6
ASIDE_GAP = 7.5
ALSO = Style(Face.REGULAR, 9)
ALSO_ROOM = 85.0  # box, word and a line to write one thing on
LEAVE_UP = 9.4  # from the end of the block to the last line of things to leave
LEAVE_PITCH = 17.6
LEAVE_ROWS = 3
PILL_STEP = 12.0  # a pill is higher than small type

# Tried in turn until all fits: scale of type and leading, most lines of a text, and how many
# people are shown with role and likes (the others by name). A third person's likes go before
# type gets smaller, and no text is cut while smaller type would save it.
TIGHTER = (
    (1.0, None, None),
    (1.0, None, 2),
    (0.94, None, None),
    (0.94, None, 2),
    (0.88, None, None),
    (0.88, None, 2),
    (0.82, None, 2),
    (0.78, None, None),
    (0.78, None, 2),
    (0.78, None, 1),
    (0.78, 2, 2),
    (0.78, 2, 1),
    (0.78, 1, 2),
    (0.78, 1, 1),
)


@dataclass(slots=True)
class Line:
    """One line of the column: its step down from the line before, and its pieces."""

    step: float
    pieces: list[tuple[float, str, Style]] = field(default_factory=list)
    flag: tuple[float, str] | None = None


def lay_knowledge(page: Page, stop: Stop, top: float, block: float) -> None:
    """Lay the column below the stop's rule at `top`; nothing leaves its box of height `block`."""
    left = page.frame.left
    room = SHARE * (page.frame.right - left)
    rows = _leave_rows(stop.leave, room)
    leave = block - LEAVE_UP - LEAVE_PITCH * (len(rows) - 1)
    y = top - FIRST
    for line in _lines(stop, leave - 13.8 - FIRST, room):
        y -= line.step
        for x, text, look in line.pieces:
            page.text(left + x, y, text, look)
        if line.flag:
            page.pill(left + line.flag[0], y + 0.4, line.flag[1], style.PILL)
    _lay_leave(page, rows, top - leave, room)


def _lines(stop: Stop, height: float, wide: float) -> list[Line]:
    lines: list[Line] = []
    for scale, most, people in TIGHTER:
        lines = _compose(stop, wide, (scale, most, people))
        if sum(line.step for line in lines) <= height + 0.1:
            return lines
    kept: list[Line] = []
    room = height - 9.6
    for line in lines:
        room -= line.step
        if room < 0:
            break
        kept.append(line)
    count = len(lines) - len(kept)
    more = plural("{count} more line on screen", "{count} more lines on screen", count)
    return [*kept, Line(9.6, [(0, more, style.LIKES.scaled(0))])]


def _compose(stop: Stop, wide: float, tight: tuple[float, int | None, int | None]) -> list[Line]:
    scale, most, people = tight
    shown, others = stop.people[:people], stop.people[len(stop.people[:people]) :]
    lines = [line for person in shown for line in _person(person, wide, scale, most)]
    look = style.ROLE.scaled(scale)
    lines += [
        Line(12.1 * scale, [(0, text, look)]) for text in _further(stop, others, look, wide, most)
    ]
    for number, fact in enumerate(stop.facts):
        about = _fact(fact, wide, scale, most)
        if number == 0 and lines:
            about[0].step = 15 * scale
        elif len(about) > 1:
            about[0].step += 2 * scale
        lines += about
    if lines:
        lines[0].step = 0
    return lines


def _further(
    stop: Stop, others: Sequence[StopPerson], look: Style, wide: float, most: int | None
) -> list[str]:
    """Return the lines that name who is not shown, and count who is not named."""
    names = "; ".join(person.name for person in others)
    parts = [_("also {names}").format(names=names)] if others else []
    if stop.more_people:
        parts.append(_("+{count} more").format(count=stop.more_people))
    lines = wrap("; ".join(parts), look, wide) if parts else []
    if most is None or len(lines) <= most:
        return lines
    return [line for part in parts for line in wrap(part, look, wide, most)]  # no count is cut


def _person(person: StopPerson, wide: float, scale: float, most: int | None) -> list[Line]:
    step = 12.1 * scale
    name, look = fit(person.name, style.PERSON.scaled(scale), wide)
    first = Line(14.4 * scale, [(0, name, look)])
    lines = [first]
    role = style.ROLE.scaled(scale)
    beside = width(name, look) + 6
    if person.role and beside + width(person.role, role) <= wide:
        first.pieces.append((beside, person.role, role))
    elif person.role:
        lines += [Line(step, [(0, text, role)]) for text in wrap(person.role, role, wide, most)]
    likes = style.LIKES.scaled(scale)
    if person.likes:
        lines += [Line(step, [(0, text, likes)]) for text in wrap(person.likes, likes, wide, most)]
    return lines


def _fact(fact: Fact, wide: float, scale: float, most: int | None) -> list[Line]:
    room = wide - FACT_X
    look = (style.FACT_STRONG if fact.strong else style.FACT).scaled(scale)
    lines = [
        Line(12.2 * scale, [(FACT_X, text, look)]) for text in wrap(fact.text, look, room, most)
    ]
    lines = lines or [Line(12.2 * scale)]
    caption, small = fit(fact.label.upper(), style.CAPTION, FACT_X - 6)
    lines[0].pieces.insert(0, (0, caption, small))
    end = FACT_X + (width(lines[-1].pieces[-1][1], look) if fact.text else 0)
    plain = style.FACT.scaled(scale)
    if fact.note:
        note = elide(fact.note, plain, room)
        end = _beside(lines, end + ASIDE_GAP, wide - width(note, plain), scale)
        lines[-1].pieces.append((end, note, plain))
        end += width(note, plain)
    if fact.flag:
        flag = elide(fact.flag.upper(), style.PILL, room - 10)
        end = _beside(lines, end + ASIDE_GAP, wide - pill_width(flag, style.PILL), scale)
        lines[-1].flag = (end, flag)
        lines[-1].step = max(lines[-1].step, PILL_STEP)
    return lines


def _beside(lines: list[Line], x: float, last: float, scale: float) -> float:
    """Return where to go on: at x, or at the start of a new line where x is beyond `last`."""
    if x <= last:
        return x
    lines.append(Line(12.2 * scale))
    return FACT_X


Item = tuple[float, str, Style]


def _leave_rows(things: tuple[str, ...], room: float) -> list[list[Item]]:
    """Return the things to leave in rows of (x, text, style); the last row has room to add one."""
    rows: list[list[Item]] = []
    for look in (style.FACT, style.FACT.scaled(0)):
        rows = _flow(things, look, room)
        if len(rows) <= LEAVE_ROWS:
            return rows
    # What finds no place is counted in the last row, where "also" stands alone otherwise.
    hidden = len(things) - sum(len(row) for row in rows[: LEAVE_ROWS - 1])
    more = _("and {count} more on screen").format(count=hidden)
    return [*rows[: LEAVE_ROWS - 1], [(FACT_X, more, style.FACT.scaled(0))]]


def _flow(things: tuple[str, ...], look: Style, room: float) -> list[list[Item]]:
    rows: list[list[Item]] = [[]]
    x = FACT_X
    for thing in things:
        text = elide(thing, look, room - FACT_X - BOX - BOX_GAP)
        wide = BOX + BOX_GAP + width(text, look)
        if x + wide > room and rows[-1]:
            rows.append([])
            x = FACT_X
        rows[-1].append((x, text, look))
        x += wide + ITEM_GAP
    if x + ALSO_ROOM > room:
        rows.append([])
    return rows


def _lay_leave(page: Page, rows: list[list[Item]], y: float, room: float) -> None:
    left = page.frame.left
    page.text(left, y, *fit(_("Leave").upper(), style.CAPTION, FACT_X - 6))
    end = FACT_X
    for row in rows:
        end = FACT_X
        for x, text, look in row:
            page.box(left + x, y - 1.7, BOX)
            wide = page.text(left + x + BOX + BOX_GAP, y, text, look)
            end = x + BOX + BOX_GAP + wide + ITEM_GAP
        y -= LEAVE_PITCH
    y += LEAVE_PITCH
    page.box(left + end, y - 1.7, BOX)
    word = end + BOX + BOX_GAP
    word += page.text(left + word, y, _("also"), ALSO)
    page.rule(left + word + 4, left + room, y - 2.4, style.WRITE_IN)
