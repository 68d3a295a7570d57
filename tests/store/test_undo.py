"""Undo, redo, and what they refuse."""

from __future__ import annotations

import pytest

from refdesk.domain.address import Address
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Ref
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.phone import Phone
from refdesk.domain.practice import Office, Practice
from refdesk.domain.register import Release
from refdesk.domain.user import User
from refdesk.services.session import Desk
from refdesk.store.listing import Query
from tests.store.stories import (
    add,
    again,
    delete,
    faults,
    last_change,
    practice,
    redo,
    save,
    state,
    tagged,
    take_back,
    undo,
)


def test_everything_done_is_undone_step_by_step_and_done_again(desk: Desk) -> None:
    states = [state(desk)]
    one = tagged(Practice(name="Tilbrook"), "a", "b")
    one.set_custom("cf1", "x")
    add(desk, one)
    states.append(state(desk))
    two = Person(name="Okafor", practices=(Ref(1),), address=Address(city="Tamsin", state="OH"))
    add(desk, two)
    states.append(state(desk))
    one.tags, one.phone = ("c", "b"), Phone("+17405550117")
    one.set_custom("cf1", None)
    one.set_custom("cf2", [1, 2])
    save(desk, one)
    states.append(state(desk))
    two.address, two.practices = None, ()
    save(desk, two)
    states.append(state(desk))
    one = again(desk, one)
    one.archived = True
    save(desk, one)
    states.append(state(desk))
    delete(desk, one)
    states.append(state(desk))
    for earlier in reversed(states[:-1]):
        assert undo(desk) is not None
        assert state(desk) == earlier
        assert faults(desk) == []
    assert undo(desk) is None
    for later in states[1:]:
        assert redo(desk) is not None
        assert state(desk) == later
        assert faults(desk) == []
    assert redo(desk) is None
    assert undo(desk) is not None
    assert state(desk) == states[-2]


def test_a_change_that_went_to_and_fro_is_undone_from_its_end(desk: Desk) -> None:
    one = practice(desk, "First")
    before = state(desk)
    with desk.db.change("Work", by=1) as work:
        for name in ("Second", "Third"):
            one.name = name
            work.save(one)
        new = work.add(Practice(name="New"))
        new.name = "Newer"
        work.save(new)
        work.delete("practice", [one.id])
    after = state(desk)
    assert undo(desk) is not None
    assert state(desk) == before
    assert redo(desk) is not None
    assert state(desk) == after
    assert faults(desk) == []


def test_another_field_of_the_same_row_does_not_stand_in_the_way(desk: Desk) -> None:
    one = practice(desk, "First")
    one.name = "Second"
    renamed = save(desk, one)
    one.website = "second.example"
    one.set_custom("cf1", "kept")
    save(desk, one)
    take_back(desk, renamed)
    now = again(desk, one)
    assert (now.name, now.website, now.custom) == ("First", "second.example", {"cf1": "kept"})


def test_a_clinics_own_field_moves_on_by_itself(desk: Desk) -> None:
    one = practice(desk)
    one.set_custom("cf1", "a")
    first = save(desk, one)
    one.set_custom("cf2", "b")
    save(desk, one)
    take_back(desk, first)
    assert again(desk, one).custom == {"cf2": "b"}


def test_an_old_change_is_undone_when_what_came_later_is_elsewhere(desk: Desk) -> None:
    one, other = practice(desk, "First"), practice(desk, "Other")
    one.name = "Second"
    old = save(desk, one)
    for number in range(10):
        other.name = f"Other {number}"
        save(desk, other)
        practice(desk, f"New {number}")
    take_back(desk, old)
    assert again(desk, one).name == "First"
    assert faults(desk) == []


def test_a_later_change_that_was_undone_itself_does_not_count(desk: Desk) -> None:
    one = practice(desk, "First")
    one.name = "Second"
    old = save(desk, one)
    one.name = "Third"
    take_back(desk, save(desk, one))
    take_back(desk, old)
    assert again(desk, one).name == "First"


