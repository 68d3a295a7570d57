"""The phone rings in the middle of a step: what was begun is kept and found by its patient."""

from __future__ import annotations

from pathlib import Path

import pytest

from refdesk.domain.patient import Patient
from refdesk.domain.referral import AttemptResult, ContactAttempt, Referral
from refdesk.domain.stages import Stage
from refdesk.services.drafts import Drafts
from refdesk.services.loops import Loops
from refdesk.services.records import Records
from refdesk.store.listing import Query
from refdesk.ui.add_record import AddRecordDialog
from refdesk.ui.dialogs.drafts import DraftsDialog
from refdesk.ui.dialogs.step import StepDialog
from refdesk.ui.form_page import FormPage
from refdesk.ui.intake_page import IntakePage
from refdesk.ui.main_window import MainWindow
from refdesk.ui.parts import Button
from refdesk.ui.referral_page import ReferralPage
from refdesk.ui.today_page import TodayPage
from tests.helpers.desks import make_desk
from tests.helpers.window import (
    activate,
    dialog,
    do,
    focused,
    new_form,
    open_referral,
    press,
    type_text,
    until,
)
from tests.ui.editing import QUIET

pytestmark = QUIET


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A desk with one open referral."""
    folder = tmp_path / "Lakeline"
    with make_desk(folder, "Lakeline") as desk:
        records = Records(desk)
        records.add(Patient, {"name": "Vance, Marisol", "phone": "(740) 555-0100"})
        records.add(Referral, {"patient": "1", "source": "patient"})
    return folder


def begin_step(main: MainWindow, letter: str, qtbot) -> StepDialog:
    """Begin a step of the referral by its letter."""
    activate(main, qtbot)
    open_referral(main, qtbot, 1)
    press(letter)
    until(qtbot, lambda: dialog(StepDialog))
    asked = dialog(StepDialog)
    assert isinstance(asked, StepDialog)
    return asked


def taking_in(main: MainWindow, qtbot) -> IntakePage:
    """Wait until a referral can be typed in, with the focus in its first field."""
    until(qtbot, lambda: isinstance(main.page, IntakePage))
    page = main.page
    assert isinstance(page, IntakePage)
    activate(main, qtbot)
    assert page.senders is not None
    until(qtbot, page.senders.field.hasFocus)
    return page


def begun(main: MainWindow, qtbot) -> list[str]:
    """Return the lines of the list of what was begun; it stays open."""
    do(main, "drafts")
    until(qtbot, lambda: dialog(DraftsDialog) and dialog(DraftsDialog).drafts)
    found = dialog(DraftsDialog)
    until(qtbot, lambda: found.isAncestorOf(focused()))
    return [found.list.item(row).text() for row in range(found.list.count())]


def gone_on(qtbot) -> StepDialog:
    """Go on with the first of what was begun, which is a step."""
    press("Return")
    until(qtbot, lambda: dialog(DraftsDialog) is None)
    until(qtbot, lambda: dialog(StepDialog))
    asked = dialog(StepDialog)
    assert isinstance(asked, StepDialog)
    until(qtbot, lambda: asked.isAncestorOf(focused()))
    return asked


def test_a_call_in_the_middle_of_a_step_begins_an_intake_at_once(main, qtbot):
    begin_step(main, "C", qtbot)
    type_text("r")  # Reached
    press("Tab", "Tab")
    type_text("tomorrow")
    do(main, "new_referral")
    until(qtbot, lambda: dialog(StepDialog) is None)
    taking_in(main, qtbot)
    assert main.activity.result.words.text() == "Kept as a draft"
    (line,) = begun(main, qtbot)
    assert line.startswith("Log a call, Vance, Marisol, ")
    asked = gone_on(qtbot)
    assert isinstance(main.page, ReferralPage)
    assert asked.title.text() == "Log a call"
    assert asked.about.text() == "Vance, Marisol   (740) 555-0100"
    assert asked.view.focused() == "next_try"
    assert asked.state.entries["result"] == "reached"
    press("Ctrl+S")
    until(qtbot, lambda: len(main.records.ids(ContactAttempt, Query())) == 1)
    assert main.records.get(ContactAttempt, 1).result is AttemptResult.REACHED
    until(qtbot, lambda: Drafts(main.desk).mine() == [])
    words = main.activity.result.words
    until(qtbot, lambda: words.text() == "Call logged: Vance, Marisol")


def test_a_step_of_the_referral_itself_is_named_beside_a_new_one(main, qtbot):
    Loops(main.desk).move(1, Stage.CANCELLED)
    begin_step(main, "W", qtbot)
    type_text("Moved away")
    do(main, "new_referral")
    page = taking_in(main, qtbot)
    until(qtbot, page.side.begun.isVisible)
    (go_on,) = page.side.begun.findChildren(Button)
    assert go_on.accessibleName() == "Go on with Close the loop, Vance, Marisol"


def test_a_step_in_which_nothing_was_typed_leaves_no_draft(main, qtbot):
    begin_step(main, "S", qtbot)
    do(main, "new_referral")
    taking_in(main, qtbot)
    assert Drafts(main.desk).mine() == []


def test_the_key_is_the_one_a_person_has_chosen(main, qtbot):
    main.preferences.remember("keys", {"new_referral": "Ctrl+Shift+K"})
    main.keys.read()
    begin_step(main, "S", qtbot)
    press("Ctrl+Shift+N")
    assert isinstance(main.page, ReferralPage)
    press("Ctrl+Shift+K")
    taking_in(main, qtbot)


def test_a_call_while_somebody_is_added_keeps_both_the_form_and_who_was_added(main, qtbot):
    page = new_form(main, qtbot, "referral")
    assert isinstance(page, FormPage)
    page.view.focus_field("referring_practice")
    type_text("Quillby")
    press("Ctrl+Return")
    until(qtbot, lambda: dialog(AddRecordDialog))
    asked = dialog(AddRecordDialog)
    until(qtbot, lambda: asked.isAncestorOf(focused()))
    asked.view.focus_field("name")
    press("End")
    type_text(" Primary Care")
    do(main, "new_referral")
    until(qtbot, lambda: dialog(AddRecordDialog) is None)
    until(qtbot, lambda: main.page is not page)
    taking_in(main, qtbot)
    lines = begun(main, qtbot)
    assert any(line.startswith("New practice, Quillby Primary Care, ") for line in lines)
    assert any(line.startswith("New referral, ") for line in lines)
    press("Esc")


def test_a_step_that_is_given_up_by_escape_is_found_by_its_patient_too(main, qtbot):
    begin_step(main, "S", qtbot)
    type_text("tomorrow")
    press("Esc")
    until(qtbot, lambda: dialog(StepDialog) is None)
    activate(main, qtbot)
    (line,) = begun(main, qtbot)
    assert line.startswith("Schedule a visit, Vance, Marisol, ")
    asked = gone_on(qtbot)
    asked.view.focus_field("time")
    type_text("9am")
    press("Esc")
    until(qtbot, lambda: dialog(StepDialog) is None)
    activate(main, qtbot)
    (line,) = begun(main, qtbot)
    assert line.startswith("Schedule a visit, Vance, Marisol, ")
    press("Esc")


def test_a_step_begun_on_today_is_gone_on_with_over_today(main, qtbot):
    activate(main, qtbot)
    main.open_today()
    page = main.page
    assert isinstance(page, TodayPage)
    page.actions_of_rows.do("call", "referral", 1)
    until(qtbot, lambda: dialog(StepDialog))
    asked = dialog(StepDialog)
    until(qtbot, lambda: asked.isAncestorOf(focused()))
    type_text("r")
    press("Esc")
    until(qtbot, lambda: dialog(StepDialog) is None)
    main.open_list("referral")
    activate(main, qtbot)
    begun(main, qtbot)
    gone_on(qtbot)
    assert main.page is page
    press("Esc")
