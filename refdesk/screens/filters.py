"""Filters in plain words: what can be asked of a field, how it is typed, how it reads."""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from refdesk.domain.dates import parse_date, show_date
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.kinds import (
    ADDRESS,
    CHOICE,
    CHOICES,
    DATE,
    DATETIME,
    DECIMAL,
    EMAIL,
    HOURS,
    INTEGER,
    MONEY,
    NOTE,
    REFERENCE,
    REFERENCES,
    TAGS,
    TEXT,
    TIME,
    YESNO,
)
from refdesk.domain.kinds.base import Kind
from refdesk.i18n import N_, _, plural
from refdesk.services.conditions import (
    LONGEST,
    NOW,
    OF_SEVERAL,
    Condition,
    Match,
    Value,
    day_of,
    today,
)

IS, IS_NOT, FROM, TO = Match.IS, Match.IS_NOT, Match.FROM, Match.TO
CONTAINS, EMPTY, FILLED = Match.CONTAINS, Match.EMPTY, Match.FILLED
_TEXTS = (CONTAINS, IS, IS_NOT)
_ORDERED = (IS, IS_NOT, FROM, TO)
_HOWS: dict[Kind, tuple[Match, ...]] = {
    TEXT: _TEXTS,
    NOTE: (CONTAINS,),
    EMAIL: _TEXTS,
    INTEGER: _ORDERED,
    DECIMAL: _ORDERED,
    MONEY: _ORDERED,
    DATE: (FROM, TO, IS),
    DATETIME: (FROM, TO, IS),
    TIME: _ORDERED,
    ADDRESS: (IS,),
    HOURS: (),
}
_DAYS = frozenset({DATE, DATETIME})
_WORDS = {
    IS: N_("is"),
    IS_NOT: N_("is not"),
    FROM: N_("from"),
    TO: N_("to"),
    CONTAINS: N_("contains"),
    EMPTY: N_("is empty"),
    FILLED: N_("is filled in"),
}
_OF_SEVERAL = {IS: N_("has"), IS_NOT: N_("does not have")}
_OF_NUMBERS = {FROM: N_("is at least"), TO: N_("is at most")}
_NUMBERS = frozenset({INTEGER, DECIMAL, MONEY})
_MARKS = {"!": IS_NOT, ">": FROM, "<": TO}
_NEAR = {0: N_("today"), -1: N_("yesterday"), 1: N_("tomorrow")}


class Ask(enum.Enum):
    """What a condition needs beside its field and its how."""

    NOTHING = "nothing"
    TICKS = "ticks"
    TEXT = "text"
    DAY = "day"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Option:
    """One value that can be ticked."""

    value: Value
    label: str


def fields_offered(fields: Mapping[str, Field]) -> list[Field]:
    """Return the fields a list can be filtered by, those that the program keeps last."""
    known = [own for own in fields.values() if own.kind.says_something and hows(own)]
    return sorted(known, key=lambda own: own.program)


def hows(own: Field) -> tuple[Match, ...]:
    """Return the ways in which a field can be asked for."""
    if own.kind is YESNO:
        return (IS,)
    found = _HOWS.get(own.kind, (IS, IS_NOT))
    return found if own.required else (*found, FILLED, EMPTY)


def how_words(own: Field, match: Match) -> str:
    """Return the words between a field and the value, as they fit its kind."""
    if own.kind in OF_SEVERAL and match in _OF_SEVERAL:
        return _(_OF_SEVERAL[match])
    if own.kind in _NUMBERS and match in _OF_NUMBERS:
        return _(_OF_NUMBERS[match])
    if own.kind is ADDRESS and match is IS:
        return _("is in the town of")
    return _(_WORDS[match])


def asks(own: Field, match: Match) -> Ask:
    """Return what a condition still needs."""
    if match in {EMPTY, FILLED}:
        return Ask.NOTHING
    if own.kind in {CHOICE, CHOICES, YESNO}:
        return Ask.TICKS
    if own.kind in {REFERENCE, REFERENCES}:
        return Ask.RECORD
    return Ask.DAY if own.kind in _DAYS else Ask.TEXT


def options(own: Field) -> tuple[Option, ...]:
    """Return the values that can be ticked."""
    if own.kind is YESNO:
        return Option(value=True, label=_("yes")), Option(value=False, label=_("no"))
    return tuple(Option(choice.value, _(choice.label)) for choice in own.choices)


def hint(own: Field, match: Match) -> str:
    """Return what to type, as an example; empty where it needs none."""
    if own.kind in _DAYS:
        return _("Such as 11/24/2026, today, 30 days ago or in 2 weeks.")
    if own.kind is TAGS:
        return _("Several, parted by commas: any of them will do.")
    if own.kind in {TEXT, EMAIL} and match in {IS, IS_NOT}:
        return _("The whole text, written the same.")
    return ""


def condition(own: Field, match: Match, text: str) -> Condition:
    """Return the condition for a typed value.

    Raises:
        UserError: with one problem at the field.
    """
    typed = text.strip()
    if not typed:
        raise own.error(_("needs a value here."))
    return Condition(own.name, match, _values(own, match, typed))


def ticked(own: Field, match: Match, values: Iterable[Value]) -> Condition:
    """Return the condition for what was ticked.

    Raises:
        UserError: nothing was.
    """
    chosen = tuple(values)
    if not chosen:
        raise own.error(_("needs a choice here: tick one or more."))
    return Condition(own.name, match, chosen)


