"""Making, opening and closing a desk, as a clinic sees it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from refdesk.domain.errors import AccessRefused, Damaged, KnownFailure, UserError
from refdesk.vault import engine, keys
from refdesk.vault import folder as places
from refdesk.vault.anchor import GENESIS, Head
from refdesk.vault.locking import DeskLock
from refdesk.vault.unlock import Vaults
from tests.vault.conftest import CHEAP, PASSPHRASE, PATIENT, notes, write_note


def test_what_was_written_is_there_after_closing_and_opening(desk, vaults):
    with vaults.open(desk, PASSPHRASE) as vault:
        assert notes(vault) == [PATIENT]
        assert (vault.name, vault.holder, vault.folder) == ("Cedar Grove", "Dr Alder", desk)
        assert vault.read_head() == Head(1, b"1" * 32)
        assert len(vault.chain_key) == 32
        assert vault.check_pages() == []


def test_a_new_desk_consists_of_four_files_when_it_is_closed(desk):
    assert {path.name for path in desk.iterdir()} == {
        "Cedar Grove.refdesk",
        "desk.db",
        "desk.head",
        "desk.lock",
    }


def test_a_new_desk_has_no_commit(tmp_path, vaults):
    with vaults.create(tmp_path / "d", "Elm", PASSPHRASE, holder="A") as vault:
        assert vault.read_head() == GENESIS


def test_nothing_in_the_folder_can_be_read_open_or_closed(desk, vaults):
    def everything() -> bytes:
        return b"".join(path.read_bytes() for path in desk.iterdir())

    with vaults.open(desk, PASSPHRASE) as vault:
        write_note(vault, "Philomena Thistlewood")
        names = {path.name for path in desk.iterdir()}
        assert "desk.db-wal" in names
        held = everything()
    for secret in (PATIENT, "Philomena Thistlewood", PASSPHRASE, "CREATE TABLE", "SQLite format"):
        assert secret.encode() not in held
        assert secret.encode() not in everything()


def test_the_chain_key_stays_the_same_and_is_another_one_for_each_desk(desk, tmp_path, vaults):
    with vaults.open(desk, PASSPHRASE) as vault:
        first = vault.chain_key
    with vaults.open(desk, PASSPHRASE) as vault:
        assert vault.chain_key == first
    with vaults.create(tmp_path / "other", "Elm", PASSPHRASE, holder="A") as vault:
        assert vault.chain_key != first


def test_a_wrong_passphrase_is_refused(desk, vaults):
    with pytest.raises(AccessRefused, match="passphrase is not right") as refusal:
        vaults.open(desk, "seven green heron")
    assert "heron" not in str(refusal.value)


def test_a_passphrase_typed_on_another_keyboard_opens_the_desk(tmp_path, vaults):
    vaults.create(tmp_path / "d", "Elm", "caf\u00e9 caf\u00e9", holder="A").close()
    vaults.open(tmp_path / "d", "cafe\u0301 cafe\u0301").close()


def test_a_desk_opens_by_its_key_file_and_after_its_folder_was_renamed(desk, vaults):
    moved = desk.rename(desk.with_name("Elm & Söhne #2?"))
    for path in (moved, moved / "Cedar Grove.refdesk"):
        with vaults.open(path, PASSPHRASE) as vault:
            assert notes(vault) == [PATIENT]
    (moved / "Cedar Grove.refdesk").rename(moved / "renamed.refdesk")
    vaults.open(moved, PASSPHRASE).close()


def test_the_key_file_copied_alone_says_which_desk_to_bring(desk, tmp_path, vaults):
    alone = tmp_path / "elsewhere"
    alone.mkdir()
    shutil.copy(desk / "Cedar Grove.refdesk", alone)
    for path in (alone, alone / "Cedar Grove.refdesk"):
        with pytest.raises(Damaged, match=r"only the key file of the desk “Cedar Grove”"):
            vaults.open(path, PASSPHRASE)
    assert [path.name for path in alone.iterdir()] == ["Cedar Grove.refdesk"]


def test_a_desk_is_described_without_a_passphrase(desk, vaults):
    described = vaults.describe(desk)
    assert described.name == "Cedar Grove"
    assert [slot.holder for slot in described.slots] == ["Dr Alder"]


def test_the_unlock_window_starts_without_sql(desk):
    code = (
        "import sys; from pathlib import Path; from refdesk.vault.unlock import Vaults; "
        "print(Vaults().describe(Path(sys.argv[1])).name); "
        "assert not {'sqlalchemy', 'sqlcipher3'} & set(sys.modules)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code, str(desk)], capture_output=True, text=True, check=False
    )
    assert (answer.stdout, answer.stderr) == ("Cedar Grove\n", "")


def test_the_standard_policy_makes_and_opens_a_desk(tmp_path):
    Vaults().create(tmp_path / "d", "Elm", PASSPHRASE, holder="A").close()
    with Vaults().open(tmp_path / "d", PASSPHRASE) as vault:
        assert vault.holder == "A"


def test_a_desk_made_below_the_floor_is_refused_by_the_program(desk, monkeypatch):
    monkeypatch.setattr(keys, "hash_secret_raw", lambda *_: pytest.fail("work was done"))
    with pytest.raises(Damaged, match="unsafe effort"):
        Vaults().open(desk, PASSPHRASE)


@pytest.mark.parametrize(
    ("name", "passphrase", "holder", "field"),
    [
        ("Elm", "short", "A", "passphrase"),
        ("  ", PASSPHRASE, "A", "name"),
        ("Elm", PASSPHRASE, "\x07", "holder"),
        ("x" * 201, PASSPHRASE, "A", "name"),
    ],
)
def test_what_will_not_do_is_said_at_its_field(tmp_path, vaults, name, passphrase, holder, field):
    with pytest.raises(UserError) as refusal:
        vaults.create(tmp_path / "d", name, passphrase, holder=holder)
    assert [problem.field for problem in refusal.value.problems] == [field]
    assert list(tmp_path.iterdir()) == []


def test_a_desk_is_made_in_an_empty_folder_but_not_among_other_things(tmp_path, vaults):
    (tmp_path / "desktop.ini").touch()
    vaults.create(tmp_path, "Elm", PASSPHRASE, holder="A").close()
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(UserError, match="not empty"):
        vaults.create(tmp_path, "Oak", PASSPHRASE, holder="B")
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_desk_needs_a_place(tmp_path, vaults):
    with pytest.raises(UserError, match="does not exist"):
        vaults.create(tmp_path / "none" / "d", "Elm", PASSPHRASE, holder="A")
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="no folder to put this in"):
        vaults.create(tmp_path / "file", "Elm", PASSPHRASE, holder="A")


def test_of_two_who_make_a_desk_in_one_folder_one_is_refused(tmp_path, vaults, monkeypatch):
    class LateLock(DeskLock):
        def __enter__(self):
            if not (tmp_path / "desk.db").exists():
                monkeypatch.undo()
                Vaults(CHEAP).create(tmp_path, "First", PASSPHRASE, holder="A").close()
            return super().__enter__()

    monkeypatch.setattr("refdesk.vault.unlock.DeskLock", LateLock)
    with pytest.raises(UserError, match="not empty"):
        vaults.create(tmp_path, "Second", PASSPHRASE, holder="B")
    with vaults.open(tmp_path, PASSPHRASE) as vault:
        assert vault.name == "First"


@pytest.mark.parametrize("there", [False, True], ids=["new folder", "empty folder"])
@pytest.mark.parametrize("step", ["create_database", "open_engines"])
def test_a_desk_that_could_not_be_made_leaves_nothing(tmp_path, vaults, monkeypatch, step, there):
    folder = tmp_path / "d"
    if there:
        folder.mkdir()
    done = getattr(engine, step)

    def fail(*arguments):
        for half_open in done(*arguments) or ():
            half_open.dispose()
        raise KnownFailure("the disk went away")

    monkeypatch.setattr(engine, step, fail)
    with pytest.raises(KnownFailure, match="went away"):
        vaults.create(folder, "Elm", PASSPHRASE, holder="A")
    monkeypatch.undo()
    assert folder.exists() == there
    assert list(folder.glob("*")) == []
    vaults.create(folder, "Elm", PASSPHRASE, holder="A").close()


@pytest.mark.parametrize("made", ["just made", "opened"])
def test_a_closed_desk_gives_no_key_and_closing_twice_is_closing_once(desk, tmp_path, vaults, made):
    if made == "opened":
        vault = vaults.open(desk, PASSPHRASE)
    else:
        vault = vaults.create(tmp_path / "d", "Elm", PASSPHRASE, holder="A")
    held = vault._keys
    vault.close()
    vault.close()
    assert held.data == held.database == held.chain == bytes(32)
    with pytest.raises(RuntimeError, match="closed"):
        _ = vault.chain_key
    for use in (vault.read_head, vault.check_pages):
        with pytest.raises(RuntimeError, match="closed"):
            use()


def test_an_accepted_head_is_the_head(desk, vaults):
    (desk / "desk.head").unlink()
    with vaults.open(desk, PASSPHRASE) as vault:
        assert vault.read_head() is None
        vault.accept_head(7, b"7" * 32)
        assert vault.read_head() == Head(7, b"7" * 32)
    with vaults.open(desk, PASSPHRASE) as vault:
        assert vault.read_head() == Head(7, b"7" * 32)


def test_many_threads_read_while_one_writes(vault):
    def read(_number: int) -> object:
        with vault.reader.connect() as connection:
            return connection.exec_driver_sql("SELECT count(*) FROM note").scalar()

    with ThreadPoolExecutor(6) as pool, vault.writer.begin() as connection:
        for number in range(50):
            connection.exec_driver_sql("INSERT INTO note VALUES (?)", (f"note {number}",))
        assert set(pool.map(read, range(60))) == {1}
    assert read(0) == 51


def test_a_desk_lists_every_file_it_may_consist_of(desk, vaults):
    with vaults.open(desk, PASSPHRASE) as vault:
        write_note(vault, "more")
        assert set(desk.iterdir()) <= set(places.find(desk).everything())
