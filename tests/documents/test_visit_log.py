"""The visit log, as the liaison finds it in the printer."""

import datetime as dt
import unicodedata
from dataclasses import fields, replace

import pypdfium2 as pdfium
import pytest
import segno
from pypdfium2 import raw

from refdesk.documents import model
from refdesk.documents.model import Fact, Stop, StopPerson, VisitLog
from refdesk.documents.page import Square
from refdesk.documents.paper import Imprint
from refdesk.documents.sheets.visit_log import lay_visit_log, render_visit_log
from refdesk.domain.errors import UserError
from tests.documents.days import PRINTED, day, one_stop, printed


def test_the_sheet_says_where_whom_and_what():
    first, last = printed(day(4))
    for text in (
        "Tuesday, November 24, 2026",
        "Alder Ridge Spine & Joint",
        "Jordan Vale",
        "Larkmead Family Medicine",
        "1180 Canal Street, Brindle Falls",
        "(740) 555-0117",
        "9:00–9:20",
        "14 min drive",
        "Dana Whitlow",
        "referral coordinator",
        "New wait times, knee clinic",
        "TODAY",
        "closed 12:00–1:00, no drop-ins",
        "Ask: do reports reach Dr. Okafor’s inbox?",
        "2 referral pads",
        "Arrived",
        "I promised",
        "VT7-1K",
    ):
        assert text in first
    assert "Wickery Women’s Health" in last


@pytest.mark.parametrize(
    "name",
    [
        "Zoë Łukaszewicz",
        "Dr. Hạnh Nguyễn",
        "Solveig Hőgye",
        "Dr. İlse Şahin",
        "Đặng Đỗ",
        "Ṣọlá Adé",
    ],
)
def test_names_copy_from_the_sheet_as_they_were_typed(name):
    text = printed(one_stop(people=(StopPerson(name=name),)))[0]
    assert unicodedata.normalize("NFC", name) in unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    "word", ["effusion", "office", "shuffle", "Pfeiffer", "fjord", "→ ≥ 5 · ½"]
)
def test_words_with_ligatures_copy_whole(word):
    assert word in printed(one_stop(facts=(Fact(label="Say", text=word, strong=True),)))[0]


@pytest.mark.parametrize(
    ("stops", "pages"), [(0, 1), (1, 1), (2, 1), (3, 2), (4, 2), (6, 2), (7, 3), (9, 4), (30, 11)]
)
def test_three_stops_to_a_page(stops, pages):
    texts = printed(day(stops))
    assert len(texts) == pages
    for number, text in enumerate(texts, start=1):
        assert f"Page {number} of {pages}" in text
        assert "No patient data." in text
        assert text.count("Day’s end") == (number == pages)
        assert ("back 2:45" in text) == (number == 1 and stops > 0)


def test_a_day_without_stops_says_so():
    assert "No stops are planned for this day." in printed(day(0))[0]


def test_the_foot_names_copy_and_print_date():
    text = printed(day(1), copy=3)[0]
    assert "Visit log VT7 · Copy 3 · Printed Nov 23, 2026 · Page 1 of 1" in text


def test_hours_in_offices_are_shown_where_they_are_known():
    assert "1 h 55" in printed(day(1))[0]
    assert "IN OFFICES" not in printed(replace(day(1), office_minutes=0))[0]


def test_the_strip_shows_the_way_back():
    log = day(4)
    assert log.back_minutes == 18
    assert log.back_miles == pytest.approx(11.3)
    assert "18 min" in printed(log)[0]


@pytest.mark.parametrize("name", ["李明", "أمينة", "Dana 😀", "שרה", "\ue000"])
def test_a_name_no_font_can_write_stops_the_sheet(name):
    sign = next(char for char in sorted(name) if ord(char) > 0x500)
    with pytest.raises(UserError, match="stop 1") as refusal:
        render_visit_log(one_stop(people=(StopPerson(name=name),)), Imprint(PRINTED, 1))
    assert sign in refusal.value.message


def test_a_clinic_no_font_can_write_is_found_at_the_head():
    with pytest.raises(UserError, match="head of the sheet"):
        render_visit_log(replace(day(0), clinic_name="診療所"), Imprint(PRINTED, 1))


def test_hidden_signs_and_doubled_spaces_are_not_printed():
    text = printed(one_stop(name="Lark\u00admead\u200b  Fami\u200dly\tMedi\x07cine"))[0]
    assert "Larkmead Family Medicine" in text


