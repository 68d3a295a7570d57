"""What panels say in few words: initials, days, and nothing of a person in a repr."""

from __future__ import annotations

import datetime as dt

import pytest

from refdesk.screens.day_words import days_left, due_day, short_date, weekday_date
from refdesk.screens.panels import Content, Deed, Face, Fact, Line

TODAY = dt.date(2026, 11, 17)


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Tess Moray", "TM"),
        ("Moray, Tess", "TM"),
        ("José María de los Ángeles Núñez", "JN"),
        ("Åse", "Å"),
        ("Dr. 3", "D"),
        ("", ""),
    ],
)
def test_a_person_without_a_picture_has_initials(name, initials):
    assert Face(name, "").initials == initials


def test_a_day_is_said_with_its_weekday_and_with_its_year_where_that_is_another():
    assert weekday_date(dt.date(2026, 11, 4), TODAY) == "Wed, Nov 4"
    assert short_date(dt.date(2027, 1, 4), TODAY) == "Jan 4, 2027"


@pytest.mark.parametrize(
    ("ahead", "said"), [(44, "44 days left"), (1, "1 day left"), (0, "last day"), (-1, "ended")]
)
def test_how_long_something_is_valid_is_said_in_words(ahead, said):
    assert days_left(TODAY + dt.timedelta(days=ahead), TODAY) == said


def test_what_is_due_today_is_not_late():
    assert [due_day(TODAY - dt.timedelta(days=late), TODAY)[0] for late in (0, 2)] == [
        "today",
        "2 d late",
    ]


def test_no_content_of_a_panel_stands_in_its_repr():
    secret = "Zwiebelturm"
    line = Line("Nov 4", secret, deed=Deed("open", secret))
    content = Content((Fact("Phone", secret),), (line,), title=secret, face=Face(secret, secret))
    assert secret not in repr(content)
