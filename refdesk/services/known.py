"""Which record of the desk an arriving one means, and what its references name."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.record import Record
from refdesk.i18n import _
from refdesk.services.met import Met, mark, several
from refdesk.services.session import Desk
from refdesk.store.rows import sort_key
from refdesk.store.tables import has_key

Way = tuple[str, ...]
Values = Mapping[str, Any]
NPI: Way = ("npi",)
MOST_ALIKE = 20
"""Records of one file that a row is compared with; where more are alike, none is told apart."""

WAYS: Mapping[str, tuple[Way, ...]] = {
    "practice": (("npi",), ("name",)),
    "office": (("practice", "name"), ("practice", "address")),
    "person": (("npi",), ("name", "practices")),
    "patient": (("control_number",), ("name", "birth_date")),
    "appointment": (("referral", "date", "time"),),
    "touch": (("practice", "date", "touch_kind"),),
    "visit": (("practice", "date", "office"),),
    "contact_attempt": (("referral", "at"),),
    "promise": (("practice", "what", "due"),),
}
"""The fields that tell records of a kind apart, best first; for other kinds those of the title.

A way is taken when the row fills all its fields; the last one is taken in any case.
"""

NEVER_GUESSED = frozenset({"patient", "referral", "contact_attempt"})
"""Kinds where a blank on one side leaves it open whether two records are the same."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record of the desk, by what tells it apart."""

    id: int
    marks: tuple[Hashable, ...]
    archived: bool
    has_npi: bool
    phone: Hashable = None


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
        return self.way == NPI


