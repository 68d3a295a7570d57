"""Finding anything by its key: the phone rings, a name with a slip, a setting, and back again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.domain.referral import Referral
from refdesk.domain.user import Role, User
from refdesk.screens.anything import Anything
from refdesk.screens.commands import Commands
from refdesk.screens.hits import Hit
from refdesk.services.records import Records
from refdesk.ui.board_page import BoardPage
from refdesk.ui.dialogs.step import StepDialog
from refdesk.ui.editors.reference import ReferenceEditor
from refdesk.ui.find_anything import FindAnything
from refdesk.ui.find_button import FindButton
from refdesk.ui.form_page import FormPage
from refdesk.ui.intake_page import IntakePage
from refdesk.ui.list_page import ListPage
from refdesk.ui.main_window import MainWindow
from refdesk.ui.referral_page import ReferralPage
from refdesk.ui.scrim import Scrim
from refdesk.ui.settings_page import SettingsPage
from refdesk.ui.today_page import TodayPage
from tests.helpers.desks import make_desk
from tests.helpers.window import (
    activate,
    dialog,
    do,
    drafts,
    focused,
    form,
    go_to,
    lock,
    new_form,
    open_list,
    open_referral,
    press,
    type_text,
    unlock,
    until,
)
from tests.ui.editing import QUIET

pytestmark = QUIET


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A desk with two practices, three people, two patients and a referral."""
    folder = tmp_path / "Lakeline"
    with make_desk(folder, "Lakeline") as desk:
        records = Records(desk)
        for name in ("Cedar Grove", "Okana Creek"):
            records.add(Practice, {"name": name})
        for name, role in (("Okafor, Nkem", "physician"), ("Moray, Tess", "front_desk")):
            records.add(Person, {"name": name, "role": role, "practices": "1"})
        records.add(Patient, {"name": "Vance, Marisol", "phone": "740-555-0117"})
        records.add(Patient, {"name": "Mokay, Lena", "phone": "740-555-0142"})
        records.add(Referral, {"patient": "1", "source": "patient"})
    return folder


def asking(main: MainWindow, qtbot) -> FindAnything:
    """Press the key; return the dialog, its line ready to be typed into."""
    do(main, "find_anything")
    return asked(qtbot)


def asked(qtbot) -> FindAnything:
    until(qtbot, lambda: dialog(FindAnything))
    found = dialog(FindAnything)
    assert isinstance(found, FindAnything)
    until(qtbot, found.line.hasFocus)
    until(qtbot, lambda: not found.is_waiting)
    return found


def typed(found: FindAnything, qtbot, text: str) -> list[str]:
    """Type a text and return the titles of what was found."""
    type_text(text)
    until(qtbot, lambda: not found.is_waiting)
    return [hit.title for hit in found.answer.hits]


def chosen(found: FindAnything) -> str:
    hit = found.list.hit()
    return hit.title if hit is not None else ""


def give_the_passphrase_to_somebody_else(main: MainWindow) -> None:
    """Let the next who unlocks be another user: no desk has a second passphrase yet."""
    with main.desk.db.change("New user", by=1) as work:
        owner = work.get(User, 1)
        user = User(name="Ines", role=Role.FRONT_DESK, slot=owner.slot)
        owner.slot = ""
        work.save(owner)
        work.add(user)


def closed(main: MainWindow, qtbot) -> None:
    until(qtbot, lambda: dialog(FindAnything) is None)
    activate(main, qtbot)


def test_the_phone_rings_the_digits_are_typed_and_the_patient_is_there(main, qtbot):
    open_list(main, qtbot, "practice")
    found = asking(main, qtbot)
    assert typed(found, qtbot, "740.555 0117")[0] == "Vance, Marisol"
    press("Return")
    page = form(main, qtbot)
    assert (page.shows.kind, page.row_id) == ("patient", 1)
    closed(main, qtbot)
    assert "Vance" not in main.windowTitle()


def test_enter_before_the_answer_waits_for_it(main, qtbot):
    found = asking(main, qtbot)
    press("Down")
    type_text("moray")
    assert found.is_waiting
    press("Return")
    page = form(main, qtbot)
    assert (page.shows.kind, page.title_text) == ("person", "Moray, Tess")


def test_a_part_of_a_name_finds_people_practices_and_patients_and_the_arrows_choose(main, qtbot):
    found = asking(main, qtbot)
    assert typed(found, qtbot, "oka") == ["Okafor, Nkem", "Okana Creek", "Mokay, Lena"]
    assert found.count.text() == "3 results"
    press("Down", "Down", "Down")  # from the last to the first
    assert chosen(found) == "Okafor, Nkem"
    press("End")
    assert chosen(found) == "Mokay, Lena"
    press("Home", "PgDown")
    assert chosen(found) == "Mokay, Lena"
    press("Home", "Down")
    assert found.line.hasFocus()
    press("Return")
    page = form(main, qtbot)
    assert (page.shows.kind, page.title_text) == ("practice", "Okana Creek")


