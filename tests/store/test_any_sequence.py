"""Any sequence of creating, editing, archiving, linking, deleting, undoing and redoing.

A model beside the desk says what every row must hold after each step, and which undoing must be
refused; it knows nothing of how the store does it.
"""

from __future__ import annotations

import copy
import itertools
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from refdesk.domain.address import Address
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Ref
from refdesk.domain.person import Person
from refdesk.domain.phone import Phone
from refdesk.domain.practice import Office, Practice
from refdesk.domain.record import Record
from refdesk.services.session import Desk
from refdesk.store.reversal import MovedOnError
from refdesk.store.work import BESIDE
from tests.helpers.desks import reopen
from tests.store.stories import State, faults, last_change, redo, state, take_back, undo

KINDS: dict[str, type[Record]] = {of.kind: of for of in (Practice, Office, Person)}
TEXTS = st.sampled_from(["", "Tilbrook", "Núñez", "Łódź & Sons"])
TAGS = st.lists(st.sampled_from("abc"), unique=True, max_size=3)
OWN = st.dictionaries(
    st.sampled_from(["cf1", "cf2"]), st.sampled_from([None, 0, False, "x", ["a", "b"]]), max_size=2
)
ADDRESSES = st.sampled_from([None, Address(city="Tamsin"), Address("9 Weir Street", zip="45701")])
PHONES = st.sampled_from([None, Phone("+17405550117"), Phone("+17405550118", "2")])
CHOICE = st.integers(0, 10**6)
WHOLE = "the whole row"
Atom = tuple[str, int, str]


@dataclass
class Done:
    """One change of the log: what it did to each field, and what was in force before it."""

    id: int
    undoes: int | None
    did: dict[Atom, tuple[Any, Any]]
    in_force: frozenset[int]


def _flat(image: dict[str, Any]) -> dict[str, Any]:
    flat = {k: v for k, v in image.items() if k not in BESIDE.values()}
    for prefix, name in BESIDE.items():
        flat.update((f"{prefix}{key}", value) for key, value in image[name].items())
    return flat


def _what_was_done(before: State, after: State) -> dict[Atom, tuple[Any, Any]]:
    did: dict[Atom, tuple[Any, Any]] = {}
    for row in before.keys() | after.keys():
        old, new = before.get(row), after.get(row)
        if old is None or new is None:
            did[(*row, WHOLE)] = (old, new)
            continue
        old, new = _flat(old), _flat(new)
        for name in old.keys() | new.keys():
            if old.get(name) != new.get(name):
                did[(*row, name)] = (old.get(name), new.get(name))
    return did


def _taken_back(now: State, did: dict[Atom, tuple[Any, Any]]) -> State:
    then = copy.deepcopy(now)
    for (kind, row_id, name), (before, _after) in did.items():
        row = (kind, row_id)
        if name == WHOLE and before is None:
            del then[row]
        elif name == WHOLE:
            then[row] = copy.deepcopy(before)
        elif "." not in name:
            then[row][name] = before
        else:
            prefix, _dot, key = name.partition(".")
            beside: dict[str, Any] = then[row][BESIDE[f"{prefix}."]]  # type: ignore[assignment]
            beside.pop(key, None)
            if before is not None:
                beside[key] = before
    return then


def _clash(one: dict[Atom, Any], other: dict[Atom, Any]) -> bool:
    return any(
        a[:2] == b[:2] and (a[2] == b[2] or WHOLE in (a[2], b[2]))
        for a, b in itertools.product(one, other)
    )


def _dangles(rows: State) -> bool:
    wanted = {("practice", image["practice"]) for (k, _), image in rows.items() if k == "office"}
    for (kind, _row_id), image in rows.items():
        if kind == "person":
            wanted.update(("practice", i) for i in image["practices"])  # type: ignore[union-attr]
            wanted.update(("office", i) for i in image["offices"])  # type: ignore[union-attr]
    return not wanted <= rows.keys()


def _set_own(record: Record, own: dict[str, Any]) -> None:
    for key, value in own.items():
        record.set_custom(key, value)


