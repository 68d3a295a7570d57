"""The loop of one referral: which way it may go, and that it can always be closed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refdesk.domain.referral import impossible
from refdesk.domain.stages import MOVES, Stage, is_open, may_move
from tests.domain.samples import TOLD as HEARD
from tests.domain.samples import a_referral, sentences

# The drawing of PRODUCT.md 4, as a person would tell it.
LOOP = """
received: contacting, scheduled, unable to reach, declined by patient, declined by us, cancelled
contacting: scheduled, unable to reach, declined by patient, declined by us, cancelled
scheduled: attended, no show, contacting, declined by patient, declined by us, cancelled
attended: reported
reported: closed
closed: reopened
no show: contacting, scheduled, unable to reach, declined by patient, declined by us, cancelled
unable to reach: closed, reopened
declined by patient: closed, reopened
declined by us: closed, reopened
cancelled: closed, reopened
reopened: contacting, scheduled, attended, reported, closed, unable to reach, \
declined by patient, declined by us, cancelled
"""
TOLD = {
    tuple(line.split(": ")[0].split(", ") + line.split(": ")[1].split(", "))
    for line in LOOP.strip().splitlines()
}


def words(stage: Stage) -> str:
    return str(stage.value).replace("_", " ")


def test_the_moves_are_those_of_the_drawing():
    assert {(words(stage), *map(words, after)) for stage, after in MOVES.items()} == TOLD
    assert set(MOVES) == set(Stage)


@pytest.mark.parametrize("before", Stage)
@pytest.mark.parametrize("after", Stage)
def test_a_saved_referral_moves_only_as_drawn(before: Stage, after: Stage):
    saved, moved = a_referral(stage=before, **HEARD), a_referral(stage=after, **HEARD)
    found = sentences(moved, saved)
    assert (found == []) is (before is after or may_move(before, after))
    if found:
        possible = ", ".join(stage.label for stage in MOVES[before])
        assert found == [
            f"Stage cannot go from {before.label} to {after.label}. Possible: {possible}."
        ]


def test_a_refused_move_says_which_are_possible():
    assert sentences(a_referral(stage=Stage.CLOSED), a_referral(stage=Stage.ATTENDED)) == [
        "Stage cannot go from Attended to Closed. Possible: Reported."
    ]


def test_a_stage_that_it_is_at_already_is_said_so():
    assert impossible(Stage.ATTENDED, Stage.ATTENDED).message == "It is at Attended already."


def test_a_new_referral_starts_as_received_or_one_move_on():
    assert sentences(a_referral(stage=Stage.SCHEDULED)) == []
    assert sentences(a_referral(stage=Stage.REPORTED))[0].startswith(
        "Stage cannot go from Received to Reported."
    )


@given(st.lists(st.integers(0, 100), max_size=40))
def test_any_walk_of_permitted_moves_is_taken_step_by_step(choices: list[int]):
    saved = a_referral(**HEARD)
    for choice in choices:
        possible = MOVES[saved.stage]
        moved = a_referral(stage=possible[choice % len(possible)], **HEARD)
        assert sentences(moved, saved) == []
        saved = moved


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_can_be_closed_and_every_stage_can_be_come_to(stage: Stage):
    assert Stage.CLOSED in reached_from(stage)
    assert stage in reached_from(Stage.RECEIVED) | {Stage.RECEIVED}


def reached_from(stage: Stage) -> set[Stage]:
    found: set[Stage] = {stage}
    while more := {after for before in found for after in MOVES[before]} - found:
        found |= more
    return found


@pytest.mark.parametrize("stage", Stage)
def test_a_loop_is_open_until_it_is_closed(stage: Stage):
    assert is_open(stage) is (stage.value != "closed")


@pytest.mark.parametrize("stage", Stage)
def test_staying_is_no_move(stage: Stage):
    assert not may_move(stage, stage)


def test_reported_needs_the_day_on_which_the_report_went_out():
    (sentence,) = sentences(a_referral(stage=Stage.REPORTED), a_referral(stage=Stage.ATTENDED))
    assert sentence == "Report sent is needed to move on to Reported."


def test_closing_needs_a_reason_and_the_follow_up_or_why_there_is_none():
    sent = {name: HEARD[name] for name in ("report_sent", "report_how")}
    before = a_referral(stage=Stage.REPORTED, **sent)
    bare = sentences(a_referral(stage=Stage.CLOSED, **sent), before)
    assert [one.partition(" is needed")[0] for one in bare] == [
        "Say why the loop is closed.",
        "Patient followed up",
    ]
    waived = {"closed_reason": "Seen", "follow_up_waived": "Moved away"}
    assert sentences(a_referral(stage=Stage.CLOSED, **sent, **waived), before) == []


def test_a_loop_without_a_visit_closes_with_its_reason_alone():
    before = a_referral(stage=Stage.CANCELLED)
    assert sentences(a_referral(stage=Stage.CLOSED, closed_reason="Seen elsewhere"), before) == []
