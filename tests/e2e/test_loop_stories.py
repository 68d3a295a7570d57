"""Stories of one referral, from the phone call to the closed loop, by keys in the window."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

import pytest

from refdesk.domain.clinic import Clinic
from refdesk.domain.history import StageLine
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.domain.referral import Appointment, Outcome, Referral, Urgency
from refdesk.domain.stages import Stage
from refdesk.services.drafts import Drafts
from refdesk.services.loops import Loops
from refdesk.services.records import Records
from refdesk.ui.add_record import AddRecordDialog
from refdesk.ui.dialogs.drafts import DraftsDialog
from refdesk.ui.dialogs.step import StepDialog
from refdesk.ui.intake_page import IntakePage
from refdesk.ui.main_window import MainWindow
from refdesk.ui.today_page import TodayPage
from tests.helpers.desks import make_desk
from tests.helpers.window import (
    MOST_TABS,
    activate,
    dialog,
    focused,
    press,
    type_text,
    unlock,
    until,
)

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")
S = Stage


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A desk that knows one practice with its physician; it is open at every hour."""
    folder = tmp_path / "Lakeline"
    with make_desk(folder, "Lakeline") as desk:
        records = Records(desk)
        records.set(Clinic, 1, {"hours": "Mon-Sun 0:00-23:55"})
        records.add(Practice, {"name": "Cedar Grove Family Medicine"})
        records.add(Person, {"name": "Okafor, Nkem", "practices": "1"})
    return folder


class Keys:
    """Presses keys, and counts those that are no typed text."""

    def __init__(self) -> None:
        self.count = 0

    def press(self, *keys: str) -> None:
        self.count += len(keys)
        press(*keys)

    def to(self, page: IntakePage, name: str) -> None:
        """Jump by the letter that the label underlines, or by Tab."""
        label = page.view.boxes[name].label.text()
        if "&" in label:
            self.press(f"Alt+{label[label.index('&') + 1].upper()}")
        for _tab in range(MOST_TABS):
            if page.view.focused() == name:
                return
            self.press("Tab")
        raise AssertionError(f"{name} is out of reach")


def intake_in_sight(main: MainWindow, qtbot) -> IntakePage:
    until(qtbot, lambda: isinstance(main.page, IntakePage) and main.page.isVisible())
    page = main.page
    assert isinstance(page, IntakePage)
    return page


def begin_intake(main: MainWindow, qtbot, keys: Keys) -> IntakePage:
    before = main.page
    keys.press("Ctrl+Shift+N")
    until(qtbot, lambda: main.page is not before)
    page = intake_in_sight(main, qtbot)
    assert page.senders is not None
    until(qtbot, page.senders.field.hasFocus)
    return page


def send_by(page: IntakePage, qtbot, text: str, keys: Keys) -> None:
    """Find who sent the patient, and take the first one."""
    assert page.senders is not None
    field = page.senders.field
    type_text(text)
    until(qtbot, lambda: field.is_open and field._is_fresh())
    keys.press("Return")
    until(qtbot, lambda: page.view.focused() == "patient")


def add_sender(main: MainWindow, page: IntakePage, qtbot, name: str, keys: Keys) -> None:
    """Add somebody new as who sent the patient."""
    type_text(name)
    keys.press("Ctrl+Return")
    until(qtbot, partial(dialog, AddRecordDialog))
    adding = dialog(AddRecordDialog)
    until(qtbot, lambda: adding.isAncestorOf(focused()))
    keys.press("Ctrl+S")
    until(qtbot, lambda: dialog(AddRecordDialog) is None)
    activate(main, qtbot)
    until(qtbot, lambda: page.state.entries["referring_person"]["id"])
    until(qtbot, lambda: page.view.focused() == "patient")


def newest(main: MainWindow) -> Referral:
    records = main.records
    return records.get(Referral, max(records.ids(Referral, records.query(Referral))))


def today(main: MainWindow, qtbot) -> TodayPage:
    activate(main, qtbot)
    press("Ctrl+0")
    until(qtbot, lambda: isinstance(main.page, TodayPage))
    page = main.page
    assert isinstance(page, TodayPage)
    until(qtbot, lambda: any(card.list.hasFocus() for card in page.cards))
    return page


def waits(page: TodayPage, name: str, words: str) -> bool:
    """Tell whether the only row of a section says so, and has the focus."""
    card = next(one for one in page.cards if one.section.name == name)
    one = card.list
    return one.count() == 1 and words in one.item(0).text() and one.hasFocus()


def step(main: MainWindow, qtbot, letter: str, *typed: str) -> None:
    """Press a letter on a row of Today; type into the small form it asks with, and save."""
    activate(main, qtbot)
    press(letter)
    if not typed:
        return
    until(qtbot, partial(dialog, StepDialog))
    asked = dialog(StepDialog)
    until(qtbot, lambda: asked.isAncestorOf(focused()))
    for text in typed:
        name, _colon, words = text.rpartition(":")
        while name and asked.view.focused() != name:
            press("Tab")
        type_text(words)
    press("Ctrl+S")
    until(qtbot, lambda: dialog(StepDialog) is None)
    activate(main, qtbot)


