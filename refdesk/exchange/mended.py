"""What a cell says, and what is known of its column while it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.record import Record
from refdesk.domain.text import fold
from refdesk.exchange.layout import Layout
from refdesk.exchange.sentences import about


@dataclass(slots=True)
class Mended:
    """What a cell says: a value, values of further fields, and what was done to get there.

    It is `plain` where there is nothing but the value; `left_out` is said where the further
    values find no place.
    """

    value: Any = None
    more: dict[str, Any] = field(default_factory=dict)
    left_out: str = ""
    repairs: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    error: UserError | None = None
    plain: bool = False


class Mending:
    """The column whose cells are read."""

    def __init__(
        self, of: type[Record], own: Field, part: str, target: str, layout: Layout
    ) -> None:
        self.of = of
        self.own = own
        self.part = part
        self.target = f"{target}.{part}" if part else target
        self.day_first = layout.day_first
        self.words = layout.values.get(self.target, {})

    def ours(self, text: str) -> str:
        """Return what a person said that a word of theirs means; another as it is."""
        return self.words.get(fold(text), text) if self.words else text

    def say(self, done: Mended) -> Callable[[str], None]:
        """Return what notes a repair of this column's field."""
        return lambda what: done.repairs.append(about(self.own, what))
