"""A clinic's own fields: they read, check and show as declared ones do."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from refdesk.domain.asked import Asked
from refdesk.domain.customs import CustomField, CustomKind, OwnChoice
from refdesk.domain.errors import Problem, UserError
from refdesk.domain.fields import Field
from refdesk.domain.kinds import KINDS
from refdesk.domain.patient import Patient
from refdesk.domain.validation import problems
from tests.domain.samples import a_patient, own_field, refusal, sentences


def wrong_with(patient: Patient, field: Field) -> list[Problem]:
    return [*problems(patient, None, Asked(Patient.fields, [field]))]


@pytest.mark.parametrize("kind", CustomKind)
def test_an_own_field_is_a_field_like_any_other(kind: CustomKind):
    field = own_field(kind)
    assert type(field) is Field
    assert field.kind is KINDS[kind.value]
    assert (field.name, field.label, field.custom) == ("cf7", "Answer", True)
    value = field.kind.example(field, 5)
    assert field.check(value) is None
    assert field.parse(field.show(value)) == value
    assert field.from_plain(json.loads(json.dumps(field.to_plain(value)))) == value


@pytest.mark.parametrize("kind", CustomKind)
def test_its_value_lies_in_the_record_and_is_empty_where_nothing_was_typed(kind: CustomKind):
    field, patient = own_field(kind), a_patient()
    assert field.value_of(patient) == field.kind.empty
    value = field.kind.example(field, 5)
    field.set_on(patient, value)
    assert patient.custom == {"cf7": field.to_plain(value)}
    assert field.value_of(patient) == value
    field.set_on(patient, field.parse(" "))
    assert patient.custom == {}


def test_it_is_personal_unless_the_clinic_says_otherwise():
    assert own_field(CustomKind.TEXT).personal
    assert not own_field(CustomKind.TEXT, is_personal=False).personal


def test_a_needed_own_field_is_asked_for_by_its_label():
    field, patient = own_field(CustomKind.DATE, needed=True, label="Last imaging"), a_patient()
    assert [problem.message for problem in wrong_with(patient, field)] == [
        "Last imaging is needed."
    ]
    field.set_on(patient, dt.date(2026, 11, 24))
    assert wrong_with(patient, field) == []


def test_a_value_that_cannot_be_kept_is_refused_by_label():
    field, patient = own_field(CustomKind.TEXT), a_patient()
    patient.set_custom("cf7", "a" * 201)
    assert [(p.field, p.message) for p in wrong_with(patient, field)] == [
        ("cf7", "Answer is too long: 201 characters, at most 200 fit.")
    ]


def test_a_long_text_is_as_long_as_a_declared_note():
    assert own_field(CustomKind.NOTE).parse("a" * 20_000) == "a" * 20_000
    expected = "Answer is too long: 20,001 characters, at most 20,000 fit."
    assert refusal(own_field(CustomKind.NOTE).parse, "a" * 20_001) == expected


def test_choices_are_the_lines_of_the_clinic_each_once():
    field = own_field(CustomKind.CHOICE, options=" Left knee \n\nRight knee\nLeft knee")
    assert field.choices == (
        OwnChoice("Left knee", "Left knee"),
        OwnChoice("Right knee", "Right knee"),
    )
    assert field.show(field.parse("left KNEE")) == "Left knee"
    assert refusal(field.parse, "hip") == "Answer is not one of its choices: Left knee, Right knee."


def test_choices_written_nearly_alike_are_told_apart_to_the_letter():
    field = own_field(CustomKind.CHOICE, options="Tea\ntea\n+\n++\n−")
    for option in ("Tea", "tea", "+", "++", "−"):
        assert field.show(field.parse(option)) == option
    assert field.show(field.parse("TEA")) == "Tea"
    with pytest.raises(UserError, match="is not one of its choices"):
        field.parse("?")


def test_an_own_field_that_offers_choices_needs_them():
    described = CustomField(record_kind="patient", label="Side", field_kind=CustomKind.CHOICE)
    assert sentences(described) == ["Choices is needed."]
    described.options = "Left\nRight"
    assert sentences(described) == []
    assert sentences(CustomField(record_kind="patient", label="Side")) == []


def test_one_of_several_choices_cannot_hold_what_parts_them():
    described = CustomField(
        record_kind="patient", label="Drinks", field_kind=CustomKind.CHOICES, options="Tea, green"
    )
    assert sentences(described) == ["Choices hold a comma or a bar, which part several choices."]
    described.field_kind = CustomKind.CHOICE
    assert sentences(described) == []


def test_choices_are_parted_by_lines_or_semicolons_and_each_counts_once():
    described = CustomField(
        record_kind="patient", label="Side", field_kind=CustomKind.CHOICE,
        options="Left; Right\n Both ;\nLeft",
    )  # fmt: skip
    assert [choice.label for choice in described.field().choices] == ["Left", "Right", "Both"]


def test_what_holds_values_keeps_its_kind_and_its_choices():
    before = CustomField(
        record_kind="patient", label="Side", field_kind=CustomKind.CHOICE, options="Left\nRight"
    )
    after = before.copy()
    after.options = "Left\nRight\nBoth"
    assert list(problems(after, before)) == []
    after.options = "Left"
    assert [problem.message for problem in problems(after, before)] == [
        "Choices may be added to; a choice that is gone would take its values along."
    ]
    after = before.copy()
    after.field_kind, after.record_kind = CustomKind.CHOICES, "person"
    assert [problem.field for problem in problems(after, before)] == ["record_kind", "field_kind"]
