"""The sample desk: invented practices, people and patients, marked as a sample."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from refdesk.domain.address import Address
from refdesk.domain.clinic import Clinic
from refdesk.domain.fields import Ref
from refdesk.domain.hours import Hours
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person, PersonRole
from refdesk.domain.practice import Channel, Office, Practice, PracticeKind, Tier
from refdesk.domain.record import Record
from refdesk.domain.referral import (
    Appointment,
    AttemptResult,
    ContactAttempt,
    Outcome,
    Referral,
    Source,
    Urgency,
)
from refdesk.domain.stages import Stage
from refdesk.domain.touch import Touch, TouchKind, Visit
from refdesk.i18n import N_, _
from refdesk.services import sample_words as words
from refdesk.services.session import Desk
from refdesk.services.work import Progress, Silent

T = TypeVar("T")
R = TypeVar("R", bound=Record)
S = Stage


@dataclass(frozen=True)
class Size:
    """How many of each a sample holds.

    Referrals of `detail_days` business days have their attempts and appointments. A `lean` of 1
    spreads the referrals evenly, a higher one towards today. One loop in `late_every` was left
    lying.
    """

    practices: int
    people: int
    patients: int
    referrals: int
    detail_days: int
    lean: float
    late_every: int


SIZES = {
    "small": Size(14, 34, 60, 90, detail_days=words.DAYS_BACK, lean=2.0, late_every=10),
    "large": Size(5_000, 20_000, 60_000, 200_000, detail_days=30, lean=1.0, late_every=100),
}


class Sample:
    """Fills a new desk; the same seed and day make the same desk."""

    def __init__(self, desk: Desk, seed: int, today: dt.date) -> None:
        self._desk = desk
        self._random = random.Random(seed)  # noqa: S311  invented names, not secrets
        self._today = today
        self._numbers = words.Numbers()
        self._days = words.business_days(today)
        self._last = bisect_left(self._days, today) - 1
        self._loops: list[tuple[Referral, int, int]] = []
        self._attempts: list[ContactAttempt] = []
        self._appointments: list[Appointment] = []

    def fill(self, size: Size, progress: Progress | None = None) -> None:
        """Add the records of a sample, in one change per kind.

        Raises:
            Cancelled: a person stopped it.
        """
        progress = progress or Silent()
        with self._desk.db.change(N_("Fill in the sample clinic"), by=None) as work:
            clinic = work.get(Clinic, 1)
            clinic.address = Address("400 Harbor Terrace", "Suite 2", "Athens", "OH", "45701")
            clinic.tagline = _("Sample desk: every name here is invented")
            clinic.phone = self._numbers.phone()
            clinic.hours = Hours.parse(words.OPEN_HOURS)
            work.save(clinic)
        practices = self._add(progress, size.practices, self._practices())
        offices = self._add(progress, size.practices, self._offices(practices))
        people = self._add(progress, size.people, self._people(practices, offices))
        patients = self._add(progress, size.patients, self._patients())
        referrals = self._referrals(size, practices, people, patients)
        self._add(progress, size.referrals, referrals)
        for loop in self._loops:  # now that the referrals have their numbers
            self._detail(*loop)
        self._add(progress, len(self._attempts), iter(self._attempts))
        self._add(progress, len(self._appointments), iter(self._appointments))
        self._add(progress, size.practices, self._touches(practices))
        self._add(progress, min(6, size.practices), self._visits(practices, offices))

    def _add(self, progress: Progress, count: int, records: Iterator[R]) -> list[int]:
        ids: list[int] = []
        first = next(records, None)
        if first is None:
            return ids
        label = _("Sample: {kind}").format(kind=_(first.many).lower())
        with self._desk.db.change(label, by=None) as work:
            for record in itertools.islice(itertools.chain([first], records), count):
                if len(ids) % 500 == 0:
                    progress.step(len(ids), count, label)
                ids.append(work.add(record).id)
        return ids

    def _practices(self) -> Iterator[Practice]:
        kinds = (PracticeKind.PRIMARY_CARE, PracticeKind.SPECIALIST, PracticeKind.URGENT_CARE)
        for name in words.practice_names(self._random):
            yield Practice(
                name=name,
                practice_kind=self._one(kinds),
                tier=self._one(tuple(Tier)),
                phone=self._numbers.phone(),
                fax=self._numbers.phone(),
                npi=self._numbers.npi("2"),
                preferred_channel=self._one((Channel.FAX, Channel.PHONE, Channel.PORTAL)),
                how_we_know=self._one(words.ACQUAINTANCE),
            )

    def _offices(self, practices: Sequence[int]) -> Iterator[Office]:
        for practice in practices:
            town, zip_code = self._one(words.TOWNS)
            street = f"{self._random.randint(2, 990)} {self._one(words.STREETS)}"
            yield Office(
                practice=Ref(practice),
                name=_("main"),
                address=Address(street, "", town, "OH", zip_code),
                phone=self._numbers.phone(),
                hours=Hours.parse(self._one(words.HOURS)),
                lunch=Hours.parse("Mon-Fri 12:00-13:00"),
                entry_note=self._one(words.ENTRIES),
            )

    def _people(self, practices: Sequence[int], offices: Sequence[int]) -> Iterator[Person]:
        known = iter(self._random.sample(words.LAST[: words.PLAIN], words.PLAIN))
        for number in itertools.count():
            place = number % len(practices)
            doctor = number // len(practices) % 2 == 0
            last = next(known, None) or self._one(words.LAST)
            name = f"{self._one(words.FIRST)} {last}"
            role = PersonRole.PHYSICIAN if doctor else self._one(words.DESK_ROLES)
            yield Person(
                name=name,
                credentials="MD" if doctor else "",
                salutation=f"Dr. {last}" if doctor else name.split(maxsplit=1)[0],
                role=role,
                gatekeeper=not doctor,
                influence=None if doctor else self._random.randint(1, 3),
                practices=(Ref(practices[place]),),
                offices=(Ref(offices[place]),),
                npi=self._numbers.npi("1") if doctor else None,
                specialty=self._one(words.SPECIALTIES) if doctor else "",
                phone=self._numbers.phone(),
                likes=self._one(words.LIKES),
            )

    def _patients(self) -> Iterator[Patient]:
        for _number in itertools.count():
            yield Patient(
                name=f"{self._one(words.LAST)}, {self._one(words.FIRST)}",
                birth_date=dt.date(1940, 1, 1) + dt.timedelta(days=self._random.randrange(25_000)),
                phone=self._numbers.phone(),
            )

    def _referrals(
        self, size: Size, practices: Sequence[int], people: Sequence[int], patients: Sequence[int]
    ) -> Iterator[Referral]:
        left_lying = itertools.cycle(words.LATE)
        for number in itertools.count(1):
            # Squaring the place makes a few practices send most, as in life.
            place = int(self._random.random() ** 2 * len(practices))
            late = number % size.late_every == 0
            if late:
                age, stage = next(left_lying)
            else:
                age = int(self._random.random() ** size.lean * words.DAYS_BACK)
                stage = self._one(next(stages for most, stages in words.ON_TIME if age <= most))
            came = self._last - age
            referral = Referral(
                received=self._at(came),
                stage=stage,
                patient=Ref(self._one(patients)),
                source=Source.PHYSICIAN,
                referring_practice=Ref(practices[place]),
                referring_person=Ref(people[place % len(people)]),
                channel=self._one((Channel.FAX, Channel.PHONE, Channel.PORTAL)),
                reason=self._one(words.REASONS),
                urgency=self._one((Urgency.ROUTINE, Urgency.ROUTINE, Urgency.URGENT)),
            )
            seen = self._go_on(referral, came, late=late)
            if age <= size.detail_days:
                self._loops.append((referral, came, seen))
            yield referral

    def _go_on(self, referral: Referral, came: int, *, late: bool) -> int:
        """Report and close what its stage says; return the place of the appointment's day."""
        stage, last = referral.stage, self._last
        if stage is S.SCHEDULED:
            return last + self._random.randint(1, 12)
        fresh = stage in (S.ATTENDED, S.REPORTED, S.NO_SHOW) and not late
        seen = last - self._random.randint(1, 4) if fresh else came + self._random.randint(3, 9)
        seen = max(came + 2, min(seen, last - 2))
        if stage is S.CLOSED and self._random.random() < 0.15:
            referral.closed_reason = self._one(words.NOT_SEEN)
        elif stage in (S.REPORTED, S.CLOSED):
            report = min(seen + self._random.randint(1, 4), last)
            referral.report_sent = self._days[report]
            referral.report_how = self._one((Channel.FAX, Channel.FAX, Channel.PORTAL))
            if stage is S.CLOSED:
                referral.closed_reason = self._one(words.CLOSED)
        return seen

    def _detail(self, referral: Referral, came: int, seen: int) -> None:
        stage = referral.stage
        if stage in (S.RECEIVED, S.DECLINED_BY_US):
            return
        reached = stage not in (S.CONTACTING, S.UNABLE_TO_REACH)
        missed = 3 if stage is S.UNABLE_TO_REACH else self._random.randint(0, 1) + (not reached)
        results = [self._one(words.NOT_REACHED) for _n in range(missed)]
        results += [AttemptResult.REACHED] * reached
        results = results[: self._last - came + 1]
        for place, result in enumerate(results, start=came):
            at = self._at(place)
            if place == came:  # the same day, so after it came
                at = referral.received + dt.timedelta(minutes=self._random.randint(5, 25))
            attempt = ContactAttempt(
                referral=Ref(referral.id), at=at, by=Ref(self._desk.user.id), result=result
            )
            if place < came + len(results) - 1:
                attempt.next_try = self._at(place + 1)
            elif stage is S.CONTACTING:
                tries_on = self._last - came <= words.ON_TIME[1][0]
                attempt.next_try = self._at(self._last + 1 if tries_on else place + 1)
            self._attempts.append(attempt)
        outcome = {S.NO_SHOW: Outcome.NO_SHOW, S.CANCELLED: Outcome.CANCELLED}.get(
            stage, None if stage is S.SCHEDULED else Outcome.ATTENDED
        )
        booked = stage is not S.CLOSED or referral.report_sent is not None
        if reached and booked and stage is not S.DECLINED_BY_PATIENT:
            time = dt.time(self._one(range(words.OPENS, words.CLOSES)), self._one((0, 20, 40)))
            appointment = Appointment(
                referral=Ref(referral.id), date=self._days[seen], time=time, outcome=outcome
            )
            self._appointments.append(appointment)

    def _at(self, place: int) -> dt.datetime:
        """Return a moment of a business day while the clinic is open, not of its last half hour."""
        minutes = words.OPENS * 60 + self._random.randrange((words.CLOSES - words.OPENS) * 60 - 30)
        local = dt.datetime.combine(self._days[place], dt.time(minutes // 60, minutes % 60))
        return local.astimezone()

    def _touches(self, practices: Sequence[int]) -> Iterator[Touch]:
        for practice in practices:
            yield Touch(
                date=self._days[self._last - self._random.randrange(62)],
                touch_kind=self._one((TouchKind.CALL, TouchKind.NOTE, TouchKind.VISIT)),
                practice=Ref(practice),
                summary=self._one(words.SUMMARIES),
            )

    def _visits(self, practices: Sequence[int], offices: Sequence[int]) -> Iterator[Visit]:
        date = self._today + dt.timedelta(days=1)
        known = {office.id: office for office in self._desk.db.page(Office, offices[:200])}
        pairs = list(zip(practices, offices, strict=True))[:200]
        open_then = [pair for pair in pairs if _open_on(known[pair[1]], date)]
        for practice, office in sorted(open_then or pairs, key=lambda pair: _far(known[pair[1]])):
            yield Visit(
                date=date,
                practice=Ref(practice),
                office=Ref(office),
                talking_points=self._one(words.TALKS),
                leave_behinds=self._one(words.LEAVE_BEHINDS),
            )

    def _one(self, of: Sequence[T]) -> T:
        return self._random.choice(of)


def _open_on(office: Office, date: dt.date) -> bool:
    return bool(office.hours and office.hours.on(date))


def _far(office: Office) -> int:
    towns = [town for town, _zip in words.TOWNS]
    return towns.index(office.address.city) if office.address else len(towns)
