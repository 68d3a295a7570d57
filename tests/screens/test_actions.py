"""The table of actions: one key, one action, and a sentence where a key cannot be taken."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refdesk.screens import actions
from refdesk.screens.actions import (
    ACTIONS,
    BY_NAME,
    Area,
    chosen_with,
    keys_of,
    matching,
    normal,
    refusal,
    taken_by,
)

DEFAULTS = {action.name: action.keys for action in ACTIONS}
KEYS = st.sampled_from([*DEFAULTS.values(), "Ctrl+J", "Ctrl+K", "Ctrl+Shift+J", "F7", "A", "junk"])
NAMES = st.sampled_from([*DEFAULTS, "no such action"])


def names(found: list[actions.Action]) -> list[str]:
    return [action.name for action in found]


def test_no_two_actions_share_a_name_a_key_or_a_letter():
    for said in (
        [action.name for action in ACTIONS],
        [action.keys for action in ACTIONS],
        [action.letter for action in ACTIONS if action.letter],
        [action.label for action in ACTIONS],
    ):
        assert [one for one, times in Counter(said).items() if times > 1] == []


def test_every_key_is_written_as_qt_writes_it_and_could_be_taken():
    for action in ACTIONS:
        assert normal(action.keys) == action.keys
        assert action.fixed or refusal(action.keys) == "", action.name


def test_every_label_and_heading_is_marked_for_translation():
    tree = ast.parse(Path(actions.__file__).read_text("utf-8"))
    marked = {
        call.args[0].value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "N_"
        and isinstance(call.args[0], ast.Constant)
    }
    assert {action.label for action in ACTIONS} | {area.value for area in Area} <= marked


def test_a_letter_is_one_sign_and_needs_no_shift_to_be_read():
    for action in ACTIONS:
        assert len(action.letter) <= 1
        assert action.letter == action.letter.upper()


@pytest.mark.parametrize(
    "keys",
    ["Ctrl+J", "Ctrl+Shift+J", "F7", "Shift+F12", "Ctrl+,", "Ctrl++", "Ctrl+Ü", "Alt+Left", "F24"],
)
def test_such_a_key_can_be_taken(keys: str):
    assert refusal(keys) == ""


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        ("Tab", "moves, types or deletes"),
        ("Shift+Backtab", "moves, types or deletes"),
        ("Return", "moves, types or deletes"),
        ("Ctrl+Enter", "moves, types or deletes"),
        ("Esc", "moves, types or deletes"),
        ("Down", "moves, types or deletes"),
        ("Shift+PgUp", "moves, types or deletes"),
        ("Ctrl+Home", "moves, types or deletes"),
        ("Space", "moves, types or deletes"),
        ("Ctrl+Backspace", "moves, types or deletes"),
        ("A", "for typing"),
        ("Shift+A", "for typing"),
        ("7", "for typing"),
        ("+", "for typing"),
        ("ß", "for typing"),
        ("Ctrl+C", "copies, cuts, pastes"),
        ("ctrl+v", "copies, cuts, pastes"),
        ("Ctrl+A", "copies, cuts, pastes"),
        ("Ctrl+3", "leads to a list"),
        ("Alt+S", "underlines it"),
        ("Alt+Shift+S", "underlines it"),
        ("Ctrl+Alt+Q", "underlines it"),  # AltGr types with these on many keyboards
        ("Meta+J", "belongs to the system"),
        ("Alt+F4", "belongs to the system"),
        ("Alt+Down", "cannot be used"),
        ("Ctrl+K, Ctrl+J", "cannot be used"),
        ("Ctrl+", "cannot be used"),
        ("F25", "cannot be used"),
        ("", "cannot be used"),
        ("Volume Up", "cannot be used"),
    ],
)
def test_a_reserved_key_is_refused_with_a_sentence(keys: str, why: str):
    assert why in refusal(keys)
    assert refusal(keys).endswith(".")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("ctrl+s", "Ctrl+S"),
        ("Shift+Ctrl+h", "Ctrl+Shift+H"),
        ("Ctrl++", "Ctrl++"),
        ("+", "+"),
        ("F8", "F8"),
        (" Alt+Left ", "Alt+Left"),
    ],
)
def test_a_key_is_written_in_one_way(typed: str, written: str):
    assert normal(typed) == written


def test_without_a_choice_every_action_has_its_default():
    assert keys_of({}) == DEFAULTS


def test_a_choice_gives_one_action_another_key():
    assert keys_of({"save": "Ctrl+J"}) == {**DEFAULTS, "save": "Ctrl+J"}


def test_two_actions_that_changed_their_keys_with_each_other_are_read_so():
    changed = keys_of({"save": "Ctrl+E", "export": "Ctrl+S"})
    assert (changed["save"], changed["export"]) == ("Ctrl+E", "Ctrl+S")


@pytest.mark.parametrize(
    "chosen",
    [
        {"save": "Ctrl+N"},  # taken
        {"save": "ctrl+n"},
        {"save": "Tab"},
        {"save": ""},
        {"save": 7},
        {"save": None},
        {"open": "Ctrl+J"},  # fixed
        {"sing": "Ctrl+J"},
    ],
)
def test_an_unsound_choice_is_left_out(chosen: dict[str, object]):
    assert keys_of(chosen) == DEFAULTS


def test_of_two_that_want_one_key_the_first_in_the_table_has_it():
    keys = keys_of({"save": "Ctrl+J", "find": "Ctrl+J"})
    assert (keys["find"], keys["save"]) == ("Ctrl+J", "Ctrl+S")


@given(st.dictionaries(NAMES, KEYS))
def test_whatever_was_chosen_no_two_actions_share_a_key(chosen: dict[str, str]):
    keys = keys_of(chosen)
    assert keys.keys() == DEFAULTS.keys()
    assert len(set(keys.values())) == len(keys)
    assert all(keys[action.name] == action.keys for action in ACTIONS if action.fixed)


def test_a_choice_of_the_default_is_no_choice():
    chosen = chosen_with({"find": "Ctrl+K"}, "save", "Ctrl+J")
    assert chosen == {"find": "Ctrl+K", "save": "Ctrl+J"}
    assert chosen_with(chosen, "save", "Ctrl+S") == {"find": "Ctrl+K"}


def test_a_taken_key_names_its_holder():
    assert taken_by(DEFAULTS, "save", "Ctrl+N") is BY_NAME["new"]
    assert taken_by(DEFAULTS, "save", "Ctrl+S") is None
    assert taken_by(DEFAULTS, "save", "Ctrl+J") is None


def test_nothing_typed_finds_every_action():
    assert names(matching("", DEFAULTS)) == list(DEFAULTS)
    assert names(matching("  ", DEFAULTS)) == list(DEFAULTS)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("latest", ["changes"]),
        ("SAVE add", ["save_add"]),
        ("ctrl+shift+s", ["save_add"]),
        ("F1", ["help", "keys"]),
        ("Shift+F1", ["keys"]),
        ("?", ["keys"]),
        ("forms problem", ["next_problem", "previous_problem"]),
        ("nothing of the kind", []),
    ],
)
def test_actions_are_found_by_their_words_or_their_key(typed: str, found: list[str]):
    assert names(matching(typed, DEFAULTS)) == found


def test_a_key_of_ones_own_is_found_too():
    assert names(matching("Ctrl+J", keys_of({"save": "Ctrl+J"}))) == ["save"]
