"""The text of a cell of a workbook: what its number format makes of the number that is kept."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import partial

Shown = Callable[[float], str]
"""Makes text of a number."""

_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001  a workbook knows no time zone
_SINCE_1904 = 1462
_DAYS = 2_958_466
"""The first day that a workbook cannot write: the year 10000."""
_BUILT_IN = {
    1: "0", 9: "0%", 10: "0.00%", 18: "h AM/PM", 19: "h AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "m/d/y h:mm", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss",
} | dict.fromkeys((14, 15, 16, 17, *range(27, 37), *range(50, 59)), "m/d/y")  # fmt: skip
_SPOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_MASK = re.compile(r"[0 ()./-]*0[0 ()./-]*")
_BRACKETS = re.compile(r"\[(?!(?:h+|m+|s+)\])[^\]]*\]", re.IGNORECASE)


def shown_by(code: str, built_in: int = 0, *, since_1904: bool = False) -> Shown | None:
    """Return what makes the text of a number of this format; None for a plain number."""
    code = (code or _BUILT_IN.get(built_in, "")).split(";")[0]
    code = _BRACKETS.sub("", code)
    bare = _SPOKEN.sub("", code).casefold()
    if bare.strip() in {"", "general", "@"}:
        return None
    if re.search(r"\[(h+|m+|s+)\]", bare):
        return _duration
    has_time = bool(re.search("[hs]", bare))
    has_date = bool(re.search("[yd]" if has_time else "[ymd]", bare))
    if has_date or has_time:
        return partial(_moment, has_date, has_time, _SINCE_1904 if since_1904 else 0)
    if "%" in bare:
        return _percent
    return _masked(_SPOKEN.sub(lambda said: said[1] or said[2] or "", code))


def plain(value: float) -> str:
    """Return a number as a person writes it: no exponent, no ``.0``, as exact as a workbook is."""
    if value == int(value):
        return str(int(value))
    text = f"{value:.15g}"
    if "e" in text:
        text = f"{value:.20f}".rstrip("0").rstrip(".")
    return text


def iso(text: str) -> str:
    """Return a date that a workbook keeps as text, as ``2026-11-24`` or ``2026-11-24 14:30``."""
    try:
        return _told(dt.datetime.fromisoformat(text).replace(tzinfo=None))
    except ValueError:
        return text


def _masked(mask: str) -> Shown | None:
    """Return what fills digits into ``00000`` or ``000-00-0000``."""
    digits = mask.count("0")
    if digits < 2 or not _MASK.fullmatch(mask) or re.search(r"\.0", mask):
        return None

    def filled(value: float) -> str:
        if value < 0 or value != int(value):
            return plain(value)
        found = str(int(value)).rjust(digits, "0")
        over, rest = found[: len(found) - digits], iter(found[len(found) - digits :])
        return over + "".join(next(rest) if letter == "0" else letter for letter in mask).strip()

    return filled


def _percent(value: float) -> str:
    return f"{plain(round(value * 100, 10))}%"


def _duration(value: float) -> str:
    minutes = round(abs(value) * 1440)
    return f"{'-' if value < 0 else ''}{minutes // 60}:{minutes % 60:02}"


def _moment(has_date: bool, has_time: bool, shift: int, value: float) -> str:  # noqa: FBT001
    seconds = round(value % 1 * 86_400) if has_time or value < 1 else 0
    days = int(value // 1) + (shift if has_date or value >= 1 else 0)
    if value < 0 or days >= _DAYS or (not value and not has_time):
        return plain(value)
    days += 1 if 0 < days < 60 else 0  # to a workbook, 1900 was a leap year
    moment = _EPOCH + dt.timedelta(days=days, seconds=seconds)
    return _told(moment, is_time=not days and bool(has_time or seconds), is_moment=has_time)


def _told(moment: dt.datetime, *, is_time: bool = False, is_moment: bool = True) -> str:
    clock = f"{moment:%H:%M}" if not moment.second else f"{moment:%H:%M:%S}"
    if is_time:
        return clock
    day = moment.date().isoformat()
    return (
        f"{day} {clock}" if is_moment and (moment.hour or moment.minute or moment.second) else day
    )
