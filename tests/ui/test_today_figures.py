"""The figures on Today for whoever looks after everybody's work."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from refdesk.domain.clinic import Clinic
from refdesk.domain.patient import Patient
from refdesk.domain.referral import Referral
from refdesk.domain.stages import Stage
from refdesk.services.loops import Loops
from refdesk.services.records import Records
from refdesk.ui.main_window import MainWindow
from refdesk.ui.today_figures import FigureTable
from refdesk.ui.today_page import TodayPage
from tests.every_screen.test_accessible import faults
from tests.helpers.desks import make_desk
from tests.helpers.window import activate, press, reading, until

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A desk with two referrals of nine days ago and one of this moment."""
    folder = tmp_path / "Lakeline"
    with make_desk(folder, "Lakeline") as desk:
        records = Records(desk)
        records.set(Clinic, 1, {"hours": "Mon-Sun 0:00-23:55"})
        records.add(Patient, {"name": "Vance, Marisol"})
        for days in (9, 9, 0):
            came = dt.datetime.now(dt.UTC) - dt.timedelta(days=days, minutes=5)
            given = {"patient": "1", "source": "patient", "received": came.isoformat()}
            records.add(Referral, given)
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
def table(page: TodayPage, qtbot) -> FigureTable:
    until(qtbot, page.figures.isVisible)
    return page.figures.cards[0].table


def words(table: FigureTable, row: int) -> list[str]:
    items = [table.item(row, column) for column in range(table.columnCount())]
    return [item.text() for item in items if item is not None]


def test_every_stage_has_its_figures_and_they_keep_up(main, table, qtbot):
    assert words(table, 0) == ["Received", "3", "2", "9"]
    assert words(table, 1) == ["Contacting", "0", "0", "–"]
    item = table.item(0, 2)
    assert item is not None
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == "Received, Late: 2"
    Loops(main.desk).move(1, Stage.CONTACTING)
    until(qtbot, lambda: words(table, 1) == ["Contacting", "1", "1", "0"])
    assert words(table, 0) == ["Received", "2", "1", "4"]


def test_enter_on_a_figure_opens_what_it_counts(main, table, qtbot):
    table.setFocus()
    table.setCurrentCell(0, 2)
    press("Return")
    page = reading(main, qtbot)
    until(qtbot, lambda: sorted(page.state.ids) == [1, 2])
    assert page.state.sentences() == ["Stage is Received", "Due to now"]


def test_a_click_opens_too_and_nothing_opens_nothing(main, page, table, qtbot):
    def click(row: int, column: int) -> None:
        at = table.visualRect(table.model().index(row, column)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)

    click(1, 1)
    assert main.page is page, "there is none at Contacting"
    click(0, 0)
    rows = reading(main, qtbot)
    until(qtbot, lambda: sorted(rows.state.ids) == [1, 2, 3])


def test_they_are_for_everybodys_work_alone(page, qtbot):
    press("Ctrl+Shift+M")
    until(qtbot, lambda: not page.figures.isVisible())
    press("Ctrl+Shift+M")
    until(qtbot, page.figures.isVisible)


def test_digits_lead_to_sections_from_the_figures_too(page, table, qtbot):
    table.setFocus()
    press("2")
    until(qtbot, page.cards[1].list.hasFocus)


def test_what_the_board_was_turned_to_is_what_today_shows(main, page, qtbot):
    press("Ctrl+B")
    press("Ctrl+Shift+M")
    until(qtbot, lambda: main.preferences.remembered("today_is_mine") is True)
    press("Ctrl+0")
    assert page.whose.code() == "mine"


def test_every_control_of_today_has_a_name_and_a_role(main, page, table):
    assert faults(main) == []
    assert page.isVisible()
    assert table.accessibleName() == "Open loops by stage"
