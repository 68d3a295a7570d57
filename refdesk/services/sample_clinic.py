"""The sample clinic itself: its letterhead, its users, its own fields and its saved views."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

from refdesk.domain.address import Address
from refdesk.domain.clinic import Clinic
from refdesk.domain.customs import CustomField, CustomKind
from refdesk.domain.fields import Ref
from refdesk.domain.hours import Hours
from refdesk.domain.user import Role, User
from refdesk.domain.views import SavedView
from refdesk.i18n import _
from refdesk.services.conditions import Condition, Match
from refdesk.services.sample_sorts import PROVIDERS
from refdesk.services.sample_words import INSURERS, OPEN_HOURS, Numbers

SERVICES = (
    "Knee and hip pain",
    "Back and neck pain",
    "Shoulder and elbow",
    "Sports injuries within the week",
    "Scoliosis in children",
    "Joint injections",
)
LIAISON, COORDINATOR = "Dana Mercer", "Teo Bracken"
CUSTOMS = {
    "pads": ("practice", "Referral pads left", CustomKind.INTEGER, ""),
    "imaging": ("practice", "Imaging on site", CustomKind.CHOICE, "None\nX-ray\nX-ray and MRI"),
    "interpreter": ("referral", "Interpreter needed", CustomKind.YES_NO, ""),
}
"""The clinic's own fields by the names under which the sample knows them."""
_OPEN = Condition("stage", Match.IS_NOT, ("closed",))
VIEWS = (
    ("referral", "Open loops, oldest first", (_OPEN,), "received"),
    (
        "referral",
        "Urgent and open",
        (_OPEN, Condition("urgency", values=("urgent", "emergent"))),
        "",
    ),
    ("referral", "Last 30 days", (Condition("received", Match.FROM, ("today-30",)),), "-received"),
    ("referral", "To report", (Condition("stage", values=("attended",)),), "received"),
    ("practice", "Tier A and B", (Condition("tier", values=("a", "b")),), "name"),
    ("practice", "Prospects", (Condition("tier", values=("prospect",)),), "name"),
    ("person", "Gatekeepers", (Condition("gatekeeper", values=(True,)),), "-influence"),
    ("visit", "Visits to come", (Condition("status", values=("planned",)),), "date"),
    ("touch", "Touches of this month", (Condition("date", Match.FROM, ("today-30",)),), "-date"),
    ("promise", "Promises to keep", (Condition("kept", Match.EMPTY),), "due"),
)


def fill_in(clinic: Clinic, numbers: Numbers) -> None:
    """Give the clinic its letterhead, which says that it is a sample."""
    clinic.tagline = _("Sample desk: every name here is invented")
    clinic.address = Address("400 Harbor Terrace", "Suite 2", "Athens", "OH", "45701")
    clinic.phone, clinic.fax = numbers.phone(), numbers.phone()
    clinic.email, clinic.website = "desk@sampleclinic.example", "www.sampleclinic.example"
    clinic.npi = numbers.npi("2")
    clinic.hours = Hours.parse(OPEN_HOURS)
    clinic.providers = "\n".join(PROVIDERS)
    clinic.services = "\n".join(SERVICES)
    clinic.insurers = "\n".join(INSURERS[:-1])
    clinic.how_to_refer = (
        "Fax the form or call. We call the patient within one business day, urgent ones the same "
        "day, and send you a report within five business days after the visit."
    )
    clinic.visit_day_starts = dt.time(8, 45)


def users() -> Iterator[User]:
    """Yield who works here beside the owner; they have no passphrase of their own yet."""
    yield User(name=LIAISON, role=Role.LIAISON)
    yield User(name=COORDINATOR, role=Role.COORDINATOR)


def custom_fields() -> Iterator[CustomField]:
    """Yield the clinic's own fields, in the order of `CUSTOMS`."""
    for kind, label, field_kind, options in CUSTOMS.values():
        yield CustomField(
            record_kind=kind,
            label=label,
            field_kind=field_kind,
            options=options,
            is_personal=kind == "referral",
        )


def saved_views(owner: int) -> Iterator[SavedView]:
    """Yield the views a clinic would have saved in its first weeks."""
    for kind, name, conditions, sort in VIEWS:
        filters = [one.to_json() for one in conditions]
        looks = {"search": "", "filters": filters, "sort": sort, "columns": None}
        view = SavedView(name=name)
        view.record_kind, view.owner = kind, Ref(owner)
        view.looks = json.dumps(looks, ensure_ascii=False, sort_keys=True)
        yield view
