"""Every kind of field: what is typed is kept, shown, and can be typed again."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refdesk.domain.address import STATES, Address
from refdesk.domain.dates import PartialDate
from refdesk.domain.errors import UserError
from refdesk.domain.hours import Hours, Span
from refdesk.domain.kinds import KINDS
from refdesk.domain.kinds.base import Kept, Kind
from refdesk.domain.npi import Npi, check_digit_fits
from refdesk.domain.phone import Phone
from refdesk.domain.practice import Channel
from refdesk.domain.text import TURNS
from tests.domain.samples import field_of

LETTERS = st.characters(categories=("Lu", "Ll", "Lo", "Nd"))
KEPT = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="".join(TURNS))
LINES = st.text(KEPT, min_size=1, max_size=100)
WORDS = st.text(LETTERS, min_size=1, max_size=12)
ASCII = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12)
DAYS = st.dates(dt.date(1850, 1, 1), dt.date(2199, 12, 31))
TIMES = st.times().map(lambda time: time.replace(second=0, microsecond=0))
PAIRS = st.lists(TIMES, max_size=4, unique=True).map(sorted)
IDS = st.integers(1, 10**15 - 1)
CHANNELS = "Phone, Fax, Email, Paper form, Fillable PDF form, Portal, Walk-in"
HELD = "holds a character that cannot be kept (code 000A). Type it anew."


def spans(times: list[dt.time]) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in zip(times[::2], times[1::2], strict=False))


def npi(stem: int) -> Npi:
    return next(Npi(f"{stem}{d}") for d in range(10) if check_digit_fits(f"{stem}{d}"))


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": LINES.map(lambda text: field_of("text").parse(text)),
    "note": st.lists(LINES).map("\n".join).map(lambda text: field_of("note").parse(text)),
    "integer": st.integers(1 - 10**15, 10**15 - 1),
    "decimal": st.decimals(-99_999_999_999, 99_999_999_999, places=2),
    "money": st.decimals(-9_999_999_999_999, 9_999_999_999_999, places=2),
    "date": DAYS,
    "partial_date": DAYS.flatmap(
        lambda day: st.sampled_from((None, day.year)).map(
            lambda year: PartialDate(day.month, day.day, year)
        )
    ),
    "time": TIMES,
    "datetime": st.builds(
        lambda day, time: dt.datetime.combine(day, time, dt.UTC),
        st.dates(dt.date(1971, 1, 2), dt.date(2199, 12, 30)),
        TIMES,
    ),
    "yes_no": st.booleans(),
    "choice": st.sampled_from(Channel),
    "choices": st.sets(st.sampled_from(Channel), min_size=1).map(
        lambda some: tuple(channel for channel in Channel if channel in some)
    ),
    "phone": st.builds(
        lambda number, extension: Phone(f"+1740555{number:04d}", extension),
        st.integers(0, 9999),
        st.one_of(st.just(""), st.integers(1, 99_999).map(str)),
    ),
    "email": st.builds("{}@{}.org".format, ASCII, ASCII),
    "address": st.builds(
        lambda street, street2, city, state, zip_: Address.of(
            street=f"{street} Street", street2=street2, city=f"{city}ville", state=state, zip=zip_
        ),
        WORDS,
        st.one_of(st.just(""), WORDS),
        ASCII,
        st.sampled_from(sorted(STATES)),
        st.from_regex(r"[0-9]{5}(-[0-9]{4})?", fullmatch=True),
    ),
    "npi": st.integers(100_000_000, 299_999_999).map(npi),
    "hours": st.lists(PAIRS.map(spans), min_size=7, max_size=7)
    .filter(any)
    .map(lambda days: Hours(tuple(days))),
    "tags": st.sets(WORDS, min_size=1, max_size=50).map(
        lambda words: field_of("tags").parse(",".join(words))
    ),
    "reference": IDS,
    "references": st.lists(IDS, min_size=1, max_size=20, unique=True).map(tuple),
}


def test_no_kind_is_left_out_here():
    assert set(VALUES) == set(KINDS)


@pytest.mark.usefixtures("in_arizona")
@pytest.mark.parametrize("kind", sorted(KINDS))
@given(data=st.data())
def test_what_is_kept_shown_and_typed_again_is_the_same(kind: str, data: st.DataObject):
    field, value = field_of(kind), data.draw(VALUES[kind])
    if field.is_empty(value):
        return
    assert field.check(value) is None
    plain = json.loads(json.dumps(field.to_plain(value)))
    assert plain == field.to_plain(value)
    assert field.from_plain(plain) == value
    assert field.parse(field.show(value)) == value


@pytest.mark.usefixtures("in_arizona")
@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("number", [0, 1, 2, 7, 29, 365, 99_999])
def test_every_example_is_valid_and_makes_the_round(kind: str, number: int):
    field = field_of(kind)
    value = field.kind.example(field, number)
    assert field.check(value) is None
    if not field.is_empty(value):
        assert field.from_plain(json.loads(json.dumps(field.to_plain(value)))) == value
        assert field.parse(field.show(value)) == value
        assert field.kind.found_by(value, field)


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("blank", ["", " ", "\n\t", "\u3000\u00a0"])
def test_blank_text_is_the_empty_value_and_shows_nothing(kind: str, blank: str):
    field = field_of(kind, custom=True)
    value = field.parse(blank)
    assert value == field.kind.empty
    assert field.is_empty(value)
    assert field.show(value) == ""
    assert field.check(value) is None
    assert field.from_plain(field.to_plain(value)) == value
    assert field.from_plain(None) == value


def test_a_yes_or_no_of_the_program_left_blank_is_no():
    assert field_of("yes_no").parse(" ") is False
    assert field_of("yes_no").from_plain(None) is False


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        ("date", "next Tuesday", "Answer is not a date. Type it as 11/24/2026."),
        ("date", "1/1/1849", "Answer is a date outside the years 1850 to 2199."),
        ("partial_date", "2/30", "Answer is not a day of the year. Type it as 11/24."),
        ("time", "25:00", "Answer is not a time. Type it as 9:20 AM."),
        ("datetime", "soon", "Answer is not a date with a time. Type it as 11/24/2026 9:20 AM."),
        ("integer", "1.5", "Answer is not a whole number."),
        ("integer", "12,34", "Answer is not a whole number."),
        ("decimal", "12,50", "Answer is not a number. Type it as 1240.50."),
        ("decimal", "1.005", "Answer has more than 2 decimals."),
        ("decimal", "100,000,000,000", "Answer is too large a number."),
        ("money", "1.000,00", "Answer is not a number. Type it as 1240.50."),
        ("yes_no", "maybe", "Answer is neither yes nor no."),
        (
            "choice",
            "pigeon",
            f"Answer is not one of its choices: {CHANNELS}.",
        ),
        (
            "phone",
            "555-0117",
            "Answer is not a phone number. Type ten digits, as in (740) 555-0117.",
        ),
        ("email", "desk at example", "Answer is not an email address."),
        (
            "npi",
            "1234567890",
            "Answer has a wrong digit: an NPI is ten digits that begin with 1 or 2.",
        ),
        ("reference", "#0", "Answer is neither the number nor the exact name of a record."),
        (
            "references",
            "#4, Okafor",
            "Answer is neither the number nor the exact name of a record.",
        ),
    ],
)
def test_what_is_no_such_value_is_refused_with_what_to_type(kind: str, typed: str, sentence: str):
    with pytest.raises(UserError) as refused:
        field_of(kind).parse(typed)
    assert refused.value.message == sentence
    assert [(p.field, p.message) for p in refused.value.problems] == [("answer", sentence)]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_value_of_another_kind_is_refused_before_it_is_kept(kind: str):
    problem = field_of(kind).check(object())
    assert problem is not None
    assert problem.message.startswith("Answer is not ")


@pytest.mark.parametrize(
    ("kind", "value", "sentence"),
    [
        ("integer", 10**15, "Answer is too large a number."),
        ("integer", True, "Answer is not a whole number."),
        ("decimal", Decimal("NaN"), "Answer is not a number. Type it as 1240.50."),
        ("decimal", Decimal("1.005"), "Answer has more than 2 decimals."),
        ("decimal", Decimal(10**11), "Answer is too large a number."),
        ("date", dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "Answer is not of its kind."),
        ("date", dt.date(1849, 12, 31), "Answer is a date outside the years 1850 to 2199."),
        ("partial_date", PartialDate(1, 1, 26), "Answer is a date outside the years 1850 to 2199."),
        ("datetime", dt.datetime(2026, 1, 1), "Answer lacks its time zone."),  # noqa: DTZ001
        (
            "datetime",
            dt.datetime(2200, 1, 1, tzinfo=dt.UTC),
            "Answer is a date outside the years 1850 to 2199.",
        ),
        ("reference", 0, "Answer is not of its kind."),
        ("references", (4, 4), "Answer names the same record twice."),
        ("references", (4, -1), "Answer is not of its kind."),
        ("tags", ("b", "a"), "Answer are not in order."),
        ("tags", ("a, b",), "Answer hold a comma or a semicolon, which part tags."),
        ("tags", tuple(f"{n:02d}" for n in range(51)), "Answer are too many: at most 50 fit."),
        ("tags", ("a" * 41,), "Answer is too long: 41 characters, at most 40 fit."),
        ("text", "two\nlines", f"Answer {HELD}"),
    ],
)
def test_a_value_that_cannot_be_kept_is_refused_in_words(kind: str, value: object, sentence: str):
    problem = field_of(kind).check(value)
    assert problem is not None
    assert problem.message == sentence


@pytest.mark.parametrize(
    ("kind", "typed", "shown"),
    [
        ("integer", "1240", "1,240"),
        ("integer", "−3", "-3"),
        ("integer", "12.0", "12"),
        ("decimal", "1240.5", "1,240.50"),
        ("decimal", ".5", "0.50"),
        ("decimal", "-0", "0.00"),
        ("money", "$1,240.50", "$1,240.50"),
        ("money", "-$12", "-$12.00"),
        ("money", "$-12", "-$12.00"),
        ("money", "-0", "$0.00"),
        ("yes_no", "X", "yes"),
        ("yes_no", " FALSE ", "no"),
        ("choice", "walk in", "Walk-in"),
        ("choices", "fax; PHONE|fax", "Phone, Fax"),
        ("email", "mailto:Desk@Example.ORG", "Desk@example.org"),
        ("tags", "vip; new , vip", "new, vip"),
        ("reference", " #12 ", "#12"),
        ("references", "12; #15, 12", "#12, #15"),
        ("text", "  two\r\n lines ", "two lines"),
        ("note", " two\r\nlines \r", "two\nlines"),
        ("text", "e\u0301", "\u00e9"),
    ],
)
def test_values_are_read_however_they_are_typed(kind: str, typed: str, shown: str):
    field = field_of(kind)
    assert field.show(field.parse(typed)) == shown


@pytest.mark.parametrize("value", [Address(), Hours()])
def test_an_address_without_parts_and_hours_without_days_are_empty(value: object):
    field = field_of("address" if isinstance(value, Address) else "hours", required=True)
    assert field.is_empty(value)
    assert field.to_plain(value) is None


def test_a_choice_this_version_does_not_know_is_read_as_none():
    assert field_of("choice").from_plain("carrier pigeon") is None
    assert field_of("choices").from_plain(["fax", "carrier pigeon"]) == (Channel.FAX,)


def test_a_phone_is_found_by_its_digits_and_decimals_keep_the_places_of_their_field():
    phone = Phone("+17405550117")
    assert field_of("phone").kind.found_by(phone, field_of("phone")) == "7405550117"
    places = field_of("decimal", places=4)
    assert places.show(places.parse("39.3292")) == "39.3292"
    assert places.from_plain(places.to_plain(Decimal("39.3292"))) == Decimal("39.3292")


def test_a_kind_that_says_nothing_of_itself_keeps_the_value_and_shows_it_plainly():
    plain, spec = Kind(), field_of("text")
    assert plain.kept is Kept.TEXT
    assert plain.show(12, spec) == "12"
    with pytest.raises(NotImplementedError):
        plain.parse("12", spec)
    with pytest.raises(NotImplementedError):
        plain.example(spec, 1)
