"""What a change has touched of referrals, and the rows of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from refdesk.domain.changes import CREATE, DELETE, UPDATE, Entry
from refdesk.domain.clinic import Clinic
from refdesk.domain.referral import Appointment, ContactAttempt, Referral
from refdesk.domain.stages import Stage
from refdesk.domain.views import DeskSetting

if TYPE_CHECKING:
    from refdesk.store.pending import Image
    from refdesk.store.work import Work

V = TypeVar("V", ContactAttempt, Appointment)
AT_ONCE = 400
_OF_DUE = frozenset(
    {
        *("stage", "received", "urgency", "moved_at", "round_began", "appointment"),
        "authorization_expires",
    }
)
_OF_CLOCK = frozenset({"hours", "closed_days", "address"})


@dataclass
class Touched:
    """What a change has touched of referrals."""

    moved: dict[int, Stage] = field(default_factory=dict)
    """Where each referral stood that stands elsewhere now."""
    came: dict[int, str] = field(default_factory=dict)
    """When each referral was said to have come that is said to have come at another time now."""
    referrals: set[int] = field(default_factory=set)
    attempts: set[int] = field(default_factory=set)
    visits: set[int] = field(default_factory=set)
    decided: set[int] = field(default_factory=set)
    """Those of `visits` that are new, or whose outcome is."""
    unbooked: set[int] = field(default_factory=set)
    """Referrals that have lost an appointment."""
    all_open: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing of referrals was touched."""
        some = (self.referrals, self.attempts, self.visits, self.unbooked)
        return not (any(some) or self.all_open)


def touched_by(entries: Iterable[Entry], *, is_undo: bool) -> Touched:
    """Return what the entries of a change have touched."""
    found = Touched()
    for entry in entries:
        ids = range(entry.first_id, entry.last_id + 1)
        if entry.kind == Referral.kind:
            if entry.action == UPDATE and _OF_DUE & entry.body.keys():
                found.referrals.add(entry.first_id)
                before, after = entry.body.get("stage", (None, None))
                if before != after:
                    found.moved.setdefault(entry.first_id, _stage(before))
                if "received" in entry.body:
                    found.came.setdefault(entry.first_id, str(entry.body["received"][0]))
            elif entry.action == CREATE and is_undo:
                found.referrals.update(ids)  # they were deleted, and are there again
        elif entry.kind == ContactAttempt.kind and entry.action == CREATE:
            found.attempts.update(ids)
        elif entry.kind == Appointment.kind:
            _touch_visits(found, entry)
        elif entry.kind == DeskSetting.kind or (
            entry.kind == Clinic.kind and entry.action == UPDATE and _OF_CLOCK & entry.body.keys()
        ):
            found.all_open = True
    return found


def _touch_visits(found: Touched, entry: Entry) -> None:
    ids = range(entry.first_id, entry.last_id + 1)
    if entry.action == DELETE:
        found.unbooked.update(int(image["referral"]) for image in entry.body["images"])
        return
    found.visits.update(ids)
    if entry.action == CREATE or "outcome" in entry.body:
        found.decided.update(ids)
    if entry.action == UPDATE and "referral" in entry.body:
        found.unbooked.add(int(entry.body["referral"][0]))


def by_referral(work: Work, of: type[V], ids: Iterable[int]) -> dict[int, list[V]]:
    """Return attempts or appointments by the number of their referral."""
    found: dict[int, list[V]] = {}
    for some in batches(sorted(ids)):
        for row_id, image in work.images(of.kind, some).items():
            one = of.from_plain(row_id, image)
            found.setdefault(int(one.referral), []).append(one)
    return found


def batches(ids: list[int]) -> Iterator[list[int]]:
    """Yield ids a few hundred at a time."""
    for first in range(0, len(ids), AT_ONCE):
        yield ids[first : first + AT_ONCE]


def stage_of(image: Image) -> Stage:
    """Return where a referral stands, by its image."""
    return _stage(image["stage"])


def _stage(plain: object) -> Stage:
    return next(stage for stage in Stage if stage.value == plain)
