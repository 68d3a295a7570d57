"""The change log: which changes count after undo and redo, and a seal over every part."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refdesk.domain.changes import (
    START,
    UPDATE,
    ChangeSet,
    Entry,
    canonical,
    in_force,
    is_blank,
    range_digest,
    row_digest,
    seal,
    settled,
)

History = list[tuple[int, int | None]]


@pytest.mark.parametrize(
    ("story", "history", "counting", "standing"),
    [
        ("nothing happened", [], [], set()),
        ("one change", [(1, None)], [1], {1}),
        ("done and undone", [(1, None), (2, 1)], [], {2}),
        ("undone and redone", [(1, None), (2, 1), (3, 2)], [1], {1, 3}),
        ("undone again", [(1, None), (2, 1), (3, 2), (4, 3)], [], {2, 4}),
        ("the first of two undone", [(1, None), (2, None), (3, 1)], [2], {2, 3}),
        ("both undone, backwards", [(1, None), (2, None), (3, 2), (4, 1)], [], {3, 4}),
        ("both undone, one redone", [(1, None), (2, None), (3, 2), (4, 1), (5, 4)], [1], {1, 3, 5}),
        ("undone, then something new", [(1, None), (2, 1), (3, None)], [3], {2, 3}),
        ("the undoing of something older", [(5, 1)], [5], {5}),
        ("that undoing undone", [(5, 1), (6, 5)], [], {6}),
        ("undone, redone, undone, redone", [(1, None), (2, 1), (3, 2), (4, 3), (5, 4)], [1],
         {1, 3, 5}),
    ],
)  # fmt: skip
def test_which_changes_still_count(
    story: str, history: History, counting: list[int], standing: set[int]
):
    assert settled(history) == counting, story
    assert settled(reversed(history)) == counting, story
    assert in_force(history) == standing, story
    assert in_force(reversed(history)) == standing, story


class Desk:
    """A desk of lamps: a change lights one, its undoing puts it out, redo lights it again.

    As in the product, a change is undone only where nothing that came after it still counts.
    """

    def __init__(self) -> None:
        self.history: History = []
        self.lamp: dict[int, int] = {}
        self.lights: dict[int, bool] = {}
        self.lit: set[int] = set()

    def do(self, undoes: int | None = None) -> None:
        change = len(self.history) + 1
        self.history.append((change, undoes))
        self.lamp[change] = change if undoes is None else self.lamp[undoes]
        self.lights[change] = undoes is None or not self.lights[undoes]
        self.lit ^= {self.lamp[change]}

    def later(self, change: int) -> History:
        """Return what came after a change at the same lamp."""
        return [one for one in self.history[change:] if self.lamp[one[0]] == self.lamp[change]]

    def undo(self, choice: int) -> None:
        possible = [change for change in self.lamp if not settled(self.later(change))]
        if possible:
            change = possible[choice % len(possible)]
            assert (self.lamp[change] in self.lit) is self.lights[change]
            self.do(undoes=change)


STEPS = st.lists(st.one_of(st.none(), st.integers(0, 50)), max_size=30)


def worked(steps: list[int | None]) -> Desk:
    desk = Desk()
    for step in steps:
        if step is None:
            desk.do()
        else:
            desk.undo(step)
    return desk


@given(STEPS)
def test_the_changes_in_force_are_the_lamps_that_are_lit(steps: list[int | None]):
    desk = worked(steps)
    done = {change for change, undoes in desk.history if undoes is None}
    assert in_force(desk.history) & done == desk.lit
    assert set(settled(desk.history)) == desk.lit


@given(STEPS, STEPS)
def test_what_later_changes_leave_leads_from_the_state_before_to_the_state_after(
    before: list[int | None], after: list[int | None]
):
    lit, cut = worked(before).lit, len(worked(before).history)
    desk = worked(before + after)
    left = settled(desk.history[cut:])
    for change in left:
        lit ^= {desk.lamp[change]}
    assert lit == desk.lit
    undoes = dict(desk.history)
    assert not any(undoes[change] in left for change in left)


# --- digests -------------------------------------------------------------------------------------

IMAGE: dict[str, Any] = {"name": "Quill", "phone": "+17405550117", "stop": 0, "tags": ["new"]}


@pytest.mark.parametrize("empty", [None, "", False, [], {}])
def test_an_empty_field_added_later_changes_no_digest(empty: Any):
    assert row_digest("patient", 3, {**IMAGE, "language": empty}) == row_digest("patient", 3, IMAGE)
    assert is_blank(empty)


@pytest.mark.parametrize(
    "image",
    [
        {**IMAGE, "name": "Quilt"},
        {**IMAGE, "stop": 1},
        {**IMAGE, "stop": None},
        {**IMAGE, "stop": True},
        {**IMAGE, "tags": ["new", "vip"]},
        {**IMAGE, "language": "es"},
        {**IMAGE, "active": True},
        {name: value for name, value in IMAGE.items() if name != "phone"},
        {
            **{name: value for name, value in IMAGE.items() if name != "phone"},
            "fax": "+17405550117",
        },
    ],
)
def test_any_other_content_changes_the_digest(image: dict[str, Any]):
    assert row_digest("patient", 3, image) != row_digest("patient", 3, IMAGE)


def test_the_digest_knows_the_row_and_not_the_order_of_its_fields():
    digest = row_digest("patient", 3, IMAGE)
    assert row_digest("patient", 4, IMAGE) != digest
    assert row_digest("person", 3, IMAGE) != digest
    assert row_digest("patient", 3, dict(reversed(IMAGE.items()))) == digest


def test_the_digest_of_a_run_of_rows_knows_their_order():
    one, other = row_digest("patient", 1, IMAGE), row_digest("patient", 2, IMAGE)
    assert range_digest([one, other]) != range_digest([other, one])
    assert range_digest(iter([one, other])) == range_digest([one, other])
    assert len(range_digest([])) == 64


def test_there_is_one_way_to_write_a_value():
    assert canonical({"b": 1, "a": "é\n"}) == '{"a":"é\\n","b":1}'.encode()
    assert canonical("\ud800") != canonical("\udc00")


# --- the chain -----------------------------------------------------------------------------------

KEY = b"k" * 32
CHANGE = ChangeSet(7, "2026-11-24T14:20:00Z", 2, "Edit a patient", 5, b"")
BODY = {"phone": [None, "+17405550117"]}
ENTRY = Entry("patient", UPDATE, 3, 3, BODY)
ALTERED_CHANGE: dict[str, Any] = {
    "id": 8,
    "at": "2026-11-24T14:20:01Z",
    "user_id": None,
    "label": "",
    "undoes": None,
    "part_of": 7,
    "more": True,
}
ALTERED_ENTRY: dict[str, Any] = {
    "kind": "person",
    "action": "delete",
    "first_id": 2,
    "last_id": 4,
    "body": {"phone": ["", "+17405550117"]},
}
SEAL = seal(KEY, START, CHANGE, [ENTRY])


@pytest.mark.parametrize("part", ALTERED_CHANGE)
def test_the_seal_breaks_when_any_part_of_the_change_is_altered(part: str):
    altered = dataclasses.replace(CHANGE, **{part: ALTERED_CHANGE[part]})
    assert seal(KEY, START, altered, [ENTRY]) != SEAL


@pytest.mark.parametrize("part", ALTERED_ENTRY)
def test_the_seal_breaks_when_any_part_of_an_entry_is_altered(part: str):
    altered = dataclasses.replace(ENTRY, **{part: ALTERED_ENTRY[part]})
    assert seal(KEY, START, CHANGE, [altered]) != SEAL


@pytest.mark.parametrize(
    ("key", "before", "entries"),
    [
        (b"l" * 32, START, [ENTRY]),
        (KEY, b"\x01" + START[1:], [ENTRY]),
        (KEY, SEAL, [ENTRY]),
        (KEY, START, []),
        (KEY, START, [ENTRY, ENTRY]),
    ],
)
def test_the_seal_breaks_with_the_key_the_change_before_and_the_number_of_entries(
    key: bytes, before: bytes, entries: list[Entry]
):
    assert seal(key, before, CHANGE, entries) != SEAL


def test_the_seal_knows_the_order_of_entries_and_stays_the_same_otherwise():
    other = dataclasses.replace(ENTRY, first_id=9, last_id=9)
    assert seal(KEY, START, CHANGE, [ENTRY, other]) != seal(KEY, START, CHANGE, [other, ENTRY])
    told_again = dataclasses.replace(CHANGE, mac=b"m", touched={"patient": frozenset({3})})
    assert seal(KEY, START, told_again, [ENTRY]) == SEAL
    assert len(SEAL) == 32


def test_a_part_of_one_entry_cannot_pass_as_another_entry():
    split = [dataclasses.replace(ENTRY, body={}), ENTRY]
    joined = [dataclasses.replace(ENTRY, body={"x": ['\n["patient"', "]"]}), ENTRY]
    assert seal(KEY, START, CHANGE, split) != seal(KEY, START, CHANGE, joined)
