"""A form is designed whole: one change, in force at once, and taken back by undo."""

from __future__ import annotations

import pytest

from refdesk.domain.asked import FormRule
from refdesk.domain.customs import CustomField, CustomKind
from refdesk.domain.errors import UserError
from refdesk.domain.patient import Patient
from refdesk.domain.referral import Referral
from refdesk.domain.user import Role
from refdesk.domain.validation import is_shown
from refdesk.services.changes import Changes
from refdesk.services.designing import Design, Designing
from refdesk.services.records import Records
from refdesk.services.session import Desk
from tests.domain.samples import a_referral
from tests.helpers.imports import all_of


@pytest.fixture
def designing(desk: Desk) -> Designing:
    return Designing(desk)


def rule(name: str, **more: object) -> FormRule:
    return FormRule(record_kind="referral", field=name, **more)  # type: ignore[arg-type]  # by test


def own(number: int, label: str, **more: object) -> CustomField:
    found = CustomField(record_kind="referral", label=label, **more)  # type: ignore[arg-type]  # by test
    found.id = number
    return found


def saved(desk: Desk) -> list[tuple[str, str, int | None]]:
    return sorted((one.field, one.when_field, one.place) for one in all_of(desk, FormRule))


def test_a_form_that_nobody_changed_says_nothing(designing):
    assert designing.read(Referral) == Design(Referral)


def test_a_design_is_one_change_that_adds_fields_and_lets_them_follow_each_other(designing, desk):
    ward, bed = own(-1, "Ward", field_kind=CustomKind.YES_NO), own(-2, "Bed")
    rules = (
        rule("insurer", needed=True),
        rule(bed.key, when_field=ward.key, when_value="yes"),
        rule(ward.key, heading="Patient", place=1),
    )
    designing.save(Design(Referral, rules, (ward, bed)))
    newest = Changes(desk).newest(1)[0]
    assert (newest.label, newest.rows) == ("Change the form of referrals", 5)
    assert saved(desk) == [("cf1", "", 1), ("cf2", "cf1", None), ("insurer", "", None)]
    asked = desk.fields(Referral)
    assert asked["insurer"].required
    assert [one.label for one in asked.own] == ["Ward", "Bed"]
    staying = a_referral()
    assert not is_shown(asked["cf2"], staying)
    staying.set_custom("cf1", plain=True)
    assert is_shown(asked["cf2"], staying)


def test_undo_brings_the_earlier_form_back_at_once_and_redo_the_new_one(designing, desk):
    designing.save(Design(Referral, (rule("icd10", hidden=True),)))
    designing.save(Design(Referral, (rule("insurer", needed=True),), (own(-1, "Ward"),)))
    Changes(desk).undo()
    asked = desk.fields(Referral)
    assert asked.is_left_out("icd10")
    assert not asked["insurer"].required
    assert asked.own == ()
    Changes(desk).redo()
    assert desk.fields(Referral)["insurer"].required
    assert not desk.fields(Referral).is_left_out("icd10")
    assert desk.verify() == []


def test_only_what_differs_is_written_and_the_same_again_is_no_change(designing, desk):
    first = Design(Referral, (rule("insurer", needed=True), rule("icd10", hidden=True)))
    designing.save(first)
    before = Changes(desk).newest()
    designing.save(designing.read(Referral))
    assert Changes(desk).newest() == before
    designing.save(Design(Referral, (rule("insurer", needed=True), rule("icd10", needed=True))))
    assert Changes(desk).newest(1)[0].rows == 1
    designing.save(Design(Referral))
    assert saved(desk) == []
    assert desk.fields(Referral)["insurer"] is Referral.fields["insurer"]


def test_an_own_field_is_changed_along(designing, desk):
    designing.save(Design(Referral, (), (own(-1, "Ward"),)))
    (ward,) = designing.read(Referral).own
    ward.label, ward.needed = "Wing", True
    designing.save(Design(Referral, (), (ward,)))
    assert [(one.label, one.required) for one in desk.fields(Referral).own] == [("Wing", True)]


def test_forms_of_other_kinds_stay_as_they_are(designing, desk):
    designing.save(Design(Patient, (FormRule(record_kind="patient", field="phone", needed=True),)))
    designing.save(Design(Referral, (rule("insurer", needed=True),)))
    designing.save(Design(Referral))
    assert desk.fields(Patient)["phone"].required


@pytest.mark.parametrize(
    ("rules", "added", "sentence"),
    [
        ((rule("patient", hidden=True),), (), "Patient is needed by RefDesk itself"),
        ((rule("gone", needed=True),), (), "There is no field gone"),
        ((rule("insurer", when_field="reason"),), (), "only a choice"),
        ((rule("insurer", when_field="insurer"),), (), "cannot follow itself"),
        ((), (own(-1, "Insurer"),), "Insurer is another field's name already"),
        ((), (own(-1, "Ward"), own(-2, "ward")), "Ward is another field's name already"),
        ((), (own(-1, "Ward", field_kind=CustomKind.CHOICE),), "Choices is needed"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_saved(designing, desk, rules, added, sentence):
    before = Changes(desk).newest()
    with pytest.raises(UserError, match=sentence):
        designing.save(Design(Referral, rules, added))
    assert Changes(desk).newest() == before


def test_only_owners_design(designing, desk):
    desk.user.role = Role.FRONT_DESK
    with pytest.raises(UserError, match="Only an owner of the desk may change form rules"):
        designing.save(Design(Referral))
    with pytest.raises(UserError, match="Only an owner of the desk may change custom fields"):
        Records(desk).add(CustomField, {"record_kind": "referral", "label": "Ward"})


def test_what_is_said_of_an_archived_field_waits_for_it(designing, desk):
    ward, bed = own(-1, "Ward", field_kind=CustomKind.YES_NO), own(-2, "Bed")
    rules = (
        rule(ward.key, heading="Patient", place=1),
        rule(bed.key, when_field=ward.key),
        rule("insurer", needed=True, when_field=ward.key),
    )
    designing.save(Design(Referral, rules, (ward, bed)))
    Records(desk).archive(CustomField, 1)
    found = designing.read(Referral)
    assert [(one.field, one.when_field) for one in found.rules] == [("insurer", "")]
    assert is_shown(desk.fields(Referral)["cf2"], a_referral())
    designing.save(Design(Referral, (*found.rules, rule("icd10", needed=True)), found.own))
    Records(desk).archive(CustomField, 1, archived=False)
    again = {one.field: one.when_field for one in designing.read(Referral).rules}
    assert again == {"cf1": "", "cf2": "cf1", "insurer": "cf1", "icd10": ""}


def test_a_rule_of_a_field_that_is_gone_disturbs_nobody(designing, desk):
    records = Records(desk)
    records.put(rule("cf99", needed=True))
    records.put(rule("patient", hidden=True, when_field="channel"))
    assert designing.read(Referral).rules == ()
    assert desk.fields(Referral)["patient"].required
    designing.save(Design(Referral, (rule("insurer", needed=True),)))
    assert desk.fields(Referral)["insurer"].required
