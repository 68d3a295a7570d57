"""Any sequence of changes, some long, some stopped on the way, undone whole or in slices."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from refdesk.domain.errors import Cancelled
from refdesk.domain.fields import Ref
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.store.long import LongChange
from tests.helpers.desks import reopen
from tests.store.stories import last_change, state
from tests.store.test_any_sequence import CHOICE, TEXTS, AnySequence, Done, _what_was_done


class AnyLongSequence(AnySequence):
    @rule(which=CHOICE, slices=st.integers(0, 3), name=TEXTS, stopped=st.booleans())
    def import_in_slices(self, which: int, slices: int, name: str, stopped: bool) -> None:
        before, at = self.now, last_change(self.desk)
        try:
            with self.desk.db.long_change("Work", by=1) as long:
                for number in range(slices):
                    self._slice(long, which + number, f"{name} {number}")
                if stopped:
                    raise Cancelled  # noqa: TRY301  as a person who stops it
        except Cancelled:
            assert state(self.desk) == before
            return
        self.now = state(self.desk)
        if slices:
            did = _what_was_done(before, self.now)
            self.log.append(Done(at + 1, None, did, frozenset(self.in_force)))
            self.in_force.append(at + 1)
            self.undone.clear()

    @precondition(lambda self: self.in_force or self.undone)
    @rule(again=st.booleans(), stopped=st.booleans())
    def undo_or_redo_in_slices(self, again: bool, stopped: bool) -> None:
        with self.desk.db.reading() as connection:
            find = self.desk.db.replay.next_redo if again else self.desk.db.replay.next_undo
            wanted = find(connection, 1)
        if wanted is None:
            return
        before, self._at = self.now, last_change(self.desk)
        try:
            with self.desk.db.long_change("Undo", by=1, undoes=wanted) as long:
                self.desk.db.replay.apply_in_slices(long, wanted)
                if stopped:
                    raise Cancelled  # noqa: TRY301  as a person who stops it
        except Cancelled:
            assert state(self.desk) == before
            return
        self._note_taking_back(before, wanted)
        if again:
            self.in_force.append(self.undone.pop())
        else:
            self.in_force.remove(wanted)
            self.undone.append(wanted)

    def _slice(self, long: LongChange, which: int, name: str) -> None:
        with long.slice() as work:
            made = work.add(Practice(name=name))
            person: Any = Person(name=name, practices=(Ref(made.id),))
            person.sources = {"file.name": name}
            person.tags = ("a",)
            work.add(person)
            if self._ids("practice"):
                old = work.get(Practice, self._pick("practice", which))
                old.set_custom("cf1", name)
                old.sources = {**old.sources, "file.website": name}
                old.tags = (*old.tags, f"t{which % 2}") if len(old.tags) < 3 else ()
                old.tags = tuple(dict.fromkeys(old.tags))
                work.save(old)


def test_any_sequence_with_long_changes_returns_the_exact_state(
    template: Path, tmp_path: Path
) -> None:
    numbers = itertools.count()

    def fresh() -> AnySequence:
        folder = tmp_path / str(next(numbers))
        shutil.copytree(template, folder)
        return AnyLongSequence(reopen(folder))

    run_state_machine_as_test(
        fresh,  # type: ignore[arg-type]
        settings=settings(max_examples=8, stateful_step_count=20, deadline=None),
    )
