"""The same list comes again next month: what it changed comes in, what a person typed stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from refdesk.domain.imports import ImportRun
from refdesk.domain.practice import Practice, Tier
from refdesk.services.changes import Changes
from refdesk.services.outcomes import Outcome
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.transfer import Transfer
from refdesk.services.work import Silent
from tests.helpers.imports import Bring, all_of, counts, everything, looked

MARCH = "Name,Phone,EHR,Tier\nWeir Clinic,7405550117,Epic,A\nTamsin,7405550118,,B\n"
APRIL = "Name,Phone,EHR,Tier\nWeir Clinic,7405550119,Athena,A\nTamsin,7405550118,Epic,B\n"


@pytest.fixture
def bring(desk: Desk, tmp_path: Path) -> Bring:
    return Bring(desk, tmp_path)


@pytest.fixture
def records(desk: Desk) -> Records:
    return Records(desk)


def test_what_the_file_changed_comes_in_and_what_a_person_typed_stays(bring, desk, records):
    bring(Practice, MARCH)
    records.set(Practice, 1, {"phone": "740 555 0199"})
    result = bring(Practice, APRIL)
    assert counts(result) == (2, 0, 2, 0, 0, 0)
    weir, tamsin = all_of(desk, Practice)
    assert (str(weir.phone), weir.ehr) == ("(740) 555-0199", "Athena")
    assert tamsin.ehr == "Epic"
    assert [(one.row, one.reason) for one in result.remarks] == [
        (1, "Kept Phone as it is in the desk.")
    ]
    again = bring(Practice, APRIL)
    assert (counts(again), again.remarks) == ((2, 0, 0, 2, 0, 0), ())


def test_what_a_person_emptied_is_not_filled_again_by_the_same_word(bring, desk, records):
    bring(Practice, MARCH)
    records.set(Practice, 1, {"ehr": ""})
    assert counts(bring(Practice, MARCH)) == (2, 0, 0, 2, 0, 0)
    assert all_of(desk, Practice)[0].ehr == ""
    result = bring(Practice, APRIL)
    assert all_of(desk, Practice)[0].ehr == ""
    assert "Kept EHR" in result.remarks[0].reason


def test_a_record_that_was_there_before_follows_the_file_where_both_agreed(bring, desk, records):
    records.add(Practice, {"name": "Weir Clinic", "phone": "7405550117", "tier": "C"})
    first = bring(Practice, MARCH)
    assert counts(first) == (2, 1, 1, 0, 0, 0)
    bring(Practice, APRIL)
    weir = all_of(desk, Practice)[0]
    assert (str(weir.phone), weir.ehr, weir.tier) == ("(740) 555-0119", "Athena", Tier.C)


def test_another_list_does_not_outweigh_the_first(bring, desk):
    bring(Practice, MARCH)
    other = bring(Practice, "Practice name,Telephone,EHR\nWeir Clinic,7405550111,Cerner\n")
    assert counts(other) == (1, 0, 0, 1, 0, 0)
    assert all_of(desk, Practice)[0].ehr == "Epic"


def test_undo_restores_what_the_file_said_too(bring, desk):
    bring(Practice, MARCH)
    before = everything(desk)
    bring(Practice, APRIL)
    after = everything(desk)
    Changes(desk).undo()
    kept = everything(desk)
    reports = kept.pop("import_run")
    assert kept == {kind: rows for kind, rows in before.items() if kind != "import_run"}
    assert len(reports) == 2  # the report of what was taken back stays, as proof
    Changes(desk).redo()
    assert everything(desk) == after
    Changes(desk).undo()
    assert counts(bring(Practice, APRIL)) == (2, 0, 2, 0, 0, 0)
    assert desk.verify() == []


def test_a_person_takes_the_files_value_where_they_differ(desk, tmp_path, bring, records):
    bring(Practice, MARCH)
    records.set(Practice, 1, {"phone": "740 555 0199"})
    coming, look = looked(desk, tmp_path / "partners.csv", APRIL)
    (conflict,) = look.conflicts
    assert (conflict.label, conflict.rows, conflict.take) == ("Phone", 1, False)
    (changed, *_others) = look.rows_of(Outcome.UPDATED)
    shown = {one.label: (one.before, one.after, one.kept) for one in look.row(changed).changes}
    assert shown == {
        "Phone": ("(740) 555-0199", "(740) 555-0119", True),
        "EHR": ("Epic", "Athena", False),
    }
    look.take(conflict.field, on=True)
    Transfer(desk).apply(coming, look, Silent())
    assert str(all_of(desk, Practice)[0].phone) == "(740) 555-0119"


def test_a_row_that_is_left_out_stays_out(desk, tmp_path):
    coming, look = looked(desk, tmp_path / "partners.csv", MARCH)
    look.include(look.rows_of()[:1], on=False)
    result = Transfer(desk).apply(coming, look, Silent())
    assert [one.name for one in all_of(desk, Practice)] == ["Tamsin"]
    assert result.left_out == 1


def test_the_columns_of_a_list_are_remembered(desk, tmp_path):
    strange = "Wer,Ruf,Klasse\nWeir Clinic,7405550117,Gold\n"
    coming, look = looked(desk, tmp_path / "partners.csv", "Name\nX\n")
    look.close()
    path = tmp_path / "partners.csv"
    path.write_text(strange, encoding="utf-8")
    coming = Transfer(desk).begin(path)
    coming.choose_what("practice")
    for index, target in enumerate(("name", "fax", "tier")):
        coming.assign(index, target)
    look = coming.look(Silent())
    (unknown,) = look.unknown
    assert (unknown.target, unknown.text, unknown.rows) == ("tier", "Gold", 1)
    assert ("A", "A") in unknown.choices
    assert look.counts[Outcome.REJECTED] == 1
    coming.answer("tier", "Gold", "A")
    look = coming.look(Silent())
    Transfer(desk).apply(coming, look, Silent())
    path.write_text(strange.replace("Weir", "Tamsin"), encoding="utf-8")
    again = Transfer(desk).begin(path)
    assert again.what == "practice"
    assert [column.target for column in again.columns] == ["name", "fax", "tier"]
    assert all(column.remembered for column in again.columns)
    Transfer(desk).apply(again, again.look(Silent()), Silent())
    assert [one.tier for one in all_of(desk, Practice)] == [Tier.A, Tier.A]


def test_the_report_is_kept_with_reasons_and_without_values(bring, desk):
    bring(Practice, "Name,Phone\nWeir Clinic,740\nTamsin,7405550118\n")
    (run,) = all_of(desk, ImportRun)
    assert (run.file, run.brought) == ("partners.csv", "Practices")
    assert (run.rows, run.created, run.rejected) == (2, 1, 1)
    assert run.report.splitlines()[:2] == ["Name → Name", "Phone → Phone"]
    assert "Row 1: Phone is not a phone number." in run.report
    assert "Weir" not in run.report
