"""A referral log holds patients, doctors and practices in one row: they come along."""

from __future__ import annotations

from pathlib import Path

import pytest

from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.referral import Referral
from refdesk.domain.stages import Stage
from refdesk.services.changes import Changes
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.transfer import How, ImportResult, Transfer
from refdesk.services.work import Silent
from tests.helpers.imports import all_of, counts, everything

LOG = (
    "Date received,Patient,DOB,Patient phone,Referring doctor,Referring practice,"
    "Source,Reason,Status\n"
    '11/02/2026,"Quill, Zeb",2/3/1950,7405550117,Ada Okafor,Weir Clinic,physician,knee,Closed\n'
    '11/03/2026,"Marlow, Ives",3/4/1961,,Ada Okafor,Weir Clinic,physician,hip,Received\n'
    '11/05/2026,"Quill, Zeb",2/3/1950,,Tove Alder,Tamsin Family,physician,hand,Scheduled\n'
)


def bring(desk: Desk, tmp_path: Path, text: str, of: type = Referral) -> ImportResult:
    path = tmp_path / "log.csv"
    path.write_text(text, encoding="utf-8")
    coming = Transfer(desk).prepared(path, How(kind=of))
    for one in coming.brings:
        coming.bring(one.field, on=True)
    return Transfer(desk).apply(coming, coming.look(Silent()), Silent())


def test_a_log_brings_its_patients_doctors_and_practices_along(desk, tmp_path):
    result = bring(desk, tmp_path, LOG)
    assert counts(result) == (3, 3, 0, 0, 0, 0)
    assert dict(result.also) == {"Practices": 2, "People": 2, "Patients": 2}
    zeb, ives = all_of(desk, Patient)
    assert (zeb.name, str(zeb.phone), ives.name) == ("Quill, Zeb", "(740) 555-0117", "Marlow, Ives")
    weir, tamsin = all_of(desk, Practice)
    ada, tove = all_of(desk, Person)
    assert (ada.practices, tove.practices) == ((weir.id,), (tamsin.id,))
    first, second, third = all_of(desk, Referral)
    assert [one.patient for one in (first, second, third)] == [zeb.id, ives.id, zeb.id]
    assert [one.stage for one in (first, second, third)] == [
        Stage.CLOSED,
        Stage.RECEIVED,
        Stage.SCHEDULED,
    ]
    assert first.referring_person == ada.id
    assert desk.verify() == []


def test_the_same_log_again_changes_nothing_and_is_undone_whole(desk, tmp_path):
    empty = everything(desk)
    bring(desk, tmp_path, LOG)
    once = everything(desk)
    assert counts(bring(desk, tmp_path, LOG)) == (3, 0, 0, 3, 0, 0)
    assert everything(desk) == once
    Changes(desk).undo()
    kept = everything(desk)
    assert len(kept.pop("import_run")) == 1
    assert kept == {kind: rows for kind, rows in empty.items() if kind != "import_run"}


def test_a_longer_log_adds_only_what_is_new(desk, tmp_path):
    bring(desk, tmp_path, LOG)
    more = (
        LOG
        + '11/09/2026,"Marlow, Ives",3/4/1961,7405550111,Ada Okafor,Weir Clinic,physician,foot,\n'
    )
    result = bring(desk, tmp_path, more)
    assert counts(result) == (4, 1, 0, 3, 0, 0)
    assert result.also == ()
    assert len(all_of(desk, Patient)) == 2
    assert str(all_of(desk, Patient)[1].phone) == "(740) 555-0111"


def test_nothing_of_a_rejected_row_comes_along(desk, tmp_path):
    bad = (
        LOG.splitlines()[0] + '\nnever,"Quill, Zeb",2/3/1950,,Ada Okafor,Weir Clinic,physician,,\n'
    )
    good = '11/02/2026,"Marlow, Ives",3/4/1961,,Ada Okafor,Weir Clinic,physician,,\n'
    result = bring(desk, tmp_path, bad + good)
    assert counts(result) == (2, 1, 0, 0, 0, 1)
    assert [one.name for one in all_of(desk, Patient)] == ["Marlow, Ives"]
    assert len(all_of(desk, Person)) == 1


def test_a_patient_who_may_be_another_is_not_guessed(desk, tmp_path):
    Records(desk).add(Patient, {"name": "Quill, Zeb", "birth_date": "1950-02-03"})
    head = "Date received,Patient,Source,Referring practice\n"
    result = bring(desk, tmp_path, head + '11/02/2026,"Quill, Zeb",physician,Weir Clinic\n')
    assert result.rejected[0].reason.startswith("Patient: The row may or may not mean patient 1.")
    assert all_of(desk, Practice) == []


def test_a_list_of_locations_is_one_practice_with_offices(desk, tmp_path):
    text = (
        "Practice,Phone,Street,City,State,Zip\n"
        "Weir Clinic,7405550117,1 Weir St,Tamsin,Ohio,45701\n"
        "Weir Clinic,7405550117,9 Canal St,Brindle Falls,MA,2139\n"
    )
    result = bring(desk, tmp_path, text, Practice)
    assert counts(result)[:2] == (2, 1)
    places = [one.address.one_line() for one in all_of(desk, Office) if one.address]
    assert places == ["1 Weir St, Tamsin, OH 45701", "9 Canal St, Brindle Falls, MA 02139"]
    assert (result.rejected, len(result.repairs)) == ((), 2)
    once = everything(desk)
    bring(desk, tmp_path, text, Practice)
    assert everything(desk) == once


@pytest.mark.parametrize("left_out", [0, 1])
def test_a_record_that_others_need_comes_even_if_its_own_row_is_left_out(desk, tmp_path, left_out):
    path = tmp_path / "log.csv"
    path.write_text(LOG, encoding="utf-8")
    coming = Transfer(desk).begin(path)
    assert coming.what == "referral"
    look = coming.look(Silent())
    look.include([left_out], on=False)
    Transfer(desk).apply(coming, look, Silent())
    assert len(all_of(desk, Referral)) == 2
    assert {one.name for one in all_of(desk, Person)} == {"Ada Okafor", "Tove Alder"}
    assert desk.verify() == []
