"""The editors of dates, times and tags."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible

from refdesk.domain.near_dates import read_day
from refdesk.ui.editors import near_dates
from refdesk.ui.editors.calendar import months_on
from refdesk.ui.editors.dates import DateEditor, DateTimeEditor, PartialDateEditor, TimeEditor
from refdesk.ui.editors.tags import TagsEditor
from refdesk.ui.theme import Theme
from tests.ui.editing import QUIET, Form, Held, Key, Put, field, focused, heard, paste, styled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

pytestmark = QUIET
TODAY = dt.date(2026, 11, 23)  # a Monday


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return styled(qapp)


@pytest.fixture
def form() -> Form:
    return Form()


@pytest.fixture
def put(qtbot: QtBot, theme: Theme, form: Form) -> Put:
    """Shows the editor of a field in the form, with the focus in it."""
    return Put(qtbot, theme, form)


@pytest.fixture
def _monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make it 8:14 on Monday, November 23, 2026 here."""
    now = dt.datetime.combine(TODAY, dt.time(8, 14)).astimezone()
    for module in ("calendar", "date_lines", "dates", "near_dates"):
        monkeypatch.setattr(f"refdesk.ui.editors.{module}.local_now", lambda: now)


# --- dates --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("11/24/2026", dt.date(2026, 11, 24)),
        ("2026-11-24", dt.date(2026, 11, 24)),
        ("Nov 24 2026", dt.date(2026, 11, 24)),
        ("11/24", dt.date(2026, 11, 24)),
        ("1/5", dt.date(2027, 1, 5)),
        ("10/30", dt.date(2026, 10, 30)),
        ("nov 24", dt.date(2026, 11, 24)),
        ("+3", dt.date(2026, 11, 26)),
        ("-1", dt.date(2026, 11, 22)),
        ("+2w", dt.date(2026, 12, 7)),
        ("fri", dt.date(2026, 11, 27)),
        ("Monday", dt.date(2026, 11, 30)),
        ("2/29", dt.date(2028, 2, 29)),
    ],
)
def test_a_day_is_read_as_people_type_it(typed: str, day: dt.date):
    today = dt.date(2027, 6, 1) if typed == "2/29" else TODAY
    assert read_day(typed, today) == day


@pytest.mark.parametrize("typed", ["", "13/40", "+99999", "mo", "soon", "2/30", "-9999w", "+"])
def test_what_is_no_day_is_none(typed: str):
    assert read_day(typed, TODAY) is None


@pytest.mark.usefixtures("_monday")
def test_a_date_is_typed_and_written_out_on_leaving(put, form, qtbot):
    editor = put(field("patient.birth_date"), "", DateEditor)
    qtbot.keyClicks(editor.line, "+3")
    assert editor.line.note == "Thu, Nov 26"
    assert editor.entry() == "Nov 26, 2026"  # so that a draft means the same day tomorrow
    form.after.setFocus()
    assert editor.line.text() == "Nov 26, 2026"
    assert editor.line.note == "Thu"
    assert form.told == ["edited", "edited", "left"]


def test_how_to_type_a_date_is_hinted_only_where_it_can_be_typed(put):
    editor = put(field("patient.birth_date"), "", DateEditor)
    assert editor.line.placeholderText() == "mm/dd/yyyy"
    editor.set_locked(locked=True)
    assert editor.line.placeholderText() == ""
    editor.set_locked(locked=False)
    assert editor.line.placeholderText() == "mm/dd/yyyy"


def test_what_is_no_date_stays_as_typed(put, form, qtbot):
    editor = put(field("patient.birth_date"), "", DateEditor)
    qtbot.keyClicks(editor.line, "13/40")
    form.after.setFocus()
    assert editor.line.text() == "13/40" == editor.entry()
    assert editor.line.note == ""


def test_arrows_step_by_a_day(put, form, qtbot):
    editor = put(field("patient.birth_date"), "Feb 28, 2028", DateEditor)
    qtbot.keyClick(editor.line, Key.Key_Up)
    assert editor.entry() == "Feb 29, 2028"
    qtbot.keyClick(editor.line, Key.Key_Down)
    qtbot.keyClick(editor.line, Key.Key_Down)
    assert editor.entry() == "Feb 27, 2028"
    assert form.told == ["edited"] * 3
    editor.show_entry("soon")
    qtbot.keyClick(editor.line, Key.Key_Up)
    assert editor.entry() == "soon"


