"""Whom to call today, what for, and in which order."""

from __future__ import annotations

import datetime as dt

import pytest

from refdesk.domain.calls import CallFor, Turn, Waiting, tries_that_count
from refdesk.domain.clock import BusinessClock
from refdesk.domain.codes import referral_code
from refdesk.domain.due import NextAction
from refdesk.domain.fields import Ref
from refdesk.domain.referral import AttemptResult, ContactAttempt, Outcome, Urgency
from refdesk.domain.stages import Stage
from tests.domain.samples import a_referral

S, A, R = Stage, NextAction, AttemptResult
CLOCK = BusinessClock(zone=dt.UTC)
NOW = dt.datetime(2026, 11, 24, 10, 0, tzinfo=dt.UTC)
CAME = NOW - dt.timedelta(days=4)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def a_try(at: dt.datetime, next_try: dt.datetime | None = None, result=R.NO_ANSWER):
    return ContactAttempt(referral=Ref(1), at=at, result=result, next_try=next_try)


def waiting(*tries: ContactAttempt, action=A.CALL, **more) -> Waiting:
    given = {"stage": S.CONTACTING, "received": CAME, "due": NOW + DAY, **more}
    return Waiting(a_referral(**given), action, tries)


def turn(one: Waiting) -> Turn | None:
    return one.turn(NOW, CLOCK)


def test_what_is_late_or_urgent_comes_first_and_the_rest_of_the_day_after():
    assert turn(waiting(due=NOW - HOUR)) is Turn.FIRST
    assert turn(waiting(due=NOW + HOUR)) is Turn.THEN
    assert turn(waiting(due=NOW + HOUR, urgency=Urgency.URGENT)) is Turn.FIRST
    assert turn(waiting(due=NOW + DAY)) is Turn.THEN, "nobody has tried today"
    assert turn(waiting(due=NOW + DAY, urgency=Urgency.EMERGENT)) is Turn.FIRST


def test_a_patient_who_was_tried_today_waits_unless_it_is_due_today():
    tried = a_try(NOW - HOUR)
    assert turn(waiting(tried, due=NOW + DAY)) is None
    assert turn(waiting(tried, due=NOW + HOUR)) is Turn.THEN
    assert turn(waiting(a_try(NOW - DAY), due=NOW + DAY)) is Turn.THEN


def test_what_was_agreed_decides_the_day():
    yesterday = NOW - DAY
    assert turn(waiting(a_try(yesterday, NOW + HOUR), due=yesterday)) is Turn.AGREED
    assert turn(waiting(a_try(yesterday, NOW - HOUR))) is Turn.FIRST, "the time has passed"
    later = waiting(a_try(yesterday, NOW + DAY), due=yesterday)
    assert turn(later) is None
    assert later.is_agreed_for_later(NOW, CLOCK)
    again = waiting(a_try(yesterday, NOW + DAY), a_try(NOW - HOUR), due=yesterday)
    assert turn(again) is Turn.FIRST, "the last try agreed on nothing"
    assert not again.is_agreed_for_later(NOW, CLOCK)


def test_who_was_tried_often_enough_gets_a_letter_unless_a_call_was_agreed():
    assert turn(waiting(a_try(NOW - DAY), action=A.LETTER, due=NOW - DAY)) is None
    agreed = waiting(a_try(NOW - DAY, NOW + HOUR), action=A.LETTER)
    assert turn(agreed) is Turn.AGREED


def test_a_follow_up_is_a_call_once_it_is_due_and_only_until_it_is_done():
    assert turn(waiting(stage=S.REPORTED, action=A.FOLLOW_UP, due=NOW + HOUR)) is Turn.THEN
    assert turn(waiting(stage=S.REPORTED, action=A.FOLLOW_UP, due=NOW + DAY)) is None
    assert turn(waiting(stage=S.REPORTED, action=A.CLOSE, due=NOW - DAY)) is None


def test_at_other_stages_only_what_was_agreed_is_a_call():
    booked = {"stage": S.SCHEDULED, "action": A.WAIT, "due": NOW - HOUR}
    assert turn(waiting(**booked)) is None
    assert turn(waiting(a_try(NOW - DAY, NOW + HOUR), **booked)) is Turn.AGREED


@pytest.mark.parametrize(
    ("stage", "result", "last", "reason"),
    [
        (S.RECEIVED, R.NO_ANSWER, None, CallFor.AGAIN),
        (S.CONTACTING, R.LEFT_MESSAGE, None, CallFor.AGAIN),
        (S.CONTACTING, R.REACHED, None, CallFor.SCHEDULE),
        (S.REOPENED, R.NO_ANSWER, Outcome.ATTENDED, CallFor.AGAIN),
        (S.NO_SHOW, R.NO_ANSWER, Outcome.NO_SHOW, CallFor.NO_SHOW),
        (S.CONTACTING, R.REACHED, Outcome.NO_SHOW, CallFor.NO_SHOW),
        (S.CONTACTING, R.NO_ANSWER, Outcome.CANCELLED, CallFor.CANCELLED),
        (S.REPORTED, R.NO_ANSWER, Outcome.ATTENDED, CallFor.FOLLOW_UP),
        (S.SCHEDULED, R.NO_ANSWER, None, CallFor.AGREED),
    ],
)
def test_a_call_says_what_it_is_for(stage, result, last, reason):
    assert waiting(a_try(NOW - DAY, result=result), stage=stage).call_for(last) is reason


def test_late_calls_come_first_among_them_the_urgent_ones():
    late, later = NOW - DAY, NOW - HOUR
    given = {
        "late": waiting(due=late),
        "late by less": waiting(due=later),
        "urgent and late": waiting(due=later, urgency=Urgency.URGENT),
        "emergent and late": waiting(due=later, urgency=Urgency.EMERGENT),
        "urgent": waiting(due=NOW + HOUR, urgency=Urgency.URGENT),
        "missed": waiting(a_try(late, later), due=NOW + 2 * DAY),
        "at three": waiting(a_try(late, NOW + 5 * HOUR), due=late),
        "at noon": waiting(a_try(late, NOW + 2 * HOUR), due=NOW + DAY),
        "today": waiting(due=NOW + HOUR),
        "tomorrow": waiting(due=NOW + DAY),
    }
    turns = {name: turn(one) for name, one in given.items()}
    order = sorted(given, key=lambda name: given[name].place(turns[name] or Turn.THEN, NOW))
    assert order == [
        *("emergent and late", "urgent and late", "late", "late by less", "missed", "urgent"),
        *("at noon", "at three", "today", "tomorrow"),
    ]


def test_attempts_count_for_this_round_or_at_this_stage():
    first, second = a_try(CAME + HOUR), a_try(CAME + 2 * DAY)
    both = (first, second)
    assert tries_that_count(a_referral(received=CAME), both) == both
    again = a_referral(received=CAME, stage=S.NO_SHOW, round_began=CAME + DAY)
    assert tries_that_count(again, both) == (second,)
    told = a_referral(received=CAME, stage=S.REPORTED, moved_at=CAME + 3 * DAY)
    assert tries_that_count(told, both) == ()


def test_every_reason_and_turn_has_its_words_and_a_referral_its_code():
    assert all(one.label for one in (*CallFor, *Turn))
    assert referral_code(123) == "R-123"
