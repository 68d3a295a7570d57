"""Opening hours per weekday."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import pairwise

from refdesk.domain.dates import parse_time, show_time
from refdesk.domain.errors import UserError
from refdesk.i18n import _

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` to `end` on one day; `end` is later."""

    start: dt.time
    end: dt.time

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise UserError(_("has hours that end before they start."))

    def __str__(self) -> str:
        return f"{show_time(self.start)}–{show_time(self.end)}"


@dataclass(frozen=True, slots=True)
class Hours:
    """Seven days from Monday, each a tuple of spans in order; an empty day is closed."""

    days: tuple[tuple[Span, ...], ...] = ((),) * 7

    def __post_init__(self) -> None:
        if len(self.days) != 7:
            raise UserError(_("needs seven days."))
        for spans in self.days:
            if any(first.end > second.start for first, second in pairwise(spans)):
                raise UserError(_("has hours that overlap."))

    def __bool__(self) -> bool:
        return any(self.days)

    def on(self, day: dt.date) -> tuple[Span, ...]:
        """Return the spans of the weekday of `day`."""
        return self.days[day.weekday()]

    @classmethod
    def parse(cls, text: str) -> Hours:
        """Read ``Mon–Thu 8:00 AM–5:00 PM; Fri 8:00 AM–12:00 PM, 1:00 PM–3:00 PM``.

        Raises:
            UserError: a day or time is not one.
        """
        days: list[tuple[Span, ...]] = [()] * 7
        for part in filter(None, (piece.strip() for piece in re.split(r"[;\n]", text))):
            match = re.fullmatch(
                r"([A-Za-z]{3})[A-Za-z]*(?:\s*[–-]\s*([A-Za-z]{3})[A-Za-z]*)?\s*:?\s+(.+)",
                part,
            )
            if not match:
                raise UserError(_("are not hours. Type them as Mon-Thu 8:00 AM-5:00 PM; Fri 8-12."))
            first, last = _day(match[1]), _day(match[2] or match[1])
            spans = () if match[3].strip().lower() == "closed" else _spans(match[3])
            for day in (
                range(first, last + 1) if first <= last else (*range(first, 7), *range(last + 1))
            ):
                days[day] = _merged(days[day], spans)
        return cls(tuple(days))

    def to_plain(self) -> list[object]:
        """Return seven lists of [start, end] pairs in ``HH:MM``."""
        return [[[f"{s.start:%H:%M}", f"{s.end:%H:%M}"] for s in spans] for spans in self.days]

    @classmethod
    def from_plain(cls, plain: list[list[list[str]]]) -> Hours:
        """Read the stored form back."""
        return cls(
            tuple(
                tuple(Span(dt.time.fromisoformat(a), dt.time.fromisoformat(b)) for a, b in spans)
                for spans in plain
            )
        )

    def __str__(self) -> str:
        parts: list[str] = []
        day = 0
        while day < 7:
            last = day
            while last < 6 and self.days[last + 1] == self.days[day]:
                last += 1
            if self.days[day]:
                name = DAYS[day] if last == day else f"{DAYS[day]}–{DAYS[last]}"
                parts.append(f"{name} {', '.join(map(str, self.days[day]))}")
            day = last + 1
        return "; ".join(parts)


def _merged(before: tuple[Span, ...], after: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return both of "Mon 8-12; Mon 1-5"; the later of "Mon-Fri 8-5; Wed 8-12" or "Wed closed"."""
    both = tuple(sorted((*before, *after), key=lambda span: span.start))
    apart = all(first.end <= second.start for first, second in pairwise(both))
    return both if after and apart else after


def _day(name: str) -> int:
    try:
        return DAYS.index(name.capitalize())
    except ValueError:
        raise UserError(_("names a day that is not one: use Mon, Tue, Wed ...")) from None


def _spans(text: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    for piece in text.split(","):
        ends = re.split(r"\s*[–-]\s*|\s+to\s+", piece.strip())
        if len(ends) != 2:
            raise UserError(_("are not hours. Type them as Mon-Thu 8:00 AM-5:00 PM; Fri 8-12."))
        halves = [bool(re.search(r"[apAP]", end)) for end in ends]
        start, end = (parse_time(e if re.search(r"[:.apAP]", e) else f"{e}:00") for e in ends)
        # "8-12, 1-5" is said of one working day: what would run backwards is afternoon, and so is
        # a lunch "1-2", since no office opens before five. "01:00" is said of the whole day.
        early = dt.time(8) if spans and start < spans[-1].end else dt.time(5)
        said_whole = halves[0] or ends[0].startswith("0") or re.search(r"[aA]", ends[1])
        if not said_whole and start < early:
            start = _afternoon(start)
        if not halves[1] and end <= start:
            end = _afternoon(end)
        spans.append(Span(start, end))
    return tuple(sorted(spans, key=lambda span: span.start))


def _afternoon(time: dt.time) -> dt.time:
    return time.replace(hour=time.hour + 12) if time.hour < 12 else time
