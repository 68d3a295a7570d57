"""A liaison's day in the window: found, added, ordered, printed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from refdesk.domain.clinic import Clinic
from refdesk.domain.patient import Patient
from refdesk.domain.practice import Office, Practice
from refdesk.domain.touch import Visit
from refdesk.services.printing import today
from refdesk.services.records import Records
from refdesk.store.listing import Query
from refdesk.ui.day_page import DayPage
from refdesk.ui.main_window import MainWindow
from refdesk.ui.sheet_page import SheetPage
from tests.helpers.desks import make_desk

DAY = dt.date(2026, 11, 24)
TOWNS = {"Larkmead": "45701", "Tilbrook": "43130", "Harrow": "43138"}
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a closed desk with three practices in three towns."""
    folder = tmp_path / "Lakeline"
    with make_desk(folder, "Lakeline") as desk:
        records = Records(desk)
        records.set(Clinic, 1, {"address.zip": "45701"})
        for number, (name, code) in enumerate(TOWNS.items(), start=1):
            records.add(Practice, {"name": name})
            records.add(Office, {"practice": str(number), "address.zip": code})
    return folder


@pytest.fixture
def page(main: MainWindow, qtbot) -> DayPage:
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(main, Qt.Key.Key_R, held)
    page = main.page
    assert isinstance(page, DayPage)
    page.day_card.line.setText("11/24/2026")
    page.day_card.line.editingFinished.emit()
    assert page.date == DAY
    return page


def add(page: DayPage, qtbot, name: str) -> None:
    count = len(page.lines)
    page.finder.setFocus()
    qtbot.keyClicks(page.finder, name)
    qtbot.waitUntil(lambda: page.finder.is_open)
    qtbot.keyClick(page.finder, Qt.Key.Key_Down)
    qtbot.keyClick(page.finder, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.lines) == count + 1)


@pytest.fixture
def full(page: DayPage, qtbot) -> DayPage:
    for name in TOWNS:
        add(page, qtbot, name)
    return page


def names(page: DayPage) -> list[str]:
    return [line.name for line in page.lines]


def test_the_window_is_named_after_the_page(main, page, qtbot):
    assert main.windowTitle() == "Day of visits – RefDesk"
    qtbot.waitUntil(lambda: "Find a practice" in page.stops.accessibleDescription())
    assert not page.log_button.isEnabled()


def test_practices_are_found_and_added_by_keys(full):
    assert names(full) == ["Larkmead", "Tilbrook", "Harrow"]
    assert full.stops.item(0).text().startswith("1   8:50–9:10 AM   Larkmead")
    assert full.list_card.aside.text() == "3 stops"
    assert "Leave 8:45 AM" in full.day_card.words.text()


def test_stops_move_by_keys_and_their_times_follow(full, qtbot):
    full.stops.setFocus()
    full.stops.setCurrentRow(2)
    qtbot.keyClick(full.stops, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: names(full) == ["Larkmead", "Harrow", "Tilbrook"])
    assert full.stops.currentRow() == 1, "the stop that was moved stays the chosen one"
    qtbot.keyClick(full.stops, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: names(full) == ["Larkmead", "Tilbrook", "Harrow"])


def test_stops_move_by_dragging(full, qtbot):
    model = full.stops.model()
    assert model.moveRow(model.index(0, 0).parent(), 2, model.index(0, 0).parent(), 0)
    qtbot.waitUntil(lambda: names(full) == ["Harrow", "Larkmead", "Tilbrook"])


def test_f5_makes_the_driving_order_and_undo_takes_it_back(main, full, qtbot):
    full.stops.setFocus()
    full.stops.setCurrentRow(0)
    qtbot.keyClick(full.stops, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: names(full) == ["Tilbrook", "Larkmead", "Harrow"])
    qtbot.keyClick(full.stops, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: names(full)[0] == "Larkmead")
    main.undo()
    qtbot.waitUntil(lambda: names(full) == ["Tilbrook", "Larkmead", "Harrow"])


def test_del_takes_a_stop_out(main, full, qtbot):
    full.stops.setFocus()
    full.stops.setCurrentRow(1)
    qtbot.keyClick(full.stops, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: names(full) == ["Larkmead", "Harrow"])
    assert len(main.records.ids(Visit, Query())) == 2


