"""Which record of the desk an arriving one means, and what its references name."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.errors import Problem, UserError
from refdesk.domain.fields import Field
from refdesk.domain.record import Record
from refdesk.i18n import _
from refdesk.services.met import Met, mark
from refdesk.services.session import Desk
from refdesk.services.typed import Typed, naming_field
from refdesk.store.rows import sort_key
from refdesk.store.tables import has_key

Way = tuple[str, ...]
Values = Mapping[str, Any]

WAYS: Mapping[str, tuple[Way, ...]] = {
    "practice": (("npi",), ("name",)),
    "office": (("practice", "name"), ("practice", "address")),
    "person": (("npi",), ("name", "practices")),
    "patient": (("control_number",), ("name", "birth_date")),
    "appointment": (("referral", "date", "time"),),
    "touch": (("practice", "date", "touch_kind"),),
    "visit": (("practice", "date", "office"),),
}
"""The fields that tell records of a kind apart, best first; for other kinds those of the title.

A way is taken when the row fills all its fields; the last one is taken in any case.
"""

NEVER_GUESSED = frozenset({"patient"})
"""Kinds where a blank on one side leaves it open whether two records are the same."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record of the desk, by what tells it apart."""

    id: int
    marks: tuple[Hashable, ...]
    archived: bool
    has_npi: bool


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an arriving record is: known under `id`, new (None), or `met` before in the same file.

    `way` is what a row before it shares with it; that is `sure` where nothing else can.
    """

    id: int | None = None
    archived: bool = False
    met: tuple[Met, ...] = ()
    way: Way = ()

    @property
    def sure(self) -> bool:
        """Whether the row means the same record, whatever else it says."""
        return self.way == ("npi",)


class Known:
    """The records of one kind, as far as arriving ones may mean them."""

    def __init__(self, desk: Desk, of: type[Record]) -> None:
        self._db = desk.db
        self.of = of
        self._ways = WAYS.get(of.kind, (of.title,))
        self._candidates: dict[tuple[Way, Hashable], list[Candidate]] = {}
        self._met: dict[tuple[Way, tuple[Hashable, ...]], tuple[Met, ...]] = {}
        self._taken: dict[int, Met] = {}

    @property
    def telling(self) -> Field | None:
        """The field that alone tells records of this kind apart, if there is one."""
        return (
            self.of.fields[self._ways[0][0]] if len(self._ways[0]) == 1 < len(self._ways) else None
        )

    def prepare(self, rows: Iterable[Values]) -> None:
        """Look up what these rows may mean, all at once."""
        wanted: dict[Way, dict[Hashable, Any]] = {}
        for values in rows:
            way = self._way(values)
            first = self._mark(way[0], values)
            if first is not None and (way, first) not in self._candidates:
                wanted.setdefault(way, {})[first] = values[way[0]]
        for way, firsts in wanted.items():
            for first in firsts:
                self._candidates[way, first] = []
            self._look_up(way, list(firsts.values()))

    def _look_up(self, way: Way, values: Sequence[Any]) -> None:
        own = self.of.fields[way[0]]
        columns: dict[str, list[Any]] = {}
        for value in values:
            plain = own.to_plain(value)
            key = sort_key(str(plain)) if has_key(own) else None
            # A name without letters or digits has no key; only its own text finds it.
            column, wanted = (own.name, plain) if key is None else (f"{own.name}_key", key)
            columns.setdefault(column, []).append(wanted)
        ids: set[int] = set()
        for column, plains in columns.items():
            for found in self._db.having(self.of, column, plains).values():
                ids.update(found)
        for record in self._db.page(self.of, sorted(ids)):
            marks = self._marks(way, record.__dict__)
            npi = record.__dict__.get("npi") is not None
            place = self._candidates.setdefault((way, marks[0]), [])
            place.append(Candidate(record.id, marks, record.archived, npi))

    def possible(self, values: Values) -> list[int]:
        """Return the ids of the records that a prepared row may mean."""
        way = self._way(values)
        marks = self._marks(way, values)
        candidates = self._candidates.get((way, marks[0]), [])
        return [one.id for one in candidates if _compare(marks, one.marks) is not False]

    def meaning(self, values: Values) -> Meaning:
        """Return what a prepared row means.

        Raises:
            UserError: it fits several records, or only perhaps one that must not be guessed.
        """
        way = self._way(values)
        marks = self._marks(way, values)
        if met := self._met.get((way, marks)):
            return Meaning(met=met, way=way)
        candidates = self._candidates.get((way, marks[0]), [])
        same = [one for one in candidates if _compare(marks, one.marks) is True]
        if not same:
            same = [one for one in candidates if _compare(marks, one.marks) is None]
            if same and self.of.kind in NEVER_GUESSED:
                raise self._unclear(same, way)
            same = [one for one in same if one.id not in self._taken]
        same = [one for one in same if not one.archived] or same
        if way[0] != "npi":
            same = [one for one in same if not one.has_npi] or same
        if len(same) > 1:
            raise self._unclear(same, way)
        if not same:
            return Meaning()
        one = same[0]
        taken = self._taken.get(one.id)
        return Meaning(one.id, one.archived, (taken,) if taken else (), way)

    def note(self, values: Values, met: Met) -> None:
        """Remember that the file has brought this record."""
        for way in self._ways:
            marks = self._marks(way, values)
            if marks[0] is not None:
                others = self._met.get((way, marks), ())
                if not any(met is other for other in others):
                    self._met[way, marks] = (*others, met)
        if met.id is not None:
            self._taken[met.id] = met

    def _way(self, values: Values) -> Way:
        full = (
            way for way in self._ways if all(self._mark(name, values) is not None for name in way)
        )
        return next(full, self._ways[-1])

    def _marks(self, way: Way, values: Values) -> tuple[Hashable, ...]:
        return tuple(self._mark(name, values) for name in way)

    def _mark(self, name: str, values: Values) -> Hashable:
        return mark(self.of.fields[name], values.get(name))

    def _unclear(self, candidates: Sequence[Candidate], way: Way) -> UserError:
        kind = _(self.of.one).lower()
        numbers = ", ".join(str(one.id) for one in candidates[:10])
        if len(candidates) > 1:
            sentence = _("The row fits more than one {kind}: {numbers}.")
        else:
            sentence = _("The row may or may not mean {kind} {numbers}.")
        telling = dict.fromkeys((*self._ways[0], *way[1:]))
        names = ", ".join(_(self.of.fields[name].label) for name in telling)
        more = _("Give more to tell them apart: {fields}.").format(fields=names)
        return UserError(f"{sentence.format(kind=kind, numbers=numbers)} {more}")


def _compare(row: Sequence[Hashable], known: Sequence[Hashable]) -> bool | None:
    """Tell whether the marks are the same; None where only blanks keep it open."""
    verdict: bool | None = True
    for mine, theirs in zip(row, known, strict=True):
        if mine == theirs:
            continue
        if mine is None or theirs is None:
            verdict = None
        elif not (isinstance(mine, frozenset) and isinstance(theirs, frozenset) and mine & theirs):
            return False
    return verdict


class References(Typed):
    """Reads typed values; what references name is looked up for many rows at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._db = desk.db
        self._read: dict[tuple[str, str], Any] = {}
        self._named: dict[tuple[str, str | None], list[Record]] = {}
        self._standing: dict[tuple[str, int], str] = {}

    def prepare(self, mentions: Iterable[tuple[Field, str]]) -> None:
        """Look up what the references of a slice of rows may name."""
        names: dict[str, set[str]] = {}
        for own, text in mentions:
            if (own.name, text.strip()) not in self._read:
                pieces = (sort_key(piece) for piece in re.split(r"[;\n]", text))
                names.setdefault(own.target_kind, set()).update(filter(None, pieces))
        self._named = {}
        for kind, keys in names.items():
            of = BY_NAME[kind]
            name = naming_field(of)
            if name is not None and has_key(of.fields[name]):
                self._prepare_kind(of, f"{name}_key", sorted(keys))

    def _prepare_kind(self, of: type[Record], column: str, keys: Sequence[str]) -> None:
        found = self._db.having(of, column, keys)
        every = sorted(row_id for ids in found.values() for row_id in ids)
        records = {record.id: record for record in self._db.page(of, every)}
        for key in keys:
            ids = found.get(key, ())
            self._named[of.kind, key] = [records[row_id] for row_id in ids if row_id in records]

    def named(self, of: type[Record], name: str, text: str) -> Sequence[Record]:
        """Return the records whose field `name` reads `text`, from what was looked up before."""
        known = self._named.get((of.kind, sort_key(text)))
        return super().named(of, name, text) if known is None else known

    def value(self, of: type[Record], own: Field, text: str) -> Any:  # noqa: ANN401  by kind
        """Read one typed value; a reference is an id or a unique exact name.

        Raises:
            UserError: the text is no such value.
        """
        if not own.target_kind:
            return super().value(of, own, text)
        key = (own.name, text.strip())
        if key not in self._read:
            try:
                self._read[key] = super().value(of, own, text)
            except UserError as error:
                self._read[key] = error.message
        read = self._read[key]
        if isinstance(read, str):
            raise UserError(read, (Problem(own.name, read),))
        return read

    def inspect(self, rows: Iterable[Mapping[Field, Any]]) -> None:
        """Look up how the records that these rows refer to stand; call it before `problems`."""
        wanted: dict[str, set[int]] = {}
        for values in rows:
            for own, value in values.items():
                for row_id in _ids(own, value):
                    if (own.target_kind, row_id) not in self._standing:
                        wanted.setdefault(own.target_kind, set()).add(row_id)
        for kind, ids in wanted.items():
            of = BY_NAME[kind]
            keepable = sorted(row_id for row_id in ids if 0 < row_id < 2**53)
            found = {record.id: record for record in self._db.page(of, keepable)}
            for row_id in ids:
                sentence = ""
                if row_id not in found:
                    sentence = _("names {kind} {id}, and there is none.")
                elif found[row_id].archived:
                    sentence = _("names {kind} {id}, which is archived. Restore it first.")
                name = _(of.one).lower()
                self._standing[kind, row_id] = sentence.format(kind=name, id=row_id)

    def problems(self, values: Mapping[Field, Any]) -> list[Problem]:
        """Return what is wrong with references: they name no record, or an archived one."""
        found: list[Problem] = []
        for own, value in values.items():
            sentences = (self._standing[own.target_kind, row_id] for row_id in _ids(own, value))
            found.extend(own.problem(sentence) for sentence in sentences if sentence)
        return found


def _ids(own: Field, value: Any) -> Sequence[int]:  # noqa: ANN401  by kind
    if not own.target_kind:
        return ()
    return value if isinstance(value, tuple) else (int(value),)
