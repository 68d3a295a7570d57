"""What a person chose last of reminders comes back, and nothing unsound."""

from __future__ import annotations

import datetime as dt

import pytest

from refdesk.screens.reminder_choice import chosen_last, counted, file_name, memory
from refdesk.services.reminders import ReminderOf, ReminderWish

ALL = frozenset(ReminderOf)


def test_days_and_kinds_come_back_and_names_and_owner_do_not():
    wish = ReminderWish(days=30, of=frozenset({ReminderOf.TASK}), owner=4, names=True)
    assert memory(wish) == {"days": 30, "of": ["task"]}
    assert chosen_last(memory(wish)) == (30, frozenset({ReminderOf.TASK}))


@pytest.mark.parametrize("kept", [None, 7, [], {}, {"days": 8, "of": "task"}, {"of": ["x"]}])
def test_what_is_not_sound_is_the_usual(kept):
    assert chosen_last(kept) == (14, ALL)


def test_the_count_says_from_when_to_when():
    day = dt.date(2026, 12, 25)
    assert counted(1, ReminderWish(days=14), day) == "1 reminder, Dec 25 to Jan 7"
    assert counted(1204, ReminderWish(days=7), day) == "1,204 reminders, Dec 25 to Dec 31"
    assert file_name(day) == "RefDesk reminders 2026-12-25.ics"
