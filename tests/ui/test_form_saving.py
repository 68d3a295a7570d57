"""Saving a form, through real keys: once, told, taken back, and never lost."""

from __future__ import annotations

import threading
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt

from refdesk.domain.errors import KnownFailure
from refdesk.services.records import Records
from refdesk.ui.error_dialog import ErrorDialog
from refdesk.ui.form_page import FormPage
from tests.helpers.window import (
    activate,
    dialog,
    drafts,
    form,
    ids,
    new_form,
    open_form,
    open_list,
    press,
    reading,
    stored,
    type_text,
    unlock,
    until,
)
from tests.ui.editing import QUIET
from tests.ui.test_forms import NAMES, fill_in, folder  # noqa: F401  folder is a fixture


def test_ctrl_s_saves_and_the_bar_takes_it_back_with_one_key(shell, main, qtbot):
    before = set(ids(shell, "practice"))
    new_form(main, qtbot, "practice")
    type_text("Millrace Ünal")
    press("Ctrl+S")
    rows = reading(main, qtbot)
    bar = main.activity.result
    assert bar.words.text() == "Added practice Millrace Ünal"
    assert bar.isVisible()
    assert bar.undo_button.isVisible()
    until(qtbot, lambda: set(rows.state.ids) - before)
    (row_id,) = set(ids(shell, "practice")) - before
    assert stored(shell, "practice", row_id)["name"] == "Millrace Ünal"
    press("Ctrl+Z")
    until(qtbot, lambda: set(rows.state.ids) == before)
    until(qtbot, lambda: bar.words.text() == "Undone: Add practice (Millrace Ünal)")


def test_the_word_undo_on_the_bar_does_the_same(shell, main, qtbot):
    page = open_form(main, qtbot, "practice", 1)
    fill_in(page, "specialty", "Rheumatology")
    press("Ctrl+S")
    reading(main, qtbot)
    assert main.activity.result.words.text() == "Changed practice Cedar Grove"
    qtbot.mouseClick(main.activity.result.undo_button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: stored(shell, "practice", 1)["specialty"] == "")


def test_save_and_add_another_opens_an_empty_form(shell, main, qtbot):
    first = new_form(main, qtbot, "practice")
    type_text("Millrace")
    press("Ctrl+Shift+S")
    until(qtbot, lambda: isinstance(main.page, FormPage) and main.page is not first)
    page = form(main, qtbot)
    assert page.state.touched == ()
    assert page.view.focused() == "name"
    type_text("Quillby")
    press("Ctrl+S")
    reading(main, qtbot)
    names = [stored(shell, "practice", row_id)["name"] for row_id in ids(shell, "practice")]
    assert {"Millrace", "Quillby"} < set(names)
    until(qtbot, lambda: drafts(shell) == [])


def test_the_key_of_undo_works_from_the_empty_form_that_follows(shell, main, qtbot):
    before = set(ids(shell, "practice"))
    first = new_form(main, qtbot, "practice")
    type_text("Millrace")
    press("Ctrl+Shift+S")
    until(qtbot, lambda: isinstance(main.page, FormPage) and main.page is not first)
    page = form(main, qtbot)
    assert set(ids(shell, "practice")) != before
    assert main.activity.result.undo_button.keys == "Ctrl+Z"
    press("Ctrl+Z")
    until(qtbot, lambda: set(ids(shell, "practice")) == before)
    type_text("Quillby")
    press("Ctrl+Z")
    assert page.view.boxes["name"].editor.entry() == "", "a field takes back its own typing first"
    assert set(ids(shell, "practice")) == before


def test_saving_what_was_not_changed_says_so(shell, main, qtbot):
    before = stored(shell, "practice", 1)
    open_form(main, qtbot, "practice", 1)
    press("Ctrl+S")
    reading(main, qtbot)
    assert main.activity.result.words.text() == "Nothing was changed"
    assert not main.activity.result.undo_button.isVisible()
    assert stored(shell, "practice", 1) == before


class Slow:
    """Lets a save wait until the test lets it go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.go, self.count = threading.Event(), threading.Event(), 0
        put = Records.put

        def slowly(records: Records, record: Any) -> Any:
            self.count += 1
            self.begun.set()
            assert self.go.wait(30)
            return put(records, record)

        monkeypatch.setattr(Records, "put", slowly)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    return Slow(monkeypatch)


def test_ctrl_s_twice_saves_once(shell, main, slow, qtbot):
    new_form(main, qtbot, "practice")
    type_text("Millrace")
    press("Ctrl+S", "Ctrl+S")
    slow.go.set()
    reading(main, qtbot)
    until(qtbot, lambda: drafts(shell) == [])
    assert slow.count == 1
    assert len(ids(shell, "practice")) == len(NAMES) + 1


def test_whoever_goes_on_while_it_is_saved_is_left_where_they_are(shell, main, slow, qtbot):
    new_form(main, qtbot, "practice")
    type_text("Millrace")
    press("Ctrl+S")
    until(qtbot, slow.begun.is_set)
    other = new_form(main, qtbot, "person")
    type_text("Sorrel, Ada")
    slow.go.set()
    until(qtbot, lambda: main.activity.result.words.text() == "Added practice Millrace")
    assert main.page is other
    assert other.view.boxes["name"].editor.entry() == "Sorrel, Ada"
    until(qtbot, lambda: [one.kind for one in drafts(shell)] == ["person"])


@QUIET
def test_a_save_that_fails_after_one_has_gone_on_is_told(shell, main, monkeypatch, qtbot):
    begun, go = threading.Event(), threading.Event()

    def full(_records: Records, _record: object) -> None:
        begun.set()
        assert go.wait(30)
        raise KnownFailure("The disk is full.")

    monkeypatch.setattr(Records, "put", full)
    new_form(main, qtbot, "practice")
    type_text("Millrace")
    press("Ctrl+S")
    until(qtbot, begun.is_set)
    open_list(main, qtbot, "person")
    go.set()
    until(qtbot, partial(dialog, ErrorDialog))
    press("Return")
    until(qtbot, lambda: [one.body["entries"]["name"] for one in drafts(shell)] == ["Millrace"])


@QUIET
@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (KnownFailure("The disk is full."), "The disk is full."),
        (RuntimeError("Vance, Marisol"), "Something went wrong inside RefDesk."),
    ],
    ids=["known", "bug"],
)
def test_a_save_that_fails_is_told_in_the_one_way_and_keeps_the_text(
    failure, words, shell, monkeypatch, caplog, qtbot
):
    main = unlock(shell, qtbot)
    before = stored(shell, "practice", 1)

    def fails(_records: Records, _record: object) -> None:
        raise failure

    monkeypatch.setattr(Records, "save", fails)
    page = open_form(main, qtbot, "practice", 1)
    fill_in(page, "specialty", "Rheumatology")
    press("Ctrl+S")
    until(qtbot, partial(dialog, ErrorDialog))
    assert dialog(ErrorDialog).sentence.happened == words
    assert "Marisol" not in caplog.text
    caplog.clear()
    press("Return")
    until(qtbot, lambda: dialog(ErrorDialog) is None)
    activate(main, qtbot)
    assert main.page is page
    assert page.view.boxes["specialty"].editor.entry() == "Rheumatology"
    assert page.foot.save_button.isEnabled()
    monkeypatch.undo()
    press("Ctrl+S")
    reading(main, qtbot)
    assert stored(shell, "practice", 1) == {**before, "specialty": "Rheumatology"}
