"""Addresses and hours in a form: parts that are typed, pasted, filled in and copied."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from refdesk.domain.practice import Office
from refdesk.screens import entry
from refdesk.ui.editors.address import AddressEditor
from refdesk.ui.editors.hours import HoursEditor
from refdesk.ui.theme import Scheme, Theme
from tests.ui.around import Around, press, type_text

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
Key, Held = Qt.Key, Qt.KeyboardModifier
BLANK = {"street": "", "street2": "", "city": "", "state": "", "zip": ""}
WEIR = {"street": "9 Weir Street", "street2": "", "city": "Tamsin", "state": "OH", "zip": "45701"}
LUNCH = [["8:00 AM", "12:00 PM"], ["1:00 PM", "5:00 PM"]]
WORKDAY = [["8:00 AM", "5:00 PM"]]


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, Scheme.LIGHT)


@pytest.fixture
def address(theme, qtbot) -> Around:
    form = Around(AddressEditor(theme, Office.fields["address"]))
    form.editor.name("Address", "Where letters go.")
    form.editor.show_entry(BLANK)
    form.start(qtbot)
    return form


@pytest.fixture
def hours(theme, qtbot) -> Around:
    form = Around(HoursEditor(theme, Office.fields["hours"]))
    form.editor.name("Hours", "")
    form.editor.show_entry([[]] * 7)
    form.start(qtbot)
    return form


def paste(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    press(Key.Key_V, Held.ControlModifier)


def go_to(form: Around, part: str | int) -> None:
    form.editor.lines[part].setFocus(Qt.FocusReason.TabFocusReason)


def wrong(form: Around) -> list[str | int]:
    lines = form.editor.lines
    places = lines if isinstance(lines, dict) else range(len(lines))
    return [place for place in places if lines[place].property("wrong")]


def heard(widget, what: QAccessible.Text = QAccessible.Text.Name) -> str:
    return str(QAccessible.queryAccessibleInterface(widget).text(what))


# Addresses


def test_an_address_is_typed_part_by_part(address):
    for text in ("9 Weir Street", "Suite 2", "Tamsin", "oh", "45701"):
        type_text(text)
        press(Key.Key_Tab)
    assert address.after.hasFocus()
    assert address.editor.entry() == {**WEIR, "street2": "Suite 2"}
    assert address.editor.lines["state"].text() == "OH"
    assert address.told.count("left") == 1
    assert address.told[-1] == "left"


def test_an_address_is_shown_and_handed_back(address):
    address.editor.show_entry(WEIR)
    assert address.editor.lines["city"].text() == "Tamsin"
    assert address.editor.entry() == WEIR
    assert address.told == []


def test_a_state_is_written_by_its_letters_and_read_so_at_once(address):
    go_to(address, "state")
    type_text("Ohio")
    assert address.editor.entry()["state"] == "OH"
    assert address.editor.lines["state"].text() == "Ohio"
    go_to(address, "zip")
    assert address.editor.lines["state"].text() == "OH"
    assert "left" not in address.told


def test_a_known_zip_fills_in_its_town_and_says_so(address):
    go_to(address, "zip")
    type_text("45701")
    assert address.editor.entry() == {**BLANK, "city": "Athens", "state": "OH", "zip": "45701"}
    city = address.editor.lines["city"]
    assert city.note == "from the ZIP"
    assert heard(city, QAccessible.Text.Description).startswith("Filled in from the ZIP.")
    assert address.told == ["edited"] * 5


def test_what_was_filled_in_can_be_overtyped(address):
    go_to(address, "zip")
    type_text("45701")
    go_to(address, "city")
    address.editor.lines["city"].selectAll()
    type_text("Tamsin")
    assert address.editor.lines["city"].note == ""
    go_to(address, "zip")
    address.editor.lines["zip"].selectAll()
    type_text("45750")
    assert address.editor.entry()["city"] == "Tamsin"


def test_another_zip_fills_in_another_town(address):
    go_to(address, "zip")
    type_text("45701")
    address.editor.lines["zip"].selectAll()
    type_text("10001")
    assert address.editor.entry() == {**BLANK, "city": "New York", "state": "NY", "zip": "10001"}


def test_a_zip_of_another_state_fills_in_nothing(address):
    go_to(address, "state")
    type_text("PA")
    go_to(address, "zip")
    type_text("45701")
    assert address.editor.entry() == {**BLANK, "state": "PA", "zip": "45701"}


def test_a_zip_of_the_same_state_fills_in_the_city(address):
    go_to(address, "state")
    type_text("oh")
    go_to(address, "zip")
    type_text("45701")
    assert address.editor.entry()["city"] == "Athens"


@pytest.mark.parametrize(
    "text",
    ["9 Weir Street, Tamsin, OH 45701", "9 Weir Street\nTamsin, Ohio 45701"],
    ids=["line", "lines"],
)
def test_a_pasted_address_spreads_over_the_parts(address, text):
    paste(text)
    assert address.editor.entry() == WEIR
    assert address.told == ["edited"]
    assert entry.read(Office.fields["address"], address.editor.entry()).city == "Tamsin"


def test_a_whole_address_that_is_typed_spreads_when_the_street_is_left(address):
    type_text("9 Weir Street, Tamsin, OH 45701")
    assert address.editor.lines["zip"].text() == ""
    type_text("-1234")
    press(Key.Key_Tab)
    assert address.editor.entry() == {**WEIR, "zip": "45701-1234"}
    assert address.told == ["edited"] * 37


def test_an_address_that_was_only_looked_at_is_not_spread(address):
    given = {**BLANK, "street": "9 Weir Street, Tamsin, OH 45701"}
    address.editor.show_entry(given)
    address.after.setFocus()
    assert address.editor.entry() == given
    assert address.told == ["left"]


def test_a_pasted_street_stays_where_it_is(address):
    paste("1180 Canal Street, Suite 2")
    assert address.editor.entry() == {**BLANK, "street": "1180 Canal Street, Suite 2"}


@pytest.mark.parametrize(
    ("part", "text", "meant"),
    [("state", "Ontario", "state"), ("zip", "1", "zip"), ("city", "Tamsin", "street")],
)
def test_a_problem_is_shown_at_the_part_that_is_meant(address, part, text, meant):
    go_to(address, part)
    type_text(text)
    address.editor.mark("Address has something wrong.")
    assert wrong(address) == [meant]
    assert "something wrong" in heard(address.editor.lines[meant], QAccessible.Text.Description)
    address.editor.mark("")
    assert wrong(address) == []


def test_every_part_is_named(address):
    assert [heard(line) for line in address.editor.lines.values()] == [
        "Address, street",
        "Address, suite, floor",
        "Address, city",
        "Address, state",
        "Address, ZIP",
    ]


def test_a_locked_address_is_not_changed(address):
    address.editor.show_entry(WEIR)
    address.editor.set_locked(locked=True)
    type_text("x")
    paste("9 Weir Street, Tamsin, OH 45701")
    assert address.editor.entry() == WEIR
    assert address.told == []


def test_a_zip_is_grouped_when_it_is_left(address):
    go_to(address, "zip")
    type_text("457011234")
    address.after.setFocus()
    assert address.editor.lines["zip"].text() == "45701-1234"


# Hours


def test_a_day_is_read_back_while_it_is_typed(hours):
    type_text("8-12, 1-5")
    assert hours.editor.readings[0].text() == "8 AM–12 PM, 1 PM–5 PM"
    assert hours.editor.readings[1].text() == "Closed"
    assert hours.editor.entry() == [LUNCH, *[[]] * 6]
    assert "8 AM–12 PM" in heard(hours.editor.lines[0], QAccessible.Text.Description)
    press(Key.Key_Down)
    assert hours.editor.lines[0].text() == "8:00 AM–12:00 PM, 1:00 PM–5:00 PM"
    assert hours.editor.readings[0].text() == "8 h"
    assert hours.editor.lines[1].hasFocus()
    assert "left" not in hours.told


def test_a_week_without_text_is_not_called_closed(hours):
    assert [told.text() for told in hours.editor.readings] == [""] * 7
    assert "8-5" in hours.editor.lines[0].placeholderText()


def test_a_problem_is_told_at_once_but_shown_only_when_the_day_is_left(hours):
    type_text("8-")
    assert hours.editor.readings[0].text() == "Type 8-5, or 8-12, 1-5."
    assert wrong(hours) == []
    press(Key.Key_Down)
    assert wrong(hours) == [0]
    assert hours.editor.entry()[0] == [["8-", ""]]
    press(Key.Key_Up)
    press(Key.Key_End)
    type_text("5")
    assert wrong(hours) == []


def test_half_typed_hours_come_back(hours):
    half = [[["8-", ""]], WORKDAY, *[[]] * 5]
    hours.editor.show_entry(half)
    assert hours.editor.lines[0].text() == "8-"
    assert hours.editor.entry() == half
    assert wrong(hours) == [0]
    assert hours.told == []


def test_up_and_down_stay_within_the_week(hours):
    press(Key.Key_Up)
    assert hours.editor.lines[0].hasFocus()
    for _day in range(9):
        press(Key.Key_Down)
    assert hours.editor.lines[6].hasFocus()
    hours.after.setFocus()
    assert hours.told == ["left"]


def test_ctrl_d_takes_the_day_above(hours):
    type_text("8-5")
    press(Key.Key_Down)
    press(Key.Key_D, Held.ControlModifier)
    assert hours.editor.entry() == [WORKDAY, WORKDAY, *[[]] * 5]
    assert hours.editor.lines[1].hasFocus()
    assert hours.told == ["edited"] * 4


def test_ctrl_d_on_monday_does_nothing(hours):
    type_text("8-5")
    press(Key.Key_D, Held.ControlModifier)
    assert hours.editor.entry() == [WORKDAY, *[[]] * 6]


def test_alt_down_gives_the_day_to_the_next_and_goes_there(hours):
    type_text("8-12, 1-5")
    press(Key.Key_Down, Held.AltModifier)
    press(Key.Key_Down, Held.AltModifier)
    assert hours.editor.entry() == [LUNCH, LUNCH, LUNCH, *[[]] * 4]
    assert hours.editor.lines[2].hasFocus()


def test_alt_down_on_sunday_does_nothing(hours):
    go_to(hours, 6)
    type_text("8-5")
    assert press(Key.Key_Down, Held.AltModifier)
    assert hours.editor.lines[6].hasFocus()


def test_the_copying_keys_are_no_shortcuts_of_the_window(hours):
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, Key.Key_D, Held.ControlModifier)
    asked.ignore()
    QApplication.sendEvent(hours.editor.lines[0], asked)
    assert asked.isAccepted()


def test_one_button_gives_a_day_to_the_rest_of_the_week(hours):
    press(Key.Key_Down)
    assert hours.editor.same.text() == "Same for Wed–Fri"
    type_text("8-5")
    QTest.mouseClick(hours.editor.same, Qt.MouseButton.LeftButton)
    assert hours.editor.entry() == [[], *[WORKDAY] * 4, [], []]
    go_to(hours, 4)
    assert hours.editor.same.text() == "Same for Sat–Sun"
    go_to(hours, 6)
    assert not hours.editor.same.isEnabled()


def test_one_button_fills_in_the_usual_week(hours):
    go_to(hours, 5)
    type_text("9-12")
    QTest.mouseClick(hours.editor.usual, Qt.MouseButton.LeftButton)
    assert hours.editor.entry() == [*[WORKDAY] * 5, [["9:00 AM", "12:00 PM"]], []]
    assert hours.told == ["edited"] * 5


def test_a_pasted_week_spreads_over_the_days(hours):
    go_to(hours, 3)
    paste("Mon-Thu 8:00 AM-5:00 PM; Fri 8-12")
    assert hours.editor.entry() == [*[WORKDAY] * 4, [["8:00 AM", "12:00 PM"]], [], []]
    assert hours.told == ["edited"]


@pytest.mark.parametrize("leave", [Key.Key_Return, Key.Key_Down])
def test_a_typed_week_spreads_when_the_day_is_done(hours, leave):
    type_text("Tue-Wed 8-5")
    press(leave)
    assert hours.editor.entry() == [[], WORKDAY, WORKDAY, *[[]] * 4]


def test_undo_brings_a_copied_over_day_back(hours):
    go_to(hours, 1)
    type_text("9-1")
    press(Key.Key_Up)
    type_text("8-5")
    press(Key.Key_Down)
    press(Key.Key_D, Held.ControlModifier)
    press(Key.Key_Z, Held.ControlModifier)
    assert hours.editor.entry()[1] == [["9:00 AM", "1:00 PM"]]


def test_the_form_marks_the_day_that_is_meant(hours):
    hours.editor.mark("Hours are needed.")
    assert wrong(hours) == [0]
    hours.editor.show_entry([WORKDAY, [["8-5, 4-6", ""]], *[[]] * 5])
    hours.editor.mark("Hours on Tue: they overlap.")
    assert wrong(hours) == [1]
    assert "overlap" in heard(hours.editor.lines[1], QAccessible.Text.Description)


def test_every_day_is_named(hours):
    assert [heard(line) for line in hours.editor.lines][::3] == [
        "Hours, Monday",
        "Hours, Thursday",
        "Hours, Sunday",
    ]


def test_locked_hours_are_read_but_not_changed(hours):
    hours.editor.show_entry([WORKDAY, *[[]] * 6])
    hours.editor.set_locked(locked=True)
    type_text("9")
    press(Key.Key_Down, Held.AltModifier)
    press(Key.Key_D, Held.ControlModifier)
    assert hours.editor.entry() == [WORKDAY, *[[]] * 6]
    assert not hours.editor.same.isVisible()
    assert hours.told == []
    hours.editor.set_locked(locked=False)
    assert hours.editor.same.isVisible()


def test_seven_days_take_no_more_room_than_they_need(hours):
    lines = hours.editor.lines
    assert [line.y() - before.y() for before, line in pairwise(lines)] == [30] * 6


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_the_pictures_are_drawn_at_any_size(qapp, qtbot, scheme, scale):
    theme = Theme(qapp, scheme, scale)
    form = Around(HoursEditor(theme, Office.fields["hours"]))
    form.resize(theme.px(600), theme.px(360))
    form.editor.show_entry([LUNCH, WORKDAY, [["8-", ""]], *[[]] * 4])
    form.start(qtbot)
    assert form.editor.lines[0].height() == theme.px(28)
    metrics = form.editor.lines[0].fontMetrics()
    assert metrics.height() <= theme.px(28) - 2 * theme.px(2)
    Theme(qapp, Scheme.LIGHT)
