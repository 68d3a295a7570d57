"""The visits and attempts beside some referrals, as they stand within a change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from refdesk.domain.referral import Appointment, ContactAttempt, Referral
from refdesk.services.loop_touches import V, by_referral
from refdesk.store.listing import Filter, Match, Query

if TYPE_CHECKING:
    from refdesk.store.database import Database
    from refdesk.store.work import Work


class Beside:
    """Reads them for many referrals at once, and only when asked.

    Args:
        db: the desk.
        work: the change.
        ids: of the referrals.
        visits: that the change itself has touched.
        attempts: likewise.
    """

    def __init__(
        self,
        db: Database,
        work: Work,
        ids: Sequence[int],
        visits: Iterable[Appointment] = (),
        attempts: Iterable[ContactAttempt] = (),
    ) -> None:
        self._db, self._work, self._ids = db, work, ids
        self._new_visits = {one.id for one in visits}
        self._new_attempts = {one.id for one in attempts}

    def awaited(self, referral_id: int) -> list[Appointment]:
        """Return the visits that are to come, or whose outcome nobody has said yet."""
        visits = self._visits.get(referral_id, [])
        found = (one for one in visits if one.outcome is None and not one.archived)
        return sorted(found, key=lambda one: (one.date, one.id))

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
