"""Hours and addresses as people type them, before they are read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refdesk.domain.errors import UserError
from refdesk.domain.practice import Office
from refdesk.screens import entry
from refdesk.screens.address_words import spread, state_code, wrong_part
from refdesk.screens.hours_words import (
    next_days,
    pairs_of,
    read_day,
    read_week,
    same_for,
    text_of,
)
from refdesk.services.places import town_of

HOURS = Office.fields["hours"]


@pytest.mark.parametrize(
    ("text", "words", "length"),
    [
        ("8-5", "8:00 AM–5:00 PM", "9 h"),
        ("8:00 AM–12:00 PM, 1-5", "8:00 AM–12:00 PM, 1:00 PM–5:00 PM", "8 h"),
        ("8-12 & 1-5:30", "8:00 AM–12:00 PM, 1:00 PM–5:30 PM", "8 h 30 min"),
        ("8 to 5", "8:00 AM–5:00 PM", "9 h"),
        ("8am until noon", "8:00 AM–12:00 PM", "4 h"),
        ("13-13:20", "1:00 PM–1:20 PM", "20 min"),
        ("closed", "", ""),
        (" Closed ", "", ""),
        ("–", "", ""),
        ("", "", ""),
    ],
)
def test_a_day_is_read_as_people_write_it(text, words, length):
    reading = read_day(text)
    assert (reading.words, reading.length, reading.problem) == (words, length, "")


def test_a_day_is_read_back_in_few_letters():
    assert read_day("8-12, 1-5:30").brief == "8 AM–12 PM, 1 PM–5:30 PM"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("8-", "Type 8-5, or 8-12, 1-5."),
        ("25-30", "Type 8-5, or 8-12, 1-5."),
        ("Mon 8-5", "Type 8-5, or 8-12, 1-5."),
        ("5pm-8am", "It ends before it starts."),
        ("8-5, 4-6", "These hours overlap."),
    ],
)
def test_a_day_that_cannot_be_read_says_why_and_keeps_its_text(text, problem):
    assert read_day(text).problem == problem
    assert pairs_of(text) == [[text, ""]]
    assert text_of(pairs_of(text)) == text
    with pytest.raises(UserError):
        entry.read(HOURS, [pairs_of(text), *[[]] * 6])


@given(st.text(max_size=40))
def test_no_text_of_a_day_is_lost(text):
    pairs = pairs_of(text)
    again = text_of(pairs)
    assert pairs_of(again) == pairs
    if read_day(text).problem:
        assert again == text


def test_hours_go_from_the_text_to_the_record_and_back():
    week = [pairs_of(text) for text in ("8-5", "8-12, 1-5", "closed", "", "7:30-4", "", "")]
    value = entry.read(HOURS, week)
    assert str(value) == (
        "Mon 8:00 AM–5:00 PM; Tue 8:00 AM–12:00 PM, 1:00 PM–5:00 PM; Fri 7:30 AM–4:00 PM"
    )
    assert entry.write(HOURS, value) == week


def test_a_text_about_the_week_is_known():
    week = read_week("Mon-Thu 8-5; Fri 8-12")
    assert week is not None
    assert [text_of(pairs) for pairs in week] == [
        *["8:00 AM–5:00 PM"] * 4,
        "8:00 AM–12:00 PM",
        "",
        "",
    ]
    assert read_week("8-5") is None
    assert read_week("noon-5") is None


def test_a_day_is_copied_to_the_rest_of_the_week_or_of_its_end():
    assert [same_for(day) for day in range(7)] == [
        "Same for Tue–Fri",
        "Same for Wed–Fri",
        "Same for Thu–Fri",
        "Same for Fri",
        "Same for Sat–Sun",
        "Same for Sun",
        "",
    ]
    assert list(next_days(0)) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("oh", "OH"), ("Ohio", "OH"), ("Oh.", "OH"), ("N.Y.", "NY"), ("new  york", "NY")),
        *(("D.C.", "DC"), ("Ontario", "Ontario"), ("O", "O"), ("XX", "XX"), ("", "")),
    ],
)
def test_a_state_is_two_letters_whatever_was_typed(text, code):
    assert state_code(text) == code


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("9 Weir Street, Tamsin, OH 45701", ["9 Weir Street", "", "Tamsin", "OH", "45701"]),
        ("9 Weir Street, Tamsin, Ohio 45701", ["9 Weir Street", "", "Tamsin", "OH", "45701"]),
        (
            "9 Weir Street\r\nSuite 2\r\nTamsin, oh 457011234",
            ["9 Weir Street", "Suite 2", "Tamsin", "OH", "45701-1234"],
        ),
    ],
)
def test_a_whole_address_is_cut_into_its_parts(text, parts):
    found = spread(text)
    assert found is not None
    assert list(found.values()) == parts


@pytest.mark.parametrize("text", ["", "9 Weir Street", "Tamsin, OH", "9 Weir, Tamsin, QQ 45701"])
def test_part_of_an_address_is_left_where_it_is(text):
    assert spread(text) is None


def test_the_part_that_no_address_can_have_is_named():
    assert wrong_part({"state": "Ontario", "zip": "1"}) == "state"
    assert wrong_part({"state": "OH", "zip": "1"}) == "zip"
    assert wrong_part({"street": "9 Weir Street", "zip": "45701"}) == ""


@pytest.mark.parametrize(
    ("zip_code", "town"),
    [
        ("45701", ("Athens", "OH")),
        ("45701-1234", ("Athens", "OH")),
        ("457011234", ("Athens", "OH")),
        ("00000", None),
        ("4570", None),
        ("\uff14\uff15\uff17\uff10\uff11", None),
        ("", None),
    ],
)
def test_a_zip_names_its_town(zip_code, town):
    assert town_of(zip_code) == town
