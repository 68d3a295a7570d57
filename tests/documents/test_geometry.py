"""Every sheet on its page: each line of text lies where it was laid, whatever it says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from refdesk.documents.labels import STOCKS
from refdesk.documents.model import Note, VisitLog
from refdesk.documents.page import Document, Line, Mark, Page, Rule, Text
from refdesk.documents.paper import Imprint, Paper
from refdesk.documents.pdf import draw
from refdesk.documents.sheets.envelope import lay_envelopes
from refdesk.documents.sheets.label_sheet import lay_labels
from refdesk.documents.sheets.morning_list import lay_morning_list
from refdesk.documents.sheets.note_sheets import lay_notes
from refdesk.documents.sheets.ruler_sheet import lay_ruler_sheet
from refdesk.documents.sheets.visit_log import lay_visit_log
from refdesk.documents.sheets.visit_plan import lay_visit_plan
from refdesk.documents.style import Face, Style
from refdesk.domain.letter import LetterForm
from tests.documents.days import PRINTED, day
from tests.documents.due_samples import morning, one_row
from tests.documents.measured import (
    AROUND,
    CLOSE,
    SCALE,
    Ink,
    assert_set,
    expected,
    missed_by,
    rendered,
)
from tests.documents.paper_samples import HEAD, a_note, addresses, notes
from tests.documents.test_labels import SAID
from tests.documents.test_visit_golden import DAYS, rules

DATE = dt.date(2026, 11, 24)
NOTES = {
    "ordinary": a_note(),
    "empty": a_note(text="Thank you.", signed_role="", address=()),
    "very long": a_note(
        greeting="Dear all at Lantern Bay Occupational Health and Industrial Medicine Associates,",
        text="You found the missing imaging and stayed on the line until the visit was set. " * 7,
        signed_by="Maximilian Featherstonehaugh-Wolstenholme, MD, PhD, FACS",
        signed_role="and everyone at the clinic for spine, joint and movement medicine",
        address=SAID["very long"],
    ),
    "accented": a_note(
        greeting="Dear Dr. Hőgye-Şahin,",
        text="Vielen Dank, Ştefan; Nguyễn và Łukaszewicz, « l’Œuvre ».\nĐặng Ửng, Žluťoučký kůň.",
        address=SAID["accented"],
    ),
}
LONG = "the clinic for spine, joint and movement medicine of the whole lower valley " * 3
MORNINGS = {
    "ordinary": morning(45),
    "empty": morning(0),
    "very long": one_row(
        name=LONG, words=LONG, beside=LONG, due=LONG, action=LONG, phones=(LONG, LONG), best=LONG
    ),
    "accented": one_row(
        name="Hőgye-Şahin, Nguyễn", words="Žluťoučký kůň", beside="Đặng & Łukasz", best="po 16:00"
    ),
}
Lay = Callable[[Any, Imprint], Document]


def _noted(form: LetterForm) -> Lay:
    return lambda note, imprint: lay_notes(notes(note), form, imprint)


def _labels(name: str) -> Lay:
    return lambda lines, imprint: lay_labels(addresses(4, lines), STOCKS[name], 2, imprint)


def _envelopes(kind: str) -> Lay:
    return lambda lines, imprint: lay_envelopes(addresses(1, lines), kind, imprint)


SHEETS: dict[str, tuple[Lay, dict[str, Any]]] = {
    "visit log": (lay_visit_log, DAYS),
    "visit plan": (lay_visit_plan, DAYS),
    "morning list": (lay_morning_list, MORNINGS),
    "card": (_noted(LetterForm.CARD), NOTES),
    "half letter": (_noted(LetterForm.HALF), NOTES),
    "letterhead": (_noted(LetterForm.LETTERHEAD), NOTES),
    **{f"labels {name}": (_labels(name), SAID) for name in STOCKS},
    **{f"envelope {kind}": (_envelopes(kind), SAID) for kind in ("10", "a2")},
}
EVERY = [
    pytest.param(partial(lay, said), paper, id=f"{sheet}, {name}, {paper}")
    for sheet, (lay, all_said) in SHEETS.items()
    for name, said in all_said.items()
    for paper in Paper
    if paper is Paper.LETTER or not sheet.startswith("labels")
] + [
    pytest.param(partial(lay_ruler_sheet, stock, 8), Paper.LETTER, id=f"test sheet {name}")
    for name, stock in STOCKS.items()
]


def places(page: Page) -> Iterator[tuple[Mark, Ink]]:
    """Return where each mark of a page lies."""
    high = page.frame.size[1]
    for mark in page.marks:
        if isinstance(mark, Text):
            yield mark, expected(mark.text, mark.style, mark.x, high - mark.y)
        elif isinstance(mark, Rule):
            yield mark, Ink(mark.x1, high - mark.y, mark.x2, high - mark.y).wider(mark.weight)
        elif isinstance(mark, Line):
            (left, right), (low, up) = sorted((mark.x1, mark.x2)), sorted((mark.y1, mark.y2))
            yield mark, Ink(left, high - up, right, high - low).wider(mark.weight)
        else:
            left, top, wide, tall = box_of(mark, high)
            yield mark, Ink(left, top, left + wide, top + tall).wider(1.5)


def box_of(mark: Any, high: float) -> tuple[float, float, float, float]:
    """Return left, top, width and height of what is neither text nor rule."""
    if hasattr(mark, "start"):  # a curve
        across = [mark.start[0], *(piece[4] for piece in mark.pieces)]
        down = [mark.start[1], *(piece[5] for piece in mark.pieces)]
        return min(across), high - max(down), max(across) - min(across), max(down) - min(down)
    if hasattr(mark, "rows"):  # a QR square hangs from its place
        side = len(mark.rows) * mark.module
        return mark.x, high - mark.y, side, side
    if hasattr(mark, "radius") and not hasattr(mark, "width"):
        around = 2 * mark.radius
        return mark.x - mark.radius, high - mark.y - mark.radius, around, around
    wide = getattr(mark, "width", None) or mark.size
    tall = getattr(mark, "height", None) or mark.size
    return mark.x, high - mark.y - tall, wide, tall


def miss(picture: Any, place: Ink, others: list[Ink]) -> float:
    """Return by how many millimeters a line misses its place, all else near it wiped out."""
    near = place.wider(2 * AROUND)
    part = picture[_rows(near), _columns(near)].copy()
    left, top = _columns(near).start / SCALE, _rows(near).start / SCALE
    here = place.moved(-left, -top)
    kept = part[_rows(here), _columns(here)].copy()
    for other in others:
        if other is not place and other.meets(near):
            out = other.wider(0.4).moved(-left, -top)
            part[_rows(out), _columns(out)] = 255
    part[_rows(here), _columns(here)] = kept
    return missed_by(part, here)


def _rows(ink: Ink) -> slice:
    return slice(max(0, int(ink.top * SCALE)), max(0, int(ink.bottom * SCALE) + 1))


def _columns(ink: Ink) -> slice:
    return slice(max(0, int(ink.left * SCALE)), max(0, int(ink.right * SCALE) + 1))


@pytest.mark.parametrize(("lay", "paper"), EVERY)
def test_every_line_lies_where_it_was_laid(lay: Callable[[Imprint], Document], paper: Paper):
    document = lay(Imprint(DATE, paper=paper))
    pictures = rendered(draw(document))
    assert len(pictures) == len(document.pages)
    for page, picture in zip(document.pages, pictures, strict=True):
        there = list(places(page))
        inks = [ink for _mark, ink in there]
        for mark, ink in there:
            if isinstance(mark, Text) and not mark.white:
                assert miss(picture, ink, inks) <= CLOSE, mark.text


@pytest.mark.parametrize("said", NOTES)
def test_a_card_begins_and_is_signed_where_the_target_has_it_whatever_it_says(said):
    note: Note = NOTES[said]
    document = lay_notes(notes(note), LetterForm.CARD, Imprint(DATE))
    _outside, inside = rendered(draw(document))
    first = next(mark for mark in document.pages[1].marks if isinstance(mark, Text))
    look = replace(Style(Face.SERIF, 12.5), size=first.style.size)
    assert first.style.size == 12.5 or said == "very long"
    assert_set(inside, first.text, look, 340, 44 + 18 * look.size / 12.5)
    if said in {"ordinary", "accented"}:
        assert_set(inside, note.signed_by, Style(Face.SERIF_SEMIBOLD, 11), 340, 338)
        assert_set(inside, note.signed_role, Style(Face.SERIF, 10.5), 340, 352)


@pytest.mark.parametrize("said", NOTES)
def test_date_and_name_of_a_half_letter_stand_where_the_target_has_them(said):
    document = lay_notes(notes(NOTES[said]), LetterForm.HALF, Imprint(DATE))
    (picture,) = rendered(draw(document))
    name, look = HEAD.name, Style(Face.SERIF_SEMIBOLD, 14)
    assert_set(picture, "November 24, 2026", Style(Face.SERIF, 11), 48, 124)
    wide = expected(name, look, 0, 60)
    assert_set(picture, name, look, 198 - (wide.left + wide.right) / 2, 60)


@pytest.mark.parametrize("said", DAYS)
def test_the_lines_to_write_on_stay_whatever_a_stop_says(said):
    log: VisitLog = DAYS[said]
    page = rendered(draw(lay_visit_log(log, Imprint(PRINTED))))[0]
    if not log.stops:
        assert rules(page, 37, 575)[0] == pytest.approx(86, abs=0.3 / 25.4 * 72)
        return
    lines = [y for y in rules(page, 345, 392) if 145 < y < 340]
    assert lines == pytest.approx([190, 214, 262, 286, 310, 334], abs=0.3 / 25.4 * 72)


def test_a_stop_begins_where_the_target_has_it():
    page = rendered(draw(lay_visit_log(day(4), Imprint(PRINTED))))[0]
    bold = Style(Face.BOLD, 14.5)
    for top, name in ((139, "Larkmead Family Medicine"), (343, "Ashgrove Internal Medicine")):
        assert_set(page, name, bold, 70, top + 16)
    assert_set(page, "Visit log", Style(Face.BOLD, 22), 36, 39)
    assert_set(page, "Dana Whitlow", Style(Face.BOLD, 11), 36, 185)
