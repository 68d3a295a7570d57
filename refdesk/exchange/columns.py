"""The columns of a table while its rows are read, and what is to be said of a row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from refdesk.domain.errors import Problem, UserError
from refdesk.domain.fields import Field
from refdesk.domain.record import Record
from refdesk.exchange.arrival import Asked, UnknownChoice
from refdesk.exchange.layout import Layout
from refdesk.exchange.mended import Mended
from refdesk.exchange.repair import Mender
from refdesk.exchange.targets import FieldsOf

ReadReference = Callable[[type[Record], Field, str], Any]
KEPT = 4_000
"""Cells whose reading a column remembers."""


@dataclass(slots=True)
class Said:
    """What is to be said of one row while it is read."""

    problems: list[Problem] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)

    def refuse(self) -> None:
        """Raise what was found wrong, if anything was."""
        if not self.problems:
            return
        message = " ".join(problem.message for problem in self.problems)
        if self.asked:
            raise UnknownChoice(message, tuple(self.problems), tuple(self.asked))
        raise UserError(message, tuple(self.problems))


@dataclass(frozen=True, slots=True)
class Ways:
    """What every node needs to know: the layout, the fields there are, the reader of names."""

    layout: Layout
    fields_of: FieldsOf
    read: ReadReference


class Column:
    """A column, and what its cells said so far."""

    __slots__ = ("_mender", "index", "known", "name", "part", "usual")

    def __init__(self, index: int, name: str, part: str, mender: Mender) -> None:
        self.index = index
        self.name = name
        self.part = part
        self.known: dict[str, Mended] = {}
        self.usual = mender.usual
        self._mender = mender

    def mended(self, text: str) -> Mended:
        """Return what the text of a cell says."""
        done = self.known.get(text)
        if done is None:
            if len(self.known) >= KEPT:
                self.known.clear()
            value = self.usual(text) if self.usual else None
            plain = None if value is None else Mended(value, plain=True)
            done = self.known[text] = plain or self._mender(text)
        return done
