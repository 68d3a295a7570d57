"""What a clinic needs of a record is asked for by the step that adds it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from refdesk.domain.asked import FormRule
from refdesk.domain.patient import Patient
from refdesk.domain.referral import Referral
from refdesk.domain.stages import Stage
from refdesk.services.records import Records
from refdesk.ui.dialogs.step import StepDialog
from refdesk.ui.field_box import FieldBox
from refdesk.ui.main_window import MainWindow
from refdesk.ui.referral_page import ReferralPage
from tests.helpers.desks import make_desk
from tests.helpers.window import activate, dialog, open_referral, press, type_text, until
from tests.ui.editing import QUIET

pytestmark = QUIET


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A desk whose owner wants a note with every appointment."""
    folder = tmp_path / "Lakeline"
    with make_desk(folder, "Lakeline") as desk:
        records = Records(desk)
        records.add(Patient, {"name": "Vance, Marisol"})
        records.add(Referral, {"patient": "1", "source": "patient"})
        records.put(FormRule(record_kind="appointment", field="notes", needed=True))
        records.put(FormRule(record_kind="referral", field="insurer", needed=True))
    return folder


@pytest.fixture
def page(main: MainWindow, qtbot) -> ReferralPage:
    activate(main, qtbot)
    return open_referral(main, qtbot, 1)


def test_sentences_of_two_lines_stand_under_their_fields_and_cut_none_of_them(page, qtbot):
    assert page.isVisible()
    press("S")
    until(qtbot, lambda: dialog(StepDialog))
    box = dialog(StepDialog)
    whole = box.view.boxes["date"].editor.height()
    for name in ("time", "date"):
        box.view.focus_field(name)
        type_text("half past")
    press("Ctrl+S")
    for name in ("date", "time"):
        field = box.view.boxes[name]
        until(qtbot, partial(_takes_two_lines, field, whole))
        sentence = field.problem.mapTo(field, field.problem.rect().topLeft())
        assert sentence.y() > field.editor.geometry().bottom(), name
        assert field.problem.height() >= field.problem.heightForWidth(field.problem.width())
    press("Esc")


def _takes_two_lines(field: FieldBox, whole: int) -> bool:
    """Tell whether the sentence has two lines, and its field is as high as before."""
    has_two = field.problem.height() > 1.5 * field.label.height()
    return has_two and field.editor.height() == whole


def test_the_step_that_agrees_a_visit_asks_for_the_note_and_the_old_referral_goes_on(
    main, page, qtbot
):
    del page
    press("S")
    until(qtbot, lambda: dialog(StepDialog))
    box = dialog(StepDialog)
    type_text("tomorrow")
    press("Return")
    assert box.view.boxes["notes"].problem.text() == "Notes is needed."
    box.view.focus_field("notes")
    type_text("Ramp at the back")
    press("Ctrl+S")
    until(qtbot, lambda: main.records.get(Referral, 1).stage is Stage.SCHEDULED)
    assert main.records.get(Referral, 1).insurer == ""
