"""The gate every sheet passes: text made ready for print, or refused in words."""

from __future__ import annotations

import dataclasses
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from refdesk.documents.style import Face
from refdesk.documents.typesetting import covered
from refdesk.domain.errors import UserError
from refdesk.i18n import _

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


def printable(model: T, place: str = "", *, serif: bool = False) -> T:
    """Return the same sheet with every text composed, on single spaces and free of hidden signs.

    A sheet that sets words in `serif` can print only what those faces have too.

    Raises:
        UserError: a text holds a character that no font of ours has; an empty box or a wrong
            letter in a name must never leave the printer.
    """
    here: str = getattr(model, "place", place)
    known = _known(serif=serif)
    changes = {
        field.name: _ready(getattr(model, field.name), here, known)
        for field in dataclasses.fields(model)
    }
    return dataclasses.replace(model, **changes)


def _ready(value: object, place: str, known: frozenset[int]) -> object:
    if isinstance(value, str):
        return _checked(value, place, known)
    if isinstance(value, tuple):
        return tuple(_ready(item, place, known) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return printable(value, place, serif=known is _known(serif=True))
    return value


def _checked(text: str, place: str, known: frozenset[int]) -> str:
    lines = (_tidy(line, known) for line in text.splitlines())
    tidy = "\n".join(line for line in lines if line)
    missing = [char for char in dict.fromkeys(tidy) if ord(char) not in known and char != "\n"]
    if missing:
        message = _("The sheet cannot print {signs} ({place}): its fonts have Latin, Greek and Cyrillic letters. Write this in Latin letters; nothing was printed.")  # fmt: skip  # noqa: E501
        raise UserError(message.format(signs=" ".join(missing[:8]), place=place))
    return tidy


def _tidy(line: str, known: frozenset[int]) -> str:
    kept = (char for char in line if char == "\t" or unicodedata.category(char) not in {"Cc", "Cf"})
    # Not split(): a no-break space is a choice of the writer.
    words = unicodedata.normalize("NFC", "".join(kept).replace("\t", " ")).split(" ")
    composed = " ".join(word for word in words if word)
    return "".join(char if ord(char) in known else _apart(char, known) for char in composed)


def _apart(char: str, known: frozenset[int]) -> str:
    """Return the letter and its accents apart where only these are known."""
    parts = unicodedata.normalize("NFD", char)
    return parts if all(ord(part) in known for part in parts) else char


@cache
def _known(*, serif: bool) -> frozenset[int]:
    faces = (Face.REGULAR, Face.SERIF) if serif else (Face.REGULAR,)
    return frozenset.intersection(*map(covered, faces))
