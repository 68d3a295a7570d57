"""Letters that lead to a field."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from refdesk.screens.mnemonics import mnemonics


def test_first_letters_come_first_then_those_of_later_words_then_any():
    assert mnemonics(["Phone", "Other phone", "Fax", "Practice", "Patient"]) == [
        "&Phone",
        "&Other phone",
        "&Fax",
        "P&ractice",
        "P&atient",
    ]


def test_an_ampersand_of_a_label_stays_one():
    assert mnemonics(["Q & A"]) == ["&Q && A"]


@given(st.lists(st.text(max_size=12), max_size=60))
def test_no_letter_is_given_twice_and_no_label_changed(labels: list[str]):
    marked = mnemonics(labels)
    for text, label in zip(marked, labels, strict=True):
        parts = text.split("&&")
        assert "&".join(part.replace("&", "") for part in parts) == label
    letters = []
    for text in marked:
        rest = text.replace("&&", "")
        if "&" in rest:
            letters.append(rest[rest.index("&") + 1].casefold())
    assert len(letters) == len(set(letters))
