"""A new clinic's first day, through the command line of a real process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.helpers.registry import person, practice, write_registry

ROOT = Path(__file__).parents[2]
SHARED_SAMPLE = ROOT.parent / "shared/data/nppes/npidata_pfile_sample8_330col.csv"
PASSPHRASE = "seven green herons"


class Shell:
    """Runs `refdesk` as a script would: JSON out, passphrase on standard input."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, command: str, *words: str) -> Any:
        done = self.run(command, *words)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def run(self, command: str, *words: str) -> subprocess.CompletedProcess[str]:
        start = [sys.executable, "-m", "refdesk", command, str(self.folder)]
        return subprocess.run(
            [*start, *words, "--json", "--passphrase-file", "-"],
            input=PASSPHRASE + "\n",
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
            timeout=60,
        )


ROWS = [
    person(1, LAST="MCALDER", FIRST="QUILLA"),
    person(2, LAST="HALVORSING", FIRST="TOVE", CREDENTIALS="NP"),
    practice(3, ORGANISATION="TAMSIN FAMILY CLINIC"),
    practice(4, ORGANISATION="MILLRACE PRIMARY CARE LLC", CITY="LOGAN", ZIP="43138"),
]


@pytest.fixture
def invented(tmp_path: Path) -> Path:
    return write_registry(tmp_path / "registry.csv", ROWS)


def pdf_text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path.read_bytes())
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def walk_through(refdesk: Shell, file: Path, part_of_name: str, tmp_path: Path) -> dict[str, Any]:
    """New desk, import, find, refer, plan, print; return what the import said."""
    refdesk("new", "--clinic", "Cedar Grove Joint Clinic")
    imported: dict[str, Any] = refdesk("import", str(file), "--as", "nppes")
    again = refdesk("import", str(file), "--as", "nppes")
    assert (again["created"], again["updated"]) == (0, 0), "the same file changes nothing"

    found = refdesk("list", "people", "--search", part_of_name)["rows"]
    assert len(found) == 1
    person = found[0]
    patient = refdesk("add", "patient", "name=Vance, Marisol", "phone=740.555.0101")
    referral = refdesk(
        "add", "referral", "patient=Vance, Marisol", "source=physician",
        f"referring_person={person['id']}", "channel=fax", "reason=Knee pain",
    )  # fmt: skip
    assert referral["patient"] == patient["id"]
    assert refdesk("show", "referral", str(referral["id"]))["stage"] == "received"
    assert refdesk("list", "referrals", "--search", part_of_name)["rows"] == [referral]

    practices = refdesk("list", "practices", "--sort", "name")["rows"]
    for one in practices:
        refdesk("add", "visit", "date=tomorrow", f"practice={one['id']}")
    plan = refdesk("plan", "--date", "tomorrow")["rows"]
    assert [row["stop"] for row in plan] == list(range(1, len(practices) + 1))

    refdesk("print", "visit_log", "--date", "tomorrow", "--out", str(tmp_path / "log.pdf"))
    text = pdf_text(tmp_path / "log.pdf")
    assert "Visit log" in text
    for one in practices:
        assert one["name"] in text
    assert "Vance" not in text, "no patient on a sheet that is carried about"
    assert "Copy 1" in text
    return imported


def take_back(refdesk: Shell) -> None:
    """Undo until the import is undone; what leans on it has to go first."""
    lines = refdesk("history")["rows"]
    import_id = min(line["change"] for line in lines if line["label"].startswith("Import"))
    refused = refdesk.run("undo", "--change", str(import_id))
    assert refused.returncode == 3
    assert refused.stdout == ""
    for _attempt in range(12):
        undone = refdesk("undo")["undone"]
        if undone.startswith("Import"):
            break
    for kind in ("people", "practices", "offices", "visits", "referrals"):
        assert refdesk("list", kind)["rows"] == []
    assert refdesk("list", "releases")["rows"], "the register of what was printed stays"
    assert refdesk("verify") == {"sound": True, "findings": []}


def test_a_new_clinic_imports_finds_refers_plans_prints_and_takes_the_import_back(
    tmp_path, invented
):
    refdesk = Shell(tmp_path / "desk")
    said = walk_through(refdesk, invented, "orsing", tmp_path)
    assert said["rows"] == len(ROWS)
    take_back(refdesk)
    refdesk("redo")
    assert refdesk("list", "people", "--search", "orsing")["rows"]


@pytest.mark.long
@pytest.mark.skipif(not SHARED_SAMPLE.exists(), reason="the registry's sample is not beside us")
def test_the_same_story_on_the_registry_s_own_sample(tmp_path):
    refdesk = Shell(tmp_path / "desk")
    said = walk_through(refdesk, SHARED_SAMPLE, "wortsm", tmp_path)
    assert (said["rows"], said["created"], said["skipped"]) == (8, 7, 1)
    take_back(refdesk)
