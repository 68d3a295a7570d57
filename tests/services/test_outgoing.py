"""Lists that leave the desk: what stands in them, what the register says, and what is left."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pypdfium2
import pytest

from refdesk.domain.customs import CustomField
from refdesk.domain.errors import Cancelled, KnownFailure, UserError
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.record import Record
from refdesk.domain.referral import Referral
from refdesk.domain.register import Purpose, Release, Way
from refdesk.services.changes import Changes
from refdesk.services.outgoing import Outgoing
from refdesk.services.printing import MOST_ROWS, Printing
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.shown import Shown
from refdesk.services.transfer import How, Transfer
from refdesk.services.work import Silent, Watched
from tests.helpers.desks import make_desk

pytestmark = pytest.mark.usefixtures("records")


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).astimezone().date()


@pytest.fixture
def records(desk: Desk) -> Records:
    records = Records(desk)
    for name, fax in (("Larkmead Clinic", "740-555-0117"), ("Łódź Urgent Care", "")):
        records.add(Practice, {"name": name, "fax": fax, "tags": "b, a", "notes": "one\ntwo"})
    records.add(
        Office, {"practice": "1", "name": "main", "address.city": "Tamsin", "latitude": "-39.3401"}
    )
    records.add(Person, {"name": "Okafor, Nkem", "practices": "1; 2", "birthday": "11/24"})
    records.add(Patient, {"name": "Quill, Odetta", "birth_date": "1950-01-02"})
    records.add(
        Referral, {"patient": "1", "source": "physician", "referring_person": "1", "reason": "knee"}
    )
    return records


def register(records: Records) -> list[Release]:
    return records.page(Release, records.ids(Release, records.query(Release)))


def export(desk: Desk, shown: Shown, path: Path, purpose: Purpose = Purpose.OPERATIONS):
    done = Outgoing(desk).export_csv(shown, path, purpose, Silent())
    with path.open(encoding="utf-8-sig", newline="") as file:
        return done, list(csv.reader(file))


def printed(desk: Desk, shown: Shown) -> tuple[str, tuple[str, ...]]:
    handed: list[bytes] = []
    printing = Printing(desk)
    run = printing.list_run(shown, Purpose.OPERATIONS)
    pdf = printing.release(run, Way.PRINTED, handed.append)
    assert handed == [pdf]
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [document[i].get_textpage().get_text_range() for i in range(len(document))]
    return "\n".join(texts), run.remarks


def test_a_file_holds_the_columns_and_rows_that_are_shown_in_their_order(desk, tmp_path):
    shown = Shown(Practice, ("name", "tags", "fax", "tier"), (2, 1))
    done, rows = export(desk, shown, tmp_path / "out.csv")
    assert rows == [
        ["Name", "Tags", "Fax", "Tier"],
        ["Łódź Urgent Care", "a, b", "", "Prospect"],
        ["Larkmead Clinic", "a, b", "(740) 555-0117", "Prospect"],
    ]
    assert (done.path, done.rows) == (tmp_path / "out.csv", 2)


def test_references_are_written_by_name_and_addresses_in_parts(desk, tmp_path):
    _done, rows = export(desk, Shown(Person, ("name", "practices"), (1,)), tmp_path / "people.csv")
    assert rows[1] == ["Okafor, Nkem", "Larkmead Clinic; Łódź Urgent Care"]
    shown = Shown(Office, ("practice", "address", "latitude"), (1,))
    _done, rows = export(desk, shown, tmp_path / "offices.csv")
    assert rows == [
        ["Practice", "Street", "Street 2", "City", "State", "ZIP", "Latitude"],
        ["Larkmead Clinic", "", "", "Tamsin", "", "", "-39.3401"],
    ]


def test_another_desk_reads_the_file_back_as_it_was(desk, records, tmp_path):
    records.add(CustomField, {"record_kind": "practice", "label": "Parking code"})
    records.set(Practice, 1, {"Parking code": "4711"})
    kinds = (Practice, Office, Person)
    for of in kinds:
        names = [own.name for own in desk.fields(of).values() if not own.program]
        shown = Shown(of, names, records.ids(of, records.query(of)))
        export(desk, shown, tmp_path / f"{of.kind}.csv")
    with make_desk(tmp_path / "other") as other:
        twins = Records(other)
        twins.add(CustomField, {"record_kind": "practice", "label": "Parking code"})
        for of in kinds:
            path = tmp_path / f"{of.kind}.csv"
            result = Transfer(other).import_file(path, How(kind=of), progress=Silent())
            assert (result.rejected, result.unused) == ((), ())
            for row_id in records.ids(of, records.query(of)):
                assert _typed(other, twins.get(of, row_id)) == _typed(desk, records.get(of, row_id))


def _typed(desk: Desk, record: Record) -> dict[str, object]:
    fields = desk.fields(type(record)).values()
    return {own.label: own.value_of(record) for own in fields if not own.program}


@pytest.mark.parametrize("text", ["=1+1", "+1 (740) trust", "@SUM(A1)", "'=x", "-Larkmead"])
def test_a_text_that_a_spreadsheet_would_run_comes_back_to_the_letter(
    desk, records, tmp_path, text
):
    row_id = records.add(Practice, {"name": text}).id
    path = tmp_path / "list.csv"
    _done, rows = export(desk, Shown(Practice, ("name",), (row_id,)), path)
    assert rows[1][0].startswith("'")
    with make_desk(tmp_path / "other", "Other") as other:
        Transfer(other).import_file(path, How(kind=Practice), progress=Silent())
        there = Records(other)
        assert [one.name for one in there.page(Practice, [1])] == [text]


def test_every_file_has_its_line_in_the_register_and_undo_leaves_it(desk, records, tmp_path):
    shown = Shown(Patient, ("name", "birth_date"), (1,))
    began = _today()
    export(desk, shown, tmp_path / "out.csv", Purpose.TREATMENT)
    export(desk, shown, tmp_path / "out.csv")
    Changes(desk).undo()
    first, second = register(records)
    assert (first.sheet, first.about) == ("patient_csv", "1 patient: Name, Date of birth")
    assert first.day in {began, _today()}
    assert (first.copy_number, first.purpose) == (1, Purpose.TREATMENT)
    assert first.with_patients
    assert (second.copy_number, second.purpose) == (2, Purpose.OPERATIONS)
    assert Changes(desk).newest(2)[1].label == "Export patients"


def test_the_register_says_where_nothing_personal_left(desk, records, tmp_path):
    export(desk, Shown(Practice, ("name", "tier"), (1, 2)), tmp_path / "out.csv")
    (entry,) = register(records)
    assert entry.about == "2 practices; no personal data"
    assert not entry.with_patients


def test_a_line_of_the_register_stays_short_however_many_columns_there_are(desk, records, tmp_path):
    for number in range(12):
        label = f"A question of our own, number {number}"
        records.add(CustomField, {"record_kind": "patient", "label": label})
    export(desk, Shown(Patient, list(desk.fields(Patient)), (1,)), tmp_path / "out.csv")
    (entry,) = register(records)
    assert entry.about.startswith("1 patient: Name, Control number, Date of birth")
    assert entry.about.endswith(" more")
    assert 100 < len(entry.about) <= 200


def test_a_purpose_is_asked_for_where_columns_are_personal(desk):
    def asked(of: type[Record], *columns: str) -> list[str]:
        return [own.label for own in Outgoing(desk).needs_purpose(Shown(of, columns, (1,)))]

    assert asked(Practice, "name", "tier", "liaison") == []
    assert asked(Practice, "name", "notes") == ["Notes"]
    assert asked(Patient, "tags", "birth_date", "name") == ["Date of birth", "Name"]
    assert asked(Referral, "stage", "patient", "referring_person", "received", "urgency") == [
        *("Patient", "Referring physician", "Received")
    ]


def test_a_list_of_nothing_is_no_file(desk, tmp_path):
    with pytest.raises(UserError, match="The list is empty"):
        export(desk, Shown(Practice, ("name",), ()), tmp_path / "out.csv")
    with pytest.raises(UserError, match="No column is shown"):
        export(desk, Shown(Practice, (), (1,)), tmp_path / "out.csv")
    with pytest.raises(UserError, match="A column is no field any more"):
        export(desk, Shown(Practice, ("cf9",), (1,)), tmp_path / "out.csv")


def test_a_file_that_cannot_be_written_is_not_registered(desk, records, tmp_path):
    shown = Shown(Practice, ("name",), (1,))
    with pytest.raises(KnownFailure, match="That folder is not there any more"):
        export(desk, shown, tmp_path / "gone" / "out.csv")
    with pytest.raises(UserError, match=r"Give the file a name that ends in \.csv"):
        export(desk, shown, tmp_path / "letter.pdf")
    with pytest.raises(UserError, match="A desk lies in that folder"):
        export(desk, shown, desk.folder / "out.csv")
    assert register(records) == []


def test_what_cannot_be_registered_is_no_file(desk, tmp_path, monkeypatch):
    def refuse(*_args: object) -> None:
        raise KnownFailure("full")

    monkeypatch.setattr(desk.db.log, "append", refuse)
    monkeypatch.setattr(type(desk.db), "_append", refuse)
    with pytest.raises(KnownFailure, match="full"):
        export(desk, Shown(Practice, ("name",), (1,)), tmp_path / "out.csv")
    assert not list(tmp_path.glob("out*"))


def test_an_export_can_be_stopped_and_leaves_nothing(desk, records, tmp_path):
    def stop(_done: int, _total: int | None, _text: str) -> None:
        watched.cancelled = True

    watched = Watched(stop)
    shown = Shown(Practice, ("name",), (1, 2))
    with pytest.raises(Cancelled):
        Outgoing(desk).export_csv(shown, tmp_path / "out.csv", Purpose.OPERATIONS, watched)
    assert not list(tmp_path.glob("out*"))
    assert register(records) == []


def test_what_is_shown_never_stands_in_a_log():
    shown = Shown(Patient, ("name",), (1,), title="Odetta", filters="Search: Quill")
    assert "Odetta" not in repr(shown)
    assert "Quill" not in repr(shown)


# On paper


def test_a_list_is_printed_as_it_is_shown_and_registered(desk, records):
    shown = Shown(
        Person, ("name", "practices", "birthday"), (1,), title="To call", filters="Role is blank"
    )
    text, remarks = printed(desk, shown)
    for words in (
        *("To call", "Cedar Grove", "1 person · Role is blank"),
        "Okafor, Nkem Larkmead Clinic, Łódź Urgent Care Nov 24",
        *("Shred after use. Personal data: Name, Birthday", "List of people · Copy 1 · Printed"),
    ):
        assert words in text
    assert remarks == ()
    (entry,) = register(records)
    assert (entry.sheet, entry.about) == ("person_list", "1 person: Name, Birthday")
    assert "Copy 2" in printed(desk, shown)[0]
    assert Changes(desk).newest(1)[0].label == "List of people"


def test_a_text_of_several_lines_is_printed_on_one(desk):
    assert "one two" in printed(desk, Shown(Practice, ("name", "notes"), (1, 2)))[0]


def test_what_is_gone_or_cut_is_said_beside_the_sheet(desk, records):
    records.set(Practice, 1, {"conditions": "shoulder, knee and spine; " * 40})
    _text, remarks = printed(desk, Shown(Practice, ("name", "conditions"), (1, 77, 78)))
    assert remarks == (
        "1 text was too long for its column and ends in an ellipsis.",
        "2 records were removed meanwhile and are not on the sheet.",
    )


def test_a_list_too_long_for_paper_is_refused_with_what_to_do(desk):
    with pytest.raises(UserError, match=r"2,001 rows is too long .* Filter it, or export it"):
        printed(desk, Shown(Practice, ("name",), range(MOST_ROWS + 1)))


def test_a_list_that_cannot_be_handed_over_is_not_registered(desk, records):
    def full(_pdf: bytes) -> None:
        raise KnownFailure("full")

    printing = Printing(desk)
    run = printing.list_run(Shown(Practice, ("name",), (1,)), Purpose.OPERATIONS)
    with pytest.raises(KnownFailure, match="full"):
        printing.release(run, Way.SAVED, full)
    assert register(records) == []


def test_an_empty_list_can_be_printed(desk):
    assert "Nothing is in this list." in printed(desk, Shown(Practice, ("name",), ()))[0]