def test_a_slip_is_forgiven(main, qtbot):
    found = asking(main, qtbot)
    assert typed(found, qtbot, "okafro")[:2] == ["Okafor, Nkem", "Moray, Tess"]
    press("Ctrl+A")
    assert typed(found, qtbot, "Vanse")[0] == "Vance, Marisol"


def test_the_lady_at_the_office_of_a_physician_stands_below_the_physician(main, qtbot):
    found = asking(main, qtbot)
    typed(found, qtbot, "okafor")
    assert found.answer.hits[1].detail.startswith("works with Okafor, Nkem, Front desk")
    press("Down", "Return")
    assert form(main, qtbot).title_text == "Moray, Tess"


def test_a_referral_from_the_one_who_calls_is_begun_with_the_name_in_it(main, qtbot):
    found = asking(main, qtbot)
    assert typed(found, qtbot, "okafor")[-1] == "New referral from Okafor, Nkem"
    press("End", "Return")
    until(qtbot, lambda: isinstance(main.page, IntakePage))
    closed(main, qtbot)
    page = main.page
    assert isinstance(page, IntakePage)
    given = {"referring_person": "Okafor, Nkem", "referring_practice": "Cedar Grove"}

    def shown() -> dict[str, str]:
        editors = {name: page.view.boxes[name].editor for name in given}
        return {
            name: one.field.text()
            for name, one in editors.items()
            if isinstance(one, ReferenceEditor)
        }

    until(qtbot, lambda: shown() == given)
    assert page.view.focused() == "patient"


