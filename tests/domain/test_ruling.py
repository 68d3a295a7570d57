"""What cannot be asked of a form is refused with the reason, at its field."""

from __future__ import annotations

import pytest

from refdesk.domain.asked import FormRule
from refdesk.domain.customs import CustomKind
from refdesk.domain.person import Person
from refdesk.domain.referral import Referral
from refdesk.domain.ruling import unsound, values_of
from tests.domain.samples import own_field

WARD = own_field(CustomKind.TEXT, label="Ward")
FIELDS = {**Referral.fields, "cf7": WARD}


def wrong(*rules: FormRule) -> list[str]:
    return [one.message for one in unsound(FIELDS, {rule.field: rule for rule in rules})]


def rule(name: str, **more: object) -> FormRule:
    return FormRule(record_kind="referral", field=name, **more)  # type: ignore[arg-type]  # by test


def test_a_field_can_be_needed_left_out_or_follow_a_choice():
    assert (
        wrong(
            rule("insurer", needed=True),
            rule("icd10", hidden=True),
            rule("cf7", when_field="source", when_value="school"),
            rule("channel", when_field="referring_person"),
            rule("stage", heading="Remarks", place=3),
        )
        == []
    )


@pytest.mark.parametrize(
    ("asking", "sentence"),
    [
        (rule("gone", needed=True), "There is no field gone."),
        (rule("stage", needed=True), "Stage is kept by RefDesk: it can be moved, and nothing else"),
        (rule("stage", hidden=True), "Stage is kept by RefDesk"),
        (rule("patient", hidden=True), "Patient is needed by RefDesk itself"),
        (rule("patient", when_field="channel"), "Patient is needed by RefDesk itself"),
        (rule("closed_reason", hidden=True), "Closed because is needed by a step of the loop"),
        (rule("cf7", when_field="gone"), "Ward is to follow a field that is not there."),
        (rule("channel", when_field="channel"), "Channel cannot follow itself."),
        (rule("cf7", when_field="reason"), "Ward cannot follow Reason or condition: only a choice"),
        (
            rule("cf7", when_field="source", when_value="moon"),
            "Ward follows a value that Source does not have.",
        ),
    ],
)
def test_what_cannot_be_is_said(asking: FormRule, sentence: str):
    found = wrong(asking)
    assert len(found) == 1
    assert sentence in found[0]


def test_nothing_follows_what_is_left_out():
    rules = rule("cf7", when_field="channel"), rule("channel", hidden=True)
    assert wrong(*rules) == ["Ward follows Channel, which is left out."]


def test_a_circle_of_conditions_is_told_at_each_of_its_fields():
    circle = (
        rule("channel", when_field="needs"),
        rule("needs", when_field="secondary_source"),
        rule("secondary_source", when_field="channel"),
        rule("cf7", when_field="channel"),
    )
    found = wrong(*circle)
    assert found[0] == (
        "Channel follows itself in a circle: "
        "Channel → Needed from the office → Secondary source → Channel."
    )
    assert len(found) == 3, "what merely follows the circle is in none"


def test_a_yes_or_no_of_the_program_cannot_be_required_and_decides_by_yes_or_no():
    asking = FormRule(record_kind="person", field="gatekeeper", needed=True)
    found = [one.message for one in unsound(Person.fields, {"gatekeeper": asking})]
    assert found == ["Gatekeeper is a yes or no and always has an answer: it cannot be required."]
    assert values_of(Person.fields["gatekeeper"]) == ("yes", "no")
