"""What comes up in the next days: calls agreed, appointments, tasks, promises."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from refdesk.domain.clock import BusinessClock
from refdesk.domain.fields import Choices
from refdesk.domain.promise import Promise
from refdesk.domain.record import Record
from refdesk.domain.referral import Appointment, Referral
from refdesk.domain.task import Task
from refdesk.i18n import N_, _, plural
from refdesk.services.calls import Calls
from refdesk.services.loop_reading import LoopReading
from refdesk.services.records import Records
from refdesk.services.reminder_words import Found, Names, how_to_reach, named, plain
from refdesk.services.session import Desk
from refdesk.store.listing import Filter, Match, Query

R = TypeVar("R", bound=Record)
USUAL_DAYS, MOST_DAYS = 14, 366
PATIENT = N_("Patient")


class ReminderOf(Choices):
    """What a reminder is of."""

    CALL = "call", N_("Calls agreed")
    VISIT = "visit", N_("Appointments")
    TASK = "task", N_("Tasks")
    PROMISE = "promise", N_("Promises")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderWish:
    """Which reminders are wanted: of how many days from today on, whose, and of what.

    Only with `names` does anything personal stand in them.
    """

    days: int = USUAL_DAYS
    owner: int | None = None
    of: frozenset[ReminderOf] = frozenset(ReminderOf)
    names: bool = False

    @property
    def personal(self) -> tuple[str, ...]:
        """What of the reminders is personal, in words; nothing without names."""
        held = [label for one in ReminderOf if one in self.of for label in _PERSONAL[one]]
        return tuple(dict.fromkeys(held)) if self.names else ()


_PERSONAL: Mapping[ReminderOf, tuple[str, ...]] = {
    ReminderOf.CALL: (PATIENT, N_("Phone"), N_("Best time to call")),
    ReminderOf.VISIT: (PATIENT,),
    ReminderOf.TASK: (N_("Task"), PATIENT),
    ReminderOf.PROMISE: (N_("Promise"), N_("Promised to")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One thing to be reminded of; `at` is its moment, None for a whole day.

    `more` says how to reach the patient, where names were wished for. `who` of us sees to it.
    `kind` and `row_id` are of its record, `changed` is when that last was.
    """

    kind: str
    row_id: int
    day: dt.date
    at: dt.datetime | None
    what: str = field(repr=False)
    more: str = field(repr=False)
    practice: str
    who: str
    is_of_patient: bool
    changed: dt.datetime


