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
from refdesk.exchange.headings import Headings
from refdesk.exchange.matching import match_columns, require
from tests.exchange.sheets import fields_of


def matched(
    of: type[Record], header: Sequence[str], explicit: Mapping[str, str] | None = None
) -> tuple[dict[str, str], tuple[str, ...]]:
    found = match_columns(of, header, fields_of, explicit or {})
    require(of, header, found, fields_of)
    names = {header[index]: target for index, target in found.items()}
    unused = [name for index, name in enumerate(header) if name and index not in found]
    return names, tuple(unused)


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
        ({"Name": ""}, "Say which field the column Name fills, as in COLUMN=field"),
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
        matched(Patient, ["Fax", "Website"])


def test_many_columns_are_named_in_short():
    with pytest.raises(UserError, match="c4, and 20 more"):
        matched(Practice, ["Phone"] * 25 + [f"c{number}" for number in range(25)])


def test_the_first_of_two_columns_for_a_field_is_taken():
    names, unused = matched(Practice, ["Name", "Phone", "Telephone"])
    assert names == {"Name": "name", "Phone": "phone"}
    assert unused == ("Telephone",)


@pytest.mark.parametrize(
    ("of", "headings"),
    [
        (
            Practice,
            {
                "Practice name": "name",
                "Practice type": "practice_kind",
                "Tel": "phone",
                "Tel. #": "phone",
                "Main phone": "phone",
                "Practice phone number": "phone",
                "Cell": "other_phone",
                "Fax number": "fax",
                "Fax No.": "fax",
                "E-mail": "email",
                "Email address": "email",
                "NPI #": "npi",
            },
        ),
        (
            Office,
            {
                "Practice name": "practice",
                "Clinic name": "practice",
                "Office name": "name",
                "Street address": "address.street",
                "Practice city": "address.city",
                "Zip code": "address.zip",
                "ZIP": "address.zip",
            },
        ),
        (
            Person,
            {
                "Full name": "name",
                "Practice name": "practices",
                "Direct phone": "phone",
                "Work phone": "phone",
                "Cell phone": "other_phone",
                "DOB": "birthday",
                "Practice phone": None,
            },
        ),
        (
            Patient,
            {
                "Patient": "name",
                "Patient name": "name",
                "Control #": "control_number",
                "Control no.": "control_number",
                "DOB": "birth_date",
                "Birthdate": "birth_date",
                "Patient DOB": "birth_date",
                "Best time": "best_time",
                "Mobile": "phone",
            },
        ),
        (
            Referral,
            {
                "Date received": "received",
                "Patient name": "patient",
                "Insurance": "insurer",
                "Referring physician": "referring_person",
                "Referring provider": "referring_person",
                "Referring practice name": "referring_practice",
                "Auth #": "authorization",
                "Provider": "provider",
            },
        ),
    ],
    ids=["practice", "office", "person", "patient", "referral"],
)
def test_headings_are_known_as_a_desk_writes_them(
    of: type[Record], headings: Mapping[str, str | None]
):
    known = Headings(of, [own for own in of.fields.values() if not own.program])
    for heading, wanted in headings.items():
        found = known.meant(heading)
        got = f"{found.field.name}.{found.part}".rstrip(".") if found else None
        assert (heading, got) == (heading, wanted)


def test_a_surer_heading_wins_over_one_before_it():
    names, unused = matched(Patient, ["Patient name", "Cell", "Phone"])
    assert names == {"Patient name": "name", "Phone": "phone"}
    assert unused == ("Cell",)


def test_names_in_several_columns_are_one_field():
    names, unused = matched(Person, ["Given name", "MI", "Surname"])
    assert names == {"Given name": "name.first", "MI": "name.middle", "Surname": "name.last"}
    assert unused == ()
    assert matched(Patient, ["Patient first name", "Patient last name"])[1] == ()
    names, unused = matched(Person, ["Name", "First name", "Last name"])
    assert (names, unused) == ({"Name": "name"}, ("First name", "Last name"))
    assert matched(Patient, ["Control #", "First name"])[1] == ("First name",)


def test_two_columns_mapped_to_one_field_are_refused():
    header = ["Rufname", "Zuname"]
    sentence = r"columns Rufname and Zuname are both mapped to Name\. Map only one of them"
    with pytest.raises(UserError, match=sentence):
        matched(Person, header, {"Rufname": "name", "Zuname": "name"})
    with pytest.raises(UserError, match=sentence):
        matched(Person, header, {"Rufname": "name.first", "Zuname": "name"})
    names, _unused = matched(Person, header, {"Rufname": "name.first", "Zuname": "name.last"})
    assert names == {"Rufname": "name.first", "Zuname": "name.last"}


def test_a_list_of_practices_is_read_as_offices_too():
    names, unused = matched(Office, ["Name", "Phone", "City", "Tier"])
    assert names == {"Name": "practice", "Phone": "phone", "City": "address.city"}
    assert unused == ("Tier",)


@pytest.mark.parametrize(
    "first",
    [
        ["Jane Secret", "3/14/1975"],
        ["Jane Secret", "Nurse"],
        ["Secret, Jane", "Phone", "740 555 0117"],
        ["Jane Secret", "phone", "jane@secret.example"],
    ],
)
def test_a_first_line_of_data_is_never_repeated(first: list[str]):
    sentence = "The first line does not look like headings. Put a line of headings above the rows."
    for of, explicit in ((Patient, {}), (Practice, {}), (Patient, {"Wer": "name"})):
        with pytest.raises(UserError) as refused:
            matched(of, first, explicit)
        assert refused.value.message.endswith(sentence)
        assert "Jane" not in refused.value.message
