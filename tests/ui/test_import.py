"""A file brought in by the window: chosen, its columns named, looked at, saved, taken back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from refdesk.domain.phone import Phone
from refdesk.domain.practice import Practice
from refdesk.screens.import_words import Step
from refdesk.services.incoming import Incoming
from refdesk.services.outcomes import Outcome
from refdesk.services.records import Records
from refdesk.ui.dialogs.export import ReleaseDialog
from refdesk.ui.dialogs.undo_rest import UndoRestDialog
from refdesk.ui.import_page import ImportPage
from refdesk.ui.main_window import MainWindow
from refdesk.ui.shell import Shell
from tests.helpers.window import dialog, ids, lock, open_list, press, reading, type_text, until
from tests.ui.test_accessible import unnamed

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the keyboard")
HEAD = "Practice name,Phone,Tier,Remark on the way there"
ROWS = (
    "Quillby Primary Care,740-555-0101,A,by the mill",
    "Dunmere Family Medicine,740-555-0102,B,",
    "Cedar Grove,740-555-0103,,",
    ",740-555-0104,A,no name",
    "Quillby Primary Care,740-555-0101,A,by the mill",
)


@pytest.fixture
def page(main: MainWindow, qtbot: QtBot) -> ImportPage:
    """The assistant, opened by its key."""
    press("Ctrl+Shift+I")
    until(qtbot, lambda: isinstance(main.page, ImportPage))
    found = main.page
    assert isinstance(found, ImportPage)
    return found


@pytest.fixture
def partners(tmp_path: Path) -> Path:
    """A small table of practices."""
    return write(tmp_path / "partners.csv", HEAD, *ROWS)


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def bring(page: ImportPage, qtbot: QtBot, path: Path) -> None:
    """Choose a file and wait until its columns are shown."""
    page.take([path])
    until(qtbot, lambda: page.step is Step.COLUMNS and not page.is_reading)


def look(page: ImportPage, qtbot: QtBot) -> None:
    """Go on by the key, and wait until the rows are shown."""
    press("Ctrl+Return")
    until(qtbot, lambda: page.step is Step.CHECK and not page.is_reading)
    until(qtbot, lambda: not page.check.table.rows.rowCount() or page.check.table.current())


def save(page: ImportPage, qtbot: QtBot) -> None:
    """Go on by the key, and wait until the rows have come in."""
    press("Ctrl+Return")
    until(qtbot, lambda: page.result is not None and page.done.undo_button.isVisible())


def shown_rows(page: ImportPage) -> list[list[str]]:
    """Return what a person reads in the rows, without the box."""
    model = page.check.table.rows
    return [
        [str(model.index(row, column).data()) for column in range(1, model.columnCount())]
        for row in range(model.rowCount())
    ]


def fills(page: ImportPage) -> dict[str, str]:
    """Return what each column fills, by its heading."""
    model = page.columns.table.rows
    return {model.text(row, 0): model.text(row, 2) for row in range(model.rowCount())}


def practices(shell: Shell) -> set[str]:
    desk = shell.desk
    assert desk is not None
    return {one.name for one in Records(desk).page(Practice, ids(shell, "practice"))}


# The story


def test_a_table_comes_in_by_keys_alone_and_is_taken_back(page, partners, shell, qtbot):
    before = practices(shell)
    bring(page, qtbot, partners)
    assert fills(page)["Phone"] == "Phone"
    assert fills(page)["Remark on the way there"] == "Nothing"
    look(page, qtbot)
    assert page.check.count() == 3
    assert page.foot.next_button.text() == "Bring in 3 rows"
    save(page, qtbot)
    assert page.done.headline.text() == "3 rows came in"
    assert practices(shell) == before | {"Quillby Primary Care", "Dunmere Family Medicine"}
    page.done.undo_button.setFocus()
    press("Return")
    until(qtbot, lambda: page.done.headline.text() == "Taken back")
    assert practices(shell) == before


def test_what_was_changed_since_stands_in_the_way_and_the_rest_can_be_taken_back(
    page, partners, shell, qtbot
):
    bring(page, qtbot, partners)
    look(page, qtbot)
    save(page, qtbot)
    records = Records(shell.desk)
    found = records.page(Practice, ids(shell, "practice"))
    row_id = next(one.id for one in found if one.name == "Dunmere Family Medicine")
    records.set(Practice, row_id, {"fax": "740-555-0177"})
    page.done.undo_button.click()
    until(qtbot, lambda: dialog(UndoRestDialog))
    dialog(UndoRestDialog).reject()
    assert "Quillby Primary Care" in practices(shell)


def test_every_row_says_what_it_comes_to_and_why(page, partners, qtbot):
    bring(page, qtbot, partners)
    look(page, qtbot)
    until(qtbot, lambda: all(row[0] for row in shown_rows(page)))
    said = [(row[0], row[1], row[2]) for row in shown_rows(page)]
    assert said[0] == ("1", "New", "Quillby Primary Care")
    assert said[2] == ("3", "Changed", "Cedar Grove")
    assert said[3][1] == "Rejected"
    assert said[4][1] == "Twice in the file"
    assert "Name" in shown_rows(page)[3][3]
    assert [chip.text() for chip in page.check.chips.chips] == [
        *("All 5", "New 2", "Changed 1", "Twice in the file 1", "Rejected 1")
    ]


def test_a_chip_shows_only_its_rows_and_the_arrows_lead_from_chip_to_chip(page, partners, qtbot):
    bring(page, qtbot, partners)
    look(page, qtbot)
    page.check.chips.setFocus()
    press("Right", "Right")
    until(qtbot, lambda: [row[2] for row in shown_rows(page)] == ["Cedar Grove"])
    until(qtbot, lambda: page.check.side.name.text() == "Cedar Grove")
    table = page.check.side.table
    cells = [[table.item(row, column).text() for column in range(3)] for row in range(1)]
    assert cells == [["Phone", "empty", "(740) 555-0103"]]


def test_space_leaves_a_row_out_and_the_others_come_in(page, partners, shell, qtbot):
    bring(page, qtbot, partners)
    look(page, qtbot)
    page.check.focus_first()
    press("Home", "Space")
    assert shown_rows(page)[0][1] == "New, left out"
    assert page.foot.next_button.text() == "Bring in 2 rows"
    assert "left out" in page.foot.words.text()
    save(page, qtbot)
    assert "Quillby Primary Care" not in practices(shell)
    assert "Dunmere Family Medicine" in practices(shell)


def test_all_of_one_outcome_can_be_left_out_at_once(page, partners, qtbot):
    bring(page, qtbot, partners)
    look(page, qtbot)
    page.check.chips.setFocus()
    press("Right")
    assert page.check.chips.code() == Outcome.CREATED.value
    page.check.all_button.setFocus()
    press("Return")
    assert page.check.count() == 1
    press("Return")
    assert page.check.count() == 3


def test_the_same_file_again_has_nothing_to_save(page, partners, qtbot):
    bring(page, qtbot, partners)
    look(page, qtbot)
    save(page, qtbot)
    press("Ctrl+Return")
    assert page.step is Step.FILE
    bring(page, qtbot, partners)
    assert "As last time" in {line.note for line in page.columns.table.rows.lines}
    look(page, qtbot)
    assert page.check.count() == 0
    assert not page.foot.next_button.isEnabled()
    assert page.foot.words.text() == "No row of this file would change the desk."


def test_what_came_in_last_is_listed_and_says_when_it_was_undone(page, partners, qtbot):
    bring(page, qtbot, partners)
    look(page, qtbot)
    save(page, qtbot)
    press("Ctrl+Z")
    until(qtbot, lambda: page.done.headline.text() == "Taken back")
    press("Ctrl+Return")
    until(qtbot, page.file.recent.isVisible)
    assert len(page.file.reports) == 1
    assert page.file.reports[0].accessibleName() == "Report on partners.csv"
    assert page.file.shown[0].words.startswith("Undone: Practices")


# Files that cannot be opened


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["one.csv", "two.csv"], "Bring one file in at a time."),
        (["."], "That is a folder."),
        ([], "That is no file."),
        (["not there.csv"], ""),
    ],
)
def test_what_cannot_be_opened_is_said_on_the_page(page, tmp_path, qtbot, names, words):
    page.take([tmp_path / name for name in names])
    until(qtbot, page.file.notice.isVisible)
    assert words in page.file.notice.detail.text()
    assert page.file.notice.detail.text().endswith(".")
    assert page.file.area.button.text() == "Choose another file …"
    assert page.file.area.button.hasFocus()


def test_a_picture_that_calls_itself_a_table_is_refused_and_another_file_goes_on(
    page, tmp_path, partners, qtbot
):
    bad = tmp_path / "table.csv"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    page.take([bad])
    until(qtbot, page.file.notice.isVisible)
    bring(page, qtbot, partners)
    assert not page.file.notice.isVisibleTo(page.file)


def test_a_file_that_goes_while_it_is_looked_at_is_a_sentence_on_the_page(page, partners, qtbot):
    bring(page, qtbot, partners)
    partners.unlink()
    press("Ctrl+Return")
    until(qtbot, page.notice.isVisible)
    assert page.step is Step.COLUMNS
    assert page.notice.headline.text()


# Columns


def test_a_column_is_given_another_field_by_typing(page, partners, qtbot):
    bring(page, qtbot, partners)
    page.columns.table.setFocus()
    press("End", "Return")
    assert page.columns.table.chooser.isVisible()
    type_text("not")
    press("Return")
    assert not page.columns.table.chooser.isVisible()
    assert fills(page)["Remark on the way there"] == "Notes"
    assert page.columns.table.hasFocus()


def test_a_letter_opens_the_choices_and_esc_leaves_them_and_not_the_page(
    page, main, partners, qtbot
):
    bring(page, qtbot, partners)
    page.columns.table.setFocus()
    press("End")
    type_text("w")
    assert page.columns.table.chooser.box.text() == "w"
    press("Esc")
    assert not page.columns.table.chooser.isVisible()
    assert main.page is page
    assert fills(page)["Remark on the way there"] == "Nothing"


def test_a_needed_field_that_nothing_fills_is_named_and_keeps_one_there(page, partners, qtbot):
    bring(page, qtbot, partners)
    page.columns.table.setFocus()
    press("Home", "Del")
    assert fills(page)["Practice name"] == "Nothing"
    assert page.foot.words.text() == "Name is needed, and no column fills it yet."
    press("Ctrl+Return")
    assert page.step is Step.COLUMNS
    assert page.notice.headline.text() == "Name is needed, and no column fills it yet."


def test_the_rows_can_be_said_to_be_something_else(page, partners, qtbot):
    bring(page, qtbot, partners)
    combo = page.columns.settings.what
    assert combo is not None
    assert combo.currentText() == "Practices"
    combo.setFocus()
    type_text("Peo")
    until(qtbot, lambda: page.incoming.what == "person" and not page.is_reading)
    assert page.columns.table.rows.lines[0].options[1].group == "People"
    assert page.columns.settings.what.hasFocus()


def test_a_registry_file_asks_for_a_state_and_not_for_columns(page, tmp_path, qtbot):
    head = (
        '"NPI","Entity Type Code","Replacement NPI","Employer Identification Number (EIN)",'
        '"Provider Organization Name (Legal Business Name)","Provider Last Name (Legal Name)",'
        '"Provider First Name","Provider Business Practice Location Address State Name",'
        '"Healthcare Provider Taxonomy Code_1"'
    )
    path = write(tmp_path / "npidata.csv", head, '"","2","","","QUILLBY CLINIC","","","OH",""')
    bring(page, qtbot, path)
    assert not page.columns.table.isVisible()
    line = page.columns.settings.filters["state"]
    line.setFocus()
    type_text("OH")
    press("Tab")
    assert page.incoming.filter.state == "OH"


# Words and differences


def test_an_unknown_word_is_explained_and_the_rows_are_looked_at_again(
    page, tmp_path, shell, qtbot
):
    path = write(tmp_path / "tiers.csv", "Name,Tier", "Quillby,gold", "Dunmere,B", "Alder,gold")
    bring(page, qtbot, path)
    look(page, qtbot)
    words = page.check.words.table
    assert words.isVisible()
    assert [line.cells for line in words.rows.lines] == [("gold", "Tier", "2")]
    assert words.hasFocus()
    press("Return")
    type_text("A")
    press("Return")
    assert words.rows.lines[0].shown == "A"
    before = page.look
    page.check.words.again.setFocus()
    press("Return")
    until(qtbot, lambda: page.look is not None and page.look is not before)
    assert page.check.count() == 3
    save(page, qtbot)
    assert {"Quillby", "Dunmere", "Alder"} <= practices(shell)


def test_the_desks_own_value_stays_unless_the_files_is_taken(page, tmp_path, shell, qtbot):
    desk = shell.desk
    first = ids(shell, "practice")[0]
    Records(desk).set(Practice, first, {"phone": "740-555-0199"})
    name = Records(desk).get(Practice, first).name
    path = write(tmp_path / "phones.csv", "Name,Phone", f"{name},740-555-0111")
    bring(page, qtbot, path)
    look(page, qtbot)
    assert page.check.parts.isVisible()
    page.check.show_part("differences")
    assert [line.cells for line in page.check.differences.table.rows.lines] == [("Phone", "1")]
    page.check.differences.table.setFocus()
    press("Return")
    type_text("take")
    press("Return")
    assert page.foot.next_button.text() == "Bring in 1 row"
    save(page, qtbot)
    assert page.done.headline.text() == "1 row came in"
    assert Records(desk).get(Practice, first).phone == Phone("+17405550111")


# Rejected rows


def test_rejected_rows_are_saved_with_their_reasons(page, partners, tmp_path, qtbot):
    bring(page, qtbot, partners)
    look(page, qtbot)
    into = tmp_path / "mend.csv"
    asked: list[str] = []

    def choose(name: str, chosen: Callable[[Path], None]) -> None:
        asked.append(name)
        chosen(into)

    page.rejected.ask_path = choose
    page.check.save_button.setFocus()
    press("Return")
    until(qtbot, lambda: dialog(ReleaseDialog))
    dialog(ReleaseDialog).decide()
    until(qtbot, into.is_file)
    assert asked == ["partners – rejected.csv"]
    until(qtbot, lambda: "Why it was rejected" in into.read_text("utf-8-sig"))
    assert "no name" in into.read_text("utf-8-sig")


def test_rejected_rows_of_patients_leave_only_for_a_purpose(page, tmp_path, qtbot):
    path = write(tmp_path / "patients.csv", "Name,Date of birth", "Hollis Greta,2026-02-31")
    bring(page, qtbot, path)
    page.incoming.choose_what("patient")
    page.columns.show_file(page.incoming)
    look(page, qtbot)
    page.check.save_button.click()
    until(qtbot, lambda: dialog(ReleaseDialog))
    asked = dialog(ReleaseDialog)
    assert asked.purpose is not None
    assert "Date of birth" in asked.notice.detail.text()
    asked.reject()


# The window around it


def test_a_file_dropped_anywhere_opens_the_assistant(main, partners, qtbot):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(partners))])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(main, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(main, drop)
    until(qtbot, lambda: isinstance(main.page, ImportPage) and main.page.step is Step.COLUMNS)


def test_words_dragged_over_the_window_are_no_file(main):
    data = QMimeData()
    data.setText("Quillby")
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(main, enter)
    assert main.stack.importing is None


def test_who_goes_away_and_comes_back_finds_all_as_it_was(main, page, partners, qtbot):
    bring(page, qtbot, partners)
    look(page, qtbot)
    press("Esc")
    reading(main, qtbot)
    press("Ctrl+Shift+I")
    assert main.page is page
    assert page.step is Step.CHECK
    assert page.check.count() == 3


def test_back_leads_from_step_to_step_and_then_to_the_page_before(main, page, partners, qtbot):
    bring(page, qtbot, partners)
    look(page, qtbot)
    steps = []
    for _press in range(2):
        press("Alt+Left")
        steps.append(page.step)
    assert steps == [Step.COLUMNS, Step.FILE]
    press("Alt+Left")
    until(qtbot, lambda: main.page is not page)


def test_a_report_opened_from_the_page_leads_back_to_it(main, page, partners, qtbot):
    bring(page, qtbot, partners)
    look(page, qtbot)
    save(page, qtbot)
    page.done.report_button.click()
    until(qtbot, lambda: main.page is not page and reading(main, qtbot).shows.kind == "import_run")
    press("Alt+Left")
    until(qtbot, lambda: main.page is page)
    assert page.done.headline.text() == "3 rows came in"


def test_the_practices_that_came_in_are_shown(main, page, partners, qtbot):
    bring(page, qtbot, partners)
    look(page, qtbot)
    save(page, qtbot)
    assert page.done.show_button.text() == "Show the practices"
    page.done.show_button.click()
    until(qtbot, lambda: reading(main, qtbot).shows.of is Practice)


def test_a_lock_drops_the_file(shell, page, partners, qtbot):
    bring(page, qtbot, partners)
    look(page, qtbot)
    lock(shell, qtbot)
    assert page.incoming is None
    assert page.look is None


def test_the_windows_title_names_no_file(main, page, partners, qtbot):
    bring(page, qtbot, partners)
    assert main.windowTitle() == "Bring a file in – RefDesk"


def test_every_control_of_every_step_has_a_name(main, page, partners, qtbot):
    assert unnamed(main) == []
    bring(page, qtbot, partners)
    assert unnamed(main) == []
    look(page, qtbot)
    assert unnamed(main) == []
    save(page, qtbot)
    assert unnamed(main) == []


def test_an_empty_list_offers_to_bring_a_file_in(main, qtbot):
    listed = open_list(main, qtbot, "person")
    until(qtbot, listed.empty.isVisible)
    assert listed.empty.also.text() == "Bring a file in"
    listed.empty.also.click()
    assert isinstance(main.page, ImportPage)


def test_the_menu_of_a_list_offers_to_bring_a_file_in(main, qtbot):
    listed = open_list(main, qtbot, "practice")
    listed.show_menu()
    menu: Any = listed.menu
    action = next(one for one in menu.actions() if one.text().startswith("Bring a file in"))
    assert action.isEnabled()
    menu.close()


# Long reading


class Long:
    """A reading that goes on until it is stopped or let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.go = threading.Event(), threading.Event()
        whole = Incoming.look

        def look(incoming: Incoming, progress: Any) -> Any:
            progress.step(10, 100, "Read 10 rows")
            self.begun.set()
            while not self.go.wait(0.01):
                progress.step(50, 100, "Read 50 rows")
            return whole(incoming, progress)

        monkeypatch.setattr(Incoming, "look", look)


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> Long:
    return Long(monkeypatch)


