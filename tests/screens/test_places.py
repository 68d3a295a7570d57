"""Where a desk may lie, and in which words another place is refused."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from refdesk.domain.errors import KnownFailure
from refdesk.screens import places, shares


def here(_folder: Path) -> bool:
    return False


@pytest.mark.parametrize(
    ("clinic", "name"),
    [
        ("Lakeline Spine & Joint", "Lakeline Spine & Joint"),
        ("Clínica Ñandú – Hüftzentrum", "Clínica Ñandú – Hüftzentrum"),
        ("Cafe\u0301 Clinic", "Café Clinic"),
        ('A/B: "Spine" <Joint>?*|\\', "A B Spine Joint"),
        ("St. Mary's.", "St. Mary's"),
        (" .. ", "Desk"),
        ("", "Desk"),
        ("CON", "Desk CON"),
        ("aux.clinic", "Desk aux.clinic"),
        ("COM1", "Desk COM1"),
        ("Contour Clinic", "Contour Clinic"),
        ("tab\tand\nline", "tab and line"),
        ("half \ud800 letter", "half letter"),
    ],
)
def test_the_folder_is_named_after_the_clinic_and_every_system_takes_it(clinic, name):
    assert places.folder_name(clinic) == name


def test_a_long_name_is_cut_without_cutting_a_letter():
    name = places.folder_name("Ünïted " * 60)
    assert len(name.encode()) <= places.LONGEST_NAME
    assert name == name.strip(" .")
    assert places.folder_name(name) == name


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        (PureWindowsPath(r"C:\Users\Dana\OneDrive\Desks"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\Dana\OneDrive - Lakeline Clinic\Desks"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\Dana\Dropbox (Lakeline)\x"), "Dropbox"),
        (PureWindowsPath(r"C:\Users\Dana\iCloudDrive\x"), "iCloud"),
        (PureWindowsPath(r"G:\My Drive\x"), "Google Drive"),
        (PurePosixPath("/Users/dana/Library/Mobile Documents/com~apple~CloudDocs/x"), "iCloud"),
        (PurePosixPath("/Users/dana/Library/CloudStorage/Files-Lakeline/x"), "a cloud service"),
        (PurePosixPath("/Users/dana/Library/CloudStorage/OneDrive-Lakeline/x"), "OneDrive"),
        (PurePosixPath("/home/dana/Google Drive/x"), "Google Drive"),
        (PurePosixPath("/home/dana/Nextcloud/x"), "Nextcloud"),
        (PureWindowsPath(r"C:\Users\Dana\Documents\RefDesk"), ""),
        (PureWindowsPath(r"C:\Users\Dana\Dropboxes\RefDesk"), ""),
        (PurePosixPath("/home/dana/OneDriver Clinic"), ""),
    ],
)
def test_a_folder_of_a_cloud_service_is_known_by_its_name(folder, service):
    assert places.named_after(folder) == service


@pytest.mark.parametrize(
    ("mark", "service"),
    [(".dropbox.cache", "Dropbox"), (".stfolder", "Syncthing"), (".tmp.drivedownload", "Google")],
)
def test_a_synced_folder_is_known_by_what_the_service_leaves_in_it(tmp_path, mark, service):
    (tmp_path / mark).mkdir()
    said = places.fault(tmp_path / "Clinic" / "Desk", here)
    assert service in said
    assert "Choose a folder that stays on this computer" in said


def test_onedrive_is_known_wherever_it_was_moved(tmp_path, monkeypatch):
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path))
    assert places.synced_by(tmp_path / "Desk") == "OneDrive"


def test_a_link_into_a_synced_folder_is_followed(tmp_path):
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "plain").symlink_to(tmp_path / "Dropbox")
    assert places.synced_by(tmp_path / "plain" / "Desk") == "Dropbox"


def test_documents_that_icloud_keeps_are_known_on_a_mac(tmp_path, monkeypatch):
    documents = tmp_path / "Documents"
    documents.mkdir()
    twin = tmp_path / "Library" / "Mobile Documents" / "com~apple~CloudDocs"
    twin.mkdir(parents=True)
    (twin / "Documents").symlink_to(documents)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert places.synced_by(documents / "RefDesk") == "iCloud"


def test_new_desks_go_to_the_documents_unless_these_are_synced(tmp_path):
    documents = tmp_path / "Documents"
    assert places.proposed(documents, tmp_path) == documents / "RefDesk"
    synced = tmp_path / "OneDrive - Lakeline" / "Documents"
    assert places.proposed(synced, tmp_path) == tmp_path / "RefDesk"


def test_a_new_and_an_empty_folder_are_fine(tmp_path):
    assert places.fault(tmp_path / "RefDesk" / "Lakeline", here) == ""
    (tmp_path / "Thumbs.db").touch()
    assert places.fault(tmp_path, here) == ""


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        ("letter.txt", "This folder is not empty."),
        ("Lakeline.refdesk", "There is a desk in this folder already."),
    ],
)
def test_a_folder_that_holds_something_is_refused(tmp_path, made, sentence):
    (tmp_path / made).touch()
    assert places.fault(tmp_path, here).startswith(sentence)


def test_what_is_no_folder_is_refused(tmp_path):
    file = tmp_path / "file"
    file.touch()
    assert places.fault(file, here).startswith("There is a file of this name.")
    assert places.fault(file / "Desk", here).startswith("A file stands where a folder should be.")
    assert places.fault(Path("Desk"), here).startswith("This is only part of a path.")
    assert places.fault(tmp_path / ("x" * 200), here).startswith("This path is too long")


def test_a_folder_that_may_not_be_written_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_asked: False)
    assert places.fault(tmp_path / "Desk", here) == (
        "You may not write into this folder. Choose another one."
    )


def test_a_folder_that_cannot_be_looked_into_is_refused(tmp_path):
    def broken(_folder: Path) -> bool:
        raise PermissionError

    assert places.fault(tmp_path, broken).startswith("This folder cannot be read.")


def test_a_network_share_is_refused(tmp_path):
    said = places.fault(tmp_path, lambda _folder: True)
    assert said.startswith("This folder is on a network share")
    assert "backups may go to the network" in said


def test_the_folders_above_are_made(tmp_path):
    places.make_above(tmp_path / "a" / "b" / "Desk")
    assert (tmp_path / "a" / "b").is_dir()
    (tmp_path / "file").touch()
    with pytest.raises(KnownFailure, match="cannot be made"):
        places.make_above(tmp_path / "file" / "b" / "Desk")


@pytest.mark.parametrize(
    ("folder", "remote"),
    [
        (r"\\server\desks\Lakeline", True),
        (r"\\?\UNC\server\desks", True),
        (r"\\?\C:\Desks", False),
        (r"\\.\C:\Desks", False),
        (r"C:\Desks", False),
    ],
)
def test_a_server_is_known_by_its_windows_path(folder, remote):
    assert shares.is_unc(PureWindowsPath(folder)) is remote


LINUX = """\
/dev/sda1 / ext4 rw 0 0
server:/home /home/dana/net nfs4 rw 0 0
//server/x /mnt/two\\040words cifs rw 0 0
/dev/sdb1 /home/dana/net/stick vfat rw 0 0
"""
MAC = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//dana@server/desks on /Volumes/my desks (smbfs, nodev, nosuid, mounted by dana)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/dana", "ext4"),
        ("/home/dana/net/x", "nfs4"),
        ("/mnt/two words/x", "cifs"),
        ("/home/dana/net/stick/x", "vfat"),
    ],
)
def test_the_nearest_mount_decides_on_linux(folder, kind):
    found = shares.kind_of(PurePosixPath(folder), shares.linux_mounts(LINUX))
    assert found == kind
    assert (found in shares.REMOTE) is (kind in {"nfs4", "cifs"})


def test_a_share_is_known_on_a_mac():
    mounts = shares.mac_mounts(MAC)
    assert shares.kind_of(PurePosixPath("/Volumes/my desks/x"), mounts) == "smbfs"
    assert shares.kind_of(PurePosixPath("/Users/dana"), mounts) == "apfs"


def test_this_computers_own_disk_is_no_share(tmp_path):
    assert not shares.is_remote(tmp_path)
