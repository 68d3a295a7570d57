"""What the rows of a file would do to the desk: matched and checked, with nothing saved yet."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from refdesk.domain.address import Address
from refdesk.domain.dates import show_date
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field, Ref
from refdesk.domain.kinds.base import Plain
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, PartnerStatus, Practice
from refdesk.domain.record import Record
from refdesk.domain.text import fold
from refdesk.domain.validation import problems
from refdesk.exchange.arrival import Arrival, Retired
from refdesk.i18n import _
from refdesk.services.known import Known, References, Values
from refdesk.services.records import new_record
from refdesk.services.session import Desk
from refdesk.store.work import CUSTOM

Image = Mapping[str, Plain]
NPI_HOLDERS: tuple[type[Record], ...] = (Person, Practice)


class Outcome(enum.Enum):
    """What a sound row comes to."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"


@dataclass(slots=True, repr=False)
class Step:
    """A record to add, or empty fields of one to fill; `owner` is the practice of a new office.

    `before` holds the stored values of the fields to fill, as they were when the row was matched;
    it is None for a record to add.
    """

    of: type[Record]
    values: Mapping[Field, Any]
    row_id: int = 0
    before: Image | None = None
    owner: Step | None = None

    def record(self) -> Record:
        """Return the record to add; an owner must have been added before."""
        record = new_record(self.of, self.values)
        if self.owner is not None:
            self.of.fields["practice"].set_on(record, Ref[Practice](self.owner.row_id))
        return record

    def change(self, image: Image) -> dict[str, list[Plain]]:
        """Return what to change in a row; what somebody has typed since it was matched stays."""
        change: dict[str, list[Plain]] = {}
        for own, value in self.values.items():
            now = _stored(image, own)
            if self.before is not None and now == self.before[own.name]:
                change[CUSTOM + own.name if own.custom else own.name] = [now, own.to_plain(value)]
        return change


def _stored(image: Image, own: Field) -> Plain:
    if own.custom:
        custom = image.get("custom")
        return custom.get(own.name) if isinstance(custom, dict) else None
    return image.get(own.name)


def _same_place(one: Address | None, other: Address | None) -> bool:
    return bool(one and other and fold(one.one_line()) == fold(other.one_line()))


@dataclass(frozen=True, slots=True)
class Plan:
    """What one row comes to, and the steps to it."""

    outcome: Outcome
    steps: Sequence[Step] = ()


