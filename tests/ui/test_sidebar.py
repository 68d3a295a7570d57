"""The sidebar in windows of any height: every row is reached, and the chosen one is in sight."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt

from refdesk.screens.catalogue import SCREENS
from refdesk.settings import SCALE
from refdesk.ui.list_page import ListPage
from refdesk.ui.main_window import MainWindow
from refdesk.ui.nav_button import LEAST, ROW, NavButton
from refdesk.ui.settings_page import SettingsPage
from tests.helpers.window import focused, form_of_row, open_list, press, until

LOW = [(1280, 720), (1366, 768), (960, 540)]
"""Common screens; the last one is one of 1920 x 1080 at 200 %."""
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)")


def in_sight(main: MainWindow, button: NavButton) -> bool:
    """Tell whether the whole of a row can be seen."""
    at = button.mapTo(main.sidebar, button.rect().topLeft()).y()
    area = main.sidebar._area
    top, bottom = 0, main.sidebar.height()
    if area.isAncestorOf(button):
        top, bottom = area.geometry().top(), area.geometry().bottom() + 1
    return button.isVisible() and top <= at and at + button.height() <= bottom


def chosen(main: MainWindow) -> list[str]:
    return [one.text() for one in main.sidebar.findChildren(NavButton) if one.isChecked()]


@pytest.mark.parametrize("size", LOW)
def test_the_chosen_row_is_in_sight_in_a_low_window(size, main, qtbot):
    main.resize(*size)
    for screen in SCREENS:
        if screen.kind in main.sidebar.buttons:
            main.open_list(screen.kind)
            button = main.sidebar.buttons[screen.kind]
            until(qtbot, button.isChecked)
            until(qtbot, partial(in_sight, main, button))
            assert chosen(main) == [button.text()]


def test_it_stays_in_sight_when_the_window_gets_lower(main, qtbot):
    main.resize(1360, 1200)
    main.open_list("saved_view")
    button = main.sidebar.buttons["saved_view"]
    until(qtbot, lambda: in_sight(main, button))
    main.resize(1360, 560)
    until(qtbot, lambda: button.height() == LEAST)
    until(qtbot, lambda: in_sight(main, button))


def test_rows_get_lower_before_anything_has_to_be_scrolled(main, qtbot):
    main.resize(1360, 1200)
    until(qtbot, lambda: main.sidebar.extras["help"].height() == ROW)
    main.resize(1360, 850)
    until(qtbot, lambda: LEAST <= main.sidebar.extras["help"].height() < ROW)
    until(qtbot, lambda: all(in_sight(main, one) for one in main.sidebar._rows()))


@pytest.mark.parametrize("size", LOW)
def test_settings_and_help_are_always_in_sight(main, size, qtbot):
    main.resize(*size)
    for name in ("settings", "help"):
        until(qtbot, partial(in_sight, main, main.sidebar.extras[name]))
    qtbot.mouseClick(main.sidebar.extras["settings"], Qt.MouseButton.LeftButton)
    until(qtbot, lambda: isinstance(main.page, SettingsPage))
    assert chosen(main) == ["Settings"]


def test_every_row_is_reached_by_arrows_and_seen_and_chosen_by_enter(main, qtbot):
    main.resize(1280, 720)
    press("F3")
    assert focused() is main.sidebar.buttons["practice"], "the row of the page in sight"
    press("Home")
    seen = []
    rows = main.sidebar._rows()
    for row in rows:
        assert row.hasFocus()
        until(qtbot, partial(in_sight, main, row))
        seen.append(row.text())
        press("Down")
    assert len(seen) == len(rows) == len({*seen})
    assert isinstance(main.page, ListPage), "arrows choose nothing"
    assert main.page.shows.kind == "practice"
    press("Home", "End", "Up")
    assert focused() is main.sidebar.extras["settings"]
    press("Return")
    until(qtbot, lambda: isinstance(main.page, SettingsPage))


def test_tab_brings_the_row_that_gets_the_focus_in_sight(main, qtbot):
    main.resize(1280, 560)
    press("F3")
    passed = []
    while isinstance(row := focused(), NavButton):
        until(qtbot, partial(in_sight, main, row))
        passed.append(row.text())
        press("Tab")
    assert passed[:2] == ["Practices", "Undo and redo"]
    assert passed[-1] == "Help"


def test_esc_leads_back_to_the_page(main, qtbot):
    page = open_list(main, qtbot, "practice")
    press("F3", "Down", "Down")
    press("Esc")
    assert page.isAncestorOf(focused())


def test_the_row_of_a_form_in_sight_leads_back_to_its_list(main, qtbot):
    open_list(main, qtbot, "practice")
    form_of_row(main, qtbot)
    press("F3", "Return")
    until(qtbot, lambda: isinstance(main.page, ListPage))
    assert chosen(main) == ["Practices"]


def test_at_twice_the_size_the_rows_are_twice_as_high_and_all_there(shell, main, qtbot):
    main.resize(1920, 1080)
    main.preferences.choose(SCALE, 200)
    until(qtbot, lambda: shell.main is not None and shell.main is not main, timeout=15_000)
    now = shell.main
    assert now is not None
    now.resize(1920, 1080)
    now.open_list("saved_view")
    button = now.sidebar.buttons["saved_view"]
    until(qtbot, lambda: in_sight(now, button))
    assert button.height() >= 2 * LEAST
