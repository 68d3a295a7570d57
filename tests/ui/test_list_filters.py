"""Filters, columns and saved views of a list, through real keys."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMenu
from shiboken6 import isValid

from refdesk.domain.errors import KnownFailure
from refdesk.domain.practice import Practice
from refdesk.services.conditions import Condition, Match
from refdesk.services.records import Records
from refdesk.ui.dialogs.columns import ColumnsDialog
from refdesk.ui.dialogs.filter import FilterDialog
from refdesk.ui.dialogs.views import NameViewDialog
from tests.ui.conftest import NAMES, shown

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")

D = TypeVar("D", bound=QDialog)
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
TIERS = {"Cedar Grove": "a", "Harrow Creek": "b"}


@pytest.fixture
def page(shell, main, qtbot):
    """The list of practices: one of tier A, one of tier B, two prospects."""
    records = Records(shell.desk)

    def set_tiers(_progress) -> None:
        for row_id, name in enumerate(NAMES, start=1):
            records.set(Practice, row_id, {"tier": TIERS.get(name, "prospect")})

    shell.jobs.run_change(set_tiers, lambda _done: None)
    qtbot.waitUntil(lambda: "B" in shown(main, 1))
    return main.page


def dialog(main, kind: type[D], qtbot) -> D:
    """Return the dialog of that kind once it is in sight."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in main.findChildren(kind)))
    found: D = next(one for one in main.findChildren(kind) if one.isVisible())
    return found


def gone(asked) -> bool:
    return not isValid(asked) or not asked.isVisible()


def filter_by_tier(main, page, qtbot, *rows: int) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_F, CTRL | SHIFT)
    asked = dialog(main, FilterDialog, qtbot)
    QTest.keyClicks(asked.fields.box, "tier")
    asked.ticks.setFocus()
    for row in rows:
        asked.ticks.setCurrentRow(row)
        QTest.keyClick(asked.ticks, Qt.Key.Key_Space)
    QTest.keyClick(asked.ticks, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: gone(asked))


def test_a_filter_is_set_by_keys_and_stands_in_words_above_the_list(main, page, qtbot):
    filter_by_tier(main, page, qtbot, 0, 1)
    qtbot.waitUntil(lambda: shown(main) == ["Cedar Grove", "Harrow Creek"])
    assert [chip.text() for chip in page.filter_bar.chips] == ["Tier is A or B"]
    assert page.top_bar.count.text() == "2 of 4 practices"
    main.activateWindow()
    qtbot.waitUntil(page.table.hasFocus)


def test_the_dialog_counts_what_fits_before_the_filter_is_set(main, page, qtbot):
    QTest.keyClick(page.table, Qt.Key.Key_F, CTRL | SHIFT)
    asked = dialog(main, FilterDialog, qtbot)
    QTest.keyClicks(asked.fields.box, "name")
    QTest.keyClick(asked.fields.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: asked.how.hasFocus() or asked.text.hasFocus())
    QTest.keyClicks(asked.text, "gro")
    qtbot.waitUntil(lambda: asked.fits.text() == "1 fits")
    asked.reject()


def test_a_wrong_value_is_said_at_the_field_and_the_dialog_stays(main, page, qtbot):
    QTest.keyClick(page.table, Qt.Key.Key_F, CTRL | SHIFT)
    asked = dialog(main, FilterDialog, qtbot)
    QTest.keyClicks(asked.fields.box, "changed")
    asked.fields.choose("changed_at")
    QTest.keyClicks(asked.text, "whenever")
    QTest.mouseClick(asked.button, Qt.MouseButton.LeftButton)
    assert asked.isVisible()
    assert asked.problem.words.text().startswith("Changed is not a date")
    asked.text.clear()
    QTest.keyClicks(asked.text, "30 days ago")
    assert not asked.problem.isVisible()
    QTest.keyClick(asked.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.filter_bar.chips))
    assert page.filter_bar.chips[0].text() == "Changed from 30 days ago"


def test_a_filter_without_a_fitting_field_cannot_be_set(main, page, qtbot):
    QTest.keyClick(page.table, Qt.Key.Key_F, CTRL | SHIFT)
    asked = dialog(main, FilterDialog, qtbot)
    QTest.keyClicks(asked.fields.box, "zzz")
    assert asked.fits.text() == "No field is called so."
    assert not asked.button.isEnabled()
    asked.decide()
    assert asked.problem.words.text() == "Choose a field to filter by."
    asked.reject()


def test_a_chip_is_taken_away_by_del_and_the_focus_goes_on(main, page, qtbot):
    page.state.filter_by([Condition("tier", Match.IS, ("a",)), Condition("phone", Match.EMPTY)])
    qtbot.waitUntil(lambda: len(page.filter_bar.chips) == 2)
    first = page.filter_bar.chips[0]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert page.filter_bar.chips[1].hasFocus()
    QTest.keyClick(page.filter_bar.chips[1], Qt.Key.Key_Left)
    assert first.hasFocus()
    QTest.keyClick(first, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(page.filter_bar.chips) == 1)
    assert page.filter_bar.chips[0].hasFocus()
    QTest.keyClick(page.filter_bar.chips[0], Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: not page.filter_bar.isVisible())
    assert page.table.hasFocus()
    assert len(shown(main)) == 4


