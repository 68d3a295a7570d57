"""Many records at once: selected, changed, archived, printed and saved, through real keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

from refdesk.domain.patient import Patient
from refdesk.domain.practice import Practice
from refdesk.domain.referral import Referral
from refdesk.domain.register import Release
from refdesk.services.changes import Changes
from refdesk.services.conditions import Condition, Match
from refdesk.services.records import Records
from refdesk.ui.dialogs.bulk_edit import BulkEditDialog
from refdesk.ui.dialogs.export import ReleaseDialog, SureDialog
from tests.ui.conftest import NAMES, shown

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")

D = TypeVar("D", bound=QDialog)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(main):
    """The list of the four practices."""
    return main.page


@pytest.fixture
def told(main, monkeypatch):
    """What the person is told, with whether Undo stands beside it."""
    said: list[tuple[str, bool]] = []
    monkeypatch.setattr(main, "tell", lambda words, *, undo=False: said.append((words, undo)))
    return said


def dialog(main, kind: type[D], qtbot) -> D:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in main.findChildren(kind)))
    found: D = next(one for one in main.findChildren(kind) if one.isVisible())
    return found


def gone(asked) -> bool:
    return not isValid(asked) or not asked.isVisible()


def select_two(page) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_Down, SHIFT)


def test_shift_and_the_arrows_select_ranges_and_ctrl_a_selects_all(page):
    select_two(page)
    assert page.top_bar.count.text() == "4 practices, 2 selected"
    QTest.keyClick(page.table, Qt.Key.Key_A, CTRL)
    assert page.top_bar.count.text() == "4 practices, 4 selected"
    QTest.keyClick(page.table, Qt.Key.Key_Home)
    assert page.top_bar.count.text() == "4 practices"


def test_ctrl_click_selects_rows_apart_and_they_stay_when_the_order_turns(page, main, qtbot):
    view = page.table.viewport()
    for row, keys in ((0, Qt.KeyboardModifier.NoModifier), (2, CTRL)):
        at = page.table.visualRect(page.table.rows.index(row, 0)).center()
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, keys, at)
    chosen = set(page.state.chosen())
    assert page.state.ranges == ((0, 0), (2, 2))
    page.table._sort(0)
    qtbot.waitUntil(lambda: shown(main) == sorted(NAMES, reverse=True))
    assert page.state.ranges == ((1, 1), (3, 3))
    assert set(page.state.chosen()) == chosen
    rows = {index.row() for index in page.table.selectionModel().selectedRows()}
    assert rows == {1, 3}


def test_enter_and_a_double_click_open_the_record(page, main, monkeypatch):
    opened: list[Any] = []
    monkeypatch.setattr(main, "open_record", lambda *what: opened.append(what))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    at = page.table.visualRect(page.table.rows.index(1, 0)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened == [("practice", page.state.ids[0]), ("practice", page.state.ids[1])]


def test_the_button_and_its_key_begin_a_new_record(page, main, monkeypatch):
    begun: list[Any] = []
    monkeypatch.setattr(main, "new_record", lambda *what: begun.append(what))
    QTest.mouseClick(page.new_button, Qt.MouseButton.LeftButton)
    QTest.keyClick(page.table, Qt.Key.Key_N, CTRL)
    assert begun == [("practice",), ("practice",)]


def test_a_list_that_only_the_program_fills_offers_no_new_record(main, qtbot):
    main.open_list("release")
    qtbot.waitUntil(main.page.empty.isVisible)
    assert "new" not in main.page.handlers()
    assert not main.page.new_button.isVisible()
    assert not main.page.empty.button.isVisible()


def test_an_empty_list_offers_the_first_record(main, qtbot, monkeypatch):
    begun: list[Any] = []
    monkeypatch.setattr(main, "new_record", lambda *what: begun.append(what))
    main.open_list("visit")
    page = main.page
    qtbot.waitUntil(page.empty.isVisible)
    assert page.empty.button.text() == "New visit"
    QTest.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    assert begun == [("visit",)]


def preview_of_tier(main, page, qtbot, tier: str) -> BulkEditDialog:
    select_two(page)
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    asked = dialog(main, BulkEditDialog, qtbot)
    QTest.keyClicks(asked.fields.box, "tier")
    assert asked.editor is not None
    asked.editor.show_entry(tier)
    QTest.mouseClick(asked.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked.preview is not None)
    return asked


def test_many_are_changed_after_a_look_at_what_would_change(shell, main, page, qtbot, told):
    asked = preview_of_tier(main, page, qtbot, "b")
    assert asked.title.text() == "Change 2 practices"
    assert asked.counts.text() == "2 change."
    cells = [asked.table.model().index(0, column).data() for column in range(3)]
    assert cells == ["Aldermoor", "Prospect", "B"]
    QTest.mouseClick(asked.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: told == [("Changed tier of 2 practices", True)])
    qtbot.waitUntil(lambda: shown(main, 1) == ["B", "B", "Prospect", "Prospect"])
    assert page.state.chosen_count == 2
    shell.jobs.run_change(lambda _p: Changes(shell.desk).undo(), lambda _done: None)
    qtbot.waitUntil(lambda: shown(main, 1) == ["Prospect"] * 4)


def test_what_was_really_done_is_told_where_it_is_less_than_the_preview(
    shell, main, page, qtbot, told
):
    asked = preview_of_tier(main, page, qtbot, "b")
    assert asked.counts.text() == "2 change."
    too_many_tags(shell, qtbot, page.state.chosen()[0])
    QTest.mouseClick(asked.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: told == [("Changed tier of 1 practice; 1 was left out", True)])
    assert Changes(shell.desk).newest(1)[0].rows == 1


def too_many_tags(shell, qtbot, *row_ids: int) -> None:
    """Keep more tags than any form takes, so that every other change is refused."""

    def spoil(_progress) -> None:
        with shell.desk.db.change("Spoil", by=None) as work:
            for row_id in row_ids:
                practice = work.get(Practice, row_id)
                practice.tags = tuple(f"t{number:02}" for number in range(51))
                work.save(practice)

    spoiled: list[None] = []
    shell.jobs.run_change(spoil, spoiled.append)
    qtbot.waitUntil(lambda: bool(spoiled))


def test_those_that_are_refused_are_named_with_the_reason(shell, main, qtbot):
    records = Records(shell.desk)

    def add(_progress) -> None:
        patient = records.add(Patient, {"name": "Vance, Marisol"}).id
        for _number in range(2):
            records.add(Referral, {"patient": str(patient), "source": "patient"})
        records.set(Referral, 1, {"stage": "contacting"})

    shell.jobs.run_change(add, lambda _done: None)
    main.open_list("referral")
    page = main.page
    qtbot.waitUntil(lambda: len(shown(main)) == 2)
    page.select_all()
    page.tasks.edit()
    asked = dialog(main, BulkEditDialog, qtbot)
    asked.fields.choose("stage")
    assert asked.editor is not None
    asked.editor.show_entry("attended")
    asked.go_on()
    qtbot.waitUntil(lambda: asked.preview is not None)
    assert asked.counts.text() == "0 change, 2 are refused."
    assert asked.refused.isVisible()
    reasons = [asked.table.model().index(row, 2).data() for row in (0, 1)]
    assert all(reason.startswith("Stage cannot go from") for reason in reasons)
    assert not asked.button.isEnabled()
    asked.reject()


def test_what_is_so_already_is_told_and_nothing_can_be_done(main, page, qtbot):
    asked = preview_of_tier(main, page, qtbot, "prospect")
    assert asked.counts.text() == "0 change, 2 stay as they are."
    assert not asked.button.isEnabled()
    QTest.mouseClick(asked.back_button, Qt.MouseButton.LeftButton)
    assert asked.button.isEnabled()
    assert asked.button.text() == "Preview"
    asked.reject()


def test_a_value_that_will_not_do_is_told_before_anything_is_read(main, page, qtbot):
    select_two(page)
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    asked = dialog(main, BulkEditDialog, qtbot)
    asked.fields.choose("phone")
    assert asked.editor is not None
    asked.editor.show_entry("12")
    asked.go_on()
    assert asked.problem.words.text().startswith("Phone")
    asked.fields.choose("tags")
    assert asked.how.code() == "add"
    asked.go_on()
    assert asked.problem.words.text() == "Tags needs a value here."
    asked.reject()


def test_f2_on_one_row_opens_it(page, main, monkeypatch):
    opened: list[Any] = []
    monkeypatch.setattr(main, "open_record", lambda *what: opened.append(what))
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    assert opened == [("practice", page.state.selected)]


def test_del_archives_one_at_once_and_its_neighbour_is_selected(page, main, qtbot, told):
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: told == [("Archived 1 practice", True)])
    qtbot.waitUntil(lambda: shown(main) == ["Cedar Grove", "Harrow Creek", "Tilbrook"])
    assert page.table.currentIndex().row() == 0


def test_del_asks_before_it_archives_many_and_brings_them_back(page, main, qtbot, told):
    QTest.keyClick(page.table, Qt.Key.Key_A, CTRL)
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    asked = dialog(main, SureDialog, qtbot)
    assert asked.title.text() == "Archive 4 practices?"
    QTest.mouseClick(asked.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: told == [("Archived 4 practices", True)])
    qtbot.waitUntil(page.empty.isVisible)
    page.state.filter_by([Condition("archived", Match.IS, (True,))])
    qtbot.waitUntil(lambda: len(shown(main)) == 4)
    page.select_all()
    page.tasks.archive()
    asked = dialog(main, SureDialog, qtbot)
    assert asked.title.text() == "Restore 4 practices?"
    QTest.mouseClick(asked.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: told[1:] == [("Restored 4 practices", True)])


def test_what_cannot_be_archived_with_the_others_is_told(shell, main, page, qtbot, told):
    too_many_tags(shell, qtbot, 2, 3)
    page.select_all()
    page.tasks.archive()
    asked = dialog(main, SureDialog, qtbot)
    QTest.mouseClick(asked.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: told == [("Archived 2 practices; 2 were left out", True)])
    qtbot.waitUntil(lambda: shown(main) == ["Aldermoor", "Harrow Creek"])


def save_to(page, path: Path) -> None:
    page.tasks.ask_path = lambda _name, chosen: chosen(path)


def test_what_is_shown_is_saved_as_a_file(page, main, qtbot, told, tmp_path):
    path = tmp_path / "practices.csv"
    save_to(page, path)
    page.find_box.setFocus()
    QTest.keyClicks(page.find_box, "row")
    qtbot.waitUntil(lambda: shown(main) == ["Harrow Creek"])
    QTest.keyClick(page.find_box, Qt.Key.Key_E, CTRL)
    asked = dialog(main, ReleaseDialog, qtbot)
    assert "1 practice" in asked.rows.text()
    QTest.mouseClick(asked.button, Qt.MouseButton.LeftButton)
    folder = tmp_path.name
    words = f"Saved 1 practice as practices.csv in {folder}"
    qtbot.waitUntil(lambda: told == [(words, False)])
    assert "Harrow Creek" in path.read_text("utf-8-sig")
    assert "Aldermoor" not in path.read_text("utf-8-sig")


def test_two_selected_rows_are_what_is_saved(page, main, qtbot, told, tmp_path):
    save_to(page, tmp_path / "two.csv")
    select_two(page)
    page.tasks.export()
    asked = dialog(main, ReleaseDialog, qtbot)
    assert asked.rows.text() == "The 2 selected practices, with the columns shown."
    QTest.mouseClick(asked.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(told))
    assert len((tmp_path / "two.csv").read_text("utf-8-sig").splitlines()) == 3


def test_personal_columns_are_named_and_the_purpose_is_asked(shell, main, qtbot, told, tmp_path):
    records = Records(shell.desk)
    shell.jobs.run_change(
        lambda _p: records.add(Patient, {"name": "Vance, Marisol"}), lambda _done: None
    )
    main.open_list("patient")
    page = main.page
    qtbot.waitUntil(lambda: shown(main) == ["Vance, Marisol"])
    save_to(page, tmp_path / "patients.csv")
    page.tasks.export()
    asked = dialog(main, ReleaseDialog, qtbot)
    assert asked.notice is not None
    assert "Name" in asked.notice.detail.text()
    QTest.mouseClick(asked.button, Qt.MouseButton.LeftButton)
    assert asked.isVisible()
    assert asked.problem.words.text() == "Choose what it is for."
    assert asked.purpose is not None
    segment = asked.purpose.focusProxy()
    assert segment is not None
    QTest.keyClick(segment, Qt.Key.Key_T)
    QTest.mouseClick(asked.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(told))
    (entry,) = records.page(Release, records.ids(Release, records.query(Release)))
    assert entry.purpose.value == "treatment"
    assert entry.with_patients


def test_the_letter_p_prints_what_is_shown(page, main, qtbot, monkeypatch):
    sheets: list[Any] = []
    monkeypatch.setattr(main, "show_sheet", lambda run, pdf: sheets.append((pdf[:5], run.title)))
    QTest.keyClick(page.table, Qt.Key.Key_P)
    asked = dialog(main, ReleaseDialog, qtbot)
    assert asked.rows.text() == "All 4 practices, with the columns shown."
    QTest.mouseClick(asked.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sheets == [(b"%PDF-", "List of practices")], timeout=20_000)


def test_a_letter_that_only_the_window_knows_is_handed_on(page):
    asked: list[str] = []
    page.unknown.connect(asked.append)
    page._letter("keys")
    assert asked == ["keys"]


def test_the_menu_holds_every_action_with_its_key(page, qtbot):
    QTest.mouseClick(page.more_button, Qt.MouseButton.LeftButton)
    menu = page.menu
    texts = [one.text().split("\t") for one in menu.actions() if not one.isSeparator()]
    assert ["Choose columns", "Ctrl+Shift+C"] in texts
    assert ["Save what is shown as a file", "Ctrl+E"] in texts
    clear = next(one for one in menu.actions() if one.text().startswith("Show all again"))
    assert not clear.isEnabled()
    select = next(one for one in menu.actions() if one.text().startswith("Select all"))
    menu.close()
    select.trigger()
    assert page.state.chosen_count == 4
    qtbot.waitUntil(lambda: not isValid(menu) or not menu.isVisible())


def test_a_narrow_window_keeps_icons_with_names_and_the_count(main, page):
    main.resize(560, 500)
    page.top_bar._fit()
    for button in (page.new_button, page.filter_button, page.views_button, page.more_button):
        assert button.text() == ""
        assert button.accessibleName()
        assert button.toolTip()
        assert button.geometry().right() <= page.top_bar.width()
    page.select_all()
    assert "4 selected" in page.top_bar.count.text()
    assert page.top_bar.count.accessibleName() == "4 practices, 4 selected"
    main.resize(1360, 850)
    assert page.filter_button.text() == "Filter"


def test_a_row_is_said_with_its_labels(page):
    table = QAccessible.queryAccessibleInterface(page.table)
    assert table.text(QAccessible.Text.Name) == "Practices"
    cells = [table.child(number) for number in range(min(table.childCount(), 20))]
    assert "Name: Aldermoor" in [one.text(QAccessible.Text.Name) for one in cells]


def test_tab_goes_from_the_top_bar_to_the_heads_and_the_rows(page, main):
    page.find_box.setFocus()
    seen = []
    for _step in range(7):
        QTest.keyClick(main.focusWidget(), Qt.Key.Key_Tab)
        seen.append(main.focusWidget())
    order = [page.new_button, page.filter_button, page.views_button, page.more_button]
    assert seen[:6] == [*order, page.table.header, page.table]


def test_a_right_click_opens_the_menu(page):
    page.table.customContextMenuRequested.emit(QPoint(20, 20))
    assert page.menu is not None
    assert page.menu.isVisible()
    page.menu.close()
