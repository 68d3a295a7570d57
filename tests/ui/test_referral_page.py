"""The page of a referral: what it says, what each key does, and the way there and back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from refdesk.domain.letter import Letter, LetterKind
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.promise import Promise
from refdesk.domain.referral import Appointment, ContactAttempt, Outcome, Referral
from refdesk.domain.stages import Stage
from refdesk.domain.task import Task
from refdesk.services.changes import Changes
from refdesk.services.loops import Loops
from refdesk.services.records import Records
from refdesk.settings import LETTERS
from refdesk.ui.dialogs.correct import CorrectDialog
from refdesk.ui.dialogs.history import HistoryDialog
from refdesk.ui.dialogs.step import StepDialog
from refdesk.ui.form_page import FormPage
from refdesk.ui.list_page import ListPage
from refdesk.ui.main_window import MainWindow
from refdesk.ui.panel_card import PanelCard
from refdesk.ui.referral_page import ReferralPage
from refdesk.ui.step_menu import StepMenu
from tests.helpers.desks import make_desk
from tests.helpers.window import (
    MOST_TABS,
    activate,
    dialog,
    drafts,
    focused,
    form,
    go_to,
    lock,
    open_list,
    open_referral,
    press,
    type_text,
    unlock,
    until,
)

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")
S = Stage


def day(ahead: int) -> str:
    return (dt.datetime.now(dt.UTC).astimezone().date() + dt.timedelta(days=ahead)).isoformat()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A desk with three open referrals; the first was sent by a practice we know well."""
    folder = tmp_path / "Lakeline"
    with make_desk(folder, "Lakeline") as desk:
        records = Records(desk)
        sent = {"name": "Quillby Primary Care", "tier": "a", "fax": "740-555-0190"}
        records.add(Practice, {**sent, "preferred_channel": "fax", "ehr": "Northfield"})
        records.add(Office, {"practice": "1", "name": "Orchard Lane"})
        records.add(Person, {"name": "Mira Sorrel", "credentials": "MD", "practices": "1"})
        for name, influence in (("Tess Moray", "3"), ("Bria Okamoto", "2")):
            given = {"name": name, "gatekeeper": "yes", "influence": influence, "practices": "1"}
            records.add(Person, {**given, "role": "front_desk", "likes": "Ginger tea"})
        records.add(Promise, {"what": "Fax insurer list", "practice": "1", "person": "2"})
        for name in ("Vance, Marisol", "Osgood, Mabel", "Tenney, Harold"):
            records.add(Patient, {"name": name, "phone": "740-555-0127", "best_time": "mornings"})
        known = {"referring_practice": "1", "referring_person": "1", "reason": "Neck pain"}
        known |= {"insurer": "Plainview", "authorization": "PV-20418", "channel": "fax"}
        known |= {"authorization_expires": day(44)}
        for number, more in enumerate((known, {}, {}), start=1):
            given = {"patient": str(number), "received": f"{day(number - 9)} 08:30"}
            records.add(Referral, {**given, "source": "physician" if more else "patient", **more})
    return folder


@pytest.fixture
def page(main: MainWindow, qtbot) -> ReferralPage:
    activate(main, qtbot)
    return open_referral(main, qtbot, 1)


def card(page: ReferralPage, title: str) -> PanelCard:
    return next(one for one in page.cards if one.accessibleName().startswith(title))


def lines(page: ReferralPage, title: str) -> list[str]:
    shown = card(page, title).lines
    return [shown.item(row).text() for row in range(shown.count())]


def facts(page: ReferralPage, title: str) -> str:
    return card(page, title).facts.accessibleName()


def offered(page: ReferralPage) -> list[str]:
    return [deed.words for deed in page.shown.others] if page.shown else []


def choose(page: ReferralPage, name: str) -> None:
    """Do another step, as its line in the menu does."""
    assert page.shown is not None
    page.do(next(deed for deed in page.shown.others if deed.name == name))


