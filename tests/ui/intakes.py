"""What stories of the intake share: a family on file, and the fields that are typed in."""

from __future__ import annotations

from pathlib import Path

from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.domain.referral import Referral
from refdesk.services.records import Records
from refdesk.ui.editors.reference import ReferenceEditor
from refdesk.ui.intake_page import IntakePage
from tests.helpers.desks import make_desk
from tests.helpers.window import press, type_text, until


def desk_of_a_family(folder: Path) -> Path:
    """Make a desk that knows a physician, and patients of one family; close it again."""
    with make_desk(folder, "Lakeline") as desk:
        records = Records(desk)
        records.add(Practice, {"name": "Cedar Grove Family Medicine"})
        records.add(Person, {"name": "Okafor, Nkem", "credentials": "MD", "practices": "1"})
        records.add(Patient, {"name": "Vance, Marisol", "birth_date": "1956-03-11"})
        records.add(Patient, {"name": "Vance, Mateo", "birth_date": "1988-07-02"})
        records.add(Referral, {"source": "physician", "referring_person": "1", "patient": "1"})
    return folder


def choose_patient(page: IntakePage, qtbot, text: str) -> None:
    """Type into the field of the patient, and take the first that is found by Enter."""
    page.view.focus_field("patient")
    type_text(text)
    editor = page.view.boxes["patient"].editor
    assert isinstance(editor, ReferenceEditor)
    until(qtbot, lambda: editor.field.is_open and editor.field._is_fresh())
    press("Return")
