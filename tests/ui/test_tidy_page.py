"""Free texts become a listed source in the window: chosen by Space, looked at, done, undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from refdesk.domain.patient import Patient
from refdesk.domain.referral import Referral
from refdesk.domain.sources import ListedSource
from refdesk.services.records import Records
from refdesk.ui.dialogs.drafts import DraftsDialog
from refdesk.ui.list_page import ListPage
from refdesk.ui.main_window import MainWindow
from refdesk.ui.tidy_page import TidyPage
from tests.every_screen.test_accessible import faults
from tests.helpers.desks import make_desk
from tests.helpers.window import (
    activate,
    dialog,
    do,
    drafts,
    lock,
    open_list,
    press,
    reading,
    type_text,
    unlock,
    until,
)
from tests.ui.editing import QUIET

pytestmark = QUIET
TEXTS = ("Church bulletin", "Church bulletin", "the church bulletin", "Radio spot", "Poster")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a closed desk whose referrals say their source in words."""
    folder = tmp_path / "Lakeline"
    with make_desk(folder, "Lakeline") as desk:
        records = Records(desk)
        records.add(Patient, {"name": "Quill, Odetta"})
        for text in TEXTS:
            records.add(Referral, {"patient": "1", "source": "other", "source_detail": text})
        records.add(ListedSource, {"name": "County fair", "source": "event"})
        records.add(ListedSource, {"name": "Fair", "source": "event"})
        given = {"source": "event", "listed_source": "2"}
        records.add(Referral, {"patient": "1", **given})
    return folder


@pytest.fixture
def page(main: MainWindow, qtbot) -> TidyPage:
    activate(main, qtbot)
    open_list(main, qtbot, "listed_source")
    press("Ctrl+Shift+T")
    page = main.page
    assert isinstance(page, TidyPage)
    until(qtbot, page.list.hasFocus)
    until(qtbot, page.list.count)
    return page


def rows(page: TidyPage) -> list[str]:
    return [page.list.item(row).text() for row in range(page.list.count())]


def choose(page: TidyPage, qtbot, label: str) -> None:
    """Go to a row by the arrows and press Space."""
    page.list.setFocus()
    press("Home")
    for _row in rows(page):
        if page.list.currentItem().text().startswith(label):
            break
        press("Down")
    assert page.list.currentItem().text().startswith(label), rows(page)
    before = page.state.texts | {str(one) for one in page.state.numbers}
    press("Space")
    until(qtbot, lambda: page.state.texts | {str(one) for one in page.state.numbers} != before)


def said(page: TidyPage) -> list[tuple[str, int | None, str]]:
    found = page._host.records.page(Referral, range(1, len(TEXTS) + 1))
    return [(one.source.value, one.listed_source, one.source_detail) for one in found]


def test_what_was_said_stands_with_its_figures(main, page):
    assert main.windowTitle() == "Tidy up sources – RefDesk"
    assert rows(page) == [
        "Free texts",
        "Church bulletin and 1 like it, 3 times",
        "Church bulletin, Other, 2 times",
        "the church bulletin, Other, 1 time",
        "Listed sources",
        "County fair, never named",
        "Fair, Event, 1 time",
    ]
    assert page.seldom.text() == "2 texts came up once."
    assert not page.button.isEnabled()
    assert faults(main) == []


