"""Where a file might be misunderstood: two rows about one record, namesakes, words that differ by
a dot, a desk that changes meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from refdesk.domain.customs import CustomField
from refdesk.domain.errors import UserError
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.transfer import Transfer
from refdesk.services.work import Silent, Watched
from tests.helpers.imports import Bring, all_of, counts, everything, looked
from tests.helpers.registry import npi


@pytest.fixture
def bring(desk: Desk, tmp_path: Path) -> Bring:
    return Bring(desk, tmp_path)


@pytest.fixture
def records(desk: Desk) -> Records:
    return Records(desk)


def test_two_rows_about_one_record_of_the_desk_are_both_kept_in_mind(bring, desk, records):
    records.add(Practice, {"name": "Weir Clinic"})
    text = (
        "Name,Phone,Fax,Street,City,State,Zip,Office phone\n"
        "Weir Clinic,7405550117,,1 Weir St,Tamsin,OH,45701,7405550101\n"
        "Weir Clinic,,7405550118,1 Weir St,Tamsin,OH,45701,7405550102\n"
    )
    bring(Practice, text, {"Office phone": "office.phone"})
    assert desk.verify() == []
    state = everything(desk)
    again = bring(Practice, text, {"Office phone": "office.phone"})
    assert (again.created, again.updated) == (0, 0)
    assert everything(desk) == state
    (office,) = all_of(desk, Office)
    assert str(office.phone) == "(740) 555-0101", "the first row's; the second is said"
    assert desk.verify() == []


def test_what_was_read_as_it_stands_is_read_so_again(bring, desk):
    text = "Name,Kind,Notes\nCafÃ©,Primary care,first\nIHS CLINIC,Specialist,N/A\n"
    bring(Practice, text)
    state = everything(desk)
    assert counts(bring(Practice, text)) == (2, 0, 0, 2, 0, 0)
    assert everything(desk) == state


def test_a_name_alone_does_not_join_what_is_reached_in_other_ways(bring, records):
    records.add(
        Practice, {"name": "Family Medicine", "phone": "7405550117", "email": "a@elm.example"}
    )
    text = "Name,Phone,Email,EHR\nFamily Medicine,6145550118,b@oak.example,Epic\n"
    result = bring(Practice, text)
    assert result.rejected[0].reason.startswith("The row may or may not mean practice 1.")
    known = "Name,Phone,Email,EHR\nFamily Medicine,6145550118,a@elm.example,Epic\n"
    assert counts(bring(Practice, known)) == (1, 0, 1, 0, 0, 0)


def test_a_dot_in_an_email_is_a_change(bring, desk, records):
    bring(Practice, "Name,Email,Website\nWeir Clinic,j.doe@elm.example,elm.example/a-b\n")
    bring(Practice, "Name,Email,Website\nWEIR CLINIC,j-doe@elm.example,elm.example/a/b\n")
    (weir,) = all_of(desk, Practice)
    assert (weir.name, weir.email) == ("Weir Clinic", "j-doe@elm.example")
    assert weir.website == "elm.example/a/b"
    records.set(Practice, 1, {"email": "j_doe@elm.example"})
    bring(Practice, "Name,Email,Website\nWeir Clinic,jdoe@elm.example,elm.example/a/b\n")
    assert all_of(desk, Practice)[0].email == "j_doe@elm.example"


def test_a_word_that_the_file_takes_back_goes_where_nobody_else_said_it(bring, desk, records):
    bring(Practice, "Name,Tags\nWeir Clinic,knee; hip\nTamsin,knee; hip\n")
    records.set(Practice, 2, {"tags": "knee, hip, own"})
    bring(Practice, "Name,Tags\nWeir Clinic,knee\nTamsin,knee\n")
    assert [one.tags for one in all_of(desk, Practice)] == [("knee",), ("hip", "knee", "own")]


def test_a_desk_that_changed_is_looked_at_again(desk, tmp_path, records):
    coming, look = looked(desk, tmp_path / "partners.csv", "Name\nWeir Clinic\n")
    records.add(Practice, {"name": "Weir Clinic"})
    assert look.is_stale
    with pytest.raises(UserError, match="Look at it again"):
        Transfer(desk).apply(coming, look, Silent())
    again = coming.look(Silent())
    assert Transfer(desk).apply(coming, again, Silent()).created == 0
    with pytest.raises(UserError, match="Look at it again"):
        Transfer(desk).apply(coming, again, Silent())


def test_a_change_while_the_file_is_read_is_noticed(desk, tmp_path, records):
    path = tmp_path / "list.csv"
    path.write_text("Name\nWeir Clinic\n", encoding="utf-8")
    coming = Transfer(desk).begin(path)

    def add(done: int, total: int | None, _text: str) -> None:
        if done == total:
            records.add(Practice, {"name": "Weir Clinic"})

    assert coming.look(Watched(add)).is_stale


def test_taking_a_field_that_is_gone_or_names_what_is_new(desk, tmp_path, records):
    records.add(Practice, {"name": "Weir Clinic"})
    records.add(Person, {"name": "Ada Quill", "npi": npi(1), "practices": "1"})
    text = f"Name,NPI,Practice\nAda Quill,{npi(1)},Tamsin Family\n"
    coming, look = looked(desk, tmp_path / "partners.csv", text)
    (conflict,) = look.conflicts
    look.take(conflict.field, on=True)
    Transfer(desk).apply(coming, look, Silent())
    assert all_of(desk, Person)[0].practices == (2,)
    custom = records.add(CustomField, {"record_kind": "practice", "label": "Parking"})
    records.set(Practice, 1, {"cf1": "behind"})
    coming, look = looked(desk, tmp_path / "partners.csv", "Name,Parking\nWeir Clinic,in front\n")
    look.take(look.conflicts[0].field, on=True)
    records.remove(CustomField, custom.id)
    assert look.is_stale
    assert desk.verify() == []


def test_many_of_one_name_are_told_soon(bring):
    rows = "".join(f"Weir Clinic,{npi(number)}\n" for number in range(1, 1_500))
    result = bring(Practice, f"Name,NPI\n{rows}" + "Weir Clinic,\n" * 300)
    assert (result.created, len(result.rejected)) == (1_499, 300)
    assert "Give its Group NPI." in result.rejected[0].reason


def test_a_row_that_completes_another_adds_it_where_that_is_left_out(desk, tmp_path):
    coming, look = looked(
        desk, tmp_path / "partners.csv", "Name,Phone,Fax\nCedar,7405550117,\nCedar,,7405550118\n"
    )
    look.include([0], on=False)
    Transfer(desk).apply(coming, look, Silent())
    (cedar,) = all_of(desk, Practice)
    assert (cedar.name, str(cedar.fax)) == ("Cedar", "(740) 555-0118")
