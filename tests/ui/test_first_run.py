"""From nothing to a desk: the guide, with real keys; and the About window."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QWidget

from refdesk import __version__
from refdesk.domain.address import Address
from refdesk.domain.errors import KnownFailure, Problem, UserError
from refdesk.domain.npi import Npi
from refdesk.domain.phone import Phone
from refdesk.ui.dialogs.about import AboutDialog, support_facts
from refdesk.ui.dialogs.first_run import CLINIC, LETTERHEAD, PERSON, FirstRunWindow, NewDesk
from refdesk.ui.jobs import Jobs
from refdesk.ui.theme import Scheme, Theme
from refdesk.vault.keys import check_new_passphrase
from tests.ui.test_accessible import unnamed

CLINIC_NAME = "Lakeline Spine & Joint"
GOOD = "copper lantern drifts sideways"


class Doors:
    """What the guide hands over, and what it asked for."""

    def __init__(self) -> None:
        self.made: list[NewDesk] = []
        self.samples = self.others = self.closed = 0

    def sample(self) -> None:
        self.samples += 1

    def other(self) -> None:
        self.others += 1

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def doors() -> Doors:
    return Doors()


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    """The lanes; nothing that ran in them may fail unseen."""
    failed: list[BaseException] = []
    jobs = Jobs(failed.append)
    yield jobs
    jobs.close()
    assert failed == []


@pytest.fixture
def guide(
    qapp: QApplication, jobs: Jobs, tmp_path: Path, doors: Doors, qtbot
) -> Iterator[FirstRunWindow]:
    """The guide in its first step, with the focus."""
    theme = Theme(qapp, Scheme.LIGHT)
    window = FirstRunWindow(
        theme, jobs, tmp_path, doors.made.append, doors.sample, check_new_passphrase
    )
    window.open_other.connect(doors.other)
    window.closed.connect(doors.close)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.close()
    window.deleteLater()


def type_into(widget: QWidget, text: str) -> None:
    """Type any letters; pytest-qt's own keys are ASCII only."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, key)


def focused(guide: FirstRunWindow) -> QWidget:
    widget: QWidget | None = guide.focusWidget()
    return guide if widget is None else widget


def press(guide: FirstRunWindow, qtbot, key: Qt.Key, modifier: str = "No") -> None:
    held = getattr(Qt.KeyboardModifier, f"{modifier}Modifier")
    qtbot.keyClick(focused(guide), key, held)


def enter(guide: FirstRunWindow, qtbot) -> None:
    press(guide, qtbot, Qt.Key.Key_Return)


def name_the_clinic(guide: FirstRunWindow, qtbot, name: str = CLINIC_NAME) -> None:
    type_into(focused(guide), name)
    enter(guide, qtbot)
    qtbot.waitUntil(lambda: guide.now == PERSON)


def choose_a_passphrase(guide: FirstRunWindow, qtbot, passphrase: str = GOOD) -> None:
    type_into(focused(guide), "Zoë Ångström")
    for _again in range(2):
        while isinstance(guide.focusWidget(), QLineEdit) is False:
            press(guide, qtbot, Qt.Key.Key_Tab)
        press(guide, qtbot, Qt.Key.Key_Tab)
        if not isinstance(guide.focusWidget(), QLineEdit):
            press(guide, qtbot, Qt.Key.Key_Tab)  # over the eye
        type_into(focused(guide), passphrase)
    enter(guide, qtbot)


def problem(guide: FirstRunWindow, name: str) -> str:
    line = guide.steps[guide.now].asked[name].problem
    return line.words.text() if line.isVisible() else ""


