"""A row means the record it says: by NPI, else by name and what tells namesakes apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.referral import Appointment, Referral
from refdesk.domain.touch import Touch
from refdesk.services.records import Records
from refdesk.services.session import Desk
from tests.helpers.imports import Bring, all_of, counts
from tests.helpers.registry import npi


@pytest.fixture
def bring(desk: Desk, tmp_path: Path) -> Bring:
    return Bring(desk, tmp_path)


@pytest.fixture
def records(desk: Desk) -> Records:
    return Records(desk)


def test_a_name_matches_whatever_its_case_and_accents(bring, records):
    records.add(Practice, {"name": "Tamsín FAMILY"})
    assert counts(bring(Practice, "Name\ntamsin family\n")) == (1, 0, 0, 1, 0, 0)
    records.add(Practice, {"name": "???"})
    assert counts(bring(Practice, "Name\n???\n!!!\n")) == (2, 1, 0, 1, 0, 0)


def test_an_archived_record_is_known_and_left_alone(bring, desk, records):
    kept = records.add(Practice, {"name": "Weir Clinic"})
    records.archive(Practice, kept.id)
    assert counts(bring(Practice, "Name,Phone\nWeir Clinic,7405550117\n")) == (1, 0, 0, 1, 0, 0)
    assert all_of(desk, Practice)[0].phone is None


def test_the_same_record_twice_in_a_file_is_a_duplicate(bring, desk):
    text = f"Name,NPI\nWeir Clinic,{npi(1)}\nWEIR,{npi(1)}\nweir clinic,\nWeir Clinic,{npi(2)}\n"
    assert counts(bring(Practice, text)) == (4, 2, 0, 0, 2, 0)
    assert counts(bring(Practice, text)) == (4, 0, 0, 2, 2, 0)
    assert len(all_of(desk, Practice)) == 2


def test_a_name_that_fits_several_is_rejected_with_their_numbers(bring, records):
    records.add(Practice, {"name": "Weir Clinic"})
    records.add(Practice, {"name": "Weir Clinic"})
    result = bring(Practice, "Name\nWeir Clinic\n")
    assert result.rejected[0].reason == (
        "The row fits more than one practice: 1, 2. Give more to tell them apart: Group NPI."
    )


def test_people_are_told_apart_by_their_practice(bring, desk, records):
    first = records.add(Practice, {"name": "Weir Clinic"})
    second = records.add(Practice, {"name": "Tamsin Family"})
    text = (
        "Name,Practice,Role,Street,City,State,Zip\n"
        "Ada Quill,Weir Clinic,nurse,1 Weir St,Tamsin,oh,45701\n"
        f"Ada Quill,#{second.id},nurse,,,,\n"
        "Ada Quill,weir clinic,nurse,,,,\n"
        "Ada Quill,Nowhere,nurse,,,,\n"
        "Ada Quill,99,nurse,,OH,Nowhere,\n"
    )
    result = bring(Person, text)
    assert counts(result) == (5, 2, 0, 0, 1, 2)
    assert result.rejected[0].reason == (
        "Practices names no practice: give its number or its exact name."
    )
    assert "Address needs a state" in result.rejected[1].reason
    one, other = all_of(desk, Person)
    assert (one.practices, other.practices) == ((first.id,), (second.id,))
    assert one.address is not None
    assert one.address.one_line() == "1 Weir St, Tamsin, OH 45701"
    assert counts(bring(Person, text)) == (5, 0, 0, 2, 1, 2)


def test_a_person_without_a_practice_is_completed_once(bring, desk, records):
    records.add(Practice, {"name": "Weir Clinic"})
    records.add(Practice, {"name": "Tamsin Family"})
    records.add(Person, {"name": "Ada Quill"})
    text = "Name,Practice\nAda Quill,Weir Clinic\nAda Quill,Tamsin Family\n"
    assert counts(bring(Person, text)) == (2, 1, 1, 0, 0, 0)
    assert [one.practices for one in all_of(desk, Person)] == [(1,), (2,)]
    assert counts(bring(Person, text)) == (2, 0, 0, 2, 0, 0)


def test_a_reference_to_what_is_archived_or_gone_is_rejected(bring, records):
    kept = records.add(Practice, {"name": "Weir Clinic"})
    records.archive(Practice, kept.id)
    result = bring(Office, "Practice,Name\n1,Main\n99,Main\nWeir Clinic,East\n")
    assert [row.reason for row in result.rejected] == [
        "Practice names practice 1, which is archived. Restore it first.",
        "Practice names practice 99, and there is none.",
        "Practice names practice 1, which is archived. Restore it first.",
    ]


def test_offices_are_known_by_name_or_else_by_address(bring, desk, records):
    records.add(Practice, {"name": "Weir Clinic"})
    text = (
        "Practice,Name,Address,Phone\n"
        'Weir Clinic,Main,"1 Weir St, Tamsin, OH 45701",\n'
        'Weir Clinic,,"2 Weir St, Tamsin, OH 45701",\n'
        'Weir Clinic,,"2 Weir St., Tamsin, OH 45701",\n'
    )
    assert counts(bring(Office, text)) == (3, 2, 0, 0, 1, 0)
    assert counts(bring(Office, text)) == (3, 0, 0, 2, 1, 0)
    assert counts(bring(Office, "Practice,Name,Phone\n1,MAIN,7405550117\n")) == (1, 0, 1, 0, 0, 0)
    assert str(all_of(desk, Office)[0].phone) == "(740) 555-0117"


def test_patients_are_never_guessed(bring, records):
    records.add(Patient, {"name": "Quill, Zeb", "birth_date": "1950-02-03"})
    text = 'Name,DOB,Phone\n"Quill, Zeb",02/03/1950,7405550117\n"Quill, Zeb",,\n'
    result = bring(Patient, text)
    assert counts(result) == (2, 0, 1, 0, 0, 1)
    assert result.rejected[0].reason == (
        "The row may or may not mean patient 1. "
        "Give more to tell them apart: Control number, Date of birth."
    )
    assert "Quill" not in str(result.rejected)
    other = bring(Patient, 'Name,DOB\n"Quill, Zeb",1951-02-03\n')
    assert counts(other) == (1, 1, 0, 0, 0, 0)


def test_patients_are_known_by_control_number(bring, desk):
    text = "Control number,Phone\nA-1,\nA-2,\na-1,\n"
    assert counts(bring(Patient, text)) == (3, 2, 0, 0, 1, 0)
    assert counts(bring(Patient, "Control number,Phone\nA-1,7405550117\n")) == (1, 0, 1, 0, 0, 0)
    assert len(all_of(desk, Patient)) == 2


def test_referrals_appointments_and_touches_come_in_and_are_known_again(bring, records):
    records.add(Practice, {"name": "Weir Clinic"})
    records.add(Patient, {"name": "Quill, Zeb"})
    referrals = (
        "Received,Patient,Source,Referring practice,Reason\n"
        '11/20/2026 9:20 AM,"Quill, Zeb",physician,Weir Clinic,knee\n'
        '11/20/2026 9:25 AM,"Quill, Zeb",other,,knee\n'
    )
    result = bring(Referral, referrals)
    assert counts(result) == (2, 1, 0, 0, 0, 1)
    assert result.rejected[0].reason == "Source, specified is needed."
    assert counts(bring(Referral, referrals)) == (2, 0, 0, 1, 0, 1)
    dates = "Referral,Date,Provider\n1,2026-11-30,\n1,2026-12-02,Dr Alder\n"
    assert counts(bring(Appointment, dates)) == (2, 2, 0, 0, 0, 0)
    assert counts(bring(Appointment, dates)) == (2, 0, 0, 2, 0, 0)
    touches = "Date,Kind,Practice\n2026-11-20,call,Weir Clinic\n2026-11-20,visit,Weir Clinic\n"
    assert counts(bring(Touch, touches)) == (2, 2, 0, 0, 0, 0)
    assert counts(bring(Touch, touches)) == (2, 0, 0, 2, 0, 0)
