"""The drawer: every sheet by its name, as the command line asks for it."""

from __future__ import annotations

import pytest

from refdesk.domain.errors import UserError
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.referral import Referral
from refdesk.domain.sheets import sheet_title
from refdesk.domain.task import Task
from refdesk.domain.user import User
from refdesk.domain.wording import rewarding
from refdesk.services.drawer import Asked, Drawer
from refdesk.services.note_texts import STARTERS
from refdesk.services.printing import Printing
from refdesk.services.records import Records
from refdesk.services.reminders import ReminderWish
from refdesk.services.session import Desk
from tests.documents.days import pages_of


@pytest.fixture
def records(desk: Desk) -> Records:
    records = Records(desk)
    records.add(Practice, {"name": "Larkmead Family Medicine"})
    where = {"address.street": "9 Weir Street", "address.city": "Tamsin", "address.zip": "45701"}
    records.add(Office, {"practice": "1", **where})
    records.add(Person, {"name": "Dana Whitlow", "gatekeeper": "yes", "practices": "1"})
    return records


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("sheet", ["thank_you", "labels", "envelopes", "ruler_sheet"])
def test_every_sheet_of_a_practice_can_be_asked_for(desk, sheet):
    run = Drawer(desk).run(sheet.replace("_", " ").title(), Asked(subjects=[(Practice, 1)]))
    assert run.sheet == sheet
    assert run.title.startswith(sheet_title(sheet).split()[0])
    assert pages_of(Printing(desk).preview(run))


@pytest.mark.parametrize(("sheet", "says"), [("call_list", "Vance"), ("reminders", "Task 1")])
def test_what_is_due_can_be_asked_for_mine_or_everybodys(desk, sheet, says):
    records = Records(desk)
    other = records.add(User, {"name": "Dana Rowe"})
    records.add(Patient, {"name": "Vance, Marisol"})
    sent = {"source": "patient", "received": "2020-11-16 9:40"}
    records.add(Referral, {**sent, "patient": "1", "owner": str(other.id)})
    records.add(Task, {"what": "Order labels", "due": "today", "owner": str(other.id)})
    run = Drawer(desk).run(sheet, Asked())
    assert (run.sheet, run.title) == (sheet, sheet_title(sheet))
    assert says in " ".join(pages_of(Printing(desk).preview(run)))
    mine = Asked(mine=True, reminders=ReminderWish(owner=desk.user.id))
    with pytest.raises(UserError, match=r"Nobody is to be called|Nothing comes up"):
        Drawer(desk).run(sheet, mine)


@pytest.mark.usefixtures("records")
def test_a_note_to_a_practice_goes_to_whom_one_writes_there(desk):
    asked = Asked(subjects=[(Practice, 1)], form="half", text="Thank you, all of you.")
    said = " ".join(pages_of(Printing(desk).preview(Drawer(desk).run("thank_you", asked))))
    assert "Dear Dana," in said
    assert "Thank you, all of you." in said


@pytest.mark.usefixtures("records")
def test_a_signer_whose_name_says_what_they_are_signs_once(desk):
    asked = Asked(subjects=[(Practice, 1)])
    said = " ".join(pages_of(Printing(desk).preview(Drawer(desk).run("thank_you", asked))))
    assert desk.user.name == "Owner"
    assert said.count("Owner") == 1


@pytest.mark.usefixtures("records")
def test_a_form_or_sheet_that_is_none_is_refused_with_those_there_are(desk):
    with pytest.raises(UserError, match="card, half, letterhead"):
        Drawer(desk).run("thank_you", Asked(subjects=[(Person, 1)], form="poster"))
    with pytest.raises(
        UserError, match="visit_log, visit_plan, call_list, reminders, thank_you, labels, env"
    ):
        Drawer(desk).run("poster", Asked())


def test_the_register_has_a_name_for_what_left():
    assert sheet_title("practice_list") == "List of practices"
    assert sheet_title("visit_csv") == "File of visits"
    assert sheet_title("calendar_file") == "Reminders for a calendar"
    assert sheet_title("of_old") == "of_old"


@pytest.mark.parametrize("starter", STARTERS, ids=lambda starter: starter.name)
def test_no_starter_text_rewards_volume(starter):
    assert rewarding(starter.text) == ()
    assert len(starter.text) < 400
