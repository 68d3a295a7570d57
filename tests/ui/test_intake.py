"""A referral taken in on the phone, by keys alone."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

import pytest

from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.phone import Phone
from refdesk.domain.practice import Channel, Office, Practice
from refdesk.domain.referral import Referral, Urgency
from refdesk.domain.sources import ListedSource, Source
from refdesk.services.drafts import Drafts
from refdesk.services.intake import PATIENT
from refdesk.services.records import Records, new_record
from refdesk.store.listing import Query
from refdesk.ui.add_record import AddRecordDialog
from refdesk.ui.intake_page import IntakePage
from refdesk.ui.main_window import MainWindow
from refdesk.ui.referral_page import ReferralPage
from tests.helpers.desks import make_desk
from tests.helpers.window import activate, dialog, focused, lock, press, type_text, unlock, until
from tests.ui.editing import QUIET


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a closed desk that knows two physicians, a source by name, and a patient."""
    folder = tmp_path / "Lakeline"
    with make_desk(folder, "Lakeline") as desk:
        records = Records(desk)
        cedar = {"name": "Cedar Grove Family Medicine", "fax": "740-555-0147"}
        records.add(Practice, cedar)
        records.add(Practice, {"name": "Tilbrook Urgent Care"})
        records.add(Office, {"practice": "1", "name": "Main", "address.street": "210 Alder Row"})
        okafor = {"name": "Okafor, Nkem", "credentials": "MD", "practices": "1"}
        records.add(Person, okafor)
        records.add(Person, {"name": "Okamoto, Bria", "practices": "2"})
        moray = {"name": "Moray, Tess", "practices": "1", "gatekeeper": "yes", "influence": "3"}
        records.add(Person, {**moray, "role": "referral_coordinator"})
        records.add(ListedSource, {"name": "Church bulletin", "source": "advertisement"})
        vance = {"name": "Vance, Marisol", "birth_date": "1956-03-11", "phone": "740-555-0188"}
        records.add(Patient, vance)
        by_okamoto = {"source": "physician", "referring_person": "2", "patient": "1"}
        for _count in range(2):
            records.add(Referral, {**by_okamoto, "referring_practice": "2"})
    return folder


class Keyboard:
    """Counts the keys beyond the typed text."""

    def __init__(self) -> None:
        self.presses = 0

    def press(self, *keys: str) -> None:
        self.presses += len(keys)
        press(*keys)

    def jump(self, page: IntakePage, name: str) -> None:
        """Press Alt with the letter that a label underlines; Tab from there, or without one."""
        label = page.view.boxes[name].label.text()
        if "&" in label:
            self.press(f"Alt+{label[label.index('&') + 1].upper()}")
        while page.view.focused() != name:
            assert self.presses < 100, f"{name} is out of reach"
            self.press("Tab")


def intake(main: MainWindow, qtbot) -> IntakePage:
    press("Ctrl+Shift+N")
    until(qtbot, lambda: isinstance(main.page, IntakePage) and main.page.isVisible())
    page = main.page
    assert isinstance(page, IntakePage)
    assert page.senders is not None
    until(qtbot, page.senders.field.hasFocus)
    return page


def find(page: IntakePage, qtbot, text: str) -> list[str]:
    """Type into the field of who sent the patient; return what it offers."""
    assert page.senders is not None
    type_text(text)
    field = page.senders.field
    until(qtbot, lambda: field.is_open and field._is_fresh())
    assert field.found is not None
    return [one.title for one in field.found.rows]


def newest(main: MainWindow) -> Referral:
    desk = main.desk
    ids = desk.db.ids("referral", Query())
    return desk.db.page(Referral, [max(ids)])[0]


def patient_of(main: MainWindow, referral: Referral) -> Patient:
    return main.desk.db.page(Patient, [int(referral.patient)])[0]


def saved(main: MainWindow, qtbot, page: IntakePage) -> Referral:
    press("Ctrl+S")
    until(qtbot, lambda: main.page is not page)
    return newest(main)


@pytest.fixture
def main(shell, qtbot) -> MainWindow:
    window = unlock(shell, qtbot)
    window.resize(1360, 850)
    return window


