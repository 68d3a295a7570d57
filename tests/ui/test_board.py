"""The board in the window: gone through, moved and narrowed by keys, or by dragging."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest

from refdesk.domain.clinic import Clinic
from refdesk.domain.patient import Patient
from refdesk.domain.practice import Practice
from refdesk.domain.referral import Referral
from refdesk.domain.stages import Stage
from refdesk.domain.user import User
from refdesk.screens import board as boards
from refdesk.services.loops import Loops
from refdesk.services.records import Records
from refdesk.ui.board_cards import CardList, carried
from refdesk.ui.board_column import ColumnBox
from refdesk.ui.board_page import BoardPage
from refdesk.ui.dialogs.move import MoveDialog
from refdesk.ui.dialogs.step import StepDialog
from refdesk.ui.form_page import FormPage
from refdesk.ui.list_page import ListPage
from refdesk.ui.main_window import MainWindow
from refdesk.ui.referral_page import ReferralPage
from tests.every_screen.test_accessible import faults
from tests.helpers.desks import make_desk
from tests.helpers.window import activate, dialog, focused, press, reading, type_text, until

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")
S = Stage
NOW = dt.datetime.now(dt.UTC)
PEOPLE = ("Vance, Marisol", "Osgood, Mabel", "Tenney, Harold", "Pryor, Wendell", "Ferris, Callum")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two referrals that came, one of them urgent; one to be called, one seen, one cancelled."""
    folder = tmp_path / "Lakeline"
    with make_desk(folder, "Lakeline") as desk:
        records, loops = Records(desk), Loops(desk)
        records.set(Clinic, 1, {"hours": "Mon-Sun 0:00-23:55"})
        records.add(User, {"name": "Dana Rowe", "role": "coordinator"})
        records.add(Practice, {"name": "Cedar Grove"})
        for number, name in enumerate(PEOPLE, start=1):
            records.add(Patient, {"name": name})
            days = 5 if number == 2 else 9
            came = (NOW - dt.timedelta(days=days, minutes=60 - number)).isoformat()
            given = {"patient": str(number), "source": "patient", "received": came}
            given |= {"urgency": "urgent", "owner": "2"} if number == 2 else {}
            records.add(Referral, {**given, "provider": ("Dr. Hale", "Dr. Quist")[number % 2]})
        loops.log_attempt(3, {"result": "reached"})
        loops.move(4, S.SCHEDULED, {"date": "today"})
        loops.move(4, S.ATTENDED)
        loops.move(5, S.CANCELLED)
    return folder


@pytest.fixture
def page(main: MainWindow, qtbot) -> BoardPage:
    activate(main, qtbot)
    press("Ctrl+B")
    page = main.page
    assert isinstance(page, BoardPage)
    until(qtbot, page.boxes[0].list.hasFocus)
    return page


def box(page: BoardPage, name: str) -> ColumnBox:
    return next(one for one in page.boxes if one.column.name == name)


def cards(page: BoardPage, name: str) -> list[str]:
    """Return who stands in a column, by last name."""
    return [card.row.name.partition(",")[0] for card in box(page, name).list.cards.cards]


def now_at(page: BoardPage) -> str:
    card = page.current()
    return card.row.name.partition(",")[0] if card else ""


def stage_of(main: MainWindow, number: int) -> Stage:
    return main.records.get(Referral, number).stage


def said(main: MainWindow) -> str:
    return main.activity.result.words.text()


def drop(page: BoardPage, ids: list[int], name: str) -> None:
    """Drop cards on a column, as a mouse would."""
    column, data = box(page, name), carried(ids)
    move, left = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    held = Qt.KeyboardModifier.NoModifier
    column.dragEnterEvent(QDragEnterEvent(QPoint(9, 90), move, data, left, held))
    column.dragMoveEvent(QDragMoveEvent(QPoint(9, 99), move, data, left, held))
    column.dropEvent(QDropEvent(QPointF(9, 99), move, data, left, held, QEvent.Type.Drop))


