"""Referrals moved many at once: where to, what for all of them, who can go, done or left."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from refdesk.domain.clinic import Clinic
from refdesk.domain.patient import Patient
from refdesk.domain.referral import ContactAttempt, Referral
from refdesk.domain.stages import Stage
from refdesk.screens.begun import MOVES
from refdesk.services.drafts import Drafts
from refdesk.services.loops import Loops
from refdesk.services.records import Records
from refdesk.store.listing import Query
from refdesk.ui.board_page import BoardPage
from refdesk.ui.dialogs import move_parts
from refdesk.ui.dialogs.drafts import DraftsDialog
from refdesk.ui.dialogs.move import MoveDialog
from refdesk.ui.list_page import ListPage
from refdesk.ui.main_window import MainWindow
from tests.every_screen.test_accessible import faults
from tests.helpers.desks import make_desk
from tests.helpers.window import (
    activate,
    dialog,
    do,
    drafts,
    focused,
    open_list,
    press,
    type_text,
    unlock,
    until,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")
S = Stage
PEOPLE = ("Vance, Marisol", "Osgood, Mabel", "Tenney, Harold", "Pryor, Wendell")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two referrals that came, one that was seen, one that was cancelled."""
    folder = tmp_path / "Lakeline"
    with make_desk(folder, "Lakeline") as desk:
        records, loops = Records(desk), Loops(desk)
        records.set(Clinic, 1, {"hours": "Mon-Sun 0:00-23:55"})
        for number, name in enumerate(PEOPLE, start=1):
            records.add(Patient, {"name": name})
            records.add(Referral, {"patient": str(number), "source": "patient"})
        loops.move(3, S.SCHEDULED, {"date": "today"})
        loops.move(3, S.ATTENDED)
        loops.move(4, S.CANCELLED)
    return folder


@pytest.fixture
def page(main: MainWindow, qtbot) -> ListPage:
    activate(main, qtbot)
    page = open_list(main, qtbot, "referral")
    until(qtbot, lambda: len(page.state.ids) == 4)
    return page


@pytest.fixture
def asked(page: ListPage, qtbot) -> MoveDialog:
    """The dialog over all four of them."""
    assert page.state.is_open
    press("Ctrl+A", "Ctrl+M")
    until(qtbot, lambda: dialog(MoveDialog))
    found = dialog(MoveDialog)
    assert isinstance(found, MoveDialog)
    until(qtbot, lambda: found.isAncestorOf(focused()))
    return found


def offered(asked: MoveDialog) -> list[str]:
    return [asked.list.item(row).text() for row in range(asked.list.count())]


def lines(asked: MoveDialog) -> list[str]:
    """Return what stands in the preview, line by line; a record by its patient."""
    found = []
    for row in range(asked.table.rowCount()):
        item = asked.table.item(row, 0)
        assert item is not None
        found.append(", ".join(item.text().strip().split(", ")[:2]))
    return found


def stages(main: MainWindow) -> list[Stage]:
    return [one.stage for one in main.records.page(Referral, [1, 2, 3, 4])]


def preview(asked: MoveDialog, qtbot) -> None:
    press("Return")
    until(qtbot, lambda: asked.preview is not None)


def test_only_stages_that_some_can_go_to_are_offered_with_how_many(asked):
    assert offered(asked) == [
        *("Contacting   2 of 4", "Scheduled   2 of 4", "Reported   1 of 4", "Closed   1 of 4"),
        *("Not reached   2 of 4", "Declined by patient   2 of 4", "Declined by us   2 of 4"),
        *("Cancelled   2 of 4", "Reopened   1 of 4"),
    ]
    assert faults(asked) == []


