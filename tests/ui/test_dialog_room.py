"""A dialog fits its screen: its fields scroll, its buttons stay in sight."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from refdesk.domain.patient import Patient
from refdesk.domain.referral import Referral
from refdesk.services.records import Records
from refdesk.ui.dialogs.step import StepDialog
from refdesk.ui.main_window import MainWindow
from refdesk.ui.shell import Shell
from tests.helpers.desks import make_desk
from tests.helpers.window import activate, dialog, focused, open_referral, press, type_text, until
from tests.ui.conftest import unlock_by_keys
from tests.ui.editing import QUIET

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

pytestmark = QUIET


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A desk with one open referral."""
    folder = tmp_path / "Lakeline"
    with make_desk(folder, "Lakeline") as desk:
        records = Records(desk)
        records.add(Patient, {"name": "Vance, Marisol"})
        records.add(Referral, {"patient": "1", "source": "patient"})
    return folder


@pytest.fixture
def main(shell: Shell, qtbot) -> MainWindow:
    """The window at twice its size, on a screen of 800 pixels."""
    shell.theme.scale_to(2.0)
    return unlock_by_keys(shell, qtbot)


@pytest.fixture
def asked(main, qtbot) -> StepDialog:
    """The step in which a call is noted, open."""
    activate(main, qtbot)
    open_referral(main, qtbot, 1)
    press("C")
    until(qtbot, lambda: dialog(StepDialog))
    found = dialog(StepDialog)
    assert isinstance(found, StepDialog)
    until(qtbot, lambda: found.isAncestorOf(focused()))
    return found


def in_sight(part: QWidget) -> bool:
    """Tell whether the whole of a part can be seen."""
    return part.visibleRegion().boundingRect() == part.rect()


def test_a_step_with_large_letters_is_no_higher_than_the_screen(asked):
    assert asked.height() <= asked.screen().availableGeometry().height()
    assert asked.save_button.geometry().bottom() < asked.height()


def test_the_field_one_goes_to_comes_in_sight(asked, qtbot):
    for name in ("notes", "how", "next_try"):
        asked.view.focus_field(name)
        until(qtbot, lambda: in_sight(focused()))
        assert in_sight(asked.save_button)


def test_what_is_wrong_comes_in_sight_with_its_sentence(asked, qtbot):
    asked.view.focus_field("next_try")
    type_text("next moon")
    asked.view.focus_field("notes")
    press("Ctrl+S")
    until(qtbot, lambda: asked.view.focused() == "result")
    sentence = asked.view.boxes["result"].problem
    until(qtbot, lambda: in_sight(focused()) and in_sight(sentence))
