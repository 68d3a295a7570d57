"""The morning list as it lies beside the phone: one row for each thing to do, and room to write."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from refdesk.documents.due_model import MorningList
from refdesk.documents.page import Box, Rule, Text
from refdesk.documents.paper import Imprint, Paper
from refdesk.documents.sheets.morning_list import lay_morning_list, render_morning_list
from refdesk.documents.style import WRITE_IN
from refdesk.domain.errors import UserError
from tests.documents.days import PRINTED, pages_of
from tests.documents.due_samples import morning, one_row
from tests.documents.test_geometry import MORNINGS
from tests.documents.test_visit_log_layout import LONG, assert_tidy

PAPERS = pytest.mark.parametrize("paper", list(Paper))


def texts_of(sheet: MorningList, page: int = 0) -> list[str]:
    marks = lay_morning_list(sheet, Imprint(PRINTED)).pages[page].marks
    return [mark.text for mark in marks if isinstance(mark, Text)]


def lines_to_write_on(sheet: MorningList, paper: Paper = Paper.LETTER) -> list[list[Rule]]:
    pages = lay_morning_list(sheet, Imprint(PRINTED, 1, paper)).pages
    return [
        [mark for mark in page.marks if isinstance(mark, Rule) and mark.weight == WRITE_IN]
        for page in pages
    ]


def test_a_row_says_whom_to_call_at_which_number_when_and_what_for():
    texts = texts_of(morning())
    assert texts[: texts.index("Vance, Marisol")] == [
        *("Morning list", "Tuesday, November 24, 2026", "Alder Ridge Spine & Joint"),
        *("FOR", "Everybody", "ROWS", "3", "Overdue", "2 of 210 open loops"),
    ]
    begin = texts.index("Vance, Marisol")
    assert texts[begin : begin + 7] == [
        *("Vance, Marisol", "No contact yet · Larkmead Family Medicine"),
        *("(740) 555-0101", "after 4 PM · Spanish"),
        *("2 d late", "Call", "URGENT"),
    ]
    assert texts[-2:] == [
        "Morning list  ·  Copy 1  ·  Printed Nov 23, 2026  ·  Page 1 of 1",
        "Patient data. Keep it with you; shred it once it is typed in.",
    ]


def test_a_patient_without_a_phone_is_said_and_a_promise_has_none_to_say():
    assert texts_of(morning()).count("no phone") == 1
    texts = texts_of(one_row(phones=None, best="", name="Fax the list of insurers"))
    assert "no phone" not in texts
    assert "Fax the list of insurers" in texts


def test_further_phones_stand_before_the_best_time():
    texts = texts_of(one_row(phones=("(740) 555-0104", "(740) 555-0105"), best="Mondays"))
    at = texts.index("(740) 555-0104")
    assert texts[at + 1] == "(740) 555-0105 · Mondays"


@PAPERS
def test_every_row_has_a_box_to_tick_and_a_line_to_write_on_and_takes_two_lines(paper):
    sheet = morning(60)
    document = lay_morning_list(sheet, Imprint(PRINTED, 1, paper))
    boxes = [mark for page in document.pages for mark in page.marks if isinstance(mark, Box)]
    assert len(boxes) == 60
    lines = lines_to_write_on(sheet, paper)
    assert sum(map(len, lines)) == 60
    for page, some in zip(document.pages, lines, strict=True):
        assert_tidy(page)
        assert page.frame.size == paper.size
        for line in some:
            assert line.x2 == page.frame.right
            assert line.x2 - line.x1 > 100  # a thumb's length and more: some words
    apart = [above.y - below.y for above, below in zip(lines[0], lines[0][1:], strict=False)]
    assert set(map(round, apart)) == {30}


def test_a_long_morning_goes_on_over_the_page_under_its_heading():
    document = lay_morning_list(morning(60), Imprint(PRINTED))
    assert len(document.pages) == 3
    second = texts_of(morning(60), 1)
    assert second[:3] == ["Morning list", "Tuesday, November 24, 2026", "Overdue, continued"]
    assert second[-2].endswith("Page 2 of 3")
    names = [text for page in range(3) for text in texts_of(morning(60), page) if ", M" in text]
    assert len(names) == 59


def test_a_long_name_and_a_long_task_take_both_lines():
    name = "Brzęczyszczykiewicz-Włodarczyk, Małgorzata Katarzyna"
    (text,) = pages_of(render_morning_list(one_row(name=name, flag=""), Imprint(PRINTED)))
    assert name in " ".join(text.split())
    assert "No contact yet" in text
    task = "Order labels, envelopes and cards for the seminar, and ask whether the old ones fit"
    sheet = one_row(name=task, flag="", phones=None, best="", words="weekly", beside="Dana Rowe")
    (text,) = pages_of(render_morning_list(sheet, Imprint(PRINTED)))
    assert f"{task} · weekly · Dana Rowe" in " ".join(text.split())


@PAPERS
@pytest.mark.parametrize("said", MORNINGS)
def test_nothing_leaves_its_place_whatever_a_row_says(said, paper):
    sheet = replace(MORNINGS[said], clinic_name=LONG, facts=(("For", LONG), ("Rows", "1")))
    for page in lay_morning_list(sheet, Imprint(PRINTED, 1, paper)).pages:
        assert_tidy(page)


def test_a_morning_with_nothing_says_so():
    assert "Nothing is due." in texts_of(morning(0))


def test_the_same_morning_has_the_same_bytes_and_the_file_names_nobody():
    one = render_morning_list(morning(), Imprint(PRINTED))
    assert one == render_morning_list(morning(), Imprint(PRINTED))
    assert one != render_morning_list(morning(), Imprint(PRINTED, 2))
    with pdfium.PdfDocument(one) as document:
        assert document.get_metadata_dict()["Title"] == "Morning list, Nov 24, 2026"


def test_a_name_no_font_can_write_is_told_with_its_place_and_without_the_name():
    with pytest.raises(UserError, match="row 1") as refusal:
        render_morning_list(one_row(name="Dana 李明 Whitlow"), Imprint(PRINTED))
    assert "Dana" not in refusal.value.message


def test_what_a_row_is_about_never_stands_in_a_log():
    for words in ("Vance", "555-0101", "after 4 PM"):
        assert words not in repr(morning())
