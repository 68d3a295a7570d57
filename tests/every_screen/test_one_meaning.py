"""Every key has one meaning wherever a person stands: in each list, form, page and dialog."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from refdesk.screens.actions import ACTIONS, BY_NAME
from refdesk.screens.catalogue import SCREENS
from refdesk.ui.main_window import MainWindow
from refdesk.ui.sheet_page import SheetPage
from refdesk.ui.today_page import TodayPage
from tests.every_screen.test_words import DIALOGS, opened
from tests.helpers.keys_in_sight import clashes, keys_in_sight
from tests.helpers.window import (
    do,
    focused,
    new_form,
    open_form,
    open_list,
    open_referral,
    press,
    until,
)
from tests.ui.editing import QUIET

FIXED = {action.keys for action in ACTIONS if action.fixed}
"""Keys of the table that controls take themselves; they mean there what the table says."""
PLACES: dict[str, Callable[[MainWindow], None]] = {
    "today": MainWindow.open_today,
    "board": MainWindow.open_board,
    "day": MainWindow.open_day,
    "design": MainWindow.open_design,
    "tidy": MainWindow.open_tidy,
    "import": MainWindow.open_import,
    "settings": MainWindow.open_settings,
    "intake": MainWindow.new_referral,
}


def taken_twice(main: MainWindow) -> list[str]:
    """Return keys of the table that a part of the window in sight takes for something else."""
    known = {main.keys.keys(action.name) for action in ACTIONS} - FIXED
    return [
        f"{keys}: {type(one.parent()).__name__}"
        for keys, some in keys_in_sight(main).items()
        for one in some
        if one.parent() is not main and keys in known
    ]


def faults(main: MainWindow) -> list[str]:
    return clashes(main) + taken_twice(main)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.kind)
def test_keys_of_list_and_form_have_one_meaning(screen, main, qtbot):
    if screen.kind != "clinic":
        open_list(main, qtbot, screen.kind)
        assert faults(main) == []
    open_form(main, qtbot, screen.kind, 1)
    assert faults(main) == []
    if screen.of.entered:
        new_form(main, qtbot, screen.kind)
        assert faults(main) == []


@pytest.mark.parametrize("place", PLACES)
def test_keys_of_the_other_pages_have_one_meaning(place, main, qtbot):
    before = main.page
    PLACES[place](main)
    until(qtbot, lambda: main.page is not before)
    assert faults(main) == []


def test_keys_of_a_referral_have_one_meaning(main, qtbot):
    open_referral(main, qtbot, 1)
    assert faults(main) == []


def test_keys_of_a_sheet_have_one_meaning_and_today_keeps_its_own(main, qtbot):
    do(main, "today")
    until(qtbot, lambda: isinstance(main.page, TodayPage))
    do(main, "print")
    until(qtbot, lambda: isinstance(main.page, SheetPage))
    until(qtbot, main.page.viewer.where.text)
    assert faults(main) == []
    zoom = main.page.viewer.canvas.zoom
    do(main, "larger")
    assert main.page.viewer.canvas.zoom > zoom
    do(main, "fit_width")
    assert main.page.viewer.canvas.zoom == zoom
    do(main, "today")
    until(qtbot, lambda: isinstance(main.page, TodayPage))


@QUIET
@pytest.mark.parametrize("name", DIALOGS)
def test_keys_of_a_dialog_have_one_meaning(name, main, qtbot):
    over = opened(main, qtbot, name)
    assert clashes(over) == []
    until(qtbot, lambda: over.isAncestorOf(focused()))
    press("Esc")
    until(qtbot, lambda: QApplication.activeModalWidget() is None)


def test_a_key_that_a_page_takes_for_itself_is_found(main, qtbot):
    open_list(main, qtbot, "practice")
    part = QWidget(main.page)
    part.show()
    own = QShortcut(QKeySequence(BY_NAME["today"].keys), part)
    assert clashes(main) == ["Ctrl+0: MainWindow and QWidget"]
    assert taken_twice(main) == ["Ctrl+0: QWidget"]
    own.setKey(QKeySequence())
    assert faults(main) == []