def test_accents_typed_apart_are_printed_as_one_letter():
    assert "Zoë" in printed(one_stop(name=unicodedata.normalize("NFD", "Zoë")))[0]


def test_the_same_sheet_has_the_same_bytes():
    one = render_visit_log(day(5), Imprint(PRINTED, 1))
    assert one == render_visit_log(day(5), Imprint(PRINTED, 1))
    assert one != render_visit_log(day(5), Imprint(PRINTED, 2))
    assert one != render_visit_log(day(5), Imprint(dt.date(2026, 11, 24), 1))


def test_all_fonts_travel_with_the_sheet():
    with pdfium.PdfDocument(render_visit_log(day(2), Imprint(PRINTED, 1))) as document:
        embedded = [
            bool(raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(thing.raw)))
            for thing in document[0].get_objects([raw.FPDF_PAGEOBJ_TEXT])
        ]
    assert embedded
    assert all(embedded)


def test_the_file_names_itself_its_language_and_its_scale():
    pdf = render_visit_log(day(1), Imprint(PRINTED, 1))
    with pdfium.PdfDocument(pdf) as document:
        assert document.get_metadata_dict()["Title"] == "Visit log VT7, Nov 24, 2026"
        assert document[0].get_size() == (612, 792)
    assert b"/Lang (en-US)" in pdf
    assert b"/PrintScaling /None" in pdf


def test_the_square_holds_the_code_of_its_stop():
    log = day(2)
    pdf = render_visit_log(log, Imprint(PRINTED, 1))
    layout = lay_visit_log(log, Imprint(PRINTED, 1)).pages[0]
    squares = [mark for mark in layout.marks if isinstance(mark, Square)]
    assert len(squares) == 2
    scale = 4
    with pdfium.PdfDocument(pdf) as document:
        picture = document[0].render(scale=scale, grayscale=True).to_numpy()
    for stop, square in zip(log.stops, squares, strict=True):
        expected = segno.make(f"RD1:V/{stop.code}", error="m", micro=False)
        assert expected.error in {"M", "Q", "H"}
        assert (expected.symbol_size(border=4)[0] * square.module) == pytest.approx(62)
        for row, modules in enumerate(expected.matrix):
            for column, dark in enumerate(modules):
                x = (square.x + (column + 0.5) * square.module) * scale
                y = (792 - square.y + (row + 0.5) * square.module) * scale
                assert (picture[int(y), int(x)] < 128) == bool(dark)


def test_the_sheet_has_no_place_for_a_patient():
    names = {
        field.name for kind in (VisitLog, Stop, StopPerson, Fact) for field in fields(kind)
    } | set(vars(model))
    assert not {name for name in names if "patient" in name.lower() or "birth" in name.lower()}
    with pytest.raises(TypeError):
        StopPerson(name="Dana Whitlow", patient="x")  # type: ignore[call-arg]


def test_a_drive_that_is_not_known_is_a_dash_and_in_no_sum():
    log = day(3)
    lost = replace(log.stops[2], drive_minutes=None, miles=None)
    log = replace(
        log, stops=(*log.stops[:2], lost), drive_minutes=14 + 11 + 18, miles=8.2 + 5.9 + 11.3
    )
    assert log.back_minutes == 18
    assert log.back_miles == pytest.approx(11.3)
    text = " ".join(printed(log))
    assert "drive –" in text
    assert "43 min" in text
    assert "25.4" in text
    assert "None" not in text


def test_a_day_of_drives_that_are_not_known_has_no_sums():
    log = replace(one_stop(drive_minutes=None, miles=None), drive_minutes=0, miles=0.0)
    text = printed(log)[0]
    assert "0 min" not in text
    assert "0.0" not in text


def test_a_day_without_times_shows_dashes_for_them():
    log = replace(one_stop(window=""), leave="", back="")
    text = printed(log)[0]
    assert "LEAVE – BACK" in text
    assert "leave –" in text
    assert "back –" in text


def test_an_address_too_long_for_its_line_keeps_its_town_and_zip():
    street = "11800 Old Canal and Mill Race Road, Building C, Rear Entrance by the Towpath"
    text = printed(one_stop(address=f"{street}, Brindle Falls on the Hocking, OH 45701-2233"))[0]
    assert street in text
    assert "Brindle Falls on the Hocking, OH 45701-2233 (740) 555-0117" in " ".join(text.split())
    assert "…" not in text


def test_people_left_out_are_counted():
    assert "+2 more" in printed(one_stop(more_people=2))[0]
    assert "more" not in printed(one_stop(facts=()))[0]
