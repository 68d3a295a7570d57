"""Changes saved in slices: one change for everybody, and nobody waits for them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from refdesk.domain.changes import ChangeSet
from refdesk.domain.errors import Cancelled, KnownFailure, UserError
from refdesk.domain.fields import Ref
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.services import changes as changes_service
from refdesk.services.changes import Changes
from refdesk.services.session import Desk
from refdesk.store.reversal import MovedOnError
from refdesk.store.turns import Turns
from refdesk.store.work import Work
from tests.store.stories import (
    again,
    faults,
    last_change,
    practice,
    redo,
    save,
    state,
    take_back,
    tamper,
    undo,
)


def long_import(desk: Desk, slices: int = 3, each: int = 2, label: str = "Import") -> int:
    """Add practices in slices, each with a person who works at its first; return the change."""
    with desk.db.long_change(label, by=1) as long:
        for number in range(slices):
            with long.slice() as work:
                made = [work.add(Practice(name=f"{label} {number}.{n}")) for n in range(each)]
                work.add(Person(name=f"{label} {number}", practices=(Ref(made[0].id),)))
    assert long.head is not None
    return long.head


def in_slices(
    desk: Desk,
    work_done: Callable[[Work, int], object],
    meanwhile: Callable[[int], object] = lambda _number: None,
) -> None:
    """Do three slices of an import, and between them what somebody else does meanwhile."""
    with desk.db.long_change("Import", by=1) as long:
        for number in range(3):
            with long.slice() as work:
                work_done(work, number)
            meanwhile(number)


def test_slices_are_one_change_in_history_undo_and_redo(desk: Desk) -> None:
    before = state(desk)
    change = long_import(desk)
    after = state(desk)
    assert last_change(desk) == change + 3, "three slices and the end"
    newest, first = Changes(desk).newest()
    assert (newest.change, newest.label, newest.rows) == (change, "Import", 9)
    assert first.change == 1
    assert Changes(desk).offered() == ("Import", "")
    assert [line.change for line in Changes(desk).of_record(Practice, 5)] == [change]
    assert undo(desk) == change
    assert state(desk) == before
    assert [line.undone for line in Changes(desk).newest()] == [False, True, False]
    assert redo(desk) is not None
    assert state(desk) == after
    assert faults(desk) == []


def test_a_long_change_is_heard_once_when_it_is_whole(desk: Desk) -> None:
    heard: list[ChangeSet] = []
    desk.db.listen(heard.append)
    change = long_import(desk, slices=2)
    assert [(one.id, one.label) for one in heard] == [(change, "Import")]
    assert heard[0].touched == {
        "practice": frozenset({1, 2, 3, 4}),
        "person": frozenset({1, 2}),
    }


def test_a_long_change_without_rows_leaves_no_line(desk: Desk) -> None:
    log = last_change(desk)
    with desk.db.long_change("Nothing", by=1) as long:
        with long.slice() as work:
            work.delete("practice", [])
        assert long.head is None
    assert last_change(desk) == log


def test_what_is_stopped_is_taken_back_and_history_keeps_both(desk: Desk) -> None:
    practice(desk, "First")
    before = state(desk)
    heard: list[ChangeSet] = []
    desk.db.listen(heard.append)

    def importing(work: Work, number: int) -> None:
        work.add(Practice(name=f"New {number}"))
        one = work.get(Practice, 1)
        one.name = f"Renamed {number}"
        work.save(one)
        if number == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        in_slices(desk, importing)
    assert state(desk) == before
    assert faults(desk) == []
    lines = Changes(desk).newest(2)
    assert [(line.label, line.undone) for line in lines] == [
        ("Take back an unfinished change: Import", False),
        ("Import", True),
    ]
    assert [one.touched["practice"] for one in heard] == [frozenset({1, 2, 3})]
    assert Changes(desk).offered() == ("Add practice (First)", "")
    for line in lines:
        with pytest.raises(UserError, match=r"undone already|was not finished"):
            take_back(desk, line.change)
    assert desk.notices == []


def test_what_was_changed_between_the_slices_stays_when_the_rest_is_taken_back(desk: Desk) -> None:

    def importing(work: Work, number: int) -> None:
        work.add(Practice(name=f"New {number}"))
        if number == 2:
            raise Cancelled

    def meanwhile(_number: int) -> None:
        mine = desk.db.page(Practice, [1])[0]
        mine.name += "!"
        save(desk, mine)

    with pytest.raises(Cancelled):
        in_slices(desk, importing, meanwhile)
    assert [one.name for one in desk.db.page(Practice, [1, 2, 3, 4])] == ["New 0!!"]
    told = "was not finished and has been taken back, but for what was changed since or is in use"
    assert desk.notices == [f"“Import” {told}: practice 1."]
    assert faults(desk) == []


def test_taking_back_that_fails_too_is_told_and_left_for_the_next_opening(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_args: object) -> None:
        raise KnownFailure("The disk is full.")

    def fill_the_disk(_number: int) -> None:
        monkeypatch.setattr(desk.db.log, "append", full_disk)

    with pytest.raises(KnownFailure, match="disk is full"):
        in_slices(desk, lambda work, n: work.add(Practice(name=f"New {n}")), fill_the_disk)
    assert desk.notices == [
        "“Import” could not be taken back now. It will be when the desk is next opened."
    ]
    monkeypatch.undo()
    assert Changes(desk).offered() == ("", ""), "what was left open is offered to nobody"
    assert faults(desk) == []


def test_a_save_between_slices_stands_in_the_way_and_the_slices_of_its_own_do_not(
    desk: Desk,
) -> None:
    with desk.db.long_change("Import", by=1) as long:
        with long.slice() as work:
            one = work.add(Practice(name="New"))
            other = work.add(Practice(name="Other"))
        with long.slice() as work:
            other.name = "Other, renamed"
            work.save(other)
        one = again(desk, one)
        one.website = "mine.example"
        mine = save(desk, one, label="Mine")
        with long.slice() as work:
            other.name = "Other, renamed twice"
            work.save(other)
    assert long.head is not None
    with pytest.raises(MovedOnError, match="practice 1 was changed later by “Mine”"):
        take_back(desk, long.head)
    take_back(desk, mine)
    take_back(desk, long.head)
    assert desk.db.page(Practice, [1, 2]) == []
    assert faults(desk) == []


def test_a_save_before_a_slice_that_wrote_over_it_is_not_lost_by_undo(desk: Desk) -> None:
    practice(desk, "First")
    with desk.db.long_change("Import", by=1) as long:
        for text in ("a.example", "c.example"):
            if text > "b":
                mine = desk.db.page(Practice, [1])[0]
                mine.website = "b.example"
                save(desk, mine, label="Mine")
            with long.slice() as work:
                one = work.get(Practice, 1)
                one.website = text
                work.save(one)
    assert long.head is not None
    with pytest.raises(MovedOnError, match=r"practice 1 \(Website\) was changed later by “Mine”"):
        take_back(desk, long.head)


def test_a_big_change_is_undone_and_done_again_in_slices(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes_service, "MOST_AT_ONCE", 5)
    before = state(desk)
    change = long_import(desk)
    after = state(desk)
    at = last_change(desk)
    assert Changes(desk).undo() == "Import"
    assert last_change(desk) == at + 4, "three slices and the end"
    assert state(desk) == before
    assert Changes(desk).redo() == "Import"
    assert state(desk) == after
    assert [line.undone for line in Changes(desk).newest()] == [False, True, False, False]
    assert Changes(desk).undo(change) == "Import"
    assert state(desk) == before
    assert faults(desk) == []


def test_a_save_while_a_big_change_is_undone_puts_everything_back(desk: Desk) -> None:
    change = long_import(desk)
    with pytest.raises(MovedOnError, match="practice 1 was changed later by “Mine”"):
        _undo_while_somebody_saves(desk, change, rest=False)
    assert again(desk, desk.db.page(Practice, [1])[0]).name == "Mine"
    assert len(desk.db.page(Practice, range(1, 7))) == 6
    assert faults(desk) == []
    with desk.db.reading() as connection:
        assert change in desk.db.replay.standing(connection)


def test_a_save_while_the_rest_is_undone_stays(desk: Desk) -> None:
    change = long_import(desk)
    _undo_while_somebody_saves(desk, change, rest=True)
    assert [one.name for one in desk.db.page(Practice, range(1, 7))] == ["Mine"]
    assert faults(desk) == []


def _undo_while_somebody_saves(desk: Desk, change: int, *, rest: bool) -> None:
    with desk.db.long_change("Undo", by=1, undoes=change) as long:
        slices = long.slice
        seen = 0

        def slicing():
            nonlocal seen
            seen += 1
            if seen == 3:
                mine = desk.db.page(Practice, [1])[0]
                mine.name = "Mine"
                save(desk, mine, label="Mine")
            return slices()

        long.slice = slicing  # type: ignore[method-assign]
        desk.db.replay.apply_in_slices(long, change, rest=rest)


def test_a_link_to_a_row_that_is_going_stops_the_undoing(desk: Desk) -> None:
    """Somebody links to a record of an import while it is undone: the link must not dangle."""
    change = long_import(desk)
    with desk.db.long_change("Undo", by=1, undoes=change) as long:
        slices, seen = long.slice, []

        def slicing():
            seen.append(1)
            if len(seen) == 2:
                with desk.db.change("Mine", by=1) as work:
                    work.add(Person(name="Okafor", practices=(Ref(2),)))
            return slices()

        long.slice = slicing  # type: ignore[method-assign]
        desk.db.replay.apply_in_slices(long, change, rest=True)
    assert [one.id for one in desk.db.page(Practice, range(1, 7))] == [2]
    assert faults(desk) == []


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE change SET more = NOT more WHERE id = 3",
        "UPDATE change SET part_of = 3 WHERE id = 3",
        "UPDATE change SET part_of = NULL WHERE id = 2",
        "UPDATE change SET more = 1 WHERE id = 1",
        "UPDATE change SET part_of = 1 WHERE id = 1",
    ],
)
def test_parts_are_under_the_seal(desk: Desk, sql: str) -> None:
    long_import(desk)
    tamper(desk, sql)
    assert len(faults(desk)) == 1
    assert faults(desk)[0].endswith("the seal is broken")


def test_whoever_waits_has_a_turn_before_the_next_slice(desk: Desk) -> None:
    """A plain lock lets a loop take it again and again while the other still wakes up."""
    waits: list[float] = []
    began, over = threading.Event(), threading.Event()

    def form() -> None:
        began.wait()
        number = 0
        while not over.is_set():
            at = time.perf_counter()
            desk.db.own.prefer(1, "trial", number)
            waits.append(time.perf_counter() - at)
            number += 1

    other = threading.Thread(target=form)
    other.start()
    with desk.db.long_change("Import", by=1) as long:
        for _slice in range(20):
            with long.slice() as work:
                for number in range(100):
                    work.add(Practice(name=f"Practice {number}"))
                began.set()
    over.set()
    other.join()
    assert len(waits) >= 18
    assert max(waits) < 1


def test_turns_are_handed_on_in_the_order_of_asking() -> None:
    turns, order = Turns(), []
    asked = [threading.Event() for _ in range(3)]

    def ask(number: int) -> None:
        with turns:
            order.append(number)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(3)]
    with turns:
        for number, one in enumerate(threads):
            one.start()
            while len(turns._waiting) <= number:
                asked[number].wait(0.001)
    for one in threads:
        one.join()
    assert order == [0, 1, 2]
    with turns:
        order.append(3)
    assert order[-1] == 3
