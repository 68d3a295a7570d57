"""The visit log as it lies in the hand: places measured on the page, squares read, text copied."""

import unicodedata
from dataclasses import replace
from typing import Any

import pypdfium2 as pdfium
import pytest
import zxingcpp

from refdesk.documents.model import Fact, StopPerson
from refdesk.documents.page import Square, Text
from refdesk.documents.paper import Imprint, Paper
from refdesk.documents.sheets.visit_log import lay_visit_log, render_visit_log
from refdesk.documents.sheets.visit_plan import lay_visit_plan, render_visit_plan
from tests.documents.days import PRINTED, day, one_stop, pages_of
from tests.documents.test_visit_log_layout import LONG, assert_tidy

DPI = 300
SLACK = 0.3 / 25.4 * 72  # 0.3 mm in points
ACCENTED = one_stop(
    name="Clínica Ștefănescu & Đặng",
    address="3 Rue de l’Œuvre, Port Lenore",
    people=(StopPerson(name="Dr. İlse Şahin", role="OB/GYN", likes="žluťoučký kůň"),),
    facts=(Fact(label="Promised", text="Größere Schrift", strong=True, note="due Nov 27"),),
    leave=("Führer",),
)
VERY_LONG = one_stop(
    name=LONG,
    address=LONG,
    people=tuple(StopPerson(name=LONG, role=LONG, likes=LONG) for _ in range(3)),
    facts=(Fact(label="Promised", text=LONG, strong=True, flag="today"),) * 4,
    leave=(LONG,) * 6,
)
STOP = [
    "1",
    "9:00–9:20",
    "Larkmead Family Medicine",
    "14 min drive  ·  8.2 mi",
    "1180 Canal Street, Brindle Falls   (740) 555-0117",
    "VT7-1K",
    "Dana Whitlow",
    "referral coordinator",
    "Likes green tea; beagle named Biscuit; reads mysteries",
    "Dr. Ngozi Okafor",
    "family physician",
    "Prefers two-minute talks; runs half-marathons",
    "PROMISED",
    "New wait times, knee clinic",
    "TODAY",
    "IN",
    "Dr. Okafor Mon, Tue, Thu until 2",
    "LUNCH",
    "closed 12:00–1:00, no drop-ins",
    "PARK",
    "rear lot; staff door B, ring bell",
    "SAY",
    "Knee clinic now books inside 9 days",
    "Ask: do reports reach Dr. Okafor’s inbox?",
    "LEAVE",
    "2 referral pads",
    "Wait-time card",
    "Spine guideline",
    "also",
    "Arrived",
    "Left",
    "Met",
    "Purpose",
    "check-in",
    "new service",
    "thanks",
    "problem",
    "lunch",
    "Intel",
    "Next step",
    "by",
    "I promised",
    "by",
]
DAYS = {
    "ordinary": day(6),
    "empty": day(0),
    "very long": replace(VERY_LONG, liaison=LONG, clinic_name=LONG),
    "accented": ACCENTED,
}
EVERY_DAY = pytest.mark.parametrize("log", DAYS.values(), ids=DAYS)
PAPERS = pytest.mark.parametrize("paper", list(Paper))
SHEETS = pytest.mark.parametrize(
    ("lay", "render"),
    [(lay_visit_log, render_visit_log), (lay_visit_plan, render_visit_plan)],
    ids=["log", "plan"],
)


def pictures(pdf: bytes, dpi: int) -> list[Any]:
    with pdfium.PdfDocument(pdf) as document:
        return [
            page.render(scale=dpi / 72, grayscale=True).to_numpy().squeeze() for page in document
        ]


def rules(picture: Any, left: float, right: float) -> list[float]:
    """Return how far below the upper edge lines run unbroken between two places, in points."""
    scale = DPI / 72
    dark = (picture[:, round(left * scale) : round(right * scale)] < 200).all(axis=1)
    found: list[list[int]] = []
    for row in dark.nonzero()[0]:
        if found and row - found[-1][-1] == 1:
            found[-1].append(row)
        else:
            found.append([row])
    return [(run[0] + run[-1] + 1) / 2 / scale for run in found]


def near(*places: float) -> Any:
    return pytest.approx(list(places), abs=SLACK)


