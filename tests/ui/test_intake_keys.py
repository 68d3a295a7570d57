"""The keys of an intake lead on, and its cards say what its fields say."""

from __future__ import annotations

from pathlib import Path

import pytest

from refdesk.domain.practice import Channel
from refdesk.domain.referral import Referral
from refdesk.ui.editors.reference import ReferenceEditor
from refdesk.ui.intake_page import IntakePage
from refdesk.ui.main_window import MainWindow
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


def on_file(page: IntakePage) -> list[str]:
    """Return what the card of those on file says; nothing while it is out of sight."""
    card = page.side.on_file
    if card.isHidden():
        return []
    return [one.text() for one in card.findChildren(type(card.title)) if not one.isHidden()]


def test_a_part_of_a_name_that_the_field_finds_is_not_said_to_be_nobody(main, qtbot):
    page = intake(main, qtbot)
    page.view.focus_field("patient")
    type_text("Vance, Ma")
    editor = page.view.boxes["patient"].editor
    assert isinstance(editor, ReferenceEditor)
    until(qtbot, lambda: editor.field.is_open and editor.field._is_fresh())
    assert editor.field.found is not None
    assert len(editor.field.found.rows) == 2
    until(qtbot, lambda: page._looked_for[1:2] == ("Vance, Ma",))
    assert on_file(page) == []
    type_text("rguerite")
    nobody = "Nobody on file fits what is typed so far."
    until(qtbot, lambda: nobody in on_file(page))


def test_enter_that_took_a_patient_goes_on_to_the_next_field(main, qtbot):
    page = intake(main, qtbot)
    choose_patient(page, qtbot, "Vance, Mat")
    assert page.view.focused() == "reason"
    type_text("Low back pain")
    assert page.state.entries["patient"] == {"id": 2, "text": ""}
    assert page.state.entries["reason"] == "Low back pain"


def test_enter_that_took_who_recommended_us_goes_on_too(main, qtbot):
    page = intake(main, qtbot)
    find(page, qtbot, "patient")
    press("Return")
    until(qtbot, lambda: page.view.focused() == "referring_patient")
    type_text("Vance, Mat")
    editor = page.view.boxes["referring_patient"].editor
    assert isinstance(editor, ReferenceEditor)
    until(qtbot, lambda: editor.field.is_open and editor.field._is_fresh())
    press("Return")
    assert page.state.entries["referring_patient"]["id"] == 2
    assert page.view.focused() not in {"referring_patient", None}


def test_a_call_is_said_to_have_come_by_phone(main, qtbot):
    page = intake(main, qtbot)
    assert page.view.boxes["channel"].editor.entry() == "phone"
    assert not page.is_begun, "nobody has typed anything"
    find(page, qtbot, "okaf")
    press("Return")
    until(qtbot, lambda: page.view.focused() == "patient")
    type_text("Quade, Milo")
    press("Ctrl+S")
    until(qtbot, lambda: main.page is not page)
    records = main.records
    newest = max(records.ids(Referral, records.query(Referral)))
    assert records.get(Referral, newest).channel is Channel.PHONE


def test_a_channel_that_was_emptied_is_asked_for_next(main, qtbot):
    page = intake(main, qtbot)
    page.view.focus_field("channel")
    press("Delete")
    until(qtbot, lambda: not page.state.entries["channel"])
    press("Alt+Y")
    find(page, qtbot, "okaf")
    press("Return")
    until(qtbot, lambda: page.view.focused() == "channel")
