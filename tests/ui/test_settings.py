"""The settings page: what it shows, what its keys do, and what it says when it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QRadioButton, QWidget

from refdesk.domain.errors import KnownFailure
from refdesk.domain.user import Role, User
from refdesk.services.changes import Changes
from refdesk.services.preferences import Computer
from refdesk.services.session import Desk
from refdesk.settings import DUE_TIMES, LETTERS, LOCK_AFTER, SCALE, SCHEME, SETTINGS
from refdesk.ui.dialogs.keys import KeysDialog
from refdesk.ui.editors.combo import Combo
from refdesk.ui.editors.segments import Segments
from refdesk.ui.settings_page import SettingsPage
from refdesk.ui.theme import Scheme, Theme
from tests.helpers.desks import make_desk
from tests.ui.small_host import SmallHost, shown

if TYPE_CHECKING:
    from refdesk.ui.setting_row import SettingRow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with make_desk(tmp_path / "desk", "Lakeline") as opened:
        yield opened


@pytest.fixture
def host(qapp: QApplication, desk: Desk) -> Iterator[Any]:
    made = SmallHost(Theme(qapp, Scheme.LIGHT), desk)
    yield made
    made.jobs.close()


def visitor(role: Role) -> User:
    user = User(name="Ines", role=role, slot="second")
    user.id = 2
    return user


def opened(qtbot, host: Any, width: int = 1000, height: int = 900) -> SettingsPage:
    page = SettingsPage(host)
    page.resize(width, height)
    shown(qtbot, page)
    page.open()
    qtbot.waitUntil(lambda: "(" in said(page, "The desk"))
    return page


def said(page: QWidget, start: str) -> str:
    """Return the words in sight that begin so."""
    found = [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]
    return next((text for text in found if text.startswith(start)), "")


def chosen(row: SettingRow) -> str:
    """Return what a person sees chosen."""
    control = row.control
    if isinstance(control, Combo):
        return control.currentText()
    return next(one.label for one in control.segments if one.isChecked())


def keys_to(page: SettingsPage) -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.isAncestorOf(focused)
    return focused


def test_every_setting_stands_under_whom_it_binds_with_label_help_and_control(qtbot, host):
    page = opened(qtbot, host)
    heads = [card.headline.text() for card in page.cards.values()]
    assert heads == ["This computer", "Me (Owner)", "The desk (Lakeline)"]
    assert said(page, "Holds for everybody who uses this computer")
    assert said(page, "Holds for you alone")
    assert said(page, "Holds for everybody who works with this desk")
    for setting in SETTINGS:
        row = page.rows[setting.name]
        assert page.cards[setting.scope].isAncestorOf(row)
        assert row.label.text() == setting.label
        assert row.help.text() == setting.help
        assert chosen(row) == setting.label_of(setting.default)
        few = len(setting.allowed) <= 4
        assert isinstance(row.control, Segments if few else Combo)


def test_a_choice_for_this_computer_acts_at_once(qtbot, host):
    page = opened(qtbot, host)
    assert page.rows["scheme"].control.hasFocus()
    qtbot.keyClick(keys_to(page), Qt.Key.Key_Right)
    assert host.preferences.value(SCHEME) == "light"
    qtbot.keyClick(keys_to(page), Qt.Key.Key_Right)
    assert host.preferences.value(SCHEME) == "dark"
    assert host.running == 0


def test_choices_of_user_and_desk_are_kept_in_the_vault(qtbot, host, desk):
    page = opened(qtbot, host)
    page.rows["letter_keys"].focus_control()
    qtbot.keyClick(keys_to(page), Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: host.preferences.value(LETTERS) is False)
    page.rows["lock_after"].focus_control()
    qtbot.keyClick(keys_to(page), Qt.Key.Key_End)
    qtbot.waitUntil(lambda: host.preferences.value(LOCK_AFTER) == 15)
    assert desk.db.own.preferences(desk.user.id) == {"letter_keys": False}
    assert Changes(desk).newest(1)[0].label.startswith("Change setting lock when")


def test_the_size_is_chosen_from_a_list_by_keys(qtbot, host):
    page = opened(qtbot, host)
    page.rows["scale"].focus_control()
    qtbot.keyClick(keys_to(page), Qt.Key.Key_Down)
    assert host.preferences.value(SCALE) == 110
    assert chosen(page.rows["scale"]) == "110 %"


def test_the_default_is_named_while_it_differs_and_one_key_leads_back(qtbot, host):
    page = opened(qtbot, host)
    row = page.rows["scheme"]
    assert not row.back.isVisible()
    assert not row.default.isVisible()
    qtbot.keyClick(keys_to(page), Qt.Key.Key_End)
    assert row.default.text() == "Default: As the system"
    qtbot.keyClick(keys_to(page), Qt.Key.Key_Tab)
    assert row.back.hasFocus()
    qtbot.keyClick(row.back, Qt.Key.Key_Space)
    assert host.preferences.value(SCHEME) == "system"
    assert chosen(row) == "As the system"
    assert not row.back.isVisible()
    assert row.control.hasFocus()


def test_an_undone_choice_is_seen(qtbot, host, desk):
    page = opened(qtbot, host)
    host.preferences.choose(LOCK_AFTER, 2)
    page.changed({"desk_setting"})
    assert chosen(page.rows["lock_after"]) == "2 minutes"
    Changes(desk).undo()
    page.changed({"desk_setting"})
    assert chosen(page.rows["lock_after"]) == "5 minutes"


def test_the_names_of_user_and_clinic_follow_their_records(qtbot, host, desk):
    page = opened(qtbot, host)
    with desk.db.change("Rename", by=desk.user.id) as work:
        clinic = desk.clinic
        clinic.name = "Harrow Creek"
        work.save(clinic)
    page.changed({"clinic"})
    qtbot.waitUntil(lambda: bool(said(page, "The desk (Harrow Creek)")))


def test_what_only_an_owner_may_change_is_locked_and_says_so(qtbot, host, desk):
    desk.user = visitor(Role.FRONT_DESK)
    page = opened(qtbot, host)
    row = page.rows["lock_after"]
    assert said(row, "Only an owner can change this")
    row.focus_control()
    qtbot.keyClick(keys_to(page), Qt.Key.Key_Right)
    qtbot.mouseClick(row.findChildren(QRadioButton)[0], Qt.MouseButton.LeftButton)
    assert host.preferences.value(LOCK_AFTER) == 5
    assert chosen(row) == "5 minutes"
    assert host.told == []
    assert not said(page.rows["scheme"], "Only an owner")
    assert ("← →", "choose") not in page.hints()


def test_a_choice_that_cannot_be_kept_shows_the_old_value_and_is_told(qtbot, host, monkeypatch):
    page = opened(qtbot, host)

    def full(*_given: object) -> None:
        raise KnownFailure("The disk is full.")

    monkeypatch.setattr(host.desk.db.own, "prefer", full)
    page.rows["letter_keys"].focus_control()
    qtbot.keyClick(keys_to(page), Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: len(host.told) == 1)
    assert chosen(page.rows["letter_keys"]) == "On"
    assert str(host.told[0]) == "The disk is full."


def test_a_computers_file_that_cannot_be_written_is_told_and_the_choice_holds(
    qtbot, qapp, desk, tmp_path
):
    (tmp_path / "RefDesk").write_text("a file where the folder should be", "utf-8")
    computer = Computer(tmp_path / "RefDesk" / "settings.json")
    host: Any = SmallHost(Theme(qapp, Scheme.LIGHT), desk, computer)
    page = opened(qtbot, host)
    qtbot.keyClick(keys_to(page), Qt.Key.Key_End)
    assert "hold until you quit" in str(host.told[0])
    assert chosen(page.rows["scheme"]) == "Dark"
    host.jobs.close()


def test_tab_goes_through_every_setting_to_the_keys(qtbot, host):
    page = opened(qtbot, host)
    seen = []
    for _step in range(14):
        seen.append(page.begun_at() if not page.keys_button.hasFocus() else "keys")
        qtbot.keyClick(keys_to(page), Qt.Key.Key_Tab)
    due_times = [setting.name for setting in DUE_TIMES]
    assert seen == ["scheme", "scale", "letter_keys", "paper", *due_times, "lock_after", "keys"]


def test_the_page_says_which_keys_act(qtbot, host):
    page = opened(qtbot, host)
    assert page.hints()[0] == ("← →", "choose")
    page.rows["scale"].focus_control()
    assert page.hints()[0] == ("↑ ↓", "choose")
    assert ("Shift+F1", "all keys") in page.hints()


def test_the_page_comes_back_where_it_was_left(qtbot, host):
    page = opened(qtbot, host)
    page.rows["lock_after"].focus_control()
    page.leave()
    at = page.begun_at()
    again = SettingsPage(host)
    again.begin_at(at)
    again.resize(1000, 900)
    shown(qtbot, again)
    again.open()
    assert again.rows["lock_after"].control.hasFocus()


def test_the_button_opens_all_keys(qtbot, host):
    page = opened(qtbot, host)
    page.keys_button.setFocus()
    qtbot.keyClick(page.keys_button, Qt.Key.Key_Space)
    dialog = page.window().findChild(KeysDialog)
    assert dialog is not None
    dialog.reject()


def test_a_screen_reader_hears_label_help_scope_and_why_it_is_locked(qtbot, host, desk):
    desk.user = visitor(Role.LIAISON)
    page = opened(qtbot, host)
    for setting in SETTINGS:
        row = page.rows[setting.name]
        told = QAccessible.queryAccessibleInterface(row.control)
        assert row.control.accessibleName() == setting.label
        assert row.label.buddy() is row.control
        assert setting.help in told.text(QAccessible.Text.Description)
        assert "Holds for" in told.text(QAccessible.Text.Description)
    lock = QAccessible.queryAccessibleInterface(page.rows["lock_after"].control)
    assert "Only an owner" in lock.text(QAccessible.Text.Description)


def test_a_result_that_comes_after_the_page_is_gone_does_no_harm(qtbot, host):
    page = opened(qtbot, host)
    page.rows["letter_keys"].focus_control()
    qtbot.keyClick(keys_to(page), Qt.Key.Key_Right)
    page.changed({"clinic"})
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    qtbot.waitUntil(lambda: host.running == 0)
    host.jobs.run_query(lambda: None, lambda _done: host.told.append(KeyError()))
    qtbot.waitUntil(lambda: len(host.told) == 1)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut_in_the_smallest_window(qtbot, qapp, desk, scale):
    host: Any = SmallHost(Theme(qapp, Scheme.LIGHT, scale), desk)
    host.preferences.choose(LOCK_AFTER, 15)
    host.preferences.choose(SCHEME, "dark")
    page = opened(qtbot, host, round(504 * scale), round(360 * scale))
    ground = page.area.widget()
    assert ground is not None
    assert ground.width() <= page.area.viewport().width()
    for row in page.rows.values():
        for label in row.findChildren(QLabel):
            if label.isVisibleTo(page) and not label.wordWrap():
                assert label.width() >= label.sizeHint().width(), label.text()
    host.jobs.close()
