"""Postal addresses, on one line, on several, and in parts."""

from __future__ import annotations

import pytest

from refdesk.domain.address import STATES, Address, tidy_zip
from refdesk.domain.errors import UserError
from refdesk.domain.geo import GeoPoint
from tests.domain.samples import field_of, refusal

WHERE = (
    "Answer is not an address. Type street, city, state and ZIP: 9 Weir Street, Tamsin, OH 45701."
)


@pytest.mark.parametrize(
    "typed",
    [
        "1180 Canal Street, Suite 2, Brindle Falls, OH 45701",
        "1180 Canal Street\nSuite 2\nBrindle Falls, OH 45701",
        "1180 Canal Street\r\nSuite 2\r\nBrindle Falls OH 45701\r\n",
        " 1180  Canal Street ,Suite 2,Brindle Falls,oh  45701 ",
        "1180 Canal Street, Suite 2, Brindle Falls, OH, 45701".replace("OH, ", "OH. "),
    ],
)
def test_an_address_is_the_same_on_one_line_and_on_several(typed: str):
    address = field_of("address").parse(typed)
    assert address == Address("1180 Canal Street", "Suite 2", "Brindle Falls", "OH", "45701")
    assert address.one_line() == "1180 Canal Street, Suite 2, Brindle Falls, OH 45701"


@pytest.mark.parametrize(
    ("typed", "zip_code"), [("45701-1234", "45701-1234"), ("457011234", "45701-1234")]
)
def test_a_zip_of_nine_digits_is_grouped(typed: str, zip_code: str):
    assert Address.parse(f"9 Weir Street, Tamsin, OH {typed}").zip == zip_code


@pytest.mark.parametrize(
    ("typed", "kept"), [("45701.0", "45701"), ("457011234.0", "45701-1234"), ("SW1A", "SW1A")]
)
def test_a_zip_loses_what_a_spreadsheet_added(typed: str, kept: str):
    assert tidy_zip(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "9 Weir Street",
        "Tamsin, OH 45701",
        "9 Weir Street, Tamsin, OH",
        "9 Weir Street, Tamsin, OH 4570",
        ",,,OH 45701",
        "\n,\n",
    ],
)
def test_what_lacks_street_city_state_or_zip_is_refused(typed: str):
    assert refusal(field_of("address").parse, typed) == WHERE


def test_a_state_or_zip_that_is_not_one_is_refused():
    state = refusal(Address.parse, "9 Weir Street, Tamsin, ZZ 45701")
    assert state == "needs a state of two letters, as in OH."
    with pytest.raises(UserError, match="needs a ZIP of five digits, or ZIP"):
        Address.of(zip="4570")


def test_parts_are_tidied_and_a_part_that_is_none_is_named():
    address = Address.of(street=" 9  Weir Street\n", state="oh", zip="457011234")
    assert address.one_line() == "9 Weir Street, OH 45701-1234"
    with pytest.raises(UserError) as refused:
        Address.of(town="Tamsin")
    parts = "street, street2, city, state, zip"
    assert refused.value.message == f"has no part town. Parts are: {parts}."


def test_parts_that_cannot_be_kept_are_refused():
    long = field_of("address").check(Address(street="a" * 201))
    assert long is not None
    assert long.message == "Answer is too long: 201 characters, at most 200 fit."


def test_every_state_and_territory_has_two_letters():
    assert len(STATES) == 59
    assert all(len(state) == 2 and state.isupper() for state in STATES)
    assert {"OH", "DC", "PR", "AP"} < STATES


def test_an_address_without_any_part_counts_as_none():
    assert not Address()
    assert Address(city="Tamsin")
    assert field_of("address").from_plain({"street": "", "city": ""}) is None


def test_a_place_on_the_map_is_its_latitude_and_longitude():
    assert GeoPoint(39.3292, -82.1013) == GeoPoint(longitude=-82.1013, latitude=39.3292)
    assert repr(GeoPoint(1, 2)) == "GeoPoint(latitude=1, longitude=2)"


@pytest.mark.parametrize(
    "text",
    [
        "9 Weir Street, Tamsin, OH 45701",
        "9 Weir Street, Tamsin, Ohio 45701",
        "9 Weir Street, Tamsin, OH, 45701",
        "9 Weir Street, Tamsin, OH 45701, USA",
        "9 Weir Street, Tamsin, OH 45701, United States",
    ],
)
def test_an_address_is_read_as_people_write_it(text):
    assert Address.parse(text).one_line() == "9 Weir Street, Tamsin, OH 45701"
