"""What a stage waits for, and until when."""

from __future__ import annotations

import datetime as dt

import pytest

from refdesk.domain.clinic import Clinic
from refdesk.domain.clock import BusinessClock
from refdesk.domain.due import DueTimes, NextAction, due, next_action
from refdesk.domain.fields import Ref
from refdesk.domain.hours import Hours
from refdesk.domain.outbound import OutboundReferral
from refdesk.domain.referral import Urgency
from refdesk.domain.repeat import Repeat, next_due
from refdesk.domain.stages import Stage
from tests.domain.samples import a_referral, sentences

CLOCK = BusinessClock(zone=dt.UTC)
CAME = dt.datetime(2026, 11, 16, 9, 40, tzinfo=dt.UTC)  # a Monday
LATER = dt.datetime(2026, 11, 18, 14, 5, tzinfo=dt.UTC)
S = Stage


@pytest.mark.parametrize(
    ("stage", "when"),
    [
        (S.RECEIVED, "2026-11-17 09:40"),
        (S.CONTACTING, "2026-11-19 09:40"),
        (S.SCHEDULED, "2026-11-30 17:00"),
        (S.ATTENDED, "2026-11-25 14:05"),
        (S.REPORTED, "2026-11-25 17:00"),
        (S.NO_SHOW, "2026-11-19 14:05"),
        (S.REOPENED, "2026-11-19 14:05"),
        (S.UNABLE_TO_REACH, "2026-11-25 14:05"),
        (S.DECLINED_BY_US, "2026-11-25 14:05"),
    ],
)
def test_each_stage_is_due_by_its_own_time(stage, when):
    moved = CAME if stage in {S.RECEIVED, S.CONTACTING} else LATER
    visit = dt.date(2026, 11, 28)  # a Saturday: what came of it is due on Monday
    referral = a_referral(stage=stage, received=CAME, moved_at=moved, appointment=visit)
    found = due(referral, CLOCK, DueTimes())
    assert found is not None
    assert f"{found:%Y-%m-%d %H:%M}" == when


def test_a_closed_loop_is_never_due():
    assert due(a_referral(stage=S.CLOSED), CLOCK, DueTimes()) is None


def test_urgent_patients_are_called_on_the_same_day():
    referral = a_referral(received=CAME, urgency=Urgency.URGENT)
    assert due(referral, CLOCK, DueTimes()) == CAME.replace(hour=17, minute=0)


def test_an_appointment_that_nobody_wrote_down_is_asked_for_on_the_next_day():
    referral = a_referral(stage=S.SCHEDULED, received=CAME, moved_at=LATER)
    assert due(referral, CLOCK, DueTimes()) == LATER + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("stage", "more", "action"),
    [
        (S.RECEIVED, {}, NextAction.CALL),
        (S.CONTACTING, {"tries": 2}, NextAction.CALL),
        (S.CONTACTING, {"tries": 3}, NextAction.LETTER),
        (S.CONTACTING, {"tries": 3, "reached": True}, NextAction.SCHEDULE),
        (S.NO_SHOW, {}, NextAction.CALL),
        (S.ATTENDED, {}, NextAction.REPORT),
        (S.REPORTED, {}, NextAction.FOLLOW_UP),
        (S.CANCELLED, {}, NextAction.CLOSE),
        (S.CLOSED, {}, NextAction.NOTHING),
    ],
)
def test_each_stage_waits_for_one_thing(stage, more, action):
    asked = {"tries": 0, "reached": False, "enough": 3, **more}
    assert next_action(a_referral(stage=stage), dt.date(2026, 11, 24), **asked) is action


@pytest.mark.parametrize(
    ("visit", "action"),
    [
        (dt.date(2026, 11, 25), NextAction.WAIT),
        (dt.date(2026, 11, 24), NextAction.ATTENDANCE),
        (None, NextAction.ATTENDANCE),
    ],
)
def test_a_visit_is_waited_for_until_its_day(visit, action):
    referral = a_referral(stage=S.SCHEDULED, appointment=visit)
    today = dt.date(2026, 11, 24)
    assert next_action(referral, today, tries=1, reached=True, enough=3) is action