def test_texts_become_a_listed_source_after_a_look_and_undo_takes_it_back(main, page, qtbot):
    before = said(page)
    choose(page, qtbot, "Church bulletin and 1")
    assert page.one.name.text() == "Church bulletin"
    assert page.one.counted.text() == "Said 3 times."
    page.one.kind.setFocus()
    type_text("Adv")
    press("Ctrl+S")
    until(qtbot, lambda: page.preview)
    assert page.one.changes.text() == "3 referrals are rewritten."
    assert page.one.table.item(0, 1).text() == "Other: Church bulletin"
    assert page.one.table.item(0, 2).text() == "Advertisement: Church bulletin"
    assert said(page) == before
    assert page.button.text() == "Make it one listed source"
    press("Ctrl+S")
    until(qtbot, lambda: "Church bulletin, Advertisement, 3 times" in rows(page))
    assert said(page)[:3] == [("advertisement", 3, "")] * 3
    assert "3 referrals" in main.activity.result.words.text()
    until(qtbot, lambda: not page.state.is_begun)
    press("Ctrl+Z")
    until(qtbot, lambda: "Church bulletin and 1 like it, 3 times" in rows(page))
    assert said(page) == before


def test_what_is_chosen_anew_is_looked_at_anew(page, qtbot):
    choose(page, qtbot, "the church bulletin")
    press("Ctrl+S")
    until(qtbot, lambda: page.preview)
    choose(page, qtbot, "Church bulletin, Other")
    assert page.preview is None
    assert page.button.text() == "Preview"
    assert page.one.table.isHidden()


def test_listed_sources_are_merged(main, page, qtbot):
    choose(page, qtbot, "County fair")
    choose(page, qtbot, "Fair")
    assert page.one.name.text() == "Fair", "the one that referrals name stays"
    page.one.name.setFocus()
    press("Ctrl+A")
    type_text("County fair")
    press("Ctrl+S")
    until(qtbot, lambda: page.preview)
    press("Ctrl+S")
    until(qtbot, lambda: "County fair, Event, 1 time" in rows(page))
    left = main.records.page(ListedSource, [1, 2])
    assert [(one.name, one.archived) for one in left] == [
        ("County fair", True),
        ("County fair", False),
    ]


def test_a_name_that_is_taken_or_missing_is_told_at_the_page(page, qtbot):
    choose(page, qtbot, "Church bulletin and 1")
    page.one.name.setFocus()
    press("Ctrl+A", "Del")
    press("Ctrl+S")
    assert page.one.problem.words.text() == "Type a name for the source."
    assert page.one.name.hasFocus()
    choose(page, qtbot, "Fair")
    page.one.name.setFocus()
    press("Ctrl+A")
    type_text("County fair")
    assert page.one.problem.isHidden()
    press("Ctrl+S")
    until(qtbot, lambda: not page.one.problem.isHidden())
    assert "is another listed source's already" in page.one.problem.words.text()


def test_a_new_referral_is_counted_at_once_and_the_choice_stays(main, page, qtbot):
    choose(page, qtbot, "the church bulletin")
    given = {"patient": "1", "source": "other", "source_detail": "the church bulletin"}
    main.records.add(Referral, given)
    until(qtbot, lambda: "Church bulletin and 1 like it, 4 times" in rows(page))
    assert page.state.texts == {"the church bulletin"}


def test_what_was_chosen_is_given_back_after_a_lock(shell, page, qtbot):
    choose(page, qtbot, "Church bulletin, Other")
    choose(page, qtbot, "County fair")
    page.one.name.setFocus()
    press("Ctrl+A")
    type_text("Bulletin and fair")
    page.one.kind.setFocus()
    type_text("Adv")
    lock(shell, qtbot)
    again = unlock(shell, qtbot)
    until(qtbot, lambda: isinstance(again.page, TidyPage))
    page = again.page
    until(qtbot, lambda: page.list.count() and page.state.is_begun)
    ticked = [key for key, on in page.list.ticks().items() if on]
    assert ticked == ["text:Church bulletin", "listed:1"]
    assert page.one.name.text() == "Bulletin and fair"
    assert page.one.kind.currentText() == "Advertisement"
    assert page.one.counted.text() == "Said 2 times."
    press("Esc")
    assert reading(again, qtbot).shows.kind == "listed_source"