def test_the_open_referrals_stand_by_stage_with_their_numbers(main, page):
    assert main.windowTitle() == "Board – RefDesk"
    assert main.sidebar.extras["board"].isChecked()
    assert cards(page, "received") == ["Vance", "Osgood"]
    assert cards(page, "contacting") == ["Tenney"]
    assert cards(page, "attended") == ["Pryor"]
    assert cards(page, "to_close") == ["Ferris"]
    received = box(page, "received")
    assert (received.count.text(), received.late.text()) == ("2", "2 late")
    assert received.list.accessibleName() == "Received: 2, 2 late"
    assert box(page, "scheduled").nothing.isVisible()
    assert page.bar.words.text() == "5 open, 3 late"
    assert now_at(page) == "Vance"


def test_arrows_go_from_card_to_card_and_over_empty_columns(main, page, qtbot):
    press("Down")
    assert now_at(page) == "Osgood"
    press("Right", "Right")
    assert now_at(page) == "Pryor", "nobody is scheduled"
    press("Right", "Right")
    assert now_at(page) == "Ferris"
    press("Left", "Left", "Left")
    assert now_at(page) in {"Vance", "Osgood"}
    press("Home", "Return")
    until(qtbot, lambda: isinstance(main.page, ReferralPage))
    main.back()
    until(qtbot, lambda: main.page is page)
    until(qtbot, lambda: now_at(page) == "Vance")


def test_a_letter_does_the_step_and_the_card_goes_on_with_undo(main, page, qtbot):
    press("C")
    until(qtbot, lambda: dialog(StepDialog))
    type_text("n")  # No answer
    press("Return")
    until(qtbot, lambda: cards(page, "contacting") == ["Vance", "Tenney"])
    assert stage_of(main, 1) is S.CONTACTING
    activate(main, qtbot)
    until(qtbot, lambda: now_at(page) == "Osgood")
    press("Ctrl+Z")
    until(qtbot, lambda: cards(page, "received") == ["Vance", "Osgood"])


@pytest.mark.usefixtures("page")
def test_a_letter_that_leads_nowhere_says_where_the_card_can_go(main, qtbot):
    press("R")
    until(qtbot, lambda: "cannot go from Received to Reported. Possible: Cont" in said(main))
    assert stage_of(main, 1) is S.RECEIVED
    press("S")
    until(qtbot, lambda: dialog(StepDialog))
    assert dialog(StepDialog).title.text() == "Schedule a visit"
    press("Escape")


def test_without_letters_the_keys_do_nothing(page):
    for one in page.boxes:
        one.list.let_letters_act(act=False)
    press("C")
    assert dialog(StepDialog) is None
    assert now_at(page) == "Vance"


def test_several_are_selected_and_moved_as_one_change(main, page, qtbot):
    press("Space", "Right", "Space")
    assert page.chosen == {1, 3}
    assert page.bar.words.text() == "2 selected"
    assert page.bar.move_button.isVisible()
    name = box(page, "received").list.cards.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert name.startswith("selected: Vance")
    press("Ctrl+M")
    until(qtbot, lambda: dialog(MoveDialog))
    asked = dialog(MoveDialog)
    offered = [asked.list.item(row).text() for row in range(asked.list.count())]
    assert offered[:2] == ["Contacting   1 of 2", "Scheduled   2 of 2"]
    asked.choose(S.DECLINED_BY_US)
    press("Return")
    until(qtbot, lambda: asked.preview is not None)
    assert asked.counts.text() == "2 of 2 can be moved."
    press("Return")
    until(qtbot, lambda: cards(page, "to_close") == ["Ferris", "Vance", "Tenney"])
    until(qtbot, lambda: said(main) == "Moved 2 referrals to Declined by us")
    assert page.chosen == set()
    activate(main, qtbot)
    press("Ctrl+Z")
    until(qtbot, lambda: cards(page, "received") == ["Vance", "Osgood"])
    assert stage_of(main, 3) is S.CONTACTING


