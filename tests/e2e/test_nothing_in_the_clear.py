"""What is stored stands nowhere in the clear: not in the desk, temporary files or logs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.helpers.desks import PASSPHRASE
from tests.helpers.registry import person, write_registry

ROOT = Path(__file__).parents[2]
SECRETS = ("Quillfeatherby", "Zebediah", "5550142", "Dunmerehollow")


def refdesk(home: Path, *words: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HOME": str(home), "TMPDIR": str(home / "tmp")}
    environment |= {"XDG_STATE_HOME": str(home / "state"), "XDG_CACHE_HOME": str(home / "cache")}
    return subprocess.run(
        [sys.executable, "-m", "refdesk", *map(str, words), "--passphrase-file", "-"],
        input=PASSPHRASE + "\n",
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        check=False,
    )


def test_a_stored_name_is_found_in_no_file_but_what_was_asked_for(tmp_path):
    home = tmp_path / "home"
    (home / "tmp").mkdir(parents=True)
    desk = home / "desk"
    source = write_registry(tmp_path / "in.csv", [person(1, LAST="DUNMEREHOLLOW")])
    commands: list[tuple[object, ...]] = [
        ("new", desk, "--clinic", "Cedar Grove"),
        ("add", desk, "patient", "name=Quillfeatherby, Zebediah", "phone=740 555 0142"),
        ("add", desk, "patient", "name=Quillfeatherby, Zebediah", "phone=wrong Zebediah"),
        ("list", desk, "patients", "--search", "zebed", "--sort", "name"),
        ("import", desk, source, "--as", "nppes"),
        ("set", desk, "patient", "1", "notes=Zebediah likes mornings"),
        ("undo", desk),
        ("history", desk, "patient", "1"),
    ]
    told = [refdesk(home, *command) for command in commands]
    assert [answer.returncode for answer in told] == [0, 0, 3, 0, 0, 0, 0, 0]
    assert "Zebediah" not in told[2].stderr, "a refusal does not repeat what was typed"
    written = [path for path in home.rglob("*") if path.is_file()]
    assert {path.parent for path in written} == {desk}, "no file but the desk's own"
    for path in written:
        raw = path.read_bytes().lower()
        for secret in SECRETS:
            for coded in (secret.lower().encode(), secret.lower().encode("utf-16-le")):
                assert coded not in raw, f"{secret} stands in {path.name}"