def test_the_preview_names_who_stays_and_why_then_who_goes(main, asked, qtbot):
    asked.choose(S.SCHEDULED)
    press("Return")  # to the date
    type_text("tomorrow")
    preview(asked, qtbot)
    assert asked.counts.text() == "2 of 4 can be moved. 2 stay as they are."
    told = lines(asked)
    assert told[0].startswith("1 stays: Stage cannot go from ")
    assert {told[1], told[3]} == {"Tenney, Harold", "Pryor, Wendell"}
    assert told[4] == "2 go to Scheduled: 2 from Received"
    assert sorted(told[5:]) == ["Osgood, Mabel", "Vance, Marisol"]
    assert faults(asked) == []
    assert stages(main)[:2] == [S.RECEIVED, S.RECEIVED], "looking changes nothing"
    press("Return")
    until(qtbot, lambda: stages(main)[:2] == [S.SCHEDULED, S.SCHEDULED])
    assert stages(main)[2:] == [S.ATTENDED, S.CANCELLED]
    words = main.activity.result.words
    until(qtbot, lambda: words.text() == "Moved 2 referrals to Scheduled; 2 were left out")
    activate(main, qtbot)
    press("Ctrl+Z")
    until(qtbot, lambda: stages(main)[:2] == [S.RECEIVED, S.RECEIVED])


def test_the_preview_warns_of_authorizations_that_end_before_the_day(main, page, qtbot):
    main.records.set(Referral, 1, {"authorization": "PV-20418", "authorization_expires": "today"})
    assert page.state.is_open
    press("Ctrl+A", "Ctrl+M")
    until(qtbot, lambda: dialog(MoveDialog))
    asked = dialog(MoveDialog)
    asked.choose(S.SCHEDULED)
    press("Return")
    type_text("tomorrow")
    preview(asked, qtbot)
    assert "1 has an authorization that ends before that day." in asked.counts.text()
    assert asked.button.isEnabled(), "it is a warning, not a refusal"


def test_what_all_of_them_need_is_asked_for_at_its_field(asked, qtbot):
    asked.choose(S.REPORTED)
    press("Return", "Return")
    until(qtbot, asked.fields.boxes["report_how"].problem.text)
    problem = asked.fields.boxes["report_how"].problem.text()
    assert problem == "Report sent by is needed."
    sent = asked.fields.boxes["report_sent"].editor.entry()
    assert sent, "a report is sent today unless another day is said"
    type_text("f")  # Fax
    preview(asked, qtbot)
    assert lines(asked)[-1] == "Tenney, Harold"


def test_a_date_that_is_none_is_said_at_its_field(asked, qtbot):
    asked.choose(S.SCHEDULED)
    press("Return")
    type_text("soonish")
    press("Return")
    until(qtbot, lambda: "is not a date" in asked.fields.boxes["date"].problem.text())
    assert asked.preview is None


@pytest.mark.parametrize("stage", [S.SCHEDULED, S.REPORTED, S.CONTACTING])
def test_tab_goes_from_where_to_through_the_fields_to_the_buttons(asked, qtbot, stage):
    asked.choose(S.CLOSED)
    asked.choose(stage)
    asked.list.setFocus()
    fields = list(asked.fields.boxes.values())
    until(qtbot, lambda: all(box.isVisible() for box in fields))
    seen: list[QWidget] = []
    while not seen or asked.fields.isAncestorOf(seen[-1]):
        press("Tab")
        seen.append(focused())
        assert len(seen) < 20
    places = [
        next(place for place, box in enumerate(fields) if box.isAncestorOf(one))
        for one in seen[:-1]
    ]
    assert sorted(set(places)) == list(range(len(fields)))
    assert places == sorted(places)
    assert seen[-1].accessibleName() == "Cancel"


def test_the_key_of_moving_is_named_while_referrals_are_selected(main, page, qtbot):
    hints = [words for _key, words in page.hints()]
    assert "move" not in hints
    press("Ctrl+A")
    until(qtbot, lambda: "move" in [words for _key, words in page.hints()])
    assert main.keys.keys("move_many") == "Ctrl+M"