def test_an_urgent_call_is_written_down_whole_in_few_presses(main, qtbot):
    keyboard = Keyboard()
    page = intake(main, qtbot)
    keyboard.presses = 1
    offered = find(page, qtbot, "oka")
    assert offered == ["Okamoto, Bria", "Okafor, Nkem MD"], "who sends often comes first"
    keyboard.press("Down", "Return")
    until(qtbot, lambda: page.view.focused() == "patient")
    type_text("Hollis, Greta")
    until(qtbot, page.view.boxes["patient.birth_date"].isVisible)
    for text in ("04/19/1971", "740-555-0133", "English", "Morning", "Low back pain", "M54.50"):
        keyboard.press("Tab")
        type_text(text)
    for name, text in (("insurer", "Plainview"), ("channel", "Ph"), ("notes", "Daughter drives")):
        keyboard.jump(page, name)
        type_text(text)
    keyboard.jump(page, "urgency")
    keyboard.press("Right", "Ctrl+S")
    until(qtbot, lambda: main.page is not page)
    referral = newest(main)
    patient = patient_of(main, referral)
    by = (referral.source, referral.referring_person, referral.referring_practice)
    assert by == (Source.PHYSICIAN, 1, 1)
    assert (patient.name, patient.best_time) == ("Hollis, Greta", "Morning")
    assert (patient.birth_date, patient.language) == (dt.date(1971, 4, 19), "English")
    assert (referral.urgency, referral.reason) == (Urgency.URGENT, "Low back pain")
    assert (referral.channel, referral.insurer) == (Channel.PHONE, "Plainview")
    assert (referral.icd10, referral.notes) == ("M54.50", "Daughter drives")
    assert keyboard.presses <= 40


def test_the_usual_senders_are_there_before_anything_is_typed(main, qtbot):
    page = intake(main, qtbot)
    assert page.senders is not None
    press("Down")
    field = page.senders.field
    until(qtbot, lambda: field.is_open)
    assert field.found is not None
    assert [one.title for one in field.found.rows] == ["Okamoto, Bria"]


def test_a_listed_source_fills_in_its_kind(main, qtbot):
    page = intake(main, qtbot)
    assert find(page, qtbot, "chur") == ["Church bulletin", "Other: chur"]
    press("Return")
    assert page.state.entries["source"] == "advertisement"
    assert page.state.entries["listed_source"]["id"] == 1
    type_text("Quade, Milo")
    referral = saved(main, qtbot, page)
    assert (referral.source, referral.listed_source) == (Source.ADVERTISEMENT, 1)


def test_a_source_on_no_list_is_taken_in_ones_own_words(main, qtbot):
    page = intake(main, qtbot)
    new = "Add “tea house” as a new person"
    assert find(page, qtbot, "tea  house") == [new, "Other: tea house"]
    press("Down", "Return")
    until(qtbot, lambda: page.view.focused() == "patient")
    type_text("Quade, Milo")
    referral = saved(main, qtbot, page)
    assert (referral.source, referral.source_detail) == (Source.OTHER, "tea house")


def test_a_part_of_a_senders_name_is_kept_through_a_lock(shell, main, qtbot):
    page = intake(main, qtbot)
    find(page, qtbot, "Quarterm")
    lock(shell, qtbot)
    again = unlock(shell, qtbot)
    until(qtbot, lambda: isinstance(again.page, IntakePage))
    given = again.page
    assert isinstance(given, IntakePage)
    assert given.senders is not None
    assert given.senders.field.text() == "Quarterm"
    until(qtbot, given.senders.field.hasFocus)


def test_fields_in_sight_have_letters_of_their_own(main, qtbot):
    page = intake(main, qtbot)
    letters = {
        name: box.label.text().partition("&")[2][:1].casefold()
        for name, box in page.view.boxes.items()
        if box.isVisible()
    }
    without = {name for name, letter in letters.items() if not letter}
    assert without <= {"notes", "tags"}, "all their letters are those of fields that stand before"
    found = [letter for letter in letters.values() if letter]
    assert len(set(found)) == len(found)
    assert "y" not in found, "it leads to who sent the patient"


def test_a_kind_of_source_asks_which_one(main, qtbot):
    page = intake(main, qtbot)
    assert "Other" in find(page, qtbot, "oth")
    press("Return")
    until(qtbot, lambda: page.view.focused() == "source_detail")
    press("Ctrl+S")
    until(qtbot, lambda: "source_detail" in page.state.problems)


