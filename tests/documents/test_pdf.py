"""The one file that draws."""

from typing import cast

import pypdfium2 as pdfium
import pytest

from refdesk.documents.page import Document, Mark, Page
from refdesk.documents.pdf import draw
from refdesk.documents.style import FACT, TITLE, VISIT_LOG


def text_of(page: Page) -> str:
    with pdfium.PdfDocument(draw(Document("Test", (page,)))) as document:
        return str(document[0].get_textpage().get_text_range())


def test_letters_put_together_by_the_shaper_copy_as_letters():
    page = Page(VISIT_LOG)
    page.text(72, 700, "Rene\u0301", FACT)
    assert text_of(page) == "René"


def test_equal_looking_signs_keep_what_was_typed():
    page = Page(VISIT_LOG)
    page.text(72, 700, "Đ Ð μ µ Ω", TITLE)
    assert text_of(page) == "Đ Ð μ µ Ω"


def test_kerned_text_is_as_wide_as_it_was_measured():
    page = Page(VISIT_LOG)
    wide = page.text(72, 700, "AVATAR To Yo WAVE", TITLE)
    with pdfium.PdfDocument(draw(Document("Test", (page,)))) as document:
        text = document[0].get_textpage()
        assert text.count_rects() == 1
        left, _, right, _ = text.get_rect(0)
    assert right - left == pytest.approx(wide, abs=2)


def test_a_mark_of_no_kind_is_a_bug():
    page = Page(VISIT_LOG, [cast("Mark", object())])
    with pytest.raises(NotImplementedError):
        draw(Document("Test", (page,)))
