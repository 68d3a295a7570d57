"""The practices of the sample desk with their offices and people."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

from refdesk.domain.address import Address
from refdesk.domain.dates import PartialDate
from refdesk.domain.fields import Ref
from refdesk.domain.hours import Hours
from refdesk.domain.person import Person, PersonRole
from refdesk.domain.practice import (
    Channel,
    CoordinateSource,
    Office,
    PartnerStatus,
    Practice,
    PracticeKind,
    Tier,
)
from refdesk.i18n import _
from refdesk.routes.places import centroid
from refdesk.services import sample_words as words
from refdesk.services.sample_rhythm import Character
from refdesk.services.sample_sorts import STRONG, WEAK, Sort

C = Character
R = PersonRole
hours = cache(Hours.parse)

_TIERS = {
    C.LOYAL: (Tier.A, Tier.B),
    C.QUIET: (Tier.A, Tier.B),
    C.SEMI_LOYAL: (Tier.B, Tier.C),
    C.LAPSED: (Tier.C,),
    C.NEW: (Tier.PROSPECT, Tier.C),
    C.NEVER: (Tier.PROSPECT, Tier.PROSPECT, Tier.PROSPECT, Tier.C),
}
_CHANNELS = (Channel.FAX, Channel.FAX, Channel.FAX, Channel.PHONE, Channel.PORTAL, Channel.EMAIL)
_DESK_ROLES = (R.REFERRAL_COORDINATOR, R.FRONT_DESK, R.OFFICE_MANAGER)
_MORE_ROLES = (
    *(R.PHYSICIAN, R.NP_PA, R.FRONT_DESK, R.NURSE, R.PHYSICIAN, R.REFERRAL_COORDINATOR),
    *(R.MEDICAL_ASSISTANT, R.NP_PA, R.OFFICE_MANAGER),
)
_CREDENTIALS = {
    R.PHYSICIAN: ("MD", "MD", "MD", "DO"),
    R.NP_PA: ("NP", "PA-C"),
    R.NURSE: ("RN", "LPN"),
    R.OTHER: ("DPT",),
}
_SENDERS = (R.PHYSICIAN, R.NP_PA)


@dataclass
class Partner:
    """What the rest of the sample needs to know of a practice; `days` are when it has sent."""

    sort: Sort
    character: Character
    days: Sequence[int]
    archived: bool = False
    id: int = 0
    host: str = ""
    tier: Tier = Tier.C
    channel: Channel = Channel.FAX
    welcome: bool = True
    offices: list[int] = field(default_factory=list)
    senders: list[int] = field(default_factory=list)
    desk: list[int] = field(default_factory=list)


class Partners:
    """Makes the practices, offices and people."""

    def __init__(self, dice: words.Dice, numbers: words.Numbers, liaison: int) -> None:
        self._dice = dice
        self._numbers = numbers
        self._names = words.Names(dice)
        self._liaison = liaison
        self._customs: Mapping[str, str] = {}

    def sorted_out(
        self, found: Sequence[tuple[Character, Sequence[int]]], archived: int
    ) -> list[Partner]:
        """Return the partners, mixed; so many of the lapsed ones are archived."""
        strong, weak = itertools.cycle(STRONG), itertools.cycle(WEAK)
        partners = [
            Partner(next(strong if character in {C.LOYAL, C.QUIET} else weak), character, days)
            for character, days in found
        ]
        for partner in [one for one in partners if one.character is C.LAPSED][:archived]:
            partner.archived = True
        self._dice.shuffle(partners)
        return partners

    def practices(
        self, partners: Sequence[Partner], customs: Mapping[str, str]
    ) -> Iterator[Practice]:
        """Yield the practice of each; `customs` are the keys of the clinic's own fields."""
        dice = self._dice
        closed = iter([PartnerStatus.DO_NOT_CONTACT, PartnerStatus.INACTIVE])
        for partner in partners:
            sort = partner.sort
            name, place = self._names.practice(sort.name)
            partner.host = place.lower().replace(" ", "") + ".example"
            partner.channel = dice.one(_CHANNELS)
            partner.tier = dice.one(_TIERS[partner.character])
            if len(partner.days) >= 60:
                partner.tier = Tier.A
            status = PartnerStatus.ACTIVE
            if partner.archived:
                status = PartnerStatus.INACTIVE
            elif partner.character is C.LAPSED:
                status = next(closed, PartnerStatus.ACTIVE)
            partner.welcome = status is PartnerStatus.ACTIVE
            practice = Practice(
                name=name,
                practice_kind=sort.kind,
                relationship=sort.relationship,
                tier=partner.tier,
                status=status,
                phone=self._numbers.phone(),
                fax=self._numbers.phone(),
                email=f"referrals@{partner.host}" if dice.is_so(0.4) else "",
                website=f"www.{partner.host}" if dice.is_so(0.5) else "",
                preferred_channel=partner.channel,
                ehr=dice.one(words.EHRS),
                specialty=sort.specialty,
                conditions=sort.sees,
                liaison=Ref(self._liaison),
                how_we_know=dice.one(words.ACQUAINTANCE) if dice.is_so(0.7) else "",
            )
            practice.tags = (dice.one(words.PRACTICE_TAGS),) if dice.is_so(0.3) else ()
            practice.notes = dice.one(words.NOTES) if dice.is_so(0.15) else ""
            if partner.archived:
                practice.archived, practice.notes = True, words.CLOSED_DOWN
            if sort.kind not in {PracticeKind.SCHOOL, PracticeKind.EMPLOYER}:
                practice.npi = self._numbers.npi("2")
            for key, value in self._own_values(partner, customs).items():
                practice.set_custom(key, value)
            yield practice
            partner.id = practice.id

    def _own_values(self, partner: Partner, customs: Mapping[str, str]) -> dict[str, Any]:
        if partner.sort.kind in {PracticeKind.SCHOOL, PracticeKind.EMPLOYER}:
            return {}
        imaging = self._dice.one(("None", "None", "X-ray", "X-ray and MRI"))
        return {customs["imaging"]: imaging, customs["pads"]: self._dice.randint(0, 6)}

    def offices(self, partners: Sequence[Partner]) -> Iterator[Office]:
        """Yield the offices of each practice: mostly one, of some two or three."""
        for partner in partners:
            count = self._dice.one((1, 1, 1, 1, 1, 1, 1, 2, 2, 3)) if partner.days else 1
            near = words.TOWNS[:9] if self._dice.is_so(0.65) else words.TOWNS
            towns = self._dice.sample(near, count)
            for place, town in enumerate(towns):
                office = self._office(partner, *town, branch=place > 0)
                yield office
                partner.offices.append(office.id)

    def _office(self, partner: Partner, town: str, zip_code: str, *, branch: bool) -> Office:
        dice = self._dice
        opened, lunch = dice.one(words.HOURS)
        if partner.sort.kind is PracticeKind.URGENT_CARE:
            opened, lunch = words.ALL_WEEK, ""
        elif branch:
            opened, lunch = dice.one(words.BRANCH_HOURS), ""
        suite = f"Suite {dice.randint(1, 40)}" if dice.is_so(0.3) else ""
        street = f"{dice.randint(2, 990)} {dice.one(words.STREETS)}"
        office = Office(
            practice=Ref(partner.id),
            name=town if branch else _("main"),
            address=Address(street, suite, town, "OH", zip_code),
            phone=self._numbers.phone(),
            hours=hours(opened),
            lunch=hours(lunch) if lunch else None,
            drop_in=hours(dice.one(words.DROP_INS)) if not branch and dice.is_so(0.4) else None,
            entry_note=dice.one(words.ENTRIES) if dice.is_so(0.8) else "",
            lunch_rule=dice.one(words.LUNCH_RULES) if not branch and dice.is_so(0.6) else "",
        )
        office.archived = partner.archived
        middle = centroid(zip_code)
        if middle is not None and dice.is_so(0.6):
            office.latitude = _near(middle.latitude, dice)
            office.longitude = _near(middle.longitude, dice)
            office.coordinates_from = CoordinateSource.GEOCODED
        return office

    def people(self, partners: Sequence[Partner], count: int) -> Iterator[Person]:
        """Yield `count` people: who decides and a gatekeeper everywhere, then more.

        Those of archived practices come on top.
        """
        roles: list[list[PersonRole]] = [
            [one.sort.lead, self._dice.one(_DESK_ROLES)] for one in partners
        ]
        weights = [0 if one.archived else 1 + min(6.0, len(one.days) / 10) for one in partners]
        places = range(len(partners))
        more = count - 2 * sum(not one.archived for one in partners)
        for place in self._dice.choices(places, weights, k=more):
            next_role = _MORE_ROLES[(place + len(roles[place])) % len(_MORE_ROLES)]
            roles[place].append(next_role if _treats(partners[place]) else R.FRONT_DESK)
        before: Partner | None = None
        for number, (partner, wanted) in enumerate(zip(partners, roles, strict=True)):
            for place, role in enumerate(wanted):
                person = self._person(partner, role, gatekeeper=place == 1 or role in _DESK_ROLES)
                if before and place == 0 and number % 5 == 0 and _treats(partner):
                    person.practices = (Ref(partner.id), Ref(before.id))
                    person.offices = (Ref(partner.offices[0]), Ref(before.offices[0]))
                    person.in_days = hours(words.TWO_PLACES)
                yield person
                (partner.senders if role in _SENDERS else partner.desk).append(person.id)
            before = partner if _treats(partner) else None

    def _person(self, partner: Partner, role: PersonRole, *, gatekeeper: bool) -> Person:
        dice = self._dice
        first, last = self._names.person()
        doctor = role is R.PHYSICIAN
        person = Person(
            name=f"{first} {last}",
            credentials=dice.one(_CREDENTIALS.get(role, ("",))),
            salutation=f"Dr. {last}" if doctor else first,
            role=role,
            gatekeeper=gatekeeper,
            influence=dice.randint(1, 3) if gatekeeper else None,
            practices=(Ref(partner.id),),
            offices=(Ref(dice.one(partner.offices)),),
            in_days=hours(dice.one(words.IN_DAYS)) if dice.is_so(0.6) else None,
            npi=self._numbers.npi("1") if role in _SENDERS else None,
            specialty=partner.sort.specialty if role in _SENDERS else "",
            phone=self._numbers.phone() if dice.is_so(0.8) else None,
            email=f"desk{dice.randint(1, 60)}@{partner.host}" if dice.is_so(0.3) else "",
            preferred_contact=dice.one(_CHANNELS) if dice.is_so(0.3) else None,
            languages=dice.one(words.LANGUAGES) if dice.is_so(0.12) else "",
            birthday=self._birthday() if dice.is_so(0.35) else None,
            likes=dice.one(words.LIKES) if dice.is_so(0.45) else "",
            do_not_contact=dice.is_so(0.012),
        )
        person.archived = partner.archived
        if dice.is_so(0.08):
            person.warm_contact = Ref(self._liaison)
            person.warm_how = dice.one(words.WARM)
        return person

    def _birthday(self) -> PartialDate:
        dice = self._dice
        year = dice.randint(1958, 1998) if dice.is_so(0.25) else None
        return PartialDate(dice.randint(1, 12), dice.randint(1, 28), year)


def _treats(partner: Partner) -> bool:
    return partner.sort.lead is R.PHYSICIAN and not partner.archived


def _near(degrees: float, dice: words.Dice) -> Decimal:
    return Decimal(str(round(degrees + dice.uniform(-0.02, 0.02), 4)))
