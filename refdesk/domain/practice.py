"""Partner practices and their offices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Self

from refdesk.domain import fields as f
from refdesk.domain.address import Address
from refdesk.domain.errors import Problem
from refdesk.domain.fields import Choices, Ref
from refdesk.domain.hours import Hours
from refdesk.domain.npi import Npi
from refdesk.domain.phone import Phone
from refdesk.domain.record import Record
from refdesk.domain.user import User
from refdesk.i18n import N_, _


class PracticeKind(Choices):
    """What sort of organisation a partner is."""

    PRIMARY_CARE = "primary_care", N_("Primary care")
    SPECIALIST = "specialist", N_("Specialist")
    URGENT_CARE = "urgent_care", N_("Urgent care")
    HOSPITAL = "hospital", N_("Hospital")
    DENTIST = "dentist", N_("Dentist")
    SCHOOL = "school", N_("School")
    EMPLOYER = "employer", N_("Employer")
    OTHER = "other", N_("Other")


class Relationship(Choices):
    """Which way patients go between a partner and us."""

    SOURCE = "source", N_("Source")
    DESTINATION = "destination", N_("Destination")
    BOTH = "both", N_("Both")
    POWER_PARTNER = "power_partner", N_("Power partner")


class Tier(Choices):
    """How much attention a partner gets; each tier has its cadence."""

    A = "a", N_("A")
    B = "b", N_("B")
    C = "c", N_("C")
    PROSPECT = "prospect", N_("Prospect")


class PartnerStatus(Choices):
    """Whether a partner may be contacted."""

    ACTIVE = "active", N_("Active")
    INACTIVE = "inactive", N_("Inactive")
    DO_NOT_CONTACT = "do_not_contact", N_("Do not contact")


class Channel(Choices):
    """How something arrives, or is best sent."""

    PHONE = "phone", N_("Phone")
    FAX = "fax", N_("Fax")
    EMAIL = "email", N_("Email")
    PAPER = "paper", N_("Paper form")
    PDF_FORM = "pdf_form", N_("Fillable PDF form")
    PORTAL = "portal", N_("Portal")
    WALK_IN = "walk_in", N_("Walk-in")


CARRY_REPORTS = frozenset({Channel.FAX, Channel.EMAIL, Channel.PORTAL, Channel.PAPER})
"""The channels that a report can go by."""


def report_channel(*preferred: Channel | None, has_fax: bool) -> Channel | None:
    """Return how a report is best sent: as is preferred if it can go so, else by fax, if known."""
    fits = next((one for one in preferred if one in CARRY_REPORTS), None)
    return fits or (Channel.FAX if has_fax else None)


class Practice(Record, one=N_("Practice"), many=N_("Practices"), icon="building-2"):
    """A partner organisation."""

    name: str = f.required(
        f.text(
            N_("Name"),
            searchable=True,
            indexed=True,
            aliases=("clinic", "clinic name", "organization", "company", "facility"),
        )
    )
    other_names: str = f.text(
        N_("Other names"),
        searchable=True,
        limit=500,
        aliases=("also known as", "dba", "doing business as"),
    )
    practice_kind: PracticeKind | None = f.choice(
        PracticeKind, N_("Kind"), indexed=True, aliases=("type",)
    )
    relationship: Relationship = f.choice(
        Relationship, N_("Relationship"), default=Relationship.SOURCE
    )
    tier: Tier = f.choice(Tier, N_("Tier"), default=Tier.PROSPECT, indexed=True)
    status: PartnerStatus = f.choice(
        PartnerStatus, N_("Status"), default=PartnerStatus.ACTIVE, indexed=True
    )
    phone: Phone | None = f.phone(
        N_("Phone"), searchable=True, aliases=("telephone", "direct phone")
    )
    other_phone: Phone | None = f.phone(
        N_("Other phone"), searchable=True, aliases=("cell", "second phone")
    )
    fax: Phone | None = f.phone(N_("Fax"), searchable=True)
    email: str = f.email(N_("Email"), searchable=True)
    direct_address: str = f.email(
        N_("Direct address"),
        help=N_("For secure messages between health record systems."),
        aliases=("direct email", "direct messaging address"),
    )
    website: str = f.text(N_("Website"), aliases=("url", "web page"))
    npi: Npi | None = f.npi(N_("Group NPI"), searchable=True, indexed=True, aliases=("npi",))
    npi_deactivated: dt.date | None = f.date(
        N_("NPI deactivated"), help=N_("The day the registry took the NPI out of use.")
    )
    preferred_channel: Channel | None = f.choice(Channel, N_("Preferred channel"))
    ehr: str = f.text(N_("EHR"), completes=1, help=N_("Their electronic health record system."))
    competitor_ties: str = f.text(N_("Competitor ties"), completes=1)
    ideal_interval: int | None = f.integer(
        N_("Ideal days between touches"), help=N_("Only where the tier's cadence does not fit.")
    )
    liaison: Ref[User] | None = f.reference(User, N_("Liaison in charge"))
    how_we_know: str = f.text(N_("How we know them"), completes=1, limit=500)
    conditions: str = f.note(N_("Conditions they see that need us"), limit=2000)
    specialty: str = f.text(N_("Specialty"), completes=1, aliases=("taxonomy",))

    def check(self, before: Self | None) -> Iterator[Problem]:
        """Refuse an interval that is none."""
        yield from super().check(before)
        if self.ideal_interval is not None and not 1 <= self.ideal_interval <= 730:
            yield self.fields["ideal_interval"].problem(_("is 1 to 730 days."))


class CoordinateSource(Choices):
    """Where an office's coordinates came from, best first."""

    PASTED = "pasted", N_("Pasted or measured")
    GEOCODED = "geocoded", N_("From the address")
    ZIP = "zip", N_("Middle of the ZIP area")


class Office(
    Record, one=N_("Office"), many=N_("Offices"), icon="map-pin", title=("practice", "name")
):
    """A street place of a practice, with its hours."""

    practice: Ref[Practice] = f.required(
        f.reference(
            Practice,
            N_("Practice"),
            searchable=True,
            aliases=("clinic", "organization", "company", "facility"),
        )
    )
    name: str = f.text(
        N_("Name"), searchable=True, indexed=True, help=N_("Such as main, or the town.")
    )
    address: Address | None = f.address(N_("Address"), searchable=True)
    phone: Phone | None = f.phone(N_("Phone"), searchable=True)
    fax: Phone | None = f.phone(N_("Fax"), searchable=True)
    latitude: Decimal | None = f.decimal(N_("Latitude"), places=4)
    longitude: Decimal | None = f.decimal(N_("Longitude"), places=4)
    coordinates_from: CoordinateSource | None = f.choice(
        CoordinateSource, N_("Coordinates from"), program=True
    )
    hours: Hours | None = f.hours(N_("Hours"))
    lunch: Hours | None = f.hours(N_("Closed over lunch"))
    drop_in: Hours | None = f.hours(N_("Drop-ins welcome"))
    entry_note: str = f.text(N_("Parking and entry"), limit=500)
    lunch_rule: str = f.text(
        N_("Lunch rule"), limit=500, help=N_("Such as: talks welcome, book 3 weeks ahead.")
    )

    def check(self, before: Self | None) -> Iterator[Problem]:
        """Refuse coordinates off the globe."""
        yield from super().check(before)
        for name, most in (("latitude", 90), ("longitude", 180)):
            value = getattr(self, name)
            if value is not None and abs(value) > most:
                yield self.fields[name].problem(
                    _("lies between -{most} and {most} degrees.").format(most=most)
                )
