"""Thank-you notes in the window: from a list of people to cards and labels on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QObject, Qt

from refdesk.domain.letter import Letter
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.touch import Touch
from refdesk.services.records import Records
from refdesk.store.listing import Query
from refdesk.ui.dialogs.drafts import DraftsDialog
from refdesk.ui.list_page import ListPage
from refdesk.ui.main_window import MainWindow
from refdesk.ui.notes_page import NotesPage
from refdesk.ui.sheet_page import SheetPage
from tests.helpers.desks import make_desk
from tests.helpers.window import activate, dialog, do, drafts, unlock

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)")
PEOPLE = ("Dana Whitlow", "Ngozi Okafor", "Tom Ferrow")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a closed desk with three people at two practices."""
    folder = tmp_path / "Lakeline"
    with make_desk(folder, "Lakeline") as desk:
        records = Records(desk)
        for number, name in enumerate(("Larkmead Family Medicine", "Tilbrook Urgent Care"), 1):
            records.add(Practice, {"name": name})
            where = {"address.street": f"{number} Weir Street", "address.city": "Tamsin"}
            records.add(Office, {"practice": str(number), **where, "address.zip": "45701"})
        for number, name in enumerate(PEOPLE):
            role = "physician" if number == 1 else "front_desk"
            records.add(Person, {"name": name, "role": role, "practices": str(1 + number // 2)})
    return folder


@pytest.fixture
def page(main: MainWindow, qtbot) -> NotesPage:
    """The notes for all people of the list, opened with the key of the list."""
    main.open_list("person")
    people = main.page
    assert isinstance(people, ListPage)
    qtbot.waitUntil(lambda: people.state.is_open and bool(people.state.ids))
    people.table.setFocus()
    people.table.selectAll()
    qtbot.keyClick(people.table, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    page = main.page
    assert isinstance(page, NotesPage)
    qtbot.waitUntil(lambda: page.is_read)
    return page


def sheet_of(main: MainWindow, qtbot) -> SheetPage:
    qtbot.waitUntil(lambda: isinstance(main.page, SheetPage))
    sheet = main.page
    assert isinstance(sheet, SheetPage)
    qtbot.waitUntil(lambda: sheet.viewer.where.text() != "")
    return sheet


def text_of(path: Path) -> str:
    pages = pypdfium2.PdfDocument(path.read_bytes())
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())


def save(main: MainWindow, qtbot, path: Path) -> str:
    sheet_of(main, qtbot).save_to(path)
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: path.name in main.activity.result.words.text())
    return text_of(path)


def test_the_selected_people_are_the_recipients(page):
    rows = [page.people.item(row).text() for row in range(page.people.count())]
    assert rows == [
        "Dana Whitlow · Larkmead Family Medicine",
        "Ngozi Okafor · Larkmead Family Medicine",
        "Tom Ferrow · Tilbrook Urgent Care",
    ]
    assert page.list_card.aside.text() == "3 notes"
    assert page.note.greeting.text() == "Dear Dana,"


def test_cards_are_written_shown_and_saved_with_their_touches(main, page, qtbot, tmp_path):
    page.people.setCurrentRow(1)
    page.note.text.setPlainText("Thank you for your call on Monday.")
    page.people.setFocus()
    qtbot.keyClick(page.people, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    said = save(main, qtbot, tmp_path / "notes.pdf")
    assert "Dear Dr. Okafor, Thank you for your call on Monday." in said
    assert "Dear Tom, Thank you for trusting us" in said
    for of, count in ((Letter, 3), (Touch, 2)):
        assert len(main.records.ids(of, Query())) == count


def test_a_patients_name_is_seen_while_it_is_typed_and_stops_the_notes(main, page, qtbot):
    main.records.add(Patient, {"name": "Quill, Jane"})
    page.note.text.setPlainText("Jane Quill is on her feet again.")
    qtbot.waitUntil(page.note.warning.isVisible)
    assert page.note.warning.text().startswith("Take out “Jane Quill”")
    page.show_notes()
    assert main.page is page
    page.note.text.setPlainText("All of us are grateful.")
    qtbot.waitUntil(page.note.warning.isHidden)
    page.show_notes()
    sheet_of(main, qtbot)


def test_a_patients_name_that_nobody_has_looked_at_stops_the_notes_at_its_own(main, page, qtbot):
    main.records.add(Patient, {"name": "Quill, Jane"})
    page.state.write(2, "Jane Quill is on her feet again.")
    page.show_notes()
    qtbot.waitUntil(lambda: page.people.currentRow() == 2)
    assert "tells of a patient" in main.activity.result.words.text()
    assert page.note.text.hasFocus()
    qtbot.waitUntil(page.note.warning.isVisible)
    assert "“Jane Quill”" in page.note.warning.text()
    assert main.page is page


def test_what_was_written_is_there_after_the_preview(main, page, qtbot):
    page.note.text.setPlainText("Written by hand.")
    page.show_notes()
    sheet_of(main, qtbot).close_button.click()
    assert main.page is page
    assert page.note.text.toPlainText() == "Written by hand."


def test_labels_begin_where_the_sheet_is_whole(main, page, qtbot, tmp_path):
    page.labels.grid.chosen.emit(page.labels.grid.label_at(page.labels.grid.centre_of(8)))
    assert page.labels.start.text() == "8"
    assert page.labels.words.text() == "Labels 8 to 10 of 30"
    page.people.setFocus()
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page.people, Qt.Key.Key_L, held)
    said = save(main, qtbot, tmp_path / "labels.pdf")
    assert all(name in said for name in (*PEOPLE, "1 Weir Street", "2 Weir Street"))
    document = pypdfium2.PdfDocument((tmp_path / "labels.pdf").read_bytes())
    box = document[0].get_textpage().get_charbox(0)
    assert 13.5 + 198 < box[0] < 13.5 + 198 + 40, "label 8 is the second of its row"
    assert 792 - 36 - 3 * 72 < box[1] < 792 - 36 - 2 * 72, "and in the third row"


def test_a_start_is_typed_or_chosen_by_the_arrows(page, qtbot):
    grid = page.labels.grid
    grid.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Up):
        qtbot.keyClick(grid, key)
    assert page.state.start == 2
    qtbot.keyClick(grid, Qt.Key.Key_End)
    assert (page.state.start, grid.accessibleName()) == (30, "First label: 30 of 30")
    assert page.labels.words.text() == "From label 30; 2 sheets"
    page.labels.start.setFocus()
    page.labels.start.clear()
    qtbot.keyClicks(page.labels.start, "12")
    assert (page.state.start, grid.start) == (12, 12)
    page.labels.stock.chosen.emit("5163")
    assert (page.state.start, page.labels.start.text()) == (1, "1")


def test_envelopes_fit_the_form(main, page, qtbot, tmp_path):
    page.show_envelopes()
    save(main, qtbot, tmp_path / "a2.pdf")
    size = pypdfium2.PdfDocument((tmp_path / "a2.pdf").read_bytes())[0].get_size()
    assert tuple(map(round, size)) == (414, 315)


def test_a_text_that_rewards_referrals_is_told_while_it_is_typed(main, page):
    page.people.setCurrentRow(2)
    page.note.text.setPlainText("Thank you for every referral!")
    assert "“for every referral”" in page.note.warning.text()
    page.people.setCurrentRow(0)
    assert page.note.warning.text() == ""
    page.show_notes()
    assert main.page is page
    assert page.people.currentRow() == 2
    assert "“for every referral”" in main.activity.result.words.text()


def test_another_text_to_begin_with_leaves_alone_what_was_written(page):
    page.note.text.setPlainText("My own words.")
    page.note.starter.chosen.emit("2")
    assert page.note.text.toPlainText() == "My own words."
    page.people.setCurrentRow(1)
    assert page.note.text.toPlainText().startswith("The people who answer the phone")


def test_who_is_left_out_gets_no_note(main, page, qtbot, tmp_path):
    page.people.setFocus()
    qtbot.keyClick(page.people, Qt.Key.Key_Delete)
    assert page.list_card.aside.text() == "2 notes"
    assert page.note.greeting.text() == "Dear Dr. Okafor,"
    page.show_notes()
    assert "Dana" not in save(main, qtbot, tmp_path / "notes.pdf")


def test_with_nobody_left_there_is_nothing_to_print(page, qtbot):
    page.people.setFocus()
    for _person in PEOPLE:
        qtbot.keyClick(page.people, Qt.Key.Key_Delete)
    assert not page.print_button.isEnabled()
    assert "print" not in page.handlers()
    assert page.note.text.toPlainText() == ""


def test_people_not_to_be_contacted_alone_open_no_page(main, qtbot):
    main.records.set(Person, 1, {"do_not_contact": "yes"})
    main.open_notes([(Person, 1)])
    qtbot.waitUntil(lambda: "nobody to write to" in main.activity.result.words.text())
    assert isinstance(main.page, ListPage)


def test_practices_are_thanked_through_their_people(main, qtbot):
    main.open_notes([(Practice, 1), (Practice, 2)])
    page = main.page
    assert isinstance(page, NotesPage)
    qtbot.waitUntil(lambda: page.is_read)
    assert [draft.name for draft in page.state.drafts] == ["Ngozi Okafor", "Tom Ferrow"]


# --- kept while they are written ----------------------------------------------------------------

WORDS = "You found us an hour on a Friday. Thank you."


def test_a_lock_keeps_what_was_typed_and_gives_it_back(shell, page, qtbot):
    page.people.setCurrentRow(1)
    page.note.text.setPlainText(WORDS)
    page.people.setCurrentRow(2)
    qtbot.keyClick(page.people, Qt.Key.Key_Delete)
    lock_and_unlock(shell, qtbot)
    again = notes_of(shell, qtbot)
    assert [one.name for one in again.state.drafts] == ["Dana Whitlow", "Ngozi Okafor"]
    assert again.state.drafts[1].text == WORDS
    assert again.state.drafts[1].own


def test_notes_behind_a_preview_are_given_back_too(shell, main, page, qtbot):
    page.note.text.setPlainText(WORDS)
    page.show_notes()
    sheet_of(main, qtbot)
    lock_and_unlock(shell, qtbot)
    assert notes_of(shell, qtbot).state.drafts[0].text == WORDS


def test_closed_notes_wait_among_the_drafts_and_go_on_from_there(shell, main, page, qtbot):
    activate(main, qtbot)
    page.note.greeting.setFocus()
    qtbot.keyClicks(page.note.greeting, "!")
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert "Kept as a draft" in main.activity.result.words.text()
    qtbot.waitUntil(lambda: len(drafts(shell)) == 1)
    do(main, "drafts")
    begun = dialog(DraftsDialog)
    qtbot.waitUntil(lambda: begun.list.count() == 1)
    assert begun.list.item(0).text().startswith("Thank-you notes, 3 notes, ")
    qtbot.keyClick(begun.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: main.page is page)
    assert page.state.drafts[0].greeting == "Dear Dana,!"


def test_printed_notes_are_no_draft_any_more_and_what_follows_is_a_new_one(
    shell, main, page, qtbot, tmp_path
):
    page.note.text.setPlainText(WORDS)
    page.keeper.keep()
    qtbot.waitUntil(lambda: len(drafts(shell)) == 1)
    page.show_notes()
    save(main, qtbot, tmp_path / "notes.pdf")
    qtbot.waitUntil(lambda: drafts(shell) == [])
    main.back()
    assert not page.is_begun
    page.note.text.setPlainText(f"{WORDS} Again.")
    qtbot.waitUntil(lambda: len(drafts(shell)) == 1)


def test_notes_typed_after_printing_leave_nothing_of_the_window_to_the_lane_that_printed(
    main, page, qtbot, tmp_path
):
    keeper = page.keeper
    page.note.text.setPlainText(WORDS)
    page.show_notes()
    source: Any = sheet_of(main, qtbot)._source
    ended = source._run.left
    assert not isinstance(getattr(ended, "__self__", None), QObject), (
        "freed in the lane, it crashes"
    )
    save(main, qtbot, tmp_path / "notes.pdf")
    main.back()
    page.note.text.setPlainText(f"{WORDS} Again.")
    assert page.is_begun
    assert page.keeper is keeper, "the lane may be the last to hold one that was put aside"


def test_notes_nobody_typed_into_are_no_draft(shell, page, qtbot):
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    lock_and_unlock(shell, qtbot)
    assert drafts(shell) == []
    assert isinstance(shell.main.page, ListPage)


def lock_and_unlock(shell, qtbot) -> None:
    shell.lock()
    unlock(shell, qtbot)


def notes_of(shell, qtbot) -> NotesPage:
    qtbot.waitUntil(lambda: isinstance(shell.main.page, NotesPage))
    again = shell.main.page
    assert isinstance(again, NotesPage)
    qtbot.waitUntil(lambda: again.is_read)
    return again
