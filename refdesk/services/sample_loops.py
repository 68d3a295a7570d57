"""The referrals of the sample desk, and how far each has come on its way to a closed loop."""

from __future__ import annotations

import datetime as dt
import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from refdesk.domain.fields import Ref
from refdesk.domain.patient import Patient
from refdesk.domain.practice import Channel, PracticeKind
from refdesk.domain.referral import Need, Referral, Urgency
from refdesk.domain.sources import Source
from refdesk.domain.stages import Stage
from refdesk.services import sample_phrases as phrases
from refdesk.services import sample_words as words
from refdesk.services.sample_history import FOLLOW_UP_AFTER, moments
from refdesk.services.sample_partners import Partner
from refdesk.services.sample_rhythm import Rhythm
from refdesk.services.sample_sorts import CHILD, GENERAL

S = Stage
# Up to so many business days after it came, a loop that nobody left lying stands at one of these,
# as often as it is named.
ON_TIME = (
    (0, (S.RECEIVED, S.RECEIVED, S.RECEIVED, S.CONTACTING)),
    (2, (S.CONTACTING, S.CONTACTING, S.SCHEDULED, S.SCHEDULED)),
    (
        9,
        (
            *([S.SCHEDULED] * 7 + [S.ATTENDED] * 3),
            *(S.NO_SHOW, S.DECLINED_BY_PATIENT, S.DECLINED_BY_US, S.CANCELLED),
        ),
    ),
    (
        28,
        (
            *([S.SCHEDULED] * 2 + [S.ATTENDED] * 2 + [S.REPORTED] * 4 + [S.CLOSED] * 7),
            *(S.NO_SHOW, S.UNABLE_TO_REACH),
        ),
    ),
    (50, (*[S.CLOSED] * 40, S.CANCELLED, S.UNABLE_TO_REACH)),
    (600, (S.CLOSED,)),
)
# Loops that were left lying, by the days since they came and where they stand.
LATE = (
    (5, S.RECEIVED),
    (35, S.CONTACTING),
    (22, S.ATTENDED),
    (11, S.CONTACTING),
    (38, S.NO_SHOW),
    (9, S.RECEIVED),
    (200, S.REPORTED),
    (56, S.ATTENDED),
    (85, S.CONTACTING),
    (30, S.REPORTED),
    (130, S.UNABLE_TO_REACH),
    (100, S.REOPENED),
    (370, S.NO_SHOW),
    (15, S.ATTENDED),
    (12, S.DECLINED_BY_PATIENT),
    (16, S.CANCELLED),
    (19, S.DECLINED_BY_US),
    (26, S.UNABLE_TO_REACH),
)
NOBODY = -1
"""Stands for the place of a practice where none sent."""
_CHILDREN = 10
"""One patient in so many is a child."""
MINUTES = (words.CLOSES - words.OPENS) * 60 - 30
"""A working day, without its last half hour."""
_FRESH = (S.ATTENDED, S.REPORTED, S.NO_SHOW)
_NEW_ROUND = (S.NO_SHOW, S.REOPENED)
_TOLD = (S.REPORTED, S.CLOSED, S.REOPENED)


@dataclass
class Loop:
    """A referral with the places of its days: it came, its patient is seen, the report went out."""

    referral: Referral
    came: int
    seen: int
    told: int = 0