def buttons(one: PanelCard) -> list[str]:
    rows = (one.first, one.more)
    return [b.text() for row in rows for b in row.buttons if b.isVisibleTo(one)]


def marks(page: ReferralPage) -> list[str]:
    return [node.mark.value for node in page.shown.nodes] if page.shown else []


def stage_of(main: MainWindow, number: int = 1) -> Stage:
    return main.records.get(Referral, number).stage


def visits(main: MainWindow) -> list[tuple[str, Outcome | None]]:
    return [(one.date.isoformat(), one.outcome) for one in Loops(main.desk).appointments(1)]


# --- what it says --------------------------------------------------------------------------------


def test_the_page_says_who_it_is_and_where_the_loop_stands(main, page):
    assert page.head.name.whole == "Vance, Marisol"
    assert page.head.reason.text() == "Neck pain"
    assert "(740) 555-0127, mornings" in page.head.about.text()
    chips = [one.text() for one in page.head.chips if one.isVisibleTo(page)]
    assert chips == ["First contact overdue", "Routine"]
    assert page.head.track.accessibleName().startswith("The loop: Received, ")
    assert "8:30 AM, fax" in page.head.track.accessibleName()
    assert marks(page)[:3] == ["done", "late", "later"]
    assert page.head.next_button.text() == "Log a call"
    assert page.head.next_button.hasFocus()
    assert main.windowTitle() == "Referral – RefDesk", "no name stands in a window's title"


def test_the_office_its_gatekeeper_and_the_authorization_stand_beside_it(page):
    assert card(page, "Quillby Primary Care").tier.toolTip() == "Tier A"
    assert "Referred by: Mira Sorrel, MD" in facts(page, "Quillby")
    assert "Office: Orchard Lane" in facts(page, "Quillby")
    assert "EHR: Northfield" in facts(page, "Quillby")
    assert "Send by: Fax, (740) 555-0190" in facts(page, "Report to Mira Sorrel")
    gate = card(page, "Gatekeeper")
    assert gate.face.name.accessibleName() == "Tess Moray", "the most influential one"
    assert "Likes: Ginger tea" in facts(page, "Gatekeeper")
    assert lines(page, "Gatekeeper") == ["no day, Fax insurer list, Kept: K"]
    assert "Number: PV-20418" in facts(page, "Authorization")
    assert "44 days left" in facts(page, "Authorization")


def test_a_referral_that_no_office_sent_has_no_office_beside_it(main, page, qtbot):
    open_referral(main, qtbot, 2)
    shown = [one.accessibleName() for one in page.cards if one.isVisibleTo(page)]
    assert "Gatekeeper" not in shown
    assert "Source: Patient" in facts(page, "Details")


def test_an_authorization_that_ends_before_the_visit_is_said(main, page, qtbot):
    Records(main.desk).set(Referral, 1, {"authorization_expires": day(2)})
    Loops(main.desk).move(1, S.SCHEDULED, {"date": day(9)})
    until(qtbot, lambda: "It ends before the visit" in facts(page, "Authorization"))
    assert page.head.next_button.text() == "Review authorization"
    press("W")
    until(qtbot, lambda: isinstance(main.page, FormPage))


def test_a_day_past_the_end_of_the_authorization_is_warned_of_while_it_is_typed(main, page, qtbot):
    Records(main.desk).set(Referral, 1, {"authorization_expires": day(2)})
    press("S")
    until(qtbot, lambda: dialog(StepDialog))
    box = dialog(StepDialog)
    assert box.warning.isHidden()
    type_text("+9")
    assert "before this visit" in box.warning.headline.text()
    assert box.warning.isVisible()
    for _sign in range(2):
        press("Backspace")
    assert box.warning.isHidden()
    type_text("+9")
    press("Return")
    until(qtbot, lambda: stage_of(main) is S.SCHEDULED)
    until(qtbot, lambda: marks(page)[3] in {"next", "late"})
    assert page.shown.nodes[3].first == "new authorization", "that is due, not the visit"


