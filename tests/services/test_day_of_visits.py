"""A liaison's day put together by hand: in, out, up, down, and the driving order when asked."""

from __future__ import annotations

import datetime as dt

import pytest

from refdesk.domain.clinic import Clinic
from refdesk.domain.errors import UserError
from refdesk.domain.practice import Office, Practice
from refdesk.domain.touch import Visit
from refdesk.screens.day_state import day_of, moved, stop_lines, totals
from refdesk.services.changes import Changes
from refdesk.services.day_of_visits import MOST, DayOfVisits
from refdesk.services.printing import Printing
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.visit_papers import VisitPapers
from tests.documents.days import pages_of

DAY = dt.date(2026, 11, 24)
TOWNS = {"Larkmead": "45701", "Tilbrook": "43130", "Harrow": "43138", "Nowhere": ""}


@pytest.fixture
def records(desk: Desk) -> Records:
    records = Records(desk)
    records.set(Clinic, 1, {"address.zip": "45701"})
    for number, (name, code) in enumerate(TOWNS.items(), start=1):
        records.add(Practice, {"name": name})
        records.add(Office, {"practice": str(number), "address.zip": code})
    return records


@pytest.fixture
def day(desk: Desk, records: Records) -> DayOfVisits:
    assert records.get(Practice, 1).name == "Larkmead"
    day = DayOfVisits(desk)
    for number in range(1, 4):
        day.add(DAY, number)
    return day


def names(day: DayOfVisits) -> list[str]:
    planned = day.read(DAY)
    return [stop.practice.name for stop in planned.stops] if planned else []


def visits(day: DayOfVisits) -> list[int]:
    planned = day.read(DAY)
    return [stop.visit.id for stop in planned.stops] if planned else []


def test_another_office_of_the_practice_is_driven_to(records, day):
    records.add(Office, {"practice": "1", "name": "North", "address.zip": "43130"})
    line = stop_lines(day.read(DAY))[0]
    assert [words for _id, words in line.offices] == ["45701", "North, 43130"]
    near = line.drive
    day.go_to(line.visit, line.offices[1][0])
    line = stop_lines(day.read(DAY))[0]
    assert line.office == line.offices[1][0]
    assert line.drive != near
    with pytest.raises(UserError, match="another practice"):
        day.go_to(line.visit, 2)


@pytest.mark.usefixtures("records")
def test_an_empty_day_has_no_stops_and_comes_to_nothing(desk):
    assert DayOfVisits(desk).read(DAY) is None
    assert stop_lines(None) == []
    assert totals(None) == []


def test_offices_come_after_those_that_are_there(day):
    assert names(day) == ["Larkmead", "Tilbrook", "Harrow"]


def test_the_driving_order_is_made_when_asked_and_taken_back_by_undo(desk, day):
    day.order(DAY, [2, 1, 3])
    assert names(day) == ["Tilbrook", "Larkmead", "Harrow"]
    day.plan(DAY)
    planned = names(day)
    assert planned in (["Larkmead", "Tilbrook", "Harrow"], ["Larkmead", "Harrow", "Tilbrook"])
    Changes(desk).undo()
    assert names(day) == ["Tilbrook", "Larkmead", "Harrow"]


def test_the_times_follow_the_order_a_person_wants(day):
    before, after = day.read(DAY), None
    day.order(DAY, [3, 1, 2])
    after = day.read(DAY)
    assert before is not None
    assert after is not None
    assert names(day) == ["Harrow", "Larkmead", "Tilbrook"]
    assert [leg.shown_minutes for leg in before.legs] != [leg.shown_minutes for leg in after.legs]
    arrivals = [after.at(place).arrive for place in range(3)]
    assert arrivals == sorted(arrivals)


def test_the_log_is_printed_in_the_order_a_person_wants(desk, day):
    day.order(DAY, [3, 1, 2])
    run = VisitPapers(desk).visit_log(DAY)
    said = " ".join(pages_of(Printing(desk).preview(run)))
    assert said.index("Harrow") < said.index("Larkmead") < said.index("Tilbrook")


def test_a_visit_made_elsewhere_has_no_place_and_the_day_is_planned_anew(records, day):
    day.order(DAY, [3, 1, 2])
    records.add(Visit, {"date": DAY.isoformat(), "practice": "4"})
    assert names(day)[-1] == "Nowhere"
    with pytest.raises(UserError, match="have changed"):
        day.order(DAY, [3, 1, 2])


def test_an_office_of_unknown_place_keeps_its_place_in_the_order(day):
    day.add(DAY, 4)
    day.order(DAY, [1, 4, 2, 3])
    planned = day.read(DAY)
    assert planned is not None
    assert names(day) == ["Larkmead", "Nowhere", "Tilbrook", "Harrow"]
    assert len(planned.legs) == 5
    assert "drive not known" in stop_lines(planned)[1].words
    assert "Nowhere has no office with a known ZIP: its drive is not known." in planned.remarks


def test_what_cannot_be_added_is_said(records, day, monkeypatch):
    with pytest.raises(UserError, match="Larkmead is on this day already"):
        day.add(DAY, 1)
    records.set(Practice, 4, {"status": "do_not_contact"})
    with pytest.raises(UserError, match="not to be contacted"):
        day.add(DAY, 4)
    records.set(Practice, 4, {"status": "active"})
    monkeypatch.setattr("refdesk.services.day_of_visits.MOST", 3)
    with pytest.raises(UserError, match="room for 3"):
        day.add(DAY, 4)
    assert MOST > 12


def test_a_visit_is_taken_out_unless_it_was_made(records, desk, day):
    day.take_out(1)
    assert names(day) == ["Tilbrook", "Harrow"]
    Changes(desk).undo()
    assert names(day) == ["Larkmead", "Tilbrook", "Harrow"]
    records.set(Visit, 2, {"status": "done"})
    with pytest.raises(UserError, match="not planned any more"):
        day.take_out(2)


def test_a_longer_stay_moves_what_follows(day):
    before = day.read(DAY)
    day.stay(1, 60)
    after = day.read(DAY)
    assert before is not None
    assert after is not None
    assert after.at(1).arrive > before.at(1).arrive
    assert "100 min in offices" in totals(after)
    with pytest.raises(UserError, match="1 to 600"):
        day.stay(1, 0)


def test_the_day_in_words(day):
    planned = day.read(DAY)
    line = stop_lines(planned)[0]
    assert line.words.startswith("1   8:50–9:10 AM   Larkmead   ")
    assert totals(planned)[0] == "3 stops"
    assert totals(planned)[1].startswith("Leave 8:45 AM, back ")
    assert day_of("11/24/2026") == DAY


@pytest.mark.parametrize(
    ("row", "step", "after"),
    [
        (0, 1, [2, 1, 3]),
        (2, -1, [1, 3, 2]),
        (0, -1, [1, 2, 3]),
        (2, 1, [1, 2, 3]),
        (-1, 1, [1, 2, 3]),
    ],
)
def test_a_stop_moves_by_one_and_not_over_the_edge(row, step, after):
    assert moved([1, 2, 3], row, step) == after