class Known:
    """The records of one kind, as far as arriving ones may mean them.

    `records` are those looked up for the slice of rows at hand.
    """

    def __init__(self, desk: Desk, of: type[Record], *, registry: bool = False) -> None:
        self._db = desk.db
        self.registry = registry
        self.of = of
        self._ways = WAYS.get(of.kind, (of.title,))
        self._candidates: dict[tuple[Way, Hashable], list[Candidate]] = {}
        self._met: dict[int, Met | tuple[Met, ...]] = {}
        self._taken: dict[int, Met] = {}
        self._phones: dict[int, int] = {}
        self._desk_phones: dict[Hashable, int] = {}
        self._marked: Values = {}
        self._its_marks: dict[str, Hashable] = {}
        self._its_ways: tuple[Way, Sequence[Way]] | None = None
        self.records: dict[int, Record] = {}

    def begin(self) -> None:
        """Forget what was looked up for the slice of rows before; what the file brought stays."""
        self._candidates.clear()
        self._desk_phones.clear()
        self.records.clear()

    @property
    def telling(self) -> Field | None:
        """The field that alone tells records of this kind apart, if there is one."""
        return (
            self.of.fields[self._ways[0][0]] if len(self._ways[0]) == 1 < len(self._ways) else None
        )

    def prepare(self, rows: Iterable[Values]) -> None:
        """Look up what these rows may mean, all at once."""
        if self._db.is_empty(self.of):  # as with a new clinic's first files
            return
        rows = list(rows)
        if self.of.kind == "practice":
            self._look_up_phones(rows)
        wanted: dict[Way, dict[Hashable, Any]] = {}
        for values in rows:
            for way in {self._way(values), *self._other_ways(values)}:
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
            self.records[record.id] = record
            marks = self._marks(way, record.__dict__)
            npi = record.__dict__.get("npi") is not None
            place = self._candidates.setdefault((way, marks[0]), [])
            phone = self._mark("phone", record.__dict__) if "phone" in self.of.fields else None
            place.append(Candidate(record.id, marks, record.archived, npi, phone))

    def meaning(self, values: Values) -> Meaning:
        """Return what a prepared row means.

        Raises:
            UserError: it fits several records, or only perhaps one that must not be guessed.
        """
        way = self._way(values)
        marks = self._marks(way, values)
        if met := _several(self._met.get(hash((way, marks)), ())):
            if len(met) > MOST_ALIKE:
                raise several(self.of, met, self.telling)
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
            return self._without_npi(values) if way == NPI else Meaning()
        one = same[0]
        taken = self._taken.get(one.id)
        return Meaning(one.id, one.archived, (taken,) if taken else (), way)

    def _without_npi(self, values: Values) -> Meaning:
        """Return the record that the rest of a row tells, if that record has no NPI yet."""
        if not self._candidates:
            return Meaning()
        phone = self._mark("phone", values)
        for way in self._other_ways(values):
            marks = self._marks(way, values)
            same = [
                one
                for one in self._candidates.get((way, marks[0]), [])
                if not (one.has_npi or one.archived or one.id in self._taken)
                and _compare(marks, one.marks) is True
                and self._may_share(one.phone, phone)
            ]
            if len(same) == 1:
                return Meaning(same[0].id, way=way)
        return Meaning()

    def _may_share(self, one: Hashable, other: Hashable) -> bool:
        """Tell whether two phones may be those of one place; many in a registry share a name."""
        return one == other if self.registry else one == other or None in {one, other}

    def _other_ways(self, values: Values) -> Sequence[Way]:
        """Return the ways besides the NPI that a row with an NPI fills."""
        return self._ways_of(values)[1]

    def shares_phone(self, values: Values, row: int) -> str:
        """Return in words who else has the phone of a practice that is new; empty if nobody."""
        phone = self._mark("phone", values) if self.of.kind == "practice" else None
        if phone is None:
            return ""
        other = self._phones.setdefault(hash(phone), row)
        if other != row:
            words = _("Has the phone of row {row}: look whether they are one.")
            return words.format(row=other)
        if known := self._desk_phones.get(phone):
            words = _("Has the phone of practice {id} of the desk: look whether they are one.")
            return words.format(id=known)
        return ""

    def _look_up_phones(self, rows: Sequence[Values]) -> None:
        own = self.of.fields["phone"]
        phones = [own.to_plain(values["phone"]) for values in rows if values.get("phone")]
        found = self._db.having(self.of, "phone", sorted(set(map(str, phones))))
        for plain, ids in found.items():
            self._desk_phones[mark(own, own.from_plain(plain))] = ids[0]

    def taken(self, row_id: int) -> Met | None:
        """Return what the file has brought of this record of the desk before, if anything."""
        return self._taken.get(row_id)

    def note(self, values: Values, met: Met) -> list[int]:
        """Remember that the file has brought this record; return what `forget` needs."""
        keys: list[int] = []
        for way in self._ways:
            marks = self._marks(way, values)
            if marks[0] is not None:
                # The hash alone is kept: of a long file the texts would fill the memory.
                key = hash((way, marks))
                others = _several(self._met.get(key, ()))
                if len(others) <= MOST_ALIKE and not any(met is other for other in others):
                    self._met[key] = (*others, met) if others else met
                    keys.append(key)
        if met.number > 0:
            self._taken[met.number] = met
        return keys

    def forget(self, keys: Iterable[int], met: Met) -> None:
        """Forget a record whose row was refused after all, unless an earlier row brought it."""
        for key in keys:
            others = tuple(other for other in _several(self._met[key]) if other is not met)
            if others:
                self._met[key] = others
            else:
                del self._met[key]
        if not met.told:
            self._taken.pop(met.number, None)

    def _way(self, values: Values) -> Way:
        return self._ways_of(values)[0]

    def _ways_of(self, values: Values) -> tuple[Way, Sequence[Way]]:
        if values is not self._marked or self._its_ways is None:
            full = [way for way in self._ways if None not in self._marks(way, values)]
            way = full[0] if full else self._ways[-1]
            self._its_ways = (way, full[1:] if way == NPI else ())
        return self._its_ways

    def _marks(self, way: Way, values: Values) -> tuple[Hashable, ...]:
        return tuple([self._mark(name, values) for name in way])

    def _mark(self, name: str, values: Values) -> Hashable:
        if values is not self._marked:  # the same row is asked several times in a row
            self._marked, self._its_marks, self._its_ways = values, {}, None
        if name not in self._its_marks:
            self._its_marks[name] = mark(self.of.fields[name], values.get(name))
        return self._its_marks[name]

    def unclear(self, row_id: int, way: Way) -> UserError:
        """Return why a row is rejected that may or may not mean this record."""
        return self._unclear([Candidate(row_id, (), archived=False, has_npi=False)], way)

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


def _several(met: Met | tuple[Met, ...]) -> tuple[Met, ...]:
    return met if isinstance(met, tuple) else (met,)


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
