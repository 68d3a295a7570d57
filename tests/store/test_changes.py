"""A change is saved whole or not at all, and told to whoever listens."""

from __future__ import annotations

import logging

import pytest
from sqlalchemy.exc import IntegrityError

from refdesk.domain.address import Address
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Ref
from refdesk.domain.hours import Hours
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.register import Release
from refdesk.services.session import Desk
from refdesk.store.listing import Query
from refdesk.store.work import MOST_KNOWN
from tests.store.stories import (
    add,
    again,
    delete,
    faults,
    last_change,
    practice,
    save,
    state,
    tagged,
)

SECRET = "Ada Brightwater"


def test_what_raises_within_a_change_leaves_nothing(desk: Desk) -> None:
    one = practice(desk, "Tilbrook Pediatrics", tags=("warm",))
    before, log = state(desk), last_change(desk)

    def everything_then_fail() -> None:
        with desk.db.change("Import", by=1) as work:
            work.add(tagged(Practice(name="Dunmere Urgent Care"), "cold"))
            one.name = "Renamed"
            work.save(one)
            work.flush()
            work.delete("practice", [1])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        everything_then_fail()
    assert state(desk) == before
    assert last_change(desk) == log
    assert list(desk.db.ids("practice", Query(search="dunmere"))) == []
    assert list(desk.db.ids("practice", Query(search="tilbrook"))) == [1]
    assert faults(desk) == []


def test_a_name_of_nobody_is_refused_and_the_desk_goes_on(desk: Desk) -> None:
    log = last_change(desk)
    with pytest.raises(UserError, match=r"record that is not there\. Nothing was saved"):
        add(desk, Office(practice=Ref(99), name="Main"))
    assert last_change(desk) == log
    practice(desk, "Still working")
    assert faults(desk) == []


def test_a_record_in_use_is_not_deleted(desk: Desk) -> None:
    one = practice(desk)
    add(desk, Person(name="Okafor, Nkem", practices=(Ref(1),)))
    assert desk.db.use_of("practice", 1) == (
        "Practice is still used by person 1 (Practices). Change or undo that first."
    )
    with pytest.raises(UserError, match="Nothing was saved"):
        delete(desk, one)
    assert again(desk, one).name == "Tilbrook Pediatrics"
    assert desk.db.use_of("person", 1) is None


def test_a_user_who_did_something_is_in_use(desk: Desk) -> None:
    practice(desk)
    assert desk.db.use_of("user", 1) == (
        "User is still used by practice 1 (Entered by). Change or undo that first."
    )


def test_a_record_and_what_refers_to_it_go_together(desk: Desk) -> None:
    practice(desk)
    add(desk, Office(practice=Ref(1), name="Main"))
    with desk.db.change("Delete both", by=1) as work:
        work.delete("practice", [1])
        work.delete("office", [1])
    assert desk.db.get(Practice, 1) is None
    assert faults(desk) == []


