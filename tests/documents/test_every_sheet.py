"""What holds for every sheet: its words are copied as they were written, or it is not printed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pypdfium2 as pdfium
import pytest

from refdesk.documents.model import Note, StopPerson
from refdesk.documents.page import Document, Text
from refdesk.documents.paper import Imprint, Paper
from refdesk.documents.pdf import draw
from refdesk.domain.errors import UserError
from tests.documents.days import one_stop
from tests.documents.due_samples import one_row
from tests.documents.test_geometry import DATE, EVERY, SHEETS

SCRIPTS = {"Arabic": "أمينة", "Chinese": "李明", "Hebrew": "שרה", "Thai": "สมชาย", "emoji": "😀"}


@pytest.mark.parametrize(("lay", "paper"), EVERY)
def test_whatever_is_drawn_can_be_copied(lay: Callable[[Imprint], Document], paper: Paper):
    document = lay(Imprint(DATE, paper=paper))
    with pdfium.PdfDocument(draw(document)) as pdf:
        copied = [page.get_textpage().get_text_range() for page in pdf]
    for page, text in zip(document.pages, copied, strict=True):
        plain = " ".join(unicodedata.normalize("NFC", text).split())
        for mark in page.marks:
            if isinstance(mark, Text):
                said = unicodedata.normalize("NFC", mark.text)
                assert " ".join(said.split()) in plain, mark.text


def with_name(sheet: str, name: str) -> Any:
    """Return what a sheet is made of, with somebody of this name on it."""
    if sheet in {"visit log", "visit plan"}:
        return one_stop(people=(StopPerson(name=name),))
    if sheet == "morning list":
        return one_row(name=name)
    ordinary = SHEETS[sheet][1]["ordinary"]
    if isinstance(ordinary, Note):
        return replace(ordinary, greeting=f"Dear {name},")
    return (name, *ordinary[1:])


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("sheet", SHEETS)
def test_a_script_without_a_font_stops_the_sheet_and_its_signs_are_named(sheet, script):
    lay, _said = SHEETS[sheet]
    signs = " ".join(dict.fromkeys(SCRIPTS[script]))
    with pytest.raises(UserError) as refusal:
        lay(with_name(sheet, SCRIPTS[script]), Imprint(DATE))
    assert f"cannot print {signs} (" in refusal.value.message
