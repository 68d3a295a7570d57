"""Text as it is found, sorted and kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refdesk.domain.text import clean, fault, fold, too_long, with_plain_lines


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("O'Brien", "obrien"),
        ("O’Brien", "obrien"),
        ("Muñoz-Łukasik", "munoz lukasik"),
        ("  Straße   5 ", "strasse 5"),
        ("İstanbul, ılıca", "istanbul ilica"),
        ("Þór Ægir Ødegård", "thor aegir odegard"),
        ("Dr. Okafor (main_office)", "dr okafor main office"),
        ("\U0001d400\U0001d41b", "ab"),
        ("ﬁrst", "first"),
        ("日本 クリニック", "日本 クリニック"),
        ("—?!", ""),
    ],
)
def test_a_name_is_found_without_case_accents_and_punctuation(written: str, found: str):
    assert fold(written) == found


@given(st.text())
def test_folding_twice_is_folding_once(text: str):
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_capitals_are_found_as_small_letters(text: str):
    assert fold(text.upper().lower()) == fold(text.lower())


@given(st.text(), st.booleans())
def test_cleaning_twice_is_cleaning_once(text: str, lines: bool):
    once = clean(text, lines=lines)
    assert clean(once, lines=lines) == once


def test_lines_end_alike_whoever_wrote_them():
    assert with_plain_lines("a\r\nb\rc\nd") == "a\nb\nc\nd"
    assert clean(" a\r\n b\u00a0c ", lines=True) == "a\n b\u00a0c"
    assert clean(" a\r\n b\u00a0c ", lines=False) == "a b c"


def test_text_is_as_long_as_its_limit_and_no_longer():
    assert too_long("a" * 20, 20) is None
    assert too_long("a" * 1240, 20) == "is too long: 1,240 characters, at most 20 fit."


@pytest.mark.parametrize(
    ("text", "lines", "code"),
    [
        ("a\x00b", True, "0000"),
        ("a\x1b[0m", True, "001B"),
        ("a\ud800", True, "D800"),
        ("a\x85b", True, "0085"),
        ("a\nb", False, "000A"),
        ("a\nb\tc", True, None),
        ("🙂 é 日本 \u200d", False, None),
    ],
)
def test_control_and_half_characters_are_named_by_their_code(
    text: str, lines: bool, code: str | None
):
    sentence = f"holds a character that cannot be kept (code {code}). Type it anew."
    assert fault(text, 200, lines=lines) == (sentence if code else None)
