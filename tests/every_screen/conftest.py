"""A desk with records of every kind, and the window over it."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pytest

from refdesk.domain.asked import FormRule
from refdesk.domain.attachment import Attachment
from refdesk.domain.customs import CustomField
from refdesk.domain.history import StageLine
from refdesk.domain.imports import ImportRun
from refdesk.domain.letter import Letter, LetterKind
from refdesk.domain.outbound import OutboundReferral
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.promise import Promise
from refdesk.domain.record import Record
from refdesk.domain.referral import Appointment, ContactAttempt, Referral
from refdesk.domain.register import Release
from refdesk.domain.sources import ListedSource
from refdesk.domain.stages import Stage
from refdesk.domain.task import Task
from refdesk.domain.touch import Touch, Visit
from refdesk.domain.views import DeskSetting, SavedView
from refdesk.services.records import Records
from refdesk.ui.main_window import MainWindow
from refdesk.ui.shell import Shell
from tests.helpers.desks import make_desk
from tests.helpers.window import unlock
from tests.ui.conftest import shell  # noqa: F401  a fixture

KNOWN: tuple[tuple[type[Record], dict[str, str]], ...] = (
    (
        CustomField,
        {"record_kind": "practice", "label": "Parking code", "field_kind": "text"},
    ),
    (
        CustomField,
        {"record_kind": "practice", "label": "Has a ramp", "field_kind": "yes_no"},
    ),
    (Practice, {"name": "Aldermoor Family Medicine", "phone": "740-555-0101"}),
    (Practice, {"name": "Tilbrook Urgent Care"}),
    (Office, {"practice": "1", "name": "Weir Street"}),
    (Person, {"name": "Okafor, Nkem", "practices": "1"}),
    (Patient, {"name": "Vance, Marisol", "birth_date": "1956-03-11"}),
    (ListedSource, {"name": "Church bulletin", "source": "advertisement"}),
    (Referral, {"patient": "1", "source": "patient", "received": "2026-11-03 9:40"}),
    (ContactAttempt, {"referral": "1", "at": "2026-11-04 9:15", "result": "no_answer"}),
    (Appointment, {"referral": "1", "date": "2026-11-12", "provider": "Dr. Hale"}),
    (Task, {"what": "Call the insurer", "due": "2026-11-30", "referral": "1"}),
    (OutboundReferral, {"sent": "2026-11-02", "patient": "1", "practice": "1"}),
    (Touch, {"date": "2026-10-08", "touch_kind": "call", "practice": "1"}),
    (Visit, {"date": "2026-11-24", "practice": "1", "office": "1"}),
    (Promise, {"what": "Send the imaging checklist", "practice": "1", "due": "2026-11-30"}),
)
"""One of each kind at least, so that whatever a form refers to is there."""


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a desk with records of every kind."""
    folder = tmp_path_factory.mktemp("every") / "Lakeline"
    with make_desk(folder, "Lakeline") as desk:
        records = Records(desk)
        for of, values in KNOWN:
            records.add(of, values)
        more: tuple[Any, ...] = (
            Release(sheet="visit_log", about="Nov 24, 2026", day=dt.date(2026, 11, 24)),
            StageLine(referral=1, before=Stage.RECEIVED, stage=Stage.CONTACTING, why="Called"),
            Letter(number="N-2026-0001", letter_kind=LetterKind.THANKS, text="Thank you."),
            ImportRun(file="partners.csv", brought="Practices", rows=12, report="Row 3: …"),
            SavedView(name="Tier A", record_kind="practice", owner=None, looks="{}"),
            DeskSetting(name="clinic_note", label="Note", value="1"),
            FormRule(record_kind="referral", field="insurer", place=3, heading="Patient"),
            Attachment(name="Imaging report.pdf", record_kind="referral", record_number=1),
        )
        with desk.db.change("Fill", by=1) as work:
            for record in more:
                work.add(record)
    return folder


@pytest.fixture
def folder(prepared: Path, tmp_path: Path) -> Path:
    """A copy of that desk, for one test."""
    return Path(shutil.copytree(prepared, tmp_path / "Lakeline"))


@pytest.fixture
def main(shell: Shell, qtbot: Any) -> MainWindow:  # noqa: F811
    """The window of the open desk, wide enough for everything."""
    window = unlock(shell, qtbot)
    window.resize(1500, 1000)
    return window
