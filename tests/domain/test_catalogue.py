"""Every kind of record: named, labelled, and built only on kinds that come before it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import refdesk
from refdesk.domain.catalogue import BY_NAME, CATALOGUE, record_kind
from refdesk.domain.customs import CustomField, OwnChoice
from refdesk.domain.fields import Choices, Field
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.domain.record import Record
from refdesk.domain.referral import ContactAttempt
from refdesk.domain.text import fold
from tests.domain.samples import refusal

each_kind = pytest.mark.parametrize("record", CATALOGUE, ids=lambda record: record.kind)
each_field = pytest.mark.parametrize(
    "field",
    [field for record in CATALOGUE for field in record.fields.values()],
    ids=[f"{record.kind}.{name}" for record in CATALOGUE for name in record.fields],
)


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("practice", Practice),
        ("Practices", Practice),
        ("person", Person),
        ("PEOPLE", Person),
        ("persons", Person),
        ("contact_attempt", ContactAttempt),
        ("Contact attempts", ContactAttempt),
        ("contact-attempts", ContactAttempt),
        (" custom field ", CustomField),
    ],
)
def test_a_kind_is_found_by_one_or_many_in_any_case(name: str, record: type[Record]):
    assert record_kind(name) is record


@each_kind
def test_every_kind_is_found_by_its_own_names(record: type[Record]):
    for name in (record.kind, record.one, record.many, record.many.upper()):
        assert record_kind(name) is record
    assert BY_NAME[record.kind] is record


@pytest.mark.parametrize("name", ["unicorn", "", "?", "practice person"])
def test_an_unknown_kind_is_answered_with_those_there_are(name: str):
    assert refusal(record_kind, name) == (
        f"There is no kind of record called {name}. There are: "
        + ", ".join(record.kind for record in CATALOGUE)
        + "."
    )


def test_no_two_kinds_share_a_name():
    names = Counter(fold(name) for record in CATALOGUE for name in {record.one, record.many})
    assert [name for name, count in names.items() if count > 1] == []


@each_kind
def test_references_name_only_kinds_that_come_before(record: type[Record]):
    before = {kind.kind for kind in CATALOGUE[: CATALOGUE.index(record)]} | {record.kind}
    named = {field.target_kind for field in record.fields.values() if field.target_kind}
    assert named <= before


@each_kind
def test_labels_are_told_apart_within_a_record(record: type[Record]):
    labels = Counter(fold(field.label) for field in record.fields.values())
    assert [label for label, count in labels.items() if count > 1] == []


@each_kind
def test_an_imported_heading_means_one_field_only(record: type[Record]):
    meant: dict[str, set[str]] = {}
    for name, field in record.fields.items():
        for heading in (name, field.label, *field.aliases):
            meant.setdefault(fold(heading), set()).add(name)
    assert {heading: names for heading, names in meant.items() if len(names) > 1} == {}


@each_kind
def test_the_fields_that_name_a_record_exist_and_its_icon_is_drawn(record: type[Record]):
    assert record.title
    assert set(record.title) <= set(record.fields)
    icons = Path(refdesk.__file__).parents[1] / "resources" / "icons"
    assert (icons / f"{record.icon}.svg").is_file()
    assert record.__doc__


@each_kind
def test_what_tells_of_patients_is_marked(record: type[Record]):
    about_patients = any(field.target_kind == Patient.kind for field in record.fields.values())
    assert record.patient_data or not about_patients
    assert Patient.patient_data


@each_field
def test_every_field_has_a_label_and_its_help_is_a_sentence(field: Field):
    assert field.label == field.label.strip() != ""
    assert field.label[0].isupper()
    assert not field.label.endswith((".", ":"))
    assert field.help == "" or field.help.endswith(".")


@each_field
def test_every_field_has_valid_examples_and_knows_its_own_name(field: Field):
    for number in (1, 2, 12):
        value = field.kind.example(field, number)
        assert field.check(value) is None
        assert field.name
        if not field.is_empty(value):
            assert field.parse(field.show(value)) == value


@each_field
def test_the_choices_of_a_field_are_told_apart_in_any_case(field: Field):
    written = [fold(word) for choice in field.choices for word in {choice.value, choice.label}]
    apart = Counter(
        word for choice in field.choices for word in {fold(choice.value), fold(choice.label)}
    )
    assert set(apart.values()) <= {1}
    assert "" not in written
    assert not any(set(choice.label) & set(",;|") for choice in field.choices)
    assert all(isinstance(choice, Choices | OwnChoice) for choice in field.choices)


@each_field
def test_a_needed_field_can_be_filled_in(field: Field):
    assert not (field.required and field.program and field.default_factory is None), field.name


def test_names_and_birth_dates_of_patients_are_personal():
    for name in ("name", "control_number", "birth_date", "phone", "notes"):
        assert Patient.fields[name].personal
