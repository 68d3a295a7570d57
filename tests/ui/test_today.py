"""Today in the window: what is due, done by one key each."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt

from refdesk.domain.clinic import Clinic
from refdesk.domain.dates import show_date
from refdesk.domain.patient import Patient
from refdesk.domain.practice import Practice
from refdesk.domain.promise import Promise
from refdesk.domain.referral import Appointment, ContactAttempt, Referral
from refdesk.domain.register import Release
from refdesk.domain.stages import Stage
from refdesk.domain.task import Task
from refdesk.services.records import Records
from refdesk.store.listing import Query
from refdesk.ui.dialogs.step import StepDialog
from refdesk.ui.draft_keeper import WAIT_MS
from refdesk.ui.main_window import MainWindow
from refdesk.ui.page_head import PageHead
from refdesk.ui.referral_page import ReferralPage
from refdesk.ui.result_bar import Sort
from refdesk.ui.sheet_page import SheetPage
from refdesk.ui.theme import Scheme, Theme
from refdesk.ui.today_page import TodayPage
from refdesk.ui.today_tiles import Tile, Tiles
from tests.helpers.desks import make_desk
from tests.helpers.window import activate, dialog, drafts, press, type_text, unlock, until

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)")
PEOPLE = ("Vance, Marisol", "Osgood, Mabel", "Tenney, Harold")


def ago(days: int) -> str:
    return (dt.datetime.now(dt.UTC) - dt.timedelta(days=days)).astimezone().strftime("%Y-%m-%d")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A desk with one loop that is late, one of today, one to be called, a task and a promise."""
    folder = tmp_path / "Lakeline"
    with make_desk(folder, "Lakeline") as desk:
        records = Records(desk)
        records.set(Clinic, 1, {"hours": "Mon-Sun 0:00-23:55"})
        records.add(Practice, {"name": "Cedar Grove"})
        for number, name in enumerate(PEOPLE, start=1):
            records.add(Patient, {"name": name, "phone": f"740-555-010{number}"})
        for number, came in enumerate((f"{ago(20)} 09:00", f"{ago(2)} 09:00", "now"), start=1):
            given = {"patient": str(number), "source": "patient", "received": came}
            records.add(Referral, given)
        records.add(Appointment, {"referral": "2", "date": "today"})
        records.add(Task, {"what": "Order labels", "due": ago(1), "repeat": "weekly"})
        records.add(Promise, {"what": "Fax insurer list", "practice": "1", "due": "today"})
    return folder


@pytest.fixture
def page(main: MainWindow, qtbot) -> TodayPage:
    activate(main, qtbot)
    press("Ctrl+0")
    page = main.page
    assert isinstance(page, TodayPage)
    until(qtbot, page.cards[0].list.hasFocus)
    return page


def rows(page: TodayPage, name: str) -> list[str]:
    card = next(one for one in page.cards if one.section.name == name)
    return [card.list.item(place).text() for place in range(card.list.count())]


def counts(page: TodayPage) -> dict[str, int]:
    return {card.section.name: card.list.count() for card in page.cards if card.list.count()}


def stage_of(main: MainWindow, number: int) -> Stage:
    return main.records.get(Referral, number).stage


def test_today_is_the_first_page_of_a_desk(shell, qtbot, monkeypatch):
    monkeypatch.setattr(MainWindow, "begins_with", "today")
    main = unlock(shell, qtbot)
    page = main.page
    assert isinstance(page, TodayPage)
    assert main.windowTitle() == "Today – RefDesk"
    until(qtbot, page.cards[0].list.hasFocus)


def test_every_section_has_its_rows_or_says_that_there_are_none(page):
    assert counts(page) == {
        "open_loops": 1,
        "first_contacts": 1,
        "visits": 1,
        "tasks": 1,
        "promises": 1,
    }
    assert rows(page, "open_loops")[0].startswith("Vance, Marisol, No contact yet")
    assert rows(page, "open_loops")[0].endswith("Call: C")
    assert rows(page, "visits")[0].endswith("Mark visit: M, N, X")
    reports = next(card for card in page.cards if card.section.name == "reports")
    assert reports.nothing.isVisible()
    assert "8 " not in page.tiles.accessibleName()
    assert "Overdue: 1," in page.tiles.accessibleName()
    assert page.cards[0].aside.text() == "1 of 3 open loops"


def test_tiles_take_a_second_row_rather_than_cut_a_word(qapp, qtbot):
    tiles = Tiles(Theme(qapp, Scheme.LIGHT))
    qtbot.addWidget(tiles)
    titles = ("Overdue", "First contacts", "To schedule", "Patients today")
    tiles.show_tiles([Tile(1_204, title, "12 urgent") for title in titles])
    tiles.resize(1_100, 60)
    assert tiles.sizeHint().height() == 60
    tiles.resize(4 * 130, 60)  # wide enough for a figure of one digit
    assert tiles.sizeHint().height() == 120
    tiles.show_tiles([Tile(4, title) for title in titles])
    assert tiles.sizeHint().height() == 60
    assert tiles.accessibleName().startswith("Today in figures: Overdue: 4, First")