def test_three_steps_by_keys_alone_make_a_desk(guide, doors, tmp_path, qtbot):
    name_the_clinic(guide, qtbot)
    choose_a_passphrase(guide, qtbot)
    assert guide.now == LETTERHEAD
    type_into(focused(guide), "Spine, hip and knee")
    for text in ("9 Weir Street", "", "Brindle Falls", "oh", "457011234", "(740) 555-0117"):
        press(guide, qtbot, Qt.Key.Key_Tab)
        type_into(focused(guide), text)
    enter(guide, qtbot)
    (desk,) = doors.made
    assert desk.folder == tmp_path / CLINIC_NAME
    assert (desk.clinic_name, desk.user_name, desk.passphrase) == (
        CLINIC_NAME, "Zoë Ångström", GOOD,
    )  # fmt: skip
    assert desk.letterhead == {
        "tagline": "Spine, hip and knee",
        "address": Address("9 Weir Street", "", "Brindle Falls", "OH", "45701-1234"),
        "phone": Phone("+17405550117"),
    }
    assert guide.foot.go_on.text() == "Making the desk …"
    enter(guide, qtbot)
    assert len(doors.made) == 1


def test_what_was_collected_names_no_person_when_it_is_logged(guide, doors, qtbot):
    name_the_clinic(guide, qtbot)
    choose_a_passphrase(guide, qtbot)
    type_into(focused(guide), "Our tagline")
    enter(guide, qtbot)
    said = repr(doors.made[0])
    assert not any(word in said for word in (GOOD, "Zoë", "tagline"))


def test_the_letterhead_may_wait(guide, doors, qtbot):
    name_the_clinic(guide, qtbot)
    choose_a_passphrase(guide, qtbot)
    enter(guide, qtbot)
    assert doors.made[0].letterhead == {}


def test_a_clinic_without_a_name_stays_in_the_first_step(guide, qtbot):
    enter(guide, qtbot)
    assert problem(guide, "name") == "Type the name of the clinic."
    assert guide.now == CLINIC
    type_into(focused(guide), "L")
    assert problem(guide, "name") == ""


def test_the_place_follows_the_name_and_is_looked_at(guide, tmp_path, qtbot):
    assert guide.clinic.place.name.whole == "Named after the clinic"
    assert guide.clinic.place.above.whole == str(tmp_path)
    type_into(focused(guide), 'A/B "Spine"')
    assert guide.clinic.place.name.whole == "A B Spine"
    qtbot.waitUntil(guide.clinic.place.fine.isVisible)


def test_a_place_that_is_taken_is_told_before_the_next_step(guide, tmp_path, qtbot):
    (tmp_path / "Taken").mkdir()
    (tmp_path / "Taken" / "letter.txt").touch()
    type_into(focused(guide), "Taken")
    enter(guide, qtbot)
    qtbot.waitUntil(guide.clinic.place.problem.isVisible)
    assert guide.clinic.place.problem.words.text().startswith("This folder is not empty.")
    assert guide.now == CLINIC


@pytest.mark.qt_log_ignore("propagateSizeHints")  # of Qt's own dialog, offscreen
def test_another_place_can_be_chosen_and_a_synced_one_is_refused(guide, tmp_path, qtbot):
    type_into(focused(guide), "Lakeline")
    press(guide, qtbot, Qt.Key.Key_P, "Alt")
    qtbot.waitUntil(lambda: guide.findChild(QFileDialog) is not None)  # Qt shows the press first
    dialog = guide.findChild(QFileDialog)
    assert dialog is not None
    synced = tmp_path / "Dropbox"
    synced.mkdir()
    dialog.fileSelected.emit(str(synced))
    dialog.close()
    assert guide.clinic.folder == synced / "Lakeline"
    qtbot.waitUntil(guide.clinic.place.problem.isVisible)
    assert "Dropbox" in guide.clinic.place.problem.words.text()


def test_a_slow_answer_of_the_disk_takes_nobody_away_from_another_step(guide, jobs, qtbot):
    slow_disk = threading.Event()
    jobs.run_query(slow_disk.wait, lambda _done: None)
    type_into(focused(guide), CLINIC_NAME)
    enter(guide, qtbot)
    guide.go_to(LETTERHEAD)
    slow_disk.set()
    done: list[int] = []
    jobs.run_query(lambda: 1, done.append)  # the reader answers in order
    qtbot.waitUntil(lambda: done == [1])
    assert guide.now == LETTERHEAD


