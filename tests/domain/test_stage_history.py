"""The first move of a referral that still stands, through undo, redo and correction."""

from __future__ import annotations

import datetime as dt

import pytest

from refdesk.domain.history import StageLine, Step, first_move
from refdesk.domain.referral import too_few, too_late
from refdesk.domain.stages import Stage

START = dt.datetime(2026, 11, 16, 14, 40, tzinfo=dt.UTC)


def lines(*told: str) -> list[StageLine]:
    """Return lines told as "moved contacting", an hour apart."""
    found = []
    for hour, words in enumerate(told):
        how, stage = words.split()
        step = next(one for one in Step if one.value == how)
        at = START + dt.timedelta(hours=hour)
        found.append(
            StageLine(
                referral=1, stage=next(s for s in Stage if s.value == stage), at=at, step=step
            )
        )
    return found


@pytest.mark.parametrize(
    ("told", "hour"),
    [
        ((), None),
        (("moved contacting", "moved scheduled"), 0),
        (("moved contacting", "undone received"), None),
        (("moved contacting", "undone received", "moved cancelled"), 2),
        (("moved contacting", "moved scheduled", "undone contacting"), 0),
        (("moved scheduled", "moved no_show", "corrected scheduled"), 0),
        (("moved scheduled", "corrected received", "moved scheduled"), 2),
    ],
)
def test_the_first_move_that_stands_is_found(told, hour):
    first = first_move(lines(*told))
    assert (first.at if first else None) == (
        None if hour is None else START + dt.timedelta(hours=hour)
    )


def test_what_cannot_be_is_said_with_its_reason():
    assert too_few(1, 3).message == (
        "Stage cannot go to Not reached after 1 of 3 attempts. Log each attempt first."
    )
    sentence = too_late(Stage.CONTACTING, START).message
    assert sentence.startswith("Received lies after Nov 16, 2026, ")
    assert sentence.endswith("when the referral came to Contacting.")
