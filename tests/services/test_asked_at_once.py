"""What a clinic comes to need holds at once for everything that is entered, and for a file too."""

from __future__ import annotations

from pathlib import Path

import pytest

from refdesk.domain.asked import FormRule
from refdesk.domain.customs import CustomField
from refdesk.domain.errors import UserError
from refdesk.domain.patient import Patient
from refdesk.domain.referral import Appointment, Referral
from refdesk.domain.stages import Stage
from refdesk.services.loops import Loops
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.transfer import How, Transfer
from refdesk.services.work import Silent
from tests.helpers.imports import Bring, all_of, counts

HEAD = "Patient,Date received,Source,Insurer\n"


@pytest.fixture
def records(desk: Desk) -> Records:
    records = Records(desk)
    records.add(Patient, {"name": "Quill, Odetta"})
    records.add(Referral, {"patient": "1", "source": "patient", "received": "2026-11-02 9:40"})
    records.put(FormRule(record_kind="referral", field="insurer", needed=True))
    return records


@pytest.fixture
def bring(desk: Desk, tmp_path: Path, records: Records) -> Bring:  # noqa: ARG001  the rule holds
    return Bring(desk, tmp_path)


def test_a_new_referral_needs_it_and_an_older_one_goes_its_way_without(records, desk):
    with pytest.raises(UserError, match=r"^Insurer is needed\.$"):
        records.add(Referral, {"patient": "1", "source": "patient"})
    loops = Loops(desk)
    loops.move(1, Stage.CONTACTING, {"result": "reached"})
    loops.move(1, Stage.SCHEDULED, {"date": "today", "time": "9:20 AM"})
    moved = loops.move(1, Stage.ATTENDED)
    assert (moved.stage, moved.insurer) == (Stage.ATTENDED, "")


def test_rows_of_a_file_without_it_are_rejected_with_the_reason(bring, desk):
    result = bring(
        Referral,
        HEAD + "Quill Odetta,11/05/2026,Patient,Plainview\nQuill Odetta,11/06/2026,Patient,\n",
    )
    assert counts(result) == (2, 1, 0, 0, 0, 1)
    assert [(one.row, one.reason) for one in result.rejected] == [(2, "Insurer is needed.")]
    assert [one.insurer for one in all_of(desk, Referral)] == ["", "Plainview"]


def test_what_is_needed_only_sometimes_rejects_only_those_rows(bring, records):
    records.add(CustomField, {"record_kind": "referral", "label": "School"})
    rule = FormRule(record_kind="referral", field="cf1", needed=True)
    rule.when_field, rule.when_value = "source", "school"
    records.put(rule)
    rows = "Quill Odetta,11/05/2026,School,Plainview,\nQuill Odetta,11/06/2026,Event,Plainview,\n"
    result = bring(Referral, HEAD.replace("\n", ",School\n") + rows, {"School": "cf1"})
    assert [(one.row, one.reason) for one in result.rejected] == [(1, "School is needed.")]
    assert result.created == 1


def test_rows_about_older_referrals_go_on_without(bring):
    result = bring(Referral, HEAD + "Quill Odetta,11/02/2026 9:40,Patient,\n")
    assert counts(result) == (1, 0, 0, 1, 0, 0)


def test_a_file_without_its_column_says_so_before_anything_is_read(bring, desk, tmp_path):
    with pytest.raises(UserError, match="known to hold: Insurer"):
        bring(Referral, "Patient,Date received,Source\nQuill Odetta,11/05/2026,Patient\n")
    coming = Transfer(desk).begin(tmp_path / "partners.csv")
    assert coming.missing == ("Insurer",)
    assert [one.name for one in coming.targets if one.needed and one.name == "insurer"]
    coming.assign(2, "insurer")
    assert "Insurer" not in coming.missing


def test_records_that_come_along_are_asked_for_too(records, desk, tmp_path):
    records.put(FormRule(record_kind="patient", field="phone", needed=True))
    path = tmp_path / "log.csv"
    path.write_text(HEAD + "Vance Marisol,11/05/2026,Patient,Plainview\n", "utf-8")
    how = How(kind=Referral, bring=("patient",))
    result = Transfer(desk).import_file(path, how, progress=Silent())
    assert [one.reason for one in result.rejected] == ["Patient: Phone is needed."]


def test_a_rule_of_appointments_holds_for_the_visit_that_a_move_agrees(records, desk):
    records.put(FormRule(record_kind="appointment", field="provider", needed=True))
    with pytest.raises(UserError, match="Provider is needed"):
        Loops(desk).move(1, Stage.SCHEDULED, {"date": "today"})
    Loops(desk).move(1, Stage.SCHEDULED, {"date": "today", "provider": "Dr. Hale"})
    assert [one.provider for one in all_of(desk, Appointment)] == ["Dr. Hale"]
