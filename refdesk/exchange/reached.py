"""Phones and emails as lists write them: several in a cell, with words beside them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.phone import Phone
from refdesk.i18n import N_, _

Say = Callable[[str], None]
DECIMAL = N_("a decimal point was dropped.")
SHORT_FORM = N_("a number in a spreadsheet's short form was written out.")
WORDS = N_("words beside the number were dropped.")
ALONE = N_("words beside the address were dropped.")
MORE_NUMBERS = N_("a further number was left out.")
MORE_ADDRESSES = N_("a further address was left out.")

_DECIMAL = re.compile(r"[0-9]{10,15}\.0+")
_SHORT_FORM = re.compile(r"[0-9]\.[0-9]+[eE]\+?[0-9]+")
_KINDS = "tel|telephone|phone|ph|fax|cell|mobile|home|work|office|direct|main|pager|voicemail|call"
_BEFORE = re.compile(rf"(?i)^(?:{_KINDS}|p|f|c|h|w|o|m)\b\s*(?:no|number|#)?\s*[.:#-]*\s*")
_AFTER = re.compile(rf"(?i)\s*[(\[-]?\s*(?:{_KINDS}|p|f|c|h|w|o|m)\s*[)\]]?\.?$")
_BETWEEN = re.compile(r"(?i)\s*(?:[/;|\n,&]|\bor\b|\band\b)\s*")
_SIGN = r"[^\s@<>,;:\"'()\[\]|/"
_EMAIL = re.compile(rf"{_SIGN}]+@{_SIGN}.]+(?:\.{_SIGN}.]+)+")
_MOST_DIGITS = 17
"""Of one number with its extension."""
_CELL = 500
"""Characters of a cell that are looked through."""


class Numbers(NamedTuple):
    """The numbers of one cell, and whether there were more."""

    first: Phone
    second: Phone | None = None
    more: bool = False


def read_phones(own: Field, text: str, say: Say) -> Numbers:
    """Return the one or two numbers of a cell.

    Raises:
        UserError: it holds none.
    """
    if _DECIMAL.fullmatch(text):
        say(DECIMAL)
    elif _SHORT_FORM.fullmatch(text):
        say(SHORT_FORM)
    whole = _one(own, text, say)
    if isinstance(whole, Phone):
        return Numbers(whole)
    pieces = [piece for piece in _BETWEEN.split(text[:_CELL]) if piece.strip()]
    read = [_one(own, piece, say) for piece in pieces]
    numbers = list(dict.fromkeys(one for one in read if isinstance(one, Phone)))
    if not numbers:
        raise whole
    second = numbers[1] if len(numbers) > 1 else None
    return Numbers(numbers[0], second, more=len(numbers) > 2 or len(numbers) < len(read))


def _one(own: Field, text: str, say: Say) -> Phone | UserError:
    """Return the number that a text is, also with a word beside it."""
    bare = text
    if text[-1:].isalpha() or text[-1:] in ".)]" or text[:1].isalpha():
        bare = _AFTER.sub("", _BEFORE.sub("", text, count=1), count=1).strip() or text
    if sum(char.isdigit() for char in bare) > _MOST_DIGITS:
        return own.error(_("holds more than one number."))
    try:
        number: Phone = own.parse(bare)
    except UserError as error:
        return error
    if bare != text:
        say(WORDS)
    return number


def read_email(own: Field, text: str, say: Say) -> tuple[str, bool]:
    """Return the first address of a cell, and whether there were more.

    Raises:
        UserError: it holds none.
    """
    found = _EMAIL.findall(text[:_CELL])
    if not found or found == [text]:
        return own.parse(text), False
    addresses = list(dict.fromkeys(own.parse(one.rstrip(".")) for one in found))
    say(ALONE)
    return addresses[0], len(addresses) > 1
