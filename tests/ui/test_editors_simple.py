"""The editors of a form that need no other record: every kind, text, choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from refdesk.domain import kinds
from refdesk.domain.catalogue import CATALOGUE
from refdesk.domain.fields import Field
from refdesk.i18n import _
from refdesk.screens import entry as entries
from refdesk.ui.editors.catalogue import editor_for
from refdesk.ui.editors.check import Check
from refdesk.ui.editors.choice import ChoiceEditor, ChoicesEditor, Combo, Segments, YesNoEditor
from refdesk.ui.editors.text import NoteEditor, TextEditor
from refdesk.ui.theme import Scheme, Theme
from tests.ui.editing import (
    QUIET,
    Form,
    Held,
    Key,
    Put,
    field,
    focused,
    heard,
    paste,
    press_letter,
    problems,
    roll,
    styled,
)

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = QUIET
SIMPLE = {
    *(kinds.TEXT, kinds.EMAIL, kinds.NPI, kinds.PHONE, kinds.INTEGER, kinds.DECIMAL, kinds.MONEY),
    *(kinds.NOTE, kinds.CHOICE, kinds.CHOICES, kinds.YESNO, kinds.TAGS),
    *(kinds.DATE, kinds.PARTIAL_DATE, kinds.TIME, kinds.DATETIME),
}
OWN = {
    f"{record.kind}-{name}": own
    for record in CATALOGUE
    for name, own in record.fields.items()
    if own.kind in SIMPLE
}
FIELDS = [pytest.param(own, id=name) for name, own in OWN.items()]
EACH_KIND = list({own.kind.name: own for own in OWN.values()}.values())
NASTY = {
    "emoji": "Dana 👩‍⚕️ Rowe",
    "right to left": "מרפאה עמק (2)",
    "NUL": "Dana\0Rowe",
    "lines": "Dana\r\nRowe\nthird",
    "turned": "Dana\u202eewoR",
    "huge": "Tamsin " * 15_000,
    "markup": "<b>Dana</b> & 'Rowe' %s {0}",
}


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


# --- every kind ---------------------------------------------------------------------------------


@pytest.mark.parametrize("own", FIELDS)
def test_every_value_comes_back_as_it_was_shown(theme, qtbot, own: Field):
    editor = editor_for(theme, own, None)
    qtbot.addWidget(editor)
    for number in (0, 1, 5, 30):
        value = own.kind.example(own, number)
        shown = entries.write(own, value)
        editor.show_entry(shown)
        assert editor.entry() == shown
        assert entries.read(own, editor.entry()) == entries.read(own, shown)
    editor.show_entry(entries.write(own, own.empty))
    assert entries.is_blank(own, editor.entry())


@pytest.mark.parametrize(
    "name",
    [
        *("practice.name", "person.notes", "practice.tier", "practice.practice_kind"),
        *("referral.needs", "person.gatekeeper", "patient.birth_date", "person.birthday"),
        *("visit.arrive", "referral.received", "practice.tags", "practice.ideal_interval"),
    ],
)
def test_an_editor_is_left_once_and_only_for_something_outside(put, form, qtbot, name: str):
    own = field(name)
    editor = put(own, entries.write(own, own.kind.example(own, 3)))
    dialog = QLineEdit()
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.setFocus()
    assert focused() is dialog
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    focused().clearFocus()
    editor.control().setFocus()
    assert form.told == []

    shown = editor.entry()
    while not form.after.hasFocus():
        assert form.told == []
        qtbot.keyClick(focused(), Key.Key_Tab)
    assert form.told == ["left"]
    assert editor.entry() == shown

    qtbot.keyClick(form.after, Key.Key_Backtab, Held.ShiftModifier)
    assert editor.isAncestorOf(focused())
    form.before.setFocus()
    assert form.told == ["left", "left"]


@pytest.mark.parametrize("own", EACH_KIND)
def test_every_control_has_its_name_and_says_what_is_wrong(theme, qtbot, own: Field):
    editor = editor_for(theme, own, None)
    qtbot.addWidget(editor)
    editor.show_entry(entries.write(own, own.empty))
    editor.name("Stop", "What the driver asks for.")
    editor.mark("Stop is not a number.")
    editor.show()
    controls = [
        widget
        for widget in [editor, *editor.findChildren(QWidget)]
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert controls
    for control in controls:
        words = heard(control) + heard(control, QAccessible.Text.Description)
        assert "Stop" in words
        assert "Stop is not a number. What the driver asks for." in words
    editor.mark("")
    assert heard(editor.control(), QAccessible.Text.Description).endswith(
        "What the driver asks for."
    )
    assert "not a number" not in heard(editor.control(), QAccessible.Text.Description)


@pytest.mark.parametrize("own", EACH_KIND)
def test_a_problem_is_seen_by_its_border(theme, qtbot, own: Field):
    editor = editor_for(theme, own, None)
    qtbot.addWidget(editor)
    editor.show_entry(entries.write(own, own.empty))
    editor.resize(420, editor.sizeHint().height())

    def has_danger() -> bool:
        image = editor.grab().toImage()
        danger = theme.color("danger").rgb()
        rows = range(image.height())
        return any(image.pixel(x, y) == danger for x in range(40) for y in rows)

    assert not has_danger()
    editor.mark("is wrong")
    assert has_danger()
    editor.mark("")
    assert not has_danger()


@pytest.mark.parametrize("own", EACH_KIND)
def test_what_is_locked_is_read_but_not_changed(put, form, qtbot, own: Field):
    shown = entries.write(own, own.kind.example(own, 3))
    editor = put(own, shown)
    editor.set_locked(locked=True)
    for key in (Key.Key_Space, Key.Key_Right, Key.Key_Up, Key.Key_Backspace, Key.Key_A):
        qtbot.keyClick(focused(), key)
    qtbot.keyClick(focused(), Key.Key_Down, Held.AltModifier)
    for child in editor.findChildren(Check):
        qtbot.mouseClick(child, Qt.MouseButton.LeftButton)
    assert QApplication.activePopupWidget() is None
    form.after.setFocus()
    assert editor.entry() == shown
    assert "edited" not in form.told

    editor.set_locked(locked=False)
    editor.control().setFocus()
    qtbot.keyClick(focused(), Key.Key_Space)
    assert "edited" in form.told or own.required or own.kind is kinds.CHOICE


@pytest.mark.parametrize(
    "name", ["practice.name", "person.notes", "referral.urgency", "referral.channel", "touch.tags"]
)
def test_a_locked_field_has_a_muted_ground(theme, qtbot, name: str):
    own = field(name)
    editor = editor_for(theme, own, None)
    qtbot.addWidget(editor)
    editor.show_entry(entries.write(own, own.empty))
    editor.resize(420, 40)

    def inks() -> set[int]:
        image = editor.grab().toImage()
        return {image.pixel(x, y) for x in range(380, 412) for y in range(image.height())}

    surface, muted = theme.color("surface").rgb(), theme.color("surface2").rgb()
    assert surface in inks()
    editor.set_locked(locked=True)
    assert muted in inks()
    assert surface not in inks()
    editor.set_locked(locked=False)
    assert surface in inks()


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_fields_follow_the_palette(qapp, qtbot, scheme: Scheme):
    theme = Theme(qapp, Scheme.LIGHT)
    editor = editor_for(theme, field("referral.urgency"), None)
    qtbot.addWidget(editor)
    editor.resize(300, 32)
    editor.show()
    theme.choose(scheme)
    ground = editor.grab().toImage().pixelColor(10, 8)
    assert ground == theme.color("surface")
    theme.choose(Scheme.LIGHT)


# --- text ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "typed", "written"),
    [
        ("practice.phone", "740 555 0117", "(740) 555-0117"),
        ("practice.phone", "740 555", "740 555"),
        ("practice.ideal_interval", "1240", "1,240"),
        ("practice.ideal_interval", "many", "many"),
        ("practice.name", "  Cedar   Grove ", "Cedar Grove"),
        ("office.latitude", "39.5", "39.500000"),
    ],
)
def test_what_can_be_read_is_written_tidily_on_leaving(put, form, qtbot, name, typed, written):
    own = field(name)
    if own.kind is kinds.DECIMAL:
        written = own.show(own.parse(typed))
    editor = put(own, "", TextEditor)
    qtbot.keyClicks(editor.line, typed)
    assert editor.entry() == typed
    form.told.clear()
    qtbot.keyClick(editor.line, Key.Key_Tab)
    assert editor.entry() == written
    assert form.told == ["left"]


def test_undo_brings_back_what_was_typed(put, form, qtbot):
    editor = put(field("practice.phone"), "", TextEditor)
    qtbot.keyClicks(editor.line, "7405550117")
    form.after.setFocus()
    assert editor.line.text() == "(740) 555-0117"
    editor.line.setFocus()
    qtbot.keyClick(editor.line, Key.Key_Z, Held.ControlModifier)
    assert editor.entry() == "7405550117"


@pytest.mark.parametrize("own", EACH_KIND)
@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_nasty_text_neither_breaks_nor_vanishes(put, form, qtbot, own: Field, text: str):
    editor = put(own, entries.write(own, own.empty))
    paste(qtbot, text)
    form.after.setFocus()
    wrong = problems(own, editor.entry())  # and no other exception
    assert all(_(own.label) in sentence for sentence in wrong)
    if own.kind in {kinds.TEXT, kinds.NOTE, kinds.TAGS}:
        assert "Tamsin" in editor.entry() or "Dana" in editor.entry() or "מר" in editor.entry()


def test_a_text_that_is_too_long_is_told_and_not_cut_to_fit(put, qtbot):
    own = field("practice.name")
    put(own, "", TextEditor)
    paste(qtbot, "x" * 100_000)
    assert len(focused().property("text")) > own.limit


def test_a_note_grows_with_its_lines_and_is_left_by_tab(put, form, qtbot):
    editor = put(field("person.notes"), "", NoteEditor)
    low = editor.box.height()
    qtbot.keyClicks(editor.box, "one")
    for _line in range(20):
        qtbot.keyClick(editor.box, Key.Key_Return)
    assert editor.entry() == "one" + "\n" * 20
    assert 2 * low < editor.box.height() < 4 * low
    qtbot.keyClick(editor.box, Key.Key_Tab)
    assert form.after.hasFocus()
    assert form.told[-1] == "left"


def test_showing_a_note_is_not_typing_it(put, form):
    editor = put(field("person.notes"), "old", NoteEditor)
    editor.show_entry("new\u00a0text")
    assert form.told == []
    assert editor.entry() == "new\u00a0text"


def test_the_wheel_scrolls_a_long_note_only_while_it_has_the_focus(put, form):
    editor = put(field("person.notes"), "line\n" * 40, NoteEditor)
    assert roll(editor.box.viewport())
    form.after.setFocus()
    assert not roll(editor.box.viewport())


# --- choices ------------------------------------------------------------------------------------


def test_few_short_choices_stand_side_by_side_and_others_in_a_list(theme, qtbot):
    for name, wanted in {
        "practice.tier": Segments,
        "practice.relationship": Segments,
        "referral.urgency": Segments,
        "referral.channel": Combo,
        "person.role": Combo,
        "referral.stage": Combo,
    }.items():
        editor = ChoiceEditor(theme, field(name))
        qtbot.addWidget(editor)
        assert isinstance(editor.choice, wanted), name


def test_arrows_and_letters_choose_among_segments(put, form, qtbot):
    editor = put(field("referral.urgency"), "routine", ChoiceEditor)
    seen = []
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Left, Key.Key_Home):
        qtbot.keyClick(focused(), key)
        seen.append(editor.entry())
    assert seen == ["urgent", "emergent", "routine", "emergent", "routine"]
    qtbot.keyClicks(focused(), "u")
    assert editor.entry() == "urgent"
    press_letter(focused(), "é")
    assert editor.entry() == "urgent"
    assert form.told == ["edited"] * 6
    qtbot.keyClick(focused(), Key.Key_Space)
    assert editor.entry() == "urgent"


def test_what_need_not_be_chosen_can_be_taken_back(put, form, qtbot):
    own = field("referral.urgency", required=False)
    editor = put(own, "", ChoiceEditor)
    assert editor.entry() == ""
    qtbot.keyClick(focused(), Key.Key_Space)
    assert editor.entry() == "routine"
    qtbot.keyClick(focused(), Key.Key_Space)
    assert editor.entry() == ""
    qtbot.keyClick(focused(), Key.Key_Left)
    assert editor.entry() == "emergent"
    qtbot.keyClick(focused(), Key.Key_Delete)
    assert editor.entry() == ""
    segment = editor.choice.segments[1]
    qtbot.mouseClick(segment, Qt.MouseButton.LeftButton)
    assert editor.entry() == "urgent"
    qtbot.mouseClick(segment, Qt.MouseButton.LeftButton)
    assert editor.entry() == ""
    assert form.told == ["edited"] * 6


def test_segments_are_one_stop_of_tab_even_with_nothing_chosen(put, form, qtbot):
    put(field("referral.urgency", required=False), "", ChoiceEditor)
    qtbot.keyClick(focused(), Key.Key_Tab)
    assert form.after.hasFocus()
    qtbot.keyClick(form.after, Key.Key_Backtab, Held.ShiftModifier)
    assert heard(focused()) == "Routine"
    qtbot.keyClick(focused(), Key.Key_Backtab, Held.ShiftModifier)
    assert form.before.hasFocus()


def test_a_screen_reader_hears_segments_as_radio_buttons(put, qtbot):
    editor = put(field("referral.urgency"), "urgent", ChoiceEditor)
    told = QAccessible.queryAccessibleInterface(focused())
    assert told.role() == QAccessible.Role.RadioButton
    assert told.state().checked
    assert told.text(QAccessible.Text.Name) == "Urgent"
    assert told.text(QAccessible.Text.Description) == "Label, 2 of 3 Help"
    assert heard(editor.control()) == "Label"
    qtbot.keyClick(focused(), Key.Key_Right)
    assert heard(focused()) == "Emergent"


def test_segments_are_cut_before_they_lie_over_each_other(theme, qtbot):
    segments = Segments(theme, [("a", "Physician or practice"), ("b", "Word of mouth")])
    qtbot.addWidget(segments)
    segments.resize(segments.minimumSizeHint())
    segments.show()
    assert segments.segments[0].geometry().right() < segments.segments[1].geometry().left()
    assert segments.segments[1].geometry().right() <= segments.width()


def test_letters_arrows_and_del_choose_in_a_list(put, form, qtbot):
    editor = put(field("practice.practice_kind"), "hospital", ChoiceEditor)
    combo = editor.choice
    assert combo.currentText() == "Hospital"
    qtbot.keyClick(combo, Key.Key_Down)
    assert editor.entry() == "dentist"
    qtbot.keyClicks(combo, "sc")
    assert editor.entry() == "school"
    qtbot.keyClick(combo, Key.Key_Delete)
    assert editor.entry() == ""
    assert combo.currentText() == "–"
    assert form.told[-1] == "edited"
    told = QAccessible.queryAccessibleInterface(combo)
    assert told.role() == QAccessible.Role.ComboBox


def test_a_list_opens_by_keys_and_is_not_left_thereby(put, form, qtbot):
    editor = put(field("practice.practice_kind"), "hospital", ChoiceEditor)
    combo = editor.choice
    qtbot.keyClick(combo, Key.Key_Down, Held.AltModifier)
    qtbot.waitUntil(combo.view().isVisible)
    qtbot.keyClick(combo.view(), Key.Key_Down)
    qtbot.keyClick(combo.view(), Key.Key_Return)
    qtbot.waitUntil(lambda: not combo.view().isVisible())
    assert editor.entry() == "dentist"
    assert form.told == ["edited"]


def test_a_code_that_nobody_knows_is_kept_until_another_is_chosen(put, qtbot):
    editor = put(field("practice.practice_kind"), "castle", ChoiceEditor)
    assert editor.entry() == "castle"
    qtbot.keyClicks(editor.choice, "h")
    assert editor.entry() == "hospital"


@pytest.mark.parametrize("name", ["practice.practice_kind", "referral.urgency"])
def test_the_wheel_scrolls_the_form_and_changes_nothing(put, form, name: str):
    own = field(name)
    shown = entries.write(own, own.kind.example(own, 1))
    editor = put(own, shown, ChoiceEditor)
    assert not roll(editor.choice)
    form.after.setFocus()
    assert not roll(editor.choice)
    assert editor.entry() == shown


def test_arrows_go_between_boxes_and_space_checks_them(put, form, qtbot):
    editor = put(field("referral.needs"), [], ChoicesEditor)
    qtbot.keyClick(focused(), Key.Key_Right)
    qtbot.keyClick(focused(), Key.Key_Space)
    assert editor.entry() == ["imaging"]
    qtbot.keyClick(focused(), Key.Key_Right)
    qtbot.keyClick(focused(), Key.Key_Space)
    assert editor.entry() == ["records", "imaging"]
    assert form.told == ["edited", "edited"]
    told = QAccessible.queryAccessibleInterface(focused())
    assert told.role() == QAccessible.Role.CheckBox
    assert told.state().checked
    assert told.text(QAccessible.Text.Name) == "Records"


@pytest.mark.parametrize("name", ["person.gatekeeper", "referral.needs", "referral.urgency"])
def test_the_mnemonic_of_a_label_leads_to_a_box_and_does_not_turn_it_over(put, form, qtbot, name):
    own = field(name)
    shown = entries.write(own, own.kind.example(own, 0))
    editor = put(own, shown)
    label = QLabel("La&bel", form)
    label.setBuddy(editor.control())
    label.show()
    form.after.setFocus()
    qtbot.keyClick(form.after, Key.Key_B, Held.AltModifier)
    assert editor.isAncestorOf(focused())
    assert editor.entry() == shown


def test_yes_is_a_check_box(put, form, qtbot):
    editor = put(field("person.gatekeeper"), entry=False, wanted=YesNoEditor)
    qtbot.keyClick(focused(), Key.Key_Space)
    assert editor.entry() is True
    assert form.told == ["edited"]
    qtbot.mouseClick(focused(), Qt.MouseButton.LeftButton)
    assert editor.entry() is False


def test_a_clinics_own_question_may_have_no_answer(put, qtbot):
    editor = put(field("person.gatekeeper", custom=True), None, YesNoEditor)
    assert editor.entry() is None
    qtbot.keyClicks(focused(), "n")
    assert editor.entry() is False
    qtbot.keyClicks(focused(), "y")
    assert editor.entry() is True
    qtbot.keyClick(focused(), Key.Key_Backspace)
    assert editor.entry() is None