def test_a_click_opens_too(main, qtbot):
    found = asking(main, qtbot)
    typed(found, qtbot, "tess")
    at = found.list.visualItemRect(found.list.item(1)).center()
    qtbot.mouseClick(found.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert form(main, qtbot).title_text == "Moray, Tess"


def test_a_command_is_done_by_its_words(main, qtbot):
    found = asking(main, qtbot)
    assert typed(found, qtbot, ">boa") == ["Board: open referrals by stage"]
    press("Return")
    until(qtbot, lambda: isinstance(main.page, BoardPage))


def test_a_list_and_a_new_record_are_a_few_letters_away(main, qtbot):
    found = asking(main, qtbot)
    assert "Promises" in typed(found, qtbot, ">prom")
    press("Return")
    until(qtbot, lambda: isinstance(main.page, ListPage) and main.page.shows.kind == "promise")
    closed(main, qtbot)
    found = asking(main, qtbot)
    assert typed(found, qtbot, ">new task") == ["New task"]
    press("Return")
    assert form(main, qtbot).shows.kind == "task"


def test_where_was_that_setting(main, qtbot):
    found = asking(main, qtbot)
    assert "Colors" in typed(found, qtbot, "dark")
    press("Return")
    until(qtbot, lambda: isinstance(main.page, SettingsPage))
    closed(main, qtbot)
    until(qtbot, lambda: main.page.begun_at() == "scheme")


def test_esc_gives_the_focus_back_to_the_field_and_what_was_typed_stays(main, qtbot):
    page = new_form(main, qtbot, "person")
    go_to(page, "name")
    type_text("Quill")
    before = focused()
    found = asking(main, qtbot)
    assert main.findChildren(Scrim)
    typed(found, qtbot, "oka")
    press("Esc")
    closed(main, qtbot)
    assert focused() is before
    type_text(", Ada")
    assert page.state.entries["name"] == "Quill, Ada"
    until(qtbot, lambda: not main.findChildren(Scrim))


def test_what_was_typed_into_a_form_is_a_draft_once_something_else_is_opened(shell, main, qtbot):
    page = new_form(main, qtbot, "person")
    go_to(page, "name")
    type_text("Quill, Ada")
    found = asking(main, qtbot)
    typed(found, qtbot, "vance")
    press("Return")
    until(qtbot, lambda: isinstance(main.page, FormPage) and main.page.shows.kind == "patient")
    until(qtbot, lambda: [one.body["title"] for one in drafts(shell)] == ["Quill, Ada"])


def test_over_a_step_it_is_asked_too_and_the_step_becomes_a_draft(shell, main, qtbot):
    open_referral(main, qtbot, 1)
    press("C")
    until(qtbot, lambda: dialog(StepDialog))
    step = dialog(StepDialog)
    until(qtbot, lambda: step.isAncestorOf(focused()))
    type_text("r")
    before = focused()
    found = asking(main, qtbot)
    press("Esc")
    until(qtbot, lambda: dialog(FindAnything) is None)
    step.activateWindow()
    until(qtbot, lambda: focused() is before)
    found = asking(main, qtbot)
    assert typed(found, qtbot, "tess")[0] == "Moray, Tess"
    press("Return")
    until(qtbot, lambda: isinstance(main.page, FormPage) and main.page.shows.kind == "person")
    assert dialog(StepDialog) is None
    until(qtbot, lambda: len(drafts(shell)) == 1)


def test_a_late_answer_never_replaces_a_newer_one(main, qtbot, monkeypatch):
    find = Anything.find
    kept: list[str] = []

    def watched(self: Anything, text: str, commands: Commands) -> object:
        kept.append(text)
        return find(self, text, commands)

    monkeypatch.setattr(Anything, "find", watched)
    found = asking(main, qtbot)
    late = find(main.anything, "cedar", found._commands)
    assert typed(found, qtbot, "tess")[0] == "Moray, Tess"
    found._show(found._asked - 1, late)
    assert found.answer.hits[0].title == "Moray, Tess"
    assert kept[-1] == "tess"


def test_a_lock_over_it_closes_it_and_nothing_of_it_is_kept(shell, main, qtbot):
    open_list(main, qtbot, "practice")
    found = asking(main, qtbot)
    typed(found, qtbot, "vanse")
    type_text("x")  # the answer to this one comes when the desk is locked
    lock(shell, qtbot)
    until(qtbot, lambda: dialog(FindAnything) is None)
    again = unlock(shell, qtbot)
    open_list(again, qtbot, "practice")
    assert asking(again, qtbot).line.text() == ""
    press("Esc")


def test_the_window_may_close_under_it(main, qtbot):
    open_list(main, qtbot, "practice")
    found = asking(main, qtbot)
    typed(found, qtbot, "oka")
    main.close()
    until(qtbot, lambda: not main.isVisible())


def test_what_was_opened_last_comes_first_and_is_not_shown_to_the_next_user(shell, main, qtbot):
    open_referral(main, qtbot, 1)
    main.open_record("patient", 1)
    form(main, qtbot)
    open_list(main, qtbot, "practice")
    found = asking(main, qtbot)
    assert [group.title for group in found.answer.groups] == ["Opened last", "Commands"]
    last = [hit.kind for hit in found.answer.groups[0].hits]
    assert last == ["patient", "referral"]
    press("Return")
    assert form(main, qtbot).shows.kind == "patient"
    closed(main, qtbot)
    give_the_passphrase_to_somebody_else(main)
    lock(shell, qtbot)
    other = unlock(shell, qtbot)
    assert other.desk.user.name == "Ines"
    open_list(other, qtbot, "practice")
    found = asking(other, qtbot)
    assert [group.title for group in found.answer.groups] == ["Commands"]
    press("Esc")


def test_only_owners_are_offered_what_is_theirs(main, qtbot):
    assert isinstance(main.desk.user, User)
    open_list(main, qtbot, "practice")
    found = asking(main, qtbot)
    assert "Form designer" in typed(found, qtbot, ">form des")
    press("Esc")
    closed(main, qtbot)
    main.desk.user.role = Role.FRONT_DESK
    found = asking(main, qtbot)
    assert "Form designer" not in typed(found, qtbot, ">form des")
    press("Esc")


def test_what_was_typed_in_the_list_is_looked_for_everywhere(main, qtbot):
    page = open_list(main, qtbot, "practice")
    do(main, "find")
    type_text("vance")
    until(qtbot, page.empty.isVisible)
    assert page.empty.also.text() == "Find it anywhere"
    found = asking(main, qtbot)
    assert found.line.text() == "vance"
    assert found.answer.hits[0].title == "Vance, Marisol"
    press("Esc")
    closed(main, qtbot)
    qtbot.mouseClick(page.empty.also, Qt.MouseButton.LeftButton)
    found = asked(qtbot)
    press("Esc")


@pytest.mark.parametrize("place", [TodayPage, BoardPage, IntakePage, ReferralPage])
def test_a_button_in_the_head_leads_there_and_gives_way_where_it_is_narrow(place, main, qtbot):
    opens = {
        TodayPage: main.open_today,
        BoardPage: main.open_board,
        IntakePage: main.new_referral,
        ReferralPage: lambda: main.open_record("referral", 1),
    }
    opens[place]()
    until(qtbot, lambda: isinstance(main.page, place))
    (button,) = main.page.findChildren(FindButton)
    until(qtbot, button.isVisible)
    whole = button.width()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    asked(qtbot)
    press("Esc")
    closed(main, qtbot)
    main.resize(560, 500)
    until(qtbot, lambda: not button.isVisible() or button.width() < whole)


def test_a_screen_reader_hears_how_many_and_which_is_chosen(main, qtbot):
    found = asking(main, qtbot)
    typed(found, qtbot, "oka")

    def said() -> str:
        interface = QAccessible.queryAccessibleInterface(found.line)
        return str(interface.text(QAccessible.Text.Description))

    assert said().startswith("3 results. Okafor, Nkem, Physician, Cedar Grove, 1 of 3")
    press("Down")
    assert said().startswith("Okana Creek")
    assert said().endswith("2 of 3")
    typed(found, qtbot, "xyzzy")
    assert said().startswith("Nothing fits")
    assert found.nothing.isVisible()
    press("Esc")


def test_a_hit_is_shown_by_its_name_alone_in_no_repr_of_the_window(main, qtbot):
    found = asking(main, qtbot)
    typed(found, qtbot, "vance")
    hit = found.list.hit()
    assert isinstance(hit, Hit)
    assert "Vance" not in repr(hit)
    assert "Vance" not in repr(found.answer)
    press("Esc")
