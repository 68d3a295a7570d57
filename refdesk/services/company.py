"""The records that come with others in one row, and what is looked up for them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from refdesk.domain.address import Address
from refdesk.domain.catalogue import CATALOGUE
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field, Ref
from refdesk.domain.kinds import REFERENCES
from refdesk.domain.practice import Office, Practice
from refdesk.domain.record import Record
from refdesk.domain.text import fold
from refdesk.exchange.arrival import Arrival
from refdesk.services.known import Known
from refdesk.services.references import References
from refdesk.services.session import Desk

_ORDER = {of.kind: place for place, of in enumerate(CATALOGUE)}


class Company:
    """Looks up what the records of a slice of rows may mean, those that come along first.

    Args:
        desk: the open desk.
        references: tells how the records stand that are referred to.
        known_of: returns what is known of one kind of record.
    """

    def __init__(
        self, desk: Desk, references: References, known_of: Callable[[type[Record]], Known]
    ) -> None:
        self._desk = desk
        self._references = references
        self._known_of = known_of
        self._offices: dict[int, list[Office]] = {}

    def prepare(self, rows: Sequence[Arrival]) -> None:
        """Look up what these rows may mean, and the records that come with them."""
        found: dict[int, dict[str, Any]] = {id(row): {} for row in rows}
        coming = [
            (row, name, one) for row in rows for name, some in row.first.items() for one in some
        ]
        kinds = sorted({one.of.kind for _row, _name, one in coming}, key=_ORDER.__getitem__)
        for kind in kinds:
            some = [
                (row, name, self.with_siblings(one, row, found[id(row)]))
                for row, name, one in coming
                if one.of.kind == kind
            ]
            known = self._known_of(some[0][2].of)
            self._inspect(one for _row, _name, one in some)
            known.prepare(one.values for _row, _name, one in some)
            for row, name, one in some:
                number = _peek(known, one)
                if number is not None:
                    found[id(row)][name] = referring(row.of.fields[name], [number])
        self._mains(
            [
                replace(row, values={**row.values, **found[id(row)]}) if found[id(row)] else row
                for row in rows
            ]
        )

    def _mains(self, rows: Sequence[Arrival]) -> None:
        self._inspect(rows)
        by_kind: dict[str, list[Arrival]] = {}
        for row in rows:
            by_kind.setdefault(row.of.kind, []).append(row)
        for some in by_kind.values():
            self._known_of(some[0].of).prepare(row.values for row in some)
        with_offices = [row for row in rows if row.then]
        self._offices = {}
        if with_offices:
            self._look_up_offices(with_offices)

    def _look_up_offices(self, rows: Sequence[Arrival]) -> None:
        practices = self._known_of(Practice)
        found = self._desk.db.having(Office, "practice", sorted(practices.records))
        every = sorted(row_id for ids in found.values() for row_id in ids)
        for office in self._desk.db.page(Office, every):
            self._offices.setdefault(int(office.practice), []).append(office)
        offices: list[Mapping[str, Any]] = []
        for row in rows:
            number = _peek(practices, row)
            if number is not None:
                offices += ({**one.values, "practice": Ref(number)} for one in row.then)
        self._known_of(Office).prepare(offices)

    def _inspect(self, rows: Any) -> None:  # noqa: ANN401  any iterable of arrivals
        self._references.inspect(
            {own: row.values[own.name] for own in references_of(row.of) if own.name in row.values}
            for row in rows
        )

    def in_order(self, arriving: Arrival) -> Iterator[tuple[str, tuple[Arrival, ...]]]:
        """Yield what comes along by field name, referenced kinds before those that refer."""
        order = sorted(
            arriving.first.items(),
            key=lambda item: _ORDER.get(arriving.of.fields[item[0]].target_kind, 0),
        )
        yield from order

    def with_siblings(self, one: Arrival, arriving: Arrival, filled: Mapping[str, Any]) -> Arrival:
        """Return a record that comes along as one of the only practice that its row names."""
        own = next(
            (own for own in one.of.fields.values() if own.target_kind == Practice.kind), None
        )
        if own is None or own.name in one.values or own.name in one.first:
            return one
        named = {**arriving.values, **filled}
        practices = {
            value
            for name, value in named.items()
            if name in arriving.of.fields
            and arriving.of.fields[name].target_kind == Practice.kind
            and isinstance(value, int)
        }
        if len(practices) != 1:
            return one
        value = referring(own, practices)
        return replace(one, values={**one.values, own.name: value})

    def has_offices(self, practice: int) -> bool:
        """Tell whether the desk knows an office of this practice."""
        return bool(self._offices.get(practice))

    def is_at(self, practice: int, place: Address) -> bool | None:
        """Tell whether the desk knows a practice in the ZIP area of a place; None if it cannot."""
        known = [one.address for one in self._offices.get(practice, ()) if one.address]
        zips = {one.zip[:5] for one in known if one.zip}
        return place.zip[:5] in zips if zips and place.zip else None

    def office(self, practice: int, place: Address | None, source: str) -> Office | None:
        """Return the office of the desk that an arriving one means: of this place, or this file."""
        living = [one for one in self._offices.get(practice, ()) if not one.archived]
        same = (one for one in living if _same_place(one.address, place))
        told = (one for one in living if source in one.sources)
        if (found := next(same, None)) is not None:
            return found
        from_here = list(told)
        return from_here[0] if len(from_here) == 1 else None


@cache
def references_of(of: type[Record]) -> tuple[Field, ...]:
    """Return the fields of a kind that name other records."""
    return tuple(own for own in of.fields.values() if own.target_kind)


def referring(own: Field, numbers: Iterable[int]) -> Any:  # noqa: ANN401  by kind
    """Return the value of a reference field that names these records."""
    several = list(dict.fromkeys(map(int, numbers)))
    return own.from_plain(several if own.kind is REFERENCES else several[0])


def numbers_of(value: Any) -> list[int]:  # noqa: ANN401  by kind
    """Return the numbers that the value of a reference field names."""
    return [int(one) for one in value] if isinstance(value, tuple) else [int(value)]


def _peek(known: Known, one: Arrival) -> int | None:
    """Return the id of the record of the desk that an arriving one means, if it means one."""
    try:
        meaning = known.meaning(one.values)
    except UserError:
        return None
    if meaning.met and meaning.met[0].number > 0:
        return meaning.met[0].number
    return meaning.id


def _same_place(one: Address | None, other: Address | None) -> bool:
    return bool(one and other and fold(one.one_line()) == fold(other.one_line()))
