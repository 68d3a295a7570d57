"""What other records say already is offered while one types, by keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from refdesk.domain.patient import Patient
from refdesk.domain.referral import Appointment, Referral
from refdesk.services.intake import PATIENT
from refdesk.services.records import Records
from refdesk.store.listing import Query
from refdesk.ui.dialogs.step import StepDialog
from refdesk.ui.editors.offering_line import OfferingLine
from refdesk.ui.form_page import FormPage
from refdesk.ui.intake_page import IntakePage
from refdesk.ui.main_window import MainWindow
from tests.helpers.desks import make_desk
from tests.helpers.window import (
    activate,
    dialog,
    focused,
    leave,
    lock,
    open_form,
    open_referral,
    press,
    type_text,
    unlock,
    until,
)
from tests.ui.editing import QUIET

pytestmark = QUIET
REASONS = ("Knee pain", "knee pain", "Knee pain", "Seen with Ms. Vance", "Pain in the foot")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A desk with some referrals, and a clinic that names its providers."""
    folder = tmp_path / "Lakeline"
    with make_desk(folder, "Lakeline") as desk:
        records = Records(desk)
        clinic = desk.clinic
        clinic.providers = "Imani Brandt, MD\nOskar Lindqvist, DO\n"
        records.save(clinic)
        for name, language in (("Vance, Marisol", "Español"), ("Quill, Odetta", "español")):
            records.add(Patient, {"name": name, "language": language})
        told = {"patient": "1", "source": "patient"}
        for reason in REASONS:
            records.add(Referral, {**told, "reason": reason, "insurer": "Aldermoor Health"})
        records.add(Referral, {**told, "insurer": "aldermoor health"})
        records.add(
            Referral, {**told, "insurer": "Alder Mutual", "provider": "Oskar Lindqvist, DO"}
        )
    return folder


def line_of(page: FormPage | StepDialog, name: str, qtbot) -> OfferingLine:
    """Go to a field and wait until what it offers has been read."""
    page.view.focus_field(name)
    line = focused()
    assert isinstance(line, OfferingLine)
    until(qtbot, lambda: line.offers is not None)
    return line


def offered(line: OfferingLine) -> list[str]:
    if not line.is_open:
        return []
    assert line.found is not None
    return [row.title for row in line.found.rows]


def intake(main: MainWindow, qtbot) -> IntakePage:
    activate(main, qtbot)
    press("Ctrl+Shift+N")
    until(qtbot, lambda: isinstance(main.page, IntakePage) and main.page.isVisible())
    page = main.page
    assert isinstance(page, IntakePage)
    return page


def test_letters_offer_what_is_held_the_most_used_first_and_enter_takes_it(main, qtbot):
    page = intake(main, qtbot)
    line = line_of(page, "insurer", qtbot)
    type_text("ald")
    assert offered(line) == ["Aldermoor Health", "Alder Mutual"]
    press("Return")
    assert line.text() == "Aldermoor Health"
    assert offered(line) == []
    assert page.state.entries["insurer"] == "Aldermoor Health"
    assert line.hasFocus()


def test_the_arrow_goes_down_and_a_whole_text_is_not_offered_again(main, qtbot):
    line = line_of(intake(main, qtbot), "insurer", qtbot)
    type_text("ald")
    press("Down", "Return")
    assert line.text() == "Alder Mutual"
    press("Ctrl+A")
    type_text("ALDER MUTUAL")
    assert offered(line) == []


def test_tab_goes_on_with_what_is_typed(main, qtbot):
    page = intake(main, qtbot)
    line = line_of(page, "insurer", qtbot)
    type_text("Ald")
    assert offered(line)
    press("Tab")
    assert not line.hasFocus()
    assert not line.is_open
    assert page.state.entries["insurer"] == "Ald"


def test_escape_closes_only_the_list(main, qtbot):
    page = intake(main, qtbot)
    line = line_of(page, "insurer", qtbot)
    type_text("ald")
    press("Escape")
    assert not line.is_open
    assert line.text() == "ald"
    assert main.page is page
    press("Escape")
    until(qtbot, lambda: main.page is not page)


def test_the_arrow_down_shows_what_is_usual_before_anything_is_typed(main, qtbot):
    line = line_of(intake(main, qtbot), "insurer", qtbot)
    press("Down")
    assert offered(line) == ["Aldermoor Health", "Alder Mutual"]
    assert line.accessibleDescription() == "2 offered"
    press("Down")
    assert line.accessibleDescription() == "Aldermoor Health, 1 of 2"


