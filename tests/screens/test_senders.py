"""Who may have sent a patient, found in one field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.domain.referral import Referral
from refdesk.domain.sources import ListedSource, Source
from refdesk.screens.names import Names
from refdesk.screens.senders import Sender, Senders
from refdesk.services.records import Records
from tests.helpers.desks import make_desk


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    """A desk whose coordinator hears mostly from Harrow, last from Cedar."""
    with make_desk(tmp_path / "Lakeline") as desk:
        records = Records(desk)
        for name in ("Cedar Grove", "Harrow Creek", "Tilbrook"):
            records.add(Practice, {"name": name, "fax": "740-555-0147"})
        okafor = {"name": "Okafor, Nkem", "credentials": "MD", "practices": "1; 3"}
        records.add(Person, {**okafor, "in_days": "Mon 8:00-12:00"})
        records.add(Person, {"name": "Okamoto, Bria", "practices": "2"})
        records.add(Person, {"name": "Ngo, Ola", "practices": "2"})
        records.add(ListedSource, {"name": "Church bulletin", "source": "advertisement"})
        records.add(Patient, {"name": "Vance, Marisol"})
        for day in (1, 2, 3):
            came = {"received": f"2026-11-0{day} 9:00", "patient": "1", "source": "physician"}
            by = {"referring_person": "2", "referring_practice": "2"}
            records.add(Referral, {**came, **by})
        came = {"received": "2026-11-05 9:00", "patient": "1", "source": "physician"}
        records.add(Referral, {**came, "referring_person": "1", "referring_practice": "3"})
        yield records


def offered(senders: Senders, text: str) -> list[str]:
    return [one.title for one in senders.find(text)[0]]


def first(senders: Senders, text: str) -> Sender:
    return senders.of(senders.find(text)[0][0])


def test_before_anything_is_typed_the_newest_stand_before_the_frequent(records):
    assert offered(Senders(records), " ") == ["Okafor, Nkem MD", "Okamoto, Bria"]


def test_who_sends_often_stands_before_who_seldom_does(records):
    senders = Senders(records)
    assert offered(senders, "ok") == ["Okamoto, Bria", "Okafor, Nkem MD"]
    assert offered(senders, "o")[:4] == ["Okamoto, Bria", "Okafor, Nkem MD", "Ngo, Ola", "Other"]


def test_a_person_is_told_by_practice_fax_and_in_days(records):
    told = Senders(records).find("okaf")[0][0].detail
    assert told == "Cedar Grove, Tilbrook, fax (740) 555-0147, in Mon 8:00 AM–12:00 PM"


def test_somebody_of_several_practices_sends_from_the_one_of_the_newest_referral(records):
    sender = first(Senders(records), "okaf")
    assert (sender.source, sender.person, sender.practice) == (Source.PHYSICIAN, 1, 3)


def test_practices_listed_sources_and_kinds_of_source_are_found_too(records):
    senders = Senders(records)
    assert (first(senders, "harrow").practice, first(senders, "harrow").person) == (2, None)
    bulletin = first(senders, "bull")
    assert (bulletin.source, bulletin.listed) == (Source.ADVERTISEMENT, 1)
    assert first(senders, "word of").source is Source.WORD_OF_MOUTH


def test_a_phone_finds_whom_it_belongs_to(records):
    assert "Cedar Grove" in offered(Senders(records), "555-0147")


def test_what_is_on_no_list_is_offered_as_a_source_in_ones_own_words(records):
    senders = Senders(records)
    assert senders.find("zzz") == ([], 0)
    found, count = senders.find("  tea   house ")
    assert [one.title for one in found] == [
        "Add “tea house” as a new person",
        "Other: tea house",
    ]
    assert [one.asks for one in found] == [True, False]
    assert count == 0
    sender = senders.of(found[1])
    assert (sender.source, sender.detail) == (Source.OTHER, "tea house")
    assert senders.find("1234567") == ([], 0), "figures alone name no source"


@pytest.mark.parametrize(
    ("typed", "kind", "told"),
    [
        ("heal", Source.EVENT, "health fair"),
        ("Spring Health Fair", Source.EVENT, "Spring Health Fair"),
        ("radio spot", Source.ADVERTISEMENT, "radio spot"),
        ("a neighbor", Source.WORD_OF_MOUTH, "a neighbor"),
    ],
)
def test_the_usual_words_find_their_kind_of_source(records, typed, kind, told):
    sender = first(Senders(records), typed)
    assert (sender.source, sender.detail) == (kind, told)


def test_a_name_is_no_usual_word_for_a_source(records):
    titles = offered(Senders(records), "Radio, Guglielma")
    assert titles[0] == "Add “Radio, Guglielma” as a new person"


def test_a_school_and_who_works_there_send_as_a_school(records):
    records.add(Practice, {"name": "Alder Row High School", "practice_kind": "school"})
    records.add(Person, {"name": "Pryce, Odell", "practices": "4"})
    senders = Senders(records)
    for typed, person in (("pryce", 4), ("alder row", None)):
        sender = first(senders, typed)
        assert (sender.source, sender.detail) == (Source.SCHOOL, "Alder Row High School")
        assert (sender.person, sender.practice) == (person, 4)
    of_school = {"source": "school", "referring_person": "4", "patient": "1"}
    records.add(Referral, {**of_school, "received": "2026-11-09 9:00"})
    assert offered(Senders(records), "")[0] == "Pryce, Odell", "known again as who it was"


def test_what_was_archived_is_not_offered(records):
    records.archive(Person, 3)
    assert offered(Senders(records), "ngo") == []


def test_names_are_found_by_the_beginnings_of_words_in_any_order():
    names = Names([(1, "van der berg, ada"), (2, "berger, ada"), (3, "adamo, bea")])
    assert names.find("ada ber", 8) == ([2, 1], 2)
    assert names.find("Berg, Ada", 8) == ([2, 1], 2)
    assert names.find("ada", 2) == ([3, 2], 3)
    assert names.find("zz", 8) == ([], 0)
    assert names.find("  ,", 8) == ([], 0)
