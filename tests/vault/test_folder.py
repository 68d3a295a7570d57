"""Where a desk lies, what its files are called, and how they are written."""

from __future__ import annotations

import errno
import os

import pytest

from refdesk.domain.errors import Damaged, KnownFailure, UserError
from refdesk.vault import disk
from refdesk.vault import folder as places


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Cedar Grove Joint Clinic", "Cedar Grove Joint Clinic.refdesk"),
        ('A/B\\C:D*E?"F"<G>|H', "A B C D E F G H.refdesk"),
        ("Knee & Hip, Inc.", "Knee & Hip, Inc.refdesk"),
        ("  trailing . . ", "trailing.refdesk"),
        ("..hidden", "hidden.refdesk"),
        ("CON", "Desk CON.refdesk"),
        ("nul.clinic", "Desk nul.clinic.refdesk"),
        ("Lpt1 .x", "Desk Lpt1 .x.refdesk"),
        ("COM¹", "Desk COM¹.refdesk"),
        ("Console", "Console.refdesk"),
        ("???", "Desk.refdesk"),
        ("tab\there\x00", "tab here.refdesk"),
        ("half \ud800 letter", "half letter.refdesk"),
        ("Mu\u0308ller", "M\u00fcller.refdesk"),
        ("x" * 300, "x" * 120 + ".refdesk"),
        ("é" * 300, "é" * 60 + ".refdesk"),
        ("診" * 300, "診" * 40 + ".refdesk"),
    ],
)
def test_a_key_file_has_a_name_that_every_system_takes(name, file, tmp_path):
    assert places.key_file_name(name) == file
    (tmp_path / file).touch()


def test_a_desk_is_found_by_its_folder_and_by_its_key_file(tmp_path):
    key_file = tmp_path / "Cedar.REFDESK"
    key_file.touch()
    (tmp_path / "._Cedar.refdesk").touch()
    (tmp_path / "old.refdesk").mkdir()
    for path in (tmp_path, key_file):
        desk = places.find(path)
        assert (desk.folder, desk.key_file) == (tmp_path, key_file)


def test_of_several_key_files_one_must_be_chosen(tmp_path):
    for name in ("one.refdesk", "two.refdesk"):
        (tmp_path / name).touch()
    with pytest.raises(UserError, match=r"several \.refdesk files"):
        places.find(tmp_path)
    assert places.find(tmp_path / "two.refdesk").key_file.name == "two.refdesk"


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: path.mkdir(), "holds no .refdesk file"),
        (lambda path: path.write_text("a letter"), "This file is not a desk"),
        (lambda _path: None, "There is no folder here"),
    ],
    ids=["empty folder", "file", "nothing"],
)
def test_what_is_no_desk_is_said_so(tmp_path, make, sentence):
    make(tmp_path / "place")
    with pytest.raises(UserError, match=sentence):
        places.find(tmp_path / "place")


def test_a_database_without_its_key_file_is_damage(tmp_path):
    (tmp_path / "desk.db").touch()
    with pytest.raises(Damaged, match=r"key file .* is missing"):
        places.find(tmp_path)


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    target = tmp_path / "file"
    disk.write_atomically(target, b"old")

    def refuse(_number):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(KnownFailure, match="disk is full"):
        disk.write_atomically(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.ENOSPC, "The disk is full. Nothing of this change was saved."),
        (errno.EROFS, "This folder cannot be written to"),
        (errno.EACCES, "This folder cannot be written to"),
        (errno.EIO, "could not be read or written"),
    ],
)
def test_each_failure_of_the_disk_has_its_sentence(code, sentence):
    with pytest.raises(KnownFailure) as failure, disk.told_plainly():
        raise OSError(code, "")
    assert failure.value.message.startswith(sentence) or sentence in failure.value.message
    assert type(failure.value) is KnownFailure


def test_windows_syncs_names_by_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _number: pytest.fail("Windows refuses this"))
    disk.sync_folder(tmp_path, system="nt")