def test_a_longer_stay_moves_the_rest_of_the_day(full, qtbot):
    full.stops.setCurrentRow(0)
    full.stop_card.minutes.setText("60")
    full.stop_card.minutes.editingFinished.emit()
    qtbot.waitUntil(lambda: full.lines[0].minutes == 60)
    assert "9:50 AM" in full.stops.item(0).text()
    full.stop_card.minutes.setText("0")
    full.stop_card.minutes.editingFinished.emit()
    qtbot.waitUntil(lambda: "1 to 600" in full._host.activity.result.words.text())


def test_another_office_is_chosen_by_keys(main, full, qtbot):
    main.records.add(Office, {"practice": "1", "name": "North", "address.zip": "43130"})
    full.read()
    qtbot.waitUntil(lambda: full.stop_card.office.count() == 2)
    full.stops.setCurrentRow(1)
    assert full.stop_card.offices.isHidden(), "a practice with one office leaves nothing to choose"
    full.stops.setCurrentRow(0)
    assert not full.stop_card.offices.isHidden()
    full.stop_card.office.setFocus()
    qtbot.keyClick(full.stop_card.office, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "43130" in full.stop_card.told.text())
    assert full.stop_card.office.currentText().startswith("North")


def test_arrows_in_the_date_go_from_day_to_day(page, qtbot):
    page.day_card.line.setFocus()
    qtbot.keyClick(page.day_card.line, Qt.Key.Key_Up)
    assert page.date == DAY + dt.timedelta(days=1)
    page.day_card.line.setText("tomorrow")
    page.day_card.line.editingFinished.emit()
    assert page.date == today() + dt.timedelta(days=1)
    assert str(page.date.year) in page.day_card.line.text()


def test_today_and_tomorrow_are_a_key_and_a_button_away(page, qtbot):
    qtbot.keyClick(page.finder, Qt.Key.Key_F6)
    assert page.date == today()
    qtbot.keyClick(page.finder, Qt.Key.Key_F7)
    assert page.date == today() + dt.timedelta(days=1)
    page.day_card.today_button.click()
    assert page.date == today()
    assert page.day_card.line.day() == today()
    page.day_card.tomorrow_button.click()
    assert page.date == today() + dt.timedelta(days=1)


def test_a_day_that_is_too_long_warns_and_names_what_to_move(main, full, qtbot):
    assert full.day_card.notice.isHidden()
    practice = main.records.add(Practice, {"name": "Far West"})
    main.records.add(Office, {"practice": str(practice.id), "address.zip": "94559"})
    add(full, qtbot, "Far West")
    qtbot.waitUntil(full.day_card.notice.isVisible)
    assert full.day_card.notice.detail.text() == (
        "These stops do not fit into one day, so no times are given. "
        "Without Far West they would: move those to another day."
    )
    full.stops.setFocus()
    full.stops.setCurrentRow(names(full).index("Far West"))
    qtbot.keyClick(full.stops, Qt.Key.Key_Delete)
    qtbot.waitUntil(full.day_card.notice.isHidden)


def test_what_is_to_know_of_a_stop_stands_in_its_row_and_on_its_card_only(main, full, qtbot):
    main.records.set(Practice, 2, {"status": "inactive"})
    full.read()
    qtbot.waitUntil(lambda: full.lines[1].warning != "")
    assert full.stops.item(1).text().endswith("Inactive on our list")
    full.stops.setCurrentRow(1)
    assert "Inactive on our list" in full.stop_card.told.text()
    assert full.day_card.notice.isHidden()


def test_the_log_is_shown_in_that_order_and_comes_back_to_the_day(main, full, qtbot):
    full.stops.setFocus()
    qtbot.keyClick(full.stops, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(main.page, SheetPage))
    assert main.page.title_text == "Visit log"
    main.back()
    assert main.page is full
    full.show_plan()
    qtbot.waitUntil(lambda: isinstance(main.page, SheetPage))
    assert main.page.title_text == "Visit plan"


def test_a_patient_named_on_the_log_is_told_before_it_is_printed(main, full, qtbot):
    main.records.add(Patient, {"name": "Quill, Jane"})
    main.records.set(Visit, 1, {"talking_points": "How is Jane Quill?"})
    main.records.set(Practice, 2, {"status": "inactive"})
    qtbot.waitUntil(lambda: full.lines[1].warning != "")
    full.show_log()
    qtbot.waitUntil(lambda: isinstance(main.page, SheetPage))
    assert main.activity.result.words.text() == "Look again: “Jane Quill” may be a patient."


def test_a_date_that_is_none_is_told_and_the_day_stays(main, page):
    page.day_card.line.setText("someday")
    page.day_card.line.editingFinished.emit()
    assert "The date" in main.activity.result.words.text()
    assert page.date == DAY
