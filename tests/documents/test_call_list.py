"""The call list as it lies beside the phone: its words, its order, and room to write."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from refdesk.documents.due_model import CallList
from refdesk.documents.page import Box, Disc, Rule, Text
from refdesk.documents.paper import Imprint, Paper
from refdesk.documents.sheets.call_list import lay_call_list, render_call_list
from refdesk.domain.errors import UserError
from tests.documents.days import PRINTED, pages_of
from tests.documents.due_samples import calls, one_call
from tests.documents.test_visit_golden import near, pictures, rules
from tests.documents.test_visit_log_layout import LONG, assert_tidy

PAPERS = pytest.mark.parametrize("paper", list(Paper))
ACCENTED = one_call(
    name="Đặng, Thị Hương Giang Nguyễn",
    best="po 16:00, žluťoučký kůň  ·  Tiếng Việt",
    tries=("Nov 20, 9:15 AM Şahin’s “mailbox”",),
    practice="Clínica Ștefănescu, Łódź & Hőgye",
)
VERY_LONG = one_call(
    name=LONG,
    phones=(LONG, "(740) 555-0101", LONG),
    best=LONG,
    what_for=LONG,
    due=LONG,
    flags=("EMERGENT", "11:30 AM"),
    tries=(LONG, "x" * 300),
    more_tries=1204,
    practice=LONG,
    owner="W" * 90,
    code="R-12345678",
)
LISTS = {
    "ordinary": calls(12),
    "empty": calls(0),
    "very long": replace(VERY_LONG, clinic_name=LONG, facts=(("For", LONG), ("Calls", "1"))),
    "accented": ACCENTED,
}
FIRST_CALL = [
    "Vance, Marisol",
    "(740) 555-0101",
    "after 4 PM · Spanish",
    "First contact · 2 business days late",
    "FROM",
    "Larkmead Family Medicine",
    "TRIES",
    "Nov 20, 9:15 AM no answer;",
    "Nov 23, 2:10 PM left a message",
    "URGENT",
    "reached",
    "left message",
    "no answer",
    "R-1204",
    "wrong number",
    "call back",
    "Next try",
    "Visit on",
    "at",
    "Initials",
]


def texts_of(sheet: CallList, page: int = 0) -> list[str]:
    marks = lay_call_list(sheet, Imprint(PRINTED)).pages[page].marks
    return [mark.text.replace("\u00a0", " ") for mark in marks if isinstance(mark, Text)]


def test_the_words_of_an_ordinary_call_stand_as_they_always_did():
    texts = texts_of(calls())
    assert texts[: texts.index("Vance, Marisol") - 1] == [
        "Call list",
        "Tuesday, November 24, 2026",
        "Alder Ridge Spine & Joint",
        *("FOR", "Everybody", "CALLS", "4", "LATE", "2"),
        "Agreed times: 2:30 PM no. 3",
        "Late or urgent",
    ]
    begin = texts.index("Vance, Marisol")
    assert texts[begin : begin + len(FIRST_CALL)] == FIRST_CALL
    assert texts[-2:] == [
        "Call list  ·  Copy 1  ·  Printed Nov 23, 2026  ·  Page 1 of 1",
        "Patient data. Keep it with you; shred it once it is typed in.",
    ]


def test_a_list_of_nobody_says_so():
    texts = texts_of(calls(0))
    assert "Nobody is to be called today." in texts
    assert not any("Agreed times" in text for text in texts)


def test_calls_stand_in_their_order_under_the_turns_of_the_day():
    (text,) = pages_of(render_call_list(calls(), Imprint(PRINTED)))
    order = ("Late or urgent", "Vance", "Osgood", "At the time agreed", "CG-1045", "After these")
    places = [text.index(words) for words in (*order, "Tenney")]
    assert places == sorted(places)
    numbers = [
        mark.text
        for mark in lay_call_list(calls(), Imprint(PRINTED)).pages[0].marks
        if isinstance(mark, Text) and mark.white and mark.text.isdecimal()
    ]
    assert numbers == ["1", "2", "3", "4"]


def test_a_patient_without_a_visit_to_agree_on_is_asked_how_it_went():
    texts = texts_of(one_call(books=False))
    assert "How it went" in texts
    assert "Visit on" not in texts


def test_what_is_not_known_is_said_or_left_out():
    texts = texts_of(one_call(phones=(), best="", tries=(), practice="", flags=()))
    assert "no phone" in texts
    assert "none yet" in texts
    assert "FROM" not in texts
    assert "URGENT" not in texts


def test_attempts_before_the_last_ones_are_counted():
    (text,) = pages_of(render_call_list(one_call(more_tries=4), Imprint(PRINTED)))
    assert "4 before; Nov 20, 9:15 AM" in " ".join(text.split())


def test_a_long_list_goes_on_over_the_page_with_every_call_once():
    document = lay_call_list(calls(40), Imprint(PRINTED))
    discs = [mark for page in document.pages for mark in page.marks if isinstance(mark, Disc)]
    assert len(discs) == 40
    assert len(document.pages) == 6
    follow_on = [mark.text for mark in document.pages[1].marks if isinstance(mark, Text)][1]
    assert follow_on == "Tuesday, November 24, 2026  ·  from call 8 of 40"
    for page in document.pages:
        assert_tidy(page)
        lowest = min(mark.y for mark in page.marks if isinstance(mark, Rule | Box))
        assert lowest == page.frame.footer + 12


def test_the_lines_to_write_on_are_24_points_apart():
    (page,) = pictures(render_call_list(one_call(), Imprint(PRINTED)), 300)
    top = 84 + 22  # below the heading of the turn
    found = [y for y in rules(page, 552, 574) if top + 5 < y < top + 90]
    assert found == near(top + 21 + 24, top + 21 + 48)


@PAPERS
@pytest.mark.parametrize("sheet", LISTS.values(), ids=LISTS)
def test_all_that_is_drawn_is_copied_as_it_was_written(sheet, paper):
    imprint = Imprint(PRINTED, 1, paper)
    laid = lay_call_list(sheet, imprint)
    for page, copied in zip(laid.pages, pages_of(render_call_list(sheet, imprint)), strict=True):
        assert_tidy(page)
        assert page.frame.size == paper.size
        text = " ".join(unicodedata.normalize("NFC", copied).split())
        for mark in page.marks:
            if isinstance(mark, Text):
                assert " ".join(mark.text.split()) in text, mark.text


def test_a_long_name_is_told_in_full_where_two_lines_hold_it():
    name = "Brzęczyszczykiewicz-Włodarczyk, Małgorzata Katarzyna von und zu Hohenfels"
    (text,) = pages_of(render_call_list(one_call(name=name, flags=()), Imprint(PRINTED)))
    assert name in " ".join(text.split())


def test_the_same_calls_have_the_same_bytes_and_the_file_names_nobody():
    one = render_call_list(calls(), Imprint(PRINTED))
    assert one == render_call_list(calls(), Imprint(PRINTED))
    assert one != render_call_list(calls(), Imprint(PRINTED, 2))
    with pdfium.PdfDocument(one) as document:
        assert document.get_metadata_dict()["Title"] == "Call list, Nov 24, 2026"


def test_a_name_no_font_can_write_is_told_with_its_place_and_without_the_name():
    with pytest.raises(UserError, match="call 1") as refusal:
        render_call_list(one_call(name="Dana 李明 Whitlow"), Imprint(PRINTED))
    assert "Dana" not in refusal.value.message


def test_what_a_call_is_about_never_stands_in_a_log():
    assert "Vance" not in repr(calls())
    assert "555-0101" not in repr(calls())
