"""A small desk of invented people and places, with long and accented names among them."""

from __future__ import annotations

from refdesk.domain.customs import CustomField
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.promise import Promise
from refdesk.domain.referral import Appointment, ContactAttempt, Referral
from refdesk.domain.touch import Touch, Visit
from refdesk.services.records import Records
from refdesk.services.session import Desk

TOWNS = ["Marlow Springs", "Fenwick Falls", "Tilbrook", "Dunmere", "Quillby", "Aldermoor"]
SORTS = ["Family Medicine", "Internal Medicine", "Urgent Care", "Pediatrics", "Orthopedic Clinic"]
STEMS = [
    *("Cedar Grove", "Harrow Creek", "Tilbrook", "Quillby", "Dunmere", "Aldermoor", "Fenwick"),
    *("Marlow", "Brightwater", "Stonebridge", "Willow Bend", "Larkfield", "Ashgrove", "Eastmere"),
]
LONG = "Überregionales Zentrum für Bewegungsmedizin Łódź-Århus & Partners of the Three Rivers"
PEOPLE = [
    *("Okafor, Nkem", "Bellwether, Rosa", "Ostrander, Cal", "Nakagawa, Ivy", "Thornbury, Ilya"),
    *("Marchetti, Lena", "Sørensen, Åse", "Núñez, José María de los Ángeles", "Dvořák, Šárka"),
    *("Sorrel, Ada", "Kestrel, Jo", "Moray, Tess", "Włodarczyk-Brzęczyszczykiewicz, Małgorzata"),
]
PATIENTS = [
    *("Vance, Marisol", "Lindqvist, Theo", "Osgood, Mabel", "Pryor, Wendell", "Caldera, Ines"),
    *("Whitlock, Jonah", "Sandoval, Priya", "Tenney, Harold", "Ferris, Callum", "Novák, Petr"),
    *("Brightwater, Ada", "Imhoff, Celia", "Dube, Lorenz", "Đặng, Thị Hương Giang Nguyễn"),
]
ROLES = ["physician", "referral_coordinator", "office_manager", "front_desk", "nurse", "np_pa"]
KINDS = ["primary_care", "specialist", "urgent_care", "hospital", "dentist"]
STAGES = ["contacting", "scheduled", "unable_to_reach", "declined_by_patient", "received"]


def fill(desk: Desk) -> None:
    """Give an empty desk a few records of every kind."""
    records = Records(desk)
    _practices(records)
    _people(records)
    _referrals(records)
    _contacts(records)


def phone(number: int) -> str:
    """Return a number of the block kept for fiction."""
    return f"740-555-01{number % 100:02d}"


def _practices(records: Records) -> None:
    names = [LONG, *(f"{stem} {SORTS[i % len(SORTS)]}" for i, stem in enumerate(STEMS * 2))]
    for i, name in enumerate(names):
        records.add(
            Practice,
            {
                "name": name if i <= len(STEMS) else f"{name}, {TOWNS[i % len(TOWNS)]}",
                "practice_kind": KINDS[i % len(KINDS)],
                "relationship": ["source", "both", "destination", "power_partner"][i % 4],
                "tier": "abc"[i % 3] if i % 5 else "prospect",
                "status": "do_not_contact"
                if i % 11 == 10
                else "inactive"
                if i % 7 == 6
                else "active",
                "phone": phone(i),
                "fax": phone(i + 50) if i % 3 else "",
                "specialty": ["Family medicine", "Sports medicine", "", "Rheumatology"][i % 4],
            },
        )
        records.add(
            Office,
            {
                "practice": str(i + 1),
                "name": TOWNS[i % len(TOWNS)] if i else "Hauptstraße, Eingang über den Innenhof",
                "address.street": f"{i * 7 + 3} Weir Street, Suite {i + 1}",
                "address.city": TOWNS[i % len(TOWNS)],
                "address.state": "OH",
                "address.zip": f"457{i:02d}",
                "phone": phone(i),
                "drop_in": "Tue-Thu 8:00-10:00" if i % 2 else "",
            },
        )