def test_a_word_inside_of_a_text_offers_it_but_enter_does_not_take_it_unseen(main, qtbot):
    line = line_of(intake(main, qtbot), "reason", qtbot)
    type_text("pain")
    assert offered(line) == ["Knee pain"]
    press("Return")
    assert line.text() == "pain"


def test_a_reason_said_once_is_offered_to_no_other_patient(main, qtbot):
    line = line_of(intake(main, qtbot), "reason", qtbot)
    type_text("see")
    assert offered(line) == []


def test_a_language_is_offered_to_a_new_patient_without_its_accents(main, qtbot):
    page = intake(main, qtbot)
    page.view.focus_field("patient")
    type_text("Moray, Tess")
    press("Tab")
    until(qtbot, page.view.boxes[f"{PATIENT}language"].isVisible)
    line = line_of(page, f"{PATIENT}language", qtbot)
    type_text("esp")
    assert [text.casefold() for text in offered(line)] == ["español"]


def test_names_and_numbers_of_patients_are_offered_nowhere():
    offering = {name for name, own in Patient.fields.items() if own.completes}
    assert offering == {"language", "best_time", "heard_from"}


def test_the_step_that_agrees_a_visit_offers_the_clinic_s_providers(main, qtbot):
    activate(main, qtbot)
    open_referral(main, qtbot, 1)
    press("S")
    until(qtbot, lambda: dialog(StepDialog))
    box = dialog(StepDialog)
    type_text("tomorrow")
    line = line_of(box, "provider", qtbot)
    type_text("imani")
    assert offered(line) == ["Imani Brandt, MD"]
    press("Return")
    assert line.text() == "Imani Brandt, MD"
    assert box.isVisible()
    press("Return")
    until(qtbot, lambda: main.records.ids(Appointment, Query()))
    assert main.records.get(Appointment, 1).provider == "Imani Brandt, MD"


def test_our_providers_come_with_those_of_the_clinic_s_profile(main, qtbot):
    line = line_of(intake(main, qtbot), "provider", qtbot)
    press("Down")
    assert offered(line) == ["Oskar Lindqvist, DO", "Imani Brandt, MD"]


def test_what_was_just_saved_is_offered_in_the_next_form(main, qtbot):
    activate(main, qtbot)
    page = open_form(main, qtbot, "referral", 1)
    line_of(page, "insurer", qtbot)
    press("Ctrl+A")
    type_text("Brindle Falls Plan")
    leave(page, "insurer")
    press("Ctrl+S")
    until(qtbot, lambda: main.page is not page)
    assert main.records.get(Referral, 1).insurer == "Brindle Falls Plan"
    line = line_of(open_form(main, qtbot, "referral", 2), "insurer", qtbot)
    press("Ctrl+A")
    type_text("brin")
    assert offered(line) == ["Brindle Falls Plan"]


def test_a_form_can_go_while_its_list_is_open(main, qtbot):
    page = intake(main, qtbot)
    line_of(page, "insurer", qtbot)
    type_text("ald")
    main.open_list("patient")
    until(qtbot, lambda: main.page is not page)
    again = intake(main, qtbot)
    line = line_of(again, "insurer", qtbot)
    press("Ctrl+A")
    type_text("ald")
    assert offered(line)


def test_a_step_can_go_while_its_list_is_open(main, qtbot):
    activate(main, qtbot)
    open_referral(main, qtbot, 1)
    press("S")
    until(qtbot, lambda: dialog(StepDialog))
    box = dialog(StepDialog)
    line = line_of(box, "provider", qtbot)
    type_text("imani")
    assert line.is_open
    press("Ctrl+Shift+N")
    until(qtbot, lambda: isinstance(main.page, IntakePage))
    activate(main, qtbot)
    page = main.page
    assert isinstance(page, IntakePage)
    line = line_of(page, "provider", qtbot)
    type_text("imani")
    assert offered(line) == ["Imani Brandt, MD"]


def test_a_desk_that_locks_while_a_list_is_open_gives_the_form_back(shell, main, qtbot):
    line_of(intake(main, qtbot), "insurer", qtbot)
    type_text("ald")
    lock(shell, qtbot)
    again = unlock(shell, qtbot)
    until(qtbot, lambda: isinstance(again.page, IntakePage))
    page = again.page
    assert isinstance(page, IntakePage)
    assert page.state.entries["insurer"] == "ald"
    line = line_of(page, "insurer", qtbot)
    press("Down")
    assert offered(line) == ["Aldermoor Health", "Alder Mutual"]
