"""An intake that was begun: its name, the way back to it, and what is wrong in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from refdesk.services.drafts import Drafts
from refdesk.ui.intake_page import IntakePage
from refdesk.ui.main_window import MainWindow
from refdesk.ui.referral_page import ReferralPage
from tests.helpers.window import press, type_text, unlock, until
from tests.ui.intakes import choose_patient, desk_of_a_family
from tests.ui.test_intake import find, intake


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return desk_of_a_family(tmp_path / "Lakeline")


@pytest.fixture
def main(shell, qtbot) -> MainWindow:
    window = unlock(shell, qtbot)
    window.resize(1360, 850)
    return window


def begun_again(main: MainWindow, qtbot, page: IntakePage) -> IntakePage:
    until(qtbot, lambda: isinstance(main.page, IntakePage) and main.page is not page)
    again = main.page
    assert isinstance(again, IntakePage)
    return again


def test_a_draft_has_the_name_of_the_patient_who_was_chosen(main, qtbot):
    page = intake(main, qtbot)
    choose_patient(page, qtbot, "Vance, Mat")
    press("Esc")
    until(qtbot, lambda: main.page is not page)
    assert [one.body["title"] for one in Drafts(main.desk).mine()] == ["Vance, Mateo"]
    main.resume(Drafts(main.desk).mine()[0])
    again = begun_again(main, qtbot, page)
    press("Esc")  # before the name was read once more
    until(qtbot, lambda: main.page is not again)
    assert [one.body["title"] for one in Drafts(main.desk).mine()] == ["Vance, Mateo"]


def test_without_a_patient_a_draft_has_the_name_of_the_sender(main, qtbot):
    page = intake(main, qtbot)
    find(page, qtbot, "okaf")
    press("Return")
    press("Esc")
    until(qtbot, lambda: main.page is not page)
    assert [one.body["title"] for one in Drafts(main.desk).mine()] == ["Okafor, Nkem MD"]


def test_back_from_the_open_referral_leads_to_the_intake_that_found_it(main, qtbot):
    press("Ctrl+0")
    page = intake(main, qtbot)
    choose_patient(page, qtbot, "Vance, Maris")
    type_text("Low back pain")
    until(qtbot, lambda: [one.isVisible() for one in page.side.offers()] == [True])
    press("F9")
    until(qtbot, lambda: isinstance(main.page, ReferralPage))
    press("Esc")
    again = begun_again(main, qtbot, page)
    assert again.state.entries["reason"] == "Low back pain"
    assert again.state.entries["patient"]["id"] == 1
    press("Esc")
    until(qtbot, lambda: main.page is not again)
    assert not isinstance(main.page, ReferralPage), "it was closed: nothing leads there now"


def test_what_is_wrong_in_a_draft_is_told_when_it_is_taken_up(main, qtbot):
    page = intake(main, qtbot)
    page.view.focus_field("icd10")
    type_text("back pain")
    press("Esc")
    until(qtbot, lambda: main.page is not page)
    main.resume(Drafts(main.desk).mine()[0])
    again = begun_again(main, qtbot, page)
    assert again.view.boxes["icd10"].problem.text()
    assert "1 field to finish" in again.foot.count.text()