def test_a_value_that_does_not_fit_is_a_bug_and_is_not_shown(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """The fields are stricter than the database, so this never meets a person; logs may."""
    caplog.set_level(logging.DEBUG)
    long = Patient(name=SECRET * 200)
    with pytest.raises(IntegrityError) as caught:
        add(desk, long)
    chain: BaseException | None = caught.value
    while chain is not None:
        assert SECRET not in str(chain) + repr(chain)
        chain = chain.__cause__ or chain.__context__
    assert SECRET not in caplog.text
    assert "name_length" in str(caught.value)
    practice(desk, "Still working")


def test_a_name_of_nobody_shows_no_patient(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(UserError) as caught:
        add(desk, Patient(name=SECRET), Office(practice=Ref(99), name=SECRET))
    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is None
    assert SECRET not in str(caught.value.__context__)
    assert SECRET not in caplog.text


def test_saving_a_record_that_is_gone_says_so(desk: Desk) -> None:
    one = practice(desk)
    delete(desk, again(desk, one))
    one.name = "Renamed"
    with pytest.raises(UserError, match="no longer there"):
        save(desk, one)
    with pytest.raises(UserError, match="no longer there"):
        delete(desk, one)
    with (
        pytest.raises(UserError, match="no longer there"),
        desk.db.change("Change", by=1) as work,
    ):
        work.update("practice", 1, {"name": ["Tilbrook Pediatrics", "Renamed"]})
    with (
        pytest.raises(UserError, match="There is no practice number 1"),
        desk.db.change("Look", by=1) as work,
    ):
        work.get(Practice, 1)


def test_what_is_kept_as_proof_is_neither_changed_nor_removed(desk: Desk) -> None:
    entry = Release(sheet="visit log")
    add(desk, entry)
    entry = again(desk, entry)
    entry.about = "another day"
    with pytest.raises(UserError, match="Release: this is kept as proof"):
        save(desk, entry)
    with pytest.raises(UserError, match="Release: this is kept as proof"):
        delete(desk, entry)
    assert again(desk, entry).about == ""


def test_one_change_sees_its_own_work(desk: Desk) -> None:
    with desk.db.change("Work", by=1) as work:
        one = work.add(tagged(Practice(name="Tilbrook"), "warm"))
        assert work.get(Practice, one.id).tags == ("warm",)
        one.name = "Dunmere"
        one.set_custom("cf1", 1)
        work.save(one)
        one.set_custom("cf2", 2)
        one.tags = ("cold", "warm")
        work.save(one)
        seen = work.get(Practice, one.id)
        assert (seen.name, seen.tags, seen.custom) == (
            "Dunmere",
            ("cold", "warm"),
            {"cf1": 1, "cf2": 2},
        )
        other = work.add(Practice(name="Quillby"))
        work.update("practice", other.id, {"website": ["", "quillby.example"]})
        assert work.get(Practice, other.id).website == "quillby.example"
        work.delete("practice", [other.id])
        work.delete("practice", [one.id, one.id])
    assert desk.db.page(Practice, [1, 2]) == []
    assert list(desk.db.ids("practice", Query(search="dunmere"))) == []
    assert faults(desk) == []


def test_one_change_sees_its_own_hours_and_places(desk: Desk) -> None:
    with desk.db.change("Work", by=1) as work:
        one = work.add(Person(name="Okafor", in_days=Hours.parse("Mon 8:00-9:00")))
        for hours, place in ((None, Address(city="Tamsin")), (Hours.parse("Tue 8:00-9:00"), None)):
            one.in_days, one.address = hours, place
            work.save(one)
            seen = work.get(Person, one.id)
            assert (seen.in_days, seen.address) == (hours, place)
    assert faults(desk) == []


def test_a_long_import_is_written_in_slices_and_stays_one_change(desk: Desk) -> None:
    names = [f"Practice {number}" for number in range(MOST_KNOWN + 200)]
    with desk.db.change("Import", by=1) as work:
        made = [work.add(Practice(name=name)) for name in names]
        for start in range(0, len(made), 500):
            work.images("practice", [one.id for one in made[start : start + 500]])
            for one in made[start : start + 500]:
                one.website = f"{one.id}.example"
                work.save(one)
    assert last_change(desk) == 2
    assert [one.website for one in desk.db.page(Practice, [1, 4200])] == [
        "1.example",
        "4200.example",
    ]
    assert faults(desk) == []


def test_a_change_that_changes_nothing_leaves_no_line(desk: Desk) -> None:
    log = last_change(desk)
    with desk.db.change("Nothing", by=1) as work:
        work.delete("practice", [])
    assert last_change(desk) == log


def test_records_are_found_by_their_name_and_by_a_value(desk: Desk) -> None:
    practice(desk, "Núñez & Partners", email="a@example.org")
    practice(desk, "Dunmere", email="b@example.org")
    practice(desk, "—", email="a@example.org")
    assert [one.id for one in desk.db.named(Practice, "name", "nunez partners")] == [1]
    assert desk.db.named(Practice, "name", "—") == []
    assert desk.db.named(Practice, "name", "Nobody") == []
    assert [one.id for one in desk.db.named(Practice, "email", "b@example.org")] == [2]
    assert desk.db.having(Practice, "email", ["a@example.org", "c@example.org"]) == {
        "a@example.org": [1, 3]
    }


def test_a_page_keeps_the_order_asked_for_and_leaves_out_what_is_gone(desk: Desk) -> None:
    for name in ("One", "Two", "Three"):
        practice(desk, name)
    assert [one.name for one in desk.db.page(Practice, [3, 99, 1])] == ["Three", "One"]


def test_what_follows_from_a_row_is_written_but_not_recorded(desk: Desk) -> None:
    add(desk, Practice(name="Larkmead"))
    lines = desk.db.log.steps
    with desk.db.reading() as connection:
        before = len(lines(connection))
    with desk.db.change("Derive", by=1) as work:
        work.derive("practice", 1, {"changed_at": "2026-11-24T09:00:00.000000Z"})
        assert work.images("practice", [1])[1]["changed_at"] == "2026-11-24T09:00:00.000000Z"
    with desk.db.reading() as connection:
        assert len(lines(connection)) == before
    with (
        pytest.raises(ValueError, match=r"practice\.name is recorded"),
        desk.db.change("Derive", by=1) as work,
    ):
        work.derive("practice", 1, {"name": "Forged"})
