"""A list written to a file from the command line, through the gate."""

from __future__ import annotations

from refdesk.cli import shell
from tests.cli.conftest import Run


def test_a_list_is_written_as_it_would_be_shown(run: Run, desk, tmp_path):
    for name in ("Tilbrook Clinic", "Łódź Urgent Care", "Aldermoor Clinic"):
        run("add", desk, "practice", f"name={name}", "tier=a")
    file = tmp_path / "practices.csv"
    answer = run("list", desk, "practice", "--sort", "name", "--csv", file, "--json")
    assert answer.data == {"file": str(file), "rows": 3}
    rows = file.read_text(encoding="utf-8-sig").splitlines()
    assert rows[0] == "Name,Tier,Kind,Relationship,Specialty,Phone,Fax,Status"
    assert rows[1] == "Aldermoor Clinic,A,,Source,,,,Active"
    assert [row["sheet"] for row in run("list", desk, "release", "--json").data["rows"]] == [
        "practice_csv"
    ]
    assert "Wrote" in run("list", desk, "practice", "--csv", file).out


def test_personal_data_leaves_only_with_a_purpose(run: Run, desk, tmp_path):
    run("add", desk, "patient", "name=Quill, Odetta")
    file = tmp_path / "patients.csv"
    answer = run("list", desk, "patient", "--csv", file)
    assert answer.code == shell.BAD_INPUT
    assert "This file will hold personal data: Name" in answer.err
    assert "--purpose operations|treatment|payment" in answer.err
    assert "Odetta" not in answer.err
    assert run("list", desk, "patient", "--csv", file, "--purpose", "fun").code == shell.BAD_INPUT
    assert not file.exists()
    assert run("list", desk, "patient", "--csv", file, "--purpose", "treatment").code == 0
    (entry,) = run("list", desk, "release", "--json").data["rows"]
    assert (entry["purpose"], entry["with_patients"]) == ("treatment", True)


def test_a_file_of_another_kind_is_not_overwritten(run: Run, desk, tmp_path):
    run("add", desk, "practice", "name=Tilbrook Clinic")
    answer = run("list", desk, "practice", "--csv", tmp_path / "passphrase")
    assert answer.code == shell.BAD_INPUT
    assert "ends in .csv" in answer.err
