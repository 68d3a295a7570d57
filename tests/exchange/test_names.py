"""Names in one cell become names as the desk keeps them."""

from __future__ import annotations

import pytest

from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.exchange.names import as_written_here, joined_name, patient_name, person_name
from tests.exchange.sheets import arrives, value


@pytest.mark.parametrize(
    ("written", "name", "credentials"),
    [
        ("Dr. Jane Okafor, MD, FACP", "Jane Okafor", "MD, FACP"),
        ("Jane Okafor MD", "Jane Okafor", "MD"),
        ("Jane Okafor, M.D.", "Jane Okafor", "MD"),
        ("Jane Okafor PhD", "Jane Okafor", "PhD"),
        ("Okafor, Jane", "Jane Okafor", ""),
        ("Okafor, Jane, NP-C", "Jane Okafor", "NP-C"),
        ("OKAFOR, JANE Q", "Jane Q. Okafor", ""),
        ("MCKAY, ANN, DO, FAAFP", "Ann McKay", "DO, FAAFP"),
        ("Smith, John, Jr., MD", "John Smith Jr.", "MD"),
        ("John Smith III, MD", "John Smith III", "MD"),
        ("Jane Do", "Jane Do", ""),
        ("JANE DO", "Jane Do", ""),
        ("Okafor, Ma", "Ma Okafor", ""),
        ("Dr. Okafor", "Dr. Okafor", ""),
        ("Ludwig van Beethoven", "Ludwig van Beethoven", ""),
        ("Front desk (Ada)", "Front desk (Ada)", ""),
        (", ,", ", ,", ""),
    ],
)
def test_a_person_is_kept_first_name_first(written: str, name: str, credentials: str):
    named = person_name(written)
    assert (named.name, named.credentials) == (name, credentials)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("John Smith", "Smith, John"),
        ("SMITH JOHN Q", "Smith, John Q"),
        ("JOHN Q SMITH", "Smith, John Q"),
        ("Smith, John", "Smith, John"),
        ("SMITH,JOHN", "Smith, John"),
        ("SMITH^JOHN^Q", "Smith, John Q"),
        ("Maria de la Cruz", "de la Cruz, Maria"),
        ("Mary Ann Smith", "Smith, Mary Ann"),
        ("John Smith Jr.", "Smith Jr., John"),
        ("Mr. John Smith", "Smith, John"),
        ("Prince", "Prince"),
        ("Case 4711 B", "Case 4711 B"),
        ("^", "^"),
        (",", ","),
    ],
)
def test_a_patient_is_kept_last_name_first(written: str, kept: str):
    assert patient_name(written) == kept
    assert patient_name(kept) == kept


def test_parts_of_a_name_are_joined_in_the_order_of_the_kind():
    parts = {"first": "JANE", "middle": "Q", "last": "OKAFOR"}
    assert joined_name(Person, parts) == "Jane Q Okafor"
    assert joined_name(Patient, parts) == "Okafor, Jane Q"
    assert joined_name(Patient, {"first": " ", "last": "Okafor"}) == "Okafor"


def test_names_are_looked_up_as_they_are_kept():
    assert as_written_here(Person, "Dr. Jane Okafor, MD") == "Jane Okafor"
    assert as_written_here(Patient, "Zeb Quill") == "Quill, Zeb"
    assert as_written_here(Practice, "WEIR CLINIC") == "WEIR CLINIC"


def test_credentials_of_their_own_column_go_before_those_of_the_name():
    both = arrives("person", {"name": "Jane Okafor, MD", "credentials": "DO"}).values
    assert both["credentials"] == "DO"
    arrival = arrives("person", {"name": "Dr. Jane Okafor, MD", "credentials": ""})
    assert dict(arrival.values) == {"name": "Jane Okafor", "credentials": "MD"}
    assert arrival.repairs == (
        "Name: credentials were taken from the name.",
        "Name: a title was taken from the name.",
    )


def test_a_turned_name_is_said():
    turned = "Name: first and last name were put in the order that is kept here."
    capitals = "Name: capitals were made small letters."
    assert arrives("patient", {"name": "John Smith"}).repairs == (turned,)
    assert arrives("person", {"name": "OKAFOR, JANE"}).repairs == (turned, capitals)
    assert arrives("person", {"name": "Jane Okafor"}).repairs == ()


def test_a_practice_in_capitals_is_written_as_a_letter_would():
    assert value("practice", "name", "WEIR FAMILY CLINIC LLC") == "Weir Family Clinic LLC"
    assert value("practice", "name", "UPMC") == "UPMC"
