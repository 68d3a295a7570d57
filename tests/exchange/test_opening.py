"""Whatever a person brings is opened as a table, or refused in one sentence that helps."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refdesk.domain.errors import KnownFailure, RefDeskError, UserError
from refdesk.exchange.opening import Reading, open_table
from tests.exchange.workbooks import ROWS, rows_of, write_book

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(path: Path) -> list[list[str]]:
    with open_table(path) as table:
        return [list(table.header), *(row.cells for row in table.rows)]


def ole(stream: str) -> bytes:
    return OLE + bytes(1000) + stream.encode("utf-16-le") + bytes(400)


def packed(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        for name in names:
            parts.writestr(zipfile.ZipInfo(name), "<x/>")  # no time: each worker names alike
    return file.getvalue()


REFUSED = [
    (b"", "The file is empty."),
    (b" \r\n\t\r\n", "The file is empty."),
    (ole("Workbook"), "old Excel (.xls)"),
    (ole("Book"), "old Excel (.xls)"),
    (b"\x09\x08\x10\x00\x00\x06\x05\x00", "old Excel (.xls)"),
    (ole("EncryptedPackage"), "locked with a password"),
    (bytes(0) + ole("x") + bytes(1 << 18) + ole("EncryptedPackage"), "locked with a password"),
    (ole("WordDocument"), "Word document"),
    (ole("PowerPoint Document"), "presentation"),
    (ole("__properties_version1.0"), "mail message"),
    (ole("Another"), "old Office program"),
    (packed("content.xml", "mimetype"), "OpenDocument"),
    (packed("xl/workbook.bin", "[Content_Types].xml"), "binary workbook (.xlsb)"),
    (packed("word/document.xml"), "Word document"),
    (packed("ppt/presentation.xml"), "presentation"),
    (packed("Index/Document.iwa"), "Numbers"),
    (packed("npidata.csv"), "packed file. Unpack it"),
    (packed("xl/workbook.xml"), "damaged or not whole"),
    (packed("npidata.csv")[:60], "damaged or not whole"),
    (gzip.compress(b"Name,City", mtime=0), "packed file. Unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "packed file"),
    (b"%PDF-1.7\n", "This is a PDF"),
    (b"\x89PNG\r\n\x1a\n", "a picture"),
    (b"\xff\xd8\xff\xe0JFIF", "a picture"),
    (b"\0\0\0\x18ftypheic", "a picture"),
    (rb"{\rtf1\ansi Name}", "(RTF)"),
    (b"SQLite format 3\0", "a database"),
    (b"L\0\0\0\x01\x14\x02\0\0", "a shortcut. Choose the file"),
    (b"<html><table><tr><td>Name", "web page"),
    (b"\xef\xbb\xbf\n <!-- made --> <!DOCTYPE html>", "web page"),
    (b"<?xml version='1.0'?><html xmlns='x'>", "web page"),
    ("<table><tr><td>Name".encode("utf-16"), "web page"),
    (b"MIME-Version: 1.0\nContent-Type: multipart/related", "web page"),
    (b"<?xml version='1.0'?><Workbook>", "an XML file"),
    (json.dumps([{"name": "Weir"}]).encode(), "a JSON file"),
    (json.dumps({"name": "Weir"}, indent=2).encode(), "a JSON file"),
    (b"BEGIN:VCARD\r\nVERSION:3.0\r\n", "contact cards (vCard)"),
    (b"BEGIN:VCALENDAR\r\n", "a calendar"),
    (b"MSH|^~\\&|LAB|", "HL7 messages"),
    (b"ID;PWXL;N;E\r\n", "SYLK"),
    (b"TABLE\r\n0,1\r\n", "DIF"),
    (b"MZ\x90\0\x03\0\0\0\x04\0\0\0" * 9, "not a text file"),
    (bytes(range(128, 256)) + bytes(range(32)), "not a text file"),
]


@pytest.mark.parametrize(("content", "sentence"), REFUSED)
@pytest.mark.parametrize("name", ["partners.csv", "partners.xlsx"])
def test_what_is_no_table_is_named_whatever_it_is_called(tmp_path, name, content, sentence):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UserError) as caught:
        read(path)
    assert sentence in caught.value.message
    assert caught.value.message.endswith(".")


def test_a_table_is_known_by_what_is_in_it(tmp_path):
    text = tmp_path / "partners.xlsx"
    text.write_text("Name,City\nWeir,Tamsin\n", encoding="utf-8")
    book = write_book(tmp_path / "partners.txt", {"A": rows_of([["Name", "City"], ["Weir", "T"]])})
    assert read(text) == [["Name", "City"], ["Weir", "Tamsin"]]
    assert read(book) == [["Name", "City"], ["Weir", "T"]]
    pk = tmp_path / "pk.csv"
    pk.write_text("PK,Name\n1,Weir\n", encoding="utf-8")
    assert read(pk)[0] == ["PK", "Name"]


def test_a_comment_without_end_costs_no_time(tmp_path):
    path = tmp_path / "partners.csv"
    path.write_bytes(b"<!---->" * 500 + b"Name")
    assert len(read(path)) == 1


def test_a_folder_and_a_missing_file_are_refused_by_name(tmp_path):
    for path, sentence in [
        (tmp_path, "is a folder"),
        (tmp_path / "gone.csv", r"There is no file gone\.csv"),
        (tmp_path / ("x" * 300), "cannot be read"),
        (tmp_path / "nul\0.csv", "cannot be read"),
    ]:
        with pytest.raises(UserError, match=sentence):
            read(path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_what_is_not_quite_a_file_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    loop = tmp_path / "loop.csv"
    loop.symlink_to(loop)
    with pytest.raises(UserError, match="is not a file"):
        read(tmp_path / "pipe")
    with pytest.raises(UserError, match="is not a file"):
        read(Path("/dev/zero"))
    with pytest.raises(UserError, match="leads back to itself"):
        read(loop)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are always text")
def test_a_name_that_is_no_text_is_read_and_can_be_said(tmp_path):
    path = tmp_path / os.fsdecode(b"p\xffrtners.csv")
    with pytest.raises(UserError) as caught:
        read(path)
    assert caught.value.message.isprintable()
    path.write_text("Name,City\nWeir,Tamsin\n", encoding="utf-8")
    assert read(path)[1] == ["Weir", "Tamsin"]


def test_a_file_that_may_not_be_read_is_said(tmp_path, monkeypatch):
    path = tmp_path / "partners.csv"
    path.write_text("Name,City\n", encoding="utf-8")

    def refuse(*_asked: object, **_more: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UserError, match="may not have the right to read it"):
        read(path)


@pytest.mark.parametrize("is_book", [False, True])
def test_a_file_that_changes_while_it_is_read_is_said(tmp_path, is_book):
    path = tmp_path / "partners"
    rows = [["Name", "City"], *([f"Weir {at}", "Tamsin"] for at in range(40))]
    if is_book:
        write_book(path, {"A": rows_of(rows)})
    else:
        path.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    with open_table(path) as table:
        next(table.rows)
        with path.open("ab") as more:
            more.write(b"\nLund,Brindle\n")
        with pytest.raises(KnownFailure, match="changed while it was read"):
            list(table.rows)


def test_a_second_opening_knows_whether_the_file_is_the_same(tmp_path):
    path = tmp_path / "partners.csv"
    path.write_text("Name,City\nWeir,Tamsin\n", encoding="utf-8")
    with open_table(path) as table:
        stamp = table.stamp
    with open_table(path, Reading(), stamp) as table:
        assert table.header == ("Name", "City")
    path.write_text("Name,City\nWeir,Brindle\n", encoding="utf-8")
    with pytest.raises(KnownFailure, match="changed"), open_table(path, Reading(), stamp):
        pass
    path.unlink()
    with pytest.raises(KnownFailure, match="changed"), open_table(path, Reading(), stamp):
        pass


def test_a_failure_of_what_is_done_with_the_rows_is_not_blamed_on_the_file(tmp_path):
    path = write_book(tmp_path / "partners.xlsx", {"A": ROWS})

    def save() -> None:
        raise OSError(28, "No space left")

    with pytest.raises(OSError, match="No space left"), open_table(path):
        save()


STARTS = st.sampled_from(
    [b"", b"PK\x03\x04", OLE, b"\xff\xfe", b"\xef\xbb\xbf", b"sep=", b"<!--", b'"a,b"\n', b"#"]
)


@given(STARTS, st.binary(max_size=300))
def test_no_bytes_break_the_reader(tmp_path_factory, start, content):
    path = tmp_path_factory.mktemp("table") / "t.csv"
    path.write_bytes(start + content)
    with contextlib.suppress(RefDeskError):
        found = read(path)
        assert len({len(cells) for cells in found}) == 1


MARKS = st.sampled_from([*"ab,;\t|^\"'\\\r\n\0# 1=-é", "\r\n", '""', "sep=;\n", "\ufeff", "\x1a"])


@given(st.lists(MARKS, max_size=60), st.sampled_from(["utf-8", "cp1252", "utf-16", "utf-16-le"]))
def test_no_order_of_marks_breaks_the_reader(tmp_path_factory, marks, encoding):
    path = tmp_path_factory.mktemp("table") / "t.csv"
    path.write_bytes(("Name,City\n" + "".join(marks)).encode(encoding, "ignore"))
    with contextlib.suppress(RefDeskError):
        found = read(path)
        assert len({len(cells) for cells in found}) == 1
