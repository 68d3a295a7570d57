"""Every kind of record is entered, changed, undone and done again by keys alone."""

from __future__ import annotations

import pytest

from refdesk.domain import kinds
from refdesk.domain.kinds.base import Kind
from refdesk.screens.catalogue import SCREENS
from refdesk.screens.spec import Screen
from refdesk.ui.form_page import FormPage
from tests.every_screen.by_keys import OTHER, WRONG, fill, fill_what_is_needed
from tests.helpers.window import (
    focused,
    form_of_row,
    go_to,
    ids,
    leave,
    new_form,
    open_form,
    open_list,
    press,
    row_texts,
    saved,
    select_row,
    stored,
    type_text,
    until,
)

ENTERED = [screen for screen in SCREENS if screen.of.entered]
NOT_ENTERED = [screen for screen in SCREENS if not screen.of.entered]
PROOF = [screen for screen in SCREENS if screen.of.append_only]
LISTED = [screen for screen in NOT_ENTERED if screen.kind != "clinic"]
CHANGED = (kinds.TEXT, kinds.NOTE, kinds.INTEGER, kinds.DECIMAL, kinds.CHOICE, kinds.DATE)
FIXED = {("custom_field", "record_kind"), ("custom_field", "field_kind")}
"""What cannot be changed once it was saved, for values may lean on it."""


def by_kind(screen: Screen) -> str:
    return screen.kind


def to_change(page: FormPage) -> list[str]:
    """Return a field of each kind that typing changes, a column of the list where there is one."""
    shown, _needed = page.state.asked()
    columns = [column.name for column in page.shows.list.columns]
    names = [name for name in page.state.fields if name in shown]
    names.sort(key=lambda name: name not in columns)
    found: dict[object, str] = {}
    for name in names:
        own = page.state.fields[name]
        if own.kind in CHANGED and (page.shows.kind, name) not in FIXED and not own.program:
            found.setdefault(own.kind, name)
    return [name for name in page.state.fields if name in found.values()]


@pytest.mark.parametrize("screen", ENTERED, ids=by_kind)
def test_a_record_is_entered_changed_undone_and_done_again_by_keys(screen, shell, main, qtbot):
    kind = screen.kind
    before = set(ids(shell, kind))
    page = new_form(main, qtbot, kind)
    assert fill_what_is_needed(page, qtbot), "something is needed of every record"
    rows = saved(main, qtbot)
    until(qtbot, lambda: set(rows.state.ids) - before)
    (row_id,) = set(ids(shell, kind)) - before
    until(qtbot, lambda: row_texts(rows, row_id))
    entered, shown = stored(shell, kind, row_id), row_texts(rows, row_id)

    select_row(rows, row_id)
    page = form_of_row(main, qtbot)
    assert page.state.record.id == row_id
    names = to_change(page)
    for name in names:
        fill(page, qtbot, name, OTHER)
    names += fill_what_is_needed(page, qtbot)
    rows = saved(main, qtbot)
    until(qtbot, lambda: stored(shell, kind, row_id) != entered)
    changed = stored(shell, kind, row_id)
    assert [name for name in names if changed[name] == entered[name]] == []
    others = [own for own in changed if own not in names and changed[own] != entered[own]]
    assert others == [], "nothing else was touched"
    until(qtbot, lambda: row_texts(rows, row_id) not in ([], shown))
    shown_changed = row_texts(rows, row_id)

    press("Ctrl+Z")
    until(qtbot, lambda: row_texts(rows, row_id) == shown)
    assert stored(shell, kind, row_id) == entered
    press("Ctrl+Shift+Z")
    until(qtbot, lambda: row_texts(rows, row_id) == shown_changed)
    assert stored(shell, kind, row_id) == changed
    press("Ctrl+Z")
    until(qtbot, lambda: stored(shell, kind, row_id) == entered)
    press("Ctrl+Z")
    until(qtbot, lambda: row_id not in rows.state.ids)
    assert stored(shell, kind, row_id) == {}


@pytest.mark.parametrize("screen", LISTED, ids=by_kind)
def test_what_only_the_program_writes_has_no_new(screen, main, qtbot):
    rows = open_list(main, qtbot, screen.kind)
    assert not rows.new_button.isVisible()
    press("Ctrl+N")
    assert main.page is rows


@pytest.mark.parametrize("screen", PROOF, ids=by_kind)
def test_what_is_kept_as_proof_can_be_read_and_not_changed(screen, shell, main, qtbot):
    page = open_form(main, qtbot, screen.kind, 1)
    before = stored(shell, screen.kind, 1)
    for name in to_change(page):
        go_to(page, name)
        type_text("7")
        press("Right", "Down", "Space", "Del")
    assert page.state.touched == ()
    assert not page.foot.save_button.isVisible()
    assert not page.archive_button.isVisible()
    press("Ctrl+S")
    assert main.page is page
    assert stored(shell, screen.kind, 1) == before


@pytest.mark.parametrize("screen", ENTERED, ids=by_kind)
def test_a_wrong_text_is_said_at_its_field_and_nothing_is_saved(screen, shell, main, qtbot):
    before = ids(shell, screen.kind)
    page = new_form(main, qtbot, screen.kind)
    shown, _needed = page.state.asked()
    wrong: dict[Kind, str] = {}
    for name, own in page.state.fields.items():
        if own.kind in WRONG and name in shown:
            wrong.setdefault(own.kind, name)
    names = [name for name in page.state.fields if name in wrong.values()]
    for name in names:
        go_to(page, name)
        type_text(WRONG[page.state.fields[name].kind])
        leave(page, name)
        box = page.view.boxes[name]
        until(qtbot, box.problem.isVisible)
        assert page.state.fields[name].label in said(page, name)
        assert said(page, name) in described(box)
    visited: list[str] = []
    for _name in names:
        press("F8")
        visited.append(page.view.focused() or "")
    assert sorted(visited) == sorted(names), "F8 goes round all of them"
    press("Ctrl+S")
    assert main.page is page
    needed = set(page.state.missing())
    assert needed or names
    assert {name for name in page.view.boxes if said(page, name)} >= needed | set(names)
    for name in needed:
        assert said(page, name) in described(page.view.boxes[name])
    assert page.view.focused() in page.state.problems
    assert ids(shell, screen.kind) == before


def said(page: FormPage, name: str) -> str:
    """Return the sentence that a person reads at a field."""
    problem = page.view.boxes[name].problem
    return str(problem.text()) if problem.isVisible() else ""


def described(box) -> str:
    """Return what a screen reader says of a field."""
    control = box.editor.control()
    inner = control.focusProxy() or control
    return f"{control.accessibleDescription()} {inner.accessibleDescription()}"


def test_keys_of_a_form_go_to_the_field_that_has_the_focus(main, qtbot):
    page = new_form(main, qtbot, "practice")
    assert page.view.boxes["name"].isAncestorOf(focused())
