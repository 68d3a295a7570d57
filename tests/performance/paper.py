"""What paper promises: a thousand labels, a long day and a thousand cards, each in seconds."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

from refdesk.documents import pdf, typesetting
from refdesk.documents.labels import STOCKS
from refdesk.documents.page import Document, Text
from refdesk.documents.sheets.label_sheet import lay_labels
from refdesk.documents.sheets.note_sheets import lay_notes
from refdesk.documents.sheets.visit_log import lay_visit_log
from refdesk.documents.style import Face
from refdesk.domain.letter import LetterForm
from tests.documents.days import day
from tests.documents.paper_samples import IMPRINT, LINES, TEXT, a_note, addresses, notes
from tests.performance.row import Row, timed

MANY = 1_000
SENTENCES = (
    "You stayed on the line until the visit was set.",
    "The records came before we asked, page by page.",
    "Nobody had to make a second trip.",
    "We read your letter twice, it was that clear.",
    "Your front desk found the missing imaging.",
    "It is good to know who is on the other end of the line.",
    "Our team speaks of it still.",
)
TIMES = 1.5
"""How much longer than bare paragraphs a sheet may take that is measured and placed."""


@cache
def _plain(face: Face) -> ParagraphStyle:
    pdfmetrics.registerFont(TTFont(str(face), typesetting.font_file(face)))
    return ParagraphStyle(str(face), fontName=str(face), fontSize=10, leading=13, shaping=1)


def bare_platypus(pages: Sequence[Sequence[str]], faces: Sequence[Face]) -> bytes:
    """Return pages of plain paragraphs as ReportLab alone sets them, shaped, in these fonts."""
    looks = [_plain(face) for face in faces]
    story = []
    for page in pages:
        story += [
            Paragraph(text, look) for text, look in zip(page, itertools.cycle(looks), strict=False)
        ]
        story.append(PageBreak())
    target = BytesIO()
    SimpleDocTemplate(target, pageCompression=1).build(story)
    return target.getvalue()


def _row(name: str, lay: Callable[[], Document], pages: Sequence[Sequence[str]]) -> Row:
    marks = (mark for page in lay().pages for mark in page.marks)
    faces = sorted({mark.style.face for mark in marks if isinstance(mark, Text)})
    pdf.draw(lay())
    bare_platypus(pages, faces)  # both with their fonts loaded
    floor = min(timed(lambda: bare_platypus(pages, faces)) for _run in range(3))
    value = min(_anew(lay) for _run in range(3))
    return Row(name, round(value, 1), "ms", round(floor, 1), round(TIMES * floor, 1))


def labels_1000() -> Row:
    """A thousand labels, beside the same lines as bare paragraphs."""
    stock = STOCKS["5160"]
    many = addresses(MANY)
    sheets = [LINES * stock.count] * (MANY // stock.count)
    sheets.append(LINES * (MANY % stock.count))
    return _row("labels_1000", lambda: lay_labels(many, stock, 1, IMPRINT), sheets)


def notes_1000() -> Row:
    """A thousand cards, beside their words as bare paragraphs."""
    many = notes(*(a_note(number) for number in range(MANY)))
    words = ["With thanks", "for your trust", "Dear Ms. Whitlow,", *TEXT.split("\n")]
    pages = [[*words, "Zoë Łukaszewicz, MD", "and everyone here"]] * MANY
    return _row("notes_1000", lambda: lay_notes(many, LetterForm.CARD, IMPRINT), pages)


def notes_long_1000() -> Row:
    """A thousand cards with words of their own that must be set smaller, beside bare paragraphs."""
    texts = [
        " ".join(SENTENCES[(at * step) % 7] for step in range(1, 13)) for at in range(1, MANY + 1)
    ]
    long = [f"Dear colleague {at}. {text}" for at, text in enumerate(texts)]
    many = notes(*(a_note(number, text=text) for number, text in enumerate(long)))
    words = ["With thanks", "for your trust", "Dear Ms. Whitlow,"]
    pages = [[*words, text, "Zoë Łukaszewicz, MD", "and everyone here"] for text in long]
    return _row("notes_long_1000", lambda: lay_notes(many, LetterForm.CARD, IMPRINT), pages)


def _anew(lay: Callable[[], Document]) -> float:
    """Return the milliseconds of a sheet whose words were never set before."""
    for remembered in (pdf._shaped, typesetting.advance):
        remembered.cache_clear()
    return timed(lambda: pdf.draw(lay()))


def visit_log_12() -> Row:
    """The log of a day of twelve stops, beside its words as bare paragraphs."""
    log = day(12)
    words = [
        text
        for stop in log.stops[:3]
        for text in (
            *(stop.name, stop.address, stop.phone, stop.window, stop.code),
            *(f"{person.name} {person.role} {person.likes}" for person in stop.people),
            *(f"{fact.label} {fact.text} {fact.note}" for fact in stop.facts),
            *("Arrived", "Left", "Met", "Purpose", "Intel", "Next step", "I promised"),
        )
    ]
    return _row("visit_log_12", lambda: lay_visit_log(log, IMPRINT), [words] * 4)


ROWS = (labels_1000, notes_1000, notes_long_1000, visit_log_12)
