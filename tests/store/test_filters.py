"""Every way to filter a list, for every way a value is kept."""

from __future__ import annotations

from typing import Any

import pytest

from refdesk.domain.address import Address
from refdesk.domain.customs import CustomField, CustomKind
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field, Ref
from refdesk.domain.hours import Hours
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice, Tier
from refdesk.domain.record import Record
from refdesk.domain.referral import Need, Referral
from refdesk.domain.sources import Source
from refdesk.services.session import Desk
from refdesk.store.listing import Filter, Match, Query
from tests.store.stories import add, tagged

HOURS = Hours.parse("Mon-Fri 8:00-17:00")
OTHER_HOURS = Hours.parse("Mon-Fri 9:00-17:00")
TAMSIN = Address("9 Weir Street", "", "Tamsin", "OH", "45701")
QUILLBY = Address("9 Weir Street", "", "Quillby", "OH", "45702")
ORDERED = {
    Match.IS: "b",
    Match.IS_NOT: "acx",
    Match.FROM: "bc",
    Match.TO: "ab",
    Match.EMPTY: "x",
    Match.FILLED: "abc",
}
"""Which of the records a, b, c (in order of their values) and x (blank) are found by b's value."""

UNORDERED = {k: v for k, v in ORDERED.items() if k not in {Match.FROM, Match.TO}}


def _own(kind: CustomKind, options: str = "") -> Field:
    field = CustomField(record_kind="practice", label="Own", field_kind=kind, options=options)
    field.id = 3
    return field.field()


def _values(own: Field, *values: object) -> list[Practice]:
    records = [Practice(name=str(number)) for number in range(len(values))]
    for record, value in zip(records, values, strict=True):
        own.set_on(record, value)
    return records


def _letters(desk: Desk, of: type[Record], one: Filter, limit: int | None = None) -> str:
    found = desk.db.ids(of.kind, Query(filters=(one,), limit=limit))
    return "".join("abcx"[row_id - 1] for row_id in found)


OWN_VALUES = {
    CustomKind.TEXT: ["Ala", "Bela", "Cela", ""],
    CustomKind.NOTE: ["Ala\n2", "Bela\n1", "Cela", ""],
    CustomKind.EMAIL: ["a@example.org", "b@example.org", "c@example.org", ""],
    CustomKind.INTEGER: ["-5", "0", "10", ""],
    CustomKind.DECIMAL: ["-0.5", "0", "10.25", ""],
    CustomKind.MONEY: ["-$5", "$0", "$9.99", ""],
    CustomKind.DATE: ["1999-12-31", "2026-01-02", "2026-01-10", ""],
    CustomKind.TIME: ["0:00", "9:05", "13:00", ""],
    CustomKind.PHONE: ["740-555-0101", "740-555-0102", "740-555-0103", ""],
    CustomKind.CHOICE: ["Ale", "Café", "Cola", ""],
}


@pytest.mark.parametrize("kind", OWN_VALUES)
def test_an_own_field_of_one_value(desk: Desk, kind: CustomKind) -> None:
    own = _own(kind, "Ale\nCafé\nCola")
    add(desk, *_values(own, *(own.parse(text) for text in OWN_VALUES[kind])))
    wanted = own.to_plain(own.parse(OWN_VALUES[kind][1]))
    for match, letters in ORDERED.items():
        assert _letters(desk, Practice, Filter(own, match, wanted)) == letters, match


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("name", ["Ala", "Bela", "Cela", ""]),
        ("website", ["a.example", "b.example", "c.example", ""]),
        ("conditions", ["a", "b\nb", "c", ""]),
        ("ideal_interval", ["-1", "0", "7", ""]),
        ("npi_deactivated", ["2020-01-01", "2020-01-02", "2021-01-01", ""]),
        ("phone", ["740-555-0101", "740-555-0102", "740-555-0103", ""]),
        ("practice_kind", ["dentist", "hospital", "other", ""]),
    ],
)
def test_a_field_of_one_value(desk: Desk, name: str, texts: list[str]) -> None:
    own = Practice.fields[name]
    add(desk, *_values(own, *(own.parse(text) for text in texts)))
    wanted = own.to_plain(own.parse(texts[1]))
    for match, letters in ORDERED.items():
        assert _letters(desk, Practice, Filter(own, match, wanted)) == letters, match


@pytest.mark.parametrize("blank", [None, ""])
def test_a_filter_by_nothing_finds_what_is_blank(desk: Desk, blank: str | None) -> None:
    add(desk, *(Practice(name=name) for name in ("a", "")))
    for name, empty, filled in (("name", "b", "a"), ("practice_kind", "ab", "")):
        own = Practice.fields[name]
        assert _letters(desk, Practice, Filter(own, Match.IS, blank)) == empty
        assert _letters(desk, Practice, Filter(own, Match.EMPTY)) == empty
        assert _letters(desk, Practice, Filter(own, Match.IS_NOT, blank)) == filled
        assert _letters(desk, Practice, Filter(own, Match.FILLED)) == filled


