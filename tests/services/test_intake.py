"""Taking a referral in: who is on file already, and all or nothing of what is new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from refdesk.domain.errors import UserError
from refdesk.domain.fields import Ref
from refdesk.domain.patient import Patient
from refdesk.domain.phone import Phone
from refdesk.domain.referral import Referral
from refdesk.domain.sources import Source
from refdesk.services.changes import Changes
from refdesk.services.intake import Intake
from refdesk.services.records import Records, new_record
from refdesk.services.session import Desk
from refdesk.store.listing import Query
from tests.helpers.desks import make_desk

BORN = dt.date(1956, 3, 11)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with make_desk(tmp_path / "Lakeline") as desk:
        records = Records(desk)
        vance = {"name": "Vance, Marisol", "birth_date": "1956-03-11", "phone": "740-555-0188"}
        records.add(Patient, vance)
        records.add(Patient, {"name": "Hollis, Greta"})
        yield desk


def on_file(desk: Desk, *asked: object) -> list[tuple[str, bool]]:
    found = Intake(desk).on_file(*asked)  # type: ignore[arg-type]  # in the order of its arguments
    return [(one.patient.name, one.is_sure) for one in found]


def a_referral(**more: object) -> Referral:
    given = {"source": Source.WORD_OF_MOUTH, **more}
    return new_record(Referral, {Referral.fields[name]: value for name, value in given.items()})


def test_the_same_name_and_birth_date_is_the_same_patient(desk):
    assert on_file(desk, "Vance, Marisol", BORN) == [("Vance, Marisol", True)]
    assert on_file(desk, "marisol VANCE", BORN) == [("Vance, Marisol", True)]


def test_the_same_name_alone_may_be_somebody_else(desk):
    assert on_file(desk, "Vance, Marisol") == [("Vance, Marisol", False)]
    assert on_file(desk, "Hollis, Greta", BORN) == [("Hollis, Greta", False)]


def test_a_namesake_of_another_age_is_not_offered(desk):
    assert on_file(desk, "Vance, Marisol", dt.date(1990, 5, 2)) == []


def test_a_misspelt_name_is_found_by_the_birth_date_and_any_name_by_none(desk):
    assert on_file(desk, "Vanse, Marisol", BORN) == [("Vance, Marisol", True)]
    assert on_file(desk, "Quade, Milo", BORN) == []


def test_a_phone_finds_its_patient_before_the_name_is_typed(desk):
    phone = Patient.fields["phone"].parse("(740) 555-0188")
    assert isinstance(phone, Phone)
    assert on_file(desk, "", None, phone) == [("Vance, Marisol", False)]
    assert on_file(desk, "Quade, Milo", None, phone) == [], "a household has one phone"


def test_an_open_referral_is_told_with_its_patient(desk):
    records = Records(desk)
    first = records.add(Referral, {"patient": "1", "source": "patient"})
    found = Intake(desk).on_file("Vance, Marisol", BORN)
    assert found[0].open is not None
    assert found[0].open.id == first.id
    records.set(Referral, first.id, {"stage": "cancelled"})
    records.set(Referral, first.id, {"stage": "closed", "closed_reason": "Told the office"})
    assert Intake(desk).known(1).open is None


def test_patient_and_referral_are_one_change(desk):
    patient = new_record(Patient, {Patient.fields["name"]: "Quade, Milo"})
    referral = Intake(desk).take(a_referral(reason="Knee pain"), patient)
    assert int(referral.patient) == patient.id
    assert referral.due is not None, "its clock runs"
    Changes(desk).undo()
    assert desk.db.get(Referral, referral.id) is None
    assert desk.db.get(Patient, patient.id) is None


def test_a_referral_that_is_refused_leaves_no_patient_behind(desk):
    patient = new_record(Patient, {Patient.fields["name"]: "Quade, Milo"})
    with pytest.raises(UserError, match="is not a code"):
        Intake(desk).take(a_referral(icd10="knee"), patient)
    assert len(desk.db.ids("patient", Query())) == 2


def test_what_is_wrong_with_a_new_patient_is_named_as_the_patients(desk):
    patient = new_record(Patient, {Patient.fields["birth_date"]: dt.date(2100, 1, 1)})
    with pytest.raises(UserError) as refused:
        Intake(desk).take(a_referral(), patient)
    assert [one.field for one in refused.value.problems] == ["patient"]
    patient.name = "Quade, Milo"
    with pytest.raises(UserError) as refused:
        Intake(desk).take(a_referral(), patient)
    assert [one.field for one in refused.value.problems] == ["patient.birth_date"]


def test_a_patient_on_file_gets_another_referral(desk):
    referral = Intake(desk).take(a_referral(patient=Ref(1)), None)
    assert int(referral.patient) == 1
