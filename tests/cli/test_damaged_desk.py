"""Desks that are damaged, foreign, open elsewhere or newer: told apart, and left as they are."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.helpers.desks import make_other_desk, reopen

BAD_INPUT, NO_ACCESS, DAMAGED = 3, 4, 5
Harm = Callable[[Path, Path], None]


def key_file(folder: Path) -> Path:
    return next(folder.glob("*.refdesk"))


def truncated(folder: Path, _other: Path) -> None:
    file = folder / "desk.db"
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2 // 4096 * 4096])


def empty(folder: Path, _other: Path) -> None:
    (folder / "desk.db").write_bytes(b"")


def plaintext(folder: Path, _other: Path) -> None:
    (folder / "desk.db").write_bytes(b"SQLite format 3\0".ljust(8192, b"\0"))


def database_of_another_desk(folder: Path, other: Path) -> None:
    shutil.copy(other / "desk.db", folder / "desk.db")


def no_database(folder: Path, _other: Path) -> None:
    (folder / "desk.db").unlink()


def no_key_file(folder: Path, _other: Path) -> None:
    key_file(folder).unlink()


def changed_key_file(folder: Path, _other: Path) -> None:
    raw = bytearray(key_file(folder).read_bytes())
    raw[len(raw) // 2] ^= 1
    key_file(folder).write_bytes(raw)


def foreign_key_file(folder: Path, other: Path) -> None:
    shutil.copy(key_file(other), key_file(folder))


def no_head(folder: Path, _other: Path) -> None:
    (folder / "desk.head").unlink()


def head_of_another_desk(folder: Path, other: Path) -> None:
    shutil.copy(other / "desk.head", folder / "desk.head")


@pytest.mark.parametrize(
    ("harm", "code", "words"),
    [
        (truncated, DAMAGED, "backup"),
        (empty, DAMAGED, "backup"),
        (plaintext, DAMAGED, "backup"),
        (database_of_another_desk, DAMAGED, "backup"),
        (no_database, DAMAGED, "missing"),
        (no_key_file, DAMAGED, "key file"),
        (changed_key_file, DAMAGED, "key file"),
        (foreign_key_file, DAMAGED, ""),
        (no_head, DAMAGED, "refdesk verify DIR --accept"),
        (head_of_another_desk, DAMAGED, "refdesk verify DIR --accept"),
    ],
)
def test_a_damaged_desk_is_told_and_not_touched(desk, tmp_path, run: Run, harm: Harm, code, words):
    make_other_desk(tmp_path / "other").close()
    harm(desk, tmp_path / "other")
    before = {path.name: path.read_bytes() for path in desk.iterdir()}
    answer = run("list", desk, "practices")
    assert (answer.code, answer.out) == (code, "")
    assert words in answer.err
    after = {path.name: path.read_bytes() for path in desk.iterdir()}
    assert {n: b for n, b in after.items() if n in before} == before


def test_a_desk_put_back_from_an_older_copy_is_an_alarm_until_it_is_accepted(
    desk, tmp_path, run: Run
):
    shutil.copytree(desk, tmp_path / "copy")
    run("add", desk, "practice", "name=Larkmead")
    for name in ("desk.db", "desk.db-wal", "desk.db-shm"):
        (desk / name).unlink(missing_ok=True)
    shutil.copy(tmp_path / "copy" / "desk.db", desk / "desk.db")
    answer = run("list", desk, "practices")
    assert answer.code == DAMAGED
    assert "older" in answer.err
    assert run("verify", desk, "--accept").code == 0
    assert run("list", desk, "practices").code == 0


def test_a_head_that_lags_behind_after_a_crash_is_no_alarm(desk, tmp_path, run: Run):
    shutil.copy(desk / "desk.head", tmp_path / "head")
    run("add", desk, "practice", "name=Larkmead")
    shutil.copy(tmp_path / "head", desk / "desk.head")
    assert "Larkmead" in run("list", desk, "practices").out


def test_a_folder_that_is_no_desk_is_told(tmp_path, run: Run):
    (tmp_path / "photos").mkdir()
    for folder in (tmp_path / "photos", tmp_path / "nowhere", tmp_path / "passphrase"):
        answer = run("list", folder, "practices")
        assert answer.code == BAD_INPUT
        assert "desk" in answer.err or "no folder" in answer.err


def test_a_wrong_passphrase_opens_nothing(desk, tmp_path, run: Run):
    (tmp_path / "wrong").write_text("something else", "utf-8")
    answer = run("list", desk, "practices", passphrase=tmp_path / "wrong")
    assert answer.code == NO_ACCESS
    assert "The passphrase is not right." in answer.err
    assert run("list", desk, "practices", passphrase=tmp_path / "nowhere").code == BAD_INPUT


def test_a_desk_that_is_open_in_another_process_is_told(desk, run: Run):
    code = (
        "import sys; from pathlib import Path; from tests.helpers.desks import reopen;"
        "desk = reopen(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(desk)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        answer = run("list", desk, "practices")
        other.kill()
    assert answer.code == NO_ACCESS
    assert "open" in answer.err
    assert run("list", desk, "practices").code == 0


def test_a_desk_of_a_newer_version_is_told_and_not_touched(desk, run: Run):
    with reopen(desk) as opened, opened._vault.writer.connect() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '8888'")
        connection.commit()
    answer = run("list", desk, "practices")
    assert answer.code == BAD_INPUT
    assert "newer version of RefDesk" in answer.err


def test_a_name_or_passphrase_that_will_not_do_makes_no_desk(tmp_path, run: Run):
    (tmp_path / "short").write_text("abc", "utf-8")
    answer = run("new", tmp_path / "d", "--clinic", "A", passphrase=tmp_path / "short")
    assert answer.code == BAD_INPUT
    assert run("new", tmp_path / "d", "--clinic", " ").code == BAD_INPUT
    assert not (tmp_path / "d").exists()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("keep", "utf-8")
    assert run("new", tmp_path / "full", "--clinic", "A").code == BAD_INPUT
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["letter.txt"]


def test_a_sample_that_fails_half_way_leaves_nothing(tmp_path, run: Run, monkeypatch):
    def fails(*_arguments: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr("refdesk.services.sample.Sample._visits", fails)
    answer = run("demo", tmp_path / "sample")
    assert answer.code == 1
    assert "Something went wrong inside RefDesk (OSError at refdesk.services.sample" in answer.err
    assert not (tmp_path / "sample").exists()
