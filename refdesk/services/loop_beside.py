"""The visits and attempts beside some referrals, as they stand within a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from refdesk.domain.due import ENDED
from refdesk.domain.referral import Appointment, ContactAttempt, Outcome, Referral
from refdesk.domain.stages import Stage
from refdesk.services.loop_touches import V, by_referral
from refdesk.store.listing import Filter, Match, Query

if TYPE_CHECKING:
    from refdesk.store.database import Database
    from refdesk.store.work import Work

_CAME = {Outcome.ATTENDED: Stage.ATTENDED, Outcome.NO_SHOW: Stage.NO_SHOW}
_OUTCOMES = {stage: outcome for outcome, stage in _CAME.items()}


class Beside:
    """Reads them for many referrals at once, and only when asked.

    Args:
        db: the desk.
        work: the change.
        ids: of the referrals.
        visits: that the change itself has touched, by the number of their referral.
        attempts: likewise.
    """

    def __init__(
        self,
        db: Database,
        work: Work,
        ids: Sequence[int],
        visits: Mapping[int, Sequence[Appointment]],
        attempts: Mapping[int, Sequence[ContactAttempt]] | None = None,
    ) -> None:
        self._db, self._work, self._ids = db, work, ids
        self._new_visits = _numbers(visits, ids)
        self._new_attempts = _numbers(attempts or {}, ids)

    def awaited(self, referral_id: int) -> list[Appointment]:
        """Return the visits that are to come, or whose outcome nobody has said yet."""
        visits = self._visits.get(referral_id, [])
        found = (one for one in visits if one.outcome is None and not one.archived)
        return sorted(found, key=lambda one: (one.date, one.id))

    def settle(self, referral: Referral, before: Stage) -> list[Appointment]:
        """Say of the visits that were awaited what became of them, as a move tells."""
        stage = referral.stage
        if stage in _OUTCOMES:
            settled, outcome = self.awaited(referral.id)[:1], _OUTCOMES[stage]
        elif stage in ENDED or (before, stage) == (Stage.SCHEDULED, Stage.CONTACTING):
            settled, outcome = self.awaited(referral.id), Outcome.CANCELLED
        else:
            return []
        for one in settled:
            one.outcome = outcome
            self._work.save(one)
        return settled

    def tries(self, referral: Referral) -> int:
        """Return how many attempts were made in the round that a referral is in."""
        began = referral.round_began or referral.received
        attempts = self._attempts.get(referral.id, [])
        return sum(one.at >= began and not one.archived for one in attempts)

    @cached_property
    def _visits(self) -> dict[int, list[Appointment]]:
        return self._read(Appointment, self._new_visits)

    @cached_property
    def _attempts(self) -> dict[int, list[ContactAttempt]]:
        return self._read(ContactAttempt, self._new_attempts)

    def _read(self, of: type[V], new: set[int]) -> dict[int, list[V]]:
        own = Filter(of.fields["referral"], Match.ANY_OF, list(self._ids))
        # Archived ones too: asked for, they would lead the search past the index on referrals.
        known: Iterable[int] = self._db.ids(of.kind, Query(filters=(own,), archived=None))
        return by_referral(self._work, of, {*known, *new})


def came_to(one: Appointment) -> Stage | None:
    """Return the stage that what came of a visit stands for."""
    return _CAME.get(one.outcome) if one.outcome else None


def _numbers(
    by_id: Mapping[int, Sequence[Appointment | ContactAttempt]], ids: Sequence[int]
) -> set[int]:
    return {one.id for row_id in ids for one in by_id.get(row_id, ())}