def test_an_import_that_linked_old_records_to_new_ones_is_undone_whole(desk: Desk) -> None:
    """The link goes with the undoing itself, so it must not stand in its way."""
    add(desk, Person(name="Okafor"))
    before = state(desk)
    with desk.db.change("Import", by=1) as work:
        made = [work.add(Practice(name=f"Practice {number}")) for number in range(3)]
        work.add(Office(practice=Ref(made[0].id), name="Main"))
        person = work.get(Person, 1)
        person.practices = tuple(Ref(one.id) for one in made)
        work.save(person)
    after = state(desk)
    undo(desk)
    assert state(desk) == before
    redo(desk)
    assert state(desk) == after
    assert faults(desk) == []


def test_a_set_deleted_together_comes_back_whole(desk: Desk) -> None:
    practice(desk, tags=("x", "y"))
    add(desk, Office(practice=Ref(1), name="Main"))
    before = state(desk)
    with desk.db.change("Delete both", by=1) as work:
        work.delete("practice", [1])
        work.delete("office", [1])
    undo(desk)
    assert state(desk) == before
    assert list(desk.db.ids("practice", Query(search="tilbrook"))) == [1]


def test_each_user_undoes_own_work(desk: Desk) -> None:
    add(desk, User(name="Rosa"))
    add(desk, Practice(name="Mine"), by=1)
    add(desk, Practice(name="Hers"), by=2)
    add(desk, Practice(name="Mine too"), by=1)
    undo(desk, by=2)
    assert [one.name for one in desk.db.page(Practice, [1, 2, 3])] == ["Mine", "Mine too"]
    undo(desk, by=1)
    assert [one.name for one in desk.db.page(Practice, [1, 2, 3])] == ["Mine"]
    redo(desk, by=2)
    assert [one.name for one in desk.db.page(Practice, [1, 2, 3])] == ["Mine", "Hers"]
    assert redo(desk, by=2) is None


def test_new_work_ends_redo_and_anothers_does_not(desk: Desk) -> None:
    add(desk, User(name="Rosa"))
    add(desk, Practice(name="Mine"))
    undo(desk)
    add(desk, Practice(name="Hers"), by=2)
    assert redo(desk) is not None
    undo(desk)
    add(desk, Practice(name="New"))
    assert redo(desk) is None


def test_undo_and_redo_of_the_same_change_many_times(desk: Desk) -> None:
    one = practice(desk, "First")
    one.name = "Second"
    save(desk, one)
    for _ in range(4):
        undo(desk)
        assert again(desk, one).name == "First"
        redo(desk)
        assert again(desk, one).name == "Second"
    assert faults(desk) == []


def test_the_register_stays_whatever_is_undone(desk: Desk) -> None:
    printed = add(desk, Release(sheet="visit log"))
    with pytest.raises(UserError, match="kept as proof"):
        take_back(desk, printed)
    assert undo(desk) is None
    both = add(desk, Practice(name="Tilbrook"), Release(sheet="visit log"))
    assert take_back(desk, both) == ["release"]
    assert desk.db.get(Practice, 1) is None
    assert len(desk.db.page(Release, [1, 2])) == 2
    assert take_back(desk, last_change(desk)) == []
    assert desk.db.page(Practice, [1])[0].name == "Tilbrook"
    assert faults(desk) == []


def test_printing_does_not_end_redo(desk: Desk) -> None:
    add(desk, Practice(name="Tilbrook"))
    undo(desk)
    add(desk, Release(sheet="visit log"))
    assert redo(desk) is not None


def test_many_rows_in_pieces_are_undone_and_done_again(desk: Desk) -> None:
    names = [f"Patient {number}" for number in range(1203)]
    add(desk, *(Patient(name=name) for name in names))
    gone = [*range(1, 400, 7), *range(500, 1201)]
    before = state(desk)
    with desk.db.change("Clear", by=1) as work:
        work.delete("patient", gone)
    left = state(desk)
    undo(desk)
    assert state(desk) == before
    redo(desk)
    assert state(desk) == left
    assert faults(desk) == []


def test_an_image_from_before_a_field_was_there_comes_back(desk: Desk) -> None:
    """A later version has more fields than the image of an old deletion."""
    with desk.db.change("Undo", by=1) as work:
        work.create("practice", {7: {"name": "Tilbrook"}})
    assert desk.db.page(Practice, [7])[0].tags == ()


def test_a_change_of_a_field_that_is_no_more_is_passed_over(desk: Desk) -> None:
    one = practice(desk)
    with desk.db.change("Undo", by=1) as work:
        work.update("practice", 1, {"gone": ["a", "b"], "website": ["", "x.example"]})
    assert again(desk, one).website == "x.example"
