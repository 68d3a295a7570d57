"""What undo refuses, and the sentence that says why."""

from __future__ import annotations

import pytest

from refdesk.domain.errors import UserError
from refdesk.domain.fields import Ref
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.user import User
from refdesk.services.session import Desk
from refdesk.store.reversal import MovedOnError
from tests.store.stories import (
    add,
    again,
    delete,
    practice,
    save,
    take_back,
    undo,
)


def test_the_change_that_made_the_desk_stays(desk: Desk) -> None:
    with pytest.raises(UserError, match=r"This change made the desk\. It cannot be undone"):
        take_back(desk, 1)
    assert undo(desk, by=None) is None
    assert desk.clinic.name == "Cedar Grove"


def test_an_unknown_change_and_one_undone_already_are_refused(desk: Desk) -> None:
    with pytest.raises(UserError, match="There is no change number 99"):
        take_back(desk, 99)
    change = add(desk, Practice(name="Tilbrook"))
    take_back(desk, change)
    with pytest.raises(UserError, match="undone already"):
        take_back(desk, change)
    with desk.db.reading() as connection:
        assert desk.db.replay.standing(connection) == {1, change + 1}


def test_a_field_that_moved_on_is_named(desk: Desk) -> None:
    one = practice(desk, "First")
    one.name = "Second"
    renamed = save(desk, one)
    one.name = "Third"
    save(desk, one, label="Rename once more")
    with pytest.raises(MovedOnError) as refused:
        take_back(desk, renamed)
    assert refused.value.message == (
        "This cannot be undone: practice 1 (Name) was changed later by “Rename once more”. "
        "Undo that first."
    )
    assert (refused.value.kind, refused.value.row_id) == ("practice", 1)
    assert again(desk, one).name == "Third"


def test_a_new_record_that_was_changed_or_deleted_later_stays(desk: Desk) -> None:
    made = add(desk, *(Practice(name=f"Practice {number}") for number in range(4)))
    third = desk.db.page(Practice, [3])[0]
    third.name = "Renamed"
    renamed = save(desk, third, label="Rename")
    with pytest.raises(MovedOnError, match="practice 3 was changed later by “Rename”"):
        take_back(desk, made)
    take_back(desk, renamed)
    delete(desk, desk.db.page(Practice, [2])[0], label="Remove")
    with pytest.raises(MovedOnError, match="practice 2 was changed later by “Remove”"):
        take_back(desk, made)


def test_a_change_of_a_row_deleted_later_is_refused(desk: Desk) -> None:
    one = practice(desk, "First")
    one.name = "Second"
    renamed = save(desk, one)
    removed = delete(desk, one, label="Remove")
    with pytest.raises(MovedOnError, match="practice 1 was changed later by “Remove”"):
        take_back(desk, renamed)
    take_back(desk, removed)
    take_back(desk, renamed)
    assert again(desk, one).name == "First"


def test_what_is_used_elsewhere_stays_and_the_user_is_named(desk: Desk) -> None:
    made = add(desk, Practice(name="Tilbrook"))
    add(desk, Person(name="Okafor", practices=(Ref(1),)))
    with pytest.raises(UserError, match=r"Practice is still used by person 1 \(Practices\)"):
        take_back(desk, made)
    assert desk.db.get(Practice, 1) is not None


def test_a_record_does_not_come_back_to_refer_to_nothing(desk: Desk) -> None:
    practice(desk)
    add(desk, Office(practice=Ref(1), name="Main"))
    closed = delete(desk, desk.db.page(Office, [1])[0])
    gone = delete(desk, desk.db.page(Practice, [1])[0])
    with pytest.raises(UserError) as refused:
        take_back(desk, closed)
    assert refused.value.message == (
        "This cannot be undone: practice 1 is no longer there. Undo that first."
    )
    take_back(desk, gone)
    take_back(desk, closed)
    assert desk.db.page(Office, [1])[0].practice == 1


def test_a_link_does_not_come_back_to_nothing(desk: Desk) -> None:
    practice(desk)
    person = Person(name="Okafor", practices=(Ref(1),))
    add(desk, person)
    person.practices = ()
    unlinked = save(desk, person)
    delete(desk, desk.db.page(Practice, [1])[0])
    with pytest.raises(UserError, match="practice 1 is no longer there"):
        take_back(desk, unlinked)


def test_a_user_who_has_worked_since_stays(desk: Desk) -> None:
    made = add(desk, User(name="Rosa"))
    add(desk, Practice(name="Hers"), by=2)
    with pytest.raises(UserError, match=r"User is still used by practice 1 \(Entered by\)"):
        take_back(desk, made)
