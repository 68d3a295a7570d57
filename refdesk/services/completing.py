"""What a row says more of a record that is known: taken, kept or refused, with nothing saved."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from refdesk.domain.asked import Asked
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.record import Record
from refdesk.domain.referral import SOURCES, Referral, misplaced
from refdesk.domain.sources import ListedSource
from refdesk.domain.validation import problems
from refdesk.services.company import numbers_of, referring
from refdesk.services.known import Known, Values
from refdesk.services.listed import ListedSources
from refdesk.services.merging import merged, with_added
from refdesk.services.met import Met
from refdesk.services.references import References
from refdesk.services.session import Desk
from refdesk.services.staged import Stage
from refdesk.services.steps import Step, record_of, resolved, stored
from refdesk.services.turn import Turn

_LISTED = frozenset(name for _kind, name, _detail in SOURCES)


class Completer:
    """Matches what a row says with a record of the desk, or with one that the file has brought.

    Args:
        desk: the desk the rows may change.
        references: tells what names in the rows mean.
        stage: the rows planned before.
        source: under which name the desk remembers what this file says.
        registry: the file is of the provider registry.
        adds: fields whose names are added to those that the desk has.
    """

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
        self.desk = desk
        self.references = references
        self.stage = stage
        self.source = source
        self.registry = registry
        self.adds = adds
        self._known: dict[str, Known] = {}
        self._fields: dict[str, Asked] = {}

    def told(self, of: type[Record], met: Met, turn: Turn) -> dict[Field, Any]:
        """Return what the rows so far have said of a record."""
        fields = self.fields_of(of)
        said: dict[Field, Any] = {}
        for step in self.steps(met, turn):
            for name, plain in step.said.items():
                said[fields[name]] = fields[name].from_plain(plain)
        return said

    def steps(self, met: Met, turn: Turn) -> list[Step]:
        """Return the steps that say something of a record so far."""
        return [
            (turn.steps if place == turn.place else self.stage[place].steps)[index]
            for place, index in met.told
        ]

    def completing(
        self, known: Known, met: Met, said: Mapping[Field, Any], more: Mapping[Field, Any]
    ) -> Step:
        """Plan more fields of a record that an earlier row adds."""
        fields = self.fields_of(known.of)
        before = {own.name: own.to_plain(value) for own, value in said.items()}
        after = {own.name: own.to_plain(value) for own, value in more.items()}
        whole = resolved({**before, **after}, fields, abs)
        self.check(record_of(known.of, whole, fields), more, is_new=True)
        image = record_of(known.of, before, fields).to_plain()
        return Step(
            known.of.kind,
            after,
            row_id=met.number,
            before={own.name: stored(image, own) for own in more},
        )

    def completed_again(
        self, known: Known, met: Met, more: Mapping[Field, Any], turn: Turn, *, companion: bool
    ) -> Step:
        """Plan more fields of a record of the desk that an earlier row completes already."""
        record = known.records.get(met.number) or self.desk.db.get(known.of, met.number)
        if record is None:  # removed meanwhile: saving the row before stops for that, in words
            return Step(known.of.kind, {}, row_id=met.number)
        fields = self.fields_of(known.of)
        so_far = record.copy()
        for step in self.steps(met, turn):
            for name, plain in step.values.items():
                fields[name].set_on(so_far, fields[name].from_plain(plain))
        return self.completed(so_far, more, turn, companion=companion)

    def completed(
        self, record: Record, values: Mapping[Field, Any], turn: Turn, *, companion: bool
    ) -> Step:
        """Plan what a row changes in a record of the desk: what a person typed stays."""
        if self.adds:
            values = with_added(record, values, self.adds)
        merge = merged(record, values, self.source)
        turn.say_kept(type(record), merge.told, companion)
        if merge.take:
            after = record.copy()
            for own, value in merge.take.items():
                # What the file is still to add is there as soon as this is saved.
                is_new = own.target_kind and numbers_of(value) and min(numbers_of(value)) < 0
                own.set_on(after, referring(own, map(abs, numbers_of(value))) if is_new else value)
            self.check(after, merge.take)
        return Step(
            record.kind,
            {own.name: own.to_plain(value) for own, value in merge.take.items()},
            row_id=record.id,
            before={own.name: stored(record.loaded, own) for own in (*merge.take, *merge.kept)},
            kept={own.name: own.to_plain(value) for own, value in merge.kept.items()},
        )

    def check(
        self,
        record: Record,
        values: Mapping[Field, Any],
        *,
        is_new: bool = False,
        is_whole: bool = False,
    ) -> None:
        """Refuse a record that could not be saved; one that `is_whole` has nothing but `values`.

        Raises:
            UserError: with all its problems.
        """
        # As it was before: what happened elsewhere needs no permitted move.
        asked = self.desk.fields(type(record))
        filled = values if is_whole else None
        found = list(problems(record, record, asked, filled=filled, comes=is_new))
        found = found or self.references.problems(values)
        if isinstance(record, Referral) and {own.name for own in values} & _LISTED:
            found += misplaced(record, self._listed)
        if found:
            raise UserError(" ".join(problem.message for problem in found), tuple(found))

    @cached_property
    def _listed(self) -> dict[int, ListedSource]:
        return ListedSources(self.desk).all()

    def known_of(self, of: type[Record]) -> Known:
        """Return what is known of one kind of record."""
        if of.kind not in self._known:
            self._known[of.kind] = Known(self.desk, of, registry=self.registry)
        return self._known[of.kind]

    def fields_of(self, of: type[Record]) -> Asked:
        """Return the fields of a kind by name, the clinic's own among them."""
        if of.kind not in self._fields:
            self._fields[of.kind] = self.desk.fields(of)
        return self._fields[of.kind]

    def by_field(self, of: type[Record], values: Values) -> dict[Field, Any]:
        """Return values by their fields instead of the names."""
        fields = self.fields_of(of)
        return {fields[name]: value for name, value in values.items()}
