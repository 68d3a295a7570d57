"""Text on one line, and notes of many lines."""

from __future__ import annotations

import hashlib
import sys
from typing import ClassVar

from refdesk.domain.errors import UserError
from refdesk.domain.kinds.base import Kind, Spec, register
from refdesk.domain.text import clean, fault, with_plain_lines
from refdesk.i18n import _


class Text(Kind):
    """A line of text."""

    name = "text"
    value_type = str
    empty: ClassVar[str] = ""
    longest: ClassVar[int] = sys.maxsize  # the field's own limit decides
    lines: ClassVar[bool] = False

    def parse(self, text: str, spec: Spec) -> str:
        """Return the text, cleaned of surrounding space."""
        text = with_plain_lines(text).strip()
        wrong = fault(text, spec.limit, lines=True)  # before the costlier cleaning
        if not wrong:
            text = clean(text, lines=self.lines)
            wrong = fault(text, spec.limit, lines=self.lines)
        if wrong:
            raise UserError(wrong)
        return text

    def check(self, value: object, spec: Spec) -> str | None:
        """Refuse text that is too long or holds control characters or half characters."""
        if not isinstance(value, str):
            return super().check(value, spec)
        return fault(value, spec.limit, lines=self.lines)

    def example(self, spec: Spec, number: int) -> str:
        """Return a short text with an accent."""
        return _("Exámple {number}").format(number=number)[: spec.limit]


class Note(Text):
    """Text of many lines."""

    name = "note"
    lines = True


class Digest(Text):
    """The SHA-256 of bytes that the vault keeps, in hexadecimal; the program alone fills it in."""

    name = "digest"
    says_something: ClassVar[bool] = False

    def example(self, spec: Spec, number: int) -> str:
        """Return the digest of a few bytes; see `example_bytes`."""
        return hashlib.sha256(self.example_bytes(number)).hexdigest()

    @staticmethod
    def example_bytes(number: int) -> bytes:
        """Return what the `number`-th example is the digest of."""
        return b"kept %d" % number


TEXT = register(Text())
NOTE = register(Note())
DIGEST = Digest()
