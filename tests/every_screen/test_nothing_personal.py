"""What a record holds is in no log line, no window's title, no object's name, no repr."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtWidgets import QApplication

from refdesk.domain import kinds
from refdesk.screens.catalogue import SCREENS
from tests.every_screen.by_keys import fill_what_is_needed
from tests.helpers.window import (
    drafts,
    go_to,
    ids,
    new_form,
    open_form,
    press,
    saved,
    type_text,
    until,
)

SECRET = "Zwiebelturm"
"""A word that stands nowhere else."""
CODES = {"icd10"}
"""Texts that must be of a certain form."""
WRITTEN = [screen for screen in SCREENS if screen.of.entered]


def personal(page) -> list[str]:
    """Return the shown fields of free text that hold what is personal."""
    shown, _needed = page.state.asked()
    return [
        name
        for name, own in page.state.fields.items()
        if name in shown
        and own.personal
        and name not in CODES
        and own.kind in {kinds.TEXT, kinds.NOTE}
    ]


@pytest.mark.parametrize("screen", WRITTEN, ids=lambda screen: screen.kind)
def test_what_was_typed_is_in_no_log_title_or_repr(screen, shell, main, caplog, qtbot):
    caplog.set_level(logging.DEBUG)
    before = set(ids(shell, screen.kind))
    page = new_form(main, qtbot, screen.kind)
    fill_what_is_needed(page, qtbot)
    names = personal(page)
    for name in names:
        go_to(page, name)
        press("Ctrl+A")
        type_text(SECRET)
    for thing in (page, page.state, page.state.working(), page.keeper):
        assert SECRET not in repr(thing)
    titles_are_clean()
    rows = saved(main, qtbot)
    until(qtbot, lambda: set(rows.state.ids) - before)
    (row_id,) = set(rows.state.ids) - before
    assert SECRET not in repr(rows.state)
    titles_are_clean()
    page = open_form(main, qtbot, screen.kind, row_id)
    assert SECRET in str(page.state.entries)
    go_to(page, names[0])
    type_text("x")
    press("Ctrl+L")
    until(qtbot, lambda: shell.main is None)
    titles_are_clean()
    assert SECRET not in caplog.text


def titles_are_clean() -> None:
    """Look at everything that a screenshot, a task list or a log of Qt would show."""
    for widget in QApplication.allWidgets():
        assert SECRET not in widget.objectName()
        if widget.isWindow():
            assert SECRET not in widget.windowTitle()
            assert SECRET not in widget.windowFilePath()


def test_a_draft_does_not_say_what_is_in_it(shell, main, qtbot):
    page = new_form(main, qtbot, "patient")
    type_text(SECRET)
    page.keeper.keep()
    until(qtbot, lambda: drafts(shell))
    assert SECRET not in repr(drafts(shell))
