"""The conditions of a list as a person sets them: kept as JSON, turned into a query."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.kinds import ADDRESS, CHOICES, DATE, DATETIME, REFERENCES, TAGS
from refdesk.domain.record import Record
from refdesk.i18n import _
from refdesk.services.session import Desk
from refdesk.store.listing import Filter, Match, Query

Value = str | int | bool
MOST_VALUES, LONGEST = 100, 200
NOW = "now"
OF_SEVERAL = frozenset({CHOICES, TAGS, REFERENCES})
"""Kinds of field that hold several values: a condition names one or more of them."""
_RELATIVE = re.compile(r"today([+-][0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on one field.

    Any of `values` will do; each is a stored form, or for days an ISO date or ``today-30``, which
    moves on with the days; a moment may lie before ``now`` or not. An address is met by its town.
    """

    name: str
    match: Match = Match.IS
    values: tuple[Value, ...] = field(default=(), repr=False)

    def to_json(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return {"field": self.name, "match": self.match.value, "values": list(self.values)}

    @classmethod
    def from_json(cls, kept: Any) -> Condition | None:  # noqa: ANN401  any JSON
        """Read it back; None for anything that is none."""
        if not isinstance(kept, dict):
            return None
        name, values = kept.get("field"), kept.get("values")
        match = next((one for one in Match if one.value == kept.get("match")), None)
        if not isinstance(name, str) or match is None or not isinstance(values, list):
            return None
        if len(values) > MOST_VALUES or not all(map(_is_value, values)):
            return None
        if not values and match not in {Match.EMPTY, Match.FILLED}:
            return None
        return cls(name, match, tuple(values))


def _is_value(value: object) -> bool:
    if isinstance(value, str):
        return len(value) <= LONGEST
    return isinstance(value, int) and abs(value) < 2**53


def day_of(text: str, today: dt.date) -> dt.date | None:
    """Return the day of an ISO date or of ``today-30``; None where it is neither."""
    found = _RELATIVE.fullmatch(text)
    try:
        if found:
            return today + dt.timedelta(days=int(found[1] or 0))
        return dt.date.fromisoformat(text)
    except (ValueError, OverflowError):
        return None


def today() -> dt.date:
    """Return the day it is here."""
    return dt.datetime.now(dt.UTC).astimezone().date()


class Conditions:
    """Turns the conditions of a list into queries."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def query(
        self,
        of: type[Record],
        conditions: Iterable[Condition],
        *,
        search: str = "",
        sort: str = "",
    ) -> Query:
        """Return the query; a minus before `sort` turns the order round.

        Raises:
            UserError: a field is none any more, or a condition does not fit its field.
        """
        fields = self._desk.fields(of)
        filters = tuple(part for one in conditions for part in _filters(fields, one))
        name = sort.removeprefix("-")
        archived = None if any(one.field.name == "archived" for one in filters) else False
        return Query(
            search=search[:LONGEST],
            filters=filters,
            sort=fields[name] if name else None,
            descending=sort.startswith("-"),
            archived=archived,
        )


def _filters(fields: Mapping[str, Field], one: Condition) -> tuple[Filter, ...]:
    own = fields.get(one.name)
    if own is None:
        raise UserError(_("A field that the list is filtered by is no longer there."))
    if one.match in {Match.EMPTY, Match.FILLED}:
        return (Filter(own, one.match),)
    if own.kind is DATETIME or own.kind is DATE:
        return _of_days(own, one)
    if own.kind is ADDRESS:
        return (Filter(own, one.match, {"city": str(one.values[0])}),)
    if own.kind in OF_SEVERAL or len(one.values) > 1:
        many = {Match.IS: Match.ANY_OF, Match.IS_NOT: Match.NONE_OF}.get(one.match, one.match)
        return (Filter(own, many, list(one.values)),)
    return (Filter(own, one.match, one.values[0]),)


def _of_days(own: Field, one: Condition) -> tuple[Filter, ...]:
    if own.kind is DATETIME and one.values[0] == NOW:
        now = dt.datetime.now(dt.UTC)
        moment = now - dt.timedelta.resolution if one.match is Match.TO else now
        return (Filter(own, one.match, own.to_plain(moment)),)
    day = day_of(str(one.values[0]), today())
    if day is None:
        raise own.error(_("is not a date. Type it as 11/24/2026."))
    if own.kind is DATE:
        return (Filter(own, one.match, day.isoformat()),)
    try:
        first = dt.datetime.combine(day, dt.time.min).astimezone()
        last = dt.datetime.combine(day, dt.time.max).astimezone()
    except (OverflowError, OSError):
        raise own.error(_("is a date outside the years 1850 to 2199.")) from None
    from_ = Filter(own, Match.FROM, own.to_plain(first))
    to = Filter(own, Match.TO, own.to_plain(last))
    return {Match.FROM: (from_,), Match.TO: (to,)}.get(one.match, (from_, to))


__all__ = ["NOW", "Condition", "Conditions", "Match", "day_of", "today"]
