"""Short codes on paper that lead back to a record, safe to read aloud and to type."""

from __future__ import annotations

import datetime as dt

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY"
"""Crockford's letters (no I, L, O or U) less Z: 31 is prime, so the check sees every slip."""
_DAY_ZERO = dt.date(2020, 1, 1)


def day_code(day: dt.date) -> str:
    """Return the code of a day's visit log, three characters until 2101."""
    number = (day - _DAY_ZERO).days
    code = ""
    while number or len(code) < 3:
        number, digit = divmod(number, len(ALPHABET))
        code = ALPHABET[digit] + code
    return code


def stop_code(day: dt.date, stop: int) -> str:
    """Return the code of one stop: ``2K8-15``; the last character checks the others."""
    stem = f"{day_code(day)}-{stop}"
    return stem + check_character(stem)


def check_character(stem: str) -> str:
    """Return the character that betrays one wrong or two swapped neighbours (weights modulo 31)."""
    digits = [ALPHABET.index(char) for char in stem if char != "-"]
    return ALPHABET[sum((place + 2) * digit for place, digit in enumerate(digits)) % len(ALPHABET)]


def referral_code(row_id: int) -> str:
    """Return how a referral is named where no patient may be: ``R-123``."""
    return f"R-{row_id}"
