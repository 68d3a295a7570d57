"""What a person is told about a passphrase."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys

import pytest

from refdesk.screens.strength import _ADVICE, Grade, measure, warm

PERSONAL = ("Lakeline Spine & Joint", "Dana Rowe")


@pytest.mark.parametrize("typed", ["", "a", "password", "12345678", "qwertyuiop", "dana rowe"])
def test_what_everybody_tries_first_is_refused(typed):
    found = measure(typed, PERSONAL)
    assert found.grade is Grade.TOO_WEAK
    assert not found.grade.is_enough
    assert found.verdict == "Too easy to guess: guessed at once."


def test_the_names_of_the_clinic_and_the_user_are_no_secret():
    assert measure("lakeline dana").grade.is_enough
    found = measure("lakeline dana", PERSONAL)
    assert found.grade is Grade.TOO_WEAK
    assert "The names of the clinic and of people in it are tried first." in found.advice


def test_a_few_words_are_strong_and_need_no_advice():
    found = measure("copper lantern drifts sideways", PERSONAL)
    assert found.grade is Grade.STRONG
    assert found.verdict == "Strong."
    assert found.advice == ()


def test_three_common_words_are_good_and_one_more_makes_them_strong():
    assert measure("table lamp river").verdict == "Good. One more word makes it strong."


def test_weak_is_said_with_the_time_it_takes_and_is_allowed():
    found = measure("x9$Kq2!")
    assert found.grade is Grade.WEAK
    assert found.grade.is_enough
    assert re.fullmatch(r"Weak: guessed in about [0-9]+ (minutes|hours)\.", found.verdict)


@pytest.mark.parametrize(
    ("typed", "unit"),
    [("Lakeline2026", "minute"), ("lakeline dana", "seconds"), ("mdkse3", "minutes")],
)
def test_the_time_is_told_in_the_unit_that_fits(typed, unit):
    assert unit in measure(typed, PERSONAL).verdict


def test_spaces_alone_make_nothing_strong():
    assert measure("p a s s w o r d").grade is Grade.TOO_WEAK


def test_advice_is_short_and_in_our_own_words():
    found = measure("P@ssw0rd")
    assert found.advice
    assert len(found.advice) <= 2
    assert not set(found.advice) & set(_ADVICE)


def test_every_sentence_of_zxcvbn_has_ours_or_is_left_out_on_purpose():
    from zxcvbn import feedback

    source = inspect.getsource(feedback)
    said = set()
    for inside in re.findall(r"_\(((?:\s*(?:\"[^\"]*\"|'[^']*')\s*\\?)+)\)", source):
        said.add("".join(a or b for a, b in re.findall(r"\"([^\"]*)\"|'([^']*)'", inside)))
    left_out = {
        "Use a few words, avoid common phrases.",
        "No need for symbols, digits, or uppercase letters.",
        "Use a longer keyboard pattern with more turns.",
        "Avoid repeated words and characters.",
        "Avoid sequences.",
        "Avoid recent years.",
        "Avoid years that are associated with you.",
        "Avoid dates and years that are associated with you.",
    }
    assert said == set(_ADVICE) | left_out


def test_a_pasted_page_is_judged_by_its_beginning():
    page = "copper lantern drifts sideways " * 400
    assert measure(page).grade is Grade.STRONG


def test_odd_characters_are_judged_too():
    for typed in ("Zürichbergstraße nördlich", "日本語のパスフレーズ", "\ud800abc", "🜁🜂🜃🜄🜁🜂🜃🜄"):
        assert measure(typed, ("Ærø Klinik", "")).verdict


def test_the_word_lists_are_read_only_when_asked_for():
    code = "import sys, refdesk.screens.strength; print('zxcvbn' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
    warm()
    assert "zxcvbn" in sys.modules
