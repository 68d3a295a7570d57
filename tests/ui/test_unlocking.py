"""Unlocking and locking a desk with real keys."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu
from shiboken6 import isValid

from refdesk.domain.errors import Damaged, WrongPassphrase
from refdesk.ui.theme import Scheme, Theme
from refdesk.ui.unlock import WAITS, UnlockWindow
from tests.helpers.desks import PASSPHRASE, make_desk, reopen
from tests.ui.conftest import NAMES, shown, unlock_by_keys


def test_typing_the_passphrase_shows_the_practices(shell, qtbot):
    assert shown(unlock_by_keys(shell, qtbot)) == sorted(NAMES)
    assert shell.main.page.top_bar.count.text() == "4 practices"
    assert not shell.unlock.isVisible()
    assert shell.unlock.field.text() == ""


def test_a_wrong_passphrase_says_so_and_keeps_the_focus(shell, qtbot):
    window = shell.unlock
    window.activateWindow()
    qtbot.keyClicks(window.field, "not the passphrase")
    qtbot.keyClick(window.field, Qt.Key.Key_Return)
    assert window.is_busy
    assert not window.button.isEnabled()
    assert window.button.text() == "Unlocking …"
    qtbot.waitUntil(window.notice.isVisible)
    assert "The passphrase is not right" in window.notice.detail.text()
    assert window.focusWidget() is window.field
    assert window.field.selectedText() != ""
    assert window.button.isEnabled()
    unlock_by_keys(shell, qtbot)  # typing replaces what was selected
    assert shell.main is not None


def test_typing_takes_the_old_message_away(shell, qtbot):
    shell.unlock.refuse(WrongPassphrase("No."))
    qtbot.keyClicks(shell.unlock.field, "x")
    assert not shell.unlock.notice.isVisible()


def test_enter_in_an_empty_field_asks_for_the_passphrase(shell, qtbot):
    qtbot.keyClick(shell.unlock.field, Qt.Key.Key_Return)
    assert shell.unlock.notice.headline.text() == "Type the passphrase of this desk."
    assert not shell.unlock.is_busy


def test_the_eye_shows_what_was_typed_and_the_field_keeps_the_focus(shell, qtbot):
    window = shell.unlock
    window.activateWindow()
    window.field.setFocus()
    qtbot.keyClicks(window.field, "abc")
    assert window.field.displayText() != "abc"
    qtbot.mouseClick(window.field.eye, Qt.MouseButton.LeftButton)
    assert window.field.displayText() == "abc"
    assert window.field.eye.accessibleName() == "Hide the passphrase"
    assert window.focusWidget() is window.field
    window.welcome()
    assert window.field.echoMode() is QLineEdit.EchoMode.Password


def test_a_damaged_desk_is_told_in_words(shell, folder, qtbot):
    (folder / "desk.db").write_bytes(b"")
    qtbot.keyClicks(shell.unlock.field, PASSPHRASE)
    qtbot.keyClick(shell.unlock.field, Qt.Key.Key_Return)
    qtbot.waitUntil(shell.unlock.notice.isVisible)
    assert shell.unlock.notice.headline.text() == "The desk did not open."
    assert shell.main is None


@pytest.mark.qt_log_ignore("propagateSizeHints")  # of Qt's own dialog, offscreen
def test_another_desk_can_be_chosen(shell, tmp_path, qtbot):
    other = tmp_path / "Other"
    make_desk(other, "Other").close()
    qtbot.mouseClick(shell.unlock.other, Qt.MouseButton.LeftButton)
    dialog = shell.unlock.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(other))
    dialog.close()
    assert shell.unlock.desk_name.whole == "Other"
    unlock_by_keys(shell, qtbot)
    assert shell.main.page.top_bar.count.text() == "0 practices"


def test_without_a_desk_the_window_asks_for_one(shell):
    shell.unlock.use(None)
    assert shell.unlock.notice.headline.text() == "Choose the folder of your desk."
    assert not shell.unlock.button.isEnabled()
    assert not shell.unlock.field.isEnabled()


def test_locking_closes_the_desk_and_it_can_be_opened_again(shell, main, folder, qtbot):
    with qtbot.waitSignal(shell.locked):
        qtbot.keyClick(main.page.table, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert shell.main is None
    assert not isValid(main)  # and with it all it showed
    assert shell.unlock.isVisible()
    reopen(folder).close()  # the lock file is free
    assert shown(unlock_by_keys(shell, qtbot)) == sorted(NAMES)


def test_closing_the_window_ends_the_program(shell, main, qtbot):
    with (
        qtbot.waitSignal(shell._app.aboutToQuit, raising=False, timeout=10),
        qtbot.waitSignal(main.closed),
    ):
        main.close()


def test_the_unlock_window_needs_neither_sql_nor_the_store():
    code = """
import sys
import refdesk.ui.start, refdesk.ui.shell, refdesk.ui.unlock
bad = [name for name in sys.modules if name.split(".")[0] in {"sqlalchemy", "alembic", "sqlcipher3"}
       or name.startswith(("refdesk.store", "refdesk.vault", "refdesk.screens"))]
print(bad)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    assert done.stdout.strip() == "[]"


