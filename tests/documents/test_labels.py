"""Labels, envelopes and the test sheet: each on its place to a third of a millimeter."""

from __future__ import annotations

import pytest

from refdesk.documents.labels import STOCKS
from refdesk.documents.page import Text
from refdesk.documents.paper import POINTS_PER_MM, Imprint, Nudge, Paper
from refdesk.documents.sheets.envelope import ENVELOPES, render_envelopes
from refdesk.documents.sheets.label_sheet import lay_labels, render_labels
from refdesk.documents.sheets.ruler_sheet import render_ruler_sheet, ruler_labels
from refdesk.documents.style import Face, Style
from refdesk.documents.typesetting import width
from refdesk.domain.errors import UserError
from tests.documents.measured import assert_set, rendered
from tests.documents.paper_samples import HEAD, IMPRINT, LINES, PRINTED, addresses, ink, texts

LONG = (
    "Yusuf Adebayo-Crane, MD",
    "Lantern Bay Occupational Health and Industrial Medicine Associates",
    "2210 Shipwright Avenue, Building C, Floor 3",
    "Lantern Bay, OH 43991",
)
NARROW = (
    *(LONG[0], "Lantern Bay Occupational Health and", "Industrial Medicine Associates"),
    *LONG[2:],
)
WIDE = (
    *(LONG[0], "Lantern Bay Occupational Health and Industrial", "Medicine Associates"),
    *LONG[2:],
)
ACCENTED = (
    "Solveig Hőgye-Şahin, MD",
    "Praxis Łukaszewicz & Nguyễn",
    "12 Rue de l’Œuvre",
    "Ştefănești, OH 43996",
)
SAID = {
    "ordinary": ("Ngozi Okafor, MD", "Larkmead Family Medicine", "1180 Canal Street", "Tamsin, OH"),
    "accented": ACCENTED,
    "very long": LONG,
    "with gaps": ("Dana Whitlow", "Tamsin, OH 43996"),
}
SET: dict[tuple[str, str], tuple[tuple[str, ...], float, float]] = {
    ("very long", "5160"): (NARROW, 8.5, 10.4),
    ("very long", "5161"): (LONG, 9.0, 11.7),
    ("very long", "5163"): (WIDE, 10.0, 13.0),
    ("very long", "#10"): (LONG, 12.0, 15.8),
    ("very long", "DL"): (WIDE, 12.0, 15.8),
    ("very long", "C6"): (WIDE, 12.0, 15.8),
}
"""How a very long address is broken and set, by the stock it stands on."""


def by_stock(name: str) -> str:
    return name


@pytest.mark.parametrize("name", STOCKS, ids=by_stock)
@pytest.mark.parametrize("said", SAID)
def test_each_line_of_a_label_stands_where_the_stock_has_it(name, said):
    stock, lines = STOCKS[name], SAID[said]
    printed, size, leading = SET.get((said, name), (lines, 10.0, 13.0))
    (picture,) = rendered(render_labels(addresses(stock.count, lines), stock, 1, IMPRINT))
    # The lines stand in the middle of a label, from the capitals of the first to the last baseline.
    high = (len(printed) - 1) * leading + 0.66 * size
    for place in (1, stock.columns, stock.count):
        x, top = stock.corner(place)
        y = 792 - top + (stock.height - high) / 2 + 0.66 * size
        for number, line in enumerate(printed):
            look = Style(Face.REGULAR if number else Face.SEMIBOLD, size)
            assert_set(picture, line, look, x + stock.padding, y + number * leading)


def test_twelve_labels_from_the_eighth_fill_eight_to_nineteen():
    stock = STOCKS["5160"]
    pdf = render_labels(addresses(12), stock, 8, IMPRINT)
    for place, printed in ((7, False), (8, True), (19, True), (20, False)):
        x, top = stock.corner(place)
        box = (x, 792 - top, x + stock.width, 792 - top + stock.height)
        if printed:
            assert ink(pdf, 1, box)
        else:
            with pytest.raises(AssertionError, match="nothing is printed"):
                ink(pdf, 1, box)
    assert texts(pdf)[0].count("Hạnh Nguyễn, MD Tamsin Urgent Care 9 Depot Square") == 12