@pytest.mark.usefixtures("_monday")
def test_the_calendar_takes_a_day_by_keys(put, form, qtbot):
    editor = put(field("patient.birth_date"), "Nov 24, 2026", DateEditor)
    qtbot.keyClick(editor.line, Key.Key_Down, Held.AltModifier)
    calendar = editor.day.calendar
    assert calendar.isVisible()
    assert heard(calendar.grid) == "Tuesday, November 24, 2026"
    qtbot.keyClick(calendar.grid, Key.Key_Home)
    assert heard(calendar.grid) == "Monday, November 23, 2026, today"
    for key in (Key.Key_Right, Key.Key_Down, Key.Key_PageDown, Key.Key_PageUp, Key.Key_Left):
        qtbot.keyClick(calendar.grid, key)
    assert calendar.month.text() == "November 2026"
    qtbot.keyClick(calendar.grid, Key.Key_Return)
    assert not calendar.isVisible()
    assert editor.entry() == "Nov 30, 2026"
    assert form.told == ["edited"]
    assert editor.line.hasFocus()


def test_esc_closes_the_calendar_and_changes_nothing(put, form, qtbot):
    editor = put(field("patient.birth_date"), "Nov 24, 2026", DateEditor)
    qtbot.keyClick(editor.line, Key.Key_Down, Held.AltModifier)
    calendar = editor.day.calendar
    qtbot.keyClick(calendar.grid, Key.Key_Up)
    qtbot.keyClick(calendar.grid, Key.Key_Escape)
    assert not calendar.isVisible()
    assert editor.entry() == "Nov 24, 2026"
    assert form.told == []


def test_the_calendar_takes_a_day_by_mouse(put, form, qtbot, theme):
    editor = put(field("patient.birth_date"), "Nov 24, 2026", DateEditor)
    editor.day.open_calendar()
    grid = editor.day.calendar.grid
    cell = theme.px(32)
    at = QPoint(cell * 2 + 3, cell + 3)  # the Tuesday of the first week
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=at)
    assert editor.entry() == "Nov 3, 2026"
    assert form.told == ["edited"]


def test_months_end_where_they_end():
    assert months_on(dt.date(2026, 1, 31), 1) == dt.date(2026, 2, 28)
    assert months_on(dt.date(2026, 1, 31), -1) == dt.date(2025, 12, 31)
    assert months_on(dt.date(2199, 12, 31), 1) == dt.date(2199, 12, 31)


def test_a_birthday_may_lack_its_year(put, form, qtbot):
    editor = put(field("person.birthday"), "", PartialDateEditor)
    qtbot.keyClicks(editor.line, "2/28")
    form.after.setFocus()
    assert editor.entry() == "Feb 28"
    editor.line.setFocus()
    qtbot.keyClick(editor.line, Key.Key_Up)
    assert editor.entry() == "Feb 29"
    qtbot.keyClick(editor.line, Key.Key_Up)
    assert editor.entry() == "Mar 1"


@pytest.mark.usefixtures("_monday")
def test_a_time_is_typed_stepped_and_now(put, form, qtbot):
    editor = put(field("visit.arrive"), "", TimeEditor)
    qtbot.keyClicks(editor.line, "2:02pm")
    qtbot.keyClick(editor.line, Key.Key_Up)
    assert editor.entry() == "2:05 PM"
    qtbot.keyClick(editor.line, Key.Key_Down)
    assert editor.entry() == "2:00 PM"
    editor.line.selectAll()
    qtbot.keyClicks(editor.line, "now")
    assert editor.entry() == "8:14 AM"
    form.after.setFocus()
    assert editor.line.text() == "8:14 AM"
    editor.show_entry("")
    qtbot.mouseClick(editor.time.now, Qt.MouseButton.LeftButton)
    assert editor.entry() == "8:14 AM"


@pytest.mark.usefixtures("_monday")
def test_a_moment_is_a_date_and_a_time(put, form, qtbot):
    editor = put(field("referral.received"), "", DateTimeEditor)
    qtbot.keyClicks(editor.day, "tue")
    qtbot.keyClick(editor.day, Key.Key_Tab)
    assert editor.time.hasFocus()
    assert editor.day.text() == "Nov 24, 2026"
    qtbot.keyClicks(editor.time, "9:20")
    assert "left" not in form.told
    qtbot.keyClick(editor.time, Key.Key_Tab)
    assert editor.entry() == "Nov 24, 2026, 9:20 AM"
    assert form.told[-1] == "left"
    assert form.told.count("left") == 1


