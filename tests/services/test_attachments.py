"""Files of records: put in, looked at, renamed, removed, taken back; each kept once."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from refdesk.domain.attachment import MOST_BYTES, PDF, PNG, TEXT, Attachment
from refdesk.domain.errors import Cancelled, Damaged, KnownFailure, UserError
from refdesk.domain.patient import Patient
from refdesk.domain.practice import Practice
from refdesk.domain.record import Record
from refdesk.domain.register import Release
from refdesk.domain.user import User
from refdesk.domain.views import DeskSetting
from refdesk.exchange import whole_file as whole
from refdesk.services.attachments import Attachments, NotPutIn, PutIn, from_bytes, from_path
from refdesk.services.changes import Changes
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.work import Silent
from refdesk.store.listing import Query
from refdesk.store.work import Work
from refdesk.vault.backup import write_backup
from tests.helpers.desks import PASSPHRASE, cheap_desks, make_desk
from tests.helpers.files import LOCKED_PDF, a_fax, a_pdf, a_picture
from tests.vault.conftest import disk  # noqa: F401  a fixture

REPORT, PHOTO = a_pdf("Imaging report of the left knee"), a_picture("PNG")
Put = Callable[..., PutIn]


@pytest.fixture
def patient(desk: Desk) -> Patient:
    return Records(desk).add(Patient, {"name": "Quill, Odetta"})


@pytest.fixture
def put(desk: Desk, patient: Patient) -> Put:
    """Put bytes with a record, the patient where none is named."""

    def put_in(of: Record | None = None, /, **files: bytes) -> PutIn:
        record = of or patient
        brought = [from_bytes(name.replace("_", "."), one) for name, one in files.items()]
        return Attachments(desk).put(type(record), record.id, brought, Silent())

    return put_in


@pytest.fixture
def drop(desk: Desk, patient: Patient) -> Callable[..., PutIn]:
    """Put files of a disk with the patient."""
    return lambda *paths: Attachments(desk).put(
        Patient, patient.id, [from_path(path) for path in paths], Silent()
    )


def names(desk: Desk, record: Record) -> list[str]:
    return [one.name for one in Attachments(desk).of(record.kind, record.id)]


def why(made: PutIn) -> str:
    """Return why the only file was not put in."""
    assert made.ids == ()
    (one,) = made.others
    return one.why


def kept(desk: Desk) -> int:
    """Return how many different files the vault keeps."""
    with desk.db.reading() as connection:
        return len(connection.execute(desk.db.schema.kept.select()).all())


def test_a_file_lies_with_its_record_and_is_the_very_file(desk, patient, put):
    (row_id,) = put(MRI_pdf=REPORT).ids
    (file,) = Attachments(desk).of("patient", patient.id)
    assert (file.id, file.name, file.media, file.pages) == (row_id, "MRI.pdf", PDF, 1)
    assert (file.size, file.created_by) == (len(REPORT), desk.user.id)
    opened = Attachments(desk).open(row_id)
    assert Attachments(desk).content(opened.file) == REPORT
    assert opened.pages is not None
    assert opened.pages.count == 1
    assert desk.verify() == []


def test_each_kind_of_file_opens_as_what_it_is(desk, patient, put):
    put(a_pdf=REPORT, b_png=PHOTO, c_tif=a_fax(3), d_txt=b"Seen on Monday.", e_docx=b"PK\3\4\0\0\0")
    opened = {
        one.name: Attachments(desk).open(one.id) for one in Attachments(desk).of("patient", 1)
    }
    counts = {name: one.pages.count for name, one in opened.items() if one.pages}
    assert counts == {"a.pdf": 1, "b.png": 1, "c.tif": 3}
    assert opened["d.txt"].text == "Seen on Monday."
    other = opened["e.docx"]
    assert (other.pages, other.text, other.file.is_seen_inside) == (None, None, False)
    assert names(desk, patient) == ["e.docx", "d.txt", "c.tif", "b.png", "a.pdf"]


def test_several_files_are_one_change_that_undo_takes_back_and_redo_brings_again(
    desk, patient, put
):
    put(a_pdf=REPORT, b_png=PHOTO)
    assert Changes(desk).undo() == "Put files in"
    assert names(desk, patient) == []
    assert kept(desk) == 2  # so that they can be brought again
    Changes(desk).redo()
    assert names(desk, patient) == ["b.png", "a.pdf"]
    first = Attachments(desk).of("patient", patient.id)[1]
    assert Attachments(desk).content(first) == REPORT
    assert desk.verify() == []


def test_the_same_file_with_two_records_is_kept_once(desk, patient, put):
    practice = Records(desk).add(Practice, {"name": "Larkmead"})
    put(a_pdf=REPORT)
    put(practice, other_name_pdf=REPORT)
    assert kept(desk) == 1
    Attachments(desk).remove(Attachments(desk).of("patient", patient.id)[0].id)
    (still,) = Attachments(desk).of("practice", practice.id)
    assert Attachments(desk).content(still) == REPORT


def test_the_same_file_twice_with_one_record_is_said(desk, patient, put):
    put(a_pdf=REPORT)
    assert put(b_pdf=REPORT) == PutIn((), (NotPutIn("b.pdf", "It is here already."),))
    twice = put(c_png=PHOTO, d_png=PHOTO)
    assert twice.others == (NotPutIn("d.png", "It is here already."),)
    assert names(desk, patient) == ["c.png", "a.pdf"]


def test_those_that_cannot_be_taken_are_named_while_others_go_in(desk, patient, put):
    made = put(a_pdf=REPORT, locked_pdf=LOCKED_PDF, empty_txt=b"", b_png=PHOTO, half_png=PHOTO[:99])
    assert len(made.ids) == 2
    assert [(one.name, one.why.split(".")[0]) for one in made.others] == [
        ("locked.pdf", "The PDF is locked with a password"),
        ("empty.txt", "It is empty"),
        ("half.png", "The picture is damaged"),
    ]
    assert "locked" not in repr(made.others[0]).split("why")[0]
    assert names(desk, patient) == ["b.png", "a.pdf"]


def test_where_none_can_be_taken_nothing_was_changed(desk, put):
    before = Changes(desk).newest()
    assert put(locked_pdf=LOCKED_PDF, empty_txt=b"").ids == ()
    assert Changes(desk).newest() == before
    assert kept(desk) == 0


# --- files of a disk ----------------------------------------------------------------------------


def test_a_file_is_read_from_where_it_lies_and_stays_there(desk, patient, drop, tmp_path):
    path = tmp_path / "Bericht Müller.pdf"
    path.write_bytes(REPORT)
    drop(path)
    assert names(desk, patient) == ["Bericht Müller.pdf"]
    assert path.read_bytes() == REPORT


def test_twenty_five_megabytes_go_in_and_not_one_byte_more(desk, patient, drop, tmp_path):
    path = tmp_path / "scan.bin"
    path.write_bytes(b"\1" * MOST_BYTES)
    drop(path)
    (file,) = Attachments(desk).of("patient", patient.id)
    assert file.size == MOST_BYTES
    with path.open("ab") as more:
        more.write(b"\1")
    too_large = "It is too large: 25.1 MB. At most 25 MB go in."
    assert why(drop(path)) == too_large
    brought = from_bytes("x", path.read_bytes())
    assert why(Attachments(desk).put(Patient, 1, [brought], Silent())) == too_large


def test_a_file_that_is_far_too_large_is_not_even_opened(drop, tmp_path, monkeypatch):
    path = tmp_path / "video.mov"
    with path.open("wb") as file:
        file.truncate(40 * 2**30)
    monkeypatch.setattr(Path, "open", lambda *_any: pytest.fail("was opened"))
    assert "40,960.0 MB" in why(drop(path))


def test_what_is_no_file_is_said(drop, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "round").symlink_to(tmp_path / "round")
    for name, says in {
        "gone.pdf": "It is not there any more",
        ".": "It is a folder. Choose the files in it",
        "pipe": "It is no file",
        "round": "It cannot be read",
        "\0": "It cannot be read",
    }.items():
        assert says in why(drop(tmp_path / name)), name


def test_a_file_in_use_or_forbidden_is_said(drop, tmp_path, monkeypatch):
    path = tmp_path / "scan.pdf"
    path.write_bytes(REPORT)

    def held(*_any: object) -> None:
        raise PermissionError(13, "The process cannot access the file", str(path))

    monkeypatch.setattr(Path, "open", held)
    assert "Another program may hold it open" in why(drop(path))


def test_a_file_that_the_scanner_still_writes_waits(drop, tmp_path, monkeypatch):
    path = tmp_path / "scan.pdf"
    path.write_bytes(REPORT)
    looked = whole._look_at

    def grows(found: os.stat_result, most: int) -> None:
        looked(found, most)
        with path.open("ab") as file:
            file.write(b"more")

    monkeypatch.setattr(whole, "_look_at", grows)
    assert "still being written" in why(drop(path))


def test_nothing_of_a_file_lies_outside_the_vault(desk, put, tmp_path):
    put(a_pdf=REPORT, notes_txt=b"A secret of Odetta Quill " * 40)
    Attachments(desk).open(1).pages.image(1, 96)  # type: ignore[union-attr]  # it is a PDF
    Attachments(desk).open(2)
    desk.close()
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) >= 3
    for path in written:
        content = path.read_bytes()
        assert b"secret of Odetta" not in content
        assert REPORT[:200] not in content


# --- long, stopped, full ------------------------------------------------------------------------


class Stopping:
    """Progress that a person stops at the third file."""

    def __init__(self) -> None:
        self.said: list[tuple[int, int | None]] = []

    def step(self, done: int, total: int | None, _text: str) -> None:
        self.said.append((done, total))
        if done == 2:
            raise Cancelled


def test_stopped_in_the_middle_nothing_is_left(desk, patient):
    files = [from_bytes(f"{n}.txt", b"Page %d" % n) for n in range(5)]
    stopping = Stopping()
    with pytest.raises(Cancelled):
        Attachments(desk).put(Patient, patient.id, files, stopping)
    assert stopping.said == [(0, 5), (1, 5), (2, 5)]
    assert names(desk, patient) == []
    assert desk.verify() == []


def test_while_files_go_in_others_can_save(desk, patient):
    saved = []

    def somebody_saves() -> bytes:
        def save() -> None:
            saved.append(Records(desk).add(Practice, {"name": "Larkmead"}))

        other = threading.Thread(target=save)
        other.start()
        other.join(20)
        return b"second"

    files = [from_bytes("a.txt", b"first"), from_bytes("b.txt", b"")]
    files[1] = type(files[1])("b.txt", somebody_saves)
    Attachments(desk).put(Patient, patient.id, files, Silent())
    assert len(saved) == 1
    assert names(desk, patient) == ["b.txt", "a.txt"]


def test_a_disk_without_room_is_said_before_anything_is_written(desk, patient, put, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: type("Usage", (), {"free": 1_000}))
    with pytest.raises(KnownFailure, match="The disk has too little room"):
        put(a_pdf=REPORT, b_png=PHOTO)
    assert names(desk, patient) == []
    assert kept(desk) == 0


def test_a_disk_that_gets_full_leaves_nothing_half_done(desk, patient, put, monkeypatch):
    put(a_pdf=REPORT)
    calls = []

    def full(work: Work, content: bytes) -> str:
        calls.append(content)
        if len(calls) == 2:
            raise KnownFailure("The disk is full.")
        return real(work, content)

    real = Work.keep
    monkeypatch.setattr(Work, "keep", full)
    with pytest.raises(KnownFailure, match="full"):
        put(b_png=PHOTO, c_txt=b"Seen", d_txt=b"Again")
    assert names(desk, patient) == ["a.pdf"]
    assert desk.verify() == []


def test_a_full_disk_takes_back_what_was_in_already(disk, monkeypatch):  # noqa: F811
    monkeypatch.setattr(Desk, "require_room", lambda _desk, _needed: None)
    folder = disk.mount(60_000) / "desk"
    other = folder.parent / "other file"

    class Filling:
        def step(self, done: int, _total: int | None, _text: str) -> None:
            if done == 2:
                with other.open("wb", buffering=0) as file, contextlib.suppress(OSError):
                    while True:
                        file.write(bytes(4_096))

    files = [from_bytes(f"{n}.bin", bytes([n]) * (n * 4_000_000)) for n in range(1, 5)]
    with make_desk(folder) as opened:
        Records(opened).add(Patient, {"name": "Quill, Odetta"})
        with pytest.raises(KnownFailure, match="disk is full"):
            Attachments(opened).put(Patient, 1, files, Filling())
    other.unlink()
    with cheap_desks().open(folder, PASSPHRASE) as again:
        assert Attachments(again).of("patient", 1) == []
        assert again.verify() == []


# --- renamed and removed ------------------------------------------------------------------------


def test_a_file_gets_another_name_and_keeps_its_ending(desk, patient, put):
    (row_id,) = put(scan0001_pdf=REPORT).ids
    assert Attachments(desk).rename(row_id, "../Referral: letter").name == "Referral letter.pdf"
    assert names(desk, patient) == ["Referral letter.pdf"]
    Changes(desk).undo()
    assert names(desk, patient) == ["scan0001.pdf"]


def test_a_removed_file_is_out_of_sight_and_comes_back_with_undo(desk, patient, put):
    (row_id,) = put(scan_pdf=REPORT).ids
    Attachments(desk).remove(row_id)
    assert names(desk, patient) == []
    with pytest.raises(UserError, match="archived"):
        Attachments(desk).rename(row_id, "other")
    put(scan_pdf=REPORT)  # nobody is told that it is here already
    Changes(desk).undo()
    Changes(desk).undo()
    assert names(desk, patient) == ["scan.pdf"]


def test_a_record_with_files_is_archived_not_deleted(desk, patient, put):
    (row_id,) = put(scan_pdf=REPORT).ids
    for _state in ("shown", "removed"):
        with pytest.raises(UserError, match=r"Patient is still used by file 1"):
            Records(desk).remove(Patient, patient.id)
        Attachments(desk).remove(row_id)
    assert Attachments(desk).content(Records(desk).get(Attachment, row_id)) == REPORT


def test_the_entering_of_a_record_with_files_is_not_undone(desk, patient, put):
    entered = Changes(desk).newest()[0].change
    put(scan_pdf=REPORT)
    with pytest.raises(UserError, match="is still used by file 1"):
        Changes(desk).undo(entered)
    assert names(desk, patient) == ["scan.pdf"]
    Changes(desk).undo()  # the file, then
    Changes(desk).undo()
    assert Records(desk).ids(Patient, Query()).tolist() == []
    Changes(desk).redo()
    Changes(desk).redo()
    assert names(desk, patient) == ["scan.pdf"]


def test_files_are_not_put_where_nobody_would_find_them(desk, patient, put):
    (row_id,) = put(scan_pdf=REPORT).ids
    for of in (Attachment, User, DeskSetting, Release):
        with pytest.raises(UserError, match="Files are not put with"):
            Attachments(desk).put(of, row_id, [from_bytes("a", b"a")], Silent())
    with pytest.raises(UserError, match="no patient number 77"):
        Attachments(desk).put(Patient, 77, [from_bytes("a", b"a")], Silent())
    Records(desk).archive(Patient, patient.id)
    with pytest.raises(UserError, match=r"This patient is archived\. Restore it first"):
        put(other_txt=b"Seen")


# --- damage and backup --------------------------------------------------------------------------


def spoil(desk: Desk, sql: str) -> None:
    with desk.db._writer.connect() as connection:
        connection.exec_driver_sql(sql)
        connection.commit()


@pytest.mark.parametrize(
    ("sql", "finding"),
    [
        ("UPDATE kept SET content = x'25504446'", "differs from its digest"),
        ("DELETE FROM kept", "attachment 1: its content is missing"),
    ],
)
def test_bytes_that_are_damaged_or_gone_are_found_and_not_shown(desk, put, sql, finding):
    (row_id,) = put(scan_pdf=REPORT).ids
    spoil(desk, sql)
    assert any(finding in one for one in desk.verify())
    with pytest.raises(Damaged, match="Fetch it from a backup"):
        Attachments(desk).open(row_id)


def test_a_backup_holds_the_files(desk, put, tmp_path):
    put(scan_pdf=REPORT, notes_txt=b"Seen on Monday.")
    write_backup(desk._vault, tmp_path / "monday.refdeskbackup")
    assert REPORT not in (tmp_path / "monday.refdeskbackup").read_bytes()
    cheap_desks().unpack(tmp_path / "monday.refdeskbackup", tmp_path / "restored")
    with cheap_desks().open(tmp_path / "restored", PASSPHRASE) as restored:
        files = Attachments(restored).of("patient", 1)
        found = [(one.name, one.media, Attachments(restored).content(one)) for one in files]
        assert found == [
            ("notes.txt", TEXT, b"Seen on Monday."),
            ("scan.pdf", PDF, REPORT),
        ]
        assert restored.verify() == []


def test_pictures_are_told_from_names_that_lie(desk, patient, put):
    put(looks_like_a_pdf=PHOTO)
    (file,) = Attachments(desk).of("patient", patient.id)
    assert (file.name, file.media) == ("looks.like.a.pdf", PNG)
