"""Pictures of the steps of a loop: with what is wrong said in words, and with texts offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refdesk.domain.referral import Referral
from refdesk.domain.stages import Stage
from refdesk.services.loops import Loops
from refdesk.ui.dialogs.step import StepDialog
from refdesk.ui.editors.offering_line import OfferingLine
from refdesk.ui.intake_page import IntakePage
from tests.helpers.pictures.windows import referral_page

if TYPE_CHECKING:
    from refdesk.ui.main_window import MainWindow
    from tests.helpers.pictures.painter import Painter

WRONG = {
    "schedule": {"date": "12/45", "time": "half past"},
    "reschedule": {"date": "someday soon", "time": "25:70"},
    "call": {"next_try": "next moon"},
    "report": {"report_sent": "yesternight"},
    "follow_up": {"followed_up": "12/45/26"},
    "close": {"followed_up": "12/45/26"},
    "task": {"due": "soon"},
}
"""What nobody can read, by step and field."""
AT = {
    Stage.RECEIVED: ("call", "schedule", "task"),
    Stage.SCHEDULED: ("reschedule",),
    Stage.ATTENDED: ("report",),
    Stage.REPORTED: ("follow_up", "close"),
}
"""At which stage each step is asked for."""


def steps(painter: Painter, main: MainWindow) -> None:
    """Save every step as it opens, and with something wrong in each of its fields."""
    attended = main.records.query(Referral, filters={"stage": Stage.ATTENDED.value})
    told = {"report_sent": "today", "report_how": "fax"}
    Loops(main.desk).move(main.records.ids(Referral, attended)[-1], Stage.REPORTED, told)
    for stage, names in AT.items():
        found = main.records.query(Referral, filters={"stage": stage.value})
        row_id = main.records.ids(Referral, found)[0]
        for name in names:
            asked = _asked(painter, main, row_id, name)
            painter.save(asked, f"step-{name}")
            for field, text in WRONG[name].items():
                asked.view.focus_field(field)
                painter.press("Ctrl+A")
                painter.type_text(text)
            asked.save()
            painter.save(asked, f"step-{name}-wrong")
            painter.drop(asked)
        if stage is Stage.RECEIVED:
            asked = _asked(painter, main, row_id, "schedule")
            _open_offers(painter, asked, "provider")
            painter.save(asked, "step-schedule-offers")
            painter.press("Escape")
            painter.drop(asked)


def _asked(painter: Painter, main: MainWindow, row_id: int, name: str) -> StepDialog:
    page = referral_page(painter, main, row_id)
    page.steps.do(name, Referral.kind, row_id)
    return painter.dialog(StepDialog)


def offers(painter: Painter, main: MainWindow) -> None:
    """Save what fields of an intake offer."""
    page = painter.open_form(main, "referral")
    assert isinstance(page, IntakePage)
    for name in ("provider", "reason"):
        _open_offers(painter, page, name)
        painter.save(main, f"intake-offers-{name}")
        painter.press("Escape")
    page.discard()


def _open_offers(painter: Painter, shown: IntakePage | StepDialog, name: str) -> None:
    shown.view.focus_field(name)
    line = shown.view.boxes[name].editor.control()
    assert isinstance(line, OfferingLine)
    painter.until(lambda: line.offers is not None)
    painter.press("Down")