@pytest.mark.usefixtures("_monday")
def test_what_a_moment_leaves_open_is_shown_on_leaving(put, form, qtbot):
    editor = put(field("referral.received"), "", DateTimeEditor)
    qtbot.keyClicks(editor.day, "11/24")
    form.after.setFocus()
    assert (editor.day.text(), editor.time.text()) == ("Nov 24, 2026", "12:00 AM")
    editor.show_entry("")
    qtbot.mouseClick(editor.time.now, Qt.MouseButton.LeftButton)
    assert editor.entry() == "Nov 23, 2026, 8:14 AM"


def test_a_moment_pasted_into_its_date_spreads(put, qtbot):
    editor = put(field("referral.received"), "", DateTimeEditor)
    paste(qtbot, "11/24/2026 9:20 AM")
    qtbot.keyClick(editor.day, Key.Key_Tab)
    assert (editor.day.text(), editor.time.text()) == ("Nov 24, 2026", "9:20 AM")
    assert editor.entry() == "Nov 24, 2026, 9:20 AM"


@pytest.mark.parametrize(
    ("entry", "date", "time"),
    [
        ("Nov 24, 2026, 9:20 AM", "Nov 24, 2026", "9:20 AM"),
        ("Nov 24, 2026, 9:", "Nov 24, 2026", "9:"),
        ("11/24/2026 at 9", "11/24/2026", "9"),
        ("Nov 24, 2026", "Nov 24, 2026", ""),
        ("9:20 AM", "", "9:20 AM"),
        ("soon, 9:20 AM", "soon", "9:20 AM"),
        ("soon", "soon", ""),
        ("", "", ""),
    ],
)
def test_half_a_moment_comes_back_where_it_was_typed(entry: str, date: str, time: str):
    assert near_dates.split_moment(entry) == (date, time)


# --- tags ---------------------------------------------------------------------------------------


def test_words_become_chips(put, form, qtbot):
    editor = put(field("practice.tags"), "newsletter", TagsEditor)
    line = editor.box.line
    qtbot.keyClicks(line, "friends,")
    qtbot.keyClicks(line, "north")
    qtbot.keyClick(line, Key.Key_Return)
    qtbot.keyClicks(line, "newsletter,half")
    assert [chip.word for chip in editor.box.chips] == ["newsletter", "friends", "north"]
    assert editor.entry() == "newsletter, friends, north, half"
    form.after.setFocus()
    assert editor.entry() == "newsletter, friends, north, half"
    assert line.text() == ""
    assert form.told[-1] == "left"
    assert "Has newsletter, friends, north, half." in heard(line, QAccessible.Text.Description)


def test_chips_are_taken_away_by_keys_and_mouse(put, form, qtbot):
    editor = put(field("practice.tags"), "a, b, c, d", TagsEditor)
    line = editor.box.line
    qtbot.keyClick(line, Key.Key_Backspace)
    assert editor.entry() == "a, b, c"
    qtbot.keyClick(line, Key.Key_Left)
    qtbot.keyClick(focused(), Key.Key_Left)
    assert heard(focused()) == "Remove b"
    qtbot.keyClick(focused(), Key.Key_Delete)
    assert editor.entry() == "a, c"
    assert heard(focused()) == "Remove c"
    qtbot.keyClick(focused(), Key.Key_Right)
    assert line.hasFocus()
    qtbot.mouseClick(editor.box.chips[0], Qt.MouseButton.LeftButton)
    assert editor.entry() == "c"
    assert form.told == ["edited"] * 3


def test_many_chips_need_more_rows(put, theme):
    editor = put(field("practice.tags"), "one", TagsEditor)
    low = editor.box.height()
    editor.show_entry(", ".join(f"a longer tag {number}" for number in range(12)))
    assert editor.box.height() > low + theme.px(40)
    editor.show_entry("")
    assert editor.box.height() == low == theme.px(32)


def test_a_text_of_thousands_of_words_stays_a_text(put, qtbot):
    editor = put(field("practice.tags"), "", TagsEditor)
    paste(qtbot, "a,b" * 2_000)
    assert len(editor.box.chips) <= 2
    many = ",".join(f"w{number}" for number in range(500))
    editor.show_entry(many)
    assert editor.box.chips == []
    assert editor.entry() == many


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2:30", dt.time(14, 30)),
        ("930", dt.time(9, 30)),
        ("8", dt.time(8)),
        ("6", dt.time(18)),
        ("1430", dt.time(14, 30)),
        ("02:30", dt.time(2, 30)),
        ("2:30 am", dt.time(2, 30)),
        ("12", dt.time(12)),
        ("25", None),
        ("2:75", None),
    ],
)
def test_figures_alone_mean_the_hours_of_a_clinic(typed, meant):
    assert near_dates.read_time(typed) == meant
