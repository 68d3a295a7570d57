"""Reminders as an iCalendar file (RFC 5545), which every calendar program takes in."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Event

BEGINS = b"BEGIN:VCALENDAR"
MAKER = "-//RefDesk//RefDesk//EN"
BEFORE = dt.timedelta(minutes=15)
"""So long before its time an entry is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One entry of a calendar; `at` is its moment, None for a whole day.

    `uid` stays the same for the same thing, so that a calendar knows it again; `changed` tells
    whether it is newer there.
    """

    uid: str
    day: dt.date
    at: dt.datetime | None = None
    minutes: int = 15
    title: str = field(repr=False)
    text: str = field(default="", repr=False)
    changed: dt.datetime


def calendar_file(entries: Sequence[CalendarEntry], name: str, now: dt.datetime) -> bytes:
    """Return entries as the content of a file; moments stand in it in UTC.

    Args:
        entries: in any order.
        name: what a calendar made of the file is called.
        now: when it is written.
    """
    from icalendar import Calendar  # noqa: PLC0415  seldom, and it takes 50 ms

    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _one_line(name))
    for entry in entries:
        calendar.add_component(_event(entry, now))
    content: bytes = calendar.to_ical()
    return content


def _event(entry: CalendarEntry, now: dt.datetime) -> Event:
    from icalendar import Alarm, Event  # noqa: PLC0415  see above

    event, title = Event(), _one_line(entry.title)
    event.add("uid", entry.uid)
    event.add("dtstamp", now.astimezone(dt.UTC).replace(microsecond=0))
    event.add("last-modified", entry.changed.astimezone(dt.UTC).replace(microsecond=0))
    event.add("sequence", int(entry.changed.timestamp()) // 60)  # later changes count higher
    event.add("summary", title)
    if entry.text:
        event.add("description", "\n".join(map(_one_line, entry.text.splitlines())))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")  # a reminder takes nobody's time
    if entry.at is None:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + dt.timedelta(days=1))
        return event
    begins = entry.at.astimezone(dt.UTC).replace(microsecond=0)
    event.add("dtstart", begins)
    event.add("dtend", begins + dt.timedelta(minutes=entry.minutes))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -BEFORE)
    event.add_component(alarm)
    return event


def _one_line(text: str) -> str:
    """Return `text` on one line, without signs that no calendar shows.

    The library takes a backslash before a capital N for the end of a line.
    """
    spaced = "".join(" " if unicodedata.category(char) in _HIDDEN else char for char in text)
    return " ".join(spaced.split()).replace("\\N", "\\ N")


_HIDDEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