class Reminders:
    """Reads what comes up."""

    def __init__(self, desk: Desk) -> None:
        self._records = Records(desk)
        self._calls, self._loops = Calls(desk), LoopReading(desk)

    @property
    def clock(self) -> BusinessClock:
        """The clinic's clock."""
        return self._loops.rules().clock

    def coming(self, wish: ReminderWish, now: dt.datetime) -> list[Reminder]:
        """Return the reminders of today and the days after it, in order; whole days first."""
        found = self._found(wish, now)
        names = Names(self._records, found, with_patients=wish.names)
        early = dt.datetime.min.replace(tzinfo=dt.UTC)
        reminders = [
            Reminder(
                kind=one.record.kind,
                row_id=one.record.id,
                day=one.day,
                at=one.at,
                what=named(one, names) if wish.names else plain(one),
                more=how_to_reach(one, names) if wish.names else "",
                practice=names.of("practice", one.practice),
                who=names.of("user", one.owner),
                is_of_patient=one.referral is not None,
                changed=one.record.changed_at or one.record.created_at or now,
            )
            for one in found
        ]
        return sorted(reminders, key=lambda one: (one.day, one.at or early, one.kind, one.row_id))

    # Inside

    def _found(self, wish: ReminderWish, now: dt.datetime) -> list[Found]:
        clock = self.clock
        first = clock.day_of(now)
        span = _Span(first, first + dt.timedelta(days=wish.days - 1), clock)
        readers: Mapping[ReminderOf, Callable[[_Span, dt.datetime], Iterator[Found]]] = {
            ReminderOf.CALL: self._agreed,
            ReminderOf.VISIT: self._visits,
            ReminderOf.TASK: self._tasks,
            ReminderOf.PROMISE: self._promises,
        }
        found = [one for of in ReminderOf if of in wish.of for one in readers[of](span, now)]
        return [one for one in found if wish.owner is None or one.owner == wish.owner]

    def _agreed(self, span: _Span, now: dt.datetime) -> Iterator[Found]:
        since, until = span.moments
        agreed = self._calls.agreed(since, until)
        ids = list(dict.fromkeys(int(one.referral) for one in agreed))
        outcomes = self._calls.outcomes(ids)
        for one in self._calls.waiting(ids, now):
            at = one.next_try
            if at is not None and since <= at <= until:
                yield Found(
                    record=one.tries[-1],
                    day=span.clock.day_of(at),
                    at=at,
                    owner=one.referral.owner,
                    practice=one.referral.referring_practice,
                    referral=one.referral,
                    reason=one.call_for(outcomes.get(one.referral.id)),
                )

    def _visits(self, span: _Span, _now: dt.datetime) -> Iterator[Found]:
        visits = self._between(Appointment, "date", "outcome", span)
        referrals = self._referrals(int(one.referral) for one in visits)
        for one in visits:
            referral = referrals[int(one.referral)]
            if referral.due is not None and not referral.archived:
                yield Found(
                    record=one,
                    day=one.date,
                    at=span.clock.at(one.date, one.time) if one.time else None,
                    owner=referral.owner,
                    practice=referral.referring_practice,
                    referral=referral,
                )

    def _tasks(self, span: _Span, _now: dt.datetime) -> Iterator[Found]:
        tasks = self._between(Task, "due", "done", span)
        referrals = self._referrals(int(one.referral) for one in tasks if one.referral)
        for one in tasks:
            referral = referrals.get(int(one.referral or 0))
            of_referral = referral.referring_practice if referral else None
            yield Found(
                record=one,
                day=one.due or span.first,
                owner=one.owner,
                practice=one.practice or of_referral,
                referral=referral,
            )

    def _promises(self, span: _Span, _now: dt.datetime) -> Iterator[Found]:
        for one in self._between(Promise, "due", "kept", span):
            yield Found(record=one, day=one.due or span.first, owner=one.by, practice=one.practice)

    def _between(self, of: type[R], day: str, done: str, span: _Span) -> list[R]:
        own = of.fields
        wanted = (
            Filter(own[done], Match.EMPTY),
            Filter(own[day], Match.FROM, span.first.isoformat()),
            Filter(own[day], Match.TO, span.last.isoformat()),
        )
        return self._records.page(of, self._records.ids(of, Query(filters=wanted, sort=own[day])))

    def _referrals(self, ids: Iterable[int]) -> dict[int, Referral]:
        return {one.id: one for one in self._records.page(Referral, sorted(set(ids)))}


def about(wish: ReminderWish, found: Sequence[Reminder]) -> str:
    """Return what the register says of reminders: how many, and what of them is personal."""
    count = plural("{count} reminder", "{count} reminders", len(found))
    if wish.names:
        return f"{count}: {', '.join(map(_, wish.personal))}"
    return _("{count}; no names").format(count=count)


def holds_patients(found: Sequence[Reminder]) -> bool:
    """Tell whether patients are concerned: by number alone, dates remain theirs."""
    return any(one.is_of_patient for one in found)


@dataclass(frozen=True, slots=True)
class _Span:
    """The days that are looked at, by the clinic's clock."""

    first: dt.date
    last: dt.date
    clock: BusinessClock

    @property
    def moments(self) -> tuple[dt.datetime, dt.datetime]:
        """The first moment of the first day, and the last of the last."""
        end = self.clock.at(self.last, dt.time(23, 59, 59))
        return self.clock.at(self.first, dt.time(0)), end