def test_the_stops_of_a_letter_page_are_204_points_apart_and_its_lines_24():
    first, second = pictures(render_visit_log(day(6), Imprint(PRINTED, 1)), DPI)
    assert rules(first, 37, 575) == near(139, 343, 547, 760)
    assert rules(second, 37, 575)[:4] == near(51, 255, 459, 663)
    # Right of every label and left of "by": arrived, met, intel, its second line, next, promised.
    lines = [190, 214, 262, 286, 310, 334]
    stop = [y for y in rules(first, 345, 392) if 145 < y < 340]
    assert stop == near(*lines)


def test_the_stops_of_an_a4_page_share_out_its_length():
    page = pictures(render_visit_log(day(6), Imprint(PRINTED, 1, Paper.A4)), DPI)[0]
    block = 204 + (841.89 - 792) / 3
    assert rules(page, 37, 558) == near(139, 139 + block, 139 + 2 * block, 841.89 - 32)
    pitch = 24 + (block - 204) / 6
    lines = [190 + pitch * row for row in (0, 1, 3, 4, 5, 6)]
    assert [y for y in rules(page, 336, 380) if 145 < y < 355] == near(*lines)


@PAPERS
def test_the_squares_stand_at_the_right_of_their_stops_and_are_read_from_the_print(paper):
    log = day(6)
    pdf = render_visit_log(log, Imprint(PRINTED, 1, paper))
    block = 204 + (paper.size[1] - 792) / 3
    read = []
    for number, picture in enumerate(pictures(pdf, 200)):
        found = sorted(zxingcpp.read_barcodes(picture), key=lambda one: one.position.top_left.y)
        read += [one.text for one in found]
        top = 139 if number == 0 else 51
        for row, one in enumerate(found):
            corner = one.position.top_left
            left, high = corner.x * 72 / 200, corner.y * 72 / 200
            edge = 62 * 4 / 29
            assert left == pytest.approx(paper.size[0] - 36 - 56 + edge, abs=SLACK)
            assert high == pytest.approx(top + row * block + 1 + edge, abs=SLACK)
    assert read == [f"RD1:V/{stop.code}" for stop in log.stops]


@PAPERS
@EVERY_DAY
def test_every_square_of_every_day_is_read(log, paper):
    imprint = Imprint(PRINTED, 1, paper)
    laid = lay_visit_log(log, imprint)
    squares = sum(isinstance(mark, Square) for page in laid.pages for mark in page.marks)
    read = [
        one.text
        for picture in pictures(render_visit_log(log, imprint), 200)
        for one in zxingcpp.read_barcodes(picture)
    ]
    assert squares == len(log.stops)
    assert sorted(read) == sorted(f"RD1:V/{stop.code}" for stop in log.stops)


@SHEETS
@PAPERS
@EVERY_DAY
def test_all_that_is_drawn_is_copied_as_it_was_written(log, paper, lay, render):
    imprint = Imprint(PRINTED, 1, paper)
    laid = lay(log, imprint)
    for page, copied in zip(laid.pages, pages_of(render(log, imprint)), strict=True):
        assert_tidy(page)
        assert page.frame.size == paper.size
        text = " ".join(unicodedata.normalize("NFC", copied).split())
        for mark in page.marks:
            if isinstance(mark, Text):
                assert " ".join(mark.text.split()) in text, mark.text


def test_the_words_of_an_ordinary_stop_stand_as_they_always_did():
    texts = [
        mark.text
        for mark in lay_visit_log(one_stop(), Imprint(PRINTED, 1)).pages[0].marks
        if isinstance(mark, Text)
    ]
    begin = texts.index("Larkmead Family Medicine")
    assert texts[begin - 2 : texts.index("Day’s end")] == STOP


def test_the_words_of_a_day_without_stops_stand_as_they_always_did():
    laid = lay_visit_log(day(0), Imprint(PRINTED, 1)).pages[0]
    texts = [mark.text for mark in laid.marks if isinstance(mark, Text)]
    assert texts[:4] == [
        "Visit log",
        "Tuesday, November 24, 2026",
        "VT7",
        DAYS["empty"].clinic_name,
    ]
    assert "No stops are planned for this day." in texts
    assert texts[-2] == "Visit log VT7  ·  Copy 1  ·  Printed Nov 23, 2026  ·  Page 1 of 1"