@pytest.mark.parametrize(
    ("passphrase", "sentence"),
    [
        ("short", "The passphrase needs at least 8 characters."),
        ("Lakeline2026", "This would be guessed too easily. Add words until the bar is half full."),
    ],
)
def test_a_passphrase_that_is_too_weak_goes_no_further(guide, qtbot, passphrase, sentence):
    name_the_clinic(guide, qtbot)
    choose_a_passphrase(guide, qtbot, passphrase)
    assert guide.now == PERSON
    assert problem(guide, "passphrase") == sentence
    assert focused(guide) is guide.person.field


def test_a_weak_passphrase_is_told_in_words_and_goes_on(guide, qtbot):
    name_the_clinic(guide, qtbot)
    choose_a_passphrase(guide, qtbot, "kneecaps bluebird")
    assert guide.now == LETTERHEAD
    press(guide, qtbot, Qt.Key.Key_Escape)
    assert guide.person.meter.verdict.text().startswith("Weak: guessed in about")
    assert guide.person.meter.advice.text() == "Add a word or two that do not belong together."


def test_the_strength_is_told_while_typing(guide, qtbot):
    name_the_clinic(guide, qtbot)
    assert not guide.person.meter.verdict.isVisible()
    guide.person.field.setFocus()
    type_into(guide.person.field, "abc")
    assert guide.person.meter.verdict.text().startswith("Too easy to guess")
    type_into(guide.person.field, GOOD)
    assert guide.person.meter.verdict.text() == "Strong."


def test_two_passphrases_that_differ_are_told(guide, qtbot):
    name_the_clinic(guide, qtbot)
    type_into(focused(guide), "Zoë")
    guide.person.field.setText(GOOD)
    guide.person.again.setText(GOOD.upper())
    enter(guide, qtbot)
    assert problem(guide, "again").startswith("The two are not the same.")
    assert focused(guide) is guide.person.again


def test_the_eye_shows_both_passphrases(guide, qtbot):
    name_the_clinic(guide, qtbot)
    press(guide, qtbot, Qt.Key.Key_S, "Alt")
    normal = QLineEdit.EchoMode.Normal
    qtbot.waitUntil(lambda: guide.person.field.echoMode() is normal)
    assert guide.person.again.echoMode() is normal


def test_nobody_can_reset_a_passphrase_is_said(guide, qtbot):
    name_the_clinic(guide, qtbot)
    said = [label.text() for label in guide.person.findChildren(QLabel) if label.isVisible()]
    assert "Nobody can reset a passphrase: not by phone, not by us." in said


def test_caps_lock_is_told(guide, qtbot):
    name_the_clinic(guide, qtbot)
    guide.person.field.setFocus()
    type_into(guide.person.field, "A")
    assert guide.person.caps.headline.text() == "Caps Lock is on."
    assert guide.person.caps.isVisible()
    type_into(guide.person.field, "b")
    assert not guide.person.caps.isVisible()


def test_back_and_escape_lose_nothing(guide, qtbot):
    name_the_clinic(guide, qtbot)
    type_into(focused(guide), "Zoë")
    press(guide, qtbot, Qt.Key.Key_Left, "Alt")
    assert guide.now == CLINIC
    assert focused(guide) is guide.clinic.asked["name"].edit
    press(guide, qtbot, Qt.Key.Key_Escape)
    assert guide.now == CLINIC
    enter(guide, qtbot)
    qtbot.waitUntil(lambda: guide.now == PERSON)
    assert guide.person.user == "Zoë"