@pytest.mark.usefixtures("long")
def test_long_reading_shows_how_far_it_is_and_can_be_stopped(page, partners, qtbot):
    bring(page, qtbot, partners)
    press("Ctrl+Return")
    until(qtbot, page.reading.isVisible)
    until(qtbot, lambda: page.reading.words.text() == "Read 50 rows")
    assert page.reading.bar.share == 0.5
    press("Ctrl+.")
    until(qtbot, lambda: page.step is Step.COLUMNS and not page.is_reading)
    assert not page.reading.isVisible()
    assert page.look is None


def test_lists_are_read_while_a_file_is(main, page, partners, long, qtbot):
    bring(page, qtbot, partners)
    press("Ctrl+Return")
    until(qtbot, long.begun.is_set)
    open_list(main, qtbot, "person")
    assert page.is_reading
    long.go.set()
    until(qtbot, lambda: page.step is Step.CHECK)
    main.back()
    until(qtbot, lambda: main.page is page)
    assert page.check.count() == 3


def test_a_bug_while_reading_takes_the_one_path_of_all_bugs(
    main, page, partners, monkeypatch, qtbot
):
    told: list[BaseException] = []
    monkeypatch.setattr(main, "show_error", told.append)
    bring(page, qtbot, partners)

    def broken(_incoming: Incoming, _progress: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Incoming, "look", broken)
    press("Ctrl+Return")
    until(qtbot, lambda: told)
    assert page.step is Step.COLUMNS
    assert not page.is_reading
