"""Making and opening a desk, and what an interruption in between leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from refdesk.domain.errors import Damaged, KnownFailure, UserError
from refdesk.domain.practice import Practice
from refdesk.services.records import Records
from refdesk.store.migrate import upgrade
from refdesk.vault.backup import write_backup
from refdesk.vault.unlock import Vaults
from tests.helpers.desks import CHEAP, PASSPHRASE, cheap_desks, make_desk, reopen


def test_a_desk_whose_making_was_interrupted_says_so_whenever_that_was(tmp_path: Path):
    for folder, with_tables in ((tmp_path / "bare", False), (tmp_path / "tables", True)):
        with Vaults(CHEAP).create(folder, "Cedar Grove", PASSPHRASE, holder="Owner") as vault:
            if with_tables:
                upgrade(vault.writer, lambda _revision: None)
        with pytest.raises(KnownFailure, match="Delete its folder, then make it anew"):
            reopen(folder)


def test_a_database_put_back_to_the_day_it_was_empty_is_an_alarm(tmp_path: Path):
    with Vaults(CHEAP).create(tmp_path / "desk", "Cedar Grove", PASSPHRASE, holder="A") as vault:
        vault.write_head(500, bytes(range(32)))
    with pytest.raises(Damaged, match="older"):
        reopen(tmp_path / "desk")


def test_a_head_that_lagged_is_caught_up_so_that_an_older_copy_is_seen_after(tmp_path: Path):
    folder = tmp_path / "desk"
    make_desk(folder).close()
    head, database = (folder / "desk.head").read_bytes(), (folder / "desk.db").read_bytes()
    with reopen(folder) as desk:
        Records(desk).add(Practice, {"name": "Larkmead"})
    (folder / "desk.head").write_bytes(head)  # as a crash would leave it
    reopen(folder).close()
    (folder / "desk.db").write_bytes(database)
    with pytest.raises(Damaged, match="older"):
        reopen(folder)


def test_a_desk_that_is_given_up_takes_only_its_own_files_along(tmp_path: Path):
    def interrupted() -> None:
        with cheap_desks().making(tmp_path / "desk", "Cedar Grove", PASSPHRASE):
            (tmp_path / "desk" / "note.txt").write_text("mine", "utf-8")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [path.name for path in (tmp_path / "desk").iterdir()] == ["note.txt"]


def test_a_backup_is_unpacked_and_opens_with_its_passphrase(tmp_path: Path):
    with make_desk(tmp_path / "desk") as desk:
        Records(desk).add(Practice, {"name": "Larkmead"})
        write_backup(desk._vault, tmp_path / "monday.refdeskbackup")
        Records(desk).add(Practice, {"name": "Ashgrove"})
    cheap_desks().unpack(tmp_path / "monday.refdeskbackup", tmp_path / "back")
    with reopen(tmp_path / "back") as desk:
        records = Records(desk)
        found = records.page(Practice, records.ids(Practice, records.query(Practice)))
        assert [practice.name for practice in found] == ["Larkmead"]
        assert desk.verify() == []
    with pytest.raises(UserError):
        cheap_desks().unpack(tmp_path / "monday.refdeskbackup", tmp_path / "back")