@QUIET
def test_a_new_physician_is_added_in_passing(main, qtbot):
    page = intake(main, qtbot)
    find(page, qtbot, "Thornbury, Ilya")
    press("Ctrl+Return")
    until(qtbot, partial(dialog, AddRecordDialog))
    adding = dialog(AddRecordDialog)
    until(qtbot, lambda: adding.isAncestorOf(focused()))
    assert adding.state.entries["name"] == "Thornbury, Ilya"
    assert [*adding.boxes] == ["name", "credentials", "role", "practices", "phone", "fax"]
    adding.view.focus_field("fax")
    type_text("7405550190")
    press("Ctrl+S")
    until(qtbot, lambda: dialog(AddRecordDialog) is None)
    activate(main, qtbot)
    until(qtbot, lambda: page.state.entries["referring_person"]["id"] == 4)
    assert page.state.entries["source"] == "physician"
    assert str(main.records.get(Person, 4).fax) == str(Phone.parse("740-555-0190"))


def test_a_patient_on_file_is_noticed_and_taken_by_a_key(main, qtbot):
    page = intake(main, qtbot)
    find(page, qtbot, "okaf")
    press("Return")
    type_text("Vance, Marisol")
    press("Tab")
    type_text("3/11/1956")
    until(qtbot, lambda: len(page.side.uses) == 1)
    said = page.side.on_file.findChildren(type(page.side.on_file.title))
    assert any("Open referral of" in one.text() for one in said)
    press("Alt+1")
    until(qtbot, lambda: page.view.focused() == "reason")
    assert page.state.entries["patient"] == {"id": 1, "text": ""}
    assert not page.view.boxes["patient.birth_date"].isVisible()
    referral = saved(main, qtbot, page)
    assert referral.patient == 1
    assert len(main.desk.db.ids("patient", Query())) == 1


def test_an_open_referral_that_is_noticed_is_opened_by_the_key_of_notices(main, qtbot):
    page = intake(main, qtbot)
    find(page, qtbot, "okaf")
    press("Return")
    type_text("Vance, Marisol")
    press("Tab")
    type_text("3/11/1956")
    until(qtbot, lambda: [one.isVisible() for one in page.side.offers()] == [True])
    assert page.side.offers()[0].has_key
    press("F9")
    until(qtbot, lambda: isinstance(main.page, ReferralPage))
    assert [one.body["title"] for one in Drafts(main.desk).mine()] == ["Vance, Marisol"]


def test_of_an_open_referral_and_an_earlier_draft_the_referral_has_the_key(main, qtbot):
    first = intake(main, qtbot)
    find(first, qtbot, "okaf")
    press("Return")
    type_text("Quade, Milo")
    page = intake(main, qtbot)
    until(qtbot, lambda: len(page.side.offers()) == 1)
    assert page.side.offers()[0].has_key
    find(page, qtbot, "okaf")
    press("Return")
    type_text("Vance, Marisol")
    press("Tab")
    type_text("3/11/1956")
    until(qtbot, lambda: len(page.side.offers()) == 2)
    opens, goes_on = page.side.offers()
    assert opens.accessibleName().startswith("Open the open referral of")
    assert opens.has_key
    assert not goes_on.has_key, "one key does one thing: it stands on the first alone"


def test_a_namesake_of_another_age_is_somebody_else(main, qtbot):
    page = intake(main, qtbot)
    find(page, qtbot, "okaf")
    press("Return")
    type_text("Vance, Marisol")
    press("Tab")
    type_text("5/2/1990")
    press("Tab")
    until(qtbot, lambda: page._looked_for[2:3] and page._looked_for[2] is not None)
    assert page.side.uses == []
    saved(main, qtbot, page)
    assert len(main.desk.db.ids("patient", Query())) == 2


def test_undo_takes_referral_and_patient_back_together(main, qtbot):
    page = intake(main, qtbot)
    find(page, qtbot, "okaf")
    press("Return")
    type_text("Quade, Milo")
    saved(main, qtbot, page)
    assert len(main.desk.db.ids("patient", Query())) == 2
    press("Ctrl+Z")
    until(qtbot, lambda: len(main.desk.db.ids("referral", Query())) == 2)
    assert len(main.desk.db.ids("patient", Query())) == 1


