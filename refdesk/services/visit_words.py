"""What a sheet says of a partner's promises and in-days, in as few words as a margin holds."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from refdesk.documents.model import Fact
from refdesk.domain.dates import MONTHS, show_date
from refdesk.domain.greetings import spoken
from refdesk.domain.hours import DAYS, Hours
from refdesk.domain.person import Person, PersonRole
from refdesk.domain.promise import Promise
from refdesk.i18n import _

RECENTLY = 60
"""Days for which a kept promise is worth a word."""
MOST_PROMISES = 3
WORKING_DAYS = range(5)


def promised_at(promises: Iterable[Promise], date: dt.date) -> list[Fact]:
    """Return the open promises, soonest first; else the last one kept; else that nothing is."""
    known = list(promises)
    label = _("Promised")
    due = sorted(
        (promise for promise in known if promise.kept is None),
        key=lambda promise: (promise.due or dt.date.max, promise.id),
    )
    facts = [
        _open(promise, date, label if number == 0 else "")
        for number, promise in enumerate(due[:MOST_PROMISES])
    ]
    if len(due) > MOST_PROMISES:
        more = _("+{count} more").format(count=len(due) - MOST_PROMISES)
        facts.append(Fact(label="", text=more))
    if facts:
        return facts
    kept = max(known, key=lambda promise: (promise.kept or dt.date.min, promise.id), default=None)
    if kept and kept.kept and 0 <= (date - kept.kept).days <= RECENTLY:
        note = _("kept {date}").format(date=_short(kept.kept, date))
        return [Fact(label=label, text=kept.what, strong=True, note=note)]
    return [Fact(label=label, text=_("Nothing open"))]


def _open(promise: Promise, date: dt.date, label: str) -> Fact:
    due = promise.due
    note = _("due {date}").format(date=_short(due, date)) if due and due != date else ""
    flag = "" if due is None or due > date else _("today") if due == date else _("late")
    return Fact(label=label, text=promise.what, strong=True, note=note, flag=flag)


def _short(day: dt.date, date: dt.date) -> str:
    return f"{MONTHS[day.month - 1]} {day.day}" if day.year == date.year else show_date(day)


def when_in(people: Sequence[Person]) -> str:
    """Return on which days these people are in: ``Dr. Okafor Mon, Tue, Thu until 2``.

    Two who are called the same are told apart by their whole names.
    """
    days = [(person, person.in_days) for person in people if person.in_days]
    said = Counter(_called(person) for person, _hours in days)
    names = [_called(one) if said[_called(one)] == 1 else spoken(one.name) for one, _hours in days]
    return "; ".join(
        f"{name} {_days(hours)}" for name, (_one, hours) in zip(names, days, strict=True)
    )


def _called(person: Person) -> str:
    said = person.salutation.removeprefix("Dear ").rstrip(" ,:")
    if said:
        return said
    last = person.name.split(",")[0].split()[-1]
    if person.name.startswith("Dr. ") or person.role is PersonRole.PHYSICIAN:
        return f"Dr. {last}"
    return person.name


def _days(hours: Hours) -> str:
    spans = {at: (day[0].start, day[-1].end) for at, day in enumerate(hours.days) if day}
    counts = Counter(spans.values())
    start, end = max(counts, key=lambda span: (counts[span], span[1], span[0]))
    if set(spans.values()) == {(start, end)}:
        away = [DAYS[at] for at in WORKING_DAYS if at not in spans]
        if len(spans) == 5 - len(away) and len(away) < 2:
            return _("out {day}").format(day=away[0]) if away else _("daily")
    parts = []
    for at, (begins, ends) in spans.items():
        words = [DAYS[at]]
        if begins != start:
            words.append(_("from {time}").format(time=_hour(begins)))
        if ends != end:
            words.append(_("until {time}").format(time=_hour(ends)))
        parts.append(" ".join(words))
    return ", ".join(parts)


def _hour(time: dt.time) -> str:
    return f"{time.hour % 12 or 12}" + (f":{time:%M}" if time.minute else "")