def test_an_authorization_that_ends_before_the_visit_is_to_be_looked_at_at_once():
    visit, ends = dt.date(2026, 12, 7), dt.date(2026, 12, 4)
    given = {"stage": S.SCHEDULED, "received": CAME, "moved_at": LATER, "appointment": visit}
    referral = a_referral(**given, authorization="PV-1", authorization_expires=ends)
    assert due(referral, CLOCK, DueTimes()) == LATER + dt.timedelta(days=1)
    today = dt.date(2026, 11, 19)
    assert next_action(referral, today, tries=1, reached=True, enough=3) is NextAction.REVIEW
    referral.authorization_expires = visit
    assert due(referral, CLOCK, DueTimes()) == dt.datetime(2026, 12, 7, 17, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "done", [{"followed_up": dt.date(2026, 11, 24)}, {"follow_up_waived": "Moved away"}]
)
def test_after_the_follow_up_the_loop_can_be_closed(done):
    referral = a_referral(stage=S.REPORTED, **done)
    today = dt.date(2026, 11, 24)
    assert next_action(referral, today, tries=1, reached=True, enough=3) is NextAction.CLOSE


@pytest.mark.parametrize(
    ("due_on", "repeat", "today", "following"),
    [
        ("2026-11-24", Repeat.DAILY, "2026-11-24", "2026-11-25"),
        ("2026-11-20", Repeat.WEEKLY, "2026-11-24", "2026-11-27"),
        ("2026-11-20", Repeat.WEEKLY, "2026-12-24", "2026-12-25"),
        ("2026-11-20", Repeat.FORTNIGHTLY, "2026-11-24", "2026-12-04"),
        ("2026-01-31", Repeat.MONTHLY, "2026-02-01", "2026-02-28"),
        ("2026-01-31", Repeat.MONTHLY, "2026-03-01", "2026-03-31"),
        ("2026-11-30", Repeat.QUARTERLY, "2026-11-30", "2027-02-28"),
        ("2024-02-29", Repeat.YEARLY, "2026-11-24", "2027-02-28"),
    ],
)
def test_a_task_comes_again_after_today(due_on, repeat, today, following):
    days = [dt.date.fromisoformat(text) for text in (due_on, today, following)]
    assert next_due(days[0], repeat, days[1]) == days[2]


def test_the_clinic_says_on_which_days_it_works():
    clinic = Clinic(name="Cedar Grove")
    clinic.hours = Hours.parse("Mon-Fri 8:00-17:00")
    clinic.closed_days = "12/24/2026\n\nDec 31, 2026"
    calendar = clinic.calendar()
    assert not calendar.is_business_day(dt.date(2026, 12, 24))
    assert not calendar.is_business_day(dt.date(2026, 12, 31))
    assert calendar.is_business_day(dt.date(2026, 12, 30))


def test_closed_days_that_are_no_dates_are_refused_by_their_words():
    clinic = Clinic(name="Cedar Grove", closed_days="12/24/2026\nthe week after")
    assert sentences(clinic) == [
        "Closed days “the week after” is not a date. Type it as 11/24/2026."
    ]


@pytest.mark.parametrize("name", ["appointment", "attended", "report_received"])
def test_nothing_comes_of_an_outbound_referral_before_it_was_sent(name):
    sent = dt.date(2026, 11, 24)
    outbound = OutboundReferral(sent=sent, patient=Ref(1), practice=Ref(1))
    setattr(outbound, name, sent - dt.timedelta(days=1))
    (sentence,) = sentences(outbound)
    assert sentence.endswith("lies before the day it was sent.")
    setattr(outbound, name, sent)
    assert sentences(outbound) == []