def test_what_the_clinic_added_itself_is_shown_too(main, page, qtbot):
    Records(main.desk).set(Referral, 1, {"notes": "Walks with a cane", "needs": "imaging"})
    until(qtbot, lambda: "Notes: Walks with a cane" in facts(page, "Details"))
    assert "Still needed: Imaging" in facts(page, "Quillby")


# --- the loop by letters -------------------------------------------------------------------------


def test_a_referral_goes_round_by_letters_alone(main, page, qtbot):
    press("C")
    until(qtbot, lambda: dialog(StepDialog))
    type_text("r")  # Reached
    press("Return")
    until(qtbot, lambda: page.head.next_button.text() == "Schedule a visit")
    assert lines(page, "Contact attempts")[0].endswith("Reached, Owner")
    until(qtbot, lambda: main.activity.result.words.text() == "Call logged: Vance, Marisol")
    activate(main, qtbot)
    press("S")
    until(qtbot, lambda: dialog(StepDialog))
    type_text("today")
    press("Return")
    until(qtbot, lambda: page.head.next_button.text() == "Mark attended")
    assert "No-show" in buttons(card(page, "Appointment"))
    activate(main, qtbot)
    press("M")
    until(qtbot, lambda: stage_of(main) is S.ATTENDED)
    until(qtbot, lambda: page.head.next_button.text() == "Report sent")
    assert visits(main) == [(day(0), Outcome.ATTENDED)]
    press("R")
    until(qtbot, lambda: dialog(StepDialog))
    go_to_field("report_how")
    type_text("f")
    press("Ctrl+S")
    until(qtbot, lambda: page.head.next_button.text() == "Follow up with the patient")
    assert "Sent: " in facts(page, "Report to")
    activate(main, qtbot)
    press("C")
    until(qtbot, lambda: dialog(StepDialog))
    go_to_field("follow_up_waived")
    type_text("Moved away")
    press("Ctrl+S")
    until(qtbot, lambda: page.head.next_button.text() == "Close the loop")
    activate(main, qtbot)
    press("W")
    until(qtbot, lambda: dialog(StepDialog))
    reason = dialog(StepDialog).view.boxes["closed_reason"]
    assert reason.star.isVisible(), "it is marked as needed"
    press("Ctrl+S")
    assert reason.problem.text() == "Say why the loop is closed."
    type_text("Treated elsewhere")
    press("Ctrl+S")
    until(qtbot, lambda: stage_of(main) is S.CLOSED)
    until(qtbot, page.head.next_button.isHidden)
    assert marks(page) == ["done"] * 6
    until(qtbot, lambda: page.bar.words.text() == "2 open loops")
    assert "Closed because: Treated elsewhere" in facts(page, "Report to")
    assert offered(page)[0] == "Reopen"


@pytest.mark.parametrize(
    ("preferred", "fax", "proposed"),
    [
        ("portal", "740-555-0190", "Portal"),
        ("phone", "740-555-0190", "Fax"),
        ("walk_in", "740-555-0190", "Fax"),
        ("phone", "", ""),
    ],
)
def test_a_report_is_proposed_to_go_by_what_can_carry_one(
    preferred, fax, proposed, main, page, qtbot
):
    Records(main.desk).set(Practice, 1, {"preferred_channel": preferred, "fax": fax})
    Loops(main.desk).move(1, S.SCHEDULED, {"date": "today"})
    Loops(main.desk).move(1, S.ATTENDED)
    until(qtbot, lambda: page.head.next_button.text() == "Report sent")
    assert f"Send by: {proposed or '–'}" in facts(page, "Report to")
    press("R")
    until(qtbot, lambda: dialog(StepDialog))
    record = dialog(StepDialog).state.working()
    assert record.fields["report_how"].show(record.report_how) == proposed


def go_to_field(name: str) -> None:
    asked = dialog(StepDialog)
    for _tab in range(MOST_TABS):
        if asked.view.focused() == name:
            return
        press("Tab")
    raise AssertionError(name)


