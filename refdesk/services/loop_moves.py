"""A move of a referral: where it goes, what belongs to it, and what becomes of the referral."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field, Ref
from refdesk.domain.record import Record
from refdesk.domain.referral import Appointment, ContactAttempt, Referral, impossible
from refdesk.domain.stages import Stage, may_move
from refdesk.services.records import new_record
from refdesk.services.typed import Typed

S = Stage
BESIDE: Mapping[Stage, type[Record]] = {S.SCHEDULED: Appointment, S.CONTACTING: ContactAttempt}
"""What is entered beside a referral by a move to a stage: always a visit, an attempt if told."""
FOLLOW_UP = ("followed_up", "follow_up_waived")


@dataclass(frozen=True, slots=True)
class MoveWish:
    """Where referrals are to go, with values of their own and of what is entered beside them."""

    stage: Stage
    own: Mapping[Field, Any] = field(default_factory=dict, repr=False)
    beside: Mapping[Field, Any] = field(default_factory=dict, repr=False)

    @property
    def of_beside(self) -> type[Record] | None:
        """The kind of record that is entered beside each referral, if one is."""
        is_entered = bool(self.beside) or self.stage is S.SCHEDULED
        return BESIDE.get(self.stage) if is_entered else None

    def record(self, referral_id: int) -> Record | None:
        """Return the record to be entered beside a referral."""
        of = self.of_beside
        if of is None:
            return None
        number: Ref[Referral] = Ref(referral_id)
        return new_record(of, {**self.beside, of.fields["referral"]: number})

    def moved(self, referral: Referral) -> Referral:
        """Return a referral as it is after the move.

        Raises:
            UserError: it cannot go there; the sentence names where it can.
        """
        if not may_move(referral.stage, self.stage):
            problem = impossible(referral.stage, self.stage)
            raise UserError(problem.message, (problem,))
        after = referral.copy()
        for one, value in self.own.items():
            one.set_on(after, value)
        after.stage = self.stage
        return after

    def fitting(self, referral: Referral) -> MoveWish:
        """Return the wish as it fits one of many: a follow-up only where one is still owed."""
        is_done = referral.followed_up is not None or bool(referral.follow_up_waived)
        if referral.report_sent is not None and not is_done:
            return self
        own = {one: value for one, value in self.own.items() if one.name not in FOLLOW_UP}
        return MoveWish(self.stage, own, self.beside)


def typed_wish(
    typed: Typed, stage: Stage, values: Mapping[str, str], today: Callable[[], dt.date]
) -> MoveWish:
    """Return the wish for typed values by field name; a report is sent `today` if nothing is said.

    Raises:
        UserError: with all that cannot be read.
    """
    given, of = dict(values), BESIDE.get(stage)
    beside: dict[Field, Any] = {}
    if of is not None:
        own = {name: given.pop(name) for name in tuple(given) if name in of.fields}
        beside = typed.values(of, own)
    if stage is S.REPORTED and "report_sent" not in given:
        given["report_sent"] = today().isoformat()
    return MoveWish(stage, typed.values(Referral, given), beside)
