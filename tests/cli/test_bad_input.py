"""Bad input to a command: a clear sentence, the right exit code, and nothing changed."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run
from tests.helpers.desks import reopen

BAD_INPUT, USAGE = 3, 2


@pytest.fixture
def filled(desk, run: Run):
    run("add", desk, "practice", "name=Larkmead Family Medicine")
    run("add", desk, "practice", "name=Ashgrove")
    run("add", desk, "practice", "name=Ashgrove")
    run("add", desk, "patient", "name=Vance, Marisol")
    return desk


def newest_change(folder) -> int:
    with reopen(folder) as opened, opened.db.reading() as connection:
        return opened.db.log.last(connection)[0]


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (("add", "practise", "name=x"), "There is no kind of record called practise"),
        (("add", "practice", "nmae=x"), "Practice has no field called nmae. Its fields are: name"),
        (("add", "practice", "name"), "A value is written field=value"),
        (("add", "practice", "name=a", "name=b"), "The field name is given twice."),
        (("add", "practice", "name="), "Name is needed."),
        (("add", "practice", "name=x", "phone=12"), "Phone is not a phone number. Type ten digits"),
        (("add", "practice", "name=x", "npi=1234567890"), "Group NPI has a wrong digit"),
        (("add", "practice", "name=x", "tier=Z"), "Tier is not one of its choices: A, B, C, Prospect."),
        (("add", "practice", "name=x", "email=nobody"), "Email is not an email address."),
        (("add", "practice", "name=x", "archived=yes"), "Archived is kept by the program"),
        (("add", "practice", f"name={'x' * 201}"), "Name is too long: 201 characters, at most 200 fit."),
        (("add", "practice", f"notes={'x' * 10_000_000}", "name=x"), "Notes is too long: 10,000,000"),
        (("add", "practice", "name=a\0b"), "Name holds a character that cannot be kept (code 0000)."),
        (("add", "practice", "name=a\udc80b"), "Name holds a character that cannot be kept (code DC80)."),
        (("add", "patient", "name=x", "birth_date=13/40/1970"), "Date of birth is not a date. Type it as"),
        (("add", "patient", "name=x", "birth_date=1/1/2199"), "Date of birth lies in the future."),
        (("add", "patient", "language=English"), "Name is needed."),
        (("add", "office", "practice=1", "address.zip=12"), "Address needs a ZIP"),
        (("add", "office", "practice=1", "address.planet=Mars"), "Address has no part planet."),
        (("add", "office", "practice=1", "address=somewhere"), "Address is not an address."),
        (("add", "office", "practice=99"), "Practice names practice 99, and there is none."),
        (("add", "office", "practice=Nowhere"), "Practice names no practice"),
        (("add", "office", "practice=ashgrove"), "Practice fits more than one practice. Give the number: 2, 3."),
        (("add", "referral", "patient=1"), "Source is needed."),
        (("add", "referral", "patient=1", "source=other"), "Source, specified is needed."),
        (("add", "referral", "patient=1", "source=physician"), "Referring practice is needed."),
        (("add", "referral", "patient=1", "source=patient", "stage=closed"), "Stage cannot go from Received to Closed. Possible: Contacting"),
        (("set", "practice", "99", "name=x"), "There is no practice number 99."),
        (("set", "practice", "99999999999999999999", "name=x"), "There is no practice number"),
        (("set", "practice", "1", "name="), "Name is needed."),
        (("show", "practice", "99"), "There is no practice number 99."),
        (("list", "practice", "--filter", "tier=Z"), "Tier is not one of its choices"),
        (("list", "practice", "--sort", "shoes"), "Practice has no field called shoes."),
        (("list", "practice", "--sort", "tags"), "A list cannot be sorted by Tags."),
        (("history", "practice", "99"), "There is no practice number 99."),
        (("history", "practice"), "Give the number of the record too"),
        (("undo", "--change", "99"), "There is no change number 99."),
        (("undo", "--change", "1"), "This change made the desk."),
        (("redo",), "There is nothing to redo."),
        (("print", "poster", "--out", "x.pdf"), "There is no sheet called poster. There are: visit_log, visit_plan, call_list,"),
        (("print", "thank_you", "--out", "x.pdf"), "There is nobody to write to."),
        (("print", "labels", "--out", "x.pdf", "--stock", "1"), "There is no label stock 1."),
        (("print", "labels", "--out", "x.pdf", "--for", "visit", "1"), "not to a visit"),
        (("print", "visit_log", "--out", "x.pdf"), "No visit is planned for"),
        (("print", "visit_log", "--out", "x.pdf", "--for", "visit", "9"), "There is no visit number 9."),
        (("print", "visit_log", "--out", "x.pdf", "--for", "practice", "1"), "A visit log is printed for visits"),
        (("print", "visit_log", "--out", "x.pdf", "--for", "visit"), "Say what the sheet is for as KIND ID"),
        (("plan", "--date", "soon"), "The date is not a date."),
        (("import", "nowhere.csv", "--as", "practice"), "nowhere.csv"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else "",
)  # fmt: skip
def test_bad_input_gets_a_sentence_and_changes_nothing(filled, run: Run, command, sentence):
    before = newest_change(filled)
    answer = run(command[0], filled, *command[1:])
    assert sentence in answer.err
    assert answer.code == BAD_INPUT
    assert answer.out == ""
    assert len(answer.err) < 1000
    assert newest_change(filled) == before


def test_all_problems_are_told_at_once(filled, run: Run):
    answer = run("add", filled, "practice", "phone=12", "tier=Z", "email=x")
    assert answer.code == BAD_INPUT
    assert [line.split(" is ")[0] for line in answer.err.splitlines()] == ["Phone", "Tier", "Email"]


def test_a_reference_to_something_archived_is_refused_until_it_is_restored(filled, run: Run):
    from refdesk.domain.practice import Practice
    from refdesk.services.records import Records

    with reopen(filled) as opened:
        Records(opened).archive(Practice, 1)
    answer = run("add", filled, "office", "practice=1")
    assert answer.code == BAD_INPUT
    assert "Practice names practice 1, which is archived. Restore it first." in answer.err
    with reopen(filled) as opened:
        Records(opened).archive(Practice, 1, archived=False)
    assert run("add", filled, "office", "practice=1").code == 0


@pytest.mark.parametrize(
    "words", [("nope",), ("add",), ("show", "practice", "one"), ("demo", "--size", "huge")]
)
def test_a_command_that_is_none_is_a_usage_error(desk, run: Run, words):
    answer = run(words[0], desk, *words[1:])
    assert answer.code == USAGE
    assert "Usage" in answer.err


def test_nobody_at_the_keyboard_is_told(desk, run: Run, monkeypatch):
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    answer = run("list", desk, "people", passphrase="-")
    assert answer.code == 4
    assert "The passphrase is not right." in answer.err
