"""Every failure ends in one place, in words, and the log holds nothing a record holds."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer

from refdesk.domain.errors import Cancelled, KnownFailure, UserError
from refdesk.ui.error_dialog import ErrorDialog
from refdesk.ui.shell import Shell
from tests.ui.conftest import unlock_by_keys

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

PATIENT = "Zebediah Quillfeather"


def dialog_of(shell: Shell, qtbot: QtBot) -> ErrorDialog:
    qtbot.waitUntil(lambda: shell.errors._dialog is not None)
    dialog = shell.errors._dialog
    assert dialog is not None
    return dialog


def close(shell: Shell, qtbot: QtBot) -> None:
    dialog_of(shell, qtbot).close_button.click()
    qtbot.waitUntil(lambda: shell.errors._dialog is None)


@pytest.fixture
def installed(shell):
    shell.errors.install()
    yield shell
    shell.errors.uninstall()


@pytest.mark.qt_no_exception_capture
def test_an_exception_in_a_slot_is_told_without_a_traceback(installed, qtbot, caplog):
    def slot() -> None:
        raise ValueError(PATIENT)

    QTimer.singleShot(0, slot)
    sentence = dialog_of(installed, qtbot).sentence
    assert sentence.happened == "Something went wrong inside RefDesk."
    assert "saved before is safe" in sentence.kept
    assert sentence.to_do
    assert re.fullmatch(r"ValueError at (\?|refdesk[\w.]*:\d+)", caplog.messages[-1])
    assert PATIENT not in caplog.text
    caplog.clear()
    close(installed, qtbot)


def test_a_bug_in_a_job_is_logged_by_type_and_place(shell, qtbot, caplog):
    from refdesk.domain.practice import Practice

    shell.jobs.run_query(lambda: Practice.fields[PATIENT], lambda _done: None)
    dialog_of(shell, qtbot)
    assert caplog.messages == [caplog.messages[0]]
    assert re.fullmatch(r"KeyError at refdesk\.ui\.jobs:\d+", caplog.messages[0])
    assert PATIENT not in caplog.text
    caplog.clear()
    close(shell, qtbot)


@pytest.mark.parametrize(
    ("error", "kept"),
    [
        (UserError("The name is too long."), "Nothing was changed."),
        (KnownFailure("The disk is full."), "Everything saved before is safe."),
    ],
)
def test_what_a_person_can_mend_is_told_in_its_own_sentence(shell, qtbot, caplog, error, kept):
    shell.errors.show_error(error)
    sentence = dialog_of(shell, qtbot).sentence
    assert (sentence.happened, sentence.kept) == (error.message, kept)
    assert caplog.records == []
    close(shell, qtbot)


def test_what_was_cancelled_is_not_told(shell, qtbot):
    shell.errors.show_error(Cancelled())
    shell.errors.show_error(UserError("Second."))
    assert dialog_of(shell, qtbot).sentence.happened == "Second."
    close(shell, qtbot)


def test_the_same_failure_again_and_again_is_told_once(shell, qtbot):
    for _time in range(50):
        shell.errors.show_error(UserError("Same."))
    dialog_of(shell, qtbot)
    shell.errors.show_error(UserError("Same."))
    close(shell, qtbot)
    assert shell.errors._dialog is None


def test_failures_are_told_one_after_the_other(shell, qtbot):
    shell.errors.show_error(UserError("First."))
    shell.errors.show_error(UserError("Second."))
    assert dialog_of(shell, qtbot).sentence.happened == "First."
    shell.errors._dialog.close_button.click()
    assert dialog_of(shell, qtbot).sentence.happened == "Second."
    close(shell, qtbot)


def test_memory_that_runs_out_says_what_to_do(shell, qtbot, caplog):
    shell.errors.show_error(MemoryError())
    assert "Close other programs" in dialog_of(shell, qtbot).sentence.to_do
    caplog.clear()
    close(shell, qtbot)


def test_a_bug_while_unlocking_lets_the_person_try_again(shell, qtbot, caplog, monkeypatch):
    def broken(*_args: object) -> None:
        raise RuntimeError(PATIENT)

    with monkeypatch.context() as broken_desks:
        broken_desks.setattr(shell._desks, "open", broken)
        shell.unlock.field.setText("something")
        shell.unlock.button.click()
        dialog_of(shell, qtbot)
    caplog.clear()
    close(shell, qtbot)
    assert not shell.unlock.is_busy
    shell.unlock.field.clear()
    unlock_by_keys(shell, qtbot)


def test_a_whole_session_logs_nothing_of_what_is_in_the_desk(main, qtbot, caplog):
    caplog.set_level(logging.DEBUG)
    qtbot.keyClicks(main.page.find_box, "Harrow")
    qtbot.waitUntil(lambda: len(main.page.state.ids) == 1)
    main.grab()
    assert "Harrow" not in caplog.text
    assert "Harrow" not in main.windowTitle()
