"""Readers of values that somebody else may have written: the exact form, or a refusal."""

from __future__ import annotations

import base64
import unicodedata

from refdesk.vault.envelope import MalformedError

LONGEST_LABEL = 200  # characters


def fields(value: object, *names: str) -> dict[str, object]:
    """Return `value` as an object with exactly these names."""
    if not isinstance(value, dict) or set(value) != set(names):
        raise MalformedError
    return value


def number(value: object) -> int:
    """Return `value` as a whole number from 0."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise MalformedError
    return value


def flag(value: object) -> bool:
    """Return `value` as true or false."""
    if not isinstance(value, bool):
        raise MalformedError
    return value


def label(value: object) -> str:
    """Return `value` as the name of a clinic or a person."""
    if not isinstance(value, str) or not is_label(value):
        raise MalformedError
    return value


def is_label(text: str) -> bool:
    """Return whether `text` is 1 to 200 characters without control or half characters."""
    return 1 <= len(text) <= LONGEST_LABEL and not any(
        unicodedata.category(character) in {"Cc", "Cs"} for character in text
    )


def hexadecimal(value: object, size: int) -> str:
    """Return `value` as the small hexadecimal digits of `size` bytes."""
    if not isinstance(value, str) or len(value) != 2 * size or set(value) - set("0123456789abcdef"):
        raise MalformedError
    return value


def text_of(binary: bytes) -> str:
    """Return the text that `binary_of` reads."""
    return base64.b64encode(binary).decode("ascii")


def binary_of(value: object, size: int) -> bytes:
    """Return the `size` bytes that `value` spells in base64."""
    try:
        binary = base64.b64decode(str(value), validate=True)
    except ValueError as error:
        raise MalformedError from error
    if len(binary) != size or text_of(binary) != value:
        raise MalformedError
    return binary