def test_back_leads_from_the_preview_to_another_stage(asked, qtbot):
    asked.choose(S.DECLINED_BY_US)
    preview(asked, qtbot)
    press("Alt+B")
    until(qtbot, lambda: asked.preview is None)
    assert asked.button.text() == "Preview"
    asked.choose(S.CLOSED)
    assert "A follow-up that was made" in asked.fields.words.text()
    assert list(asked.fields.boxes) == ["closed_reason", "followed_up", "follow_up_waived"]


def test_another_stage_chosen_meanwhile_is_what_is_looked_at(asked, qtbot):
    asked.choose(S.DECLINED_BY_US)
    asked.go_on()
    asked.choose(S.CANCELLED)  # before the answer has come
    assert asked.button.isEnabled()
    preview(asked, qtbot)
    assert asked.preview is not None
    assert asked.preview.wish.stage is S.CANCELLED


def test_an_attempt_is_logged_for_each_only_with_a_result(main, asked, qtbot):
    press("Return")  # to the result, which may stay empty
    preview(asked, qtbot)
    assert asked.preview is not None
    assert asked.preview.wish.beside == {}
    press("Alt+B")
    until(qtbot, lambda: asked.preview is None)
    asked.fields.boxes["result"].editor.show_entry("left_message")
    asked.button.click()
    until(qtbot, lambda: asked.preview is not None)
    press("Return")
    until(qtbot, lambda: stages(main)[:2] == [S.CONTACTING, S.CONTACTING])
    tries = main.records.page(ContactAttempt, main.records.ids(ContactAttempt, Query()))
    assert sorted(int(one.referral) for one in tries) == [1, 2]


def test_where_nobody_can_go_there_is_nothing_to_press(asked, qtbot):
    asked.choose(S.UNABLE_TO_REACH)
    preview(asked, qtbot)
    assert asked.counts.text() == "0 of 4 can be moved. 4 stay as they are."
    assert not asked.button.isEnabled()
    assert "3 attempts" in " ".join(lines(asked))
    assert asked.back_button.hasFocus()


def test_many_names_under_one_reason_are_counted(asked, qtbot, monkeypatch):
    monkeypatch.setattr(move_parts, "MOST_NAMED", 1)
    asked.choose(S.DECLINED_BY_US)
    preview(asked, qtbot)
    assert lines(asked)[-1] == "and 1 more"


def test_what_is_there_already_is_counted_and_nobody_moves_twice(main, asked, qtbot):
    asked.choose(S.CANCELLED)
    preview(asked, qtbot)
    words = asked.counts.text()
    assert words == "2 of 4 can be moved. 1 stays as it is. 1 is there already."
    Loops(main.desk).move(1, S.DECLINED_BY_US)
    press("Return")
    until(qtbot, lambda: stages(main)[1] is S.CANCELLED)
    assert stages(main)[0] is S.DECLINED_BY_US


def test_escape_changes_nothing(main, asked, qtbot):
    asked.choose(S.DECLINED_BY_US)
    preview(asked, qtbot)
    press("Escape")
    until(qtbot, lambda: dialog(MoveDialog) is None)
    assert stages(main) == [S.RECEIVED, S.RECEIVED, S.ATTENDED, S.CANCELLED]


def given_back(shell, main: MainWindow, qtbot) -> MoveDialog:
    """Let the desk lock by itself and unlock it; return the dialog that comes back."""
    now = main.idle._clock()
    main.idle._clock = lambda: now + 60 * 60
    with qtbot.waitSignal(shell.locked):
        main.idle.tick()
    unlock(shell, qtbot)
    until(qtbot, lambda: dialog(MoveDialog))
    found = dialog(MoveDialog)
    assert isinstance(found, MoveDialog)
    return found


def test_an_idle_desk_locks_over_the_dialog_and_gives_it_back(shell, main, asked, qtbot):
    asked.choose(S.SCHEDULED)
    press("Right")
    type_text("9/14/2027")
    asked.fields.boxes["time"].focus_editor()
    type_text("8:45")
    again = given_back(shell, main, qtbot)
    assert shell.main.page.shows.kind == "referral"
    assert again.title.text() == "Move 4 referrals"
    assert again.stage() is S.SCHEDULED
    assert again.fields.given()["date"] == "Sep 14, 2027"
    assert again.fields.given()["time"].startswith("8:45")
    again.activateWindow()
    again.button.setFocus()
    preview(again, qtbot)
    press("Return")
    until(qtbot, lambda: stages(shell.main) == [S.SCHEDULED, S.SCHEDULED, S.ATTENDED, S.CANCELLED])
    until(qtbot, lambda: drafts(shell) == [])


