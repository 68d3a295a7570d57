"""What a clinic asks for: its rules bind fields of its own and declared ones alike."""

from __future__ import annotations

from refdesk.domain.asked import (
    Asked,
    FormRule,
    conditions_of,
    may_be_left_out,
    may_be_needed,
    may_be_ruled,
)
from refdesk.domain.customs import CustomKind
from refdesk.domain.fields import Ref
from refdesk.domain.person import Person
from refdesk.domain.referral import Referral
from refdesk.domain.sources import Source
from refdesk.domain.validation import is_required, is_shown, problems
from tests.domain.samples import a_referral, own_field


def asked(*rules: FormRule) -> Asked:
    own = own_field(CustomKind.TEXT, label="Ward")
    return Asked(Referral.fields, [own], rules)


def rule(name: str, **more: object) -> FormRule:
    return FormRule(record_kind="referral", field=name, **more)  # type: ignore[arg-type]  # by test


def wrong(found: Asked, record: Referral, before: Referral | None = None) -> list[str]:
    return [problem.message for problem in problems(record, before, found)]


def test_where_a_clinic_has_said_nothing_what_is_declared_is_asked_for():
    assert dict(Asked.of(Referral)) == dict(Referral.fields)
    assert Asked.of(Referral) is Asked.of(Referral)
    assert [field.name for field in asked().own] == ["cf7"]


def test_a_clinic_can_need_any_field():
    found = asked(rule("insurer", needed=True), rule("cf7", needed=True))
    assert wrong(found, a_referral()) == ["Insurer is needed.", "Ward is needed."]
    filled = a_referral(insurer="Plainview")
    filled.set_custom("cf7", "West")
    assert wrong(found, filled) == []
    assert not Referral.fields["insurer"].required


def test_a_record_from_before_goes_on_without_but_is_not_emptied():
    found = asked(rule("insurer", needed=True))
    old = a_referral()
    assert wrong(found, a_referral(reason="Knee pain"), old) == []
    assert wrong(found, a_referral(), a_referral(insurer="Plainview")) == ["Insurer is needed."]


def test_a_field_is_asked_for_only_when_another_has_a_value():
    found = asked(rule("cf7", needed=True, when_field="source", when_value="school"))
    by_school = a_referral(source=Source.SCHOOL)
    assert is_shown(found["cf7"], by_school)
    assert is_required(found["cf7"], by_school)
    assert wrong(found, by_school) == ["Ward is needed."]
    assert not is_shown(found["cf7"], a_referral())
    assert wrong(found, a_referral()) == []


def test_a_condition_asks_for_any_value_or_for_yes_and_no():
    found = asked(rule("cf7", when_field="channel"), rule("reason", when_field="gone"))
    assert not is_shown(found["cf7"], a_referral())
    channel = Referral.fields["channel"].choices[0]
    assert is_shown(found["cf7"], a_referral(channel=channel))
    assert is_shown(found["reason"], a_referral()), "a rule about a field that is gone asks nothing"
    urgent = own_field(CustomKind.YES_NO, label="Interpreter")
    for value, is_asked in (("yes", False), ("no", True)):
        one = rule("reason", when_field="cf7", when_value=value)
        assert is_shown(Asked(Referral.fields, [urgent], [one])["reason"], a_referral()) is is_asked


def test_a_condition_looks_among_several_choices():
    found = asked(rule("cf7", when_field="needs", when_value="imaging"))
    needs = Referral.fields["needs"]
    some = a_referral()
    needs.set_on(some, needs.parse("records, imaging"))
    assert is_shown(found["cf7"], some)
    needs.set_on(some, needs.parse("records"))
    assert not is_shown(found["cf7"], some)


