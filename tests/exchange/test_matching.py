"""Columns find their fields by name, label and alias; a person's word goes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from refdesk.domain.errors import UserError
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.record import Record
from refdesk.domain.referral import Referral
from refdesk.exchange.matching import match_columns


def matched(
    of: type[Record], header: Sequence[str], explicit: Mapping[str, str] | None = None
) -> tuple[dict[str, str], tuple[str, ...]]:
    found = match_columns(header, of.fields.values(), explicit or {})
    names = {
        header[column.index]: f"{column.field.name}.{column.part}".rstrip(".")
        for column in found.columns
    }
    return names, found.unused


def test_labels_names_and_aliases_are_found_whatever_their_case():
    names, unused = matched(
        Practice, ["NAME", "practice_kind", "Telephone", "Preferred-Channel", "Shoe size", ""]
    )
    assert names == {
        "NAME": "name",
        "practice_kind": "practice_kind",
        "Telephone": "phone",
        "Preferred-Channel": "preferred_channel",
    }
    assert unused == ("Shoe size",)


def test_parts_of_an_address_are_found_and_address_is_then_the_street():
    names, unused = matched(
        Person, ["Name", "Address", "Address 2", "City", "State", "Postal Code", "Entered"]
    )
    assert names == {
        "Name": "name",
        "Address": "address.street",
        "Address 2": "address.street2",
        "City": "address.city",
        "State": "address.state",
        "Postal Code": "address.zip",
    }
    assert unused == ("Entered",)


def test_an_address_alone_is_a_whole_address():
    assert matched(Person, ["Name", "Address"])[0]["Address"] == "address"


def test_the_map_goes_before_the_guess():
    names, unused = matched(
        Office,
        ["Name", "Firm", "Ort", "Town"],
        {"firm": "practice", "Ort": "Address.City"},
    )
    assert names == {"Name": "name", "Firm": "practice", "Ort": "address.city"}
    assert unused == ("Town",)


@pytest.mark.parametrize(
    ("explicit", "sentence"),
    [
        ({"Firma": "name"}, "no column Firma. Its columns are: Name, City"),
        ({"Name": "nome"}, "There is no field nome to fill. There are: practice, name, address"),
        ({"Name": ""}, "There is no field"),
        ({"Name": "created_at"}, "There is no field created_at"),
        ({"City": "address.country"}, "Address has no part country. Parts are: street, street2"),
        ({"City": "name.city"}, "Name has no part city"),
    ],
)
def test_a_wrong_map_names_what_there_is(explicit, sentence):
    with pytest.raises(UserError, match=sentence):
        matched(Office, ["Name", "City"], explicit)


def test_a_needed_field_without_a_column_is_refused():
    with pytest.raises(UserError, match=r"known to hold: Name\. Its columns are: Firm, Phone"):
        matched(Practice, ["Firm", "Phone"])
    with pytest.raises(UserError, match="known to hold: Received"):
        matched(Referral, ["Patient", "Source"])
    with pytest.raises(UserError, match="known to hold: Name, Control number"):
        matched(Patient, ["one", "two"])


def test_many_columns_are_named_in_short():
    with pytest.raises(UserError, match="c29, and 20 more"):
        matched(Practice, [f"c{number}" for number in range(50)])


def test_the_first_of_two_columns_for_a_field_is_taken():
    names, unused = matched(Practice, ["Name", "Phone", "Telephone"])
    assert names == {"Name": "name", "Phone": "phone"}
    assert unused == ("Telephone",)