def test_a_stage_that_was_only_chosen_comes_back_too_and_is_let_go_by_esc(
    shell, main, asked, qtbot
):
    asked.choose(S.DECLINED_BY_US)
    again = given_back(shell, main, qtbot)
    assert again.stage() is S.DECLINED_BY_US
    again.reject()
    until(qtbot, lambda: drafts(shell) == [])


def test_a_move_begun_on_the_board_comes_back_over_the_board(shell, main, qtbot):
    activate(main, qtbot)
    press("Ctrl+B")
    board = main.page
    assert isinstance(board, BoardPage)
    until(qtbot, board.boxes[0].list.hasFocus)
    press("Ctrl+M")
    until(qtbot, lambda: dialog(MoveDialog))
    asked = dialog(MoveDialog)
    assert isinstance(asked, MoveDialog)
    asked.choose(S.DECLINED_BY_US)
    again = given_back(shell, main, qtbot)
    assert again.stage() is S.DECLINED_BY_US
    assert isinstance(shell.main.page, BoardPage)
    again.reject()


@pytest.mark.usefixtures("asked")
def test_nothing_chosen_is_no_draft(shell, qtbot):
    press("Down", "Up")
    shell.lock()
    unlock(shell, qtbot)
    assert drafts(shell) == []
    assert dialog(MoveDialog) is None


def test_what_was_typed_stays_a_draft_after_esc_and_goes_on_from_the_list_of_them(
    shell, main, asked, qtbot
):
    asked.choose(S.CLOSED)
    press("Right")
    type_text("Moved")
    until(qtbot, lambda: len(drafts(shell)) == 1)
    press("Escape")
    until(qtbot, lambda: dialog(MoveDialog) is None)
    assert main.activity.result.words.text() == "Kept as a draft"
    activate(main, qtbot)
    do(main, "drafts")
    begun = dialog(DraftsDialog)
    until(qtbot, begun.list.count)
    assert begun.list.item(0).text().startswith("Move 4 referrals, Closed, ")
    press("Return")
    until(qtbot, lambda: dialog(MoveDialog))
    again = dialog(MoveDialog)
    assert again.stage() is S.CLOSED
    assert again.fields.given()["closed_reason"] == "Moved"


@pytest.mark.usefixtures("page")
def test_a_draft_of_referrals_that_are_gone_is_let_go(shell, main, qtbot):
    keeping = Drafts(main.desk).begin(Referral.kind, 0)
    moves = {"ids": [98, 99], "stage": "cancelled", "entries": {}}
    keeping.say({MOVES: moves, "title": "Cancelled"})
    keeping.write()
    main.resume(Drafts(main.desk).mine()[0])
    until(qtbot, lambda: "no longer there" in main.activity.result.words.text())
    until(qtbot, lambda: drafts(shell) == [])


@pytest.mark.usefixtures("page")
def test_records_of_other_kinds_are_not_moved(main, qtbot):
    open_list(main, qtbot, "patient")
    press("Ctrl+M")
    assert dialog(MoveDialog) is None


def test_those_that_are_gone_by_then_are_said_to_be(main, page, qtbot):
    page.tasks._moves.ask([98, 99])
    until(qtbot, lambda: "no longer there" in main.activity.result.words.text())
    page.tasks._moves.ask([])
    assert dialog(MoveDialog) is None


def test_the_day_is_written_as_people_write_it(asked):
    asked.choose(S.REPORTED)
    entry = asked.fields.boxes["report_sent"].editor.entry()
    assert str(dt.datetime.now(dt.UTC).astimezone().year) in str(entry)