class AnySequence(RuleBasedStateMachine):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.now = state(desk)
        self.log: list[Done] = []
        self.in_force: list[int] = []
        self.undone: list[int] = []
        self._at = 0
        self.teardown = desk.close  # type: ignore[method-assign]

    @rule(name=TEXTS, tags=TAGS, own=OWN, phone=PHONES)
    def add_practice(self, name: str, tags: list[str], own: dict[str, Any], phone: Any) -> None:
        record = Practice(name=name, phone=phone)
        record.tags = tuple(tags)
        _set_own(record, own)
        self._do(lambda work: work.add(record))

    @precondition(lambda self: self._ids("practice"))
    @rule(which=CHOICE, address=ADDRESSES, name=TEXTS)
    def add_office(self, which: int, address: Any, name: str) -> None:
        practice = Ref[Practice](self._pick("practice", which))
        self._do(lambda work: work.add(Office(practice=practice, address=address, name=name)))

    @rule(which=CHOICE, many=st.integers(0, 3), name=TEXTS)
    def import_people_with_their_practices(self, which: int, many: int, name: str) -> None:
        def both(work: Any) -> None:
            made = [work.add(Practice(name=f"{name} {n}")) for n in range(many)]
            links = tuple(Ref[Practice](one.id) for one in reversed(made))
            work.add(Person(name=name, practices=links))
            if self._ids("person"):
                person = work.get(Person, self._pick("person", which))
                person.practices = (*person.practices, *links)
                work.save(person)

        self._do(both)

    @precondition(lambda self: self._ids("practice", "office", "person"))
    @rule(which=CHOICE, name=TEXTS, tags=TAGS, own=OWN, archived=st.booleans(), address=ADDRESSES)
    def edit(
        self,
        which: int,
        name: str,
        tags: list[str],
        own: dict[str, Any],
        archived: bool,
        address: Any,
    ) -> None:
        def change(work: Any) -> None:
            kind, row_id = self._any(which)
            record = work.get(KINDS[kind], row_id)
            _set_own(record, own)
            record.sources = {"file.name": name} if which % 3 else {}
            # Every other time a field stays, so that changes meet and miss each other.
            for field, value in (("name", name), ("tags", tuple(tags)), ("archived", archived)):
                if (which + len(field)) % 2:
                    setattr(record, field, value)
            if kind != "practice":
                record.address = address
            work.save(record)

        self._do(change)

    @precondition(lambda self: self._ids("person") and self._ids("practice"))
    @rule(which=CHOICE, others=st.lists(CHOICE, max_size=3))
    def link(self, which: int, others: list[int]) -> None:
        def change(work: Any) -> None:
            person = work.get(Person, self._pick("person", which))
            found = dict.fromkeys(Ref[Practice](self._pick("practice", one)) for one in others)
            person.practices = tuple(found)
            work.save(person)

        self._do(change)

    @precondition(lambda self: self._ids("practice", "office", "person"))
    @rule(which=CHOICE)
    def delete(self, which: int) -> None:
        kind, row_id = self._any(which)
        left = {row: image for row, image in self.now.items() if row != (kind, row_id)}
        if _dangles(left):
            with pytest.raises(UserError):
                self._do(lambda work: work.delete(kind, [row_id]))
        else:
            self._do(lambda work: work.delete(kind, [row_id]))

    @rule()
    def undo_the_newest(self) -> None:
        before, self._at = self.now, last_change(self.desk)
        assert undo(self.desk) == (max(self.in_force) if self.in_force else None)
        if self.in_force:
            target = max(self.in_force)
            self._note_taking_back(before, target)
            self.in_force.remove(target)
            self.undone.append(target)

    @rule()
    def redo_the_newest(self) -> None:
        before = self.now
        self._at = last_change(self.desk)
        undoing = redo(self.desk)
        assert (undoing is not None) == bool(self.undone)
        if undoing is not None:
            assert self._done(undoing).undoes == self.undone[-1]
            self._note_taking_back(before, undoing)
            self.in_force.append(self.undone.pop())

    @precondition(lambda self: self.in_force)
    @rule(which=CHOICE)
    def undo_an_old_one(self, which: int) -> None:
        target = sorted(self.in_force)[which % len(self.in_force)]
        did = self._done(target).did
        moved_on = any(_clash(did, later.did) for later in self._moved_on_since(target))
        if moved_on:
            with pytest.raises(MovedOnError, match=r"was changed later by “(Work|Undo)”"):
                take_back(self.desk, target)
        elif _dangles(_taken_back(self.now, did)):
            with pytest.raises(UserError, match=r"still used|no longer there"):
                take_back(self.desk, target)
        else:
            before, self._at = self.now, last_change(self.desk)
            take_back(self.desk, target)
            self._note_taking_back(before, target)
            self.in_force.remove(target)
            self.undone.append(target)

    @invariant()
    def every_row_is_what_the_model_says(self) -> None:
        assert state(self.desk) == self.now

    @invariant()
    def the_desk_proves_itself(self) -> None:
        assert faults(self.desk) == []

    def _do(self, work_done: Callable[[Any], object]) -> None:
        before, at = self.now, last_change(self.desk)
        with self.desk.db.change("Work", by=1) as work:
            work_done(work)
        self.now = state(self.desk)
        if last_change(self.desk) != at:
            did = _what_was_done(before, self.now)
            self.log.append(Done(at + 1, None, did, frozenset(self.in_force)))
            self.in_force.append(at + 1)
            self.undone.clear()

    def _note_taking_back(self, before: State, target: int) -> None:
        did = self._done(target).did
        self.now = _taken_back(before, did)
        reverse = {atom: (new, old) for atom, (old, new) in did.items()}
        self.log.append(Done(self._at + 1, target, reverse, frozenset(self.in_force)))

    def _moved_on_since(self, target: int) -> list[Done]:
        """Return the work whose standing is another now than when the change was made."""
        then, now = self._done(target).in_force | {target}, frozenset(self.in_force)
        return [self._done(change) for change in then ^ now]

    def _done(self, change: int) -> Done:
        return {done.id: done for done in self.log}[change]

    def _ids(self, *kinds: str) -> list[tuple[str, int]]:
        return sorted(row for row in self.now if row[0] in kinds)

    def _any(self, which: int, *kinds: str) -> tuple[str, int]:
        rows = self._ids(*(kinds or KINDS))
        return rows[which % len(rows)]

    def _pick(self, kind: str, which: int) -> int:
        return self._any(which, kind)[1]


def test_any_sequence_returns_the_exact_state(template: Path, tmp_path: Path) -> None:
    numbers = itertools.count()

    def fresh() -> AnySequence:
        # Every step is written to the disk, so there are few; have more when undo changes.
        folder = tmp_path / str(next(numbers))
        shutil.copytree(template, folder)
        return AnySequence(reopen(folder))

    run_state_machine_as_test(
        fresh,  # type: ignore[arg-type]
        settings=settings(max_examples=14, stateful_step_count=25, deadline=None),
    )
