"""A clinic's own fields work like the others, from the moment they are added."""

from __future__ import annotations

import pytest

from refdesk.domain.customs import CustomField
from refdesk.domain.errors import UserError
from refdesk.domain.practice import Practice
from refdesk.services.changes import Changes
from refdesk.services.records import Records
from refdesk.services.session import Desk


@pytest.fixture
def records(desk: Desk) -> Records:
    records = Records(desk)
    own = {"record_kind": "practices", "field_kind": "choice"}
    records.add(CustomField, {**own, "label": "Parking", "options": "Rear lot\nStreet"})
    records.add(CustomField, {**own, "label": "Doctors", "field_kind": "integer"})
    return records


def names(records: Records, **query: object) -> list[str]:
    found = records.query(Practice, **query)  # type: ignore[arg-type]
    return [one.name for one in records.page(Practice, records.ids(Practice, found))]


def test_own_fields_are_set_shown_filtered_and_sorted_by_their_label(records, desk):
    records.add(Practice, {"name": "Larkmead", "Parking": "street", "Doctors": "9"})
    records.add(Practice, {"name": "Ashgrove", "parking": "Rear lot", "doctors": "10"})
    records.add(Practice, {"name": "Tamsin"})
    fields = desk.fields(Practice)
    larkmead = records.get(Practice, 1)
    assert {fields[key].label: records.shown(fields[key], larkmead) for key in larkmead.custom} == {
        "Parking": "Street",
        "Doctors": "9",
    }
    assert names(records, filters={"Parking": "Rear lot"}) == ["Ashgrove"]
    assert names(records, filters={"Parking": ""}) == ["Tamsin"]
    assert names(records, sort="Doctors") == ["Larkmead", "Ashgrove", "Tamsin"], "as numbers"
    assert names(records, sort="-Doctors") == ["Ashgrove", "Larkmead", "Tamsin"], "blank last"


def test_an_own_field_refuses_what_is_none_of_its_values(records):
    with pytest.raises(UserError, match=r"Parking is not one of its choices: Rear lot, Street\."):
        records.add(Practice, {"name": "Larkmead", "Parking": "roof"})


def test_an_own_field_that_is_required_is_required_from_then_on(records):
    records.set(CustomField, 2, {"needed": "yes"})
    with pytest.raises(UserError, match=r"Doctors is needed\."):
        records.add(Practice, {"name": "Larkmead"})


def test_two_people_s_changes_to_different_own_fields_both_stay_and_undo_apart(records, desk):
    records.add(Practice, {"name": "Larkmead"})
    first, second = records.get(Practice, 1), records.get(Practice, 1)
    fields = desk.fields(Practice)
    fields["cf1"].set_on(first, fields["cf1"].parse("street"))
    fields["cf2"].set_on(second, 4)
    records.save(first)
    records.save(second)
    assert dict(records.get(Practice, 1).custom) == {"cf1": "Street", "cf2": 4}
    street_change = Changes(desk).newest()[1]
    Changes(desk).undo(street_change.change)
    assert dict(records.get(Practice, 1).custom) == {"cf2": 4}
    assert desk.verify() == []


def test_a_list_sorted_by_an_own_field_reads_an_index(records, desk):
    query = records.query(Practice, sort="Doctors")
    assert query.sort is not None
    with desk.db.reading() as connection:
        rows = connection.exec_driver_sql("PRAGMA index_list(practice)").all()
    assert f"ix_practice_custom_{query.sort.name}" in {row[1] for row in rows}
