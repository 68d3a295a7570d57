"""The sample desk: invented practices, people and patients, marked as a sample."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from refdesk.domain.address import Address
from refdesk.domain.clinic import Clinic
from refdesk.domain.fields import Ref
from refdesk.domain.hours import Hours
from refdesk.domain.npi import Npi, check_digit_fits
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person, PersonRole
from refdesk.domain.phone import Phone
from refdesk.domain.practice import Channel, Office, Practice, PracticeKind, Tier
from refdesk.domain.record import Record
from refdesk.domain.referral import Referral, Source, Urgency
from refdesk.domain.touch import Touch, TouchKind, Visit
from refdesk.i18n import N_, _
from refdesk.services import sample_words as words
from refdesk.services.session import Desk
from refdesk.services.work import Progress, Silent

T = TypeVar("T")
R = TypeVar("R", bound=Record)
SLICE = 5_000


@dataclass(frozen=True)
class Size:
    """How many of each a sample holds."""

    practices: int
    people: int
    patients: int
    referrals: int


SIZES = {
    "small": Size(practices=14, people=34, patients=60, referrals=90),
    "large": Size(practices=5_000, people=20_000, patients=60_000, referrals=200_000),
}


class Sample:
    """Fills a new desk; the same seed and day make the same desk."""

    def __init__(self, desk: Desk, seed: int, today: dt.date) -> None:
        self._desk = desk
        self._random = random.Random(seed)  # noqa: S311  invented names, not secrets
        self._today = today
        self._serial = itertools.count(1)

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
            clinic.phone = self._phone()
            clinic.hours = Hours.parse("Mon-Fri 8:00-17:00")
            work.save(clinic)
        practices = self._add(progress, size.practices, self._practices())
        offices = self._add(progress, size.practices, self._offices(practices))
        people = self._add(progress, size.people, self._people(practices, offices))
        patients = self._add(progress, size.patients, self._patients())
        self._add(progress, size.referrals, self._referrals(practices, people, patients))
        self._add(progress, size.practices, self._touches(practices))
        self._add(progress, min(6, size.practices), self._visits(practices, offices))

    def _add(self, progress: Progress, count: int, records: Iterator[R]) -> list[int]:
        ids: list[int] = []
        first = next(records)
        label = _("Sample: {kind}").format(kind=_(first.many).lower())
        with self._desk.db.change(label, by=None) as work:
            for record in itertools.islice(itertools.chain([first], records), count):
                if len(ids) % 500 == 0:
                    progress.step(len(ids), count, label)
                ids.append(work.add(record).id)
        return ids

    def _practices(self) -> Iterator[Practice]:
        kinds = (PracticeKind.PRIMARY_CARE, PracticeKind.SPECIALIST, PracticeKind.URGENT_CARE)
        for name in _names(self._random, words.PLACES, words.SORTS):
            yield Practice(
                name=name,
                practice_kind=self._one(kinds),
                tier=self._one(tuple(Tier)),
                phone=self._phone(),
                fax=self._phone(),
                npi=self._npi("2"),
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
                phone=self._phone(),
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
                npi=self._npi("1") if doctor else None,
                specialty=self._one(words.SPECIALTIES) if doctor else "",
                phone=self._phone(),
                likes=self._one(words.LIKES),
            )

    def _patients(self) -> Iterator[Patient]:
        for _number in itertools.count():
            yield Patient(
                name=f"{self._one(words.LAST)}, {self._one(words.FIRST)}",
                birth_date=dt.date(1940, 1, 1) + dt.timedelta(days=self._random.randrange(25_000)),
                phone=self._phone(),
            )

    def _referrals(
        self, practices: Sequence[int], people: Sequence[int], patients: Sequence[int]
    ) -> Iterator[Referral]:
        days = 730
        while True:
            # Squaring the place makes a few practices send most, as in life.
            place = int(self._random.random() ** 2 * len(practices))
            back = dt.timedelta(minutes=self._random.randrange(days * 24 * 60))
            received = dt.datetime.combine(self._today, dt.time(8), dt.UTC) - back
            yield Referral(
                received=received,
                patient=Ref(self._one(patients)),
                source=Source.PHYSICIAN,
                referring_practice=Ref(practices[place]),
                referring_person=Ref(people[place % len(people)]),
                channel=self._one((Channel.FAX, Channel.PHONE, Channel.PORTAL)),
                reason=self._one(words.REASONS),
                urgency=self._one((Urgency.ROUTINE, Urgency.ROUTINE, Urgency.URGENT)),
            )

    def _touches(self, practices: Sequence[int]) -> Iterator[Touch]:
        for practice in practices:
            yield Touch(
                date=self._today - dt.timedelta(days=self._random.randrange(90)),
                touch_kind=self._one((TouchKind.CALL, TouchKind.NOTE, TouchKind.VISIT)),
                practice=Ref(practice),
                summary=self._one(words.SUMMARIES),
            )

    def _visits(self, practices: Sequence[int], offices: Sequence[int]) -> Iterator[Visit]:
        date = self._today + dt.timedelta(days=1)
        known = {office.id: office for office in self._desk.db.page(Office, offices[:200])}
        pairs = list(zip(practices, offices, strict=True))[:200]
        for practice, office in sorted(pairs, key=lambda pair: not _open_on(known[pair[1]], date)):
            yield Visit(
                date=date,
                practice=Ref(practice),
                office=Ref(office),
                talking_points=self._one(words.TALKS),
                leave_behinds=self._one(words.LEAVE_BEHINDS),
            )

    def _one(self, of: Sequence[T]) -> T:
        return self._random.choice(of)

    def _phone(self) -> Phone:
        # 555-0100 to 555-0199 are kept for fiction; the extension keeps numbers apart.
        number = next(self._serial)
        extension = str(number // 100) if number >= 100 else ""
        return Phone(f"+1740555{100 + number % 100:04d}", extension)

    def _npi(self, first: str) -> Npi:
        stem = f"{first}{next(self._serial):08d}"
        return Npi(next(stem + digit for digit in "0123456789" if check_digit_fits(stem + digit)))


def _open_on(office: Office, date: dt.date) -> bool:
    return bool(office.hours and office.hours.on(date))


def _names(source: random.Random, places: Sequence[str], sorts: Sequence[str]) -> Iterator[str]:
    pairs = [f"{place} {sort}" for place in places for sort in sorts]
    source.shuffle(pairs)
    for round_ in itertools.count(1):
        for name in pairs:
            yield name if round_ == 1 else f"{name} {round_}"
