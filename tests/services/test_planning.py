"""A liaison's day: driving order, clock times, and what is said when something is not known."""

from __future__ import annotations

import datetime as dt

import pypdfium2
import pytest

from refdesk.domain.clinic import Clinic
from refdesk.domain.errors import UserError
from refdesk.domain.practice import Office, Practice
from refdesk.domain.register import Release
from refdesk.domain.touch import Visit
from refdesk.services.changes import Changes
from refdesk.services.planning import Planning
from refdesk.services.printing import Printing
from refdesk.services.records import Records
from refdesk.services.session import Desk

DAY = dt.date(2026, 11, 24)
# From Athens, Ohio: out along the river, not to and fro.
ZIPS = {"Pomeroy": "45769", "Logan": "43138", "Nelsonville": "45764", "Lancaster": "43130"}


@pytest.fixture
def records(desk: Desk) -> Records:
    records = Records(desk)
    records.set(Clinic, 1, {"address.zip": "45701"})
    for town, zip_code in ZIPS.items():
        practice = records.add(Practice, {"name": f"{town} Clinic"})
        office = {"practice": str(practice.id), "address.city": town, "address.zip": zip_code}
        records.add(Office, office)
        records.add(Visit, {"date": "2026-11-24", "practice": str(practice.id)})
    return records


def print_log(desk: Desk, subjects=(), date=DAY) -> tuple[str, tuple[str, ...]]:
    kept: list[bytes] = []
    pdf, remarks = Printing(desk).sheet("Visit log", subjects, date, kept.append)
    assert kept == [pdf]
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text, remarks


def test_a_day_is_driven_in_a_round_and_its_times_follow(records, desk):
    day = Planning(desk).plan(DAY)
    towns = [stop.practice.name.split()[0] for stop in day.stops]
    assert towns in (
        ["Pomeroy", "Nelsonville", "Logan", "Lancaster"],
        ["Pomeroy", "Lancaster", "Logan", "Nelsonville"],
        ["Nelsonville", "Logan", "Lancaster", "Pomeroy"],
        ["Lancaster", "Logan", "Nelsonville", "Pomeroy"],
    )
    visits = sorted(records.page(Visit, [1, 2, 3, 4]), key=lambda visit: visit.place_in_day or 0)
    arrivals = [visit.arrive for visit in visits]
    assert arrivals == sorted(arrivals, key=str)
    assert all(visit.arrive and visit.arrive.minute % 5 == 0 for visit in visits)
    assert all(visit.office for visit in visits)


def test_a_plan_is_one_change_and_is_undone_whole(records, desk):
    Planning(desk).plan(DAY)
    assert Changes(desk).undo() == "Plan visits of Nov 24, 2026"
    assert [visit.place_in_day for visit in records.page(Visit, [1, 2, 3, 4])] == [None] * 4


def test_what_is_not_known_is_said_and_the_day_is_planned_all_the_same(records, desk):
    records.set(Clinic, 1, {"address.zip": ""})
    nowhere = records.add(Practice, {"name": "Nowhere Clinic"})
    records.add(Visit, {"date": "2026-11-24", "practice": str(nowhere.id)})
    day = Planning(desk).plan(DAY)
    assert day.stops[-1].practice.name == "Nowhere Clinic"
    assert list(day.remarks) == [
        "Nowhere Clinic has no office with a known ZIP: it comes last.",
        "The clinic's ZIP is not known: the day starts and ends at the first stop.",
    ]


def test_a_day_with_no_known_place_at_all_keeps_the_order_of_entry(desk):
    records = Records(desk)
    for name in ("First", "Second"):
        practice = records.add(Practice, {"name": name})
        records.add(Visit, {"date": "2026-11-24", "practice": str(practice.id)})
    day = Planning(desk).plan(DAY)
    assert [stop.practice.name for stop in day.stops] == ["First", "Second"]


def test_stops_too_far_apart_for_one_day_get_an_order_and_no_times(records, desk):
    practice = records.add(Practice, {"name": "Far West Clinic"})
    records.add(Office, {"practice": str(practice.id), "address.zip": "94559"})
    records.add(Visit, {"date": "2026-11-24", "practice": str(practice.id)})
    text, remarks = print_log(desk)
    assert remarks == ("These stops do not fit into one day, so no times are given.",)
    assert "Far West Clinic" in text


def test_cancelled_visits_and_other_days_are_left_out(records, desk):
    records.set(Visit, 1, {"status": "cancelled"})
    records.set(Visit, 2, {"date": "2026-11-25"})
    day = Planning(desk).day(DAY)
    assert sorted(stop.visit.id for stop in day.stops) == [3, 4]
    with pytest.raises(UserError, match=r"No visit is planned for Nov 26, 2026\."):
        Planning(desk).day(dt.date(2026, 11, 26))


def test_every_copy_of_a_log_is_counted_and_registered_and_undo_leaves_the_register(records, desk):
    assert "Copy 1" in print_log(desk)[0]
    assert "Copy 2" in print_log(desk)[0]
    Changes(desk).undo()
    register = records.page(Release, records.ids(Release, records.query(Release)))
    assert [(entry.sheet, entry.copy_number, entry.day) for entry in register] == [
        ("visit_log", 1, DAY),
        ("visit_log", 2, DAY),
    ]
    assert "Copy 3" in print_log(desk)[0]


def test_a_sheet_that_cannot_be_handed_over_is_not_registered(records, desk):
    def full(_pdf: bytes) -> None:
        raise UserError("full")

    with pytest.raises(UserError, match="full"):
        Printing(desk).sheet("visit_log", (), DAY, full)
    assert not records.ids(Release, records.query(Release))
    assert records.get(Visit, 1).place_in_day is None


def test_a_log_can_be_printed_for_some_visits_of_one_day(records, desk):
    text, _remarks = print_log(desk, [(Visit, 1), (Visit, 3)], dt.date(2000, 1, 1))
    assert "Pomeroy Clinic" in text
    assert "Logan Clinic" not in text
    records.set(Visit, 2, {"date": "2026-11-25"})
    with pytest.raises(UserError, match="on different days"):
        print_log(desk, [(Visit, 1), (Visit, 2)])
