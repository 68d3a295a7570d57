"""Finding the record that a field names, by what is typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.touch import Touch
from refdesk.screens import finding
from refdesk.screens.finding import Finding
from refdesk.services.records import Records
from tests.helpers.desks import make_desk


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    with make_desk(tmp_path / "desk") as desk:
        yield Records(desk)


def names(found: tuple[list[finding.Found], int]) -> list[str]:
    return [one.title for one in found[0]]


def test_names_that_begin_so_come_before_words_that_do(records):
    for name in ("Harrow Okafor", "Lokal Care", "Okafor Clinic", "Dunmere"):
        records.add(Practice, {"name": name})
    found = Finding(records).find("practice", "oka")
    assert names(found) == ["Okafor Clinic", "Harrow Okafor", "Lokal Care"]
    assert found[1] == 3


def test_all_words_are_looked_for_in_any_order_case_and_accent(records):
    records.add(Person, {"name": "Müller, Rosa"})
    records.add(Person, {"name": "Moray, Tess"})
    assert names(Finding(records).find("person", "ROSA mull")) == ["Müller, Rosa"]


def test_namesakes_are_told_apart_by_where_they_are(records):
    grove = records.add(Practice, {"name": "Cedar Grove"})
    other = records.add(Practice, {"name": "Tilbrook"})
    for place, role in ((grove, "physician"), (other, "nurse")):
        records.add(Person, {"name": "Okafor, Nkem", "practices": str(place.id), "role": role})
    found, _count = Finding(records).find("person", "okafor")
    assert [one.detail for one in found] == ["Physician, Cedar Grove", "Nurse, Tilbrook"]


def test_a_person_is_found_by_the_practice_too_but_after_those_of_that_name(records):
    grove = records.add(Practice, {"name": "Okala Center"})
    records.add(Person, {"name": "Bellwether, Rosa", "practices": str(grove.id)})
    records.add(Person, {"name": "Okala, Ada"})
    found = Finding(records).find("person", "okala")
    assert names(found) == ["Okala, Ada", "Bellwether, Rosa"]


def test_no_text_finds_the_newest_and_says_how_many_there_are(records):
    for number in range(10):
        records.add(Practice, {"name": f"Practice {number}"})
    found = Finding(records).find("practice", "  ", limit=3)
    assert names(found) == ["Practice 9", "Practice 8", "Practice 7"]
    assert found[1] == 10


def test_among_very_many_the_one_whose_name_begins_so_is_still_first(records, monkeypatch):
    monkeypatch.setattr(finding, "LOOKED_AT", 5)
    for number in range(12):
        records.add(Practice, {"name": f"Center Osta {number}"})
    records.add(Practice, {"name": "Ostá Falls"})
    records.add(Practice, {"name": "Quillby"})
    found, count = Finding(records).find("practice", "osta", limit=4)
    assert found[0].title == "Ostá Falls"
    assert (len(found), count) == (4, 13)


def test_what_is_added_while_a_person_types_on_is_found(records, monkeypatch):
    monkeypatch.setattr(finding, "LOOKED_AT", 2)
    for number in range(6):
        records.add(Practice, {"name": f"Osta {number}"})
    looks = Finding(records)
    assert looks.find("practice", "o")[1] == 6
    records.add(Practice, {"name": "Ostrander"})
    records.archive(Practice, 1)
    found, count = looks.find("practice", "ost")
    assert count == 6
    assert "Osta 0" not in [one.title for one in found]
    assert names(looks.find("practice", "ostr")) == ["Ostrander"]


def test_where_a_name_is_no_text_of_its_own_many_are_found_as_well(records, monkeypatch):
    monkeypatch.setattr(finding, "LOOKED_AT", 2)
    grove = records.add(Practice, {"name": "Cedar Grove"})
    for name in ("Main", "Annex", "Hill"):
        records.add(Office, {"practice": str(grove.id), "name": name})
    found, count = Finding(records).find("office", "cedar")
    assert (len(found), count) == (2, 3)
    assert found[0].title == "Cedar Grove, Annex"


def test_archived_records_are_not_offered_but_described(records):
    gone = records.add(Practice, {"name": "Cedar Grove"})
    records.archive(Practice, gone.id)
    looks = Finding(records)
    assert looks.find("practice", "cedar") == ([], 0)
    assert looks.find("practice", "") == ([], 0)
    (found,) = looks.describe("practice", [gone.id, 999])
    assert (found.title, found.archived) == ("Cedar Grove", True)


def test_records_are_described_in_the_order_asked_for(records):
    ids = [records.add(Practice, {"name": name}).id for name in ("A", "B", "C")]
    found = Finding(records).describe("practice", reversed(ids))
    assert [one.title for one in found] == ["C", "B", "A"]


def test_a_kind_without_a_screen_is_found_by_name(records):
    found = Finding(records).describe("user", [1])
    assert found[0].title == "Owner"


@pytest.mark.parametrize("text", ['"', "*", "AND", "(", "%", "\0", "'; --", "👩‍⚕️", "x" * 5000])
def test_whatever_is_typed_finds_nothing_rather_than_failing(records, text):
    records.add(Practice, {"name": "Cedar Grove"})
    assert Finding(records).find("practice", text)[1] == 0


def test_records_that_no_text_finds_are_found_newest_first(records):
    grove = records.add(Practice, {"name": "Cedar Grove"})
    records.add(Touch, {"practice": str(grove.id), "date": "11/23/2026", "touch_kind": "call"})
    found, count = Finding(records).find("touch", "")
    assert count == 1
    assert found[0].title.startswith("Cedar Grove")
