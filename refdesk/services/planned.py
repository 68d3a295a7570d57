"""What the rows of a file would do to the desk: matched and checked, with nothing saved yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field, Ref
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, PartnerStatus, Practice
from refdesk.domain.record import Record
from refdesk.exchange.arrival import Arrival, Retired
from refdesk.i18n import _
from refdesk.services.company import Company, referring
from refdesk.services.completing import Completer
from refdesk.services.known import NEVER_GUESSED, Known, Meaning, Values
from refdesk.services.met import Met, differing, left_out, namesakes, same, several
from refdesk.services.outcomes import Outcome
from refdesk.services.records import new_record
from refdesk.services.references import References
from refdesk.services.session import Desk
from refdesk.services.staged import Stage, Staged
from refdesk.services.steps import Step, record_of, resolved, stored
from refdesk.services.turn import PassedOver, Turn

REACHED_BY = ("phone", "fax", "email", "website", "address")
"""Where two of a name differ in two of these and agree in none, they may be two."""
NPI_HOLDERS: tuple[type[Record], ...] = (Person, Practice)


class Planner(Completer):
    """Decides row by row what is to be done; remembers what the file has brought so far."""

    def __init__(
        self,
        desk: Desk,
        references: References,
        stage: Stage,
        source: str,
        *,
        registry: bool = False,
        adds: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(desk, references, stage, source, registry=registry, adds=adds)
        self._company = Company(desk, references, self.known_of)

    def prepare(self, arriving: Sequence[Arrival | Retired]) -> None:
        """Look up at once what these rows may mean; call it before `plan`."""
        for known in self._known.values():
            known.begin()
        retired = [{"npi": one.npi} for one in arriving if isinstance(one, Retired)]
        for holder in NPI_HOLDERS if retired else ():
            self.known_of(holder).prepare(retired)
        self._company.prepare([one for one in arriving if isinstance(one, Arrival)])

    def plan(self, arriving: Arrival | Retired, row: int) -> Staged:
        """Return what a prepared row comes to; `row` is its number in the file.

        Raises:
            UserError: the row cannot be saved as it is.
            PassedOver: the row is about nobody the desk knows, and is not to be counted as a fault.
        """
        turn = Turn(row, len(self.stage))
        try:
            outcome = self._planned(arriving, turn)
        except BaseException:
            turn.take_back()
            raise
        still = outcome is Outcome.UNCHANGED or outcome is Outcome.DUPLICATE
        if still and turn.changes_something:
            outcome = Outcome.UPDATED
        return Staged(row, outcome, turn.steps, "", turn.remarks, main=turn.main)

    def _planned(self, arriving: Arrival | Retired, turn: Turn) -> Outcome:
        if isinstance(arriving, Retired):
            return self._retire(arriving, turn)
        number, outcome = self._record(arriving, turn)
        self._offices(arriving, number, turn)
        turn.remarks[:0] = arriving.remarks
        return outcome

    def _record(
        self, arriving: Arrival, turn: Turn, *, companion: bool = False
    ) -> tuple[int, Outcome]:
        """Plan one record; return its id, or its number below zero, and what it comes to."""
        known = self.known_of(arriving.of)
        raw = arriving.values
        if arriving.first:
            raw = {**raw, **self._companions(arriving, turn)}
        values = self.by_field(arriving.of, raw)
        _require_moments(arriving.of, raw)
        meaning = known.meaning(raw)
        if meaning.met:
            return self._again(known, values, meaning, turn, companion=companion)
        if meaning.id is None:
            if arriving.known_only:
                raise PassedOver
            return self._new(known, raw, values, turn, companion=companion)
        self._refuse_another(arriving, raw, known, meaning)
        met = Met(turn.row, meaning.id, closed=meaning.archived)
        said = {own.name: own.to_plain(value) for own, value in values.items()}
        outcome = Outcome.UNCHANGED
        if meaning.archived:
            turn.say(arriving.of, _("Is archived in the desk, and was left as it is."), companion)
            step = Step(arriving.of.kind, {}, row_id=meaning.id, said=said)
        else:
            step = self.completed(known.records[meaning.id], values, turn, companion=companion)
            step.said = said
            outcome = Outcome.UPDATED if step.values else outcome
        turn.take(step, met, main=not companion)
        turn.note(known, raw, met)
        return meaning.id, outcome

    def _refuse_another(
        self, arriving: Arrival, raw: Values, known: Known, meaning: Meaning
    ) -> None:
        """Refuse a row that shares but its name with a record and is reached in other ways.

        Raises:
            UserError: it may or may not mean that record.
        """
        record = known.records.get(meaning.id or 0)
        if record is None or meaning.way[:1] != ("name",) or self.source in record.sources:
            return
        verdicts = [
            same(record.fields[name], raw[name], getattr(record, name))
            for name in REACHED_BY
            if name in raw
            and name in record.fields
            and not record.fields[name].is_empty(getattr(record, name))
        ]
        places = [one.values["address"] for one in arriving.then if "address" in one.values]
        verdicts += [
            at for at in map(partial(self._company.is_at, record.id), places) if at is not None
        ]
        if not any(verdicts) and len(verdicts) > 1:
            raise known.unclear(record.id, meaning.way)

    def _new(
        self,
        known: Known,
        raw: Values,
        values: Mapping[Field, Any],
        turn: Turn,
        *,
        companion: bool,
    ) -> tuple[int, Outcome]:
        plain = {own.name: own.to_plain(value) for own, value in values.items()}
        fields = self.fields_of(known.of)
        if any(own.target_kind for own in values):
            whole = record_of(known.of, resolved(plain, fields, abs), fields)
            self.check(whole, values, is_new=True)
        else:
            self.check(new_record(known.of, values), values, is_new=True, is_whole=True)
        step = Step(known.of.kind, plain, self.stage.next_serial(), said=plain)
        if alike := known.shares_phone(raw, turn.row):
            turn.say(known.of, alike, companion)
        met = Met(turn.row, -step.serial)
        turn.take(step, met, main=not companion)
        turn.note(known, raw, met)
        return met.number, Outcome.CREATED

    def _companions(self, arriving: Arrival, turn: Turn) -> dict[str, Any]:
        """Plan the records that come with this one; return what refers to them, by field name."""
        filled: dict[str, Any] = {}
        for name, coming in self._company.in_order(arriving):
            own = arriving.of.fields[name]
            numbers: list[int] = []
            for one in coming:
                full = self._company.with_siblings(one, arriving, filled)
                try:
                    number, _outcome = self._record(full, turn, companion=True)
                except UserError as error:
                    label = _(own.label)
                    raise UserError(f"{label}: {error.message}", error.problems) from None
                turn.remarks.extend(f"{_(own.label)}: {text}" for text in one.remarks)
                numbers.append(number)
            here = arriving.values.get(name)
            if isinstance(here, tuple):
                numbers = [*map(int, here), *numbers]
            filled[name] = referring(own, numbers)
        return filled

    def _again(
        self,
        known: Known,
        values: Mapping[Field, Any],
        meaning: Meaning,
        turn: Turn,
        *,
        companion: bool,
    ) -> tuple[int, Outcome]:
        """Plan a record that the file has brought before."""
        told = [self.told(known.of, met, turn) for met in meaning.met]
        alike = [place for place, said in enumerate(told) if not differing(values, said)]
        if len(alike) > 1:
            raise several(known.of, [meaning.met[place] for place in alike], known.telling)
        sure = meaning.sure or (companion and known.of.kind not in NEVER_GUESSED)
        first = alike[0] if alike else 0
        met, said = meaning.met[first], told[first]
        differ = differing(values, said)
        if not alike and not sure:
            raise namesakes(differ, met.row, known.of, meaning.way, known.telling)
        more = {own: value for own, value in values.items() if own not in said}
        completes = bool(more) and not met.closed and met.number < 0
        if not companion:
            sentence = _("Is the same as row {row}.")
            if completes:
                sentence = _("Is the same as row {row}, and completed it.")
            turn.remarks.append(sentence.format(row=met.row))
        for text in left_out(differ, met):
            turn.say(known.of, text, companion)
        if not more or met.closed:
            return met.number, Outcome.DUPLICATE
        if completes:
            step = self.completing(known, met, said, more)
        else:
            step = self.completed_again(known, met, more, turn, companion=companion)
        step.said = {own.name: own.to_plain(value) for own, value in more.items()}
        turn.take(step, met, main=not companion)
        turn.note(known, {own.name: value for own, value in {**said, **more}.items()}, met)
        earlier = any(one.values for one in self.steps(met, turn) if one is not step)
        changed = bool(step.values) and met.number > 0 and not earlier
        return met.number, Outcome.UPDATED if changed else Outcome.DUPLICATE

    def _offices(self, arriving: Arrival, practice: int, turn: Turn) -> None:
        """Plan the offices that come with a practice."""
        archived = practice > 0 and self.known_of(arriving.of).records.get(practice)
        if archived and archived.archived:
            return
        for one in arriving.then:
            place = one.values.get("address")
            office = self._company.office(practice, place, self.source)
            raw = {**one.values, "practice": Ref[Practice](practice)}
            if office is not None:
                self._office(office, self.by_field(Office, one.values), raw, turn)
            elif arriving.known_only or not self._company.has_offices(practice):
                self._record(Arrival(Office, raw), turn, companion=True)
            elif place:
                said = _("Its address is none of the practice's offices here, and was left out.")
                turn.remarks.append(said)

    def _office(self, office: Office, values: Mapping[Field, Any], raw: Values, turn: Turn) -> None:
        """Plan what a row says of an office of the desk; an earlier row may have spoken of it."""
        known = self.known_of(Office)
        met = known.taken(office.id)
        if met is None:
            met = Met(turn.row, office.id)
            step = self.completed(office, values, turn, companion=True)
        else:
            told = self.told(Office, met, turn)
            for text in left_out(differing(values, told), met):
                turn.say(Office, text, companion=True)
            values = {own: value for own, value in values.items() if own not in told}
            step = self.completed_again(known, met, values, turn, companion=True)
        step.said = {own.name: own.to_plain(value) for own, value in values.items()}
        turn.take(step, met, main=False)
        turn.note(known, raw, met)

    def _retire(self, retired: Retired, turn: Turn) -> Outcome:
        found = False
        for of in NPI_HOLDERS:
            known = self.known_of(of)
            meaning = known.meaning({"npi": retired.npi})
            if meaning.met:
                turn.remarks.append(_("Is the same as row {row}.").format(row=meaning.met[0].row))
                return Outcome.DUPLICATE
            if meaning.id is None:
                continue
            found = True
            record = known.records[meaning.id]
            values: dict[str, Any] = {"npi_deactivated": retired.on}
            if getattr(record, "status", None) is PartnerStatus.ACTIVE:
                values["status"] = PartnerStatus.INACTIVE
            plain = {name: of.fields[name].to_plain(value) for name, value in values.items()}
            if record.archived or record.__dict__["npi_deactivated"] is not None:
                plain = {}
            before = {name: stored(record.loaded, of.fields[name]) for name in plain}
            met = Met(turn.row, meaning.id, closed=True)
            turn.take(Step(of.kind, plain, row_id=meaning.id, before=before), met, main=True)
            turn.note(known, {"npi": retired.npi}, met)
        if not found:
            raise PassedOver
        return Outcome.UPDATED if any(step.values for step in turn.steps) else Outcome.UNCHANGED


def _require_moments(of: type[Record], raw: Values) -> None:
    """Refuse a row without the moment that begins as now: each import would make it another.

    Raises:
        UserError: the moment is needed.
    """
    if of.kind not in _MOMENTS:
        begun = (own for own in of.fields.values() if own.default_factory is not None)
        _MOMENTS[of.kind] = tuple(own for own in begun if own.required)
    for own in _MOMENTS[of.kind]:
        if own.name not in raw:
            raise own.error(_("is needed."))


_MOMENTS: dict[str, tuple[Field, ...]] = {}
