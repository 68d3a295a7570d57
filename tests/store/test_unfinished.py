"""A process that died between two slices: the next opening takes back what it had saved."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from refdesk.domain.errors import KnownFailure
from refdesk.domain.practice import Practice
from refdesk.services.changes import Changes
from refdesk.services.session import Desk
from refdesk.store.log import ChangeLog
from refdesk.store.long import LongChange
from tests.helpers.desks import reopen
from tests.store.stories import add, faults, redo, save, state
from tests.store.test_long import long_import


@pytest.fixture
def left_open(template: Path, tmp_path: Path) -> Callable[..., Path]:
    """Return what makes a desk where `work` was done and the long change it returns never ended."""

    def making(work: Callable[[Desk], object]) -> Path:
        folder = tmp_path / "left open"
        shutil.copytree(template, folder)
        with reopen(folder) as desk:
            work(desk)
        return folder

    return making


def begin(desk: Desk, label: str = "Import", slices: int = 2) -> LongChange:
    """Save slices of a long change and go no further, as a killed process does."""
    long = desk.db.long_change(label, by=1).__enter__()
    for number in range(slices):
        with long.slice() as work:
            for n in range(2):
                work.add(Practice(name=f"{label} {number}.{n}"))
    return long


def test_it_is_taken_back_before_anybody_works_and_the_person_is_told(
    left_open: Callable[..., Path],
) -> None:
    with reopen(left_open(begin)) as desk:
        assert desk.notices == ["“Import” was interrupted and has been taken back."]
        assert desk.db.page(Practice, range(1, 5)) == []
        assert desk.verify() == []
        newest, before, _first = Changes(desk).newest()
        assert (newest.label, newest.by) == ("Take back an unfinished change: Import", "RefDesk")
        assert (before.label, before.undone) == ("Import", True)
        assert Changes(desk).offered() == ("", "")
        assert redo(desk, by=None) is None
        folder = desk.folder
    with reopen(folder) as desk:
        assert desk.notices == [], "it is told once"


def test_what_was_changed_since_stays_and_is_named(left_open: Callable[..., Path]) -> None:
    def work(desk: Desk) -> None:
        begin(desk)
        one = desk.db.page(Practice, [2])[0]
        one.name = "Mine"
        save(desk, one)

    with reopen(left_open(work)) as desk:
        assert [one.name for one in desk.db.page(Practice, range(1, 5))] == ["Mine"]
        assert len(desk.notices) == 1
        assert desk.notices[0].endswith("changed since or is in use: practice 2.")
        assert desk.verify() == []
        folder = desk.folder
    with reopen(folder) as desk:
        assert desk.notices == []


def test_when_all_of_it_was_changed_since_it_is_done_with_all_the_same(
    left_open: Callable[..., Path],
) -> None:
    def work(desk: Desk) -> None:
        begin(desk, slices=1)
        for one in desk.db.page(Practice, [1, 2]):
            one.website = "mine.example"
            save(desk, one)

    folder = left_open(work)
    with reopen(folder) as desk:
        assert desk.notices[0].endswith("practice 1, practice 2.")
        assert desk.verify() == []
    with reopen(folder) as desk:
        assert desk.notices == []


def test_an_undoing_that_was_interrupted_is_taken_back_too(left_open: Callable[..., Path]) -> None:
    states = []

    def work(desk: Desk) -> None:
        change = long_import(desk)
        states.append(state(desk))
        long = desk.db.long_change("Undo", by=1, undoes=change).__enter__()
        with desk.db.reading() as connection:
            found, stays = desk.db.replay.plan(connection, change)
            parts = desk.db.log.parts(connection, change)
        assert stays == {}
        for part in reversed(parts[1:]):
            with long.slice() as one:
                found.reverse(one, part, stays)
        assert state(desk) != states[0]

    with reopen(left_open(work)) as desk:
        assert state(desk) == states[0]
        assert desk.verify() == []
        assert Changes(desk).offered() == ("Import", "")
        Changes(desk).undo()
        assert desk.db.page(Practice, range(1, 7)) == []


def test_a_taking_back_that_was_interrupted_ends_at_the_next_opening(
    left_open: Callable[..., Path],
) -> None:
    def work(desk: Desk) -> None:
        change = begin(desk).head
        assert change is not None
        back = desk.db.long_change("Take back", by=1, undoes=change).__enter__()
        with desk.db.reading() as connection:
            found, stays = desk.db.replay.plan_of_unfinished(connection, change)
        with back.slice() as one:
            found.reverse(one, change + 1, stays)

    with reopen(left_open(work)) as desk:
        assert desk.db.page(Practice, range(1, 5)) == []
        assert len(desk.notices) == 2
        assert desk.verify() == []


def test_a_desk_opens_though_nothing_can_be_taken_back_yet(
    left_open: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_args: object) -> None:
        raise KnownFailure("The disk is full.")

    folder = left_open(begin)
    with monkeypatch.context() as patched:
        patched.setattr(ChangeLog, "append", full_disk)
        with reopen(folder) as desk:
            assert desk.notices == [
                "“Import” was interrupted, and could not be taken back: The disk is full."
            ]
            assert len(desk.db.page(Practice, range(1, 5))) == 4
    with reopen(folder) as desk:
        assert desk.db.page(Practice, range(1, 5)) == []


def test_what_came_after_it_stays(left_open: Callable[..., Path]) -> None:
    def work(desk: Desk) -> None:
        begin(desk)
        add(desk, Practice(name="Mine"))

    with reopen(left_open(work)) as desk:
        assert [one.name for one in desk.db.page(Practice, range(1, 6))] == ["Mine"]
        assert faults(desk) == []
        assert Changes(desk).offered() == ("Add (Mine)", "")
