"""From Today onto paper and into a calendar: the call list, and reminders."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from refdesk.domain.clinic import Clinic
from refdesk.domain.patient import Patient
from refdesk.domain.practice import Practice
from refdesk.domain.referral import ContactAttempt, Referral
from refdesk.domain.register import Purpose, Release
from refdesk.domain.task import Task
from refdesk.services.records import Records
from refdesk.store.listing import Query
from refdesk.ui.dialogs.reminders import ReminderDialog
from refdesk.ui.main_window import MainWindow
from refdesk.ui.sheet_page import SheetPage
from refdesk.ui.today_page import TodayPage
from tests.helpers.desks import make_desk
from tests.helpers.window import activate, dialog, press, until

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the keyboard")
PEOPLE = ("Vance, Marisol", "Osgood, Mabel")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A desk with a call that is late, one agreed for tomorrow, and a task of nobody."""
    folder = tmp_path / "Lakeline"
    tomorrow = dt.datetime.now(dt.UTC).astimezone().date() + dt.timedelta(days=1)
    with make_desk(folder, "Lakeline") as desk:
        records = Records(desk)
        records.set(Clinic, 1, {"hours": "Mon-Sun 0:00-23:55"})
        records.add(Practice, {"name": "Cedar Grove"})
        for number, name in enumerate(PEOPLE, start=1):
            records.add(Patient, {"name": name, "phone": f"740-555-010{number}"})
            sent = {"patient": str(number), "source": "patient", "received": "2026-11-02 9:00"}
            records.add(Referral, {**sent, "referring_practice": "1"})
        call = {"referral": "2", "result": "call_back", "next_try": f"{tomorrow} 14:30"}
        records.add(ContactAttempt, call)
        records.add(Task, {"what": "Order labels", "due": "today"})
    return folder


@pytest.fixture
def page(main: MainWindow, qtbot) -> TodayPage:
    activate(main, qtbot)
    press("Ctrl+0")
    page = main.page
    assert isinstance(page, TodayPage)
    until(qtbot, page.cards[0].list.hasFocus)
    return page


@pytest.fixture
def asked(page: TodayPage, qtbot) -> ReminderDialog:
    """The dialog of reminders, opened by its key."""
    assert page.cards[0].list.hasFocus()
    press("Ctrl+Shift+Y")
    until(qtbot, lambda: dialog(ReminderDialog))
    found: ReminderDialog = dialog(ReminderDialog)
    found.activateWindow()
    until(qtbot, found.count.text)
    return found


def said(main: MainWindow, qtbot) -> str:
    """Return what stands on the sheet in sight."""
    until(qtbot, lambda: isinstance(main.page, SheetPage))
    sheet: Any = main.page
    until(qtbot, lambda: sheet.viewer.where.text() != "")
    with pypdfium2.PdfDocument(sheet._source.preview()) as pdf:
        return " ".join(pdf[0].get_textpage().get_text_range().split())


def titles(path: Path) -> list[str]:
    return [str(one["summary"]) for one in Calendar.from_ical(path.read_bytes()).walk("VEVENT")]


def register(main: MainWindow) -> list[Release]:
    return main.records.page(Release, main.records.ids(Release, Query()))


def to(path: Path, page: TodayPage) -> None:
    """Answer the question for a place with this one."""
    page.papers.ask_path = lambda _name, chosen: chosen(path)


# The call list


def test_the_call_list_is_one_key_away_and_comes_back_to_today(main, page, qtbot):
    assert page.cards[0].list.hasFocus()
    press("Ctrl+Shift+J")
    text = said(main, qtbot)
    assert main.page.title_text == "Call list"
    assert "Vance, Marisol (740) 555-0101" in text
    assert "Cedar Grove" in text
    assert "Osgood" not in text
    until(qtbot, lambda: "a later day was agreed" in main.activity.result.words.text())
    assert register(main) == [], "it was only looked at"
    press("Escape")
    until(qtbot, lambda: main.page is page)


def test_the_call_list_is_of_those_whose_work_is_shown(main, page, qtbot):
    main.records.set(Referral, 1, {"owner": ""})
    press("Ctrl+Shift+M")
    until(qtbot, lambda: page.whose.code() == "mine")
    until(qtbot, lambda: main.preferences.remembered("today_is_mine") is True)
    press("Ctrl+Shift+J")
    until(qtbot, lambda: "Nobody is to be called today" in main.activity.result.words.text())
    assert main.page is page


def test_call_list_and_reminders_have_their_buttons_in_the_heads(main, page, qtbot):
    buttons = {one.text(): one for card in page.cards for one in heads(card)}
    assert set(buttons) == {"Call list", "Reminders"}
    qtbot.mouseClick(buttons["Reminders"], Qt.MouseButton.LeftButton)
    until(qtbot, lambda: dialog(ReminderDialog))
    dialog(ReminderDialog).reject()
    activate(main, qtbot)
    qtbot.mouseClick(buttons["Call list"], Qt.MouseButton.LeftButton)
    assert "Vance" in said(main, qtbot)


