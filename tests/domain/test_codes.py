"""Short codes on the visit log: read aloud, typed in, and mistakes seen."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from refdesk.domain.codes import ALPHABET, check_character, day_code, stop_code

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2101, 1, 1))


def test_a_stop_is_named_by_its_day_its_number_and_a_check():
    assert day_code(dt.date(2020, 1, 1)) == "000"
    assert day_code(dt.date(2020, 2, 1)) == "010"
    code = stop_code(dt.date(2026, 11, 24), 1)
    assert code == f"2K8-1{check_character('2K8-1')}"
    assert len(day_code(dt.date(2101, 1, 1))) == 3


@given(DAYS, DAYS)
def test_two_days_have_two_codes_that_sort_as_the_days(one: dt.date, other: dt.date):
    assert (day_code(one) == day_code(other)) is (one == other)
    assert (day_code(one) < day_code(other)) is (one < other)
    assert set(day_code(one)) <= set(ALPHABET)


@given(DAYS, st.integers(1, 40), st.integers(0, 4), st.integers(1, 30))
def test_a_wrong_character_is_seen(day: dt.date, stop: int, place: int, shift: int):
    stem = f"{day_code(day)}-{stop}"
    place = place % len(stem) if stem[place % len(stem)] != "-" else 0
    wrong = ALPHABET[(ALPHABET.index(stem[place]) + shift) % len(ALPHABET)]
    mistyped = stem[:place] + wrong + stem[place + 1 :]
    assert check_character(mistyped) != check_character(stem)


@given(DAYS, st.integers(10, 98), st.sampled_from((0, 1, 4)))
def test_two_swapped_neighbours_are_seen(day: dt.date, stop: int, place: int):
    stem = f"{day_code(day)}-{stop}"
    one, other = stem[place], stem[place + 1]
    if one != other:
        swapped = stem[:place] + other + one + stem[place + 2 :]
        assert check_character(swapped) != check_character(stem)