def stages(main: MainWindow, number: int) -> list[Stage]:
    return [line.stage for line in Loops(main.desk).history(number)]


@pytest.fixture
def main(shell, qtbot) -> MainWindow:
    window = unlock(shell, qtbot)
    window.resize(1360, 850)
    return window


def test_an_urgent_call_by_a_new_physician_with_a_second_call_and_a_lock_in_the_middle(
    shell, main, qtbot
):
    keys = Keys()
    page = begin_intake(main, qtbot, keys)
    add_sender(main, page, qtbot, "Thornbury, Ilya", keys)
    type_text("Hollis, Greta")
    until(qtbot, page.view.boxes["patient.phone"].isVisible)

    second = begin_intake(main, qtbot, Keys())
    send_by(second, qtbot, "okaf", Keys())
    type_text("Quade, Milo")
    press("Ctrl+S")
    until(qtbot, lambda: main.page is not second)
    assert main.records.get(Patient, int(newest(main).patient)).name == "Quade, Milo"

    activate(main, qtbot)
    keys.press("Ctrl+Shift+D")
    until(qtbot, partial(dialog, DraftsDialog))
    until(qtbot, lambda: dialog(DraftsDialog).isAncestorOf(focused()))
    keys.press("Return")
    again = intake_in_sight(main, qtbot)
    assert again.state.patient_typed == "Hollis, Greta"
    assert again.view.focused() == "patient"

    now = main.idle._clock()
    main.idle._clock = lambda: now + 60 * 60
    with qtbot.waitSignal(shell.locked):
        main.idle.tick()
    main = unlock(shell, qtbot)
    page = intake_in_sight(main, qtbot)
    until(qtbot, lambda: page.view.focused() == "patient")
    for text in ("04/19/1971", "740-555-0133", "English", "Mornings", "Low back pain", "M54.50"):
        keys.press("Tab")
        type_text(text)
    for name, text in (("insurer", "Plainview"), ("channel", "Ph"), ("notes", "Daughter drives")):
        keys.to(page, name)
        type_text(text)
    keys.to(page, "urgency")
    keys.press("Right", "Ctrl+S")
    until(qtbot, lambda: main.page is not page)
    referral = newest(main)
    patient = main.records.get(Patient, int(referral.patient))
    assert (patient.name, patient.birth_date) == ("Hollis, Greta", dt.date(1971, 4, 19))
    assert main.records.get(Person, int(referral.referring_person or 0)).name == "Thornbury, Ilya"
    assert (referral.urgency, referral.insurer) == (Urgency.URGENT, "Plainview")
    assert referral.due is not None
    assert referral.due - referral.received < dt.timedelta(days=1), "an urgent one is due today"
    assert Drafts(main.desk).mine() == []
    assert keys.count <= 60


def test_three_calls_that_fail_come_before_not_reached(main, qtbot):
    main.records.add(Patient, {"name": "Vance, Marisol"})
    main.records.add(Referral, {"patient": "1", "source": "patient"})
    page = today(main, qtbot)
    for tries in ("1 try", "2 tries", "3 tries"):
        step(main, qtbot, "C", "n")  # No answer
        until(qtbot, partial(waits, page, "to_schedule", tries))
    assert waits(page, "to_schedule", "Not reached: L")
    step(main, qtbot, "L")
    until(qtbot, lambda: main.records.get(Referral, 1).stage is S.UNABLE_TO_REACH)
    assert stages(main, 1) == [S.CONTACTING, S.UNABLE_TO_REACH]


def test_a_no_show_is_rebooked_seen_reported_followed_up_and_closed(main, qtbot):
    records = main.records
    records.add(Patient, {"name": "Vance, Marisol", "phone": "740-555-0188"})
    sent = {"patient": "1", "source": "physician", "referring_person": "1"}
    records.add(Referral, {**sent, "referring_practice": "1"})
    Loops(main.desk).move(1, S.SCHEDULED, {"date": "today"})
    page = today(main, qtbot)
    for section, letter, typed in (
        ("visits", "N", ()),
        ("first_contacts", "C", ("r",)),  # Reached
        ("to_schedule", "S", ("today",)),
        ("visits", "M", ()),
        ("reports", "R", ("report_how:f",)),
        ("follow_ups", "C", ("feedback:All went well",)),
        ("follow_ups", "W", ("closed_reason:Seen, and told",)),
    ):
        until(qtbot, partial(waits, page, section, f": {letter}" if letter in "CSRW" else ": M"))
        step(main, qtbot, letter, *typed)
    until(qtbot, lambda: records.get(Referral, 1).stage is S.CLOSED)
    referral = records.get(Referral, 1)
    assert (referral.feedback, referral.due) == ("All went well", None)
    assert stages(main, 1) == [
        *(S.SCHEDULED, S.NO_SHOW, S.CONTACTING, S.SCHEDULED),
        *(S.ATTENDED, S.REPORTED, S.CLOSED),
    ]
    visits = [one.outcome for one in records.page(Appointment, [1, 2])]
    assert visits == [Outcome.NO_SHOW, Outcome.ATTENDED]
    lines = records.page(StageLine, records.ids(StageLine, records.query(StageLine)))
    moments = [line.at for line in lines]
    assert moments == sorted(moments), "no stage began before the one before it"
