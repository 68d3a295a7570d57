"""A thank-you names no patient of the desk, and a colleague may have a patient's name."""

from __future__ import annotations

import datetime as dt

import pytest

from refdesk.domain.letter import LetterForm
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.services.note_papers import NamesPatient, NotePapers, Signed, Wanted
from refdesk.services.note_texts import STARTERS
from refdesk.services.patients_named import PatientsNamed
from refdesk.services.records import Records
from refdesk.services.run import Run
from refdesk.services.session import Desk

BY = Signed("Mara Linde", "Liaison", dt.date(2026, 11, 24))


@pytest.fixture
def records(desk: Desk) -> Records:
    records = Records(desk)
    for name in ("Quill, Jane Ann", "Whitlow, Dana", "Long, Will", "Bell, Rosa"):
        records.add(Patient, {"name": name})
    records.add(Patient, {"control_number": "AR-20418"})
    records.add(Practice, {"name": "Larkmead Family Medicine"})
    records.add(Person, {"name": "Dana Whitlow", "practices": "1"})
    records.add(Person, {"name": "Rosa Imhoff", "practices": "1"})
    return records


def certain(desk: Desk, text: str) -> tuple[str, ...]:
    return PatientsNamed(desk).certain(text)


def note(desk: Desk, *texts: str) -> Run:
    wanted = [Wanted(Person, row, text) for row, text in enumerate(texts, start=1)]
    return NotePapers(desk).run(wanted, LetterForm.CARD, BY)


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Jane Quill is on her feet again.", "Jane Quill"),
        ("J. Quill is on her feet again.", "J. Quill"),
        ("It went well with AR-20418.", "AR-20418"),
        ("Your patient Ottilie is on her feet again.", "patient Ottilie"),
    ],
)
def test_a_patient_is_found_by_name_by_number_and_by_what_is_said(desk, text, words):
    assert certain(desk, text) == (words,)


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    "text",
    [
        "Dana Whitlow at your desk found the imaging.",
        "Thank you, Rosa.",
        "We will long remember it.",
        "Thank you for the care of your patients.",
    ],
)
def test_colleagues_with_the_name_of_a_patient_and_given_names_are_no_patients(desk, text):
    assert certain(desk, text) == ()


def test_an_archived_patient_stays_a_patient_and_one_of_us_is_none(records, desk):
    records.archive(Patient, 1)
    assert certain(desk, "Jane Quill") == ("Jane Quill",)
    records.add(Patient, {"name": "Linde, Mara"})
    desk.user.name = "Mara Linde"
    with desk.db.change("Name", by=None) as work:
        work.save(desk.user)
    assert certain(desk, "Mara Linde sends her thanks.") == ()


@pytest.mark.usefixtures("records")
def test_no_text_to_begin_with_tells_of_a_patient(desk):
    assert [one.name for one in STARTERS if certain(desk, one.text)] == []


@pytest.mark.usefixtures("records")
def test_a_note_that_names_a_patient_is_not_printed_and_the_refusal_names_nobody(desk):
    with pytest.raises(NamesPatient, match="N-2026-0002 tells of a patient") as refusal:
        note(desk, "Thank you for your trust.", "Jane Quill is on her feet again.")
    assert refusal.value.at == 1
    assert "Quill" not in str(refusal.value)


@pytest.mark.usefixtures("records")
def test_a_greeting_that_names_a_patient_is_refused_too(desk):
    wanted = [Wanted(Person, 1, "Thank you.", "Dear Jane Quill,")]
    with pytest.raises(NamesPatient):
        NotePapers(desk).run(wanted, LetterForm.CARD, BY)


@pytest.mark.usefixtures("records")
def test_a_family_that_a_patient_has_too_is_only_to_be_looked_at_again(desk):
    run = note(desk, "Mrs. Bell at your desk was so patient. So was Mrs. Whitlow.")
    assert run.remarks == ("Look again: “Mrs. Bell” may be a patient.",)
    assert note(desk, "Mrs. Thorne at your desk was so kind.").remarks == ()
