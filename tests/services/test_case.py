"""What the page of a referral reads of the office that sent it."""

from __future__ import annotations

import datetime as dt

import pytest

from refdesk.domain.errors import UserError
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.referral import Referral
from refdesk.domain.task import Task
from refdesk.services.case import Case
from refdesk.services.gatekeepers import gatekeeper_of
from refdesk.services.records import Records
from refdesk.services.session import Desk

NOW = dt.datetime.now(dt.UTC)


@pytest.fixture
def records(desk: Desk) -> Records:
    records = Records(desk)
    for name in ("Cedar Grove", "Harrow Creek"):
        records.add(Practice, {"name": name})
    return records


def keeper(records: Records, name: str, influence: str = "", practice: str = "1") -> int:
    given = {"name": name, "gatekeeper": "yes", "influence": influence, "practices": practice}
    return records.add(Person, given).id


def name_of(records: Records, practice: int = 1) -> str:
    found = gatekeeper_of(records, practice)
    return found.name if found else ""


def test_the_most_influential_gatekeeper_opens_the_door_the_first_of_two(records):
    assert name_of(records) == ""
    keeper(records, "Rosa Bellwether")
    keeper(records, "Tess Moray", "2")
    keeper(records, "Cal Ostrander", "2")
    keeper(records, "Bria Okamoto", "3", practice="2")
    records.add(Person, {"name": "Nkem Okafor", "practices": "1"})
    assert name_of(records) == "Tess Moray"
    assert name_of(records, 2) == "Bria Okamoto"


def test_nobody_who_left_or_must_not_be_contacted_is_named(records):
    gone, hushed = keeper(records, "Tess Moray", "3"), keeper(records, "Cal Ostrander", "2")
    keeper(records, "Rosa Bellwether", "1")
    records.archive(Person, gone)
    records.set(Person, hushed, {"do_not_contact": "yes"})
    assert name_of(records) == "Rosa Bellwether"


def test_the_office_is_that_of_the_physician_else_the_practices_first(desk, records):
    records.add(Patient, {"name": "Vance, Marisol"})
    for name in ("Weir Street", "Orchard Lane"):
        records.add(Office, {"practice": "1", "name": name})
    records.add(Person, {"name": "Nkem Okafor", "practices": "1", "offices": "2"})
    given = {"patient": "1", "source": "physician", "referring_practice": "1"}
    records.add(Referral, given)
    records.add(Referral, {**given, "referring_person": "1"})
    offices = [Case(desk, number, NOW).office for number in (1, 2)]
    assert [one.name for one in offices if one] == ["Weir Street", "Orchard Lane"]


def test_tasks_of_the_practice_come_up_with_every_referral_of_it_while_they_are_open(desk, records):
    records.add(Patient, {"name": "Vance, Marisol"})
    given = {"patient": "1", "source": "physician", "referring_practice": "1"}
    for _number in (1, 2):
        records.add(Referral, given)
    records.add(Task, {"what": "Order pads", "practice": "1"})
    records.add(Task, {"what": "Ask for films", "referral": "1", "practice": "1"})
    records.add(Task, {"what": "Done long ago", "practice": "1", "done": "today"})
    found = [[one.what for one in Case(desk, number, NOW).tasks] for number in (1, 2)]
    assert found == [["Order pads", "Ask for films"], ["Order pads"]]


def test_a_referral_that_is_not_there_is_said_so(desk, records):
    assert records
    with pytest.raises(UserError, match="There is no referral number 7"):
        Case(desk, 7, NOW)
