"""Unlocking and locking a desk with real keys."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit
from shiboken6 import isValid

from refdesk.domain.errors import AccessRefused
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
    shell.unlock.refuse(AccessRefused("No."))
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
    assert shell.unlock.desk_name.text() == "Other"
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