def typed_conditions(
    fields: Mapping[str, Field], typed: Mapping[str, str]
) -> tuple[Condition, ...]:
    """Return the conditions for typed values by field name; a name may end in ``!``, > or <.

    A reference is typed as its number, several choices with commas between. What names no field,
    or is no value of it, is left out.
    """
    found = []
    for written, text in typed.items():
        match = _MARKS.get(written[-1:], IS)
        own = fields.get(written if match is IS else written[:-1])
        if own is None:
            continue
        with suppress(UserError):
            if text.strip():
                found.append(condition(own, match, text))
            else:
                found.append(Condition(own.name, FILLED if match is IS_NOT else EMPTY))
    return tuple(found)


def _values(own: Field, match: Match, typed: str) -> tuple[Value, ...]:
    if len(typed) > LONGEST:
        raise own.error(_("is asked for with too long a text."))
    if own.kind in _DAYS:
        word, is_moment = typed.casefold(), own.kind is DATETIME and match in {FROM, TO}
        return (NOW if is_moment and word in {NOW, _("now")} else _day(own, typed),)
    if own.kind is CHOICE and "," in typed:
        with suppress(UserError):
            return (own.parse(typed).value,)  # a choice of the clinic may be called so
        pieces = (own.parse(piece) for piece in typed.split(",") if piece.strip())
        return tuple(dict.fromkeys(piece.value for piece in pieces))
    if match is CONTAINS or own.kind is ADDRESS:
        return (typed,)
    plain = own.to_plain(own.parse(typed))
    if isinstance(plain, list):
        return tuple(one for one in plain if isinstance(one, str | int))
    return (plain if isinstance(plain, str | int) else str(plain),)


_AGO = re.compile(r"(?:last )?(?P<count>[0-9]{1,3}) (?P<unit>day|week|month|year)s?(?P<ago> ago)?")
_AHEAD = re.compile(r"(?:in|next) (?P<count>[0-9]{1,3}) (?P<unit>day|week|month|year)s?")
_UNITS = {"day": 1, "week": 7, "month": 30, "year": 365}


def _day(own: Field, typed: str) -> str:
    word = " ".join(typed.casefold().split())
    for days, near in _NEAR.items():
        if word in {near, _(near).casefold()}:
            return f"today{days:+d}" if days else "today"
    if re.fullmatch(r"[+-][0-9]{1,4}", word):
        return f"today{word}"
    if found := _AHEAD.fullmatch(word):
        return f"today+{int(found['count']) * _UNITS[found['unit']]}"
    found = _AGO.fullmatch(word)
    if found and (found["ago"] or word.startswith("last ")):
        return f"today-{int(found['count']) * _UNITS[found['unit']]}"
    try:
        return parse_date(typed).isoformat()
    except UserError as error:
        wrong = own.error(error.message)
    try:
        value = own.parse(typed)  # a day with its time, as a cell shows it
    except UserError:
        raise wrong from None
    day: dt.date = value.astimezone().date() if isinstance(value, dt.datetime) else value
    return day.isoformat()


def sentence(own: Field, one: Condition, titles: Mapping[int, str] | None = None) -> str:
    """Return a condition as a person says it: ``Tier is A or B``.

    Args:
        own: its field.
        one: the condition.
        titles: of the records it names, by id.
    """
    words = f"{_(own.label)} {how_words(own, one.match)}"
    if one.match in {EMPTY, FILLED}:
        return words
    texts = [value_text(own, value, one.match, titles or {}) for value in one.values]
    return f"{words} {_joined(texts)}"


def value_text(own: Field, value: Value, match: Match, titles: Mapping[int, str]) -> str:
    """Return one value of a condition as a person reads it."""
    if own.kind in _DAYS:
        return _day_text(str(value))
    if own.kind in {REFERENCE, REFERENCES}:
        return titles.get(int(value), f"#{value}")
    if match is CONTAINS:
        return f"“{value}”"
    if own.kind in {ADDRESS, TAGS}:
        return str(value)
    plain = [value] if own.kind is CHOICES else value
    try:
        return own.show(own.from_plain(plain)) or str(value)
    except (UserError, ValueError, TypeError, AttributeError):
        return str(value)  # a view that was written by another version


def typed_text(own: Field, one: Condition) -> str:
    """Return what a person would type for the values of a condition."""
    if one.match is CONTAINS:
        return str(one.values[0]) if one.values else ""
    return ", ".join(value_text(own, value, one.match, {}) for value in one.values)


def _day_text(kept: str) -> str:
    if kept == NOW:
        return _("now")
    day = day_of(kept, today())
    if day is None or not kept.startswith("today"):
        return show_date(day) if day else kept
    days = (day - today()).days
    if days in _NEAR:
        return _(_NEAR[days])
    count = abs(days)
    if days < 0:
        return plural("{count} day ago", "{count} days ago", count)
    return plural("in {count} day", "in {count} days", count)


def _joined(texts: list[str]) -> str:
    if len(texts) < 2:
        return "".join(texts)
    return _("{first} or {last}").format(first=", ".join(texts[:-1]), last=texts[-1])


__all__ = [
    "Ask",
    "Option",
    "asks",
    "condition",
    "fields_offered",
    "hint",
    "how_words",
    "hows",
    "options",
    "sentence",
    "ticked",
    "typed_conditions",
    "typed_text",
    "value_text",
]
