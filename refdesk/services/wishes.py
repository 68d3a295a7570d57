"""What is wanted for many records at once, and what it would do to each of them."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from refdesk.domain.fields import Field
from refdesk.domain.kinds.base import Plain
from refdesk.domain.record import Record
from refdesk.domain.validation import problems
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.steps import stored

MOST_EXAMPLES = 50


class How(enum.Enum):
    """What becomes of the value that is there."""

    SET = "set"
    ADD = "add"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Wish:
    """A change that is wanted for many records: `value` replaces, joins or leaves what is there.

    `How.ADD` and `How.REMOVE` are for fields of several values, such as tags.
    """

    own: Field
    value: Any = field(repr=False)
    how: How = How.SET


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that cannot be changed so, and why."""

    id: int
    title: str = field(repr=False)
    sentence: str


@dataclass(frozen=True, slots=True)
class Change:
    """One record that will be changed, as a person reads it."""

    id: int
    title: str = field(repr=False)
    before: str = field(repr=False)
    after: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Step:
    """The stored values of one record before and after."""

    id: int
    before: Plain = field(repr=False)
    after: Plain = field(repr=False)


class Sorting:
    """Tells records that will be changed from those that are so already or are refused."""

    def __init__(self, desk: Desk, records: Records, of: type[Record], wish: Wish) -> None:
        self._records = records
        self._of, self._own = of, wish.own
        self._asked = desk.fields(of)
        self._after = _after(wish)
        self.steps: list[Step] = []
        self.same = 0
        self.gone = 0
        self.refused: list[Refused] = []
        self.examples: list[Change] = []

    def take(self, ids: Sequence[int]) -> None:
        """Sort these records."""
        found = self._records.page(self._of, ids)
        self.gone += len(ids) - len(found)
        wrong: dict[int, str] = {}
        shown: list[tuple[Record, Record]] = []
        for before in found:
            record = before.copy()
            self._own.set_on(record, self._after(self._own.value_of(before)))
            old, new = stored(before.loaded, self._own), self._plain(record)
            if old == new:
                self.same += 1
            elif sentences := " ".join(self._wrong(record, before)):
                wrong[record.id] = sentences
            else:
                self.steps.append(Step(record.id, old, new))
                if len(self.examples) + len(shown) < MOST_EXAMPLES:
                    shown.append((before, record))
        self._name(wrong, shown)

    def _plain(self, record: Record) -> Plain:
        own = self._own
        return record.custom.get(own.name) if own.custom else own.to_plain(own.value_of(record))

    def _wrong(self, record: Record, before: Record) -> Iterator[str]:
        return (problem.message for problem in problems(record, before, self._asked))

    def _name(self, wrong: Mapping[int, str], shown: Sequence[tuple[Record, Record]]) -> None:
        ids = [*wrong, *(record.id for _before, record in shown)]
        titles = self._records.titles(self._of.kind, ids) if ids else {}
        self.refused += [Refused(i, titles.get(i, ""), sentence) for i, sentence in wrong.items()]
        for before, record in shown:
            texts = (self._records.shown(self._own, one) for one in (before, record))
            self.examples.append(Change(record.id, titles.get(record.id, ""), *texts))


def _after(wish: Wish) -> Callable[[Any], Any]:
    """Return what makes the new value of the old one."""
    if wish.how is How.SET:
        return lambda _old: wish.value
    own, given = wish.own, tuple(wish.value)

    def added(old: tuple[Any, ...]) -> Any:  # noqa: ANN401  by kind
        return own.from_plain(own.to_plain(tuple(dict.fromkeys((*old, *given)))))

    def removed(old: tuple[Any, ...]) -> Any:  # noqa: ANN401  by kind
        return tuple(one for one in old if one not in given)

    return added if wish.how is How.ADD else removed
