"""References to other records, and tags."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from refdesk.domain.errors import UserError
from refdesk.domain.kinds.base import Kept, Kind, Spec, register
from refdesk.domain.ref import Ref
from refdesk.domain.text import clean, fault
from refdesk.i18n import _

TAG_LENGTH = 40
MOST_TAGS = 50


class Reference(Kind):
    """The id of another record. Names are looked up by a service, which knows the records."""

    name = "reference"
    kept = Kept.NUMBER
    value_type = int

    def to_plain(self, value: int | None) -> int | None:
        """Return the bare id."""
        return None if value is None else int(value)

    def from_plain(self, plain: int | None, spec: Spec) -> Any:
        """Return the id as a reference."""
        return None if plain is None else Ref(plain)

    def parse(self, text: str, spec: Spec) -> Any:
        """Read an id."""
        digits = text.strip().removeprefix("#")
        if not re.fullmatch(r"[0-9]{1,15}", digits) or int(digits) == 0:
            raise UserError(_("is neither the number nor the exact name of a record."))
        return self.from_plain(int(digits), spec)

    def show(self, value: int, spec: Spec) -> str:
        """Return ``#12``; a service shows the name instead."""
        return f"#{int(value)}"

    def check(self, value: object, spec: Spec) -> str | None:
        """Refuse what is no id."""
        if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 2**53:
            return super().check(None, spec)
        return None

    def example(self, spec: Spec, number: int) -> Any:
        """Return a reference to the record of that id."""
        return self.from_plain(max(number, 1), spec)


class References(Kind):
    """The ids of several records of one kind, each once."""

    name = "references"
    longest = 10_000
    kept = Kept.LINKS
    value_type = tuple
    empty: ClassVar[tuple[int, ...]] = ()
    one = Reference()

    def to_plain(self, value: Any) -> list[int]:
        """Return the bare ids."""
        return [int(item) for item in value or ()]

    def from_plain(self, plain: list[int] | None, spec: Spec) -> tuple[Any, ...]:
        """Return the ids as references."""
        return tuple(self.one.from_plain(item, spec) for item in plain or ())

    def parse(self, text: str, spec: Spec) -> tuple[Any, ...]:
        """Read ids parted by commas or semicolons."""
        pieces = [piece for piece in re.split(r"[,;]", text) if piece.strip()]
        return tuple(dict.fromkeys(self.one.parse(piece, spec) for piece in pieces))

    def show(self, value: Any, spec: Spec) -> str:
        """Return ``#12, #15``."""
        return ", ".join(self.one.show(item, spec) for item in value)

    def check(self, value: object, spec: Spec) -> str | None:
        """Refuse what are no ids, or one twice."""
        if not isinstance(value, tuple):
            return super().check(value, spec)
        if len(set(value)) != len(value):
            return _("names the same record twice.")
        return next(filter(None, (self.one.check(item, spec) for item in value)), None)

    def example(self, spec: Spec, number: int) -> tuple[Any, ...]:
        """Return references to two records."""
        return tuple(
            self.one.from_plain(item, spec) for item in (max(number, 1), max(number, 1) + 1)
        )


class Tags(Kind):
    """Short words a clinic marks its records with, each once, in order."""

    name = "tags"
    longest = 4_000
    kept = Kept.LINKS
    value_type = tuple
    empty: ClassVar[tuple[str, ...]] = ()

    def to_plain(self, value: Any) -> list[str]:
        """Return the words."""
        return list(value or ())

    def from_plain(self, plain: list[str] | None, spec: Spec) -> tuple[str, ...]:
        """Return the words in order."""
        return tuple(sorted(plain or ()))

    def parse(self, text: str, spec: Spec) -> tuple[str, ...]:
        """Read words parted by commas or semicolons."""
        words = {clean(piece, lines=False) for piece in re.split(r"[,;]", text) if piece.strip()}
        value = tuple(sorted(words))
        wrong = self.check(value, spec)
        if wrong:
            raise UserError(wrong)
        return value

    def show(self, value: Any, spec: Spec) -> str:
        """Return the words, parted by commas."""
        return ", ".join(value)

    def check(self, value: object, spec: Spec) -> str | None:
        """Refuse what are no words in order, or too many."""
        if not isinstance(value, tuple) or not all(
            isinstance(word, str) and word for word in value
        ):
            return super().check(None, spec)
        if list(value) != sorted(set(value)):
            return _("are not in order.")
        if len(value) > MOST_TAGS:
            return _("are too many: at most {most} fit.").format(most=MOST_TAGS)
        if any(re.search(r"[,;]", word) for word in value):
            return _("hold a comma or a semicolon, which part tags.")
        return next(filter(None, (fault(w, TAG_LENGTH, lines=False) for w in value)), None)

    def example(self, spec: Spec, number: int) -> tuple[str, ...]:
        """Return two tags."""
        return tuple(sorted({f"tag{number % 7}", "newsletter"}))


REFERENCE = register(Reference())
REFERENCES = register(References())
TAGS = register(Tags())
