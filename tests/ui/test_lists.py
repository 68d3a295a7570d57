"""The list page: sorting, finding, scrolling, refreshing, through real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics

from refdesk.domain.practice import Practice
from refdesk.screens.catalogue import SCREENS
from refdesk.screens.spec import Place
from refdesk.services.records import Records
from tests.ui.conftest import NAMES, shown


def test_a_click_on_a_head_sorts_and_a_second_one_turns_it_round(main, qtbot):
    header = main.page.table.header
    at = QPoint(header.sectionViewportPosition(0) + 10, 10)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: shown(main) == sorted(NAMES, reverse=True))
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: shown(main) == sorted(NAMES))


def test_keys_sort_from_the_head(main, qtbot):
    table = main.page.table
    qtbot.keyClick(table, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert table.header.hasFocus()
    qtbot.keyClick(table.header, Qt.Key.Key_Right)
    qtbot.keyClick(table.header, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "sorted by Tier" in table.header.accessibleName())
    qtbot.keyClick(table.header, Qt.Key.Key_Down)
    assert table.hasFocus()


def test_typing_in_the_find_box_filters_and_escape_shows_all(main, qtbot):
    page = main.page
    qtbot.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.find_box.hasFocus()
    qtbot.keyClicks(page.find_box, "row")
    qtbot.waitUntil(lambda: shown(main) == ["Harrow Creek"])
    assert page.top_bar.count.text() == "1 of 4 practices"
    qtbot.keyClick(page.find_box, Qt.Key.Key_Return)
    assert page.table.hasFocus()
    assert page.table.currentIndex().row() == 0
    qtbot.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.find_box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: shown(main) == sorted(NAMES))


def test_nothing_found_is_said_and_the_find_box_keeps_the_keys(main, qtbot):
    page = main.page
    page.find_box.setFocus()
    qtbot.keyClicks(page.find_box, "zzz")
    qtbot.waitUntil(page.empty.isVisible)
    assert page.empty.headline.text() == "No practice matches “zzz”"
    qtbot.keyClick(page.find_box, Qt.Key.Key_Down)
    assert page.find_box.hasFocus()


def test_the_arrows_move_and_the_state_knows_the_record(main, qtbot):
    table = main.page.table
    assert table.currentIndex().row() == 0
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert main.page.state.selected == main.page.state.ids[1]


def test_a_change_elsewhere_shows_at_once_and_the_selection_stays(shell, main, qtbot):
    table = main.page.table
    table.selectRow(1)
    chosen = main.page.state.selected
    records = Records(shell.desk)
    shell.jobs.run_change(
        lambda _progress: records.add(Practice, {"name": "Aardvark"}), lambda _done: None
    )
    qtbot.waitUntil(lambda: shown(main)[:2] == ["Aardvark", "Aldermoor"])
    assert main.page.state.selected == chosen
    assert table.currentIndex().row() == 2


@pytest.fixture
def many(shell, main, qtbot):
    """The list with 5,000 practices."""

    def fill(_progress) -> None:
        with shell.desk.db.change("Fill", by=None) as work:
            for number in range(5_000 - len(NAMES)):
                work.add(Practice(name=f"Practice {number:05d}"))

    shell.jobs.run_change(fill, lambda _done: None)
    qtbot.waitUntil(lambda: main.page.table.rows.rowCount() == 5_000, timeout=30_000)
    return main


def test_end_shows_the_last_of_5000_and_home_the_first(many, qtbot):
    table = many.page.table
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.currentIndex().row() == 4_999
    bottom = table.rows.index(4_999, 0)
    qtbot.waitUntil(lambda: bottom.data() == "Tilbrook")
    assert table.viewport().rect().contains(table.visualRect(bottom).center())
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert table.currentIndex().row() == 0
    assert table.rowAt(0) == 0


def test_rows_out_of_sight_are_not_read(many):
    many.grab()
    assert set(many.page.state._pages) <= {0, 1}


def test_a_change_far_down_does_not_move_what_is_in_sight(shell, many, qtbot):
    table = many.page.table
    table.scrollTo(table.rows.index(2_000, 0), table.ScrollHint.PositionAtTop)
    at = many.page.state.ids[table.top_row()]
    records = Records(shell.desk)
    shell.jobs.run_change(
        lambda _progress: records.add(Practice, {"name": "Aardvark"}), lambda _done: None
    )
    qtbot.waitUntil(lambda: table.rows.rowCount() == 5_001)
    assert many.page.state.ids[table.top_row()] == at


def test_ctrl_and_a_figure_opens_each_list(main, qtbot):
    for number, screen in enumerate(SCREENS[:9], start=1):
        key = Qt.Key(Qt.Key.Key_0 + number)
        qtbot.keyClick(main, key, Qt.KeyboardModifier.ControlModifier)
        assert main.page.shows is screen
        qtbot.waitUntil(lambda: main.page.state.is_open)


LISTS = [
    screen for screen in SCREENS if screen.place is not Place.HIDDEN and screen.kind != "clinic"
]


@pytest.mark.parametrize("screen", LISTS, ids=lambda screen: screen.kind)
def test_every_screen_opens_from_the_sidebar(main, screen, qtbot):
    qtbot.mouseClick(main.sidebar.buttons[screen.kind], Qt.MouseButton.LeftButton)
    assert main.page.shows is screen
    qtbot.waitUntil(lambda: main.page.state.is_open)
    main.grab()
    assert main.page.top_bar.count.text()


def test_a_narrow_window_keeps_the_icons_of_the_sidebar(main):
    wide = main.sidebar.width()
    main.resize(700, 500)
    assert main.sidebar.width() < wide
    main.grab()


def test_columns_fill_the_width_and_no_title_is_wider_than_its_column(main):
    table = main.page.table
    total = sum(table.columnWidth(number) for number in range(table.rows.columnCount()))
    assert total == table.viewport().width()
    metrics = QFontMetrics(table.font())
    for number in range(table.rows.columnCount()):
        label = table.rows.headerData(number, Qt.Orientation.Horizontal)
        assert metrics.horizontalAdvance(label) < table.columnWidth(number)


def test_the_status_bar_names_the_keys_of_what_has_the_focus(main):
    assert "row" in main.status.hints.accessibleName()
    main.page.find_box.setFocus()
    assert "to the list" in main.status.hints.accessibleName()
    main.page.table.header.setFocus()
    assert "sort" in main.status.hints.accessibleName()
