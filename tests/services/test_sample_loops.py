"""The loops of the sample desk: the rhythm in which they came, and where each stands."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import replace

import pytest

from refdesk.domain.business import BusinessCalendar
from refdesk.domain.practice import Practice
from refdesk.domain.referral import (
    Appointment,
    AttemptResult,
    ContactAttempt,
    Outcome,
    Referral,
    Urgency,
)
from refdesk.domain.sources import Source
from refdesk.domain.stages import Stage, is_open
from refdesk.services.sample import SIZES, Sample
from refdesk.store.listing import Query
from tests.helpers.desks import make_desk
from tests.helpers.sampled import MADE, MONDAY, Sampled

CALENDAR = BusinessCalendar(state="OH")
S = Stage
TOLD = (S.REPORTED, S.CLOSED, S.REOPENED)
ENDED = (S.UNABLE_TO_REACH, S.DECLINED_BY_PATIENT, S.DECLINED_BY_US, S.CANCELLED)


@pytest.fixture(scope="module", params=MADE)
def sample(request, tmp_path_factory):
    made = Sampled(tmp_path_factory.mktemp("sample") / "desk", *request.param)
    with made.desk:
        yield made


def day_of(referral: Referral) -> dt.date:
    return referral.received.astimezone().date()


def appointments_of(sample: Sampled) -> dict[int, list[Appointment]]:
    """Return the appointments of each referral, the oldest first."""
    found: dict[int, list[Appointment]] = defaultdict(list)
    for one in sorted(sample.all(Appointment), key=lambda one: one.date):
        found[one.referral].append(one)
    return found


def past_due(sample: Sampled, referral: Referral, booked: list[Appointment]) -> int:
    """Return the business days past the due time of PRODUCT.md 4; 0 means due today (or next)."""
    seen = booked[-1].date if booked else day_of(referral)
    since, days = {
        S.RECEIVED: (day_of(referral), 1),
        S.CONTACTING: (day_of(referral), 3),
        S.NO_SHOW: (seen, 5),
        S.ATTENDED: (seen, 5),
        S.REPORTED: (referral.report_sent or seen, 7),
    }.get(referral.stage, (sample.today, 1))
    return CALENDAR.between(since, CALENDAR.next_business_day(sample.today)) - days


def test_the_clinic_works_on_business_days_in_its_opening_hours(sample):
    moments = [referral.received for referral in sample.all(Referral)]
    moments += [attempt.at for attempt in sample.all(ContactAttempt)]
    for moment in moments:
        local = moment.astimezone()
        assert CALENDAR.is_business_day(local.date())
        assert dt.time(8) <= local.time() <= dt.time(17)
        assert local.date() < sample.today
    assert all(CALENDAR.is_business_day(one.date) for one in sample.all(Appointment))
    assert 725 <= sample.age(min(moments).astimezone().date()) <= 732


def test_mondays_are_strong_and_the_holidays_and_july_weak_and_months_grow(sample):
    days = [day_of(referral) for referral in sample.all(Referral)]
    weekdays = Counter(day.weekday() for day in days)
    assert max(weekdays, key=weekdays.__getitem__) == 0
    assert min(weekdays, key=weekdays.__getitem__) == 4
    assert set(weekdays) == {0, 1, 2, 3, 4}

    def per_day(wanted: list[dt.date]) -> float:
        open_days = [day for day in wanted if CALENDAR.is_business_day(day)]
        return sum(map(Counter(days).__getitem__, open_days)) / len(open_days)

    past = [sample.today - dt.timedelta(days=age) for age in range(1, 729)]
    usual = per_day(past)
    assert per_day([day for day in past if day.month == 12 and day.day >= 19]) < 0.8 * usual
    assert per_day([day for day in past if day.month == 7]) < 0.95 * usual
    assert per_day(past[:365]) > 1.05 * per_day(past[365:])


def test_most_patients_come_from_practices_by_the_channel_they_like(sample):
    referrals = sample.all(Referral)
    sources = Counter(referral.source for referral in referrals)
    assert sources[Source.PHYSICIAN] > 0.8 * len(referrals)
    assert set(sources) >= set(Source) - {Source.SCHOOL}
    liked = {one.id: one.preferred_channel for one in sample.all(Practice, archived=None)}
    sent = [one for one in referrals if one.referring_practice]
    assert sum(one.channel is liked[one.referring_practice] for one in sent) > 0.6 * len(sent)
    assert 10 < sum(one.secondary_source is not None for one in referrals) < 100
    assert sum(one.referring_person is not None for one in sent) > 0.8 * len(sent)
    assert {one.urgency for one in referrals} == set(Urgency)
    assert all(one.reason and one.icd10 and one.channel for one in referrals)


def test_every_stage_is_there_and_old_loops_are_mostly_closed(sample):
    referrals = sample.all(Referral)
    assert {referral.stage for referral in referrals} == set(Stage)
    by_age: dict[str, Counter[Stage]] = defaultdict(Counter)
    for referral in referrals:
        age = CALENDAR.between(day_of(referral), CALENDAR.next_business_day(sample.today))
        by_age["days" if age <= 3 else "weeks" if age <= 29 else "old"][referral.stage] += 1
    assert set(by_age["days"]) <= {S.RECEIVED, S.CONTACTING, S.SCHEDULED}
    assert by_age["weeks"][S.SCHEDULED] >= 3
    assert by_age["weeks"][S.ATTENDED] + by_age["weeks"][S.REPORTED] >= 5
    assert by_age["old"][S.CLOSED] > 0.95 * by_age["old"].total()
    closed = [one for one in referrals if one.stage is S.CLOSED]
    assert sum(one.report_sent is not None for one in closed) > 0.75 * len(closed)


def test_open_loops_are_of_every_age(sample):
    ages = [sample.age(day_of(one)) for one in sample.all(Referral) if is_open(one.stage)]
    assert 40 <= len(ages) <= 90
    for least, most in ((0, 4), (5, 10), (11, 30), (31, 60), (61, 120), (121, 400)):
        assert any(least <= age <= most for age in ages)


def test_some_loops_are_due_today_and_some_overdue_by_days_and_by_weeks(sample):
    booked = appointments_of(sample)
    waits = [past_due(sample, one, booked[one.id]) for one in sample.all(Referral)]
    assert waits.count(0) >= 1
    assert sum(0 < wait <= 8 for wait in waits) >= 2
    assert sum(8 < wait <= 30 for wait in waits) >= 2
    assert sum(wait > 30 for wait in waits) >= 2
    assert 8 <= sum(wait > 0 for wait in waits) <= 24


def test_one_loop_was_touched_by_nobody_for_a_month(sample):
    last: dict[int, dt.date] = {}
    for attempt in sample.all(ContactAttempt):
        day = attempt.at.astimezone().date()
        last[attempt.referral] = max(day, last.get(attempt.referral, day))
    left = [sample.age(last[one.id]) for one in sample.all(Referral) if one.stage is S.CONTACTING]
    assert any(30 < age <= 40 for age in left)


def test_what_was_done_for_a_loop_is_what_its_stage_says(sample):
    attempts, appointments = defaultdict(list), appointments_of(sample)
    for attempt in sample.all(ContactAttempt):
        attempts[attempt.referral].append(attempt)
    for referral in sample.all(Referral):
        tries, booked = attempts[referral.id], appointments[referral.id]
        stage = referral.stage
        assert all(referral.received < one.at for one in tries)
        assert all(day_of(referral) < one.date for one in booked)
        assert all((one.outcome is None) == (one.date >= sample.today) for one in booked)
        reached = any(one.result is AttemptResult.REACHED for one in tries)
        if stage in {S.RECEIVED, S.DECLINED_BY_US}:
            assert not tries
        elif stage in {S.CONTACTING, S.UNABLE_TO_REACH}:
            assert len(tries) >= (1 if stage is S.CONTACTING else 3)
            assert not reached
        elif stage is not S.CLOSED:
            assert reached
        if stage in {S.RECEIVED, S.CONTACTING, *ENDED} - {S.CANCELLED}:
            assert not booked
        outcomes = [one.outcome for one in booked]
        assert set(outcomes[:-1]) <= {Outcome.RESCHEDULED, Outcome.NO_SHOW}
        if stage in {S.ATTENDED, S.REPORTED, S.REOPENED, S.NO_SHOW, S.SCHEDULED, S.CANCELLED}:
            wanted = {
                S.NO_SHOW: Outcome.NO_SHOW,
                S.SCHEDULED: None,
                S.CANCELLED: Outcome.CANCELLED,
            }
            assert outcomes[-1] == wanted.get(stage, Outcome.ATTENDED)
        was_seen = outcomes[-1:] == [Outcome.ATTENDED]
        assert bool(referral.report_sent) == (stage in TOLD and was_seen)
        assert bool(referral.closed_reason) == (stage is S.CLOSED)
        if referral.report_sent:
            assert booked[-1].date < referral.report_sent < sample.today
            assert referral.report_how


def test_appointments_were_missed_moved_and_some_patients_never_reached(sample):
    outcomes = Counter(one.outcome for one in sample.all(Appointment))
    assert set(outcomes) == {*Outcome, None}
    assert outcomes[Outcome.ATTENDED] > 0.7 * outcomes.total()
    tries = Counter(one.referral for one in sample.all(ContactAttempt))
    unable = [one for one in sample.all(Referral) if one.stage is S.UNABLE_TO_REACH]
    assert unable
    assert all(tries[one.id] == 3 for one in unable)


def test_nothing_has_a_day_to_come_but_what_is_planned(sample):
    for referral in sample.all(Referral):
        assert day_of(referral) < sample.today
        assert referral.report_sent is None or referral.report_sent < sample.today
    planned = [one for one in sample.all(Appointment) if one.date >= sample.today]
    assert planned
    stages = {one.id: one.stage for one in sample.all(Referral)}
    assert {stages[one.referral] for one in planned} == {S.SCHEDULED}


def test_a_sample_may_keep_attempts_and_appointments_of_the_last_weeks_only(tmp_path):
    size = replace(SIZES["small"], detail_days=10)
    with make_desk(tmp_path / "desk") as desk:
        Sample(desk, 1, MONDAY).fill(size)
        attempts = desk.db.page(ContactAttempt, desk.db.ids(ContactAttempt.kind, Query()))
        told = {one.referral for one in attempts}
        referrals = desk.db.page(Referral, sorted(told))
    assert told
    assert all(CALENDAR.between(day_of(one), MONDAY) <= 11 for one in referrals)
