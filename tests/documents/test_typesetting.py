"""Measuring, wrapping and shortening of text, and the fonts it is measured with."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refdesk.documents.style import FACT, Face, Style
from refdesk.documents.typesetting import covered, elide, fit, font_file, shape, width, wrap
from refdesk.settings import resource

texts = st.text("abcdefghiklmnorstuvwxyzABCWŁễ ", min_size=1, max_size=120).map(
    lambda text: " ".join(text.split())
)
LETTERS = (
    "AZaz09 ÀÿŐőŁłŞşİıĐđẠỹễ ĀĈĖģĥĭķļňŏœřšťűŵŷž ßæøåÆØÅ αβΔµ ЖшЇ –—·…‘’“”•"
    "€£§©®™°±×÷½¼ →←↑↓ ≥≤≠≈− ✓☐ \u00a0\u2011"
)


@pytest.mark.parametrize("face", [face for face in Face if face is not Face.CODE])
def test_every_face_for_words_has_every_letter_and_sign_we_print_whole_or_in_parts(face):
    known = covered(face)
    parts = (unicodedata.normalize("NFD", char) for char in LETTERS if ord(char) not in known)
    assert {char for char in "".join(parts) if ord(char) not in known} == set()


def test_the_faces_of_a_family_have_the_same_signs_so_that_one_stands_for_all():
    sans = (Face.REGULAR, Face.ITALIC, Face.SEMIBOLD, Face.BOLD)
    assert {covered(face) for face in sans} == {covered(Face.REGULAR)}
    serif = (Face.SERIF, Face.SERIF_ITALIC, Face.SERIF_SEMIBOLD)
    assert {covered(face) for face in serif} == {covered(Face.SERIF)}


def test_codes_can_be_set():
    assert set(map(ord, "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789-:/")) <= covered(Face.CODE)


@pytest.mark.parametrize("face", list(Face))
def test_paper_fonts_are_small_free_of_ligatures_and_named_ours(face):
    data = resource(f"fonts/{face}.ttf").read_bytes()
    assert len(data) < 300_000
    assert b"GSUB" not in data[:400]
    assert b"GPOS" in data[:400] or face is Face.CODE
    assert "Source Sans".encode("utf-16-be") not in data.replace(
        "‘Source’".encode("utf-16-be"), b""
    )


@pytest.mark.parametrize("name", ["OFL-RefDeskSans.txt", "OFL-RefDeskCode.txt", "OFL-Inter.txt"])
def test_the_licence_lies_beside_the_font(name):
    assert "SIL OPEN FONT LICENSE Version 1.1" in resource(f"fonts/{name}").read_text("utf-8")


@pytest.mark.parametrize("weight", ["Regular", "Medium", "SemiBold"])
def test_the_window_font_ships(weight):
    assert resource(f"fonts/Inter-{weight}.ttf").read_bytes()[:4] == b"\x00\x01\x00\x00"


def test_letters_are_kerned_and_stay_letters():
    apart = sum(width(char, Style(Face.BOLD, 1000)) for char in "AVATo")
    assert width("AVATo", Style(Face.BOLD, 1000)) < apart
    assert [glyph.index for glyph in shape("effusion", Face.REGULAR)] == list(range(8))


def test_figures_stand_in_columns():
    assert len({width(figure, FACT) for figure in "0123456789"}) == 1


@settings(deadline=None)
@given(texts, st.floats(30, 300))
def test_wrapped_lines_fit_and_lose_nothing(text, room):
    lines = wrap(text, FACT, room)
    assert all(width(line, FACT) <= room + 0.1 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@settings(deadline=None)
@given(texts, st.floats(30, 300), st.integers(1, 4))
def test_at_most_so_many_lines(text, room, most):
    lines = wrap(text, FACT, room, most)
    assert len(lines) <= most
    assert all(width(line, FACT) <= room + 0.1 for line in lines)


@settings(deadline=None)
@given(texts, st.floats(30, 300))
def test_a_fitted_line_fits_and_is_readable(text, room):
    line, style = fit(text, FACT, room)
    assert width(line, style) <= room + 0.1
    assert 8 <= style.size <= FACT.size
    assert line == text or line.endswith("…")


def test_a_line_end_is_kept():
    assert wrap("one\ntwo", FACT, 200) == ["one", "two"]


def test_no_word_stands_alone_on_the_last_line():
    text = "Knee clinic now books inside nine days sure"
    room = width("Knee clinic now books inside nine days", FACT) + 1
    assert wrap(text, FACT, room) == ["Knee clinic now books inside nine", "days sure"]


def test_what_fits_is_not_shortened():
    assert elide("Larkmead", FACT, 200) == "Larkmead"
    assert elide("Larkmead Family Medicine", FACT, 60) == "Larkmead F…"


def test_a_font_is_a_file_of_the_program():
    assert font_file(Face.BOLD).endswith("RefDeskSans-Bold.ttf")
