"""Reminders on paper, day by day."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from refdesk.documents.due_model import ReminderSheet
from refdesk.documents.page import Box, Text
from refdesk.documents.paper import Imprint, Paper
from refdesk.documents.sheets.reminder_sheet import lay_reminders, render_reminders
from refdesk.domain.errors import UserError
from tests.documents.days import PRINTED, pages_of
from tests.documents.due_samples import one_reminder, reminders
from tests.documents.test_visit_log_layout import LONG, assert_tidy

PAPERS = pytest.mark.parametrize("paper", list(Paper))
SHEETS = {
    "ordinary": reminders(30),
    "empty": reminders(0),
    "very long": replace(
        one_reminder(what=LONG, more=LONG, practice=LONG, who="W" * 80), clinic_name=LONG
    ),
    "accented": one_reminder(
        what="Zadzwonić do Łucji, ş ễ ő", practice="Clínica Ștefănescu", who="Zoë Łukaszewicz"
    ),
}


def texts_of(sheet: ReminderSheet, page: int = 0) -> list[str]:
    marks = lay_reminders(sheet, Imprint(PRINTED)).pages[page].marks
    return [mark.text for mark in marks if isinstance(mark, Text)]


def test_the_words_of_an_ordinary_sheet_stand_as_they_always_did():
    assert texts_of(reminders()) == [
        "Reminders",
        "Nov 24, 2026 to Dec 7, 2026",
        "Alder Ridge Spine & Joint",
        *("FOR", "Everybody", "REMINDERS", "4"),
        "Tuesday, November 24, 2026",
        *("Task 41", "Larkmead Family Medicine", "Dana Rowe"),
        *("9:20 AM", "Visit of referral R-1204", "Ashgrove Internal Medicine", "Corey Abernathy"),
        "2:30 PM",
        "Call for referral R-1190: no-show, to rebook",
        *("Wickery Women’s Health", "Dana Rowe"),
        "Wednesday, November 25, 2026",
        *("Promise 7", "Tamsin Urgent Care"),
        "Reminders  ·  Copy 1  ·  Printed Nov 23, 2026  ·  Page 1 of 1",
        "No names; R-1 stands for referral 1. Shred after use.",
    ]


def test_every_reminder_has_its_box_to_tick():
    document = lay_reminders(reminders(70, per_day=60), Imprint(PRINTED))
    boxes = [mark for page in document.pages for mark in page.marks if isinstance(mark, Box)]
    assert len(boxes) == 70
    assert len(document.pages) == 3
    assert "Tuesday, November 24, 2026, continued" in texts_of(reminders(70, per_day=60), 1)
    for page in document.pages:
        assert_tidy(page)


def test_days_without_anything_say_so():
    assert "Nothing comes up in these days." in texts_of(reminders(0))


def test_a_single_day_is_named_once():
    sheet = reminders(2)
    assert texts_of(replace(sheet, last=sheet.first))[1] == "Nov 24, 2026"


def test_personal_data_is_named_at_the_foot():
    text = texts_of(replace(reminders(), personal=("Patient", "Phone")))
    assert "Shred after use. Personal data: Patient, Phone" in text


def test_how_to_reach_a_patient_stands_below_the_call():
    texts = texts_of(one_reminder(what="Call Vance, Marisol", more="(740) 555-0101 · mornings"))
    at = texts.index("Call Vance, Marisol")
    assert texts[at + 1] == "(740) 555-0101 · mornings"


@PAPERS
@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_all_that_is_drawn_is_copied_as_it_was_written(sheet, paper):
    imprint = Imprint(PRINTED, 1, paper)
    laid = lay_reminders(sheet, imprint)
    for page, copied in zip(laid.pages, pages_of(render_reminders(sheet, imprint)), strict=True):
        assert_tidy(page)
        assert page.frame.size == paper.size
        text = " ".join(unicodedata.normalize("NFC", copied).split())
        for mark in page.marks:
            if isinstance(mark, Text):
                assert " ".join(mark.text.split()) in text, mark.text


def test_the_same_reminders_have_the_same_bytes():
    one = render_reminders(reminders(), Imprint(PRINTED))
    assert one == render_reminders(reminders(), Imprint(PRINTED))
    with pdfium.PdfDocument(one) as document:
        assert document.get_metadata_dict()["Title"] == "Reminders, Nov 24, 2026"


def test_a_text_no_font_can_write_is_told_with_its_place():
    with pytest.raises(UserError, match="reminder 3"):
        render_reminders(one_reminder(what="李明"), Imprint(PRINTED))