def test_a_whole_column_is_selected_with_what_is_only_in_the_list(main, page, qtbot, monkeypatch):
    monkeypatch.setattr(boards, "MOST", 1)
    page.read()
    until(qtbot, lambda: cards(page, "received") == ["Vance"])
    more = box(page, "received").more
    assert (more.text(), more.accessibleName()) == ("1 more", "1 more in the list")
    press("Ctrl+A")
    assert page.bar.words.text() == "2 selected, 1 of them only in the list"
    press("Escape")
    assert page.chosen == set()
    more.click()
    rows = reading(main, qtbot)
    assert rows.shows.kind == "referral"
    until(qtbot, lambda: sorted(rows.state.ids) == [1, 2])


def test_shift_with_the_arrows_selects_along_and_ctrl_with_a_click_one(page):
    press("Shift+Down")
    assert page.chosen == {1, 2}
    rows = box(page, "received").list
    at = rows.visualRect(rows.cards.index(0)).center()
    QTest.mouseClick(
        rows.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, at
    )
    assert page.chosen == {2}


def test_what_is_selected_stays_so_when_others_change_the_desk(main, page, qtbot):
    press("Down", "Space", "Right", "Space")
    assert page.chosen == {2, 3}
    Records(main.desk).set(Referral, 1, {"urgency": "emergent"})
    Loops(main.desk).move(3, S.DECLINED_BY_US)
    until(qtbot, lambda: cards(page, "contacting") == [])
    assert page.chosen == {2, 3}
    until(qtbot, lambda: now_at(page) == "Pryor")  # the focus goes on to the next column
    Loops(main.desk).move(3, S.CLOSED, {"closed_reason": "Told the office"})
    until(qtbot, lambda: page.chosen == {2})
    until(qtbot, lambda: page.bar.closed_button.text() == "1 closed")


@pytest.mark.usefixtures("page")
def test_without_a_selection_the_current_card_is_moved(main, qtbot):
    press("Ctrl+M")
    until(qtbot, lambda: dialog(MoveDialog))
    asked = dialog(MoveDialog)
    assert asked.title.text() == "Move 1 referral"
    offered = [asked.list.item(row).text() for row in range(asked.list.count())]
    assert offered[:2] == ["Contacting", "Scheduled"]
    press("Escape")
    assert stage_of(main, 1) is S.RECEIVED


def test_a_card_is_dragged_to_another_column(main, page, qtbot):
    drop(page, [4], "reported")
    until(qtbot, lambda: dialog(StepDialog))
    assert dialog(StepDialog).title.text() == "Report sent"
    press("Escape")
    until(qtbot, lambda: dialog(StepDialog) is None)
    drop(page, [1], "attended")
    until(qtbot, lambda: "cannot go from Received to Attended. Possible: " in said(main))
    drop(page, [1], "received")
    assert "to Attended" in said(main), "where it came from, nothing is said"
    assert stage_of(main, 1) is S.RECEIVED


def test_dragged_to_a_column_of_several_stages_it_asks_which(main, page, qtbot):
    drop(page, [1], "to_close")
    menu = page.steps.menu
    assert menu is not None
    words = [action.text() for action in menu.actions()]
    assert words == ["Not reached", "Declined by patient", "Declined by us", "Cancelled"]
    menu.actions()[2].trigger()
    menu.close()
    until(qtbot, lambda: stage_of(main, 1) is S.DECLINED_BY_US)
    until(qtbot, lambda: cards(page, "to_close") == ["Ferris", "Vance"])


def test_a_dragged_no_show_goes_at_once(main, page, qtbot):
    Loops(main.desk).move(1, S.SCHEDULED, {"date": "today"})
    until(qtbot, lambda: cards(page, "scheduled") == ["Vance"])
    drop(page, [1], "again")
    until(qtbot, lambda: stage_of(main, 1) is S.NO_SHOW)


def test_several_that_are_dragged_are_looked_at_first(page, qtbot):
    press("Space", "Right", "Space")
    rows = box(page, "contacting").list
    card = rows.card()
    assert card is not None
    assert rows.ids_of(card) == [1, 3]
    drop(page, rows.ids_of(card), "scheduled")
    until(qtbot, lambda: dialog(MoveDialog))
    asked = dialog(MoveDialog)
    assert asked.stage() is S.SCHEDULED
    until(qtbot, lambda: asked.isAncestorOf(focused()))
    press("Return", "Return")
    until(qtbot, lambda: "date" in {n for n, b in asked.fields.boxes.items() if b.problem.text()})
    type_text("tomorrow")
    press("Return")
    until(qtbot, lambda: asked.preview is not None)
    press("Return")
    until(qtbot, lambda: cards(page, "scheduled") == ["Vance", "Tenney"])