def test_a_call_is_logged_by_its_letter_and_the_row_says_so(main, page, qtbot):
    press("C")
    until(qtbot, lambda: dialog(StepDialog))
    asked = dialog(StepDialog)
    assert "(740) 555-0101" in asked.about.text()
    type_text("n")  # No answer
    press("Return")
    until(qtbot, lambda: "1 try, no date yet" in rows(page, "open_loops")[0])
    assert stage_of(main, 1) is Stage.CONTACTING
    (attempt,) = main.records.page(ContactAttempt, [1])
    assert attempt.by == 1
    activate(main, qtbot)
    press("Ctrl+Z")
    until(qtbot, lambda: "No contact yet" in rows(page, "open_loops")[0])


def test_a_row_says_when_a_patient_who_was_called_today_is_to_be_called_again(page, qtbot):
    press("C")
    until(qtbot, lambda: dialog(StepDialog))
    type_text("l")  # Left a message
    press("Tab")
    type_text("tomorrow")
    press("Ctrl+S")
    tomorrow = dt.datetime.now(dt.UTC).astimezone().date() + dt.timedelta(days=1)
    again = f"1 try, again {show_date(tomorrow).rpartition(',')[0]}"
    until(qtbot, lambda: again in rows(page, "open_loops")[0])


def test_who_was_called_and_is_to_be_called_later_makes_room_for_the_next(main, page, qtbot):
    for name in ("2", "3"):
        given = {"patient": name, "source": "patient", "received": f"{ago(19)} 09:00"}
        main.records.add(Referral, given)
    until(qtbot, lambda: len(rows(page, "open_loops")) == 3)
    press("C")
    until(qtbot, lambda: dialog(StepDialog))
    type_text("l")  # Left a message
    press("Tab")
    type_text("tomorrow")
    press("Ctrl+S")
    until(qtbot, lambda: rows(page, "open_loops")[2].startswith("Later, Vance, Marisol, 1 try"))
    chosen = page.cards[0].list
    assert chosen.row().name == "Osgood, Mabel"  # who stood after her
    activate(main, qtbot)
    until(qtbot, chosen.hasFocus)


def test_the_chosen_row_is_in_sight_however_many_there_are(main, page, qtbot):
    for number in range(40):
        came = f"{ago(19)} {8 + number // 20:02}:{number % 20:02}"
        main.records.add(Referral, {"patient": "1", "source": "patient", "received": came})
    until(qtbot, lambda: len(rows(page, "open_loops")) == 40)  # and one more in the list
    chosen = page.cards[0].list
    for _row in range(30):
        press("Down")
    assert chosen.currentRow() == 30

    def is_in_sight() -> bool:
        row = chosen.visualItemRect(chosen.item(chosen.currentRow()))
        top = chosen.viewport().mapTo(page.area.viewport(), row.topLeft()).y()
        return bool(0 <= top <= page.area.viewport().height() - row.height())

    assert is_in_sight()
    press("Home")
    assert is_in_sight()
    press("End")
    assert is_in_sight()


def test_a_letter_that_is_for_other_rows_says_what_this_one_waits_for(main, page, qtbot):
    assert page.cards[0].list.hasFocus()
    press("X")
    said = main.activity.result.words
    until(qtbot, lambda: said.text().startswith("X is not for this row. Call is next (C)"))
    assert main.activity.result.sort is Sort.REFUSED
    assert stage_of(main, 1) is Stage.RECEIVED


def test_what_was_read_for_a_page_that_was_left_is_not_shown_for_new(main, page, qtbot):
    page.read()
    main.open_list("task")  # before the answer is there
    answers: list[int] = []
    main.jobs.run_query(lambda: 1, answers.append)
    until(qtbot, lambda: answers)  # what was asked for before it has come by now
    main.records.add(Task, {"what": "Call the printer", "due": "today"})
    until(qtbot, lambda: len(main.page.state.ids) == 2)  # the change is known all over
    press("Ctrl+0")
    until(qtbot, lambda: any("Call the printer" in row for row in rows(page, "tasks")))


@pytest.mark.parametrize(
    ("letter", "stage"),
    [("M", Stage.ATTENDED), ("N", Stage.NO_SHOW), ("X", Stage.CONTACTING)],
)
def test_who_came_and_who_did_not_is_one_key(letter, stage, main, page, qtbot):
    press("4")
    assert page.cards[3].list.hasFocus()
    press(letter)
    until(qtbot, lambda: stage_of(main, 2) is stage)
    until(qtbot, lambda: not page.cards[3].list.count())
    assert main.records.page(Appointment, [1])[0].outcome is not None


