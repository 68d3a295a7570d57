"""Thank-you notes: what they say, where it stands, and what they refuse."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from refdesk.documents.model import Letterhead, Notes
from refdesk.documents.page import Curve, Line, Picture
from refdesk.documents.paper import POINTS_PER_MM, Imprint, Paper
from refdesk.documents.sheets.note_sheets import lay_notes, render_notes
from refdesk.documents.style import Face, Style
from refdesk.domain.errors import UserError
from refdesk.domain.letter import LetterForm
from tests.documents.measured import assert_set, rendered
from tests.documents.paper_samples import (
    HEAD,
    IMPRINT,
    LINES,
    PRINTED,
    TEXT,
    a_note,
    ink,
    notes,
    texts,
)

MM = pytest.approx


def mm(points: float) -> float:
    return points / POINTS_PER_MM


def test_a_folded_card_says_thanks_outside_and_the_words_inside():
    outside, inside = texts(render_notes(notes(), LetterForm.CARD, IMPRINT))
    for words in ("With thanks", "for your trust", "N-2026-0412 · Copy 1", "Fernhollow, OH 43999"):
        assert words in outside
    assert "Dear Ms. Whitlow," in inside
    assert " ".join(TEXT.split()) in inside
    assert "Zoë Łukaszewicz, MD" in inside


def test_two_cards_share_a_sheet_and_an_odd_one_lies_alone():
    pages = texts(render_notes(notes(a_note(1), a_note(2), a_note(3)), LetterForm.CARD, IMPRINT))
    assert len(pages) == 4
    assert "N-2026-0001" in pages[0]
    assert "N-2026-0002" in pages[0]
    assert "N-2026-0003" in pages[2]
    assert pages[3].count("Dear Ms. Whitlow,") == 1


def test_turned_on_the_long_edge_the_words_come_to_lie_inside_the_right_half():
    pdf = render_notes(notes(), LetterForm.CARD, IMPRINT)
    # The front is the right half of the outside. Behind the back (left half) lies, once the sheet
    # is turned on its long edge, the right half of the inside: there the words must stand.
    _outside, inside = rendered(pdf)
    for line, y in (("Dear Ms. Whitlow,", 62), ("Thank you for trusting our team.", 132)):
        assert_set(inside, line, Style(Face.SERIF, 12.5), 306 + 34, y)
    with pytest.raises(AssertionError, match="nothing is printed"):
        ink(pdf, 2, (30, 35, 300, 380))


def test_fold_and_cut_are_marked_at_the_middle_within_the_outer_thirty_points():
    pdf = render_notes(notes(a_note(1), a_note(2)), LetterForm.CARD, IMPRINT)
    left, top, right, bottom = ink(pdf, 1, (0, 394, 60, 398))
    assert (left, (top + bottom) / 2) == MM((0, mm(396)), abs=0.3)
    assert right == MM(mm(30), abs=0.3)
    left, _top, right, bottom = ink(pdf, 1, (300, 0, 309, 60))
    assert (left + right) / 2 == MM(mm(306), abs=0.3)
    assert bottom < mm(30)


def test_the_lines_for_handwriting_are_26_points_apart():
    pdf = render_notes(notes(), LetterForm.CARD, IMPRINT)
    edges = [
        ink(pdf, 2, (345, 396 - 45 - 48 - n * 26 - 5, 590, 396 - 45 - 48 - n * 26 + 5))[1]
        for n in range(3)
    ]
    assert edges[0] - edges[1] == MM(mm(26), abs=0.3)
    assert edges[1] - edges[2] == MM(mm(26), abs=0.3)


@pytest.mark.parametrize(
    ("form", "size"),
    [
        (LetterForm.CARD, (612, 792)),
        (LetterForm.HALF, (396, 612)),
        (LetterForm.LETTERHEAD, (612, 792)),
    ],
)
def test_every_form_has_its_paper_and_a4_has_its_own(form, size):
    assert lay_notes(notes(), form, IMPRINT).pages[0].frame.size == size
    a4 = lay_notes(notes(), form, Imprint(PRINTED, paper=Paper.A4)).pages[0].frame.size
    assert a4 == ((841.89 / 2, 595.28) if form is LetterForm.HALF else (595.28, 841.89))


@pytest.mark.parametrize("form", LetterForm)
@pytest.mark.parametrize("paper", list(Paper))
def test_nothing_is_printed_outside_the_page(form, paper):
    long = a_note(text="A long sentence that goes on and on, for the trust you place in us. " * 9)
    bare = Letterhead(name="An Uncommonly Long Clinic Name " * 4)
    for some in (notes(), notes(long), notes(a_note(signed_role=""), head=bare)):
        for page in lay_notes(some, form, Imprint(PRINTED, paper=paper)).pages:
            wide, high = page.frame.size
            for mark in page.marks:
                assert 0 <= getattr(mark, "x", 0) <= wide
                assert 0 <= getattr(mark, "y", 0) <= high


@pytest.mark.parametrize("form", LetterForm)
def test_a_long_text_is_set_smaller_and_one_too_long_is_refused_by_its_number(form):
    words = "You found the missing imaging and stayed on the line. "
    long = texts(render_notes(notes(a_note(text=words * 9)), form, IMPRINT))
    assert " ".join((words * 9).split()) in " ".join(long)
    with pytest.raises(UserError, match=r"N-2026-0412 is too long for its paper"):
        render_notes(notes(a_note(text=words * 400)), form, IMPRINT)


@pytest.mark.parametrize("form", LetterForm)
def test_accents_are_printed_and_copied_as_they_are_written(form):
    greeting = "Dear Dr. Hőgye-Şahin, Nguyễn, Łukaszewicz,"
    pages = " ".join(texts(render_notes(notes(a_note(greeting=greeting)), form, IMPRINT)))
    assert greeting in pages


@pytest.mark.parametrize("text", ["شكرا", "感謝"])
def test_a_script_without_a_font_stops_the_notes_and_is_named(text):
    with pytest.raises(UserError, match=text[0]):
        render_notes(notes(a_note(text=text)), LetterForm.CARD, IMPRINT)


@pytest.mark.parametrize("form", LetterForm)
def test_the_logo_stands_in_its_own_proportions(form):
    file = BytesIO()
    Image.new("RGB", (200, 50), (20, 90, 80)).save(file, "PNG")
    head = replace(HEAD, logo=file.getvalue())
    document = lay_notes(notes(head=head), form, IMPRINT)
    pictures = [mark for page in document.pages for mark in page.marks if isinstance(mark, Picture)]
    assert len(pictures) == 1
    assert pictures[0].width == pytest.approx(4 * pictures[0].height)
    assert render_notes(notes(head=head), form, IMPRINT).startswith(b"%PDF")


def test_the_same_notes_give_the_same_bytes_and_another_copy_others():
    one = render_notes(notes(), LetterForm.HALF, IMPRINT)
    assert one == render_notes(notes(), LetterForm.HALF, IMPRINT)
    assert one != render_notes(notes(), LetterForm.HALF, Imprint(PRINTED, 2))
    assert (
        "Copy 2 · Printed Nov 24, 2026 · Page 1 of 1"
        in texts(render_notes(notes(), LetterForm.HALF, Imprint(PRINTED, 2)))[0]
    )


def test_a_sign_that_only_the_sans_has_is_printed_in_parts_or_stops_the_note():
    pages = lay_notes(notes(a_note(text="Ĭ")), LetterForm.CARD, IMPRINT).pages
    assert "I\u0306" in {getattr(mark, "text", "") for mark in pages[1].marks}
    with pytest.raises(UserError, match="⇒"):
        render_notes(notes(a_note(text="you ⇒ us")), LetterForm.CARD, IMPRINT)


BARE = Letterhead(name="Cedar Grove Joint Clinic")


@pytest.mark.parametrize("form", LetterForm)
def test_a_clinic_with_nothing_but_a_name_still_has_whole_notes(form):
    pages = " ".join(texts(render_notes(notes(a_note(address=()), head=BARE), form, IMPRINT)))
    for words in ("Cedar Grove Joint Clinic", "Dear Ms. Whitlow,", "Zoë Łukaszewicz, MD", "Copy 1"):
        assert words in pages
    assert "Fernhollow" not in pages
    assert "555" not in pages


def test_a_half_letter_says_who_writes_where_and_when():
    page = texts(render_notes(notes(), LetterForm.HALF, IMPRINT))[0]
    assert page.startswith(
        "Cedar Grove Joint Clinic 220 Quarry Lane, Suite 4 · Fernhollow, OH 43999 "
        "November 24, 2026 Dear Ms. Whitlow,"
    )
    assert "Warmly, Zoë Łukaszewicz, MD and everyone here" in page
    assert "(740) 555-0140" in page
    assert "N-2026-0412 · Copy 1 · Printed Nov 24, 2026 · Page 1 of 1" in page


def test_a_letter_has_letterhead_address_and_closing():
    page = texts(render_notes(notes(), LetterForm.LETTERHEAD, IMPRINT))[0]
    for words in (*LINES, HEAD.tagline, *HEAD.contact, "November 24, 2026", "Sincerely,"):
        assert words in page


def test_the_words_of_a_card_stand_where_the_target_has_them():
    pdf = render_notes(notes(), LetterForm.CARD, IMPRINT)
    for y in (250, 276, 302):  # lines for handwriting, from the top
        left, top, right, bottom = ink(pdf, 2, (320, y - 4, 612, y + 4))
        assert (left, right) == MM((mm(340), mm(578)), abs=0.3)
        assert (top + bottom) / 2 == MM(mm(y), abs=0.3)
    _left, _top, _right, baseline = ink(pdf, 2, (338, 40, 347, 70))  # the D of Dear
    assert baseline == MM(mm(792 - 730), abs=0.3)


def test_the_words_of_a_half_letter_stand_where_the_target_has_them():
    pdf = render_notes(notes(), LetterForm.HALF, IMPRINT)
    for above in (144, 170, 196, 222):
        y = 612 - above
        left, top, right, bottom = ink(pdf, 1, (20, y - 4, 390, y + 4))
        assert (left, right) == MM((mm(48), mm(348)), abs=0.3)
        assert (top + bottom) / 2 == MM(mm(y), abs=0.3)


def test_a_letterhead_is_41_high():
    pdf = render_notes(notes(head=BARE), LetterForm.LETTERHEAD, IMPRINT)
    left, top, right, bottom = ink(pdf, 1, (0, 80, 612, 90))
    assert (left, right) == MM((mm(72), mm(540)), abs=0.3)
    assert (top + bottom) / 2 == MM(mm(44 + 41), abs=0.3)


@pytest.mark.parametrize("paper", list(Paper))
def test_only_marks_and_their_words_stand_at_the_edge_of_a_card(paper):
    for page in lay_notes(notes(), LetterForm.CARD, Imprint(PRINTED, paper=paper)).pages:
        middle = page.frame.size[1] / 2
        lines = [mark for mark in page.marks if isinstance(mark, Line)]
        assert lines
        for line in lines:
            near_fold = line.x1 == line.x2 == pytest.approx(page.frame.size[0] / 2)
            assert near_fold or line.y1 == line.y2 == pytest.approx(middle)
            assert abs(line.x2 - line.x1) + abs(line.y2 - line.y1) <= 30


def test_a_long_clinic_name_takes_two_lines_before_it_is_cut():
    name = "The Long-Named Musculoskeletal and Rehabilitation Practice of Greater Port Lenore"
    for form in LetterForm:
        page = texts(render_notes(notes(head=replace(HEAD, name=name)), form, IMPRINT))[0]
        assert name in page


def test_no_notes_are_no_sheet():
    with pytest.raises(UserError, match="no note to print"):
        render_notes(Notes(head=HEAD, notes=()), LetterForm.CARD, IMPRINT)


def test_the_hills_do_not_show_through_each_other():
    page = lay_notes(notes(), LetterForm.CARD, IMPRINT).pages[0]
    curves = [mark for mark in page.marks if isinstance(mark, Curve)]
    farthest = [curve for curve in curves if curve.weight == min(mark.weight for mark in curves)]
    assert len(farthest) > 1  # broken by the hills before it
    assert sum(curve.weight == 1.5 for curve in curves) == 1  # the nearest is whole
