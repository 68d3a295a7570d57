"""Texts that mean the same are brought together, and those that do not stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refdesk.domain.likeness import alike, words_key


def together(one: str, other: str) -> bool:
    return len(alike({one: 2, other: 1})) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Church bulletin", "church  bulletin."),
        ("Church bulletin", "the church bulletin"),
        ("Church bulletin", "From our church bulletin"),
        ("Church bulletin", "Bulletin (church)"),
        ("Church bulletin", "Church buletin"),
        ("Church bulletin", "Chruch bulletin"),
        ("Church bulletin", "Church bulletins"),
        ("Church bulletin", "Church bullettin"),
        ("Church bulletin", "Church bulketin"),
        ("Clínica del Sol", "Clinica del sol"),
        ("The", "the"),
    ],
)
def test_what_means_the_same_comes_together(one: str, other: str):
    assert together(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tilbrook High", "Milbrook High"),
        ("Ward 12 newsletter", "Ward 13 newsletter"),
        ("Radio", "Rodeo"),
        ("Church bulletin", "Church bulletin board"),
        ("Health fair", "Wealth fair"),
        ("Church bulletin", "Church bxlletyn"),
        ("Harrow Creek fair", "Harrow Crook fairs"),
        ("Lions Club", "Lions"),
    ],
)
def test_what_may_mean_another_stays_apart(one: str, other: str):
    assert not together(one, other)


def test_groups_gather_round_the_most_frequent_and_name_it_first():
    counts = {"church bulletin": 3, "Church bulletin": 9, "Chruch bulletin": 1, "Radio spot": 4}
    assert alike(counts) == [
        ("Church bulletin", "church bulletin", "Chruch bulletin"),
        ("Radio spot",),
    ]


def test_a_slip_never_names_its_group_however_the_alphabet_goes():
    counts = {"Chruch bulletin": 1, "Church bulletin": 1, "the church bulletin": 1}
    assert alike(counts) == [("Church bulletin", "the church bulletin", "Chruch bulletin")]


def test_slips_of_slips_do_not_chain_far_texts_together():
    counts = {"larkmead fair": 5, "larkmoad fair": 3, "larkmoap fair": 2}
    assert alike(counts) == [("larkmead fair", "larkmoad fair"), ("larkmoap fair",)]


@given(st.dictionaries(st.text(max_size=30), st.integers(1, 99), max_size=30))
def test_every_text_is_in_one_group_and_no_group_is_empty(counts: dict[str, int]):
    groups = alike(counts)
    assert sorted(text for group in groups for text in group) == sorted(counts)
    for group in groups:
        same = [text for text in group if words_key(text) == words_key(group[0])]
        assert counts[group[0]] == max(counts[text] for text in same)


@given(st.text(alphabet="aehlst éñłø-'", max_size=40))
def test_a_text_says_the_same_in_capitals_and_with_signs(text: str):
    assert words_key(f"  The {text.upper()}! ") in {words_key(text), words_key(f"the {text}")}
