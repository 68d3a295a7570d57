"""Where the open loops stand: counted by stage, in the order in which they are due."""

from __future__ import annotations

import datetime as dt

import pytest

from refdesk.domain.clinic import Clinic
from refdesk.domain.patient import Patient
from refdesk.domain.referral import Referral
from refdesk.domain.stages import Stage
from refdesk.services.loops import Loops
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.standing import Narrowing, closed_count, standing

S = Stage
NOW = dt.datetime.now(dt.UTC)
GROUPS = ((S.RECEIVED,), (S.CONTACTING, S.NO_SHOW), (S.ATTENDED,))


@pytest.fixture
def records(desk: Desk) -> Records:
    """Referrals that came 20, 10, 6 and 0 days ago; the last two urgent, the others routine."""
    records = Records(desk)
    records.set(Clinic, 1, {"hours": "Mon-Sun 0:00-23:55"})
    records.add(Patient, {"name": "Vance, Marisol"})
    for days, more in (
        (20, {}),
        (10, {"provider": "Dr. Quist"}),
        (6, {"urgency": "urgent"}),
        (0, {"urgency": "emergent", "provider": "Dr. Hale", "owner": "1"}),
    ):
        received = (NOW - dt.timedelta(days=days, minutes=5)).isoformat()
        given = {"patient": "1", "source": "patient", "owner": "", "received": received}
        records.add(Referral, {**given, **more})
    return records


def counts(desk: Desk, narrowing: Narrowing | None = None) -> list[tuple[int, ...]]:
    return [group.ids for group in standing(desk, GROUPS, NOW, narrowing).groups]


def test_each_loop_is_counted_in_its_group_by_due_time_with_its_days(desk, records):
    found = standing(desk, GROUPS, NOW)
    received, called, attended = found.groups
    assert received.ids == (1, 2, 3, 4)
    assert (received.count, received.late) == (4, 3)
    assert received.days == 8, "the median of 20, 10, 6 and 0"
    assert (called.count, called.late, called.days) == (0, 0, None)
    assert attended.ids == ()
    assert found.providers == ("Dr. Hale", "Dr. Quist")
    loops = Loops(desk)
    loops.log_attempt(2, {"result": "no_answer"})
    loops.move(3, S.DECLINED_BY_US)  # in none of these groups
    records.archive(Referral, 1)
    assert counts(desk) == [(4,), (2,), ()]


@pytest.mark.parametrize(
    ("narrowing", "ids"),
    [
        (Narrowing(urgent=True), (3, 4)),
        (Narrowing(late=True), (1, 2, 3)),
        (Narrowing(urgent=True, late=True), (3,)),
        (Narrowing(provider="Dr. Quist"), (2,)),
        (Narrowing(owner=2), ()),
    ],
)
@pytest.mark.usefixtures("records")
def test_they_are_narrowed(narrowing, ids, desk):
    found = standing(desk, (tuple(Stage),), NOW, narrowing)
    assert found.groups[0].ids == ids
    if narrowing.provider:
        assert found.providers == ("Dr. Hale", "Dr. Quist"), "another one can be chosen"


def test_closed_ones_are_counted_by_themselves(desk, records):
    loops = Loops(desk)
    for number in (1, 3):
        loops.move(number, S.DECLINED_BY_US)
        loops.move(number, S.CLOSED, {"closed_reason": "Told the office"})
    assert closed_count(desk, Narrowing()) == 2
    assert closed_count(desk, Narrowing(urgent=True)) == 1
    assert closed_count(desk, Narrowing(owner=7)) == 0
    assert closed_count(desk, Narrowing(provider="Dr. Quist")) == 0
    records.archive(Referral, 3)
    assert closed_count(desk, Narrowing()) == 1
