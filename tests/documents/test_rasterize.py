"""Pages as pictures."""

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from refdesk.documents.paper import Imprint
from refdesk.documents.rasterize import MOST_PIXELS, page_count, page_image, page_sizes
from refdesk.documents.sheets.visit_log import render_visit_log
from refdesk.domain.errors import KnownFailure
from refdesk.services.page_images import PageImage, Pages
from tests.documents.days import PRINTED, day

RED = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]/Contents 4 0 R>>endobj
4 0 obj<</Length 23>>stream
1 0 0 rg 0 0 72 72 re f
endstream endobj
trailer<</Root 1 0 R>>
"""


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_visit_log(day(4), Imprint(PRINTED, 1))


def pixel(image: PageImage, x: int, y: int) -> tuple[int, ...]:
    start = y * image.stride + 3 * x
    return tuple(image.rgb[start : start + 3])


def test_a_visit_log_of_four_stops_has_two_letter_pages(pdf):
    assert page_count(pdf) == Pages(pdf).count == 2
    assert [(size.width, size.height) for size in page_sizes(pdf)] == [(612, 792)] * 2
    assert Pages(pdf).sizes() == page_sizes(pdf)


def test_a_page_is_as_many_dots_as_its_inches_say(pdf):
    image = Pages(pdf).image(1, 96)
    assert (image.width, image.height) == (816, 1056)
    assert len(image.rgb) == image.stride * image.height
    assert pixel(image, 2, 2) == (255, 255, 255)
    assert min(image.rgb) == 0


def test_the_second_page_is_another_picture(pdf):
    assert page_image(pdf, 1, 48).rgb != page_image(pdf, 2, 48).rgb


def test_colours_come_as_red_green_blue():
    assert pixel(page_image(RED, 1, 72), 36, 36) == (255, 0, 0)


def test_what_is_typed_into_a_form_is_seen():
    target = io.BytesIO()
    sheet = Canvas(target, pagesize=(144, 144))
    sheet.acroForm.textfield(x=10, y=60, width=120, height=30, value="Okafor", borderWidth=0)
    sheet.showPage()
    sheet.save()
    assert min(page_image(target.getvalue(), 1, 96).rgb) < 60


@pytest.mark.parametrize("dpi", [1_000, 1e6])
def test_a_silly_zoom_comes_coarser_and_does_not_fill_the_memory(pdf, dpi):
    image = page_image(pdf, 1, dpi)
    assert image.width * image.height <= MOST_PIXELS
    assert image.width * image.height > MOST_PIXELS * 0.99
    assert image.width / image.height == pytest.approx(612 / 792, abs=0.001)


@pytest.mark.parametrize("part", [b"", b"no pdf", slice(0, 2_000), slice(900, None)])
def test_a_damaged_pdf_is_refused_in_words(pdf, part):
    damaged = pdf[part] if isinstance(part, slice) else part
    for read in (page_count, page_sizes, lambda data: page_image(data, 1, 96)):
        with pytest.raises(KnownFailure, match="damaged or locked"):
            read(damaged)


@pytest.mark.parametrize("number", [0, 3, -1])
def test_a_page_that_is_not_there_is_refused_in_words(pdf, number):
    with pytest.raises(KnownFailure, match="no page"):
        page_image(pdf, number, 96)


@pytest.mark.parametrize("dpi", [0, -96, float("inf"), float("nan")])
def test_a_picture_without_dots_is_a_bug(pdf, dpi):
    with pytest.raises(ValueError, match="dots"):
        page_image(pdf, 1, dpi)
