"""One choice, several choices, and yes or no."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from refdesk.domain.errors import UserError
from refdesk.domain.kinds.base import Choice, Kept, Kind, Spec, register
from refdesk.domain.text import fold
from refdesk.i18n import _


class OneChoice(Kind):
    """One of a list of values."""

    name = "choice"
    value_type = object
    longest = 4_000

    def to_plain(self, value: Any) -> str | None:
        """Return the choice's code."""
        return None if value is None else str(value.value)

    def from_plain(self, plain: str | None, spec: Spec) -> Choice | None:
        """Return the choice with that code; None for one that this version does not know."""
        return None if plain is None else spec.codes.get(plain)

    def parse(self, text: str, spec: Spec) -> Choice:
        """Read a code or a label, whatever its case."""
        chosen = self.find(text, spec)
        if chosen is not None:
            return chosen
        names = ", ".join(_(choice.label) for choice in spec.choices)
        raise UserError(_("is not one of its choices: {choices}.").format(choices=names))

    def find(self, text: str, spec: Spec) -> Choice | None:
        """Return the choice that `text` names: to the letter, or else however it is written."""
        exact, wanted = text.strip(), fold(text)
        for choice in spec.choices:
            if exact in {choice.value, _(choice.label)}:
                return choice
        for choice in spec.choices if wanted else ():
            if wanted in {fold(choice.value), fold(_(choice.label))}:
                return choice
        return None

    def show(self, value: Any, spec: Spec) -> str:
        """Return the label."""
        return _(value.label)

    def check(self, value: object, spec: Spec) -> str | None:
        """Refuse a value that is not among the choices."""
        if value in spec.choices:
            return None
        names = ", ".join(_(choice.label) for choice in spec.choices)
        return _("is not one of its choices: {choices}.").format(choices=names)

    def example(self, spec: Spec, number: int) -> Choice:
        """Return one of the choices."""
        return spec.choices[number % len(spec.choices)]


class SeveralChoices(Kind):
    """Any of a list of values, in the list's order."""

    name = "choices"
    longest = 8_000
    kept = Kept.JSON
    value_type = tuple
    empty: ClassVar[tuple[Choice, ...]] = ()
    one = OneChoice()

    def to_plain(self, value: Any) -> list[str]:
        """Return the codes."""
        return [choice.value for choice in value or ()]

    def from_plain(self, plain: list[str] | None, spec: Spec) -> tuple[Choice, ...]:
        """Return the choices in the list's order."""
        return tuple(choice for choice in spec.choices if choice.value in (plain or ()))

    def parse(self, text: str, spec: Spec) -> tuple[Choice, ...]:
        """Read choices parted by commas or semicolons."""
        pieces = [piece for piece in re.split(r"[,;|]", text) if piece.strip()]
        chosen = [self.one.parse(piece, spec) for piece in pieces]
        return tuple(choice for choice in spec.choices if choice in chosen)

    def show(self, value: Any, spec: Spec) -> str:
        """Return the labels, parted by commas."""
        return ", ".join(self.one.show(choice, spec) for choice in value)

    def check(self, value: object, spec: Spec) -> str | None:
        """Refuse a value that is not among the choices."""
        if not isinstance(value, tuple):
            return super().check(value, spec)
        return next(filter(None, (self.one.check(choice, spec) for choice in value)), None)

    def example(self, spec: Spec, number: int) -> tuple[Choice, ...]:
        """Return a few of the choices."""
        return tuple(c for place, c in enumerate(spec.choices) if (number >> place) & 1)


class YesNo(Kind):
    """Yes or no."""

    name = "yes_no"
    kept = Kept.FLAG
    value_type = bool

    YES: ClassVar = frozenset({"yes", "y", "true", "1", "x", "on"})
    NO: ClassVar = frozenset({"no", "n", "false", "0", "off"})

    def parse(self, text: str, spec: Spec) -> bool:
        """Read yes or no in the usual forms."""
        word = text.strip().casefold()
        if word in self.YES | {_("yes").casefold()}:
            return True
        if word in self.NO | {_("no").casefold()}:
            return False
        raise UserError(_("is neither yes nor no."))

    def show(self, value: bool, spec: Spec) -> str:  # noqa: FBT001
        """Return yes or no."""
        return _("yes") if value else _("no")

    def example(self, spec: Spec, number: int) -> bool:
        """Return yes for odd numbers."""
        return bool(number % 2)


CHOICE = register(OneChoice())
CHOICES = register(SeveralChoices())
YESNO = register(YesNo())