def test_a_chip_is_changed_by_enter_and_removed_by_its_cross(main, page, qtbot):
    page.state.filter_by([Condition("tier", Match.IS, ("a",))])
    qtbot.waitUntil(lambda: bool(page.filter_bar.chips))
    chip = page.filter_bar.chips[0]
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Return)
    asked = dialog(main, FilterDialog, qtbot)
    assert asked.ticks.ticked() == ["a"]
    asked.ticks.setCurrentRow(1)
    QTest.keyClick(asked.ticks, Qt.Key.Key_Space)
    QTest.keyClick(asked.ticks, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [c.text() for c in page.filter_bar.chips] == ["Tier is A or B"])
    chip = page.filter_bar.chips[0]
    at = QPoint(chip.width() - 12, chip.height() // 2)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: len(shown(main)) == 4)


def test_a_chip_says_what_it_is_to_a_screen_reader(page, qtbot):
    page.state.filter_by([Condition("tier", Match.IS, ("a",))])
    qtbot.waitUntil(lambda: bool(page.filter_bar.chips))
    said = QAccessible.queryAccessibleInterface(page.filter_bar.chips[0])
    assert said.text(QAccessible.Text.Name) == "Filter: Tier is A, remove"


def test_nothing_that_fits_offers_to_clear_the_filters(main, page, qtbot):
    page.state.filter_by([Condition("tier", Match.IS, ("c",))])
    qtbot.waitUntil(page.empty.isVisible)
    assert page.empty.headline.text() == "No practice matches"
    assert page.empty.hint.text() == "1 filter is on."
    assert page.empty.button.text() == "Clear filters"
    QTest.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(shown(main)) == 4)
    assert page.table.hasFocus()


def test_ctrl_shift_x_clears_search_and_filters_together(main, page, qtbot):
    page.find_box.setFocus()
    QTest.keyClicks(page.find_box, "cedar")
    page.state.filter_by([Condition("tier", Match.IS, ("a",))])
    qtbot.waitUntil(lambda: shown(main) == ["Cedar Grove"] and not page.find_box.is_waiting)
    QTest.keyClick(page.find_box, Qt.Key.Key_X, CTRL | SHIFT)
    qtbot.waitUntil(lambda: len(shown(main)) == 4)
    assert page.find_box.text() == ""
    assert not page.filter_bar.isVisible()


def test_another_page_can_ask_for_a_narrowed_list(main, page, qtbot):
    main.open_list("practice", {"tier": "B"})
    qtbot.waitUntil(lambda: shown(main) == ["Harrow Creek"])
    assert [chip.text() for chip in page.filter_bar.chips] == ["Tier is B"]


# Columns


def test_columns_are_chosen_and_moved_by_keys_and_remembered(shell, main, page, qtbot):
    QTest.keyClick(page.table, Qt.Key.Key_C, CTRL | SHIFT)
    asked = dialog(main, ColumnsDialog, qtbot)
    QTest.keyClick(asked.list, Qt.Key.Key_Down)
    QTest.keyClick(asked.list, Qt.Key.Key_Up, ALT)  # the tier comes first
    for row in range(2, 8):
        asked.list.setCurrentRow(row)
        QTest.keyClick(asked.list, Qt.Key.Key_Space)
    QTest.keyClick(asked.list, Qt.Key.Key_Return)
    heads = page.table.rows.headerData
    qtbot.waitUntil(lambda: page.table.rows.columnCount() == 2)
    assert [heads(n, Qt.Orientation.Horizontal) for n in (0, 1)] == ["Tier", "Name"]
    remembered = shell.preferences.remembered
    qtbot.waitUntil(lambda: (remembered("list:practice") or {}).get("columns") == ["tier", "name"])


def test_no_column_at_all_is_refused_and_reset_brings_the_first_ones_back(main, page, qtbot):
    page.dialogs.ask_columns()
    asked = dialog(main, ColumnsDialog, qtbot)
    for row in range(8):
        asked.list.setCurrentRow(row)
        QTest.keyClick(asked.list, Qt.Key.Key_Space)
    asked.decide()
    assert asked.problem.words.text() == "Tick at least one column."
    QTest.mouseClick(asked.reset, Qt.MouseButton.LeftButton)
    assert len(asked.list.ticked()) == 8
    QTest.mouseClick(asked.down, Qt.MouseButton.LeftButton)
    assert asked.list.ticked()[:2] == ["tier", "name"]
    asked.reject()


