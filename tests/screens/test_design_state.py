"""A form is designed without a window: what can be asked, what cannot and why, and what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from refdesk.domain.customs import CustomField, CustomKind
from refdesk.domain.referral import Referral
from refdesk.screens.catalogue import BY_KIND
from refdesk.screens.design_state import HEADING, DesignState, designable
from refdesk.screens.form_state import FormState
from refdesk.services.designing import Designing
from refdesk.services.records import Records
from refdesk.services.session import Desk
from tests.helpers.desks import make_desk

ABOUT, PAPERS = "Referral", "Insurance and records"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with make_desk(tmp_path / "Lakeline", "Lakeline") as desk:
        yield desk


def read(desk: Desk, kind: str = "referral") -> DesignState:
    screen = BY_KIND[kind]
    return DesignState(screen, Designing(desk).read(screen.of))


@pytest.fixture
def state(desk: Desk) -> DesignState:
    return read(desk)


def save(state: DesignState, desk: Desk) -> DesignState:
    Designing(desk).save(state.design)
    return read(desk)


def names(state: DesignState, heading: str) -> list[str]:
    return state.order[heading]


def mark(state: DesignState, name: str) -> str:
    return next(row.mark for row in state.rows() if row.key == name)


def why(state: DesignState, name: str) -> str:
    return next(row.why for row in state.rows() if row.key == name)


def add(state: DesignState, label: str, **more: object) -> str:
    form = state.own_form()
    form.type("label", label)
    for name, entry in more.items():
        form.type(name, entry)
    assert form.check(), form.problems
    record = form.working()
    assert isinstance(record, CustomField)
    assert state.put_own("", record) == ""
    return record.key


def form_of(desk: Desk) -> FormState:
    screen = BY_KIND["referral"]
    return FormState.blank(screen.form, Referral, desk.fields(Referral))


def test_referrals_are_the_first_of_the_forms_that_can_be_designed():
    kinds = [one.kind for one in designable()]
    assert kinds[0] == "referral"
    assert {"practice", "person", "patient", "visit", "task"} < set(kinds)
    assert not {"user", "clinic", "stage_line", "form_rule"} & set(kinds)


def test_a_form_is_shown_as_it_is_asked_for(state):
    rows = state.rows()
    assert (rows[0].label, rows[0].is_heading) == ("Where it came from", True)
    assert rows[1].words == "Source, always required"
    assert mark(state, "source_detail") == "required where it applies"
    assert mark(state, "insurer") == ""
    assert not state.is_begun


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("stage", "RefDesk keeps this field itself"),
        ("patient", "always required"),
        ("source_detail", "where it applies"),
        ("closed_reason", "A step of the loop needs this field"),
        ("insurer", ""),
    ],
)
def test_what_is_locked_says_why(state, name, reason):
    found = why(state, name)
    assert reason in found
    assert bool(found) == bool(reason)


def test_a_field_moves_within_its_heading_and_past_others(state, desk):
    assert state.move("insurer", 1)
    assert names(state, PAPERS)[:2] == ["authorization", "insurer"]
    assert state.place_words("insurer") == "Insurer: 2 of 4 under Insurance and records"
    state.move("insurer", -1)
    state.move("insurer", -1)
    assert names(state, ABOUT)[-1] == "insurer"
    assert state.heading_of("insurer") == ABOUT
    save(state, desk)
    groups = {group.label: group.names for group in form_of(desk).groups}
    assert groups[ABOUT][-1] == "insurer"
    assert groups[PAPERS][0] == "authorization"


def test_nothing_moves_beyond_the_first_and_the_last_place(state):
    assert not state.move("source", -1)
    assert not state.move("notes", 1)
    assert not state.is_begun


def test_a_field_can_go_through_a_heading_that_it_empties(state):
    state.move("tags", -1)
    state.move("notes", -1)
    assert names(state, "Remarks") == []
    assert HEADING + "Remarks" in [row.key for row in state.rows()]
    state.move("notes", 1)
    assert names(state, "Remarks") == ["notes"]


def test_rows_are_taken_over_as_they_were_dragged(state, desk):
    keys = [row.key for row in state.rows()]
    keys.remove("insurer")
    keys.insert(0, "insurer")
    state.arrange(keys)
    first = "Where it came from"
    assert names(state, first)[:2] == ["insurer", "source"]
    again = save(state, desk)
    assert names(again, first)[:2] == ["insurer", "source"]
    again.arrange(keys[1:])
    assert names(again, first)[:2] == ["insurer", "source"], "no row gets lost"


def test_a_field_is_required_left_out_and_back_again(state, desk):
    assert state.turn_needed("insurer") == ""
    assert mark(state, "insurer") == "required"
    assert state.turn_left_out("icd10") == ""
    assert mark(state, "icd10") == "left out"
    again = save(state, desk)
    assert (mark(again, "insurer"), mark(again, "icd10")) == ("required", "left out")
    assert again.turn_needed("icd10") == "This field is left out. Bring it back first."
    again.turn_needed("insurer")
    again.turn_left_out("icd10")
    save(again, desk)
    assert desk.fields(Referral).rules == {}


def test_what_cannot_be_is_refused_with_the_reason_and_leaves_the_form_as_it_was(state):
    assert "always required" in state.turn_needed("patient")
    assert "needed by RefDesk itself" in state.turn_left_out("patient")
    assert "needed by a step" in state.turn_left_out("report_sent")
    assert "cannot follow itself" in state.follow("channel", "channel", "")
    assert state.follow("needs", "channel", "fax") == ""
    assert "follows itself in a circle" in state.follow("channel", "needs", "imaging")
    refused = state.turn_left_out("channel")
    assert refused == "Needed from the office follows Channel, which is left out."
    assert mark(state, "channel") == ""


def test_a_field_follows_the_value_of_another(state, desk):
    deciders = dict(state.deciders("insurer"))
    assert deciders["source"] == "Source"
    assert "reason" not in deciders
    assert ("school", "School") in state.values("source")
    assert state.values("source")[0] == ("", "anything")
    state.follow("insurer", "source", "school")
    assert mark(state, "insurer") == "when Source is School"
    state.turn_needed("insurer")
    assert mark(state, "insurer") == "required, when Source is School"
    state.follow("authorization", "referring_person", "")
    assert mark(state, "authorization") == "when Referring physician is filled in"
    again = save(state, desk)
    again.follow("insurer", "", "")
    assert mark(again, "insurer") == "required"


def test_the_preview_is_the_real_form_and_follows_what_is_typed(state):
    state.follow("insurer", "source", "school")
    state.turn_left_out("icd10")
    preview = state.preview({"reason": "Knee pain"})
    assert preview.entries["reason"] == "Knee pain"
    assert not preview.is_shown("insurer")
    assert not preview.is_shown("icd10")
    preview.type("source", "school")
    assert preview.is_shown("insurer")


def test_an_own_field_is_added_in_the_same_step_and_others_can_follow_it(state, desk):
    key = add(state, "Interpreter", field_kind=CustomKind.YES_NO.value)
    tongue = add(state, "Tongue", needed=True)
    assert state.values(key) == [("yes", "yes"), ("no", "no")]
    state.follow(tongue, key, "yes")
    assert mark(state, tongue) == "required, when Interpreter is yes"
    assert state.preview({}).fields[key].label == "Interpreter"
    again = save(state, desk)
    assert mark(again, "cf2") == "required, when Interpreter is yes"
    assert not again.is_begun


def test_an_own_field_is_changed_but_not_to_the_name_of_another(state, desk):
    add(state, "Ward", field_kind=CustomKind.CHOICE.value, options="East\nWest")
    again = save(state, desk)
    form = again.own_form("cf1")
    form.type("options", "East")
    assert not form.check()
    assert "may be added to" in form.problems["options"]
    form.type("options", "East\nWest\nNorth")
    form.type("label", "insurer")
    record = form.working()
    assert isinstance(record, CustomField)
    assert again.put_own("cf1", record) == "insurer is another field's name already."
    record.label = "Wing"
    assert again.put_own("cf1", record) == ""
    final = save(again, desk)
    assert [(one.label, one.choices()) for one in final.own.values()] == [
        ("Wing", ["East", "West", "North"])
    ]


def test_a_choice_that_others_follow_is_not_taken_away_before_it_was_ever_saved(state):
    key = add(state, "Ward", field_kind=CustomKind.CHOICE.value, options="East\nWest")
    state.follow("insurer", key, "West")
    form = state.own_form(key)
    form.type("options", "East")
    assert form.check()
    record = form.working()
    assert isinstance(record, CustomField)
    assert state.put_own(key, record) == "Insurer follows a value that Ward does not have."
    assert state.own[key].choices() == ["East", "West"]


def test_steps_are_taken_back_and_done_again_before_anything_is_saved(state):
    state.turn_needed("insurer")
    state.move("insurer", 1)
    add(state, "Ward")
    for _step in range(3):
        assert state.undo()
    assert not state.is_begun
    assert not state.undo()
    assert state.redo()
    assert mark(state, "insurer") == "required"
    state.turn_left_out("icd10")
    assert not state.redo(), "a new step leaves nothing to do again"


def test_begun_anew_it_is_as_refdesk_begins_with_the_own_fields_kept(state, desk):
    state.turn_needed("insurer")
    state.move("insurer", -1)
    add(state, "Ward")
    again = save(state, desk)
    again.begin_anew()
    assert again.is_begun
    final = save(again, desk)
    assert desk.fields(Referral).rules == {}
    assert [one.label for one in final.own.values()] == ["Ward"]


def test_a_draft_gives_everything_back_but_what_is_gone_since(state, desk):
    add(state, "Ward")
    saved = save(state, desk)
    key = add(saved, "Bed", field_kind=CustomKind.YES_NO.value)
    saved.move("insurer", -1)
    saved.turn_needed("insurer")
    saved.follow("channel", key, "yes")
    saved.turn_needed("cf1")
    draft = saved.draft()
    again = read(desk)
    again.resume(draft)
    assert again.draft() == draft
    assert again.is_begun
    assert names(again, ABOUT)[-1] == "insurer"
    Records(desk).archive(CustomField, 1)
    without = read(desk)
    without.resume(draft)
    assert [one.label for one in without.own.values()] == ["Bed"]
    assert mark(without, "channel") == "when Bed is yes"
    save(without, desk)
