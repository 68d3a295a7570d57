"""What each record needs before it is saved, in the words of the form."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from refdesk.domain.fields import Ref
from refdesk.domain.person import Person
from refdesk.domain.phone import Phone
from refdesk.domain.practice import Channel, Office, Practice
from refdesk.domain.promise import Promise
from refdesk.domain.referral import Referral
from refdesk.domain.sources import Source
from refdesk.domain.touch import Visit
from refdesk.domain.user import Role, User
from refdesk.domain.validation import is_shown, problems
from tests.domain.samples import a_patient, a_referral, sentences

PRACTICE = "Referring practice is needed."


def test_a_patient_is_known_by_name_or_by_control_number():
    assert sentences(a_patient()) == []
    assert sentences(a_patient(name="", control_number="CG-0412")) == []
    assert sentences(a_patient(name="")) == ["Name is needed."]


def test_a_patient_is_not_born_tomorrow():
    today = dt.datetime.now(dt.UTC).astimezone().date()
    assert sentences(a_patient(birth_date=today)) == []
    tomorrow = a_patient(birth_date=today + dt.timedelta(days=2))
    assert sentences(tomorrow) == ["Date of birth lies in the future."]


def test_a_source_is_asked_of_every_intake():
    assert sentences(a_referral()) == []
    assert sentences(a_referral(source=None)) == ["Source is needed."]


def test_another_source_needs_words_or_one_of_the_list():
    words = Referral.fields["source_detail"]
    other = a_referral(source=Source.OTHER)
    assert sentences(other) == ["Source, specified is needed."]
    assert is_shown(words, other)
    assert is_shown(words, a_referral(source=Source.EVENT))
    assert not is_shown(words, a_referral(source=Source.PHYSICIAN))
    assert sentences(a_referral(source=Source.OTHER, source_detail="A church bulletin")) == []
    assert sentences(a_referral(source=Source.OTHER, listed_source=Ref(2))) == []


def test_a_secondary_source_is_specified_as_the_first_is():
    words = Referral.fields["secondary_detail"]
    assert not is_shown(words, a_referral())
    assert is_shown(words, a_referral(secondary_source=Source.SCHOOL))
    other = a_referral(secondary_source=Source.OTHER)
    assert sentences(other) == ["Secondary source, specified is needed."]
    other.secondary_listed = Ref(2)
    assert sentences(other) == []
    told_by_two = a_referral(
        source=Source.PHYSICIAN, referring_person=Ref(4), secondary_source=Source.PHYSICIAN
    )
    assert sentences(told_by_two) == ["Secondary source, specified is needed."]
    assert sentences(a_referral(secondary_source=Source.PHYSICIAN)) == [PRACTICE]


def test_a_patient_who_recommends_us_is_another_than_the_one_who_came():
    who = Referral.fields["referring_patient"]
    assert not is_shown(who, a_referral())
    assert is_shown(who, a_referral(source=Source.PATIENT))
    assert is_shown(who, a_referral(secondary_source=Source.PATIENT))
    own = a_referral(source=Source.PATIENT, patient=Ref(1), referring_patient=Ref(1))
    assert sentences(own) == ["Recommended by patient is the patient, who came."]
    assert sentences(a_referral(source=Source.PATIENT, referring_patient=Ref(2))) == []


def test_a_physician_as_source_is_named_by_practice_or_by_person():
    assert sentences(a_referral(source=Source.PHYSICIAN)) == [PRACTICE]
    assert sentences(a_referral(source=Source.PHYSICIAN, referring_practice=Ref(3))) == []
    assert sentences(a_referral(source=Source.PHYSICIAN, referring_person=Ref(4))) == []


@pytest.mark.parametrize(
    "codes", ["", "M54.5", "m17.11, S83.511A; Z96.651", "C4A.0", "U07.1", "M54", "M1A.0110"]
)
def test_icd_10_codes_are_taken_in_their_form(codes: str):
    assert sentences(a_referral(icd10=codes)) == []


@pytest.mark.parametrize(
    "codes", ["low back pain", "54.5", "M5", "M54.", "M54.12345", "M54.5 knee"]
)
def test_what_is_no_icd_10_code_is_refused(codes: str):
    assert sentences(a_referral(icd10=codes)) == ["ICD-10 is not a code. Type it as M54.5."]


def test_how_the_report_went_is_asked_once_it_was_sent():
    how = Referral.fields["report_how"]
    sent = a_referral(report_sent=dt.date(2026, 11, 24))
    assert sentences(sent) == ["Report sent by is needed."]
    assert (is_shown(how, a_referral()), is_shown(how, sent)) == (False, True)
    sent.report_how = Channel.FAX
    assert sentences(sent) == []


def test_an_authorization_expires_only_where_there_is_one():
    expires = Referral.fields["authorization_expires"]
    assert not is_shown(expires, a_referral())
    assert is_shown(expires, a_referral(authorization="A-77120"))


@pytest.mark.parametrize(("influence", "fits"), [(None, True), (0, False), (1, True), (3, True),
                                                 (4, False), (-1, False)])  # fmt: skip
def test_influence_goes_from_one_to_three(influence: int | None, fits: bool):
    gatekeeper = Person(name="Ilse Varga", gatekeeper=True, influence=influence)
    assert sentences(gatekeeper) == ([] if fits else ["Influence is 1, 2 or 3."])


def test_only_a_gatekeeper_is_asked_for_influence_and_only_a_warm_contact_for_its_origin():
    influence, how = Person.fields["influence"], Person.fields["warm_how"]
    assert not is_shown(influence, Person(name="Ilse Varga"))
    assert is_shown(influence, Person(name="Ilse Varga", gatekeeper=True))
    warm = Person(name="Ilse Varga", warm_contact=Ref[User](2))
    assert is_shown(how, warm)
    assert sentences(warm) == ["Known from is needed."]
    warm.warm_how = "classmate"
    assert sentences(warm) == []


def test_a_practice_needs_no_more_than_its_name():
    assert sentences(Practice(name="Brindle Falls Family Medicine")) == []
    assert sentences(Practice(name="")) == ["Name is needed."]


def test_the_whole_is_judged_only_when_its_parts_are_sound():
    both = a_referral(icd10="knee", provider="a" * 201)
    assert sentences(both) == ["Our provider is too long: 201 characters, at most 200 fit."]


HERE: dict[str, Any] = {"practice": Ref(1)}
TODAY: dict[str, Any] = {**HERE, "date": dt.date(2026, 11, 24)}


@pytest.mark.parametrize(
    ("of", "values", "sentence"),
    [
        (Practice, {"name": "A", "ideal_interval": 0}, "Ideal days between touches is 1 to 730 days."),
        (Practice, {"name": "A", "ideal_interval": 731}, "Ideal days between touches is 1 to 730 days."),
        (Practice, {"name": "A", "ideal_interval": 730}, None),
        (Office, {**HERE, "latitude": Decimal("90.01")}, "Latitude lies between -90 and 90 degrees."),
        (Office, {**HERE, "longitude": Decimal(-181)}, "Longitude lies between -180 and 180 degrees."),
        (Office, {**HERE, "latitude": Decimal(39), "longitude": Decimal("-82.1")}, None),
        (Visit, {**TODAY, "minutes": -5}, "Minutes there is 1 to 600."),
        (Visit, {**TODAY, "minutes": 20}, None),
    ],
)  # fmt: skip
def test_numbers_that_cannot_be_are_refused(of, values, sentence):
    record = of(**values)
    assert [problem.message for problem in problems(record)] == ([sentence] if sentence else [])


def test_an_owner_who_is_gone_or_has_no_passphrase_opens_nothing():
    owner = User(name="Dana", role=Role.OWNER, slot="ab")
    assert owner.opens_as_owner()
    for name, value in (
        ("active", False),
        ("slot", ""),
        ("role", Role.LIAISON),
        ("archived", True),
    ):
        changed = owner.copy()
        setattr(changed, name, value)
        assert not changed.opens_as_owner()


MADE, ONE_DAY = dt.date(2026, 11, 23), dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("due", "kept", "wrong"),
    [
        (None, None, []),
        (MADE, MADE, []),
        (MADE - ONE_DAY, None, ["By when lies before the day it was made."]),
        (None, MADE - ONE_DAY, ["Kept lies before the day it was made."]),
    ],
)
def test_a_promise_is_neither_due_nor_kept_before_it_was_made(due, kept, wrong):
    promise = Promise(what="Send it", practice=Ref(1), made=MADE, due=due, kept=kept)
    assert sentences(promise) == wrong
    promise.made = None
    assert sentences(promise) == []


@pytest.mark.parametrize(
    "values",
    [
        {"name": "Brindle Falls"},
        {"name": "a" * 201, "ideal_interval": 900},
        {"name": "Brindle Falls", "ideal_interval": 900},
        {"phone": Phone("+17405550117")},
        {},
    ],
)
def test_a_new_record_is_judged_by_what_is_filled_in_as_it_is_by_all(values):
    record = Practice(**{"name": "", **values})
    filled = {Practice.fields[name]: value for name, value in values.items()}
    assert list(problems(record, filled=filled)) == list(problems(record))
