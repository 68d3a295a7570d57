"""Undoing the rest: what was changed later or is in use stays, everything else goes back."""

from __future__ import annotations

import pytest

from refdesk.domain.errors import UserError
from refdesk.domain.fields import Ref
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.services.changes import CannotUndo, Changes
from refdesk.services.session import Desk
from tests.store.stories import add, again, delete, faults, practice, save, state, take_back


def imported(desk: Desk, count: int = 4) -> int:
    return add(desk, *(Practice(name=f"Practice {n}") for n in range(1, count + 1)), label="Import")


def names(desk: Desk) -> list[str]:
    return [one.name for one in desk.db.page(Practice, range(1, 10))]


def test_what_was_changed_later_stays_and_the_others_go(desk: Desk) -> None:
    change = imported(desk)
    one = desk.db.page(Practice, [3])[0]
    one.website = "mine.example"
    save(desk, one, label="Mine")
    with pytest.raises(CannotUndo, match="practice 3 was changed later by “Mine”") as refused:
        Changes(desk).undo(change)
    assert len(names(desk)) == 4, "all or nothing, unless a person says otherwise"
    blocked = refused.value.blocked
    assert blocked == Changes(desk).blocked(change)
    assert (blocked.total, blocked.counts, blocked.others) == (4, (("Practices", 1),), 3)
    assert blocked.names == ("Practice 3: changed later by “Mine”",)
    assert Changes(desk).undo(change, rest=True) == "Import; 1 stay"
    assert names(desk) == ["Practice 3"]
    assert faults(desk) == []
    assert Changes(desk).redo() == "Import"
    assert names(desk) == ["Practice 1", "Practice 2", "Practice 3", "Practice 4"]
    assert again(desk, one).website == "mine.example"
    assert faults(desk) == []


def test_what_is_in_use_stays_and_what_it_needs_stays_with_it(desk: Desk) -> None:
    with desk.db.change("Import", by=1) as work:
        for number in range(1, 4):
            made = work.add(Practice(name=f"Practice {number}"))
            office = work.add(Office(name=f"Office {number}", practice=Ref(made.id)))
            work.add(Person(name=f"Person {number}", offices=(Ref(office.id),)))
    one = desk.db.page(Person, [2])[0]
    one.name = "Mine"
    save(desk, one, label="Rename")
    add(desk, Office(name="Annex", practice=Ref(3)))
    blocked = Changes(desk).blocked(2)
    assert blocked is not None
    assert blocked.counts == (("Offices", 1), ("People", 1), ("Practices", 2))
    assert set(blocked.names) == {
        "Mine: changed later by “Rename”",
        "Practice 2, Office 2: used by Mine",
        "Practice 2: used by Practice 2, Office 2",
        "Practice 3: used by Practice 3, Annex",
    }
    Changes(desk).undo(2, rest=True)
    assert names(desk) == ["Practice 2", "Practice 3"]
    assert [one.name for one in desk.db.page(Office, range(1, 9))] == ["Office 2", "Annex"]
    assert [one.name for one in desk.db.page(Person, range(1, 9))] == ["Mine"]
    assert faults(desk) == []


def test_a_link_that_goes_with_the_undoing_ties_nothing(desk: Desk) -> None:
    add(desk, Person(name="Okafor"))
    before = state(desk)
    with desk.db.change("Import", by=1) as work:
        made = work.add(Practice(name="Tilbrook"))
        person = work.get(Person, 1)
        person.practices = (Ref(made.id),)
        work.save(person)
    assert Changes(desk).blocked(2 + 1) is None
    Changes(desk).undo(rest=True)
    assert state(desk) == before


def test_a_link_that_stays_ties_what_it_names(desk: Desk) -> None:
    add(desk, Person(name="Okafor"))
    with desk.db.change("Import", by=1) as work:
        made = [work.add(Practice(name=f"Practice {n}")) for n in (1, 2)]
        person = work.get(Person, 1)
        person.practices = (Ref(made[0].id),)
        work.save(person)
    person = desk.db.page(Person, [1])[0]
    person.practices = (*person.practices, Ref(2))
    save(desk, person, label="Link")
    with pytest.raises(UserError, match="all of it was changed later or is in use"):
        Changes(desk).undo(3, rest=True)
    person.practices = (Ref(1),)
    save(desk, person, label="Unlink")
    Changes(desk).undo(3, rest=True)
    assert names(desk) == ["Practice 1"]
    assert faults(desk) == []


def test_a_removed_record_whose_practice_went_later_does_not_come_back(desk: Desk) -> None:
    practice(desk, "First")
    practice(desk, "Second")
    add(desk, Office(name="Main", practice=Ref(1)), Office(name="Annex", practice=Ref(2)))
    with desk.db.change("Clear", by=1) as work:
        work.delete("office", [1, 2])
    delete(desk, desk.db.page(Practice, [1])[0])
    with pytest.raises(CannotUndo, match="practice 1 is no longer there") as refused:
        Changes(desk).undo(5)
    assert refused.value.blocked.names == ("Office 1: Practice 1 is no longer there",)
    Changes(desk).undo(5, rest=True)
    assert [one.name for one in desk.db.page(Office, [1, 2])] == ["Annex"]
    assert faults(desk) == []


def test_where_nothing_else_is_left_no_rest_is_offered(desk: Desk) -> None:
    one = practice(desk, "First")
    one.name = "Second"
    renamed = save(desk, one)
    one.name = "Third"
    save(desk, one)
    with pytest.raises(UserError) as refused:
        Changes(desk).undo(renamed)
    assert not isinstance(refused.value, CannotUndo)
    with pytest.raises(UserError, match="Nothing of this change can be undone"):
        Changes(desk).undo(renamed, rest=True)


def test_a_later_undoing_of_the_rest_counts_only_where_it_reached(desk: Desk) -> None:
    """Half of a later change was undone: its other half still stands in the way."""
    imported(desk, 2)
    with desk.db.change("Both", by=1) as work:
        for row_id in (1, 2):
            work.update("practice", row_id, {"website": ["", "both.example"]})
    one = desk.db.page(Practice, [2])[0]
    one.website = "mine.example"
    save(desk, one, label="Mine")
    Changes(desk).undo(3, rest=True)
    assert [one.website for one in desk.db.page(Practice, [1, 2])] == ["", "mine.example"]
    blocked = Changes(desk).blocked(2)
    assert blocked is not None
    assert blocked.names == ("Practice 2: changed later by “Both”",)
    with pytest.raises(UserError, match="practice 2 was changed later by “Both”"):
        take_back(desk, 2)


def test_at_most_twenty_are_named_and_all_are_counted(desk: Desk) -> None:
    change = imported(desk, 50)
    with desk.db.change("Later", by=1) as work:
        for row_id in range(1, 31):
            work.update("practice", row_id, {"website": ["", "later.example"]})
    blocked = Changes(desk).blocked(change)
    assert blocked is not None
    assert (blocked.stay, len(blocked.names), blocked.others) == (30, 20, 20)
