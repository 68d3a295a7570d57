"""Thank-you notes: to whom, what they say, their numbers, and the touch they leave behind."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TypeVar

import pytest

from refdesk.domain.clinic import Clinic
from refdesk.domain.errors import KnownFailure, UserError
from refdesk.domain.letter import Letter, LetterForm
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.record import Record
from refdesk.domain.register import Release, Way
from refdesk.domain.touch import Touch, TouchKind
from refdesk.services.changes import Changes
from refdesk.services.note_papers import NotePapers, Signed, Wanted
from refdesk.services.printing import Printing
from refdesk.services.recipients import Recipients
from refdesk.services.records import Records
from refdesk.services.run import Run
from refdesk.services.session import Desk
from refdesk.store.listing import Query
from tests.documents.days import pages_of

R = TypeVar("R", bound=Record)
DAY = dt.date(2026, 11, 24)
BY = Signed("Mara Linde", "Liaison", DAY)
TEXT = "Thank you for the trust you place in us."


@pytest.fixture
def records(desk: Desk) -> Records:
    records = Records(desk)
    records.set(Clinic, 1, {"name": "Riverbend Orthopedics"})
    records.add(Practice, {"name": "Larkmead Family Medicine"})
    records.add(Practice, {"name": "Tilbrook Urgent Care"})
    where = {"address.street": "9 Weir Street", "address.city": "Tamsin", "address.zip": "45701"}
    records.add(Office, {"practice": "1", "address.state": "OH", **where})
    people = (
        {"name": "Dr. Ngozi Okafor", "credentials": "MD", "role": "physician", "practices": "1"},
        {"name": "Dana Whitlow", "role": "front_desk", "gatekeeper": "yes", "practices": "1"},
        {"name": "Tom Ferrow", "role": "nurse", "practices": "2"},
    )
    for person in people:
        records.add(Person, person)
    return records


def everything(records: Records, of: type[R]) -> list[R]:
    return records.page(of, records.ids(of, Query()))


def notes(desk: Desk, *people: int, text: str = TEXT, form: LetterForm = LetterForm.CARD) -> Run:
    return NotePapers(desk).run([Wanted(Person, row, text) for row in people], form, BY)


def printed(desk: Desk, run: Run) -> bytes:
    return Printing(desk).release(run, Way.PRINTED, lambda _pdf: None)


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("form", list(LetterForm))
def test_a_note_says_who_is_thanked_for_what_and_by_whom(desk, form):
    said = " ".join(" ".join(pages_of(Printing(desk).preview(notes(desk, 1, form=form)))).split())
    for words in ("Dear Dr. Okafor,", TEXT, "Mara Linde", "N-2026-0001", "Riverbend Orthopedics"):
        assert words in said


def test_notes_are_numbered_within_their_year_and_only_once_printed(records, desk):
    Printing(desk).preview(notes(desk, 1, 2))
    printed(desk, notes(desk, 1, 2))
    printed(desk, notes(desk, 3))
    assert [letter.number for letter in everything(records, Letter)] == [
        "N-2026-0001",
        "N-2026-0002",
        "N-2026-0003",
    ]
    run = NotePapers(desk).run(
        [Wanted(Person, 1, TEXT)], LetterForm.HALF, Signed("Mara", "", dt.date(2027, 1, 4))
    )
    assert run.about == "N-2027-0001"


def test_a_letter_keeps_what_was_said_and_names_its_run(records, desk):
    printed(desk, notes(desk, 2))
    (letter,), (line,) = everything(records, Letter), everything(records, Release)
    assert letter.text == f"Dear Dana,\n{TEXT}"
    assert (letter.recipient, letter.practice, letter.printed) == (2, 1, line.id)
    assert (line.sheet, line.about, line.copy_number) == ("thank_you", "N-2026-0001", 1)


def test_one_touch_for_each_practice_restarts_its_cadence(records, desk):
    printed(desk, notes(desk, 1, 2, 3))
    touches = everything(records, Touch)
    assert [(one.practice, one.people, one.touch_kind) for one in touches] == [
        (1, (1, 2), TouchKind.NOTE),
        (2, (3,), TouchKind.NOTE),
    ]
    assert {one.date for one in touches} == {DAY}


def test_undo_takes_back_the_touch_but_not_what_was_printed(records, desk):
    printed(desk, notes(desk, 1))
    Changes(desk).undo()
    assert everything(records, Touch) == []
    assert len(everything(records, Letter)) == len(everything(records, Release)) == 1


def test_a_note_that_could_not_be_handed_out_leaves_nothing(records, desk):
    def jam(_pdf: bytes) -> None:
        raise KnownFailure("The disk is full.")

    with pytest.raises(KnownFailure):
        Printing(desk).release(notes(desk, 1), Way.SAVED, jam)
    assert not [*everything(records, Letter), *everything(records, Touch)]
    assert everything(records, Release) == []


def test_a_second_copy_of_the_same_notes_thanks_nobody_twice(records, desk):
    run = notes(desk, 1, 2)
    printed(desk, run)
    printed(desk, run)
    assert len(everything(records, Letter)) == 2
    assert len(everything(records, Touch)) == 1
    assert [line.copy_number for line in everything(records, Release)] == [1, 2]


def test_a_second_run_of_the_day_is_a_first_copy(records, desk):
    printed(desk, notes(desk, 1))
    printed(desk, notes(desk, 2))
    assert [line.copy_number for line in everything(records, Release)] == [1, 1]


def test_numbers_that_others_took_meanwhile_are_not_given_twice(records, desk):
    first, second = notes(desk, 1), notes(desk, 3)
    printed(desk, first)
    with pytest.raises(UserError, match="printed meanwhile"):
        printed(desk, second)
    assert len(everything(records, Letter)) == 1


def test_who_must_not_be_contacted_gets_no_note(records, desk):
    records.set(Person, 2, {"do_not_contact": "yes"})
    records.set(Practice, 2, {"status": "do_not_contact"})
    run = notes(desk, 1, 2, 3)
    assert run.remarks == ("Not to be contacted, so left out: Dana Whitlow, Tom Ferrow.",)
    with pytest.raises(UserError, match="nobody to write to"):
        notes(desk, 2)
    records.archive(Person, 1)
    with pytest.raises(UserError, match="nobody to write to"):
        notes(desk, 1)


def test_a_practice_is_thanked_through_its_gatekeeper(records, desk):
    wanted = [(Practice, 1), (Practice, 2), (Person, 2)]
    assert Recipients(desk).contacts(wanted) == ((Person, 2), (Person, 3))
    records.add(Practice, {"name": "Brindle Falls Pediatrics"})
    assert Recipients(desk).contacts([(Practice, 3)]) == ((Practice, 3),)
    run = NotePapers(desk).run([Wanted(Practice, 3, TEXT)], LetterForm.HALF, BY)
    said = " ".join(pages_of(Printing(desk).preview(run)))
    assert "Dear all at Brindle Falls Pediatrics," in said


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    "text",
    ["Thanks for every referral.", "Thank you for the 12 patients!", "A gift card is inside."],
)
def test_a_note_that_rewards_referrals_is_not_printed(desk, text):
    with pytest.raises(UserError, match="must not count referrals"):
        notes(desk, 1, text=text)


@pytest.mark.usefixtures("records")
def test_a_note_needs_a_text_and_not_too_much_of_it(desk):
    with pytest.raises(UserError, match="no text yet"):
        notes(desk, 1, text="  ")
    with pytest.raises(UserError, match="too long"):
        notes(desk, 1, text="trust " * 300)


@pytest.mark.usefixtures("records")
def test_the_logo_stands_on_the_note_and_can_be_undone(desk, tmp_path: Path):
    from PIL import Image

    from refdesk.services.letterheads import Letterheads

    path = tmp_path / "logo.jpg"
    Image.new("RGB", (3000, 1500), (20, 90, 140)).save(path)
    Letterheads(desk).choose_logo(path)
    logo = Letterheads(desk).letterhead().logo
    assert logo.startswith(b"\x89PNG")
    with_logo = Printing(desk).preview(notes(desk, 1, form=LetterForm.HALF))
    Changes(desk).undo()
    assert Letterheads(desk).letterhead().logo == b""
    assert b"/Image" in with_logo
    Letterheads(desk).choose_logo(path)
    Letterheads(desk).remove_logo()
    assert Letterheads(desk).logo() == b""


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg xmlns='x'/>", "no PNG or JPEG"),
        (b"", "no PNG or JPEG"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 40, "PNG or JPEG|damaged"),
        (b"x" * 2_000_001, "larger than 2 MB"),
    ],
)
def test_what_is_no_picture_is_no_logo(desk, tmp_path: Path, content, words):
    from refdesk.services.letterheads import Letterheads

    path = tmp_path / "logo.png"
    path.write_bytes(content)
    with pytest.raises(UserError, match=words):
        Letterheads(desk).choose_logo(path)
    with pytest.raises(KnownFailure, match="could not be read"):
        Letterheads(desk).choose_logo(tmp_path / "gone.png")
    assert desk.clinic.logo == ""