def test_enter_on_a_focused_button_presses_it(guide, qtbot):
    name_the_clinic(guide, qtbot)
    guide.foot.back.setFocus()
    enter(guide, qtbot)
    assert guide.now == CLINIC


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("phone", "12", "Phone is not a phone number. Type ten digits, as in (740) 555-0117."),
        ("email", "desk", "Email is not an email address."),
        ("state", "Ohia", "Address needs a state of two letters, as in OH."),
        ("npi", "123", "NPI has a wrong digit: an NPI is ten digits that begin with 1 or 2."),
    ],
)
def test_a_wrong_answer_is_told_at_its_field_when_it_is_left(guide, qtbot, name, typed, sentence):
    guide.go_to(LETTERHEAD)
    asked = guide.letterhead.asked[name]
    asked.edit.setFocus()
    type_into(asked.edit, typed)
    assert problem(guide, name) == ""
    press(guide, qtbot, Qt.Key.Key_Tab)
    assert problem(guide, name) == sentence
    assert asked.edit.accessibleDescription() == sentence
    enter(guide, qtbot)
    assert focused(guide) is asked.edit
    assert not guide.is_busy


def test_the_paper_shows_the_letterhead_as_it_is_typed(guide):
    type_into(focused(guide), CLINIC_NAME)
    guide.go_to(LETTERHEAD)
    for name, text in (
        ("city", "Brindle Falls"),
        ("state", "oh"),
        ("zip", "45701"),
        ("phone", "7405550117"),
        ("npi", "12"),
    ):
        type_into(guide.letterhead.asked[name].edit, text)
    assert guide.paper.accessibleName() == (
        "Preview of the letterhead: Lakeline Spine & Joint, Brindle Falls, OH 45701, "
        "Phone (740) 555-0117, NPI 12"
    )
    guide.letterhead.asked["npi"].edit.setText("1234567893")
    assert guide.letterhead.values()["npi"] == Npi("1234567893")


@pytest.mark.parametrize(
    ("error", "step", "name", "sentence"),
    [
        (UserError("Short.", (Problem("passphrase", "Short."),)), PERSON, "passphrase", "Short."),
        (UserError("Odd.", (Problem("holder", "Odd."),)), PERSON, "user", "Odd."),
        (UserError("Bad.", (Problem("name", "Bad."),)), CLINIC, "name", "Bad."),
        (UserError("No.", (Problem("fax", "Fax no."),)), LETTERHEAD, "fax", "Fax no."),
        (UserError("No.", (Problem("address", "No."),)), LETTERHEAD, "street", "No."),
    ],
)
def test_a_refusal_is_told_at_the_answer_and_nothing_typed_is_lost(
    guide, qtbot, error, step, name, sentence
):
    name_the_clinic(guide, qtbot)
    choose_a_passphrase(guide, qtbot)
    enter(guide, qtbot)
    guide.refuse(error)
    assert not guide.is_busy
    assert guide.now == step
    assert problem(guide, name) == sentence
    assert focused(guide) is guide.steps[step].asked[name].edit
    assert guide.notice.headline.text() == "The desk was not made."
    assert guide.person.field.text() == GOOD
    assert guide.clinic.clinic == CLINIC_NAME


def test_a_full_disk_is_told_at_the_place(guide, qtbot):
    name_the_clinic(guide, qtbot)
    choose_a_passphrase(guide, qtbot)
    enter(guide, qtbot)
    guide.refuse(KnownFailure("The disk is full."))
    assert guide.now == CLINIC
    assert guide.clinic.place.problem.words.text() == "The disk is full."


def test_the_sample_desk_is_one_key_away(guide, doors, qtbot):
    press(guide, qtbot, Qt.Key.Key_F9)
    press(guide, qtbot, Qt.Key.Key_F9)
    assert doors.samples == 1
    guide.show_progress(3, 6, "Sample: practices")
    assert guide.foot.state.text() == "Sample: practices"
    guide.refuse(KnownFailure("The disk is full."))
    assert guide.notice.headline.text() == "The sample desk was not made."
    assert guide.notice.detail.text() == "The disk is full."
    qtbot.mouseClick(guide.side.sample, Qt.MouseButton.LeftButton)
    assert doors.samples == 2