def test_what_was_chosen_waits_among_the_drafts_until_it_is_done(shell, main, page, qtbot):
    choose(page, qtbot, "the church bulletin")
    until(qtbot, lambda: len(drafts(shell)) == 1)
    lock(shell, qtbot)
    main = unlock(shell, qtbot)
    until(qtbot, lambda: isinstance(main.page, TidyPage))
    press("Esc")
    reading(main, qtbot)
    do(main, "drafts")
    begun = dialog(DraftsDialog)
    until(qtbot, begun.list.count)
    words = "Tidy up sources, the church bulletin, "
    assert begun.list.item(0).text().startswith(words)
    press("Return")
    until(qtbot, lambda: isinstance(main.page, TidyPage))
    activate(main, qtbot)
    page = main.page
    until(qtbot, lambda: page.list.count() and page.state.is_begun)
    press("Ctrl+S")
    until(qtbot, lambda: page.preview)
    press("Ctrl+S")
    until(qtbot, lambda: "the church bulletin, Other, 1 time" in rows(page))
    until(qtbot, lambda: drafts(shell) == [])
    choose(page, qtbot, "Church bulletin")
    until(qtbot, lambda: len(drafts(shell)) == 1)


def test_the_preview_shows_long_sources_whole_and_what_becomes_of_them(main, page, qtbot):
    long = "Insurer's list of providers near the church of the good neighbors"
    ids = [
        main.records.add(Referral, {"patient": "1", "source": "other", "source_detail": text}).id
        for text in (long, long)
    ]
    until(qtbot, lambda: any(long in row for row in rows(page)))
    choose(page, qtbot, long[:20])
    press("Ctrl+S")
    until(qtbot, lambda: page.preview)
    table = page.one.table
    assert table.item(0, 1).text() == f"Other: {long}"
    assert table.item(0, 2).text() == f"Other: {long}, listed"
    assert len(ids) == table.rowCount()
    metrics = table.fontMetrics()
    for column in (1, 2):
        words = table.item(0, column).text()
        lines = metrics.horizontalAdvance(words) / table.columnWidth(column)
        assert lines > 1
        until(qtbot, lambda: table.rowHeight(0) >= lines * metrics.height())  # noqa: B023  at once


def test_a_draft_that_is_discarded_does_not_come_back_with_its_page(shell, main, page, qtbot):
    choose(page, qtbot, "Fair")
    until(qtbot, lambda: len(drafts(shell)) == 1)
    press("Esc")
    reading(main, qtbot)
    do(main, "drafts")
    begun = dialog(DraftsDialog)
    until(qtbot, begun.list.count)
    press("Del", "Esc")
    until(qtbot, lambda: drafts(shell) == [])
    activate(main, qtbot)
    press("Ctrl+Shift+T")
    page = main.page
    until(qtbot, page.list.count)
    assert not page.state.is_begun
    press("Esc")
    assert reading(main, qtbot).shows.kind == "listed_source"
    assert drafts(shell) == []


def test_with_nothing_chosen_there_is_no_draft(shell, main, page, qtbot):
    choose(page, qtbot, "Fair")
    choose(page, qtbot, "Fair")
    press("Esc")
    lock(shell, qtbot)
    main = unlock(shell, qtbot)
    assert drafts(shell) == []
    assert isinstance(main.page, ListPage)


def test_esc_leads_back_to_the_list_whose_button_leads_here(main, page, qtbot):
    press("Esc")
    until(qtbot, lambda: isinstance(main.page, ListPage))
    assert list(main.page.also) == ["tidy"]
    main.page.also["tidy"].click()
    assert isinstance(main.page, TidyPage)
    del page


def test_a_desk_without_any_says_so(main, page, qtbot):
    for number in range(1, len(TEXTS) + 2):
        main.records.remove(Referral, number)
    for number in (1, 2):
        main.records.remove(ListedSource, number)
    until(qtbot, page.empty.isVisible)
    assert page.list.isHidden()
    assert "Nothing is to be tidied up" in page.empty.headline.text()
