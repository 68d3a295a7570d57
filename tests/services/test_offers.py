"""What fields are offered: what records hold already, however it was written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from refdesk.domain.patient import Patient
from refdesk.domain.referral import Referral
from refdesk.services import offers
from refdesk.services.offers import Offers
from refdesk.services.records import Records
from refdesk.services.session import Desk
from tests.helpers.desks import make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with make_desk(tmp_path / "Lakeline", "Lakeline") as desk:
        yield desk


def offered(desk: Desk, name: str) -> list[tuple[str, int]]:
    return [(one.text, one.uses) for one in Offers(desk).of(Patient, Patient.fields[name])]


def languages(desk: Desk, *texts: str) -> None:
    for text in texts:
        Records(desk).add(Patient, {"name": "Vance, Marisol", "language": text})


def test_case_and_accents_make_no_other_text_and_the_usual_writing_is_offered(desk):
    languages(desk, "Español", "espanol", "Español", "Hmong", "")
    assert offered(desk, "language") == [("Español", 3), ("Hmong", 1)]


def test_what_only_old_records_hold_is_not_usual_any_more(desk, monkeypatch):
    monkeypatch.setattr(offers, "NEWEST", 2)
    languages(desk, "Hmong", "Spanish", "Spanish")
    assert offered(desk, "language") == [("Spanish", 2)]


def test_a_name_is_never_offered(desk):
    languages(desk, "Hmong", "Hmong", "Hmong")
    assert offered(desk, "name") == []


def test_free_words_are_offered_once_three_records_say_them(desk):
    records = Records(desk)
    for number in range(3):
        assert offered(desk, "best_time") == []
        when = "After 4 PM" if number else "after 4 pm"
        records.add(Patient, {"name": "Vance, Marisol", "best_time": when})
    assert offered(desk, "best_time") == [("After 4 PM", 3)]


def test_the_clinic_s_own_list_is_offered_as_it_is_written_there(desk):
    records = Records(desk)
    clinic = desk.clinic
    clinic.insurers = "Aldermoor Health\n\n  Brindle Falls Plan "
    records.save(clinic)
    records.add(Patient, {"name": "Vance, Marisol"})
    records.add(Referral, {"patient": "1", "source": "patient", "insurer": "ALDERMOOR HEALTH"})
    found = Offers(desk).of(Referral, Referral.fields["insurer"])
    assert [(one.text, one.uses) for one in found] == [
        ("Aldermoor Health", 1),
        ("Brindle Falls Plan", 0),
    ]
