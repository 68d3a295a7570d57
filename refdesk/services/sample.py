"""The sample desk: invented practices, people and patients, marked as a sample."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from refdesk.domain.clinic import Clinic
from refdesk.domain.customs import CustomField
from refdesk.domain.practice import Office
from refdesk.domain.record import Record
from refdesk.i18n import N_, _
from refdesk.services import sample_clinic
from refdesk.services.loop_keeper import TOLD
from refdesk.services.planning import Planning
from refdesk.services.sample_calls import Calls
from refdesk.services.sample_history import lines
from refdesk.services.sample_loops import Loops
from refdesk.services.sample_outreach import Outreach
from refdesk.services.sample_partners import Partner, Partners
from refdesk.services.sample_rhythm import Character, Rhythm, characters
from refdesk.services.sample_words import Dice, Numbers
from refdesk.services.session import Desk
from refdesk.services.work import Progress, Silent

R = TypeVar("R", bound=Record)
MOST_CANDIDATES = 200
"""Practices among which the stops of the next days are chosen."""


@dataclass(frozen=True)
class Size:
    """How many of each a sample holds.

    Referrals of `detail_days` business days have their attempts and appointments; `late` of all
    were left lying. A practice has `touches` at most. `archived` practices come on top.
    """

    practices: int
    people: int
    patients: int
    referrals: int
    late: int
    detail_days: int
    touches: int
    promise_rounds: int
    archived: int


SIZES = {
    "small": Size(
        *(40, 160, 780, 960, 18), detail_days=520, touches=60, promise_rounds=1, archived=1
    ),
    "large": Size(
        *(5_000, 20_000, 60_000, 200_000, 2_000),
        detail_days=30,
        touches=1,
        promise_rounds=20,
        archived=25,
    ),
}


class Sample:
    """Fills a new desk; the same seed and day make the same desk."""

    def __init__(self, desk: Desk, seed: int, today: dt.date) -> None:
        self._desk = desk
        self._dice = Dice(seed)
        self._rhythm = Rhythm(self._dice, today)
        self._numbers = Numbers()
        self._progress: Progress = Silent()

    def fill(self, size: Size, progress: Progress | None = None) -> None:
        """Add the records of a sample, in one change per kind.

        Raises:
            Cancelled: a person stopped it.
        """
        self._progress = progress or self._progress
        with self._desk.db.change(N_("Fill in the sample clinic"), by=None) as work:
            clinic = work.get(Clinic, 1)
            sample_clinic.fill_in(clinic, self._numbers)
            work.save(clinic)
        liaison, coordinator = self._add(sample_clinic.users(), 2)
        own = self._add(sample_clinic.custom_fields(), len(sample_clinic.CUSTOMS))
        keys = dict(zip(sample_clinic.CUSTOMS, self._keys(own), strict=True))
        others = round(0.08 * size.referrals)
        partners = self._partners(size, liaison, keys, others)
        self._referrals(size, partners, (coordinator, self._desk.user.id), others, keys)
        current = [one for one in partners if not one.archived]
        outreach = Outreach(self._dice, self._rhythm, liaison, coordinator)
        self._add(outreach.touches(current, size.touches), size.practices)
        self._visits(outreach, current)
        self._add(outreach.promises(current, size.promise_rounds), size.promise_rounds)
        views = sample_clinic.saved_views(self._desk.user.id)
        self._add(views, len(sample_clinic.VIEWS))

    def _partners(
        self, size: Size, liaison: int, keys: dict[str, str], others: int
    ) -> list[Partner]:
        kinds = characters(size.practices) + [Character.LAPSED] * size.archived
        found = self._sending(kinds, size.referrals - others)
        maker = Partners(self._dice, self._numbers, liaison)
        partners = maker.sorted_out(found, size.archived)
        self._add(maker.practices(partners, keys), size.practices)
        self._add(maker.offices(partners), size.practices)
        self._add(maker.people(partners, size.people), size.people)
        return partners

    def _sending(
        self, found: Sequence[Character], total: int
    ) -> list[tuple[Character, Sequence[int]]]:
        """Return how each practice sends, and when it did: `total` referrals in all."""
        some = [(one, self._rhythm.days_of(one)) for one in found if one is not Character.LOYAL]
        rest = total - sum(len(days) for _one, days in some)
        loyal = self._rhythm.loyal(found.count(Character.LOYAL), rest)
        return [*((Character.LOYAL, days) for days in loyal), *some]

    def _referrals(
        self,
        size: Size,
        partners: Sequence[Partner],
        callers: Sequence[int],
        others: int,
        keys: dict[str, str],
    ) -> None:
        loops = Loops(self._dice, self._rhythm, self._numbers, size.detail_days)
        patients = self._add(loops.patients(size.patients), size.patients)
        referrals = loops.referrals(partners, patients, others, size.late, keys["interpreter"])
        self._add(referrals, size.referrals)
        history = lines(loops.detailed, self._rhythm, loops, callers)
        self._add(history, 4 * len(loops.detailed))
        calls = Calls(self._dice, self._rhythm, loops, callers)
        self._add(calls.attempts(loops.detailed), len(loops.detailed))
        self._add(calls.appointments(loops.detailed), len(loops.detailed))

    def _visits(self, outreach: Outreach, partners: Sequence[Partner]) -> None:
        some = partners[:MOST_CANDIDATES]
        first = [one.offices[0] for one in some]
        offices = {office.id: office for office in self._desk.db.page(Office, first)}
        planned = outreach.planned_visits(some, offices)
        self._add((*outreach.past_visits(), *planned), len(some))
        planning = Planning(self._desk)
        with self._desk.db.change(N_("Sample: visits in driving order"), by=None) as work:
            for date, _stops in outreach.planned_days():
                planning.save(work, planning.day(date))

    def _keys(self, own: Sequence[int]) -> list[str]:
        return [one.key for one in self._desk.db.page(CustomField, own)]

    def _add(self, records: Iterable[R], count: int) -> list[int]:
        """Add records, about `count` of them, in one change that is named after the first."""
        ids: list[int] = []
        waiting = iter(records)
        first = next(waiting, None)
        if first is None:
            return ids
        label = _("Sample: {kind}").format(kind=_(first.many).lower())
        with self._desk.db.change(label, by=None) as work:
            work.notes[TOLD] = True
            for record in _chained(first, waiting):
                if len(ids) % 500 == 0:
                    self._progress.step(len(ids), max(count, len(ids)), label)
                ids.append(work.add(record).id)
        return ids


def _chained(first: R, others: Iterator[R]) -> Iterator[R]:
    yield first
    yield from others
