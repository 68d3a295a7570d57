"""Dates, birthdays, times of day and moments, as people and files write them."""

from __future__ import annotations

import datetime as dt
import locale

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refdesk.domain import dates
from refdesk.domain.dates import (
    MONTHS,
    PartialDate,
    parse_date,
    parse_time,
    show_date,
    show_time,
)
from refdesk.domain.errors import UserError
from refdesk.domain.referral import Referral
from tests.domain.samples import field_of, refusal, wide

THAT_DAY = dt.date(2026, 11, 24)
DATE = "is not a date. Type it as 11/24/2026."


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-24",
        "11/24/2026",
        "11-24-2026",
        "11.24.2026",
        " 11/24/26\n",
        "Nov 24, 2026",
        "Nov. 24 2026",
        "november 24, 2026",
        "24 Nov 2026",
        "24. November 2026",
        "2026-11-24T00:00",
        "2026-11-24 00:00:00",
    ],
)
def test_a_date_is_the_same_in_every_writing(typed: str):
    assert parse_date(typed) == THAT_DAY


def test_today_and_its_neighbours_are_words_too():
    today = dt.datetime.now(dt.UTC).astimezone().date()
    read = [(parse_date(word) - today).days for word in ("yesterday", " Today", "TOMORROW")]
    assert read in ([-1, 0, 1], [0, 1, 2])  # midnight may pass meanwhile
    assert refusal(parse_date, "next week") == DATE


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_is_known_short_in_full_and_with_sept(month: int):
    day = dt.date(2026, month, 5)
    full = dates._FULL_MONTHS[month]
    for name in (MONTHS[month - 1], full, full.upper(), full[:4]):
        assert parse_date(f"{name} 5, 2026") == day
    assert parse_date("Sept. 5, 2026") == dt.date(2026, 9, 5)


@pytest.mark.parametrize(
    "typed",
    [
        "24/11/2026",
        "13/13/2026",
        "2/29/2027",
        "2/30/2028",
        "0/1/2026",
        "Mayhem 5, 2026",
        "Foo 5, 2026",
        "11/24",
        "11/24/026",
        "2026-11-24 09:20",
        "November",
        "11/24/2026 ask",
        wide("11242026"),
    ],
)
def test_what_is_no_date_is_refused(typed: str):
    assert refusal(parse_date, typed) == DATE


@pytest.mark.parametrize("typed", ["0026-11-24", "11/24/0026", "12/31/1849", "1/1/2200"])
def test_a_date_no_clinic_means_is_refused(typed: str):
    assert refusal(parse_date, typed) == "is a date outside the years 1850 to 2199."


def test_a_leap_day_is_a_date_of_leap_years_and_a_birthday_of_any():
    assert parse_date("2/29/2028") == dt.date(2028, 2, 29)
    assert str(PartialDate.parse("2/29")) == "Feb 29"
    assert refusal(PartialDate.parse, "2/29/2027") == DATE


@given(st.integers(0, 99))
def test_a_year_of_two_digits_is_at_most_five_years_ahead(year: int):
    this_year = dt.datetime.now(dt.UTC).year
    read = parse_date(f"6/15/{year:02d}").year
    assert read % 100 == year
    assert this_year - 94 <= read <= this_year + 5


def test_a_birth_year_of_two_digits_lies_in_the_past(monkeypatch: pytest.MonkeyPatch):
    class Then(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Then:
            return cls(2026, 11, 24, tzinfo=tz)

    monkeypatch.setattr(dt, "datetime", Then)
    read = [parse_date(f"1/1/{year}").year for year in ("00", "31", "32", "74", "99")]
    assert read == [2000, 2031, 1932, 1974, 1999]


def test_months_are_english_in_every_locale_of_the_computer():
    before = locale.setlocale(locale.LC_TIME)
    try:
        for name in ("de_DE.UTF-8", "fr_FR.UTF-8", "ja_JP.UTF-8", "German", "C"):
            try:
                locale.setlocale(locale.LC_TIME, name)
            except locale.Error:
                continue
            assert show_date(dt.date(2026, 3, 4)) == "Mar 4, 2026"
            assert show_time(dt.time(14, 5)) == "2:05 PM"
            assert parse_date("Dec 4, 2026") == dt.date(2026, 12, 4)
    finally:
        locale.setlocale(locale.LC_TIME, before)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("9:20", "9:20 AM"),
        ("9:20 AM", "9:20 AM"),
        ("9.20 a.m.", "9:20 AM"),
        ("9am", "9:00 AM"),
        ("9 p", "9:00 PM"),
        ("14:05", "2:05 PM"),
        ("14:05:00", "2:05 PM"),
        ("12 am", "12:00 AM"),
        ("12:30 PM", "12:30 PM"),
        ("0:00", "12:00 AM"),
        ("9:20\u202fPM", "9:20 PM"),
    ],
)
def test_a_time_is_read_in_twelve_and_in_twenty_four_hours(typed: str, shown: str):
    assert show_time(parse_time(typed)) == shown


