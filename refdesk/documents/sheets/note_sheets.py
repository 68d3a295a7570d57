"""Notes of appreciation: folded cards two to a sheet, small letters, and whole letters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from refdesk.documents.page import Align, Document, Line, Page, add_footers
from refdesk.documents.pdf import draw
from refdesk.documents.printable import printable
from refdesk.documents.sheets.cover_art import lay_hills
from refdesk.documents.sheets.letterhead import (
    lay_centred,
    lay_letterhead,
    lay_mark_centred,
)
from refdesk.documents.sheets.note_text import Room, lay_words
from refdesk.documents.style import Face, Frame, Style
from refdesk.documents.typesetting import fit, wrap
from refdesk.domain.dates import show_date
from refdesk.domain.errors import UserError
from refdesk.domain.letter import LetterForm
from refdesk.i18n import _

if TYPE_CHECKING:
    from refdesk.documents.model import Letterhead, Note, Notes
    from refdesk.documents.paper import Imprint

INNER = 34.0  # margin inside a card
PANEL = 396.0  # height of a card of letter paper, for which the front is made
OUTER = 30.0  # marks to cut and fold stay this near to the edge of a card
FOLD_LONG = 28.0
DASH = (3.0, 2.0)
MARK_WEIGHT = 0.44
COVER = Style(Face.SERIF_ITALIC, 30)
COVER_LINE = Style(Face.SERIF, 12)
COVER_RULE = 0.8
BACK_NAME = Style(Face.SERIF, 8.5)
BACK_TOWN = Style(Face.REGULAR, 8)
BACK_NUMBER = Style(Face.REGULAR, 7)
BACK_MARK = 18.0
MARK_WORD = Style(Face.REGULAR, 7)
DATE = Style(Face.SERIF, 11)
LETTER = Style(Face.SERIF, 10.5)
LETTER_STRONG = Style(Face.SERIF_SEMIBOLD, 10.5)
LETTER_LEADING = 14.0


def render_notes(notes: Notes, form: LetterForm, imprint: Imprint) -> bytes:
    """Return the notes as PDF bytes, in one form; the same notes give the same bytes.

    Raises:
        UserError: a text holds a character the fonts do not have, or is too long for its paper.
    """
    return draw(lay_notes(notes, form, imprint))


def lay_notes(notes: Notes, form: LetterForm, imprint: Imprint) -> Document:
    """Lay the notes out; see render_notes."""
    if not notes.notes:
        raise UserError(_("There is no note to print."))
    notes = printable(notes, serif=True)
    if form is LetterForm.CARD:
        pages = _cards(notes, imprint)
    else:
        lay = _half if form is LetterForm.HALF else _letter
        pages = [lay(note, notes.head, imprint) for note in notes.notes]
    first, last = notes.notes[0].number, notes.notes[-1].number
    title = _("Note {first}") if len(notes.notes) == 1 else _("Notes {first} to {last}")
    return Document(title.format(first=first, last=last), tuple(pages), nudge=imprint.nudge)


def _cards(notes: Notes, imprint: Imprint) -> list[Page]:
    """Return outside and inside of each sheet; the inside is printed on the back, long edge.

    Turned over its long edge a sheet keeps its top, and its right half lies behind the left half
    of the other side: the text at the right lies behind the back of the card, as it must.
    """
    frame = Frame(imprint.paper.size, side=0, top=0, footer=0)
    pages = []
    for first in range(0, len(notes.notes), 2):
        outside, inside = Page(frame), Page(frame)
        high = frame.size[1] / 2
        for place, note in enumerate(notes.notes[first : first + 2]):
            bottom = high * (1 - place)
            _lay_outside(outside, note, notes.head, bottom, imprint)
            _lay_inside(inside, note, bottom)
        for page in (outside, inside):
            _lay_marks(page, len(notes.notes[first : first + 2]))
        pages += [outside, inside]
    return pages


def _lay_outside(page: Page, note: Note, head: Letterhead, bottom: float, imprint: Imprint) -> None:
    wide, high = page.frame.size[0] / 2, page.frame.size[1] / 2
    room = wide - 2 * INNER
    front, lift = wide * 1.5, bottom + (high - PANEL) / 2
    lay_hills(page, front, lift + 203)
    page.text(front, lift + 150, *fit(_("With thanks"), COVER, room), Align.CENTRE)
    page.rule(front - 18, front + 18, lift + 132, COVER_RULE)
    page.text(front, lift + 116, *fit(_("for your trust"), COVER_LINE, room), Align.CENTRE)
    number = _("{number}  ·  Copy {copy}").format(number=note.number, copy=imprint.copy)
    lines = [(line, BACK_NAME) for line in wrap(head.name, BACK_NAME, room)]
    lines += [fit(head.address[-1], BACK_TOWN, room)] if head.address else []
    lines.append(fit(number, BACK_NUMBER, room, BACK_NUMBER.size))
    back, y = wide / 2, bottom + 18 + 11 * (len(lines) - 1)
    lay_mark_centred(page, head.logo, back, y + 14, BACK_MARK)
    for line, look in lines:
        page.text(back, y, line, look, Align.CENTRE)
        y -= 11


def _lay_inside(page: Page, note: Note, bottom: float) -> None:
    wide, high = page.frame.size[0] / 2, page.frame.size[1] / 2
    room = Room(
        left=wide + INNER,
        right=2 * wide - INNER,
        top=bottom + high - 44,
        bottom=bottom + 44,
        hand_lines=3,
    )
    lay_words(page, note, room)


def _lay_marks(page: Page, cards: int) -> None:
    """Mark where to cut and where to fold, near the edges of the cards only."""
    wide, high = page.frame.size
    cut, fold = high / 2, wide / 2
    for x1, x2 in ((0.0, OUTER), (wide - OUTER, wide)):
        page.marks.append(Line(x1, cut, x2, cut, MARK_WEIGHT))
    page.text(OUTER, cut + 2.5, _("cut"), MARK_WORD, Align.RIGHT)
    for card in range(cards):
        top, bottom = high - card * cut, high - (card + 1) * cut
        page.marks.append(Line(fold, top, fold, top - FOLD_LONG, MARK_WEIGHT, DASH))
        page.marks.append(Line(fold, bottom + FOLD_LONG, fold, bottom, MARK_WEIGHT, DASH))
        page.text(fold + 4, bottom + 18, _("fold"), MARK_WORD)


def _half(note: Note, head: Letterhead, imprint: Imprint) -> Page:
    frame = Frame(imprint.paper.half, side=48, top=48, footer=34)
    page = Page(frame)
    y = lay_centred(page, head) - 37
    page.text(frame.left, y, _long_date(note), DATE)
    room = Room(
        left=frame.left,
        right=frame.right,
        top=y - 14,
        bottom=frame.footer + 32,
        hand_lines=4,
        role=DATE,
        beside=True,
    )
    lay_words(page, replace(note, closing=note.closing or _("Warmly,")), room)
    _footer(page, head.phone, note, imprint)
    return page


def _letter(note: Note, head: Letterhead, imprint: Imprint) -> Page:
    frame = Frame(imprint.paper.size, side=72, top=44, footer=26)
    page = Page(frame)
    y = lay_letterhead(page, head) - 29
    page.text(frame.left, y, _long_date(note), LETTER)
    y -= 12
    for number, part in enumerate(note.address):
        look = LETTER if number else LETTER_STRONG
        for line in wrap(part, look, frame.right - frame.left) if part else []:
            y -= LETTER_LEADING
            page.text(frame.left, y, line, look)
    room = Room(
        left=frame.left,
        right=frame.right,
        top=y - 14,
        bottom=frame.footer + 40,
        hand_lines=2,
        body=LETTER,
        leading=LETTER_LEADING,
        gap=6,
        name=LETTER_STRONG,
        role=LETTER,
        flow=True,
    )
    lay_words(page, replace(note, closing=note.closing or _("Sincerely,")), room)
    _footer(page, head.name, note, imprint)
    return page


def _footer(page: Page, left: str, note: Note, imprint: Imprint) -> None:
    line = _("{number}  ·  Copy {copy}  ·  Printed {date}  ·  Page 1 of 1").format(
        number=note.number, copy=imprint.copy, date=show_date(imprint.printed)
    )
    add_footers([page], left, [line])


def _long_date(note: Note) -> str:
    return f"{note.date:%B} {note.date.day}, {note.date.year}"
