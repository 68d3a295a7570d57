"""Where the open loops stand: counted in groups of stages, in the order in which they are due."""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from refdesk.domain.referral import Referral, Urgency
from refdesk.domain.stages import Stage
from refdesk.services.session import Desk
from refdesk.store.listing import Filter, Match, Query

READ = ("id", "stage", "due", "moved_at", "received", "provider")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which open loops are counted: of one owner, urgent, late, of one provider; else all."""

    owner: int | None = None
    urgent: bool = False
    late: bool = False
    provider: str = ""

    def filters(self) -> tuple[Filter, ...]:
        """Return whose they are and how urgent, as conditions on the records."""
        own, found = Referral.fields, []
        if self.owner is not None:
            found.append(Filter(own["owner"], plain=self.owner))
        if self.urgent:
            found.append(Filter(own["urgency"], Match.NONE_OF, [Urgency.ROUTINE.value]))
        return tuple(found)

    def leaves_out(self, provider: str, *, is_late: bool) -> bool:
        """Tell whether a loop of a provider is not wanted."""
        return (self.late and not is_late) or self.provider not in {"", provider}


@dataclass(frozen=True, slots=True)
class Group:
    """The open loops of some stages: their ids, the one that is due first at the top.

    `days` is the median of the calendar days for which they have stood there; None for nothing.
    """

    ids: tuple[int, ...] = field(repr=False)
    late: int
    days: float | None

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Standing:
    """All groups, and the providers there are to choose from."""

    groups: tuple[Group, ...]
    providers: tuple[str, ...]


def standing(
    desk: Desk,
    groups: Sequence[Collection[Stage]],
    now: dt.datetime,
    narrowing: Narrowing | None = None,
) -> Standing:
    """Return the open loops of each group of stages at one moment."""
    narrowing = narrowing or Narrowing()
    due = Referral.fields["due"]
    wanted = (Filter(due, Match.FILLED), *narrowing.filters())
    rows = desk.db.values(Referral.kind, READ, Query(filters=wanted, sort=due))
    place = {stage.value: number for number, some in enumerate(groups) for stage in some}
    moment = str(due.to_plain(now))
    ids: list[list[int]] = [[] for _some in groups]
    since: list[list[str]] = [[] for _some in groups]
    late = [0] * len(groups)
    providers: set[str] = set()
    for row_id, stage, due_at, moved_at, received, provider in rows:
        providers.add(provider)
        is_late = due_at < moment  # moments are kept as texts in the order of time
        if narrowing.leaves_out(provider, is_late=is_late):
            continue
        number = place.get(stage)
        if number is None:
            continue
        ids[number].append(row_id)
        late[number] += is_late
        since[number].append(moved_at or received)
    return Standing(
        tuple(
            Group(tuple(own), count, _median_days(stood, now))
            for own, count, stood in zip(ids, late, since, strict=True)
        ),
        tuple(sorted(providers - {""})),
    )


def _median_days(since: list[str], now: dt.datetime) -> float | None:
    if not since:
        return None
    since.sort()  # as texts: reading thousands of moments would cost more than the query
    middle = {statistics.median_low(since), statistics.median_high(since)}
    days = (max(0, (now - dt.datetime.fromisoformat(one)).days) for one in middle)
    return statistics.mean(days)


def closed_count(desk: Desk, narrowing: Narrowing) -> int:
    """Return how many loops are closed, of the same owner and provider, and as urgent."""
    own = Referral.fields
    wanted = [Filter(own["stage"], plain=Stage.CLOSED.value), *narrowing.filters()]
    if narrowing.provider:
        wanted.append(Filter(own["provider"], plain=narrowing.provider))
    return desk.db.count(Referral.kind, Query(filters=tuple(wanted)))