def test_a_task_that_repeats_is_done_and_comes_again(main, page, qtbot):
    press("7")
    press("K")
    until(qtbot, lambda: "tasks" not in counts(page))
    done, following = main.records.page(Task, main.records.ids(Task, Query()))
    assert done.done is not None
    assert following.due is not None
    assert following.due > done.done


def test_a_promise_is_kept_by_one_key_and_undone(main, page, qtbot):
    press("8")
    press("K")
    until(qtbot, lambda: main.records.page(Promise, [1])[0].kept is not None)
    until(qtbot, lambda: "promises" not in counts(page))
    press("Ctrl+Z")
    until(qtbot, lambda: "promises" in counts(page))


def test_arrows_go_through_all_sections_and_enter_opens_the_row(main, page, qtbot):
    press("Down")
    assert page.cards[1].list.hasFocus()
    press("Up")
    assert page.cards[0].list.hasFocus()
    press("Return")
    until(qtbot, lambda: isinstance(main.page, ReferralPage))
    press("Esc")
    until(qtbot, lambda: main.page is page)


def test_mine_leaves_out_what_is_nobodys_or_others(page, qtbot):
    press("Ctrl+Shift+M")
    until(qtbot, lambda: "tasks" not in counts(page))
    assert page.whose.code() == "mine"
    assert "open_loops" in counts(page), "whoever entered a referral owns it"
    press("Ctrl+Shift+M")
    until(qtbot, lambda: "tasks" in counts(page))


def test_a_step_that_lacks_something_stays_open_and_says_what(main, page, qtbot):
    assert page.cards[0].list.hasFocus()
    press("C")
    until(qtbot, lambda: dialog(StepDialog))
    asked = dialog(StepDialog)
    press("Ctrl+S")
    assert asked.isVisible()
    assert "result" in asked.state.problems
    press("Escape")
    until(qtbot, lambda: dialog(StepDialog) is None)
    assert stage_of(main, 1) is Stage.RECEIVED


def test_what_others_do_is_shown_at_once(main, page, qtbot):
    Records(main.desk).set(Referral, 3, {"urgency": "urgent"})
    until(qtbot, lambda: rows(page, "first_contacts")[0].startswith("Urgent"))


def test_the_morning_list_is_shown_as_it_would_be_printed(main, page, qtbot, tmp_path):
    press("Ctrl+P")
    until(qtbot, lambda: isinstance(main.page, SheetPage))
    assert main.page.title_text == "Morning list"
    file = tmp_path / "morning.pdf"
    until(qtbot, lambda: main.page.viewer.where.text() != "")
    main.page.save_to(file)
    until(qtbot, file.exists)
    with pypdfium2.PdfDocument(file) as pdf:
        said = " ".join(pdf[0].get_textpage().get_text_bounded().split())
    for words in (
        "Overdue",
        "Vance, Marisol",
        "Order labels",
        "Fax insurer list",
        "(740) 555-0101",
    ):
        assert words in said
    (line,) = main.records.page(Release, main.records.ids(Release, Query()))
    assert (line.sheet, line.with_patients) == ("morning_list", True)
    main.back()
    until(qtbot, lambda: main.page is page)


def test_a_letter_that_a_row_has_no_use_for_does_not_lead_to_another_patient(main, page, qtbot):
    main.records.add(Patient, {"name": "Stanby, Vera"})
    given = {"patient": "4", "source": "patient", "received": f"{ago(12)} 09:00"}
    main.records.add(Referral, given)
    late = page.cards[0].list
    until(qtbot, lambda: late.count() == 2)
    assert late.item(1).text().startswith("Stanby, Vera")
    press("S")  # schedule, says a hand that is faster than the eye
    assert late.currentRow() == 0


def test_without_letters_the_keys_do_nothing(page, qtbot):
    page.cards[0].list.letters_act = False
    qtbot.keyClick(page.cards[0].list, Qt.Key.Key_C)
    assert dialog(StepDialog) is None


def test_a_step_that_is_saved_keeps_no_draft_and_hears_no_more(main, page, shell, qtbot):
    assert page.cards[0].list.hasFocus()
    press("C")
    until(qtbot, lambda: dialog(StepDialog))
    type_text("n")
    press("Return")
    until(qtbot, lambda: stage_of(main, 1) is Stage.CONTACTING)
    until(qtbot, lambda: dialog(StepDialog) is None)
    qtbot.wait(WAIT_MS + 300)
    assert drafts(shell) == []


def test_the_head_keeps_its_title_whole_and_lets_quieter_things_go(main, page, qtbot):
    main.resize(1360, 850)
    until(qtbot, page.day.isVisible)
    assert not page.new_button.is_compact
    main.resize(700, 700)
    until(qtbot, lambda: not page.day.isVisible())
    head = page.findChild(PageHead)
    words = head.title.fontMetrics().horizontalAdvance("Today")
    until(qtbot, lambda: head.title.width() >= words)
    assert page.new_button.isVisible()
    assert page.new_button.accessibleName() == "New referral"
    main.resize(1360, 850)
    until(qtbot, page.day.isVisible)
