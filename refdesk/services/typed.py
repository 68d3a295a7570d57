"""Values as a person or a script types them: fields by name, references by name or number."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from refdesk.domain.address import PARTS, Address
from refdesk.domain.catalogue import BY_NAME, record_kind
from refdesk.domain.errors import Problem, UserError
from refdesk.domain.fields import Field
from refdesk.domain.kinds import ADDRESS, DATE, DATETIME, REFERENCE, REFERENCES
from refdesk.domain.likeness import nearest_first
from refdesk.domain.near_dates import local_today, read_day, spelled_out
from refdesk.domain.record import Record
from refdesk.domain.text import fold
from refdesk.i18n import _
from refdesk.services.session import Desk
from refdesk.store.listing import Filter, Match

NUMBERED = re.compile(r"\(#([0-9]{1,15})\)\s*$")
"""How a file names a record for certain: ``Weir Clinic (#12)``."""

MOST_NAMED = 8
"""Fields that are named where one is asked for that is not there."""


class Typed:
    """Reads typed values for the records of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def field(self, of: type[Record], name: str, *, given: bool = False) -> Field:
        """Return the field called `name`: its name or its label, in any case.

        Args:
            of: the kind of record.
            name: as typed.
            given: whether a value is given for it, so that what the program keeps is not named.

        Raises:
            UserError: there is none; the sentence names the nearest ones.
        """
        fields = self._desk.fields(of)
        wanted = fold(name)
        for own in fields.values():
            if wanted in {fold(own.name), fold(own.label), fold(_(own.label))}:
                return own
        for own in fields.values():
            if wanted in map(fold, own.aliases):
                return own
        names = (
            own.label if own.custom else own.name
            for own in fields.values()
            if not (given and own.program)
        )
        near = nearest_first(name[:60], names)
        known = ", ".join(near[:MOST_NAMED])
        if len(near) > MOST_NAMED:
            known = _("{some} and {count} more").format(some=known, count=len(near) - MOST_NAMED)
        raise UserError(
            _("{kind} has no field called {name}. Its fields are: {fields}.").format(
                kind=_(of.one), name=name[:60], fields=known
            )
        )

    def value(self, of: type[Record], own: Field, text: str) -> Any:  # noqa: ANN401  by kind
        """Read one typed value; a reference is an id or a unique exact name.

        Raises:
            UserError: the text is no such value.
        """
        if own.kind is REFERENCE and text.strip():
            return own.from_plain(self._reference(own, text))
        if own.kind is REFERENCES and text.strip():
            pieces = [
                piece for piece in re.split(r"[;\n]|,(?=\s*#?\d+\s*(?:,|$))", text) if piece.strip()
            ]
            return own.from_plain(
                list(dict.fromkeys(self._reference(own, piece) for piece in pieces))
            )
        if own.name == "record_kind" and of.kind == "custom_field":
            return record_kind(text).kind
        if own.kind in {DATE, DATETIME}:  # as in the window: 12/11, fri, +3
            text = spelled_out(text, local_today())
        return own.parse(text)

    def values(
        self, of: type[Record], values: Mapping[str, str], before: Record | None = None
    ) -> dict[Field, Any]:
        """Read typed values by field name; ``address.city`` is one part of an address.

        Raises:
            UserError: with all problems.
        """
        parsed: dict[Field, Any] = {}
        problems: list[Problem] = []
        parts: dict[Field, dict[str, str]] = {}
        for name, text in values.items():
            stem, dot, part = name.rpartition(".")
            own = self.field(of, stem if dot else name, given=True)
            try:
                if own.program:
                    raise own.error(_("is kept by the program and cannot be set."))
                if dot and own.kind is ADDRESS:
                    parts.setdefault(own, {})[part.strip().lower()] = text
                else:
                    parsed[own] = self.value(of, own, text)
            except UserError as error:
                problems.extend(error.problems or (Problem(own.name, error.message),))
        for own, typed in parts.items():
            try:
                parsed[own] = self._address(own, typed, parsed.get(own), before)
            except UserError as error:
                problems.append(own.problem(error.message))
        if problems:
            raise UserError("\n".join(problem.message for problem in problems), tuple(problems))
        return parsed

    def _address(
        self, own: Field, typed: Mapping[str, str], whole: Address | None, before: Record | None
    ) -> Address | None:
        old = whole or (own.value_of(before) if before else None)
        known = {part: getattr(old, part) for part in PARTS} if old else {}
        return Address.of(**{**known, **typed}) or None

    def _reference(self, own: Field, text: str) -> int:
        of = BY_NAME[own.target_kind]
        digits = text.strip().removeprefix("#")
        if numbered := NUMBERED.search(text):
            digits = numbered[1]
        if digits.isascii() and digits.isdigit():
            return int(digits) if len(digits) < 16 else 2**53
        name = naming_field(of)
        found = self.named(of, name, text) if name else []
        exact = [record for record in found if fold(str(getattr(record, name or ""))) == fold(text)]
        living = [record for record in exact if not record.archived] or exact
        if len(living) == 1:
            return living[0].id
        kind = _(of.one).lower()
        if not living:
            raise own.error(
                _("names no {kind}: give its number or its exact name.").format(kind=kind)
            )
        numbers = ", ".join(str(record.id) for record in living[:10])
        raise own.error(
            _("fits more than one {kind}. Give the number: {numbers}.").format(
                kind=kind, numbers=numbers
            )
        )

    def named(self, of: type[Record], name: str, text: str) -> Sequence[Record]:
        """Return the records whose field `name` reads `text`; an import looks many up at once."""
        return self._desk.db.named(of, name, text)

    def filters(self, of: type[Record], name: str, text: str) -> tuple[Filter, ...]:
        """Return the conditions for a typed value; a name may end in ``!``, ``>`` or ``<``.

        A date asked of a field that keeps the hour too means that whole day.

        Raises:
            UserError: the field is unknown or the value none of its kind.
        """
        match = Match.IS
        for mark, meaning in (("!", Match.IS_NOT), (">", Match.FROM), ("<", Match.TO)):
            if name.endswith(mark):
                name, match = name.removesuffix(mark), meaning
        stem, dot, part = name.rpartition(".")
        own = self.field(of, stem if dot else name)
        if not text.strip():
            return (Filter(own, Match.FILLED if match is Match.IS_NOT else Match.EMPTY),)
        if dot and own.kind is ADDRESS:
            return (Filter(own, match, own.to_plain(Address.of(**{part.strip().lower(): text}))),)
        if own.kind is DATETIME and (day := read_day(text, local_today())) is not None:
            return _within(own, match, day)
        return (Filter(own, match, own.to_plain(self.value(of, own, text))),)


def _within(own: Field, match: Match, day: dt.date) -> tuple[Filter, ...]:
    first = dt.datetime.combine(day, dt.time.min).astimezone()
    last = dt.datetime.combine(day, dt.time.max).astimezone()
    from_, to = (own.to_plain(moment) for moment in (first, last))
    if match is Match.IS_NOT:
        raise own.error(_("can be filtered from a day or to a day, not by all others."))
    if match is Match.IS:
        return Filter(own, Match.FROM, from_), Filter(own, Match.TO, to)
    return (Filter(own, match, from_ if match is Match.FROM else to),)


def naming_field(of: type[Record]) -> str | None:
    """Return the field whose text names a record of this kind in a reference, if one does."""
    names = (name for name in of.title if of.fields[name].kind.value_type is str)
    return next((name for name in names if of.fields[name].indexed), None)