def heads(card: Any) -> list[Any]:
    widgets = [card.head.itemAt(place).widget() for place in range(card.head.count())]
    return [one for one in widgets if hasattr(one, "click")]


# Reminders


def test_reminders_are_saved_without_names_by_enter(main, page, asked, qtbot, tmp_path):
    assert asked.count.text().startswith("2 reminders, ")
    assert asked.days.hasFocus()
    file = tmp_path / "out.ics"
    to(file, page)
    press("Return")
    until(qtbot, file.exists)
    assert titles(file) == ["Task 1", "Call for referral R-2: another try, Cedar Grove"]
    until(qtbot, lambda: "Saved 2 reminders as out.ics" in main.activity.result.words.text())
    (line,) = register(main)
    assert (line.sheet, line.about) == ("calendar_file", "2 reminders; no names")


def test_what_is_chosen_counts_at_once_and_is_remembered(main, page, asked, qtbot, tmp_path):
    press("9")  # 90 days
    assert asked.days.code() == "90"
    press("Tab", "M")  # mine
    until(qtbot, lambda: asked.count.text().startswith("1 reminder, "))
    press("Shift+Tab", "Shift+Tab", "Shift+Tab")  # back over promises to tasks
    assert asked.of[next(one for one in asked.of if one.value == "task")].hasFocus()
    press("Space")
    file = tmp_path / "out.ics"
    to(file, page)
    press("Return")
    until(qtbot, file.exists)
    assert titles(file) == ["Call for referral R-2: another try, Cedar Grove"]
    until(qtbot, lambda: main.preferences.remembered("reminders"))
    activate(main, qtbot)
    press("Ctrl+Shift+Y")
    until(qtbot, lambda: dialog(ReminderDialog))
    again = dialog(ReminderDialog)
    assert again.days.code() == "90"
    assert [one.value for one, check in again.of.items() if not check.isChecked()] == ["task"]
    assert not again.names.isChecked(), "names are asked for each time"


def test_names_leave_only_for_a_purpose(main, page, asked, qtbot, tmp_path):
    file = tmp_path / "out.ics"
    to(file, page)
    asked.names.setFocus()
    press("Space")
    assert asked.notice.isVisible()
    for words in ("Patient", "Phone", "Task", "Promised to"):
        assert words in asked.notice.detail.text()
    press("Return")
    assert asked.problem.words.text() == "Choose what it is for."
    assert asked.purpose.hasFocus()
    assert not file.exists()
    press("T")
    assert not asked.problem.isVisible()
    press("Return")
    until(qtbot, file.exists)
    assert titles(file) == [
        "Order labels",
        "Call Osgood, Mabel: another try, Cedar Grove",
    ]
    until(qtbot, lambda: register(main))
    (line,) = register(main)
    assert (line.purpose, line.with_patients) == (Purpose.TREATMENT, True)
    assert "Osgood" not in main.windowTitle()


def test_the_same_reminders_come_on_paper(main, asked, qtbot):
    assert asked.days.hasFocus()
    press("Ctrl+P")
    text = said(main, qtbot)
    assert main.page.title_text == "Reminders"
    assert "Call for referral R-2: another try" in text
    assert "Osgood" not in text
    assert "No names" in text


def test_nothing_to_be_reminded_of_is_asked_for_again(page, asked, qtbot):
    for check in asked.of.values():
        check.setFocus()
        press("Space")
    until(qtbot, lambda: asked.count.text().startswith("0 reminders"))
    press("Return")
    assert asked.problem.words.text() == "Choose what to be reminded of."
    assert next(iter(asked.of.values())).hasFocus()
    press("Escape")
    until(qtbot, lambda: dialog(ReminderDialog) is None)
    assert page.isVisible()


def test_where_nothing_comes_up_that_is_said(main, page, asked, qtbot, tmp_path):
    file = tmp_path / "out.ics"
    to(file, page)
    main.records.set(Task, 1, {"done": "today"})
    main.records.archive(ContactAttempt, 1)
    assert asked.days.hasFocus()
    press("Return")
    until(qtbot, lambda: "Nothing comes up" in main.activity.result.words.text())
    assert not file.exists()


def test_the_place_is_asked_for_with_a_name_that_names_nobody(page, asked, qtbot):
    assert page.isVisible()
    press("Return")
    until(qtbot, lambda: dialog(QFileDialog))
    found: QFileDialog = dialog(QFileDialog)
    assert found.defaultSuffix() == "ics"
    (name,) = found.selectedFiles()
    today = dt.datetime.now(dt.UTC).astimezone().date()
    assert Path(name).name == f"RefDesk reminders {today.isoformat()}.ics"
    assert asked is not None
    found.reject()
