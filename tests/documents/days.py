"""Invented days for the tests of paper, and what their sheets say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pypdfium2 as pdfium

from refdesk.documents.model import Fact, Stop, StopPerson, VisitLog
from refdesk.documents.paper import Imprint
from refdesk.documents.sheets.visit_log import render_visit_log

PRINTED = dt.date(2026, 11, 23)


def _facts(promise: Fact, inside: str, lunch: str, park: str, say: str) -> tuple[Fact, ...]:
    return (
        promise,
        Fact(label="In", text=inside),
        Fact(label="Lunch", text=lunch),
        Fact(label="Park", text=park),
        Fact(label="Say", text=say),
    )


def _promise(text: str, note: str = "", flag: str = "") -> Fact:
    return Fact(label="Promised", text=text, strong=True, note=note, flag=flag)


STOPS = (
    Stop(
        number=1,
        name="Larkmead Family Medicine",
        address="1180 Canal Street, Brindle Falls",
        phone="(740) 555-0117",
        town="Brindle Falls",
        window="9:00–9:20",
        drive_minutes=14,
        miles=8.2,
        people=(
            StopPerson(
                name="Dana Whitlow",
                role="referral coordinator",
                likes="Likes green tea; beagle named Biscuit; reads mysteries",
            ),
            StopPerson(
                name="Dr. Ngozi Okafor",
                role="family physician",
                likes="Prefers two-minute talks; runs half-marathons",
            ),
        ),
        facts=_facts(
            _promise("New wait times, knee clinic", flag="today"),
            "Dr. Okafor Mon, Tue, Thu until 2",
            "closed 12:00–1:00, no drop-ins",
            "rear lot; staff door B, ring bell",
            "Knee clinic now books inside 9 days\nAsk: do reports reach Dr. Okafor’s inbox?",
        ),
        leave=("2 referral pads", "Wait-time card", "Spine guideline"),
        code="VT7-1K",
    ),
    Stop(
        number=2,
        name="Ashgrove Internal Medicine",
        address="44 Mill Race Road, Suite 2, Ashgrove",
        phone="(740) 555-0126",
        town="Ashgrove",
        window="9:45–10:05",
        drive_minutes=11,
        miles=5.9,
        people=(
            StopPerson(
                name="Marisol Peña",
                role="front desk lead",
                likes="Likes crossword; oat-milk latte; son in marching band",
            ),
            StopPerson(
                name="Zoë Łukaszewicz, NP",
                role="nurse practitioner",
                likes="E-mail first; interested in ultrasound",
            ),
        ),
        facts=_facts(
            _promise("Fax-back sheet, larger type", note="kept Nov 12"),
            "Łukaszewicz daily; Dr. Renner out Tue",
            "staggered; desk always open",
            "street meter, 2 h; 2nd floor",
            "Introduce Dr. Fenwick, shoulder, starts Dec 7\nAsk: who sends imaging orders now?",
        ),
        leave=("Dr. Fenwick profile", "Referral pad"),
        code="VT7-2P",
    ),
    Stop(
        number=3,
        name="Tamsin Urgent Care",
        address="9 Depot Square, Tamsin",
        phone="(740) 555-0133",
        town="Tamsin",
        window="10:30–10:45",
        drive_minutes=17,
        miles=10.4,
        people=(
            StopPerson(
                name="Corey Abernathy",
                role="charge nurse",
                likes="Likes cold brew; coaches youth soccer",
            ),
            StopPerson(
                name="Dr. Hạnh Nguyễn",
                role="medical director",
                likes="Same-day fracture line number on a card",
            ),
        ),
        facts=_facts(
            _promise("Splint hand-off protocol", note="due Nov 27"),
            "Dr. Nguyễn Tue, Wed, Fri",
            "none; quiet before 11:00",
            "ambulance bay left free; lot C",
            "Fracture line answered 7:30–6:00\nAsk: weekend hand-off, what goes missing?",
        ),
        leave=("Fracture-line cards (10)", "Splint protocol"),
        code="VT7-3D",
    ),
    Stop(
        number=4,
        name="Wickery Women’s Health",
        address="18 Orchard Court, Wickery",
        phone="(740) 555-0178",
        town="Wickery",
        window="2:05–2:25",
        drive_minutes=16,
        miles=9.7,
        people=(
            StopPerson(name="Solveig Hőgye", role="nurse", likes="Likes peppermint tea; two cats"),
            StopPerson(
                name="Dr. İlse Şahin",
                role="OB/GYN",
                likes="First visit; knee effusion → same-day slot",
            ),
        ),
        facts=_facts(
            _promise("Nothing yet: first visit"),
            "Dr. Şahin Mon, Tue, Wed",
            "closed 12:00–1:30",
            "front lot; suite on the left",
            "Pelvic and low-back pain pathway\nAsk: best way to reach Dr. Şahin?",
        ),
        leave=("Leave-behind folder", "Referral pad"),
        code="VT7-4W",
    ),
)


def day(count: int) -> VisitLog:
    """Return a day of so many stops."""
    stops = tuple(
        replace(STOPS[at % len(STOPS)], number=at + 1, code=f"VT7-{at + 1}K") for at in range(count)
    )
    return VisitLog(
        clinic_name="Alder Ridge Spine & Joint",
        liaison="Jordan Vale",
        date=dt.date(2026, 11, 24),
        code="VT7",
        leave="8:45",
        back="2:45",
        drive_minutes=sum(stop.drive_minutes or 0 for stop in stops) + 18,
        miles=sum(stop.miles or 0 for stop in stops) + 11.3,
        stops=stops,
        office_minutes=115,
    )


def pages_of(pdf: bytes) -> list[str]:
    """Return the text of each page, as it is copied from the file."""
    with pdfium.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def printed(log: VisitLog, copy: int = 1) -> list[str]:
    """Return what each page of the printed sheet says."""
    return pages_of(render_visit_log(log, Imprint(PRINTED, copy)))


def one_stop(**changes: object) -> VisitLog:
    """Return a day of one stop that differs from ours in `changes`."""
    log = day(1)
    return replace(log, stops=(replace(log.stops[0], **changes),))  # type: ignore[arg-type]
