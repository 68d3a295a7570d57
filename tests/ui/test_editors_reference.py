"""Naming another record in a form: finding as you type, choosing, adding, and going back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFontMetricsF,
    QKeyEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.domain.referral import Referral
from refdesk.screens.finding import Finding, Found
from refdesk.services.records import Records
from refdesk.ui.editors import list_line
from refdesk.ui.editors.finder_field import FinderField
from refdesk.ui.editors.matched import pieces
from refdesk.ui.editors.reference import ReferenceEditor, ReferencesEditor
from refdesk.ui.editors.reference_popup import FOOT, FRAME, GAP, NARROWEST, ROW, FoundList
from refdesk.ui.theme import Scheme, Theme
from refdesk.ui.tokens import Type
from tests.helpers.desks import make_desk
from tests.ui.around import Around, FakeFinder, press, type_text

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)")
Key, Held = Qt.Key, Qt.KeyboardModifier
ONE = Referral.fields["referring_person"]
MANY = replace(Person.fields["practices"], target=Person)


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, Scheme.LIGHT)


@pytest.fixture
def finder() -> FakeFinder:
    return FakeFinder()


@pytest.fixture
def one(theme, finder, qtbot) -> Around:
    form = Around(ReferenceEditor(theme, ONE, finder))
    form.editor.name("Referring person", "Who sent the patient.")
    form.start(qtbot)
    return form


@pytest.fixture
def many(theme, finder, qtbot) -> Around:
    form = Around(ReferencesEditor(theme, MANY, finder))
    form.editor.name("People", "")
    form.start(qtbot)
    return form


def field(form: Around) -> FinderField:
    found = form.editor.control()
    assert isinstance(found, FinderField)
    return found


def find(form: Around, text: str, qtbot: Any) -> None:
    type_text(text)
    qtbot.waitUntil(lambda: field(form).is_open)


def listed(form: Around) -> FoundList:
    found = field(form).found
    assert found is not None
    return found


def offered(form: Around) -> list[str]:
    return [row.title for row in listed(form).rows]


def said(form: Around) -> str:
    told = QAccessible.queryAccessibleInterface(field(form))
    return str(told.text(QAccessible.Text.Description))


def chips(form: Around) -> list[str]:
    assert isinstance(form.editor, ReferencesEditor)
    return [chip.text for chip in form.editor.flow.chips]


# Finding


def test_it_finds_once_the_typing_pauses_and_says_how_many(one, finder, qtbot):
    find(one, "oka", qtbot)
    assert finder.asked == ["oka"]
    assert offered(one) == ["Dr. Nkem Okafor", "Dr. Ngozi Okáfor", "Bria Okamoto"]
    assert field(one).note == "3 found"
    assert field(one).hasFocus()
    assert one.editor.entry() == {"id": None, "text": "oka"}


def test_it_tells_how_many_there_are_beyond_those_shown(one, finder, qtbot):
    finder.count = 1312
    find(one, "oka", qtbot)
    assert field(one).note == "1,312 found"


def test_the_highlighted_row_is_said(one, qtbot):
    find(one, "oka", qtbot)
    assert said(one) == "Dr. Nkem Okafor, MD, Cedar Grove Family Medicine, 1 of 3"
    press(Key.Key_Down)
    press(Key.Key_Down)
    press(Key.Key_Down)
    assert said(one) == "Bria Okamoto, NP, Quillby Primary Care, 3 of 3"
    press(Key.Key_Up)
    assert said(one).endswith("2 of 3")
    press(Key.Key_Escape)
    assert said(one) == "Who sent the patient."
    assert QAccessible.queryAccessibleInterface(field(one)).text(QAccessible.Text.Name) == (
        "Referring person"
    )


def test_a_screen_reader_gets_each_row_announced(one, qtbot, monkeypatch):
    heard: list[str] = []

    def hear(event: QAccessibleAnnouncementEvent) -> None:
        heard.append(event.message())

    reader = SimpleNamespace(isActive=lambda: True, updateAccessibility=hear)
    monkeypatch.setattr(list_line, "QAccessible", reader)
    find(one, "oka", qtbot)
    press(Key.Key_Down)
    assert [words[-6:] for words in heard] == ["1 of 3", "2 of 3"]


def test_enter_takes_the_highlighted_shows_its_name_and_goes_on(one, qtbot):
    find(one, "oka", qtbot)
    press(Key.Key_Down)
    assert press(Key.Key_Return)
    assert one.editor.entry() == {"id": 2, "text": ""}
    assert field(one).text() == "Dr. Ngozi Okáfor"
    assert one.after.hasFocus(), "typing on does not replace what was chosen"
    assert not field(one).is_open
    assert one.told == [*["edited"] * 4, "left"]


def test_tab_takes_the_highlighted_and_goes_on(one, qtbot):
    find(one, "oka", qtbot)
    QTest.keyClick(field(one), Key.Key_Tab)
    assert one.editor.entry() == {"id": 1, "text": ""}
    assert one.after.hasFocus()
    assert one.told == [*["edited"] * 4, "left"]


def test_shift_tab_takes_nothing(one, qtbot):
    find(one, "oka", qtbot)
    QTest.keyClick(field(one), Key.Key_Backtab, Held.ShiftModifier)
    assert one.editor.entry() == {"id": None, "text": "oka"}
    assert one.before.hasFocus()
    assert not field(one).is_open


def test_nothing_is_taken_that_was_found_for_an_older_text(one, finder, qtbot):
    find(one, "oka", qtbot)
    finder.waits = True
    type_text("mo")
    press(Key.Key_Return)
    assert one.editor.entry() == {"id": None, "text": "okamo"}
    finder.let_go()
    assert offered(one) == ["Bria Okamoto"]
    press(Key.Key_Return)
    assert one.editor.entry() == {"id": 3, "text": ""}


def test_a_late_answer_is_dropped(one, finder, qtbot):
    finder.waits = True
    type_text("nkem")
    qtbot.waitUntil(lambda: len(finder.waiting) == 1)
    late = finder.waiting.pop()
    finder.waits = False
    field(one).selectAll()
    find(one, "bria", qtbot)
    late()
    assert offered(one) == ["Bria Okamoto"]


def test_an_answer_after_escape_opens_nothing(one, finder, qtbot):
    finder.waits = True
    type_text("oka")
    qtbot.waitUntil(lambda: bool(finder.waiting))
    field(one).forget()
    finder.let_go()
    assert not field(one).is_open


def test_an_answer_for_a_form_that_is_gone_harms_nothing(theme, finder, qtbot):
    finder.waits = True
    form = Around(ReferenceEditor(theme, ONE, finder))
    form.start(qtbot)
    form.editor.show_entry({"id": 1, "text": ""})
    type_text("oka")
    qtbot.waitUntil(lambda: len(finder.waiting) == 2)
    form.close()
    form.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    finder.let_go()


def test_escape_closes_the_list_first_and_then_belongs_to_the_form(one, qtbot):
    find(one, "oka", qtbot)
    assert press(Key.Key_Escape)
    assert not field(one).is_open
    assert field(one).text() == "oka"
    assert not press(Key.Key_Escape)


def test_the_keys_of_the_list_are_no_shortcuts_of_the_window_while_it_is_open(one, qtbot):
    def is_kept(key: Qt.Key) -> bool:
        asked = QKeyEvent(QEvent.Type.ShortcutOverride, key, Held.NoModifier)
        asked.ignore()
        QApplication.sendEvent(field(one), asked)
        return asked.isAccepted()

    assert not is_kept(Key.Key_Escape)
    find(one, "oka", qtbot)
    assert all(map(is_kept, (Key.Key_Escape, Key.Key_Down, Key.Key_Return)))


def test_down_in_an_empty_field_shows_the_newest(one, finder):
    press(Key.Key_Down)
    assert finder.asked == [""]
    assert len(offered(one)) == 4
    assert listed(one).add_words == ""


def test_nothing_found_says_so(one, qtbot):
    find(one, "zzz", qtbot)
    assert offered(one) == []
    assert said(one) == "Nothing found"
    assert field(one).note == "0 found"
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert one.editor.entry() == {"id": None, "text": "zzz"}
    assert listed(one).grab().width() == field(one).width()


def test_the_list_goes_with_the_window(one, qtbot):
    find(one, "oka", qtbot)
    QApplication.sendEvent(one, QEvent(QEvent.Type.WindowDeactivate))
    assert not field(one).is_open
    assert field(one).note == ""


def test_the_list_stays_under_its_field(one, qtbot):
    find(one, "oka", qtbot)
    found = listed(one)
    before = found.y()
    one.column.setContentsMargins(0, 90, 0, 0)
    one.column.activate()
    assert found.y() > before
    assert found.y() == field(one).mapTo(one, QPoint(0, field(one).height() + GAP)).y()
    assert found.isVisible()


def test_the_list_opens_upwards_where_there_is_no_room_below(theme, finder, qtbot):
    form = Around(ReferenceEditor(theme, ONE, finder))
    form.column.insertStretch(0, 1)
    form.column.takeAt(form.column.count() - 1)
    form.start(qtbot)
    find(form, "oka", qtbot)
    found = listed(form)
    assert found.geometry().bottom() < field(form).mapTo(form, QPoint()).y()
    assert form.rect().contains(found.geometry())


def test_where_there_is_little_room_the_highlighted_row_stays_in_sight(one, qtbot):
    one.resize(600, one.minimumSizeHint().height() + 150)
    find(one, "oka", qtbot)
    found = listed(one)
    assert one.rect().contains(found.geometry())
    above = found.grab().toImage()
    press(Key.Key_PageDown)
    assert said(one).endswith("3 of 3")
    assert found.grab().toImage() != above
    at = QPoint(found.width() // 2, found.height() - FOOT - FRAME - ROW // 2)
    QTest.mouseClick(found, Qt.MouseButton.LeftButton, pos=at)
    assert one.editor.entry() == {"id": 3, "text": ""}


def test_under_a_narrow_field_the_list_is_wide_enough_and_within_the_window(one, qtbot):
    one.column.setContentsMargins(480, 10, 10, 10)
    one.column.activate()
    find(one, "oka", qtbot)
    assert field(one).width() < NARROWEST
    assert listed(one).width() == NARROWEST
    assert one.rect().contains(listed(one).geometry())


# The mouse


def test_a_click_takes_a_row_and_the_field_keeps_the_focus(one, qtbot):
    one.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    find(one, "oka", qtbot)
    found = listed(one)
    at = QPoint(found.width() // 2, FRAME + ROW * 2 + ROW // 2)
    QTest.mouseMove(found, at)
    QTest.mouseClick(found, Qt.MouseButton.LeftButton, pos=at)
    assert one.editor.entry() == {"id": 3, "text": ""}
    assert field(one).hasFocus()
    assert "left" not in one.told


def test_a_click_on_the_foot_adds(one, finder, qtbot):
    find(one, "tess moray", qtbot)
    found = listed(one)
    at = QPoint(found.width() // 2, found.height() - FOOT // 2)
    QTest.mouseClick(found, Qt.MouseButton.LeftButton, pos=at)
    assert finder.added == ["tess moray"]
    assert one.editor.entry() == {"id": 77, "text": ""}


def test_a_first_click_selects_the_whole_name(one):
    one.editor.show_entry({"id": 1, "text": ""})
    one.after.setFocus()
    QTest.mouseClick(field(one), Qt.MouseButton.LeftButton, pos=QPoint(40, 16))
    assert field(one).selectedText() == "Dr. Nkem Okafor"


# Adding


def test_ctrl_enter_adds_what_was_typed(one, finder, qtbot):
    find(one, "tess moray", qtbot)
    assert listed(one).add_words == "Add “tess moray” as a new person"
    press(Key.Key_Return, Held.ControlModifier)
    assert finder.added == ["tess moray"]
    assert field(one).text() == "Tess Moray"
    assert one.editor.entry() == {"id": 77, "text": ""}


def test_a_long_name_loses_its_own_end_and_no_word_behind_it(one, qtbot):
    find(one, "zimmerkraut of the valley", qtbot)
    below = listed(one)
    whole = QFontMetricsF(below._theme.font(Type.MEDIUM)).horizontalAdvance(below.add_words)
    assert below.foot_words(whole + 1) == "Add “zimmerkraut of the valley” as a new person"
    short = below.foot_words(whole * 0.7)
    assert short.startswith("Add “zimm")
    assert short.endswith("…” as a new person")


def test_what_may_not_be_added_is_not_offered(one, finder, qtbot):
    finder.adds = False
    find(one, "tess", qtbot)
    assert listed(one).add_words == ""
    assert not press(Key.Key_Return, Held.ControlModifier)
    assert finder.added == []


def test_an_added_record_is_chosen_though_the_form_was_told_of_it_first(one, finder):
    finder.waits = True
    type_text("tess")
    press(Key.Key_Return, Held.ControlModifier)
    one.editor.set_locked(locked=False)
    one.editor.mark("Referring person names nobody yet.")
    finder.let_go()
    assert one.editor.entry() == {"id": 77, "text": ""}


def test_an_added_record_does_not_replace_what_was_typed_meanwhile(one, finder):
    finder.waits = True
    type_text("tess")
    press(Key.Key_Return, Held.ControlModifier)
    finder.waits = False
    answers, finder.waiting = finder.waiting, []
    type_text("x")
    answers[-1]()
    assert one.editor.entry() == {"id": None, "text": "tessx"}


# What is chosen


def test_a_chosen_record_is_shown_by_name_once_it_is_known(one, finder):
    finder.waits = True
    one.editor.show_entry({"id": 1, "text": ""})
    assert field(one).text() == "…"
    assert one.editor.entry() == {"id": 1, "text": ""}
    finder.let_go()
    assert field(one).text() == "Dr. Nkem Okafor"
    assert one.told == []


@pytest.mark.parametrize(
    ("row_id", "shown"),
    [(5, "Rosa Bellwether (archived)"), (999, "#999")],
    ids=["archived", "gone"],
)
def test_a_record_that_cannot_be_found_any_more_is_still_shown(one, row_id, shown):
    one.editor.show_entry({"id": row_id, "text": ""})
    assert field(one).text() == shown
    assert one.editor.entry() == {"id": row_id, "text": ""}


def test_a_name_that_comes_late_is_not_shown_for_another_record(one, finder):
    finder.waits = True
    one.editor.show_entry({"id": 1, "text": ""})
    one.editor.show_entry({"id": 3, "text": ""})
    first, second = finder.waiting
    second()
    first()
    assert field(one).text() == "Bria Okamoto"


def test_half_typed_text_comes_back(one, finder):
    one.editor.show_entry({"id": None, "text": "oka"})
    assert field(one).text() == "oka"
    assert one.editor.entry() == {"id": None, "text": "oka"}
    assert finder.asked == []
    assert not field(one).is_open


def test_typing_replaces_a_chosen_name(one, qtbot):
    one.editor.show_entry({"id": 1, "text": ""})
    one.after.setFocus()
    field(one).setFocus(Qt.FocusReason.TabFocusReason)
    find(one, "b", qtbot)
    assert field(one).text() == "b"
    assert one.editor.entry() == {"id": None, "text": "b"}


@pytest.mark.parametrize("key", [Key.Key_Backspace, Key.Key_Delete])
def test_one_key_clears_a_chosen_name(one, key):
    one.editor.show_entry({"id": 1, "text": ""})
    assert one.editor.clear_button.isVisible()
    press(key)
    assert one.editor.entry() == {"id": None, "text": ""}
    assert one.told == ["edited"]
    assert not one.editor.clear_button.isVisible()


def test_the_button_clears_and_is_named(one):
    one.editor.show_entry({"id": 1, "text": ""})
    button = one.editor.clear_button
    assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name) == "Clear"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert one.editor.entry() == {"id": None, "text": ""}
    assert field(one).hasFocus()


def test_undo_brings_the_choice_back(one):
    one.editor.show_entry({"id": 1, "text": ""})
    press(Key.Key_Backspace)
    press(Key.Key_Z, Held.ControlModifier)
    assert field(one).text() == "Dr. Nkem Okafor"
    assert one.editor.entry() == {"id": 1, "text": ""}


def test_a_whole_name_typed_faster_than_it_is_found_is_chosen(one, qtbot):
    type_text("bria okamoto")
    one.after.setFocus()
    qtbot.waitUntil(lambda: one.editor.entry()["id"] == 3)
    assert field(one).text() == "Bria Okamoto"
    assert not field(one).is_open


@pytest.mark.parametrize(("text", "count"), [("bria", 1), ("bria okamoto", 2)])
def test_one_who_may_be_another_is_not_chosen_in_haste(one, finder, text, count):
    finder.count = count
    type_text(text)
    one.after.setFocus()
    assert finder.asked == [text]
    assert one.editor.entry() == {"id": None, "text": text}


def test_half_a_name_typed_in_haste_chooses_nobody(one, finder):
    type_text("oka")
    one.after.setFocus()
    assert finder.asked == ["oka"]
    assert one.editor.entry() == {"id": None, "text": "oka"}
    assert not field(one).is_open


def test_a_locked_field_is_read_but_not_changed(one, finder):
    one.editor.show_entry({"id": 1, "text": ""})
    one.editor.set_locked(locked=True)
    press(Key.Key_Backspace)
    press(Key.Key_Down)
    type_text("oka")
    assert one.editor.entry() == {"id": 1, "text": ""}
    assert finder.asked == []
    assert not one.editor.clear_button.isVisible()
    one.editor.set_locked(locked=False)
    assert one.editor.clear_button.isVisible()


def test_a_problem_is_shown_and_said(one):
    one.editor.mark("Referring person is needed.")
    assert field(one).property("wrong") is True
    assert "is needed" in said(one)
    one.editor.mark("")
    assert field(one).property("wrong") is False


@pytest.mark.parametrize("text", ["מרפאה", "👩‍⚕️", '"; DROP', "%_", "<b>", "a" * 1500])
def test_whatever_is_typed_is_kept(one, text):
    field(one).insert(text)
    assert one.editor.entry() == {"id": None, "text": text[:1000]}


# Several


def test_chosen_records_stand_as_chips(many, qtbot):
    find(many, "bria", qtbot)
    press(Key.Key_Return)
    assert chips(many) == ["Bria Okamoto"]
    assert field(many).text() == ""
    assert many.editor.entry() == {"ids": [3], "text": ""}
    find(many, "oka", qtbot)
    assert offered(many) == ["Dr. Nkem Okafor", "Dr. Ngozi Okáfor"]
    assert field(many).note == "2 found"
    assert many.editor.entry() == {"ids": [3], "text": "oka"}
    assert "Chosen: Bria Okamoto" in field(many)._description


def test_backspace_in_the_empty_field_takes_the_last_away(many):
    many.editor.show_entry({"ids": [1, 3], "text": ""})
    press(Key.Key_Backspace)
    assert chips(many) == ["Dr. Nkem Okafor"]
    press(Key.Key_Backspace)
    press(Key.Key_Backspace)
    assert many.editor.entry() == {"ids": [], "text": ""}
    assert many.told == ["edited", "edited"]


def test_the_arrows_lead_to_the_chips_and_del_takes_one_away(many):
    many.editor.show_entry({"ids": [1, 3, 4], "text": ""})
    press(Key.Key_Left)
    press(Key.Key_Left)
    assert many.editor.flow.chips[1].hasFocus()
    press(Key.Key_Delete)
    assert chips(many) == ["Dr. Nkem Okafor", "Ünal O’Brien"]
    assert many.editor.flow.chips[1].hasFocus()
    press(Key.Key_Right)
    assert field(many).hasFocus()
    assert many.told == ["edited"]
    many.after.setFocus()
    assert many.told == ["edited", "left"]


def test_taking_the_last_chip_away_leads_back_to_the_field(many):
    many.editor.show_entry({"ids": [1], "text": ""})
    press(Key.Key_Left)
    press(Key.Key_Left)
    press(Key.Key_Backspace)
    assert field(many).hasFocus()
    assert many.editor.flow.isHidden()


def test_a_chip_is_taken_away_by_its_button(many):
    many.editor.show_entry({"ids": [1, 3], "text": ""})
    chip = many.editor.flow.chips[0]
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 10, 10))
    assert chips(many) == ["Bria Okamoto"]


def test_chips_flow_in_rows_and_long_names_are_cut(many):
    many.resize(320, 400)
    many.editor.show_entry({"ids": [1, 2, 3, 4], "text": ""})
    flow = many.editor.flow
    assert flow.height() > flow.chips[0].height()
    assert all(chip.geometry().right() <= flow.width() for chip in flow.chips)


def test_chips_of_records_that_are_gone_keep_their_number(many):
    many.editor.show_entry({"ids": [1, 999, 5], "text": "oka"})
    assert chips(many) == ["Dr. Nkem Okafor", "#999", "Rosa Bellwether (archived)"]
    assert many.editor.entry() == {"ids": [1, 999, 5], "text": "oka"}
    assert many.told == []


def test_locked_chips_stay(many):
    many.editor.show_entry({"ids": [1, 3], "text": ""})
    many.editor.set_locked(locked=True)
    press(Key.Key_Backspace)
    press(Key.Key_Left)
    press(Key.Key_Delete)
    assert many.editor.entry() == {"ids": [1, 3], "text": ""}
    many.grab()


# Marking


@pytest.mark.parametrize(
    ("name", "typed", "marked"),
    [
        ("Dr. Nkem Okafor", "oka", "Oka"),
        ("Dr. Ngozi Okáfor", "okaf", "Okáf"),
        ("Ünal O’Brien", "obr", "O’Br"),
        ("Lokal Okal", "oka", "Oka"),
        ("Straße 9", "strasse", "Straße"),
        ("Tilbrook", "brook", "brook"),
        ("Cedar Grove", "grove ce", "Ce|Grove"),
        ("Cedar Grove", "rg", ""),
        ("Cedar Grove", "", ""),
        ("", "oka", ""),
    ],
)
def test_the_letters_that_were_typed_are_marked(name, typed, marked):
    cut = pieces(name, typed)
    assert "|".join(name[one.start : one.end] for one in cut if one.is_match) == marked
    assert "".join(name[one.start : one.end] for one in cut) == name


# The real desk


class DeskFinder(FakeFinder):
    """Asks a real desk."""

    def __init__(self, records: Records) -> None:
        super().__init__()
        self.finding = Finding(records)

    def find(self, kind: str, text: str, done: Any) -> None:
        done(*self.finding.find(kind, text))

    def describe(self, kind: str, ids: Any, done: Any) -> None:
        done(self.finding.describe(kind, ids))


def test_a_practice_of_the_desk_is_found_and_chosen(theme, qtbot, tmp_path: Path):
    with make_desk(tmp_path / "desk") as desk:
        records = Records(desk)
        for name in ("Cedar Grove Family Medicine", "Harrow Creek", "Tilbrook Urgent Care"):
            records.add(Practice, {"name": name, "phone": "740-555-0117"})
        own = Referral.fields["referring_practice"]
        form = Around(ReferenceEditor(theme, own, DeskFinder(records)))
        form.start(qtbot)
        find(form, "till", qtbot)
        assert offered(form) == []
        press(Key.Key_Backspace)
        qtbot.waitUntil(lambda: offered(form) == ["Tilbrook Urgent Care"])
        press(Key.Key_Return)
        assert form.editor.entry() == {"id": 3, "text": ""}
        form.editor.show_entry({"id": 1, "text": ""})
        assert field(form).text() == "Cedar Grove Family Medicine"
        assert isinstance(listed(form).rows[0], Found)
