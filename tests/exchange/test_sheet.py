"""A row becomes a record, with the records it refers to and the office that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refdesk.domain.address import PARTS
from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.errors import UserError
from refdesk.domain.kinds import ADDRESS
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.sources import Source
from refdesk.exchange.csv_out import cells, restored
from refdesk.exchange.guess import IMPORTED
from refdesk.exchange.layout import Layout
from refdesk.exchange.sheet import Sheet
from refdesk.exchange.targets import targets
from tests.exchange.sheets import arrives, fields_of, sheet

REFERRAL = {
    "patient": "John Smith",
    "patient.birth_date": "1/2/50",
    "patient.phone": "9106096740.0",
    "referring_person": "Dr. Jane Okafor, MD",
    "referring_practice": "Weir Clinic",
    "stage": "Sched",
}


def test_a_referral_brings_its_patient():
    arrival = arrives("referral", REFERRAL)
    assert (arrival.values["referring_person"], arrival.values["referring_practice"]) == (8, 7)
    (patient,) = arrival.first["patient"]
    assert patient.of is Patient
    assert (patient.values["name"], str(patient.values["birth_date"])) == (
        "Smith, John",
        "1950-01-02",
    )
    assert list(arrival.first) == ["patient"]
    assert arrival.repairs == (
        "Patient: Name: first and last name were put in the order that is kept here.",
        "Patient: Phone: a decimal point was dropped.",
    )
    assert "Smith" not in str(arrival.repairs)


def test_whoever_refers_is_a_physician_unless_a_column_says_otherwise():
    assert arrives("referral", REFERRAL).values["source"] is Source.PHYSICIAN
    brought = arrives(
        "referral", {"referring_person": "Ada Quill"}, bring=frozenset({"referring_person"})
    )
    assert brought.values["source"] is Source.PHYSICIAN
    assert "source" not in arrives("referral", {"patient": "#9"}).values
    said = arrives("referral", {"referring_person": "8", "source": "Self"})
    assert said.values["source"] is Source.PATIENT
    assert "source" not in arrives("referral", {"referring_person": "8", "source": ""}).values


def test_what_is_brought_is_not_looked_up():
    everyone = frozenset({"patient", "referring_person", "referring_practice"})
    arrival = arrives("referral", REFERRAL, bring=everyone)
    (person,), (practice,) = (arrival.first[f"referring_{one}"] for one in ("person", "practice"))
    assert (person.of, dict(person.values)) == (
        Person,
        {"name": "Jane Okafor", "credentials": "MD"},
    )
    assert (practice.of, dict(practice.values)) == (Practice, {"name": "Weir Clinic"})
    table = sheet("referral", list(REFERRAL), bring=everyone)
    assert list(table.mentions(list(REFERRAL.values()))) == []


def test_a_number_means_the_record_of_that_number():
    for written in ("#12", "12"):
        arrival = arrives("referral", {"patient": written}, bring=frozenset({"patient"}))
        assert (arrival.values["patient"], dict(arrival.first)) == (12, {})
    more = arrives("referral", {"patient": "#12", "patient.phone": "9106096740"})
    assert more.remarks == (
        "Patient is known or names several. What else the row says of it was left out.",
    )


def test_a_cell_of_several_names_brings_several():
    arrival = arrives(
        "person", {"practices": "Tamsin Family; #3\nWeir Clinic"}, bring=frozenset({"practices"})
    )
    assert [one.values["name"] for one in arrival.first["practices"]] == [
        "Tamsin Family",
        "Weir Clinic",
    ]
    assert arrival.values["practices"] == (3,)


def test_more_of_a_record_without_its_name_is_left_out_and_said():
    arrival = arrives(
        "referral", {"referring_practice": "", "referring_practice.fax": "9106096740"}
    )
    assert dict(arrival.first) == {}
    assert arrival.remarks == (
        "Referring practice has no name. What else the row says of it was left out.",
    )
    told = arrives("referral", {"referring_person": "", "referring_person.npi": "1234567893"})
    assert "npi" in told.first["referring_person"][0].values


def test_names_that_are_looked_up_are_tried_as_written_and_as_kept():
    written = {"referring_person": "Dr. Jane Okafor, MD", "patient": "Zeb Quill"}
    table = sheet("referral", list(written))
    mentions = [(own.name, text) for own, text in table.mentions(list(written.values()))]
    assert mentions == [
        ("referring_person", "Dr. Jane Okafor, MD"),
        ("referring_person", "Jane Okafor"),
        ("patient", "Zeb Quill"),
        ("patient", "Quill, Zeb"),
    ]
    values = arrives("referral", written).values
    assert (values["referring_person"], values["patient"]) == (8, 9)
    with pytest.raises(UserError, match=r"^Patient is neither the number nor the exact name"):
        arrives("referral", {"patient": "Nobody Here"})


def test_a_practice_brings_its_office():
    arrival = arrives(
        "practice",
        {"name": "Weir", "office.address.city": "Tamsin", "office.hours": "Mon-Fri 8-5"},
    )
    (office,) = arrival.then
    assert (office.of, office.values["address"].city) == (Office, "Tamsin")
    assert "hours" in office.values
    assert arrives("practice", {"name": "Weir", "office.address.city": " "}).then == ()
    nested = arrives("person", {"practices": "Weir", "practices.office.address.city": "Tamsin"})
    assert nested.first["practices"][0].then[0].values["address"].city == "Tamsin"


def test_problems_say_of_which_record_they_are():
    with pytest.raises(UserError) as refused:
        arrives("referral", {"patient": "Ada", "patient.birth_date": "13/13/13", "received": "?x"})
    assert [problem.field for problem in refused.value.problems] == [
        "received",
        "patient.birth_date",
    ]
    assert "Patient: Date of birth is not a date." in refused.value.message


def test_columns_that_fill_nothing_are_named():
    table = sheet("practice", ["name", "shoe", "liaison.name", ""])
    assert table.unused == ("shoe", "liaison.name")
    assert dict(table.read(["Weir", "9", "x", "y"]).values) == {"name": "Weir"}


def test_several_columns_of_notes_are_one_note_and_of_others_the_first_counts():
    layout = Layout("practice", {0: "notes", 1: "notes", 2: "ehr", 3: "ehr"})
    table = Sheet(BY_NAME["practice"], list("abcd"), fields_of, layout, lambda *_any: None)
    values = dict(table.read(["one", "two", "", "Epic"]).values)
    assert values == {"notes": "one\ntwo", "ehr": "Epic"}
    assert dict(table.read(["", "two", "Athena", "Epic"]).values) == {
        "notes": "two",
        "ehr": "Athena",
    }


def test_the_same_cells_say_the_same_again():
    table = sheet("practice", ["name", "phone"])
    row = ["WEIR CLINIC", "9106096740.0"]
    first, again = table.read(row), table.read(row)
    assert (first.values, first.repairs) == (again.values, again.repairs)


def said_of(table: Sheet, texts: Sequence[str]) -> object:
    try:
        return dict(table.read(texts).values)
    except UserError as error:
        return error.message


@pytest.mark.parametrize("of", IMPORTED, ids=lambda of: of.kind)
@given(data=st.data())
def test_no_text_in_any_column_makes_a_traceback(of, data):
    names = [one.name for one in targets(of, fields_of)]
    chosen = data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=6, unique=True))
    odd = st.sampled_from(
        ["/", ",", "; ;", "#", "#0", "^", "Dr. ", "()", "1e5", "x@", "-", "F", "fax: ", "\u200b"]
    )
    texts = data.draw(
        st.lists(st.text(max_size=12) | odd, min_size=len(chosen), max_size=len(chosen))
    )
    table = sheet(of.kind, chosen, bring=frozenset({"patient", "practices", "practice"}))
    list(table.mentions(texts))
    assert said_of(table, texts) == said_of(table, texts)


@pytest.mark.parametrize("of", IMPORTED, ids=lambda of: of.kind)
def test_what_was_exported_reads_the_same_and_needs_no_mending(of):
    for own in of.fields.values():
        if own.program or own.target_kind:
            continue
        parts = [f".{part}" for part in PARTS] if own.kind is ADDRESS else [""]
        table = sheet(of.kind, [own.name + part for part in parts])
        for number in range(1, 30):
            value = own.kind.example(own, number)
            arrival = table.read([restored(cell) for cell in cells(own, value, {})])
            found = arrival.values.get(own.name, own.kind.empty)
            assert (own.name, found, arrival.repairs) == (own.name, value, ())
