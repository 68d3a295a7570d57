"""A referral taken in where there is no room for cards beside the fields."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint

from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.domain.referral import Referral
from refdesk.services.preferences import Computer, Preferences
from refdesk.services.records import Records
from refdesk.ui.intake_page import IntakePage
from refdesk.ui.main_window import MainWindow
from refdesk.ui.referral_page import ReferralPage
from refdesk.ui.shell import Shell
from tests.helpers.desks import cheap_desks, make_desk
from tests.helpers.window import form, open_form, press, type_text, unlock, until
from tests.ui.test_intake import find, intake

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

SMALL = (1024, 700)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a closed desk that knows a physician, and a patient with an open referral."""
    folder = tmp_path / "Lakeline"
    with make_desk(folder, "Lakeline") as desk:
        records = Records(desk)
        records.add(Practice, {"name": "Cedar Grove Family Medicine"})
        records.add(Person, {"name": "Okafor, Nkem", "credentials": "MD", "practices": "1"})
        vance = {"name": "Vance, Marisol", "birth_date": "1956-03-11", "phone": "740-555-0188"}
        records.add(Patient, vance)
        records.add(Referral, {"source": "physician", "referring_person": "1", "patient": "1"})
    return folder


@pytest.fixture(params=[100, 200])
def scale(request) -> int:
    """The size of everything in percent."""
    return int(request.param)


@pytest.fixture
def shell(qapp: QApplication, folder: Path, scale: int) -> Iterator[Shell]:
    """A started shell of this size."""
    preferences = Preferences(Computer(None))
    preferences.computer.put("scale", scale)
    shell = Shell(qapp, cheap_desks(), folder, preferences=preferences)
    shell.start()
    yield shell
    shell.close()
    shell.unlock.close()


@pytest.fixture
def main(shell, qtbot) -> MainWindow:
    window = unlock(shell, qtbot)
    window.resize(*SMALL)
    return window


def in_sight(main: MainWindow, words: str) -> bool:
    """Tell whether a line above the fields says so, inside the window."""
    assert isinstance(main.page, IntakePage)
    for text in main.page.brief.texts:
        if words in text.whole and text.isVisible():
            at = text.mapTo(main, QPoint(0, text.height()))
            return 0 < at.y() < main.height() and not text.visibleRegion().isEmpty()
    return False


def test_who_is_on_file_is_in_sight_in_a_small_window(main, qtbot):
    page = intake(main, qtbot)
    find(page, qtbot, "okaf")
    press("Return")
    page.view.focus_field("patient")
    type_text("Vance, Marisol")
    until(qtbot, lambda: in_sight(main, "On file already? Vance, Marisol, Open referral of"))
    box = page.view.boxes["patient"]
    until(qtbot, lambda: box.visibleRegion().boundingRect().height() == box.height())
    press("Alt+1")
    until(qtbot, lambda: page.state.entries["patient"] == {"id": 1, "text": ""})
    until(qtbot, lambda: in_sight(main, "Vance, Marisol, Open referral of"))
    until(qtbot, page.side.offers()[0].isVisible)
    press("F9")
    until(qtbot, lambda: isinstance(main.page, ReferralPage))


def test_what_was_begun_earlier_is_in_sight_in_a_small_window(main, qtbot):
    first = intake(main, qtbot)
    first.view.focus_field("patient")
    type_text("Quade, Milo")
    page = intake(main, qtbot)
    until(qtbot, lambda: in_sight(main, "Begun earlier: Quade, Milo"))
    until(qtbot, page.side.offers()[0].isVisible)
    press("F9")
    until(qtbot, lambda: main.page is not page)
    again = form(main, qtbot)
    assert again.view.boxes["patient"].editor.entry()["text"] == "Quade, Milo"


def test_the_cards_lie_below_the_fields_and_go_beside_them_with_room(main, qtbot):
    page = open_form(main, qtbot, "practice", 1)
    until(qtbot, lambda: page.side.files is not None and page.side.files.isVisible())
    assert page.area.isAncestorOf(page.side), "below the fields, it scrolls with them"
    assert page.side.mapTo(page, QPoint()).y() > page.view.mapTo(page, QPoint()).y()
    main.resize(2800, 1400)
    until(qtbot, lambda: not page.area.isAncestorOf(page.side))
    assert page.side.files is not None
    assert page.side.files.isVisible()
    assert page.side.mapTo(page, QPoint()).x() > page.area.mapTo(page, QPoint()).x()
