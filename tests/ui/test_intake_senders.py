"""Who sent the patient: somebody new, added in passing, and what is on no list."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.domain.sources import ListedSource
from refdesk.services.records import Records
from refdesk.ui.add_record import AddRecordDialog
from refdesk.ui.editors.reference import ReferenceEditor
from refdesk.ui.main_window import MainWindow
from tests.helpers.desks import make_desk
from tests.helpers.window import activate, dialog, focused, press, type_text, unlock, until
from tests.ui.editing import QUIET
from tests.ui.test_intake import find, intake


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a closed desk that knows practices, a school, people and a health fair."""
    folder = tmp_path / "Lakeline"
    with make_desk(folder, "Lakeline") as desk:
        records = Records(desk)
        records.add(Practice, {"name": "Cedar Grove Family Medicine"})
        records.add(Practice, {"name": "Tilbrook Urgent Care"})
        records.add(Practice, {"name": "Alder Row High School", "practice_kind": "school"})
        records.add(Person, {"name": "Okafor, Nkem", "credentials": "MD", "practices": "1"})
        records.add(Person, {"name": "Pryce, Odell", "practices": "3"})
        records.add(ListedSource, {"name": "Lakeline 5K run", "source": "event"})
    return folder


@pytest.fixture
def main(shell, qtbot) -> MainWindow:
    window = unlock(shell, qtbot)
    window.resize(1360, 850)
    return window


@QUIET
def test_somebody_added_in_passing_works_at_the_practice_that_the_referral_names(main, qtbot):
    page = intake(main, qtbot)
    page.view.focus_field("referring_practice")
    type_text("Tilbrook")
    practice = page.view.boxes["referring_practice"].editor
    assert isinstance(practice, ReferenceEditor)
    until(qtbot, lambda: practice.field.is_open and practice.field._is_fresh())
    press("Return")
    until(qtbot, lambda: page.state.entries["referring_practice"]["id"] == 2)
    page.view.focus_field("referring_person")
    type_text("Thornbury, Ilya")
    press("Ctrl+Return")
    until(qtbot, partial(dialog, AddRecordDialog))
    adding = dialog(AddRecordDialog)
    until(qtbot, lambda: adding.isAncestorOf(focused()))
    press("Ctrl+S")
    until(qtbot, lambda: dialog(AddRecordDialog) is None)
    activate(main, qtbot)
    until(qtbot, lambda: page.state.entries["referring_person"]["id"] == 3)
    assert [int(one) for one in main.records.get(Person, 3).practices] == [2]


@QUIET
def test_a_practice_added_in_passing_is_asked_how_it_is_reached(main, qtbot):
    page = intake(main, qtbot)
    page.view.focus_field("referring_practice")
    type_text("Millrace")
    press("Ctrl+Return")
    until(qtbot, partial(dialog, AddRecordDialog))
    adding = dialog(AddRecordDialog)
    asked = ["name", "practice_kind", "phone", "fax", "preferred_channel"]
    assert [*adding.boxes] == asked
    adding.reject()


@QUIET
def test_enter_after_an_unknown_name_asks_and_books_nothing(main, qtbot):
    page = intake(main, qtbot)
    new = "Add “Quillfeather, Marguerite” as a new person"
    offered = [new, "Other: Quillfeather, Marguerite"]
    assert find(page, qtbot, "Quillfeather, Marguerite") == offered
    press("Return")
    until(qtbot, partial(dialog, AddRecordDialog))
    adding = dialog(AddRecordDialog)
    until(qtbot, lambda: adding.isAncestorOf(focused()))
    assert adding.state.entries["name"] == "Quillfeather, Marguerite"
    assert page.state.entries["source"] == "physician"
    press("Ctrl+S")
    until(qtbot, lambda: dialog(AddRecordDialog) is None)
    activate(main, qtbot)
    until(qtbot, lambda: page.state.entries["referring_person"]["id"] == 3)


def test_tab_after_an_unknown_name_goes_on_and_books_nothing(main, qtbot):
    page = intake(main, qtbot)
    find(page, qtbot, "Quillfeather, Marguerite")
    press("Tab")
    assert dialog(AddRecordDialog) is None
    assert page.state.entries["source"] == "physician"
    assert not page.state.entries["source_detail"]


def test_a_health_fair_is_an_event(main, qtbot):
    page = intake(main, qtbot)
    assert find(page, qtbot, "health fair")[0] == "Event: health fair"
    press("Return")
    assert page.state.entries["source"] == "event"
    assert page.state.entries["source_detail"] == "health fair"


def test_somebody_at_a_school_sends_as_the_school(main, qtbot):
    page = intake(main, qtbot)
    find(page, qtbot, "Pryce")
    press("Return")
    assert page.state.entries["source"] == "school"
    assert page.state.entries["referring_person"]["id"] == 2