@pytest.mark.parametrize(
    "typed", ["9", "noon", "24:00", "9:60", "13 PM", "0 AM", "9:20:31", "-1:00"]
)
def test_what_is_no_time_is_refused(typed: str):
    assert refusal(parse_time, typed) == "is not a time. Type it as 9:20 AM."


@pytest.mark.parametrize(
    ("typed", "plain", "shown"),
    [
        ("11/24", "--11-24", "Nov 24"),
        ("11-24", "--11-24", "Nov 24"),
        ("--11-24", "--11-24", "Nov 24"),
        ("Nov 24", "--11-24", "Nov 24"),
        ("11/24/1974", "1974-11-24", "Nov 24, 1974"),
        ("Nov 24, 1974", "1974-11-24", "Nov 24, 1974"),
    ],
)
def test_a_birthday_may_lack_its_year(typed: str, plain: str, shown: str):
    birthday = PartialDate.parse(typed)
    assert (birthday.to_plain(), str(birthday)) == (plain, shown)
    assert PartialDate.from_plain(plain) == PartialDate.parse(shown) == birthday


@pytest.mark.parametrize("typed", ["2/30", "13/1", "0/5", "Mayhem 5", "Nov 31"])
def test_a_birthday_that_never_comes_is_refused(typed: str):
    expected = "is not a day of the year. Type it as 11/24."
    assert refusal(PartialDate.parse, typed) == expected


def test_a_year_no_calendar_has_is_refused():
    with pytest.raises(UserError):
        PartialDate(1, 1, 0)


# --- moments -------------------------------------------------------------------------------------


@pytest.mark.usefixtures("in_ohio")
@pytest.mark.parametrize(
    "typed",
    [
        "11/24/2026 9:20 AM",
        "11/24/26, 9:20am",
        "11/24/2026\u202f9:20\u202fAM",
        "Nov 24, 2026, 9:20 AM",
        "Nov 24, 2026 at 9:20 AM",
        "24 November 2026 09:20",
        "2026-11-24 9:20",
        "2026-11-24T9:20",
        "2026-11-24T09:20:00",
        "2026-11-24  09:20",
        "2026-11-24T14:20:00Z",
        "2026-11-24T15:20+01:00",
    ],
)
def test_a_moment_is_read_in_local_time_and_kept_in_utc(typed: str):
    field = field_of("datetime")
    value = field.parse(typed)
    assert field.to_plain(value) == "2026-11-24T14:20:00.000000Z"
    assert field.show(value) == "Nov 24, 2026, 9:20 AM"


def test_a_moment_said_in_another_time_zone_is_the_same_moment():
    field, zone = field_of("datetime"), dt.timezone(dt.timedelta(hours=-5))
    there = dt.datetime(2026, 11, 24, 9, 20, tzinfo=zone)
    assert field.to_plain(there) == "2026-11-24T14:20:00.000000Z"
    assert field.from_plain(field.to_plain(there)) == there


@pytest.mark.usefixtures("in_ohio")
def test_a_date_alone_is_its_midnight_in_summer_time_too():
    field = field_of("datetime")
    assert field.to_plain(field.parse("7/4/2026")) == "2026-07-04T04:00:00.000000Z"
    assert field.show(field.parse("July 4, 2026")) == "Jul 4, 2026, 12:00 AM"


@pytest.mark.usefixtures("in_ohio")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("11/24/2026 25:00", "is not a time. Type it as 9:20 AM."),
        ("11/24/2026 nine", "is not a time. Type it as 9:20 AM."),
        ("9:20 PMs", "is not a date with a time. Type it as 11/24/2026 9:20 AM."),
        ("0001-01-01", "is a date outside the years 1850 to 2199."),
        ("9999-12-31T23:59:59", "is a date outside the years 1850 to 2199."),
        ("2199-12-31T23:00", "is a date outside the years 1850 to 2199."),
    ],
)
def test_what_is_no_moment_is_refused(typed: str, sentence: str):
    assert refusal(field_of("datetime").parse, typed) == f"Answer {sentence}"


@given(st.lists(st.datetimes(timezones=st.just(dt.UTC)), min_size=2))
def test_the_order_of_kept_moments_is_the_order_of_time(moments: list[dt.datetime]):
    sound = [moment.replace(year=1850 + moment.year % 350, day=1) for moment in moments]
    kept = [str(field_of("datetime").to_plain(moment)) for moment in sorted(sound)]
    assert kept == sorted(kept)


def test_on_the_phone_now_and_a_mere_time_mean_today():
    received = Referral.fields["received"]
    now = dt.datetime.now(dt.UTC)
    assert abs(received.parse("now") - now) < dt.timedelta(minutes=1)
    today = received.parse("9:15 AM").astimezone()
    assert (today.hour, today.minute) == (9, 15)
    assert abs(today.date() - now.astimezone().date()) <= dt.timedelta(days=1)
