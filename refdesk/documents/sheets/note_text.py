"""The words of a note, set as large as their room allows."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from refdesk.documents.style import FLOOR, WRITE_IN, Face, Style
from refdesk.documents.typesetting import SLACK, width, wrap
from refdesk.domain.errors import UserError
from refdesk.i18n import _

if TYPE_CHECKING:
    from refdesk.documents.model import Note
    from refdesk.documents.page import Page

BODY = Style(Face.SERIF, 12.5)
SIGNED = Style(Face.SERIF_SEMIBOLD, 11)
ROLE = Style(Face.SERIF, 10.5)
HAND_PITCH = 26.0
SIGNING = 36.0  # free above the signer's name, to sign
CLOSING = 38.0  # from the closing down to the signer's name
BEFORE_CLOSING = 40.0
BESIDE = 6.4  # from the signer's name to a role on the same line
STEP = 0.25  # points from one size to the next smaller that is tried


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Where the words of a note may stand, and how large.

    The first line hangs from `top`; the signature stands on `bottom`, or follows the text where
    the words are to `flow`. `beside`: the role stands on the line of the name.
    """

    left: float
    right: float
    top: float
    bottom: float
    hand_lines: int
    body: Style = BODY
    leading: float = 18.0
    gap: float = 8.0
    name: Style = SIGNED
    role: Style = ROLE
    flow: bool = False
    beside: bool = False

    @property
    def wide(self) -> float:
        """Width of a line."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Setting:
    """A note set in one size: its paragraphs as lines."""

    look: Style
    leading: float
    gap: float
    paragraphs: tuple[tuple[str, ...], ...]

    @property
    def high(self) -> float:
        """Height from the top of the first line to the last baseline."""
        lines = sum(map(len, self.paragraphs))
        return lines * self.leading + (len(self.paragraphs) - 1) * self.gap


@dataclass(frozen=True, slots=True)
class Signature:
    """Closing, name and role as lines, each with how far it stands above the last baseline."""

    lines: tuple[tuple[float, float, str, Style], ...]
    high: float
    """From the last baseline up to the lowest line for handwriting."""


def lay_words(page: Page, note: Note, room: Room) -> None:
    """Lay greeting, text, lines for handwriting, and signature.

    A long text first takes the room of the lines for handwriting but one, then smaller type.

    Raises:
        UserError: it does not fit at the smallest type.
    """
    signature = _sign(note, room)
    setting, hand_lines = _fitting(note, room, signature.high)
    y = room.top
    for number, paragraph in enumerate(setting.paragraphs):
        y -= setting.gap if number else 0
        for line in paragraph:
            y -= setting.leading
            page.text(room.left, y, line, setting.look)
    bottom = room.bottom
    if room.flow:
        bottom = max(bottom, y - hand_lines * HAND_PITCH - signature.high)
    for number in reversed(range(hand_lines)):
        line_y = bottom + signature.high + number * HAND_PITCH
        page.rule(room.left, room.right, line_y, WRITE_IN)
    # From above, as a reader copies it.
    for x, above, text, look in sorted(signature.lines, key=lambda line: (-line[1], line[0])):
        page.text(room.left + x, bottom + above, text, look)


def _fitting(note: Note, room: Room, foot: float) -> tuple[Setting, int]:
    free = room.top - room.bottom - foot
    wide = [width(text, room.body) for text in _texts(note)]
    size = room.body.size
    while size >= FLOOR:
        if _least_high(wide, room, size) + HAND_PITCH > free + SLACK:
            size -= STEP
            continue
        setting = _set(note, room, size)
        for hand_lines in range(room.hand_lines, 0, -1):
            if setting.high + hand_lines * HAND_PITCH <= free + SLACK:
                return setting, hand_lines
        size -= STEP
    message = _("Note {number} is too long for its paper. Shorten its text, or choose a larger form; nothing was printed.")  # fmt: skip  # noqa: E501
    raise UserError(message.format(number=note.number))


def _texts(note: Note) -> list[str]:
    return [text for text in (note.greeting, *note.text.split("\n")) if text]


def _least_high(wide: list[float], room: Room, size: float) -> float:
    """Return a height that texts so wide need at least: breaking lines to know it is slow."""
    share, space = size / room.body.size, size / 2  # a space is narrower, and lost at a line's end
    lines = sum(math.ceil((text * share + space) / (room.wide + space)) for text in wide)
    return (lines * room.leading + (len(wide) - 1) * room.gap) * share


def _set(note: Note, room: Room, size: float) -> Setting:
    look, share = replace(room.body, size=size), size / room.body.size
    paragraphs = tuple(tuple(wrap(text, look, room.wide)) for text in _texts(note))
    return Setting(look, room.leading * share, room.gap * share, paragraphs)


def _sign(note: Note, room: Room) -> Signature:
    """Set the signature from its last line up."""
    lines = []
    y = 0.0
    names = wrap(note.signed_by, room.name, room.wide) if note.signed_by else []
    roles = wrap(note.signed_role, room.role, room.wide) if note.signed_role else []
    beside = width(names[0], room.name) + BESIDE if room.beside and len(names) == 1 else None
    if beside and roles and beside + width(roles[0], room.role) <= room.wide and len(roles) == 1:
        lines.append((beside, y, roles.pop(), room.role))
    for number, (line, look) in enumerate(
        [(line, room.role) for line in reversed(roles)]
        + [(line, room.name) for line in reversed(names)]
    ):
        y += 14 if number else 0
        lines.append((0.0, y, line, look))
    if not note.closing:
        return Signature(tuple(lines), y + SIGNING)
    y += CLOSING
    for number, line in enumerate(reversed(wrap(note.closing, room.body, room.wide))):
        y += room.leading if number else 0
        lines.append((0.0, y, line, room.body))
    return Signature(tuple(lines), y + BEFORE_CLOSING)
