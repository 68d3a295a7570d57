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
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, PartnerStatus, Practice
from refdesk.domain.record import Record
from refdesk.domain.text import fold
from refdesk.domain.validation import problems
from refdesk.exchange.arrival import Arrival, Retired
from refdesk.i18n import _
from refdesk.services.known import Known, Meaning, References, Values
from refdesk.services.met import Met, differing, kept_words, left_out, namesakes, same, several
from refdesk.services.records import new_record
from refdesk.services.session import Desk
from refdesk.services.steps import Step, stored

NPI_HOLDERS: tuple[type[Record], ...] = (Person, Practice)


class Outcome(enum.Enum):
    """What a sound row comes to."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"


def _same_place(one: Address | None, other: Address | None) -> bool:
    return bool(one and other and fold(one.one_line()) == fold(other.one_line()))


@dataclass(frozen=True, slots=True)
class Plan:
    """What one row comes to, the steps to it, and what a person should know of it."""

    outcome: Outcome
    steps: Sequence[Step] = ()
    remarks: Sequence[str] = ()


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

    def plan(self, arriving: Arrival | Retired, row: int) -> Plan:
        """Return what a prepared row comes to; `row` is its number in the file.

        Raises:
            UserError: the row cannot be saved as it is.
        """
        if isinstance(arriving, Retired):
            return self._retire(arriving, row)
        known = self._known_of(arriving.of)
        values = self._by_field(arriving.of, arriving.values)
        meaning = known.meaning(arriving.values)
        if meaning.met:
            return self._again(known, values, meaning)
        met = Met(row, values, meaning.id, meaning.archived)
        if meaning.id is None:
            steps = self._new(arriving, values)
            met.step = steps[0]
            plan = Plan(Outcome.CREATED, steps)
        elif meaning.archived:
            plan = Plan(
                Outcome.UNCHANGED, remarks=[_("Is archived in the desk, and was left as it is.")]
            )
        else:
            plan = self._complete(self._records[arriving.of.kind, meaning.id], arriving, met)
        known.note(arriving.values, met)
        return plan

    def _again(self, known: Known, values: Mapping[Field, Any], meaning: Meaning) -> Plan:
        """Return what a row comes to that means the record of a row before it."""
        alike = [met for met in meaning.met if not differing(values, met)]
        if len(alike) > 1:
            raise several(known.of, alike, known.telling)
        if not alike and not meaning.sure:
            raise namesakes(values, meaning.met[0], meaning.way, known.telling)
        met = (alike or meaning.met)[0]
        more = {own: value for own, value in values.items() if own not in met.values}
        remarks = [_("Is the same as row {row}.").format(row=met.row)]
        remarks += left_out(differing(values, met), met)
        if not more or met.closed:
            return Plan(Outcome.DUPLICATE, remarks=remarks)
        steps: list[Step] = []
        if met.id is None:
            step = met.step
            if step is not None:
                after = Step(step.of, {**step.values, **more}, owner=step.owner)
                self._check(after.record(), None, after.values)
                step.values = after.values
                remarks[0] = _("Is the same as row {row}, and completed it.").format(row=met.row)
        else:
            steps, said = self._complete_again(known.of, met, more)
            remarks += said
        met.values = {**met.values, **more}
        known.note({own.name: value for own, value in met.values.items()}, met)
        return Plan(Outcome.UPDATED if steps else Outcome.DUPLICATE, steps, remarks)

    def _complete_again(
        self, of: type[Record], met: Met, more: Mapping[Field, Any]
    ) -> tuple[list[Step], list[str]]:
        found = self._desk.db.page(of, [met.id or 0])
        if not found:  # removed meanwhile: saving the row before stops for that, in words
            return [], []
        record = found[0]
        empty, remarks = self._sorted_out(record, more)
        if not empty:
            return [], remarks
        filled = {**met.step.values, **empty} if met.step else empty
        changed = self._changed(record, filled)
        if met.step is None:
            met.step = changed
            return [changed], remarks
        # What the row before saw stays: a value typed since then must not be overwritten.
        met.step.before = {**(changed.before or {}), **(met.step.before or {})}
        met.step.values = changed.values
        return [], remarks

    def _new(self, arriving: Arrival, values: Mapping[Field, Any]) -> list[Step]:
        step = Step(arriving.of, values)
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

    def _complete(self, record: Record, arriving: Arrival, met: Met) -> Plan:
        empty, remarks = self._sorted_out(record, met.values)
        steps = [self._changed(record, empty)] if empty else []
        met.step = steps[0] if steps else None
        if arriving.office:
            more, said = self._office(record.id, arriving.office)
            steps += more
            remarks += said
        return Plan(Outcome.UPDATED if steps else Outcome.UNCHANGED, steps, remarks)

    def _office(self, practice: int, arriving: Values) -> tuple[list[Step], list[str]]:
        offices = self._offices.get(practice, [])
        if not offices:
            return [self._new_office(arriving, Step(Practice, {}, practice))], []
        place = arriving.get("address")
        for office in offices:
            if not office.archived and _same_place(office.address, place):
                empty, remarks = self._sorted_out(office, self._by_field(Office, arriving))
                return [self._changed(office, empty)] if empty else [], remarks
        said = _("Its address is none of the practice's offices here, and was left out.")
        return [], [said] if place else []

    def _sorted_out(
        self, record: Record, values: Mapping[Field, Any]
    ) -> tuple[dict[Field, Any], list[str]]:
        """Return the values for empty fields, and which filled ones differ and are kept."""
        empty: dict[Field, Any] = {}
        kept: list[Field] = []
        for own, value in values.items():
            now = own.value_of(record)
            if own.is_empty(now):
                empty[own] = value
            elif not same(own, value, now):
                kept.append(own)
        return empty, kept_words(kept)

    def _changed(self, record: Record, values: Mapping[Field, Any]) -> Step:
        after = record.copy()
        for own, value in values.items():
            own.set_on(after, value)
        self._check(after, record, values)
        before = {own.name: stored(record.loaded, own) for own in values}
        return Step(type(record), values, record.id, before)

    def _check(self, record: Record, before: Record | None, values: Mapping[Field, Any]) -> None:
        found = list(problems(record, before, self._desk.customs(record.kind)))
        found = found or self._references.problems(values)
        if found:
            raise UserError(" ".join(problem.message for problem in found), tuple(found))

    def _retire(self, retired: Retired, row: int) -> Plan:
        steps: list[Step] = []
        found = False
        for of in NPI_HOLDERS:
            known = self._known_of(of)
            meaning = known.meaning({"npi": retired.npi})
            if meaning.met:
                said = _("Is the same as row {row}.").format(row=meaning.met[0].row)
                return Plan(Outcome.DUPLICATE, remarks=[said])
            if meaning.id is None:
                continue
            found = True
            known.note({"npi": retired.npi}, Met(row, {}, meaning.id, closed=True))
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
