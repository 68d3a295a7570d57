"""Every word of every screen goes through the translation."""

from __future__ import annotations

import gettext
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from refdesk import i18n
from refdesk.domain.catalogue import BY_NAME
from refdesk.screens.catalogue import SCREENS
from refdesk.screens.help import Guide
from refdesk.ui.board_page import BoardPage
from refdesk.ui.main_window import MainWindow
from refdesk.ui.settings_page import SettingsPage
from refdesk.ui.today_page import TodayPage
from tests.every_screen.pseudo import Brackets, untranslated, words_of
from tests.helpers.window import (
    dialog,
    do,
    form,
    go_to,
    new_form,
    open_form,
    open_list,
    open_referral,
    press,
    type_text,
    until,
)
from tests.ui.editing import QUIET

DATA = frozenset({"Lakeline"})
"""The clinic's own name; owner and other words of the program's making are translated."""


@pytest.fixture(autouse=True)
def _in_brackets() -> Iterator[None]:
    before = i18n._translations
    i18n.use(Brackets())
    yield
    i18n.use(before)


@pytest.fixture
def known(shell, main) -> frozenset[str]:
    """Every text that records hold: data, not words of the program."""
    desk = shell.desk
    found = {*DATA, str(desk.folder)}
    for kind, of in BY_NAME.items():
        found.update(main.records.titles(kind, range(1, 4)).values())
        for record in desk.db.page(of, [1, 2, 3]):
            found.update(text for text in vars(record).values() if isinstance(text, str) and text)
            found.update(own.show(own.value_of(record)) for own in of.fields.values())
    found.update(page.title for page in Guide(main.keys.all()).pages.values())  # whole texts
    for own in (own for kind in BY_NAME for own in desk.fields(BY_NAME[kind]).own):
        found.update({own.label, own.help})
    return frozenset(found - {""})


def bare(window: QWidget, known: frozenset[str]) -> list[str]:
    """Return every text of a window that was not translated, with the class that shows it."""
    found = set()
    for widget, text in words_of(window):
        if not untranslated(text):
            continue
        left = text
        for data in sorted(known, key=len, reverse=True):
            left = left.replace(data, "")
        if untranslated(left):
            found.add(f"{type(widget).__name__}: {text}")
    return sorted(found)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.kind)
def test_every_word_of_list_and_form_is_translated(screen, main, known, qtbot):
    if screen.kind != "clinic":
        page = open_list(main, qtbot, screen.kind)
        until(qtbot, page.top_bar.count.text)
        assert bare(main, known) == []
    record = open_form(main, qtbot, screen.kind, 1)
    until(qtbot, lambda: record.side.history.isVisibleTo(record))
    for box in record.view.boxes.values():
        box.show_problem(i18n._("Something is wrong."))
    assert bare(main, known) == []
    if screen.of.entered:
        new_form(main, qtbot, screen.kind)
        press("Ctrl+S")
        assert bare(main, known) == []


@QUIET
def test_every_word_of_the_page_of_a_referral_is_translated(main, known, qtbot):
    page = open_referral(main, qtbot, 1)
    assert bare(main, known) == []
    menu = page.menu()
    assert bare(menu, known) == []
    menu.deleteLater()
    assert page.shown is not None
    page.do(next(deed for deed in page.shown.others if deed.name == "correct"))
    until(qtbot, dialog)
    assert bare(dialog(), known) == []
    press("Esc")


DIALOGS = (
    *("help", "keys", "drafts", "filter", "columns", "print", "export"),
    *("history", "many changed", "many archived", "added", "about", "reminders"),
    *("move_many", "find_anything"),
)
"""Dialogs, by the action that opens them or by what they are for."""


def opened(main: MainWindow, qtbot, name: str) -> QDialog:
    """Open a dialog as a person does and return it."""
    if name == "added":
        go_to(new_form(main, qtbot, "person"), "practices")
        type_text("Millrace")
        press("Ctrl+Return")
    elif name == "about":
        qtbot.mouseClick(main.sidebar.extras[name], Qt.MouseButton.LeftButton)
    elif name == "reminders":
        do(main, "today")
        until(qtbot, lambda: isinstance(main.page, TodayPage))
        do(main, name)
    elif name == "move_many":
        open_list(main, qtbot, "referral")
        do(main, name)
    elif name.startswith("many"):
        open_list(main, qtbot, "practice")
        press("Ctrl+A", "F2" if name == "many changed" else "Del")
    else:
        open_list(main, qtbot, "practice")
        if name == "history":
            press("Return")
            form(main, qtbot)
        do(main, name)
    until(qtbot, dialog)
    found = dialog()
    assert isinstance(found, QDialog)
    return found


@QUIET
@pytest.mark.parametrize("name", DIALOGS)
def test_every_word_of_every_dialog_is_translated(name, main, known, qtbot):
    found = opened(main, qtbot, name)
    assert bare(found, known) == []
    press("Esc")


@pytest.mark.parametrize("place", ["today", "board"])
def test_every_word_of_a_page_of_open_referrals_is_translated(place, main, known, qtbot):
    do(main, place)
    shown = main.page
    if isinstance(shown, TodayPage):
        until(qtbot, shown.figures.isVisible)
    else:
        assert isinstance(shown, BoardPage)
        until(qtbot, shown.bar.words.text)
    assert bare(main, known) == []


def test_every_word_of_the_settings_is_translated(main, known, qtbot):
    open_list(main, qtbot, "practice")
    do(main, "settings")
    until(qtbot, lambda: isinstance(main.page, SettingsPage))
    assert bare(main, known) == []


def test_brackets_find_a_word_that_is_not_translated():
    assert untranslated("⟦{count} ⟦practices⟧⟧") == ""
    assert untranslated("Practices: 4") == "Practices"
    assert untranslated("⟦Practice⟧ and ⟦Person⟧") == "and"
    assert untranslated("Ctrl+Shift+Z") == ""
    assert isinstance(i18n._translations, gettext.NullTranslations)
