"""A list on paper, as it comes out of the printer."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from refdesk.documents.model import ListColumn, ListRow, ListSheet
from refdesk.documents.page import Rule, Text
from refdesk.documents.paper import Imprint, Paper
from refdesk.documents.sheets.list_columns import MOST_COLUMNS
from refdesk.documents.sheets.list_sheet import lay_list, render_list
from refdesk.documents.style import FLOOR
from refdesk.domain.errors import UserError
from tests.documents.days import PRINTED

PORTRAIT, LANDSCAPE = (612, 792), (792, 612)
LABELS = ("Name", "Tier", "Phone")
ROWS = (
    ("Aldermoor Family Medicine", "A", "(740) 555-0106"),
    ("Szent Gellért Orthopédia, Hőgye és Társa", "Prospect", ""),
    ("Şahin & Nguyễn, Łódź", "B", "(740) 555-0107"),
)
LONG = "Conditions they see that need us: " + "shoulder, knee and spine; " * 20


def a_list(rows=ROWS, labels=LABELS, **more) -> ListSheet:
    parts = {
        "clinic_name": "Cedar Grove Joint Clinic",
        "name": "List of practices",
        "title": "Practices",
        "count": f"{len(rows)} practices",
        "columns": tuple(ListColumn(label=label) for label in labels),
        "rows": tuple(ListRow(number=i, cells=tuple(row)) for i, row in enumerate(rows, start=1)),
    }
    return ListSheet(**{**parts, **more})


def printed(sheet: ListSheet) -> list[str]:
    pdf, _cut = render_list(sheet, Imprint(PRINTED, 2))
    with pdfium.PdfDocument(pdf) as document:
        pages = [document[i].get_textpage().get_text_range() for i in range(len(document))]
    return ["\n".join(page.splitlines()) for page in pages]


def size(sheet: ListSheet) -> tuple[float, float]:
    return lay_list(sheet, Imprint(PRINTED, 1))[0].pages[0].frame.size


def test_a_list_says_what_stood_on_the_screen():
    text = printed(a_list(filters="Tier is A or B"))[0]
    assert text == (
        "Practices Cedar Grove Joint Clinic\n"
        "3 practices · Tier is A or B\n"
        "Name Tier Phone\n"
        "Aldermoor Family Medicine A (740) 555-0106\n"
        "Szent Gellért Orthopédia, Hőgye és Társa Prospect\n"
        "Şahin & Nguyễn, Łódź B (740) 555-0107\n"
        "No personal data in these columns. "
        "List of practices · Copy 2 · Printed Nov 23, 2026 · Page 1 of 1"
    )


def test_the_head_of_the_table_stands_on_every_page():
    pages = printed(a_list(ROWS * 100))
    assert len(pages) == 7
    for number, text in enumerate(pages, start=1):
        assert "Name Tier Phone" in text
        assert f"Page {number} of 7" in text
    rows = [line for text in pages for line in text.splitlines() if "Aldermoor" in line]
    assert len(rows) == 100
    assert "Practices from row 45 of 300" in " ".join(pages[1].split())


def test_a_list_of_nothing_says_so():
    (text,) = printed(a_list(()))
    assert "0 practices" in text
    assert "Nothing is in this list." in text


def test_personal_columns_are_named_at_the_foot():
    text = printed(a_list(personal=("Name", "Phone")))[0]
    assert "Shred after use. Personal data: Name, Phone" in text
    assert "No personal data" not in text


def test_few_columns_stand_upright_and_many_lie():
    wide = [("Aldermoor Family Medicine of the Three Rivers",) * 6]
    assert [size(a_list()), size(a_list(wide, "ABCDEF"))] == [PORTRAIT, LANDSCAPE]


def test_figures_stand_under_each_other():
    sheet = a_list([("5",), ("1,240",)], ("Days",))
    sheet = replace(sheet, columns=(ListColumn(label="Days", figures=True),))
    page = lay_list(sheet, Imprint(PRINTED, 1))[0].pages[0]
    five, many = (_mark(page.marks, text) for text in ("5", "1,240"))
    assert five.x > many.x


def _mark(marks, text) -> Text:
    return next(mark for mark in marks if isinstance(mark, Text) and mark.text == text)


def test_a_long_text_has_two_lines_then_smaller_letters_then_an_ellipsis():
    labels = ("Name", "One", "Two", "Three")
    sheet = a_list([(LONG, LONG[:80], LONG[:60], "B")], labels)
    document, cut = lay_list(sheet, Imprint(PRINTED, 1))
    texts = [mark for mark in document.pages[0].marks if isinstance(mark, Text)]
    assert cut == 1
    assert min(mark.style.size for mark in texts) >= FLOOR
    assert [mark.text.endswith("…") for mark in texts].count(True) == 1
    assert "Three" in {mark.text for mark in texts}


def test_nothing_stands_outside_the_page_or_on_the_foot():
    rows = [
        (f"{LONG[: 20 + i % 90]}", "Núñez, José María de los Ángeles", f"{i * 7919:,}", "x" * 90)
        for i in range(200)
    ]
    document, _cut = lay_list(
        a_list(rows, ("Conditions", "Person", "Days between", "Website")), Imprint(PRINTED, 1)
    )
    assert len(document.pages) > 3
    for page in document.pages:
        frame = page.frame
        for mark in page.marks:
            if isinstance(mark, Text):
                assert frame.left - 0.1 <= mark.x <= frame.right
                assert frame.footer <= mark.y <= frame.ceiling
        rules = sorted(mark.y for mark in page.marks if isinstance(mark, Rule))
        assert rules[0] == frame.footer + 12
        assert rules[1] >= frame.footer + 20


def test_narrow_columns_keep_their_texts_whole_where_many_share_the_page():
    row = ["Aldermoor Family Medicine, Tilbrook", *["(740) 555-0106"] * 2, *["Urgent care"] * 4]
    row += ["Do not contact", "Prospect", "", "", "", ""]
    labels = ("Name", "Phone", "Fax", "K", "L", "M", "N", "Status", "Tier", *"OPQR")
    text = printed(a_list([row] * 3, labels))[0]
    assert len(labels) == MOST_COLUMNS
    assert text.count("(740) 555-0106") == 6
    assert text.count("Do not contact") == 3


def test_thirteen_wide_columns_still_fit():
    text = printed(a_list([(LONG,) * MOST_COLUMNS], ["Relationship"] * MOST_COLUMNS))[0]
    assert text.count("Conditions") == MOST_COLUMNS


def test_more_columns_than_the_page_has_room_for_are_refused():
    labels = [f"Column {i}" for i in range(MOST_COLUMNS + 1)]
    with pytest.raises(UserError, match="Hide some of them, or export the list"):
        printed(a_list([["x"] * len(labels)], labels))


def test_a_name_no_font_can_write_is_told_with_its_row_and_without_the_name():
    with pytest.raises(UserError, match="row 2") as refusal:
        printed(a_list([("Aldermoor", "A", ""), ("Dana 李明 Whitlow", "B", "")]))
    assert "Dana" not in refusal.value.message


@pytest.mark.parametrize("name", ["Hőgye Solveig", "Şahin İlse", "Hạnh Nguyễn", "Łukaszewicz Zoë"])
def test_names_copy_from_the_sheet_as_they_were_typed(name):
    text = printed(a_list([(name, "A", "")]))[0]
    assert unicodedata.normalize("NFC", name) in unicodedata.normalize("NFC", text)


def test_a_long_filter_and_a_long_title_stay_on_the_page():
    text = printed(a_list(title=LONG[:120], filters=LONG * 3, clinic_name=LONG[:90]))[0]
    assert text.count("…") == 3
    assert "Aldermoor Family Medicine" in text


def test_the_same_list_has_the_same_bytes():
    one, _cut = render_list(a_list(), Imprint(PRINTED, 1))
    assert one == render_list(a_list(), Imprint(PRINTED, 1))[0]
    assert one != render_list(a_list(), Imprint(PRINTED, 2))[0]
    with pdfium.PdfDocument(one) as document:
        assert document.get_metadata_dict()["Title"] == "List of practices, Nov 23, 2026"


def test_on_a4_a_list_fills_the_paper_upright_or_on_its_side():
    long = a_list([["a long text that wants room " * 3] * 6] * 3, ("Notes",) * 6)
    sizes = {
        lay_list(sheet, Imprint(PRINTED, paper=Paper.A4))[0].pages[0].frame.size
        for sheet in (a_list(rows=[["x"] * len(LABELS)]), long)
    }
    assert sizes == {(595.28, 841.89), (841.89, 595.28)}