def _people(records: Records) -> None:
    for i, name in enumerate(PEOPLE):
        records.add(
            Person,
            {
                "name": name,
                "credentials": ["MD", "", "MA", "NP", "DO"][i % 5],
                "role": ROLES[i % len(ROLES)],
                "practices": f"{i + 1}; {i + 2}" if i % 3 == 0 else str(i + 1),
                "specialty": ["Orthopedics", "", "Family medicine"][i % 3],
                "phone": phone(i),
            },
        )


def _referrals(records: Records) -> None:
    for i, name in enumerate(PATIENTS):
        records.add(
            Patient,
            {
                "name": name if i % 6 != 5 else "",
                "control_number": f"CG-{1040 + i}" if i % 2 else "",
                "birth_date": f"{1938 + i * 5}-0{i % 9 + 1}-1{i % 9}",
                "phone": phone(i),
                "language": ["English", "Spanish", ""][i % 3],
                "best_time": ["after 4 PM", "", "lunch break, never on Fridays"][i % 3],
            },
        )
        referral = records.add(
            Referral,
            {
                "patient": str(i + 1),
                "received": f"2026-11-{i % 20 + 1:02d} {8 + i % 9}:40",
                "source": "physician",
                "referring_practice": str(i % 12 + 1),
                "referring_person": str(i % len(PEOPLE) + 1) if i % 3 else "",
                "urgency": ["routine", "routine", "urgent", "emergent"][i % 4],
                "provider": ["Dr. Hale", "Dr. Quist"][i % 2],
            },
        )
        stage = STAGES[i % len(STAGES)]
        if stage == "unable_to_reach":
            for hour in (9, 11, 14):
                when = f"2026-11-{i % 20 + 2:02d} {hour}:20"
                call = {"referral": str(referral.id), "at": when, "result": "no_answer"}
                records.add(ContactAttempt, call)
        if stage != "received":
            records.set(Referral, referral.id, {"stage": stage})


def _contacts(records: Records) -> None:
    for i in range(12):
        records.add(
            ContactAttempt,
            {
                "referral": str(i + 1),
                "at": f"2026-11-{i + 2:02d} 9:15",
                "by": "1",
                "result": ["reached", "left_message", "no_answer", "wrong_number"][i % 4],
                "next_try": f"2026-11-{i + 4:02d} 16:00" if i % 2 else "",
            },
        )
        records.add(
            Appointment,
            {
                "referral": str(i + 1),
                "date": f"2026-11-{i + 12:02d}",
                "time": f"{8 + i % 8}:30",
                "provider": "Dr. Hale",
                "outcome": ["attended", "no_show", "", "rescheduled", "cancelled"][i % 5],
            },
        )
        records.add(
            Touch,
            {
                "date": f"2026-10-{i + 8:02d}",
                "touch_kind": ["visit", "call", "letter", "note", "event", "lunch"][i % 6],
                "practice": str(i + 1),
                "people": f"{i % 12 + 1}; {i % 12 + 2}",
                "by": "1",
                "summary": "Met Rosa and Dr. Okafor. The new EHR goes live in January.",
            },
        )
        records.add(
            Visit,
            {
                "date": f"2026-11-{24 + i % 3}",
                "practice": str(i + 1),
                "office": str(i + 1),
                "liaison": "1",
                "status": ["planned", "done", "cancelled"][i % 3],
                "place_in_day": str(i // 3 + 1),
                "arrive": f"{9 + i // 3}:20",
            },
        )
        records.add(
            Promise,
            {
                "what": "Send the imaging checklist",
                "practice": str(i + 1),
                "person": str(i % 12 + 1),
                "made": f"2026-10-{i + 8:02d}",
                "due": f"2026-11-{i + 8:02d}",
                "by": "1",
            },
        )
    for label, kind in (("Parking code", "text"), ("Last newsletter", "date")):
        records.add(
            CustomField,
            {"record_kind": "practice", "label": label, "field_kind": kind, "is_personal": "no"},
        )
