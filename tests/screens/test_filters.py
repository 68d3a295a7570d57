"""Filters as a person sets and reads them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from refdesk.domain.catalogue import CATALOGUE
from refdesk.domain.customs import CustomField, CustomKind
from refdesk.domain.errors import UserError
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.domain.referral import Referral
from refdesk.screens import filters
from refdesk.screens.filters import Ask, condition, hows, sentence, ticked, typed_conditions
from refdesk.services.conditions import Condition, Conditions, Match, day_of, today
from refdesk.services.records import Records
from tests.helpers.desks import make_desk

TIER, PHONE, NAME = (Practice.fields[name] for name in ("tier", "phone", "name"))
RECEIVED = Referral.fields["received"]
EVERY_FIELD = [
    pytest.param(own, id=f"{of.kind}.{own.name}") for of in CATALOGUE for own in of.fields.values()
]


@pytest.fixture
def records(tmp_path: Path):
    with make_desk(tmp_path / "desk") as desk:
        yield Records(desk)


def found(records: Records, of, *conditions: Condition) -> list[int]:
    query = Conditions(records._desk).query(of, conditions, sort="")
    return sorted(records.ids(of, query))


@pytest.mark.parametrize(
    ("own", "one", "words"),
    [
        (TIER, Condition("tier", Match.IS, ("a",)), "Tier is A"),
        (TIER, Condition("tier", Match.IS, ("a", "b", "c")), "Tier is A, B or C"),
        (TIER, Condition("tier", Match.IS_NOT, ("a",)), "Tier is not A"),
        (PHONE, Condition("phone", Match.EMPTY), "Phone is empty"),
        (PHONE, Condition("phone", Match.FILLED), "Phone is filled in"),
        (NAME, Condition("name", Match.CONTAINS, ("élan",)), "Name contains “élan”"),
        (
            RECEIVED,
            Condition("received", Match.FROM, ("2026-11-01",)),
            "Received from Nov 1, 2026",
        ),
        (
            RECEIVED,
            Condition("received", Match.FROM, ("today-30",)),
            "Received from 30 days ago",
        ),
        (RECEIVED, Condition("received", Match.TO, ("today+1",)), "Received to tomorrow"),
        (
            Practice.fields["tags"],
            Condition("tags", Match.IS, ("cold", "warm")),
            "Tags has cold or warm",
        ),
        (
            Practice.fields["ideal_interval"],
            Condition("ideal_interval", Match.FROM, (30,)),
            "Ideal days between touches is at least 30",
        ),
        (Practice.fields["archived"], Condition("archived", Match.IS, (True,)), "Archived is yes"),
        (
            Person.fields["address"],
            Condition("address", Match.IS, ("Tamsin",)),
            "Address is in the town of Tamsin",
        ),
        (TIER, Condition("tier", Match.IS, ("from another version",)), "Tier is from another"),
    ],
)
def test_a_filter_reads_as_a_person_says_it(own, one, words):
    assert sentence(own, one).startswith(words)


def test_a_reference_reads_by_name_and_by_number_when_it_is_gone():
    own = Referral.fields["patient"]
    one = Condition("patient", Match.IS, (7,))
    assert sentence(own, one, {7: "Vance, Marisol"}) == "Patient is Vance, Marisol"
    assert sentence(own, one) == "Patient is #7"


@pytest.mark.parametrize("own", EVERY_FIELD)
def test_every_field_is_asked_in_ways_that_have_words_and_a_control(own):
    for match in hows(own):
        assert filters.how_words(own, match)
        if filters.asks(own, match) is Ask.TICKS:
            assert filters.options(own)
    if own.required:
        assert Match.EMPTY not in hows(own)


@pytest.mark.parametrize("own", EVERY_FIELD)
def test_every_way_to_ask_makes_a_query_that_runs(records, own):
    of = next(of for of in CATALOGUE if own in of.fields.values())
    for match in hows(own):
        ask = filters.asks(own, match)
        if ask is Ask.NOTHING:
            one = Condition(own.name, match)
        elif ask is Ask.TICKS:
            one = ticked(own, match, [filters.options(own)[0].value])
        elif ask is Ask.RECORD:
            one = ticked(own, match, [1])
        else:
            text = own.show(own.kind.example(own, 3)) if own.kind.name != "address" else "Tamsin"
            one = condition(own, match, text)
        assert sentence(own, one)
        found(records, of, one)
        assert Condition.from_json(one.to_json()) == one


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("today", "today"),
        ("Yesterday", "today-1"),
        ("30 days ago", "today-30"),
        ("last 2 weeks", "today-14"),
        ("in 3 days", "today+3"),
        ("next month", None),
        ("+5", "today+5"),
        ("11/24/2026", "2026-11-24"),
        ("Nov 24, 2026", "2026-11-24"),
    ],
)
def test_days_are_typed_in_words(typed, kept):
    if kept is None:
        with pytest.raises(UserError, match="Received is not a date"):
            condition(RECEIVED, Match.FROM, typed)
    else:
        one = condition(RECEIVED, Match.FROM, typed)
        assert one.values == (kept,)
        assert condition(RECEIVED, Match.FROM, filters.typed_text(RECEIVED, one)) == one


def test_what_is_past_its_moment_is_asked_for_by_now(records):
    records.add(Patient, {"name": "Vance, Marisol"})
    for came in (dt.datetime.now(dt.UTC) - dt.timedelta(days=90), dt.datetime.now(dt.UTC)):
        given = {"patient": "1", "source": "patient", "received": came.isoformat()}
        records.add(Referral, given)
    due = Referral.fields["due"]
    late, later = condition(due, Match.TO, "Now"), condition(due, Match.FROM, "now")
    assert sentence(due, late) == "Due to now"
    assert found(records, Referral, late) == [1]
    assert found(records, Referral, later) == [2]
    assert condition(due, Match.TO, filters.typed_text(due, late)) == late


def test_several_choices_are_typed_with_commas_between():
    stage = Referral.fields["stage"]
    one = condition(stage, Match.IS, "no_show, Reopened, no_show")
    assert one.values == ("no_show", "reopened")
    assert sentence(stage, one) == "Stage is No-show or Reopened"
    with pytest.raises(UserError, match="Stage"):
        condition(stage, Match.IS, "no_show, soon")


def test_a_day_in_words_moves_on_with_the_days():
    assert day_of("today-30", dt.date(2026, 11, 24)) == dt.date(2026, 10, 25)
    assert day_of("today", dt.date(2026, 11, 25)) == dt.date(2026, 11, 25)
    assert day_of("today+99999", dt.date(9999, 1, 1)) is None
    assert day_of("soon", today()) is None


@pytest.mark.parametrize(
    ("own", "match", "text", "says"),
    [
        (PHONE, Match.IS, "12", "Phone"),
        (NAME, Match.CONTAINS, "   ", "Name needs a value here."),
        (NAME, Match.CONTAINS, "x" * 300, "too long"),
        (Practice.fields["ideal_interval"], Match.FROM, "many", "is not a whole number."),
    ],
)
def test_a_wrong_value_is_told_in_words(own, match, text, says):
    with pytest.raises(UserError, match=says):
        condition(own, match, text)


def test_nothing_ticked_is_told_in_words():
    with pytest.raises(UserError, match="Tier needs a choice here"):
        ticked(TIER, Match.IS, [])


def test_any_of_the_ticked_values_fits(records):
    for tier in ("a", "b", "c", "prospect"):
        records.add(Practice, {"name": f"Clinic {tier}", "tier": tier})
    assert found(records, Practice, Condition("tier", Match.IS, ("a", "c"))) == [1, 3]
    assert found(records, Practice, Condition("tier", Match.IS_NOT, ("a", "c"))) == [2, 4]
    assert found(records, Practice, Condition("phone", Match.EMPTY)) == [1, 2, 3, 4]
    assert found(records, Practice, Condition("name", Match.CONTAINS, ("CLINIC A",))) == [1]


def test_a_day_means_the_whole_day(records):
    patient = records.add(Patient, {"name": "Vance, Marisol"}).id
    for moment in ("2026-11-23 23:59", "2026-11-24 00:00", "2026-11-24 23:30", "2026-11-25 0:00"):
        records.add(Referral, {"patient": str(patient), "source": "patient", "received": moment})
    day = ("2026-11-24",)
    assert found(records, Referral, Condition("received", Match.IS, day)) == [2, 3]
    assert found(records, Referral, Condition("received", Match.FROM, day)) == [2, 3, 4]
    assert found(records, Referral, Condition("received", Match.TO, day)) == [1, 2, 3]


def test_archived_records_are_shown_when_asked_for(records):
    for name in ("Here", "Away"):
        records.add(Practice, {"name": name})
    records.archive(Practice, 2)
    assert found(records, Practice) == [1]
    assert found(records, Practice, Condition("archived", Match.IS, (True,))) == [2]


def test_a_clinics_own_field_is_filtered_like_any_other(records):
    records.add(CustomField, {"record_kind": "practice", "label": "Ward", "field_kind": "text"})
    records.add(Practice, {"name": "One", "Ward": "North"})
    records.add(Practice, {"name": "Two"})
    assert found(records, Practice, Condition("cf1", Match.CONTAINS, ("nor",))) == [1]
    assert found(records, Practice, Condition("cf1", Match.EMPTY)) == [2]
    assert CustomKind.TEXT.value == "text"


def test_a_field_that_is_gone_is_told(records):
    with pytest.raises(UserError, match="no longer there"):
        found(records, Practice, Condition("cf9", Match.EMPTY))


@pytest.mark.parametrize(
    "kept",
    [
        None,
        [],
        {},
        {"field": 3, "match": "is", "values": ["a"]},
        {"field": "tier", "match": "resembles", "values": ["a"]},
        {"field": "tier", "match": "is", "values": []},
        {"field": "tier", "match": "is", "values": [{"a": 1}]},
        {"field": "tier", "match": "is", "values": ["x" * 201]},
        {"field": "tier", "match": "is", "values": ["a"] * 101},
        {"field": "tier", "match": "is", "values": [2**60]},
        {"field": "tier", "match": "is", "values": "a"},
    ],
)
def test_what_is_no_condition_is_left_out(kept):
    assert Condition.from_json(kept) is None


def test_typed_values_by_field_name_become_filters():
    made = typed_conditions(
        Practice.fields,
        {"tier": "A", "phone": "", "fax!": "", "name!": "Élan", "nonsense": "x", "npi": "abc"},
    )
    assert made == (
        Condition("tier", Match.IS, ("a",)),
        Condition("phone", Match.EMPTY),
        Condition("fax", Match.FILLED),
        Condition("name", Match.IS_NOT, ("Élan",)),
    )
    office = typed_conditions(Referral.fields, {"referring_practice": "12", "received>": "today"})
    assert office == (
        Condition("referring_practice", Match.IS, (12,)),
        Condition("received", Match.FROM, ("today",)),
    )
