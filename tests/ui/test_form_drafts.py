"""What was typed is kept: through a pause, a lock, another call, a change elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt

from refdesk.domain.practice import Practice
from refdesk.services.changes import Changes
from refdesk.services.drafts import Drafts
from refdesk.services.records import Records
from refdesk.ui.add_record import AddRecordDialog
from refdesk.ui.dialogs.drafts import DraftsDialog
from refdesk.ui.draft_keeper import LONGEST_MS, WAIT_MS
from refdesk.ui.form_page import FormPage
from refdesk.ui.list_page import ListPage
from refdesk.ui.main_window import MainWindow
from refdesk.ui.offer import Offer
from refdesk.ui.parts import Button
from tests.helpers.desks import reopen
from tests.helpers.window import (
    activate,
    dialog,
    do,
    drafts,
    focused,
    form,
    go_to,
    ids,
    new_form,
    open_form,
    press,
    reading,
    stored,
    type_text,
    unlock,
    until,
)
from tests.ui.editing import QUIET
from tests.ui.test_forms import folder  # noqa: F401  a fixture

PROMISED_MS = 2_000


def elsewhere(shell, qtbot, work: Callable[[], Any]) -> None:
    """Change the desk as another page or an import would, and wait until it is done."""
    done: list[bool] = []
    shell.jobs.run_change(lambda _progress: work(), lambda _done: done.append(True))
    until(qtbot, lambda: done)


def typed(page, name: str) -> Any:
    """Return what a person reads in a field."""
    return page.view.boxes[name].editor.entry()


def kept(shell) -> list[dict[str, Any]]:
    return [one.body["entries"] for one in drafts(shell)]


# --- kept by itself -----------------------------------------------------------------------------


def test_a_draft_is_written_soon_after_the_last_key(shell, main, qtbot):
    page = new_form(main, qtbot, "practice")
    type_text("Millrace")
    assert kept(shell) == []
    until(qtbot, lambda: kept(shell) == [{"name": "Millrace"}])
    until(qtbot, lambda: page.side.draft.title.text() == "Draft kept")
    type_text(" Clinic")
    until(qtbot, lambda: kept(shell) == [{"name": "Millrace Clinic"}])
    assert WAIT_MS < LONGEST_MS < PROMISED_MS


def test_whoever_types_without_a_pause_is_kept_too(shell, main, qtbot):
    new_form(main, qtbot, "practice")

    def goes_on_typing() -> bool:
        type_text("x")
        return bool(kept(shell))

    until(qtbot, goes_on_typing)


def test_what_was_only_looked_at_leaves_no_draft(shell, main, qtbot):
    open_form(main, qtbot, "practice", 1)
    press("Tab", "Tab", "Esc")
    reading(main, qtbot)
    new_form(main, qtbot, "practice")
    press("Esc")
    reading(main, qtbot)
    assert kept(shell) == []
    assert main.activity.result.isHidden()


def test_esc_goes_back_and_keeps_what_was_typed(shell, main, qtbot):
    new_form(main, qtbot, "practice")
    type_text("Millrace")
    press("Esc")
    rows = reading(main, qtbot)
    assert rows.table.hasFocus()
    assert main.activity.result.words.text() == "Kept as a draft"
    until(qtbot, lambda: kept(shell) == [{"name": "Millrace"}])
    assert len(ids(shell, "practice")) == 3


def test_a_draft_of_a_known_record_comes_back_with_it(shell, main, qtbot):
    page = open_form(main, qtbot, "practice", 1)
    go_to(page, "specialty")
    type_text("Rheumatology")
    press("Esc")
    reading(main, qtbot)
    until(qtbot, partial(kept, shell))
    page = open_form(main, qtbot, "practice", 1)
    assert typed(page, "specialty") == "Rheumatology"
    assert page.notice.headline.text() == "You are back where you left off."
    assert page.view.focused() == "specialty"
    assert stored(shell, "practice", 1)["specialty"] == ""
    press("Ctrl+S")
    reading(main, qtbot)
    assert stored(shell, "practice", 1)["specialty"] == "Rheumatology"
    until(qtbot, lambda: kept(shell) == [])


def test_a_draft_is_discarded_and_the_record_stays_as_it_was(shell, main, qtbot):
    before = stored(shell, "practice", 1)
    page = open_form(main, qtbot, "practice", 1)
    go_to(page, "specialty")
    type_text("Rheumatology")
    until(qtbot, partial(kept, shell))
    while focused() is not page.foot.discard_button:
        press("Tab")
    press("Space")
    reading(main, qtbot)
    assert main.activity.result.words.text() == "The draft was discarded"
    page = open_form(main, qtbot, "practice", 1)
    assert typed(page, "specialty") == ""
    assert stored(shell, "practice", 1) == before


def test_a_form_whose_draft_was_discarded_comes_back_by_undo(shell, main, qtbot):
    page = new_form(main, qtbot, "practice")
    type_text("Millrace")
    page.foot.discard_button.click()
    reading(main, qtbot)
    until(qtbot, lambda: kept(shell) == [])
    do(main, "undo")
    page = form(main, qtbot)
    assert typed(page, "name") == "Millrace"
    until(qtbot, lambda: kept(shell) == [{"name": "Millrace"}])
    assert len(ids(shell, "practice")) == 3


@QUIET
def test_a_key_lists_what_was_begun_and_enter_goes_on_with_it(shell, main, qtbot):
    page = new_form(main, qtbot, "practice")
    type_text("Millrace")
    go_to(page, "ehr")
    type_text("Own")
    press("Esc")
    reading(main, qtbot)
    until(qtbot, partial(kept, shell))
    do(main, "drafts")
    until(qtbot, lambda: dialog(DraftsDialog) and dialog(DraftsDialog).drafts)
    found = dialog(DraftsDialog)
    until(qtbot, lambda: found.isAncestorOf(focused()))
    assert found.list.item(0).text().startswith("New practice, Millrace, ")
    press("Return")
    until(qtbot, lambda: dialog(DraftsDialog) is None)
    activate(main, qtbot)
    page = form(main, qtbot)
    assert (typed(page, "name"), typed(page, "ehr")) == ("Millrace", "Own")
    assert page.view.focused() == "ehr"
    press("Ctrl+S")
    reading(main, qtbot)
    until(qtbot, lambda: kept(shell) == [])
    assert stored(shell, "practice", max(ids(shell, "practice")))["ehr"] == "Own"


def begun(main, qtbot) -> DraftsDialog:
    """Open the list of what was begun; its first line has the focus."""
    do(main, "drafts")
    until(qtbot, lambda: dialog(DraftsDialog) and dialog(DraftsDialog).drafts)
    found = dialog(DraftsDialog)
    assert isinstance(found, DraftsDialog)
    until(qtbot, lambda: found.isAncestorOf(focused()))
    return found


@QUIET
def test_del_lets_a_draft_go_from_the_list_of_them_and_undo_brings_it_back(shell, main, qtbot):
    new_form(main, qtbot, "practice")
    type_text("Oakhollow")
    press("Ctrl+S")
    reading(main, qtbot)
    new_form(main, qtbot, "practice")
    type_text("Millrace")
    press("Esc")
    begun(main, qtbot)
    press("Del", "Esc")
    until(qtbot, lambda: kept(shell) == [])
    told = main.activity.result
    assert told.words.text() == "The draft was discarded"
    assert told.undo_button.isVisible()
    activate(main, qtbot)
    do(main, "undo")
    until(qtbot, lambda: kept(shell) == [{"name": "Millrace"}])
    assert told.words.text() == "The draft is back"
    assert len(ids(shell, "practice")) == 4, "no saved change was undone for it"
    do(main, "undo")
    until(qtbot, lambda: len(ids(shell, "practice")) == 3)
    assert kept(shell) == [{"name": "Millrace"}]


@QUIET
@pytest.mark.parametrize("way", ["Del", "Ctrl+Z"])
def test_a_draft_marked_in_the_list_stays_until_it_is_closed(way, shell, main, qtbot):
    new_form(main, qtbot, "practice")
    type_text("Millrace")
    press("Esc")
    found = begun(main, qtbot)
    press("Del")
    assert found.list.item(0).text().startswith("Discarded: New practice, Millrace, ")
    assert found.discard_button.text() == "Bring back"
    press(way)
    assert found.list.item(0).text().startswith("New practice, Millrace, ")
    assert found.discard_button.text() == "Discard"
    press("Esc")
    until(qtbot, lambda: dialog(DraftsDialog) is None)
    assert kept(shell) == [{"name": "Millrace"}]


@QUIET
def test_enter_pressed_before_the_drafts_are_read_goes_on_with_the_first(main, qtbot):
    page = new_form(main, qtbot, "practice")
    type_text("Larkmead")
    until(qtbot, lambda: page.is_begun)
    press("Esc")
    reading(main, qtbot)
    held = threading.Event()
    main.jobs.run_query(held.wait, lambda _done: None)  # the lane in which drafts are read
    do(main, "drafts")
    until(qtbot, lambda: dialog(DraftsDialog))
    asked = dialog(DraftsDialog)
    until(qtbot, lambda: asked.isAncestorOf(focused()))
    press("Return")
    assert asked.isVisible()
    held.set()
    until(qtbot, lambda: dialog(DraftsDialog) is None)
    activate(main, qtbot)
    again = form(main, qtbot)
    assert typed(again, "name") == "Larkmead"


@QUIET
def test_the_only_draft_is_said_to_be_the_form_in_sight(shell, main, qtbot):
    new_form(main, qtbot, "practice")
    type_text("Millrace")
    until(qtbot, partial(kept, shell))
    do(main, "drafts")
    until(qtbot, lambda: dialog(DraftsDialog) and dialog(DraftsDialog).empty.isVisible())
    assert dialog(DraftsDialog).empty.text() == "The page in sight is your only draft."
    press("Esc")


def test_an_idle_desk_locks_and_gives_the_form_back(shell, main, qtbot):
    new_form(main, qtbot, "practice")
    type_text("Millrace")
    now = main.idle._clock()
    main.idle._clock = lambda: now + 60 * 60
    with qtbot.waitSignal(shell.locked):
        main.idle.tick()
    assert shell.unlock.isVisible()
    again = unlock(shell, qtbot)
    page = form(again, qtbot)
    assert typed(page, "name") == "Millrace"
    assert page.view.focused() == "name"


@QUIET
def test_a_desk_that_locks_while_something_is_being_found_gives_the_form_back(shell, main, qtbot):
    page: Any = new_form(main, qtbot, "office")
    go_to(page, "practice")
    type_text("Ced")
    until(qtbot, lambda: page.view.boxes["practice"].editor.field.is_open)
    with qtbot.waitSignal(shell.locked):
        press("Ctrl+L")
    again = form(unlock(shell, qtbot), qtbot)
    assert typed(again, "practice") == {"id": None, "text": "Ced"}


@QUIET
def test_a_desk_that_locks_over_a_record_added_in_passing_keeps_both(shell, main, qtbot):
    page = new_form(main, qtbot, "person")
    type_text("Sorrel, Ada")
    go_to(page, "practices")
    type_text("Millrace")
    press("Ctrl+Return")
    until(qtbot, partial(dialog, AddRecordDialog))
    adding = dialog(AddRecordDialog)
    until(qtbot, lambda: adding.isAncestorOf(focused()))
    press("End")
    type_text(" Clinic")
    now = main.idle._clock()
    main.idle._clock = lambda: now + 60 * 60
    with qtbot.waitSignal(shell.locked):
        main.idle.tick()
    assert dialog(AddRecordDialog) is None
    again = unlock(shell, qtbot)
    page = form(again, qtbot)
    assert typed(page, "name") == "Sorrel, Ada"
    names = {one.kind: one.body["entries"]["name"] for one in drafts(shell)}
    assert names == {"person": "Sorrel, Ada", "practice": "Millrace Clinic"}


def test_closing_the_program_keeps_what_was_typed(shell, main, folder, qtbot):  # noqa: F811
    new_form(main, qtbot, "practice")
    type_text("Millrace")
    shell.close()
    with reopen(folder) as desk:
        (draft,) = desk.db.own.drafts(desk.user.id)
    assert draft.body["entries"] == {"name": "Millrace"}


@pytest.fixture
def long_change(shell, main, qtbot) -> Iterator[None]:  # noqa: ARG001  the desk is open
    """A change that takes as long as the test, as a large import may."""
    begun, go = threading.Event(), threading.Event()

    def change(_progress: object) -> None:
        with shell.desk.db.change("Import", by=1) as work:
            work.add(Practice(name="Imported"))
            begun.set()
            assert go.wait(30)

    shell.jobs.run_change(change, lambda _done: None)
    until(qtbot, begun.is_set)
    yield
    go.set()


@pytest.mark.usefixtures("long_change")
def test_a_record_opens_while_a_long_change_runs_and_has_what_was_typed(main, qtbot):
    page = open_form(main, qtbot, "practice", 1)
    go_to(page, "ehr")
    type_text("Own")
    press("Esc")
    reading(main, qtbot)
    page = open_form(main, qtbot, "practice", 1)
    assert typed(page, "ehr") == "Own"
    press("Esc")
    reading(main, qtbot)
    page = open_form(main, qtbot, "practice", 2)
    assert page.state.touched == ()


# --- changed elsewhere --------------------------------------------------------------------------


def test_a_change_elsewhere_shows_in_what_was_not_touched_and_leaves_what_was(shell, main, qtbot):
    page = open_form(main, qtbot, "practice", 1)
    go_to(page, "specialty")
    type_text("Rheumatology")
    records = Records(shell.desk)
    values = {"ehr": "Own system", "specialty": "Sports medicine"}
    elsewhere(shell, qtbot, lambda: records.set(Practice, 1, values))
    until(qtbot, lambda: typed(page, "ehr") == "Own system")
    assert typed(page, "specialty") == "Rheumatology"
    assert page.notice.isVisible()
    assert "Specialty now reads Sports medicine" in page.notice.detail.text()
    press("Ctrl+S")
    reading(main, qtbot)
    now = stored(shell, "practice", 1)
    assert (now["ehr"], now["specialty"]) == ("Own system", "Rheumatology")


def test_a_new_name_elsewhere_is_the_new_title(shell, main, qtbot):
    page = open_form(main, qtbot, "practice", 1)
    records = Records(shell.desk)
    elsewhere(shell, qtbot, lambda: records.set(Practice, 1, {"name": "Millrace"}))
    until(qtbot, lambda: page.head.title.whole == "Millrace")
    assert typed(page, "name") == "Millrace"
    assert not page.is_begun


def test_a_record_whose_entry_is_undone_says_so_and_keeps_what_was_typed(shell, main, qtbot):
    new_form(main, qtbot, "practice")
    type_text("Millrace")
    press("Ctrl+S")
    reading(main, qtbot)
    row_id = max(ids(shell, "practice"))
    page = open_form(main, qtbot, "practice", row_id)
    go_to(page, "ehr")
    type_text("Own")
    elsewhere(shell, qtbot, Changes(shell.desk).undo)
    until(qtbot, page.notice.isVisible)
    assert page.notice.headline.text() == "This record is no longer there."
    assert typed(page, "ehr") == "Own"
    press("Ctrl+S")
    until(qtbot, page.foot.save_button.isEnabled)
    assert main.page is page, "what was typed is still here"
    assert typed(page, "ehr") == "Own"
    assert stored(shell, "practice", row_id) == {}


def test_a_record_is_archived_and_taken_back_from_its_form(shell, main, qtbot):
    page = open_form(main, qtbot, "practice", 1)
    qtbot.mouseClick(page.archive_button, Qt.MouseButton.LeftButton)
    rows = reading(main, qtbot)
    assert main.activity.result.words.text() == "Archived Cedar Grove"
    until(qtbot, lambda: 1 not in rows.state.ids)
    page = open_form(main, qtbot, "practice", 1)
    assert page.archive_button.text() == "Restore"
    qtbot.mouseClick(page.archive_button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: 1 in ids(shell, "practice"))
    until(qtbot, lambda: page.archive_button.text() == "Archive")
    assert main.page is page
    press("Esc")
    reading(main, qtbot)
    until(qtbot, lambda: 1 in rows.state.ids)
    press("Ctrl+Z")
    until(qtbot, lambda: 1 not in rows.state.ids)


def test_an_archived_record_is_archived_with_what_was_typed_kept(shell, main, qtbot):
    page = open_form(main, qtbot, "practice", 1)
    go_to(page, "ehr")
    type_text("Own")
    qtbot.mouseClick(page.archive_button, Qt.MouseButton.LeftButton)
    reading(main, qtbot)
    until(qtbot, lambda: kept(shell) == [{"ehr": "Own"}])


@pytest.mark.parametrize("way", ["another list", "back", "settings"])
def test_going_somewhere_else_keeps_what_was_typed(way, shell, main, qtbot):
    page = new_form(main, qtbot, "practice")
    type_text("Millrace")
    if way == "another list":
        press("Ctrl+2")
    else:
        do(main, way)
    until(qtbot, lambda: main.page is not page)
    until(qtbot, lambda: kept(shell) == [{"name": "Millrace"}])
    assert not isinstance(main.page, ListPage) or reading(main, qtbot).state.is_open


@QUIET
def test_beside_a_form_stand_the_others_that_were_begun_and_not_itself(shell, main, qtbot):
    for name in ("Millrace", "Quillby"):
        new_form(main, qtbot, "practice")
        type_text(name)
        press("Esc")
        until(qtbot, lambda: isinstance(main.page, ListPage))
    until(qtbot, lambda: len(kept(shell)) == 2)
    newest = Drafts(shell.desk).mine()[0]
    main.resume(newest)
    until(qtbot, lambda: isinstance(main.page, FormPage))
    side = main.page.side
    until(qtbot, lambda: not side.begun.isHidden())
    offered = [button.accessibleName() for button in side.begun.findChildren(Button)]
    assert offered == ["Go on with Millrace"]


def in_sight(main: MainWindow) -> list[Offer]:
    page = main.page
    assert isinstance(page, FormPage)
    return [one for one in page.side.offers() if one.isVisible()]


def shows(main: MainWindow, name: str) -> bool:
    return isinstance(main.page, FormPage) and main.page.state.entries["name"] == name


@QUIET
def test_what_was_begun_is_gone_on_with_by_the_key_of_notices_in_turn(shell, main, qtbot):
    for name in ("Millrace", "Quillby"):
        new_form(main, qtbot, "practice")
        type_text(name)
        press("Esc")
        until(qtbot, lambda: isinstance(main.page, ListPage))
    until(qtbot, lambda: len(kept(shell)) == 2)
    page = new_form(main, qtbot, "practice")
    until(qtbot, lambda: len(in_sight(main)) == 2)
    assert [one.has_key for one in page.side.offers()] == [True, False]
    for name in ("Quillby", "Millrace"):
        press("F9")
        until(qtbot, partial(shows, main, name))
        until(qtbot, partial(in_sight, main))


@QUIET
def test_the_key_of_notices_can_be_another_and_says_where_there_is_nothing(shell, main, qtbot):
    new_form(main, qtbot, "practice")
    type_text("Millrace")
    press("Esc")
    until(qtbot, lambda: isinstance(main.page, ListPage))
    until(qtbot, lambda: kept(shell))
    press("F9")
    until(qtbot, lambda: "No notice is in sight" in main.activity.result.words.text())
    main.preferences.remember("keys", {"offer": "Ctrl+J"})
    main.keys.read()
    page = new_form(main, qtbot, "practice")
    until(qtbot, partial(in_sight, main))
    assert page.side.offers()[0]._keys == "Ctrl+J"
    press("Ctrl+J")
    until(qtbot, partial(shows, main, "Millrace"))
