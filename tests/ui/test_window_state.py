"""Where the window was: given back where it can be reached, centred where it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QWidget

from refdesk.services.preferences import Computer
from refdesk.ui.window_state import NAME, WindowState, placed

SCREEN = QRect(0, 0, 1920, 1040)
BESIDE = QRect(1920, 100, 1280, 700)
DEFAULT, SMALLEST = QSize(1360, 850), QSize(560, 360)


def place(*wanted: int, screens: tuple[QRect, ...] = (SCREEN, BESIDE)) -> tuple[int, ...]:
    rect = QRect(*wanted) if wanted else None
    return placed(rect, DEFAULT, SMALLEST, list(screens)).getRect()  # type: ignore[return-value]


def test_a_window_that_was_never_moved_is_centred():
    assert place() == (280, 95, 1360, 850)


def test_a_window_comes_back_where_it_was_on_either_screen():
    assert place(100, 50, 900, 700) == (100, 50, 900, 700)
    assert place(2000, 150, 900, 600) == (2000, 150, 900, 600)


def test_a_window_on_a_screen_that_is_gone_is_centred_on_the_first_in_its_size():
    assert place(2000, 150, 900, 600, screens=(SCREEN,)) == (510, 220, 900, 600)


@pytest.mark.parametrize(
    "wanted",
    [
        (100, -400, 900, 700),  # its upper edge is above the screen
        (1850, 50, 900, 700),  # 70 pixels of it are left
        (-850, 50, 900, 700),
        (100, 1030, 900, 700),
        (-5000, -5000, 900, 700),
    ],
)
def test_a_window_that_cannot_be_moved_by_its_edge_is_centred(wanted):
    assert place(*wanted, screens=(SCREEN,)) == (510, 170, 900, 700)


def test_a_window_is_never_larger_than_its_screen_nor_smaller_than_it_can_be():
    assert place(0, 0, 5000, 4000, screens=(SCREEN,))[2:] == (1920, 1040)
    assert place(0, 0, 5, 5, screens=(SCREEN,))[2:] == (560, 360)
    tiny = QRect(0, 0, 500, 300)
    assert place(screens=(tiny,)) == (0, 0, 560, 360)


def test_without_a_screen_there_is_still_a_place():
    assert place(screens=()) == (0, 0, 1360, 850)
    assert place(10, 20, 900, 700, screens=()) == (10, 20, 900, 700)


def window(qtbot) -> QWidget:
    made = QWidget()
    made.setMinimumSize(200, 150)
    qtbot.addWidget(made)
    return made


def test_size_and_position_survive_a_restart(qtbot, tmp_path: Path):
    file = tmp_path / "settings.json"
    before = window(qtbot)
    before.setGeometry(40, 60, 500, 400)
    WindowState(Computer(file)).remember(before)
    after = window(qtbot)
    WindowState(Computer(file)).restore(after, QSize(300, 300))
    assert after.geometry() == QRect(40, 60, 500, 400)
    assert not after.isVisible()


def test_a_window_that_filled_the_screen_does_so_again_and_knows_its_size_below(qtbot):
    computer = Computer(None)
    before = window(qtbot)
    before.setGeometry(40, 60, 500, 400)
    before.setWindowState(Qt.WindowState.WindowMaximized)
    WindowState(computer).remember(before)
    after = window(qtbot)
    WindowState(computer).restore(after, QSize(300, 300))
    assert after.isMaximized()
    assert not after.isVisible()
    assert computer.get(NAME)["width"] == 500


@pytest.mark.parametrize(
    "kept",
    [
        None,
        "wide",
        [],
        {},
        {"left": 1, "top": 2, "width": 3},
        {"left": 1, "top": 2, "width": "3", "height": 4},
        {"left": True, "top": 2, "width": 300, "height": 300},
        {"left": 10**9, "top": 2, "width": 300, "height": 300},
        {"left": 1.5, "top": 2, "width": 300, "height": 300},
    ],
)
def test_nonsense_in_the_file_is_as_good_as_nothing(qtbot, kept):
    computer = Computer(None)
    computer.put(NAME, kept)
    made = window(qtbot)
    WindowState(computer).restore(made, QSize(300, 250))
    assert made.size() == QSize(300, 250)


def test_a_place_that_cannot_be_written_is_nothing_to_tell(qtbot, tmp_path: Path):
    (tmp_path / "RefDesk").write_text("a file where the folder should be", "utf-8")
    state = WindowState(Computer(tmp_path / "RefDesk" / "settings.json"))
    made = window(qtbot)
    made.setGeometry(40, 60, 500, 400)
    state.remember(made)
    again = window(qtbot)
    state.restore(again, QSize(300, 300))
    assert again.size() == QSize(500, 400)
