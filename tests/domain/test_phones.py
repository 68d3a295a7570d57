"""Telephone numbers, however they were typed, dialled or mangled by a spreadsheet."""

from __future__ import annotations

import pytest

from refdesk.domain.phone import Phone
from tests.domain.samples import field_of, refusal, wide


@pytest.mark.parametrize(
    "typed",
    [
        "(740) 555-0117",
        "740-555-0117",
        "740.555.0117",
        "740 555 0117",
        "7405550117",
        "1 (740) 555-0117",
        "+1 740 555 0117",
        "tel:+1-740-555-0117",
        "7405550117.0",
        "7405550117.00",
        "17405550117.0",
        "7.405550117E9",
        "7.405550117e+09",
        "1.7405550117E10",
        wide("7405550117"),
        "\u00a0(740)\u00a0555\u20110117 ",
    ],
)
def test_a_us_number_is_the_same_in_every_writing(typed: str):
    assert str(Phone.parse(typed)) == "(740) 555-0117"
    assert Phone.parse(typed).to_plain() == "+17405550117"
    assert Phone.parse(typed).digits() == "7405550117"


@pytest.mark.parametrize(
    "typed", ["740-555-0117 x12", "(740) 555-0117 ext. 12", "+17405550117;ext=12", "7405550117 #12"]
)
def test_an_extension_is_kept_and_shown(typed: str):
    phone = Phone.parse(typed)
    assert str(phone) == "(740) 555-0117 ext. 12"
    assert Phone.from_plain(phone.to_plain()) == phone
    assert Phone.parse(str(phone)) == phone


def test_letters_are_dialled_as_on_the_keys():
    assert str(Phone.parse("1-800-555-CALL")) == "(800) 555-2255"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("+44 20 7946 0958", "+44 20 7946 0958"),
        ("011 44 20 7946 0958", "+44 20 7946 0958"),
        ("+49 30 23125 000 ext. 4", "+49 30 23125000 ext. 4"),
        ("+39 06 5555 0117", "+39 06 5555 0117"),
    ],
)
def test_a_number_abroad_keeps_its_country(typed: str, shown: str):
    phone = Phone.parse(typed)
    assert str(phone) == shown
    assert Phone.parse(str(phone)) == phone
    assert phone.digits() == phone.number.lstrip("+")


@pytest.mark.parametrize(
    "typed",
    [
        "555-0117",
        "911",
        "x12",
        "HELLO",
        "none",
        "740 555 01171",
        "740-555-0117 or 740-555-0118",
        "(740) 555-0117 ask for the desk",
        "7.4E9",
        "7.405550117E20",
        "7405550117.5",
        "+",
        "++1740",
        "1" * 251,
        "7405550117" + " " * 250 + "and more",
    ],
)
def test_what_is_no_number_is_refused_and_nothing_is_guessed(typed: str):
    assert refusal(field_of("phone").parse, typed).startswith("Answer is ")
    assert refusal(Phone.parse, typed).startswith("is not a phone number. Type ten digits")