def test_what_does_not_fit_on_the_first_sheet_goes_on_at_the_top_of_the_next():
    pages = texts(render_labels(addresses(12), STOCKS["5163"], 4, IMPRINT))
    assert [page.count(LINES[0]) for page in pages] == [7, 5]


@pytest.mark.parametrize("start", [0, 31])
def test_a_start_that_is_no_label_is_refused(start):
    with pytest.raises(UserError, match="labels 1 to 30"):
        render_labels(addresses(1), STOCKS["5160"], start, IMPRINT)


@pytest.mark.parametrize("name", STOCKS, ids=by_stock)
@pytest.mark.parametrize("lines", [LINES, LONG, ("x" * 90, "y" * 200, "z" * 80, "Tamsin, OH")])
def test_no_address_leaves_its_label(name, lines):
    stock = STOCKS[name]
    page = lay_labels(addresses(1, lines), stock, 1, IMPRINT).pages[0]
    x, top = stock.corner(1)
    words = [mark for mark in page.marks if isinstance(mark, Text)]
    assert len(words) == len(page.marks)
    for mark in words:
        assert mark.x + width(mark.text, mark.style) <= x + stock.width - stock.padding + 0.1
        assert top - stock.height < mark.y < top
    assert words[-1].text.endswith(lines[-1])


def test_a_long_address_keeps_street_and_town_whole():
    (page,) = texts(render_labels(addresses(1, LONG), STOCKS["5160"], 1, IMPRINT))
    assert page == " ".join(LONG)


def test_what_is_too_much_is_cut_in_the_organization_never_in_street_or_town():
    lines = ("Dana Whitlow", "Larkmead Family Medicine " * 20, *LONG[2:])
    (page,) = texts(render_labels(addresses(1, lines), STOCKS["5160"], 1, IMPRINT))
    assert page.startswith("Dana Whitlow Larkmead Family Medicine")
    assert page.endswith(f"… {LONG[2]} {LONG[3]}")


def test_a_street_too_long_for_any_label_is_refused_and_the_address_named():
    lines = ("Dana Whitlow", "Canal Street " * 60, "Tamsin, OH 43996")
    with pytest.raises(UserError, match="address 1 is too long for a label 5160"):
        render_labels(addresses(1, lines), STOCKS["5160"], 1, IMPRINT)


def test_an_address_with_gaps_and_one_without_lines_print_what_there_is():
    gaps = render_labels(addresses(1, ("Dana Whitlow", "", "Tamsin")), STOCKS["5160"], 1, IMPRINT)
    assert texts(gaps) == ["Dana Whitlow Tamsin"]
    assert texts(render_labels(addresses(1, ()), STOCKS["5160"], 1, IMPRINT)) == [""]


def test_the_file_of_labels_names_nobody():
    assert lay_labels(addresses(3), STOCKS["5161"], 1, IMPRINT).title == "Labels 5161"


def test_a_script_without_a_font_stops_the_labels_and_is_named():
    with pytest.raises(UserError, match="address 1"):
        render_labels(addresses(1, ("عيادة", "Tamsin")), STOCKS["5160"], 1, IMPRINT)


def test_a_nudge_moves_and_sizes_the_whole_page():
    stock, box = STOCKS["5160"], (0.0, 36.0, 200.0, 108.0)
    before = ink(render_labels(addresses(1), stock, 1, IMPRINT), 1, box)
    nudged = Imprint(PRINTED, nudge=Nudge(1.5, 2.0, 99))
    after = ink(render_labels(addresses(1), stock, 1, nudged), 1, box)
    assert after[0] == pytest.approx(before[0] * 0.99 + 1.5, abs=0.3)
    assert after[1] == pytest.approx(before[1] * 0.99 + 2.0, abs=0.3)


