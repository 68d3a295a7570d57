"""Files come in as one change: what is new is added, what is empty is filled, the rest is said."""

from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from refdesk.domain.catalogue import CATALOGUE
from refdesk.domain.clinic import Clinic
from refdesk.domain.customs import CustomField
from refdesk.domain.errors import Cancelled, UserError
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice, Tier
from refdesk.domain.user import User
from refdesk.services.changes import Changes
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.transfer import How, Transfer
from refdesk.services.work import Silent, Watched
from refdesk.store.listing import Query
from tests.helpers.imports import Bring, all_of, counts, everything
from tests.helpers.registry import npi


@pytest.fixture
def bring(desk: Desk, tmp_path: Path) -> Bring:
    return Bring(desk, tmp_path)


@pytest.fixture
def records(desk: Desk) -> Records:
    return Records(desk)


NOT_IMPORTED = (User, Clinic, CustomField)
IMPORTED = [of for of in CATALOGUE if of not in NOT_IMPORTED and of.entered]
PRACTICES = (
    "Name,Phone,NPI,Tier,Shoe size\n"
    f"Weir Clinic,740.555.0117,{npi(1)},B,9\n"
    "Tamsin Family,(740) 555-0118,,,\n"
)


def test_rows_become_records_and_unknown_columns_are_named(bring, desk):
    result = bring(Practice, PRACTICES)
    assert counts(result) == (2, 2, 0, 0, 0, 0)
    assert result.unused == ("Shoe size",)
    first, second = all_of(desk, Practice)
    assert (first.name, str(first.phone), first.tier) == ("Weir Clinic", "(740) 555-0117", Tier.B)
    assert (second.npi, second.tier) == (None, Tier.PROSPECT)
    assert list(desk.db.ids("practice", Query(search="tamsin"))) == [second.id]


def test_the_same_file_again_changes_nothing(bring, desk):
    bring(Practice, PRACTICES)
    before = Changes(desk).newest()
    assert counts(bring(Practice, PRACTICES)) == (2, 0, 0, 2, 0, 0)
    assert Changes(desk).newest() == before


def test_a_dry_run_says_the_same_and_writes_nothing(bring, desk):
    state = everything(desk)
    promised = bring(Practice, PRACTICES, dry_run=True)
    assert everything(desk) == state
    assert replace(bring(Practice, PRACTICES), change=None) == promised


def test_an_import_is_undone_and_redone_whole(bring, desk, records):
    records.add(Practice, {"name": "Weir clinic", "npi": npi(1)})
    before = everything(desk)
    result = bring(Practice, PRACTICES)
    assert counts(result) == (2, 1, 1, 0, 0, 0)
    after = everything(desk)
    assert Changes(desk).undo() == "Import partners.csv; still listed in: imports"
    kept = everything(desk)
    assert len(kept.pop("import_run")) == 1
    assert kept == {kind: rows for kind, rows in before.items() if kind != "import_run"}
    Changes(desk).redo()
    assert everything(desk) == after


def test_only_empty_fields_are_filled(bring, records):
    kept = records.add(Practice, {"name": "Our own name", "npi": npi(1), "tier": "A"})
    assert counts(bring(Practice, PRACTICES)) == (2, 1, 1, 0, 0, 0)
    found = records.get(Practice, kept.id)
    assert (found.name, found.tier, str(found.phone)) == ("Our own name", Tier.A, "(740) 555-0117")


def test_rows_that_fail_are_named_and_the_others_are_saved(bring, desk):
    result = bring(
        Practice,
        "Name,Phone,Email,Tier\nWeir Clinic,12,nobody,Z\n\n,7405550117,,\nTamsin,,,C\nA,B,C,D,E\n",
    )
    assert counts(result) == (4, 1, 0, 0, 0, 3)
    assert [row.row for row in result.rejected] == [1, 3, 5]
    reasons = [row.reason for row in result.rejected]
    assert reasons[0] == (
        "Phone is not a phone number. Type ten digits, as in (740) 555-0117. "
        "Email is not an email address. Tier is not one of its choices: A, B, C, Prospect."
    )
    assert reasons[1] == "Name is needed."
    assert reasons[2] == "The row has 5 cells, and the header has 4."
    assert [one.name for one in all_of(desk, Practice)] == ["Tamsin"]


def test_a_field_of_the_clinics_own_is_filled_like_any_other(bring, desk, records):
    records.add(CustomField, {"record_kind": "practice", "label": "Parking", "needed": "yes"})
    with pytest.raises(UserError, match="known to hold: Parking"):
        bring(Practice, "Name\nWeir Clinic\n")
    text = "Name,parking\nWeir Clinic,behind the house\nTamsin Family,\n"
    result = bring(Practice, text)
    assert counts(result) == (2, 1, 0, 0, 0, 1)
    assert result.rejected[0].reason == "Parking is needed."
    assert all_of(desk, Practice)[0].custom == {"cf1": "behind the house"}
    records.add(CustomField, {"record_kind": "practice", "label": "Lift"})
    filled = bring(Practice, "Name,Parking,Lift\nWeir Clinic,elsewhere,yes\n")
    assert counts(filled) == (1, 0, 1, 0, 0, 0)
    assert all_of(desk, Practice)[0].custom == {"cf1": "behind the house", "cf2": "yes"}


