"""Names of files: whatever they were called outside, in the desk they are plain names."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refdesk.domain.attachment import (
    JPEG,
    LONGEST_ON_DISK,
    MEDIA,
    OTHER,
    PDF,
    TEXT,
    Attachment,
    file_name,
    media_title,
    name_on_disk,
    parts_of,
    renamed,
)

LIMIT = Attachment.fields["name"].limit


@pytest.mark.parametrize(
    ("outside", "inside"),
    [
        ("MRI report.pdf", "MRI report.pdf"),
        ("/home/front desk/scan 3.TIF", "scan 3.TIF"),
        ("C:\\Scans\\2026\\fax.tif", "fax.tif"),
        ("../../etc/passwd", "passwd"),
        ("A\u0308rzte.pdf", "Ärzte.pdf"),
        ("  two\t lines\nof it .pdf", "two lines of it.pdf"),
        ("what: is *this*?.png", "what is this.png"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("zero\u200bwidth\ufeff.txt", "zerowidth.txt"),
        ("bad\udcff.pdf", "bad.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("ends with dots...", "ends with dots"),
        ("", "Unnamed file"),
        (" ... ", "Unnamed file"),
        ("scans/", "Unnamed file"),
        (".pdf", "pdf"),
    ],
)
def test_a_file_is_called_as_it_was_outside_but_for_what_misleads(outside, inside):
    assert file_name(outside) == inside


def test_of_a_long_name_the_ending_stays():
    name = file_name("a" * 5_000 + ".pdf")
    assert (len(name), name[-6:]) == (LIMIT, "aa.pdf")


@given(st.text(max_size=400))
def test_any_name_becomes_one_that_the_field_takes(text):
    name = file_name(text)
    assert Attachment.fields["name"].check(name) is None
    assert name
    assert name == unicodedata.normalize("NFC", name)
    assert file_name(name) == name
    for media in (*MEDIA, "later/unknown"):
        assert 0 < len(name_on_disk(name, media).encode()) <= LONGEST_ON_DISK


def test_a_new_name_keeps_the_ending():
    assert renamed("scan0001.pdf", "Referral letter") == "Referral letter.pdf"
    assert renamed("scan0001.pdf", "Referral letter.PDF") == "Referral letter.PDF"
    assert renamed("scan0001.pdf", "Dr. Nagel v2.1") == "Dr. Nagel v2.1.pdf"
    assert renamed("notes", "Notes of Monday") == "Notes of Monday"


def test_a_copy_is_saved_under_a_name_that_says_what_it_is():
    assert name_on_disk("scan.pdf", PDF) == "scan.pdf"
    assert name_on_disk("scan.exe", PDF) == "scan.exe.pdf"
    assert name_on_disk("knee.JPEG", JPEG) == "knee.JPEG"
    assert name_on_disk("Notes of Monday", TEXT) == "Notes of Monday.txt"
    assert name_on_disk("table.csv", TEXT) == "table.csv"
    assert name_on_disk("letter.docx", OTHER) == "letter.docx"
    assert name_on_disk("typed/by: hand.pdf", PDF) == "by hand.pdf"
    assert name_on_disk("病" * 150 + ".pdf", PDF).encode().endswith(b".pdf")


def test_an_odd_ending_is_none():
    assert parts_of("scan.pdf") == ("scan", ".pdf")
    assert parts_of("Seen by Dr. Nagel") == ("Seen by Dr. Nagel", "")
    assert parts_of("v1.averylongending") == ("v1.averylongending", "")


def test_a_kind_of_file_is_called_by_name():
    assert media_title(PDF) == "PDF"
    assert media_title("later/unknown") == "later/unknown"
    assert Attachment.fields["media"].show(JPEG) == "Picture (JPEG)"
    assert not Attachment(name="x", media=OTHER).is_seen_inside
    assert Attachment(name="x", media=TEXT).is_seen_inside
