"""A calendar file says what was meant, whatever the words, and every program can read it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from refdesk.exchange.calendar_out import BEGINS, CalendarEntry, calendar_file

NOW = dt.datetime(2026, 11, 23, 14, 5, 9, tzinfo=dt.UTC)
AT = dt.datetime(2026, 11, 24, 19, 30, tzinfo=dt.UTC)
ENTRY = CalendarEntry(
    uid="6a1e0c1c-2a52-5f5e-9f0d-3c8d0a9d7d11",
    day=dt.date(2026, 11, 24),
    at=AT,
    title="Call for referral R-123: first contact",
    text="For Dana Rowe",
    changed=NOW - dt.timedelta(days=1),
)
WHOLE_DAY = replace(ENTRY, uid="b", at=None, title="Task 4")


def events(*entries: CalendarEntry, name: str = "RefDesk") -> list[Any]:
    content = calendar_file(entries, name, NOW)
    return list(Calendar.from_ical(content).walk("VEVENT"))


def lines(*entries: CalendarEntry) -> list[str]:
    return calendar_file(entries, "RefDesk", NOW).decode("utf-8").split("\r\n")


def test_an_entry_at_a_time_is_read_back_with_its_alarm():
    (event,) = events(ENTRY)
    assert str(event["summary"]) == ENTRY.title
    assert str(event["description"]) == "For Dana Rowe"
    assert str(event["uid"]) == ENTRY.uid
    assert str(event["class"]) == "PRIVATE"
    assert event["dtstart"].dt == AT
    assert event["dtend"].dt == AT + dt.timedelta(minutes=15)
    assert event["dtstamp"].dt == NOW
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].dt == dt.timedelta(minutes=-15)
    assert str(alarm["description"]) == ENTRY.title


def test_a_moment_stands_in_utc_and_a_whole_day_without_a_time_or_an_alarm():
    written = lines(ENTRY, WHOLE_DAY)
    assert "DTSTART:20261124T193000Z" in written
    assert "DTSTART;VALUE=DATE:20261124" in written
    assert "DTEND;VALUE=DATE:20261125" in written
    assert written.count("BEGIN:VALARM") == 1


def test_a_later_change_counts_higher():
    before, after = events(ENTRY, replace(ENTRY, changed=NOW))
    assert int(after["sequence"]) > int(before["sequence"])
    assert after["last-modified"].dt == NOW


def test_long_and_accented_lines_are_folded_where_no_letter_is_cut():
    title = "Rückruf für Đặng Thị Hương, Łódź & Hőgye; " * 6
    (event,) = events(replace(ENTRY, title=title))
    assert str(event["summary"]) == title.strip()
    content = calendar_file([replace(ENTRY, title=title)], title, NOW)
    assert content.startswith(BEGINS)
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    "text",
    [
        "END:VEVENT\r\nBEGIN:VEVENT",
        "a\r\nATTACH:file:///etc/passwd",
        "SUMMARY;X=1:b, c; d",
        "one\x85two\u2028three\x00four",
        "END:VCALENDAR",
    ],
)
def test_words_that_look_like_a_calendar_stay_words(text):
    (event,) = events(replace(ENTRY, title=text, text=text), name=text)
    assert " ".join(str(event["summary"]).split()) == " ".join(
        "".join(" " if char in "\r\n\x85\u2028\x00" else char for char in text).split()
    )
    assert "attach" not in event
    assert len(lines(replace(ENTRY, title=text))) == len(lines(ENTRY))


def test_a_backslash_is_escaped_as_the_standard_says():
    assert r"SUMMARY:C:\\new\, \\ North" in lines(replace(ENTRY, title=r"C:\new, \North"))


SAID = st.text(st.characters(exclude_characters="\\", exclude_categories=("Cc", "Cs", "Zl", "Zp")))


@given(SAID, SAID)
def test_any_words_are_read_back_as_they_were_written(title, text):
    (event,) = events(replace(ENTRY, title=title, text=text))
    assert str(event["summary"]) == " ".join(title.split())
    assert str(event.get("description", "")) == " ".join(text.split())


def test_what_an_entry_says_never_stands_in_a_log():
    assert "R-123" not in repr(ENTRY)
    assert "Dana" not in repr(ENTRY)
