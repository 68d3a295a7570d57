"""The text of a cell of a workbook: what a person reads there, by its number format."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache

_SPOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_MASK = re.compile(r"[0 ()./-]*0[0 ()./-]*")
_BRACKETS = re.compile(r"\[(?!(?:h+|m+|s+)\])[^\]]*\]", re.IGNORECASE)
_ENDLESS = 1e300
_HALF_A_SECOND = dt.timedelta(microseconds=500_000)


def text_of(value: object, code: str) -> str:
    """Return the text of a value, as openpyxl gives it, of a cell with this number format."""
    if isinstance(value, str):
        return _written(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return _number(value, code)
    if isinstance(value, dt.timedelta):
        minutes = round(abs(value) / dt.timedelta(minutes=1))
        return f"{'-' if value < dt.timedelta() else ''}{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, dt.time):
        return "0" if not any((value.hour, value.minute)) and _is_day(code) else _clock(value)
    return _day(value, code) if isinstance(value, dt.date) else ""


def _written(text: str) -> str:
    """Return a text with its escapes undone and plain line breaks."""
    if "_x" in text:
        from openpyxl.utils.escape import unescape  # type: ignore[import-untyped]  # noqa: PLC0415

        text = unescape(text).replace("\0", "").encode(errors="ignore").decode()
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _number(value: float, code: str) -> str:
    if not abs(value) < _ENDLESS:
        return ""
    shown = _shown_by(code)
    return shown(value) if shown else _plain(value)


def _plain(value: float) -> str:
    """Return a number as a person writes it: no exponent, no ``.0``, as exact as a workbook is."""
    if value == int(value):
        return str(int(value))
    text = f"{value:.15g}"
    if "e" in text:
        text = f"{value:.20f}".rstrip("0").rstrip(".")
    return text


def _bare(code: str) -> str:
    """Return the letters and digits of a format for a number above nought, without its words."""
    return _SPOKEN.sub("", _BRACKETS.sub("", code.split(";", maxsplit=1)[0])).casefold()


@lru_cache(512)
def _is_day(code: str) -> bool:
    """Tell whether a format shows a day and no time."""
    bare = _bare(code)
    return bool(re.search("[ymd]", bare)) and not re.search("[hs]", bare)


@lru_cache(512)
def _shown_by(code: str) -> Callable[[float], str] | None:
    """Return what makes the text of a number of this format; None for a plain number."""
    if "%" in _bare(code):
        return lambda value: f"{_plain(round(value * 100, 10))}%"
    code = _BRACKETS.sub("", code.split(";", maxsplit=1)[0])
    return _masked(_SPOKEN.sub(lambda said: said[1] or said[2] or "", code))


def _masked(mask: str) -> Callable[[float], str] | None:
    """Return what fills digits into ``00000`` or ``000-00-0000``."""
    digits = mask.count("0")
    if digits < 2 or not _MASK.fullmatch(mask) or re.search(r"\.0", mask):
        return None

    def filled(value: float) -> str:
        if value < 0 or value != int(value):
            return _plain(value)
        found = str(int(value)).rjust(digits, "0")
        over, rest = found[: len(found) - digits], iter(found[len(found) - digits :])
        return over + "".join(next(rest) if letter == "0" else letter for letter in mask).strip()

    return filled


def _day(value: dt.date, code: str) -> str:
    if not isinstance(value, dt.datetime):
        return value.isoformat()
    if value.microsecond and value.year < 9999:
        value = (value + _HALF_A_SECOND).replace(microsecond=0)
    day, clock = value.date().isoformat(), _clock(value.time())
    return day if clock == "00:00" or _is_day(code) else f"{day} {clock}"


def _clock(value: dt.time) -> str:
    return f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"
