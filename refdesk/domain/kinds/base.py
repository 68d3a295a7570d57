"""What every kind of field can do."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any, ClassVar, Protocol

Plain = str | int | bool | list[Any] | dict[str, Any] | None
"""A value as the database, a change image and custom JSON hold it."""


class Kept(enum.Enum):
    """How a plain value lies in the database."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    JSON = "json"
    PARTS = "parts"
    LINKS = "links"


class Choice(Protocol):
    """One of a field's allowed values: its stored code and its label."""

    @property
    def value(self) -> str:
        """The stored code."""

    @property
    def label(self) -> str:
        """The words a person reads."""


class Spec(Protocol):
    """What a kind needs to know of the field whose value it handles."""

    @property
    def limit(self) -> int:
        """Longest text, in characters."""

    @property
    def places(self) -> int:
        """Digits after the decimal point."""

    @property
    def codes(self) -> Mapping[str, Choice]:
        """Allowed values by their stored code."""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Allowed values, in order."""


class Kind:
    """One kind of field. A sentence of `check` or `parse` reads on after the field's label."""

    name: ClassVar[str]
    kept: ClassVar[Kept] = Kept.TEXT
    value_type: ClassVar[type]
    empty: ClassVar[Any] = None
    longest: ClassVar[int] = 200
    """Longest text that is read as one value, so that no paste keeps the window waiting."""
    says_something: ClassVar[bool] = True
    """Whether a person can read the value; what they cannot is no column and is not listed."""

    def to_plain(self, value: Any) -> Plain:
        """Return `value` as it is stored."""
        plain: Plain = value
        return plain

    def from_plain(self, plain: Any, spec: Spec) -> Any:
        """Return the value that `plain` stands for."""
        return plain

    def parse(self, text: str, spec: Spec) -> Any:
        """Read a value from what a person typed or a file holds.

        Raises:
            UserError: the text is not such a value; the sentence says what to type.
        """
        raise NotImplementedError

    def show(self, value: Any, spec: Spec) -> str:
        """Return `value` for a person, on screen, paper and in CSV."""
        return str(value)

    def check(self, value: Any, spec: Spec) -> str | None:
        """Return what is wrong with `value`, or None."""
        from refdesk.i18n import _  # noqa: PLC0415  the base stays free of texts

        return None if isinstance(value, self.value_type) else _("is not of its kind.")

    def found_by(self, value: Any, spec: Spec) -> str:
        """Return the text under which the value is found."""
        return self.show(value, spec)

    def is_empty(self, value: Any) -> bool:
        """Tell whether `value` counts as not filled in."""
        return bool(value is None or value == self.empty)

    def example(self, spec: Spec, number: int) -> Any:
        """Return the `number`-th of many valid values, for tests and samples."""
        raise NotImplementedError


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make `kind` known by its name, for custom fields, and return it."""
    KINDS[kind.name] = kind
    return kind
