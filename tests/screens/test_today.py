"""Today as data: what comes first, and what a desk of an older version shows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from refdesk.domain.clinic import Clinic
from refdesk.domain.dates import show_date
from refdesk.domain.patient import Patient
from refdesk.domain.referral import Appointment, ContactAttempt, Referral
from refdesk.screens.today import SECTIONS
from refdesk.screens.today_rows import MOST, Board, Filled
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.store.migrate import downgrade
from tests.helpers.desks import make_desk, reopen

NOW = dt.datetime.now(dt.UTC)


def enter(desk: Desk, count: int, **more: str) -> None:
    records = Records(desk)
    if not records.ids(Patient, records.query(Patient)):
        records.add(Patient, {"name": "Vance, Marisol"})
    for ago in range(count, 0, -1):
        came = (NOW - dt.timedelta(days=20 + ago)).strftime("%Y-%m-%d 09:00")
        records.add(Referral, {"patient": "1", "source": "patient", "received": came, **more})


def test_an_urgent_loop_comes_first_however_many_are_later(tmp_path: Path):
    with make_desk(tmp_path / "desk") as desk:
        enter(desk, MOST + 2)
        enter(desk, 1, urgency="urgent")
        filled = SECTIONS[0].read(Board(desk, NOW))
    assert filled.rows[0].chip == "Urgent"
    assert filled.count == MOST + 3
    assert len(filled.rows) == MOST
    assert filled.aside == "1 urgent"
    assert filled.of == f"{MOST + 3} of {MOST + 3} open loops"
    assert filled.rest == 3


def test_a_loop_nobody_moves_is_in_sight_but_is_not_called_overdue(tmp_path: Path):
    with make_desk(tmp_path / "desk") as desk:
        enter(desk, 1)
        enter(desk, 1)
        far = (NOW + dt.timedelta(days=60)).strftime("%Y-%m-%d")
        Records(desk).add(Appointment, {"referral": "2", "date": far})
        later = NOW + dt.timedelta(days=40)
        filled = SECTIONS[0].read(Board(desk, later))
    assert SECTIONS[0].title == "Overdue"
    assert filled.count == 1
    assert [row.row_id for row in filled.rows] == [1, 2]
    assert filled.rows[1].words.startswith("Not moved, ")
    assert filled.of == "1 of 2 open loops, 1 more not moved"
    assert filled.rest == 0


def test_nothing_open_is_nothing_to_count(tmp_path: Path):
    with make_desk(tmp_path / "desk") as desk:
        filled = SECTIONS[0].read(Board(desk, NOW))
    assert (filled.count, filled.of) == (0, "")


def test_whom_a_later_call_was_agreed_with_comes_after_the_others_until_then(tmp_path: Path):
    later = NOW + dt.timedelta(hours=3)
    with make_desk(tmp_path / "desk") as desk:
        enter(desk, 3)
        records = Records(desk)
        for number, again in (("1", later), ("2", NOW - dt.timedelta(minutes=5)), ("3", None)):
            tried = {"referral": number, "result": "call_back"}
            agreed = again.astimezone().isoformat() if again else ""
            records.add(ContactAttempt, {**tried, "next_try": agreed})
        now, then = (
            SECTIONS[0].read(Board(desk, at)) for at in (NOW, later + dt.timedelta(minutes=1))
        )
        assert [row.row_id for row in now.rows] == [2, 3, 1]
        assert [row.is_put_off for row in now.rows] == [False, False, True]
        assert now.rows[2].chip == "Later"
        assert now.count == 3  # it is late all the same
        assert [row.row_id for row in then.rows] == [1, 2, 3]
        records.add(ContactAttempt, {"referral": "1", "result": "no_answer"})
        last = SECTIONS[0].read(Board(desk, dt.datetime.now(dt.UTC)))
    assert not any(row.is_put_off for row in last.rows)  # the last attempt decides


def test_the_patients_of_today_stand_in_the_order_of_their_visits_with_the_time(tmp_path: Path):
    with make_desk(tmp_path / "desk") as desk:
        records = Records(desk)
        records.set(Clinic, 1, {"hours": "Mon-Sun 0:00-23:55"})
        enter(desk, 3)
        for number, time in enumerate(("3:40 PM", "9:30 AM", ""), start=1):
            records.add(Appointment, {"referral": str(number), "date": "today", "time": time})
        visits = next(one for one in SECTIONS if one.name == "visits").read(Board(desk, NOW))
    assert [row.row_id for row in visits.rows] == [2, 1, 3]
    assert [row.due for row in visits.rows[:2]] == ["9:30 AM", "3:40 PM"]
    assert visits.rows[2].due.startswith("by ")


def test_a_section_that_names_the_stage_says_what_was_done_last(tmp_path: Path):
    def section(name: str) -> Filled:
        return next(one for one in SECTIONS if one.name == name).read(Board(desk, NOW))

    with make_desk(tmp_path / "desk") as desk:
        records = Records(desk)
        records.set(Clinic, 1, {"hours": "Mon-Sun 0:00-23:55"})
        enter(desk, 0)
        came = NOW - dt.timedelta(minutes=5)
        given = {"patient": "1", "source": "patient", "channel": "fax"}
        for _number in range(2):
            received = came.astimezone().strftime("%Y-%m-%d %H:%M")
            records.add(Referral, {**given, "received": received})
        records.add(Appointment, {"referral": "2", "date": "today", "outcome": "attended"})
        waits, owed = section("first_contacts"), section("reports")
        assert waits.rows[0].words.startswith("Fax, ")
        assert waits.rows[0].words.endswith(("AM", "PM"))
        assert waits.aside == waits.rows[0].due
        today = show_date(NOW.astimezone().date()).rpartition(",")[0]
        assert owed.rows[0].words == f"Seen {today}"
        records.set(Referral, 2, {"stage": "reported", "report_sent": "today", "report_how": "fax"})
        assert section("follow_ups").rows[0].words == f"Report sent {today}"


def test_a_desk_of_an_older_version_shows_its_open_loops_with_their_due_times(tmp_path: Path):
    with make_desk(tmp_path / "desk") as desk:
        desk.db.keeper = None  # as it was before there were due times
        enter(desk, 3)
        downgrade(desk.db._writer, to="0004")
    with reopen(tmp_path / "desk") as desk:
        for one in desk.db.page(Referral, [1, 2, 3]):
            assert one.due is not None
            assert one.due > one.received
        assert SECTIONS[0].read(Board(desk, NOW)).count == 3
        assert desk.verify() == []
