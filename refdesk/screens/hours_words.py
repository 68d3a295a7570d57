"""The hours of one day as a person types them, and what they are read as."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from refdesk.domain.dates import show_time
from refdesk.domain.errors import UserError
from refdesk.domain.hours import DAYS, Hours, Span
from refdesk.i18n import N_, _

Pairs = list[list[str]]
"""The spans of one day as an entry holds them: from and to, as typed."""
FULL_DAYS = (
    *(N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday")),
    *(N_("Friday"), N_("Saturday"), N_("Sunday")),
)
USUAL, USUAL_WORDS = "Mon-Fri 8-5", N_("Mon–Fri 8–5")
"""The week that most offices keep."""
_CLOSED = frozenset({"", "closed", "-", "–", "—", "none", "off"})
_WORDS = (
    (re.compile(r"\bnoon\b", re.IGNORECASE), "12:00 PM"),
    (re.compile(r"\s*(?:&|\+|;|\band\b)\s*", re.IGNORECASE), ", "),
    (re.compile(r"\s*(?:[—−]|\b(?:until|till)\b)\s*", re.IGNORECASE), "–"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a day's text means: its spans in words and their length, or what is wrong with it."""

    spans: tuple[Span, ...] = ()
    problem: str = ""

    @property
    def words(self) -> str:
        """Return ``8:00 AM–12:00 PM, 1:00 PM–5:00 PM``; nothing for a closed day."""
        return ", ".join(map(str, self.spans))

    @property
    def brief(self) -> str:
        """Return ``8 AM–12 PM, 1 PM–5:30 PM``."""
        return self.words.replace(":00 ", " ")

    @property
    def length(self) -> str:
        """Return how long it is open that day, such as ``8 h 30 min``."""
        minutes = sum(_minutes(span) for span in self.spans)
        hours, rest = divmod(minutes, 60)
        words = [_("{hours} h").format(hours=hours)] if hours else []
        if rest:
            words.append(_("{minutes} min").format(minutes=rest))
        return " ".join(words)


def read_day(text: str) -> Reading:
    """Return what the text of one day means."""
    plain = " ".join(text.split())
    if plain.casefold() in _CLOSED:
        return Reading()
    for pattern, instead in _WORDS:
        plain = pattern.sub(instead, plain)
    try:
        return Reading(Hours.parse(f"Mon {plain}").days[0])
    except UserError as error:
        # What is said of a whole field reads otherwise beside one of its days.
        known = {
            _("has hours that overlap."): _("These hours overlap."),
            _("has hours that end before they start."): _("It ends before it starts."),
        }
        return Reading(problem=known.get(error.message, _("Type 8-5, or 8-12, 1-5.")))


def read_week(text: str) -> list[Pairs] | None:
    """Return the days of a text about the whole week, as ``Mon-Thu 8-5; Fri 8-12``; else None."""
    if not re.match(r"\s*[A-Za-z]{3}", text):
        return None
    try:
        found = Hours.parse(text)
    except UserError:
        return None
    return [[_pair(span) for span in spans] for spans in found.days]


def pairs_of(text: str) -> Pairs:
    """Return the text of a day as its entry; what cannot be read stays as it was typed."""
    reading = read_day(text)
    return [[text, ""]] if reading.problem else [_pair(span) for span in reading.spans]


def text_of(pairs: Sequence[Sequence[str]]) -> str:
    """Return the text that a day's entry is edited as."""
    filled = [(start, end) for start, end in pairs if start.strip() or end.strip()]
    return ", ".join(f"{start}–{end}" if end.strip() else start for start, end in filled)


def next_days(day: int) -> range:
    """Return the days that "the same" is meant for: the rest of the week, or of its end."""
    return range(day + 1, 5) if day < 4 else range(day + 1, 7)


def same_for(day: int) -> str:
    """Return the words for copying a day to the next ones; nothing after Sunday."""
    days = next_days(day)
    if not days:
        return ""
    first, last = _(DAYS[days[0]]), _(DAYS[days[-1]])
    named = first if len(days) == 1 else f"{first}–{last}"
    return _("Same for {days}").format(days=named)


def _pair(span: Span) -> list[str]:
    return [show_time(span.start), show_time(span.end)]


def _minutes(span: Span) -> int:
    return (span.end.hour - span.start.hour) * 60 + span.end.minute - span.start.minute
