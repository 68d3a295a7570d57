"""Rows of the provider registry become people, practices with an office, and retired NPIs."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence

import pytest

from refdesk.domain.address import Address
from refdesk.domain.errors import UserError
from refdesk.domain.person import Person, PersonRole
from refdesk.domain.phone import Phone
from refdesk.domain.practice import Practice, PracticeKind
from refdesk.exchange import nppes, taxonomy
from refdesk.exchange.arrival import Arrival, Retired
from refdesk.exchange.nppes import Registry, is_nppes
from tests.helpers import registry

PLACE = Address("12 N Weir St", "Ste A", "Tamsin", "OH", "45701-0012")


def read(row: Mapping[str, str], header: Sequence[str] = registry.EVERY) -> Arrival | Retired:
    return Registry(header).read([row.get(name, "") for name in header])


def come(row: Mapping[str, str]) -> Arrival:
    arrival = read(row)
    assert isinstance(arrival, Arrival)
    return arrival


def test_a_person_is_read_with_name_role_specialty_and_place():
    arrival = read(registry.person(7))
    assert isinstance(arrival, Arrival)
    assert arrival.of is Person
    assert {name: arrival.values[name] for name in ("name", "credentials", "specialty")} == {
        "name": "Quilla B. McAlder-O'Shade Jr.",
        "credentials": "MD, PhD",
        "specialty": "Orthopedic Surgery",
    }
    assert arrival.values["role"] is PersonRole.PHYSICIAN
    assert str(arrival.values["npi"]) == registry.npi(7)
    assert arrival.values["phone"] == Phone("+17405550117")
    assert arrival.values["address"] == PLACE
    assert arrival.remarks == ()


def test_a_practice_is_read_with_its_kind_and_office():
    arrival = read(registry.practice(7))
    assert isinstance(arrival, Arrival)
    assert arrival.of is Practice
    assert arrival.values["name"] == "Tamsin Family Clinic of Ohio, LLC"
    assert arrival.values["practice_kind"] is PracticeKind.PRIMARY_CARE
    assert dict(arrival.then[0].values) == {
        "address": PLACE,
        "phone": Phone("+17405550117"),
        "fax": Phone("+17405550118"),
    }


def test_names_in_capitals_become_names_as_a_letter_would_write_them():
    arrival = come(registry.person(7, LAST="O'NEIL-MCDONALD", FIRST="ANA", SUFFIX="", MIDDLE=""))
    assert arrival.values["name"] == "Ana O'Neil-McDonald"
    arrival = come(registry.person(7, LAST="DE LA CRUZ", FIRST="ANA", SUFFIX="", MIDDLE="MARIA"))
    assert arrival.values["name"] == "Ana Maria De La Cruz"


def test_a_subpart_keeps_the_name_people_call_it_by():
    arrival = come(registry.practice(7, OTHER_NAME="WEIR STREET PEDIATRICS"))
    assert arrival.values["name"] == "Tamsin Family Clinic of Ohio, LLC"
    assert arrival.values["other_names"] == "Weir Street Pediatrics"
    same = come(registry.practice(7, OTHER_NAME="Tamsin Family Clinic of Ohio LLC"))
    assert "other_names" not in same.values
    hidden = come(registry.practice(7, ORGANISATION="<UNAVAIL>", OTHER_NAME="WEIR PEDIATRICS"))
    assert hidden.values["name"] == "Weir Pediatrics"


def test_a_phone_in_words_is_read_and_one_that_is_only_a_filler_is_none():
    assert come(registry.person(7, PHONE="1-800-FLOWERS")).values["phone"] == Phone("+18003569377")
    filler = come(registry.person(7, PHONE="0000000000"))
    assert "phone" not in filler.values
    assert filler.remarks == ()


def test_a_place_that_a_spreadsheet_damaged_is_repaired_and_said():
    arrival = come(registry.person(7, STATE="New Jersey", ZIP="8540"))
    assert (arrival.values["address"].state, arrival.values["address"].zip) == ("NJ", "08540")
    assert len(arrival.repairs) == 2
    assert come(registry.person(7, STATE="NJ", ZIP="85402231")).values["address"].zip == (
        "08540-2231"
    )


def test_a_zip_that_is_none_costs_only_itself():
    arrival = come(registry.person(7, ZIP="UNKNOWN"))
    assert arrival.values["address"].one_line() == "12 N Weir St, Ste A, Tamsin, OH"
    assert arrival.remarks == ("The ZIP is not five digits, or nine, and was left out.",)


def test_text_that_was_encoded_twice_is_set_right_and_said():
    arrival = come(registry.person(7, FIRST="JosÃ©", LAST="NuÃ±ez", MIDDLE="", SUFFIX=""))
    assert arrival.values["name"] == "José Nuñez"
    assert arrival.repairs == ("Text that was encoded twice was set right.",)


def test_what_is_too_long_to_keep_costs_only_itself():
    arrival = come(registry.person(7, CREDENTIALS=", ".join(f"M{n}X" for n in range(40))))
    assert "credentials" not in arrival.values
    assert arrival.values["name"] == "Quilla B. McAlder-O'Shade Jr."
    assert [text[:11] for text in arrival.remarks] == ["Credentials"]


def test_the_primary_one_of_fifteen_taxonomies_is_the_specialty():
    codes = {nppes.TAXONOMY.format(place=place): "174400000X" for place in range(1, 16)}
    codes |= {nppes.PRIMARY.format(place=place): "N" for place in range(1, 16)}
    codes |= {nppes.TAXONOMY.format(place=15): "2084N0400X", nppes.PRIMARY.format(place=15): "Y"}
    assert come(registry.person(7) | codes).values["specialty"] == "Neurology"


def test_columns_may_come_in_any_order_and_spelling():
    header = [name.upper().replace(" ", "_") for name in reversed(registry.EVERY)]
    row = registry.person(7)
    cells = [row.get(name, "") for name in reversed(registry.EVERY)]
    assert Registry(header).read(cells) == read(row)


@pytest.mark.parametrize(
    ("code", "role"),
    [
        ("2084N0400X", PersonRole.PHYSICIAN),
        ("363LF0000X", PersonRole.NP_PA),
        ("163W00000X", PersonRole.NURSE),
        ("122300000X", PersonRole.OTHER),
    ],
)
def test_the_taxonomy_tells_the_role(code, role):
    row = registry.person(7) | {nppes.TAXONOMY.format(place=2): code}
    arrival = read(row)
    assert isinstance(arrival, Arrival)
    assert arrival.values["role"] is role


def test_a_code_that_is_not_common_stands_for_itself():
    row = registry.person(7) | {nppes.TAXONOMY.format(place=2): "208VX9999X"}
    arrival = read(row)
    assert isinstance(arrival, Arrival)
    assert arrival.values["specialty"] == "208VX9999X"


def test_a_file_without_taxonomy_columns_takes_the_role_from_the_credentials():
    header = [name for name in registry.EVERY if "Taxonomy" not in name]
    arrival = read(registry.person(7, CREDENTIALS="C-FNP, R.N."), header)
    assert isinstance(arrival, Arrival)
    assert arrival.values["role"] is PersonRole.NURSE
    arrival = read(registry.person(7, CREDENTIALS="LMT"), header)
    assert isinstance(arrival, Arrival)
    assert "role" not in arrival.values


def test_what_is_withheld_or_blank_means_nothing():
    arrival = read(registry.practice(7, PHONE="<UNAVAIL>", FAX="", STREET2="<UNAVAIL>"))
    assert isinstance(arrival, Arrival)
    assert "phone" not in arrival.values
    assert arrival.then
    assert arrival.then[0].values["address"].street2 == ""


def test_a_phone_or_place_that_is_none_is_left_out_with_a_remark():
    arrival = read(registry.person(7, PHONE="12", STATE="ONTARIO"))
    assert isinstance(arrival, Arrival)
    assert {"phone", "address"} & set(arrival.values) == set()
    assert len(arrival.remarks) == 2
    assert all(text.endswith("It was left out.") for text in arrival.remarks)
    abroad = read(registry.practice(7, COUNTRY="CA"))
    assert isinstance(abroad, Arrival)
    assert abroad.remarks == ("The address lies outside the United States and was left out.",)


def test_deactivated_unless_reactivated_since():
    retired = read({nppes.NPI: registry.npi(7), nppes.DEACTIVATED: "03/03/2021"})
    assert isinstance(retired, Retired)
    assert retired.on.isoformat() == "2021-03-03"
    back = registry.person(7, DEACTIVATED="03/03/2021", REACTIVATED="04/01/2021")
    assert isinstance(read(back), Arrival)
    again = registry.person(7, DEACTIVATED="03/03/2021", REACTIVATED="04/01/2019")
    assert isinstance(read(again), Retired)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (registry.person(7, NPI="1234567890"), "NPI has a wrong digit"),
        (registry.person(7, NPI=""), "NPI is needed"),
        (registry.person(7, ENTITY="3"), "neither 1"),
        (registry.person(7, DEACTIVATED="soon"), "NPI deactivated is not a date"),
    ],
)
def test_a_row_that_cannot_be_read_says_why(row, sentence):
    with pytest.raises(UserError, match=sentence):
        read(row)


def test_the_file_is_known_by_its_columns(tmp_path):
    path = registry.write_registry(tmp_path / "r.csv", [registry.person(1)])
    with path.open(newline="", encoding="utf-8") as file:
        header = next(csv.reader(file))
    assert is_nppes(header)
    assert is_nppes(nppes.NEEDED)
    assert not is_nppes(["NPI", "Endpoint Type"])


def test_another_file_is_refused_with_the_whole_name_of_a_column_it_lacks():
    header = [name for name in nppes.NEEDED if name != nppes.ORGANISATION]
    with pytest.raises(UserError) as refused:
        Registry([*header, "Jane Secret"])
    assert refused.value.message == (
        "This is not the registry's file: the column "
        "Provider Organization Name (Legal Business Name) is missing."
    )


def test_a_specialty_is_named_by_its_code_or_by_its_class():
    assert taxonomy.specialty("231H00000X") == "Audiology"
    assert taxonomy.specialty("213EP1101X") == "Podiatry"
    assert taxonomy.specialty("999X00000X") == "999X00000X"
    assert taxonomy.specialty("") == ""
