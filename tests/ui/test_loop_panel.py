"""The loop on a referral's page: its track, the next step, and the other ways on."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from refdesk.domain.asked import FormRule
from refdesk.domain.patient import Patient
from refdesk.domain.referral import Referral
from refdesk.domain.stages import Stage
from refdesk.screens.loop_track import Mark, read_loop
from refdesk.services.changes import Changes
from refdesk.services.loops import Loops
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.ui.dialogs.step import StepDialog
from refdesk.ui.form_page import FormPage
from refdesk.ui.loop_panel import LoopPanel
from refdesk.ui.main_window import MainWindow
from tests.helpers.desks import make_desk
from tests.helpers.window import activate, dialog, press, type_text, until

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)")
S = Stage


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "Lakeline"
    with make_desk(folder, "Lakeline") as desk:
        records = Records(desk)
        records.add(Patient, {"name": "Vance, Marisol"})
        records.add(Referral, {"patient": "1", "source": "patient", "channel": "fax"})
    return folder


@pytest.fixture
def panel(main: MainWindow, qtbot) -> LoopPanel:
    activate(main, qtbot)
    main.open_record("referral", 1)
    until(qtbot, lambda: isinstance(main.page, FormPage))
    page = main.page
    assert isinstance(page, FormPage)
    assert isinstance(page.panel, LoopPanel)
    panel = page.panel
    until(qtbot, lambda: panel.shown is not None)
    return panel


def marks(desk: Desk) -> list[str]:
    shown = read_loop(desk, 1, dt.datetime.now(dt.UTC))
    return [node.mark.value for node in shown.nodes]


def stage_of(main: MainWindow) -> Stage:
    return main.records.get(Referral, 1).stage


def offered(panel: LoopPanel) -> list[str]:
    menu = panel.menu()
    words = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
    menu.deleteLater()
    return words


def test_the_track_shows_what_was_when_and_what_comes_next(main, panel):
    assert panel.next_button.text().startswith("Call")
    assert panel.track.accessibleName().startswith("The loop: Received, ")
    assert marks(main.desk)[:3] == ["done", "next", "later"]
    assert "Fax" in panel.track.accessibleName()


def test_the_next_step_is_one_key_and_the_track_goes_on(main, panel, qtbot):
    press("Ctrl+G")
    until(qtbot, lambda: dialog(StepDialog))
    type_text("r")  # Reached
    press("Return")
    until(qtbot, lambda: panel.next_button.text().startswith("Schedule"))
    assert stage_of(main) is S.CONTACTING
    activate(main, qtbot)
    press("Ctrl+G")
    until(qtbot, lambda: dialog(StepDialog))
    type_text("tomorrow")
    press("Return")
    until(qtbot, lambda: stage_of(main) is S.SCHEDULED)
    until(qtbot, lambda: "Visit to come" in panel.next_button.text())
    assert marks(main.desk) == ["done", "done", "done", "next", "later", "later"]
    assert panel.lines.text().splitlines()[0].count("Moved to scheduled") == 1


def test_only_possible_steps_are_offered(main, panel, qtbot):
    assert "Attended" not in offered(panel)
    assert {"Scheduled", "Declined by patient", "Log a call"} <= set(offered(panel))
    panel.steps.do("declined_by_us", "referral", 1)
    until(qtbot, lambda: stage_of(main) is S.DECLINED_BY_US)
    until(qtbot, lambda: panel.next_button.text().startswith("Close"))
    assert set(offered(panel)) == {"Reopened", "Log a call"}


def test_a_visit_is_cancelled_from_the_other_steps(main, panel, qtbot):
    Loops(main.desk).move(1, S.SCHEDULED, {"date": "tomorrow"})
    until(qtbot, lambda: "Contacting" in offered(panel))
    assert ("cancelled_visit", "Contacting") in panel.shown.possible
    panel.steps.do("cancelled_visit", "referral", 1)
    until(qtbot, lambda: stage_of(main) is S.CONTACTING)


def test_a_refused_step_says_why_and_changes_nothing(main, panel, qtbot):
    panel.steps.do("not_reached", "referral", 1)
    until(qtbot, lambda: "after 0 of 3 attempts" in main.activity.result.words.text())
    assert stage_of(main) is S.RECEIVED


def test_a_closed_loop_has_no_next_step(main, panel, qtbot):
    loops = Loops(main.desk)
    loops.move(1, S.CANCELLED)
    loops.move(1, S.CLOSED, {"closed_reason": "Seen elsewhere"})
    until(qtbot, panel.next_button.isHidden)
    assert panel.stage.text() == "Closed"
    Changes(main.desk).undo()
    until(qtbot, lambda: not panel.next_button.isHidden())
    assert "Undone, back to cancelled" in panel.lines.text()


def test_a_no_show_goes_back_to_be_called(main):
    loops = Loops(main.desk)
    loops.move(1, S.SCHEDULED, {"date": "today"})
    loops.move(1, S.NO_SHOW)
    shown = read_loop(main.desk, 1, dt.datetime.now(dt.UTC))
    assert [node.mark for node in shown.nodes][:3] == [Mark.DONE, Mark.DONE, Mark.NEXT]
    assert ("declined_by_patient", "Declined by patient") in shown.possible


def test_what_a_clinic_needs_of_a_visit_is_asked_for_by_the_step_that_agrees_it(main, panel, qtbot):
    rule = FormRule(record_kind="appointment", field="notes", needed=True)
    main.records.put(rule)
    Loops(main.desk).move(1, S.CONTACTING, {"result": "reached"})
    until(qtbot, lambda: panel.next_button.text().startswith("Schedule"))
    press("Ctrl+G")
    until(qtbot, lambda: dialog(StepDialog))
    box = dialog(StepDialog)
    type_text("tomorrow")
    press("Return")
    assert box.view.boxes["notes"].problem.text() == "Notes is needed."
    box.view.focus_field("notes")
    type_text("Ramp at the back")
    press("Ctrl+S")
    until(qtbot, lambda: stage_of(main) is S.SCHEDULED)
