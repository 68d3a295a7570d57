"""Opening hours, as they stand on an office's door."""

from __future__ import annotations

import datetime as dt

import pytest

from refdesk.domain.errors import UserError
from refdesk.domain.hours import Hours, Span
from tests.domain.samples import field_of, refusal

HOW = "are not hours. Type them as Mon-Thu 8:00 AM-5:00 PM; Fri 8-12."


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Mon–Thu 8:00 AM–5:00 PM; Fri 8:00 AM–12:00 PM", None),
        ("Mon-Fri 8-5", "Mon–Fri 8:00 AM–5:00 PM"),
        ("MONDAY - friday: 8 - 5", "Mon–Fri 8:00 AM–5:00 PM"),
        ("Mon-Fri 8-12, 1-5", "Mon–Fri 8:00 AM–12:00 PM, 1:00 PM–5:00 PM"),
        ("Mon 8-12, 1-5, 7-9", "Mon 8:00 AM–12:00 PM, 1:00 PM–5:00 PM, 7:00 PM–9:00 PM"),
        ("Mon 13:00-17:00, 08:00-12:00", "Mon 8:00 AM–12:00 PM, 1:00 PM–5:00 PM"),
        ("Wed 1-5", "Wed 1:00 PM–5:00 PM"),
        ("Wed 4-6", "Wed 4:00 PM–6:00 PM"),
        ("Wed 1-5 PM", "Wed 1:00 PM–5:00 PM"),
        ("Wed 1-5 AM", "Wed 1:00 AM–5:00 AM"),
        ("Wed 01:00-05:00", "Wed 1:00 AM–5:00 AM"),
        ("Wed 5-1", "Wed 5:00 AM–1:00 PM"),
        ("Mon-Fri 12-1", "Mon–Fri 12:00 PM–1:00 PM"),
        ("Mon 10 to 2", "Mon 10:00 AM–2:00 PM"),
        ("Mon 8:30am to 5pm", "Mon 8:30 AM–5:00 PM"),
        ("Fri-Mon 9-12", "Mon 9:00 AM–12:00 PM; Fri–Sun 9:00 AM–12:00 PM"),
        ("Mon-Fri 8-5; Wed closed", "Mon–Tue 8:00 AM–5:00 PM; Thu–Fri 8:00 AM–5:00 PM"),
        ("Mon-Fri 8-5\nFri 8-12", "Mon–Thu 8:00 AM–5:00 PM; Fri 8:00 AM–12:00 PM"),
        ("Sun 12 AM-11:59 PM", "Sun 12:00 AM–11:59 PM"),
        ("Mon closed", ""),
    ],
)
def test_hours_are_read_as_people_say_them(typed: str, shown: str | None):
    hours = Hours.parse(typed)
    assert str(hours) == (typed if shown is None else shown)
    assert Hours.from_plain(hours.to_plain()) == hours  # type: ignore[arg-type]
    assert Hours.parse(str(hours)) == hours


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("weekdays", HOW),
        ("8-5", HOW),
        ("Mon", HOW),
        ("Mon 8", HOW),
        ("Mon 8-5-6", HOW),
        ("Mon -", "is not a time. Type it as 9:20 AM."),
        ("Mon 8-26", "is not a time. Type it as 9:20 AM."),
        ("Xyz 8-5", "names a day that is not one: use Mon, Tue, Wed ..."),
        ("Mon-Xyz 8-5", "names a day that is not one: use Mon, Tue, Wed ..."),
        ("Mon 8-12, 11-5", "has hours that overlap."),
        ("Mon 8-5, 12-1", "has hours that overlap."),
        ("Mon 10 PM-2 AM", "has hours that end before they start."),
        ("Mon 13-1", "has hours that end before they start."),
        ("Mon 12-12", "has hours that end before they start."),
    ],
)
def test_what_are_no_hours_is_refused(typed: str, sentence: str):
    assert refusal(field_of("hours").parse, typed) == f"Answer {sentence}"


def test_hours_too_long_to_be_meant_are_refused_whole_and_never_cut_off():
    typed = "; ".join(["Mon-Fri 8-5"] * 200)
    expected = "Answer is too long: 2,598 characters, at most 2,000 fit."
    assert refusal(field_of("hours").parse, typed) == expected


def test_a_day_asks_for_the_spans_of_its_weekday():
    hours = Hours.parse("Tue 8-12")
    assert hours.on(dt.date(2026, 11, 24)) == (Span(dt.time(8), dt.time(12)),)
    assert hours.on(dt.date(2026, 11, 25)) == ()
    assert bool(hours)
    assert not Hours()


def test_a_week_has_seven_days():
    with pytest.raises(UserError, match="needs seven days"):
        Hours(((),) * 6)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Mon 8-12; Mon 1-5", "Mon 8:00 AM–12:00 PM, 1:00 PM–5:00 PM"),
        ("Mon-Tue 8-5; Tue 8-12", "Mon 8:00 AM–5:00 PM; Tue 8:00 AM–12:00 PM"),
        ("Mon-Tue 8-5; Tue closed", "Mon 8:00 AM–5:00 PM"),
    ],
)
def test_a_day_said_twice_is_both_when_they_are_apart_else_the_later(typed, shown):
    assert str(Hours.parse(typed)) == shown
