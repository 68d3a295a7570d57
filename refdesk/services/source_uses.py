"""What referrals say of where patients come from: free texts and listed sources, counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from refdesk.domain.likeness import alike, words_key
from refdesk.domain.referral import SOURCES, Referral
from refdesk.domain.sources import NAMED, ListedSource, Source
from refdesk.domain.text import fold
from refdesk.services.listed import ListedSources
from refdesk.services.session import Desk
from refdesk.store.listing import Filter, Match

_BY_CODE = {one.value: one for one in Source}


@dataclass(frozen=True, slots=True)
class Use:
    """How often a source is named first, and how often second; `kinds` says under which kinds."""

    first: int = 0
    second: int = 0
    kinds: tuple[tuple[Source, int], ...] = ()

    @property
    def total(self) -> int:
        """How often it is named at all."""
        return self.first + self.second


@dataclass(frozen=True, slots=True)
class FreeText:
    """Free texts that seem to mean one source, the most frequent first; `uses` are in step.

    `listed` is the number of a listed source of that name, 0 where there is none.
    """

    texts: tuple[str, ...] = field(repr=False)
    uses: tuple[Use, ...]
    listed: int = 0

    @property
    def total(self) -> int:
        """How often they were used together."""
        return sum(one.total for one in self.uses)


@dataclass(frozen=True, slots=True)
class Listed:
    """A listed source and how often referrals name it."""

    record: ListedSource
    use: Use


class SourceUses:
    """Counts how referrals name their sources."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._listed = ListedSources(desk)

    def free_texts(self) -> tuple[FreeText, ...]:
        """Return the free texts of all referrals, like ones together, the most frequent first."""
        first, second = (self._texts(*names) for names in SOURCES)
        uses = {text: _use(first.get(text), second.get(text)) for text in first.keys() | second}
        listed = {words_key(one.name): one.id for one in self._listed.all().values()}
        found = [
            FreeText(texts, tuple(uses[text] for text in texts), listed.get(words_key(texts[0]), 0))
            for texts in alike({text: use.total for text, use in uses.items()})
        ]
        return tuple(sorted(found, key=lambda one: -one.total))

    def listed(self) -> tuple[Listed, ...]:
        """Return the listed sources by name, with how often each is named."""
        first, second = (self._numbers(kind, name) for kind, name, _detail in SOURCES)
        records = sorted(self._listed.all().values(), key=lambda one: fold(one.name))
        return tuple(
            Listed(one, Use(first[one.id], second[one.id], ((one.source, first[one.id]),)))
            for one in records
        )

    def _texts(self, kind: str, name: str, detail: str) -> dict[str, Counter[Source]]:
        own = Referral.fields
        wanted = (
            Filter(own[kind], Match.ANY_OF, [one.value for one in NAMED]),
            Filter(own[name], Match.EMPTY),
            Filter(own[detail], Match.FILLED),
        )
        found: dict[str, Counter[Source]] = {}
        for text, code, count in self._desk.db.tally(Referral, (detail, kind), wanted):
            found.setdefault(str(text), Counter())[_BY_CODE[str(code)]] += int(str(count))
        return found

    def _numbers(self, kind: str, name: str) -> Counter[int]:
        own = Referral.fields
        wanted = (
            Filter(own[kind], Match.ANY_OF, [one.value for one in NAMED]),
            Filter(own[name], Match.FILLED),
        )
        found: Counter[int] = Counter()
        for number, count in self._desk.db.tally(Referral, (name,), wanted):
            found[int(str(number))] += int(str(count))
        return found


def _use(first: Counter[Source] | None, second: Counter[Source] | None) -> Use:
    kinds = (first or Counter()) + (second or Counter())
    counts = [sum(one.values()) if one else 0 for one in (first, second)]
    return Use(counts[0], counts[1], tuple(kinds.most_common()))