def test_the_map_says_where_columns_go(bring, desk):
    text = "Wer,Ort\nAda Quill,Tamsin\n"
    bring(Person, text, {"Wer": "name", "Ort": "address.city"})
    person = all_of(desk, Person)[0]
    assert person.address is not None
    assert (person.name, person.address.city) == ("Ada Quill", "Tamsin")


@pytest.mark.parametrize("of", [of for of in CATALOGUE if of not in IMPORTED])
def test_some_kinds_are_not_imported(bring, of):
    with pytest.raises(UserError, match="cannot be imported"):
        bring(of, "Name\nX\n")


def test_a_file_tells_what_its_rows_are(bring, desk):
    assert counts(bring(None, PRACTICES)) == (2, 2, 0, 0, 0, 0)
    assert len(all_of(desk, Practice)) == 2
    with pytest.raises(UserError, match=r"^Say what its rows are, for example with"):
        bring(None, "Shoe size,Hat size\n9,7\n")


class StopAt:
    """Progress that a person stops at a certain step."""

    def __init__(self, moment: int) -> None:
        self.left = moment

    def step(self, _done: int, _total: int | None, _text: str) -> None:
        self.left -= 1
        if self.left == 0:
            raise Cancelled


def test_cancelling_at_any_moment_saves_nothing(desk, tmp_path):
    path = tmp_path / "partners.csv"
    path.write_text("Name\n" + "".join(f"Weir {n}\n" for n in range(1_200)), encoding="utf-8")
    state = everything(desk)
    for moment in range(1, 11):  # four reports while reading, six while saving
        with pytest.raises(Cancelled):
            Transfer(desk).import_file(path, How(kind=Practice), progress=StopAt(moment))
        assert everything(desk) == state
    assert gc.isenabled()
    assert (
        Transfer(desk).import_file(path, How(kind=Practice), progress=StopAt(11)).created == 1_200
    )


def test_what_a_person_typed_meanwhile_stays(desk, tmp_path, records):
    kept = records.add(Practice, {"name": "Weir Clinic"})
    path = tmp_path / "partners.csv"
    path.write_text("Name,Phone,Fax\nWeir Clinic,7405550117,7405550118\n", encoding="utf-8")

    def type_a_phone(done: int, total: int | None, text: str) -> None:
        if text == "Read 1 rows" and done == total:
            records.set(Practice, kept.id, {"phone": "740 555 0199"})

    Transfer(desk).import_file(path, How(kind=Practice), progress=Watched(type_a_phone))
    found = records.get(Practice, kept.id)
    assert (str(found.phone), str(found.fax)) == ("(740) 555-0199", "(740) 555-0118")


def test_a_record_removed_meanwhile_stops_the_import(desk, tmp_path, records):
    kept = records.add(Practice, {"name": "Weir Clinic"})
    path = tmp_path / "partners.csv"
    path.write_text("Name,Phone\nTamsin,\nWeir Clinic,7405550117\n", encoding="utf-8")

    def remove(done: int, total: int | None, text: str) -> None:
        if text == "Read 2 rows" and done == total:
            records.remove(Practice, kept.id)

    with pytest.raises(UserError, match="was removed while the file was read"):
        Transfer(desk).import_file(path, How(kind=Practice), progress=Watched(remove))
    assert all_of(desk, Practice) == []


def test_a_large_file_comes_in_by_slices(bring, desk):
    text = "Name,Phone\n" + "".join(f"Weir {n},740555{n:04d}\n" for n in range(3_000))
    assert counts(bring(Practice, text)) == (3_000, 3_000, 0, 0, 0, 0)
    assert counts(bring(Practice, text)) == (3_000, 0, 0, 3_000, 0, 0)
    more = text.replace("\n", ",Tamsin\n").replace("Phone,Tamsin", "Phone,EHR")
    assert counts(bring(Practice, more)) == (3_000, 0, 3_000, 0, 0, 0)
    assert desk.verify() == []
    Changes(desk).undo()
    assert all_of(desk, Practice)[0].ehr == ""


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(IMPORTED),
    st.data(),
)
def test_no_text_in_any_field_makes_a_traceback(desk, tmp_path, of, data):
    names = [own.name for own in of.fields.values() if not own.program]
    cells = st.text(max_size=20).filter(lambda text: "\0" not in text)
    rows = data.draw(st.lists(st.lists(cells, min_size=len(names), max_size=len(names))))
    lines = [names, *rows]
    text = "\r\n".join(",".join('"' + c.replace('"', '""') + '"' for c in row) for row in lines)
    path = tmp_path / "any.csv"
    path.write_bytes(text.encode("utf-8", "replace"))
    first = Transfer(desk).import_file(path, How(kind=of), progress=Silent())
    again = Transfer(desk).import_file(path, How(kind=of), progress=Silent())
    assert (again.created, again.updated) == (0, 0)
    assert again.rejected == first.rejected