SECOND = 20  # milliseconds, for a window of its own whose seconds are short


@pytest.fixture
def tried() -> list[str]:
    """The passphrases that the window handed over."""
    return []


@pytest.fixture
def alone(qapp: QApplication, tmp_path: Path, tried: list[str], qtbot) -> Iterator[UnlockWindow]:
    """An unlock window with nothing behind it."""
    recent = [tmp_path / name for name in ("Lakeline", "Cedar & Grove", "Harrow Creek")]
    window = UnlockWindow(
        Theme(qapp, Scheme.LIGHT),
        recent[0],
        lambda _folder, typed: tried.append(typed),
        recent=recent,
        second_ms=SECOND,
    )
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.close()
    window.deleteLater()


def try_once(window: UnlockWindow, qtbot) -> None:
    qtbot.keyClicks(window.field, "x")
    qtbot.keyClick(window.field, Qt.Key.Key_Return)


def test_after_three_wrong_passphrases_the_window_waits_and_counts_down(alone, tried, qtbot):
    for _wrong in range(2):
        try_once(alone, qtbot)
        alone.refuse(WrongPassphrase("Wrong."))
        assert alone.button.text() == "Unlock"
    try_once(alone, qtbot)
    alone.refuse(WrongPassphrase("Wrong."))
    assert alone.button.text() == "Wait 5 seconds"
    assert not alone.button.isEnabled()
    try_once(alone, qtbot)
    assert len(tried) == 3
    qtbot.waitUntil(lambda: alone.button.text() == "Wait 1 second")
    qtbot.waitUntil(lambda: alone.button.text() == "Unlock")
    try_once(alone, qtbot)
    assert len(tried) == 4


def test_the_wait_grows_to_a_minute_and_no_further(alone):
    for _wrong in range(2):
        alone.refuse(WrongPassphrase("Wrong."))
    waited = []
    for _wrong in range(7):
        alone.refuse(WrongPassphrase("Wrong."))
        waited.append(int(alone.button.text().split()[1]))
    assert waited == [*WAITS, 60, 60]


def test_another_desk_is_no_way_around_the_wait(alone, tmp_path):
    for _wrong in range(3):
        alone.refuse(WrongPassphrase("Wrong."))
    alone.use(tmp_path / "Other")
    assert alone.button.text() == "Wait 5 seconds"


def test_what_is_no_wrong_passphrase_costs_no_wait(alone):
    for _failure in range(5):
        alone.refuse(Damaged("The key file is damaged."))
    assert alone.button.text() == "Unlock"


def test_the_right_passphrase_begins_anew(alone):
    for _wrong in range(3):
        alone.refuse(WrongPassphrase("Wrong."))
    alone.welcome()
    assert alone.button.text() == "Unlock"
    alone.refuse(WrongPassphrase("Wrong."))
    assert alone.button.text() == "Unlock"


@pytest.mark.parametrize(
    ("kept", "said"), [(True, "Locked. What you were typing is kept."), (False, "Locked.")]
)
def test_after_a_lock_the_window_says_what_is_kept(alone, kept, said):
    alone.say_locked(kept=kept)
    assert alone.notice.headline.text() == said
    assert alone.notice.detail.isVisible() is kept


def test_caps_lock_is_told_by_the_letters_that_come(alone, qtbot):
    def letter(text: str, held: Qt.KeyboardModifier) -> None:
        QApplication.sendEvent(alone.field, QKeyEvent(QEvent.Type.KeyPress, 0, held, text))

    none, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    letter("A", shift)
    letter("1", none)
    assert not alone.caps.isVisible()
    letter("Ä", none)
    assert alone.caps.isVisible()
    qtbot.keyClick(alone.field, Qt.Key.Key_CapsLock)
    assert not alone.caps.isVisible()
    letter("B", none)
    alone.welcome()
    assert not alone.caps.isVisible()


def test_a_new_desk_is_one_key_away(alone, qtbot):
    with qtbot.waitSignal(alone.new_asked):
        qtbot.keyClick(alone.field, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(alone.new_asked):
        qtbot.mouseClick(alone.new, Qt.MouseButton.LeftButton)


@pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard")  # of a menu, offscreen
def test_desks_that_were_open_before_are_offered(alone, qtbot):
    qtbot.keyClick(alone.field, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    menu = alone.findChild(QMenu)
    assert menu is not None
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert words == ["Cedar && Grove", "Harrow Creek", "Choose a folder …"]
    menu.actions()[0].trigger()
    menu.close()
    assert alone.desk_name.whole == "Cedar & Grove"


def test_while_it_unlocks_nothing_else_can_be_chosen(alone, tried, qtbot):
    try_once(alone, qtbot)
    assert tried == ["x"]
    with qtbot.assertNotEmitted(alone.new_asked):
        qtbot.keyClick(alone.field, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(alone.field, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert alone.findChild(QMenu) is None


def test_a_long_name_is_cut_with_dots_and_whole_in_the_tooltip(alone, tmp_path):
    name = "Centre d’Orthopédie et de Réadaptation Saint-Étienne-de-la-Montérégie"
    alone.use(tmp_path / name)
    assert alone.desk_name.text().endswith("…")
    assert alone.desk_name.toolTip() == name