class Loops:
    """Makes the patients and their referrals."""

    def __init__(
        self, dice: words.Dice, rhythm: Rhythm, numbers: words.Numbers, detail_days: int
    ) -> None:
        self.detailed: list[Loop] = []
        """Loops whose attempts and appointments are to be told: those of the last days."""
        self._detail_from = rhythm.last - detail_days
        self._dice = dice
        self._rhythm = rhythm
        self._numbers = numbers

    def patients(self, count: int) -> Iterator[Patient]:
        """Yield `count` patients, one in ten a child."""
        dice = self._dice
        for number in range(count):
            born, span = (1935, 25_000) if number % _CHILDREN else (2010, 3_300)
            yield Patient(
                name=f"{dice.one(words.LAST)}, {dice.one(words.FIRST)}",
                birth_date=dt.date(born, 1, 1) + dt.timedelta(days=dice.randrange(span)),
                phone=self._numbers.phone(),
                language=dice.one(words.LANGUAGES) if dice.is_so(0.04) else "",
                best_time=dice.one(phrases.BEST_TIMES) if dice.is_so(0.2) else "",
                heard_from=dice.one(phrases.HEARD) if dice.is_so(0.1) else "",
            )

    def events(self, partners: Sequence[Partner], others: int) -> list[tuple[int, int, int]]:
        """Return day, minute and practice of every referral, in the order they came."""
        dice = self._dice
        alone = self._rhythm.spread(others, 0, self._rhythm.last)
        sent = [(day, place) for place, one in enumerate(partners) for day in one.days]
        sent += [(day, NOBODY) for day in alone]
        return sorted((day, int(dice.random() * MINUTES), place) for day, place in sent)

    def late(self, events: Sequence[tuple[int, int, int]], count: int) -> dict[int, Stage]:
        """Return which referrals were left lying, by their number, and where they stand."""
        found: dict[int, Stage] = {}
        days = [day for day, _minute, _place in events]
        for number in range(min(count, len(events) // 4)):
            age, stage = LATE[number % len(LATE)]
            if number >= len(LATE):
                age = round(age * self._dice.uniform(0.8, 1.5))
            place = bisect_right(days, self._rhythm.ago(age)) - 1
            while place in found:
                place -= 1
            if place >= 0:
                found[place] = stage
        return found

    def referrals(
        self,
        partners: Sequence[Partner],
        patients: Sequence[int],
        others: int,
        late: int,
        interpreter: str,
    ) -> Iterator[Referral]:
        """Yield the referrals; so many came from nobody's practice, so many were left lying."""
        events = self.events(partners, others)
        left_lying = self.late(events, late)
        waiting = self._waiting_rooms(patients)
        for number, (came, minute, place) in enumerate(events):
            partner = partners[place] if place != NOBODY else None
            reason = self._dice.one(partner.sort.reasons if partner else GENERAL)
            referral = Referral(
                received=self.at(came, minute),
                patient=Ref(next(waiting[reason in CHILD])),
                source=Source.PHYSICIAN,
                reason=reason[0],
                icd10=reason[1],
                urgency=self._urgency(partner),
            )
            self._sent_by(referral, partner)
            is_late = number in left_lying
            referral.stage = left_lying.get(number) or self._on_time(referral, came)
            referral.provider = "" if referral.stage is S.RECEIVED else reason[2]
            loop = Loop(referral, came, self._seen(referral, came, late=is_late))
            self._go_on(loop)
            self._date(loop)
            self._covered(referral, words.INSURERS[reason in CHILD :])
            if self._dice.is_so(0.04):
                referral.set_custom(interpreter, plain=True)
            if came >= self._detail_from:
                self.detailed.append(loop)
            yield referral

    def at(self, place: int, minute: int | None = None) -> dt.datetime:
        """Return a moment of a day: so many minutes after the clinic opened, or any."""
        if minute is None:
            minute = int(self._dice.random() * MINUTES)
        opened = dt.datetime.combine(self._rhythm.days[place], dt.time(words.OPENS))
        return (opened + dt.timedelta(minutes=minute)).astimezone()

    def _waiting_rooms(self, patients: Sequence[int]) -> tuple[Iterator[int], Iterator[int]]:
        """Return adults and children, each without end: some come again a year later."""
        children = list(patients[::_CHILDREN])
        adults = [one for number, one in enumerate(patients) if number % _CHILDREN]
        for some in (adults, children):
            self._dice.shuffle(some)
        return itertools.cycle(adults), itertools.cycle(children)

    def _urgency(self, partner: Partner | None) -> Urgency:
        share = 0.3 if partner and partner.sort.kind is PracticeKind.URGENT_CARE else 0.13
        fate = self._dice.random()
        if fate > share:
            return Urgency.ROUTINE
        return Urgency.EMERGENT if fate < 0.012 else Urgency.URGENT

    def _sent_by(self, referral: Referral, partner: Partner | None) -> None:
        dice = self._dice
        if partner is None:
            referral.source, referral.source_detail, channels = dice.one(phrases.ALONE)
            referral.channel = dice.one(channels)
            return
        referral.referring_practice = Ref(partner.id)
        referral.channel = partner.channel if dice.is_so(0.75) else dice.one(phrases.CHANNELS)
        if partner.senders:
            referral.referring_person = Ref(
                partner.senders[int(dice.random() ** 2 * len(partner.senders))]
            )
        if partner.sort.kind is PracticeKind.SCHOOL:
            referral.source = Source.SCHOOL
        elif partner.sort.kind is PracticeKind.EMPLOYER:
            referral.source = Source.OTHER
            referral.source_detail = "Employer’s health office"
        elif dice.is_so(0.06):
            referral.secondary_source = dice.one(phrases.SECOND)

    def _covered(self, referral: Referral, insurers: Sequence[str]) -> None:
        dice = self._dice
        referral.insurer = dice.one(insurers) if dice.is_so(0.92) else ""
        if dice.is_so(0.12):
            referral.authorization = f"AU{dice.randint(10_000, 99_999)}"
            received = referral.received.date()
            referral.authorization_expires = received + dt.timedelta(days=90)
        if referral.stage in {S.RECEIVED, S.CONTACTING, S.SCHEDULED} and dice.is_so(0.3):
            referral.needs = dice.one(((Need.RECORDS,), (Need.IMAGING,), tuple(Need)))

    def _on_time(self, referral: Referral, came: int) -> Stage:
        age = self._rhythm.last - came
        stage = self._dice.one(next(stages for most, stages in ON_TIME if age <= most))
        if stage is S.RECEIVED and referral.urgency is not Urgency.ROUTINE:
            return S.CONTACTING  # urgent: on the same day
        return stage

    def _go_on(self, loop: Loop) -> None:
        """Report and close what its stage says."""
        dice, referral = self._dice, loop.referral
        if referral.stage is S.CLOSED and dice.is_so(0.14):
            referral.closed_reason = dice.one(phrases.NOT_SEEN)
        elif referral.stage in _TOLD:
            report = loop.told = min(loop.seen + dice.randint(1, 4), self._rhythm.last)
            referral.report_sent = self._rhythm.days[report]
            referral.report_how = dice.one((Channel.FAX, Channel.FAX, Channel.PORTAL))
            if referral.stage is S.CLOSED:
                referral.closed_reason = dice.one(phrases.CLOSED)
                referral.feedback = dice.one(phrases.FEEDBACK) if dice.is_so(0.06) else ""

    def _date(self, loop: Loop) -> None:
        """Say since when it stands where it does, and what is agreed."""
        referral, days = loop.referral, self._rhythm.days
        moved = moments(loop, self._rhythm, self)
        referral.moved_at = moved[-1][1] if moved else referral.received
        if referral.stage in _NEW_ROUND:
            referral.round_began = referral.moved_at
        if referral.stage is S.SCHEDULED:
            referral.appointment = days[loop.seen]
        if referral.stage is S.CLOSED and referral.report_sent:
            referral.followed_up = days[min(loop.told + FOLLOW_UP_AFTER, self._rhythm.last)]

    def _seen(self, referral: Referral, came: int, *, late: bool) -> int:
        """Return the place of the day of the appointment; after it a report may follow."""
        dice, last, stage = self._dice, self._rhythm.last, referral.stage
        if stage is S.SCHEDULED:
            return last + dice.randint(1, 14)
        if late:
            seen = came + dice.randint(1, 4)
        elif stage in _FRESH:
            seen = last - dice.randint(2, 4)
        elif referral.urgency is Urgency.ROUTINE:
            seen = came + dice.randint(3, 12)
        else:
            seen = came + dice.randint(1, 3)
        return max(came + 1, min(seen, last - 1))