@pytest.mark.parametrize(
    ("letter", "stage", "outcome"),
    [
        ("M", S.ATTENDED, Outcome.ATTENDED),
        ("N", S.NO_SHOW, Outcome.NO_SHOW),
        ("X", S.CONTACTING, Outcome.CANCELLED),
    ],
)
def test_what_came_of_a_visit_is_one_key(letter, stage, outcome, main, page, qtbot):
    Loops(main.desk).move(1, S.SCHEDULED, {"date": "today"})
    until(qtbot, lambda: page.head.next_button.text() == "Mark attended")
    press(letter)
    until(qtbot, lambda: stage_of(main) is stage)
    assert visits(main) == [(day(0), outcome)]
    until(qtbot, main.activity.result.isVisible)
    press("Ctrl+Z")
    until(qtbot, lambda: stage_of(main) is S.SCHEDULED)
    said = main.activity.result.words
    until(qtbot, lambda: said.text().startswith("Undone: "))
    assert said.text().endswith("(Vance, Marisol); still listed in: stage history")
    assert visits(main) == [(day(0), None)]


def test_a_visit_is_rescheduled_in_one_change_and_both_days_stay(main, page, qtbot):
    Loops(main.desk).move(1, S.SCHEDULED, {"date": day(3), "provider": "Dr. Hale"})
    until(qtbot, lambda: "Reschedule" in buttons(card(page, "Appointment")))
    assert page.head.next_button.isHidden(), "there is nothing to do but wait"
    press("S")
    until(qtbot, lambda: dialog(StepDialog))
    assert dialog(StepDialog).title.text() == "Reschedule the visit"
    type_text("+9")
    press("Return")
    until(qtbot, lambda: visits(main) == [(day(3), Outcome.RESCHEDULED), (day(9), None)])
    assert stage_of(main) is S.SCHEDULED
    until(qtbot, lambda: len(lines(page, "Appointment")) == 1)
    assert "Rescheduled" in lines(page, "Appointment")[0]
    activate(main, qtbot)
    press("Ctrl+Z")
    until(qtbot, lambda: visits(main) == [(day(3), None)])


def test_a_visit_to_come_is_not_marked_before_its_day(main, page, qtbot):
    Loops(main.desk).move(1, S.SCHEDULED, {"date": day(3)})
    until(qtbot, page.head.next_button.isHidden)
    press("M")
    assert "What came of it can be said from then on" in main.activity.result.words.text()
    assert stage_of(main) is S.SCHEDULED


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize(
    ("letter", "said"),
    [
        ("R", "cannot go from Received to Reported. Possible: Contacting, Scheduled"),
        ("W", "cannot go from Received to Closed"),
        ("M", "cannot go from Received to Attended"),
        ("X", "no visit to come"),
        ("D", "No report letter is named yet."),
        ("H", "The whole history is shown already."),
    ],
)
def test_a_step_that_is_not_possible_says_what_is(letter, said, main):
    press(letter)
    assert said in main.activity.result.words.text()
    assert stage_of(main) is S.RECEIVED
    assert dialog(StepDialog) is None


@pytest.mark.usefixtures("page")
def test_too_few_attempts_are_said_where_they_count(main, qtbot):
    press("L")
    until(qtbot, lambda: "after 0 of 3 attempts" in main.activity.result.words.text())
    assert stage_of(main) is S.RECEIVED


# --- other steps ---------------------------------------------------------------------------------


