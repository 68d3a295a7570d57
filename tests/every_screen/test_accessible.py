"""Screen readers and the tab key, on every screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from refdesk.screens.catalogue import SCREENS
from refdesk.ui.form_page import FormPage
from refdesk.ui.referral_page import ReferralPage
from refdesk.ui.settings_page import SettingsPage
from tests.every_screen.test_words import DIALOGS, opened
from tests.helpers.window import (
    MOST_TABS,
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

ENTERED = [screen for screen in SCREENS if screen.of.entered]
CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
NO_ROLE = {
    QAccessible.Role.NoRole,
    QAccessible.Role.Client,
    QAccessible.Role.Pane,
    QAccessible.Role.Grouping,
}
"""Of a thing that only holds others. Qt gives it to column heads too, whose cells have a role."""


def controls(window: QWidget) -> list[QWidget]:
    """Return every widget of a window that is pressed, typed into or reached by Tab."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisibleTo(window) or isinstance(widget, QScrollBar):
            continue
        if isinstance(widget, QHeaderView) and not widget.focusPolicy():
            continue  # its heads are heard with the cells of the table
        reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.focusProxy()
        if isinstance(widget, CONTROLS) or reached:
            found.append(widget)
    return found


def told(widget: QWidget) -> tuple[str, QAccessible.Role]:
    """Return name and role as a screen reader gets them."""
    interface = QAccessible.queryAccessibleInterface(widget)
    if isinstance(widget, QComboBox):  # on Linux Qt tells its value here, its label beside it
        return widget.accessibleName(), interface.role()
    return str(interface.text(QAccessible.Text.Name)), interface.role()


def faults(window: QWidget) -> list[str]:
    """Return every control that a screen reader could not make sense of."""
    found = []
    for widget in controls(window):
        name, role = told(widget)
        what = f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        if not name.strip():
            found.append(f"{what} has no name")
        if role in NO_ROLE and not isinstance(widget, QHeaderView):
            found.append(f"{what} “{name}” is {role.name}")
    return found


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.kind)
def test_every_control_of_list_and_form_has_a_name_and_a_role(screen, main, qtbot):
    if screen.kind != "clinic":
        open_list(main, qtbot, screen.kind)
        assert faults(main) == []
    page = open_form(main, qtbot, screen.kind, 1)
    assert faults(main) == []
    for name, box in page.view.boxes.items():
        control = box.editor.control()
        inner = control.focusProxy() or control
        label = page.state.fields[name].label
        names = f"{told(control)[0]} {told(inner)[0]} {inner.accessibleDescription()}"
        assert label in names, f"{name} is not called {label}"


def test_every_control_of_the_page_of_a_referral_has_a_name_and_a_role(main, qtbot):
    open_referral(main, qtbot, 1)
    assert faults(main) == []


def test_no_control_of_that_page_lacks_its_name_before_anything_is_read(main):
    page = ReferralPage(main)
    assert faults(page) == []
    page.deleteLater()


@QUIET
@pytest.mark.parametrize("name", DIALOGS)
def test_every_control_of_every_dialog_has_a_name_and_a_role(name, main, qtbot):
    found = opened(main, qtbot, name)
    assert faults(found) == []
    assert told(found)[0]
    until(qtbot, lambda: found.isAncestorOf(focused()))
    press("Esc")
    until(qtbot, lambda: QApplication.activeModalWidget() is None)


def test_every_control_of_the_settings_has_a_name_and_a_role(main, qtbot):
    open_list(main, qtbot, "practice")
    do(main, "settings")
    until(qtbot, lambda: isinstance(main.page, SettingsPage))
    assert faults(main) == []


def place(page: FormPage) -> str:
    """Return where the focus is: the name of a field, else the words of a button."""
    widget = focused()
    for name, box in page.view.boxes.items():
        if box.isAncestorOf(widget):
            return name
    name, _role = told(widget)
    return name if page.foot.isAncestorOf(widget) else "elsewhere"


def walk(page: FormPage, key: str, end: str) -> list[str]:
    """Press Tab or Shift+Tab up to a place; return every place on the way, once each stay."""
    found = [place(page)]
    for _step in range(MOST_TABS):
        press(key)
        if place(page) != found[-1]:
            found.append(place(page))
        if found[-1] == end:
            return found
    raise AssertionError(f"{key} never reaches {end}: {found}")


@pytest.mark.parametrize("width", [700, 1500])
@pytest.mark.parametrize("screen", ENTERED, ids=lambda screen: screen.kind)
def test_tab_goes_through_the_form_in_its_order_and_shift_tab_back(screen, width, main, qtbot):
    page = new_form(main, qtbot, screen.kind)
    main.resize(width, 1000)
    shown, _needed = page.state.asked()
    names = [name for name in page.state.fields if name in shown]
    page.view.focus_field(names[0])
    forth = walk(page, "Tab", "Save")
    buttons = ["Close", "Save, add another", "Save"]
    assert forth == [*names, *buttons]
    assert walk(page, "Shift+Tab", names[0]) == forth[::-1]


def test_every_field_that_the_tab_key_reaches_is_scrolled_into_sight(main, qtbot):
    page = new_form(main, qtbot, "practice")
    main.resize(900, 420)
    shown, _needed = page.state.asked()
    page.view.focus_field("name")
    area: QScrollArea = page.area
    for _step in range(MOST_TABS):
        press("Tab")
        name = place(page)
        if name not in shown:
            break
        box = page.view.boxes[name]
        at = box.mapTo(area.viewport(), box.rect().topLeft())
        assert 0 <= at.y() < area.viewport().height(), name
    assert isinstance(area, QAbstractScrollArea)


def test_the_heads_of_a_list_say_what_they_sort_by(main, qtbot):
    page = open_list(main, qtbot, "practice")
    header: QHeaderView = page.table.header
    assert "sorted by Name" in told(header)[0]
