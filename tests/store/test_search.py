"""Finding records by what people type."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from refdesk.domain.catalogue import CATALOGUE
from refdesk.domain.customs import CustomField
from refdesk.domain.fields import Ref
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.phone import Phone
from refdesk.domain.practice import Office, Practice
from refdesk.domain.record import Record
from refdesk.domain.referral import AttemptResult, ContactAttempt, Referral
from refdesk.domain.sources import Source
from refdesk.domain.text import fold
from refdesk.services.session import Desk
from refdesk.store.listing import Query, ordered_ids
from refdesk.store.migrate import prepare_search
from refdesk.store.search import SearchIndex
from tests.store.stories import add, again, delete, example, practice, save, undo


def found(desk: Desk, typed: str, of: type[Record] = Practice) -> list[int]:
    return list(desk.db.ids(of.kind, Query(search=typed)))


TYPED = [
    *("núñez", "NUNEZ", "nunez", "une"),
    *("obrien", "O'Brien", "O’BRIEN", "o'b"),
    *("łódź", "lodz", "strasse", "straße", "STRASSE"),
    *("n", "nu", "o", "ob", "l", "y"),
    *("obrien nunez", "strasse lodz nunez", "  nunez   obrien  "),
    *("Núñez-O'Brien", "nunez, (obrien)"),
]


def test_a_name_is_found_as_people_type_it(desk: Desk) -> None:
    practice(desk, "Núñez y O'Brien, Łódź Straße")
    practice(desk, "Dunmere Clinic")
    for typed in TYPED:
        assert found(desk, typed) == [1], typed


def test_what_is_not_there_is_not_found(desk: Desk) -> None:
    """One and two letters find the starts of words only, or every list would be full."""
    practice(desk, "Núñez y O'Brien")
    practice(desk, "Dunmere Clinic")
    for typed in ("ú", "z", "br", "unez x", "nunez dunmere", "brienn", "0"):
        assert found(desk, typed) == [], typed


def test_nothing_typed_shows_everything_and_signs_alone_show_nothing(desk: Desk) -> None:
    practice(desk)
    assert found(desk, "") == found(desk, " \t\n") == [1]
    assert found(desk, "?!") == []


IN_FULL = [
    *("7405550117", "740-555-0117", "(740) 555-0117", "740.555.0117", "+1 740 555 0117"),
    *("1-740-555-0117", "740/555 0117", "(740) 555-0117 ext. 12", "7405550117x12"),
    *("tilbrook 555-0117", "555-0117", "555 0117"),
]


def test_a_phone_is_found_in_any_form(desk: Desk) -> None:
    practice(desk, "Tilbrook", phone=Phone("+17405550117", "12"))
    practice(desk, "Dunmere", phone=Phone("+17405550188"), fax=Phone("+17405560117"))
    for typed in IN_FULL:
        assert found(desk, typed) == [1], typed
    for typed in ("0117", "740"):
        assert found(desk, typed) == [1, 2], typed


def test_a_phone_abroad_is_found(desk: Desk) -> None:
    practice(desk, "Tilbrook", phone=Phone("+442071234567"))
    assert found(desk, "+44 20 7123 4567") == found(desk, "7123 4567") == [1]


def test_a_control_number_is_found_though_it_looks_like_a_phone(desk: Desk) -> None:
    add(desk, Patient(control_number="2026-0117"), Patient(control_number="2025-0118"))
    for typed in ("2026-0117", "2026 0117", "2026/0117", "0117", "2026-01"):
        assert found(desk, typed, Patient) == [1], typed


def test_a_zip_with_its_four_is_found(desk: Desk) -> None:
    practice(desk)
    office = example(Office, 1)
    office.address = Office.fields["address"].parse("9 Weir Street, Tamsin, OH 45701-2233")
    add(desk, office)
    for typed in ("45701-2233", "tamsin oh", "weir tamsin 45701"):
        assert found(desk, typed, Office) == [1]


def test_a_record_is_found_by_what_it_names(desk: Desk) -> None:
    practice(desk, "Tilbrook Pediatrics")
    practice(desk, "Dunmere Urgent Care")
    add(desk, Office(practice=Ref(1), name="North"), Office(practice=Ref(2), name="North"))
    assert found(desk, "tilbrook", Office) == [1]
    assert found(desk, "north pediatrics", Office) == [1]
    assert found(desk, "north tilbrook dunmere", Office) == []
    add(desk, Patient(name="Vance, Marisol"), Patient(name="Pryor, Wendell"))
    add(desk, Person(name="Okafor, Nkem", practices=(Ref(2), Ref(1))), Person(name="Moray"))
    add(
        desk,
        Referral(
            patient=Ref(1),
            source=Source.PHYSICIAN,
            referring_practice=Ref(2),
            referring_person=Ref(1),
        ),
        Referral(patient=Ref(2), source=Source.PATIENT),
    )
    assert found(desk, "mari dunmere okafor", Referral) == [1]
    assert found(desk, "pryor", Referral) == [2]
    assert found(desk, "pediatrics", Person) == found(desk, "nkem urgent", Person) == [1]
    assert found(desk, "pe", Person) == []
    assert found(desk, "pe", Office) == [1]


def test_a_kind_without_a_word_of_its_own_finds_nothing(desk: Desk) -> None:
    add(desk, Patient(name="Vance"))
    add(desk, Referral(patient=Ref(1), source=Source.PATIENT))
    add(desk, ContactAttempt(referral=Ref(1), result=AttemptResult.REACHED))
    assert found(desk, "vance", ContactAttempt) == []
    assert found(desk, "", ContactAttempt) == [1]


def test_a_renamed_record_is_found_under_its_new_name_only(desk: Desk) -> None:
    one = practice(desk, "Tilbrook")
    add(desk, Office(practice=Ref(1), name="North"))
    one.name = "Dunmere"
    save(desk, one)
    assert (found(desk, "tilbrook"), found(desk, "dunmere")) == ([], [1])
    assert (found(desk, "tilbrook", Office), found(desk, "dunmere", Office)) == ([], [1])
    undo(desk)
    assert (found(desk, "tilbrook"), found(desk, "dunmere")) == ([1], [])


def test_a_deleted_record_is_found_again_when_it_is_back(desk: Desk) -> None:
    one = practice(desk, "Tilbrook")
    delete(desk, one)
    assert found(desk, "tilbrook") == []
    assert _in_index(desk, "practice", "tilbrook") == 0
    undo(desk)
    assert found(desk, "tilbrook") == [1]


def test_a_record_removed_and_brought_back_in_one_change_is_found_once(desk: Desk) -> None:
    one = practice(desk, "Tilbrook")
    with desk.db.change("Round", by=1) as work:
        image = work.images("practice", [1])[1]
        work.delete("practice", [1])
        work.create("practice", {1: image})
    assert again(desk, one).name == "Tilbrook"
    assert found(desk, "tilbrook") == [1]


def test_a_change_that_failed_leaves_no_trace(desk: Desk) -> None:
    def fail() -> None:
        with desk.db.change("Import", by=1) as work:
            work.add(Practice(name="Tilbrook"))
            work.finish()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert _in_index(desk, "practice", "tilbrook") == 0


def _in_index(desk: Desk, kind: str, word: str) -> int:
    with desk.db.reading() as connection:
        sql = f"SELECT count(*) FROM search_{kind} WHERE search_{kind} MATCH ?"
        return int(connection.exec_driver_sql(sql, (f'"{word}"',)).scalar_one())


@pytest.mark.parametrize("of", CATALOGUE, ids=lambda of: of.kind)
def test_only_searchable_fields_are_in_the_index(desk: Desk, of: type[Record]) -> None:
    for other in CATALOGUE:
        add(desk, example(other, 1))
    record = example(of, 2)
    texts = [own for own in of.fields.values() if own.kind.name in {"text", "note"}]
    for number, own in enumerate(texts):
        if own.name != "record_kind":  # no text of its own: it names a kind of record
            own.set_on(record, f"zq{number}zq")
    add(desk, record)
    assert not CustomField.fields["record_kind"].searchable
    for number, own in enumerate(texts):
        wanted = [record.id] if own.searchable else []
        assert found(desk, f"zq{number}zq", of) == wanted, own.name


HOSTILE = [
    *("AND", "OR", "NOT", "a AND b", "NEAR(a b)", "NEAR/2", '"', '""', '"x', 'x"y', "'", "''"),
    *("col:x", "text:x", "rowid:1", "*", "a*", "^a", "-a", "+", "(", ")", "()", "{a b}:c"),
    *("%", "_", "\\", ";", "--", "/*", "?", ":x", "\x00", "a\x00b", "\x1a", "\ud800", "😀", "👩‍⚕️"),
    *(
        "x" * 1_000_000,
        "a " * 100_000,
        "1" * 100_000,
        "(" * 5_000,
        "ﷺ" * 5_000,
        "٧٤٠٥٥٥",
        "中",
        "ก็",
    ),
]


def test_whatever_is_typed_is_only_looked_for(desk: Desk) -> None:
    practice(desk, "Tilbrook and col text")
    for typed in HOSTILE:
        assert found(desk, typed) in ([], [1]), typed[:20]


def test_the_words_of_the_query_language_are_words(desk: Desk) -> None:
    practice(desk, "Near and Not")
    practice(desk, "Far or so")
    assert (found(desk, "AND"), found(desk, "OR"), found(desk, "NOT near")) == ([1], [2], [1])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(max_size=40), start=st.integers(0, 40), length=st.integers(1, 40))
def test_every_part_of_a_word_from_three_letters_on_finds_it(
    desk: Desk, name: str, start: int, length: int
) -> None:
    name = "".join(char for char in name if char.isprintable())
    words = [word for word in fold(name).split() if len(word) >= 3]
    if not words:
        return
    word = words[start % len(words)]
    part = word[start % (len(word) - 2) :][: max(3, length)]
    one = practice(desk, name)
    assert one.id in found(desk, part)
    assert one.id in found(desk, word[0])


def test_other_searchable_fields_make_the_index_anew(desk: Desk) -> None:
    practice(desk, "Tilbrook", ehr="Epicure", website="tilbrook.example")
    assert found(desk, "epicure") == []
    object.__setattr__(Practice.fields["ehr"], "searchable", True)
    try:
        prepare_search(desk.db, desk.db._writer)
        assert found(desk, "epicure") == found(desk, "tilbrook") == [1]
    finally:
        object.__setattr__(Practice.fields["ehr"], "searchable", False)
    prepare_search(desk.db, desk.db._writer)
    assert found(desk, "epicure") == []
    assert found(desk, "tilbrook") == [1]


def test_a_reference_to_what_is_not_indexed_finds_nothing(desk: Desk) -> None:
    index = SearchIndex([Office])
    practice(desk, "Tilbrook")
    add(desk, Office(practice=Ref(1), name="North"))
    office = desk.db.schema.kinds["office"]
    with desk.db.reading() as connection:
        for typed, ids in (("north", [1]), ("tilbrook", [])):
            assert list(ordered_ids(connection, office, index, Query(search=typed))) == ids


def test_a_sound_index_is_left_as_it_is(desk: Desk) -> None:
    with desk.db._writer.connect() as connection:
        assert SearchIndex(CATALOGUE).prepare(connection) == []
        connection.rollback()
