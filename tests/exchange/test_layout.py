"""How a source is read is remembered by its headings."""

from __future__ import annotations

import pytest

from refdesk.exchange.layout import Layout, layout_key

HEADER = ("Name", "Phone", "", "Phone", "Kind")
LAYOUT = Layout(
    "practice",
    {0: "name", 1: "phone", 2: "notes", 3: "fax", 4: "practice_kind"},
    {"practice_kind": {"card": "Specialist", "pcp": ""}},
    frozenset({"liaison"}),
    day_first=True,
)


def test_a_layout_comes_back_as_it_was():
    assert Layout.from_json(LAYOUT.to_json(HEADER), HEADER) == LAYOUT


def test_a_layout_follows_columns_that_have_moved():
    moved = ("Kind", "phone ", "Shoe size", "PHONE", "Name")
    found = Layout.from_json(LAYOUT.to_json(HEADER), moved)
    assert found is not None
    assert found.columns == {4: "name", 1: "phone", 3: "fax", 0: "practice_kind"}


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", '{"kind": 1, "columns": [[1]], "values": {}, "bring": []}', "\x00"],
)
def test_what_is_no_layout_is_none(text: str):
    assert Layout.from_json(text, HEADER) is None


def test_the_key_knows_kind_and_headings_whatever_their_case():
    key = layout_key("practice", HEADER)
    assert (len(key), int(key, 16) > 0) == (16, True)
    assert layout_key("practice", [name.upper() for name in HEADER]) == key
    others = [
        layout_key("person", HEADER),
        layout_key("practice", HEADER[::-1]),
        layout_key("practice", ("Name Phone", "", "Phone", "Kind")),
    ]
    assert len({key, *others}) == 4