def test_a_reference(desk: Desk) -> None:
    add(desk, Patient(name="1"), Patient(name="2"))
    practices = [Practice(name="1"), Practice(name="2"), Practice(name="3")]
    add(desk, *practices)
    referring: list[Ref[Practice] | None] = [Ref(1), Ref(2), Ref(3), None]
    add(
        desk,
        *(
            Referral(patient=Ref(1), source=Source.PATIENT, referring_practice=one)
            for one in referring
        ),
    )
    own = Referral.fields["referring_practice"]
    for match, letters in UNORDERED.items():
        assert _letters(desk, Referral, Filter(own, match, 2)) == letters


def _referrals(desk: Desk, *needs: tuple[Need, ...]) -> None:
    add(desk, Patient(name="1"))
    add(desk, *(Referral(patient=Ref(1), source=Source.PATIENT, needs=one) for one in needs))


NEEDS = [(Need.RECORDS,), (Need.IMAGING,), (Need.RECORDS, Need.IMAGING), ()]
OF_SEVERAL: list[tuple[Match, Any, str]] = [
    (Match.IS, ["imaging"], "bc"),
    (Match.IS, "imaging", "bc"),
    (Match.IS, ["imaging", "records"], "c"),
    (Match.IS_NOT, ["imaging"], "ax"),
    (Match.IS, [], "x"),
    (Match.IS_NOT, [], "abc"),
    (Match.IS, None, "x"),
    (Match.EMPTY, None, "x"),
    (Match.FILLED, None, "abc"),
]


def test_several_choices(desk: Desk) -> None:
    _referrals(desk, *NEEDS)
    own = Referral.fields["needs"]
    for match, plain, letters in OF_SEVERAL:
        assert _letters(desk, Referral, Filter(own, match, plain)) == letters, (match, plain)


def _renamed(plain: Any, names: dict[str, Any]) -> Any:
    """Return codes as the same of another field."""
    if isinstance(plain, list):
        return [names[code] for code in plain]
    return None if plain is None else names[plain]


def test_several_own_choices(desk: Desk) -> None:
    """The clinic names its choices itself, with accents and quotes."""
    named = {"records": "Café", "imaging": 'Say "hi" 100%_'}
    own = _own(CustomKind.CHOICES, "\n".join(named.values()))
    values = [own.from_plain([named[need.value] for need in needs]) for needs in NEEDS]
    add(desk, *_values(own, *values))
    for match, plain, letters in OF_SEVERAL:
        one = Filter(own, match, _renamed(plain, named))
        assert _letters(desk, Practice, one) == letters, (match, plain)


def test_tags_and_links(desk: Desk) -> None:
    tags = {"records": "cold", "imaging": "warm"}
    add(desk, Practice(name="cold"), Practice(name="warm"))
    links = {"records": Ref[Practice](1), "imaging": Ref[Practice](2)}
    for needs in NEEDS:
        codes = [need.value for need in needs]
        person = Person(name="x", practices=tuple(links[code] for code in codes))
        add(desk, tagged(person, *(tags[code] for code in codes)))
    for match, plain, letters in OF_SEVERAL:
        for name, names in (("tags", tags), ("practices", links)):
            one = Filter(Person.fields[name], match, _renamed(plain, names))
            assert _letters(desk, Person, one) == letters, (name, match, plain)


OF_PLACES: list[tuple[Match, Any, str]] = [
    (Match.IS, {"city": "Quillby"}, "b"),
    (Match.IS, {"street": "9 Weir Street"}, "ab"),
    (Match.IS, {"street": "9 Weir Street", "zip": "45701"}, "a"),
    (Match.IS_NOT, {"city": "Quillby"}, "acx"),
    (Match.IS, {"city": ""}, "x"),
    (Match.IS_NOT, None, "abc"),
    (Match.EMPTY, None, "x"),
    (Match.FILLED, None, "abc"),
]


def test_an_address(desk: Desk) -> None:
    places = [TAMSIN, QUILLBY, Address(state="OH"), None]
    add(desk, *(Person(name="x", address=place) for place in places))
    own = Person.fields["address"]
    for match, parts, letters in OF_PLACES:
        assert _letters(desk, Person, Filter(own, match, parts)) == letters, (match, parts)


