"""The head notices an older database, a forked one, and its own loss; a crash is no alarm."""

from __future__ import annotations

import os

import pytest

from refdesk.domain.errors import Damaged, KnownFailure
from refdesk.vault.anchor import GENESIS, Head, HeadFile, check

KEY = bytearray(b"h" * 32)
DESK_ID = "ab" * 16


def mac(number: int) -> bytes:
    return bytes([number]) * 32


def macs(number: int) -> bytes | None:
    return mac(number) if 1 <= number <= 9 else None


@pytest.fixture
def path(tmp_path):
    return tmp_path / "desk.head"


@pytest.fixture
def head(path):
    file = HeadFile(path, KEY, DESK_ID, sync_every=3)
    yield file
    file.close()


@pytest.fixture
def syncs(monkeypatch):
    done: list[int] = []
    monkeypatch.setattr(os, "fsync", done.append)
    return done


def test_a_database_at_its_head_is_normal():
    check(Head(9, mac(9)), 9, mac(9), macs)


def test_a_database_ahead_of_its_head_is_a_crash_and_normal():
    check(Head(7, mac(7)), 9, mac(9), macs)
    check(GENESIS, 9, mac(9), macs)


def test_a_new_desk_needs_no_commit():
    check(GENESIS, 0, b"", macs)
    check(None, 0, b"", macs)


def test_a_database_behind_its_head_is_an_older_copy():
    with pytest.raises(Damaged, match="older copy of the database was put back"):
        check(Head(9, mac(9)), 8, mac(8), macs)


@pytest.mark.parametrize("last", [9, 8], ids=["same length", "longer"])
def test_a_database_with_another_history_is_forked(last):
    with pytest.raises(Damaged, match="its history differs"):
        check(Head(8, mac(1)), last, mac(last), macs)


def test_a_database_that_lost_the_commit_of_the_head_is_forked():
    with pytest.raises(Damaged, match="its history differs"):
        check(Head(8, mac(8)), 9, mac(9), lambda _number: None)


def test_a_missing_head_says_how_to_accept_the_database():
    with pytest.raises(Damaged, match="refdesk verify DIR --accept"):
        check(None, 9, mac(9), macs)


def test_the_last_commit_is_read_back(head, path):
    assert head.read() is None
    for number in range(1, 8):
        head.write(number, mac(number))
        assert HeadFile(path, KEY, DESK_ID).read() == Head(number, mac(number))


def test_writing_goes_on_where_the_last_opening_stopped(head, path):
    head.write(1, mac(1))
    head.write(2, mac(2))
    head.close()
    head.write(3, mac(3))
    assert HeadFile(path, KEY, DESK_ID).read() == Head(3, mac(3))


def test_a_torn_record_leaves_the_one_before(head, path):
    for number in (1, 2, 3):
        head.write(number, mac(number))
    sound = path.read_bytes()
    for place in range(4096, 4096 + 88):
        torn = bytearray(sound)
        torn[place] ^= 0x80
        path.write_bytes(torn)
        assert HeadFile(path, KEY, DESK_ID).read() == Head(2, mac(2))


@pytest.mark.parametrize(
    "content", [b"", b"x", b"\x00" * 8192, os.urandom(8192)], ids=["0", "1", "zeros", "noise"]
)
def test_an_unreadable_file_is_no_head(head, path, content):
    path.write_bytes(content)
    assert head.read() is None


def test_each_cut_of_the_file_is_an_older_head_or_none(head, path):
    head.write(1, mac(1))
    head.write(2, mac(2))
    head.write(3, mac(3))
    sound = path.read_bytes()
    found = []
    for length in (0, 1, 87, 88, 4096, 4096 + 87, 4096 + 88):
        path.write_bytes(sound[:length])
        found.append(head.read())
    older, newest = Head(2, mac(2)), Head(3, mac(3))
    assert found == [None, None, None, older, older, older, newest]


def test_the_head_of_another_desk_or_key_is_no_head(head, path):
    head.write(1, mac(1))
    assert HeadFile(path, KEY, "cd" * 16).read() is None
    assert HeadFile(path, bytearray(32), DESK_ID).read() is None


def test_accepting_replaces_whatever_was_there(head, path):
    head.write(9, mac(9))
    head.accept(4, mac(4))
    assert head.read() == Head(4, mac(4))
    head.write(5, mac(5))
    assert head.read() == Head(5, mac(5))
    path.unlink()
    head.accept(5, mac(5))
    assert HeadFile(path, KEY, DESK_ID).read() == Head(5, mac(5))


def test_the_head_reaches_the_disk_every_third_commit_and_at_close(head, syncs):
    head.accept(1, mac(1))
    syncs.clear()
    for number in (2, 3):
        head.write(number, mac(number))
    assert not syncs
    head.write(4, mac(4))
    assert len(syncs) == 1
    head.write(5, mac(5))
    head.close()
    assert len(syncs) == 2
    head.close()
    assert len(syncs) == 2


def test_a_mac_of_another_length_is_a_bug(head):
    with pytest.raises(ValueError, match="31"):
        head.write(1, b"m" * 31)


def test_a_disk_that_refuses_the_head_does_not_say_that_the_change_was_lost(head, monkeypatch):
    def refuse(_number):
        raise OSError(5, "Input/output error")

    head.accept(1, mac(1))
    monkeypatch.setattr(os, "fsync", refuse)
    head.write(2, mac(2))
    with pytest.raises(KnownFailure, match="The change is saved"):
        head.close()
