"""The provider registry's file comes in: people, practices with offices, and what was retired."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from refdesk.domain.errors import UserError
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, PartnerStatus, Practice
from refdesk.exchange import nppes
from refdesk.services.changes import Changes
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.transfer import How, ImportResult, Transfer
from refdesk.services.work import Silent
from refdesk.store.listing import Query
from tests.helpers.registry import EVERY, npi, person, practice, write_registry

Bring = Callable[..., ImportResult]
RETIRED = {nppes.NPI: npi(3), nppes.DEACTIVATED: "03/03/2021"}


@pytest.fixture
def bring(desk: Desk, tmp_path: Path) -> Bring:
    def bring(*rows: Mapping[str, str]) -> ImportResult:
        path = write_registry(tmp_path / "registry.csv", rows)
        return Transfer(desk).import_file(path, How(), progress=Silent())

    return bring


@pytest.fixture
def records(desk: Desk) -> Records:
    return Records(desk)


def test_people_and_practices_with_offices_come_in_once(bring, desk):
    rows = (person(1), practice(2), RETIRED)
    result = bring(*rows)
    assert (result.rows, result.created) == (3, 2)
    assert (result.rejected, result.skipped) == ((), 1)
    office = desk.db.get(Office, 1)
    assert office is not None
    assert office.practice == 1
    assert office.address is not None
    assert office.address.city == "Tamsin"
    again = bring(*rows)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    assert (again.rejected, again.skipped) == ((), 1)
    Changes(desk).undo()
    assert not any(len(desk.db.ids(kind, Query())) for kind in ("person", "practice", "office"))


def test_a_row_twice_is_a_duplicate(bring):
    result = bring(practice(2), person(1), practice(2), person(1, LAST="OTHER"))
    assert (result.created, result.duplicates) == (2, 2)


def test_a_known_practice_is_completed_and_gets_its_office(bring, desk, records):
    records.add(Practice, {"name": "What we call it", "npi": npi(2), "phone": "740 555 0199"})
    result = bring(practice(2))
    assert (result.updated, result.created) == (1, 0)
    found = records.get(Practice, 1)
    assert (found.name, str(found.phone)) == ("What we call it", "(740) 555-0199")
    assert found.specialty == "Family Medicine"
    assert len(desk.db.ids("office", Query())) == 1
    assert bring(practice(2)).unchanged == 1


def test_offices_a_person_has_entered_are_kept(bring, desk, records):
    kept = records.add(Practice, {"name": "Weir", "npi": npi(2)})
    place = "12 N. Weir St, Ste A, Tamsin, OH 45701-0012"
    records.add(Office, {"practice": str(kept.id), "address": place, "phone": "740 555 0199"})
    bring(practice(2))
    offices = desk.db.page(Office, desk.db.ids("office", Query()))
    assert [(str(one.phone), str(one.fax)) for one in offices] == [
        ("(740) 555-0199", "(740) 555-0118")
    ]
    result = bring(practice(2, STREET="1 OTHER ST"))
    assert (result.unchanged, result.remarks[0].reason) == (
        1,
        "Office: Kept Address as it is in the desk.",
    )


def test_an_office_of_the_registry_moves_with_it(bring, desk):
    bring(practice(2))
    assert bring(practice(2, STREET="1 OTHER ST")).updated == 1
    (office,) = desk.db.page(Office, desk.db.ids("office", Query()))
    assert office.address is not None
    assert office.address.street == "1 Other St"


def test_a_retired_npi_is_marked_and_its_practice_becomes_inactive_once(bring, records):
    kept = records.add(Practice, {"name": "Weir", "npi": npi(3)})
    someone = records.add(Person, {"name": "Ada Quill", "npi": npi(4)})
    both = (RETIRED, RETIRED | {nppes.NPI: npi(4)}, RETIRED)
    result = bring(*both)
    assert (result.updated, result.duplicates, result.rejected) == (2, 1, ())
    found = records.get(Practice, kept.id)
    assert str(found.npi_deactivated) == "2021-03-03"
    assert found.status is PartnerStatus.INACTIVE
    assert str(records.get(Person, someone.id).npi_deactivated) == "2021-03-03"
    records.set(Practice, kept.id, {"status": "active"})
    assert bring(*both).unchanged == 2
    assert records.get(Practice, kept.id).status is PartnerStatus.ACTIVE


def test_do_not_contact_outlives_a_retired_npi(bring, records):
    kept = records.add(Practice, {"name": "Weir", "npi": npi(3), "status": "do_not_contact"})
    bring(RETIRED)
    assert records.get(Practice, kept.id).status is PartnerStatus.DO_NOT_CONTACT


def test_an_archived_holder_of_a_retired_npi_is_left_alone(bring, records):
    kept = records.add(Practice, {"name": "Weir", "npi": npi(3)})
    records.archive(Practice, kept.id)
    assert bring(RETIRED).unchanged == 1


def test_what_was_left_out_of_a_row_is_said(bring):
    result = bring(person(1, FAX="5"))
    assert result.created == 1
    assert [(row.row, row.reason) for row in result.remarks] == [
        (
            1,
            "Fax is not a phone number. Type ten digits, as in (740) 555-0117. It was left out.",
        )
    ]


def test_a_row_without_a_name_is_rejected(bring):
    result = bring(person(1, LAST="", FIRST="", MIDDLE="", SUFFIX=""))
    assert [row.reason for row in result.rejected] == ["Name is needed."]


def test_a_stray_quote_mark_costs_its_own_row_only(desk, tmp_path):
    path = write_registry(tmp_path / "registry.csv", [person(1), person(2)])
    text = path.read_text(encoding="utf-8").replace('"QUILLA"', '"QU"IL"LA"', 1)
    path.write_text(text, encoding="utf-8")
    result = Transfer(desk).import_file(path, How(), progress=Silent())
    assert (result.created, [row.row for row in result.rejected]) == (1, [1])


def test_asking_for_the_registry_refuses_other_files_and_maps(desk, tmp_path):
    path = tmp_path / "partners.csv"
    path.write_text("NPI,Name\n", encoding="utf-8")
    with pytest.raises(
        UserError, match="not the registry's file: the column Entity Type Code is missing"
    ):
        Transfer(desk).import_file(path, How(nppes=True), progress=Silent())
    path = write_registry(tmp_path / "registry.csv", [], EVERY)
    with pytest.raises(UserError, match="leave the map out"):
        Transfer(desk).import_file(path, How(column_map={"NPI": "npi"}), progress=Silent())
