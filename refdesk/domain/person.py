"""The people at partner practices: those who send, and those who open the door."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Self

from refdesk.domain import fields as f
from refdesk.domain.address import Address
from refdesk.domain.dates import PartialDate
from refdesk.domain.errors import Problem
from refdesk.domain.fields import Choices, Ref
from refdesk.domain.hours import Hours
from refdesk.domain.npi import Npi
from refdesk.domain.phone import Phone
from refdesk.domain.practice import Channel, Office, Practice
from refdesk.domain.record import Record
from refdesk.domain.user import User
from refdesk.i18n import N_, _


class PersonRole(Choices):
    """What somebody does at a practice."""

    PHYSICIAN = "physician", N_("Physician")
    NP_PA = "np_pa", N_("NP or PA")
    REFERRAL_COORDINATOR = "referral_coordinator", N_("Referral coordinator")
    FRONT_DESK = "front_desk", N_("Front desk")
    NURSE = "nurse", N_("Nurse")
    MEDICAL_ASSISTANT = "medical_assistant", N_("Medical assistant")
    OFFICE_MANAGER = "office_manager", N_("Office manager")
    OTHER = "other", N_("Other")


class Person(Record, one=N_("Person"), many=N_("People"), icon="users"):
    """Somebody at one practice or several."""

    name: str = f.required(
        f.text(
            N_("Name"),
            personal=True,
            searchable=True,
            indexed=True,
            aliases=("full name", "contact", "contact name", "provider name", "physician name"),
        )
    )
    credentials: str = f.text(
        N_("Credentials"), completes=1, limit=60, help=N_("Such as MD or NP.")
    )
    salutation: str = f.text(N_("Salutation"), personal=True, help=N_("As in: Dear Dr. Okafor."))
    role: PersonRole | None = f.choice(PersonRole, N_("Role"), indexed=True)
    gatekeeper: bool = f.yes_no(N_("Gatekeeper"), help=N_("Decides who gets past the desk."))
    influence: int | None = f.integer(N_("Influence"), help=N_("1 to 3."))
    practices: tuple[Ref[Practice], ...] = f.references(
        Practice,
        N_("Practices"),
        searchable=True,
        aliases=("practice", "clinic", "organization", "company"),
    )
    offices: tuple[Ref[Office], ...] = f.references(Office, N_("Offices"))
    in_days: Hours | None = f.hours(N_("In-days"), help=N_("When this person is in."))
    npi: Npi | None = f.npi(N_("NPI"), searchable=True, indexed=True)
    npi_deactivated: dt.date | None = f.date(
        N_("NPI deactivated"), help=N_("The day the registry took the NPI out of use.")
    )
    specialty: str = f.text(
        N_("Specialty"), searchable=True, indexed=True, completes=1, aliases=("taxonomy",)
    )
    phone: Phone | None = f.phone(
        N_("Phone"), personal=True, searchable=True, aliases=("direct phone", "direct line")
    )
    other_phone: Phone | None = f.phone(
        N_("Other phone"), personal=True, searchable=True, aliases=("cell", "second phone")
    )
    fax: Phone | None = f.phone(N_("Fax"), searchable=True)
    email: str = f.email(N_("Email"), personal=True, searchable=True)
    direct_address: str = f.email(
        N_("Direct address"),
        personal=True,
        help=N_("For secure messages between health record systems."),
        aliases=("direct email", "direct messaging address"),
    )
    preferred_contact: Channel | None = f.choice(Channel, N_("Preferred contact"))
    address: Address | None = f.address(
        N_("Address"), help=N_("Where to write when no practice is known.")
    )
    languages: str = f.text(N_("Languages"), completes=1)
    birthday: PartialDate | None = f.partial_date(
        N_("Birthday"), personal=True, aliases=("dob", "birth date")
    )
    likes: str = f.text(N_("Likes"), personal=True, limit=500, help=N_("Tea, the dog's name."))
    warm_contact: Ref[User] | None = f.reference(
        User, N_("Warm contact of"), help=N_("Who of us knows this person.")
    )
    warm_how: str = f.text(
        N_("Known from"), personal=True, help=N_("Such as classmate or neighbor.")
    )
    do_not_contact: bool = f.yes_no(N_("Do not contact"))

    @f.shown_when("influence")
    def _opens_doors(self) -> bool:
        return self.gatekeeper

    @f.required_when("warm_how")
    @f.shown_when("warm_how")
    def _is_warm(self) -> bool:
        return self.warm_contact is not None

    def check(self, before: Self | None) -> Iterator[Problem]:
        """Refuse an influence outside 1 to 3."""
        yield from super().check(before)
        if self.influence is not None and not 1 <= self.influence <= 3:
            yield self.fields["influence"].problem(_("is 1, 2 or 3."))