@pytest.mark.parametrize("name", STOCKS, ids=by_stock)
def test_the_rulers_of_the_test_sheet_measure_what_they_say(name):
    stock = STOCKS[name]
    pdf = render_ruler_sheet(stock, 8, IMPRINT)
    top = 792 - stock.corner(ruler_labels(stock)[0])[1]
    for y, long in ((top + 46, 7 * 25.4), (top + 46 + 72, 170.0)):
        # From the middle of the first mark to the middle of the last, as one measures.
        marks = [
            ink(pdf, 1, (x - 3, y - 10, x + 3, y - 5)) for x in (54, 54 + long * POINTS_PER_MM)
        ]
        (first, last) = ((left + right) / 2 for left, _above, right, _below in marks)
        assert last - first == pytest.approx(long, abs=0.3)
    assert "start position 8" in texts(pdf)[0]


def test_the_test_sheet_says_the_nudge_it_was_printed_with():
    nudged = Imprint(PRINTED, nudge=Nudge(-1.5, 2.0, 99.5))
    (page,) = texts(render_ruler_sheet(STOCKS["5160"], 1, nudged))
    assert "right -1.5 mm, down 2.0 mm size 99.5 %" in page


@pytest.mark.parametrize(("paper", "kind"), ENVELOPES)
def test_an_envelope_has_sender_and_address_in_their_places(paper, kind):
    pdf = render_envelopes(addresses(2), kind, Imprint(PRINTED, paper=Paper(paper)))
    first, second = texts(pdf)
    assert first == second
    assert "Cedar Grove Joint Clinic 220 Quarry Lane, Suite 4 Fernhollow, OH 43999" in first
    assert "Hạnh Nguyễn, MD Tamsin Urgent Care 9 Depot Square Tamsin, OH 43996" in first


@pytest.mark.parametrize(("paper", "kind"), ENVELOPES)
@pytest.mark.parametrize("said", SAID)
def test_each_line_of_an_envelope_stands_where_it_must(paper, kind, said):
    envelope, lines = ENVELOPES[paper, kind], SAID[said]
    usual = NARROW if said == "very long" else lines
    printed, size, leading = SET.get((said, envelope.name), (usual, 12.0, 15.8))
    imprint = Imprint(PRINTED, paper=Paper(paper))
    (picture,) = rendered(render_envelopes(addresses(1, lines), kind, imprint))
    for number, line in enumerate(printed):
        look = Style(Face.REGULAR if number else Face.SEMIBOLD, size)
        assert_set(picture, line, look, envelope.x, envelope.first + number * leading)
    assert_set(picture, HEAD.name, Style(Face.SERIF_SEMIBOLD, 11), 30, 38)
    for number, line in enumerate(HEAD.address):
        assert_set(picture, line, Style(Face.REGULAR, 8.5), 30, 50 + number * 11.5)


def test_an_envelope_is_addressed_where_the_target_has_it():
    assert [(one.size, one.x, one.first) for one in ENVELOPES.values()][:2] == [
        ((684, 297), 304, 156),
        ((414, 315), 168, 148),
    ]


def test_an_envelope_that_does_not_exist_is_refused():
    with pytest.raises(UserError, match="10, a2"):
        render_envelopes(addresses(1), "c4", IMPRINT)


@pytest.mark.parametrize(("paper", "kind"), ENVELOPES)
def test_a_long_address_is_whole_on_its_envelope(paper, kind):
    (page,) = texts(render_envelopes(addresses(1, LONG), kind, Imprint(PRINTED, paper=paper)))
    assert page.endswith(" ".join(LONG))
    with pytest.raises(UserError, match="address 1 is too long for an envelope"):
        render_envelopes(addresses(1, ("word " * 400, "Tamsin")), kind, IMPRINT)
