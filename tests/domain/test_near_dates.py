"""Days as people type them, without their year or counted from today."""

from __future__ import annotations

import datetime as dt

import pytest

from refdesk.domain.near_dates import read_day, spelled_out

MONDAY = dt.date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("+3", dt.date(2026, 12, 3)),
        ("-1", dt.date(2026, 11, 29)),
        ("+2w", dt.date(2026, 12, 14)),
        ("+ 3", None),
        ("tue", dt.date(2026, 12, 1)),
        ("Monday", dt.date(2026, 12, 7)),
        ("tu", None),
        ("12/11", dt.date(2026, 12, 11)),
        ("1/4", dt.date(2027, 1, 4)),
        ("Feb 29", dt.date(2028, 2, 29)),
        ("2026-12-24", dt.date(2026, 12, 24)),
        ("Dec 24, 2026", dt.date(2026, 12, 24)),
        ("someday", None),
        ("+9999w", None),
        ("-9999w", None),
    ],
)
def test_a_day_near_today_is_read(text: str, day: dt.date | None):
    today = dt.date(2027, 6, 1) if text == "Feb 29" else MONDAY
    assert read_day(text, today) == day


def test_a_day_before_a_time_is_written_out_and_other_words_stay():
    assert spelled_out("tue 9:30", MONDAY) == "2026-12-01 9:30"
    assert spelled_out("12/11, 2 PM", MONDAY) == "2026-12-11 2 PM"
    assert spelled_out("soon", MONDAY) == "soon"
    assert spelled_out("", MONDAY) == ""