class Planner:
    """Decides row by row what is to be done; remembers what the file has brought so far."""

    def __init__(self, desk: Desk, references: References) -> None:
        self._desk = desk
        self._references = references
        self._known: dict[str, Known] = {}
        self._fields: dict[str, Mapping[str, Field]] = {}
        self._records: dict[tuple[str, int], Record] = {}
        self._offices: dict[int, list[Office]] = {}

    def prepare(self, arriving: Sequence[Arrival | Retired]) -> None:
        """Look up at once what these rows may mean; call it before `plan`."""
        wanted: dict[type[Record], list[Values]] = {}
        for one in arriving:
            if isinstance(one, Retired):
                for holder in NPI_HOLDERS:
                    wanted.setdefault(holder, []).append({"npi": one.npi})
            else:
                wanted.setdefault(one.of, []).append(one.values)
        self._references.inspect(
            self._by_field(of, values) for of, rows in wanted.items() for values in rows
        )
        self._records = {}
        practices: set[int] = set()
        for of, rows in wanted.items():
            known = self._known_of(of)
            known.prepare(rows)
            ids = {row_id for values in rows for row_id in known.possible(values)}
            for record in self._desk.db.page(of, sorted(ids)):
                self._records[of.kind, record.id] = record
            practices |= ids if of is Practice else set()
        with_office = any(isinstance(one, Arrival) and one.office for one in arriving)
        self._offices = self._offices_of(practices) if with_office else {}

    def _offices_of(self, practices: set[int]) -> dict[int, list[Office]]:
        found = self._desk.db.having(Office, "practice", sorted(practices))
        every = sorted(row_id for ids in found.values() for row_id in ids)
        offices: dict[int, list[Office]] = {}
        for office in self._desk.db.page(Office, every):
            offices.setdefault(int(office.practice), []).append(office)
        return offices

    def plan(self, arriving: Arrival | Retired) -> Plan:
        """Return what a prepared row comes to.

        Raises:
            UserError: the row cannot be saved as it is.
        """
        if isinstance(arriving, Retired):
            return self._retire(arriving)
        known = self._known_of(arriving.of)
        meaning = known.meaning(arriving.values)
        if meaning.again:
            return Plan(Outcome.DUPLICATE)
        if meaning.id is None:
            plan = Plan(Outcome.CREATED, self._new(arriving))
        elif meaning.archived:
            plan = Plan(Outcome.UNCHANGED)
        else:
            steps = self._complete(self._records[arriving.of.kind, meaning.id], arriving)
            plan = Plan(Outcome.UPDATED if steps else Outcome.UNCHANGED, steps)
        known.note(arriving.values, meaning.id)
        return plan

    def _new(self, arriving: Arrival) -> list[Step]:
        step = Step(arriving.of, self._by_field(arriving.of, arriving.values))
        self._check(step.record(), None, step.values)
        if not arriving.office:
            return [step]
        return [step, self._new_office(arriving.office, step)]

    def _new_office(self, values: Values, owner: Step) -> Step:
        office = Step(Office, self._by_field(Office, values), owner=owner)
        record = new_record(Office, office.values)
        record.practice = Ref[Practice](owner.row_id or 1)  # any id: its own comes when saved
        self._check(record, None, office.values)
        return office

    def _complete(self, record: Record, arriving: Arrival) -> list[Step]:
        steps = self._fill(record, arriving.values)
        if not arriving.office:
            return steps
        offices = self._offices.get(record.id, [])
        if not offices:
            return [*steps, self._new_office(arriving.office, Step(Practice, {}, record.id))]
        place = arriving.office.get("address")
        for office in offices:
            if not office.archived and _same_place(office.address, place):
                return steps + self._fill(office, arriving.office)
        return steps

    def _fill(self, record: Record, values: Values) -> list[Step]:
        of = type(record)
        by_field = self._by_field(of, values).items()
        empty = {own: new for own, new in by_field if own.is_empty(own.value_of(record))}
        return [self._changed(record, empty)] if empty else []

    def _changed(self, record: Record, values: Mapping[Field, Any]) -> Step:
        after = record.copy()
        for own, value in values.items():
            own.set_on(after, value)
        self._check(after, record, values)
        before = {own.name: _stored(record.loaded, own) for own in values}
        return Step(type(record), values, record.id, before)

    def _check(self, record: Record, before: Record | None, values: Mapping[Field, Any]) -> None:
        found = list(problems(record, before, self._desk.customs(record.kind)))
        found = found or self._references.problems(values)
        if found:
            raise UserError(" ".join(problem.message for problem in found), tuple(found))

    def _retire(self, retired: Retired) -> Plan:
        steps: list[Step] = []
        found = False
        for of in NPI_HOLDERS:
            known = self._known_of(of)
            meaning = known.meaning({"npi": retired.npi})
            if meaning.again:
                return Plan(Outcome.DUPLICATE)
            if meaning.id is None:
                continue
            found = True
            known.note({"npi": retired.npi}, meaning.id)
            record = self._records[of.kind, meaning.id]
            values: dict[str, Any] = {"npi_deactivated": retired.on}
            if getattr(record, "status", None) is PartnerStatus.ACTIVE:
                values["status"] = PartnerStatus.INACTIVE
            if not record.archived and record.__dict__["npi_deactivated"] is None:
                steps.append(self._changed(record, self._by_field(of, values)))
        if not found:
            raise UserError(
                _("The NPI was deactivated on {day}, and nobody here has it.").format(
                    day=show_date(retired.on)
                )
            )
        return Plan(Outcome.UPDATED if steps else Outcome.UNCHANGED, steps)

    def _known_of(self, of: type[Record]) -> Known:
        if of.kind not in self._known:
            self._known[of.kind] = Known(self._desk, of)
            self._fields[of.kind] = self._desk.fields(of)
        return self._known[of.kind]

    def _by_field(self, of: type[Record], values: Values) -> dict[Field, Any]:
        if of.kind not in self._fields:
            self._fields[of.kind] = self._desk.fields(of)
        fields = self._fields[of.kind]
        return {fields[name]: value for name, value in values.items()}
