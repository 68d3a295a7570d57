"""A day of visits in words: each stop on one line, and what it all comes to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from refdesk.domain.dates import parse_date, show_time
from refdesk.domain.practice import Office
from refdesk.i18n import N_, _, plural
from refdesk.services.drives import STAY
from refdesk.services.planning import PlannedDay

NOTHING = N_("No visit is planned for this day. Find a practice, Enter adds it.")
"""What an empty day says."""


@dataclass(frozen=True, slots=True)
class StopLine:
    """One stop for a row of the list, and what is told of it beside."""

    visit: int
    practice: int
    name: str
    number: int
    times: str
    drive: str
    address: str
    minutes: int
    office: int
    offices: tuple[tuple[int, str], ...]
    notes: tuple[str, ...]

    @property
    def words(self) -> str:
        """The stop on one line."""
        said = (str(self.number), self.times, self.name, self.drive, self.warning)
        return "   ".join(part for part in said if part)

    @property
    def warning(self) -> str:
        """What is to know before driving there, empty where nothing is."""
        return "; ".join(self.notes)


def day_of(text: str) -> dt.date:
    """Read a typed day.

    Raises:
        UserError: it is none.
    """
    return parse_date(text)


def stop_lines(day: PlannedDay | None) -> list[StopLine]:
    """Return the stops of a day from the first to the last."""
    if day is None:
        return []
    lines = []
    for place, stop in enumerate(day.stops):
        times, leg = day.at(place), day.legs[place]
        when = _clock(times.arrive, times.leave) if times else ""
        drive = (
            _("{minutes} min, {miles:.1f} mi").format(
                minutes=leg.shown_minutes, miles=leg.shown_miles
            )
            if stop.place
            else _("drive not known")
        )
        lines.append(
            StopLine(
                stop.visit.id,
                stop.practice.id,
                stop.practice.name,
                place + 1,
                when,
                drive,
                stop.office.address.one_line() if stop.office and stop.office.address else "",
                stop.visit.minutes or STAY,
                stop.office.id if stop.office else 0,
                tuple((office.id, _office_words(office)) for office in stop.offices),
                stop.notes,
            )
        )
    return lines


def totals(day: PlannedDay | None) -> list[str]:
    """Return what the day comes to, a sentence a line; nothing for an empty one."""
    if day is None:
        return []
    lines = [plural("{count} stop", "{count} stops", len(day.stops))]
    if day.times:
        words = _("Leave {leave}, back {back}")
        lines.append(words.format(leave=show_time(day.times.leave), back=show_time(day.times.back)))
    drive = sum(leg.shown_minutes for leg in day.legs)
    miles = sum(leg.shown_miles for leg in day.legs)
    lines.append(_("{minutes} min driving, {miles:.1f} mi").format(minutes=drive, miles=miles))
    stay = sum(stop.visit.minutes or STAY for stop in day.stops)
    lines.append(_("{minutes} min in offices").format(minutes=stay))
    return lines


def moved(ids: list[int], row: int, step: int) -> list[int]:
    """Return ids with one moved by `step` rows; the same where it cannot be."""
    to = row + step
    if not (0 <= row < len(ids) and 0 <= to < len(ids)):
        return ids
    changed = list(ids)
    changed.insert(to, changed.pop(row))
    return changed


def _office_words(office: Office) -> str:
    where = office.address.one_line() if office.address else ""
    return ", ".join(part for part in (office.name, where) if part) or _("Office without address")


def _clock(arrive: dt.time, leave: dt.time) -> str:
    """Return ``8:50–9:10 AM``; AM and PM once where both times have the same."""
    first, last = show_time(arrive), show_time(leave)
    if first[-3:] == last[-3:]:
        first = first[:-3]
    return f"{first}–{last}"
