"""What a table holds is told by its headings, and where they say nothing by its cells."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.errors import UserError
from refdesk.exchange.guess import asks_day_first, guess_kinds, guess_layout
from refdesk.exchange.targets import missing_fields, place_of, targets
from tests.exchange.sheets import fields_of

TABLES: dict[str, list[tuple[str, dict[str, str]]]] = {
    "referral": [
        (
            "Smith, John|1/2/1950|740-555-0117|Dr. Jane Okafor, MD|Weir Clinic|Seen",
            {
                "Patient": "patient",
                "DOB": "patient.birth_date",
                "Patient phone": "patient.phone",
                "Referring Dr": "referring_person",
                "Practice": "referring_practice",
                "Status": "stage",
            },
        ),
        (
            "",
            {
                "Date Received": "received",
                "Patient First Name": "patient.name.first",
                "Patient Last Name": "patient.name.last",
                "MRN": "patient.control_number",
                "Phone": "patient.phone",
                "Referring Provider": "referring_person",
                "Referring provider NPI": "referring_person.npi",
                "Referring Practice": "referring_practice",
                "Referring practice phone": "referring_practice.phone",
                "Referring practice city": "referring_practice.office.address.city",
                "Diagnosis": "reason",
                "Insurance": "insurer",
                "Comments": "notes",
            },
        ),
    ],
    "practice": [
        (
            "",
            {
                "Practice Name": "name",
                "Address": "office.address.street",
                "City": "office.address.city",
                "State": "office.address.state",
                "Zip": "office.address.zip",
                "Phone": "phone",
                "Office phone": "office.phone",
                "NPI": "npi",
                "Tier": "tier",
                "Hours": "office.hours",
            },
        ),
        ("", {"NAME": "name", "ADDRESS": "office.address.street", "ZIP": "office.address.zip"}),
        (
            "",
            {
                "Clinic": "name",
                "Street": "office.address.street",
                "City": "office.address.city",
                "ST": "office.address.state",
                "Main phone": "",
                "Telephone": "phone",
                "Contact": "",
            },
        ),
    ],
    "person": [
        (
            "",
            {
                "Provider": "name",
                "Credentials": "credentials",
                "Specialty": "specialty",
                "Practice": "practices",
                "Practice phone": "practices.phone",
                "Practice City": "practices.office.address.city",
                "NPI": "npi",
                "Email": "email",
            },
        ),
        (
            "",
            {
                "First Name": "name.first",
                "Last Name": "name.last",
                "E-mail Address": "email",
                "Business Phone": "phone",
                "Mobile Phone": "other_phone",
                "Company": "practices",
                "Job Title": "role",
            },
        ),
    ],
    "patient": [
        (
            "Quill, Zeb|1/2/1950|740 555 0117",
            {"Name": "name", "DOB": "birth_date", "Phone": "phone"},
        ),
        ("", {"BIRTHDATE": "birth_date", "SSN": "", "FIRST": "name.first", "LAST": "name.last"}),
        ("", {"Last Name": "name.last", "First Name": "name.first", "MRN": "control_number"}),
    ],
    "office": [("", {"Practice": "practice", "Office name": "name", "Street": "address.street"})],
    "touch": [
        ("2026-11-20|call|Weir", {"Date": "date", "Type": "touch_kind", "Practice": "practice"})
    ],
    "visit": [("", {"Date": "date", "Practice": "practice", "Stop": "place_in_day"})],
    "promise": [("", {"Promise": "what", "Practice": "practice", "To": "person", "Due": "due"})],
    "appointment": [("", {"Referral": "referral", "Date": "date", "Time": "time"})],
    "contact_attempt": [("", {"Referral": "referral", "When": "at", "Result": "result"})],
}
CASES = [(kind, *table) for kind, tables in TABLES.items() for table in tables]


@pytest.mark.parametrize(("kind", "row", "wanted"), CASES)
def test_a_table_is_recognised_with_its_columns(kind: str, row: str, wanted: dict[str, str]):
    header = list(wanted)
    samples = [row.split("|")] if row else []
    assert guess_kinds(header, samples)[0][0] == kind
    layout = guess_layout(BY_NAME[kind], header, fields_of, samples)
    found = {name: layout.columns.get(index, "") for index, name in enumerate(header)}
    assert (layout.kind, found) == (kind, wanted)


def guessed(kind: str, header: Sequence[str], *rows: str) -> dict[int, str]:
    samples = [row.split("|") for row in rows]
    return dict(guess_layout(BY_NAME[kind], header, fields_of, samples).columns)


def test_columns_without_headings_are_known_by_their_cells():
    rows = ("Weir|740-555-0117|a@b.org|OH|45701|1234567893", "Tamsin||N/A|KY|40202-1234|")
    header = ["Name", "", "Column 3", "", "Field5", "x"]
    assert guessed("practice", header, *rows) == {
        0: "name",
        1: "phone",
        2: "email",
        3: "office.address.state",
        4: "office.address.zip",
        5: "npi",
    }
    assert guessed("patient", ["Name", ""], "Quill|3/14/1975")[1] == "birth_date"


def test_a_heading_that_says_something_else_is_believed_but_for_plain_content():
    rows = ("Weir|45701|OH|740-555-0117", "Tamsin|45702|KY|740-555-0118")
    found = guessed("person", ["Name", "Account", "Code", "Rufnummer"], *rows)
    assert found == {0: "name", 3: "phone"}


def test_nothing_is_guessed_of_what_looks_like_data_or_like_nothing():
    assert guess_kinds(["Jane Secret", "3/14/1975"], []) == []
    assert guess_kinds(["Shoe size", "Colour"], [["9", "red"]]) == []
    with pytest.raises(UserError, match="does not look like headings"):
        guessed("patient", ["Jane Secret", "3/14/1975"])


def test_a_person_says_what_no_heading_does():
    of, header = BY_NAME["referral"], ["Wer", "Geboren", "Wann"]
    explicit = {"Wer": "Patient", "Geboren": "patient.birth_date", "wann": "received"}
    layout = guess_layout(of, header, fields_of, [], explicit)
    assert layout.columns == {0: "patient", 1: "patient.birth_date", 2: "received"}
    with pytest.raises(UserError, match="Patient has no part shoe"):
        guess_layout(of, header, fields_of, [], {"Wer": "patient.shoe"})


def test_the_day_goes_first_only_where_nothing_else_is_possible():
    def read(*dates: str) -> tuple[bool, bool]:
        samples = [[date] for date in dates]
        layout = guess_layout(BY_NAME["touch"], ["Date"], fields_of, samples)
        asked = asks_day_first(layout.columns, samples, BY_NAME["touch"], fields_of)
        return layout.day_first, asked

    assert read("24/11/2026", "3/4/2026") == (True, True)
    assert read("3/4/2026", "5.6.26") == (False, True)
    assert read("11/24/2026", "3/4/2026") == (False, False)
    assert read("24/11/2026", "11/24/2026") == (False, False)
    assert read("2026-11-24", "Nov 24, 2026") == (False, False)


@pytest.mark.parametrize("kind", TABLES)
def test_every_target_leads_to_a_field_and_is_named_once(kind: str):
    of = BY_NAME[kind]
    found = targets(of, fields_of)
    assert len({(one.group, one.label) for one in found}) == len({one.name for one in found})
    for one in found:
        place = place_of(of, one.name, fields_of)
        assert place is not None
        assert place.name == one.name
    assert {one.name for one in found} >= {own.name for own in missing_fields(of, {}, fields_of)}


@pytest.mark.parametrize(
    "target",
    [
        "",
        "shoe",
        "name.shoe",
        "office",
        "office.created_at",
        "liaison.name",
        "created_at",
        "name.",
        ".",
    ],
)
def test_what_is_no_target_leads_nowhere(target: str):
    assert place_of(BY_NAME["practice"], target, fields_of) is None


def test_a_referrer_tells_the_source():
    of = BY_NAME["referral"]
    columns = {0: "patient", 1: "received"}
    assert [own.name for own in missing_fields(of, columns, fields_of)] == ["source"]
    assert missing_fields(of, {**columns, 2: "referring_person.npi"}, fields_of) == ()
