"""What runs, what was done, and taking it back: the bars at the bottom and the menu."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt

from refdesk.domain.errors import KnownFailure
from refdesk.domain.practice import Practice
from refdesk.services.changes import Changes
from refdesk.ui.dialogs.history import HistoryDialog, LatestChangesDialog
from refdesk.ui.result_bar import Sort
from refdesk.ui.undo_menu import UndoMenu
from tests.ui.conftest import NAMES, shown

OFFSCREEN = pytest.mark.qt_log_ignore("This plugin does not support")
CTRL = Qt.KeyboardModifier.ControlModifier


def test_long_work_is_shown_counted_and_can_be_stopped_leaving_nothing(shell, main, qtbot):
    begun, records = threading.Event(), main.records

    def work(progress) -> None:
        with shell.desk.db.change("Fill", by=None) as change:
            for number in range(1_000_000):
                change.add(Practice(name=f"Larkmead {number}"))
                progress.step(number, 1_000_000, "Filling")
                begun.set()

    main.run("Filling", work)
    bar = main.activity.progress
    qtbot.waitUntil(bar.isVisible)
    qtbot.waitUntil(lambda: "of 1,000,000" in bar.words.text())
    assert begun.is_set()
    qtbot.keyClick(main, Qt.Key.Key_Period, CTRL)
    qtbot.waitUntil(lambda: not bar.isVisible())
    qtbot.waitUntil(lambda: "nothing was changed" in main.activity.result.words.text())
    assert len(records.ids(Practice, records.query(Practice))) == len(NAMES)


def test_short_work_shows_no_bar(main, qtbot):
    done: list[int] = []
    main.run("Thinking", lambda _progress: 7, done.append)
    qtbot.waitUntil(lambda: done == [7])
    assert not main.activity.progress.isVisible()
    assert not main.activity._patience.isActive()


def test_a_long_result_is_read_whole_on_more_lines(main):
    bar = main.activity.result
    main.tell("Saved")
    one_line = bar.height()
    main.tell("Without an address, so left out: " + "Überregionales Zentrum, " * 20)
    assert bar.height() > one_line
    assert bar.words.hasHeightForWidth()
    assert bar.words.heightForWidth(bar.words.width()) <= bar.height()
    assert bar.geometry().bottom() < main.height()


def test_what_fails_is_told_and_the_bar_goes(shell, main, qtbot):
    held = threading.Event()

    def work(_progress) -> None:
        held.wait(10)
        raise KnownFailure("The disk is full.")

    main.run("Saving", work)
    qtbot.waitUntil(main.activity.progress.isVisible)
    held.set()
    qtbot.waitUntil(lambda: shell.errors._dialog is not None)
    assert shell.errors._dialog.sentence.happened == "The disk is full."
    assert not main.activity.progress.isVisible()
    shell.errors._dialog.accept()


def test_a_result_can_be_undone_from_its_bar_and_takes_no_focus(main, qtbot, qapp):
    page, records = main.page, main.records
    page.table.setFocus()
    added = "Added practice Larkmead"
    main.run(
        "Saving",
        lambda _progress: records.add(Practice, {"name": "Larkmead"}),
        lambda _record: main.tell(added, undo=True),
    )
    bar = main.activity.result
    qtbot.waitUntil(bar.isVisible)
    assert bar.words.text() == added
    assert qapp.focusWidget() is page.table
    qtbot.waitUntil(lambda: "Larkmead" in shown(main))
    qtbot.mouseClick(bar.undo_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(main) == sorted(NAMES))
    qtbot.waitUntil(lambda: "Undone: Add practice (Larkmead)" in bar.words.text())


def test_a_refusal_does_not_wear_the_mark_of_what_was_done(shell, main, qtbot):
    bar = main.activity.result
    main.tell("Saved", undo=True)
    assert bar.sort.name == Sort.DONE.name
    qtbot.keyClick(main, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: "nothing to redo" in bar.words.text())
    assert bar.sort.name == Sort.REFUSED.name
    assert bar.undo_button.isHidden()
    main.refuse(KnownFailure("The disk is full."))  # no refusal: it has a box of its own
    qtbot.waitUntil(lambda: shell.errors._dialog is not None)
    assert shell.errors._dialog.sentence.happened == "The disk is full."
    shell.errors._dialog.accept()


def test_the_bar_stays_in_sight_when_another_page_comes(main):
    main.tell("Saved", undo=True)
    main.open_list("person")
    bar = main.activity.result
    assert bar.isVisible()
    main.resize(900, 600)
    assert bar.parentWidget().rect().contains(bar.geometry())


@OFFSCREEN
def test_the_menu_says_what_undo_and_redo_would_do(shell, main, qtbot):
    records = main.records
    first = records.add(Practice, {"name": "Larkmead"})
    records.set(Practice, first.id, {"name": "Larkmead Clinic"})
    Changes(shell.desk).undo()
    menu = UndoMenu(main, main.sidebar.extras["changes"])
    menu.ask()
    qtbot.waitUntil(menu.isVisible)
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert words[0].startswith("Undo: Add practice (Larkmead)")
    assert words[1].startswith("Redo: Change practice (Larkmead)")
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: shown(main) == sorted(NAMES))
    menu.close()


@OFFSCREEN
def test_nothing_to_undo_is_said(main, qtbot):
    for _name in NAMES:
        Changes(main.desk).undo()
    menu = UndoMenu(main, main.sidebar.extras["changes"])
    menu.ask()
    qtbot.waitUntil(menu.isVisible)
    action = menu.actions()[0]
    assert action.text().startswith("Nothing to undo")
    assert not action.isEnabled()
    menu.close()


@OFFSCREEN
def test_the_latest_changes_say_who_did_what_and_one_of_them_is_undone(main, qtbot):
    records = main.records
    first = records.add(Practice, {"name": "Larkmead"})
    records.set(Practice, first.id, {"fax": "740-555-0100"})
    main.show_latest_changes()
    (dialog,) = main.findChildren(LatestChangesDialog)
    qtbot.waitUntil(lambda: dialog.table.rowCount() > 2)
    said = [dialog.table.model().index(row, 2).data() for row in range(2)]
    assert said == ["Change practice: Larkmead", "Add practice: Larkmead"]
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.undo_button.hasFocus()
    assert records.get(Practice, first.id).fax is not None
    qtbot.keyClick(dialog.undo_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: records.get(Practice, first.id).fax is None)
    qtbot.waitUntil(lambda: "(undone)" in dialog.table.model().index(1, 2).data())
    dialog.reject()


@OFFSCREEN
def test_the_history_of_a_record_says_what_stood_there_before(main, qtbot):
    records = main.records
    first = records.add(Practice, {"name": "Larkmead"})
    records.set(Practice, first.id, {"name": "Larkmead Clinic", "tier": "A"})
    dialog = HistoryDialog(main, records.get(Practice, first.id), "Larkmead Clinic", main)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 2)
    said = dialog.table.model().index(0, 2).data()
    assert "Name: Larkmead → Larkmead Clinic" in said
    assert "Tier: Prospect → A" in said
    dialog.reject()