def test_what_is_dragged_names_no_patient():
    data = carried([1, 3])
    assert data.formats() == ["application/x-refdesk-referrals"]
    assert bytes(data.data(data.formats()[0]).data()) == b"[1, 3]"


def test_files_are_no_cards(page):
    data = carried([])
    data.removeFormat(data.formats()[0])
    data.setText("Vance")
    event = QDragEnterEvent(
        QPoint(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    box(page, "attended").dragEnterEvent(event)
    assert not event.isAccepted()


def test_the_board_is_narrowed_to_mine_urgent_late_and_a_provider(page, qtbot):
    page.bar.which.setFocus()
    press("Right")  # Urgent
    until(qtbot, lambda: cards(page, "received") == ["Osgood"])
    press("Right")  # Late
    until(qtbot, lambda: cards(page, "attended") == [])
    press("Left", "Left")
    until(qtbot, lambda: cards(page, "received") == ["Vance", "Osgood"])
    page.bar.provider.setFocus()
    press("Down", "Down")
    until(qtbot, lambda: cards(page, "received") == ["Vance"])
    assert page.narrowing().provider == "Dr. Quist"
    press("Up", "Up")
    until(qtbot, lambda: page.narrowing().provider == "")
    press("Ctrl+Shift+M")
    until(qtbot, lambda: page.bar.words.text() == "4 open, 2 late")
    assert page.whose.code() == "mine"
    assert cards(page, "received") == ["Vance"]
    press("Ctrl+Shift+M")
    until(qtbot, lambda: cards(page, "received") == ["Vance", "Osgood"])


def test_the_closed_ones_are_counted_and_one_click_away(main, page, qtbot):
    Loops(main.desk).move(5, S.CLOSED, {"closed_reason": "Seen elsewhere"})
    until(qtbot, lambda: page.bar.closed_button.text() == "1 closed")
    page.bar.closed_button.click()
    rows = reading(main, qtbot)
    until(qtbot, lambda: list(rows.state.ids) == [5])


@pytest.mark.usefixtures("page")
def test_a_new_referral_is_begun_from_the_board(main, qtbot):
    press("Ctrl+Shift+N")
    until(qtbot, lambda: isinstance(main.page, FormPage))


def test_every_control_of_the_board_has_a_name_and_a_role(main, page):
    assert faults(main) == []
    rows = box(page, "received").list
    interface = QAccessible.queryAccessibleInterface(rows)
    assert interface.role() == QAccessible.Role.List
    child = interface.child(0)
    assert child.role() == QAccessible.Role.ListItem
    assert child.text(QAccessible.Text.Name).startswith("Vance, Marisol, Patient, since ")


def test_a_narrow_window_brings_the_column_with_the_focus_in_sight(main, page, qtbot):
    main.resize(700, 520)
    press("Right", "Right", "Right")
    assert now_at(page) == "Ferris"
    column = box(page, "to_close")

    def is_in_sight() -> bool:
        left = column.mapTo(page.area.viewport(), QPoint(0, 0)).x()
        return left >= 0 and left + column.width() <= page.area.viewport().width() + 24

    until(qtbot, is_in_sight)
    assert not page.bar.provider.isVisible()


def test_the_list_shows_the_board_moved(main, page, qtbot):
    main.open_list("referral")
    rows = reading(main, qtbot)
    assert isinstance(rows, ListPage)
    press("Ctrl+A", "Ctrl+M")
    until(qtbot, lambda: dialog(MoveDialog))
    assert dialog(MoveDialog).title.text() == "Move 5 referrals"
    press("Escape")
    activate(main, qtbot)
    press("Ctrl+B")
    until(qtbot, lambda: main.page is page)
    assert isinstance(focused(), CardList)