def test_hours(desk: Desk) -> None:
    add(desk, *(Person(name="x", in_days=hours) for hours in (OTHER_HOURS, HOURS, None)))
    own = Person.fields["in_days"]
    for match, letters in ((Match.IS, "b"), (Match.IS_NOT, "ac"), (Match.EMPTY, "c")):
        assert _letters(desk, Person, Filter(own, match, HOURS.to_plain())) == letters


OF_FLAGS = [
    (Match.IS, True, "a"),
    (Match.IS, False, "bc"),
    (Match.IS_NOT, True, "bc"),
    (Match.IS_NOT, False, "a"),
    (Match.EMPTY, None, "bc"),
    (Match.FILLED, None, "a"),
]


def test_yes_and_no(desk: Desk) -> None:
    """A flag that was never set is a no."""
    add(desk, *(Person(name="x", gatekeeper=flag) for flag in (True, False, False)))
    own = _own(CustomKind.YES_NO)
    add(desk, *_values(own, True, False, None))
    for match, plain, letters in OF_FLAGS:
        one = Filter(Person.fields["gatekeeper"], match, plain)
        assert _letters(desk, Person, one) == letters, (match, plain)
        assert _letters(desk, Practice, Filter(own, match, plain)) == letters, (match, plain)


@pytest.mark.parametrize("name", ["tags", "practices", "address", "in_days", "gatekeeper"])
def test_what_has_no_order_has_no_from_and_to(desk: Desk, name: str) -> None:
    own = Person.fields[name]
    for match in (Match.FROM, Match.TO):
        with pytest.raises(UserError, match=f"{own.label} has no order"):
            desk.db.ids("person", Query(filters=(Filter(own, match, own.to_plain(own.empty)),)))


def test_filters_search_sort_and_limit_together(desk: Desk) -> None:
    for number in range(6):
        tier = Tier.A if number % 2 else Tier.B
        add(desk, tagged(Practice(name=f"Tilbrook {9 - number}", tier=tier), "warm"))
    add(desk, tagged(Practice(name="Dunmere", tier=Tier.A), "warm"))
    query = Query(
        search="tilb",
        filters=(
            Filter(Practice.fields["tier"], Match.IS, "a"),
            Filter(Practice.fields["tags"], Match.IS, ["warm"]),
        ),
        sort=Practice.fields["name"],
        limit=2,
    )
    assert [one.name for one in desk.db.page(Practice, desk.db.ids("practice", query))] == [
        "Tilbrook 4",
        "Tilbrook 6",
    ]


def test_any_of_several_values_and_none_of_them(desk: Desk) -> None:
    own = Practice.fields["practice_kind"]
    kinds = (own.parse(text) if text else None for text in ("dentist", "hospital", "other", ""))
    add(desk, *(Practice(name="x", practice_kind=kind) for kind in kinds))
    for match, plain, letters in (
        (Match.ANY_OF, ["dentist", "other"], "ac"),
        (Match.NONE_OF, ["dentist", "other"], "bx"),
        (Match.ANY_OF, "hospital", "b"),
        (Match.ANY_OF, [], ""),
        (Match.NONE_OF, [], "abcx"),
        (Match.ANY_OF, ["hospital", None], "bx"),
    ):
        assert _letters(desk, Practice, Filter(own, match, plain)) == letters, (match, plain)


def test_any_of_several_where_a_record_holds_several(desk: Desk) -> None:
    _referrals(desk, *NEEDS)
    own = Referral.fields["needs"]
    assert _letters(desk, Referral, Filter(own, Match.ANY_OF, ["imaging", "records"])) == "abc"
    assert _letters(desk, Referral, Filter(own, Match.NONE_OF, ["imaging"])) == "ax"


def test_any_of_several_tags(desk: Desk) -> None:
    tagged_with = (("cold",), ("warm",), ("cold", "warm"), ())
    add(desk, *(tagged(Practice(name="x"), *tags) for tags in tagged_with))
    own = Practice.fields["tags"]
    assert _letters(desk, Practice, Filter(own, Match.ANY_OF, ["cold", "hot"])) == "ac"
    assert _letters(desk, Practice, Filter(own, Match.NONE_OF, ["cold"])) == "bx"


def test_a_part_of_a_text_in_any_case(desk: Desk) -> None:
    add(desk, *(Practice(name=name) for name in ("100% Ala", "Bela Ortho", "orthopaedics", "")))
    own = Practice.fields["name"]
    assert _letters(desk, Practice, Filter(own, Match.CONTAINS, "ORTHO")) == "bc"
    assert _letters(desk, Practice, Filter(own, Match.CONTAINS, "%")) == "a"
    with pytest.raises(UserError, match="has no order"):
        desk.db.ids(
            "practice", Query(filters=(Filter(Practice.fields["tags"], Match.CONTAINS, "x"),))
        )
