"""Labels, envelopes and the test sheet: each on its place to a third of a millimeter."""

from __future__ import annotations

from functools import partial

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
from tests.documents.paper_samples import IMPRINT, LINES, PRINTED, addresses, edges, ink, texts

LONG = (
    "Yusuf Adebayo-Crane, MD",
    "Lantern Bay Occupational Health and Industrial Medicine Associates",
    "2210 Shipwright Avenue, Building C, Floor 3",
    "Lantern Bay, OH 43991",
)


MM = partial(pytest.approx, abs=0.3)


def mm(points: float) -> float:
    return points / POINTS_PER_MM


def by_stock(name: str) -> str:
    return name


@pytest.mark.parametrize("name", STOCKS, ids=by_stock)
def test_the_first_and_the_last_label_begin_where_the_stock_has_them(name):
    stock = STOCKS[name]
    pdf = render_labels(addresses(stock.count), stock, 1, IMPRINT)
    for place in (1, stock.columns, stock.count):
        x, top = stock.corner(place)
        box = (x, 792 - top, x + stock.width, 792 - top + stock.height)
        left, above, _right, below = ink(pdf, 1, box)
        looks = [Style(Face.SEMIBOLD, 10), *[Style(Face.REGULAR, 10)] * 3]
        lines = [edges(line, look) for line, look in zip(LINES, looks, strict=True)]
        assert left == MM(mm(x + stock.padding + min(line[0] for line in lines)))
        # Four lines of 10/13 stand in the middle of the label, from capital to baseline.
        first = 792 - top + stock.height / 2 - (3 * 13 + 6.6) / 2 + 6.6
        assert above == MM(mm(first - lines[0][1]))
        assert below == MM(mm(first + 3 * 13 - lines[3][2]))


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
        left, _above, right, _below = ink(pdf, 1, (50, y - 3, 570, y + 0.4))
        assert right - left == pytest.approx(long, abs=0.3)
    assert "start position 8" in texts(pdf)[0]


def test_the_test_sheet_says_the_nudge_it_was_printed_with():
    nudged = Imprint(PRINTED, nudge=Nudge(-1.5, 2.0, 99.5))
    (page,) = texts(render_ruler_sheet(STOCKS["5160"], 1, nudged))
    assert "right -1.5 mm, down 2.0 mm size 99.5 %" in page


@pytest.mark.parametrize(("paper", "kind"), ENVELOPES)
def test_an_envelope_has_sender_and_address_in_their_places(paper, kind):
    envelope = ENVELOPES[paper, kind]
    pdf = render_envelopes(addresses(2), kind, Imprint(PRINTED, paper=Paper(paper)))
    first, second = texts(pdf)
    assert first == second
    assert "Cedar Grove Joint Clinic 220 Quarry Lane, Suite 4 Fernhollow, OH 43999" in first
    assert "Hạnh Nguyễn, MD Tamsin Urgent Care 9 Depot Square Tamsin, OH 43996" in first
    wide, high = envelope.size
    left, top, _right, _bottom = ink(pdf, 1, (wide * 0.4, high * 0.4, wide, high))
    name = edges(LINES[0], Style(Face.SEMIBOLD, 12))
    lines = [name, *(edges(line, Style(Face.REGULAR, 12)) for line in LINES[1:])]
    assert left == MM(mm(envelope.x + min(line[0] for line in lines)))
    assert top == MM(mm(envelope.first - name[1]))


def test_an_envelope_that_does_not_exist_is_refused():
    with pytest.raises(UserError, match="10, a2"):
        render_envelopes(addresses(1), "c4", IMPRINT)


@pytest.mark.parametrize(("paper", "kind"), ENVELOPES)
def test_a_long_address_is_whole_on_its_envelope(paper, kind):
    (page,) = texts(render_envelopes(addresses(1, LONG), kind, Imprint(PRINTED, paper=paper)))
    assert page.endswith(" ".join(LONG))
    with pytest.raises(UserError, match="address 1 is too long for an envelope"):
        render_envelopes(addresses(1, ("word " * 400, "Tamsin")), kind, IMPRINT)