def test_a_second_call_in_the_middle_leaves_the_first_as_a_draft(main, qtbot):
    page = intake(main, qtbot)
    find(page, qtbot, "okaf")
    press("Return")
    type_text("Quade, Milo")
    second = intake(main, qtbot)
    assert second is not page
    find(second, qtbot, "oka")
    press("Return")
    type_text("Brand, Una")
    saved(main, qtbot, second)
    begun = Drafts(main.desk).mine()
    assert [one.body["title"] for one in begun] == ["Quade, Milo"]
    main.resume(begun[0])
    until(qtbot, lambda: isinstance(main.page, IntakePage))
    again = main.page
    assert isinstance(again, IntakePage)
    assert again.state.patient_typed == "Quade, Milo"
    assert again.state.entries["referring_person"]["id"] == 1


def test_a_call_that_is_gone_on_with_later_was_received_when_it_came(main, qtbot, monkeypatch):
    page = intake(main, qtbot)
    find(page, qtbot, "okaf")
    press("Return")
    type_text("Quade, Milo")
    came = page.view.boxes["received"].editor.entry()
    press("Esc")
    until(qtbot, lambda: main.page is not page)

    def begun_later(of, values):
        record = new_record(of, values)
        if isinstance(record, Referral):
            record.received += dt.timedelta(hours=3)
        return record

    monkeypatch.setattr("refdesk.screens.intake_state.new_record", begun_later)
    main.resume(Drafts(main.desk).mine()[0])
    until(qtbot, lambda: isinstance(main.page, IntakePage))
    again = main.page
    assert isinstance(again, IntakePage)
    assert again.view.boxes["received"].editor.entry() == came
    assert "Meanwhile" not in again.notice.detail.text()
    assert saved(main, qtbot, again).received < dt.datetime.now(dt.UTC)


def test_a_lock_in_the_middle_gives_the_intake_back(shell, main, qtbot):
    page = intake(main, qtbot)
    find(page, qtbot, "okaf")
    press("Return")
    type_text("Quade, Milo")
    press("Tab")
    type_text("4/9/19")
    lock(shell, qtbot)
    again = unlock(shell, qtbot)
    until(qtbot, lambda: isinstance(again.page, IntakePage))
    given = again.page
    assert isinstance(given, IntakePage)
    assert given.state.patient_typed == "Quade, Milo"
    assert given.state.entries["patient.birth_date"] == "4/9/19"
    assert given.view.focused() == "patient.birth_date"
    type_text("71")
    assert given.state.entries["patient.birth_date"] == "4/9/1971"


def test_a_new_patient_with_the_phone_of_another_is_not_said_to_be_of_no_phone_on_file(main, qtbot):
    page = intake(main, qtbot)
    page.view.focus_field("patient")
    type_text("Quade, Milo")
    press("Tab", "Tab")
    type_text("7405550188")  # of Marisol Vance, who shares a household
    until(qtbot, lambda: page.state.new_patient().phone is not None)
    until(qtbot, page.side.on_file.isVisible)
    words = [one.text() for one in page.side.on_file.findChildren(type(page.side.next.title))]
    assert "Nobody on file fits what is typed so far." in words


def test_what_happens_next_follows_the_urgency(main, qtbot):
    page = intake(main, qtbot)
    until(qtbot, lambda: not page.side.next.isHidden())
    routine = page.side.next.findChildren(type(page.side.next.title))
    before = [one.text() for one in routine]
    page.view.focus_field("urgency")
    press("Right")
    until(
        qtbot,
        lambda: (
            [one.text() for one in page.side.next.findChildren(type(page.side.next.title))]
            != before
        ),
    )


def test_beside_the_fields_stands_who_sends(main, qtbot):
    page = intake(main, qtbot)
    find(page, qtbot, "okaf")
    press("Return")
    until(qtbot, lambda: page.side.practice.title.text() == "Cedar Grove Family Medicine")
    words = [one.text() for one in page.side.practice.findChildren(type(page.side.next.title))]
    assert "(740) 555-0147" in words
    assert any(one.startswith("Moray, Tess") for one in words)


def test_a_new_patient_born_tomorrow_is_told_at_the_field(main, qtbot):
    page = intake(main, qtbot)
    page.view.focus_field("patient")
    type_text("Quill, Odetta")
    press("Tab")
    name = f"{PATIENT}birth_date"
    until(qtbot, page.view.boxes[name].isVisible)
    page.view.focus_field(name)
    type_text("12/31/2199")
    page.view.focus_field("reason")
    assert "lies in the future" in page.view.boxes[name].problem.text()
