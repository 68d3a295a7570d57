"""Tasks and promises that are done, and those that come again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from refdesk.domain.errors import UserError
from refdesk.domain.practice import Practice
from refdesk.domain.promise import Promise
from refdesk.domain.task import Task
from refdesk.services.changes import Changes
from refdesk.services.due_work import DueWork
from refdesk.services.records import Records
from refdesk.services.session import Desk
from tests.helpers.desks import make_desk

DAY = dt.date(2026, 11, 30)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with make_desk(tmp_path / "Lakeline") as desk:
        Records(desk).add(Practice, {"name": "Cedar Grove"})
        yield desk


def test_a_promise_that_repeats_is_promised_again_when_it_is_kept(desk):
    given = {"what": "Fax the waiting times", "practice": "1", "due": "2026-11-27", "by": "1"}
    promise = Records(desk).add(Promise, {**given, "repeat": "monthly"})
    following = DueWork(desk).kept(promise.id, DAY)
    assert following is not None
    assert (following.what, following.due, following.by) == (
        "Fax the waiting times",
        dt.date(2026, 12, 27),
        1,
    )
    assert following.made == DAY
    assert DueWork(desk).promises(DAY) == []
    Changes(desk).undo()
    assert DueWork(desk).promises(DAY) == [promise.id]
    assert desk.db.get(Promise, following.id) is None


def test_a_promise_that_does_not_repeat_is_kept_once(desk):
    promise = Records(desk).add(Promise, {"what": "Send the pads", "practice": "1"})
    assert DueWork(desk).kept(promise.id, DAY) is None
    with pytest.raises(UserError, match="kept already"):
        DueWork(desk).kept(promise.id, DAY)


def test_a_task_that_repeats_goes_to_the_same_owner_again(desk):
    given = {"what": "Order labels", "due": "2026-11-30", "repeat": "weekly", "owner": "1"}
    task = Records(desk).add(Task, given)
    assert DueWork(desk).tasks(DAY, owner=1) == [task.id]
    following = DueWork(desk).done(task.id, DAY)
    assert following is not None
    assert (following.owner, following.due) == (1, dt.date(2026, 12, 7))
    with pytest.raises(UserError, match="done already"):
        DueWork(desk).done(task.id, DAY)
