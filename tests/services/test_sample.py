"""The sample desk: a clinic as it may stand on any morning."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from typing import TypeVar

import pytest

from refdesk.domain.business import BusinessCalendar
from refdesk.domain.catalogue import CATALOGUE
from refdesk.domain.kinds.base import Plain
from refdesk.domain.practice import Office
from refdesk.domain.record import Record
from refdesk.domain.referral import Appointment, AttemptResult, ContactAttempt, Outcome, Referral
from refdesk.domain.stages import Stage
from refdesk.domain.touch import Touch, Visit
from refdesk.domain.validation import problems
from refdesk.services.sample import SIZES, Sample, Size
from refdesk.services.session import Desk
from refdesk.store.listing import Query
from tests.helpers.desks import make_desk

MONDAY = dt.date(2026, 11, 23)
SATURDAY = dt.date(2027, 3, 13)
CALENDAR = BusinessCalendar(state="OH")
R = TypeVar("R", bound=Record)
REPORTED = (Stage.REPORTED, Stage.CLOSED)


@pytest.fixture(scope="module", params=[(1, MONDAY), (2, MONDAY), (1, SATURDAY)])
def sample(request, tmp_path_factory):
    """Return the records of a small sample by their kind, and the day it was made."""
    seed, today = request.param
    with make_desk(tmp_path_factory.mktemp("sample") / "desk") as desk:
        Sample(desk, seed, today).fill(SIZES["small"])
        yield (lambda of: all_of(desk, of)), today


def all_of(desk: Desk, of: type[R]) -> list[R]:
    return desk.db.page(of, desk.db.ids(of.kind, Query()))


def late(referral: Referral, appointments: list[Appointment], today: dt.date) -> bool:
    """Tell whether the loop waits longer than PRODUCT.md 4 allows, by any of its due times."""
    received = referral.received.astimezone().date()
    seen = max((one.date for one in appointments), default=received)
    since, days = {
        Stage.RECEIVED: (received, 1),
        Stage.CONTACTING: (received, 3),
        Stage.NO_SHOW: (seen, 5),
        Stage.ATTENDED: (seen, 5),
        Stage.REPORTED: (referral.report_sent or seen, 7),
    }.get(referral.stage, (today, 0))
    return CALENDAR.between(since, today) > days


def test_every_record_of_the_sample_is_sound(sample):
    records, _today = sample
    found = {
        (record.kind, record.id, problem.message)
        for of in CATALOGUE
        for record in records(of)
        for problem in problems(record, before=record)
    }
    assert not found


def test_the_clinic_works_on_business_days_in_its_opening_hours(sample):
    records, today = sample
    moments = [referral.received for referral in records(Referral)]
    moments += [attempt.at for attempt in records(ContactAttempt)]
    for moment in moments:
        local = moment.astimezone()
        assert CALENDAR.is_business_day(local.date())
        assert dt.time(8) <= local.time() <= dt.time(17)
        assert local.date() < today
    days = [one.date for one in (*records(Appointment), *records(Touch))]
    assert all(CALENDAR.is_business_day(day) for day in days)


def test_young_loops_are_being_worked_on_and_old_ones_are_mostly_closed(sample):
    records, today = sample
    by_age: dict[str, Counter[Stage]] = defaultdict(Counter)
    for referral in records(Referral):
        age = CALENDAR.between(referral.received.astimezone().date(), today)
        by_age["days" if age <= 3 else "weeks" if age <= 32 else "old"][referral.stage] += 1
    assert len(records(Referral)) == 90
    assert set(by_age["days"]) <= {Stage.RECEIVED, Stage.CONTACTING, Stage.SCHEDULED}
    assert by_age["days"][Stage.RECEIVED] >= 1
    weeks = by_age["weeks"]
    assert weeks[Stage.SCHEDULED] + weeks[Stage.ATTENDED] + weeks[Stage.REPORTED] >= 5
    old = by_age["old"]
    assert old[Stage.CLOSED] > 0.7 * old.total()
    assert old.keys() & {Stage.DECLINED_BY_PATIENT, Stage.DECLINED_BY_US, Stage.UNABLE_TO_REACH}


def test_some_loops_of_every_age_were_left_lying_and_most_were_not(sample):
    records, today = sample
    appointments = defaultdict(list)
    for one in records(Appointment):
        appointments[one.referral].append(one)
    ages = [
        (today - referral.received.astimezone().date()).days
        for referral in records(Referral)
        if late(referral, appointments[referral.id], today)
    ]
    assert 5 <= len(ages) <= 15
    assert min(ages) <= 10
    assert any(10 < age <= 45 for age in ages)
    assert max(ages) > 90


def test_what_was_done_for_a_loop_is_what_its_stage_says(sample):
    records, today = sample
    attempts, appointments = defaultdict(list), defaultdict(list)
    for attempt in records(ContactAttempt):
        attempts[attempt.referral].append(attempt)
    for appointment in records(Appointment):
        appointments[appointment.referral].append(appointment)
        assert (appointment.outcome is None) == (appointment.date >= today)
    for referral in records(Referral):
        tries, booked = attempts[referral.id], appointments[referral.id]
        stage, received = referral.stage, referral.received
        assert all(received < one.at for one in tries)
        assert all(received.astimezone().date() < one.date for one in booked)
        reached = any(one.result is AttemptResult.REACHED for one in tries)
        if stage is Stage.RECEIVED:
            assert not tries
        elif stage in (Stage.CONTACTING, Stage.UNABLE_TO_REACH):
            assert len(tries) >= (1 if stage is Stage.CONTACTING else 3)
            assert not reached
            assert not booked
        elif stage is not Stage.DECLINED_BY_US:
            assert reached
        outcomes = [one.outcome for one in booked]
        if stage in (Stage.ATTENDED, Stage.REPORTED, Stage.NO_SHOW, Stage.SCHEDULED):
            wanted = {Stage.NO_SHOW: Outcome.NO_SHOW, Stage.SCHEDULED: None}
            assert outcomes == [wanted.get(stage, Outcome.ATTENDED)]
        assert bool(referral.report_sent) == (stage in REPORTED and outcomes == [Outcome.ATTENDED])
        assert bool(referral.closed_reason) == (stage is Stage.CLOSED)
        if referral.report_sent:
            assert booked[0].date < referral.report_sent < today
            assert referral.report_how


def test_tomorrow_only_open_offices_are_visited(sample):
    records, today = sample
    visits, offices = records(Visit), {office.id: office for office in records(Office)}
    assert 1 <= len(visits) <= 6
    assert {visit.date for visit in visits} == {today + dt.timedelta(days=1)}
    assert all(offices[visit.office].hours.on(visit.date) for visit in visits)


def test_the_same_seed_and_day_make_the_same_sample_and_another_seed_another(tmp_path):
    def images(name: str, seed: int) -> list[dict[str, Plain]]:
        with make_desk(tmp_path / name) as desk:
            Sample(desk, seed, MONDAY).fill(SIZES["small"])
            kinds = (Referral, ContactAttempt, Appointment, Visit)
            found = [record.to_plain() for of in kinds for record in all_of(desk, of)]
        for image in found:
            for stamp in ("created_at", "changed_at"):
                image[stamp] = None
        return found

    assert images("one", 7) == images("two", 7)
    assert images("three", 8) != images("four", 9)


def test_a_sample_may_keep_attempts_and_appointments_of_the_last_weeks_only(tmp_path):
    size = Size(14, 34, 60, 300, detail_days=10, lean=1.0, late_every=100)
    with make_desk(tmp_path / "desk") as desk:
        Sample(desk, 1, MONDAY).fill(size)
        told = {one.referral for one in all_of(desk, ContactAttempt)}
        received = {one.id: one.received.astimezone().date() for one in all_of(desk, Referral)}
    assert told
    assert all(CALENDAR.between(received[row_id], MONDAY) <= 11 for row_id in told)
