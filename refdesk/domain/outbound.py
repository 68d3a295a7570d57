"""Outbound referrals: patients whom we send to a partner."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Self

from refdesk.domain import fields as f
from refdesk.domain.errors import Problem
from refdesk.domain.fields import Choices, Ref
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.domain.record import Record
from refdesk.i18n import N_, _


class Network(Choices):
    """Whether a partner is in the network of the patient's insurer."""

    IN_NETWORK = "in_network", N_("In network")
    OUT_OF_NETWORK = "out_of_network", N_("Out of network")


class OutboundReferral(
    Record,
    one=N_("Outbound referral"),
    many=N_("Outbound referrals"),
    icon="arrow-right",
    title=("patient", "sent"),
    patient_data=True,
):
    """A patient sent from us to a partner, until their report is here."""

    sent: dt.date | None = f.required(f.date(N_("Sent"), indexed=True))
    patient: Ref[Patient] = f.required(f.reference(Patient, N_("Patient"), searchable=True))
    practice: Ref[Practice] = f.required(f.reference(Practice, N_("To practice"), searchable=True))
    person: Ref[Person] | None = f.reference(Person, N_("To"), searchable=True)
    reason: str = f.text(N_("Reason"), personal=True, completes=f.SEVERAL, limit=500)
    network: Network | None = f.choice(Network, N_("Network"), indexed=True)
    appointment: dt.date | None = f.date(N_("Appointment"), indexed=True)
    attended: dt.date | None = f.date(N_("Attended"), indexed=True)
    report_received: dt.date | None = f.date(N_("Report received"), indexed=True)

    def check(self, before: Self | None) -> Iterator[Problem]:
        """Refuse a visit or a report from before the referral."""
        yield from super().check(before)
        for name in ("appointment", "attended", "report_received"):
            value = getattr(self, name)
            if value and self.sent and value < self.sent:
                yield self.fields[name].problem(_("lies before the day it was sent."))