def test_only_possible_steps_are_offered_and_a_letter_does_one_in_the_menu_too(page, qtbot):
    assert {"Schedule a visit", "Declined by patient", "Edit all fields"} <= set(offered(page))
    assert "Mark attended" not in offered(page)
    press("O")
    until(qtbot, lambda: isinstance(QApplication.activePopupWidget(), StepMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, StepMenu)
    assert [one.text().partition("\t")[0] for one in menu.actions()] == offered(page)
    qtbot.keyClicks(menu, "s")
    until(qtbot, lambda: dialog(StepDialog))
    assert dialog(StepDialog).title.text() == "Schedule a visit"


def test_a_loop_that_was_declined_is_closed_and_reopened(main, page, qtbot):
    choose(page, "declined_by_us")
    until(qtbot, lambda: page.head.next_button.text() == "Close the loop")
    assert marks(page)[-1] == "next", "what comes next is closing, not the stages between"
    assert [words for words in offered(page) if words != "Edit all fields"] == [
        "Reopen",
        "Log a call",
        "Correct the stage",
    ]
    choose(page, "reopen")
    until(qtbot, lambda: stage_of(main) is S.REOPENED)


def test_a_stage_is_corrected_with_its_reason_and_the_mistake_stays(main, page, qtbot):
    Loops(main.desk).log_attempt(1, {"result": "no_answer"})
    until(qtbot, lambda: "Correct the stage" in offered(page))
    choose(page, "correct")
    until(qtbot, lambda: dialog(CorrectDialog))
    asked = dialog(CorrectDialog)
    assert asked.stage.code() == "received"
    until(qtbot, asked.stage.hasFocus)
    press("Tab", "Return")
    assert asked.why.problem.words.text() == "Say why."
    type_text("Another patient was called")
    press("Ctrl+S")
    until(qtbot, lambda: stage_of(main) is S.RECEIVED)
    until(qtbot, lambda: "Corrected to received: Another" in " ".join(lines(page, "History")))
    assert "Moved to contacting" in " ".join(lines(page, "History"))


# --- history, tasks, promises, letters -----------------------------------------------------------


def test_history_says_who_and_marks_what_was_undone(main, page, qtbot):
    Loops(main.desk).move(1, S.CANCELLED)
    Changes(main.desk).undo()
    until(qtbot, lambda: "Undone, back to received" in " ".join(lines(page, "History")))
    found = lines(page, "History")
    assert found[-1].endswith("Received by fax, authorization PV-20418, Owner")
    assert "Moved to cancelled, Owner" in found[-2]
    assert "First contact overdue, RefDesk" in found[0]


def in_sight(page: ReferralPage, one: PanelCard) -> bool:
    """Tell whether a card is in sight to its last line, or as far as there is room."""
    room = page.frame.area.viewport()
    top = one.mapTo(room, QPoint(0, 0)).y()
    return top >= 0 and (top < 30 or top + one.height() <= room.height())


def test_all_of_a_long_history_is_shown_by_its_letter(main, page, qtbot):
    loops = Loops(main.desk)
    for _time in range(3):
        loops.move(1, S.CANCELLED)
        loops.move(1, S.REOPENED)
    until(qtbot, lambda: card(page, "History").count.text() == "6 of 7")
    assert len(lines(page, "History")) == 6
    page.frame.to_top()
    press("H")
    assert len(lines(page, "History")) == 7
    until(qtbot, lambda: in_sight(page, card(page, "History")))
    assert buttons(card(page, "History")) == ["Fewer"]
    press("H")
    assert len(lines(page, "History")) == 6


def test_a_task_is_added_and_done_by_letters(main, page, qtbot):
    press("T")
    until(qtbot, lambda: dialog(StepDialog))
    type_text("Ask for the films")
    press("Ctrl+S")
    until(qtbot, lambda: lines(page, "Tasks and promises"))
    assert "Ask for the films" in lines(page, "Tasks and promises")[0]
    (task,) = main.records.page(Task, [1])
    assert task.referral == 1
    activate(main, qtbot)
    press("K")  # there are two: the first is led to
    until(qtbot, card(page, "Tasks and promises").lines.hasFocus)
    press("K")
    until(qtbot, lambda: main.records.page(Task, [1])[0].done is not None)
    until(qtbot, lambda: "done " in lines(page, "Tasks and promises")[0])


def test_the_only_promise_is_kept_by_its_letter(main, page, qtbot):
    press("K")
    until(qtbot, lambda: main.records.page(Promise, [1])[0].kept is not None)
    until(qtbot, lambda: lines(page, "Gatekeeper") == [])


def test_a_promise_is_kept_by_a_click_on_its_words_and_opened_by_two_on_the_line(main, page, qtbot):
    gate = card(page, "Gatekeeper").lines
    at = gate.visualItemRect(gate.item(0)).center()
    qtbot.mouseClick(gate.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert main.records.page(Promise, [1])[0].kept is None, "one click only chooses it"
    qtbot.mouseDClick(gate.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert form(main, qtbot).shows.kind == Promise.kind
    press("Esc")
    until(qtbot, lambda: main.page is page)
    at.setX(gate.viewport().width() - 40)
    qtbot.mouseClick(gate.viewport(), Qt.MouseButton.LeftButton, pos=at)
    until(qtbot, lambda: main.records.page(Promise, [1])[0].kept is not None)


def test_the_report_letter_is_opened_by_its_letter(main, page, qtbot):
    letter = Letter(number="N-2026-0001", letter_kind=LetterKind.THANKS, text="Thank you.")
    with main.desk.db.change("Fill", by=1) as work:
        work.add(letter)
    Records(main.desk).set(Referral, 1, {"report_letter": "1"})
    until(qtbot, lambda: "Letter: N-2026-0001" in facts(page, "Report to"))
    press("D")
    opened = form(main, qtbot)
    assert opened.shows.kind == "letter"
    press("Esc")
    until(qtbot, lambda: main.page is page)


def test_what_others_do_is_shown_at_once(main, page, qtbot):
    Records(main.desk).set(Patient, 1, {"name": "Vance-Lind, Marisol"})
    until(qtbot, lambda: page.head.name.whole == "Vance-Lind, Marisol")
    Records(main.desk).set(Practice, 1, {"ehr": "Another"})
    until(qtbot, lambda: "EHR: Another" in facts(page, "Quillby"))


# --- keys, the way there and back ----------------------------------------------------------------


def test_tab_reaches_every_line_and_link_and_enter_opens_it(main, page, qtbot):
    Loops(main.desk).log_attempt(1, {"result": "no_answer"})
    until(qtbot, lambda: len(lines(page, "Contact attempts")) == 1)
    reached = set()
    for _tab in range(MOST_TABS):
        press("Tab")
        reached.add(focused())
    shown = [one for one in page.cards if one.isVisibleTo(page)]
    lists = [one.lines for one in shown if one.lines.count()]
    links = [card(page, "Quillby").link, card(page, "Gatekeeper").face.name]
    assert {*lists, *links, page.head.other_button} <= reached
    assert {page.bar.up, page.bar.down} & reached, "there are loops beside this one"
    card(page, "Contact attempts").lines.setFocus()
    press("Return")
    opened = form(main, qtbot)
    assert opened.shows.kind == ContactAttempt.kind
    press("Esc")
    until(qtbot, lambda: main.page is page)
    links[0].setFocus()
    press("Return")
    assert form(main, qtbot).shows.kind == Practice.kind


def test_an_appointment_is_edited_by_its_letter(main, page, qtbot):
    press("A")  # there is none yet
    until(qtbot, lambda: dialog(StepDialog))
    type_text("+2")
    press("Return")
    until(qtbot, lambda: visits(main) == [(day(2), None)])
    until(qtbot, lambda: "Edit" in buttons(card(page, "Appointment")))
    activate(main, qtbot)
    press("A")
    opened = form(main, qtbot)
    assert (opened.shows.kind, opened.state.record.id) == (Appointment.kind, 1)
    go_to(opened, "provider")
    type_text("Dr. Quist")
    press("Ctrl+S")
    until(qtbot, lambda: main.page is page)
    until(qtbot, lambda: "Provider: Dr. Quist" in facts(page, "Appointment"))


def test_alt_with_arrows_goes_through_the_open_loops_and_esc_back_past_them(main, qtbot):
    activate(main, qtbot)
    rows = open_list(main, qtbot, "referral")
    press("Home")
    row_id = rows.state.selected
    press("Return")
    until(qtbot, lambda: isinstance(main.page, ReferralPage))
    page = main.page
    until(qtbot, lambda: page.bar.beside is not None)
    assert page.shown.row_id == row_id
    open_referral(main, qtbot, 1)
    assert page.bar.words.text() == "1 of 3 open loops"
    assert not page.bar.up.isEnabled()
    press("Alt+Up")
    assert page.shown.row_id == 1
    press("Alt+Down")
    until(qtbot, lambda: page.shown.row_id == 2)
    until(qtbot, lambda: page.bar.words.text() == "2 of 3 open loops")
    qtbot.waitUntil(page.bar.down.isEnabled)
    page.bar.down.click()
    until(qtbot, lambda: page.shown.row_id == 3)
    press("Esc")  # past 1, 2 and 3, which stand in one place
    until(qtbot, lambda: page.shown.row_id == row_id or isinstance(main.page, ListPage))
    press("Esc")
    until(qtbot, lambda: isinstance(main.page, ListPage))


def test_e_opens_the_form_and_saving_leads_back_to_the_page(main, page, qtbot):
    press("E")
    opened = form(main, qtbot)
    go_to(opened, "reason")
    press("Ctrl+A")
    type_text("Shoulder pain")
    press("Ctrl+S")
    until(qtbot, lambda: main.page is page)
    until(qtbot, lambda: page.head.reason.text() == "Shoulder pain")
    assert page.head.next_button.hasFocus()


def test_what_was_begun_in_the_form_is_said_on_the_page_and_given_back(main, page, shell, qtbot):
    press("E")
    opened = form(main, qtbot)
    go_to(opened, "reason")
    type_text("X")
    press("Esc")
    until(qtbot, lambda: main.page is page)
    until(qtbot, page.notice.isVisible)
    assert "begun to change" in page.notice.headline.text()
    assert drafts(shell)
    assert page.go_on.isVisible()
    press("F9")  # the key of whatever a notice offers
    assert form(main, qtbot).state.entries["reason"].endswith("X")
    press("Ctrl+S")
    until(qtbot, lambda: main.page is page)
    until(qtbot, page.notice.isHidden)


@pytest.mark.usefixtures("page")
def test_a_lock_gives_the_form_back_with_its_page_behind_it(main, shell, qtbot):
    press("E")
    go_to(form(main, qtbot), "reason")
    type_text("X")
    lock(shell, qtbot)
    again = unlock(shell, qtbot)
    assert form(again, qtbot).state.entries["reason"].endswith("X")
    press("Ctrl+S")
    until(qtbot, lambda: isinstance(again.page, ReferralPage))


@pytest.mark.usefixtures("page")
def test_the_changes_of_the_fields_are_one_key_away(qtbot):
    press("Ctrl+Shift+H")
    until(qtbot, lambda: dialog(HistoryDialog))


def test_without_letters_none_acts_and_none_is_shown(main, page, qtbot):
    with_letter = page.head.next_button.sizeHint().width()
    main.preferences.choose(LETTERS, value=False)
    until(qtbot, lambda: page.head.next_button.sizeHint().width() < with_letter)
    press("C", "T", "O", "E")
    assert dialog(StepDialog) is None
    assert main.page is page
    press("Ctrl+G")
    until(qtbot, lambda: dialog(StepDialog))


@pytest.mark.usefixtures("page")
def test_a_referral_that_is_gone_leads_back(main, qtbot):
    Changes(main.desk).undo()  # the adding of the third
    Changes(main.desk).undo()
    Changes(main.desk).undo()  # of this one
    until(qtbot, lambda: isinstance(main.page, ListPage))
    assert "not there any more" in main.activity.result.words.text()
