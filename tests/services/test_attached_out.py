"""Files that leave: through the gate, for a purpose, and into the register without their names."""

from __future__ import annotations

from pathlib import Path

import pytest

from refdesk.domain.attachment import Attachment
from refdesk.domain.errors import Damaged, KnownFailure, UserError
from refdesk.domain.patient import Patient
from refdesk.domain.register import Purpose, Release, Way
from refdesk.domain.sheets import sheet_title
from refdesk.services.attached_out import AttachedSheet, save_all
from refdesk.services.attachments import Attachments, from_bytes
from refdesk.services.printing import Printing
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.work import Silent
from refdesk.store.listing import Query
from tests.helpers.files import a_pdf, a_picture

NAME = "Odetta Quill, knee"
REPORT, PHOTO = a_pdf("Imaging report"), a_picture("JPEG")


@pytest.fixture
def files(desk: Desk) -> list[Attachment]:
    """A PDF, a picture, a text and something else, each named after its patient."""
    Records(desk).add(Patient, {"name": "Quill, Odetta"})
    brought = [
        from_bytes(f"{NAME}{ending}", content)
        for ending, content in (
            (".pdf", REPORT),
            (".jpeg", PHOTO),
            ("", b"Seen on Monday."),
            (".docx", b"PK\3\4\0\0\0"),
        )
    ]
    Attachments(desk).put(Patient, 1, brought, Silent())
    return Attachments(desk).of("patient", 1)[::-1]


def register(desk: Desk) -> list[Release]:
    records = Records(desk)
    return records.page(Release, records.ids(Release, Query()))


def test_a_copy_is_the_very_file_and_the_register_says_what_kind_it_was(desk, files, tmp_path):
    path = tmp_path / "copy.pdf"
    assert AttachedSheet(desk, files[0], Purpose.TREATMENT).save(path) == REPORT
    assert path.read_bytes() == REPORT
    (line,) = register(desk)
    assert (sheet_title(line.sheet), line.about) == ("Attached PDF", "Patient 1")
    assert (line.purpose, line.way, line.copy_number) == (Purpose.TREATMENT, Way.SAVED, 1)
    assert line.with_patients
    assert Printing(desk).kept(line.id) == REPORT
    assert desk.verify() == []


def test_no_line_of_the_register_has_the_name_of_a_file_or_a_patient(desk, files, tmp_path):
    save_all(desk, files, tmp_path, Purpose.TREATMENT)
    AttachedSheet(desk, files[0], Purpose.TREATMENT).release()
    lines = register(desk)
    assert [sheet_title(line.sheet) for line in lines] == [
        "Attached PDF",
        "Attached picture",
        "Attached text",
        "Attached file",
        "Attached PDF",
    ]
    assert [(line.copy_number, line.way) for line in lines[::4]] == [
        (1, Way.SAVED),
        (2, Way.PRINTED),
    ]
    for line in lines:
        assert "Quill" not in str(line.to_plain())


def test_copies_of_all_files_overwrite_none(desk, files, tmp_path):
    first = save_all(desk, files, tmp_path, Purpose.OPERATIONS)
    assert [path.name for path in first] == [
        f"{NAME}.pdf",
        f"{NAME}.jpeg",
        f"{NAME}.txt",
        f"{NAME}.docx",
    ]
    again = save_all(desk, files[:1], tmp_path, Purpose.OPERATIONS)
    third = save_all(desk, files[:1], tmp_path, Purpose.OPERATIONS)
    assert [again[0].name, third[0].name] == [f"{NAME} (2).pdf", f"{NAME} (3).pdf"]
    assert first[1].read_bytes() == PHOTO


def test_what_is_printed_is_the_file_and_stands_in_the_register(desk, files):
    sheet = AttachedSheet(desk, files[0], Purpose.TREATMENT)
    assert sheet.title == "Attached PDF"
    assert sheet.preview() == REPORT
    assert register(desk) == []
    assert sheet.release() == REPORT
    assert register(desk)[0].way is Way.PRINTED


def test_a_copy_that_cannot_be_written_is_not_in_the_register(desk, files, tmp_path):
    sheet = AttachedSheet(desk, files[0], Purpose.TREATMENT)
    with pytest.raises(KnownFailure, match="folder is not there"):
        sheet.save(tmp_path / "gone" / "copy.pdf")
    (tmp_path / "list.pdf").write_text("Not a PDF")
    with pytest.raises(UserError, match="of another kind"):
        sheet.save(tmp_path / "list.pdf")
    with pytest.raises(UserError, match="A desk lies in that folder"):
        sheet.save(desk.folder / "copy.pdf")
    assert register(desk) == []
    assert list(tmp_path.glob("**/*.partial")) == []


def test_damaged_bytes_do_not_leave(desk, files, tmp_path: Path):
    with desk.db._writer.connect() as connection:
        connection.exec_driver_sql("UPDATE kept SET content = x'25504446'")
        connection.commit()
    with pytest.raises(Damaged):
        AttachedSheet(desk, files[0], Purpose.TREATMENT).save(tmp_path / "copy.pdf")
    assert register(desk) == []
    assert not (tmp_path / "copy.pdf").exists()
