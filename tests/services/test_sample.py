"""The sample desk: a clinic and its partners as they may stand on any morning."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict

import pytest

from refdesk.domain.business import BusinessCalendar
from refdesk.domain.catalogue import BY_NAME, CATALOGUE
from refdesk.domain.kinds.base import Plain
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person, PersonRole
from refdesk.domain.practice import Office, PartnerStatus, Practice, Tier
from refdesk.domain.promise import Promise
from refdesk.domain.referral import Appointment, ContactAttempt, Referral
from refdesk.domain.touch import Touch, TouchKind, Visit, VisitStatus
from refdesk.domain.user import Role, User
from refdesk.domain.validation import problems
from refdesk.domain.views import SavedView
from refdesk.screens.views import Arrangement, fitting
from refdesk.services.changes import Changes
from refdesk.services.conditions import Conditions
from refdesk.services.planning import Planning
from refdesk.services.sample import SIZES, Sample
from tests.helpers.desks import make_desk
from tests.helpers.sampled import MADE, MONDAY, Sampled

CALENDAR = BusinessCalendar(state="OH")
IDEAL = {Tier.A: 14, Tier.B: 28, Tier.C: 84, Tier.PROSPECT: 56}


@pytest.fixture(scope="module", params=MADE)
def sample(request, tmp_path_factory):
    made = Sampled(tmp_path_factory.mktemp("sample") / "desk", *request.param)
    with made.desk:
        yield made


def ages(sample: Sampled) -> dict[int, list[int]]:
    """Return how many days ago each practice has sent, by its id."""
    found: dict[int, list[int]] = {one.id: [] for one in sample.all(Practice)}
    for referral in sample.all(Referral):
        if referral.referring_practice in found:
            found[referral.referring_practice].append(
                sample.age(referral.received.astimezone().date())
            )
    return found


def group(sent: list[int]) -> str:
    """Return the group of PRODUCT.md 5 of a practice that sent so many days ago."""
    year = [age for age in sent if age < 365]
    if len(year) >= 6 and len({min(age // 92, 3) for age in year}) >= 3:
        return "loyal"
    if year:
        return "new" if max(sent) <= 7 else "semi-loyal"
    return "lapsed" if sent else "never"


def is_quiet(sent: list[int]) -> bool:
    """Tell whether the watch of PRODUCT.md 5 flags a practice known for longer than 455 days."""
    seen = sum(age <= 90 for age in sent)
    expected = sum(90 < age <= 455 for age in sent) * 90 / 365
    terms = (expected**k / math.factorial(k) for k in range(seen + 1))
    return expected >= 3 and math.exp(-expected) * sum(terms) < 0.05


def test_every_record_of_the_sample_is_sound_and_so_is_the_desk(sample):
    found = {
        (record.kind, record.id, problem.message)
        for of in CATALOGUE
        for record in sample.all(of, archived=None)
        for problem in problems(record, before=record, asked=sample.desk.fields(of))
    }
    assert not found
    assert sample.desk.verify() == []


def test_it_holds_what_it_says_and_a_few_records_are_archived(sample):
    kinds = (Practice, Person, Patient, Referral)
    assert [len(sample.all(of)) for of in kinds] == [40, 160, 780, 960]
    assert all(sample.all(of, archived=True) for of in (Practice, Office, Person))
    assert {PartnerStatus.DO_NOT_CONTACT, PartnerStatus.INACTIVE} <= {
        one.status for one in sample.all(Practice)
    }


def test_it_says_that_it_is_a_sample_and_its_history_is_one_change_per_kind(sample):
    clinic = sample.desk.clinic
    assert clinic.tagline == "Sample desk: every name here is invented"
    labels = [line.label for line in Changes(sample.desk).newest()]
    assert labels[-2:] == ["Fill in the sample clinic", "New desk"]
    assert all(label.startswith("Sample: ") for label in labels[:-2])
    assert len(labels) == len(set(labels)) <= 18


def test_practices_of_every_group_send(sample):
    groups = Counter(map(group, ages(sample).values()))
    assert 10 <= groups["loyal"] <= 16  # the quiet ones were loyal until lately
    assert groups["semi-loyal"] >= 8
    assert groups["lapsed"] >= 4
    assert groups["new"] >= 1
    assert groups["never"] >= 8


def test_some_loyal_practices_have_gone_quiet(sample):
    quiet = [sent for sent in ages(sample).values() if is_quiet(sent)]
    assert 2 <= len(quiet) <= 4
    assert all(99 <= min(sent) <= 155 for sent in quiet)


def test_a_few_practices_send_most(sample):
    year = [sum(age < 365 for age in sent) for sent in ages(sample).values()]
    year = sorted(filter(None, year), reverse=True)
    assert 0.55 <= sum(year[: math.ceil(len(year) / 5)]) / sum(year) <= 0.85


def test_each_tier_has_touches_in_time_past_ideal_and_past_maximum(sample):
    last: dict[int, dt.date] = {}
    for touch in sample.all(Touch):
        last[touch.practice] = max(touch.date, last.get(touch.practice, touch.date))
    colours = defaultdict(set)
    for one in sample.all(Practice):
        if one.id in last:
            past = sample.age(last[one.id]) / IDEAL[one.tier]
            colours[one.tier].add("green" if past <= 1 else "amber" if past <= 1.5 else "red")
    assert set(colours) == set(Tier)
    assert all(seen == {"green", "amber", "red"} for seen in colours.values())
    assert any(one.id not in last for one in sample.all(Practice))


def test_touches_of_every_kind_go_back_two_years_on_business_days(sample):
    touches = sample.all(Touch)
    assert {one.touch_kind for one in touches} == set(TouchKind)
    assert all(CALENDAR.is_business_day(one.date) for one in touches)
    assert min(sample.age(one.date) for one in touches) > 0
    assert 690 <= max(sample.age(one.date) for one in touches) <= 732
    assert {one.by for one in touches} <= {user.id for user in sample.all(User)}


def test_past_visits_are_done_and_say_who_was_met_and_what_comes_next(sample):
    visits = sample.all(Visit)
    done = [one for one in visits if one.status is VisitStatus.DONE]
    assert len(done) > 100
    assert all(one.date < sample.today and one.arrive < one.leave and one.met for one in done)
    assert sum(bool(one.intel and one.next_step) for one in done) > len(done) / 2
    touched = {(one.practice, one.date) for one in sample.all(Touch)}
    assert {(one.practice, one.date) for one in done} <= touched
    assert any(one.status is VisitStatus.CANCELLED for one in visits)


def test_the_next_working_day_is_planned_in_driving_order_at_open_offices(sample):
    offices = {office.id: office for office in sample.all(Office)}
    planned = [one for one in sample.all(Visit) if one.status is VisitStatus.PLANNED]
    assert all(one.date >= sample.today and CALENDAR.is_business_day(one.date) for one in planned)
    assert all(offices[one.office].hours.on(one.date) for one in planned)
    day = CALENDAR.add(sample.today, 1)
    stops = sorted((one for one in planned if one.date == day), key=lambda one: one.place_in_day)
    assert [one.place_in_day for one in stops] == [1, 2, 3, 4, 5, 6]
    assert [one.arrive for one in stops] == sorted(one.arrive for one in stops)
    assert max(one.leave for one in stops) < dt.time(17)
    again = Planning(sample.desk).day(day)
    assert [stop.visit.id for stop in again.stops] == [one.id for one in stops]
    assert any(one.date > day for one in planned)


def test_promises_are_kept_kept_late_due_and_overdue(sample):
    promises = sample.all(Promise)
    kept = [one for one in promises if one.kept]
    assert sum(one.kept <= one.due for one in kept) >= 5
    assert sum(one.kept > one.due for one in kept) >= 2
    open_ones = [sample.age(one.due) for one in promises if one.due and not one.kept]
    assert sum(-4 <= late <= 0 for late in open_ones) >= 2  # today or the next working day
    assert sum(-8 <= late < 0 for late in open_ones) >= 2
    assert sum(late > 0 for late in open_ones) >= 3
    assert any(one.due is None for one in promises)
    assert all(day < sample.today for one in promises for day in (one.made, one.kept) if day)


def test_somebody_opens_the_door_of_every_practice_and_some_work_at_two(sample):
    people = sample.all(Person)
    doors = {practice for one in people if one.gatekeeper for practice in one.practices}
    assert {one.id for one in sample.all(Practice)} <= doors
    assert {one.influence for one in people if one.gatekeeper} == {1, 2, 3}
    assert {one.role for one in people} >= set(PersonRole) - {PersonRole.OTHER}
    two = [one for one in people if len(one.practices) == 2]
    assert len(two) >= 3
    assert all(len(one.offices) == 2 and one.in_days for one in two)
    assert all(any(getattr(one, name) for one in people)
               for name in ("likes", "birthday", "languages", "warm_how", "in_days"))  # fmt: skip
    years = {one.birthday.year is None for one in people if one.birthday}
    assert years == {True, False}


def test_numbers_are_kept_for_fiction_and_none_is_an_npi_of_anybody(sample):
    for of in (Practice, Office, Person, Patient):
        for record in sample.all(of, archived=None):
            assert record.phone is None or record.phone.number[5:10] == "55501"
            npi = getattr(record, "npi", None)
            assert npi is None or int(npi.digits[1:]) < 3_000_000


def test_offices_say_when_to_come_and_some_practices_have_several(sample):
    offices = sample.all(Office)
    assert all(office.hours and office.address for office in offices)
    for name in ("lunch", "drop_in", "entry_note", "lunch_rule"):
        assert sum(bool(getattr(office, name)) for office in offices) >= 8
    counts = Counter(office.practice for office in offices)
    assert sum(count > 1 for count in counts.values()) >= 3
    assert {one.id for one in sample.all(Practice)} == set(counts)


def test_a_liaison_and_a_coordinator_work_beside_the_owner(sample):
    assert [one.role for one in sample.all(User)].count(Role.OWNER) == 1
    assert {one.role for one in sample.all(User)} >= {Role.LIAISON, Role.COORDINATOR}
    liaison = next(one.id for one in sample.all(User) if one.role is Role.LIAISON)
    assert {one.liaison for one in sample.all(Practice)} == {liaison}


def test_own_fields_have_values_and_every_saved_view_shows_something(sample):
    for kind in ("practice", "referral"):
        for own in sample.desk.fields(BY_NAME[kind]).own:
            assert any(not own.is_empty(own.value_of(one)) for one in sample.all(BY_NAME[kind]))
    views = sample.all(SavedView)
    assert len(views) >= 8
    conditions = Conditions(sample.desk)
    for view in views:
        of = BY_NAME[view.record_kind]
        looks, lost = fitting(Arrangement.from_text(view.looks), sample.desk.fields(of))
        assert not lost
        query = conditions.query(of, looks.conditions, sort=looks.sort)
        later = any(one.match.value == "from" for one in looks.conditions)  # from the day it is
        assert later or len(sample.desk.db.ids(of.kind, query)) > 0


def test_the_same_seed_and_day_make_the_same_sample_and_another_seed_another(tmp_path):
    def images(name: str, seed: int) -> list[dict[str, Plain]]:
        found: list[dict[str, Plain]] = []
        with make_desk(tmp_path / name) as desk:
            Sample(desk, seed, MONDAY).fill(SIZES["small"])
            for of in (Practice, Office, Person, Referral, ContactAttempt, Appointment, Visit):
                ids = range(1, 2_000)
                found += [record.to_plain() for record in desk.db.page(of, ids)]
        for image in found:
            for stamp in ("created_at", "changed_at"):
                image[stamp] = None
        return found

    made = images("one", 7)
    assert made == images("two", 7)
    assert made != images("three", 8)