def test_a_column_is_widened_by_keys_and_by_the_mouse(page):
    header = page.table.header
    header.setFocus()
    QTest.keyClick(header, Qt.Key.Key_Right)
    before = header.sectionSize(1)
    QTest.keyClick(header, Qt.Key.Key_Right, SHIFT)
    assert header.sectionSize(1) == before + 16
    edge = QPoint(header.sectionViewportPosition(2) - 1, 10)
    view = header.viewport()
    QTest.mouseMove(view, edge)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=edge)
    QTest.mouseMove(view, edge + QPoint(20, 0))
    QTest.mouseMove(view, edge + QPoint(40, 0))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=edge + QPoint(40, 0))
    assert header.sectionSize(1) == before + 56
    assert page.state.widths == {"tier": before + 56}
    total = sum(header.sectionSize(number) for number in range(header.count()))
    assert total == page.table.viewport().width()


# Saved views


def test_a_view_is_saved_and_shown_again(main, page, qtbot):
    page.state.filter_by([Condition("tier", Match.IS, ("b",))])
    qtbot.waitUntil(lambda: shown(main) == ["Harrow Creek"])
    page.views.ask_name()
    asked = dialog(main, NameViewDialog, qtbot)
    QTest.keyClicks(asked.name, "Tier B")
    QTest.keyClick(asked.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: gone(asked))
    assert page.views.current.name == "Tier B"
    main.activateWindow()
    qtbot.waitUntil(main.isActiveWindow)
    QTest.keyClick(page.table, Qt.Key.Key_X, CTRL | SHIFT)
    qtbot.waitUntil(lambda: len(shown(main)) == 4)
    choose(open_views(page, qtbot), "Tier B")
    qtbot.waitUntil(lambda: shown(main) == ["Harrow Creek"])
    assert [chip.text() for chip in page.filter_bar.chips] == ["Tier is B"]


def open_views(page, qtbot) -> QMenu:
    page.views.menu = None
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    QTest.keyClick(page.table, Qt.Key.Key_V, CTRL | SHIFT)
    qtbot.waitUntil(lambda: page.views.menu is not None)
    menu: QMenu = page.views.menu
    return menu


def choose(menu: QMenu, words: str) -> None:
    action = next(one for one in menu.actions() if one.text().replace("&", "").startswith(words))
    menu.close()
    action.trigger()


def test_a_view_is_updated_renamed_and_deleted_from_the_menu(shell, main, page, qtbot):
    shell.jobs.run_change(
        lambda _p: page.views._views.save("practice", "Best", page.state.arrangement().to_text()),
        page.views.show,
    )
    qtbot.waitUntil(lambda: page.views.current is not None)
    page.state.filter_by([Condition("tier", Match.IS, ("a",))])
    qtbot.waitUntil(lambda: shown(main) == ["Cedar Grove"])
    choose(open_views(page, qtbot), "Update “Best”")
    qtbot.waitUntil(lambda: "tier" in page.views.current.looks)
    choose(open_views(page, qtbot), "Rename “Best”")
    asked = dialog(main, NameViewDialog, qtbot)
    asked.name.clear()
    asked.decide()
    assert asked.problem.words.text() == "Give the view a name."
    QTest.keyClicks(asked.name, "Our best")
    assert "Everybody at this desk sees it." in asked.says.text()
    QTest.keyClick(asked.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: gone(asked))
    menu = open_views(page, qtbot)
    assert any(one.text() == "Our best" for one in menu.actions())
    choose(menu, "Delete “Our best”")
    qtbot.waitUntil(lambda: page.views.current is None)
    menu = open_views(page, qtbot)
    assert menu.actions()[0].text() == "No view is saved yet"
    choose(menu, "Show the list as at first")
    qtbot.waitUntil(lambda: len(shown(main)) == 4)


def test_a_name_that_is_taken_is_told_in_the_dialog(shell, main, page, qtbot):
    shell.jobs.run_change(
        lambda _p: page.views._views.save("practice", "Best", "{}"), lambda _view: None
    )
    page.views.ask_name()
    asked = dialog(main, NameViewDialog, qtbot)
    QTest.keyClicks(asked.name, "best")
    QTest.keyClick(asked.name, Qt.Key.Key_Return)
    qtbot.waitUntil(asked.problem.isVisible)
    assert asked.problem.words.text() == "Name is another view's already."
    asked.reject()


# When it cannot be read


def test_a_list_that_cannot_be_read_says_so_and_tries_again(main, page, qtbot, monkeypatch):
    reader = page.state._reader
    good = reader.read

    def broken(*_given):
        raise KnownFailure("The disk of this desk does not answer.")

    monkeypatch.setattr(reader, "read", broken)
    page.state.find("cedar")
    qtbot.waitUntil(page.trouble.isVisible)
    assert page.trouble.headline.text() == "The list of practices could not be read."
    assert "The disk of this desk does not answer." in page.trouble.hint.text()
    monkeypatch.setattr(reader, "read", good)
    QTest.mouseClick(page.trouble.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(main) == ["Cedar Grove"] and page.table.isVisible())


def test_long_reading_is_told_and_short_reading_is_not(page):
    assert not page.places.loading.isVisible()
    page.state.is_open = False
    page._still_reading()
    assert page.places.loading.isVisible()
    assert page.places.loading.headline.text() == "Reading practices …"
    assert page.top_bar.count.text() == "Reading …"
    page.state.is_open = True
    page._show()
    assert page.table.isVisible()
