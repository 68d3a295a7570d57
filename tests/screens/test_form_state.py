"""A form without its window: rules that follow what is typed, problems, drafts, what others do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from refdesk.domain.customs import CustomField
from refdesk.domain.errors import UserError
from refdesk.domain.practice import Practice
from refdesk.domain.referral import Referral
from refdesk.screens import entry
from refdesk.screens.catalogue import BY_KIND
from refdesk.screens.form_state import FormState
from refdesk.services.records import Records
from refdesk.services.session import Desk
from tests.helpers.desks import make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with make_desk(tmp_path / "Lakeline", "Lakeline") as desk:
        yield desk


@pytest.fixture
def records(desk: Desk) -> Records:
    return Records(desk)


def blank(kind: str, desk: Desk) -> FormState:
    screen = BY_KIND[kind]
    return FormState.blank(screen.form, screen.of, desk.fields(screen.of))


def known(record, desk: Desk) -> FormState:
    return FormState(BY_KIND[record.kind].form, record, desk.fields(type(record)))


def test_a_new_practice_is_saved_with_what_was_typed(desk, records):
    state = blank("practice", desk)
    state.type("name", "Cedar Grove")
    state.type("phone", "740 555 0123")
    assert state.check()
    saved = state.save(records)
    kept = records.get(Practice, saved.id)
    assert (kept.name, str(kept.phone)) == ("Cedar Grove", "(740) 555-0123")


def test_an_empty_needed_field_is_left_in_peace_until_saving(desk):
    state = blank("practice", desk)
    state.leave("name")
    assert state.problems == {}
    assert state.missing() == ("name",)
    assert not state.check()
    assert state.problems == {"name": "Name is needed."}


def test_a_wrong_value_is_said_on_leaving_and_forgotten_while_typing(desk):
    state = blank("practice", desk)
    state.type("phone", "12")
    state.leave("phone")
    assert "Phone" in state.problems["phone"]
    state.type("phone", "123")
    assert "phone" not in state.problems


def test_what_the_record_refuses_of_a_field_is_said_on_leaving_it_too(desk):
    state = blank("referral", desk)
    state.type("icd10", "knee")
    state.leave("icd10")
    assert state.problems == {"icd10": "ICD-10 is not a code. Type it as M54.5."}
    state.type("icd10", "M54.5")
    state.leave("icd10")
    assert state.problems == {}


def test_saving_says_what_the_record_refuses_beside_what_is_missing(desk):
    state = blank("referral", desk)
    state.type("icd10", "knee")
    assert not state.check()
    assert {"icd10", "patient", "source"} <= set(state.problems)


def test_two_days_in_the_wrong_order_are_put_right_at_either(desk):
    state = blank("outbound_referral", desk)
    state.type("sent", "2026-11-20")
    state.type("appointment", "2026-11-02")
    state.leave("appointment")
    assert "lies before the day it was sent" in state.problems["appointment"]
    state.leave("sent")
    assert "appointment" in state.problems
    state.type("sent", "2026-11-01")
    state.leave("sent")
    assert state.problems == {}


@pytest.mark.parametrize("kind", sorted(BY_KIND))
def test_every_field_of_every_form_can_be_left_while_the_others_are_empty(desk, kind):
    state = blank(kind, desk)
    for name, own in state.fields.items():
        state.type(name, entry.write(own, own.empty))
    for name in state.fields:
        state.leave(name)
    assert state.problems == {}


def test_the_next_problem_comes_round(desk):
    state = blank("practice", desk)
    state.type("phone", "12")
    state.type("email", "nobody")
    assert not state.check()
    assert state.next_problem(None) == "name"
    assert state.next_problem("name") == "phone"
    assert state.next_problem("email") == "name"
    assert state.next_problem("name", -1) == "email"


def test_fields_are_asked_for_as_the_form_stands(desk):
    state = blank("referral", desk)
    assert not state.is_shown("source_detail")
    state.type("source", "other")
    shown, needed = state.asked()
    assert "source_detail" in shown & needed


def test_what_was_typed_into_a_field_that_is_hidden_again_is_not_saved(desk):
    state = blank("referral", desk)
    state.type("source", "other")
    state.type("source_detail", "Church bulletin")
    state.type("source", "physician")
    assert state.working().to_plain()["source_detail"] == Referral.fields["source_detail"].empty


def test_only_what_was_changed_is_saved(desk, records):
    first = records.add(Practice, {"name": "Cedar Grove", "fax": "740-555-0100"})
    state = known(first, desk)
    records.set(Practice, first.id, {"fax": "740-555-0199"})
    state.type("name", "Cedar Grove Medicine")
    saved = records.get(Practice, state.save(records).id)
    assert (saved.name, str(saved.fax)) == ("Cedar Grove Medicine", "(740) 555-0199")


def test_a_change_of_somebody_else_shows_in_fields_that_were_not_touched(desk, records):
    state = known(records.add(Practice, {"name": "Cedar Grove"}), desk)
    state.type("name", "Cedar Grove Medicine")
    now = records.set(Practice, state.record.id, {"fax": "740-555-0199", "name": "Cedar"})
    (both,) = state.rebase(now, records.shown)
    assert state.entries["fax"] == "(740) 555-0199"
    assert state.entries["name"] == "Cedar Grove Medicine"
    assert (both.name, both.shown) == ("name", "Cedar")
    assert state.in_words([both]) == ["Name now reads Cedar"]
    assert records.get(Practice, state.save(records).id).name == "Cedar Grove Medicine"


def test_a_draft_gives_back_what_was_typed_even_if_it_is_no_value(desk, records):
    state = known(records.add(Practice, {"name": "Cedar Grove"}), desk)
    state.type("phone", "740 55")
    state.type("liaison", {"id": None, "text": "Jo"})
    again = known(records.get(Practice, state.record.id), desk)
    assert again.resume(state.draft()) == []
    assert again.touched == ("phone", "liaison")
    assert again.entries["liaison"] == {"id": None, "text": "Jo"}
    assert not again.check()


def test_a_draft_says_which_fields_have_changed_elsewhere_since(desk, records):
    state = known(records.add(Practice, {"name": "Cedar Grove"}), desk)
    state.type("name", "Cedar Grove Medicine")
    now = records.set(Practice, state.record.id, {"name": "Cedar"})
    assert known(now, desk).resume(state.draft()) == ["name"]


def test_a_draft_of_a_field_that_is_gone_is_no_failure(desk):
    state = blank("practice", desk)
    state.resume({"entries": {"gone": "x", "name": "Cedar"}})
    assert state.entries["name"] == "Cedar"


def test_a_clinics_own_field_follows_the_others_and_is_saved(desk, records):
    own = records.add(CustomField, {"record_kind": "practice", "label": "Parking pass"})
    state = blank("practice", desk)
    assert state.groups[-1].names == (own.key,)
    state.type("name", "Cedar Grove")
    state.type(own.key, "Yes, at window 2")
    assert state.save(records).custom[own.key] == "Yes, at window 2"


def test_what_saving_refuses_stands_at_its_field(desk, records):
    state = known(records.get(BY_KIND["user"].of, desk.user.id), desk)
    state.type("active", False)
    assert state.check()
    with pytest.raises(UserError) as refused:
        state.save(records)
    state.refused(refused.value)
    assert "active owner" in state.problems["role"]
