"""All keys: found, changed and put back by keys alone, and refused in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from refdesk.domain.errors import KnownFailure
from refdesk.screens.actions import ACTIONS, BY_NAME, Area
from refdesk.services.session import Desk
from refdesk.settings import LETTERS
from refdesk.ui.dialogs.key_rows import ACTION, KEY, LETTER
from refdesk.ui.dialogs.keys import KeysDialog
from refdesk.ui.keycaps import key_text
from refdesk.ui.theme import Scheme, Theme
from tests.helpers.desks import make_desk
from tests.ui.small_host import SmallHost, shown
from tests.ui.test_accessible import unnamed

if TYPE_CHECKING:
    from refdesk.ui.dialogs.key_table import KeyTable

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)")
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with make_desk(tmp_path / "desk", "Lakeline") as opened:
        yield opened


@pytest.fixture
def host(qapp: QApplication, desk: Desk) -> Iterator[Any]:
    made = SmallHost(Theme(qapp, Scheme.LIGHT), desk)
    yield made
    made.jobs.close()


@pytest.fixture
def dialog(qtbot, host: Any) -> KeysDialog:
    made = KeysDialog(host, None)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    shown(qtbot, made)
    made.find_box.setFocus()
    return made


def go_to(qtbot, dialog: KeysDialog, name: str) -> KeyTable:
    """Go to an action as a person would: by the arrow keys."""
    table = dialog.table
    table.setFocus()
    qtbot.keyClick(table, Key.Key_Home, CTRL)
    for _step in ACTIONS:
        action = table.current()
        if action is not None and action.name == name:
            return table
        qtbot.keyClick(table, Key.Key_Down)
    raise LookupError(name)


def cell(dialog: KeysDialog, name: str, column: int = KEY) -> str:
    rows = dialog.table.rows
    return str(rows.index(rows.row_of(name), column).data())


def said(dialog: KeysDialog, name: str) -> str:
    rows = dialog.table.rows
    index = rows.index(rows.row_of(name), ACTION)
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def kept(desk: Desk) -> object:
    return desk.db.own.preferences(desk.user.id).get("keys")


def test_every_action_stands_under_its_heading_with_its_key(dialog):
    rows = dialog.table.rows
    texts = [rows.index(row, ACTION).data() for row in range(rows.rowCount())]
    expected = []
    for area in Area:
        expected += [area.value, *(one.label for one in ACTIONS if one.area is area)]
    assert texts == expected
    for action in ACTIONS:
        assert cell(dialog, action.name) == key_text(action.keys)
        assert cell(dialog, action.name, LETTER) == action.letter


def test_typing_finds_an_action_and_esc_shows_all_again_then_closes(qtbot, dialog):
    qtbot.keyClicks(dialog.find_box, "lock")
    rows = dialog.table.rows
    qtbot.waitUntil(lambda: rows.rowCount() == 2)
    assert [rows.index(row, ACTION).data() for row in (0, 1)] == ["Everywhere", "Lock the desk"]
    qtbot.keyClick(dialog.find_box, Key.Key_Down)
    assert dialog.table.hasFocus()
    assert dialog.table.current() is BY_NAME["lock"]
    dialog.find_box.setFocus()
    qtbot.keyClick(dialog.find_box, Key.Key_Escape)
    assert rows.rowCount() == len(ACTIONS) + len(Area)
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog.find_box, Key.Key_Escape)


def test_a_search_without_a_result_says_so_and_offers_nothing_to_change(qtbot, dialog):
    qtbot.keyClicks(dialog.find_box, "walk the dog")
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 0)
    assert dialog.nothing.isVisible()
    assert not dialog.change_button.isEnabled()
    assert not dialog.default_button.isEnabled()


@pytest.mark.parametrize("way", [Key.Key_Return, Key.Key_Enter, Key.Key_F2])
def test_a_new_key_is_pressed_and_kept(qtbot, dialog, host, desk, way):
    table = go_to(qtbot, dialog, "save")
    qtbot.keyClick(table, way)
    assert "Press the new key for “Save”" in dialog.note.text()
    qtbot.keyClick(table, Key.Key_K, CTRL | SHIFT)
    qtbot.waitUntil(lambda: host.keys.keys("save") == "Ctrl+Shift+K")
    assert cell(dialog, "save") == key_text("Ctrl+Shift+K")
    assert "instead of" in said(dialog, "save")
    assert kept(desk) == {"save": "Ctrl+Shift+K"}


def test_a_double_click_and_the_button_ask_for_a_key_too(qtbot, dialog):
    table = go_to(qtbot, dialog, "save")
    middle = table.visualRect(table.currentIndex()).center()
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert table.rows.asked == "save"
    qtbot.keyClick(table, Key.Key_Escape)
    assert table.rows.asked == ""
    assert dialog.isVisible()
    qtbot.mouseClick(dialog.change_button, Qt.MouseButton.LeftButton)
    assert table.rows.asked == "save"
    assert table.hasFocus()


def test_del_puts_the_default_back(qtbot, dialog, host, desk):
    host.preferences.remember("keys", {"save": "Ctrl+J", "find": "Ctrl+Shift+K"})
    host.keys.read()
    table = go_to(qtbot, dialog, "save")
    assert dialog.default_button.isEnabled()
    qtbot.keyClick(table, Key.Key_Delete)
    qtbot.waitUntil(lambda: host.keys.keys("save") == "Ctrl+S")
    assert kept(desk) == {"find": "Ctrl+Shift+K"}
    assert not dialog.default_button.isEnabled()


def test_a_default_that_another_has_taken_is_not_taken_back(qtbot, dialog, host, desk):
    mine = {"save": "Ctrl+J", "find": "Ctrl+S"}
    host.preferences.remember("keys", mine)
    host.keys.read()
    table = go_to(qtbot, dialog, "save")
    qtbot.keyClick(table, Key.Key_Delete)
    assert "taken by “Find in this list”" in dialog.note.text()
    assert kept(desk) == mine


def test_a_taken_key_names_its_action_and_another_can_be_pressed_at_once(qtbot, dialog, host, desk):
    table = go_to(qtbot, dialog, "save")
    qtbot.keyClick(table, Key.Key_F2)
    qtbot.keyClick(table, Key.Key_N, CTRL)
    assert "is taken by “New record”" in dialog.note.text()
    assert kept(desk) is None
    qtbot.keyClick(table, Key.Key_J, CTRL)
    qtbot.waitUntil(lambda: host.keys.keys("save") == "Ctrl+J")


@pytest.mark.parametrize(
    ("key", "held", "why"),
    [
        (Key.Key_Tab, Qt.KeyboardModifier.NoModifier, "moves, types or deletes"),
        (Key.Key_Return, CTRL, "moves, types or deletes"),
        (Key.Key_Down, Qt.KeyboardModifier.NoModifier, "moves, types or deletes"),
        (Key.Key_Escape, SHIFT, "moves, types or deletes"),
        (Key.Key_A, Qt.KeyboardModifier.NoModifier, "for typing"),
        (Key.Key_7, Qt.KeyboardModifier.KeypadModifier, "for typing"),
        (Key.Key_Space, Qt.KeyboardModifier.NoModifier, "moves, types or deletes"),
        (Key.Key_C, CTRL, "copies, cuts"),
        (Key.Key_D, ALT, "underlines it"),
        (Key.Key_F, CTRL, "taken by “Find in this list”"),
        (Key.Key_VolumeUp, Qt.KeyboardModifier.NoModifier, "cannot be used"),
    ],
)
def test_a_reserved_key_is_refused_in_words_and_nothing_else_happens(
    qtbot, dialog, desk, key, held, why
):
    table = go_to(qtbot, dialog, "save")
    qtbot.keyClick(table, Key.Key_F2)
    qtbot.keyClick(table, key, held)
    assert why in dialog.note.text()
    assert table.rows.asked == "save"
    assert table.hasFocus()
    assert dialog.isVisible()
    assert kept(desk) is None


def test_what_is_held_is_shown_until_a_key_follows(qtbot, dialog):
    table = go_to(qtbot, dialog, "save")
    qtbot.keyClick(table, Key.Key_F2)
    qtbot.keyPress(table, Key.Key_Control, CTRL)
    assert table.rows.held == "Ctrl+"
    qtbot.keyRelease(table, Key.Key_Control)
    assert table.rows.held == ""
    assert table.rows.asked == "save"


def test_going_elsewhere_keeps_the_key(qtbot, dialog):
    table = go_to(qtbot, dialog, "save")
    qtbot.keyClick(table, Key.Key_F2)
    dialog.find_box.setFocus()
    assert table.rows.asked == ""
    assert "Press the new key" not in dialog.note.text()


def test_a_fixed_key_is_shown_as_such_and_cannot_be_changed(qtbot, dialog, desk):
    table = go_to(qtbot, dialog, "open")
    assert "fixed" in said(dialog, "open")
    assert not dialog.change_button.isEnabled()
    qtbot.keyClick(table, Key.Key_Return)
    qtbot.keyClick(table, Key.Key_Delete)
    assert table.rows.asked == ""
    assert kept(desk) is None


def test_letters_are_shown_as_on_or_off(qtbot, dialog, host):
    assert "or ?" in said(dialog, "keys")
    assert "off" not in said(dialog, "keys")
    assert dialog.note.text().startswith("Single letters act")
    host.preferences.choose(LETTERS, False)
    qtbot.waitUntil(lambda: dialog.note.text().startswith("Single letters are off"))
    assert "or ?, which is off" in said(dialog, "keys")


def test_two_changes_in_a_row_are_both_kept(qtbot, dialog, host, desk):
    for name, key in (("save", Key.Key_J), ("find", Key.Key_Y)):
        table = go_to(qtbot, dialog, name)
        qtbot.keyClick(table, Key.Key_F2)
        qtbot.keyClick(table, key, CTRL)
    qtbot.waitUntil(lambda: host.running == 0)
    assert kept(desk) == {"save": "Ctrl+J", "find": "Ctrl+Y"}


def test_a_key_that_cannot_be_kept_stays_as_it_was_and_is_told(qtbot, dialog, host, monkeypatch):
    def full(*_given: object) -> None:
        raise KnownFailure("The disk is full.")

    monkeypatch.setattr(host.desk.db.own, "prefer", full)
    table = go_to(qtbot, dialog, "save")
    qtbot.keyClick(table, Key.Key_F2)
    qtbot.keyClick(table, Key.Key_J, CTRL)
    qtbot.waitUntil(lambda: len(host.told) == 1)
    assert host.keys.keys("save") == "Ctrl+S"
    assert cell(dialog, "save") == key_text("Ctrl+S")


def test_the_new_key_acts_in_the_window_and_the_old_one_no_longer(qtbot, host):
    window = QWidget()
    acted: list[str] = []
    host.keys.bind(window, acted.append)
    shown(qtbot, window)
    host.preferences.remember("keys", {"save": "Ctrl+J"})
    host.keys.read()
    qtbot.keyClick(window, Key.Key_S, CTRL)
    assert acted == []
    qtbot.keyClick(window, Key.Key_J, CTRL)
    assert acted == ["save"]


def test_it_is_one_table_of_named_rows_to_a_screen_reader(qtbot, dialog):
    table = go_to(qtbot, dialog, "changes")
    told = QAccessible.queryAccessibleInterface(table)
    assert told.role() == QAccessible.Role.Table
    assert told.text(QAccessible.Text.Name) == "Actions and their keys"
    assert said(dialog, "changes") == f"Undo, redo, latest changes, {key_text('Ctrl+H')}"
    assert unnamed(dialog) == []


def test_arrow_keys_pass_over_the_headings(qtbot, dialog):
    table = go_to(qtbot, dialog, "find")
    seen = []
    for _step in range(len(ACTIONS) + 3):
        seen.append(table.current())
        qtbot.keyClick(table, Key.Key_Down)
    assert None not in seen
    assert seen[: len(ACTIONS)] == list(ACTIONS)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_fits_on_a_small_screen_and_its_labels_are_whole(qtbot, qapp, desk, scale):
    host: Any = SmallHost(Theme(qapp, Scheme.DARK, scale), desk)
    dialog = KeysDialog(host, None)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    shown(qtbot, dialog)
    assert dialog.height() <= dialog.screen().availableGeometry().height()
    metrics = dialog.table.fontMetrics()
    room = dialog.table.columnWidth(ACTION) - host.theme.px(16)
    assert all(metrics.horizontalAdvance(action.label) <= room for action in ACTIONS)
    host.jobs.close()
