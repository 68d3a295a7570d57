"""What a file and the desk say of one record, brought together: what a person typed stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from refdesk.domain.fields import Field
from refdesk.domain.kinds.base import Plain
from refdesk.domain.record import Record
from refdesk.exchange.nppes_companions import added
from refdesk.services.met import same


@dataclass(slots=True, repr=False)
class Merge:
    """The values to take from the file, and those of the file that the desk's own outweigh.

    `told` are the fields of `kept` where that is news: the file says it for the first time.
    """

    take: dict[Field, Any] = field(default_factory=dict)
    kept: dict[Field, Any] = field(default_factory=dict)
    told: list[Field] = field(default_factory=list)


def with_added(
    record: Record, values: Mapping[Field, Any], adds: frozenset[str]
) -> dict[Field, Any]:
    """Return a row's values, those of `adds` joined to what the desk has of them."""
    return {
        own: added(own.value_of(record), value, own.limit) if own.name in adds else value
        for own, value in values.items()
    }


def merged(record: Record, values: Mapping[Field, Any], source: str) -> Merge:
    """Return what of a row's values a record of the desk takes.

    Compared are three: what the file says now, what it said last, and what the desk says. A value
    is taken where the desk has none and the file never said one, or where the file has changed its
    own and the desk still says what the file said.

    Args:
        record: of the desk.
        values: what the row fills.
        source: under which name the record remembers what files of this layout said.
    """
    merge = Merge()
    last = record.sources.get(source)
    last = last if isinstance(last, dict) else {}
    for own, value in values.items():
        mine = own.value_of(record)
        if own.name not in last:
            if own.is_empty(mine):
                merge.take[own] = value
            elif not same(own, value, mine):
                merge.kept[own] = value
                merge.told.append(own)
            continue
        before = own.from_plain(last[own.name])
        news = not exactly(own, value, before)
        if exactly(own, value, mine) or (not news and same(own, value, mine)):
            continue
        if news and exactly(own, before, mine):
            merge.take[own] = value
        else:
            merge.kept[own] = value
            if news:
                merge.told.append(own)
    return merge


def exactly(own: Field, value: Any, other: Any) -> bool:  # noqa: ANN401  by kind
    """Tell whether two values of a field are the same, but for case where case says nothing."""
    mine, theirs = own.to_plain(value), own.to_plain(other)
    if isinstance(mine, str) and isinstance(theirs, str):
        return " ".join(mine.casefold().split()) == " ".join(theirs.casefold().split())
    if own.is_empty(value) or own.is_empty(other):
        return own.is_empty(value) and own.is_empty(other)
    return _told_apart(mine) == _told_apart(theirs)


def _told_apart(plain: Plain) -> object:
    """Return what tells plain values apart; the order of several says nothing."""
    if isinstance(plain, list):
        return sorted(map(str, plain))
    return {k: str(v).casefold() for k, v in plain.items()} if isinstance(plain, dict) else plain
