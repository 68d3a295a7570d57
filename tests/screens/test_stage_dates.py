"""When a referral came to each stage: through corrections, undoing and doing again."""

from __future__ import annotations

import datetime as dt

import pytest

from refdesk.domain.history import StageLine, Step
from refdesk.domain.stages import Stage
from refdesk.screens.loop_track import stage_dates
from tests.domain.samples import a_referral

S = Stage
CAME = dt.datetime(2026, 11, 16, 14, 40, tzinfo=dt.UTC)


def day(number: int) -> dt.datetime:
    return CAME + dt.timedelta(days=number)


def lines(*told: tuple[Step, Stage, Stage]) -> list[StageLine]:
    """Return lines of history, a day apart, the first one on the day after it came."""
    return [
        StageLine(referral=1, before=before, stage=stage, at=day(number), step=step)
        for number, (step, before, stage) in enumerate(told, start=1)
    ]


CALLED = (Step.MOVED, S.RECEIVED, S.CONTACTING)
AGREED = (Step.MOVED, S.CONTACTING, S.SCHEDULED)
SEEN = (Step.MOVED, S.SCHEDULED, S.ATTENDED)


@pytest.mark.parametrize(
    ("told", "since", "days"),
    [
        ((), 0, {}),
        ((CALLED, AGREED), 2, {S.CONTACTING: 1, S.SCHEDULED: 2}),
        (
            (CALLED, AGREED, SEEN, (Step.CORRECTED, S.ATTENDED, S.SCHEDULED)),
            2,
            {S.CONTACTING: 1, S.SCHEDULED: 2},
        ),
        ((CALLED, (Step.UNDONE, S.CONTACTING, S.RECEIVED)), 0, {}),
        (
            (
                CALLED,
                (Step.UNDONE, S.CONTACTING, S.RECEIVED),
                (Step.MOVED, S.RECEIVED, S.SCHEDULED),
            ),
            3,
            {S.SCHEDULED: 3},
        ),
        (
            (
                CALLED,
                (Step.UNDONE, S.CONTACTING, S.RECEIVED),
                (Step.UNDONE, S.RECEIVED, S.CONTACTING),
                AGREED,
            ),
            4,
            {S.CONTACTING: 1, S.SCHEDULED: 4},
        ),
        (
            (
                CALLED,
                AGREED,
                (Step.MOVED, S.SCHEDULED, S.NO_SHOW),
                (Step.MOVED, S.NO_SHOW, S.CONTACTING),
                (Step.UNDONE, S.CONTACTING, S.NO_SHOW),
            ),
            3,
            {S.CONTACTING: 1, S.SCHEDULED: 2, S.NO_SHOW: 3},
        ),
    ],
    ids=[
        *("new", "moved", "corrected", "undone", "undone, another way", "done again"),
        "called again, undone",
    ],
)
def test_each_stage_has_the_day_it_was_come_to(told, since, days):
    stage = told[-1][2] if told else S.RECEIVED
    referral = a_referral(stage=stage, received=CAME, moved_at=day(since))
    found = stage_dates(referral, lines(*told))
    assert found == {S.RECEIVED: CAME, **{one: day(number) for one, number in days.items()}}