def test_a_desk_that_exists_can_be_opened_instead(guide, doors, qtbot):
    press(guide, qtbot, Qt.Key.Key_O, "Control")
    qtbot.mouseClick(guide.side.other, Qt.MouseButton.LeftButton)
    assert doors.others == 2
    guide.try_sample()
    press(guide, qtbot, Qt.Key.Key_O, "Control")
    assert doors.others == 2


def test_the_passphrase_is_forgotten_when_the_desk_is_open_and_when_the_window_closes(guide, doors):
    guide.person.field.setText(GOOD)
    guide.person.again.setText(GOOD)
    guide.welcome()
    assert (guide.person.field.text(), guide.person.again.text()) == ("", "")
    guide.person.field.setText(GOOD)
    guide.close()
    assert guide.person.field.text() == ""
    assert doors.closed == 1


def test_every_step_names_its_controls_and_none_hides_another(guide):
    for size in (QSize(640, 420), QSize(1180, 800)):
        guide.resize(size)
        for step in (CLINIC, PERSON, LETTERHEAD):
            guide.go_to(step)
            QApplication.processEvents()
            assert unnamed(guide) == []
            fields = [asked.edit for asked in guide.steps[step].asked.values()]
            assert all(field.height() >= 32 for field in fields)
            assert guide._scroll.horizontalScrollBar().maximum() == 0
            for asked in guide.steps[step].asked.values():
                assert asked.height() >= asked.minimumSizeHint().height()


def test_an_answer_of_the_disk_that_comes_too_late_is_dropped(qapp, jobs, tmp_path, qtbot):
    slow_disk = threading.Event()
    jobs.run_query(slow_disk.wait, lambda _done: None)
    window = FirstRunWindow(
        Theme(qapp, Scheme.LIGHT), jobs, tmp_path, print, lambda: None, check_new_passphrase
    )
    window.clinic.asked["name"].edit.setText("Lakeline")
    window.go_on()
    with qtbot.waitSignal(window.destroyed):
        window.deleteLater()
    slow_disk.set()
    done: list[int] = []
    jobs.run_query(lambda: 1, done.append)  # the reader answers in order
    qtbot.waitUntil(lambda: done == [1])


def test_the_side_says_where_one_stands(guide, qtbot):
    assert guide.side.steps.accessibleName() == "Step 1 of 3: Name the clinic"
    name_the_clinic(guide, qtbot)
    assert guide.side.steps.accessibleName() == "Step 2 of 3: Choose a passphrase"
    assert guide.number.text() == "Step 2 of 3"


def test_a_mnemonic_goes_to_its_field(guide, qtbot):
    guide.go_to(LETTERHEAD)
    press(guide, qtbot, Qt.Key.Key_F, "Alt")
    assert focused(guide) is guide.letterhead.asked["fax"].edit


def test_about_says_what_this_is_and_copies_nothing_personal(qapp, tmp_path, qtbot):
    folder = tmp_path / "Lakeline Spine & Joint"
    about = AboutDialog(Theme(qapp, Scheme.LIGHT), folder, None)
    about.open()
    said = [label.text() for label in about.findChildren(QLabel) if label.isVisible()]
    assert f"Version {__version__}" in said
    assert "Nothing leaves this computer." in said
    assert str(folder) in said
    assert unnamed(about) == []
    qtbot.mouseClick(about.copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert copied == support_facts()
    assert copied.startswith(f"RefDesk {__version__}\n")
    assert "Lakeline" not in copied
    assert str(Path.home().name) not in copied.split()
    assert about.copied.text() == "Copied. It names no person and no folder."
    with qtbot.waitSignal(about.destroyed):
        qtbot.keyClick(about.close_button, Qt.Key.Key_Return)


def test_about_without_a_desk_names_no_folder(qapp, qtbot):
    about = AboutDialog(Theme(qapp, Scheme.DARK), None, None)
    qtbot.addWidget(about)
    assert "This desk" not in [label.text() for label in about.findChildren(QLabel)]
