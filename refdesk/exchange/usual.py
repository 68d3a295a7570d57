"""The forms that most cells have, read at once; the rest is looked at closely."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.kinds import ADDRESS, DATE, EMAIL, NOTE, NPI, PHONE, TEXT
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.record import Record
from refdesk.exchange.names import EASY, EASY_PATIENT

Usual = Callable[[str], Any]
_PHONE = re.compile(r"\(?[2-9][0-9]{2}\)?[-. ]?[0-9]{3}[-.]?[0-9]{4}")
_EMAIL = re.compile(r"[A-Za-z0-9._+-]{1,60}@[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_NPI = re.compile(r"[12][0-9]{9}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def usual_form(of: type[Record], own: Field, part: str) -> Usual | None:
    """Return what reads a cell of the usual form, and returns None for any other."""
    if part or own.target_kind:
        return _text(own) if own.kind is ADDRESS else None
    if own.kind in _PATTERNS:
        pattern = _PATTERNS[own.kind]
        return lambda text: _parsed(own, text) if pattern.fullmatch(text) else None
    if own.kind is EMAIL:
        return lambda text: text if len(text) <= own.limit and _EMAIL.fullmatch(text) else None
    if own.kind is TEXT and own.name == "name" and of in {Person, Patient}:
        easy = EASY if of is Person else EASY_PATIENT
        return lambda text: text if len(text) <= own.limit and easy.fullmatch(text) else None
    return _text(own) if own.kind in {TEXT, NOTE} else None


def _text(own: Field) -> Usual:
    return lambda text: text if _is_simple(text, own.limit) else None


_PATTERNS = {PHONE: _PHONE, NPI: _NPI, DATE: _DATE}


def _parsed(own: Field, text: str) -> Any:  # noqa: ANN401  by kind
    with suppress(UserError):
        return own.kind.parse(text, own)
    return None


def _is_simple(text: str, limit: int) -> bool:
    """Tell whether a text is kept as it is."""
    return (
        len(text) <= limit
        and text.isascii()
        and text.isprintable()
        and text[0].isalnum()
        and text[-1] != " "
        and "  " not in text
        and not text.isupper()
        and not (len(text) < 5 and text.casefold() in {"n/a", "null"})
    )
