"""A sheet that is not for treatment says nothing of a patient: what of its words might."""

from __future__ import annotations

import pytest

from refdesk.domain.patient_words import name_parts, names_in, numbers_in, spoken_of, take_out


def of(text: str, name: str) -> list[str]:
    """Return the words of a text that name somebody."""
    return [said.words for said in names_in(text) if said.names(name)]


def parts(name: str) -> list[list[str]]:
    return [sorted(some) for some in name_parts(name)]


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Thank you for sending Jane Quill to us.", "Quill, Jane", "Jane Quill"),
        ("Thank you for sending Jane Quill to us.", "Jane Quill", "Jane Quill"),
        ("Jane Quill", "Quill, Jane Ann", "Jane Quill"),
        ("Jane Ann Quill is well.", "Quill, Jane", "Jane Ann Quill"),
        ("about Quill, Jane", "Quill, Jane", "Quill, Jane"),
        ("J. Quill is well", "Quill, Jane", "J. Quill"),
        ("Mr. Al Smith-Jones", "Smith-Jones, Al", "Al Smith-Jones"),
        ("Luis de la Cruz was early", "de la Cruz, Luis", "Luis de la Cruz"),
        ("HẠNH NGUYỄN", "Nguyen, Hanh", "HẠNH NGUYỄN"),
        ("Jane\nQuill", "Quill, Jane", "Jane\nQuill"),
        ("Tim O’Brien", "O'Brien, Tim", "Tim O’Brien"),
        ("Dear Jane Quill,", "Quill, Jane, Jr.", "Jane Quill"),
        ("Mrs. Quill was glad.", "Quill, Jane", "Mrs. Quill"),
    ],
)
def test_a_name_is_found_however_it_is_written(text, name, words):
    assert of(text, name) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Jane was glad. Quill pens are rare.",
        "We thank Jane, and the Quill family",
        "jane quill",
        "Dear Jane,\n\nQuill pens are rare.",
        "Dr. Quill and Jane",
        "J Q",
        "Mr.",
    ],
)
def test_what_does_not_stand_together_names_nobody(text):
    assert of(text, "Quill, Jane") == []


def test_a_title_before_a_name_asks_for_the_family_alone():
    (said,) = names_in("Mrs. Quill was glad.")
    assert said.family_only
    assert not said.names("Mrs, Jane")
    assert [one.family_only for one in names_in("Mr. John Quill")] == [True, False]


def test_family_and_given_names_are_told_apart():
    assert parts("Quill, Jane Ann") == [["ann", "jane"], ["quill"]]
    assert parts("Dr. Jane Ann Quill, MD") == [["ann", "jane"], ["quill"]]
    assert parts("Jane") == [[], ["jane"]]
    assert parts("Wendell Osei-Lund") == [["wendell"], ["lund", "osei"]]


def test_control_numbers_are_words_with_figures():
    assert numbers_in("AR-20418 at 9, 12 of us, 2026-0117, AR-20418") == ("AR-20418", "2026-0117")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Thank you for your patient Rosa.", "patient Rosa"),
        ("about our patient, Mrs. Imhoff", "patient, Mrs. Imhoff"),
        ("a young man, DOB 3/4/61", "DOB"),
        ("born March 3, 1961 in Logan", "born March 3, 1961"),
        ("Her date of birth is known", "date of birth"),
        ("MRN 4711", "MRN"),
    ],
)
def test_words_that_tell_of_one_patient_are_found(text, words):
    assert spoken_of(text) == (words,)


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for the care of your patients. We know what that means.",
        "Thank you for calling about our patient, Rosa.",
        "We saw your patient Monday. You were so patient. So were they.",
        "Our Patient Care Team thanks you.",
        "Your patient has an appointment; your patient MRI came in time.",
        "You are a born leader, born in Ohio.",
    ],
)
def test_words_of_patients_in_general_are_fine(text):
    assert spoken_of(text) == ()


def test_the_words_to_take_out_are_named():
    assert take_out(("Jane Quill", "DOB")).startswith("Take out “Jane Quill”, “DOB”:")