def test_a_condition_of_the_program_holds_beside_that_of_the_clinic():
    found = asked(rule("source_detail", needed=True, when_field="channel"))
    assert not may_be_left_out(Referral.fields["source_detail"])
    event = a_referral(source=Source.EVENT)
    assert wrong(found, event) == ["Source, specified is needed."]
    assert wrong(found, a_referral(source=Source.PHYSICIAN, referring_person=Ref(4))) == []
    expires = asked(rule("authorization_expires", when_field="channel"))["authorization_expires"]
    assert not is_shown(expires, a_referral(authorization="PV-1"))
    by = Referral.fields["channel"].choices[0]
    assert is_shown(expires, a_referral(authorization="PV-1", channel=by))
    assert not is_shown(expires, a_referral(channel=by))


def test_a_field_can_be_left_out_unless_the_program_needs_it():
    found = asked(rule("icd10", hidden=True), rule("patient", hidden=True, when_field="channel"))
    assert not is_shown(found["icd10"], a_referral())
    assert is_shown(found["patient"], a_referral())
    assert found["patient"].required
    assert [name for name in found if found.is_left_out(name)] == ["icd10"]


def test_what_the_program_keeps_is_not_ruled():
    assert not may_be_ruled(Referral.fields["due"])
    assert not may_be_ruled(Referral.fields["stage"])
    assert may_be_ruled(Referral.fields["patient"])
    assert not may_be_left_out(Referral.fields["patient"])
    assert conditions_of(Referral.fields["source"])
    assert conditions_of(Referral.fields["referring_person"])
    assert conditions_of(own_field(CustomKind.YES_NO))
    assert not conditions_of(Referral.fields["reason"])


def test_an_own_field_that_is_required_can_be_left_out_or_conditional_all_the_same():
    ward = own_field(CustomKind.TEXT, label="Ward", needed=True)
    always = Asked(Referral.fields, [ward])
    assert wrong(always, a_referral()) == ["Ward is needed."]
    left_out = Asked(Referral.fields, [ward], [rule("cf7", hidden=True)])
    assert wrong(left_out, a_referral()) == []
    by_school = rule("cf7", when_field="source", when_value="school")
    sometimes = Asked(Referral.fields, [ward], [by_school])
    assert wrong(sometimes, a_referral()) == []
    assert wrong(sometimes, a_referral(source=Source.SCHOOL)) == ["Ward is needed."]


def test_an_own_yes_or_no_can_be_required_for_it_may_have_no_answer():
    ready = own_field(CustomKind.YES_NO, label="Ready")
    found = Asked(Referral.fields, [ready], [rule("cf7", needed=True)])
    assert wrong(found, a_referral()) == ["Ready is needed."]
    said = a_referral()
    said.set_custom("cf7", plain=False)
    assert wrong(found, said) == []


def test_what_becomes_needed_by_what_is_changed_now_is_asked_for_of_a_record_from_before():
    found = asked(rule("cf7", needed=True, when_field="source", when_value="school"))
    school = a_referral(source=Source.SCHOOL)
    assert wrong(found, a_referral(source=Source.SCHOOL, reason="Knee"), school) == []
    assert wrong(found, school, a_referral()) == ["Ward is needed."]


def test_a_rule_of_the_clinic_does_not_excuse_what_the_program_needs():
    found = asked(rule("source_detail", needed=True))
    event = a_referral(source=Source.EVENT)
    assert wrong(found, a_referral(source=Source.EVENT, reason="Knee"), event) == []
    other = a_referral(source=Source.OTHER)
    assert wrong(found, other, event) == ["Source, specified is needed."]


def test_what_comes_in_a_file_is_new_whatever_it_looked_like_before():
    found = asked(rule("insurer", needed=True))
    record = a_referral()
    assert [one.message for one in problems(record, record, found)] == []
    coming = problems(record, record, found, comes=True)
    assert [one.message for one in coming] == ["Insurer is needed."]


def test_what_a_step_of_the_loop_needs_is_not_left_out():
    assert not may_be_left_out(Referral.fields["closed_reason"])
    assert may_be_needed(Referral.fields["insurer"])
    assert not may_be_needed(Person.fields["gatekeeper"])
