"""What finding anything promises on the large desk: an answer to every key while one types."""

from __future__ import annotations

import random
from functools import partial

from refdesk.domain.patient import Patient
from refdesk.screens.actions import ACTIONS, keys_of
from refdesk.screens.anything import Anything
from refdesk.screens.commands import Commands
from refdesk.services.records import Records
from refdesk.services.sample_words import LAST
from tests.performance.large_desk import large_desk
from tests.performance.row import Row, median_ms, p95_ms, scaled

ONE_KIND, LIMIT = 2.2, 100.0
"""The floor of the reference machine (two shared cores), and the limit there, in ms."""


def anything() -> Row:
    """Each key of names and of phone numbers, beside the bare ids of one kind for three letters."""
    choose = random.Random(7)
    typed = [name[:length] for name in _names(choose, 30) for length in range(1, len(name) + 1)]
    typed += [f"555-01{number:02d}"[:length] for number in range(9) for length in range(3, 9)]
    return _row("anything_key_p95", typed)


def anything_slip() -> Row:
    """A name with two letters in each other's place, in all kinds."""
    choose = random.Random(8)
    return _row("anything_slip_p95", [_slipped(name, choose) for name in _names(choose, 60)])


def _row(name: str, typed: list[str]) -> Row:
    records = Records(large_desk())
    commands = Commands(keys_of({}), {one.name for one in ACTIONS}, {}, is_owner=True)
    finds = Anything(records)
    finds.warm()
    finds.find("warmd", commands)
    query = records.query(Patient, search="gro")
    floor = median_ms(lambda: records.ids(Patient, query), 20)
    value = p95_ms([partial(finds.find, text, commands) for text in typed])
    return Row(name, value, "ms", floor, scaled(LIMIT, floor, ONE_KIND))


def _names(choose: random.Random, count: int) -> list[str]:
    long = [name.lower() for name in LAST if len(name) > 5]
    return [choose.choice(long) for _name in range(count)]


def _slipped(name: str, choose: random.Random) -> str:
    at = choose.randrange(1, len(name) - 2)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


ROWS = (anything, anything_slip)
