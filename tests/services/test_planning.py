"""A liaison's day: driving order, clock times, and what is said when something is not known."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pypdfium2
import pytest

from refdesk.domain.clinic import Clinic
from refdesk.domain.errors import UserError
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.register import Release, Way
from refdesk.domain.touch import Visit
from refdesk.services.changes import Changes
from refdesk.services.drawer import Asked, Drawer
from refdesk.services.planning import Planning
from refdesk.services.printing import Printing
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.visit_papers import VisitPapers

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
    run = Drawer(desk).run("Visit log", Asked(subjects=subjects, date=date))
    pdf, remarks = Printing(desk).release(run, Way.SAVED, kept.append), run.remarks
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
        "The clinic's ZIP is not known: the day starts and ends at the first stop.",
        "Nowhere Clinic has no office with a known ZIP: its drive is not known.",
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
    (remark,) = remarks
    assert remark.endswith("Without Far West Clinic they would: move those to another day.")
    assert "Far West Clinic" in text


def test_too_many_far_stops_are_named_and_the_rest_are_counted(records, desk):
    for name in ("Far", "Farther", "Farthest", "Beyond"):
        practice = records.add(Practice, {"name": name})
        records.add(Office, {"practice": str(practice.id), "address.zip": "94559"})
        records.add(Visit, {"date": "2026-11-24", "practice": str(practice.id), "minutes": "600"})
    (remark,) = Planning(desk).day(DAY).remarks
    assert "Beyond" in remark or "1 more they would" in remark
    assert "Pomeroy" not in remark


def test_one_stop_that_is_too_far_has_no_other_to_move(desk):
    records = Records(desk)
    records.set(Clinic, 1, {"address.zip": "45701"})
    practice = records.add(Practice, {"name": "Far West Clinic"})
    records.add(Office, {"practice": str(practice.id), "address.zip": "94559"})
    records.add(Visit, {"date": "2026-11-24", "practice": str(practice.id)})
    assert Planning(desk).day(DAY).remarks == (
        "These stops do not fit into one day, so no times are given.",
    )


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
        Printing(desk).release(VisitPapers(desk).visit_log(DAY), Way.SAVED, full)
    assert not records.ids(Release, records.query(Release))
    assert records.get(Visit, 1).place_in_day is None


def test_a_log_can_be_printed_for_some_visits_of_one_day(records, desk):
    text, _remarks = print_log(desk, [(Visit, 1), (Visit, 3)], dt.date(2000, 1, 1))
    assert "Pomeroy Clinic" in text
    assert "Logan Clinic" not in text
    records.set(Visit, 2, {"date": "2026-11-25"})
    with pytest.raises(UserError, match="on different days"):
        print_log(desk, [(Visit, 1), (Visit, 2)])


def whole_drive(text: str) -> int:
    """Return the minutes at the head of a sheet: those of all drives."""
    return max(int(minutes) for minutes in re.findall(r"(\d+) min", text))


def at_work(records: Records, town: str, **fields: str) -> None:
    """Give the office in a town its hours, or what else is known of it."""
    names = list(ZIPS)
    records.set(Office, names.index(town) + 1, fields)


def visit_only(records: Records, *towns: str) -> None:
    """Cancel the visits to all but these towns."""
    for number, town in enumerate(ZIPS, start=1):
        if town not in towns:
            records.set(Visit, number, {"status": "cancelled"})


def test_the_liaison_never_drives_to_an_office_over_its_lunch(records, desk):
    records.set(Clinic, 1, {"visit_day_starts": "11:30"})
    for town in ZIPS:
        at_work(records, town, lunch="Mon-Fri 12:00-13:30")
    day = Planning(desk).plan(DAY)
    assert day.times
    times = day.times.visits
    assert times[0].arrive == dt.time(13, 30)
    assert all(visit.leave <= dt.time(12) or visit.arrive >= dt.time(13, 30) for visit in times)
    text, _remarks = print_log(desk)
    assert "1:30–1:50" in text
    assert "closed 12:00–1:30" in text


def test_the_lunch_of_another_weekday_does_not_matter(records, desk):
    visit_only(records, "Nelsonville")
    records.set(Clinic, 1, {"visit_day_starts": "11:45"})
    at_work(records, "Nelsonville", lunch="Wed 12:00-13:00")
    times = Planning(desk).day(DAY).times
    assert times
    assert times.visits[0].arrive < dt.time(12, 30)


def test_an_office_that_opens_later_or_closes_between_is_waited_for(records, desk):
    visit_only(records, "Nelsonville")
    at_work(records, "Nelsonville", hours="Tue 10:00-10:10, 11:00-15:00")
    day = Planning(desk).day(DAY)
    assert day.times
    assert (day.times.visits[0].arrive, day.remarks) == (dt.time(11), ())


def test_an_office_that_is_closed_that_day_is_said_on_the_terminal_and_on_the_sheet(records, desk):
    at_work(records, "Logan", hours="Mon 8:00-17:00; Wed-Fri 8:00-17:00")
    text, remarks = print_log(desk)
    assert remarks == ("Logan Clinic is not open on Tue.",)
    assert "NOTE Not open on Tue" in " ".join(text.split())


def test_a_visit_that_would_end_after_closing_is_said(records, desk):
    visit_only(records, "Pomeroy")
    records.set(Clinic, 1, {"visit_day_starts": "16:00"})
    at_work(records, "Pomeroy", hours="Mon-Fri 8:00-16:30")
    text, remarks = print_log(desk)
    assert remarks == (
        "Pomeroy Clinic closes at 4:30 PM on Tue, before this visit would end (5:00 PM).",
    )
    assert "Closes at 4:30 PM on Tue" in text


def test_a_stop_with_no_known_zip_has_no_drive_and_counts_in_no_total(records, desk):
    known, _remarks = print_log(desk)
    nowhere = records.add(Practice, {"name": "Nowhere Clinic"})
    records.add(Visit, {"date": "2026-11-24", "practice": str(nowhere.id)})
    text, _remarks = print_log(desk)
    assert "ZIP not known" in text
    assert "drive –" in text
    assert not re.search(r"\b0 min|\b0\.0 mi", text)
    assert whole_drive(text) == whole_drive(known)


def test_a_day_without_times_and_drives_says_so_at_its_head(records, desk):
    visit_only(records)
    nowhere = records.add(Practice, {"name": "Nowhere Clinic"})
    records.add(Visit, {"date": "2026-11-24", "practice": str(nowhere.id)})
    far = records.add(Practice, {"name": "Far West Clinic"})
    text, _remarks = print_log(desk)
    assert "0 min" not in text
    records.add(Office, {"practice": str(far.id), "address.zip": "94559"})
    records.add(Visit, {"date": "2026-11-24", "practice": str(far.id)})
    text, _remarks = print_log(desk)
    assert {"leave –", "back –"} <= set(text.splitlines())


def test_who_is_not_to_be_contacted_is_left_out_with_a_word(records, desk):
    Planning(desk).plan(DAY)
    records.set(Practice, 2, {"status": "do_not_contact"})
    text, remarks = print_log(desk)
    assert remarks == ("Logan Clinic is not to be contacted: it is left out.",)
    assert "Logan" not in text
    assert records.get(Visit, 2).place_in_day is None
    assert records.get(Visit, 2).arrive is None
    with pytest.raises(UserError, match=r"not to be contacted.*\nNo other visit is planned"):
        print_log(desk, [(Visit, 2)])


def test_an_inactive_or_archived_practice_stays_with_a_word(records, desk):
    records.set(Practice, 2, {"status": "inactive"})
    records.archive(Practice, 4)
    text, remarks = print_log(desk)
    assert set(remarks) == {"Logan Clinic is inactive.", "Lancaster Clinic is archived."}
    assert "Inactive on our list" in text
    assert "Archived on our list" in text


def test_the_miles_at_the_head_are_the_sum_of_the_miles_of_the_drives(records, desk):
    for zip_code in ("45640", "45631", "43701"):
        practice = records.add(Practice, {"name": f"Clinic {zip_code}"})
        records.add(Office, {"practice": str(practice.id), "address.zip": zip_code})
        records.add(Visit, {"date": "2026-11-24", "practice": str(practice.id)})
    first = print_log(desk)[0].partition(
        "Visit log",
    )[2]
    strip = first[: first.index("Arrived")]
    legs = [Decimal(miles) for miles in re.findall(r"^([\d.]+) mi\r?$", strip, re.MULTILINE)]
    assert len(legs) == 8
    day = Planning(desk).day(DAY)
    assert str(sum(legs)) in strip
    assert float(sum(legs)) == pytest.approx(sum(leg.shown_miles for leg in day.legs))


def test_people_who_find_no_place_on_the_sheet_are_counted(records, desk):
    for number in range(5):
        records.add(Person, {"name": f"Person Nr{number}", "practices": "Logan Clinic"})
    text, _remarks = print_log(desk)
    assert "Nr2" in text
    assert "Nr3" not in text
    assert "+2 more" in text
