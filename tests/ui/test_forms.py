"""What a form does while one fills it in and saves it, through real keys."""

from __future__ import annotations

import unicodedata
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence

from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.services.records import Records
from refdesk.ui.add_record import AddRecordDialog
from refdesk.ui.editors.reference import ReferencesEditor
from refdesk.ui.form_page import FormPage
from refdesk.ui.list_page import ListPage
from tests.helpers.desks import make_desk
from tests.helpers.window import (
    activate,
    dialog,
    focused,
    go_to,
    ids,
    leave,
    new_form,
    open_form,
    paste,
    press,
    reading,
    stored,
    type_text,
    until,
)
from tests.ui.editing import QUIET

NAMES = ("Cedar Grove", "Harrow Creek", "Aldermoor")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a closed desk with practices, a person and a patient."""
    folder = tmp_path / "Lakeline"
    with make_desk(folder, "Lakeline") as desk:
        records = Records(desk)
        for name in NAMES:
            records.add(Practice, {"name": name})
        records.add(Person, {"name": "Okafor, Nkem"})
        records.add(Patient, {"name": "Vance, Marisol"})
    return folder


def said(page: FormPage, name: str) -> str:
    """Return the sentence that stands at a field."""
    problem = page.view.boxes[name].problem
    return str(problem.text()) if problem.isVisible() else ""


def is_asked(page: FormPage, name: str) -> bool:
    return bool(page.view.boxes[name].isVisible())


def normal(text: str) -> str:
    """Return a text with letters and their accents put together, as it is kept."""
    return unicodedata.normalize("NFC", text)


def fill_in(page: FormPage, name: str, text: str) -> None:
    go_to(page, name)
    press("Ctrl+A")
    type_text(text)


# --- fields that come and go, and what is wrong -------------------------------------------------


def test_another_source_asks_which_and_needs_the_answer(main, qtbot):
    page = new_form(main, qtbot, "referral")
    assert not is_asked(page, "source_detail")
    go_to(page, "source")
    type_text("Oth")
    until(qtbot, lambda: is_asked(page, "source_detail"))
    assert page.view.boxes["source_detail"].star.isVisible()
    press("Ctrl+S")
    assert "is needed" in said(page, "source_detail")
    go_to(page, "source")
    press("Home")
    until(qtbot, lambda: not is_asked(page, "source_detail"))
    press("Ctrl+S")
    assert "source_detail" not in page.state.problems


def test_a_wrong_value_is_told_when_its_field_is_left_and_forgotten_while_one_types(main, qtbot):
    page = new_form(main, qtbot, "practice")
    fill_in(page, "phone", "12")
    assert said(page, "phone") == ""
    leave(page, "phone")
    assert said(page, "phone").startswith("Phone ")
    assert page.foot.count.text() == "1 field to finish"
    fill_in(page, "phone", "740")
    assert said(page, "phone") == ""
    type_text("5550117")
    leave(page, "phone")
    assert said(page, "phone") == ""
    assert page.view.boxes["phone"].editor.entry() == "(740) 555-0117"


def test_a_code_of_no_known_form_is_told_when_its_field_is_left(main, qtbot):
    page = new_form(main, qtbot, "referral")
    fill_in(page, "icd10", "knee")
    leave(page, "icd10")
    assert said(page, "icd10") == "ICD-10 is not a code. Type it as M54.5."
    assert page.foot.count.text() == "1 field to finish"
    fill_in(page, "icd10", "m54.5")
    leave(page, "icd10")
    assert said(page, "icd10") == ""


def test_a_day_before_another_is_told_and_put_right_by_either(main, qtbot):
    page = new_form(main, qtbot, "outbound_referral")
    fill_in(page, "sent", "11/20/2026")
    fill_in(page, "appointment", "11/2/2026")
    leave(page, "appointment")
    assert "lies before the day it was sent" in said(page, "appointment")
    page.view.focus_field("sent")
    press("Ctrl+A")
    type_text("11/1/2026")
    leave(page, "sent")
    assert said(page, "appointment") == ""


def test_a_field_that_is_passed_over_empty_is_told_only_when_saving(main, qtbot):
    page = new_form(main, qtbot, "practice")
    leave(page, "name")
    assert said(page, "name") == ""
    press("Ctrl+S")
    assert said(page, "name") == "Name is needed."
    assert page.view.focused() == "name"
    assert main.page is page


def test_f8_goes_round_the_problems_and_shift_f8_the_other_way(main, qtbot):
    page = new_form(main, qtbot, "practice")
    for name, text in (("npi", "1"), ("phone", "12"), ("email", "nobody")):
        fill_in(page, name, text)
    press("Ctrl+S")
    order = ["name", "npi", "phone", "email"]
    assert page.view.focused() == "name"
    seen = []
    for _problem in order:
        press("F8")
        seen.append(page.view.focused())
    assert seen == [*order[1:], "name"]
    press("Shift+F8")
    assert page.view.focused() == "email"
    press("Shift+F8")
    assert page.view.focused() == "phone"


def test_alt_and_a_letter_lead_to_the_field_that_has_it_underlined(main, qtbot):
    page = new_form(main, qtbot, "practice")
    led = []
    for name, box in page.view.boxes.items():
        words = box.label.text().replace("&&", "")
        if "&" in words:  # there are more fields than letters
            press(f"Alt+{words[words.index('&') + 1].upper()}")
            assert page.view.focused() == name, words
            led.append(name)
    assert {"name", "phone", "email"} < set(led)


# --- other records from within a form, and any text at all ---------------------------------------


@QUIET
def test_a_practice_is_added_from_within_the_person_who_works_there(shell, main, qtbot):
    page = new_form(main, qtbot, "person")
    type_text("Sorrel, Ada")
    go_to(page, "practices")
    type_text("Millrace")
    press("Ctrl+Return")
    until(qtbot, partial(dialog, AddRecordDialog))
    adding = dialog(AddRecordDialog)
    until(qtbot, lambda: adding.isAncestorOf(focused()))
    assert adding.state.entries["name"] == "Millrace"
    press("Ctrl+S")
    until(qtbot, lambda: dialog(AddRecordDialog) is None)
    editor = page.view.boxes["practices"].editor
    assert isinstance(editor, ReferencesEditor)
    activate(main, qtbot)
    until(qtbot, lambda: [chip.text for chip in editor.flow.chips] == ["Millrace"])
    press("Ctrl+S")
    reading(main, qtbot)
    person, practice = max(ids(shell, "person")), max(ids(shell, "practice"))
    assert stored(shell, "practice", practice)["name"] == "Millrace"
    assert stored(shell, "person", person)["practices"] == [practice]


NASTY = {
    "emoji": "Cedar 🦴👩🏽‍⚕️ Grove",
    "right to left": "مركز العظام ‎(Cedar)‎",
    "combining": "Za\u0308hre e\u0301 ﬁne",
    "100 kB": "Cedar " * 17_000,
    "NUL": "Cedar\0Grove",
    "many lines": "Cedar\r\nGrove\u2028Hill",
    "formula": "=HYPERLINK(1)",
}


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
@pytest.mark.parametrize("name", ["name", "notes"])
def test_any_text_is_saved_as_it_is_shown_or_refused_in_words(name, text, shell, main, qtbot):
    before = set(ids(shell, "practice"))
    page = new_form(main, qtbot, "practice")
    if name != "name":
        type_text("Millrace")
    go_to(page, name)
    paste(text)
    shown = page.view.boxes[name].editor.entry()
    press("Ctrl+S")
    if said(page, name):
        assert said(page, name).startswith(page.state.fields[name].label)
        assert main.page is page
        assert set(ids(shell, "practice")) == before
        return
    reading(main, qtbot)
    (row_id,) = set(ids(shell, "practice")) - before
    kept = stored(shell, "practice", row_id)[name]
    assert kept.split() == normal(shown).split()
    open_form(main, qtbot, "practice", row_id)
    assert isinstance(main.page, FormPage)
    assert main.page.view.boxes[name].editor.entry().split() == normal(shown).split()


def test_the_keys_of_a_form_are_named_in_the_status_bar(main, qtbot):
    page = new_form(main, qtbot, "practice")
    said_keys = main.status.hints.accessibleName()
    assert QKeySequence("Ctrl+S").toString() in said_keys
    press("Ctrl+S")
    assert "next problem" in main.status.hints.accessibleName()
    type_text("Millrace")
    assert "close, keep draft" in main.status.hints.accessibleName()
    assert not isinstance(main.page, ListPage)
    assert page.is_begun
