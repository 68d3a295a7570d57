"""A front desk's own lists: namesakes in one file, what the desk keeps, names in two columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice, Tier
from refdesk.domain.touch import Touch
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.transfer import How, ImportResult, Remark, Transfer
from refdesk.services.work import Watched
from tests.helpers.imports import Bring, all_of, counts, everything
from tests.helpers.registry import npi


@pytest.fixture
def bring(desk: Desk, tmp_path: Path) -> Bring:
    return Bring(desk, tmp_path)


@pytest.fixture
def records(desk: Desk) -> Records:
    return Records(desk)


def said(remarks: tuple[Remark, ...]) -> list[tuple[int, str]]:
    return [(one.row, one.reason) for one in remarks]


def again_changes_nothing(bring: Bring, desk: Desk, text: str, first: ImportResult) -> None:
    state = everything(desk)
    again = bring(Practice, text)
    assert (again.created, again.updated) == (0, 0)
    assert again.rejected == first.rejected
    assert everything(desk) == state


def test_practices_of_one_name_are_not_dropped_without_a_word(bring, desk):
    text = (
        "Name,Phone,Tier\nFamily Medicine,7405550117,A\n"
        "Family Medicine,7405550118,A\nFamily Medicine,7405550119,B\n"
    )
    result = bring(Practice, text)
    assert counts(result) == (3, 1, 0, 0, 0, 2)
    assert said(result.rejected) == [
        (
            2,
            "Is named like row 1 but has another phone. Give them different names or an NPI.",
        ),
        (
            3,
            (
                "Is named like row 1 but has another phone and tier. "
                "Give them different names or an NPI."
            ),
        ),
    ]
    again_changes_nothing(bring, desk, text, result)


def test_people_of_one_name_are_told_apart_by_an_npi(bring):
    result = bring(Person, "Name,Role\nMaria Garcia,front desk\nMaria Garcia,nurse\n")
    assert counts(result) == (2, 1, 0, 0, 0, 1)
    assert "Is named like row 1 but has another role." in result.rejected[0].reason
    text = f"Name,Role,NPI\nAda Quill,nurse,{npi(1)}\nAda Quill,physician,{npi(2)}\n"
    assert counts(bring(Person, text)) == (2, 2, 0, 0, 0, 0)


def test_a_row_that_agrees_completes_the_row_before_it_and_is_said(bring, desk):
    text = "Name,Phone,Fax\nWeir Clinic,7405550117,\nWEIR CLINIC,,7405550118\nWeir Clinic,,\n"
    result = bring(Practice, text)
    assert counts(result) == (3, 1, 0, 0, 2, 0)
    assert said(result.remarks) == [
        (2, "Is the same as row 1, and completed it."),
        (3, "Is the same as row 1."),
    ]
    (kept,) = all_of(desk, Practice)
    assert (str(kept.phone), str(kept.fax)) == ("(740) 555-0117", "(740) 555-0118")
    again_changes_nothing(bring, desk, text, result)


def test_two_rows_complete_one_record_of_the_desk(bring, desk, records):
    records.add(Practice, {"name": "Weir Clinic"})
    text = (
        "Name,Phone,Fax,EHR\nWeir Clinic,,,\nWeir Clinic,7405550117,,\nWeir Clinic,,7405550118,\n"
    )
    assert counts(bring(Practice, text)) == (3, 0, 1, 1, 1, 0)
    (kept,) = all_of(desk, Practice)
    assert (str(kept.phone), str(kept.fax)) == ("(740) 555-0117", "(740) 555-0118")
    assert counts(bring(Practice, text)) == (3, 0, 0, 1, 2, 0)


def test_what_a_person_typed_between_two_rows_of_one_record_stays(desk, tmp_path, records):
    kept = records.add(Practice, {"name": "Weir Clinic"})
    path = tmp_path / "partners.csv"
    others = "".join(f"Tamsin {number},,\n" for number in range(600))
    rows = f"Weir Clinic,7405550117,\n{others}Weir Clinic,,7405550118\n"
    path.write_text(f"Name,Phone,Fax\n{rows}", encoding="utf-8")

    def type_a_phone(_done: int, _total: int | None, text: str) -> None:
        if text == "Read 500 rows":
            records.set(Practice, kept.id, {"phone": "740 555 0199"})

    Transfer(desk).import_file(path, How(kind=Practice), progress=Watched(type_a_phone))
    found = records.get(Practice, kept.id)
    assert (str(found.phone), str(found.fax)) == ("(740) 555-0199", "(740) 555-0118")


def test_a_completion_that_cannot_be_saved_is_rejected(bring):
    text = "Name,Ideal days between touches\nWeir Clinic,\nWeir Clinic,9000\n"
    result = bring(Practice, text)
    assert counts(result) == (2, 1, 0, 0, 0, 1)
    assert "1 to 730" in result.rejected[0].reason


def test_the_same_npi_is_the_same_record_and_what_differs_is_said(bring):
    text = f"Name,NPI,Phone\nWeir Clinic,{npi(1)},7405550117\nWeir,{npi(1)},7405550118\n"
    result = bring(Practice, text)
    assert counts(result) == (2, 1, 0, 0, 1, 0)
    assert said(result.remarks) == [
        (2, "Is the same as row 1."),
        (2, "Left out Name and Phone, as row 1 has another."),
    ]


def test_a_row_that_fits_two_namesakes_is_not_guessed(bring):
    text = f"Name,NPI\nWeir Clinic,{npi(1)}\nWeir Clinic,{npi(2)}\nWeir Clinic,\n"
    result = bring(Practice, text)
    assert said(result.rejected) == [(3, "Fits rows 1 and 2 alike. Give its Group NPI.")]


def test_rows_that_share_what_tells_them_apart_name_it(bring, records):
    records.add(Practice, {"name": "Weir Clinic"})
    touches = (
        "Date,Kind,Practice,Summary\n2026-11-20,call,Weir Clinic,asked\n"
        "2026-11-20,call,Weir Clinic,thanked\n"
    )
    assert said(bring(Touch, touches).rejected) == [
        (
            2,
            (
                "Has the same practice, date and kind as row 1 but another summary. "
                "Mend one of them, or put both into one row."
            ),
        )
    ]
    offices = "Practice,Name,Phone\nWeir Clinic,Main,7405550117\nWeir Clinic,Main,7405550118\n"
    assert "another phone" in bring(Office, offices).rejected[0].reason
    patients = (
        'Name,DOB,Phone\n"Quill, Zeb",1950-02-03,7405550117\n"Quill, Zeb",1950-02-03,7405550118\n'
    )
    reason = bring(Patient, patients).rejected[0].reason
    assert reason.endswith("Give them different names or a control number.")
    assert "Quill" not in reason


def test_what_a_person_typed_stays_and_the_row_says_so(bring, records):
    kept = records.add(Practice, {"name": "Weir Clinic", "tier": "A", "phone": "7405550199"})
    text = "Name,Tier,Phone\nWEIR CLINIC,C,7405550117\n"
    result = bring(Practice, text)
    assert counts(result) == (1, 0, 0, 1, 0, 0)
    assert said(result.remarks) == [(1, "Kept Tier and Phone as they are in the desk.")]
    assert records.get(Practice, kept.id).tier is Tier.A
    result = bring(Practice, "Name,Tier,Fax\nWeir Clinic,C,7405550118\nWeir Clinic,,\n")
    assert said(result.remarks) == [
        (1, "Kept Tier as it is in the desk."),
        (2, "Is the same as row 1."),
    ]
    records.archive(Practice, kept.id)
    result = bring(Practice, text)
    assert said(result.remarks) == [(1, "Is archived in the desk, and was left as it is.")]


def test_first_and_last_names_are_joined_as_the_desk_writes_them(bring, desk):
    bring(Person, "First Name,Middle,Last Name\nMaria,L,Garcia\nAda,,Quill\n,,\n,,Alder\n")
    assert [one.name for one in all_of(desk, Person)] == ["Maria L Garcia", "Ada Quill", "Alder"]
    bring(Patient, "Given name,Family name,Control #\nZeb,Quill,1\nTove,,2\n,,3\n")
    assert [one.name for one in all_of(desk, Patient)] == ["Quill, Zeb", "Tove", ""]
    result = bring(Person, f"First name,Last name\n{'x' * 150},{'y' * 150}\n")
    assert "Name is too long" in result.rejected[0].reason


@pytest.mark.parametrize("heading", ["Name", "Practice name", "Practice"])
def test_one_file_brings_practices_with_their_offices(bring, desk, heading):
    text = (
        f"{heading},Tel,Street address,City,State,Zip code\n"
        "Weir Clinic,7405550117,1 Weir St,Tamsin,OH,45701\n"
        "Tamsin Family,7405550118,2 Weir St,Tamsin,OH,45701\n"
    )
    result = bring(Practice, text)
    assert (result.created, result.unused, result.also) == (2, (), (("Offices", 2),))
    places = [one.address.one_line() for one in all_of(desk, Office) if one.address]
    assert places == ["1 Weir St, Tamsin, OH 45701", "2 Weir St, Tamsin, OH 45701"]
    state = everything(desk)
    assert counts(bring(Practice, text)) == (2, 0, 0, 2, 0, 0)
    assert everything(desk) == state


@pytest.mark.parametrize("heading", ["Name", "Practice name", "Practice"])
def test_a_list_of_practices_can_be_read_as_offices(bring, records, heading):
    records.add(Practice, {"name": "Weir Clinic"})
    text = f"{heading},Street address,City,State\nWeir Clinic,1 Weir St,Tamsin,OH\n"
    assert counts(bring(Office, text)) == (1, 1, 0, 0, 0, 0)
    assert counts(bring(Office, text)) == (1, 0, 0, 1, 0, 0)
