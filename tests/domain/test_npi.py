"""NPIs, against cases computed by hand from the CMS algorithm ("Luhn formula", prefix 80840)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refdesk.domain.errors import UserError
from refdesk.domain.npi import Npi, check_digit_fits
from tests.domain.samples import field_of, refusal, wide

# The CMS example: 123456789 with 80840 before it has the check digit 3.
VALID = "1234567893"


def digit_by_cms(stem: str) -> str:
    """Return the check digit by the steps CMS prints: double alternate digits, add 24, round up."""
    doubled = "".join(str(int(digit) * 2) for digit in stem[::-2])
    total = 24 + sum(map(int, doubled + stem[-2::-2]))
    return str(-total % 10)


@given(st.integers(100_000_000, 299_999_999).map(str))
def test_only_the_check_digit_of_the_cms_steps_is_taken(stem: str):
    right = digit_by_cms(stem)
    assert [d for d in "0123456789" if check_digit_fits(stem + d)] == [right]
    assert str(Npi.parse(stem + right)) == stem + right


@given(st.integers(100_000_000, 299_999_999).map(str), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(stem: str, place: int, shift: int):
    digits = stem + digit_by_cms(stem)
    wrong = digits[:place] + str((int(digits[place]) + shift) % 10) + digits[place + 1 :]
    assert refusal(Npi.parse, wrong).startswith("has a wrong digit")


@given(st.integers(100_000_000, 299_999_999).map(str), st.integers(1, 8))
def test_swapped_neighbours_are_seen_but_for_09_and_90(stem: str, place: int):
    digits = stem + digit_by_cms(stem)
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    unseen = digits[place : place + 2] in {"09", "90"} or swapped == digits
    assert (refusal(Npi.parse, swapped) == "") is unseen


@pytest.mark.parametrize(
    "typed",
    [
        "1234567893",
        " 1234567893 ",
        "1234567893.0",
        "1.234567893E9",
        "1.234567893e+09",
        "12-3456-7893",
        "123 456 7893",
        "NPI: 1234567893",
        "npi #1234567893",
        wide("1234567893"),
        "808401234567893",
        "1234567893\u00a0",
    ],
)
def test_an_npi_is_read_however_a_spreadsheet_or_a_person_wrote_it(typed: str):
    assert str(Npi.parse(typed)) == VALID
    assert field_of("npi").show(field_of("npi").parse(typed)) == VALID


@pytest.mark.parametrize(
    "typed",
    [
        "123456789",
        "12345678930",
        "3234567893",
        "0000000000",
        "1234567890",
        "1.2345678931E9",
        "1E99",
        "NPI",
        "-1234567893x",
        "1234567893 1234567893",
        "808411234567893",
        "١٢٣٤٥٦٧٨٩٤",
        "1234567893" + " " * 120 + "and more",
    ],
)
def test_what_is_no_npi_is_refused(typed: str):
    expected = "Answer has a wrong digit: an NPI is ten digits that begin with 1 or 2."
    assert refusal(field_of("npi").parse, typed) == expected


def test_an_npi_cannot_be_made_without_its_check_digit():
    with pytest.raises(UserError, match="has a wrong digit"):
        Npi("1234567890")
    with pytest.raises(UserError, match="has a wrong digit"):
        Npi("1234567893\n")
